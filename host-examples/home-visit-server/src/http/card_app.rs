//! The vendor's own card app, played with the simulator's cards. A real one runs on a
//! phone and reads a chip; nothing of it would be here.

use super::{Answer, Sent, apart};
use crate::component::{ALGORITHM, to_sign};
use crate::shared::Shared;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn files() -> Router {
    let file = |kind: &'static str, text: &'static str| {
        get(async move || {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, text)
        })
    };
    let page = include_str!("../../card-app/index.html");
    let script = include_str!("../../card-app/card-app.js");
    let style = include_str!("../../card-app/card-app.css");
    Router::new()
        .route("/card-app/", file("text/html; charset=utf-8", page))
        .route("/card-app/card-app.js", file("text/javascript", script))
        .route("/card-app/card-app.css", file("text/css", style))
}

pub(super) fn api() -> Router<Arc<Shared>> {
    Router::new()
        .route("/card-app/api/cards", get(cards))
        .route("/card-app/api/cards/{card}/sign", post(sign))
}

async fn cards(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!({ "cards": shared.cards }))
}

/// What the card is to sign, and the PIN that was typed in the card app.
#[derive(Deserialize)]
struct Held {
    handover: String,
    pin: String,
}

/// Has a card sign the challenge of a hand-over: what the card app then sends on.
async fn sign(
    State(shared): State<Arc<Shared>>,
    Path(card): Path<u32>,
    Sent(held): Sent<Held>,
) -> Response {
    let signed: Answer = apart(shared, move |shared| {
        let entry = shared.journal.open(&held.handover, shared.clock.now())?;
        let (_, digest_info) = to_sign(&shared.onshi, &entry.challenge)?;
        Ok(match shared.service.sign(card, &held.pin, &digest_info) {
            Ok(signed) => json!({
                "leaf": signed.certificate,
                "intermediates": [],
                "signature": signed.signature,
                "algorithm": ALGORITHM,
            }),
            Err(refused) => json!({ "refused": refused }),
        })
    })
    .await;
    match signed {
        Ok(Json(mut answer)) if answer["refused"].is_object() => {
            (StatusCode::FORBIDDEN, Json(answer["refused"].take())).into_response()
        }
        other => other.into_response(),
    }
}
