//! A session as the page sees it.

use super::{Card, Care, Learned, Session, State};
use crate::clock::rfc3339;
use crate::words::said;
use serde_json::{Value, json};

/// Who shows it: address and institution.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) origin: String,
    pub(crate) institution: String,
}

impl State {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::EligibilityOnly => "eligibility-only",
            Self::WithoutCard => "without-card",
            Self::Refused => "refused",
        }
    }
}

impl Session {
    /// Before a card is confirmed, nothing of it is in here.
    pub(crate) fn to_json(&self, institution: &str, at: i64) -> Value {
        let invitation = &self.invitation;
        let mut seen = json!({
            "session": self.id,
            "revision": self.revision,
            "code": null,
            "phrase": null,
            "cardAppUrl": null,
            "confirmation": null,
            "care": self.care.name(),
            "key": self.key,
            "state": null,
            "now": rfc3339(at),
            "expiresAt": rfc3339(self.until),
            "visit": self.visit,
            "examinationDate": self.examination_date,
            "challenge": invitation.challenge,
        });
        let more = match &self.card {
            Card::Awaited => json!({
                "state": "waiting",
                "code": invitation.code,
                "phrase": invitation.phrase,
                "cardAppUrl": format!("/card-app/#handover={}", invitation.handover),
            }),
            Card::Unconfirmed(pending) => json!({
                "state": "unconfirmed",
                "confirmation": {
                    "triesLeft": pending.tries_left,
                    "expiresAt": rfc3339(pending.until),
                },
            }),
            Card::Known(learned) => learned.to_json(institution),
        };
        if let (Value::Object(seen), Value::Object(more)) = (&mut seen, more) {
            seen.extend(more);
        }
        seen
    }

    /// The address under which the card app says who asks.
    pub(crate) fn audience(origin: &Origin, care: Care) -> String {
        format!("{}/{}/{}", origin.origin, care.name(), origin.institution)
    }
}

impl Learned {
    fn to_json(&self, institution: &str) -> Value {
        let presented = self.presented.as_ref();
        let proof = self.proof.as_ref();
        let near = proof.is_some_and(|proof| proof.near_expiry);
        let eligibility_only = self.state == State::EligibilityOnly;
        let notices = [(near, "card.near-expiry"), (eligibility_only, "card.grace")];
        let notices = notices.into_iter().filter(|(applies, _)| *applies);
        let notices: Vec<_> = notices.map(|(_, code)| said(code)).collect();
        json!({
            "state": self.state.name(),
            "situation": {
                "institution": institution,
                "suffix": self.suffix,
                "fileIdentifier": self.suffix,
            },
            "presented": presented.map(|presented| json!({
                "algorithm": presented.algorithm,
                "signature": presented.signature,
                "presentedAt": rfc3339(presented.at),
            })),
            "request": presented.map(|presented| &presented.request),
            "verdict": presented.and_then(|presented| presented.verdict.as_ref()),
            "checks": presented.map(|presented| &presented.checks),
            "person": self.person.as_ref().map(|person| json!({
                "name": person.name,
                "kana": person.kana,
                "birthdate": person.birthdate,
            })),
            "visitMatches": self.visit_matches,
            "eligibilityOnly": eligibility_only,
            "notices": notices,
            "refusal": self.refusal.as_ref().map(super::Refusal::to_json),
            "consents": self.consents,
            "later": self.consented.as_ref().map(|day| json!({
                "visit": "fetch",
                "from": day,
                "to": day,
            })),
        })
    }
}
