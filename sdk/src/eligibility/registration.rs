//! What became of 照会番号 that were to be registered: OQS-IF-004 of one, OQS-IF-012
//! of many.
//!
//! There is nothing to judge at a date: the file's layer and each person's say whether
//! a number was registered (facts §2.3, §2.4).

use super::bulk::{FileAnswer, severity};
use super::coded::{CodeValue, Coded};
use super::doubt::UNREADABLE_RESULT;
use super::is_alone;
use super::layers::{self, Halt};
use super::node::{Node, holds};
use super::staff_message::{self, StaffMessage};
use super::state::PROCESSING;
use crate::message::Element;
use crate::problem::{Code, Problems};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

/// The number is registered.
pub const REGISTERED: Code = code!(
    "registered",
    "the number is registered: results of this patient carry it from now on",
    "照会番号を登録しました。",
);
/// It is not.
pub const NOT_REGISTERED: Code = code!(
    "not-registered",
    "the number is not registered; the system's message says why",
    "照会番号を登録できませんでした。システムのメッセージをご確認ください。",
);
/// Nobody knows.
pub const REGISTRATION_UNKNOWN: Code = code!(
    "registration.cannot-tell",
    "the result does not tell whether the number is registered",
    "照会番号が登録されたかどうか、この結果からはわかりません。",
);

/// What became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registrations {
    /// What the file comes to: `answered`, `processing`, `failed` or `cannot-tell`.
    pub state: Coded,
    /// Why, where it is not answered.
    pub reasons: Vec<Coded>,
    /// The file's layer of success, as sent: OQSCD003.
    pub segment_of_result: Option<CodeValue>,
    /// One for each number, in the order sent.
    pub registrations: Vec<Registration>,
    /// The system's own words for staff on the file, to be shown as they are.
    pub messages: Vec<StaffMessage>,
    /// What to do where it is not answered.
    pub next_steps: Vec<Coded>,
    /// What could not be read, was not known or contradicts itself.
    pub notes: Problems,
}

/// What became of one.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// `ReferenceNumber`, sent back: the institution's own key.
    pub reference_number: Option<String>,
    /// `registered`, `not-registered`, `processing` or `registration.cannot-tell`.
    pub state: Coded,
    /// Why, where it is not registered.
    pub reasons: Vec<Coded>,
    /// The system's own words for staff, to be shown as they are.
    pub messages: Vec<StaffMessage>,
}

/// The state alone: the key may be a patient's.
impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Registration({})", self.state.code)
    }
}

const NUMBER: &str = "ReferenceNumberRegistrationInfo";
const KEY: &str = "ReferenceNumber";
const UNIT: &str = "BulkRegistrationUnit";

/// What became of the numbers of a registration's result.
///
/// # Errors
/// [`NOT_A_RESULT`](super::NOT_A_RESULT) or [`ANOTHER_RESULT`](super::ANOTHER_RESULT):
/// anything that is no such result.
pub fn registrations(message: Element<'_>) -> Result<Registrations, Problems> {
    let header = message.child("MessageHeader");
    let body = message.child("MessageBody");
    is_registration(message, header, body)?;
    let header = Node::top(header, "MessageHeader");
    let body = Node::top(body, "MessageBody");
    let mut notes = Problems::new();
    let file = FileAnswer::read(&header, &mut notes);
    let one = body.has(NUMBER) || body.has("ProcessingResultStatus");
    let (persons, whole) = if one {
        (vec![body], true)
    } else {
        body.groups(UNIT, &mut notes)
    };
    let registrations = persons
        .iter()
        .map(|person| registration(person, &file, &mut notes))
        .collect();
    let (state, reasons) = file.all_of(whole);
    Ok(Registrations {
        state,
        reasons,
        segment_of_result: file.segment_of_result,
        registrations,
        messages: file.messages,
        next_steps: file.next_steps,
        notes,
    })
}

fn registration(person: &Node<'_>, file: &FileAnswer, notes: &mut Problems) -> Registration {
    let own = layers::read_person(person, notes);
    let number = person
        .group(NUMBER, notes)
        .and_then(|number| number.map_or(Ok(None), |number| number.text(KEY, notes)));
    // Of a number that cannot be read nobody can say that it is registered.
    let outcome = file.leads_on.and(own).and(match number {
        Ok(_) => Ok(()),
        Err(_) => Err(Halt::Doubtful(UNREADABLE_RESULT)),
    });
    let reference_number = number.ok().flatten();
    let message = staff_message::of_person(person, severity(outcome), notes);
    Registration {
        reference_number: reference_number.map(ToOwned::to_owned),
        state: match outcome {
            Ok(()) => REGISTERED,
            Err(Halt::Processing) => PROCESSING,
            Err(Halt::FileFailed | Halt::PersonFailed) => NOT_REGISTERED,
            Err(Halt::Absent(_) | Halt::Unknown(_) | Halt::Doubtful(_)) => REGISTRATION_UNKNOWN,
        }
        .into(),
        reasons: outcome.err().map(Halt::because).into_iter().collect(),
        messages: message.into_iter().collect(),
    }
}

/// A request has numbers too, but no layer of success.
fn is_registration(
    message: Element<'_>,
    header: Option<Element<'_>>,
    body: Option<Element<'_>>,
) -> Result<(), Problems> {
    let others = [
        "BulkConfirmUnit",
        "ResultList",
        "QualificationValidity",
        "ReceptionNumber",
    ];
    let is_own = holds(header, "SegmentOfResult")
        || holds(body, "ProcessingResultStatus")
        || holds(body, UNIT);
    is_alone(message, body, &others, is_own)
}
