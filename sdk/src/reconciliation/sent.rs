//! What the results of a message hold. Elements are read here alone.

use super::fold::LONGEST;
use super::words::{SENT_TWICE, UNREADABLE};
use crate::message::Element;
use crate::problem::{Code, Place};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// One `ResultOfQualificationConfirmation`, and where it is.
pub(super) struct Sent<'a> {
    element: Element<'a>,
    path: String,
}

/// The text of an element; an error says why there is none to compare.
pub(super) type Text<'a> = Result<Option<&'a str>, Code>;

/// All results in the order sent, which is that of a judgement's eligibilities.
pub(super) fn all(message: Element<'_>) -> Vec<Sent<'_>> {
    let mut all = Vec::new();
    for body in message.children_named("MessageBody") {
        for (list, path) in inside(body, "ResultList", "MessageBody") {
            for (element, path) in inside(list, "ResultOfQualificationConfirmation", &path) {
                all.push(Sent { element, path });
            }
        }
    }
    all
}

/// The elements of a name with their paths, numbered where there are several.
fn inside<'a>(of: Element<'a>, name: &'static str, path: &str) -> Vec<(Element<'a>, String)> {
    let several = of.children_named(name).nth(1).is_some();
    let numbered = of.children_named(name).zip(1_u32..);
    numbered
        .map(|(element, number)| {
            let path = if several {
                format!("{path}/{name}[{number}]")
            } else {
                format!("{path}/{name}")
            };
            (element, path)
        })
        .collect()
}

impl<'a> Sent<'a> {
    /// What an element holds; white space is nothing.
    pub(super) fn text(&self, name: &'static str) -> Text<'a> {
        let mut texts = self
            .element
            .children_named(name)
            .filter_map(Element::as_text);
        let first = texts.next();
        if texts.any(|other| Some(other) != first) {
            return Err(SENT_TWICE);
        }
        match first.filter(|text| !text.trim().is_empty()) {
            Some(text) if text.chars().nth(LONGEST).is_some() => Err(UNREADABLE),
            text => Ok(text),
        }
    }

    pub(super) fn place(&self, name: &str) -> Place {
        Place::path(format!("{}/{name}", self.path))
    }
}
