//! How one field compares.

use super::fold::{Folding, holds_something};
use super::sent::Text;
use super::unknown::{has_unknown, might_be};
use super::words::{
    CANNOT_TELL, DIFFERS, EQUAL, GRADES, MISSING_IN_CHART, MISSING_IN_RESULT, NEITHER, SAME,
    UNKNOWN_CHARACTER, UNREADABLE,
};
use crate::problem::Code;
use alloc::vec;
use alloc::vec::Vec;

/// A grade, and what made it.
#[derive(Clone)]
pub(super) struct Graded {
    pub(super) grade: Code,
    pub(super) how: Vec<Code>,
}

impl Graded {
    pub(super) fn of(grade: Code) -> Self {
        Self {
            grade,
            how: Vec::new(),
        }
    }

    pub(super) fn because(grade: Code, how: Code) -> Self {
        Self {
            grade,
            how: vec![how],
        }
    }

    pub(super) fn differs(&self) -> bool {
        self.grade == DIFFERS
    }
}

/// Both sides' texts; an error where there are not two to compare.
pub(super) fn both<'a>(
    sent: Text<'a>,
    chart: Option<&'a str>,
) -> Result<(&'a str, &'a str), Graded> {
    match (sent, chart) {
        (Err(why), _) => Err(Graded::because(CANNOT_TELL, why)),
        (Ok(Some(sent)), Some(chart)) => Ok((sent, chart)),
        (Ok(Some(_)), None) => Err(Graded::of(MISSING_IN_CHART)),
        (Ok(None), Some(_)) => Err(Graded::of(MISSING_IN_RESULT)),
        (Ok(None), None) => Err(Graded::because(CANNOT_TELL, NEITHER)),
    }
}

/// Two texts that are the same, equal after steps, or different. Nothing else settles
/// an unknown character in them, so it leaves them open.
pub(super) fn texts(sent: &str, chart: &str, steps: &[Code], folding: &Folding) -> Graded {
    if has_unknown(sent) || has_unknown(chart) {
        let (sent, chart) = folding.fold_both(sent, chart, steps);
        return if might_be(&sent, &chart) {
            Graded::because(CANNOT_TELL, UNKNOWN_CHARACTER)
        } else {
            Graded::of(DIFFERS)
        };
    }
    if sent == chart {
        return Graded::of(SAME);
    }
    if !holds_something(sent) || !holds_something(chart) {
        return Graded::because(CANNOT_TELL, UNREADABLE);
    }
    match folding.equal(sent, chart, steps, |one, other| one == other) {
        Some(how) => Graded { grade: EQUAL, how },
        None => Graded::of(DIFFERS),
    }
}

/// The place of a grade among [`GRADES`].
pub(super) fn rank(grade: Code) -> usize {
    let place = GRADES.iter().position(|known| *known == grade);
    place.unwrap_or(GRADES.len())
}
