//! A card held to a phone: its PIN, and what it signs. It stands in place of the chip
//! that a card app reads.

use super::{State, locked};
use crate::centre::{Refusal, Verification};
use crate::seed::Stream;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use std::sync::Arc;

type Answer = Result<Json<Value>, (StatusCode, Json<Value>)>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new().route("/pki/cards/{patient}/sign", post(sign))
}

/// The PIN for 利用者証明 on somebody's card: it follows from the seed.
pub(super) fn pin(seed: u64, patient: u32) -> String {
    Stream::new(seed, &format!("pin/{patient}")).text(b"0123456789", 4)
}

/// `{pin, digestInfo}`: VERIFY, then COMPUTE DIGITAL SIGNATURE over a DigestInfo.
async fn sign(
    Shared(state): Shared<Arc<State>>,
    Path(patient): Path<u32>,
    Json(asked): Json<Value>,
) -> Answer {
    let refused = |status, code: &str, text: &str| {
        Err((status, Json(json!({ "code": code, "textJa": text }))))
    };
    let digest_info = Base64::decode_vec(asked["digestInfo"].as_str().unwrap_or_default());
    let (Ok(digest_info), Some(entered)) = (digest_info, asked["pin"].as_str()) else {
        return refused(
            StatusCode::BAD_REQUEST,
            "request.malformed",
            "暗証番号を入力してください。",
        );
    };
    let known = locked(&state.centre).population().patient(patient).cloned();
    let at = state.at();
    let credential = known.and_then(|known| locked(&state.authorities).issue(&known, at).cloned());
    let Some(credential) = credential else {
        return refused(
            StatusCode::NOT_FOUND,
            "card.none",
            "マイナンバーカードがありません。",
        );
    };
    let right = Verification::Pin(entered == pin(state.seed, patient));
    let verified = locked(&state.centre).verify(patient, right);
    if let Err(refusal) = verified {
        let (code, left) = match refusal {
            Refusal::Pin(left) => ("pin.wrong", left),
            _ => ("pin.locked", 0),
        };
        let told = json!({ "code": code, "triesLeft": left });
        return Err((StatusCode::FORBIDDEN, Json(told)));
    }
    match credential.key.pad_and_sign(&digest_info) {
        Ok(signature) => Ok(Json(json!({
            "certificate": Base64::encode_string(&credential.certificate),
            "signature": Base64::encode_string(&signature),
        }))),
        Err(_) => refused(
            StatusCode::BAD_REQUEST,
            "request.malformed",
            "署名できないデータです。",
        ),
    }
}
