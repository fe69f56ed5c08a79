//! At the 顔認証付きカードリーダー: face, PIN or 目視 (facts §5.1).
//!
//! It needs `institution`, and `patientNumber` where the institution has one. A result
//! belongs to a reception by the 照会番号 it carries, equal to that number, or because
//! staff said so with name, kana and birth date before them ([`belongs`]); never because it
//! was the next to come. Until then nothing of it is delivered or kept: who answers the
//! question hands the file in again, with the choice. What happens at the reader no file tells until the
//! result lies in the folder, so staff may say what its screen shows, and the flow says
//! how to go on: an unregistered card is registered there and then and consent asked
//! again; a certificate that expired gives the eligibility for three months more.
//!
//! A host that begins because a file has come begins with its `fileName`, and tells at
//! once that it came: it is the result's own patient. What is of another institution, or
//! cannot be read, is to be left where it lies, under its name (`leave`).

mod belongs;

use super::desk::{Desk, PATIENT, STAFF};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{Answer, WAYS, read, unfit};
use super::result;
use super::situation::Situation;
use super::state::REFUSED;
use super::step::Action;
use super::talk::{self, Line, Question, Then, line};
use super::words::{
    ANOTHER_INSTITUTION, ANOTHER_PATIENT, ANOTHER_TIME, ASK_EXPIRED, ASK_OLD_RESULT, ASK_PERSON,
    ASK_READER, AT_READER, BEYOND_GRACE, CARD_NOT_USABLE, CARD_UNREADABLE, CERTIFICATE_EXPIRED,
    CHOOSING, CONSENT_AGAIN, DECLINED, EXPIRED, FACE_FAILED, FOLLOW_REFERENCE_NUMBER, GRACE,
    NOT_A_FACE_RESULT, NOT_THIS_RECEPTION, PIN_FAILED, PLACE_CARD, READER_SILENT, REGISTER_HERE,
    REGISTERED_NOW, REGISTERING, THIS_PATIENT, UNREADABLE_ANSWER, UNREGISTERED, USE_FACE, USE_PIN,
    WITHIN_GRACE,
};
use crate::identifier::InstitutionCode;
use crate::message::{Document, FileName};
use crate::problem::{Code, Coded, Problems};
use alloc::string::{String, ToString};
use belongs::Belongs;

pub(super) const FLOW: Flow = Flow {
    name: "face-reader",
    begin,
    advance,
    present,
    ways: &WAYS,
};

/// Facts §1.2 `[S2]`: what the names of the reader's results begin with.
const PREFIX: &str = "OQSsiquc01res_face_";

/// What the reader's screen may show, and where that leads.
static QUESTIONS: [Question; 3] = [
    Question {
        phase: AT_READER,
        name: "reader",
        text: ASK_READER,
        answers: SHOWN,
    },
    Question {
        phase: REGISTERING,
        name: "reader",
        text: ASK_READER,
        answers: REGISTRATION,
    },
    Question {
        phase: EXPIRED,
        name: "reader",
        text: ASK_EXPIRED,
        answers: EXPIRY,
    },
];

const SHOWN: &[Line] = &[
    line(UNREGISTERED, Then::Enter(REGISTERING)).telling(PATIENT, REGISTER_HERE),
    line(FACE_FAILED, Then::Enter(AT_READER)).telling(PATIENT, USE_PIN),
    line(PIN_FAILED, Then::Enter(AT_READER)).telling(PATIENT, USE_FACE),
    line(CERTIFICATE_EXPIRED, Then::Enter(EXPIRED)).telling(STAFF, GRACE),
    line(CARD_UNREADABLE, Then::Refuse(CARD_NOT_USABLE)),
];

const REGISTRATION: &[Line] = &[
    line(REGISTERED_NOW, Then::Enter(AT_READER)).telling(PATIENT, CONSENT_AGAIN),
    line(DECLINED, Then::Refuse(CARD_NOT_USABLE)),
];

const EXPIRY: &[Line] = &[
    line(WITHIN_GRACE, Then::Enter(AT_READER)).telling(STAFF, GRACE),
    line(BEYOND_GRACE, Then::Refuse(CARD_NOT_USABLE)),
];

/// The question whose result it is.
const PERSON: &str = "person";
/// What is remembered: the patient, since when they are here, the result because of
/// which it began, and results that staff said are another's.
const NUMBER: &str = "patient-number";
const BIRTHDATE: &str = "birthdate";
const BEGUN: &str = "begun";
const OWN: &str = "own-result";
const DECLINED_RESULTS: &str = "declined-results";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    InstitutionCode::read(&desk.state.institution)?;
    let given = |text: Option<&str>| {
        text.map(str::trim)
            .filter(|text| !text.is_empty())
            .is_some()
    };
    let number = of.patient_number.as_deref();
    desk.state.keep(NUMBER, number.filter(|_| given(number)));
    let patient = of.patients.first();
    let birthdate = patient.and_then(|patient| patient.birthdate.as_deref());
    desk.state
        .keep(BIRTHDATE, birthdate.filter(|_| given(birthdate)));
    desk.state.keep(OWN, of.file_name.as_deref());
    let now = desk.at.to_string();
    desk.state.keep(BEGUN, Some(&now));
    desk.show(PATIENT, PLACE_CARD);
    let seconds = desk.state.times.reader_seconds;
    desk.enter(AT_READER, seconds);
    Ok(())
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    if desk.is_finished() {
        // A result that comes afterwards is another flow's.
        return Ok(());
    }
    if desk.state.phase == CHOOSING {
        return result::chosen(desk, event);
    }
    match event.kind {
        Kind::Arrived => came(desk, event, false),
        Kind::Chosen if event.question.as_deref() == Some(PERSON) => {
            let option = event.option.as_deref().unwrap_or_default();
            let file_name = event
                .file_name
                .as_deref()
                .ok_or_else(|| unfit("fileName"))?;
            match option {
                _ if option == THIS_PATIENT.id() => came(desk, event, true),
                _ if option == ANOTHER_PATIENT.id() => {
                    let declined = desk.state.kept(DECLINED_RESULTS).unwrap_or_default();
                    let declined = [declined, " ", file_name].concat();
                    desk.state.keep(DECLINED_RESULTS, Some(&declined));
                    desk.show(STAFF, NOT_THIS_RECEPTION);
                }
                _ => return Err(unfit("option")),
            }
        }
        Kind::TimeOut if desk.is_due() => desk.end(REFUSED, READER_SILENT),
        Kind::TimeOut => {}
        _ => {
            let seconds = desk.state.times.reader_seconds;
            talk::take(desk, &QUESTIONS, event, seconds)?;
        }
    }
    Ok(())
}

/// A result came, or came again because staff said that it is this patient's.
fn came(desk: &mut Desk, event: &Event<'_>, is_chosen: bool) {
    let file_name = event.file_name.as_deref().unwrap_or_default();
    let face = FileName::read(file_name).and_then(|name| name.as_face());
    let Some(face) = face else {
        return leave(desk, file_name, NOT_A_FACE_RESULT);
    };
    let document = match read(event, file_name) {
        Ok(document) => document,
        Err(problems) => {
            desk.notes.extend(problems);
            return leave(desk, file_name, UNREADABLE_ANSWER);
        }
    };
    let Some(document) = document.filter(|document| belongs::is_ours(desk, &face, document)) else {
        return leave(desk, file_name, ANOTHER_INSTITUTION);
    };
    let is_own = desk.state.kept(OWN) == Some(file_name);
    let is_timely = belongs::is_timely(desk, &face, &document);
    if !is_timely && !is_own {
        return desk.show(STAFF, ANOTHER_TIME);
    }
    let belongs = if is_own {
        Belongs::Here
    } else {
        belongs::by_number(desk, &document)
    };
    let mut declined = desk
        .state
        .kept(DECLINED_RESULTS)
        .unwrap_or_default()
        .split(' ');
    if matches!(belongs, Belongs::Elsewhere) || declined.any(|name| name == file_name) {
        return desk.show(STAFF, NOT_THIS_RECEPTION);
    }
    if !is_chosen && (!is_timely || matches!(belongs, Belongs::Open)) {
        let question = if is_own { ASK_OLD_RESULT } else { ASK_PERSON };
        return ask(desk, file_name, question, &document);
    }
    let answer = Answer {
        file_name: String::from(file_name),
        document: Some(document),
    };
    result::judged(desk, &answer);
    if let Some(outcome) = &mut desk.outcome
        && !is_chosen
    {
        // Nobody has compared the patient with the result yet.
        outcome
            .offers
            .retain(|offer| !offer.is(FOLLOW_REFERENCE_NUMBER));
    }
}

/// Asks whose it is, and says who it is of.
fn ask(desk: &mut Desk, file_name: &str, question: Code, document: &Document<'_>) {
    let (en, ja) = belongs::person(document);
    desk.act(Action {
        kind: "ask",
        audience: Some(STAFF),
        text: Some(Coded::with(question, &en, &ja)),
        question: Some(PERSON),
        options: [THIS_PATIENT, ANOTHER_PATIENT].map(Into::into).into(),
        file_name: Some(String::from(file_name)),
        until: desk.state.until,
        ..Action::default()
    });
}

/// It is not ours: neither moved nor removed.
fn leave(desk: &mut Desk, file_name: &str, why: Code) {
    desk.act(Action {
        kind: "leave",
        audience: Some(STAFF),
        text: Some(why.into()),
        file_name: Some(String::from(file_name)),
        ..Action::default()
    });
}

fn present(desk: &mut Desk) {
    if ![AT_READER, REGISTERING, EXPIRED].contains(&desk.state.phase) {
        return result::present(desk);
    }
    desk.act(Action {
        kind: "expect",
        result_prefix: Some([PREFIX, &desk.state.institution].concat()),
        until: desk.state.until,
        ..Action::default()
    });
    talk::present(desk, &QUESTIONS);
}
