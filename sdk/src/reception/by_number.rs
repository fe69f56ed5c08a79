//! By number: 資格確認書 and the like (OQS-IF-001, 002; facts §5.2).
//!
//! It needs `institution`, `suffix` and one of `patients`. Where the patient's
//! `limitConsent` is not said (`0`, `1`), it has staff ask first: by number, 限度額
//! information needs an oral consent (facts §5.6 `[S2]`). Nobody's identity is checked
//! by the system.

use super::desk::{Desk, file_identifier, object};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{self, WAYS, unfit};
use super::query::{Line, Query};
use super::result;
use super::situation::{Insured, Situation, day};
use super::state::REFUSED;
use super::words::{ASK_LIMIT, ASKING, CHOOSING, CONSENTS, DECLINES, NOBODY_CHOSE};
use crate::message::{self, Asked};
use crate::problem::Problems;
use alloc::string::String;

pub(super) const FLOW: Flow = Flow {
    name: "by-number",
    begin,
    advance,
    present,
    ways: &WAYS,
};

const REQUEST: &str = "OQS-IF-001";
const IDENTIFIER: &str = "ArbitraryFileIdentifier";
const FLAG: &str = "LimitApplicationCertificateRelatedConsFlg";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    let patient = of.patient()?;
    let day = day(of, desk.at);
    let header = [
        ("QualificationConfirmationDate", Some(day.as_str())),
        ("MedicalInstitutionCode", Some(of.institution.as_str())),
        (IDENTIFIER, file_identifier(of)),
    ];
    let mut query = Query::new(&header, &numbers(patient));
    let own = patient.reference_number.as_ref();
    if let Some(number) = own.or(of.patient_number.as_ref()) {
        query.person.set("ReferenceNumber", number);
    }
    if let Some(flag) = &patient.limit_consent {
        return send(desk, query, flag, None);
    }
    // What is wrong with it is better said before anybody is asked.
    message::build(REQUEST, &content(&mut query, "0"), &of.build)?;
    desk.state.query = Some(query);
    let seconds = desk.state.times.question_seconds;
    desk.enter(ASKING, seconds);
    Ok(())
}

/// One person to look for in 一括照会, which has no flag of the consent.
pub(super) fn query(patient: &Insured) -> String {
    object(&numbers(patient))
}

/// What a person is looked for by.
pub(super) fn numbers(patient: &Insured) -> [Line<'_>; 6] {
    [
        ("InsurerNumber", Some(&patient.insurer_number)),
        ("InsuredCardSymbol", patient.symbol.as_deref()),
        ("InsuredIdentificationNumber", Some(&patient.number)),
        ("InsuredBranchNumber", patient.branch.as_deref()),
        ("Birthdate", patient.birthdate.as_deref()),
        ("ArbitraryIdentifier", patient.identifier.as_deref()),
    ]
}

fn content(query: &mut Query, flag: &str) -> String {
    query.body.set(FLAG, flag);
    query.content("QualificationConfirmSearchInfo")
}

fn send(
    desk: &mut Desk,
    mut query: Query,
    flag: &str,
    suffix: Option<&str>,
) -> Result<(), Problems> {
    let asked = Asked {
        arbitrary_file_identifier: query.header.get(IDENTIFIER).map(String::from),
        ..Asked::default()
    };
    let content = content(&mut query, flag);
    desk.state.query = Some(query);
    inquiry::send(desk, REQUEST, &content, asked, suffix)
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    match desk.state.phase {
        ASKING => consent(desk, event),
        CHOOSING => result::chosen(desk, event),
        _ => {
            if let Some(answer) = inquiry::take(desk, event)? {
                result::judged(desk, &answer);
            }
            Ok(())
        }
    }
}

fn consent(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    match (event.kind, event.option.as_deref()) {
        (Kind::TimeOut, _) if desk.is_due() => {
            desk.end(REFUSED, NOBODY_CHOSE);
            Ok(())
        }
        (Kind::TimeOut, _) => Ok(()),
        (Kind::Chosen, Some(option)) => {
            let flag = match option {
                _ if option == CONSENTS.id() => "1",
                _ if option == DECLINES.id() => "0",
                _ => return Err(unfit("option")),
            };
            let query = desk.state.query.clone().unwrap_or_default();
            send(desk, query, flag, event.suffix.as_deref())
        }
        _ => Err(unfit("kind")),
    }
}

fn present(desk: &mut Desk) {
    if desk.state.phase == ASKING {
        let options = [CONSENTS, DECLINES];
        desk.ask("limit-consent", ASK_LIMIT, options.into_iter());
    }
    inquiry::present(desk);
    result::present(desk);
}
