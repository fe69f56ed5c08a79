//! Paths of elements, as problems give them.

use crate::problem::Place;
use alloc::borrow::ToOwned;
use alloc::string::String;
pub(super) use onshi_wire::{Trail, step};

/// The place of the element that a trail leads to.
pub(super) fn of(trail: &Trail<'_, '_>) -> Place {
    place(trail.path(), trail.element().position())
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
