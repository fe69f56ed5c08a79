//! A card proves who somebody is; after that a token stands for them.

use super::super::{State, locked};
use super::{Answer, Refused, opened, refused};
use crate::centre::Care;
use crate::person::Coverage;
use crate::population::{CardState, Patient};
use crate::seed::Stream;
use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use base64ct::{Base64, Encoding};
use core::sync::atomic::Ordering;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How long a token lasts, in seconds.
const LASTS: i64 = 3600;

/// Who proved themselves, and what was registered for them.
#[derive(Debug, Default)]
pub(in crate::server) struct Sessions {
    tokens: Mutex<HashMap<String, Session>>,
    /// What was signed, and when: each text proves something once.
    signed: Mutex<HashMap<String, i64>>,
    /// What was asked under a key, and what was answered.
    pub(super) answered: Mutex<HashMap<Key, (Value, Value)>>,
}

/// Somebody at an institution's page, and the caller's key for an intention.
pub(super) type Key = (String, Care, u32, String);

/// Somebody who proved themselves.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) institution: String,
    pub(super) care: Care,
    pub(super) patient: u32,
    /// The certificate expired less than three months ago.
    pub(super) eligibility_only: bool,
    until: i64,
}

/// `{certificate, message, signature}`: the card's certificate and its signature
/// (RSASSA-PKCS1-v1_5 with SHA-256) over a text that was never signed before.
pub(super) async fn begin(
    Shared(state): Shared<Arc<State>>,
    Path((care_name, sent)): Path<(String, String)>,
    Json(asked): Json<Value>,
) -> Answer {
    let (institution, care) = opened(&state, &care_name, &sent)?;
    let patient = holder(&state, &asked)?;
    let at = state.at();
    let message = asked["message"].as_str().unwrap_or_default().to_owned();
    {
        let mut signed = locked(&state.home.signed);
        signed.retain(|_, since| at < *since + LASTS);
        if signed.insert(message, at).is_some() {
            return Err(refused(
                StatusCode::CONFLICT,
                "card.used",
                "このカードの読み取りはすでに使われています。",
            ));
        }
    }
    usable(&state, &patient)?;
    let session = Session {
        institution,
        care,
        patient: patient.id,
        eligibility_only: patient.card == CardState::Grace,
        until: at + LASTS,
    };
    let answer = json!({
        "token": give(&state, session.clone(), at),
        "eligibilityOnly": session.eligibility_only,
        "nearExpiry": patient.card == CardState::NearExpiry,
        "person": person(&patient),
    });
    Ok(Json(answer))
}

/// Whose card it is that signed.
fn holder(state: &State, asked: &Value) -> Result<Patient, Refused> {
    let bytes = |name: &str| Base64::decode_vec(asked[name].as_str().unwrap_or_default()).ok();
    let found =
        bytes("certificate")
            .zip(bytes("signature"))
            .and_then(|(certificate, signature)| {
                let authorities = locked(&state.authorities);
                let (id, credential) = authorities.holder(&certificate)?;
                // PKCS #1 v1.5 has one signature for a text.
                let text = asked["message"].as_str().filter(|text| !text.is_empty())?;
                (credential.key.sign(text.as_bytes()) == signature).then_some(id)
            });
    let patient = found.and_then(|id| locked(&state.centre).population().patient(id).cloned());
    patient.ok_or_else(|| {
        refused(
            StatusCode::FORBIDDEN,
            "card.unknown",
            "カードを確認できませんでした。",
        )
    })
}

/// Whether somebody's card will do here.
fn usable(state: &State, patient: &Patient) -> Result<(), Refused> {
    let registered = locked(&state.centre)
        .registry()
        .has_registered_card(patient.id);
    let (code, text) = match patient.card {
        CardState::Unregistered if !registered => (
            "card.unregistered",
            "健康保険証利用の申込がされていません。先にマイナポータルで申し込むか、資格確認書をお見せください。",
        ),
        CardState::Expired => (
            "card.expired",
            "電子証明書の有効期限が切れてから3か月が過ぎています。資格確認書、または資格情報のお知らせとカードをお見せください。",
        ),
        CardState::Revoked => (
            "card.revoked",
            "電子証明書が失効しています。資格確認書、または資格情報のお知らせとカードをお見せください。",
        ),
        CardState::None => (
            "card.none",
            "マイナンバーカードがありません。資格確認書をお見せください。",
        ),
        _ => return Ok(()),
    };
    Err(refused(StatusCode::FORBIDDEN, code, text))
}

fn give(state: &State, session: Session, at: i64) -> String {
    let serial = state.asked.fetch_add(1, Ordering::Relaxed);
    let label = format!("home/{serial}");
    let token = Stream::new(state.seed, &label).text(b"0123456789abcdef", 64);
    let mut tokens = locked(&state.home.tokens);
    tokens.retain(|_, session| at < session.until);
    tokens.insert(token.clone(), session);
    token
}

fn person(patient: &Patient) -> Value {
    let coverage = |coverage: &Coverage| {
        json!({
            "insurerNumber": coverage.insurer_number,
            "symbol": coverage.symbol,
            "number": coverage.number,
            "branch": coverage.branch,
        })
    };
    let coverages: Vec<_> = patient.person.coverages.iter().map(coverage).collect();
    json!({
        "name": patient.person.name,
        "kana": patient.person.kana,
        "birthdate": patient.person.wire_birthdate(),
        "sex": patient.person.sex.code(),
        "coverages": coverages,
    })
}

/// Who asks: by the token in `Authorization`, at the page it was given for.
pub(super) fn proven(
    state: &State,
    (care_name, sent): &(String, String),
    headers: &HeaderMap,
) -> Result<Session, Refused> {
    let (institution, care) = opened(state, care_name, sent)?;
    let token = headers.get(header::AUTHORIZATION);
    let token = token.and_then(|token| token.to_str().ok());
    let at = state.at();
    let known = token.and_then(|token| locked(&state.home.tokens).get(token).cloned());
    let known = known.filter(|session| {
        session.institution == institution && session.care == care && at < session.until
    });
    known.ok_or_else(|| {
        refused(
            StatusCode::UNAUTHORIZED,
            "card.needed",
            "もう一度カードを読み取ってください。",
        )
    })
}
