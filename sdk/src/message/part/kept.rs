//! A progress as the text that hosts keep.

use super::Progress;
use crate::answer::Answer as _;
use crate::json::{Bounds, Json, Members, Node, decode, encode};
use crate::message::limits::as_usize;
use crate::message::{Encoding, Limits, RecognizedBy};
use crate::problem::{Code, Place, Problem};
use alloc::string::String;
use alloc::vec::Vec;
use onshi_wire::xml::{Binding, Progress as Within};
use serde::Serialize;

/// A progress nobody gave.
pub const NO_PROGRESS: Code = code!(
    "message.no-progress",
    "the progress is none that reading a part gave",
    "途中経過のデータが正しくありません",
);

/// [`Progress`] as text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept<'a> {
    within: &'static str,
    encoding: Option<Encoding>,
    line: u32,
    column: u32,
    passed: u32,
    interface: Option<&'a str>,
    recognized_by: Option<RecognizedBy>,
    header: Option<&'a str>,
    has_body: bool,
    differs: bool,
    seen: &'a [String],
    body_line: u32,
    body_column: u32,
    counts: Vec<Count<'a>>,
    filled: &'a [String],
    alone: &'a [String],
    namespaces: Vec<Prefix<'a>>,
    waiting: u32,
    text: &'a str,
    bytes: String,
}

#[derive(Serialize)]
struct Count<'a> {
    name: &'a str,
    count: u32,
}

#[derive(Serialize)]
struct Prefix<'a> {
    level: u32,
    prefix: &'a str,
    uri: &'a str,
}

const WITHIN: [(Within, &str); 4] = [
    (Within::Before, "before"),
    (Within::InRoot, "in-root"),
    (Within::InBody, "in-body"),
    (Within::After, "after"),
];

impl Progress {
    /// As text, which [`Progress::from_text`] of the same version reads. It holds a piece
    /// of the message.
    #[must_use]
    pub fn to_text(&self) -> String {
        let within = WITHIN.iter().find(|(within, _)| *within == self.within);
        let counts = self.counts.iter();
        let kept = Kept {
            within: within.map_or("", |(_, word)| word),
            encoding: self.encoding,
            line: self.line,
            column: self.column,
            passed: self.passed,
            interface: self.interface.as_deref(),
            recognized_by: self.recognized_by,
            header: self.header.as_deref(),
            has_body: self.has_body,
            differs: self.differs,
            seen: &self.seen,
            body_line: self.body_at.0,
            body_column: self.body_at.1,
            counts: counts
                .map(|&(ref name, count)| Count { name, count })
                .collect(),
            filled: &self.filled,
            alone: &self.alone,
            namespaces: self.namespaces.iter().map(Prefix::of).collect(),
            waiting: self.waiting,
            text: &self.text,
            bytes: encode(&self.bytes),
        };
        let mut json = Json::default();
        kept.write(&mut json);
        json.into_text()
    }

    /// From that text; an empty one is the beginning.
    ///
    /// # Errors
    /// [`NO_PROGRESS`].
    pub fn from_text(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let wrong = || Problem::error(NO_PROGRESS).at(Place::path("progress"));
        let mut members = Members::of(text, "");
        let within = |word: &str| {
            let known = WITHIN.iter().find(|(_, known)| *known == word);
            known.map(|(within, _)| *within)
        };
        let bytes = decode(&members.text("bytes"));
        let progress = Self {
            within: members
                .required_choice("within", within)
                .unwrap_or_default(),
            encoding: members.choice("encoding", Encoding::chosen),
            line: members.required_number("line"),
            column: members.required_number("column"),
            passed: members.required_number("passed"),
            interface: members.optional_text("interface"),
            recognized_by: members.choice("recognizedBy", RecognizedBy::named),
            header: members.optional_text("header"),
            has_body: members.flag("hasBody"),
            differs: members.flag("differs"),
            seen: members.texts("seen"),
            body_at: (
                members.required_number("bodyLine"),
                members.required_number("bodyColumn"),
            ),
            counts: members.objects("counts", |count| {
                (count.text("name"), count.required_number("count"))
            }),
            filled: members.texts("filled"),
            alone: members.texts("alone"),
            namespaces: members.objects("namespaces", |binding| Binding {
                level: binding.required_number("level"),
                prefix: binding.text("prefix"),
                uri: binding.text("uri"),
            }),
            waiting: members.required_number("waiting"),
            text: members.text("text"),
            bytes: bytes.clone().unwrap_or_default(),
        };
        // It is written into the content as it is.
        let is_whole = bytes.is_some() && progress.header.as_deref().is_none_or(is_object);
        match members.end() {
            None if is_whole => Ok(progress),
            _ => Err(wrong()),
        }
    }
}

impl<'a> Prefix<'a> {
    fn of(binding: &'a Binding) -> Self {
        Self {
            level: binding.level,
            prefix: &binding.prefix,
            uri: &binding.uri,
        }
    }
}

fn is_object(json: &str) -> bool {
    let bounds = Bounds {
        // A list is two levels of JSON.
        depth: as_usize(Limits::DEEPEST).saturating_mul(2),
        values: u32::MAX,
        text: usize::MAX,
    };
    matches!(Node::read(json, bounds, ""), Ok(Node::Object(_)))
}
