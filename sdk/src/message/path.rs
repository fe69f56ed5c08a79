//! Paths of elements, as problems give them.

use super::Element;
use crate::problem::Place;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt::Write;

/// The path of names from `XmlMsg` down to where a walk is: `MessageBody/ResultList`,
/// with `[n]`, counted from 1, where a name repeats among its siblings.
#[derive(Default)]
pub(super) struct Path(String);

impl Path {
    /// One step further down; what it returns leads back by [`Path::leave`].
    pub(super) fn enter(&mut self, name: &str, nth: Option<u32>) -> usize {
        let before = self.0.len();
        if before > 0 {
            self.0.push('/');
        }
        self.0.push_str(name);
        if let Some(nth) = nth {
            // Writing to a String cannot fail.
            let _ = write!(self.0, "[{nth}]");
        }
        before
    }

    /// Back to where [`Path::enter`] was called.
    pub(super) fn leave(&mut self, before: usize) {
        self.0.truncate(before);
    }

    /// The path as text; empty at the root.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The place of an element at this path.
    pub(super) fn place(&self, position: Option<(u32, u32)>) -> Place {
        let path = if self.0.is_empty() { "XmlMsg" } else { &self.0 };
        let place = Place::path(path);
        match position {
            Some((line, column)) => place.at_line(line, column),
            None => place,
        }
    }
}

/// The children with their number among those of the same name, where that is
/// needed to tell them apart.
pub(super) fn numbered(children: &[Element]) -> impl Iterator<Item = (&Element, Option<u32>)> {
    let mut total: BTreeMap<&str, u32> = BTreeMap::new();
    for child in children {
        let count = total.entry(&child.name).or_default();
        *count = count.saturating_add(1);
    }
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    children.iter().map(move |child| {
        let repeats = total
            .get(child.name.as_str())
            .is_some_and(|&total| total > 1);
        let nth = repeats.then(|| {
            let nth = seen.entry(&child.name).or_default();
            *nth = nth.saturating_add(1);
            *nth
        });
        (child, nth)
    })
}
