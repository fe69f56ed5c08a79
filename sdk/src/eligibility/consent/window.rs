//! The window in which information may be viewed.
//!
//! It is half open: at the very second of its end it is over.

use super::{CONSENT_EXPIRED, NOT_CONSENTED, VIEWING_UNKNOWN};
use crate::eligibility::check::Check;
use crate::eligibility::node::Field;
use crate::eligibility::treatment::Treatment;
use crate::problem::Code;
use crate::time::Instant;

/// Within the window the message states.
pub const WITHIN_WINDOW: Code = code!(
    "viewing.within-window",
    "consented, and within the time the result states",
    "同意があり、結果に記載された閲覧期限内です。",
);
/// Within 24 hours of the consent, because the message states no end.
pub const WITHIN_INFERRED_WINDOW: Code = code!(
    "viewing.within-inferred-window",
    "consented, and within 24 hours of the consent (inferred: the result states no end)",
    "同意があり、同意から24時間以内です(結果に閲覧期限の記載がないため推定)。",
);
/// The stated window is over.
pub const WINDOW_OVER: Code = code!(
    "viewing.window-over",
    "the time the result states is over: the patient presents the card and consents again",
    "閲覧期限を過ぎています。もう一度カードで同意をお取りください。",
);
/// More than 24 hours since the consent; the message states no end.
pub const INFERRED_WINDOW_OVER: Code = code!(
    "viewing.inferred-window-over",
    "more than 24 hours since the consent (inferred: the result states no end): the patient presents the card and consents again",
    "同意から24時間を過ぎています(結果に閲覧期限の記載がないため推定)。もう一度カードで同意をお取りください。",
);
/// The consent lies in the future of the instant judged.
pub const WINDOW_NOT_BEGUN: Code = code!(
    "viewing.window-not-begun",
    "the consent is later than the time judged: look at the clock",
    "同意の時刻が判定時刻より後です。端末の時計をご確認ください。",
);
/// No time was given.
pub const NO_TIME: Code = code!(
    "viewing.no-time",
    "no time of consent was sent, so nothing says until when it holds",
    "同意日時の記載がなく、閲覧期限がわからないため閲覧できません。",
);
/// A time cannot be read.
pub const TIME_UNREADABLE: Code = code!(
    "viewing.time-unreadable",
    "a time of the consent cannot be read",
    "同意日時または閲覧期限を読み取れないため閲覧できません。",
);
/// Consent could not be had, as in an emergency.
pub const EMERGENCY: Code = code!(
    "viewing.emergency",
    "consent could not be had: nothing may be viewed but in an emergency, by qualified staff, as a use of its own that is settled and logged",
    "同意の取得が困難とされています。救急時の閲覧として有資格者の手続きと記録を経た場合を除き、閲覧できません。",
);
/// The stated end is beyond belief.
pub const WINDOW_IMPLAUSIBLE: Code = code!(
    "viewing.window-implausible",
    "the stated end of the window is beyond any that this kind of care has",
    "閲覧期限が通常ありえない日時のため閲覧できません。",
);
/// The answer does not say when it was made, or says a later time than now.
pub const ANSWER_TIME_UNKNOWN: Code = code!(
    "viewing.answer-time-unknown",
    "the result does not say when it was made, or says a time to come",
    "結果の処理日時がわからないため閲覧できません。",
);

/// For home visits, until the consent is cancelled.
pub const UNTIL_CANCELLED: Code = code!(
    "viewing.until-cancelled",
    "consented for home visits: it holds until it is cancelled, and the system answered today",
    "訪問診療等の同意があり、取り消されるまで有効です(本日の照会結果による)。",
);
/// For home visits, by an answer of another day.
pub const ANSWER_TOO_OLD: Code = code!(
    "viewing.answer-too-old",
    "consented for home visits, but the answer is not of today and the consent may have been cancelled since: ask again",
    "訪問診療等の同意がありましたが、本日の照会結果ではないため、その後取り消されているおそれがあります。もう一度照会してください。",
);

/// 24 hours from the consent (facts §5.6 `[S2]`).
const WINDOW_SECONDS: i64 = 24 * 60 * 60;

/// How far an end may lie from the consent before it is beyond belief, in seconds: at the
/// counter and online a month, where 24 hours are the rule; for home visits ten years.
const COUNTER_SECONDS: i64 = 31 * 24 * 60 * 60;
const HOME_VISIT_SECONDS: i64 = 3653 * 24 * 60 * 60;

/// What a window depends on.
pub(super) struct Window<'a> {
    pub(super) flag: Field<&'a str>,
    pub(super) consented_at: Field<Instant>,
    pub(super) stated_end: Field<Instant>,
    pub(super) check: &'a Check,
}

/// What the instant judged is to a window.
pub(super) struct Viewing {
    /// Its end, where there is one.
    pub(super) until: Option<Instant>,
    pub(super) reason: Code,
    /// Whether the result states a later end than its kind of care allows.
    pub(super) beyond: bool,
}

impl Viewing {
    /// No window, whatever end is stated.
    pub(super) fn refused(stated_end: Field<Instant>, reason: Code) -> Self {
        Self {
            until: stated_end.ok().flatten(),
            reason,
            beyond: false,
        }
    }
}

/// Decides it. A window needs a consent by the time judged, in an answer made by then.
pub(super) fn window(of: &Window<'_>) -> Viewing {
    let refused = |reason| Viewing::refused(of.stated_end, reason);
    match of.flag {
        Ok(Some("1")) => {}
        Ok(Some("0")) => return refused(NOT_CONSENTED),
        Ok(Some("2")) => return refused(CONSENT_EXPIRED),
        Ok(Some("3")) => return refused(EMERGENCY),
        _ => return refused(VIEWING_UNKNOWN),
    }
    let (Ok(start), Ok(end)) = (of.consented_at, of.stated_end) else {
        return refused(TIME_UNREADABLE);
    };
    if !of.check.answered_by_now() {
        return refused(ANSWER_TIME_UNKNOWN);
    }
    let at = of.check.at;
    if start.is_some_and(|start| at < start) {
        return refused(WINDOW_NOT_BEGUN);
    }
    // Without a time of its own, a consent was given by the time of the answer.
    let begun = start.or(of.check.executed.ok().flatten());
    let after = |seconds| begun.map(|begun| begun.plus_seconds(seconds));
    let is_home_visit = of.check.treatment == Some(Treatment::HomeVisit);
    match end {
        Some(end) if is_home_visit => stated(at, end, end, after(HOME_VISIT_SECONDS)),
        Some(end) => {
            let most = after(WINDOW_SECONDS).unwrap_or(end);
            stated(at, end, most, after(COUNTER_SECONDS))
        }
        // Whether it has been cancelled since, only a new answer tells.
        None if is_home_visit => Viewing {
            until: None,
            reason: if of.check.answered_today() {
                UNTIL_CANCELLED
            } else {
                ANSWER_TOO_OLD
            },
            beyond: false,
        },
        None => match start.and(after(WINDOW_SECONDS)) {
            Some(end) => Viewing {
                until: Some(end),
                reason: if at < end {
                    WITHIN_INFERRED_WINDOW
                } else {
                    INFERRED_WINDOW_OVER
                },
                beyond: false,
            },
            None => refused(NO_TIME),
        },
    }
}

/// A window whose end is stated: open until then, but not longer than `most`; an end after
/// `believable` is none.
fn stated(at: Instant, end: Instant, most: Instant, believable: Option<Instant>) -> Viewing {
    if believable.is_none_or(|latest| latest < end) {
        return Viewing::refused(Ok(Some(end)), WINDOW_IMPLAUSIBLE);
    }
    let until = end.min(most);
    Viewing {
        until: Some(until),
        reason: if at < until {
            WITHIN_WINDOW
        } else {
            WINDOW_OVER
        },
        beyond: most < end,
    }
}
