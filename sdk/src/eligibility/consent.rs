//! Which information the patient agreed to, and until when it may be viewed.
//!
//! Two sorts. 特定健診, 薬剤, 診療 and 手術 information is *viewed*, by consent, within
//! a window. 限度額 and 特定疾病 certificates are *given* in the result itself, so
//! there is a consent but no window (facts §2.2: they have no `AvailableTime`; §5.6).

mod window;

use super::benefit::{DISEASES, LIMIT};
use super::check::{Check, Route};
use super::coded::{CodeValue, Coded};
use super::node::{Field, Node, Unreadable};
use crate::problem::{Code, Problems};
use crate::time::{Date, Instant};
use alloc::vec::Vec;
use serde::Serialize;
use window::{Viewing, Window, window};

pub use window::{
    ANSWER_TIME_UNKNOWN, ANSWER_TOO_OLD, EMERGENCY, INFERRED_WINDOW_OVER, NO_TIME, TIME_UNREADABLE,
    UNTIL_CANCELLED, WINDOW_IMPLAUSIBLE, WINDOW_NOT_BEGUN, WINDOW_OVER, WITHIN_INFERRED_WINDOW,
    WITHIN_WINDOW,
};

/// 限度額適用認定証情報.
pub const LIMIT_CERTIFICATE: Code = code!(
    "information.limit-certificate",
    "limit certificate",
    "限度額適用認定証情報",
);
/// 特定疾病療養受療証情報.
pub const SPECIFIC_DISEASES: Code = code!(
    "information.specific-diseases",
    "specific diseases certificate",
    "特定疾病療養受療証情報",
);
/// 特定健診等情報.
pub const CHECKUPS: Code = code!("information.checkups", "health check-ups", "特定健診等情報");
/// 薬剤情報.
pub const MEDICINES: Code = code!("information.medicines", "medicines", "薬剤情報");
/// 診療情報.
pub const DIAGNOSES: Code = code!(
    "information.diagnoses",
    "diagnosis and treatment",
    "診療情報",
);
/// 手術情報.
pub const OPERATIONS: Code = code!("information.operations", "operations", "手術情報");

/// Consent was not given.
pub const NOT_CONSENTED: Code = code!(
    "viewing.not-consented",
    "not consented",
    "同意がないため閲覧できません。",
);
/// The consent has expired or was withdrawn.
pub const CONSENT_EXPIRED: Code = code!(
    "viewing.consent-expired",
    "the consent no longer holds",
    "同意の有効期限が切れているため閲覧できません。",
);
/// Only the card opens it.
pub const ONLY_WITH_CARD: Code = code!(
    "viewing.only-with-card",
    "only after a check with the My Number card",
    "マイナンバーカードで確認したときだけ閲覧できます。",
);
/// Viewed for whom an eligibility holds.
pub const NOT_ELIGIBLE_NOW: Code = code!(
    "viewing.not-eligible",
    "only while the eligibility it was consented with holds",
    "資格が有効と確認できないため閲覧できません。",
);
/// Nothing can be said.
pub const VIEWING_UNKNOWN: Code = code!(
    "viewing.cannot-tell",
    "the result does not tell whether it may be viewed",
    "閲覧できるかどうかわからないため閲覧できません。",
);
/// Given with the result, by consent.
pub const CONSENTED: Code = code!(
    "viewing.consented",
    "consented; given with the result",
    "同意により提供された情報です。",
);
/// Given with the result, without need of a consent.
pub const CONSENT_NOT_NEEDED: Code = code!(
    "viewing.consent-not-needed",
    "with the card no consent is needed since 2024-10-07",
    "マイナンバーカードでの確認のため同意は不要です(2024年10月7日以降)。",
);
/// By number, the patient's oral consent has to be asked.
pub const ORAL_CONSENT_NEEDED: Code = code!(
    "viewing.oral-consent-needed",
    "not consented: ask the patient at the window, then send the request with the consent flag 1",
    "同意がありません。窓口で口頭の同意を得てから、同意ありでもう一度照会してください。",
);

/// What the patient agreed to for one kind of information.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Which information.
    pub kind: Coded,
    /// The flag as sent: OQSCD016, for the limit certificate OQSCD001.
    pub consented: Option<CodeValue>,
    /// When, where sent.
    pub consented_at: Option<Instant>,
    /// The end of the window, no longer inside it; none where there is none.
    pub viewable_until: Option<Instant>,
    /// Whether it may be viewed at the instant judged.
    pub viewable: bool,
    /// Why, or why not.
    pub reason: Coded,
}

redacted!(Consent);

/// The elements of one kind that is viewed.
struct Viewed(Code, &'static str, &'static str, &'static str);

const VIEWED: [Viewed; 4] = [
    Viewed(
        CHECKUPS,
        "SpecificHealthCheckupsInfoConsFlg",
        "SpecificHealthCheckupsInfoConsTime",
        "SpecificHealthCheckupsInfoAvailableTime",
    ),
    Viewed(
        MEDICINES,
        "PharmacistsInfoConsFlg",
        "PharmacistsInfoConsTime",
        "PharmacistsInfoAvailableTime",
    ),
    Viewed(
        DIAGNOSES,
        "DiagnosisInfoConsFlg",
        "DiagnosisInfoConsTime",
        "DiagnosisInfoAvailableTime",
    ),
    Viewed(
        OPERATIONS,
        "OperationInfoConsFlg",
        "OperationInfoConsTime",
        "OperationInfoAvailableTime",
    ),
];

const LIMIT_FLAG: &str = "LimitApplicationCertificateRelatedConsFlg";
const LIMIT_TIME: &str = "LimitApplicationCertificateRelatedConsTime";
const DISEASES_FLAG: &str = "SpecificDiseasesCertificateRelatedConsFlg";
const DISEASES_TIME: &str = "SpecificDiseasesCertificateRelatedConsTime";

/// The consents a result speaks of, in the order of the specification. What it
/// is silent about is not listed.
/// `holds` says whether the eligibility does, or may once a person has chosen.
pub(super) fn of_result(
    result: &Node<'_>,
    holds: bool,
    check: &Check,
    notes: &mut Problems,
) -> Vec<Consent> {
    let given = [
        limit_certificate(result, check, notes),
        specific_diseases(result, check, notes),
    ];
    let viewed = VIEWED
        .iter()
        .map(|kind| viewed(kind, result, holds, check, notes));
    given.into_iter().chain(viewed).flatten().collect()
}

fn viewed(
    names: &Viewed,
    result: &Node<'_>,
    holds: bool,
    check: &Check,
    notes: &mut Problems,
) -> Option<Consent> {
    let Viewed(kind, flag, time, available) = *names;
    if ![flag, time, available]
        .into_iter()
        .any(|name| result.has(name))
    {
        return None;
    }
    let consented = result.code(flag, "OQSCD016", notes);
    let at = result.instant(time, notes);
    let until = result.instant(available, notes);
    if check.route == Route::Number {
        not_expected(flag, result, notes);
    }
    let refusal = refused_by(check).or((!holds).then_some(NOT_ELIGIBLE_NOW));
    let Viewing {
        until,
        reason,
        beyond,
    } = match refusal {
        Some(refusal) => Viewing::refused(until, refusal),
        None => window(&Window {
            flag: flag_of(&consented),
            consented_at: at,
            stated_end: until,
            check,
        }),
    };
    if beyond {
        let against = ("24 hours from the consent", "同意から24時間");
        result.contradicts(available, against, notes);
    }
    Some(Consent {
        kind: kind.into(),
        consented: consented.ok().flatten(),
        consented_at: at.ok().flatten(),
        viewable_until: until,
        viewable: VIEWABLE.contains(&reason),
        reason: reason.into(),
    })
}

const VIEWABLE: [Code; 3] = [WITHIN_WINDOW, WITHIN_INFERRED_WINDOW, UNTIL_CANCELLED];

/// Why the information cannot be viewed after this check, whatever the consent:
/// it takes the card (facts §2.2, §5.6), and a check that succeeded.
fn refused_by(check: &Check) -> Option<Code> {
    match check.route {
        Route::Card | Route::Remote if check.processed => None,
        Route::Number if check.processed => Some(ONLY_WITH_CARD),
        _ => Some(VIEWING_UNKNOWN),
    }
}

/// With the card and from 2024-10-07 no consent is needed, at the counter and with
/// マイナ在宅受付Web alike; before, and by number, the flag says whether there is one
/// (facts §5.6 `[S2]`).
fn limit_certificate(result: &Node<'_>, check: &Check, notes: &mut Problems) -> Option<Consent> {
    let given = result.has(LIMIT);
    if !given && !result.has(LIMIT_FLAG) && !result.has(LIMIT_TIME) {
        return None;
    }
    let consented = result.code(LIMIT_FLAG, "OQSCD001", notes);
    let needed = before_the_change(check.confirmed.unwrap_or(check.day));
    let reason = match (check.route, flag_of(&consented)) {
        _ if !check.processed => VIEWING_UNKNOWN,
        (Route::Card | Route::Remote, _) if !needed => CONSENT_NOT_NEEDED,
        (_, Ok(Some("1"))) => CONSENTED,
        (Route::Number, Ok(None | Some("0"))) => ORAL_CONSENT_NEEDED,
        (Route::Card | Route::Remote, Ok(None | Some("0"))) => NOT_CONSENTED,
        _ => VIEWING_UNKNOWN,
    };
    let viewable = [CONSENTED, CONSENT_NOT_NEEDED].contains(&reason);
    if given && !viewable {
        not_expected(LIMIT, result, notes);
    }
    Some(Consent {
        kind: LIMIT_CERTIFICATE.into(),
        consented: consented.ok().flatten(),
        consented_at: result.instant(LIMIT_TIME, notes).ok().flatten(),
        viewable_until: None,
        viewable,
        reason: reason.into(),
    })
}

fn before_the_change(date: Date) -> bool {
    (date.year(), date.month(), date.day()) < (2024, 10, 7)
}

/// Only with the card, and by consent (facts §5.6 `[S]`).
fn specific_diseases(result: &Node<'_>, check: &Check, notes: &mut Problems) -> Option<Consent> {
    let given = result.has(DISEASES);
    if !given && !result.has(DISEASES_FLAG) && !result.has(DISEASES_TIME) {
        return None;
    }
    let consented = result.code(DISEASES_FLAG, "OQSCD016", notes);
    let reason = refused_by(check).unwrap_or(match flag_of(&consented) {
        Ok(Some("1")) => CONSENTED,
        Ok(Some("2")) => CONSENT_EXPIRED,
        Ok(None | Some("0")) => NOT_CONSENTED,
        _ => VIEWING_UNKNOWN,
    });
    let viewable = reason == CONSENTED;
    if given && !viewable {
        not_expected(DISEASES, result, notes);
    }
    Some(Consent {
        kind: SPECIFIC_DISEASES.into(),
        consented: consented.ok().flatten(),
        consented_at: result.instant(DISEASES_TIME, notes).ok().flatten(),
        viewable_until: None,
        viewable,
        reason: reason.into(),
    })
}

fn flag_of(consented: &Field<CodeValue>) -> Field<&str> {
    match consented {
        Ok(code) => Ok(code.as_ref().map(|code| code.code.as_str())),
        Err(Unreadable) => Err(Unreadable),
    }
}

/// Notes that something was sent which neither the route nor a consent explains.
fn not_expected(name: &str, result: &Node<'_>, notes: &mut Problems) {
    let against = (
        "the kind of inquiry or the consent",
        "照会区分または同意の内容",
    );
    result.contradicts(name, against, notes);
}
