//! What is recorded of one use.

use super::{MISSING, NOT_A_REFERENCE, NOT_A_WORD, TOO_MANY};
use crate::answer::Format as _;
use crate::json::{Json, Members};
use crate::problem::{Code, Place, Problem, Problems};
use alloc::string::String;
use alloc::vec::Vec;

/// One use of the system: a view of medical information, or an exceptional query.
///
/// Its words are open: those named here are what this SDK itself writes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// `who`: the user's own account. An account that several share says nothing.
    pub who: String,
    /// `right`: by which right, such as `physician` (医師), `dentist` (歯科医師),
    /// `pharmacist` (薬剤師), or `granted` (閲覧権限を付与された者).
    pub right: String,
    /// `patient`: the institution's own number for the patient. Where there is no
    /// chart yet, the number of the reception, by which the chart refers to it later.
    pub patient: String,
    /// `what`: what was looked at or asked for, such as `medicines` (薬剤情報),
    /// `treatments` (診療情報), `operations` (手術情報), `checkups` (特定健診等情報),
    /// `identification` (被保険者番号の特定).
    pub what: Vec<String>,
    /// `why`: the purpose, such as `care`, `disaster`, `emergency`.
    pub why: String,
    /// `mode`: by which way; absent, [`Mode::Ordinary`].
    pub mode: Mode,
    /// `consent`: how the patient agreed, such as `card` (at the reader), `oral`, or
    /// `none` where it could not be had and life or body had to be protected. An
    /// exceptional use must say.
    pub consent: Option<String>,
    /// `terminal`: where.
    pub terminal: Option<String>,
    /// `reference`: what it belongs to, such as the name of a conversation.
    pub reference: Option<String>,
}

// References to people.
redacted!(Entry);

/// By which way the system was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// `ordinary`: after a check with the card, by consent.
    #[default]
    Ordinary,
    /// `disaster`: 緊急時医療情報・資格確認機能 (災害時モード).
    Disaster,
    /// `emergency`: 救急時医療情報閲覧.
    Emergency,
}

impl Mode {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Disaster => "disaster",
            Self::Emergency => "emergency",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Ordinary, Self::Disaster, Self::Emergency]
            .into_iter()
            .find(|mode| mode.as_str() == text)
    }
}

impl Entry {
    /// More than there is to look at.
    const MOST: usize = 16;

    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let mut text = |name| members.optional_text(name).unwrap_or_default();
        Self {
            who: text("who"),
            right: text("right"),
            patient: text("patient"),
            why: text("why"),
            what: members.texts("what"),
            mode: members.choice("mode", Mode::parse).unwrap_or_default(),
            consent: members.optional_text("consent"),
            terminal: members.optional_text("terminal"),
            reference: members.optional_text("reference"),
        }
    }

    /// Its members, as a line and an entry by itself have them.
    pub(super) fn write(&self, json: &mut Json) {
        let mut text = |name: &str, text: &str| {
            if !text.is_empty() {
                json.field(name);
                json.text(text);
            }
        };
        text("who", &self.who);
        text("right", &self.right);
        text("patient", &self.patient);
        text("why", &self.why);
        if self.mode != Mode::Ordinary {
            text("mode", self.mode.as_str());
        }
        text("consent", self.consent.as_deref().unwrap_or_default());
        text("terminal", self.terminal.as_deref().unwrap_or_default());
        text("reference", self.reference.as_deref().unwrap_or_default());
        json.field("what");
        json.list(self.what.len());
        for word in &self.what {
            json.item();
            json.text(word);
        }
        json.end_list();
    }

    /// As [`super::append`]'s JSON has it.
    pub(crate) fn to_json(&self) -> String {
        let mut json = Json::default();
        json.record();
        self.write(&mut json);
        json.end_record();
        json.into_text()
    }

    /// Everything that is wrong with it.
    pub(super) fn check(&self) -> Problems {
        let problem = |(code, name): (Code, &str)| {
            Problem::error(code).at(Place::path(["entry/", name].concat()))
        };
        self.faults().into_iter().map(problem).collect()
    }

    /// The same, each with the member it is of.
    pub(crate) fn faults(&self) -> Vec<(Code, &'static str)> {
        let mut faults = Vec::new();
        let mut say = |code, name| faults.push((code, name));
        let there = [
            ("who", self.who.is_empty()),
            ("right", self.right.is_empty()),
            ("patient", self.patient.is_empty()),
            ("what", self.what.is_empty()),
            ("why", self.why.is_empty()),
            (
                "consent",
                self.consent.is_none() && self.mode != Mode::Ordinary,
            ),
        ];
        for (name, is_missing) in there {
            if is_missing {
                say(MISSING, name);
            }
        }
        for (name, value) in self.references() {
            if !value.is_empty() && !is_reference(value) {
                say(NOT_A_REFERENCE, name);
            }
        }
        let what = self.what.iter().map(|word| ("what", Some(word)));
        let words = [
            ("right", Some(&self.right).filter(|word| !word.is_empty())),
            ("why", Some(&self.why).filter(|word| !word.is_empty())),
            ("consent", self.consent.as_ref()),
        ];
        for (name, word) in words.into_iter().chain(what.take(Self::MOST)) {
            if word.is_some_and(|word| !is_word(word)) {
                say(NOT_A_WORD, name);
            }
        }
        if self.what.len() > Self::MOST {
            say(TOO_MANY, "what");
        }
        faults
    }

    fn references(&self) -> [(&'static str, &str); 4] {
        [
            ("who", &self.who),
            ("patient", &self.patient),
            ("terminal", self.terminal.as_deref().unwrap_or_default()),
            ("reference", self.reference.as_deref().unwrap_or_default()),
        ]
    }
}

fn is_reference(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

fn is_word(text: &str) -> bool {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
    (1..=40).contains(&text.len()) && text.bytes().all(fits)
}
