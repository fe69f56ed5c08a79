//! How answers leave the core: each type is described once, by its derived
//! [`Serialize`], and written by whichever [`Format`] the other side reads.
//!
//! serde alone would compile every type once for every format, which is a tenth
//! of the component. Here one serializer, and so one copy of each type, calls a
//! format that it knows nothing of.

mod serializer;

use serde::{Serialize, Serializer};
use serializer::Writer;

/// What the parts of an answer are written to, in the order of the answer.
///
/// A record is begun, has its fields named, each before its value, and is ended. A
/// list is begun with its length, has each item announced, and is ended.
pub trait Format {
    /// A text.
    fn text(&mut self, text: &str);
    /// The next text is JSON: a value in its own right where the format is JSON.
    fn next_is_json(&mut self) {}
    /// Octets.
    fn bytes(&mut self, bytes: &[u8]);
    /// A number.
    fn number(&mut self, number: u32);
    /// A truth value.
    fn boolean(&mut self, holds: bool);
    /// Nothing, where there could be something.
    fn none(&mut self);
    /// A case that is no more than its name, in kebab-case.
    fn word(&mut self, name: &str);
    /// Which case the next value is of: `Some`, `Ok` or `Err`.
    fn case(&mut self, name: &str);
    /// A record begins.
    fn record(&mut self);
    /// The name of the next value, in camelCase.
    fn field(&mut self, name: &str);
    /// The record ends.
    fn end_record(&mut self);
    /// A list of so many items begins.
    fn list(&mut self, length: usize);
    /// The next value is an item of the list.
    fn item(&mut self);
    /// The list ends.
    fn end_list(&mut self);
}

/// What can be written: every type that is [`Serialize`] of nothing but records,
/// lists, options, texts, octets, truth values, numbers of 32 bits and cases by name.
pub trait Answer {
    /// Writes it; false where there is something else in it, on which it stops.
    fn write(&self, format: &mut dyn Format) -> bool;
}

impl<T: Serialize> Answer for T {
    fn write(&self, format: &mut dyn Format) -> bool {
        self.serialize(Writer(format)).is_ok()
    }
}

/// The name by which [`json`] tells the serializer that a text is JSON.
const JSON: &str = "Json";

/// A field whose text is JSON.
pub(crate) fn json<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(JSON, text)
}

/// The same, where there may be none.
// serde hands a reference to the field as it is.
#[expect(clippy::ref_option, reason = "the signature serde asks for")]
pub(crate) fn optional_json<S: Serializer>(
    text: &Option<alloc::string::String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(transparent)]
    struct Text<'a>(#[serde(serialize_with = "self::json")] &'a str);
    text.as_deref().map(Text).serialize(serializer)
}

/// A field of octets: base64 where a format has but text.
pub(crate) fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.serialize_str(&crate::json::encode(bytes))
    } else {
        serializer.serialize_bytes(bytes)
    }
}

/// The same, where there may be none.
// serde hands a reference to the field as it is.
#[expect(clippy::ref_option, reason = "the signature serde asks for")]
pub(crate) fn optional_bytes<S: Serializer>(
    bytes: &Option<alloc::vec::Vec<u8>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(transparent)]
    struct Bytes<'a>(#[serde(serialize_with = "self::bytes")] &'a [u8]);
    bytes.as_deref().map(Bytes).serialize(serializer)
}
