//! What is asked away from the counter.

use super::super::desk::STAFF;
use super::super::screen;
use super::super::talk::{Line, Question, Then, line};
use super::super::words::{
    ASK_CANCELLATION, ASK_CANCELLED, ASK_INVITED, ASKING_CANCELLATION, BY_INSTITUTION, BY_PATIENT,
    BY_SIGHT, CANCELLING, CARD_NOT_USABLE, CHANGED_USE, COMPARE_FACE, CONSENT_CANCELLED,
    CONSENTED_THERE, DECLINED_THERE, INVITING, NOT_CANCELLED,
};

pub(super) const fn questions(invited: &'static [Line]) -> [Question; 4] {
    [
        Question {
            phase: INVITING,
            name: "consent",
            text: ASK_INVITED,
            answers: invited,
        },
        Question {
            phase: ASKING_CANCELLATION,
            name: "cancellation",
            text: ASK_CANCELLATION,
            answers: CANCELLATIONS,
        },
        Question {
            phase: CANCELLING,
            name: "cancelled",
            text: ASK_CANCELLED,
            answers: CANCELLED,
        },
        screen::QUESTION,
    ]
}

pub(super) const INVITED: &[Line] = &[
    line(CONSENTED_THERE, Then::Other),
    line(DECLINED_THERE, Then::Refuse(DECLINED_THERE)),
    line(CARD_NOT_USABLE, Then::Refuse(CARD_NOT_USABLE)),
];

/// Who visits can compare the face; who is seen on a screen cannot be.
pub(super) const INVITED_AT_HOME: &[Line] = &[
    line(CONSENTED_THERE, Then::Other),
    line(BY_SIGHT, Then::Enter(INVITING)).telling(STAFF, COMPARE_FACE),
    line(DECLINED_THERE, Then::Refuse(DECLINED_THERE)),
    line(CARD_NOT_USABLE, Then::Refuse(CARD_NOT_USABLE)),
];

/// OQSCD031 1 to 3.
pub(super) const CANCELLATIONS: &[Line] = &[
    line(BY_INSTITUTION, Then::Other),
    line(BY_PATIENT, Then::Other),
    line(CHANGED_USE, Then::Other),
];

const CANCELLED: &[Line] = &[
    line(CONSENT_CANCELLED, Then::Other),
    line(NOT_CANCELLED, Then::Refuse(NOT_CANCELLED)),
];
