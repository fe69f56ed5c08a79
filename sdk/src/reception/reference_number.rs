//! 照会番号登録 (OQS-IF-003, 004; of many OQS-IF-009 to 012; facts §2.3, §2.4).
//!
//! It needs `institution`, `suffix` and either `content`, a card's result, with
//! `patientNumber`, or `patients`, each with its `referenceNumber`: one is registered at
//! once, many in bulk. `receptionNumber` collects what was submitted before.

use super::batch::{self, REGISTRATION};
use super::desk::{Desk, STAFF, coded, content, file_identifier, object};
use super::event::Event;
use super::flow::Flow;
use super::inquiry;
use super::numbers;
use super::query::{Line, Query};
use super::result::{deliver, system_says};
use super::situation::{Insured, Situation};
use super::state::{ANSWERED, REFUSED};
use super::step::Outcome;
use super::words::{GO_ON_WITHOUT, PERSON_NOT_STATED};
use crate::eligibility;
use crate::eligibility::registration::REGISTERED;
use crate::message::Asked;
use crate::problem::{Coded, Problems};
use alloc::string::String;

pub(super) const FLOW: Flow = Flow {
    name: "reference-number",
    begin,
    advance,
    present: batch::present,
    ways: &[GO_ON_WITHOUT],
};

const REQUEST: &str = "OQS-IF-003";
const BODY: &str = "ReferenceNumberRegistrationInfo";
/// Whether they are many.
const MANY: &str = "many";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    let header = [
        ("MedicalInstitutionCode", Some(of.institution.as_str())),
        ("ArbitraryFileIdentifier", file_identifier(of)),
    ];
    if of.patients.len() > 1 || of.reception_number.is_some() {
        desk.state.keep(MANY, Some("1"));
        return batch::begin(desk, &REGISTRATION, of, |desk| {
            desk.state.query = Some(Query::new(&header, &[]));
            Ok(content(&header, BODY, &batch::each(of, registration)?))
        });
    }
    let held;
    let patient = if of.content.is_some() {
        held = numbers::of(of)?;
        let judged = numbers::judged(of, desk.at)?;
        let reasons = numbers::refusals(of, judged.as_ref())?;
        if !reasons.is_empty() {
            desk.refuse(reasons);
            return Ok(());
        }
        &held
    } else {
        of.patient()?
    };
    let asked = Asked {
        arbitrary_file_identifier: file_identifier(of).map(String::from),
        ..Asked::default()
    };
    let query = Query::new(&header, &numbers_of(patient));
    let content = query.content(BODY);
    desk.state.query = Some(query);
    inquiry::send(desk, REQUEST, &content, asked, None)
}

fn registration(patient: &Insured) -> String {
    object(&numbers_of(patient))
}

fn numbers_of(patient: &Insured) -> [Line<'_>; 5] {
    [
        ("ReferenceNumber", patient.reference_number.as_deref()),
        ("InsurerNumber", Some(&patient.insurer_number)),
        ("InsuredCardSymbol", patient.symbol.as_deref()),
        ("InsuredIdentificationNumber", Some(&patient.number)),
        ("InsuredBranchNumber", patient.branch.as_deref()),
    ]
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    if desk.state.kept(MANY).is_some() {
        return batch::advance(desk, &REGISTRATION, event);
    }
    let Some(answer) = inquiry::take(desk, event)? else {
        return Ok(());
    };
    let read = answer.document.as_ref().map(|document| document.root());
    let read = read.map_or_else(|| Err(Problems::new()), eligibility::registrations);
    let (all, document) = match (read, &answer.document) {
        (Ok(all), Some(document)) => (all, document),
        (read, _) => {
            inquiry::unreadable(desk, read.err().unwrap_or_default());
            return Ok(());
        }
    };
    let one = all.registrations.first();
    let says_registered = one.is_some_and(|one| one.state.is(REGISTERED));
    let echoes = inquiry::stated(desk, document).is_ok_and(|stated| stated.query);
    if says_registered && !echoes {
        let reason = Coded::with(PERSON_NOT_STATED, "ReferenceNumber", "照会番号");
        inquiry::doubtful(desk, [reason]);
        return Ok(());
    }
    deliver(
        desk,
        "eligibility.read-registrations",
        &all,
        &answer,
        document,
    );
    let state = one.map_or(&all.state, |one| &one.state).clone();
    system_says(desk, &all.messages);
    system_says(desk, one.map_or(&[], |one| &one.messages));
    let registered = state.is(REGISTERED);
    desk.show(STAFF, state.clone());
    desk.finish(Outcome {
        kind: if registered { ANSWERED } else { REFUSED },
        reasons: one.map_or(&all.reasons, |one| &one.reasons).clone(),
        next_steps: coded(if registered {
            &[]
        } else {
            desk.state.flow.ways
        }),
        state: Some(state),
        ..Outcome::default()
    });
    Ok(())
}
