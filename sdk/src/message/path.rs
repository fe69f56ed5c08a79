//! Paths of elements, as problems give them.

use super::Element;
use crate::order::alike;
use crate::problem::Place;
use alloc::string::String;
use alloc::vec::Vec;
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
pub(super) fn numbered(children: &[Element]) -> Vec<(&Element, Option<u32>)> {
    let names: Vec<_> = children.iter().map(|child| child.name.as_str()).collect();
    let mut numbered: Vec<_> = children.iter().map(|child| (child, None)).collect();
    for places in alike(&names).iter().filter(|places| places.len() > 1) {
        for (number, place) in (1..).zip(places) {
            if let Some((_, nth)) = numbered.get_mut(*place) {
                *nth = Some(number);
            }
        }
    }
    numbered
}
