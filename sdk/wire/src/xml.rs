//! Reading the XML that messages are: a declaration, elements, text, character
//! references, CDATA, comments.
//!
//! There is no DTD, so there are no entities to expand, and no recursion, so depth
//! costs memory that the bounds bound. Tests compare it with `roxmltree`.

mod cursor;
mod namespaces;
mod part;
mod pending;
mod reader;
mod text;

pub use cursor::LONGEST_DECLARATION;
pub use namespaces::Binding;
pub use part::{Begin, Part, Progress, read_part};
pub use text::{is_character, is_space};

use crate::dictionary::Dictionary;
use crate::place::Place;
use crate::tree::Tree;
use alloc::string::String;
use reader::Reader;

/// How much a document may ask for. None is a default: the caller decides.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Elements inside each other, the root being the first.
    pub depth: usize,
    /// Elements in all.
    pub elements: u32,
    /// Attributes in all.
    pub attributes: u32,
    /// Bytes of one element's text, in UTF-8, references resolved.
    pub text: usize,
}

/// Why reading stopped, and where. Neither repeats what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// Where in the file.
    pub place: Place,
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// XML that is not well-formed: what is wrong, in English and in Japanese.
    NotWellFormed(&'static str, &'static str),
    /// The document ends before it is whole.
    Ended,
    /// A document type declaration.
    Dtd,
    /// More elements inside each other than [`Bounds::depth`].
    TooDeep,
    /// More elements than [`Bounds::elements`].
    TooManyElements,
    /// More attributes than [`Bounds::attributes`].
    TooManyAttributes,
    /// A text of more bytes than [`Bounds::text`].
    TextTooLong,
}

/// The encoding that the XML declaration at the beginning names, if there is one.
///
/// # Errors
/// A declaration that is none, or of more than [`LONGEST_DECLARATION`] bytes.
pub fn declared_encoding(source: &str) -> Result<Option<&str>, Fault> {
    cursor::Cursor::new(source, Place::START).take_declaration()
}

/// Reads a document (XML 1.0, with namespaces), already decoded and without a byte order mark. Comments,
/// processing instructions and attributes are left out; that an element had attributes
/// is remembered ([`Tree::had_attributes`]). An element in a namespace has another name
/// than any without: `{uri}name`, or its prefix before it.
///
/// # Errors
/// What is not well-formed or more than the bounds, at its place.
pub fn read(
    source: String,
    bounds: &Bounds,
    dictionary: &'static Dictionary,
) -> Result<Tree, Fault> {
    let mut reader = Reader::new(&source, Place::START, bounds, dictionary);
    reader.declaration()?;
    reader.rest()?;
    let builder = reader.whole()?;
    Ok(Tree {
        source,
        ..builder.finish()
    })
}
