//! 同意登録, 同意照会・更新, すべての同意の取り消し, of somebody who proved themselves.
//!
//! The caller's key names an intention: the same key again is the same registration,
//! whatever became of the first answer.

use super::super::{State, locked};
use super::session::{Key, Session, proven};
use super::{Answer, Refused, refused};
use crate::calendar::{self, DAY};
use crate::centre::{Care, Centre, Registration};
use crate::population::{Agreement, Kinds, Standing};
use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;

type Place = Path<(String, String)>;

/// `{key, consents, visit}`: registers what is consented to, in place of what was.
pub(super) async fn register(
    Shared(state): Shared<Arc<State>>,
    Path(place): Place,
    headers: HeaderMap,
    Json(asked): Json<Value>,
) -> Answer {
    let session = proven(&state, &place, &headers)?;
    once(&state, &session, &asked, |centre, at| {
        let kinds = Kinds::of(|name| asked["consents"][name].as_bool() == Some(true));
        allowed(centre, &session, kinds)?;
        let before = agreement(centre, &session);
        let before = before.filter(|before| session.care.holds(before, at));
        let visit = asked["visit"].as_str().and_then(calendar::read_date);
        let visit = visit.map(|day| calendar::end_of_day(day) - DAY / 2);
        // The day that was booked is changed where it was booked.
        let visit = before.and_then(|before| before.visit).or(visit);
        if session.care == Care::Online && visit.is_none() {
            return Err(refused(
                StatusCode::BAD_REQUEST,
                "examination-date.needed",
                "受診予定日を選んでください。",
            ));
        }
        Ok(Agreement {
            at,
            visit: visit.filter(|_| session.care == Care::Online),
            kinds,
            ended: None,
        })
    })
}

/// `{key, by}`: takes every consent back, by OQSCD031: the `institution` (1), the
/// `patient` (2), or because the use changed (3).
pub(super) async fn cancel(
    Shared(state): Shared<Arc<State>>,
    Path(place): Place,
    headers: HeaderMap,
    Json(asked): Json<Value>,
) -> Answer {
    let session = proven(&state, &place, &headers)?;
    let reason = match asked["by"].as_str() {
        Some("institution") => "1",
        Some("patient") => "2",
        Some("changed-use") => "3",
        _ => {
            return Err(refused(
                StatusCode::BAD_REQUEST,
                "request.malformed",
                "取り消す人を選んでください。",
            ));
        }
    };
    once(&state, &session, &asked, |centre, at| {
        let before = agreement(centre, &session);
        let before = before.filter(|before| before.ended.is_none());
        let before = before.ok_or_else(|| {
            refused(
                StatusCode::NOT_FOUND,
                "consents.none",
                "登録されている同意がありません。",
            )
        })?;
        Ok(Agreement {
            ended: Some((at, reason.into())),
            ..before
        })
    })
}

/// What somebody consented to at this page.
pub(super) async fn look(
    Shared(state): Shared<Arc<State>>,
    Path(place): Place,
    headers: HeaderMap,
) -> Answer {
    let session = proven(&state, &place, &headers)?;
    let known = agreement(&locked(&state.centre), &session);
    let shown = known.map(|known| shown(session.care, &known, state.at()));
    Ok(Json(json!({ "consents": shown })))
}

/// Registers once what is asked under a key, and answers a repetition alike.
fn once(
    state: &State,
    session: &Session,
    asked: &Value,
    make: impl FnOnce(&Centre, i64) -> Result<Agreement, Refused>,
) -> Answer {
    let key = asked["key"].as_str().filter(|key| !key.is_empty());
    let key = key.ok_or_else(|| {
        refused(
            StatusCode::BAD_REQUEST,
            "request.malformed",
            "keyがありません。",
        )
    })?;
    let Session {
        institution,
        care,
        patient,
        ..
    } = session.clone();
    let key: Key = (institution.clone(), care, patient, key.to_owned());
    // Held all along, so that of two at a time one is the repetition.
    let mut answered = locked(&state.home.answered);
    if let Some((before, answer)) = answered.get(&key) {
        if before != asked {
            return Err(refused(
                StatusCode::CONFLICT,
                "key.reused",
                "同じ受付で違う内容が送られました。最初からやり直してください。",
            ));
        }
        let mut answer = answer.clone();
        answer["repeated"] = true.into();
        return Ok(Json(answer));
    }
    let at = state.at();
    let mut centre = locked(&state.centre);
    let agreement = make(&centre, at)?;
    let answer = json!({ "consents": shown(care, &agreement, at) });
    let registration = Registration::Agreement(care, institution, patient, agreement);
    centre.registry_mut().apply(registration);
    answered.insert(key, (asked.clone(), answer.clone()));
    Ok(Json(answer))
}

/// Whether somebody may consent to this.
fn allowed(centre: &Centre, session: &Session, kinds: Kinds) -> Result<(), Refused> {
    let standing = centre.population().patient(session.patient);
    let standing = standing.map(|patient| patient.standing);
    let (code, text) = match standing {
        Some(Standing::Nowhere) | None => (
            "eligibility.nowhere",
            "加入している医療保険が見つかりません。資格確認書をお見せいただくか、保険者にご確認ください。",
        ),
        _ if session.eligibility_only && kinds.any() => (
            "card.grace",
            "電子証明書の有効期限が切れています。同意なしで、資格の確認だけができます。",
        ),
        Some(Standing::Lost) if kinds.any() => (
            "eligibility.lost",
            "医療保険の資格を喪失しています。同意なしで、資格の確認だけができます。",
        ),
        _ => return Ok(()),
    };
    Err(refused(StatusCode::FORBIDDEN, code, text))
}

fn agreement(centre: &Centre, session: &Session) -> Option<Agreement> {
    let patient = centre.population().patient(session.patient)?;
    let registry = centre.registry();
    registry
        .agreement(session.care, &session.institution, patient)
        .cloned()
}

fn shown(care: Care, agreement: &Agreement, at: i64) -> Value {
    let consents = agreement.kinds.named();
    let consents: serde_json::Map<_, _> = consents
        .into_iter()
        .map(|(name, given)| (name.to_owned(), given.into()))
        .collect();
    let ended = agreement
        .ended
        .as_ref()
        .map(|(ended, reason)| json!({ "at": calendar::wire_time(*ended), "reason": reason }));
    json!({
        "registeredAt": calendar::wire_time(agreement.at),
        "until": (care == Care::Online).then(|| calendar::wire_time(agreement.at + DAY)),
        "inForce": care.holds(agreement, at),
        "visit": agreement.visit.map(|visit| calendar::wire_date(calendar::date(visit))),
        "consents": consents,
        "ended": ended,
    })
}
