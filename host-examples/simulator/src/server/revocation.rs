//! Certificates of the population's cards, and what says that they are revoked: a
//! list and an OCSP responder (RFC 5280, RFC 6960).

use super::{State, locked};
use crate::calendar::{self, DAY};
use crate::certificate::Credential;
use crate::certificate::crl::Reason;
use crate::certificate::ocsp::Status;
use crate::der;
use crate::jpki::{CITY, Hierarchy, Purpose};
use crate::population::{CardState, Patient};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::collections::HashMap;
use std::sync::Arc;

const SEQUENCE: u8 = 0x30;
/// 1.3.6.1.5.5.7.48.1.2.
const NONCE: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02];

/// The hierarchy and the cards it has issued since the simulator started.
#[derive(Debug)]
pub(super) struct Authorities {
    hierarchy: Hierarchy,
    issued: HashMap<u32, (Credential, u64, bool)>,
}

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/pki/root.cer", get(root))
        .route("/pki/cards/{patient}", get(card))
        .route("/pki/authentication.crl", get(list))
        .route("/pki/ocsp", post(ocsp))
}

impl Authorities {
    pub(super) fn new(hierarchy: Hierarchy) -> Self {
        Self {
            hierarchy,
            issued: HashMap::new(),
        }
    }

    /// The certificate for 利用者証明 on somebody's card, in the state of the card.
    pub(super) fn issue(&mut self, patient: &Patient, at: i64) -> Option<&Credential> {
        let root = self.hierarchy.roots(Purpose::Authentication).last()?;
        let end = match patient.card {
            CardState::None => return None,
            CardState::NearExpiry => Some(at + 40 * DAY),
            CardState::Grace => Some(at - 40 * DAY),
            CardState::Expired => Some(at - 200 * DAY),
            _ => None,
        };
        let issued = self.issued.entry(patient.id).or_insert_with(|| {
            let template = root.template(&patient.person);
            let template = match end {
                Some(end) => {
                    let end = calendar::end_of_day(calendar::date(end));
                    template.valid(end - 5 * 365 * DAY, end)
                }
                None => template,
            };
            let serial = template.serial;
            (
                root.issue(&template),
                serial,
                patient.card == CardState::Revoked,
            )
        });
        Some(&issued.0)
    }

    /// Whose certificate it is, with the key that belongs to it.
    pub(super) fn holder(&self, certificate: &[u8]) -> Option<(u32, &Credential)> {
        let mut issued = self.issued.iter();
        let (id, (credential, ..)) =
            issued.find(|(_, (credential, ..))| credential.certificate == certificate)?;
        Some((*id, credential))
    }

    fn status(&self, serial: u64, at: i64) -> Status {
        let found = self.issued.values().find(|(_, known, _)| *known == serial);
        match found {
            Some((.., true)) => Status::Revoked(at - DAY, Reason::KeyCompromise),
            Some(_) => Status::Good,
            None => Status::Unknown,
        }
    }
}

async fn root(Shared(state): Shared<Arc<State>>) -> Response {
    let authorities = locked(&state.authorities);
    let root = authorities.hierarchy.roots(Purpose::Authentication).last();
    found(
        "application/pkix-cert",
        root.map(|root| root.certificate().to_vec()),
    )
}

async fn card(Shared(state): Shared<Arc<State>>, Path(patient): Path<u32>) -> Response {
    let patient = locked(&state.centre).population().patient(patient).cloned();
    let at = state.at();
    let mut authorities = locked(&state.authorities);
    let issued = patient.and_then(|patient| {
        let credential = authorities.issue(&patient, at)?;
        Some(credential.certificate.clone())
    });
    found("application/pkix-cert", issued)
}

/// The list of the municipality that issued the cards.
async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    let authorities = locked(&state.authorities);
    let revoked: Vec<_> = authorities
        .issued
        .values()
        .filter(|(.., revoked)| *revoked)
        .map(|(_, serial, _)| (*serial, Reason::KeyCompromise))
        .collect();
    let root = authorities.hierarchy.roots(Purpose::Authentication).last();
    let list = root.map(|root| {
        root.revocation_list(CITY, &revoked)
            .signed_by(root.authority())
    });
    found("application/pkix-crl", list)
}

/// Answers about the first certificate of a question, with its nonce.
async fn ocsp(Shared(state): Shared<Arc<State>>, body: Bytes) -> Response {
    let Some((serial, nonce)) = question(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let at = state.at();
    let authorities = locked(&state.authorities);
    let root = authorities.hierarchy.roots(Purpose::Authentication).last();
    let answer = root.map(|root| {
        let mut answer = root.ocsp_answer(serial, authorities.status(serial, at));
        (answer.this_update, answer.next_update, answer.nonce) = (at, at + DAY, nonce);
        answer.signed_by(root.authority())
    });
    found("application/ocsp-response", answer)
}

/// The serial number and the nonce of a question (RFC 6960, 4.1).
fn question(bytes: &[u8]) -> Option<(u64, Option<Vec<u8>>)> {
    let request = der::inside(bytes, SEQUENCE)?;
    let fields = der::elements(der::inside(request, SEQUENCE)?)?;
    let (_, requests) = fields.iter().find(|(tag, _)| *tag == SEQUENCE)?;
    let id = der::inside(der::inside(requests, SEQUENCE)?, SEQUENCE)?;
    let (_, serial) = *der::elements(id)?.get(3)?;
    let serial = serial.iter().try_fold(0_u64, |number, byte| {
        Some(number.checked_mul(256)? + u64::from(*byte))
    })?;
    let extensions = fields.iter().find(|(tag, _)| *tag == 0xA2);
    let nonce = extensions.and_then(|(_, extensions)| {
        let each = der::elements(der::inside(extensions, SEQUENCE)?)?;
        let nonce = each.iter().find_map(|(_, extension)| {
            let parts = der::elements(extension)?;
            let is_nonce = parts.first()?.1 == NONCE;
            is_nonce.then_some(parts.last()?.1)
        })?;
        Some(der::inside(nonce, 0x04)?.to_vec())
    });
    Some((serial, nonce))
}

fn found(kind: &'static str, bytes: Option<Vec<u8>>) -> Response {
    match bytes {
        Some(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
