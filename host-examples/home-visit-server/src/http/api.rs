//! The API of the page, as `API.md` describes it.

use super::{Answer, Bearer, Sent, apart};
use crate::clock::rfc3339;
use crate::limits::Client;
use crate::refusal::Refusal;
use crate::secret::typed_number;
use crate::session::Moved;
use crate::shared::{Begun, Shared};
use crate::{card, consents, requests};
use axum::extract::{DefaultBodyLimit, Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use core::time::Duration;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::time::timeout;

/// What a request to publish may have, in base64.
const REQUEST: usize = 1 << 20;
/// How long somebody may wait for a change, in seconds.
const LONGEST_WAIT: u64 = 25;

type Here = State<Arc<Shared>>;

pub(super) fn routes() -> Router<Arc<Shared>> {
    let exchange = post(publish).layer(DefaultBodyLimit::max(REQUEST));
    Router::new()
        .route("/api/about", get(about))
        .route("/api/places/{care}/{key}", get(place))
        .route("/api/places/{care}/{key}/sessions", post(begin))
        .route("/api/staff/visits", get(visits))
        .route("/api/codes", post(of_code))
        .route("/api/codes/take", post(take))
        .route("/api/session", get(look).delete(forget))
        .route("/api/session/challenge", post(ask_anew))
        .route("/api/session/confirm", post(confirm))
        .route("/api/session/consents", get(consented).post(register))
        .route("/api/session/consents/cancel", post(cancel))
        .route("/api/session/exchange", exchange)
        .route("/api/session/events", get(events))
        .route("/api/handover", get(handed))
        .route("/api/handover/card", post(answer))
}

async fn about(State(shared): Here) -> Json<Value> {
    Json(json!({ "testHierarchy": shared.accept_test_hierarchy }))
}

async fn place(State(shared): Here, Path((care, key)): Path<(String, String)>) -> Answer {
    let care = shared.place(&care, &key)?;
    Ok(Json(shared.described(care, &key)))
}

async fn visits(State(shared): Here, Bearer(staff): Bearer) -> Answer {
    shared.of_staff(&staff)?;
    Ok(Json(json!({ "visits": shared.visits.to_json() })))
}

async fn begin(
    State(shared): Here,
    Path((care, key)): Path<(String, String)>,
    Extension(client): Extension<Client>,
    Sent(asked): Sent<Begun>,
) -> Result<Response, Refusal> {
    let care = shared.place(&care, &key)?;
    let begun = apart(shared, move |shared| {
        let session = shared.begin((care, &key), asked, client)?;
        Ok(seen(shared, &session))
    });
    Ok((StatusCode::CREATED, begun.await?).into_response())
}

/// What somebody waits for: another revision, events after a number.
#[derive(Deserialize)]
struct Waiting {
    #[serde(default)]
    wait: u64,
    revision: Option<u64>,
    #[serde(default)]
    after: usize,
}

async fn look(State(shared): Here, Bearer(id): Bearer, Query(asked): Query<Waiting>) -> Answer {
    awaited(&shared, asked.wait, |shared| {
        let session = shared.sessions.look(&id, shared.clock.now())?;
        let is_new = asked.revision != Some(session.revision);
        Ok((is_new, seen(shared, &session)))
    })
    .await
}

async fn events(State(shared): Here, Bearer(id): Bearer, Query(asked): Query<Waiting>) -> Answer {
    awaited(&shared, asked.wait, |shared| {
        let session = shared.sessions.look(&id, shared.clock.now())?;
        let known = &session.learned()?.events;
        let last = known.len();
        let events: Vec<_> = known.iter().skip(asked.after).cloned().collect();
        Ok((
            !events.is_empty(),
            json!({ "events": events, "last": last }),
        ))
    })
    .await
}

/// Answers as soon as there is something new, or when the time is over.
async fn awaited(
    shared: &Shared,
    seconds: u64,
    look: impl Fn(&Shared) -> Result<(bool, Value), Refusal>,
) -> Answer {
    let mut changes = shared.sessions.changes();
    let waiting = async {
        loop {
            changes.borrow_and_update();
            let (is_new, answer) = look(shared)?;
            if is_new || changes.changed().await.is_err() {
                return Ok(answer);
            }
        }
    };
    let longest = Duration::from_secs(seconds.min(LONGEST_WAIT));
    match timeout(longest, waiting).await {
        Ok(answer) => answer.map(Json),
        Err(_) => look(shared).map(|(_, answer)| Json(answer)),
    }
}

/// A code that somebody typed or followed, and the device's own key for taking it.
#[derive(Deserialize)]
struct Code {
    code: String,
    #[serde(default)]
    key: String,
}

/// What a code would open. It opens nothing yet.
async fn of_code(
    State(shared): Here,
    Extension(client): Extension<Client>,
    Sent(asked): Sent<Code>,
) -> Answer {
    let at = shared.clock.now();
    let session = shared.sessions.of_code(&asked.code, client, at)?;
    Ok(Json(json!({
        "institutionName": shared.institution_name,
        "care": session.care.name(),
        "key": session.key,
        "begunAt": rfc3339(session.begun),
    })))
}

/// Somebody was asked, and wants it here.
async fn take(
    State(shared): Here,
    Extension(client): Extension<Client>,
    Sent(asked): Sent<Code>,
) -> Answer {
    apart(shared, move |shared| {
        let session = shared.take(&asked.code, consents::sound(&asked.key)?, client)?;
        Ok(seen(shared, &session))
    })
    .await
}

/// The number that the card app shows, and the device's own key for saying it.
#[derive(Deserialize)]
struct Number {
    number: String,
    key: String,
}

/// The device beside the card says so: it alone has the session from now on.
async fn confirm(State(shared): Here, Bearer(id): Bearer, Sent(asked): Sent<Number>) -> Answer {
    let moved = Moved {
        from: id,
        by: typed_number(&asked.number),
        key: consents::sound(&asked.key)?.to_owned(),
    };
    let session = shared.sessions.confirm(moved, shared.clock.now())?;
    Ok(Json(seen(&shared, &session)))
}

async fn ask_anew(State(shared): Here, Bearer(id): Bearer) -> Answer {
    apart(shared, move |shared| {
        let session = shared.ask_anew(&id)?;
        Ok(seen(shared, &session))
    })
    .await
}

async fn forget(State(shared): Here, Bearer(id): Bearer) -> StatusCode {
    shared.sessions.forget(&id, shared.clock.now());
    StatusCode::NO_CONTENT
}

fn seen(shared: &Shared, session: &crate::session::Session) -> Value {
    session.to_json(&shared.origin.institution, shared.clock.now())
}

async fn consented(State(shared): Here, Bearer(id): Bearer) -> Answer {
    apart(shared, move |shared| consents::look(shared, &id)).await
}

async fn register(
    State(shared): Here,
    Bearer(id): Bearer,
    Sent(asked): Sent<consents::Asked>,
) -> Answer {
    apart(shared, move |shared| {
        consents::register(shared, &id, &asked)
    })
    .await
}

async fn cancel(
    State(shared): Here,
    Bearer(id): Bearer,
    Sent(asked): Sent<consents::Cancelled>,
) -> Answer {
    apart(shared, move |shared| consents::cancel(shared, &id, &asked)).await
}

async fn publish(
    State(shared): Here,
    Bearer(id): Bearer,
    Sent(asked): Sent<requests::Asked>,
) -> Result<Response, Refusal> {
    let taken = apart(shared, move |shared| requests::publish(shared, &id, &asked));
    Ok((StatusCode::ACCEPTED, taken.await?).into_response())
}

async fn handed(State(shared): Here, Bearer(handover): Bearer) -> Answer {
    let at = shared.clock.now();
    let entry = shared.journal.open(&handover, at)?;
    let session = shared.sessions.of_handle(&entry.session, at)?;
    Ok(Json(json!({
        "institutionName": shared.institution_name,
        "care": session.care.name(),
        "challenge": entry.challenge,
        "phrase": session.invitation.phrase,
        "now": rfc3339(at),
    })))
}

async fn answer(
    State(shared): Here,
    Bearer(handover): Bearer,
    Sent(given): Sent<card::Answer>,
) -> Answer {
    apart(shared, move |shared| {
        card::answer(shared, &handover, &given)
    })
    .await
}
