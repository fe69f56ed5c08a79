//! Distinguished names: compared as RFC 5280 §7.1 asks, shown as RFC 4514 does.
//!
//! Two names are the same when their attributes are, in order. Text is compared
//! as its characters, whatever string type carries them (PrintableString,
//! UTF8String, IA5String, NumericString, VisibleString, BMPString), without regard
//! to ASCII case and runs of spaces. Beyond
//! ASCII, case and composed characters are compared as they are encoded: the full
//! string preparation of RFC 4518 would only make more names equal, never fewer.
//! Values of other types equal themselves only, tag and all.
//!
//! Where taking two names for different would let something through, as in
//! excluded subtrees, [`Name::may_be_within`] answers instead: a value that full
//! preparation might change may equal any other of its attribute type.

use super::asn1::{Cursor, Malformed, Value};
use super::oid::Oid;
use crate::order::sorted;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::cmp::Ordering;
use core::fmt::{self, Write};
use der::Tag;

/// A distinguished name borrowed from a certificate.
#[derive(Clone, PartialEq, PartialOrd)]
pub(crate) struct Name<'a> {
    /// In the order of the encoding.
    relative: Vec<Relative<'a>>,
}

/// A relative name: one attribute, rarely several.
#[derive(Clone)]
struct Relative<'a> {
    attributes: Vec<Attribute<'a>>,
    /// The form in which equal relative names are equal bytes.
    folded: Vec<u8>,
    /// Whether full string preparation would change nothing of it.
    settled: bool,
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
            relative.push(Relative::read(cursor.take(Tag::Set)?)?);
        }
        Ok(Self { relative })
    }

    /// This name with one more relative name at its end: a distribution point may
    /// be named relative to its CRL's issuer (RFC 5280 §4.2.1.13).
    pub(crate) fn extended(&self, set: Value<'a>) -> Result<Self, Malformed> {
        let mut relative = self.relative.clone();
        relative.push(Relative::read(set)?);
        Ok(Self { relative })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.relative.is_empty()
    }

    /// Whether it is another name or below it: the other's relative names are the
    /// first of its own.
    pub(crate) fn is_within(&self, subtree: &Name<'_>) -> bool {
        let front = self.relative.get(..subtree.relative.len());
        front.is_some_and(|front| front == subtree.relative)
    }

    /// Whether full string preparation might show that it is another name or
    /// below it.
    pub(crate) fn may_be_within(&self, subtree: &Name<'_>) -> bool {
        let mut pairs = self.relative.iter().zip(&subtree.relative);
        subtree.relative.len() <= self.relative.len()
            && pairs.all(|(one, other)| one.may_equal(other))
    }

    /// Whether an attribute of this kind has exactly this text.
    pub(crate) fn has(&self, kind: Oid<'_>, text: &str) -> bool {
        self.values(kind)
            .any(|value| characters(value).is_some_and(|found| found == text))
    }

    /// The values of the attributes of this kind.
    pub(crate) fn values(&self, kind: Oid<'_>) -> impl Iterator<Item = Value<'a>> {
        self.relative
            .iter()
            .flat_map(|relative| &relative.attributes)
            .filter(move |attribute| attribute.kind == kind)
            .map(|attribute| attribute.value)
    }
}

impl PartialEq for Relative<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

/// An order that is good for finding equal names.
impl PartialOrd for Relative<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.folded.partial_cmp(&other.folded)
    }
}

impl<'a> Relative<'a> {
    fn read(set: Value<'a>) -> Result<Self, Malformed> {
        let mut attributes = Vec::with_capacity(1);
        let mut folded = Vec::new();
        let mut settled = true;
        let mut cursor = set.open();
        while !cursor.is_empty() {
            let (attribute, text) = Attribute::read(cursor.take(Tag::Sequence)?.open())?;
            settled = settled
                && text
                    .as_ref()
                    .is_some_and(|text| text.chars().all(is_settled));
            folded.push(fold(&attribute, text.as_deref()));
            attributes.push(attribute);
        }
        let folded = match <[Vec<u8>; 1]>::try_from(folded) {
            Ok([only]) => only,
            // DER orders a SET OF by its encoding, which folding changes.
            Err(several) => sorted(several, &|one, other| one < other).concat(),
        };
        if attributes.is_empty() {
            return Err(set.malformed());
        }
        Ok(Self {
            attributes,
            folded,
            settled,
        })
    }

    fn may_equal(&self, other: &Relative<'_>) -> bool {
        if self.folded == other.folded {
            return true;
        }
        if self.settled && other.settled {
            return false;
        }
        match (self.attributes.as_slice(), other.attributes.as_slice()) {
            ([one], [other]) => one.kind == other.kind,
            (one, other) => one.len() == other.len(),
        }
    }
}

impl<'a> Attribute<'a> {
    /// An attribute, and its characters if it has some.
    fn read(mut cursor: Cursor<'a>) -> Result<(Self, Option<Cow<'a, str>>), Malformed> {
        let kind = cursor.take(Tag::ObjectIdentifier)?.oid()?;
        let value = cursor.next()?;
        cursor.end()?;
        let text = characters(value);
        if is_text(value.tag) && text.is_none() {
            return Err(value.malformed());
        }
        Ok((Self { kind, value }, text))
    }
}

/// String types that are read as characters. TeletexString is none: what issuers
/// put in it is not what its standard says.
fn is_text(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::PrintableString
            | Tag::Utf8String
            | Tag::Ia5String
            | Tag::NumericString
            | Tag::VisibleString
            | Tag::BmpString
    )
}

/// The characters of a string, if it is one and well-formed.
pub(crate) fn characters(value: Value<'_>) -> Option<Cow<'_, str>> {
    let octets = value.contents;
    if value.tag == Tag::BmpString {
        let pairs = octets.chunks(2).map(|pair| match *pair {
            [high, low] => char::from_u32(u32::from(u16::from_be_bytes([high, low]))),
            _ => None,
        });
        return pairs.collect::<Option<String>>().map(Cow::Owned);
    }
    let text = core::str::from_utf8(octets).ok()?;
    (value.tag == Tag::Utf8String || (is_text(value.tag) && text.is_ascii()))
        .then_some(Cow::Borrowed(text))
}

/// Characters that have no case and that no preparation maps or composes: ASCII
/// (whose case is folded), kana, Han and Hangul.
fn is_settled(character: char) -> bool {
    matches!(character,
        ' '..='~' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '々' | '一'..='\u{9FFF}' | '가'..='힣')
}

/// Every part says where it ends, so that different values never fold alike.
fn fold(attribute: &Attribute<'_>, text: Option<&str>) -> Vec<u8> {
    let kind = attribute.kind.as_bytes();
    let encoded = attribute.value.encoded;
    let mut folded = Vec::with_capacity(kind.len().saturating_add(encoded.len()).saturating_add(8));
    push_length(&mut folded, kind.len());
    folded.extend_from_slice(kind);
    match text {
        Some(text) => {
            folded.push(b't');
            fold_text(&mut folded, text.as_bytes());
            // No text holds it: where the text ends needs no length.
            folded.push(0xFF);
        }
        None => {
            folded.push(b'o');
            push_length(&mut folded, encoded.len());
            folded.extend_from_slice(encoded);
        }
    }
    folded
}

/// Lower case, no space at either end, one space for several.
fn fold_text(folded: &mut Vec<u8>, text: &[u8]) {
    let start = folded.len();
    let words = text
        .split(|&byte| byte == b' ')
        .filter(|word| !word.is_empty());
    for word in words {
        if folded.len() > start {
            folded.push(b' ');
        }
        folded.extend(word.iter().map(u8::to_ascii_lowercase));
    }
}

fn push_length(folded: &mut Vec<u8>, length: usize) {
    folded.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
}

/// Attribute types with a short name; others are shown by their number.
const SHORT_NAMES: &[(&str, Oid<'static>)] = &[
    ("CN", COMMON_NAME),
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
    ("emailAddress", EMAIL_ADDRESS),
    (
        "DC",
        Oid::known(&ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25")),
    ),
];

/// The attribute that names what a certificate is for.
pub(crate) const COMMON_NAME: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("2.5.4.3"));
/// emailAddress of PKCS #9.
pub(crate) const EMAIL_ADDRESS: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1"));

/// The attribute type with this short name.
pub(crate) fn attribute_type(short: &str) -> Option<Oid<'static>> {
    let known = SHORT_NAMES.iter().find(|(name, _)| *name == short);
    known.map(|&(_, kind)| kind)
}

/// RFC 4514: the last relative name first, `CN=…,O=…,C=JP`.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, relative) in self.relative.iter().rev().enumerate() {
            for (number, attribute) in relative.attributes.iter().enumerate() {
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
        match characters(self.value) {
            Some(text) => write!(f, "={}", escape(&text)),
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
        for tag in [PRINTABLE, UTF8, 0x16, 0x1A] {
            let other = name_with(&[("O", tag, " good ca "), ("CN", UTF8, "認証局")]);
            assert!(read(&one) == read(&other));
        }
        let wide = name_with(&[("O", 0x1E, "\0G\0o\0o\0d\0 \0C\0a"), ("CN", UTF8, "認証局")]);
        assert!(read(&one) == read(&wide));
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
            name_with(&[("O", 0x14, "Good CA"), ("CN", UTF8, "x")]),
            name_with(&[("O", 0x1E, "Good CA!"), ("CN", UTF8, "x")]),
        ] {
            assert!(read(&base) != read(&different), "{}", read(&different));
        }
    }

    #[test]
    fn text_that_is_not_its_type_is_malformed() {
        let mut encoded = name(&[("CN", "ab")]);
        *encoded.last_mut().unwrap() = 0xFF;
        assert!(Name::read(Cursor::new(&encoded).next().unwrap()).is_err());
        for (tag, text) in [
            (PRINTABLE, "é"),
            (0x16, "é"),
            (0x1E, "odd"),
            (0x1E, "\u{0618}\0"), // half of a surrogate pair: D8 98
        ] {
            let encoded = name_with(&[("CN", tag, text)]);
            let read = Name::read(Cursor::new(&encoded).next().unwrap());
            assert!(read.is_err(), "{tag:02x}");
        }
    }

    #[test]
    fn a_name_is_within_itself_and_what_it_begins_with() {
        let base = name(&[("C", "JP"), ("O", "Good CA")]);
        let below = name(&[("C", "jp"), ("O", "good ca"), ("CN", "x")]);
        assert!(read(&below).is_within(&read(&base)));
        assert!(read(&base).is_within(&read(&base)));
        assert!(read(&base).is_within(&read(&name(&[]))));
        assert!(!read(&base).is_within(&read(&below)));
        let beside = name(&[("C", "JP"), ("O", "Good CAs"), ("CN", "x")]);
        assert!(!read(&beside).is_within(&read(&base)));
        assert!(!read(&beside).may_be_within(&read(&base)));
    }

    #[test]
    fn what_full_preparation_might_change_may_be_anything() {
        let may = |base: (u8, &str), found: (u8, &str)| {
            let name = |(tag, text)| name_with(&[("C", PRINTABLE, "JP"), ("O", tag, text)]);
            let (base, found) = (name(base), name(found));
            assert!(!read(&found).is_within(&read(&base)));
            read(&found).may_be_within(&read(&base))
        };
        assert!(may((UTF8, "ABC"), (UTF8, "ＡＢＣ")), "full width");
        assert!(may((UTF8, "é"), (UTF8, "É")), "case beyond ASCII");
        assert!(may((UTF8, "ABC"), (0x14, "ABC")), "TeletexString");
        assert!(!may((UTF8, "医療"), (UTF8, "歯科")), "nothing to prepare");
        let other_kind = name(&[("C", "JP"), ("OU", "ＡＢＣ")]);
        assert!(!read(&other_kind).may_be_within(&read(&name(&[("C", "JP"), ("O", "ABC")]))));
    }
}
