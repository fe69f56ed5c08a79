//! A message that was read.

use super::layout::Elements;
use super::layout::Interface;
use super::{Element, Encoding, FileName, Tree, json};
use crate::problem::Problem;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// A message exactly as it was sent, with what was noted on reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'l> {
    /// Which interface's message it is, where that could be told.
    pub interface: Option<&'l Interface>,
    /// How that was told.
    pub recognized_by: RecognizedBy,
    /// `XmlMsg` with all it holds.
    pub tree: Tree,
    /// How its bytes were encoded; none where it was read from JSON.
    pub encoding: Option<Encoding>,
    /// Its file name, where one of this family was given.
    pub file: Option<FileName>,
    /// What is worth knowing, in the order of the message. None of it is an error.
    pub notes: Vec<Problem>,
}

/// How the interface of a message was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecognizedBy {
    /// The caller named it.
    Caller,
    /// By the prefix of the file name.
    FileName,
    /// By the elements it holds.
    Content,
    /// It could not be told.
    Nothing,
}

impl RecognizedBy {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::FileName => "file-name",
            Self::Content => "content",
            Self::Nothing => "nothing",
        }
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        [Self::Caller, Self::FileName, Self::Content, Self::Nothing]
            .into_iter()
            .find(|known| known.as_str() == word)
    }
}

impl Document<'_> {
    /// `XmlMsg`.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        self.tree.root()
    }

    /// The message's header, where it has one.
    #[must_use]
    pub fn header(&self) -> Option<Element<'_>> {
        self.root().child("MessageHeader")
    }

    /// The message's body, where it has one.
    #[must_use]
    pub fn body(&self) -> Option<Element<'_>> {
        self.root().child("MessageBody")
    }

    /// The message as JSON text with the same names, as the Web API has it:
    ///
    /// - An element with text is a string, exactly; one with elements an object.
    /// - An element that may repeat, or does, is an array of these.
    /// - An element that lists others ([`Kind::List`](super::Kind::List)) is an array
    ///   of objects with one element each:
    ///   `"ResultList":[{"ResultOfQualificationConfirmation":{…}}]`.
    /// - Text between elements is under `#text`.
    ///
    /// [`read_json`](super::read_json) reads it back to the same tree, but for
    /// positions and for the order among elements of different names where others
    /// of these names stand between them.
    #[must_use]
    pub fn to_json(&self) -> String {
        let layout = self.interface.map_or(Elements::NONE, Interface::elements);
        json::write(&self.tree, layout)
    }
}
