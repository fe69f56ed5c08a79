//! What a bulk result means, person by person: 一括照会 (OQS-IF-008), 委託先資格情報
//! (016) and 同意済資格情報 (020, 024).
//!
//! Each `BulkConfirmUnit` has its own layers of success and its own result, and is
//! judged by the rules of a single result. How its persons were found differs, and
//! with it what the answer says: by numbers in 一括照会, by the welfare office's word
//! in 016, by the patients' consents with the card in 020 and 024 (facts §2.5 to §2.7).

use super::check::{Origin, Route};
use super::coded::{CodeValue, Coded};
use super::doubt::{IDENTIFIER_SHARED, UNREADABLE_RESULT};
use super::identity::{self, QUERY};
use super::layers::{self, Halt};
use super::next_step::ASK_AGAIN_LATER;
use super::node::{Node, holds};
use super::staff_message::{self, StaffMessage};
use super::state::CANNOT_TELL;
use super::treatment::Treatment;
use super::{ANOTHER_RESULT, Judgement, Results, is_alone, judge_person};
use crate::message::Element;
use crate::problem::{Code, Place, Problem, Problems, Severity};
use crate::time::{Date, Instant};
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

/// The file was processed.
pub const ANSWERED: Code = code!(
    "answered",
    "the system answered; what it says of each person stands with the person",
    "照会結果が届いています。資格は一人ずつご確認ください。",
);

/// 一括照会 gives no newer eligibility.
pub const ONLY_NUMBERS_ASKED: Code = code!(
    "remark.only-the-numbers-asked",
    "a bulk inquiry says only whether the numbers asked about are valid; it does not give the newest eligibility",
    "一括照会でわかるのは、照会した番号が有効かどうかだけです(最新の資格の内容は得られません)。",
);

/// OQSCD014 1.
pub const LIMIT_CERTIFICATE_CHANGED: Code = code!(
    "remark.limit-certificate-changed",
    "the limit certificate has changed, or the system cannot tell: check it when the patient comes",
    "限度額適用認定証の情報に変更があるか、システムで判定できません。来院時にご確認ください。",
);

/// What a bulk result means at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkJudgement {
    /// The instant it was judged at.
    pub at: Instant,
    /// What the file comes to: `answered`, `processing`, `failed` or `cannot-tell`.
    pub state: Coded,
    /// Why, where it is not answered.
    pub reasons: Vec<Coded>,
    /// The file's layer of success, as sent: OQSCD003.
    pub segment_of_result: Option<CodeValue>,
    /// How many results there are in all, as the system states (`NumberOfProcessingResult`):
    /// compare it with the units of all parts of the file.
    pub stated_results: Option<u32>,
    /// How many of them are errors, as the system states (`NumberOfError`).
    pub stated_errors: Option<u32>,
    /// One for each `BulkConfirmUnit`, in the order sent.
    pub units: Vec<UnitJudgement>,
    /// The system's own words for staff on the file, to be shown as they are.
    pub messages: Vec<StaffMessage>,
    /// Worth knowing of every unit.
    pub remarks: Vec<Coded>,
    /// What to do where it is not answered.
    pub next_steps: Vec<Coded>,
    /// What could not be read of the file, was not known or contradicts itself.
    pub notes: Problems,
}

/// What one unit means.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitJudgement {
    /// `ArbitraryIdentifier` of the query, sent back: the caller's own key.
    pub arbitrary_identifier: Option<String>,
    /// Whether the institution's patient number (照会番号) is registered.
    pub has_reference_number: bool,
    /// 限度額認定証情報変更有無 as sent: OQSCD014. It stands for the certificate, which
    /// 一括照会 does not give.
    pub limit_certificate_changed: Option<CodeValue>,
    /// As of a single result.
    pub judgement: Judgement,
    /// Worth knowing, without bearing on the state.
    pub remarks: Vec<Coded>,
}

/// The state alone: the key may be a patient's.
impl fmt::Debug for UnitJudgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitJudgement({})", self.judgement.state.code)
    }
}

/// How the persons of a bulk result were found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Numbers,
    Entrusted,
    HomeVisits,
    Online,
    Unknown,
}

impl Kind {
    fn of_interface(id: &str) -> Option<Self> {
        match id {
            "OQS-IF-008" => Some(Self::Numbers),
            "OQS-IF-016" => Some(Self::Entrusted),
            "OQS-IF-020" => Some(Self::HomeVisits),
            "OQS-IF-024" => Some(Self::Online),
            _ => None,
        }
    }

    /// By the query that a unit sends back: only 一括照会 asks by numbers.
    fn of_units(units: &[Node<'_>], notes: &mut Problems) -> Self {
        let mut queries = units.iter().map(|unit| unit.group(QUERY, notes));
        let query = queries.find_map(|query| query.ok().flatten());
        if query.is_some_and(|query| query.has("InsuredIdentificationNumber")) {
            Self::Numbers
        } else {
            Self::Unknown
        }
    }

    /// Consents are asked for by their dates, and no result of theirs has a 資格確認日
    /// (facts §2.7): the day it was asked stands in for it. 委託先資格情報 is of a month,
    /// which may not be that of the day it was asked.
    fn origin(self, asked: Option<Date>) -> Origin {
        let (route, treatment) = match self {
            Self::Numbers => (Some(Route::Number), None),
            Self::HomeVisits => (Some(Route::Remote), Some(Treatment::HomeVisit)),
            Self::Online => (Some(Route::Remote), Some(Treatment::Online)),
            Self::Entrusted | Self::Unknown => (None, None),
        };
        Origin {
            route,
            treatment,
            asked: asked.filter(|_| matches!(self, Self::HomeVisits | Self::Online)),
        }
    }
}

const UNIT: &str = "BulkConfirmUnit";

/// Judges every unit of a bulk result at an instant. `interface` is its number, such
/// as `OQS-IF-020`, which its file name tells; without it a 一括照会 is known by its
/// content, and of the others nothing is assumed. `asked_on` is the day it was asked
/// for, where the caller knows that: it stands in for 資格確認日 where the interface has
/// none, and the judgement says so ([`Judgement::presumed_for`]).
///
/// A file too large to be held at once may be judged in parts: each with the header
/// and some of the units.
///
/// # Errors
/// [`NOT_A_RESULT`](super::NOT_A_RESULT) or [`ANOTHER_RESULT`]: anything that is no such
/// result.
pub fn judge_units(
    message: Element<'_>,
    interface: Option<&str>,
    asked_on: Option<Date>,
    at: Instant,
) -> Result<BulkJudgement, Problems> {
    let header = message.child("MessageHeader");
    let body = message.child("MessageBody");
    let stated = interface.map(Kind::of_interface);
    if stated == Some(None) {
        let problem = Problem::error(ANOTHER_RESULT).detail("by its interface", "インターフェース");
        return Err(problem.at(Place::path("interfaceId")).into());
    }
    is_bulk_result(message, header, body)?;
    let header = Node::top(header, "MessageHeader");
    let mut notes = Problems::new();
    let (units, whole) = Node::top(body, "MessageBody").groups(UNIT, &mut notes);
    let kind = stated
        .flatten()
        .unwrap_or_else(|| Kind::of_units(&units, &mut notes));
    let file = FileAnswer::read(&header, &mut notes);
    let origin = kind.origin(asked_on);
    let shared = shared_identifiers(&units);
    let judged = units
        .iter()
        .map(|unit| judge_unit(&header, unit, origin, &shared, at));
    let (state, reasons) = file.all_of(whole);
    Ok(BulkJudgement {
        at,
        state,
        reasons,
        segment_of_result: file.segment_of_result,
        stated_results: header
            .count("NumberOfProcessingResult", &mut notes)
            .ok()
            .flatten(),
        stated_errors: header.count("NumberOfError", &mut notes).ok().flatten(),
        units: judged.collect(),
        messages: file.messages,
        remarks: chosen(kind == Kind::Numbers, ONLY_NUMBERS_ASKED),
        next_steps: file.next_steps,
        notes,
    })
}

/// What the file says of itself.
pub(super) struct FileAnswer {
    pub(super) state: Coded,
    pub(super) reasons: Vec<Coded>,
    pub(super) segment_of_result: Option<CodeValue>,
    pub(super) messages: Vec<StaffMessage>,
    pub(super) next_steps: Vec<Coded>,
    /// Whether what it says of persons counts.
    pub(super) leads_on: Result<(), Halt>,
}

impl FileAnswer {
    /// What it comes to, where not all of its persons can be read.
    pub(super) fn all_of(&self, whole: bool) -> (Coded, Vec<Coded>) {
        if whole || self.leads_on.is_err() {
            return (self.state.clone(), self.reasons.clone());
        }
        (CANNOT_TELL.into(), [UNREADABLE_RESULT.into()].into())
    }

    pub(super) fn read(header: &Node<'_>, notes: &mut Problems) -> Self {
        let (segment_of_result, leads_on) = layers::read_file(header, notes);
        let messages = staff_message::of_file(header, severity(leads_on), notes);
        Self {
            state: leads_on.map_or_else(Halt::state, |()| ANSWERED).into(),
            reasons: leads_on.err().map(Halt::because).into_iter().collect(),
            segment_of_result,
            messages: messages.into_iter().collect(),
            next_steps: chosen(leads_on.is_err(), ASK_AGAIN_LATER),
            leads_on,
        }
    }
}

/// How much a message of the system matters.
pub(super) const fn severity(leads_on: Result<(), Halt>) -> Severity {
    match leads_on {
        Ok(()) => Severity::Warning,
        Err(Halt::Processing) => Severity::Note,
        Err(_) => Severity::Error,
    }
}

/// The keys under which units of different persons stand. A file that is judged by parts
/// shows them only where they stand in one part: who asked knows the keys that were given.
fn shared_identifiers<'a>(units: &[Node<'a>]) -> BTreeSet<&'a str> {
    let mut first: BTreeMap<&str, &Node<'a>> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for unit in units {
        let Some(key) = identifier(unit, &mut Problems::new()) else {
            continue;
        };
        match first.get(key) {
            Some(other) if !identity::is_same_unit(other, unit) => {
                shared.insert(key);
            }
            Some(_) => {}
            None => {
                first.insert(key, unit);
            }
        }
    }
    shared
}

/// `ArbitraryIdentifier` of the query that was sent back.
fn identifier<'a>(unit: &Node<'a>, notes: &mut Problems) -> Option<&'a str> {
    let query = unit.group(QUERY, notes).ok().flatten()?;
    query.text("ArbitraryIdentifier", notes).ok().flatten()
}

fn judge_unit(
    header: &Node<'_>,
    unit: &Node<'_>,
    origin: Origin,
    shared: &BTreeSet<&str>,
    at: Instant,
) -> UnitJudgement {
    let name = "LimitApplicationCertificateChanged";
    let mut notes = Problems::new();
    let identifier = identifier(unit, &mut notes);
    let is_shared = identifier.is_some_and(|key| shared.contains(key));
    // Seen without a list around it; with one it would mean the same.
    let results = Results::read(&[unit], &mut notes).and(Results::in_lists(unit, &mut notes));
    let doubt = is_shared.then_some(IDENTIFIER_SHARED);
    let mut judgement = judge_person(header, unit, &results, (origin, doubt), at);
    let notes = &mut judgement.notes;
    let changed = core::iter::once(unit)
        .chain(&results.all)
        .find_map(|node| node.code(name, "OQSCD014", notes).ok().flatten());
    let in_result = |one: &super::Eligibility| one.has_reference_number;
    UnitJudgement {
        arbitrary_identifier: identifier.map(ToOwned::to_owned),
        has_reference_number: unit.has("ReferenceNumber")
            || judgement.eligibilities.iter().any(in_result),
        remarks: chosen(
            changed.as_ref().is_some_and(|changed| changed.code == "1"),
            LIMIT_CERTIFICATE_CHANGED,
        ),
        limit_certificate_changed: changed,
        judgement,
    }
}

fn chosen(applies: bool, code: Code) -> Vec<Coded> {
    applies.then(|| code.into()).into_iter().collect()
}

/// A bulk result has units or, while it is processed, where it failed and where
/// nobody was found, the file's layer alone.
fn is_bulk_result(
    message: Element<'_>,
    header: Option<Element<'_>>,
    body: Option<Element<'_>>,
) -> Result<(), Problems> {
    let others = [
        "BulkRegistrationUnit",
        "ReferenceNumberRegistrationInfo",
        "ReceptionNumber",
        "ResultList",
        "QualificationValidity",
        "ProcessingResultStatus",
    ];
    let is_own = holds(header, "SegmentOfResult") || holds(body, UNIT);
    is_alone(message, body, &others, is_own)
}
