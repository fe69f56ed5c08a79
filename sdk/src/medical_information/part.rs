//! Parts of the message that are read, and what is noted of them. This is the only
//! place of the module that knows how a message holds its elements.

use super::note::{MORE_IN_CONTENT, REPEATED, UNREADABLE};
use crate::message::{Element, MORE_NOTES};
use crate::order::alike;
use crate::problem::{Place, Problem, Problems};
use crate::time::Date;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// What reading leaves behind besides the records.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) notes: Problems,
    /// Elements that no record has a field for, and where the first of them is.
    pub(super) others: u32,
    first_other: Place,
}

impl Reading {
    /// More notes than anybody reads are not kept.
    const NOTES: usize = 1_000;

    pub(super) fn note(&mut self, problem: Problem) {
        match self.notes.len() {
            Self::NOTES => {
                let limit = Self::NOTES.to_string();
                self.notes
                    .push(Problem::note(MORE_NOTES).detail(&limit, &limit));
            }
            length if length < Self::NOTES => self.notes.push(problem),
            _ => {}
        }
    }

    pub(super) fn unreadable(&mut self, (en, ja): (&str, &str), place: Place) {
        self.note(Problem::warning(UNREADABLE).detail(en, ja).at(place));
    }

    fn other(&mut self, place: impl FnOnce() -> Place) {
        if self.others == 0 {
            self.first_other = place();
        }
        self.others = self.others.saturating_add(1);
    }

    /// Says what there is besides.
    pub(super) fn end(mut self) -> Self {
        if self.others > 0 {
            let count = self.others.to_string();
            let place = core::mem::take(&mut self.first_other);
            let note = Problem::note(MORE_IN_CONTENT).detail(&count, &count);
            self.note(note.at(place));
        }
        self
    }
}

/// An element and where in the message it is.
pub(super) struct Part<'a> {
    element: Element<'a>,
    path: String,
}

impl<'a> Part<'a> {
    /// The elements of these names wherever they stand, in the order sent: which
    /// parents they have is not publicly known (facts §2.8). None inside another.
    /// Whatever else the body holds is counted.
    pub(super) fn find(root: Element<'a>, names: &[&str], reading: &mut Reading) -> Vec<Self> {
        let mut found = Vec::new();
        let mut open = vec![Self {
            element: root,
            path: String::new(),
        }];
        while let Some(part) = open.pop() {
            if names.contains(&part.name()) {
                found.push(part);
                continue;
            }
            if part.text_inside().is_some() {
                if part.path.starts_with("MessageBody/") {
                    reading.other(|| part.place());
                }
                continue;
            }
            let mut children = part.children();
            children.reverse();
            open.append(&mut children);
        }
        found
    }

    pub(super) fn name(&self) -> &'a str {
        self.element.name()
    }

    /// The text it holds itself.
    pub(super) fn text_inside(&self) -> Option<&'a str> {
        self.element.as_text()
    }

    pub(super) fn place(&self) -> Place {
        located(self.element, self.path.clone())
    }

    /// Every item of a list inside, which may itself be there several times: JSON
    /// has a list of one name so where its layout is not known.
    pub(super) fn items(&self, [list, item]: [&str; 2], reading: &mut Reading) -> Vec<Self> {
        let mut items = Vec::new();
        for list in self.each(list) {
            list.count_others(&[item], reading);
            items.append(&mut list.each(item));
        }
        items
    }

    /// The text of the one element inside with this name, exactly as sent; empty
    /// and absent are the same.
    pub(super) fn text(&self, name: &str, reading: &mut Reading) -> Option<String> {
        let mut texts = self
            .named(name)
            .filter_map(Element::as_text)
            .filter(|text| !text.is_empty());
        let first = texts.next();
        if texts.any(|other| Some(other) != first) {
            reading.note(Problem::warning(REPEATED).at(self.place_of(name)));
            return None;
        }
        first.map(ToOwned::to_owned)
    }

    /// A date, `YYYYMMDD`.
    pub(super) fn date(&self, name: &str, reading: &mut Reading) -> Option<Date> {
        let text = self.text(name, reading)?;
        let date = Date::from_wire(&text);
        if date.is_none() {
            let what = ("a date YYYYMMDD", "日付(YYYYMMDD)");
            reading.unreadable(what, self.place_of(name));
        }
        date
    }

    /// A month, `YYYYMM`, as `YYYY-MM`.
    pub(super) fn month(&self, name: &str, reading: &mut Reading) -> Option<String> {
        let text = self.text(name, reading)?;
        let month = Date::from_wire(&format!("{text}01"))
            .and_then(|_| Some(format!("{}-{}", text.get(..4)?, text.get(4..)?)));
        if month.is_none() {
            let what = ("a month YYYYMM", "年月(YYYYMM)");
            reading.unreadable(what, self.place_of(name));
        }
        month
    }

    /// Counts what is inside besides these.
    pub(super) fn count_others(&self, known: &[&str], reading: &mut Reading) {
        for child in self.element.children() {
            if !known.contains(&child.name()) {
                let path = format!("{}/{}", self.path, child.name());
                reading.other(|| located(child, path));
            }
        }
    }

    /// Where the (first) element inside with this name is, or would be.
    pub(super) fn place_of(&self, name: &str) -> Place {
        let path = format!("{}/{name}", self.path);
        match self.element.child(name) {
            Some(child) => located(child, path),
            None => Place::path(path),
        }
    }

    fn each(&self, name: &str) -> Vec<Self> {
        let repeats = self.named(name).nth(1).is_some();
        let numbered = self.named(name).zip(1_u32..);
        numbered
            .map(|(element, number)| self.inside(element, repeats.then_some(number)))
            .collect()
    }

    /// Everything inside, numbered where a name repeats.
    fn children(&self) -> Vec<Self> {
        let children: Vec<_> = self.element.children().collect();
        let names: Vec<&str> = children.iter().map(|child| child.name()).collect();
        let mut numbers: Vec<Option<u32>> = vec![None; children.len()];
        for places in alike(&names).iter().filter(|places| places.len() > 1) {
            for (place, number) in places.iter().zip(1_u32..) {
                if let Some(of) = numbers.get_mut(*place) {
                    *of = Some(number);
                }
            }
        }
        let numbered = children.into_iter().zip(numbers);
        numbered
            .map(|(child, number)| self.inside(child, number))
            .collect()
    }

    fn inside(&self, element: Element<'a>, number: Option<u32>) -> Self {
        let mut path = self.path.clone();
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(element.name());
        if let Some(number) = number {
            path.push_str(&format!("[{number}]"));
        }
        Self { element, path }
    }

    fn named<'n>(&self, name: &'n str) -> impl Iterator<Item = Element<'a>> + use<'a, 'n> {
        self.element.children_named(name)
    }
}

fn located(element: Element<'_>, path: String) -> Place {
    let place = Place::path(path);
    match element.position() {
        Some((line, column)) => place.at_line(line, column),
        None => place,
    }
}
