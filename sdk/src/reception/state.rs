//! A flow between two events, and the text that hosts keep of it.
//!
//! The text holds no medical information. It holds what was asked ([`Query`]), and so
//! a patient's numbers and birth date, of medical information the name too, from the
//! beginning until the flow is answered or refused: an answer is compared with it. It
//! stays while nobody knows whether an answer is still to come (`uncertain`, `cancelled`).
//! Of medical information the text also holds who looks, and the institution's own number
//! of the patient: the entries of later looks name them.

use super::flow::Flow;
use super::query::{NamedTexts, Query};
use super::situation::{Situation, Times};
use super::words::{NO_STATE, PHASES};
use crate::answer::Answer as _;
use crate::identifier::Padding;
use crate::json::{Json, Members};
use crate::message::{Asked, BuildOptions, Encoding};
use crate::problem::{Code, Place, Problem};
use crate::time::Instant;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// The version of the text.
const VERSION: u32 = 1;
/// The longest text that is read: more than any flow's.
const LONGEST: usize = 1 << 20;

/// A flow between two events.
pub(super) struct State {
    pub(super) flow: &'static Flow,
    pub(super) phase: Code,
    /// When a time-out is due.
    pub(super) until: Option<Instant>,
    /// What it came to.
    pub(super) outcome: Option<&'static str>,
    pub(super) institution: String,
    /// How its requests are built.
    pub(super) build: BuildOptions,
    /// How many requests it has made.
    pub(super) requests: u32,
    /// The last of them.
    pub(super) asked: Option<Asked>,
    /// What was asked, or is about to be, until it is answered or refused.
    pub(super) query: Option<Query>,
    pub(super) times: Times,
    /// What else a flow remembers, by name.
    memory: Vec<(String, String)>,
}

/// [`State`] as text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept<'a> {
    version: u32,
    flow: &'a str,
    phase: &'a str,
    until: Option<Instant>,
    outcome: Option<&'a str>,
    institution: &'a str,
    suffix: &'a str,
    encoding: Encoding,
    padding: Padding,
    overrides: &'a [String],
    requests: u32,
    asked: Option<KeptRequest<'a>>,
    query: Option<&'a Query>,
    times: &'a Times,
    memory: Vec<Remembered<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KeptRequest<'a> {
    file_name: &'a str,
    arbitrary_file_identifier: Option<&'a str>,
    reception_number: Option<&'a str>,
}

#[derive(Serialize)]
struct Remembered<'a> {
    name: &'a str,
    value: &'a str,
}

/// The kinds of outcome.
pub(super) const ANSWERED: &str = "answered";
pub(super) const REFUSED: &str = "refused";
pub(super) const UNCERTAIN: &str = "uncertain";
pub(super) const CANCELLED: &str = "cancelled";
const OUTCOMES: [&str; 4] = [ANSWERED, REFUSED, UNCERTAIN, CANCELLED];

impl State {
    pub(super) fn new(flow: &'static Flow, phase: Code, of: &Situation) -> Self {
        Self {
            flow,
            phase,
            until: None,
            outcome: None,
            institution: of.institution.clone(),
            build: of.build.clone(),
            requests: 0,
            asked: None,
            query: None,
            times: of.times.clone(),
            memory: Vec::new(),
        }
    }

    /// Remembers a value; nothing is remembered of none.
    pub(super) fn keep(&mut self, name: &str, value: Option<&str>) {
        self.forget(name);
        if let Some(value) = value {
            self.memory.push((name.to_owned(), value.to_owned()));
        }
    }

    /// What was remembered.
    pub(super) fn kept(&self, name: &str) -> Option<&str> {
        let found = self.memory.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn kept_instant(&self, name: &str) -> Option<Instant> {
        Instant::parse(self.kept(name)?).ok()
    }

    pub(super) fn kept_number(&self, name: &str) -> Option<u32> {
        self.kept(name)?.parse().ok()
    }

    pub(super) fn forget(&mut self, name: &str) {
        self.memory.retain(|(known, _)| known != name);
    }

    /// As text, which [`State::from_text`] of the same version reads.
    pub(super) fn to_text(&self) -> String {
        let memory = self.memory.iter();
        let kept = Kept {
            version: VERSION,
            flow: self.flow.name,
            phase: self.phase.id(),
            until: self.until,
            outcome: self.outcome,
            institution: &self.institution,
            suffix: &self.build.suffix,
            encoding: self.build.encoding,
            padding: self.build.padding,
            overrides: &self.build.overrides,
            requests: self.requests,
            asked: self.asked.as_ref().map(|asked| KeptRequest {
                file_name: &asked.file_name,
                arbitrary_file_identifier: asked.arbitrary_file_identifier.as_deref(),
                reception_number: asked.reception_number.as_deref(),
            }),
            query: self.query.as_ref(),
            times: &self.times,
            memory: memory
                .map(|(name, value)| Remembered { name, value })
                .collect(),
        };
        let mut json = Json::default();
        kept.write(&mut json);
        json.into_text()
    }

    /// From that text.
    ///
    /// # Errors
    /// [`NO_STATE`].
    pub(super) fn from_text(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::error(NO_STATE).at(Place::path("state"));
        if text.len() > LONGEST {
            return Err(wrong());
        }
        let mut members = Members::of(text, "");
        let version = members.required_number("version");
        let flow = members.required_choice("flow", Flow::named);
        let phase = members.required_choice("phase", |id| {
            PHASES.iter().find(|code| code.id() == id).copied()
        });
        let instant = |text: &str| Instant::parse(text).ok();
        let outcome = |word: &str| OUTCOMES.into_iter().find(|known| *known == word);
        let asked = members.optional_object("asked", |asked| Asked {
            file_name: asked.optional_text("fileName").unwrap_or_default(),
            arbitrary_file_identifier: asked.optional_text("arbitraryFileIdentifier"),
            reception_number: asked.optional_text("receptionNumber"),
            ..Asked::default()
        });
        let query = members.optional_object("query", |query| {
            let texts = |members: &mut Members<'_>, name| {
                let pair = |one: &mut Members<'_>| (one.text("name"), one.text("value"));
                NamedTexts::read(members.objects(name, pair))
            };
            Query {
                header: texts(query, "header"),
                body: texts(query, "body"),
                person: texts(query, "person"),
            }
        });
        let state = flow.zip(phase).map(|(flow, phase)| Self {
            flow,
            phase,
            until: members.choice("until", instant),
            outcome: members.choice("outcome", outcome),
            institution: members.text("institution"),
            build: BuildOptions {
                suffix: members.text("suffix"),
                encoding: members
                    .choice("encoding", Encoding::chosen)
                    .unwrap_or_default(),
                padding: members
                    .choice("padding", Padding::named)
                    .unwrap_or_default(),
                overrides: members.texts("overrides"),
                ..BuildOptions::default()
            },
            requests: members.required_number("requests"),
            asked: Some(asked).filter(|asked| !asked.file_name.is_empty()),
            query: Some(query).filter(|query| *query != Query::default()),
            times: members.optional_object("times", Times::read),
            memory: members.objects("memory", |one| (one.text("name"), one.text("value"))),
        });
        let state = state.filter(|_| version == VERSION);
        match members.end() {
            None => state.ok_or_else(wrong),
            Some(_) => Err(wrong()),
        }
    }
}
