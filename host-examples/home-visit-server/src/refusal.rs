//! Why something is not done, and what else is lawful.

use crate::words::{WITHOUT_CARD, WITHOUT_PIN, each, said};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// A refusal by its code. It holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: &'static str,
    retry_after: Option<i64>,
}

const OTHER_PAPERS: &[&str] = &[
    "next.qualification-certificate",
    "next.card-with-notice",
    "next.myna-portal",
    "next.declaration",
];
const RENEW: &[&str] = &[
    "next.qualification-certificate",
    "next.card-with-notice",
    "next.myna-portal",
    "next.renew-certificate",
];
const AGAIN: &[&str] = &["next.read-again", "next.qualification-certificate"];

/// Code, status and ways on.
const REFUSALS: &[(&str, u16, &[&str])] = &[
    ("place.unknown", 404, &["next.ask-institution"]),
    ("staff.unknown", 404, &["next.ask-institution"]),
    ("session.unknown", 404, &["next.begin-anew"]),
    ("session.not-verified", 409, &["next.read-card"]),
    ("sessions.too-many", 503, &["next.try-again"]),
    ("code.unknown", 404, &["next.show-code", "next.begin-anew"]),
    ("codes.too-many-tries", 429, &["next.begin-anew"]),
    ("confirmation.none", 409, AGAIN),
    (
        "confirmation.wrong",
        403,
        &["next.show-number", "next.read-again"],
    ),
    ("confirmation.too-many-tries", 403, AGAIN),
    ("confirmation.expired", 403, AGAIN),
    ("handover.unknown", 404, &["next.begin-anew"]),
    ("challenge.used", 409, AGAIN),
    ("challenge.expired", 410, AGAIN),
    ("card.revoked", 403, RENEW),
    ("card.expired", 403, RENEW),
    (
        "card.grace",
        403,
        &[
            "next.eligibility-alone",
            "next.renew-certificate",
            "next.qualification-certificate",
        ],
    ),
    (
        "card.unregistered",
        403,
        &[
            "next.register-card",
            "next.qualification-certificate",
            "next.declaration",
        ],
    ),
    ("card.unknown", 403, OTHER_PAPERS),
    (
        "card.not-verified",
        403,
        &[
            "next.read-again",
            "next.qualification-certificate",
            "next.card-with-notice",
        ],
    ),
    ("card.used", 409, AGAIN),
    ("card.needed", 401, AGAIN),
    ("card.none", 404, WITHOUT_CARD),
    ("pin.wrong", 403, &["next.read-again", "next.by-sight"]),
    ("pin.locked", 403, WITHOUT_PIN),
    ("revocation.not-checked", 403, AGAIN),
    (
        "eligibility.lost",
        403,
        &[
            "next.eligibility-alone",
            "next.qualification-certificate",
            "next.ask-insurer",
            "next.declaration",
        ],
    ),
    (
        "eligibility.nowhere",
        403,
        &[
            "next.qualification-certificate",
            "next.ask-insurer",
            "next.declaration",
        ],
    ),
    ("examination-date.needed", 400, &["next.choose-date"]),
    ("consents.none", 404, &["next.read-card"]),
    ("key.reused", 409, &["next.begin-anew"]),
    ("exchange.not-yours", 403, &["next.begin-anew"]),
    ("exchange.too-many", 429, &["next.begin-anew"]),
    ("file.reused", 409, &["next.begin-anew"]),
    ("request.malformed", 400, &["next.begin-anew"]),
    ("request.too-large", 413, &["next.begin-anew"]),
    ("request.too-slow", 408, &["next.try-again"]),
    (
        "service.unreachable",
        502,
        &["next.try-again", "next.qualification-certificate"],
    ),
    (
        "service.refused",
        503,
        &["next.try-again", "next.qualification-certificate"],
    ),
    (
        "server.failed",
        500,
        &["next.try-again", "next.qualification-certificate"],
    ),
];

impl Refusal {
    /// By its code, which may come from the service; one that nobody knows is said to be
    /// the service's.
    pub(crate) fn of(code: &str) -> Self {
        let known = REFUSALS.iter().find(|(known, ..)| *known == code);
        Self {
            code: known.map_or("service.refused", |(code, ..)| code),
            retry_after: None,
        }
    }

    /// It may be tried again after so many seconds.
    pub(crate) const fn after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    /// As the API has it.
    pub(crate) fn to_json(&self) -> Value {
        let mut told = said(self.code);
        told["next"] = each(self.ways().1);
        told
    }

    fn ways(&self) -> (u16, &'static [&'static str]) {
        let known = REFUSALS.iter().find(|(known, ..)| *known == self.code);
        known.map_or((500, &["next.try-again"]), |(_, status, next)| {
            (*status, next)
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.ways().0);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self.to_json())).into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::{REFUSALS, Refusal};

    #[test]
    fn every_refusal_has_words_and_a_way_on() {
        for (code, ..) in REFUSALS {
            let told = Refusal::of(code).to_json();
            let mut texts = vec![&told];
            let next = told["next"].as_array().unwrap();
            assert!(!next.is_empty(), "{code} is a dead end");
            texts.extend(next);
            for text in texts {
                assert_ne!(text["message"], "something else", "{text} has no words");
            }
        }
    }
}
