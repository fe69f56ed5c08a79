//! What a host tells a flow.

use super::card::Presented;
use crate::json::Members;
use alloc::string::String;

/// Something happened. See [`Kind`] for what goes with each.
#[derive(Clone)]
pub struct Event<'a> {
    /// What happened.
    pub kind: Kind,
    /// The file in question.
    pub file_name: Option<String>,
    /// Of an answer that has no bytes, such as the Web API's, or that was read by
    /// `message.read-part`: the message as JSON.
    pub content: Option<&'a str>,
    /// Which part of the file that is, from 0; none of a whole one.
    pub part: Option<u32>,
    /// Whether that part is the last.
    pub is_last: bool,
    /// The bytes of the file that came.
    pub payload: &'a [u8],
    /// Of a choice: which question was answered.
    pub question: Option<String>,
    /// Of a choice: which of its options.
    pub option: Option<String>,
    /// What makes the name of the next request unique, instead of the flow's own suffix
    /// with a number.
    pub suffix: Option<String>,
    /// What a card gave.
    pub presented: Option<Presented>,
}

// It may hold a whole message.
impl core::fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Event({:?})", self.kind)
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request named was put where the system takes it from.
    Published,
    /// It surely was not, and never will be.
    Unpublished,
    /// Nobody knows whether it was.
    Uncertain,
    /// A file came, or the answer of the Web API.
    Arrived,
    /// Somebody chose an option.
    Chosen,
    /// A card gave its certificate and a signature.
    Answered,
    /// The step's `until` is past.
    TimeOut,
    /// Staff stop it.
    Cancelled,
    /// The host begins anew and asks what is to be done.
    Resumed,
    /// Somebody is about to look at medical information that was delivered before.
    Viewing,
}

const KINDS: [(&str, Kind); 10] = [
    ("published", Kind::Published),
    ("unpublished", Kind::Unpublished),
    ("uncertain", Kind::Uncertain),
    ("arrived", Kind::Arrived),
    ("chosen", Kind::Chosen),
    ("answered", Kind::Answered),
    ("time-out", Kind::TimeOut),
    ("cancelled", Kind::Cancelled),
    ("resumed", Kind::Resumed),
    ("viewing", Kind::Viewing),
];

impl<'a> Event<'a> {
    /// One of this kind and nothing besides.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            file_name: None,
            content: None,
            part: None,
            is_last: false,
            payload: &[],
            question: None,
            option: None,
            suffix: None,
            presented: None,
        }
    }

    pub(crate) fn read(members: &mut Members<'a>) -> Self {
        let kind = members.required_choice("kind", |word| {
            let known = KINDS.iter().find(|(known, _)| *known == word);
            known.map(|(_, kind)| *kind)
        });
        // Why it was not published is for the host's own records.
        members.ignore(&["problem"]);
        Self {
            kind: kind.unwrap_or(Kind::Resumed),
            file_name: members.optional_text("fileName"),
            content: members.optional_raw("content"),
            part: members.number("part"),
            is_last: members.flag("isLast"),
            payload: &[],
            question: members.optional_text("question"),
            option: members.optional_text("option"),
            suffix: members.optional_text("suffix"),
            presented: Presented::read(members),
        }
    }
}
