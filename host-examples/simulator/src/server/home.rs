//! The server's side of マイナ在宅受付Web: an institution's page, consents registered
//! there, looked at and taken back.
//!
//! Host, paths and messages of the real service are not public; these are the
//! simulator's own. The patient's number stands in place of what マイナアプリ and
//! the card would prove.

use super::{State, locked};
use crate::calendar::{self, DAY};
use crate::centre::{Care, Centre, Registration};
use crate::population::{Agreement, CardState};
use crate::seed::Stream;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

type Answer = Result<Json<Value>, (StatusCode, Json<Value>)>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/home/url/{institution}/{care}", post(url))
        .route("/home/{care}/{key}", get(page))
        .route("/home/{care}/{key}/consents", get(consent).post(register))
        .route("/home/{care}/{key}/cancel", post(cancel))
}

fn refused(status: StatusCode, text: &str) -> (StatusCode, Json<Value>) {
    (status, Json(json!({ "textJa": text })))
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
fn opened(
    state: &State,
    care_name: &str,
    sent: &str,
) -> Result<(String, Care), (StatusCode, Json<Value>)> {
    let institution = sent.split('-').next().unwrap_or_default();
    let known = care(care_name).filter(|care| key(state, institution, *care) == sent);
    let known = known.map(|care| (institution.to_owned(), care));
    known.ok_or_else(|| {
        refused(
            StatusCode::NOT_FOUND,
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

/// `{patient, visit}`: registers the consent and says what the staff may see at once.
async fn register(
    Shared(state): Shared<Arc<State>>,
    Path((care_name, sent)): Path<(String, String)>,
    Json(asked): Json<Value>,
) -> Answer {
    let (institution, care) = opened(&state, &care_name, &sent)?;
    let at = state.at();
    let mut centre = locked(&state.centre);
    let patient = proven(&centre, &asked["patient"])?;
    let visit = asked["visit"].as_str().and_then(calendar::read_date);
    if care == Care::Online && visit.is_none() {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "受診予定日を選んでください。",
        ));
    }
    let agreement = Agreement {
        at,
        visit: visit.map(|day| calendar::end_of_day(day) - DAY / 2),
        ended: None,
    };
    let registration = Registration::Agreement(care, institution, patient, agreement);
    centre.registry_mut().apply(registration);
    Ok(Json(json!({ "registeredAt": calendar::wire_time(at) })))
}

/// The number of a person whose card can prove who they are.
fn proven(centre: &Centre, sent: &Value) -> Result<u32, (StatusCode, Json<Value>)> {
    let id = sent.as_u64().and_then(|id| u32::try_from(id).ok());
    let patient = id.and_then(|id| centre.population().patient(id));
    let patient =
        patient.ok_or_else(|| refused(StatusCode::NOT_FOUND, "カードを読み取れませんでした。"))?;
    let text = match patient.card {
        CardState::Unregistered if !centre.registry().has_registered_card(patient.id) => {
            "健康保険証利用の申込がされていません。先にマイナポータルで申し込むか、資格確認書をお見せください。"
        }
        CardState::Grace | CardState::Expired | CardState::Revoked => {
            "電子証明書の有効期限が切れているか、失効しています。資格確認書、または資格情報のお知らせとカードをお見せください。"
        }
        CardState::None => "マイナンバーカードがありません。資格確認書をお見せください。",
        _ => return Ok(patient.id),
    };
    Err(refused(StatusCode::FORBIDDEN, text))
}

/// `?patient=`: what somebody agreed to with this institution.
async fn consent(
    Shared(state): Shared<Arc<State>>,
    Path((care_name, sent)): Path<(String, String)>,
    Query(asked): Query<HashMap<String, String>>,
) -> Answer {
    let (institution, care) = opened(&state, &care_name, &sent)?;
    let centre = locked(&state.centre);
    let id = asked.get("patient").and_then(|id| id.parse::<u64>().ok());
    let id = proven(&centre, &json!(id))?;
    let patient = centre.population().patient(id);
    let agreement =
        patient.and_then(|patient| centre.registry().agreement(care, &institution, patient));
    let at = state.at();
    let in_force = agreement.is_some_and(|agreement| {
        agreement
            .ended
            .as_ref()
            .is_none_or(|(ended, _)| at < *ended)
            && (care == Care::Home || at < agreement.at + DAY)
    });
    Ok(Json(json!({
        "registeredAt": agreement.map(|agreement| calendar::wire_time(agreement.at)),
        "inForce": in_force,
        "reasonOfEnd": agreement.and_then(|agreement| agreement.ended.as_ref()).map(|(_, reason)| reason),
    })))
}

/// `{patient, by}`: takes every consent back, for the `patient` (OQSCD031 2) or the
/// `institution` (1).
async fn cancel(
    Shared(state): Shared<Arc<State>>,
    Path((care_name, sent)): Path<(String, String)>,
    Json(asked): Json<Value>,
) -> Answer {
    let (institution, care) = opened(&state, &care_name, &sent)?;
    let reason = match asked["by"].as_str() {
        Some("patient") => "2",
        Some("institution") => "1",
        _ => {
            return Err(refused(
                StatusCode::BAD_REQUEST,
                "取り消す人を選んでください。",
            ));
        }
    };
    let mut centre = locked(&state.centre);
    let id = asked["patient"]
        .as_u64()
        .and_then(|id| u32::try_from(id).ok());
    let found = id.and_then(|id| {
        let patient = centre.population().patient(id)?;
        centre
            .registry()
            .agreement(care, &institution, patient)
            .cloned()
            .map(|agreement| (id, agreement))
    });
    let (id, agreement) =
        found.ok_or_else(|| refused(StatusCode::NOT_FOUND, "登録されている同意がありません。"))?;
    let ended = Agreement {
        ended: Some((state.at(), reason.into())),
        ..agreement
    };
    let registration = Registration::Agreement(care, institution, id, ended);
    centre.registry_mut().apply(registration);
    Ok(Json(json!({ "reasonOfEnd": reason })))
}
