//! The ways in: pages, API, card app. On this machine only, and to no page that came
//! here by another name.

mod api;
mod card_app;
mod faults;
mod page;

use crate::refusal::Refusal;
use crate::shared::Shared;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use core::convert::Infallible;
pub(crate) use faults::Faults;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// What a body may have, but for a request to publish.
const BODY: usize = 64 << 10;

/// Everything from here, and nothing that a page could be made to run.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Everything, with what tests may have go wrong where there is such a thing.
pub(crate) fn router(shared: Arc<Shared>, page: &Path, faults: Option<Arc<Faults>>) -> Router {
    let mut api = api::routes().merge(card_app::api());
    if let Some(faults) = &faults {
        let faults = Arc::clone(faults);
        api = api.layer(middleware::from_fn_with_state(faults, faults::strike));
    }
    let api = api
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::map_response(not_stored))
        .with_state(Arc::clone(&shared));
    let mut all = Router::new()
        .merge(api)
        .merge(card_app::files())
        .merge(page::routes(page));
    if let Some(faults) = faults {
        all = all.merge(faults::routes(faults, shared));
    }
    all.layer(middleware::map_response(secured))
        .layer(middleware::from_fn(by_its_own_name))
}

async fn secured(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn not_stored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Keeps out pages of other sites that point their name at this machine.
async fn by_its_own_name(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        Some("localhost" | "127.0.0.1" | "[::1]") => next.run(request).await,
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

/// What somebody holds, from `Authorization: Bearer …`: of no path, which proxies log, and
/// of no cookie, which other sites' forms would send. Empty where nothing is held.
struct Bearer(String);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let held = parts.headers.get(header::AUTHORIZATION);
        let held = held.and_then(|held| held.to_str().ok());
        let held = held.and_then(|held| held.strip_prefix("Bearer "));
        Ok(Self(held.unwrap_or_default().to_owned()))
    }
}

/// A JSON body that is what it should be.
struct Sent<T>(T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let malformed = || Refusal::of("request.malformed");
        // No form of another site sends this type without asking first.
        if !is_json(request.headers()) {
            return Err(malformed());
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::of("request.too-large"),
            _ => malformed(),
        })?;
        serde_json::from_slice(&bytes)
            .map(Sent)
            .map_err(|_| malformed())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim() == "application/json"
}

type Answer = Result<Json<Value>, Refusal>;

/// Does what takes its time beside the requests that do not.
async fn apart(
    shared: Arc<Shared>,
    work: impl FnOnce(&Shared) -> Result<Value, Refusal> + Send + 'static,
) -> Answer {
    let done = tokio::task::spawn_blocking(move || work(&shared)).await;
    done.unwrap_or_else(|_| Err(Refusal::of("server.failed")))
        .map(Json)
}
