//! GeneralName (RFC 5280 §4.2.1.6): the names of subjectAltName, of distribution
//! points and, as subtrees, of name constraints.

use super::asn1::{Cursor, Malformed, Value, context};
use super::name::Name;
use super::oid::Oid;
use alloc::vec::Vec;
use der::{Tag, TagNumber};

/// One name of any form.
#[derive(Clone)]
pub(crate) enum GeneralName<'a> {
    /// A form defined by its type, which need not be known: the JPKI's include
    /// types that are not published.
    Other { kind: Oid<'a>, value: Value<'a> },
    /// rfc822Name, a mailbox.
    Mail(&'a str),
    /// dNSName.
    Dns(&'a str),
    /// x400Address, not looked into.
    X400(Value<'a>),
    /// directoryName.
    Directory(Name<'a>),
    /// ediPartyName, not looked into.
    EdiParty(Value<'a>),
    /// uniformResourceIdentifier.
    Uri(&'a str),
    /// iPAddress: the octets of an address, or of an address and its mask.
    Ip(&'a [u8]),
    /// registeredID.
    Registered(Oid<'a>),
}

/// What octets an iPAddress may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum IpOctets {
    /// Those of an address.
    Address,
    /// Those of an address and of a mask of the same length (RFC 5280 §4.2.1.10).
    Range,
}

impl<'a> GeneralName<'a> {
    pub(crate) fn read(value: Value<'a>, ip: IpOctets) -> Result<Self, Malformed> {
        let Tag::ContextSpecific {
            constructed,
            number: TagNumber(form),
        } = value.tag
        else {
            return Err(value.malformed());
        };
        match (form, constructed) {
            (0, true) => {
                let mut parts = value.open();
                let kind = parts.take(Tag::ObjectIdentifier)?.oid()?;
                let explicit = parts.take(context(0, true))?;
                parts.end()?;
                let value = only(explicit)?;
                Ok(Self::Other { kind, value })
            }
            (1, false) => ia5(value).map(Self::Mail),
            (2, false) => ia5(value).map(Self::Dns),
            (3, true) => Ok(Self::X400(value)),
            (4, true) => Name::read(only(value)?).map(Self::Directory),
            (5, true) => Ok(Self::EdiParty(value)),
            (6, false) => ia5(value).map(Self::Uri),
            (7, false) => match (ip, value.contents.len()) {
                (IpOctets::Address, 4 | 16) | (IpOctets::Range, 8 | 32) => {
                    Ok(Self::Ip(value.contents))
                }
                _ => Err(value.malformed()),
            },
            (8, false) => value.oid().map(Self::Registered),
            _ => Err(value.malformed()),
        }
    }

    /// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName; the tag of the
    /// sequence is the caller's, since distribution points replace it.
    pub(crate) fn read_all(sequence: Value<'a>) -> Result<Vec<Self>, Malformed> {
        let mut names = Vec::new();
        let mut cursor = sequence.open();
        while !cursor.is_empty() {
            names.push(Self::read(cursor.next()?, IpOctets::Address)?);
        }
        if names.is_empty() {
            return Err(sequence.malformed());
        }
        Ok(names)
    }
}

/// The same name of the same form. Mail, DNS and URI are the same in any case of
/// ASCII letters where that is the form's rule, and otherwise octet by octet: two
/// that are merely equivalent count as different.
impl PartialEq for GeneralName<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Directory(one), Self::Directory(other)) => one == other,
            (Self::Mail(one), Self::Mail(other)) => {
                // The part before the @ is the receiving host's business (RFC 5321 §2.4).
                match (one.rsplit_once('@'), other.rsplit_once('@')) {
                    (Some((local, host)), Some((other_local, other_host))) => {
                        local == other_local && host.eq_ignore_ascii_case(other_host)
                    }
                    _ => one == other,
                }
            }
            (Self::Dns(one), Self::Dns(other)) => one.eq_ignore_ascii_case(other),
            (Self::Uri(one), Self::Uri(other)) => one == other,
            (Self::Ip(one), Self::Ip(other)) => one == other,
            (Self::Registered(one), Self::Registered(other)) => one == other,
            (
                Self::Other { kind, value },
                Self::Other {
                    kind: other_kind,
                    value: other_value,
                },
            ) => kind == other_kind && value.encoded == other_value.encoded,
            (Self::X400(one), Self::X400(other)) | (Self::EdiParty(one), Self::EdiParty(other)) => {
                one.encoded == other.encoded
            }
            _ => false,
        }
    }
}

/// The one value inside an explicit tag.
fn only(explicit: Value<'_>) -> Result<Value<'_>, Malformed> {
    let mut cursor: Cursor<'_> = explicit.open();
    let value = cursor.next()?;
    cursor.end()?;
    Ok(value)
}

/// IA5String is ASCII.
fn ia5(value: Value<'_>) -> Result<&str, Malformed> {
    let text = core::str::from_utf8(value.contents).ok();
    text.filter(|text| text.is_ascii()).ok_or(value.malformed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::test_support::der::{concat, name, oid, sequence, tlv};

    /// Whether two encoded names are the same; `None` if one cannot be read.
    fn same(one: &[u8], other: &[u8]) -> Option<bool> {
        let read = |encoded| {
            let value = Cursor::new(encoded).next().ok()?;
            GeneralName::read(value, IpOctets::Address).ok()
        };
        Some(read(one)? == read(other)?)
    }

    fn other_name(kind: &str, value: &[u8]) -> Vec<u8> {
        tlv(0xA0, &concat(&[oid(kind), tlv(0xA0, value)]))
    }

    #[test]
    fn every_form_equals_itself_and_no_other() {
        let forms = [
            other_name("1.2.3", &tlv(0x0C, "試験".as_bytes())),
            other_name("1.2.4", &tlv(0x0C, "試験".as_bytes())),
            tlv(0x81, b"someone@example.jp"),
            tlv(0x82, b"example.jp"),
            tlv(0xA3, &sequence::<&[u8]>(&[])),
            tlv(0xA4, &name(&[("C", "JP"), ("O", "JPKI")])),
            tlv(0xA5, &tlv(0xA1, &tlv(0x0C, b"party"))),
            tlv(0x86, b"example.jp"),
            tlv(0x87, &[192, 0, 2, 1]),
            tlv(0x88, &[0x2A, 0x03]),
        ];
        for (number, one) in forms.iter().enumerate() {
            for (other_number, other) in forms.iter().enumerate() {
                assert_eq!(same(one, other), Some(number == other_number));
            }
        }
    }

    #[test]
    fn letters_are_folded_where_the_form_says_so() {
        let yes = Some(true);
        let no = Some(false);
        assert_eq!(same(b"\x82\x01a", b"\x82\x01A"), yes);
        assert_eq!(same(b"\x81\x03a@b", b"\x81\x03a@B"), yes);
        assert_eq!(same(b"\x81\x03a@b", b"\x81\x03A@b"), no);
        assert_eq!(same(b"\x86\x01a", b"\x86\x01A"), no);
        let directory = |text| tlv(0xA4, &name(&[("O", text)]));
        assert_eq!(same(&directory("Good  CA"), &directory("good ca")), yes);
    }

    #[test]
    fn what_is_no_name_is_malformed() {
        for encoded in [
            &b"\x0c\x01a"[..],                           // not a form
            b"\x89\x01a",                                // no such form
            b"\xa2\x03\x16\x01a",                        // explicit where implicit is asked
            b"\x82\x01\xff",                             // not ASCII
            b"\x84\x00",                                 // a directory name is constructed
            b"\xa4\x00",                                 // nothing inside
            b"\xa4\x04\x30\x00\x30\x00",                 // two inside
            b"\xa0\x03\x06\x01\x2a",                     // an otherName without a value
            b"\x87\x03\x7f\x00\x01",                     // no address
            b"\x87\x08\x7f\x00\x00\x01\xff\xff\xff\xff", // a range
            b"\x88\x00",                                 // no identifier
        ] {
            assert_eq!(same(encoded, encoded), None, "{encoded:02x?}");
        }
        let none = Cursor::new(b"\x30\x00").next().unwrap();
        assert!(GeneralName::read_all(none).is_err());
    }
}
