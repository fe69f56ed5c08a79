//! Results made up for the tests, and what they are judged to be.

mod benefit;
mod bulk;
mod consent;
mod layers;
mod next_step;
mod privacy;
mod registration;
mod share;
mod state;
mod whole;

use super::{Coded, Eligibility, Judgement, judge};
use crate::message::test_data::Draft;
use crate::problem::{Code, Problem};
use crate::time::Instant;
use std::vec::Vec;

/// The day the samples were confirmed for, at nine in the morning in Japan.
const AT: &str = "2026-04-10T09:00:00+09:00";

/// A result in the making.
#[derive(Clone)]
struct Sample {
    /// Whether the system answered just before it is judged; otherwise the header says.
    answered_by_then: bool,
    header: Vec<Draft>,
    body: Vec<Draft>,
    results: Vec<Vec<Draft>>,
}

impl Sample {
    /// A face reader's result: one insurance, valid on 2026-04-10, aged 46.
    fn card() -> Self {
        Self {
            answered_by_then: true,
            header: [
                ("SegmentOfResult", "1"),
                ("QualificationConfirmationDate", "20260410"),
                ("ReferenceClassification", "1"),
            ]
            .map(|(name, text)| Draft::text(name, text))
            .into(),
            body: [
                ("QualificationValidity", "1"),
                ("ProcessingResultStatus", "1"),
            ]
            .map(|(name, text)| Draft::text(name, text))
            .into(),
            results: Vec::new(),
        }
        .and("01", "  138156")
    }

    /// The same, found by its numbers.
    fn number() -> Self {
        Self::card().header("ReferenceClassification", "2")
    }

    /// A further result, to which `with` and `group` then belong.
    fn and(mut self, classification: &str, insurer: &str) -> Self {
        self.results.push(
            [
                ("Birthdate", "19800115"),
                ("InsurerNumber", insurer),
                ("InsuredCardClassification", classification),
                ("Name", "診療　太郎"),
                ("InsuredIdentificationNumber", "4260"),
            ]
            .map(|(name, text)| Draft::text(name, text))
            .into(),
        );
        self
    }

    /// Sets an element of the header; without text it is left out.
    fn header(mut self, name: &str, text: &str) -> Self {
        self.answered_by_then &= name != "ProcessExecutionTime";
        set(&mut self.header, name, text);
        self
    }

    /// Sets an element of the body.
    fn body(mut self, name: &str, text: &str) -> Self {
        set(&mut self.body, name, text);
        self
    }

    fn validity(self, code: &str) -> Self {
        self.body("QualificationValidity", code)
    }

    fn confirmed(self, date: &str) -> Self {
        self.header("QualificationConfirmationDate", date)
    }

    /// Sets an element of the last result.
    fn with(mut self, name: &str, text: &str) -> Self {
        set(self.results.last_mut().unwrap(), name, text);
        self
    }

    /// Adds elements to the last result, one in the other as the path says.
    fn group(mut self, path: &[&str], fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, text)| Draft::text(*name, *text));
        let mut names = path.iter().rev();
        let inner = Draft::group(*names.next().unwrap(), fields.collect());
        let outer = names.fold(inner, |inner, name| Draft::group(*name, [inner].into()));
        self.results.last_mut().unwrap().push(outer);
        self
    }

    fn message(&self) -> Draft {
        let results = self
            .results
            .iter()
            .map(|result| Draft::group("ResultOfQualificationConfirmation", result.clone()));
        // Real results put the list before the status.
        let mut body = Vec::from([Draft::group("ResultList", results.collect())]);
        body.extend(self.body.iter().cloned());
        let header = Draft::group("MessageHeader", self.header.clone());
        Draft::group("XmlMsg", [header, Draft::group("MessageBody", body)].into())
    }

    fn judged(&self, at: &str) -> Judgement {
        let at = Instant::parse(at).unwrap();
        judge(self.at(at).message().tree().root(), at).unwrap()
    }

    /// As it is when it is judged.
    fn at(&self, at: Instant) -> Self {
        let mut sample = self.clone();
        if self.answered_by_then {
            let executed = at.plus_seconds(-60).to_wire();
            set(&mut sample.header, "ProcessExecutionTime", &executed);
        }
        sample
    }

    /// Judged on a day, at noon in Japan.
    fn on(&self, day: &str) -> Judgement {
        self.judged(&std::format!("{day}T12:00:00+09:00"))
    }

    /// The first result, judged.
    fn first(&self, at: &str) -> Eligibility {
        self.judged(at).eligibilities.remove(0)
    }
}

fn set(fields: &mut Vec<Draft>, name: &str, text: &str) {
    fields.retain(|field| field.name != name);
    if !text.is_empty() {
        fields.push(Draft::text(name, text));
    }
}

fn ids(coded: &[Coded]) -> Vec<&'static str> {
    coded.iter().map(|coded| coded.code).collect()
}

fn has(coded: &[Coded], code: Code) -> bool {
    coded.iter().any(|coded| coded.is(code))
}

/// The notes of one code, by the last name of their path.
fn noted(judgement: &Judgement, code: Code) -> Vec<&str> {
    let of_code = judgement.notes.iter().filter(|note| note.code == code);
    of_code
        .map(|note: &Problem| {
            note.place
                .path
                .as_deref()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
        })
        .collect()
}
