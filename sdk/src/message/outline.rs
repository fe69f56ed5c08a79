//! A message in words: its elements by their names in both languages, with what
//! their values say.

use super::codes;
use super::layout::{ElementLayout, Kind};
use super::path::{Path, numbered};
use super::{Document, Element};
use crate::time::{Date, Instant};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

/// One element of a message, for people.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Where it stands, as in [`Place::path`](crate::problem::Place::path).
    pub path: String,
    /// How deep it stands: 0 for the header and the body.
    pub depth: u32,
    /// Its name in English; the wire name where the element is not known.
    pub label: String,
    /// Its name in Japanese, likewise.
    pub label_ja: String,
    /// What it holds, exactly; none where it holds elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What the value says, in English: a code's meaning, a date spelled out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The same in Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_ja: Option<String>,
}

/// The place alone: what it holds may be a patient's.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({})", self.path)
    }
}

/// Every element of a message, in its order.
#[must_use]
pub fn outline(document: &Document) -> Vec<Line> {
    let layouts = document.interface.map_or(&[][..], |known| known.elements);
    let mut lines = Vec::new();
    walk(&document.root, layouts, 0, &mut Path::default(), &mut lines);
    lines
}

/// As deep as [`Limits::depth`](super::Limits::depth) let the message be.
fn walk(
    parent: &Element,
    layouts: &'static [ElementLayout],
    depth: u32,
    path: &mut Path,
    lines: &mut Vec<Line>,
) {
    for (element, nth) in numbered(parent.children()) {
        let layout = layouts.iter().find(|layout| layout.name() == element.name);
        let before = path.enter(&element.name, nth);
        let value = element.as_text();
        let (reading, reading_ja) = value.and_then(|value| reading(layout?.kind, value)).unzip();
        lines.push(Line {
            path: path.as_str().to_owned(),
            depth,
            label: layout
                .map_or(&*element.name, |layout| layout.en())
                .to_owned(),
            label_ja: layout
                .map_or(&*element.name, |layout| layout.ja())
                .to_owned(),
            value: value.map(ToOwned::to_owned),
            reading,
            reading_ja,
        });
        let inside = layout.map_or(&[][..], |layout| layout.elements);
        walk(element, inside, depth.saturating_add(1), path, lines);
        path.leave(before);
    }
}

/// What a value says beyond its characters: in English, in Japanese.
fn reading(kind: Kind, value: &str) -> Option<(String, String)> {
    match kind {
        Kind::Code(table) => {
            let meaning = codes::meaning(table, value)?;
            Some((meaning.en.to_owned(), meaning.ja.to_owned()))
        }
        Kind::Date => {
            let date = Date::from_wire(value)?;
            Some((alloc::format!("{date}"), japanese(date)))
        }
        Kind::DateTime => {
            let date = Instant::from_wire(value)?.date_in_japan();
            let clock = value.get(8..).unwrap_or_default();
            let [hour, minute] = [clock.get(..2)?, clock.get(2..4)?];
            Some((
                alloc::format!("{date} {hour}:{minute}"),
                alloc::format!("{} {hour}時{minute}分", japanese(date)),
            ))
        }
        Kind::Percent => {
            let percent: u16 = value.parse().ok()?;
            Some((alloc::format!("{percent}%"), alloc::format!("{percent}%")))
        }
        _ => None,
    }
}

fn japanese(date: Date) -> String {
    alloc::format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{ReadOptions, read};

    const MESSAGE: &str = "<XmlMsg><MessageHeader><QualificationConfirmationDate>20260401\
        </QualificationConfirmationDate><ReferenceClassification>1</ReferenceClassification>\
        <New>x</New></MessageHeader><MessageBody><QualificationValidity>7\
        </QualificationValidity></MessageBody></XmlMsg>";

    #[test]
    fn says_names_and_meanings_in_both_languages() {
        let options = ReadOptions {
            file_name: Some("OQSsiquc01res_1.xml"),
            ..ReadOptions::default()
        };
        let lines = outline(&read(MESSAGE.as_bytes(), &options).unwrap());
        let line = |path: &str| lines.iter().find(|line| line.path == path).unwrap();
        let date = line("MessageHeader/QualificationConfirmationDate");
        assert_eq!((date.depth, date.label_ja.as_str()), (1, "資格確認日"));
        assert_eq!(date.reading_ja.as_deref(), Some("2026年4月1日"));
        let card = line("MessageHeader/ReferenceClassification");
        assert_eq!(card.value.as_deref(), Some("1"));
        assert_eq!(card.reading_ja.as_deref(), Some("マイナンバーカード"));
        assert_eq!(line("MessageHeader/New").label_ja, "New");
        let unknown = line("MessageBody/QualificationValidity");
        assert_eq!(
            (unknown.value.as_deref(), &unknown.reading),
            (Some("7"), &None)
        );
    }
}
