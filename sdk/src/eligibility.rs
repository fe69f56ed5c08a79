//! What a 資格確認結果 (OQS-IF-002, and the face reader's file) means at an instant.
//!
//! ```
//! use onshi::eligibility::{judge, state};
//! use onshi::message::{ReadOptions, read_json};
//! use onshi::time::Instant;
//!
//! let content = r#"{"XmlMsg": {
//!     "MessageHeader": {
//!         "SegmentOfResult": "1",
//!         "ReferenceClassification": "1",
//!         "QualificationConfirmationDate": "20260410"
//!     },
//!     "MessageBody": {
//!         "ProcessingResultStatus": "1",
//!         "QualificationValidity": "1",
//!         "ResultList": [{"ResultOfQualificationConfirmation": {
//!             "InsuredCardClassification": "01",
//!             "Birthdate": "19800115"
//!         }}]
//!     }
//! }}"#;
//! let message = read_json(content, &ReadOptions::default()).expect("a message");
//! let at = Instant::parse("2026-04-10T09:00:00+09:00")?;
//! let judgement = judge(message.root(), at).expect("a result");
//! assert!(judgement.state.is(state::ELIGIBLE));
//! assert_eq!(judgement.eligibilities[0].share.percent, Some(30));
//! # Ok::<(), onshi::problem::Problem>(())
//! ```
//!
//! Reading a message and judging it are two steps: the message keeps exactly what
//! was sent, the judgement says what that means and copies no name, number or
//! birth date. Three rules run through it:
//!
//! * Eligible only where the three layers of success, the system's word and every
//!   date agree. Whatever is absent, unknown or contradictory leads to
//!   "cannot tell", never to "eligible", and is noted with its place.
//! * Nothing here verifies a card. The judgement says who did
//!   ([`Judgement::assurance`]).
//! * A result is never a dead end: [`Judgement::next_steps`].
//!
//! A bulk result is judged person by person by the same rules: [`judge_units`].
//!
//! Comments name the source of each rule; `[S]` to `[M]` say how sure it is: seen
//! in one source `[S]`, in several `[S2]`, inferred `[I]`, from memory `[M]`.

mod age;
pub mod benefit;
pub mod bulk;
pub mod check;
mod coded;
mod codes;
pub mod consent;
pub mod doubt;
mod identity;
pub mod kind;
pub mod layers;
pub mod next_step;
mod node;
pub mod note;
pub mod period;
pub mod registration;
pub mod result;
pub mod share;
mod staff_message;
pub mod state;
#[cfg(test)]
mod tests;
mod treatment;
pub mod whole;

use crate::message::Element;
use crate::problem::{Code, Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::vec::Vec;
use check::{Check, Origin};
use doubt::UNREADABLE_RESULT;
use node::{Node, holds};
use serde::Serialize;

pub use benefit::{LimitCertificate, MedicalTicket, SpecificDisease, Validity};
pub use bulk::{BulkJudgement, UnitJudgement, judge_units};
pub use coded::{CodeValue, Coded};
pub use codes::CODES;
pub use consent::Consent;
pub use layers::Layers;
pub use period::Period;
pub use registration::{Registration, Registrations, registrations};
pub use result::Eligibility;
pub use share::Share;
pub use staff_message::StaffMessage;

/// A message that is no result.
pub const NOT_A_RESULT: Code = code!(
    "eligibility.not-a-result",
    "not a result of an eligibility check: that has one header, one body at most, and a layer of success",
    "資格確認結果ではありません。",
);

/// A result of another kind.
pub const ANOTHER_RESULT: Code = code!(
    "eligibility.another-result",
    "a result of another kind: {}",
    "資格確認結果ではなく、別の種類の結果です({})。",
);

/// What a result means at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The instant it was judged at; the day is that instant's date in Japan.
    pub at: Instant,
    /// 資格確認日: the date the system answered for, which may be another.
    pub confirmed_for: Option<Date>,
    /// The day it was asked, which stands in for 資格確認日 where the interface has none.
    pub presumed_for: Option<Date>,
    /// What it comes to, over all eligibilities.
    pub state: Coded,
    /// Why.
    pub reasons: Vec<Coded>,
    /// The three layers of success, as sent.
    pub layers: Layers,
    /// Who verified what, and what nobody did.
    pub assurance: Coded,
    /// One for each `ResultOfQualificationConfirmation`, in the order sent.
    pub eligibilities: Vec<Eligibility>,
    /// 処方箋発行形態, where the patient chose: OQSCD017.
    pub prescription_issue: Option<CodeValue>,
    /// The system's own words for staff, to be shown as they are.
    pub messages: Vec<StaffMessage>,
    /// What to do where it is not settled, the most promising first.
    pub next_steps: Vec<Coded>,
    /// What could not be read, was not known or contradicts itself.
    pub notes: Problems,
}

/// Judges a result at an instant.
///
/// # Errors
/// [`NOT_A_RESULT`] or [`ANOTHER_RESULT`]: a request, a bulk result, anything that
/// is no 資格確認結果. Everything else has a judgement.
pub fn judge(message: Element<'_>, at: Instant) -> Result<Judgement, Problems> {
    let header = message.child("MessageHeader");
    let body = message.child("MessageBody");
    is_result(message, header, body)?;
    let header = Node::top(header, "MessageHeader");
    let body = Node::top(body, "MessageBody");
    let mut notes = Problems::new();
    let results = Results::in_lists(&body, &mut notes);
    let mut judgement = judge_person(&header, &body, &results, (Origin::default(), None), at);
    judgement.notes.extend(notes);
    Ok(judgement)
}

/// The results of one person.
struct Results<'a> {
    all: Vec<Node<'a>>,
    /// Whether that is all of them: not where something in their place cannot be read.
    whole: bool,
}

impl<'a> Results<'a> {
    /// Those that stand in these elements.
    fn read(around: &[&Node<'a>], notes: &mut Problems) -> Self {
        let mut results = Self {
            all: Vec::new(),
            whole: true,
        };
        for node in around {
            let (mut all, whole) = node.groups("ResultOfQualificationConfirmation", notes);
            results.all.append(&mut all);
            results.whole &= whole;
        }
        results
    }

    /// JSON gateways send one list per result (facts §1): all lists are read.
    fn in_lists(person: &Node<'a>, notes: &mut Problems) -> Self {
        let (lists, whole) = person.groups("ResultList", notes);
        let lists: Vec<_> = lists.iter().collect();
        let mut results = Self::read(&lists, notes);
        results.whole &= whole;
        results
    }

    fn and(mut self, mut more: Self) -> Self {
        self.all.append(&mut more.all);
        self.whole &= more.whole;
        self
    }
}

/// Judges what a message says of one person: in its body, or in a unit of it.
fn judge_person(
    header: &Node<'_>,
    person: &Node<'_>,
    results: &Results<'_>,
    (origin, doubt): (Origin, Option<Code>),
    at: Instant,
) -> Judgement {
    let mut notes = Problems::new();
    let mut reading = layers::read(header, person, &mut notes);
    let mut check = Check::read(header, origin, at, &reading, &mut notes);
    let doubt = doubt.or((!results.whole).then_some(UNREADABLE_RESULT));
    let doubt =
        doubt.or_else(|| doubt::of_person(person, &results.all, &check, reading.word, &mut notes));
    if let Some(reason) = doubt {
        reading.doubt(reason);
        check.processed = reading.processed;
    }
    let results = &results.all;
    let mut eligibilities: Vec<_> = results
        .iter()
        .map(|result| result::judge(result, reading.word, &check, &mut notes))
        .collect();
    whole::name_aid_beside(&mut eligibilities);
    let (state, reasons) = whole::of_all(reading.word, &eligibilities, &check);
    let next_steps = whole::next_steps(state, reading.word, &eligibilities, &check);
    Judgement {
        at,
        confirmed_for: check.confirmed.filter(|_| !check.presumed),
        presumed_for: check.confirmed.filter(|_| check.presumed),
        state: state.into(),
        reasons,
        assurance: check.assurance(),
        eligibilities,
        prescription_issue: prescription_issue(person, results, &mut notes),
        messages: staff_message::read(header, person, &reading, &mut notes),
        layers: reading.layers,
        next_steps,
        notes,
    }
}

/// A file of many, or of what became of them: nothing of the other families, one header
/// and at most one body, and `is_own` says whether there is what marks it.
fn is_alone(
    message: Element<'_>,
    body: Option<Element<'_>>,
    others: &[&'static str],
    is_own: bool,
) -> Result<(), Problems> {
    if let Some(other) = others.iter().find(|other| holds(body, other)) {
        return Err(Problem::error(ANOTHER_RESULT)
            .detail(other, other)
            .at(Place::path("MessageBody"))
            .into());
    }
    let headers = message.children_named("MessageHeader").count();
    let bodies = message.children_named("MessageBody").count();
    if headers == 1 && bodies <= 1 && is_own {
        return Ok(());
    }
    Err(Problem::error(NOT_A_RESULT)
        .at(Place::path("MessageHeader"))
        .into())
}

/// A result has at least one of its layers. A failed one may lack a body; with
/// two of them nobody could say which counts.
fn is_result(
    message: Element<'_>,
    header: Option<Element<'_>>,
    body: Option<Element<'_>>,
) -> Result<(), Problems> {
    let has_layer = holds(header, "SegmentOfResult")
        || [
            "ProcessingResultStatus",
            "QualificationValidity",
            "ResultList",
        ]
        .into_iter()
        .any(|layer| holds(body, layer));
    let headers = message.children_named("MessageHeader").count();
    let bodies = message.children_named("MessageBody").count();
    if message.name() != "XmlMsg" || headers != 1 || bodies > 1 || !has_layer {
        return Err(Problem::error(NOT_A_RESULT)
            .at(Place::path("MessageHeader"))
            .into());
    }
    // What marks the other families (facts §2.3 to §2.6).
    let others = [
        "BulkConfirmUnit",
        "BulkRegistrationUnit",
        "ReferenceNumberRegistrationInfo",
        "ReceptionNumber",
    ];
    let other = others
        .into_iter()
        .find(|other| holds(header, other) || holds(body, other));
    match other {
        Some(other) => Err(Problem::error(ANOTHER_RESULT)
            .detail(other, other)
            .at(Place::path("MessageBody"))
            .into()),
        None => Ok(()),
    }
}

/// `PrescriptionIssueSelect`: sources disagree on whether it stands in the body
/// or in each result (facts §2.2 `[?]`), so both are read.
fn prescription_issue(
    body: &Node<'_>,
    results: &[Node<'_>],
    notes: &mut Problems,
) -> Option<CodeValue> {
    let name = "PrescriptionIssueSelect";
    let mut sent: Option<CodeValue> = None;
    for node in core::iter::once(body).chain(results) {
        let code = node.code(name, "OQSCD017", notes).ok().flatten();
        if let (Some(code), Some(earlier)) = (&code, &sent)
            && code != earlier
        {
            node.contradicts(
                name,
                ("another of the same name", "ほかの処方箋発行形態"),
                notes,
            );
            return None;
        }
        sent = sent.or(code);
    }
    sent
}
