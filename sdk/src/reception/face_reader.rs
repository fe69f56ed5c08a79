//! At the 顔認証付きカードリーダー: face, PIN or 目視 (facts §5.1).
//!
//! It needs `institution` alone. What happens at the reader no file tells until the
//! result lies in the folder, so staff may say what its screen shows, and the flow says
//! how to go on: an unregistered card is registered there and then and consent asked
//! again; a certificate that expired gives the eligibility for three months more.
//!
//! A host that begins when a file has come begins, and tells at once that it came.

use super::desk::{Desk, PATIENT, STAFF};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{Answer, WAYS, read, unreadable};
use super::result;
use super::situation::Situation;
use super::state::REFUSED;
use super::step::Action;
use super::talk::{self, Line, Question, Then, line};
use super::words::{
    ANOTHER_INSTITUTION, ASK_EXPIRED, ASK_READER, AT_READER, BEYOND_GRACE, CARD_NOT_USABLE,
    CARD_UNREADABLE, CERTIFICATE_EXPIRED, CHOOSING, CONSENT_AGAIN, DECLINED, EXPIRED, FACE_FAILED,
    GRACE, NOT_A_FACE_RESULT, PIN_FAILED, PLACE_CARD, READER_SILENT, REGISTER_HERE, REGISTERED_NOW,
    REGISTERING, UNREGISTERED, USE_FACE, USE_PIN, WITHIN_GRACE,
};
use crate::identifier::InstitutionCode;
use crate::message::{Document, FileName};
use crate::problem::Problems;
use alloc::string::String;

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

fn begin(desk: &mut Desk, _: &Situation) -> Result<(), Problems> {
    InstitutionCode::read(&desk.state.institution)?;
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
        Kind::Arrived => arrived(desk, event),
        Kind::TimeOut if desk.is_due() => desk.end(REFUSED, READER_SILENT),
        Kind::TimeOut => {}
        _ => {
            let seconds = desk.state.times.reader_seconds;
            talk::take(desk, &QUESTIONS, event, seconds)?;
        }
    }
    Ok(())
}

fn arrived(desk: &mut Desk, event: &Event<'_>) {
    let file_name = event.file_name.as_deref().unwrap_or_default();
    let face = FileName::read(file_name).and_then(|name| name.as_face());
    let Some(face) = face else {
        return desk.show(STAFF, NOT_A_FACE_RESULT);
    };
    let document = match read(event, file_name) {
        Ok(document) => document,
        Err(problems) => return unreadable(desk, problems),
    };
    let header = document.as_ref().and_then(Document::header);
    let stated = header.and_then(|header| header.value("MedicalInstitutionCode"));
    let named = face.institution.as_ref().map(InstitutionCode::digits);
    let ours = desk.state.institution.as_str();
    if [stated, named]
        .into_iter()
        .flatten()
        .any(|code| code != ours)
    {
        return desk.show(STAFF, ANOTHER_INSTITUTION);
    }
    let answer = Answer {
        file_name: String::from(file_name),
        document,
    };
    result::judged(desk, &answer);
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
