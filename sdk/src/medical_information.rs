//! 薬剤情報・診療情報 (YZK-IF-002) and 特定健診情報 (TKK) in one form.
//!
//! ```
//! use onshi::medical_information::{GIVEN, Options, summarize};
//! use onshi::message::{ReadOptions, read_json};
//!
//! let message = read_json(
//!     r#"{
//!         "MessageHeader": { "ResultCode": "1" },
//!         "MessageBody": { "MeTrMonthInf": [{
//!             "MeTrMonth": "202603",
//!             "DiDateInfs": { "DiDateInf": [{
//!                 "DiDate": "20260310",
//!                 "DrugInfs": { "DrugInf": [{ "DrugN": "見本錠", "Qua1": "1.5", "Unit": "錠" }] }
//!             }] }
//!         }] }
//!     }"#,
//!     &ReadOptions::default(),
//! )?;
//! let summary = summarize(message.root(), &Options::default())?;
//! assert!(summary.state.is(GIVEN));
//! let medicine = &summary.medicines[0];
//! assert_eq!(medicine.quantity.as_ref().unwrap().number.as_deref(), Some("1.5"));
//! # Ok::<(), onshi::problem::Problems>(())
//! ```
//!
//! **A summary is a patient's medical record** (要配慮個人情報): keep it out of logs,
//! and show it only to those who may view it, for as long as the patient's consent
//! holds. That is not decided here: [`eligibility::judge`](crate::eligibility::judge)
//! says of the result of the card which information may be viewed, and until when;
//! ask it first, each time before something is shown.
//!
//! Nothing is dropped: what cannot be read is noted, what there is no field for is
//! counted and stays in the message, and where two branches have the same medicine,
//! both stand in the list and one says which other takes precedence.

mod amount;
pub mod checkups;
pub mod medicines;
pub mod note;
mod part;
pub mod patient;
pub mod precedence;
pub mod source;
pub mod treatments;
pub mod visits;

use crate::json::Members;
use crate::message::Element;
use crate::problem::{Code, Coded, Place, Problem, Problems};
use alloc::string::String;
use alloc::vec::Vec;
use note::CONTRADICTORY;
use part::{Part, Reading};
use serde::Serialize;
use source::{BRANCHES, Branch};
use visits::Visit;

pub use amount::Amount;
pub use checkups::{Checkup, CheckupItem, DataTypes};
pub use medicines::Medicine;
pub use patient::Patient;
pub use precedence::Superseded;
pub use source::Source;
pub use treatments::Treatment;
pub use visits::Facility;

/// A message that is none of these.
pub const NOT_MEDICAL_INFORMATION: Code = code!(
    "medical-information.not-a-result",
    "not a result with medicines or check-ups: it has neither ResultCode nor any of their records",
    "薬剤情報・特定健診情報の結果ではありません。",
);
/// The system gave the information.
pub const GIVEN: Code = code!(
    "medical-information.given",
    "the system gave what it has",
    "情報を取得しました。",
);
/// The system did not.
pub const REFUSED: Code = code!(
    "medical-information.refused",
    "the system did not give the information; its message says why",
    "情報を取得できませんでした。システムのメッセージをご確認ください。",
);
/// The message does not say whether it did, or says both.
pub const CANNOT_TELL: Code = code!(
    "medical-information.cannot-tell",
    "the message does not say clearly whether the information was given: it may be incomplete",
    "正常に取得できたかどうかわかりません。情報が不完全なおそれがあります。",
);

/// Every code of this module.
pub const CODES: &[Code] = &[
    NOT_MEDICAL_INFORMATION,
    GIVEN,
    REFUSED,
    CANNOT_TELL,
    source::CLAIMS,
    source::DISPENSING,
    source::PRESCRIPTION,
    precedence::SAME_MEDICINE,
    precedence::SAME_VISIT,
    checkups::NUMERIC,
    checkups::CODED,
    checkups::TEXT,
    checkups::VALUE_UNKNOWN,
    note::UNREADABLE,
    note::REPEATED,
    CONTRADICTORY,
    note::UNKNOWN_CODE,
    note::MORE_IN_CONTENT,
];

/// What a result holds.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Whether the system gave the information.
    pub state: Coded,
    /// `ResultCode`, as sent: 1 is success (facts §2.8 `[S]`), of others no list is public.
    pub result_code: Option<String>,
    /// The system's own words (`MessageContents`), to be shown as they are.
    pub messages: Vec<String>,
    /// Whose information it is, where the message says.
    pub patient: Option<Patient>,
    /// Medicines: those of claims, of dispensing and of prescriptions, each in the
    /// order sent.
    pub medicines: Vec<Medicine>,
    /// 診療行為, in the order sent.
    pub treatments: Vec<Treatment>,
    /// 特定健診, in the order sent.
    pub checkups: Vec<Checkup>,
    /// How many elements there are besides, which the content has.
    pub others: u32,
    /// What could not be read, was not known or contradicts itself.
    pub notes: Problems,
}

/// The state alone: everything else is the patient's.
impl core::fmt::Debug for Summary {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Summary({})", self.state.code)
    }
}

/// What is not settled by the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which source takes precedence where several have the same; see [`precedence`].
    /// A source that is not listed is left alone. None: nothing is compared.
    pub precedence: Vec<Source>,
    /// What the data types of check-ups are.
    pub data_types: DataTypes,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            precedence: [Source::Claims, Source::Dispensing, Source::Prescription].into(),
            data_types: DataTypes::default(),
        }
    }
}

impl Options {
    /// `precedence` (`claims`, `dispensing`, `prescription`), `keepAllApart` and
    /// `dataTypes` (`numeric`, `coded`, `text`).
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let usual = Self::default();
        let precedence = members.choices("precedence", Source::named);
        Self {
            precedence: if members.flag("keepAllApart") {
                Vec::new()
            } else if precedence.is_empty() {
                usual.precedence
            } else {
                precedence
            },
            data_types: members.optional_object("dataTypes", DataTypes::read),
        }
    }
}

const RESULT_CODE: &str = "ResultCode";
const MESSAGE: &str = "MessageContents";
const CHECKUP: &str = "SpecificHealthCheckupInfo";

/// Puts a result into one form.
///
/// # Errors
/// [`NOT_MEDICAL_INFORMATION`]: a request, a result of another kind.
/// A refusal has a summary.
pub fn summarize(message: Element<'_>, options: &Options) -> Result<Summary, Problems> {
    let mut reading = Reading::default();
    let mut names = Vec::from([
        RESULT_CODE,
        MESSAGE,
        CHECKUP,
        patient::MEDICINES,
        patient::CHECKUPS,
    ]);
    names.extend(BRANCHES.iter().map(|branch| branch.block));
    let parts = Part::find(message, &names, &mut reading);
    if parts.iter().all(|part| part.name() == MESSAGE) {
        let problem = Problem::error(NOT_MEDICAL_INFORMATION);
        return Err(problem.at(Place::path("MessageBody")).into());
    }
    let success = success(message, &parts, &mut reading);
    let mut summary = Summary {
        state: success.0.into(),
        result_code: success.1,
        messages: Vec::new(),
        patient: None,
        medicines: Vec::new(),
        treatments: Vec::new(),
        checkups: Vec::new(),
        others: 0,
        notes: Problems::new(),
    };
    for part in &parts {
        match part.name() {
            MESSAGE => {
                let text = part.text_inside().filter(|text| !text.is_empty());
                summary.messages.extend(text.map(String::from));
            }
            CHECKUP => {
                let checkup = checkups::read(part, &options.data_types, &mut reading);
                summary.checkups.push(checkup);
            }
            patient::MEDICINES | patient::CHECKUPS => name(part, &mut summary, &mut reading),
            _ => {}
        }
    }
    for branch in &BRANCHES {
        for part in parts.iter().filter(|part| part.name() == branch.block) {
            month(part, branch, &mut summary, &mut reading);
        }
    }
    precedence::settle(&mut summary.medicines, &options.precedence);
    let reading = reading.end();
    summary.others = reading.others;
    summary.notes = reading.notes;
    Ok(summary)
}

/// The family's own layer of success. It uses no `SegmentOfResult` as far as is
/// known; where one contradicts it, nobody can tell (facts §2.8).
fn success(
    message: Element<'_>,
    parts: &[Part<'_>],
    reading: &mut Reading,
) -> (Code, Option<String>) {
    let mut codes = parts.iter().filter(|part| part.name() == RESULT_CODE);
    let Some(first) = codes.next() else {
        return (CANNOT_TELL, None);
    };
    let sent = first.text_inside().filter(|text| !text.is_empty());
    let file = message
        .child("MessageHeader")
        .and_then(|header| header.value("SegmentOfResult"));
    let against = if let Some(other) = codes.find(|other| other.text_inside() != sent) {
        Some((RESULT_CODE, RESULT_CODE, other))
    } else if sent == Some("1") && file.is_some_and(|file| file != "1") {
        Some(("SegmentOfResult", "処理結果区分", first))
    } else {
        None
    };
    if let Some((en, ja, part)) = against {
        let problem = Problem::warning(CONTRADICTORY).detail(en, ja);
        reading.note(problem.at(part.place()));
        return (CANNOT_TELL, None);
    }
    let state = match sent {
        Some("1") => GIVEN,
        Some(_) => REFUSED,
        None => CANNOT_TELL,
    };
    (state, sent.map(String::from))
}

/// Everything of one month at one institution.
fn month(part: &Part<'_>, branch: &Branch, to: &mut Summary, reading: &mut Reading) {
    let month = Visit::of_month(part, branch, reading);
    for date in part.items(branch.dates, reading) {
        let visit = month.on_date(&date, branch, reading);
        for row in date.items(branch.medicines, reading) {
            let medicine = medicines::read(&row, branch, &visit, reading);
            to.medicines.push(medicine);
        }
        for row in date.items(branch.treatments, reading) {
            to.treatments.push(treatments::read(&row, &visit, reading));
        }
    }
}

/// Of a message that names two patients nobody can tell whose it is.
fn name(part: &Part<'_>, to: &mut Summary, reading: &mut Reading) {
    let patient = patient::read(part, reading);
    match &to.patient {
        Some(other) if *other != patient => {
            let what = ("another patient named before", "先に示された患者");
            let problem = Problem::warning(CONTRADICTORY).detail(what.0, what.1);
            reading.note(problem.at(part.place()));
            to.state = CANNOT_TELL.into();
        }
        _ => to.patient = Some(patient),
    }
}

#[cfg(test)]
mod tests;
