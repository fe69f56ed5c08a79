//! XML, read by `onshi-wire` and written here.

pub(super) mod write;

use super::layout::DICTIONARY;
use super::limits::{Limits, TEXT_TOO_LONG, TOO_DEEP, TOO_MANY_ATTRIBUTES, TOO_MANY_ELEMENTS};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use onshi_wire::Tree;
use onshi_wire::xml::{Bounds, Fault, FaultKind};
pub use write::{NOT_A_NAME, NOT_IN_SHIFT_JIS, NOT_IN_XML, WRITTEN_AS_CP932};

/// XML that is not well-formed.
pub const NOT_WELL_FORMED: Code = code!(
    "message.not-well-formed",
    "not well-formed XML: {}",
    "XMLとして正しくありません({})",
);

/// A document type declaration, which messages don't have and attacks do.
pub const DTD: Code = code!(
    "message.dtd",
    "a document type declaration (DTD) is not allowed",
    "文書型宣言(DTD)は使えません",
);

/// Reads a document. Comments and processing instructions are left out.
///
/// # Errors
/// [`NOT_WELL_FORMED`], [`DTD`] or an exceeded limit, with its line and column.
pub(super) fn read(text: String, limits: &Limits) -> Result<Tree, Problem> {
    onshi_wire::xml::read(text, &bounds(limits), &DICTIONARY)
        .map_err(|fault| problem(fault, limits))
}

/// The encoding that an XML declaration names.
///
/// # Errors
/// [`NOT_WELL_FORMED`].
pub(super) fn declared_encoding(declaration: &str) -> Result<Option<&str>, Problem> {
    onshi_wire::xml::declared_encoding(declaration)
        .map_err(|fault| problem(fault, &Limits::default()))
}

pub(super) fn bounds(limits: &Limits) -> Bounds {
    Bounds {
        depth: limits.levels(),
        elements: limits.elements,
        attributes: limits.attributes,
        text: super::limits::as_usize(limits.text),
    }
}

pub(super) fn problem(fault: Fault, limits: &Limits) -> Problem {
    let place = Place::nowhere().at_line(fault.place.line, fault.place.column);
    let (code, limit) = match fault.kind {
        FaultKind::NotWellFormed(en, ja) => return not_well_formed(en, ja).at(place),
        FaultKind::Ended => {
            return not_well_formed("it ends too early", "途中で終わっています").at(place);
        }
        FaultKind::Dtd => return Problem::error(DTD).at(place),
        FaultKind::TooDeep => (TOO_DEEP, limits.depth.min(Limits::DEEPEST)),
        FaultKind::TooManyElements => (TOO_MANY_ELEMENTS, limits.elements),
        FaultKind::TooManyAttributes => (TOO_MANY_ATTRIBUTES, limits.attributes),
        FaultKind::TextTooLong => (TEXT_TOO_LONG, limits.text),
    };
    let limit = limit.to_string();
    Problem::error(code).detail(&limit, &limit).at(place)
}

pub(super) fn not_well_formed(en: &str, ja: &str) -> Problem {
    Problem::error(NOT_WELL_FORMED).detail(en, ja)
}

#[cfg(test)]
mod tests;
