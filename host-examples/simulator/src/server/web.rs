//! The Web API: a login that gives tokens, and the messages as JSON.
//!
//! Known is that a login with a client certificate and JSON answers `{status, msg,
//! result: {accessToken, refreshToken, idToken, linkSysCharCd}}`, and that messages
//! are posted with the idToken as `Authorization`. Paths, the login's content and
//! how long a token lasts are the simulator's own; certificates are not asked for.

use super::{State, locked};
use crate::centre::Reply;
use crate::connector::{Fault, anothers};
use crate::seed::Stream;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use core::sync::atomic::Ordering;
use core::time::Duration;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How long a token lasts, in seconds.
const LASTS: i64 = 3600;

/// The idTokens given out, and until when they last.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<HashMap<String, i64>>);

impl Tokens {
    fn holds(&self, token: &str, at: i64) -> bool {
        locked(&self.0).get(token).is_some_and(|until| at < *until)
    }

    fn give(&self, token: String, at: i64) {
        let mut tokens = locked(&self.0);
        tokens.retain(|_, until| at < *until);
        tokens.insert(token, at + LASTS);
    }
}

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/webapi/login", post(login))
        .route("/webapi/{prefix}", post(ask))
}

async fn login(Shared(state): Shared<Arc<State>>, Json(asked): Json<Value>) -> Response {
    let named = |name: &str| asked[name].as_str().is_some_and(|text| !text.is_empty());
    if !named("id") || !named("password") {
        let refused =
            json!({ "status": 1, "msg": "ID、パスワードを確認してください。", "result": null });
        return (StatusCode::UNAUTHORIZED, Json(refused)).into_response();
    }
    let serial = state.asked.fetch_add(1, Ordering::Relaxed);
    let mut stream = Stream::new(state.seed, &format!("token/{serial}"));
    let [access, refresh, id] = [(); 3].map(|()| stream.text(b"0123456789abcdef", 64));
    state.tokens.give(id.clone(), state.at());
    let result = json!({
        "accessToken": access,
        "refreshToken": refresh,
        "idToken": id,
        "linkSysCharCd": "0",
    });
    Json(json!({ "status": 0, "msg": "", "result": result })).into_response()
}

/// A request to the interface whose files begin so.
async fn ask(
    Shared(state): Shared<Arc<State>>,
    Path(prefix): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|token| token.to_str().ok());
    if !token.is_some_and(|token| state.tokens.holds(token, state.at())) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Some(pair) = state.tables.pair(&prefix) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let message = serde_json::from_slice(&body).unwrap_or_default();
    let request = match state.tables.read_json(&pair.request, &message) {
        Ok(request) => request,
        Err(why) => {
            let told = Json(json!({ "status": 1, "msg": why.to_string() }));
            return (StatusCode::BAD_REQUEST, told).into_response();
        }
    };
    let serial = state.asked.fetch_add(1, Ordering::Relaxed);
    let (reply, faults, delay) = {
        let mut terminal = state.terminal();
        let name = format!("web/{prefix}/{serial}");
        let faults = terminal.faults.decide(&name, false);
        let reply = terminal.reply(&pair.request, &request, &faults, state.at());
        let reply = reply.map(|reply| anothers(&reply, &faults).unwrap_or(reply));
        let delay = terminal.delay(&name, &faults);
        (reply, faults, delay)
    };
    tokio::time::sleep(Duration::from_millis(delay)).await;
    match reply {
        _ if faults.contains(&Fault::Lost) => StatusCode::GATEWAY_TIMEOUT.into_response(),
        _ if faults.contains(&Fault::Refused) => StatusCode::BAD_REQUEST.into_response(),
        Some(Reply::Message(message) | Reply::Bulk(message)) => {
            let answer = state.tables.write_json(&pair.result, &message);
            let mut text = answer.to_string();
            if faults.contains(&Fault::Malformed) {
                let end = text.floor_char_boundary(text.len() * 2 / 3);
                text.truncate(end);
            }
            ([(header::CONTENT_TYPE, "application/json")], text).into_response()
        }
        Some(Reply::Pdf(bytes)) => {
            ([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
