//! The control API: who there is, what goes wrong, whose card is on the reader.

use super::{State, card, locked};
use crate::calendar;
use crate::centre::{Care, Presented, Verification};
use crate::connector::Fault;
use crate::population::Patient;
use crate::results::{Consents, Encoding};
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// So many people are listed at most.
const LISTED: usize = 100;

type Answer = Result<Json<Value>, StatusCode>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/api/state", get(state))
        .route("/api/patients", get(patients))
        .route("/api/faults", post(faults))
        .route("/api/settings", post(settings))
        .route("/api/cards", post(cards))
}

async fn state(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    let terminal = state.terminal();
    let faults = Fault::ALL.map(|fault| {
        json!({
            "fault": fault.name(),
            "textJa": fault.text(),
            "perThousand": terminal.faults.rate(fault),
        })
    });
    let delay = &terminal.settings().delay;
    let delay = [delay.start, delay.end];
    let mut folders = vec![terminal.settings().folder.display().to_string()];
    drop(terminal);
    let others = state.terminals.iter().skip(1);
    folders.extend(others.map(|other| locked(other).settings().folder.display().to_string()));
    let patients = locked(&state.centre).population().patients().len();
    Json(json!({ "patients": patients, "delay": delay, "folders": folders, "faults": faults }))
}

/// `standing` and `card` by their names, `from` and `limit`.
async fn patients(
    Shared(state): Shared<Arc<State>>,
    Query(wanted): Query<HashMap<String, String>>,
) -> Json<Value> {
    let is = |name: &str, value: &str| {
        wanted
            .get(name)
            .is_none_or(|wanted| wanted.is_empty() || wanted == value)
    };
    let number = |name: &str| wanted.get(name).and_then(|text| text.parse().ok());
    let centre = locked(&state.centre);
    let found = centre
        .population()
        .patients()
        .iter()
        .skip(number("from").unwrap_or(0))
        .filter(|patient| {
            is("standing", patient.standing.name()) && is("card", patient.card.name())
        })
        .take(number("limit").unwrap_or(LISTED).min(LISTED));
    let found = found.map(|patient| listed(&state, patient));
    Json(json!({ "patients": found.collect::<Vec<_>>() }))
}

fn listed(state: &State, patient: &Patient) -> Value {
    let home_care = patient.home_care.as_ref();
    let in_force = home_care.map(|agreement| Care::Home.holds(agreement, state.at()));
    let coverages = patient.person.coverages.iter().map(|coverage| {
        json!({
            "insurerNumber": coverage.insurer_number,
            "insurerName": coverage.insurer_name,
            "symbol": coverage.symbol,
            "number": coverage.number,
            "branch": coverage.branch,
        })
    });
    json!({
        "id": patient.id,
        "name": patient.person.name,
        "kana": patient.person.kana,
        "birthdate": patient.person.wire_birthdate(),
        "sex": patient.person.sex.code(),
        "standing": patient.standing.name(),
        "card": patient.card.name(),
        "pin": card::pin(state.seed, patient.id),
        "homeCare": in_force.map(|holds| if holds { "in-force" } else { "ended" }),
        "homeCareOn": home_care.map(|agreement| calendar::wire_date(calendar::date(agreement.at))),
        "coverages": coverages.collect::<Vec<_>>(),
    })
}

/// `{fault, perThousand}` at every terminal, or `{fault, once: true}`: at the first alone,
/// or it would happen once for each.
async fn faults(Shared(state): Shared<Arc<State>>, Json(asked): Json<Value>) -> Answer {
    let fault = asked["fault"]
        .as_str()
        .and_then(Fault::named)
        .ok_or(StatusCode::BAD_REQUEST)?;
    if asked["once"].as_bool() == Some(true) {
        state.terminal().faults.once(fault);
        return Ok(Json(json!({})));
    }
    let rate = asked["perThousand"]
        .as_u64()
        .and_then(|rate| u32::try_from(rate).ok());
    let rate = rate.ok_or(StatusCode::BAD_REQUEST)?;
    state.set_fault(fault, rate);
    Ok(Json(json!({})))
}

/// `delay` in milliseconds, `encoding`, `pollsUntilReady`.
async fn settings(Shared(state): Shared<Arc<State>>, Json(asked): Json<Value>) -> Answer {
    let delay = asked["delay"]
        .as_array()
        .map(|delay| match delay.as_slice() {
            [from, to] => from
                .as_u64()
                .zip(to.as_u64())
                .filter(|(from, to)| from <= to),
            _ => None,
        });
    let encoding = asked["encoding"].as_str().map(|name| match name {
        "UTF-8" => Some(Encoding::Utf8),
        "Shift_JIS" => Some(Encoding::ShiftJis),
        _ => None,
    });
    if matches!(delay, Some(None)) || matches!(encoding, Some(None)) {
        return Err(StatusCode::BAD_REQUEST);
    }
    for terminal in &state.terminals {
        let mut terminal = locked(terminal);
        if let Some((from, to)) = delay.flatten() {
            terminal.set_delay(from..to);
        }
        if let Some(encoding) = encoding.flatten() {
            terminal.set_encoding(encoding);
        }
    }
    if let Some(polls) = asked["pollsUntilReady"].as_u64() {
        locked(&state.centre).polls_until_ready = u32::try_from(polls).unwrap_or(u32::MAX);
    }
    Ok(Json(json!({})))
}

/// `{patient, verification, agree, register, electronicPrescription, terminal}`: the
/// file that comes, or what the reader shows.
async fn cards(Shared(state): Shared<Arc<State>>, Json(asked): Json<Value>) -> Answer {
    let number = |name: &str| {
        asked[name]
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
    };
    let yes = |name: &str, otherwise: bool| asked[name].as_bool().unwrap_or(otherwise);
    let right = yes("matches", true);
    let verification = match asked["verification"].as_str().unwrap_or("face") {
        "face" => Verification::Face(right),
        "pin" => Verification::Pin(right),
        "sight" => Verification::Sight,
        _ => return Err(StatusCode::BAD_REQUEST),
    };
    let consents = if yes("agree", true) {
        Consents::given(state.at())
    } else {
        Consents::refused()
    };
    let presented = Presented {
        verification,
        consents,
        register: yes("register", false),
        electronic_prescription: asked["electronicPrescription"].as_bool(),
    };
    let patient = number("patient").ok_or(StatusCode::BAD_REQUEST)?;
    let terminal = number("terminal").unwrap_or(0) as usize;
    let terminal = state.terminals.get(terminal).ok_or(StatusCode::NOT_FOUND)?;
    let shown = locked(terminal).present_card(patient, &presented, state.now());
    Ok(Json(match shown {
        Ok(name) => json!({ "fileName": name }),
        Err(refusal) => json!({ "textJa": refusal.text() }),
    }))
}
