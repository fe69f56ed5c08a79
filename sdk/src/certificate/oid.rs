//! Object identifiers, borrowed from a certificate or parsed from dotted text.
//!
//! `const_oid` serves for the constants. What certificates carry is kept as its
//! octets, because an arc may be larger than that crate takes (2.25 with a UUID).

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::fmt;

/// The contents octets of a well-formed OBJECT IDENTIFIER.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Oid<'a>(&'a [u8]);

impl Oid<'static> {
    /// A constant.
    pub(crate) const fn known(oid: &'static ObjectIdentifier) -> Self {
        Self(oid.as_bytes())
    }
}

impl<'a> Oid<'a> {
    /// Checks that every arc is in its shortest form and fits in 128 bits.
    pub(crate) fn from_der_contents(octets: &'a [u8]) -> Option<Self> {
        let oid = Self(octets);
        (!octets.is_empty() && oid.subidentifiers().all(|arc| arc.is_some())).then_some(oid)
    }

    pub(crate) const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// Subidentifiers of X.690 §8.19: the first joins the first two arcs.
    fn subidentifiers(self) -> impl Iterator<Item = Option<u128>> + 'a {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            let end = rest.iter().position(|octet| octet & 0x80 == 0);
            let length = end.map_or(rest.len(), |last| last.saturating_add(1));
            let (octets, after) = rest.split_at_checked(length)?;
            rest = after;
            let first = octets.first()?;
            let whole = end.is_some() && *first != 0x80;
            Some(whole.then(|| arc(octets)).flatten())
        })
    }
}

fn arc(octets: &[u8]) -> Option<u128> {
    octets.iter().try_fold(0_u128, |arc, octet| {
        Some(arc.checked_mul(128)? | u128::from(octet & 0x7F))
    })
}

/// Dotted: `2.5.29.15`.
impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arcs = self.subidentifiers().flatten();
        let joined = arcs.next().unwrap_or_default();
        let (root, second) = match joined {
            0..40 => (0, joined),
            40..80 => (1, joined.wrapping_sub(40)),
            _ => (2, joined.wrapping_sub(80)),
        };
        write!(f, "{root}.{second}")?;
        arcs.try_for_each(|arc| write!(f, ".{arc}"))
    }
}

/// An object identifier given by a profile or a caller.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OwnedOid(Vec<u8>);

impl OwnedOid {
    /// From dotted text, if it is one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut arcs = text.split('.').map(decimal);
        let (root, second) = (arcs.next()??, arcs.next()??);
        if root > 2 || (root < 2 && second > 39) {
            return None;
        }
        let mut octets = Vec::new();
        push_arc(&mut octets, second.checked_add(root.saturating_mul(40))?);
        for arc in arcs {
            push_arc(&mut octets, arc?);
        }
        Some(Self(octets))
    }

    pub(crate) fn borrow(&self) -> Oid<'_> {
        Oid(&self.0)
    }
}

impl fmt::Display for OwnedOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}

/// Decimal digits without a leading zero.
fn decimal(text: &str) -> Option<u128> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    (plain && shortest).then(|| text.parse().ok()).flatten()
}

fn push_arc(octets: &mut Vec<u8>, arc: u128) {
    let groups = (128 - arc.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let more = if group == 0 { 0x00 } else { 0x80 };
        let [low, ..] = (arc >> (group * 7)).to_le_bytes();
        octets.push(more | (low & 0x7F));
    }
}

/// Several, for one text.
pub(crate) fn join<'a>(oids: impl IntoIterator<Item = &'a OwnedOid>) -> String {
    let dotted: Vec<_> = oids.into_iter().map(ToString::to_string).collect();
    dotted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_text_and_octets_are_the_same_thing() {
        for text in [
            "2.5.29.15",
            "1.2.392.200149.8.5.1.3.30",
            "0.9.2342.19200300.100.1.25",
            "2.999.3",
            "2.25.329800735698586629295641978511506172918",
        ] {
            let oid = OwnedOid::parse(text).unwrap();
            assert_eq!(oid.to_string(), text);
            assert!(Oid::from_der_contents(oid.borrow().as_bytes()) == Some(oid.borrow()));
        }
        let rsa = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
        let parsed = OwnedOid::parse("1.2.840.113549.1.1.1").unwrap();
        assert_eq!(parsed.borrow().as_bytes(), rsa.as_bytes());
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "", "1", "1.", "3.1", "1.40", "1.2.x", "1.2.03", "1.2.-3", "１.2", "1.2 ",
        ] {
            assert!(OwnedOid::parse(text).is_none(), "{text}");
        }
        for octets in [
            &b""[..],
            b"\x80\x01",
            b"\x2a\x80\x01",
            b"\x2a\x81",
            &[0xFF; 20],
        ] {
            assert!(Oid::from_der_contents(octets).is_none(), "{octets:02x?}");
        }
    }
}
