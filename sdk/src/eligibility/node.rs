//! Reading single values out of a message. Nothing is refused here: what cannot
//! be read is noted with its place, and whoever asked decides what it means.
//!
//! An element that is there and cannot be read is never taken for an absent one: not one
//! that holds elements instead of a text or a text instead of elements, not one that is
//! sent again with another content, and not one whose name differs from the element's by a
//! namespace or by case alone.

use super::coded::CodeValue;
use super::note::{ABSENT, CONTRADICTORY, REPEATED, UNKNOWN_CODE, UNREADABLE};
use crate::message::Element;
use crate::problem::{Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Something was sent, and noted as not readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// What an element held, where it was sent.
pub(super) type Field<T> = Result<Option<T>, Unreadable>;

/// Whether an element, which may be absent itself, holds one of this name.
pub(super) fn holds(element: Option<Element<'_>>, name: &str) -> bool {
    element.is_some_and(|element| element.child(name).is_some())
}

/// An element and where in the message it is.
#[derive(Clone)]
pub(super) struct Node<'a> {
    /// None where it is absent, and so all that would be inside.
    element: Option<Element<'a>>,
    path: String,
}

impl<'a> Node<'a> {
    /// A child of the message's root, whose name is left out of paths.
    pub(super) fn top(element: Option<Element<'a>>, name: &str) -> Self {
        Self {
            element,
            path: name.to_owned(),
        }
    }

    /// Every element inside with this name, in the order sent.
    pub(super) fn each(&self, name: &str) -> Vec<Self> {
        let repeats = self.named(name).nth(1).is_some();
        self.named(name)
            .zip(1_u32..)
            .map(|(element, number)| Self {
                element: Some(element),
                path: if repeats {
                    format!("{}/{name}[{number}]", self.path)
                } else {
                    format!("{}/{name}", self.path)
                },
            })
            .collect()
    }

    /// The one group inside with this name; an empty one and an absent one are the same.
    pub(super) fn group(&self, name: &str, notes: &mut Problems) -> Field<Self> {
        let Some(group) = self.only(name, GROUP, notes)? else {
            return Ok(None);
        };
        if group.has_children() {
            return Ok(Some(Self {
                element: Some(group),
                path: format!("{}/{name}", self.path),
            }));
        }
        if is_blank(group) {
            return Ok(None);
        }
        Err(self.unreadable(name, GROUP, notes))
    }

    /// Every group inside with this name, in the order sent, and whether that is all of
    /// them: not where one holds a text instead, or something is named like them.
    pub(super) fn groups(&self, name: &str, notes: &mut Problems) -> (Vec<Self>, bool) {
        let holds_elements = |element: Element<'_>| element.has_children();
        let whole = !self.has_lookalike(name)
            && self
                .named(name)
                .all(|one| holds_elements(one) || is_blank(one));
        if !whole {
            self.unreadable(name, GROUP, notes);
        }
        let mut all = self.each(name);
        all.retain(|node| node.element.is_some_and(holds_elements));
        (all, whole)
    }

    /// Whether anything was sent under this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.named(name).any(|child| child.as_text() != Some("")) || self.has_lookalike(name)
    }

    /// Where the (first) element inside with this name is, or would be.
    pub(super) fn place(&self, name: &str) -> Place {
        let place = Place::path(format!("{}/{name}", self.path));
        match self.named(name).next().and_then(Element::position) {
            Some((line, column)) => place.at_line(line, column),
            None => place,
        }
    }

    /// The text exactly as sent; empty and absent are the same.
    pub(super) fn text(&self, name: &str, notes: &mut Problems) -> Field<&'a str> {
        let what = ("a text", "文字列");
        let Some(element) = self.only(name, what, notes)? else {
            return Ok(None);
        };
        match element.as_text() {
            Some("") => Ok(None),
            Some(text) if !text.trim().is_empty() => Ok(Some(text)),
            _ => Err(self.unreadable(name, what, notes)),
        }
    }

    /// The one element inside with this name, sent once or several times the same.
    fn only(&self, name: &str, what: (&str, &str), notes: &mut Problems) -> Field<Element<'a>> {
        let mut sent = self.named(name);
        let first = sent.next();
        if sent.any(|other| Some(other) != first) {
            notes.push(Problem::warning(REPEATED).at(self.place(name)));
            return Err(Unreadable);
        }
        if self.has_lookalike(name) {
            return Err(self.unreadable(name, what, notes));
        }
        Ok(first)
    }

    /// Notes that an element is not what it should be.
    fn unreadable(&self, name: &str, (en, ja): (&str, &str), notes: &mut Problems) -> Unreadable {
        let problem = Problem::warning(UNREADABLE).detail(en, ja);
        notes.push(problem.at(self.place(name)));
        Unreadable
    }

    /// A code of a table, known or not.
    pub(super) fn code(&self, name: &str, table: &str, notes: &mut Problems) -> Field<CodeValue> {
        let Some(text) = self.text(name, notes)? else {
            return Ok(None);
        };
        let code = CodeValue::new(table, text);
        if code.meaning.is_none() {
            notes.push(
                Problem::note(UNKNOWN_CODE)
                    .detail(table, table)
                    .at(self.place(name)),
            );
        }
        Ok(Some(code))
    }

    /// A date, `YYYYMMDD`.
    pub(super) fn date(&self, name: &str, notes: &mut Problems) -> Field<Date> {
        self.parsed(
            name,
            Date::from_wire,
            ("a date YYYYMMDD", "日付(YYYYMMDD)"),
            notes,
        )
    }

    /// A time, `YYYYMMDDHHmmss`, Japan Standard Time.
    pub(super) fn instant(&self, name: &str, notes: &mut Problems) -> Field<Instant> {
        let what = ("a time YYYYMMDDHHmmss", "日時(YYYYMMDDHHmmss)");
        self.parsed(name, Instant::from_wire, what, notes)
    }

    /// A month, `YYYYMM`, as its first day.
    pub(super) fn month(&self, name: &str, notes: &mut Problems) -> Field<Date> {
        let first = |text: &str| Date::from_wire(&format!("{text}01"));
        self.parsed(name, first, ("a month YYYYMM", "年月(YYYYMM)"), notes)
    }

    /// An amount in yen, digits only.
    pub(super) fn yen(&self, name: &str, notes: &mut Problems) -> Field<u32> {
        self.parsed(name, digits, ("an amount in yen", "金額(円)"), notes)
    }

    /// A count, digits only.
    pub(super) fn count(&self, name: &str, notes: &mut Problems) -> Field<u32> {
        self.parsed(name, digits, ("a number in digits", "件数(数字)"), notes)
    }

    /// A share in percent, three digits: `010`, `020` or `030`.
    pub(super) fn ratio(&self, name: &str, notes: &mut Problems) -> Field<u8> {
        let ratio = |text: &str| match text {
            "010" => Some(10),
            "020" => Some(20),
            "030" => Some(30),
            _ => None,
        };
        let what = ("a share of 010, 020 or 030", "負担割合(010・020・030)");
        self.parsed(name, ratio, what, notes)
    }

    /// Whether something inside is named like it and is not it: of another namespace, or
    /// in other letters.
    fn has_lookalike(&self, name: &str) -> bool {
        let mut inside = self.element.into_iter().flat_map(Element::children);
        inside.any(|child| {
            let sent = child.name();
            let local = sent.rsplit([':', '}']).next().unwrap_or(sent);
            // The names of layouts have numbers, and none of them is another's lookalike.
            child.number().is_none() && sent != name && local.eq_ignore_ascii_case(name)
        })
    }

    fn named<'n>(&self, name: &'n str) -> impl Iterator<Item = Element<'a>> + use<'a, 'n> {
        let element = self.element.into_iter();
        element.flat_map(move |element| element.children_named(name))
    }

    fn parsed<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        what: (&str, &str),
        notes: &mut Problems,
    ) -> Field<T> {
        let Some(text) = self.text(name, notes)? else {
            return Ok(None);
        };
        let value = parse(text);
        value
            .map(Some)
            .ok_or_else(|| self.unreadable(name, what, notes))
    }

    /// Notes that an element contradicts another, named in English and Japanese.
    pub(super) fn contradicts(&self, name: &str, (en, ja): (&str, &str), notes: &mut Problems) {
        notes.push(
            Problem::warning(CONTRADICTORY)
                .detail(en, ja)
                .at(self.place(name)),
        );
    }

    /// Notes that an element the judgement needs was not sent.
    pub(super) fn absent(&self, name: &str, ja: &str, notes: &mut Problems) {
        notes.push(
            Problem::warning(ABSENT)
                .detail(name, ja)
                .at(self.place(name)),
        );
    }
}

/// What an element with others inside is called.
const GROUP: (&str, &str) = ("a group of elements", "項目のまとまり");

fn is_blank(element: Element<'_>) -> bool {
    element.as_text().is_some_and(|text| text.trim().is_empty())
}

fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}
