//! Whom a query is about.

use super::Centre;
use crate::calendar;
use crate::person::Coverage;
use crate::population::{Numbers, Patient};
use crate::wire::Record;
use time::Date;

/// Whom the numbers of a card found.
pub(super) enum Found<'a> {
    /// Nobody.
    Nobody,
    /// Several: without 枝番 nobody can tell which.
    Several,
    /// One, by this coverage.
    One(&'a Patient, &'a Coverage),
}

impl Centre {
    /// The person of a `QualificationConfirmSearchInfo` or
    /// `ReferenceNumberRegistrationInfo`.
    pub(super) fn search(&self, search: &Record) -> Found<'_> {
        self.found(&Numbers {
            insurer: search.get_text("InsurerNumber").unwrap_or_default(),
            symbol: search.get_text("InsuredCardSymbol"),
            number: search
                .get_text("InsuredIdentificationNumber")
                .unwrap_or_default(),
            branch: search.get_text("InsuredBranchNumber"),
            birthdate: search.get_text("Birthdate"),
        })
    }

    /// The person of a header that asks for medical information.
    pub(super) fn search_header(&self, header: &Record) -> Found<'_> {
        self.found(&Numbers {
            insurer: header.get_text("InsurerNumber").unwrap_or_default(),
            symbol: header.get_text("InsuranceCardSymbol"),
            number: header
                .get_text("InsuredPersonIdentificationNumber")
                .unwrap_or_default(),
            branch: header.get_text("BranchNumber"),
            birthdate: None,
        })
    }

    fn found(&self, numbers: &Numbers<'_>) -> Found<'_> {
        let found = self.population.find(numbers);
        match found.as_slice() {
            [] => Found::Nobody,
            [(patient, coverage)] => Found::One(patient, coverage),
            _ => Found::Several,
        }
    }
}

/// A date of the wire; the day of the query where there is none.
pub(super) fn day(text: Option<&str>, at: i64) -> Date {
    text.and_then(calendar::read_date)
        .unwrap_or_else(|| calendar::date(at))
}
