//! The later check: exceptional views against the chart's registrations (domain: row 13).

use super::words::{
    ALL_REGISTERED, DIFFERENCES, NO_VIEWS, NOT_REGISTERED, REGISTERED, REGISTERED_AT_ANOTHER_TIME,
    TOO_MANY,
};
use super::wrong;
use crate::audit::{MISSING, Mode};
use crate::json::Members;
use crate::order::alike;
use crate::problem::{Coded, Place, Problem, Problems};
use crate::time::Instant;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// A view as the audit trail has it; a line of the trail is one.
#[derive(Clone, Default)]
pub struct View {
    /// `number`: that of the line.
    pub number: Option<u32>,
    /// `at`, RFC 3339 with an offset.
    pub at: String,
    /// `patient`.
    pub patient: String,
    /// `mode`: ordinary ones are passed over.
    pub mode: Mode,
}

/// That the chart says a patient was seen in an exceptional way.
#[derive(Clone, Default)]
pub struct Registration {
    /// `at`, RFC 3339 with an offset.
    pub at: String,
    /// `patient`: the number that the audit trail has.
    pub patient: String,
}

redacted!(View, Registration);

impl View {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        members.ignore(&["v", "who", "right", "what", "why", "consent"]);
        members.ignore(&["terminal", "reference", "previous", "mac"]);
        Self {
            number: members.number("number"),
            at: members.text("at"),
            patient: members.text("patient"),
            mode: members.choice("mode", Mode::parse).unwrap_or_default(),
        }
    }
}

impl Registration {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        Self {
            at: members.text("at"),
            patient: members.text("patient"),
        }
    }
}

/// How far apart is still together.
#[derive(Clone, Copy, Debug)]
pub struct ReconciliationOptions {
    /// `withinHours`: how many hours may be between a view and its registration. No
    /// public rule says; 24 is this SDK's.
    pub within_hours: u32,
}

impl Default for ReconciliationOptions {
    fn default() -> Self {
        Self { within_hours: 24 }
    }
}

impl ReconciliationOptions {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let mut options = Self::default();
        members.numbers(&mut [("withinHours", &mut options.within_hours)]);
        options
    }
}

/// Views beside registrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reconciliation {
    /// [`ALL_REGISTERED`], [`DIFFERENCES`] or [`NO_VIEWS`].
    pub state: Coded,
    /// Each exceptional view, in the order given.
    pub views: Vec<CheckedView>,
    /// Registrations that no view belongs to, counted from 0.
    pub registrations_without_view: Vec<u32>,
}

/// One view beside the registrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedView {
    /// Which, counted from 0.
    pub view: u32,
    /// The line's number in the audit trail.
    pub number: Option<u32>,
    /// [`REGISTERED`], [`REGISTERED_AT_ANOTHER_TIME`] or [`NOT_REGISTERED`].
    pub state: Coded,
    /// The registration next to it in time, counted from 0.
    pub registration: Option<u32>,
}

/// More than one check is for.
const MOST: usize = 10_000;

/// Finds each exceptional view in the chart's registrations and the other way round: by
/// the patient's number and within so many hours, before or after.
///
/// # Errors
/// [`TOO_MANY`], and every time and number that is none.
pub fn reconcile(
    views: &[View],
    registrations: &[Registration],
    options: ReconciliationOptions,
) -> Result<Reconciliation, Problems> {
    for (length, path) in [
        (views.len(), "views"),
        (registrations.len(), "registrations"),
    ] {
        if length > MOST {
            return Err(wrong(TOO_MANY, path).into());
        }
    }
    let mut problems = Problems::new();
    let viewed = views.iter().map(|view| (&*view.at, &*view.patient));
    let viewed = seconds(viewed, "views", &mut problems);
    let noted = registrations.iter().map(|one| (&*one.at, &*one.patient));
    let noted = seconds(noted, "registrations", &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let within = u64::from(options.within_hours).saturating_mul(3600);
    let mut is_used = vec![false; noted.len()];
    let mut nearest: Vec<Option<(u64, usize)>> = vec![None; viewed.len()];
    let patients = views.iter().map(|view| &*view.patient);
    let patients = patients.chain(registrations.iter().map(|one| &*one.patient));
    for same in alike(&patients.collect::<Vec<_>>()) {
        // Views come first in the list.
        let begin = same.partition_point(|place| *place < viewed.len());
        let (of_views, of_registrations) = same.split_at_checked(begin).unwrap_or_default();
        for place in of_views {
            let (Some(view), Some(at)) = (views.get(*place), viewed.get(*place)) else {
                continue;
            };
            if view.mode == Mode::Ordinary {
                continue;
            }
            for other in of_registrations {
                let other = other.saturating_sub(viewed.len());
                let Some(apart) = noted.get(other).map(|noted| noted.abs_diff(*at)) else {
                    continue;
                };
                if let Some(is_used) = is_used.get_mut(other) {
                    *is_used |= apart <= within;
                }
                if let Some(nearest) = nearest.get_mut(*place)
                    && nearest.is_none_or(|(known, _)| apart < known)
                {
                    *nearest = Some((apart, other));
                }
            }
        }
    }
    Ok(answer(views, &nearest, &is_used, within))
}

fn answer(
    views: &[View],
    nearest: &[Option<(u64, usize)>],
    is_used: &[bool],
    within: u64,
) -> Reconciliation {
    let mut checked = Vec::new();
    let mut differ = false;
    for ((view, nearest), index) in views.iter().zip(nearest).zip(0_u32..) {
        if view.mode == Mode::Ordinary {
            continue;
        }
        let state = match nearest {
            Some((apart, _)) if *apart <= within => REGISTERED,
            Some(_) => REGISTERED_AT_ANOTHER_TIME,
            None => NOT_REGISTERED,
        };
        differ |= state != REGISTERED;
        checked.push(CheckedView {
            view: index,
            number: view.number,
            state: state.into(),
            registration: nearest.and_then(|(_, place)| u32::try_from(place).ok()),
        });
    }
    let unused = is_used
        .iter()
        .zip(0_u32..)
        .filter(|(is_used, _)| !**is_used);
    let without_view: Vec<_> = unused.map(|(_, index)| index).collect();
    let state = if differ || !without_view.is_empty() {
        DIFFERENCES
    } else if checked.is_empty() {
        NO_VIEWS
    } else {
        ALL_REGISTERED
    };
    Reconciliation {
        state: state.into(),
        views: checked,
        registrations_without_view: without_view,
    }
}

fn seconds<'a>(
    of: impl Iterator<Item = (&'a str, &'a str)>,
    name: &str,
    problems: &mut Problems,
) -> Vec<i64> {
    let mut all = Vec::new();
    for ((at, patient), number) in of.zip(1_u32..) {
        let place = |member: &str| Place::path(format!("{name}[{number}]/{member}"));
        match Instant::parse(at) {
            Ok(at) => all.push(at.unix_seconds()),
            Err(problem) => problems.push(problem.at(place("at"))),
        }
        if patient.is_empty() {
            problems.push(Problem::error(MISSING).at(place("patient")));
        }
    }
    all
}
