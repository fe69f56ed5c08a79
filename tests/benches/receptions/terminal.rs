//! The connector beside the bench, in a thread of its own.

use core::time::Duration;
use onshi_simulator::centre::{Centre, Presented};
use onshi_simulator::connector::{Connector, Running, Settings};
use onshi_simulator::population::{CardState, Patient, Population};
use serde_json::{Value, json};
use std::path::Path;
use std::time::SystemTime;

const PEOPLE: u32 = 5_000;

pub(crate) struct Terminal {
    running: Running,
    patients: Vec<Patient>,
}

impl Terminal {
    pub(crate) fn start(folder: &Path) -> Self {
        let population = Population::generate(1, unix(), PEOPLE);
        let covered = |patient: &&Patient| !patient.person.coverages.is_empty();
        let patients = population
            .patients()
            .iter()
            .filter(covered)
            .cloned()
            .collect();
        let settings = Settings {
            sessions: usize::MAX,
            ..Settings::at(folder)
        };
        let connector = Connector::open(settings, Centre::new(population).shared());
        let connector = connector.expect("the folders");
        Self {
            running: Running::start(connector, Duration::from_millis(2)),
            patients,
        }
    }

    /// Somebody's card on the reader.
    pub(crate) fn present(&mut self, number: usize) {
        let usable = |patient: &&Patient| patient.card == CardState::Good;
        let good: Vec<_> = self.patients.iter().filter(usable).collect();
        let patient = good[number / 20 % good.len()].id;
        self.running
            .connector()
            .present_card(patient, &Presented::agreeing(unix()), SystemTime::now())
            .expect("the card is usable");
    }

    /// Somebody's numbers.
    pub(crate) fn situation(&self, number: usize, suffix: &str) -> Value {
        let patient = &self.patients[number % self.patients.len()];
        let coverage = &patient.person.coverages[0];
        let mut numbers = json!({
            "insurerNumber": coverage.insurer_number,
            "symbol": coverage.symbol,
            "number": coverage.number,
            "branch": coverage.branch,
            "birthdate": patient.person.birthdate.to_string(),
            "limitConsent": "1",
        });
        if let Value::Object(members) = &mut numbers {
            members.retain(|_, member| !member.is_null());
        }
        json!({
            "institution": super::INSTITUTION,
            "suffix": suffix,
            "patients": [numbers],
        })
    }
}

fn unix() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.expect("after 1970").as_secs()).expect("a time")
}
