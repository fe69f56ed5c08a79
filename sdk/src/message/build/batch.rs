//! A request in as many files as it takes.

use super::File;
use crate::message::layout::{ElementLayout, Elements, Interface, Occurs};
use crate::message::xml::write::Written;
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

/// The document as it is or, where it has more units, once for so many of them each:
/// what stands before and after the units is in all.
pub(super) fn parts(
    Written { bytes, marks, .. }: Written,
    per_file: usize,
) -> impl Iterator<Item = Vec<u8>> {
    let count = marks.len().saturating_sub(1);
    let files = count.div_ceil(per_file).max(1);
    (0..files).map(move |nth| {
        let first = nth.saturating_mul(per_file);
        let end = first.saturating_add(per_file).min(count);
        let mark = |at: usize| marks.get(at).copied().unwrap_or(bytes.len());
        let before = bytes.get(..mark(0)).unwrap_or_default();
        let units = bytes.get(mark(first)..mark(end)).unwrap_or_default();
        let after = bytes.get(mark(count)..).unwrap_or_default();
        [before, units, after].concat()
    })
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
