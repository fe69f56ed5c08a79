//! What tests have go wrong, and the clock they move. It is there with `--test` alone.

use super::Sent;
use crate::clock::rfc3339;
use crate::refusal::Refusal;
use crate::shared::Shared;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

/// One, of so many requests whose path has this in it.
#[derive(Clone, Debug, Deserialize)]
struct Fault {
    fault: Kind,
    #[serde(default = "once")]
    times: u32,
    #[serde(default)]
    path: String,
    #[serde(default)]
    milliseconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    LostRequest,
    LostAnswer,
    Slow,
    Refused,
}

const fn once() -> u32 {
    1
}

impl Faults {
    fn next(&self, path: &str) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = faults.iter_mut().find(|fault| path.contains(&fault.path))?;
        found.times -= 1;
        let found = found.clone();
        faults.retain(|fault| fault.times > 0);
        Some(found)
    }
}

/// Has a request go wrong where that was wished.
pub(super) async fn strike(
    State(faults): State<Arc<Faults>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(fault) = faults.next(request.uri().path()) else {
        return next.run(request).await;
    };
    match fault.fault {
        Kind::LostRequest => cut_off(),
        Kind::LostAnswer => {
            next.run(request).await;
            cut_off()
        }
        Kind::Slow => {
            tokio::time::sleep(Duration::from_millis(fault.milliseconds)).await;
            next.run(request).await
        }
        Kind::Refused => Refusal::of("service.refused").into_response(),
    }
}

/// The line ends before a byte of the answer is through.
fn cut_off() -> Response {
    Response::new(Body::new(Broken))
}

/// A body that ends the connection.
struct Broken;

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Advance {
    advance_seconds: i64,
}

type Both = (Arc<Faults>, Arc<Shared>);

pub(super) fn routes(faults: Arc<Faults>, shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/test/clock", get(clock).post(advance))
        .route("/test/faults", post(wish).delete(end))
        .route("/test/cards", get(cards))
        .with_state((faults, shared))
}

async fn clock(State((_, shared)): State<Both>) -> Json<Value> {
    Json(json!({ "now": rfc3339(shared.clock.now()) }))
}

async fn advance(State((_, shared)): State<Both>, Sent(asked): Sent<Advance>) -> Json<Value> {
    shared.clock.advance(asked.advance_seconds);
    Json(json!({ "now": rfc3339(shared.clock.now()) }))
}

async fn wish(
    State((faults, _)): State<Both>,
    Sent(asked): Sent<Fault>,
) -> Result<StatusCode, Refusal> {
    if asked.times == 0 {
        return Err(Refusal::of("request.malformed"));
    }
    let mut faults = faults.0.lock().unwrap_or_else(PoisonError::into_inner);
    faults.push(asked);
    Ok(StatusCode::NO_CONTENT)
}

async fn end(State((faults, _)): State<Both>) -> StatusCode {
    let mut faults = faults.0.lock().unwrap_or_else(PoisonError::into_inner);
    faults.clear();
    StatusCode::NO_CONTENT
}

async fn cards(State((_, shared)): State<Both>) -> Json<Value> {
    Json(json!({ "cards": shared.cards }))
}
