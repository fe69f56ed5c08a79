//! Today's visits, made up from the simulator's people: what a vendor's appointment book
//! would say.

use crate::clock::iso;
use crate::refusal::Refusal;
use crate::secret;
use crate::service::{Person, Service};
use crate::words::said;
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};

/// The book. Who is in it does not change; how they stand does.
#[derive(Debug)]
pub(crate) struct Visits(Mutex<Vec<Visit>>);

/// One visit.
struct Visit {
    id: String,
    time: String,
    /// As the simulator lists them.
    listed: Value,
    state: &'static str,
    /// The day of the last consent, `YYYYMMDD`.
    consented: Option<String>,
}

/// A consent is in force.
const LATER: &str = "visit.later";
/// So many people are looked through for them.
const LOOKED_THROUGH: u32 = 2000;

type Fits = fn(&Value) -> bool;

/// Whom the day brings: everything that happens at a door, once at least.
const WANTED: [Fits; 12] = [
    |one| plain(one) && insured(one),
    |one| plain(one) && insured(one) && one["name"].as_str().is_some_and(|name| name.contains('●')),
    |one| one["homeCare"] == "in-force" && one["card"] == "good" && insured(one),
    |one| one["card"] == "grace" && one["homeCare"].is_null() && insured(one),
    |one| plain(one) && one["standing"] == "assisted",
    |one| plain(one) && one["standing"] == "lost",
    |one| one["card"] == "near-expiry" && one["homeCare"].is_null() && insured(one),
    |one| one["card"] == "unregistered" && one["homeCare"].is_null() && insured(one),
    |one| one["homeCare"] == "ended" && one["card"] == "good" && insured(one),
    |one| one["card"] == "expired" && one["homeCare"].is_null() && insured(one),
    |one| one["card"] == "revoked" && one["homeCare"].is_null() && insured(one),
    |one| one["card"] == "none" && one["homeCare"].is_null() && insured(one),
];

fn plain(one: &Value) -> bool {
    one["card"] == "good" && one["homeCare"].is_null()
}

fn insured(one: &Value) -> bool {
    one["standing"] == "insured"
}

/// Everybody the book may be made of.
pub(crate) fn people(service: &Service) -> Result<Vec<Value>, Refusal> {
    let mut people = Vec::new();
    for from in (0..LOOKED_THROUGH).step_by(100) {
        let some = service.people(from)?;
        if some.is_empty() {
            break;
        }
        people.extend(some);
    }
    Ok(people)
}

impl Visits {
    /// A day's visits, one every half an hour.
    pub(crate) fn of(people: &[Value]) -> Self {
        let mut chosen: Vec<&Value> = Vec::new();
        for fits in WANTED {
            let found = people
                .iter()
                .find(|one| fits(one) && chosen.iter().all(|other| other["id"] != one["id"]));
            chosen.extend(found);
        }
        let visit = |(place, listed): (usize, &&Value)| Visit {
            id: secret::id(),
            time: format!("{:02}:{:02}", 9 + place / 2, place % 2 * 30),
            listed: (*listed).clone(),
            state: match listed["homeCare"].as_str() {
                Some("in-force") => LATER,
                Some(_) => "visit.cancelled",
                None => "visit.first",
            },
            consented: listed["homeCareOn"].as_str().map(str::to_owned),
        };
        let visits = chosen.iter().enumerate().map(visit);
        Self(Mutex::new(visits.collect()))
    }

    /// All of them, as the staff's device shows them.
    pub(crate) fn to_json(&self) -> Value {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.iter().map(Visit::to_json).collect()
    }

    /// Whether there is such a visit.
    pub(crate) fn has(&self, id: &str) -> bool {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.iter().any(|visit| visit.id == id)
    }

    /// Whether the visit is to whom the card is of.
    pub(crate) fn is_of(&self, id: &str, person: &Person) -> bool {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let visit = visits.iter().find(|visit| visit.id == id);
        visit.is_some_and(|visit| visit.person() == *person)
    }

    /// Whom a visit is to that needs no card, and the day they consented.
    pub(crate) fn later(&self, id: &str) -> Option<(Person, String)> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let visit = visits.iter().find(|visit| visit.id == id)?;
        let consented = visit.consented.clone().filter(|_| visit.state == LATER);
        Some((visit.person(), consented?))
    }

    /// Somebody consented, or took it back.
    pub(crate) fn consented(&self, id: &str, consents: &Value) {
        let state = match (consents.is_null(), consents["inForce"].as_bool()) {
            (true, _) => "visit.first",
            (_, Some(true)) => LATER,
            _ => "visit.cancelled",
        };
        let day = consents["registeredAt"].as_str().unwrap_or_default();
        let day: String = day.chars().take(10).filter(|one| *one != '-').collect();
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let visit = visits.iter_mut().find(|visit| visit.id == id);
        if let Some(visit) = visit {
            visit.state = state;
            visit.consented = Some(day).filter(|day| day.len() == 8);
        }
    }

    /// Whose cards the card app has.
    pub(crate) fn people(&self) -> Vec<Value> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.iter().map(|visit| visit.listed.clone()).collect()
    }
}

impl Visit {
    fn person(&self) -> Person {
        Person::read(&self.listed)
    }

    fn to_json(&self) -> Value {
        let person = &self.listed;
        // What an earlier visit noted of the card.
        let card = match person["card"].as_str() {
            Some("good") | None => None,
            Some(card) => Some(said(&format!("card.{card}"))),
        };
        json!({
            "id": self.id,
            "time": self.time,
            "patientNumber": format!("{:05}", person["id"].as_u64().unwrap_or_default()),
            "name": person["name"],
            "kana": person["kana"],
            "birthdate": person["birthdate"].as_str().map(iso),
            "state": said(self.state),
            "card": card,
        })
    }
}

impl core::fmt::Debug for Visit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Visit(…)")
    }
}
