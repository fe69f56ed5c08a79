//! A request in as many files as it takes.

use super::File;
use crate::message::layout::{ElementLayout, Elements, Interface, Occurs};
use crate::message::{Element, FileName, Tree};
use crate::problem::Problem;
use alloc::string::String;
use alloc::vec::Vec;

/// What the body may have many of, where that is of one kind: where in the tree each
/// of them is.
pub(super) fn units(tree: &Tree, layout: Elements<'_>) -> Vec<u32> {
    let body = layout.named("MessageBody").map(ElementLayout::elements);
    let mut many = body
        .into_iter()
        .flat_map(Elements::iter)
        .filter(|element| element.occurs() == Occurs::Many);
    let (Some(unit), None) = (many.next(), many.next()) else {
        return Vec::new();
    };
    let body = tree.root().child("MessageBody");
    let units = body
        .into_iter()
        .flat_map(|body| body.children_named(unit.name()));
    units.map(Element::index).collect()
}

/// Files in the making.
pub(super) struct Batch {
    pub(super) files: Vec<File>,
    /// That of the next file.
    pub(super) suffix: String,
}

impl Batch {
    pub(super) fn add(&mut self, interface: &Interface, bytes: Vec<u8>) -> Result<(), Problem> {
        let name = FileName::new(interface, &self.suffix)?;
        self.files.push(File {
            name,
            bytes,
            notes: Vec::new(),
        });
        self.suffix = after(&self.suffix);
        Ok(())
    }
}

/// The next suffix; where its number has no further one of that length, or there is
/// none, an empty one, which is no suffix.
fn after(suffix: &str) -> String {
    // More digits than that are a date before the number.
    const DIGITS: usize = 4;
    let mut bytes = suffix.as_bytes().to_vec();
    for byte in bytes.iter_mut().rev().take(DIGITS) {
        match *byte {
            b'9' => *byte = b'0',
            digit if digit.is_ascii_digit() => {
                *byte = digit.saturating_add(1);
                return String::from_utf8(bytes).unwrap_or_default();
            }
            _ => break,
        }
    }
    String::new()
}
