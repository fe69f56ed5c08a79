//! 一括照会 (OQS-IF-005 to 008; facts §2.5, §5.3): the patients of a day, before they come.
//!
//! It needs `institution`, `suffix` and `patients`; or, where they were submitted
//! before, `receptionNumber`. It tells whether the numbers asked about hold, not what
//! the newest eligibility is (facts §2.5 `[S]`). How many patients one file may have is
//! not publicly known: a host that has many begins several flows.

use super::batch::{self, ELIGIBILITY};
use super::by_number::query;
use super::desk::{Desk, content, file_identifier};
use super::event::Event;
use super::flow::Flow;
use super::query::Query;
use super::situation::{Situation, day};
use super::words::CONFIRM_AT_VISIT;
use crate::problem::Problems;

pub(super) const FLOW: Flow = Flow {
    name: "bulk",
    begin,
    advance,
    present: batch::present,
    ways: &[CONFIRM_AT_VISIT],
};

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    batch::begin(desk, &ELIGIBILITY, of, |desk| {
        let day = day(of, desk.at);
        let header = [
            ("QualificationConfirmationDate", Some(day.as_str())),
            ("MedicalInstitutionCode", Some(of.institution.as_str())),
            ("ArbitraryFileIdentifier", file_identifier(of)),
        ];
        let patients = batch::each(of, query)?;
        desk.state.query = Some(Query::new(&header, &[]));
        Ok(content(
            &header,
            "QualificationConfirmSearchInfo",
            &patients,
        ))
    })
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    batch::advance(desk, &ELIGIBILITY, event)
}
