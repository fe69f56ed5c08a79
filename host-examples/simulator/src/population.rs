//! A country's worth of invented insured, for a system that answers about them.
//!
//! People live in households: of employees, of a municipality's insured, of the
//! late-stage elderly, of those on 医療扶助. Their standing with their insurers and
//! the state of their cards vary as they do at a desk: most are as they should be,
//! every exception is there in a fixed share. A population follows from a seed, a
//! time and a size; the first people of a larger one are those of a smaller.

mod benefit;
mod household;
mod insurer;
mod name;
pub mod record;
mod state;

pub use benefit::{Agreement, Assistance, Entrusted, Kinds};
pub use insurer::{Insurer, insurers};
pub use state::{CardState, Standing};

use crate::person::{Coverage, Person};
use crate::results::{Disease, Limit};
use crate::seed::Stream;
use std::collections::HashMap;
use time::Date;

/// Everybody the system knows.
#[derive(Clone, Debug)]
pub struct Population {
    seed: u64,
    at: i64,
    patients: Vec<Patient>,
    by_number: HashMap<String, Vec<(u32, usize)>>,
}

/// Somebody the system knows, with all that bears on an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Their place in the population, from 0.
    pub id: u32,
    /// The household they live in, from 0.
    pub household: u32,
    /// Who they are and what covers them.
    pub person: Person,
    /// What the system says of their eligibility.
    pub standing: Standing,
    /// The state of their card.
    pub card: CardState,
    /// 限度額適用認定証.
    pub limit: Option<Limit>,
    /// 特定疾病療養受療証.
    pub diseases: Vec<Disease>,
    /// What a welfare office arranged.
    pub assistance: Option<Assistance>,
    /// The consent for 訪問診療等, where there is one.
    pub home_care: Option<Agreement>,
    /// The consent for オンライン診療等, where there is one.
    pub online_care: Option<Agreement>,
}

impl Population {
    /// So many people at this time (seconds since 1970, UTC).
    #[must_use]
    pub fn generate(seed: u64, at: i64, size: u32) -> Self {
        let insurers = insurers();
        let mut patients = Vec::new();
        let mut household = 0;
        while (patients.len() as u64) < u64::from(size) {
            let stream = Stream::new(seed, &format!("household/{household}"));
            household::Maker::new(stream, at, household, &insurers).live(&mut patients);
            household += 1;
        }
        patients.truncate(size as usize);
        Self::of(seed, at, patients)
    }

    /// These people, as a database kept them.
    #[must_use]
    pub fn of(seed: u64, at: i64, patients: Vec<Patient>) -> Self {
        let mut by_number: HashMap<_, Vec<_>> = HashMap::new();
        for patient in &patients {
            for (place, coverage) in patient.person.coverages.iter().enumerate() {
                let key = key(&coverage.insurer_number, &coverage.number);
                by_number.entry(key).or_default().push((patient.id, place));
            }
        }
        Self {
            seed,
            at,
            patients,
            by_number,
        }
    }

    /// The seed it follows from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The time it was made for.
    #[must_use]
    pub const fn at(&self) -> i64 {
        self.at
    }

    /// Everybody, in the order of their numbers.
    #[must_use]
    pub fn patients(&self) -> &[Patient] {
        &self.patients
    }

    /// The person with this number.
    #[must_use]
    pub fn patient(&self, id: u32) -> Option<&Patient> {
        self.patients.get(id as usize)
    }

    /// Whom the numbers of a card stand for, and by which of their coverages.
    /// 記号 and 枝番 are compared where both sides have one, so that several may
    /// be found without 枝番.
    #[must_use]
    pub fn find(&self, numbers: &Numbers<'_>) -> Vec<(&Patient, &Coverage)> {
        let key = key(numbers.insurer, numbers.number);
        let Some(places) = self.by_number.get(&key) else {
            return Vec::new();
        };
        let known = places.iter().filter_map(|&(id, place)| {
            let patient = self.patient(id)?;
            Some((patient, patient.person.coverages.get(place)?))
        });
        known
            .filter(|(patient, coverage)| {
                let agrees = |sent: Option<&str>, known: &Option<String>| match (sent, known) {
                    (Some(sent), Some(known)) => folded(sent) == folded(known),
                    _ => true,
                };
                agrees(numbers.symbol, &coverage.symbol)
                    && agrees(numbers.branch, &coverage.branch)
                    && numbers
                        .birthdate
                        .is_none_or(|birthdate| birthdate == patient.person.wire_birthdate())
            })
            .collect()
    }
}

/// What a query knows of a person's card.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers<'a> {
    /// 保険者番号, with or without padding.
    pub insurer: &'a str,
    /// 記号.
    pub symbol: Option<&'a str>,
    /// 番号.
    pub number: &'a str,
    /// 枝番.
    pub branch: Option<&'a str>,
    /// 生年月日, `YYYYMMDD`.
    pub birthdate: Option<&'a str>,
}

impl Coverage {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && !self.is_lost_on(day)
    }

    /// Whether it has ended by a day.
    #[must_use]
    pub fn is_lost_on(&self, day: Date) -> bool {
        self.lost.as_ref().is_some_and(|(lost, _)| *lost <= day)
    }

    /// Whether it is 医療扶助, with the 公費負担者番号 in the insurer's place.
    #[must_use]
    pub fn is_assistance(&self) -> bool {
        self.classification == "A1"
    }
}

fn key(insurer: &str, number: &str) -> String {
    let insurer = insurer.trim_start_matches([' ', '0']);
    format!("{insurer}/{}", folded(number).trim_start_matches('0'))
}

/// Half-width, without hyphens and spaces: two ways to write one number are one.
fn folded(text: &str) -> String {
    let half = text.chars().filter_map(|character| match character {
        '-' | ' ' | '－' | '　' | '‐' | '−' => None,
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => Some(character),
    });
    half.collect()
}
