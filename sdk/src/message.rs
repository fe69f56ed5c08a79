//! The wire: layouts, XML and JSON, encodings and file names.
//!
//! [`read`] and [`read_json`] give exactly what was sent, with notes on what is
//! not as the layout has it; what it means is [`eligibility`](crate::eligibility)'s
//! business. [`build()`] makes a file only of what is right.

mod build;
mod check;
pub mod codes;
pub mod correlation;
mod document;
pub mod encoding;
pub mod file_name;
mod json;
pub mod layout;
mod limits;
mod outline;
pub mod part;
mod path;
mod read;
#[cfg(test)]
pub(crate) mod test_data;
#[cfg(test)]
pub(crate) mod test_layout;
mod xml;

pub use build::{BuildOptions, File, NOT_OVERRIDABLE, OVERRIDABLE, build, build_batch};
pub(crate) use build::{default_identifier, has_identifier};
pub use check::{
    ATTRIBUTES, ELEMENTS_FOR_TEXT, MISSING_ELEMENT, MORE_NOTES, PRIVATE_USE, REPEATED_ELEMENT,
    TEXT_BETWEEN_ELEMENTS, TEXT_FOR_ELEMENTS, TOO_LONG, UNKNOWN_CODE, UNKNOWN_ELEMENT, WRONG_FORM,
};
pub use correlation::{Asked, Correlation, correlate};
pub use document::{Document, RecognizedBy};
pub use encoding::{Encoding, MARK_AND_DECLARATION, UNDECODABLE, UNKNOWN_ENCODING};
pub use file_name::{FileName, NO_FILE_NAME, SUFFIX};
pub use json::{NAME_TWICE, NOT_JSON, NOT_TEXT};
pub use layout::supplied::UNUSABLE_LAYOUT;
pub use layout::{Direction, ElementLayout, Elements, Interface, Kind, Occurs};
pub use limits::{
    Limits, TEXT_TOO_LONG, TOO_DEEP, TOO_LARGE, TOO_MANY_ATTRIBUTES, TOO_MANY_ELEMENTS,
};
pub use onshi_wire::{Children, Element, Tree};
pub use outline::{Line, outline};
pub use part::{NO_PROGRESS, Part, Progress, READ_WHOLE, read_part};
pub use read::{
    ENCODINGS_DIFFER, NAME_AND_CONTENT_DIFFER, NO_LAYOUT, NOT_A_MESSAGE, NOT_RECOGNIZED,
    OTHER_FILE_NAME, ReadOptions, UNKNOWN_INTERFACE, read, read_json,
};
pub use xml::{DTD, NOT_A_NAME, NOT_IN_SHIFT_JIS, NOT_IN_XML, NOT_WELL_FORMED, WRITTEN_AS_CP932};

use crate::problem::Code;

/// Every code of this module.
pub const CODES: &[Code] = &[
    ATTRIBUTES,
    correlation::ANOTHERS,
    correlation::ANSWERS,
    correlation::CANNOT_TELL,
    correlation::DUPLICATE,
    correlation::FACE_RESULT,
    correlation::IDENTIFIER_AGREES,
    correlation::IDENTIFIER_DIFFERS,
    correlation::IDENTIFIER_MISSING,
    correlation::IDENTIFIER_NOT_SENT,
    correlation::IDENTIFIER_OF_ANOTHER,
    correlation::LATE,
    correlation::NAME_AGREES,
    correlation::NAME_ALONE,
    correlation::NOT_A_RESULT,
    correlation::NOT_READ,
    correlation::REFUSED,
    correlation::SEVERAL_REQUESTS,
    DTD,
    ELEMENTS_FOR_TEXT,
    ENCODINGS_DIFFER,
    MARK_AND_DECLARATION,
    MISSING_ELEMENT,
    MORE_NOTES,
    NAME_AND_CONTENT_DIFFER,
    NAME_TWICE,
    NO_FILE_NAME,
    NO_LAYOUT,
    NO_PROGRESS,
    NOT_A_MESSAGE,
    NOT_A_NAME,
    NOT_IN_SHIFT_JIS,
    NOT_IN_XML,
    NOT_JSON,
    NOT_OVERRIDABLE,
    NOT_RECOGNIZED,
    NOT_TEXT,
    NOT_WELL_FORMED,
    OTHER_FILE_NAME,
    PRIVATE_USE,
    READ_WHOLE,
    REPEATED_ELEMENT,
    SUFFIX,
    TEXT_BETWEEN_ELEMENTS,
    TEXT_FOR_ELEMENTS,
    TEXT_TOO_LONG,
    TOO_DEEP,
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY_ATTRIBUTES,
    TOO_MANY_ELEMENTS,
    UNDECODABLE,
    UNKNOWN_CODE,
    UNKNOWN_ELEMENT,
    UNKNOWN_ENCODING,
    UNKNOWN_INTERFACE,
    UNUSABLE_LAYOUT,
    WRONG_FORM,
    WRITTEN_AS_CP932,
];
