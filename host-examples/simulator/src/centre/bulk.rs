//! Bulk requests: received, in progress, collected.

use super::eligibility::{Extent, by_card, by_number, person};
use super::registry::{Care, Reception};
use super::search::{Found, day};
use super::ticket::has_ticket;
use super::{Asked, Centre, NOT_RECEIVED, Reply, message};
use crate::calendar;
use crate::person::Coverage;
use crate::population::Patient;
use crate::wire::{Record, Value};
use time::Date;

impl Centre {
    /// The first step: a 受付番号.
    pub(super) fn receive(&mut self, interface: &str, asked: &Asked<'_>) -> Record {
        let number = self.registry.receive(Reception {
            number: String::new(),
            interface: interface.to_owned(),
            institution: asked.institution.to_owned(),
            request: asked.request.clone(),
            at: asked.at,
            polls_left: self.polls_until_ready,
        });
        let body = Record::new()
            .text("ReceptionNumber", number)
            .text("ReceptionDateTime", calendar::wire_time(asked.at));
        message(asked.answered(), body)
    }

    /// The second: the results, or that they are still in progress.
    pub(super) fn collect(&mut self, interface: &str, asked: &Asked<'_>) -> Reply {
        let number = asked.body.get_text("ReceptionNumber").unwrap_or_default();
        let echoed = asked.body.only(&["ReceptionNumber"]);
        let reception = self.registry.reception(number).filter(|reception| {
            follows(interface, &reception.interface) && reception.institution == asked.institution
        });
        let Some(reception) = reception else {
            let header = asked.failed(NOT_RECEIVED).and(echoed);
            return Reply::Message(message(header, Record::new()));
        };
        if reception.polls_left > 0 {
            reception.polls_left -= 1;
            let header = super::header(asked.header, asked.at).text("SegmentOfResult", "2");
            return Reply::Message(message(header.and(echoed), Record::new()));
        }
        let reception = reception.clone();
        let (name, units) = self.units(&reception, asked.at);
        let failed = units
            .iter()
            .filter(|unit| unit.get_text("ProcessingResultStatus") == Some("2"))
            .count();
        // The layout has the day in the results of 一括照会 alone: the one asked for.
        let asked_for = reception.request.get_group("MessageHeader");
        let asked_for =
            asked_for.and_then(|header| header.get_text("QualificationConfirmationDate"));
        let on = (reception.interface == "OQS-IF-005")
            .then(|| calendar::wire_date(day(asked_for, reception.at)));
        let header = asked
            .answered()
            .and(echoed)
            .optional("QualificationConfirmationDate", on)
            .text("NumberOfProcessingResult", units.len().to_string())
            .text(
                "NumberOfNormalProcessing",
                (units.len() - failed).to_string(),
            )
            .text("NumberOfError", failed.to_string());
        Reply::Bulk(message(header, Record::new().records(name, units)))
    }

    fn units(&mut self, reception: &Reception, at: i64) -> (&'static str, Vec<Record>) {
        let request = &reception.request;
        let empty = Record::new();
        let header = request.get_group("MessageHeader").unwrap_or(&empty);
        let body = request.get_group("MessageBody").unwrap_or(&empty);
        let search = body
            .get_group("QualificationConfirmSearchInfo")
            .unwrap_or(&empty);
        let institution = &reception.institution;
        if reception.interface == "OQS-IF-009" {
            let infos = body.get_records("ReferenceNumberRegistrationInfo").iter();
            let units = infos.map(|info| {
                let unit = self.registered(institution, info);
                unit.group("ReferenceNumberRegistrationInfo", info.clone())
            });
            return ("BulkRegistrationUnit", units.collect());
        }
        let units = match reception.interface.as_str() {
            "OQS-IF-005" => {
                let on = day(
                    header.get_text("QualificationConfirmationDate"),
                    reception.at,
                );
                let searches = body.get_records("QualificationConfirmSearchInfo").iter();
                searches
                    .map(|search| self.confirmed(search, institution, on))
                    .collect()
            }
            "OQS-IF-013" => {
                let month = search.get_text("MedicalTreatmentMonth").unwrap_or_default();
                self.entrusted(institution, month, at)
            }
            _ => self.consented(institution, search, at),
        };
        ("BulkConfirmUnit", units)
    }

    /// OQS-IF-008: one person asked for by the numbers of the card.
    fn confirmed(&self, search: &Record, institution: &str, on: Date) -> Record {
        let unit = match self.search(search) {
            Found::Nobody => person(4),
            Found::Several => person(5),
            Found::One(patient, coverage) => {
                let verdict = by_number(patient, coverage, on);
                let results = self.results(patient, &verdict, institution, on, Extent::Insurance);
                let changed = limit_changed(search, patient, coverage);
                let result = results.into_iter().next();
                let result =
                    result.map(|result| result.text("LimitApplicationCertificateChanged", changed));
                Record::new()
                    .text("ProcessingResultStatus", "1")
                    .text("QualificationValidity", verdict.validity)
                    .group_if("ResultOfQualificationConfirmation", result)
                    .optional(
                        "ReferenceNumber",
                        self.registry.reference_number(institution, patient.id),
                    )
            }
        };
        unit.group("QualificationConfirmSearchInfo", search.clone())
    }

    /// OQS-IF-016: whose care this institution is entrusted with in a month.
    fn entrusted(&self, institution: &str, month: &str, at: i64) -> Vec<Record> {
        let today = calendar::date(at);
        let this_month = calendar::wire_date(today).starts_with(month);
        let asked = day(Some(&format!("{month}01")), at);
        // Of a month gone by everything is registered, of one to come nothing.
        let on = match (this_month, asked < today) {
            (true, _) => today,
            (_, true) => asked.replace_day(28).unwrap_or(asked),
            _ => return Vec::new(),
        };
        let patients = self.population.patients().iter();
        let units = patients
            .filter(|patient| has_ticket(patient, on))
            .map(|patient| {
                let mut verdict = by_card(patient, on);
                verdict.shown.retain(|coverage| coverage.is_assistance());
                let extent = Extent::ByNumber(false);
                let results = self.results(patient, &verdict, institution, on, extent);
                self.unit(patient, institution, verdict.validity, results)
            });
        units.collect()
    }

    /// OQS-IF-020 and 024: who agreed in these days.
    fn consented(&self, institution: &str, search: &Record, at: i64) -> Vec<Record> {
        let care = search
            .get_text("MedicalTreatmentFlag")
            .and_then(Care::of_code);
        let Some(care) = care else {
            return Vec::new();
        };
        let within = |seconds: i64, from: &str, to: &str| {
            let date = calendar::wire_date(calendar::date(seconds));
            search.get_text(from).is_none_or(|from| *from <= *date)
                && search.get_text(to).is_none_or(|to| *date <= *to)
        };
        let on = calendar::date(at);
        let patients = self.population.patients().iter();
        let units = patients.filter_map(|patient| {
            let agreement = self.registry.agreement(care, institution, patient)?;
            let asked = within(agreement.at, "ConsentDateFrom", "ConsentDateTo")
                && within(
                    agreement.visit.unwrap_or(agreement.at),
                    "ExaminationDateFrom",
                    "ExaminationDateTo",
                );
            asked.then(|| {
                let verdict = by_card(patient, on);
                let extent = Extent::ByCard(Self::away(care, agreement, at));
                let mut results = self.results(patient, &verdict, institution, on, extent);
                if care == Care::Home {
                    results = results.into_iter().map(without_end).collect();
                }
                self.unit(patient, institution, verdict.validity, results)
            })
        });
        units.collect()
    }

    /// A unit asked for without numbers. 照会番号 stands beside the results there.
    fn unit(
        &self,
        patient: &Patient,
        institution: &str,
        validity: &str,
        results: Vec<Record>,
    ) -> Record {
        let number = self.registry.reference_number(institution, patient.id);
        let results = results
            .into_iter()
            .map(|result| result.without(&["ReferenceNumber"]));
        let mut unit = Record::new()
            .text("ProcessingResultStatus", "1")
            .text("QualificationValidity", validity)
            .records("ResultOfQualificationConfirmation", results.collect());
        if let Some(number) = number {
            unit.put("ReferenceNumber", Value::Texts(vec![number.to_owned()]));
        }
        unit
    }
}

/// Consents for 訪問診療等 have no end while the care goes on.
fn without_end(result: Record) -> Record {
    result.without(&[
        "SpecificHealthCheckupsInfoAvailableTime",
        "PharmacistsInfoAvailableTime",
        "DiagnosisInfoAvailableTime",
        "OperationInfoAvailableTime",
    ])
}

/// OQSCD014: whether 限度額 is another than the institution says it is.
fn limit_changed(search: &Record, patient: &Patient, coverage: &Coverage) -> &'static str {
    let sent = search.get_group("LimitApplicationCertificateRelatedInfo");
    let held = patient.limit.as_ref().filter(|_| !coverage.is_assistance());
    let same = match (sent, held) {
        (None, None) => true,
        (Some(sent), Some(held)) => {
            sent.get_text("LimitApplicationCertificateClassification") == Some(&held.classification)
                && sent.get_text("LimitApplicationCertificateClassificationFlag")
                    == Some(&held.category)
        }
        _ => false,
    };
    if same { "0" } else { "1" }
}

/// Whether a download is that of an upload: two numbers on.
fn follows(download: &str, upload: &str) -> bool {
    let number = |id: &str| {
        id.rsplit('-')
            .next()
            .and_then(|number| number.parse::<u16>().ok())
    };
    matches!((number(download), number(upload)), (Some(second), Some(first)) if second == first + 2)
}
