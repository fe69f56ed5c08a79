//! The cards the card app has: those of today's visits, and one or two of every state.

use crate::refusal::Refusal;
use crate::service::Service;
use crate::words::said;
use serde_json::{Value, json};

const STATES: [&str; 6] = [
    "good",
    "near-expiry",
    "unregistered",
    "grace",
    "expired",
    "revoked",
];

/// A DigestInfo of nothing, which no card gets to see behind a wrong PIN.
const NOTHING: &str = "";

/// The cards; one is locked, as three wrong PINs leave it.
pub(crate) fn of(
    service: &Service,
    visited: Vec<Value>,
    people: &[Value],
) -> Result<Vec<Value>, Refusal> {
    let mut chosen = visited;
    chosen.retain(|person| person["card"] != "none");
    for state in STATES {
        let is_new = |person: &&Value| {
            person["card"] == state && chosen.iter().all(|known| known["id"] != person["id"])
        };
        let more: Vec<_> = people.iter().filter(is_new).take(2).cloned().collect();
        chosen.extend(more);
    }
    let mut cards: Vec<_> = chosen.iter().map(|person| card(person, None)).collect();
    let is_free = |person: &&Value| {
        person["card"] == "good" && chosen.iter().all(|known| known["id"] != person["id"])
    };
    if let Some(person) = people.iter().find(is_free) {
        lock(service, person)?;
        cards.push(card(person, Some("locked")));
    }
    Ok(cards)
}

fn card(person: &Value, state: Option<&str>) -> Value {
    let state = state.or(person["card"].as_str()).unwrap_or_default();
    json!({
        "id": person["id"],
        "name": person["name"],
        "kana": person["kana"],
        "birthdate": person["birthdate"],
        "pin": person["pin"],
        "state": said(&format!("card.{state}")),
    })
}

fn lock(service: &Service, person: &Value) -> Result<(), Refusal> {
    let id = person["id"].as_u64().and_then(|id| u32::try_from(id).ok());
    let id = id.ok_or(Refusal::of("server.failed"))?;
    let wrong = if person["pin"] == "0000" {
        "9999"
    } else {
        "0000"
    };
    for _ in 0..3 {
        // It is refused: that is the point.
        let _ = service.sign(id, wrong, NOTHING);
    }
    Ok(())
}
