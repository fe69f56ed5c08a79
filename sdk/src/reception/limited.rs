//! 資格確認限定型 (facts §5.9; domain, row 8): マイナ資格確認アプリ on a terminal that was
//! registered beforehand. Staff log in, the patient is identified by 目視 or PIN, and the
//! screen says whether there is an eligibility, and nothing else: no medicines, no
//! check-ups. There is no file interface that is public, so the flow leads staff through
//! it and takes what they read: who relies on it, relies on them.
//!
//! It needs `institution` alone.

use super::desk::{Desk, PATIENT, STAFF};
use super::event::Event;
use super::flow::Flow;
use super::inquiry::WAYS;
use super::screen;
use super::situation::Situation;
use super::talk::{self, Line, Question, Then, line};
use super::words::{
    ASK_IDENTITY, ASK_LOGIN, BY_PIN, BY_SIGHT, CARD_NOT_USABLE, COMPARE_FACE, ENTER_PIN, IDENTITY,
    LOGGED_IN, LOGIN, NOT_IDENTIFIED, ON_SCREEN, ONLY_ELIGIBILITY, OPEN_APP, SEAM_LIMITED,
    TERMINAL_UNREGISTERED,
};
use crate::problem::Problems;

pub(super) const FLOW: Flow = Flow {
    name: "limited",
    begin,
    advance,
    present,
    ways: &WAYS,
};

static QUESTIONS: [Question; 3] = [
    Question {
        phase: LOGIN,
        name: "login",
        text: ASK_LOGIN,
        answers: LOGINS,
    },
    Question {
        phase: IDENTITY,
        name: "identity",
        text: ASK_IDENTITY,
        answers: IDENTITIES,
    },
    screen::QUESTION,
];

const LOGINS: &[Line] = &[
    line(LOGGED_IN, Then::Enter(IDENTITY)),
    line(TERMINAL_UNREGISTERED, Then::Refuse(TERMINAL_UNREGISTERED)),
];

const IDENTITIES: &[Line] = &[
    line(BY_SIGHT, Then::Enter(ON_SCREEN)).telling(STAFF, COMPARE_FACE),
    line(BY_PIN, Then::Enter(ON_SCREEN)).telling(PATIENT, ENTER_PIN),
    line(NOT_IDENTIFIED, Then::Refuse(CARD_NOT_USABLE)),
];

fn begin(desk: &mut Desk, _: &Situation) -> Result<(), Problems> {
    desk.seam(SEAM_LIMITED, None);
    desk.show(STAFF, ONLY_ELIGIBILITY);
    let seconds = desk.state.times.question_seconds;
    desk.enter(LOGIN, seconds);
    Ok(())
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    let seconds = desk.state.times.question_seconds;
    talk::take(desk, &QUESTIONS, event, seconds)?;
    Ok(())
}

fn present(desk: &mut Desk) {
    if desk.state.phase == LOGIN {
        desk.open(OPEN_APP);
    }
    talk::present(desk, &QUESTIONS);
}
