//! Paths of elements, as problems give them.

use super::Element;
use crate::order::alike;
use crate::problem::Place;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::fmt::Write;

/// The way from the root to where a walk is. Its path, names with slashes between
/// them as in `MessageBody/ResultList`, is only made where it is asked for, and so
/// are the numbers in it: `[n]`, counted from 1, where a name repeats among its
/// siblings.
pub(super) struct Trail<'t, 'a> {
    above: Option<&'t Self>,
    element: Element<'a>,
    /// The number of each element inside, by its place in the tree.
    numbers: OnceCell<Vec<(u32, Option<u32>)>>,
    /// How many of a name were in earlier parts of the message.
    earlier: &'t [(String, u32)],
}

impl<'t, 'a> Trail<'t, 'a> {
    /// At the root, whose name no path has.
    pub(super) fn top(root: Element<'a>) -> Self {
        Self {
            above: None,
            element: root,
            numbers: OnceCell::new(),
            earlier: &[],
        }
    }

    /// One step further down.
    pub(super) fn down<'s>(&'s self, element: Element<'a>) -> Trail<'s, 'a>
    where
        't: 's,
    {
        Trail {
            above: Some(self),
            element,
            numbers: OnceCell::new(),
            earlier: &[],
        }
    }

    /// The same, but with elements inside that come after others of earlier parts.
    pub(super) fn after(self, earlier: &'t [(String, u32)]) -> Self {
        Self { earlier, ..self }
    }

    pub(super) fn element(&self) -> Element<'a> {
        self.element
    }

    /// The path as text; empty at the root.
    pub(super) fn path(&self) -> String {
        let Some(above) = self.above else {
            return String::new();
        };
        let mut path = above.path();
        step(&mut path, self.element.name());
        if let Some(number) = above.number(self.element) {
            // Writing to a String cannot fail.
            let _ = write!(path, "[{number}]");
        }
        path
    }

    /// The path of an element inside that is not there.
    pub(super) fn path_of(&self, absent: &str) -> String {
        let mut path = self.path();
        step(&mut path, absent);
        path
    }

    /// The place of the element.
    pub(super) fn place(&self) -> Place {
        place(self.path(), self.element.position())
    }

    /// The number of an element inside among those of its name.
    fn number(&self, child: Element<'_>) -> Option<u32> {
        let numbers = self.numbers.get_or_init(|| self.numbered());
        let at = numbers
            .binary_search_by_key(&child.index(), |(index, _)| *index)
            .ok()?;
        numbers.get(at)?.1
    }

    fn numbered(&self) -> Vec<(u32, Option<u32>)> {
        let names: Vec<_> = self.element.children().map(Element::name).collect();
        let mut numbered: Vec<_> = self
            .element
            .children()
            .map(|child| (child.index(), None))
            .collect();
        for places in alike(&names) {
            let name = places.first().and_then(|first| names.get(*first));
            let earlier = self
                .earlier
                .iter()
                .find(|(known, _)| Some(&known.as_str()) == name);
            if places.len() == 1 && earlier.is_none() {
                continue;
            }
            let first = earlier.map_or(1, |(_, count)| count.saturating_add(1));
            for (number, place) in (first..).zip(places) {
                if let Some((_, nth)) = numbered.get_mut(place) {
                    *nth = Some(number);
                }
            }
        }
        numbered
    }
}

/// One step further down.
pub(super) fn step(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}

/// The place at a path.
pub(super) fn place(path: String, position: Option<(u32, u32)>) -> Place {
    let path = if path.is_empty() {
        "XmlMsg".to_owned()
    } else {
        path
    };
    let place = Place::path(path);
    match position {
        Some((line, column)) => place.at_line(line, column),
        None => place,
    }
}
