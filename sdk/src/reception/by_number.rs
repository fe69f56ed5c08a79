//! By number: 資格確認書 and the like (OQS-IF-001, 002; facts §5.2).
//!
//! It needs `institution`, `suffix` and one of `patients`. Where the patient's
//! `limitConsent` is not said (`0`, `1`), it has staff ask first: by number, 限度額
//! information needs an oral consent (facts §5.6 `[S2]`). Nobody's identity is checked
//! by the system.

use super::desk::{Desk, content, file_identifier, object};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{self, CONTENT, WAYS, unfit};
use super::result;
use super::situation::{Insured, Situation, day};
use super::state::REFUSED;
use super::words::{ASK_LIMIT, ASKING, CHOOSING, CONSENTS, DECLINES, NOBODY_CHOSE};
use crate::message::{self, Asked};
use crate::problem::Problems;
use crate::text::split_once;
use alloc::string::String;

pub(super) const FLOW: Flow = Flow {
    name: "by-number",
    begin,
    advance,
    present,
    ways: &WAYS,
};

const REQUEST: &str = "OQS-IF-001";
const IDENTIFIER: &str = "file-identifier";
/// How the content says that there is no consent: our own writing, in which no text of
/// the patient's can look like it.
const WITHOUT: &str = "\"LimitApplicationCertificateRelatedConsFlg\":\"0\"";
const WITH: &str = "\"LimitApplicationCertificateRelatedConsFlg\":\"1\"";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    let patient = of.patient()?;
    let day = day(of, desk.at);
    let flag = Some(patient.limit_consent.as_deref().unwrap_or("0"));
    let header = [
        ("QualificationConfirmationDate", Some(day.as_str())),
        ("MedicalInstitutionCode", Some(of.institution.as_str())),
        ("ArbitraryFileIdentifier", file_identifier(of)),
    ];
    let content = content(
        &header,
        "QualificationConfirmSearchInfo",
        &query(patient, flag),
    );
    desk.state.keep(IDENTIFIER, file_identifier(of));
    if patient.limit_consent.is_some() {
        return send(desk, &content, None);
    }
    // What is wrong with it is better said before anybody is asked.
    message::build(REQUEST, &content, &of.build)?;
    desk.state.keep(CONTENT, Some(&content));
    let seconds = desk.state.times.question_seconds;
    desk.enter(ASKING, seconds);
    Ok(())
}

/// One person to look for: also in 一括照会, which has no flag of the consent.
pub(super) fn query(patient: &Insured, flag: Option<&str>) -> String {
    object(&[
        ("InsurerNumber", Some(&patient.insurer_number)),
        ("InsuredCardSymbol", patient.symbol.as_deref()),
        ("InsuredIdentificationNumber", Some(&patient.number)),
        ("InsuredBranchNumber", patient.branch.as_deref()),
        ("Birthdate", patient.birthdate.as_deref()),
        ("LimitApplicationCertificateRelatedConsFlg", flag),
        ("ArbitraryIdentifier", patient.identifier.as_deref()),
    ])
}

fn send(desk: &mut Desk, content: &str, suffix: Option<&str>) -> Result<(), Problems> {
    let asked = Asked {
        arbitrary_file_identifier: desk.state.kept(IDENTIFIER).map(String::from),
        ..Asked::default()
    };
    inquiry::send(desk, REQUEST, content, asked, suffix)
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
            let content = desk.state.kept(CONTENT).unwrap_or_default();
            let content = match option {
                _ if option == CONSENTS.id() => {
                    let (before, after) = split_once(content, WITHOUT).unwrap_or_default();
                    [before, WITH, after].concat()
                }
                _ if option == DECLINES.id() => String::from(content),
                _ => return Err(unfit("option")),
            };
            send(desk, &content, event.suffix.as_deref())
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
