//! What can be asked for, which consents that takes, and until when they hold.

use crate::eligibility::consent::{
    CHECKUPS, DIAGNOSES, EMERGENCY, MEDICINES, UNTIL_CANCELLED, VIEWING_UNKNOWN,
};
use crate::eligibility::{Consent, Eligibility};
use crate::problem::{Code, Coded};
use crate::time::Instant;
use alloc::format;

/// What can be asked for.
pub(super) struct Information {
    pub(super) name: &'static str,
    pub(super) interface: &'static str,
    /// `FileCategory` as XML and as PDF (facts §2.8 `[S]`).
    pub(super) categories: [&'static str; 2],
    /// The consents it takes.
    pub(super) consents: &'static [Code],
    /// As the audit trail names it.
    pub(super) audit: &'static [&'static str],
}

pub(super) static INFORMATION: [Information; 3] = [
    Information {
        name: "medicines",
        interface: "YZK-IF-001",
        categories: ["2", "1"],
        consents: &[MEDICINES],
        audit: &["medicines"],
    },
    Information {
        name: "medicines-and-treatments",
        interface: "YZK-IF-001",
        categories: ["4", "3"],
        consents: &[MEDICINES, DIAGNOSES],
        audit: &["medicines", "treatments"],
    },
    Information {
        name: "checkups",
        interface: "TKKsiquc01req",
        categories: ["2", "1"],
        consents: &[CHECKUPS],
        audit: &["checkups"],
    },
];

/// Until when all of it may be viewed, or why not; in an emergency that is settled, also
/// what the patient could not consent to (OQSCD016 3).
pub(super) fn window(
    held: Option<&Eligibility>,
    information: &Information,
    is_emergency: bool,
    at: Instant,
) -> Result<Instant, Coded> {
    let unknown = || Coded::from(VIEWING_UNKNOWN);
    let consents = held.map_or(&[][..], |held| &held.consents);
    let mut found: Option<Instant> = None;
    for kind in information.consents {
        let consent = consents.iter().find(|consent| consent.kind.is(*kind));
        let consent = consent.ok_or_else(unknown)?;
        let may_lack = is_emergency && could_not_consent(consent, at);
        if !consent.viewable && !may_lack {
            return Err(consent.reason.clone());
        }
        let end = end(consent, at).ok_or_else(unknown)?;
        if found.is_none_or(|earliest| end < earliest) {
            found = Some(end);
        }
    }
    found.ok_or_else(unknown)
}

/// Whether consent could not be had, and the result states a time that is not over.
fn could_not_consent(consent: &Consent, at: Instant) -> bool {
    let is_told = [EMERGENCY, VIEWING_UNKNOWN].into_iter();
    lacks_consent(consent)
        && is_told.into_iter().any(|code| consent.reason.is(code))
        && consent.consented_at.is_none_or(|begin| begin <= at)
        && consent.viewable_until.is_some_and(|end| at < end)
}

/// Whether consent could not be had (OQSCD016 3).
pub(super) fn lacks_consent(consent: &Consent) -> bool {
    consent
        .consented
        .as_ref()
        .is_some_and(|flag| flag.code == "3")
}

/// Where a consent holds until it is cancelled, an answer is good for its day: on the
/// next, only a new one tells.
fn end(consent: &Consent, at: Instant) -> Option<Instant> {
    if consent.reason.is(UNTIL_CANCELLED) {
        let end = format!("{}T23:59:59+09:00", at.date_in_japan());
        return Some(Instant::parse(&end).ok()?.plus_seconds(1));
    }
    consent.viewable_until
}
