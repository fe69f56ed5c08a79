//! A message in words: its elements by their names in both languages, with what
//! their values say.

use super::layout::{ElementLayout, Elements, Kind};
use super::path::Trail;
use super::{Document, Interface};
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
    /// How deep it stands, in levels: 0 for the header and the body.
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

/// Every element of a message, in its order, for a screen or a print: it says nothing
/// of what the message means for the patient.
#[must_use]
pub fn outline(document: &Document<'_>) -> Vec<Line> {
    let layout = document
        .interface
        .map_or(Elements::NONE, Interface::elements);
    let mut lines = Vec::new();
    walk(&Trail::top(document.root()), layout, 0, &mut lines);
    lines
}

/// As deep as [`Limits::depth`](super::Limits::depth) let the message be.
fn walk(trail: &Trail<'_, '_>, layouts: Elements<'_>, depth: u32, lines: &mut Vec<Line>) {
    for element in trail.element().children() {
        let layout = layouts.of_element(element).map(|(_, layout)| layout);
        let trail = trail.down(element);
        let holds_elements = layout.is_some_and(|layout| layout.kind().holds_elements());
        let value = element
            .as_text()
            .filter(|text| !(holds_elements && text.is_empty()));
        let (reading, reading_ja) = value.and_then(|value| reading(layout?, value)).unzip();
        let name = element.name();
        lines.push(Line {
            path: trail.path(),
            depth,
            label: layout.map_or(name, ElementLayout::en).to_owned(),
            label_ja: layout.map_or(name, ElementLayout::ja).to_owned(),
            value: value.map(ToOwned::to_owned),
            reading,
            reading_ja,
        });
        let inside = layout.map_or(Elements::NONE, ElementLayout::elements);
        walk(&trail, inside, depth.saturating_add(1), lines);
    }
}

/// What a value says beyond its characters: in English, in Japanese.
fn reading(layout: ElementLayout<'_>, value: &str) -> Option<(String, String)> {
    if let Some(table) = layout.table() {
        let meaning = table.meaning(value)?;
        return Some((meaning.en.to_owned(), meaning.ja.to_owned()));
    }
    match layout.kind() {
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
