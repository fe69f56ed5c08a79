//! What can be asked for, which consents that takes, and until when they hold.

use super::super::numbers;
use super::super::situation::Situation;
use crate::eligibility::consent::{
    CHECKUPS, DIAGNOSES, MEDICINES, UNTIL_CANCELLED, VIEWING_UNKNOWN,
};
use crate::eligibility::{self, Consent, Eligibility};
use crate::problem::{Code, Coded, Problems};
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

/// What the result says, now.
pub(super) fn judged(of: &Situation, at: Instant) -> Result<Option<Eligibility>, Problems> {
    let document = numbers::document(of)?;
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let many = document
        .body()
        .is_some_and(|body| body.child("BulkConfirmUnit").is_some());
    let all = if many {
        // How the persons were found decides whether they could consent at all.
        let interface = match care(of) {
            "2" => Some("OQS-IF-020"),
            "3" => Some("OQS-IF-024"),
            _ => None,
        };
        let units = eligibility::judge_units(document.root(), interface, of.asked_on, at)?.units;
        let unit = units.into_iter().nth(place(of.person));
        unit.map(|unit| unit.judgement.eligibilities)
    } else {
        Some(eligibility::judge(document.root(), at)?.eligibilities)
    };
    Ok(all
        .unwrap_or_default()
        .into_iter()
        .nth(place(of.eligibility)))
}

/// Until when all of it may be viewed, and why; or why not.
pub(super) fn window(
    held: Option<&Eligibility>,
    information: &Information,
    at: Instant,
) -> Result<(Instant, Coded), Coded> {
    let unknown = || Coded::from(VIEWING_UNKNOWN);
    let consents = held.map_or(&[][..], |held| &held.consents);
    let mut found: Option<(Instant, Coded)> = None;
    for kind in information.consents {
        let consent = consents.iter().find(|consent| consent.kind.is(*kind));
        let consent = consent.ok_or_else(unknown)?;
        if !consent.viewable {
            return Err(consent.reason.clone());
        }
        let end = end(consent, at).ok_or_else(unknown)?;
        if found.as_ref().is_none_or(|(earliest, _)| end < *earliest) {
            found = Some((end, consent.reason.clone()));
        }
    }
    found.ok_or_else(unknown)
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

/// 診療区分 (OQSCD028).
pub(super) fn care(of: &Situation) -> &'static str {
    match of.care {
        Some("home-visit") => "2",
        Some("online") => "3",
        Some("emergency") => "4",
        _ => "1",
    }
}
