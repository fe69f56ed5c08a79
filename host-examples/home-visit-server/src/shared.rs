//! What all requests share, and what a session begins with.

use crate::clock::{Clock, rfc3339};
use crate::component::issue_challenge;
use crate::courier::Courier;
use crate::journal::Journal;
use crate::limits::Client;
use crate::refusal::Refusal;
use crate::room::Share;
use crate::secret;
use crate::service::Service;
use crate::session::{Card, Care, Invitation, Learned, Moved, Origin, Session, Sessions, State};
use crate::visits::Visits;
use crate::words::{WITHOUT_CARD, WITHOUT_PIN, each, said};
use onshi_host::Onshi;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// `2026-11-24`. What a date is, the service says.
const LONGEST_DATE: usize = 10;

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
    /// Whether it trusts cards made for tests, and nobody's.
    pub(crate) accept_test_hierarchy: bool,
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
        client: Client,
    ) -> Result<Session, Refusal> {
        let at = self.clock.now();
        let visit = begun.visit.as_deref();
        let date = begun.examination_date.as_deref();
        if visit.is_some_and(|visit| !self.visits.has(visit))
            || date.is_some_and(|date| date.len() > LONGEST_DATE)
        {
            return Err(Refusal::of("request.malformed"));
        }
        let staff = begun.staff.as_deref();
        if let Some(staff) = staff {
            self.of_staff(staff)?;
        }
        let later = visit.filter(|_| staff.is_some() && care == Care::Home);
        let later = later.and_then(|visit| self.visits.later(visit));
        let handle = secret::tag();
        let session = Session {
            id: secret::id(),
            care,
            key: key.to_owned(),
            visit: begun.visit,
            examination_date: begun.examination_date,
            begun: at,
            invitation: self.invitation(&handle, care)?,
            card: later.map_or(Card::Awaited, |(person, consented)| {
                Card::Known(Box::new(Learned {
                    person: Some(person),
                    consented: Some(consented),
                    ..Learned::new(State::WithoutCard, at)
                }))
            }),
            moved: None,
            share: Share {
                client,
                staff: staff.is_some(),
                care,
                seen: at,
                published: 0,
            },
            revision: 1,
            until: at + crate::session::LASTS,
            handle,
        };
        // Refused, or in the place of another: the challenge of whichever is not there goes.
        let gone = self.sessions.begin(session.clone(), at);
        let forgotten = gone.as_ref().map_or(Some(&session.handle), Option::as_ref);
        if let Some(session) = forgotten {
            self.journal.forget(session);
        }
        gone.map(|_| session)
    }

    /// Whether a key is the staff's.
    pub(crate) fn of_staff(&self, key: &str) -> Result<(), Refusal> {
        let known = key == self.staff;
        known
            .then_some(())
            .ok_or_else(|| Refusal::of("staff.unknown"))
    }

    /// Another challenge for the same session. What a card told before is gone.
    pub(crate) fn ask_anew(&self, id: &str) -> Result<Session, Refusal> {
        let at = self.clock.now();
        let Session { handle, care, .. } = self.sessions.look(id, at)?;
        let invitation = self.invitation(&handle, care)?;
        self.sessions.change(&handle, at, |session| {
            // Another device may have it by now.
            let is_here = session.id == id;
            if is_here {
                session.ask_anew(invitation);
            }
            is_here
        })?;
        self.sessions.look(id, at)
    }

    /// Takes a session to another device, which asked for it by the code.
    pub(crate) fn take(&self, typed: &str, key: &str, client: Client) -> Result<Session, Refusal> {
        let at = self.clock.now();
        let moved = Moved {
            from: String::new(),
            by: secret::typed(typed),
            key: key.to_owned(),
        };
        if let Some(before) = self.sessions.taken(&moved, at) {
            return Ok(before);
        }
        let Session { handle, care, .. } = self.sessions.of_code(typed, client, at)?;
        let invitation = self.invitation(&handle, care)?;
        self.sessions.take(moved, invitation, at)
    }

    /// A challenge for a card, with what leads to it. The earlier ones of the session are
    /// void.
    fn invitation(&self, handle: &str, care: Care) -> Result<Invitation, Refusal> {
        let at = self.clock.now();
        let audience = Session::audience(&self.origin, care);
        let challenge = issue_challenge(&self.onshi, &audience, at)?;
        Ok(Invitation {
            handover: self.journal.issued(handle, challenge.clone(), at)?,
            challenge,
            code: self.sessions.fresh_code(at),
            phrase: secret::phrase(),
        })
    }
}
