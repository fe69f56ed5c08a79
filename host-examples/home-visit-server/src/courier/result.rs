//! What came back, read through the component and reduced to one person.

use crate::clock::rfc3339;
use crate::component::{encoded, read};
use crate::reduce::to_one;
use crate::session::Learned;
use crate::shared::Shared;
use onshi_host::exchange::Arrival;
use serde_json::{Value, json};
use std::io::Read;

/// The receipts of what was submitted: they name nobody.
const RECEIPTS: [&str; 2] = ["OQS-IF-018", "OQS-IF-022"];
/// The results of everybody.
const RESULTS: [&str; 2] = ["OQS-IF-020", "OQS-IF-024"];

/// A request that came back: the session's own words.
pub(super) fn refused(name: &str, arrival: &Arrival) -> Value {
    json!({
        "event": { "kind": "arrived", "fileName": name },
        "payload": encoded(&bytes(arrival)),
    })
}

/// A result. What is none of these, or cannot be read, comes without any content: the
/// flow then says that it cannot be read.
pub(super) fn arrived(shared: &Shared, learned: &Learned, name: &str, arrival: &Arrival) -> Value {
    let name = arrival.unpacked_from.as_deref().unwrap_or(name);
    let unreadable = json!({
        "event": { "kind": "arrived", "fileName": name },
        "payload": "",
    });
    let Some((interface, content)) = read(&shared.onshi, name, &bytes(arrival)) else {
        return unreadable;
    };
    // Without the code of an institution it is another's.
    let institution = &content["XmlMsg"]["MessageHeader"]["MedicalInstitutionCode"];
    if *institution != shared.origin.institution.as_str() {
        return unreadable;
    }
    let at = rfc3339(shared.clock.now());
    let mut told = json!({ "event": { "kind": "arrived", "fileName": name }, "payload": null });
    if RECEIPTS.contains(&interface.as_str()) {
        told["event"]["content"] = content;
    } else if RESULTS.contains(&interface.as_str()) {
        let reduced = to_one(&shared.onshi, content, learned.person.as_ref(), &at);
        told["event"]["content"] = reduced.content;
        told["reduced"] = json!({
            "kept": reduced.kept,
            "withheld": reduced.withheld,
            "toldApart": reduced.told_apart,
        });
    } else {
        return unreadable;
    }
    told
}

/// Puts an event at the end of what was learned by the card it is for, with its number.
pub(super) fn append(shared: &Shared, suffix: &str, mut told: Value) {
    let receipt = told["event"]["content"]["XmlMsg"]["MessageBody"]["ReceptionNumber"].as_str();
    let receipt = receipt.map(str::to_owned);
    // Where another card is asked for by now, nobody is left to tell.
    let _ = shared
        .sessions
        .learn(suffix, shared.clock.now(), |learned| {
            told["number"] = (learned.events.len() + 1).into();
            learned.receptions.extend(receipt);
            learned.events.push(told);
        });
}

/// What came, up to what a message may have.
fn bytes(arrival: &Arrival) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(from) = arrival.content.open()
        && from.take(64 << 20).read_to_end(&mut bytes).is_err()
    {
        bytes.clear();
    }
    bytes
}
