//! What people are asked, and where their answers lead: tables.

use super::desk::{Desk, coded};
use super::event::{Event, Kind};
use super::inquiry::unfit;
use super::state::REFUSED;
use super::words::NOBODY_CHOSE;
use crate::problem::{Code, Problems};

/// A question that belongs to a phase.
pub(super) struct Question {
    pub(super) phase: Code,
    pub(super) name: &'static str,
    pub(super) text: Code,
    pub(super) answers: &'static [Line],
}

/// One of its answers.
pub(super) struct Line {
    pub(super) option: Code,
    /// Whom to tell what.
    pub(super) tell: Option<(&'static str, Code)>,
    pub(super) then: Then,
}

/// Where an answer leads.
pub(super) enum Then {
    /// To another phase.
    Enter(Code),
    /// To the end, with this reason; the ways on remain.
    Refuse(Code),
    /// To the end, with this state.
    Settle(Code),
    /// To the end, with this state, after which the ways on remain.
    Turn(Code),
    /// The flow knows.
    Other,
}

pub(super) const fn line(option: Code, then: Then) -> Line {
    Line {
        option,
        tell: None,
        then,
    }
}

impl Line {
    pub(super) const fn telling(self, audience: &'static str, text: Code) -> Self {
        Self {
            tell: Some((audience, text)),
            ..self
        }
    }
}

fn open<'q>(desk: &Desk, questions: &'q [Question]) -> Option<&'q Question> {
    questions
        .iter()
        .find(|question| question.phase == desk.state.phase)
}

/// Asks what is asked where the flow stands, if anything is.
pub(super) fn present(desk: &mut Desk, questions: &[Question]) {
    if let Some(question) = open(desk, questions) {
        let options = question.answers.iter().map(|answer| answer.option);
        desk.ask(question.name, question.text, options);
    }
}

/// Takes a choice; `Some` where the flow knows what comes of it. A time-out comes to
/// nothing.
///
/// # Errors
/// What was not asked.
pub(super) fn take(
    desk: &mut Desk,
    questions: &[Question],
    event: &Event<'_>,
    seconds: u32,
) -> Result<Option<Code>, Problems> {
    let Some(question) = open(desk, questions) else {
        return if desk.is_finished() {
            Ok(None)
        } else {
            Err(unfit("kind"))
        };
    };
    match event.kind {
        Kind::TimeOut => {
            if desk.is_due() {
                desk.end(REFUSED, NOBODY_CHOSE);
            }
            return Ok(None);
        }
        Kind::Chosen
            if event
                .question
                .as_deref()
                .is_none_or(|name| name == question.name) => {}
        Kind::Chosen => return Err(unfit("question")),
        _ => return Err(unfit("kind")),
    }
    let option = event.option.as_deref().unwrap_or_default();
    let answer = question
        .answers
        .iter()
        .find(|answer| answer.option.id() == option);
    let answer = answer.ok_or_else(|| unfit("option"))?;
    if let Some((audience, text)) = answer.tell {
        desk.show(audience, text);
    }
    match answer.then {
        Then::Enter(phase) => desk.enter(phase, seconds),
        Then::Refuse(reason) => desk.end(REFUSED, reason),
        Then::Settle(state) => desk.settle(state, None),
        Then::Turn(state) => {
            let ways = desk.state.flow.ways;
            desk.settle(state, None);
            if let Some(outcome) = &mut desk.outcome {
                outcome.next_steps = coded(ways);
            }
        }
        Then::Other => return Ok(Some(answer.option)),
    }
    Ok(None)
}
