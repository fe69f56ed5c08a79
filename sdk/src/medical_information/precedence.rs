//! The same medicine in several branches.
//!
//! The system does not say which record is the better one. One public program
//! prefers claims to dispensing to prescriptions where institution and date are the
//! same (facts §2.8, `OD2`), and that is what is done here unless the caller gives
//! another order. It is that program's rule, not the specification's; so a record
//! that another takes precedence over is marked, with the reason, and stays.
//!
//! "The same institution and date" is read as: the dispensing institution's code and
//! date; where one of two records has no such date, as a prescription has none, the
//! prescribing institution's code and date `[I]`. Without a code or a date, nothing is
//! the same as anything.

use super::medicines::Medicine;
use super::source::Source;
use crate::order::sorted;
use crate::problem::{Code, Coded};
use crate::time::Date;
use alloc::vec::Vec;
use serde::Serialize;

/// The same medicine is in a branch that takes precedence.
pub const SAME_MEDICINE: Code = code!(
    "superseded.same-medicine",
    "the same medicine of the same institution and date is in a source that takes precedence (a public program's order, not the specification's)",
    "同じ医療機関・日付・薬剤の記録が、優先する情報源にもあります(優先順位は仕様ではなく、公開プログラムの方式です)。",
);
/// The institution and date are, but not with this medicine.
pub const SAME_VISIT: Code = code!(
    "superseded.same-visit",
    "a source that takes precedence has the same institution and date, but not this medicine: look at both before hiding it",
    "優先する情報源に同じ医療機関・日付の記録がありますが、この薬剤はありません。非表示にする前に両方をご確認ください。",
);

/// That another record takes precedence.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Superseded {
    /// Which: its number in the list, from 0. It may itself be superseded.
    pub record: u32,
    /// Why.
    pub reason: Coded,
}

redacted!(Superseded);

/// What two records are the same by.
struct Key<'a> {
    institution: &'a str,
    date: Date,
    /// By its code, else by its name; never one by the other.
    medicine: (bool, &'a str),
    /// How early its branch stands in the order of precedence.
    rank: usize,
    /// Whether it has no dispensing date.
    is_undispensed: bool,
    index: usize,
}

impl Key<'_> {
    fn same_visit(&self, other: &Self) -> bool {
        self.institution == other.institution && self.date == other.date
    }
}

/// Marks the records over which others take precedence.
pub(super) fn settle(medicines: &mut [Medicine], precedence: &[Source]) {
    let mut found = Vec::new();
    for by_dispensing in [true, false] {
        let keys = keys(medicines, precedence, by_dispensing);
        for visit in keys.chunk_by(Key::same_visit) {
            mark(visit, by_dispensing, &mut found);
        }
    }
    for (index, by, reason) in found {
        if let (Some(medicine), Ok(record)) = (medicines.get_mut(index), u32::try_from(by)) {
            let superseded = Superseded {
                record,
                reason: reason.into(),
            };
            medicine.superseded_by.get_or_insert(superseded);
        }
    }
}

/// The records that have such an institution and date: those of a visit together,
/// and of these those of a medicine, the first in precedence first.
fn keys<'a>(medicines: &'a [Medicine], precedence: &[Source], by_dispensing: bool) -> Vec<Key<'a>> {
    let key = |(index, medicine): (usize, &'a Medicine)| {
        let visit = &medicine.visit;
        let (institution, date) = if by_dispensing {
            (&visit.institution, visit.dispensed_on)
        } else {
            (&visit.prescriber, visit.prescribed_on)
        };
        let by_code = medicine.code.is_some();
        let named = medicine.code.as_ref().or(medicine.name.as_ref());
        Some(Key {
            institution: institution.code.as_deref()?,
            date: date?,
            medicine: (by_code, named.map_or("", |named| named)),
            rank: precedence.iter().position(|of| *of == medicine.of)?,
            is_undispensed: visit.dispensed_on.is_none(),
            index,
        })
    };
    let keys = medicines.iter().enumerate().filter_map(key).collect();
    sorted(keys, &|one: &Key<'_>, other: &Key<'_>| {
        (one.institution, one.date, one.medicine, one.rank)
            < (other.institution, other.date, other.medicine, other.rank)
    })
}

/// Of one visit, what takes precedence over what. By prescription only records of
/// which one has no dispensing date are compared: others have been, by that date.
fn mark(visit: &[Key<'_>], by_dispensing: bool, found: &mut Vec<(usize, usize, Code)>) {
    let of_visit = Best::of(visit);
    for alike in visit.chunk_by(|one, other| one.medicine == other.medicine) {
        let of_medicine = Best::of(alike);
        for key in alike {
            let over = |best: &Best| {
                let all = by_dispensing || key.is_undispensed;
                let (rank, index) = if all { best.any } else { best.undispensed }?;
                (rank < key.rank).then_some(index)
            };
            let named = !key.medicine.1.is_empty();
            let same_medicine = over(&of_medicine).filter(|_| named);
            let superseded = same_medicine
                .map(|by| (by, SAME_MEDICINE))
                .or_else(|| over(&of_visit).map(|by| (by, SAME_VISIT)));
            if let Some((by, reason)) = superseded {
                found.push((key.index, by, reason));
            }
        }
    }
}

/// The first in precedence, with its place in the list: of all, and of those without
/// a dispensing date.
struct Best {
    any: Option<(usize, usize)>,
    undispensed: Option<(usize, usize)>,
}

impl Best {
    fn of(keys: &[Key<'_>]) -> Self {
        let mut best = Self {
            any: None,
            undispensed: None,
        };
        for key in keys {
            let this = Some((key.rank, key.index));
            let earlier = |other: Option<_>| other.is_none() || this < other;
            if earlier(best.any) {
                best.any = this;
            }
            if key.is_undispensed && earlier(best.undispensed) {
                best.undispensed = this;
            }
        }
        best
    }
}
