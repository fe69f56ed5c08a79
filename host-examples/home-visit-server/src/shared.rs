//! What all requests share, and what a session begins with.

use crate::clock::{Clock, rfc3339, wire_date};
use crate::component::issue_challenge;
use crate::courier::Courier;
use crate::journal::Journal;
use crate::refusal::Refusal;
use crate::secret;
use crate::service::Service;
use crate::session::{Care, Origin, Session, Sessions, State};
use crate::visits::Visits;
use crate::words::{WITHOUT_CARD, WITHOUT_PIN, each, said};
use onshi_host::Onshi;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) onshi: Arc<Onshi>,
    pub(crate) clock: Clock,
    pub(crate) service: Service,
    pub(crate) courier: Courier,
    pub(crate) sessions: Sessions,
    pub(crate) journal: Journal,
    pub(crate) visits: Visits,
    pub(crate) cards: Vec<Value>,
    /// What is trusted, in base64.
    pub(crate) anchors: Vec<String>,
    pub(crate) origin: Origin,
    pub(crate) institution_name: String,
    /// The key of each care's page.
    pub(crate) keys: HashMap<Care, String>,
    /// The key of the staff's devices.
    pub(crate) staff: String,
}

/// With what a session begins.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Begun {
    visit: Option<String>,
    examination_date: Option<String>,
    staff: Option<String>,
}

impl Shared {
    /// The care of a place, where the key is the institution's.
    pub(crate) fn place(&self, care: &str, key: &str) -> Result<Care, Refusal> {
        let care = Care::named(care)?;
        let known = self.keys.get(&care).is_some_and(|known| known == key);
        known
            .then_some(care)
            .ok_or_else(|| Refusal::of("place.unknown"))
    }

    /// What the page of a place shows first.
    pub(crate) fn described(&self, care: Care, key: &str) -> Value {
        let consents: Vec<_> = crate::consents::KINDS
            .iter()
            .map(|kind| {
                let mut kind_said = said(kind);
                kind_said["id"] = (*kind).into();
                kind_said
            })
            .collect();
        json!({
            "institution": self.origin.institution,
            "institutionName": self.institution_name,
            "care": care.name(),
            "needsVisit": care == Care::Online,
            "consents": consents,
            "valid": said(care.valid()),
            "pageUrl": format!("{}/{}/{key}", self.origin.origin, care.name()),
            "now": rfc3339(self.clock.now()),
            "ways": {
                "noCard": each(WITHOUT_CARD),
                "pinForgotten": each(WITHOUT_PIN),
                "pinLocked": each(WITHOUT_PIN),
            },
        })
    }

    /// Begins a session: a challenge waits for the card. Staff need none at a later visit.
    pub(crate) fn begin(
        &self,
        (care, key): (Care, &str),
        begun: Begun,
    ) -> Result<Session, Refusal> {
        let at = self.clock.now();
        let visit = begun.visit.as_deref();
        if visit.is_some_and(|visit| !self.visits.has(visit)) {
            return Err(Refusal::of("request.malformed"));
        }
        let staff = begun.staff.as_deref();
        if let Some(staff) = staff {
            self.of_staff(staff)?;
        }
        let later = visit.filter(|_| staff.is_some() && care == Care::Home);
        let later = later.and_then(|visit| self.visits.later(visit));
        let (person, consented) = later.unzip();
        let id = secret::id();
        let (challenge, handover) = self.challenge(&id, care)?;
        let session = Session {
            id,
            code: self.sessions.fresh_code(at),
            suffix: format!("{}{}", wire_date(at), secret::tag()),
            care,
            key: key.to_owned(),
            visit: begun.visit,
            examination_date: begun.examination_date,
            challenge,
            handover,
            state: match person {
                Some(_) => State::WithoutCard,
                None => State::Waiting,
            },
            presented: None,
            proof: None,
            person,
            visit_matches: None,
            refusal: None,
            consented,
            consents: Value::Null,
            sent: HashMap::new(),
            receptions: HashSet::new(),
            events: Vec::new(),
            revision: 1,
            until: at + crate::session::LASTS,
        };
        self.sessions.begin(session.clone(), at)?;
        Ok(session)
    }

    /// Whether a key is the staff's.
    pub(crate) fn of_staff(&self, key: &str) -> Result<(), Refusal> {
        let known = key == self.staff;
        known
            .then_some(())
            .ok_or_else(|| Refusal::of("staff.unknown"))
    }

    /// Another challenge for the same session.
    pub(crate) fn ask_anew(&self, id: &str) -> Result<Session, Refusal> {
        let at = self.clock.now();
        let session = self.sessions.look(id, at)?;
        let (challenge, handover) = self.challenge(id, session.care)?;
        self.sessions.change(id, at, |session| {
            session.ask_anew(challenge, handover);
        })?;
        self.sessions.look(id, at)
    }

    fn challenge(&self, session: &str, care: Care) -> Result<(Value, String), Refusal> {
        let at = self.clock.now();
        let audience = Session::audience(&self.origin, care);
        let challenge = issue_challenge(&self.onshi, &audience, at)?;
        let handover = self.journal.issued(session, challenge.clone(), at)?;
        Ok((challenge, handover))
    }
}
