//! What a host knows when a flow begins.

use super::words::{LACKS, TOO_MANY};
use crate::certificate::Challenge;
use crate::exceptional_use;
use crate::json::{Members, decode};
use crate::message::{BuildOptions, Interface};
use crate::problem::{Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What a flow begins with. Each flow says in its module which members it needs; the
/// others may be left as they are.
#[derive(Clone, Default)]
pub struct Situation {
    /// 医療機関コード.
    pub institution: String,
    /// How requests are built; its suffix is the first request's.
    pub build: BuildOptions,
    /// `ArbitraryFileIdentifier`; the suffix where there is none.
    pub file_identifier: Option<String>,
    /// 資格確認日; the day of the instant where there is none.
    pub confirmation_date: Option<String>,
    /// Whom it is about.
    pub patients: Vec<Insured>,
    /// The day that what is collected, or the result it starts from, was asked for.
    pub asked_on: Option<Date>,
    /// A result that the flow starts from, as JSON.
    pub content: Option<String>,
    /// Which person of that result, where it is one of many, from 0.
    pub person: u32,
    /// Which eligibility of theirs, from 0.
    pub eligibility: u32,
    /// What to ask for: `medicines`, `medicines-and-treatments` or `checkups`.
    pub information: Option<&'static str>,
    /// As PDF instead of XML.
    pub pdf: bool,
    /// From which date or month.
    pub from: Option<String>,
    /// Until which date or month.
    pub to: Option<String>,
    /// 受付番号 of what was submitted before.
    pub reception_number: Option<String>,
    /// Away from the counter, what it is about: `first`, `fetch`, `later` or `cancel`.
    pub visit: Option<&'static str>,
    /// The kind of care: `outpatient`, `home-visit`, `online` or `emergency`.
    pub care: Option<&'static str>,
    /// What is settled of viewing in an emergency.
    pub exceptional_use: Option<exceptional_use::Situation>,
    /// Whether dates are those of the examination (受診日) instead of the consent.
    pub by_examination: bool,
    /// Who looks at medical information, by the host's own name for them.
    pub viewer: Option<String>,
    /// By which right, such as `physician`.
    pub right: Option<String>,
    /// The institution's number of the patient: what is registered as 照会番号, by which a
    /// reader's result is known, and what the audit trail names the patient by.
    pub patient_number: Option<String>,
    /// What the card is to sign.
    pub challenge: Option<Challenge>,
    /// The card reader's result because of which it begins.
    pub file_name: Option<String>,
    /// How long to wait for what.
    pub times: Times,
}

/// A patient as a document, or the chart, has them.
#[derive(Clone, Default)]
pub struct Insured {
    /// 保険者番号.
    pub insurer_number: String,
    /// 記号.
    pub symbol: Option<String>,
    /// 番号.
    pub number: String,
    /// 枝番.
    pub branch: Option<String>,
    /// 生年月日.
    pub birthdate: Option<String>,
    /// Whether the patient agrees that 限度額 information is given; none where nobody
    /// asked yet.
    pub limit_consent: Option<String>,
    /// `ArbitraryIdentifier`: the caller's own key.
    pub identifier: Option<String>,
    /// 照会番号.
    pub reference_number: Option<String>,
}

// They are about patients.
redacted!(Situation, Insured);

/// How long to wait for what. All are the host's to set; what the system itself promises
/// is 3 to 7 seconds for an answer (facts §1), the rest is nowhere public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Times {
    /// For the answer to a request: 60 seconds.
    pub answer_seconds: u32,
    /// For the patient at the reader: 600 seconds.
    pub reader_seconds: u32,
    /// How far the time of a reader's result may lie from its reception: 600 seconds.
    pub face_seconds: u32,
    /// For a person to answer a question: 3600 seconds.
    pub question_seconds: u32,
    /// Before a bulk result is asked for the first time, doubled each time: 60 seconds.
    pub poll_seconds: u32,
    /// At most, however often it was doubled: 3600 seconds.
    pub poll_most_seconds: u32,
    /// Before a bulk result is given up: 7 days.
    pub collect_seconds: u32,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            answer_seconds: 60,
            reader_seconds: 600,
            face_seconds: 600,
            question_seconds: 3600,
            poll_seconds: 60,
            poll_most_seconds: 3600,
            collect_seconds: 7 * 24 * 60 * 60,
        }
    }
}

impl Times {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        let mut times = Self::default();
        members.numbers(&mut [
            ("answerSeconds", &mut times.answer_seconds),
            ("readerSeconds", &mut times.reader_seconds),
            ("faceSeconds", &mut times.face_seconds),
            ("questionSeconds", &mut times.question_seconds),
            ("pollSeconds", &mut times.poll_seconds),
            ("pollMostSeconds", &mut times.poll_most_seconds),
            ("collectSeconds", &mut times.collect_seconds),
        ]);
        times
    }
}

impl Insured {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            insurer_number: members.text("insurerNumber"),
            symbol: members.optional_text("symbol"),
            number: members.text("number"),
            branch: members.optional_text("branch"),
            birthdate: members.optional_text("birthdate").map(|date| plain(&date)),
            limit_consent: members.optional_text("limitConsent"),
            identifier: members.optional_text("identifier"),
            reference_number: members.optional_text("referenceNumber"),
        }
    }
}

impl Situation {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let date = |members: &mut Members<'_>, name| {
            let date = members.optional_text(name);
            date.map(|date| plain(&date))
        };
        Self {
            institution: members.text("institution"),
            build: BuildOptions::read(members),
            file_identifier: members.optional_text("fileIdentifier"),
            confirmation_date: date(members, "confirmationDate"),
            asked_on: members.choice("askedOn", Date::parse),
            patients: members.objects("patients", Insured::read),
            content: members.optional_raw("content").map(String::from),
            person: members.number("person").unwrap_or_default(),
            eligibility: members.number("eligibility").unwrap_or_default(),
            information: members.choice("information", |word| one_of(&INFORMATION, word)),
            pdf: members.flag("pdf"),
            from: date(members, "from"),
            to: date(members, "to"),
            reception_number: members.optional_text("receptionNumber"),
            visit: members.choice("visit", |word| one_of(&VISITS, word)),
            care: members.choice("care", |word| one_of(&CARE, word)),
            exceptional_use: members
                .maybe_object("exceptionalUse", exceptional_use::Situation::read),
            by_examination: members.flag("byExamination"),
            viewer: members.optional_text("viewer"),
            right: members.optional_text("right"),
            patient_number: members.optional_text("patientNumber"),
            challenge: members.optional_object("challenge", challenge),
            file_name: members.optional_text("fileName"),
            times: members.optional_object("times", Times::read),
        }
    }

    /// With layouts of the caller's own, for the requests of the first step.
    pub(crate) fn with_layouts(mut self, layouts: Vec<Interface>) -> Self {
        self.build.layouts = layouts;
        self
    }

    /// The one patient it is about.
    pub(super) fn patient(&self) -> Result<&Insured, Problems> {
        match &self.patients[..] {
            [one] => Ok(one),
            [] => Err(lacks("patients")),
            _ => Err(Problem::error(TOO_MANY)
                .at(Place::path("situation/patients"))
                .into()),
        }
    }
}

const INFORMATION: [&str; 3] = ["medicines", "medicines-and-treatments", "checkups"];
const VISITS: [&str; 4] = ["first", "fetch", "later", "cancel"];
const CARE: [&str; 4] = ["outpatient", "home-visit", "online", "emergency"];

fn one_of(words: &[&'static str], word: &str) -> Option<&'static str> {
    words.iter().find(|known| **known == word).copied()
}

/// One that was issued, where there is one.
fn challenge(members: &mut Members<'_>) -> Option<Challenge> {
    let nonce = decode(&members.optional_text("nonce")?)?;
    let audience = members.text("audience");
    let issued_at = Instant::parse(&members.text("issuedAt")).ok()?;
    let expires_at = Instant::parse(&members.text("expiresAt")).ok()?;
    Challenge::kept(&nonce, audience, issued_at, expires_at).ok()
}

/// The situation lacks what the flow needs.
pub(super) fn lacks(name: &str) -> Problems {
    let place = Place::path(["situation/", name].concat());
    Problem::error(LACKS).detail(name, name).at(place).into()
}

/// A date as the wire has it, also of one with hyphens.
fn plain(date: &str) -> String {
    date.chars().filter(|character| *character != '-').collect()
}

/// The day a request is for.
pub(super) fn day(of: &Situation, at: Instant) -> String {
    let today = || Date::to_wire(at.date_in_japan());
    of.confirmation_date.clone().unwrap_or_else(today)
}
