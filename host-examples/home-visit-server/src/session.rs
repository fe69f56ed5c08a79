//! One reception away from the counter.

mod store;
mod view;

use crate::clock::wire_date;
use crate::refusal::Refusal;
use crate::room::Share;
use crate::secret;
use crate::service::{Person, Proof};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
pub(crate) use store::{LASTS, Sessions};
pub(crate) use view::Origin;

/// So many tries at the number that the card app shows.
const NUMBER_TRIES: u8 = 3;
/// How long it may be said, in seconds.
const NUMBER_LASTS: i64 = 10 * 60;

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

/// What a card came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
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

/// What asks for a card. Each is for one card; another one voids it.
#[derive(Clone)]
pub(crate) struct Invitation {
    pub(crate) challenge: Value,
    pub(crate) handover: String,
    /// Takes the session to another device, as long as no card was read.
    pub(crate) code: String,
    /// The page and the card app show it, and a person compares.
    pub(crate) phrase: String,
}

/// Everything that was learned by one card. It is dropped whole, and what comes late finds
/// it by its suffix or not at all.
#[derive(Clone)]
pub(crate) struct Learned {
    /// The end of its files' names; no secret, and nothing that leads to it.
    pub(crate) suffix: String,
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
    /// 受付番号 of these requests.
    pub(crate) receptions: HashSet<String>,
    /// What became of them, as the flow in the page takes it.
    pub(crate) events: Vec<Value>,
}

impl Learned {
    /// Nothing yet, but what it came to.
    pub(crate) fn new(state: State, at: i64) -> Self {
        Self {
            suffix: format!("{}{}", wire_date(at), secret::tag()),
            state,
            presented: None,
            proof: None,
            person: None,
            visit_matches: None,
            refusal: None,
            consented: None,
            consents: Value::Null,
            sent: HashMap::new(),
            receptions: HashSet::new(),
            events: Vec::new(),
        }
    }

    /// Why nothing is known of a card.
    pub(crate) fn refused(code: &str, at: i64) -> Self {
        Self {
            refusal: Some(Refusal::of(code)),
            ..Self::new(State::Refused, at)
        }
    }
}

/// A card was read. Until the device beside it says its number, nobody gets anything of it.
#[derive(Clone)]
pub(crate) struct Pending {
    number: String,
    tries_left: u8,
    until: i64,
    learned: Learned,
}

/// How far the card got.
#[derive(Clone)]
pub(crate) enum Card {
    Awaited,
    Unconfirmed(Box<Pending>),
    Known(Box<Learned>),
}

/// By what the session came to its id: the same asked again gets the same answer.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) from: String,
    pub(crate) by: String,
    /// The device's own, which nobody else knows.
    pub(crate) key: String,
}

/// A session. It is never written anywhere.
#[derive(Clone)]
pub(crate) struct Session {
    /// Known here alone, and the same for as long as the session lasts.
    pub(crate) handle: String,
    /// Whoever has it has the session. It is new once a card is confirmed, and on another
    /// device.
    pub(crate) id: String,
    pub(crate) care: Care,
    pub(crate) key: String,
    pub(crate) visit: Option<String>,
    pub(crate) examination_date: Option<String>,
    pub(crate) begun: i64,
    pub(crate) invitation: Invitation,
    pub(crate) card: Card,
    pub(crate) moved: Option<Moved>,
    /// What it takes of what there is for all.
    pub(crate) share: Share,
    pub(crate) revision: u64,
    pub(crate) until: i64,
}

impl Session {
    /// What the card that was confirmed told; nothing before.
    pub(crate) fn learned(&self) -> Result<&Learned, Refusal> {
        match &self.card {
            Card::Known(learned) => Ok(learned),
            _ => Err(Refusal::of("session.not-verified")),
        }
    }

    /// Whether it is somebody's, which no other session may cost them.
    pub(crate) fn was_read(&self) -> bool {
        let learned = match &self.card {
            Card::Known(learned) => learned,
            Card::Unconfirmed(pending) => &pending.learned,
            Card::Awaited => return false,
        };
        learned.person.is_some()
    }

    /// Who proved themselves.
    pub(crate) fn proven(&self) -> Result<Proof, Refusal> {
        let proof = self.learned()?.proof.clone();
        proof.ok_or_else(|| Refusal::of("session.not-verified"))
    }

    /// Whether a code takes it to another device: nothing is known of anybody yet.
    pub(crate) fn is_open_to(&self, code: &str) -> bool {
        matches!(self.card, Card::Awaited) && self.invitation.code == code
    }

    /// A card answered. The number that it gives is for whoever holds the card.
    pub(crate) fn answered(&mut self, learned: Learned, at: i64) -> String {
        let number = secret::number();
        self.card = Card::Unconfirmed(Box::new(Pending {
            number: number.clone(),
            tries_left: NUMBER_TRIES,
            until: at + NUMBER_LASTS,
            learned,
        }));
        number
    }

    /// The device says the number: from now on what the card told is known.
    fn confirm(&mut self, number: &str, at: i64) -> Result<(), Refusal> {
        let Card::Unconfirmed(pending) = &mut self.card else {
            return Err(Refusal::of("confirmation.none"));
        };
        let void = match () {
            () if pending.until < at => "confirmation.expired",
            () if pending.number == number => {
                self.card = Card::Known(Box::new(pending.learned.clone()));
                return Ok(());
            }
            () if pending.tries_left <= 1 => "confirmation.too-many-tries",
            () => {
                pending.tries_left -= 1;
                return Err(Refusal::of("confirmation.wrong"));
            }
        };
        self.card = Card::Known(Box::new(Learned::refused(void, at)));
        Err(Refusal::of(void))
    }

    /// Another challenge: what was learned by the card before is gone.
    pub(crate) fn ask_anew(&mut self, invitation: Invitation) {
        self.invitation = invitation;
        self.card = Card::Awaited;
    }
}

// It holds a patient's data.
impl core::fmt::Debug for Session {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Session(…)")
    }
}
