//! The server's side of マイナ在宅受付Web: an institution's page, cards that prove who
//! somebody is, and consents registered there, looked at and taken back.
//!
//! Host, paths and messages of the real service are not public; these are the
//! simulator's own, and so are the codes of its refusals.

mod consent;
mod session;

use super::State;
use crate::centre::Care;
use crate::seed::Stream;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
pub(super) use session::Sessions;
use std::sync::Arc;

/// What is refused says why, in a code and in words.
type Refused = (StatusCode, Json<Value>);
type Answer = Result<Json<Value>, Refused>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/home/url/{institution}/{care}", post(url))
        .route("/home/{care}/{key}", get(page))
        .route("/home/{care}/{key}/sessions", post(session::begin))
        .route(
            "/home/{care}/{key}/consents",
            get(consent::look).post(consent::register),
        )
        .route("/home/{care}/{key}/cancel", post(consent::cancel))
}

fn refused(status: StatusCode, code: &str, text: &str) -> Refused {
    (status, Json(json!({ "code": code, "textJa": text })))
}

/// The part of an institution's URL that nobody guesses: it follows from the seed.
fn key(state: &State, institution: &str, care: Care) -> String {
    let label = format!("url/{institution}/{}", care.code());
    let token = Stream::new(state.seed, &label).text(b"0123456789abcdef", 32);
    format!("{institution}-{token}")
}

fn care(name: &str) -> Option<Care> {
    match name {
        "home" => Some(Care::Home),
        "online" => Some(Care::Online),
        _ => None,
    }
}

/// The institution and the kind of care of a URL.
fn opened(state: &State, care_name: &str, sent: &str) -> Result<(String, Care), Refused> {
    let institution = sent.split('-').next().unwrap_or_default();
    let known = care(care_name).filter(|care| key(state, institution, *care) == sent);
    let known = known.map(|care| (institution.to_owned(), care));
    known.ok_or_else(|| {
        refused(
            StatusCode::NOT_FOUND,
            "place.unknown",
            "このURLは使えません。医療機関に新しいURLまたは二次元コードをお求めください。",
        )
    })
}

/// The institution's own URL for one kind of care: 1310000000 and `home` or `online`.
async fn url(
    Shared(state): Shared<Arc<State>>,
    Path((institution, care_name)): Path<(String, String)>,
) -> Answer {
    let is_code = institution.len() == 10 && institution.bytes().all(|byte| byte.is_ascii_digit());
    let care = care(&care_name).filter(|_| is_code);
    let care = care.ok_or_else(|| {
        refused(
            StatusCode::BAD_REQUEST,
            "place.malformed",
            "医療機関コードを確認してください。",
        )
    })?;
    let path = format!("/home/{care_name}/{}", key(&state, &institution, care));
    Ok(Json(json!({ "path": path })))
}

/// What the page says: who asks, for what, and what can be agreed to.
async fn page(
    Shared(state): Shared<Arc<State>>,
    Path((care_name, sent)): Path<(String, String)>,
) -> Answer {
    let (institution, care) = opened(&state, &care_name, &sent)?;
    let until = match care {
        Care::Home => "同意を取り消すまで",
        Care::Online => "同意してから24時間",
    };
    Ok(Json(json!({
        "institution": institution,
        "institutionName": "見本診療所",
        "treatmentFlag": care.code(),
        "needsVisit": care == Care::Online,
        "validJa": until,
    })))
}
