//! What came back, read through the component and reduced to one person.

use crate::component::{encoded, read};
use crate::reduce::to_one;
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
pub(super) fn arrived(shared: &Shared, session: &str, name: &str, arrival: &Arrival) -> Value {
    let name = arrival.unpacked_from.as_deref().unwrap_or(name);
    let unreadable = json!({
        "event": { "kind": "arrived", "fileName": name },
        "payload": "",
    });
    let Some((interface, content)) = read(&shared.onshi, name, &bytes(arrival)) else {
        return unreadable;
    };
    let mut told = json!({ "event": { "kind": "arrived", "fileName": name }, "payload": null });
    if RECEIPTS.contains(&interface.as_str()) {
        told["event"]["content"] = content;
    } else if RESULTS.contains(&interface.as_str()) {
        let known = shared.sessions.look(session, shared.clock.now());
        let person = known.ok().and_then(|session| session.person);
        let reduced = to_one(content, person.as_ref());
        told["event"]["content"] = reduced.content;
        told["reduced"] = json!({ "kept": reduced.kept, "withheld": reduced.withheld });
    } else {
        return unreadable;
    }
    told
}

/// Puts an event at the end of the session's, with its number.
pub(super) fn append(shared: &Shared, session: &str, mut told: Value) {
    let receipt = told["event"]["content"]["XmlMsg"]["MessageBody"]["ReceptionNumber"].as_str();
    let receipt = receipt.map(str::to_owned);
    // Where the session is over nobody is left to tell.
    let _ = shared
        .sessions
        .change(session, shared.clock.now(), |session| {
            told["number"] = (session.events.len() + 1).into();
            session.receptions.extend(receipt);
            session.events.push(told);
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
