//! What institutions and patients told the system since the population was made.

use crate::calendar::DAY;
use crate::population::{Agreement, Patient};
use crate::results::{Consent, Consents};
use crate::wire::Record;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::mpsc::Sender;

/// How long a bulk request can be collected: a week. The real time is not known.
const KEPT: i64 = 7 * DAY;

/// Something registered, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registration {
    /// An institution's 照会番号 for somebody.
    ReferenceNumber(String, u32, String),
    /// A consent for care away from the counter, given to an institution.
    Agreement(Care, String, u32, Agreement),
    /// A card registered as 健康保険証.
    Card(u32),
}

/// 照会番号, consents, cards registered as 健康保険証, and bulk requests.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    reference_numbers: HashMap<(String, u32), String>,
    consents: HashMap<(String, u32), Consents>,
    agreements: HashMap<(Care, String, u32), Agreement>,
    cards: HashSet<u32>,
    pins: HashMap<u32, u8>,
    receptions: BTreeMap<u64, Reception>,
    received: u64,
    listener: Option<Sender<Registration>>,
}

/// What somebody agrees to away from the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Care {
    /// 訪問診療等: until it is taken back.
    Home,
    /// オンライン診療等: for 24 hours.
    Online,
}

/// A bulk request that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    /// 受付番号.
    pub number: String,
    /// The interface of the request.
    pub interface: String,
    /// Who asked.
    pub institution: String,
    /// What was asked.
    pub request: Record,
    /// When, in seconds since 1970.
    pub at: i64,
    /// How many times more it is said to be in progress.
    pub polls_left: u32,
}

impl Care {
    /// 診療区分 (OQSCD028).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "2",
            Self::Online => "3",
        }
    }

    /// Whether a consent to this care is in force.
    #[must_use]
    pub fn holds(self, agreement: &Agreement, at: i64) -> bool {
        let ended = agreement.ended.as_ref();
        ended.is_none_or(|(ended, _)| at < *ended)
            && (self == Self::Home || at < agreement.at + DAY)
    }

    /// The care with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Home, Self::Online]
            .into_iter()
            .find(|care| care.code() == code)
    }
}

impl Registry {
    /// Says from now on what is registered.
    pub(crate) fn tell(&mut self, listener: Sender<Registration>) {
        self.listener = Some(listener);
    }

    /// Registers something, in place of what it replaces.
    pub fn apply(&mut self, registration: Registration) {
        if let Some(listener) = &self.listener {
            // Nobody listens any more: then nobody has to know.
            let _ = listener.send(registration.clone());
        }
        match registration {
            Registration::ReferenceNumber(institution, patient, number) => {
                self.reference_numbers
                    .insert((institution, patient), number);
            }
            Registration::Agreement(care, institution, patient, agreement) => {
                self.agreements
                    .insert((care, institution, patient), agreement);
            }
            Registration::Card(patient) => {
                self.cards.insert(patient);
            }
        }
    }

    /// The 照会番号 an institution registered for somebody.
    #[must_use]
    pub fn reference_number(&self, institution: &str, patient: u32) -> Option<&str> {
        let key = (institution.to_owned(), patient);
        self.reference_numbers.get(&key).map(String::as_str)
    }

    /// Keeps what somebody agreed to at an institution's reader.
    pub fn consent(&mut self, institution: &str, patient: u32, consents: Consents) {
        let key = (institution.to_owned(), patient);
        self.consents.insert(key, consents);
    }

    /// What somebody agreed to at an institution's reader last.
    #[must_use]
    pub fn consents(&self, institution: &str, patient: u32) -> Option<&Consents> {
        self.consents.get(&(institution.to_owned(), patient))
    }

    /// The consent for care away from the counter: the one registered here, or
    /// else the one somebody of the population came with.
    #[must_use]
    pub fn agreement<'a>(
        &'a self,
        care: Care,
        institution: &str,
        patient: &'a Patient,
    ) -> Option<&'a Agreement> {
        let registered = self
            .agreements
            .get(&(care, institution.to_owned(), patient.id));
        let before = match care {
            Care::Home => patient.home_care.as_ref(),
            Care::Online => patient.online_care.as_ref(),
        };
        registered.or(before)
    }

    /// Whether somebody's card was registered since.
    #[must_use]
    pub fn has_registered_card(&self, patient: u32) -> bool {
        self.cards.contains(&patient)
    }

    /// Tries a PIN: none where it is right, or else how many tries are left of three.
    /// A locked one stays locked.
    pub(super) fn try_pin(&mut self, patient: u32, right: bool) -> Option<u8> {
        let left = self.pins.entry(patient).or_insert(3);
        match (right, *left) {
            (_, 0) => return Some(0),
            (true, _) => *left = 3,
            (false, _) => *left -= 1,
        }
        (!right).then_some(*left)
    }

    /// Receives a bulk request and gives it a 受付番号.
    pub(super) fn receive(&mut self, mut reception: Reception) -> String {
        let oldest = reception.at - KEPT;
        while let Some(first) = self.receptions.first_entry() {
            if first.get().at >= oldest {
                break;
            }
            first.remove();
        }
        self.received += 1;
        let number = format!("{:015}", self.received);
        reception.number.clone_from(&number);
        self.receptions.insert(self.received, reception);
        number
    }

    /// A bulk request by its 受付番号.
    pub(super) fn reception(&mut self, number: &str) -> Option<&mut Reception> {
        self.receptions.get_mut(&number.parse().ok()?)
    }
}

/// Whether what was agreed to at this second can be viewed now: for 24 hours.
pub(super) fn in_force(consent: Consent, at: i64) -> bool {
    matches!(consent, Consent::Given(given) if (given..given + DAY).contains(&at))
}
