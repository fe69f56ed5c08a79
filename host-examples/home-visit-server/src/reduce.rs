//! A result of many, reduced to the one person who proved themselves.
//!
//! A result of OQS-IF-020 or 024 holds everybody who consented in those days. Nobody but
//! the institution's own staff may see that; a page in somebody's home gets one person's.
//! Whose a unit is, the core says: by numbers, birth date, name, kana and sex, as far as
//! card and result have them. Where two people cannot be told apart, nobody gets anything,
//! and staff look at the terminal.

mod whose;

use crate::service::Person;
use onshi_host::Onshi;
use serde_json::{Value, json};
use whose::{Whose, whose};

/// What is left, and whether anything was taken out.
pub(crate) struct Reduced {
    pub(crate) content: Value,
    pub(crate) kept: usize,
    pub(crate) withheld: bool,
    /// Nobody else's unit may be this person's.
    pub(crate) told_apart: bool,
}

/// Keeps the units of one person; none where it is not known whose they are.
pub(crate) fn to_one(
    onshi: &Onshi,
    mut content: Value,
    person: Option<&Person>,
    at: &str,
) -> Reduced {
    let message = &mut content["XmlMsg"];
    let units = each(message["MessageBody"]["BulkConfirmUnit"].take());
    let all = units.len();
    let known = units.into_iter().map(|unit| {
        let whose = person.map_or(Whose::Others, |person| whose(onshi, &unit, person, at));
        (unit, whose)
    });
    let known: Vec<_> = known.filter(|(_, whose)| *whose != Whose::Others).collect();
    let told_apart = known.iter().all(|(_, whose)| *whose == Whose::Theirs);
    let theirs = known.into_iter().filter(|_| told_apart);
    let units: Vec<_> = theirs.map(|(unit, _)| unit).collect();
    let failed = units
        .iter()
        .filter(|unit| unit["ProcessingResultStatus"] == "2")
        .count();
    let kept = units.len();
    let counts = [
        ("NumberOfProcessingResult", kept),
        ("NumberOfNormalProcessing", kept - failed),
        ("NumberOfError", failed),
    ];
    for (name, count) in counts {
        if !message["MessageHeader"][name].is_null() {
            message["MessageHeader"][name] = count.to_string().into();
        }
    }
    let body = message["MessageBody"].as_object_mut();
    match (kept, body) {
        (0, Some(body)) => {
            body.shift_remove("BulkConfirmUnit");
        }
        (_, Some(body)) => {
            body.insert("BulkConfirmUnit".to_owned(), json!(units));
        }
        _ => {}
    }
    Reduced {
        content,
        kept,
        withheld: kept < all,
        told_apart,
    }
}

/// What may be there once, often or not at all.
fn each(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        one => vec![one],
    }
}
