//! One reception away from the counter.

mod store;
mod view;

use crate::refusal::Refusal;
use crate::service::{Person, Proof};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
pub(crate) use store::{LASTS, Sessions};
pub(crate) use view::Origin;

/// 訪問診療等 or オンライン診療等.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Care {
    Home,
    Online,
}

impl Care {
    pub(crate) const ALL: [Self; 2] = [Self::Home, Self::Online];

    /// Its name in addresses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Online => "online",
        }
    }

    /// By its name.
    pub(crate) fn named(name: &str) -> Result<Self, Refusal> {
        let known = Self::ALL.into_iter().find(|care| care.name() == name);
        known.ok_or_else(|| Refusal::of("place.unknown"))
    }

    /// 診療区分 (OQSCD028).
    pub(crate) const fn flag(self) -> &'static str {
        match self {
            Self::Home => "2",
            Self::Online => "3",
        }
    }

    /// The requests that its flow has published: to submit, and to collect.
    pub(crate) const fn requests(self) -> [&'static str; 2] {
        match self {
            Self::Home => ["OQS-IF-017", "OQS-IF-019"],
            Self::Online => ["OQS-IF-021", "OQS-IF-023"],
        }
    }

    /// How long a consent holds, by its word.
    pub(crate) const fn valid(self) -> &'static str {
        match self {
            Self::Home => "until-cancelled",
            Self::Online => "for-24-hours",
        }
    }
}

/// How far the card got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    Verified,
    /// Not verified: the service says that the eligibility may be asked for.
    EligibilityOnly,
    /// Not verified, and no card needed: staff visit somebody whose consent is in force.
    WithoutCard,
    Refused,
}

/// What the card app sent, and what it came to.
#[derive(Clone)]
pub(crate) struct Presented {
    pub(crate) algorithm: String,
    pub(crate) signature: String,
    pub(crate) at: i64,
    /// What the component was asked, but for the challenge and the signature.
    pub(crate) request: Value,
    /// What it answered; none where what was sent could not be judged.
    pub(crate) verdict: Option<Value>,
    pub(crate) checks: Value,
}

/// A session. It is never written anywhere.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) code: String,
    /// The end of its files' names; no secret, and nothing that leads to it.
    pub(crate) suffix: String,
    pub(crate) care: Care,
    pub(crate) key: String,
    pub(crate) visit: Option<String>,
    pub(crate) examination_date: Option<String>,
    pub(crate) challenge: Value,
    pub(crate) handover: String,
    pub(crate) state: State,
    pub(crate) presented: Option<Presented>,
    pub(crate) proof: Option<Proof>,
    /// Whose results it may have.
    pub(crate) person: Option<Person>,
    pub(crate) visit_matches: Option<bool>,
    pub(crate) refusal: Option<Refusal>,
    /// The day of the consent that a later visit goes by.
    pub(crate) consented: Option<String>,
    pub(crate) consents: Value,
    /// What was handed to the connector: name and bytes.
    pub(crate) sent: HashMap<String, Vec<u8>>,
    /// 受付番号 of this session's requests.
    pub(crate) receptions: HashSet<String>,
    /// What became of them, as the flow in the page takes it.
    pub(crate) events: Vec<Value>,
    pub(crate) revision: u64,
    pub(crate) until: i64,
}

impl Session {
    /// Who proved themselves.
    pub(crate) fn proven(&self) -> Result<Proof, Refusal> {
        let proof = self.proof.clone();
        proof.ok_or_else(|| Refusal::of("session.not-verified"))
    }

    /// Another challenge: what a card proved before is forgotten.
    pub(crate) fn ask_anew(&mut self, challenge: Value, handover: String) {
        self.challenge = challenge;
        self.handover = handover;
        self.state = State::Waiting;
        self.presented = None;
        self.proof = None;
        self.person = None;
        self.visit_matches = None;
        self.refusal = None;
        self.consented = None;
        self.consents = Value::Null;
    }
}

// It holds a patient's data.
impl core::fmt::Debug for Session {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Session({:?})", self.state)
    }
}
