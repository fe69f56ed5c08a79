//! Answers to what was not asked: of another person, of another institution, to another
//! query. Each is right in form, and has the name and the identifier of the request.

use super::fault::Fault;
use crate::centre::Reply;
use crate::wire::{Record, Value};

/// The groups in which a query is sent back.
const QUERIES: [&str; 2] = [
    "QualificationConfirmSearchInfo",
    "ReferenceNumberRegistrationInfo",
];
const NUMBERS: [&str; 3] = [
    "InsuredIdentificationNumber",
    "InsuredBranchNumber",
    "ReferenceNumber",
];
const BIRTHS: [&str; 3] = ["Birthdate", "Birth", "Birthday"];
const NAMES: [&str; 4] = ["Name", "NameKana", "KanaName", "KanasName"];

/// The answer that comes first, where a fault has another's come first and the answer says
/// anything that could be another's.
pub(crate) fn anothers(reply: &Reply, faults: &[Fault]) -> Option<Reply> {
    let fault = *faults.iter().find(|fault| fault.is_anothers())?;
    let changed = match reply {
        Reply::Message(message) => Reply::Message(record(message, fault, false)),
        Reply::Bulk(message) => Reply::Bulk(record(message, fault, false)),
        Reply::Pdf(_) => return None,
    };
    (changed != *reply).then_some(changed)
}

fn record(of: &Record, fault: Fault, in_query: bool) -> Record {
    let mut changed = Record::new();
    for (name, value) in of.elements() {
        let in_query = in_query || QUERIES.contains(&name);
        let inside = |inside: &Record| record(inside, fault, in_query);
        let value = match value {
            Value::Text(text) => Value::Text(other(name, text, fault, in_query)),
            Value::Record(group) => Value::Record(inside(group)),
            Value::Records(groups) => Value::Records(groups.iter().map(inside).collect()),
            Value::Texts(texts) => Value::Texts(texts.clone()),
        };
        changed.put(name, value);
    }
    changed
}

fn other(name: &str, text: &str, fault: Fault, in_query: bool) -> String {
    let is_of_person = NUMBERS.contains(&name) || BIRTHS.contains(&name) || NAMES.contains(&name);
    match fault {
        Fault::AnotherInstitution if name == "MedicalInstitutionCode" => "1319999988".to_owned(),
        Fault::AnotherPerson if is_of_person => person(name, text),
        Fault::AnotherQuery if name == "QualificationConfirmationDate" || in_query => {
            person(name, text)
        }
        _ => text.to_owned(),
    }
}

/// Another text of the same form.
fn person(name: &str, text: &str) -> String {
    if NAMES.contains(&name) {
        return "別人　一郎".to_owned();
    }
    if BIRTHS.contains(&name) || name.ends_with("Date") {
        let other = if text == "19710303" {
            "19710304"
        } else {
            "19710303"
        };
        return other.to_owned();
    }
    let next = |digit: char| match digit.to_digit(10) {
        Some(9) => '0',
        Some(digit) => char::from_digit(digit + 1, 10).unwrap_or('0'),
        None => digit,
    };
    match name {
        "InsurerNumber" | "MedicalTreatmentFlag" => text.to_owned(),
        _ => text.chars().map(next).collect(),
    }
}
