//! The system's own words for staff, shown as they are.
//!
//! The list of result and error codes (別紙6-1) is not public, so nothing is
//! decided by them (facts §3, §6). A success can carry a message too, as three
//! months before the card's electronic certificate expires (facts §5.1).

use super::layers::{Halt, Reading};
use super::node::Node;
use crate::problem::{Place, Problems, Severity};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

/// A message of the system, with its code, exactly as sent.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffMessage {
    /// Of the layer it stands in: an error where that failed, a note while it is
    /// processed, a warning where it succeeded and something is to be said.
    pub severity: Severity,
    /// `ErrorCode` or `ProcessingResultCode`, as sent.
    pub code: Option<String>,
    /// `ErrorMessage` or `ProcessingResultMessage`, as sent, in Japanese.
    pub text: Option<String>,
    /// Where it stands in the message.
    pub place: Place,
}

/// The place alone: what the system says may be of a patient.
impl fmt::Debug for StaffMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StaffMessage({})", self.place)
    }
}

/// The messages of the file and of the person.
pub(super) fn read(
    header: &Node<'_>,
    body: &Node<'_>,
    reading: &Reading,
    notes: &mut Problems,
) -> Vec<StaffMessage> {
    let severity = match reading.word {
        _ if reading.processed => Severity::Warning,
        Err(Halt::Processing) => Severity::Note,
        _ => Severity::Error,
    };
    let file = of_file(header, severity, notes);
    let person = of_person(body, severity, notes);
    file.into_iter().chain(person).collect()
}

/// The file's own.
pub(super) fn of_file(
    header: &Node<'_>,
    severity: Severity,
    notes: &mut Problems,
) -> Option<StaffMessage> {
    message(header, "ErrorCode", "ErrorMessage", severity, notes)
}

/// The person's own.
pub(super) fn of_person(
    person: &Node<'_>,
    severity: Severity,
    notes: &mut Problems,
) -> Option<StaffMessage> {
    let code = "ProcessingResultCode";
    message(person, code, "ProcessingResultMessage", severity, notes)
}

fn message(
    node: &Node<'_>,
    code: &str,
    text: &str,
    severity: Severity,
    notes: &mut Problems,
) -> Option<StaffMessage> {
    let shown = if node.has(text) { text } else { code };
    let code = node.text(code, notes).ok().flatten().map(ToOwned::to_owned);
    let text = node.text(text, notes).ok().flatten().map(ToOwned::to_owned);
    (code.is_some() || text.is_some()).then(|| StaffMessage {
        severity,
        code,
        text,
        place: node.place(shown),
    })
}
