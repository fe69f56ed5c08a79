//! 薬剤情報, 診療情報 and 特定健診情報, under consent only.

use super::history::{branches, checkup, month};
use super::registry::{Care, in_force};
use super::search::Found;
use super::{Asked, Centre, Reply, message, pdf};
use crate::person::Person;
use crate::population::Patient;
use crate::population::record::{Dispensing, checkups, dispensings};
use crate::results::{Consent, Consents};
use crate::wire::Record;

const NOBODY: &str = "該当する資格がありません。";
const NO_CONSENT: &str = "閲覧の同意がないか、閲覧できる期間を過ぎています。";
const NOTHING: &str = "該当する情報がありません。";
const NOT_COVERED: &str = "この保険の加入者の情報は提供されていません。";

impl Centre {
    /// YZK-IF-001: drugs, with treatments where the category asks for them.
    pub(super) fn drugs(&self, asked: &Asked<'_>) -> Reply {
        let category = asked.body.get_text("FileCategory").unwrap_or_default();
        let with_treatments = matches!(category, "3" | "4");
        let (from, to) = (
            asked.body.get_text("StartDate"),
            asked.body.get_text("EndDate"),
        );
        let agreed = |consents: &Consents, at| {
            in_force(consents.drugs, at) && (!with_treatments || in_force(consents.diagnosis, at))
        };
        let patient = match self.viewed(asked, agreed) {
            Ok(patient) => patient,
            Err(text) => return Reply::Message(told(text)),
        };
        let month = |record: &Dispensing| month(record.dispensed);
        let mut records = dispensings(self.population.seed(), patient, self.population.at());
        records.retain(|record| {
            from.is_none_or(|from| *from <= *month(record))
                && to.is_none_or(|to| *month(record) <= *to)
        });
        if records.is_empty() {
            return Reply::Message(told(NOTHING));
        }
        let person = &patient.person;
        if matches!(category, "1" | "3") {
            return Reply::Pdf(pdf::drugs(person, &records, with_treatments));
        }
        let header = Record::new().text("ResultCode", "1").group(
            "QuaInf",
            Record::new()
                .text("Name", &person.name)
                .text("KanaName", &person.kana)
                .text("Birth", person.wire_birthdate())
                .text("AdmGendCode", person.sex.code()),
        );
        Reply::Message(message(
            header,
            branches(&records, with_treatments, asked.institution),
        ))
    }

    /// `TKKsiquc01`: checkups.
    pub(super) fn checkups(&self, asked: &Asked<'_>) -> Reply {
        let patient = match self.viewed(asked, |consents, at| in_force(consents.checkups, at)) {
            Ok(patient) => patient,
            Err(text) => return Reply::Message(told(text)),
        };
        let found = checkups(self.population.seed(), patient, self.population.at());
        if found.is_empty() {
            return Reply::Message(told(NOTHING));
        }
        let person = &patient.person;
        if asked.body.get_text("FileCategory") == Some("1") {
            return Reply::Pdf(pdf::checkups(person, &found));
        }
        let header = Record::new()
            .text("ResultCode", "1")
            .group("QualificationsInfo", of(person));
        let infos = found.iter().map(checkup).collect();
        Reply::Message(message(
            header,
            Record::new().records("SpecificHealthCheckupInfo", infos),
        ))
    }

    /// Whose information is asked for, where they agreed to it and still do.
    fn viewed(
        &self,
        asked: &Asked<'_>,
        agreed: impl Fn(&Consents, i64) -> bool,
    ) -> Result<&Patient, &'static str> {
        let Found::One(patient, coverage) = self.search_header(asked.header) else {
            return Err(NOBODY);
        };
        if matches!(coverage.insurer_number.get(..2), Some("03" | "04" | "07"))
            && coverage.insurer_number.len() == 8
        {
            return Err(NOT_COVERED);
        }
        let (institution, at) = (asked.institution, asked.at);
        let flag = asked.body.get_text("MedicalTreatmentFlag").unwrap_or("1");
        let viewable = match Care::of_code(flag) {
            None => self
                .registry
                .consents(institution, patient.id)
                .is_some_and(|consents| agreed(consents, at)),
            Some(care) => self
                .registry
                .agreement(care, institution, patient)
                .is_some_and(|agreement| {
                    // What was agreed to at home counts as if it had been just now.
                    let consents = Self::away(care, agreement, at);
                    matches!(consents.drugs, Consent::Given(_)) && agreed(&Consents::given(at), at)
                }),
        };
        if viewable {
            Ok(patient)
        } else {
            Err(NO_CONSENT)
        }
    }
}

/// A result code other than 1, and why. Its real values are not known.
pub(super) fn told(text: &str) -> Record {
    let header = Record::new()
        .text("ResultCode", "9")
        .text("MessageContents", text);
    message(header, Record::new())
}

fn of(person: &Person) -> Record {
    Record::new()
        .text("Name", &person.name)
        .text("KanasName", &person.kana)
        .text("Birthday", person.wire_birthdate())
        .text("AdministrativeGenderCode", person.sex.code())
}
