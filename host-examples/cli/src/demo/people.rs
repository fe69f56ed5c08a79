//! Who comes: people of the population whose standing a reception shows.

use crate::Failure;
use onshi_simulator::centre::{Presented, Verification};
use onshi_simulator::population::record::dispensings;
use onshi_simulator::population::{CardState, Entrusted, Patient, Population, Standing};
use serde_json::{Value, json};

pub(super) struct People {
    pub(super) population: Population,
}

impl People {
    pub(super) const fn of(population: Population) -> Self {
        Self { population }
    }

    /// Somebody with a card and a 限度額適用認定証, to whom medicines were dispensed.
    pub(super) fn with_card(&self) -> Result<&Patient, Failure> {
        let (seed, at) = (self.population.seed(), self.population.at());
        self.first(|of| {
            let good = of.card == CardState::Good && of.limit.is_some();
            insured(of) && good && !dispensings(seed, of, at).is_empty()
        })
    }

    /// Somebody whose electronic certificate expired less than three months ago.
    pub(super) fn in_grace(&self) -> Result<&Patient, Failure> {
        self.first(|of| insured(of) && of.card == CardState::Grace)
    }

    /// Somebody who comes with a 資格確認書.
    pub(super) fn by_number(&self) -> Result<&Patient, Failure> {
        self.first(|of| insured(of) && of.card == CardState::None)
    }

    /// Somebody whose eligibility ended without another.
    pub(super) fn lost(&self) -> Result<&Patient, Failure> {
        self.first(|of| of.standing == Standing::Lost)
    }

    /// Somebody on 医療扶助 alone, whose office entrusts whoever asks from that day on.
    pub(super) fn assisted(&self, day: u8) -> Result<&Patient, Failure> {
        self.first(|of| {
            let entrusted = of.assistance.as_ref().is_some_and(|assistance| {
                assistance.entrusted == Entrusted::Asker && assistance.from_day <= day
            });
            of.standing == Standing::Assisted && of.card == CardState::Good && entrusted
        })
    }

    /// Those of tomorrow.
    pub(super) fn booked(&self, many: usize) -> Vec<&Patient> {
        let patients = self.population.patients().iter();
        patients.filter(|of| insured(of)).take(many).collect()
    }

    fn first(&self, is_it: impl Fn(&Patient) -> bool) -> Result<&Patient, Failure> {
        let patients = self.population.patients().iter();
        let mut fitting = patients.filter(|of| is_it(of));
        fitting.next().ok_or_else(|| {
            Failure::Misuse("nobody fits among the made-up people; try another --seed".to_owned())
        })
    }
}

fn insured(of: &Patient) -> bool {
    of.standing == Standing::Insured
}

/// Somebody's numbers, as a 資格確認書 has them.
pub(super) fn numbers(of: &Patient) -> Value {
    let Some(coverage) = of.person.coverages.first() else {
        return json!({});
    };
    let mut numbers = json!({
        "insurerNumber": coverage.insurer_number,
        "symbol": coverage.symbol,
        "number": coverage.number,
        "branch": coverage.branch,
        "birthdate": of.person.birthdate.to_string(),
        "limitConsent": "1",
    });
    if let Value::Object(members) = &mut numbers {
        members.retain(|_, member| !member.is_null());
    }
    numbers
}

/// Their face is recognized, and they agree to everything.
pub(super) fn at_reader(at: i64) -> Presented {
    Presented {
        verification: Verification::Face(true),
        ..Presented::agreeing(at)
    }
}

/// Name and kana side by side.
pub(super) fn label(of: &Patient) -> String {
    format!("{} ({})", of.person.name, of.person.kana)
}
