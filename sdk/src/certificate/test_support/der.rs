//! A small DER writer.

use crate::certificate::name::attribute_type;
use crate::certificate::oid::OwnedOid;
use alloc::vec::Vec;

pub(crate) fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::from([tag]);
    let length = contents.len().to_be_bytes();
    let significant = &length[length.iter().take_while(|&&octet| octet == 0).count()..];
    if contents.len() >= 0x80 {
        encoded.push(0x80 | u8::try_from(significant.len()).unwrap());
        encoded.extend_from_slice(significant);
    } else {
        encoded.push(u8::try_from(contents.len()).unwrap());
    }
    encoded.extend_from_slice(contents);
    encoded
}

pub(crate) fn sequence<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    tlv(0x30, &concat(parts))
}

pub(crate) fn concat<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    parts.iter().flat_map(AsRef::as_ref).copied().collect()
}

pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    tlv(0x06, OwnedOid::parse(dotted).unwrap().borrow().as_bytes())
}

/// A positive INTEGER from its magnitude.
pub(crate) fn integer(magnitude: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if magnitude[0] & 0x80 == 0 { &[] } else { &[0] };
    tlv(0x02, &concat(&[sign, magnitude]))
}

/// A BIT STRING of whole octets.
pub(crate) fn octets_as_bits(octets: &[u8]) -> Vec<u8> {
    tlv(0x03, &concat(&[&[0][..], octets]))
}

/// A Time from `YYYYMMDDhhmmss`, as RFC 5280 chooses its type.
pub(crate) fn time(text: &str) -> Vec<u8> {
    let zulu = concat(&[text, "Z"]);
    if ("1950".."2050").contains(&text) {
        tlv(0x17, &zulu[2..])
    } else {
        tlv(0x18, &zulu)
    }
}

/// A name in the JPKI's manner: C in PrintableString, the rest in UTF8String.
pub(crate) fn name(attributes: &[(&str, &str)]) -> Vec<u8> {
    let typed: Vec<_> = attributes
        .iter()
        .map(|&(kind, text)| (kind, if kind == "C" { 0x13 } else { 0x0C }, text))
        .collect();
    name_with(&typed)
}

/// A name with the tag of each value.
pub(crate) fn name_with(attributes: &[(&str, u8, &str)]) -> Vec<u8> {
    let relative: Vec<_> = attributes
        .iter()
        .map(|&(kind, tag, text)| {
            let kind = tlv(0x06, attribute_type(kind).unwrap().as_bytes());
            tlv(0x31, &sequence(&[kind, tlv(tag, text.as_bytes())]))
        })
        .collect();
    sequence(&relative)
}
