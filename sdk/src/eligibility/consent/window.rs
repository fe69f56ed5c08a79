//! The window in which information may be viewed.
//!
//! It is half open: at the very second of its end it is over.

use super::{CONSENT_EXPIRED, NOT_CONSENTED, VIEWING_UNKNOWN, may_be_emergency};
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
/// An emergency in which consent could not be had.
pub const EMERGENCY: Code = code!(
    "viewing.emergency",
    "consent could not be had in an emergency; qualified staff may view within the stated time, and every view is logged",
    "救急時で同意の取得が困難なため、有資格者に限り閲覧期限内の閲覧ができます(閲覧は記録されます)。",
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

/// What a window depends on.
pub(super) struct Window<'a> {
    pub(super) flag: Field<&'a str>,
    pub(super) consented_at: Field<Instant>,
    pub(super) stated_end: Field<Instant>,
    pub(super) check: &'a Check,
}

/// The end of the window, and what the instant judged is to it.
pub(super) fn window(of: &Window<'_>) -> (Option<Instant>, Code) {
    let (at, treatment) = (of.check.at, of.check.treatment);
    let refusal = match of.flag {
        _ if treatment == Some(Treatment::Unknown) => Some(VIEWING_UNKNOWN),
        Ok(Some("1")) => None,
        Ok(Some("3")) if may_be_emergency(of.check) => None,
        Ok(Some("0")) => Some(NOT_CONSENTED),
        Ok(Some("2")) => Some(CONSENT_EXPIRED),
        _ => Some(VIEWING_UNKNOWN),
    };
    if let Some(refusal) = refusal {
        return (of.stated_end.ok().flatten(), refusal);
    }
    let (Ok(start), Ok(end)) = (of.consented_at, of.stated_end) else {
        return (of.stated_end.ok().flatten(), TIME_UNREADABLE);
    };
    let not_begun = start.is_some_and(|start| at < start);
    if end.is_none() && treatment == Some(Treatment::HomeVisit) {
        // Whether it has been cancelled since, only a new answer tells.
        let reason = if not_begun {
            WINDOW_NOT_BEGUN
        } else if of.check.answered == Some(of.check.day) {
            UNTIL_CANCELLED
        } else {
            ANSWER_TOO_OLD
        };
        return (None, reason);
    }
    let emergency = of.flag == Ok(Some("3"));
    let inferred = start.map(|start| start.plus_seconds(WINDOW_SECONDS));
    let (end, within, over) = match (end, inferred) {
        (Some(end), _) if emergency => (end, EMERGENCY, WINDOW_OVER),
        (Some(end), _) => (end, WITHIN_WINDOW, WINDOW_OVER),
        (None, Some(end)) if !emergency => (end, WITHIN_INFERRED_WINDOW, INFERRED_WINDOW_OVER),
        // Where no consent was given (facts §5.8), no 24 hours begin with it.
        (None, _) => return (None, NO_TIME),
    };
    let reason = if not_begun {
        WINDOW_NOT_BEGUN
    } else if at < end {
        within
    } else {
        over
    };
    (Some(end), reason)
}
