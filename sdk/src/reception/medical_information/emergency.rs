//! Viewing in an emergency: what has to be settled before anything is asked.

use super::window::{Information, lacks_consent};
use crate::audit::Mode;
use crate::eligibility::Eligibility;
use crate::exceptional_use::words::ALLOWED;
use crate::exceptional_use::{self, Decision};
use crate::problem::{Coded, Problem, Problems};
use crate::reception::situation::Situation;
use crate::reception::words::{EMERGENCY_UNSETTLED, NO_EMERGENCY};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;

/// The entry for each look in an emergency, nothing for one by consent; or why nothing is
/// asked. Only the host can say that it is an emergency, by `care`.
///
/// # Errors
/// As [`exceptional_use::examine`].
pub(super) fn entry(
    of: &Situation,
    held: Option<&Eligibility>,
    information: &Information,
    at: Instant,
) -> Result<Result<Option<String>, Vec<Coded>>, Problems> {
    if of.care != Some("emergency") {
        return Ok(match any_lacks_consent(held, information) {
            true => Err([NO_EMERGENCY.into()].into()),
            false => Ok(None),
        });
    }
    let unsettled = |why: Vec<Coded>| {
        let first = [Coded::from(EMERGENCY_UNSETTLED)].into_iter();
        Ok(Err(first.chain(why).collect()))
    };
    let Some(settled) = &of.exceptional_use else {
        return unsettled(Vec::new());
    };
    let decision = exceptional_use::examine(settled, at).map_err(inside)?;
    let Decision {
        state,
        reasons,
        entry: Some(entry),
        ..
    } = decision
    else {
        let state = [decision.state].into_iter();
        return unsettled(state.chain(decision.reasons).collect());
    };
    let text = |member: &Option<String>| member.clone().unwrap_or_default();
    let is_of_this = settled.mode == Mode::Emergency
        && settled.patient == text(&of.patient_number)
        && settled.viewer.id == text(&of.viewer)
        && settled.viewer.right == text(&of.right)
        && settled.institution.code == of.institution
        && information.audit.len() == settled.what.len()
        && information
            .audit
            .iter()
            .all(|what| settled.what.iter().any(|known| known == what));
    // Consent that the result has none of is not claimed in the trail.
    let claims = settled.consent.kind == "card" && any_lacks_consent(held, information);
    if state.is(ALLOWED) && is_of_this && !claims {
        return Ok(Ok(Some(entry)));
    }
    unsettled(reasons)
}

/// Whether a consent it takes could not be had.
fn any_lacks_consent(held: Option<&Eligibility>, information: &Information) -> bool {
    let consents = held.map_or(&[][..], |held| &held.consents);
    let mut needed = consents.iter().filter(|consent| {
        information
            .consents
            .iter()
            .any(|kind| consent.kind.is(*kind))
    });
    needed.any(lacks_consent)
}

/// The problems of the exceptional use, where it stands in the situation.
fn inside(problems: Problems) -> Problems {
    let at = |mut problem: Problem| {
        let path = problem.place.path.take().unwrap_or_default();
        problem.place.path = Some(["situation/exceptionalUse/", &path].concat());
        problem
    };
    problems.into_iter().map(at).collect()
}
