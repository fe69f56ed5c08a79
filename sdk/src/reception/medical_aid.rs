//! 医療扶助: the month's 委託先資格情報 in bulk (OQS-IF-013 to 016; facts §2.6), for
//! hospitals and clinics (医療券) and pharmacies (調剤券).
//!
//! It needs `institution` and `suffix`; `from` is the month (診療年月), the current one
//! if absent. Offices register the month's tickets until about the 15th (facts §2.6
//! `[S]`): before that it says so and asks all the same.

use super::batch::{self, Batch};
use super::desk::{Desk, STAFF, file_identifier};
use super::event::Event;
use super::flow::Flow;
use super::query::Query;
use super::situation::Situation;
use super::words::{BEFORE_THE_15TH, NOBODY_ENTRUSTED, OTHER_TICKET, TICKETS_MISSING};
use crate::eligibility::BulkJudgement;
use crate::eligibility::next_step::{ASK_WELFARE_OFFICE, QUALIFICATION_CERTIFICATE};
use crate::eligibility::result::NO_TICKET;
use crate::identifier::{FeeTable, InstitutionCode};
use crate::problem::{Coded, Problems};
use alloc::string::String;
use alloc::vec::Vec;

pub(super) const FLOW: Flow = Flow {
    name: "medical-aid",
    begin,
    advance,
    present: batch::present,
    ways: &[ASK_WELFARE_OFFICE, QUALIFICATION_CERTIFICATE],
};

const BATCH: Batch = Batch {
    submit: "OQS-IF-013",
    collect: "OQS-IF-015",
    result: "OQS-IF-016",
    after: tickets,
};

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    batch::begin(desk, &BATCH, of, |desk| {
        let today = desk.at.date_in_japan();
        let this_month: String = today.to_wire().chars().take(6).collect();
        let month = of.from.clone().unwrap_or_else(|| this_month.clone());
        if month == this_month && today.day() < 15 {
            desk.show(STAFF, BEFORE_THE_15TH);
        }
        let header = [
            ("MedicalInstitutionCode", Some(of.institution.as_str())),
            ("ArbitraryFileIdentifier", file_identifier(of)),
        ];
        let query = [("MedicalTreatmentMonth", Some(month.as_str()))];
        let query = Query::new(&header, &query);
        let content = query.content("QualificationConfirmSearchInfo");
        desk.state.query = Some(query);
        Ok(content)
    })
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    batch::advance(desk, &BATCH, event)
}

/// Whether each patient has a ticket, and one of the kind that this institution takes.
fn tickets(desk: &mut Desk, all: &BulkJudgement) -> Vec<Coded> {
    let institution = InstitutionCode::read(&desk.state.institution).ok();
    let is_pharmacy = institution.and_then(|code| code.fee_table()) == Some(FeeTable::Pharmacy);
    // OQSCD018.
    let own = if is_pharmacy { "02" } else { "01" };
    let eligibilities = || {
        all.units
            .iter()
            .flat_map(|unit| &unit.judgement.eligibilities)
    };
    let missing = eligibilities().any(|one| one.remarks.iter().any(|remark| remark.is(NO_TICKET)));
    let mut kinds = eligibilities()
        .flat_map(|one| &one.medical_tickets)
        .filter_map(|ticket| ticket.ticket_type.as_ref());
    let other = kinds.any(|kind| kind.code != own);
    let texts = [
        (all.units.is_empty(), NOBODY_ENTRUSTED),
        (missing, TICKETS_MISSING),
        (other, OTHER_TICKET),
    ];
    for (applies, text) in texts {
        if applies {
            desk.show(STAFF, text);
        }
    }
    Vec::new()
}
