//! 災害時モード (緊急時医療情報・資格確認機能) and 救急時医療情報閲覧: what has to be
//! settled before medical information is looked at without the ordinary check at the
//! reader, what is recorded of it, and how the record is checked later.
//!
//! No file interface for the one is known, and the layout of the other's (OQS-IF-047,
//! 048) is not public (facts §5.7, §5.8): the query itself is made by hand at the
//! screen of the 資格確認端末. What is here is everything around it:
//!
//! 1. [`examine`] with the situation: whether the use is open here and now, whether the
//!    items of the query are complete, whether the viewer may, whether consent was
//!    given or may be missing. It refuses, with what is lawful instead, or gives what
//!    has to be shown and confirmed.
//! 2. The same again with what the viewer confirmed. It gives the entry of the audit
//!    trail, to be appended ([`crate::audit::append`]) *before* the query, and the
//!    steps at the terminal.
//! 3. Later, [`reconcile`]: every exceptional view has to be found in the chart's
//!    registrations, and the other way round.
//!
//! Rules and where they are from: the areas and periods of the one are opened by MHLW
//! and given by the host, because no public service lists them; four items identify a
//! 被保険者番号, and nothing is looked at before one was identified (domain: 災害時モード);
//! no consent is needed only where the patient cannot express a will *and* life or body
//! must be protected (個人情報の保護に関する法律 20条2項2号, 27条1項2号, from memory of it).
//! 救急時医療情報閲覧 is for hospitals, from October 2024, at a terminal set up for it, by
//! staff with the right (OQSCD043 = 1).

mod decide;
mod query;
mod reconcile;
mod situation;
#[cfg(test)]
mod tests;
pub mod words;

pub use decide::{Decision, examine};
pub use query::Query;
pub use reconcile::{
    CheckedView, Reconciliation, ReconciliationOptions, Registration, View, reconcile,
};
pub use situation::{Confirmed, Consent, Institution, Opening, Situation, Terminal, Viewer, Way};
pub use words::CODES;

use crate::problem::{Code, Place, Problem};

/// A problem of an input, at a path.
fn wrong(code: Code, path: &str) -> Problem {
    Problem::error(code).at(Place::path(path))
}
