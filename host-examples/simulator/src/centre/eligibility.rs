//! 資格確認: one person's eligibility, by numbers or by card.

use super::registry::{Care, Registration};
use super::result::{consent, diseases, elderly, insured, limit, limited};
use super::search::{Found, day};
use super::ticket::{has_ticket, tickets};
use super::{Asked, Centre, NO_SUCH_PERSON, message, refused};
use crate::person::Coverage;
use crate::population::{Agreement, Patient};
use crate::results::{Consent, Consents};
use crate::wire::Record;
use time::Date;

/// What the system says of somebody: 資格有効性 (OQSCD006), and about what.
pub(super) struct Verdict<'a> {
    pub(super) validity: &'static str,
    pub(super) shown: Vec<&'a Coverage>,
}

/// How much of what somebody has beside the insurance goes into a result.
#[derive(Clone, Copy)]
pub(super) enum Extent {
    /// The insurance alone: a bulk answer.
    Insurance,
    /// 限度額 where the request says the patient agrees: a query by number.
    ByNumber(bool),
    /// Everything, and what was agreed to at the reader or on a page.
    ByCard(Consents),
}

impl Centre {
    /// OQS-IF-001: by the numbers of a card.
    pub(super) fn confirm(&self, asked: &Asked<'_>) -> Record {
        let search = asked.body.get_group("QualificationConfirmSearchInfo");
        let search = search.cloned().unwrap_or_default();
        let on = day(
            asked.header.get_text("QualificationConfirmationDate"),
            asked.at,
        );
        let agreed = search.get_text("LimitApplicationCertificateRelatedConsFlg") == Some("1");
        let header = asked
            .answered()
            .and(asked.header.only(&["QualificationConfirmationDate"]))
            .text("ReferenceClassification", "2");
        let body = match self.search(&search) {
            Found::Nobody => person(4),
            Found::Several => person(5),
            Found::One(patient, coverage) => {
                let verdict = by_number(patient, coverage, on);
                let extent = Extent::ByNumber(agreed);
                let results = self.results(patient, &verdict, asked.institution, on, extent);
                Record::new()
                    .text("ProcessingResultStatus", "1")
                    .text("QualificationValidity", verdict.validity)
                    .list("ResultList", "ResultOfQualificationConfirmation", results)
            }
        };
        message(header, body.group("QualificationConfirmSearchInfo", search))
    }

    /// OQS-IF-003: an institution's own number for somebody.
    pub(super) fn register(&mut self, asked: &Asked<'_>) -> Record {
        let info = asked.body.get_group("ReferenceNumberRegistrationInfo");
        let info = info.cloned().unwrap_or_default();
        let body = self.registered(asked.institution, &info);
        message(
            asked.answered(),
            body.group("ReferenceNumberRegistrationInfo", info),
        )
    }

    /// Registers one 照会番号 and says how that went.
    pub(super) fn registered(&mut self, institution: &str, info: &Record) -> Record {
        let Found::One(patient, _) = self.search(info) else {
            return refused(NO_SUCH_PERSON);
        };
        let number = info.get_text("ReferenceNumber").unwrap_or_default();
        let (institution, number) = (institution.to_owned(), number.to_owned());
        let registration = Registration::ReferenceNumber(institution, patient.id, number);
        self.registry.apply(registration);
        Record::new().text("ProcessingResultStatus", "1")
    }

    /// A result for each coverage of the verdict.
    pub(super) fn results(
        &self,
        patient: &Patient,
        verdict: &Verdict<'_>,
        institution: &str,
        on: Date,
        extent: Extent,
    ) -> Vec<Record> {
        let number = self.registry.reference_number(institution, patient.id);
        let result = |coverage: &&Coverage| {
            let result = insured(patient, coverage, on)
                .group_if("ElderlyRecipientCertificateInfo", elderly(&coverage.share));
            match extent {
                Extent::Insurance => result,
                Extent::ByNumber(agreed) => limited(result, patient, coverage, agreed)
                    .list(
                        "PublicExpenseResultList",
                        "MedicalTicketInfo",
                        tickets(patient, coverage, institution, on),
                    )
                    .optional("ReferenceNumber", number),
                Extent::ByCard(consents) => result
                    .group_if(
                        "LimitApplicationCertificateRelatedInfo",
                        limit(patient, coverage),
                    )
                    .and(consent(
                        "SpecificDiseasesCertificateRelated",
                        consents.diseases,
                        false,
                    ))
                    .list(
                        "SpecificDiseasesCertificateList",
                        "SpecificDiseasesCertificateInfo",
                        diseases(patient, consents.diseases),
                    )
                    .list(
                        "PublicExpenseResultList",
                        "MedicalTicketInfo",
                        tickets(patient, coverage, institution, on),
                    )
                    .and(consent(
                        "SpecificHealthCheckupsInfo",
                        consents.checkups,
                        true,
                    ))
                    .and(consent("PharmacistsInfo", consents.drugs, true))
                    .and(consent("DiagnosisInfo", consents.diagnosis, true))
                    .and(consent("OperationInfo", consents.operations, true))
                    .optional("ReferenceNumber", number),
            }
        };
        verdict.shown.iter().map(result).collect()
    }

    /// The consents of somebody who agreed away from the counter.
    pub(super) fn away(care: Care, agreement: &Agreement, at: i64) -> Consents {
        let over = !care.holds(agreement, at);
        let answer = |given| match (given, over) {
            (false, _) => Consent::Refused,
            (true, true) => Consent::Expired(agreement.at),
            (true, false) => Consent::Given(agreement.at),
        };
        let kinds = agreement.kinds;
        Consents {
            limit: Consent::NotAsked,
            diseases: answer(kinds.diseases),
            checkups: answer(kinds.checkups),
            drugs: answer(kinds.drugs),
            diagnosis: answer(kinds.diagnosis),
            operations: answer(kinds.operations),
        }
    }
}

/// A verdict without any data.
pub(super) fn person(validity: u8) -> Record {
    Record::new()
        .text("ProcessingResultStatus", "1")
        .text("QualificationValidity", validity.to_string())
}

/// By the numbers of one coverage: it counts alone, but whether there is a newer one
/// is said.
pub(super) fn by_number<'a>(patient: &'a Patient, coverage: &'a Coverage, on: Date) -> Verdict<'a> {
    let newer = || {
        let mut coverages = patient.person.coverages.iter();
        coverages
            .any(|other| other.is_assistance() == coverage.is_assistance() && other.holds_on(on))
    };
    let (validity, shown) = if coverage.holds_on(on) {
        (in_force(patient, coverage, on), vec![coverage])
    } else if coverage.is_lost_on(on) && newer() {
        ("3", Vec::new())
    } else {
        ("2", vec![coverage])
    };
    Verdict { validity, shown }
}

/// By card: all that covers somebody on the day, or what last did.
pub(super) fn by_card(patient: &Patient, on: Date) -> Verdict<'_> {
    let coverages = &patient.person.coverages;
    let shown: Vec<_> = coverages
        .iter()
        .filter(|coverage| coverage.holds_on(on))
        .collect();
    let insurances = shown
        .iter()
        .filter(|coverage| !coverage.is_assistance())
        .count();
    let validity = match (shown.first(), coverages.last()) {
        (None, None) => "4",
        (None, Some(last)) => {
            return Verdict {
                validity: "2",
                shown: vec![last],
            };
        }
        _ if insurances > 1 => "5",
        (Some(first), _) => in_force(patient, first, on),
    };
    Verdict { validity, shown }
}

/// 有効, or 有効（未登録） for 医療扶助 that no ticket is there for.
fn in_force(patient: &Patient, coverage: &Coverage, on: Date) -> &'static str {
    if coverage.is_assistance() && !has_ticket(patient, on) {
        "6"
    } else {
        "1"
    }
}
