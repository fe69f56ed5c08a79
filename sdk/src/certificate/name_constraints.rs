//! Name constraints (RFC 5280 §4.2.1.10): reading them, and holding one name
//! against them.
//!
//! What cannot be compared is refused, never let pass: a name that is not
//! well-formed, a form that is not processed (otherName, x400Address,
//! ediPartyName, registeredID), a subtree with a minimum or maximum. That holds
//! whether the extension is critical or not.

use super::asn1::{Malformed, Value, context};
use super::general_name::{GeneralName, IpOctets};
use super::host;
use alloc::vec::Vec;
use der::Tag;

/// The subtrees of one certificate.
pub(crate) struct NameConstraints<'a> {
    permitted: Vec<Subtree<'a>>,
    excluded: Vec<Subtree<'a>>,
    /// Bytes of them all.
    length: usize,
}

/// GeneralSubtree ::= SEQUENCE { base, minimum DEFAULT 0, maximum OPTIONAL }
struct Subtree<'a> {
    base: GeneralName<'a>,
    /// It has a minimum or a maximum, which RFC 5280 does not use.
    bounded: bool,
}

/// Why a name does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    NotPermitted,
    Excluded,
    NotComparable,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Permitted,
    Excluded,
}

impl<'a> NameConstraints<'a> {
    /// At least one of both lists, and neither empty.
    pub(crate) fn read(sequence: Value<'a>) -> Result<Self, Malformed> {
        let mut cursor = sequence.open();
        let permitted = cursor.take_if(context(0, true))?;
        let excluded = cursor.take_if(context(1, true))?;
        cursor.end()?;
        if permitted.is_none() && excluded.is_none() {
            return Err(sequence.malformed());
        }
        Ok(Self {
            permitted: subtrees(permitted)?,
            excluded: subtrees(excluded)?,
            length: sequence.contents.len(),
        })
    }

    /// Bytes of all subtrees.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// How many comparisons one name may take.
    pub(crate) fn len(&self) -> usize {
        self.permitted.len().saturating_add(self.excluded.len())
    }

    /// Whether every subtree is written as its form asks.
    pub(crate) fn is_sound(&self) -> bool {
        let mut all = self.permitted.iter().chain(&self.excluded);
        all.all(|subtree| is_sound(&subtree.base))
    }

    /// Holds a name of a certificate against them.
    pub(crate) fn check(&self, name: &GeneralName<'_>) -> Result<(), Refusal> {
        for subtree in self.excluded.iter().filter(|subtree| subtree.is_for(name)) {
            match subtree.holds(name, Side::Excluded) {
                Some(false) => {}
                Some(true) => return Err(Refusal::Excluded),
                None => return Err(Refusal::NotComparable),
            }
        }
        let mut refusal = None;
        for subtree in self.permitted.iter().filter(|subtree| subtree.is_for(name)) {
            match subtree.holds(name, Side::Permitted) {
                Some(true) => return Ok(()),
                Some(false) => refusal = refusal.or(Some(Refusal::NotPermitted)),
                None => refusal = Some(Refusal::NotComparable),
            }
        }
        refusal.map_or(Ok(()), Err)
    }
}

fn subtrees(list: Option<Value<'_>>) -> Result<Vec<Subtree<'_>>, Malformed> {
    let mut subtrees = Vec::new();
    let Some(list) = list else {
        return Ok(subtrees);
    };
    let mut cursor = list.open();
    while !cursor.is_empty() {
        let mut parts = cursor.take(Tag::Sequence)?.open();
        let base = GeneralName::read(parts.next()?, IpOctets::Range)?;
        let minimum = parts.take_if(context(0, false))?;
        let maximum = parts.take_if(context(1, false))?;
        parts.end()?;
        subtrees.push(Subtree {
            base,
            bounded: minimum.is_some() || maximum.is_some(),
        });
    }
    if subtrees.is_empty() {
        return Err(list.malformed());
    }
    Ok(subtrees)
}

fn is_sound(base: &GeneralName<'_>) -> bool {
    match base {
        GeneralName::Dns(base) => base.is_empty() || host::is_host(base),
        GeneralName::Mail(base) if base.contains('@') => host::mailbox(base).is_some(),
        GeneralName::Mail(base) | GeneralName::Uri(base) => {
            base.is_empty() || host::is_host(base.strip_prefix('.').unwrap_or(base))
        }
        // As RFC 4632 writes them: ones, then zeros.
        GeneralName::Ip(range) => range
            .get(range.len() / 2..)
            .unwrap_or_default()
            .iter()
            .try_fold(0xFF, |before, &octet| {
                let contiguous = octet.leading_ones() + octet.trailing_zeros() >= 8;
                (contiguous && (before == 0xFF || octet == 0)).then_some(octet)
            })
            .is_some(),
        _ => true,
    }
}

impl Subtree<'_> {
    fn is_for(&self, name: &GeneralName<'_>) -> bool {
        core::mem::discriminant(&self.base) == core::mem::discriminant(name)
    }

    /// Whether a name of its form is in it; none if that cannot be told.
    fn holds(&self, name: &GeneralName<'_>, side: Side) -> Option<bool> {
        if self.bounded {
            return None;
        }
        match (&self.base, name) {
            (GeneralName::Directory(base), GeneralName::Directory(name)) => Some(match side {
                Side::Permitted => name.is_within(base),
                Side::Excluded => name.may_be_within(base),
            }),
            (GeneralName::Dns(base), GeneralName::Dns(name)) => dns(base, name, side),
            (GeneralName::Mail(base), GeneralName::Mail(name)) => mail(base, name, side),
            (GeneralName::Uri(base), GeneralName::Uri(uri)) => {
                Some(host_fits(host::of_uri(uri)?, base))
            }
            (GeneralName::Ip(range), GeneralName::Ip(address)) => Some(ip(range, address)),
            _ => None,
        }
    }
}

/// A wildcard is in a subtree if all it stands for is, and excluded if something
/// it stands for is.
fn dns(base: &str, name: &str, side: Side) -> Option<bool> {
    let (host, wildcard) = host::split_wildcard(name)?;
    let one_of_it = || {
        let above = base.split_once('.').map(|(_, above)| above);
        above.is_some_and(|above| above.eq_ignore_ascii_case(host))
    };
    Some(host::is_within(host, base) || (wildcard && side == Side::Excluded && one_of_it()))
}

/// A mailbox, a host, or with a leading dot a domain. The case of the local part
/// matters, except where ignoring it refuses more.
fn mail(base: &str, name: &str, side: Side) -> Option<bool> {
    let (local, host) = host::mailbox(name)?;
    let Some((base_local, base_host)) = base.split_once('@') else {
        return Some(host_fits(host, base));
    };
    let same_local = match side {
        Side::Permitted => local == base_local,
        Side::Excluded => local.eq_ignore_ascii_case(base_local),
    };
    Some(same_local && host.eq_ignore_ascii_case(base_host))
}

/// A host itself, or with a leading dot every host below a domain but not the
/// domain. The empty subtree, whose meaning RFC 5280 leaves open, holds all.
fn host_fits(host: &str, base: &str) -> bool {
    match base.strip_prefix('.') {
        Some(domain) => !host.eq_ignore_ascii_case(domain) && host::is_within(host, domain),
        None => base.is_empty() || host.eq_ignore_ascii_case(base),
    }
}

/// An address of the range's kind that agrees with it under its mask.
fn ip(range: &[u8], address: &[u8]) -> bool {
    let (base, mask) = range.split_at_checked(address.len()).unwrap_or_default();
    let same = |((address, base), mask): ((&u8, &u8), &u8)| (address ^ base) & mask == 0;
    mask.len() == address.len() && address.iter().zip(base).zip(mask).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::asn1::Cursor;
    use crate::certificate::test_support::der::{concat, name, oid, sequence, tlv};

    const OK: Result<(), Refusal> = Ok(());
    const NOT_PERMITTED: Result<(), Refusal> = Err(Refusal::NotPermitted);
    const EXCLUDED: Result<(), Refusal> = Err(Refusal::Excluded);
    const NOT_COMPARABLE: Result<(), Refusal> = Err(Refusal::NotComparable);

    fn encode(permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Vec<u8> {
        let list = |tag, bases: &[Vec<u8>]| {
            let subtrees: Vec<_> = bases.iter().map(|base| sequence(&[base])).collect();
            if bases.is_empty() {
                Vec::new()
            } else {
                tlv(tag, &concat(&subtrees))
            }
        };
        sequence(&[list(0xA0, permitted), list(0xA1, excluded)])
    }

    fn read(encoded: &[u8]) -> Result<NameConstraints<'_>, Malformed> {
        NameConstraints::read(Cursor::new(encoded).next()?)
    }

    /// What a permitted and an excluded subtree each say of a name.
    #[track_caller]
    fn says(
        base: &[u8],
        found: &[u8],
        permitted: Result<(), Refusal>,
        excluded: Result<(), Refusal>,
    ) {
        let name = Cursor::new(found).next().unwrap();
        let name = GeneralName::read(name, IpOctets::Address).unwrap();
        let only_permitted = encode(&[base.to_vec()], &[]);
        let only_excluded = encode(&[], &[base.to_vec()]);
        assert_eq!(read(&only_permitted).unwrap().check(&name), permitted);
        assert_eq!(read(&only_excluded).unwrap().check(&name), excluded);
    }

    fn dns_name(text: &str) -> Vec<u8> {
        tlv(0x82, text.as_bytes())
    }

    fn mail_name(text: &str) -> Vec<u8> {
        tlv(0x81, text.as_bytes())
    }

    fn uri_name(text: &str) -> Vec<u8> {
        tlv(0x86, text.as_bytes())
    }

    #[test]
    fn directory_names_are_within_by_relative_names() {
        let directory = |attributes: &[(&str, &str)]| tlv(0xA4, &name(attributes));
        let base = directory(&[("C", "JP"), ("O", "医療")]);
        says(
            &base,
            &directory(&[("C", "jp"), ("O", "医療"), ("CN", "x")]),
            OK,
            EXCLUDED,
        );
        says(
            &base,
            &directory(&[("C", "JP"), ("O", "歯科")]),
            NOT_PERMITTED,
            OK,
        );
        // It might be the same name after full preparation.
        says(
            &base,
            &directory(&[("C", "JP"), ("O", "ｲﾘｮｳ")]),
            NOT_PERMITTED,
            EXCLUDED,
        );
    }

    #[test]
    fn dns_names_are_within_by_labels() {
        let base = dns_name("example.jp");
        for (found, permitted, excluded) in [
            ("example.jp", OK, EXCLUDED),
            ("a.b.EXAMPLE.jp", OK, EXCLUDED),
            ("anexample.jp", NOT_PERMITTED, OK),
            ("jp", NOT_PERMITTED, OK),
            (".example.jp", NOT_COMPARABLE, NOT_COMPARABLE),
            ("example.jp.", NOT_COMPARABLE, NOT_COMPARABLE),
            ("", NOT_COMPARABLE, NOT_COMPARABLE),
        ] {
            says(&base, &dns_name(found), permitted, excluded);
        }
        says(&dns_name(""), &dns_name("example.jp"), OK, EXCLUDED);
    }

    #[test]
    fn a_wildcard_is_all_it_stands_for() {
        for (base, permitted, excluded) in [
            ("example.jp", OK, EXCLUDED),
            ("jp", OK, EXCLUDED),
            // Some of what it stands for is within, some is not.
            ("www.example.jp", NOT_PERMITTED, EXCLUDED),
            ("a.www.example.jp", NOT_PERMITTED, OK),
            ("other.jp", NOT_PERMITTED, OK),
        ] {
            says(
                &dns_name(base),
                &dns_name("*.example.jp"),
                permitted,
                excluded,
            );
        }
        for odd in ["*", "w*.example.jp", "a.*.example.jp"] {
            says(
                &dns_name("example.jp"),
                &dns_name(odd),
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            );
        }
    }

    #[test]
    fn mail_is_within_a_mailbox_a_host_or_a_domain() {
        for (base, found, permitted, excluded) in [
            ("a@example.jp", "a@EXAMPLE.jp", OK, EXCLUDED),
            ("a@example.jp", "A@example.jp", NOT_PERMITTED, EXCLUDED),
            ("*@example.jp", "a@example.jp", NOT_PERMITTED, OK),
            ("example.jp", "a@example.jp", OK, EXCLUDED),
            ("example.jp", "a@sub.example.jp", NOT_PERMITTED, OK),
            (".example.jp", "a@sub.example.jp", OK, EXCLUDED),
            (".example.jp", "a@example.jp", NOT_PERMITTED, OK),
            ("", "a@example.jp", OK, EXCLUDED),
            (
                "example.jp",
                "a@b@example.jp",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
            (
                "example.jp",
                "\"a\"@example.jp",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
        ] {
            says(&mail_name(base), &mail_name(found), permitted, excluded);
        }
    }

    #[test]
    fn uris_are_within_by_their_host() {
        for (base, found, permitted, excluded) in [
            ("example.jp", "http://u@Example.jp:80/x", OK, EXCLUDED),
            ("example.jp", "http://sub.example.jp", NOT_PERMITTED, OK),
            (".example.jp", "http://a.sub.example.jp", OK, EXCLUDED),
            (".example.jp", "http://example.jp", NOT_PERMITTED, OK),
            (
                "example.jp",
                "urn:example.jp",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
            (
                "example.jp",
                "http://[2001:db8::1]/",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
            (
                "example.jp",
                "http://[fe80::1%25a]/",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
            (
                "example.jp",
                "http://192.0.2.1/",
                NOT_COMPARABLE,
                NOT_COMPARABLE,
            ),
        ] {
            says(&uri_name(base), &uri_name(found), permitted, excluded);
        }
    }

    #[test]
    fn addresses_are_within_their_kind_of_range() {
        let range = tlv(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]);
        says(&range, &tlv(0x87, &[192, 0, 2, 77]), OK, EXCLUDED);
        says(&range, &tlv(0x87, &[192, 0, 3, 77]), NOT_PERMITTED, OK);
        says(&range, &tlv(0x87, &[0; 16]), NOT_PERMITTED, OK);
        let all = tlv(0x87, &[0; 8]);
        says(&all, &tlv(0x87, &[192, 0, 3, 77]), OK, EXCLUDED);
    }

    #[test]
    fn forms_that_are_not_processed_are_refused_where_they_are_constrained() {
        let other = tlv(0xA0, &concat(&[oid("1.2.3"), tlv(0xA0, &tlv(0x0C, b"x"))]));
        let x400 = tlv(0xA3, &sequence::<&[u8]>(&[]));
        let party = tlv(0xA5, &tlv(0xA1, &tlv(0x0C, b"x")));
        let registered = tlv(0x88, &[0x2A, 0x03]);
        for form in [other, x400, party, registered] {
            says(&form, &form, NOT_COMPARABLE, NOT_COMPARABLE);
            says(&form, &dns_name("example.jp"), OK, OK);
            says(&dns_name("example.jp"), &form, OK, OK);
        }
        let base = dns_name("example.jp");
        for bound in [tlv(0x80, &[1]), tlv(0x80, &[0]), tlv(0x81, &[1])] {
            let subtree = tlv(0xA0, &sequence(&[base.clone(), bound]));
            let encoded = sequence(&[subtree]);
            let dns = GeneralName::Dns("example.jp");
            assert_eq!(read(&encoded).unwrap().check(&dns), NOT_COMPARABLE);
        }
    }

    #[test]
    fn excluded_is_stronger_than_permitted_and_one_permitted_is_enough() {
        let both = encode(&[dns_name("example.jp")], &[dns_name("bad.example.jp")]);
        let both = read(&both).unwrap();
        assert_eq!(both.check(&GeneralName::Dns("good.example.jp")), OK);
        assert_eq!(both.check(&GeneralName::Dns("bad.example.jp")), EXCLUDED);
        let two = encode(&[dns_name("one.jp"), dns_name("two.jp")], &[]);
        assert_eq!(read(&two).unwrap().check(&GeneralName::Dns("two.jp")), OK);
    }

    #[test]
    fn subtrees_are_written_as_their_form_asks() {
        let sound = |base: Vec<u8>| read(&encode(&[base], &[])).map(|read| read.is_sound());
        for base in [
            dns_name(""),
            dns_name("jp"),
            mail_name("a@b.jp"),
            mail_name(".b.jp"),
            uri_name(".b.jp"),
            tlv(0x87, &[192, 0, 2, 0, 255, 255, 240, 0]),
            tlv(0x87, &[0; 32]),
        ] {
            assert_eq!(sound(base.clone()), Ok(true), "{base:02x?}");
        }
        for base in [
            dns_name(".example.jp"),
            dns_name("*.example.jp"),
            mail_name("a@b@c.jp"),
            mail_name("*.b.jp"),
            uri_name("http://b.jp"),
            tlv(0x87, &[192, 0, 2, 0, 255, 0, 255, 0]),
            tlv(0x87, &[192, 0, 2, 0, 255, 253, 0, 0]),
        ] {
            assert_eq!(sound(base.clone()), Ok(false), "{base:02x?}");
        }
        for malformed in [
            sequence::<&[u8]>(&[]),
            sequence(&[tlv(0xA0, &[])]),
            sequence(&[tlv(0x05, &[])]),
            encode(&[tlv(0x87, &[192, 0, 2, 1])], &[]),
        ] {
            assert!(read(&malformed).is_err(), "{malformed:02x?}");
        }
    }
}
