//! The way to an element, and its path.

use crate::element::Element;
use crate::order::alike;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::fmt::Write;

/// The way from the root to where a walk is. Its path, names with slashes between
/// them as in `MessageBody/ResultList`, is only made where it is asked for, and so
/// are the numbers in it: `[n]`, counted from 1, where a name repeats among its
/// siblings.
#[derive(Debug)]
pub struct Trail<'t, 'a> {
    above: Option<&'t Self>,
    element: Element<'a>,
    /// The number of each element inside, by its place in the tree.
    numbers: OnceCell<Vec<(u32, Option<u32>)>>,
    /// How many of a name were in earlier parts of the message.
    earlier: &'t [(String, u32)],
}

impl<'t, 'a> Trail<'t, 'a> {
    /// At the root, whose name no path has.
    #[must_use]
    pub fn top(root: Element<'a>) -> Self {
        Self {
            above: None,
            element: root,
            numbers: OnceCell::new(),
            earlier: &[],
        }
    }

    /// One step further down.
    #[must_use]
    pub fn down<'s>(&'s self, element: Element<'a>) -> Trail<'s, 'a>
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
    #[must_use]
    pub fn after(self, earlier: &'t [(String, u32)]) -> Self {
        Self { earlier, ..self }
    }

    /// The element it leads to.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.element
    }

    /// The path as text; empty at the root.
    #[must_use]
    pub fn path(&self) -> String {
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
    #[must_use]
    pub fn path_of(&self, absent: &str) -> String {
        let mut path = self.path();
        step(&mut path, absent);
        path
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
pub fn step(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}
