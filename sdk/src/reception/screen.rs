//! What staff read from a screen of the system, because no file tells it.

use super::desk::PATIENT;
use super::talk::{Line, Question, Then, line};
use super::words::{
    ASK_SCREEN, CONFIRMED, NOT_CONFIRMED, ON_SCREEN, SCREEN_INVALID, SCREEN_NOTHING, SCREEN_VALID,
};

/// What it says of the eligibility.
pub(super) const QUESTION: Question = Question {
    phase: ON_SCREEN,
    name: "screen",
    text: ASK_SCREEN,
    answers: ANSWERS,
};

const ANSWERS: &[Line] = &[
    line(SCREEN_VALID, Then::Settle(SCREEN_VALID)).telling(PATIENT, CONFIRMED),
    line(SCREEN_INVALID, Then::Turn(SCREEN_INVALID)).telling(PATIENT, NOT_CONFIRMED),
    line(SCREEN_NOTHING, Then::Refuse(SCREEN_NOTHING)).telling(PATIENT, NOT_CONFIRMED),
];
