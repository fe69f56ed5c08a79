//! A certificate revocation list as RFC 5280 §5.1 lays it out, borrowed from its
//! bytes. Only the frame is read here: entries are read when a certificate is
//! looked for, after the signature has been found good.

use super::entries::Entries;
use super::period::Period;
use super::scope::IssuingPoint;
use super::{MALFORMED, TOO_MUCH, UNSUPPORTED};
use crate::certificate::asn1::{Cursor, Malformed, Value, context};
use crate::certificate::budget::{Budget, READ_PER_UNIT, units};
use crate::certificate::extension::{
    AUTHORITY_KEY_IDENTIFIER, CRL_NUMBER, DELTA_CRL_INDICATOR, Extension, FRESHEST_CRL,
    ISSUING_DISTRIBUTION_POINT,
};
use crate::certificate::name::Name;
use crate::certificate::oid::Oid;
use crate::certificate::rule::Rule;
use crate::certificate::signature::AlgorithmIdentifier;
use alloc::vec::Vec;
use der::Tag;

/// One CRL, complete or delta.
pub(crate) struct Crl<'a> {
    /// The part its issuer signed.
    pub(crate) signed: &'a [u8],
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) signature: &'a [u8],
    pub(crate) issuer: Name<'a>,
    pub(crate) period: Period,
    entries: Option<Value<'a>>,
    version: u8,
    extensions: CrlExtensions<'a>,
}

#[derive(Default)]
struct CrlExtensions<'a> {
    /// authorityKeyIdentifier as it is written.
    authority_key: Option<&'a [u8]>,
    number: Option<&'a [u8]>,
    /// The number of the CRL a delta builds on.
    base: Option<&'a [u8]>,
    issuing_point: Option<IssuingPoint<'a>>,
}

/// Why bytes are of no use as revocation data.
pub(crate) struct Defect {
    pub(crate) rule: Rule,
    pub(crate) offset: usize,
}

impl From<Malformed> for Defect {
    fn from(malformed: Malformed) -> Self {
        Self {
            rule: MALFORMED,
            offset: malformed.offset,
        }
    }
}

impl<'a> Crl<'a> {
    pub(crate) fn read(
        encoded: &'a [u8],
        most_extensions: u32,
        budget: &mut Budget,
    ) -> Result<Self, Defect> {
        let mut outer = Cursor::new(encoded);
        let list = outer.take(Tag::Sequence)?;
        outer.end()?;

        let mut parts = list.open();
        let signed = parts.take(Tag::Sequence)?;
        let beside = parts.take(Tag::Sequence)?;
        let signature = parts.take(Tag::BitString)?.octets_of_bits()?;
        parts.end()?;

        let mut fields = signed.open();
        let version = match fields.take_if(Tag::Integer)? {
            None => 1,
            Some(number) if number.contents == [1] => 2,
            Some(number) => return Err(number.malformed().into()),
        };
        let inside = fields.take(Tag::Sequence)?;
        // §5.1.1.2: "MUST contain the same algorithm identifier".
        if inside.encoded != beside.encoded {
            return Err(inside.malformed().into());
        }
        let algorithm = AlgorithmIdentifier::read(inside)?;
        let issuer = fields.take(Tag::Sequence)?;
        pay(issuer, budget)?;
        let named = Name::read(issuer)?;
        if named.is_empty() {
            return Err(issuer.malformed().into());
        }
        let this_update = fields.next()?.time()?;
        let mut next_update = None;
        for tag in [Tag::UtcTime, Tag::GeneralizedTime] {
            if let Some(time) = fields.take_if(tag)? {
                next_update = Some(time.time()?);
                break;
            }
        }
        let entries = fields.take_if(Tag::Sequence)?;
        let extensions = match fields.take_if(context(0, true))? {
            None => CrlExtensions::default(),
            Some(explicit) if version == 2 => {
                pay(explicit, budget)?;
                CrlExtensions::read(explicit, &named, most_extensions)?
            }
            Some(explicit) => return Err(explicit.malformed().into()),
        };
        fields.end()?;
        if extensions.base.is_some() && extensions.number.is_none() {
            return Err(signed.malformed().into());
        }
        Ok(Self {
            signed: signed.encoded,
            algorithm,
            signature,
            issuer: named,
            period: Period {
                this_update,
                next_update,
            },
            entries,
            version,
            extensions,
        })
    }

    pub(crate) fn issuing_point(&self) -> Option<&IssuingPoint<'a>> {
        self.extensions.issuing_point.as_ref()
    }

    /// Whether it lacks what is required of every CRL that can have it (§5.2.3).
    pub(crate) fn lacks_number(&self) -> bool {
        self.version == 2 && self.extensions.number.is_none()
    }

    pub(crate) fn is_delta(&self) -> bool {
        self.extensions.base.is_some()
    }

    pub(crate) fn entries(&self) -> Entries<'_, 'a> {
        Entries {
            rest: self.entries.map(Value::open),
            version: self.version,
            crl_issuer: &self.issuer,
            indirect: self.issuing_point().is_some_and(|point| point.indirect),
            removals: self.is_delta(),
        }
    }

    /// The key identifier of its issuer's key, if it names one.
    pub(crate) fn authority_key_identifier(&self) -> Option<&'a [u8]> {
        let mut sequence = Cursor::new(self.extensions.authority_key?);
        let mut fields = sequence.take(Tag::Sequence).ok()?.open();
        let key = fields.take_if(context(0, false)).ok()??;
        Some(key.contents)
    }

    /// Whether this delta CRL can be put on top of a complete one (§5.2.4,
    /// §6.3.3 (c)): of the same issuer, key and scope, and from a number the
    /// complete one has reached to one it has not.
    pub(crate) fn updates(&self, complete: &Crl<'_>) -> bool {
        let (ours, theirs) = (&self.extensions, &complete.extensions);
        let place = |extensions: &CrlExtensions<'a>| {
            let point = extensions.issuing_point.as_ref();
            point.map(|point| point.encoded)
        };
        let their_place = theirs.issuing_point.as_ref().map(|point| point.encoded);
        let (Some(from), Some(to), Some(reached)) = (ours.base, ours.number, theirs.number) else {
            return false;
        };
        !complete.is_delta()
            && self.issuer == complete.issuer
            && ours.authority_key == theirs.authority_key
            && place(ours) == their_place
            && order(from) <= order(reached)
            && order(reached) < order(to)
    }

    /// Whether this delta CRL is of a later number than another.
    pub(crate) fn is_later_than(&self, other: &Crl<'_>) -> bool {
        self.extensions.number.map(order) > other.extensions.number.map(order)
    }
}

/// Pays for reading a part that may be as long as its sender likes.
pub(crate) fn pay(part: Value<'_>, budget: &mut Budget) -> Result<(), Defect> {
    let price = units(part.encoded.len(), READ_PER_UNIT);
    budget.spend(price).map_err(|_| Defect {
        rule: TOO_MUCH,
        offset: part.offset,
    })
}

/// Numbers without leading zeros, in their order.
fn order(number: &[u8]) -> (usize, &[u8]) {
    (number.len(), number)
}

impl<'a> CrlExtensions<'a> {
    /// crlExtensions `[0]` EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension
    fn read(explicit: Value<'a>, issuer: &Name<'a>, most: u32) -> Result<Self, Defect> {
        let mut inner = explicit.open();
        let sequence = inner.take(Tag::Sequence)?;
        inner.end()?;
        let mut read = Self::default();
        let mut seen: Vec<Oid<'a>> = Vec::new();
        let mut rest = sequence.open();
        while !rest.is_empty() {
            let extension = Extension::read(rest.take(Tag::Sequence)?)?;
            let too_many = u32::try_from(seen.len()).is_ok_and(|count| count >= most);
            if too_many || seen.contains(&extension.id) {
                return Err(extension.malformed().into());
            }
            seen.push(extension.id);
            read.add(&extension, issuer)?;
        }
        if seen.is_empty() {
            return Err(sequence.malformed().into());
        }
        Ok(read)
    }

    fn add(&mut self, extension: &Extension<'a>, issuer: &Name<'a>) -> Result<(), Defect> {
        match extension.id {
            CRL_NUMBER => {
                // §5.2.3: "Conforming CRL issuers MUST mark this extension as
                // non-critical" and not use more than 20 octets.
                let number = extension.inner(Tag::Integer)?.unsigned()?;
                if extension.critical || number.len() > 20 {
                    return Err(extension.malformed().into());
                }
                self.number = Some(number);
            }
            DELTA_CRL_INDICATOR => {
                self.base = Some(extension.inner(Tag::Integer)?.unsigned()?);
            }
            ISSUING_DISTRIBUTION_POINT => {
                let point = IssuingPoint::read(extension.inner(Tag::Sequence)?, issuer)?;
                self.issuing_point = Some(point);
            }
            AUTHORITY_KEY_IDENTIFIER => {
                self.authority_key = Some(extension.inner(Tag::Sequence)?.encoded);
            }
            // Where to find delta CRLs: the host brings them.
            FRESHEST_CRL => {}
            _ if extension.critical => {
                return Err(Defect {
                    rule: UNSUPPORTED,
                    offset: extension.offset,
                });
            }
            _ => {}
        }
        Ok(())
    }
}
