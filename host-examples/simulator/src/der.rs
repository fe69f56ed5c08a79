//! DER, written tag by tag: the string types and the order are the point here.

use const_oid::ObjectIdentifier;

pub(crate) const NULL: [u8; 2] = [0x05, 0x00];

/// A tag, a length and the content.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let short = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut out = vec![tag];
    match short {
        [] => out.push(0),
        [one] if *one < 0x80 => out.push(*one),
        long => {
            // At most eight bytes of length.
            out.push(0x80 | u8::try_from(long.len()).unwrap_or(0));
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(content);
    out
}

pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

/// A SET OF one element, or of elements already in order.
pub(crate) fn set(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x31, &parts.concat())
}

/// `[number]` around other elements.
pub(crate) fn tagged(number: u8, content: &[u8]) -> Vec<u8> {
    tlv(0xa0 | number, content)
}

/// `[number] IMPLICIT` in place of a primitive tag.
pub(crate) fn implicit(number: u8, content: &[u8]) -> Vec<u8> {
    tlv(0x80 | number, content)
}

/// The content of an INTEGER that is not negative.
pub(crate) fn integer_bytes(big_endian: &[u8]) -> Vec<u8> {
    let zeros = big_endian.iter().take_while(|byte| **byte == 0).count();
    let significant = &big_endian[zeros..];
    let mut out = Vec::with_capacity(significant.len() + 1);
    // Without the zero, a first bit of one would make it negative.
    if significant.first().is_none_or(|first| *first >= 0x80) {
        out.push(0);
    }
    out.extend_from_slice(significant);
    out
}

pub(crate) fn integer(big_endian: &[u8]) -> Vec<u8> {
    tlv(0x02, &integer_bytes(big_endian))
}

pub(crate) fn boolean(value: bool) -> Vec<u8> {
    tlv(0x01, &[if value { 0xff } else { 0x00 }])
}

pub(crate) fn enumerated(value: u8) -> Vec<u8> {
    tlv(0x0a, &[value])
}

pub(crate) fn bit_string(bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], bytes].concat())
}

/// A BIT STRING of named bits: as long as its last one bit.
pub(crate) fn named_bits(bits: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let mut content = vec![0_u8];
    for bit in bits {
        let at = 1 + usize::from(bit / 8);
        content.resize(content.len().max(at + 1), 0);
        content[at] |= 0x80 >> (bit % 8);
    }
    if let [unused, .., last] = content.as_mut_slice() {
        *unused = u8::try_from(last.trailing_zeros()).unwrap_or(0);
    }
    tlv(0x03, &content)
}

pub(crate) fn octet_string(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, bytes)
}

/// An OBJECT IDENTIFIER from its dotted form.
///
/// # Panics
/// If it is none: every one here is a constant.
pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    tlv(0x06, ObjectIdentifier::new_unwrap(dotted).as_bytes())
}

pub(crate) fn utf8(text: &str) -> Vec<u8> {
    tlv(0x0c, text.as_bytes())
}

pub(crate) fn printable(text: &str) -> Vec<u8> {
    tlv(0x13, text.as_bytes())
}

pub(crate) fn ia5(text: &str) -> Vec<u8> {
    tlv(0x16, text.as_bytes())
}

/// A Time as RFC 5280 has it (4.1.2.5): UTCTime up to 2049, GeneralizedTime after.
pub(crate) fn time(at: i64) -> Vec<u8> {
    let zulu = crate::calendar::zulu(at);
    match zulu.as_bytes() {
        [b'1', b'9', rest @ ..] if zulu.as_str() >= "1950" => tlv(0x17, rest),
        [b'2', b'0', rest @ ..] if zulu.as_str() < "2050" => tlv(0x17, rest),
        all => tlv(0x18, all),
    }
}

/// A GeneralizedTime, whatever the year.
pub(crate) fn generalized_time(at: i64) -> Vec<u8> {
    tlv(0x18, crate::calendar::zulu(at).as_bytes())
}

/// The contents of the first element, where it has this tag.
#[cfg(feature = "server")]
pub(crate) fn inside(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let (found, content, _) = split(bytes)?;
    (found == tag).then_some(content)
}

/// Tags and contents of all elements.
#[cfg(feature = "server")]
pub(crate) fn elements(mut bytes: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let (tag, content, rest) = split(bytes)?;
        found.push((tag, content));
        bytes = rest;
    }
    Some(found)
}

/// The first element's tag and contents, and what comes after it.
#[cfg(feature = "server")]
fn split(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7F => (usize::from(first), rest),
        0x81 | 0x82 => {
            let (long, rest) = rest.split_at_checked(usize::from(first & 3))?;
            let length = long
                .iter()
                .fold(0, |length, byte| length * 256 + usize::from(*byte));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_lengths_shortest() {
        for (length, header) in [
            (0, vec![4, 0]),
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (256, vec![4, 0x82, 1, 0]),
        ] {
            let written = octet_string(&vec![7; length]);
            assert_eq!(written[..written.len() - length], header);
        }
    }

    #[test]
    fn writes_what_the_standards_show() {
        assert_eq!(integer(&[0, 0, 0xbf, 0xcd]), [2, 3, 0, 0xbf, 0xcd]);
        assert_eq!(integer(&[0]), [2, 1, 0]);
        assert_eq!(named_bits([0]), [3, 2, 7, 0x80]);
        assert_eq!(named_bits([5, 6]), [3, 2, 1, 0x06]);
        assert_eq!(named_bits([0, 8]), [3, 3, 7, 0x80, 0x80]);
        assert_eq!(oid("2.5.29.15"), [6, 3, 0x55, 0x1d, 0x0f]);
        assert_eq!(time(0), b"\x17\x0d700101000000Z");
        assert_eq!(time(2_524_608_000), b"\x18\x0f20500101000000Z");
    }
}
