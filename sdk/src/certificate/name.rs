//! Distinguished names: compared as RFC 5280 §7.1 asks, shown as RFC 4514 does.
//!
//! Two names are the same when their attributes are, in order; text in
//! PrintableString or UTF8String (and IA5String among itself) is compared
//! without regard to ASCII case and runs of spaces. Beyond ASCII, case and
//! composed characters are compared as they are encoded: the full string
//! preparation of RFC 4518 would only make more names equal, never fewer.

use super::asn1::{Cursor, Malformed, Value};
use super::oid::Oid;
use crate::order::sorted;
use alloc::string::String;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::fmt::{self, Write};
use der::Tag;

/// A distinguished name borrowed from a certificate.
#[derive(Clone)]
pub(crate) struct Name<'a> {
    /// Each relative name with its attributes, in the order of the encoding.
    relative: Vec<Vec<Attribute<'a>>>,
    /// The form in which equal names are equal bytes.
    folded: Vec<u8>,
}

#[derive(Clone)]
struct Attribute<'a> {
    kind: Oid<'a>,
    value: Value<'a>,
}

impl<'a> Name<'a> {
    pub(crate) fn read(value: Value<'a>) -> Result<Self, Malformed> {
        if value.tag != Tag::Sequence {
            return Err(value.malformed());
        }
        let mut relative = Vec::new();
        let mut cursor = value.open();
        while !cursor.is_empty() {
            relative.push(read_relative(cursor.take(Tag::Set)?)?);
        }
        let folded = fold(&relative);
        Ok(Self { relative, folded })
    }

    /// This name with one more relative name at its end: a distribution point may
    /// be named relative to its CRL's issuer (RFC 5280 §4.2.1.13).
    pub(crate) fn extended(&self, set: Value<'a>) -> Result<Self, Malformed> {
        let mut relative = self.relative.clone();
        relative.push(read_relative(set)?);
        let folded = fold(&relative);
        Ok(Self { relative, folded })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.relative.is_empty()
    }

    /// Whether it is another name or below it: the other's relative names are the
    /// first of its own. (Folded relative names say where they end, so a prefix of
    /// the folded form is a prefix of the name.)
    pub(crate) fn is_within(&self, subtree: &Name<'_>) -> bool {
        self.folded.starts_with(&subtree.folded)
    }

    /// Whether an attribute of this kind has exactly this text.
    pub(crate) fn has(&self, kind: Oid<'_>, text: &str) -> bool {
        self.relative
            .iter()
            .flatten()
            .any(|attribute| attribute.kind == kind && attribute.text() == Some(text))
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

fn read_relative<'a>(set: Value<'a>) -> Result<Vec<Attribute<'a>>, Malformed> {
    let mut attributes = Vec::new();
    let mut cursor = set.open();
    while !cursor.is_empty() {
        attributes.push(Attribute::read(cursor.take(Tag::Sequence)?.open())?);
    }
    if attributes.is_empty() {
        return Err(set.malformed());
    }
    Ok(attributes)
}

impl<'a> Attribute<'a> {
    fn read(mut cursor: Cursor<'a>) -> Result<Self, Malformed> {
        let kind = cursor.take(Tag::ObjectIdentifier)?.oid()?;
        let value = cursor.next()?;
        cursor.end()?;
        let attribute = Self { kind, value };
        if is_text(value.tag) && attribute.text().is_none() {
            return Err(value.malformed());
        }
        Ok(attribute)
    }

    fn text(&self) -> Option<&'a str> {
        is_text(self.value.tag)
            .then(|| core::str::from_utf8(self.value.contents).ok())
            .flatten()
    }
}

/// String types whose contents are UTF-8; ASCII is part of it.
fn is_text(tag: Tag) -> bool {
    matches!(tag, Tag::PrintableString | Tag::Utf8String | Tag::Ia5String)
}

/// Lengths stand before contents, so that different names never fold alike.
fn fold(relative: &[Vec<Attribute<'_>>]) -> Vec<u8> {
    let mut folded = Vec::new();
    for attributes in relative {
        let parts = attributes.iter().map(fold_attribute).collect();
        // DER orders a SET OF by its encoding, which folding changes.
        let parts = sorted(parts, &|one: &Vec<u8>, other: &Vec<u8>| one < other);
        push_length(&mut folded, parts.len());
        folded.extend(parts.into_iter().flatten());
    }
    folded
}

fn fold_attribute(attribute: &Attribute<'_>) -> Vec<u8> {
    let contents = attribute.value.contents;
    let (class, contents) = match attribute.value.tag {
        Tag::PrintableString | Tag::Utf8String => (b't', fold_text(contents)),
        Tag::Ia5String => (b'i', fold_text(contents)),
        // Any other type equals itself only, tag and all.
        _ => (b'o', attribute.value.encoded.to_vec()),
    };
    let mut folded = Vec::new();
    push_length(&mut folded, attribute.kind.as_bytes().len());
    folded.extend_from_slice(attribute.kind.as_bytes());
    folded.push(class);
    push_length(&mut folded, contents.len());
    folded.extend(contents);
    folded
}

/// Lower case, no space at either end, one space for several.
fn fold_text(text: &[u8]) -> Vec<u8> {
    let words = text
        .split(|&byte| byte == b' ')
        .filter(|word| !word.is_empty());
    let mut folded = Vec::with_capacity(text.len());
    for word in words {
        if !folded.is_empty() {
            folded.push(b' ');
        }
        folded.extend(word.iter().map(u8::to_ascii_lowercase));
    }
    folded
}

fn push_length(folded: &mut Vec<u8>, length: usize) {
    folded.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
}

/// Attribute types with a short name; others are shown by their number.
const SHORT_NAMES: &[(&str, Oid<'static>)] = &[
    ("CN", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.3"))),
    ("SN", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.4"))),
    (
        "serialNumber",
        Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.5")),
    ),
    ("C", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.6"))),
    ("L", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.7"))),
    ("ST", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.8"))),
    ("O", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.10"))),
    ("OU", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.11"))),
    (
        "title",
        Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.12")),
    ),
    ("GN", Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.42"))),
    (
        "DC",
        Oid::known(&ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25")),
    ),
];

/// The attribute type with this short name.
pub(crate) fn attribute_type(short: &str) -> Option<Oid<'static>> {
    let known = SHORT_NAMES.iter().find(|(name, _)| *name == short);
    known.map(|&(_, kind)| kind)
}

/// RFC 4514: the last relative name first, `CN=…,O=…,C=JP`.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, attributes) in self.relative.iter().rev().enumerate() {
            for (number, attribute) in attributes.iter().enumerate() {
                if number > 0 {
                    f.write_char('+')?;
                } else if place > 0 {
                    f.write_char(',')?;
                }
                attribute.fmt(f)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = SHORT_NAMES.iter().find(|(_, kind)| *kind == self.kind);
        match short {
            Some((name, _)) => f.write_str(name)?,
            None => self.kind.fmt(f)?,
        }
        match self.text() {
            Some(text) => write!(f, "={}", escape(text)),
            None => write!(f, "=#{}", super::summary::hex(self.value.encoded)),
        }
    }
}

/// RFC 4514 §2.4, with control characters as their bytes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (place, character) in text.chars().enumerate() {
        let at_edge = character == ' ' && (place == 0 || place == last);
        if at_edge
            || matches!(character, '"' | '+' | ',' | ';' | '<' | '>' | '\\')
            || (character == '#' && place == 0)
        {
            escaped.push('\\');
            escaped.push(character);
        } else if character.is_control() {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\{byte:02X}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::test_support::der::{name, name_with};
    use alloc::string::ToString;

    const PRINTABLE: u8 = 0x13;
    const UTF8: u8 = 0x0C;

    fn read(encoded: &[u8]) -> Name<'_> {
        Name::read(Cursor::new(encoded).next().unwrap()).unwrap()
    }

    #[test]
    fn shows_the_most_specific_part_first_and_escapes() {
        let encoded = name(&[("C", "JP"), ("O", "Health, Labour"), ("CN", " \"a\"\0#")]);
        assert_eq!(
            read(&encoded).to_string(),
            r#"CN=\ \"a\"\00#,O=Health\, Labour,C=JP"#
        );
    }

    #[test]
    fn case_and_spaces_and_string_type_do_not_matter() {
        let one = name_with(&[("O", PRINTABLE, "Good  CA"), ("CN", UTF8, "認証局")]);
        let other = name_with(&[("O", UTF8, " good ca "), ("CN", UTF8, "認証局")]);
        assert!(read(&one) == read(&other));
    }

    #[test]
    fn everything_else_matters() {
        let base = name(&[("O", "Good CA"), ("CN", "x")]);
        for different in [
            name(&[("CN", "x"), ("O", "Good CA")]),
            name(&[("O", "Good CA")]),
            name(&[("O", "GoodCA"), ("CN", "x")]),
            name(&[("OU", "Good CA"), ("CN", "x")]),
            name(&[("O", "Good CA\0"), ("CN", "x")]),
            name_with(&[("O", 0x16, "Good CA"), ("CN", UTF8, "x")]),
            name_with(&[("O", 0x1E, "Good CA"), ("CN", UTF8, "x")]),
        ] {
            assert!(read(&base) != read(&different), "{}", read(&different));
        }
    }

    #[test]
    fn text_that_is_not_utf_8_is_malformed() {
        let mut encoded = name(&[("CN", "ab")]);
        *encoded.last_mut().unwrap() = 0xFF;
        assert!(Name::read(Cursor::new(&encoded).next().unwrap()).is_err());
    }
}
