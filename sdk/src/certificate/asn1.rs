//! Reading DER one value after the other, each with its place in the input.
//!
//! Tags and lengths are read by [`der`], which takes the distinguished encoding
//! only: minimal lengths, no indefinite form, no constructed strings. Nothing
//! here recurses, so nesting costs no stack.

use super::oid::Oid;
use crate::time::Instant;
use der::{Decode, Header, Reader, SliceReader, Tag, TagNumber};

/// Not the DER that was expected, at this byte of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) offset: usize,
}

/// One DER value.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub(crate) tag: Tag,
    /// Tag, length and contents.
    pub(crate) encoded: &'a [u8],
    pub(crate) contents: &'a [u8],
    /// Where `encoded` begins in the input.
    pub(crate) offset: usize,
}

impl<'a> Value<'a> {
    /// The values inside this one.
    pub(crate) fn open(self) -> Cursor<'a> {
        Cursor {
            rest: self.contents,
            offset: self.contents_offset(),
        }
    }

    /// Where `contents` begins in the input.
    pub(crate) fn contents_offset(self) -> usize {
        let header = self.encoded.len().saturating_sub(self.contents.len());
        self.offset.saturating_add(header)
    }

    pub(crate) fn malformed(self) -> Malformed {
        Malformed {
            offset: self.offset,
        }
    }

    /// The octets of an INTEGER, in its one shortest form (X.690 §8.3.2).
    pub(crate) fn integer(self) -> Result<&'a [u8], Malformed> {
        match self.contents {
            [] | [0x00, 0x00..=0x7F, ..] | [0xFF, 0x80..=0xFF, ..] => Err(self.malformed()),
            octets => Ok(octets),
        }
    }

    /// The magnitude of an INTEGER that is not negative, without a sign octet.
    pub(crate) fn unsigned(self) -> Result<&'a [u8], Malformed> {
        match self.integer()? {
            [0x80..=0xFF, ..] => Err(self.malformed()),
            [0x00, rest @ ..] if !rest.is_empty() => Ok(rest),
            octets => Ok(octets),
        }
    }

    /// An INTEGER that counts certificates, whatever its tag. One beyond any path
    /// there can be counts as the largest.
    pub(crate) fn count(self) -> Result<u32, Malformed> {
        let octets = self.unsigned()?;
        Ok(octets.iter().fold(0_u32, |count, &octet| {
            count.saturating_mul(256).saturating_add(u32::from(octet))
        }))
    }

    /// A BOOLEAN (X.690 §11.1: true is 0xFF).
    pub(crate) fn boolean(self) -> Result<bool, Malformed> {
        match self.contents {
            [0x00] => Ok(false),
            [0xFF] => Ok(true),
            _ => Err(self.malformed()),
        }
    }

    /// The octets of a BIT STRING, whose unused bits are zero (X.690 §11.2.1),
    /// and how many bits of the last one are unused.
    pub(crate) fn bits(self) -> Result<(&'a [u8], u8), Malformed> {
        let Some((&unused, octets)) = self.contents.split_first() else {
            return Err(self.malformed());
        };
        let sound = match octets.last() {
            None => unused == 0,
            Some(last) => unused < 8 && last.trailing_zeros() >= u32::from(unused),
        };
        if sound {
            Ok((octets, unused))
        } else {
            Err(self.malformed())
        }
    }

    /// The octets of a BIT STRING of whole octets.
    pub(crate) fn octets_of_bits(self) -> Result<&'a [u8], Malformed> {
        match self.bits()? {
            (octets, 0) => Ok(octets),
            _ => Err(self.malformed()),
        }
    }

    /// An OBJECT IDENTIFIER.
    pub(crate) fn oid(self) -> Result<Oid<'a>, Malformed> {
        Oid::from_der_contents(self.contents).ok_or(self.malformed())
    }

    /// A Time as certificates and CRLs use it: UTCTime of the years 1950 to 2049
    /// or GeneralizedTime, in UTC, to the second (RFC 5280 §4.1.2.5).
    pub(crate) fn time(self) -> Result<Instant, Malformed> {
        self.time_text().ok_or(self.malformed())
    }

    fn time_text(self) -> Option<Instant> {
        let digits = self.contents.strip_suffix(b"Z")?;
        let (year, rest) = match self.tag {
            Tag::UtcTime => {
                let (year, rest) = digits.split_at_checked(2)?;
                match number(year)? {
                    year @ 0..50 => (2000 + year, rest),
                    year => (1900 + year, rest),
                }
            }
            Tag::GeneralizedTime => {
                let (year, rest) = digits.split_at_checked(4)?;
                (number(year)?, rest)
            }
            _ => return None,
        };
        if rest.len() != 10 {
            return None;
        }
        let mut pairs = rest.chunks(2).map(|pair| u8::try_from(number(pair)?).ok());
        let mut pair = || pairs.next().flatten();
        let (month, day) = (pair()?, pair()?);
        let (hour, minute, second) = (pair()?, pair()?, pair()?);
        let date =
            time::Date::from_calendar_date(i32::from(year), month.try_into().ok()?, day).ok()?;
        let at = date.with_hms(hour, minute, second).ok()?.assume_utc();
        Some(Instant::from_unix_seconds(at.unix_timestamp()))
    }
}

/// Up to four decimal digits.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number.checked_mul(10)?.checked_add(u16::from(digit - b'0')))
            .flatten()
    })
}

/// The context-specific tag `[number]`.
pub(crate) const fn context(number: u32, constructed: bool) -> Tag {
    Tag::ContextSpecific {
        constructed,
        number: TagNumber(number),
    }
}

/// A row of DER values, read from the front.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    /// From the first byte of an input.
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self {
            rest: input,
            offset: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next value, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Value<'a>, Malformed> {
        let (encoded, rest, contents, tag) = self.split().ok_or(Malformed {
            offset: self.offset,
        })?;
        let value = Value {
            tag,
            encoded,
            contents,
            offset: self.offset,
        };
        self.rest = rest;
        self.offset = self.offset.saturating_add(encoded.len());
        Ok(value)
    }

    /// The next value, which must have this tag.
    pub(crate) fn take(&mut self, tag: Tag) -> Result<Value<'a>, Malformed> {
        let value = self.next()?;
        if value.tag == tag {
            Ok(value)
        } else {
            Err(value.malformed())
        }
    }

    /// The next value if it has this tag, otherwise nothing is read.
    pub(crate) fn take_if(&mut self, tag: Tag) -> Result<Option<Value<'a>>, Malformed> {
        let mut ahead = *self;
        if ahead.is_empty() {
            return Ok(None);
        }
        let value = ahead.next()?;
        if value.tag != tag {
            return Ok(None);
        }
        *self = ahead;
        Ok(Some(value))
    }

    /// Nothing may follow.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Malformed {
                offset: self.offset,
            })
        }
    }

    #[expect(
        clippy::type_complexity,
        reason = "the four parts of one value, named by the caller"
    )]
    fn split(&self) -> Option<(&'a [u8], &'a [u8], &'a [u8], Tag)> {
        let mut reader = SliceReader::new(self.rest).ok()?;
        let header = Header::decode(&mut reader).ok()?;
        let contents = reader.read_slice(header.length()).ok()?;
        let (encoded, rest) = self
            .rest
            .split_at_checked(usize::try_from(reader.position()).ok()?)?;
        Some((encoded, rest, contents, header.tag()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    fn value(input: &[u8]) -> Value<'_> {
        Cursor::new(input).next().unwrap()
    }

    fn time_of(tag: u8, text: &str) -> Option<Instant> {
        let mut input = Vec::from([tag, u8::try_from(text.len()).unwrap()]);
        input.extend_from_slice(text.as_bytes());
        value(&input).time().ok()
    }

    #[test]
    fn refuses_what_is_not_the_one_encoding() {
        for input in [
            &b"\x30\x80\x00\x00"[..], // indefinite length
            b"\x30\x81\x01\x00",      // length not minimal
            b"\x30\x05\x00",          // cut off
            b"\x24\x03\x04\x01\x00",  // constructed OCTET STRING
            b"\x1f\x81\x00\x00",      // universal tag in long form
            b"",
        ] {
            assert!(Cursor::new(input).next().is_err(), "{input:02x?}");
        }
        for input in [&b"\x02\x00"[..], b"\x02\x02\x00\x7f", b"\x02\x02\xff\x80"] {
            assert!(value(input).integer().is_err(), "{input:02x?}");
        }
        assert!(value(b"\x02\x01\x80").unsigned().is_err(), "negative");
        assert_eq!(value(b"\x02\x02\x00\x80").unsigned().unwrap(), [0x80]);
        assert!(value(b"\x01\x01\x01").boolean().is_err());
        for input in [
            &b"\x03\x00"[..],
            b"\x03\x01\x01",
            b"\x03\x02\x08\x00",
            b"\x03\x02\x03\x04",
        ] {
            assert!(value(input).bits().is_err(), "{input:02x?}");
        }
        assert_eq!(value(b"\x03\x02\x02\x04").bits().unwrap(), (&[4][..], 2));
    }

    #[test]
    fn says_where_it_stopped() {
        let mut cursor = value(b"\x30\x05\x02\x01\x00\x04\x00").open();
        assert_eq!(cursor.next().unwrap().offset, 2);
        assert_eq!(
            cursor.take(Tag::Integer).err(),
            Some(Malformed { offset: 5 })
        );
    }

    #[test]
    fn reads_times_of_every_century_certificates_use() {
        for (tag, text, expected) in [
            (0x17, "500101000000Z", "1950-01-01T00:00:00Z"),
            (0x17, "491231235959Z", "2049-12-31T23:59:59Z"),
            (0x18, "20500101000000Z", "2050-01-01T00:00:00Z"),
            (0x18, "99991231235959Z", "9999-12-31T23:59:59Z"),
            (0x18, "20240229120000Z", "2024-02-29T12:00:00Z"),
        ] {
            assert_eq!(time_of(tag, text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn refuses_times_rfc_5280_does_not_allow() {
        for (tag, text) in [
            (0x17, "2501010000Z"),
            (0x17, "250101000000"),
            (0x17, "250101000000+0900"),
            (0x17, "250229000000Z"),
            (0x17, "250101240000Z"),
            (0x17, "250101000060Z"),
            (0x17, "2501010000-1Z"),
            (0x18, "20250101000000.5Z"),
            (0x18, "250101000000Z"),
            (0x16, "250101000000Z"),
        ] {
            assert_eq!(time_of(tag, text), None, "{text}");
        }
    }
}
