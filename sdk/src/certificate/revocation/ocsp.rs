//! An OCSP response as RFC 6960 §4.2.1 lays it out, borrowed from its bytes.

use super::crl::{Defect, pay};
use super::period::Period;
use super::status::Silence;
use super::{MALFORMED, UNSUCCESSFUL, UNSUPPORTED};
use crate::certificate::asn1::{Cursor, Malformed, Value, context};
use crate::certificate::budget::{Budget, HASHED_PER_UNIT, units};
use crate::certificate::extension::Extension;
use crate::certificate::name::Name;
use crate::certificate::oid::Oid;
use crate::certificate::signature::{AlgorithmIdentifier, Hash, parts};
use crate::certificate::x509::Certificate;
use crate::time::Instant;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::Tag;

const BASIC_RESPONSE: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1"));
const SHA_1: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.14.3.2.26"));
const NONCE: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.2"));

/// A basic response.
pub(crate) struct Response<'a> {
    /// The part the responder signed.
    pub(crate) signed: &'a [u8],
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) signature: &'a [u8],
    pub(crate) responder: ResponderId<'a>,
    pub(crate) produced_at: Instant,
    singles: Cursor<'a>,
    nonce: Option<&'a [u8]>,
    /// Certificates that came with it, trusted for nothing.
    pub(crate) certificates: Vec<&'a [u8]>,
}

/// Who says it signed.
pub(crate) enum ResponderId<'a> {
    Name(Name<'a>),
    /// SHA-1 of the key.
    Key(&'a [u8]),
}

impl ResponderId<'_> {
    pub(crate) fn is(&self, certificate: &Certificate<'_>) -> bool {
        match self {
            Self::Name(name) => *name == certificate.subject,
            Self::Key(hash) => {
                key_octets(certificate).is_some_and(|octets| Hash::Sha1.digest(octets) == *hash)
            }
        }
    }
}

/// What a responder says of one certificate.
#[derive(Clone, Copy)]
pub(crate) struct Single {
    pub(crate) status: Status,
    pub(crate) period: Period,
}

#[derive(Clone, Copy)]
pub(crate) enum Status {
    Good,
    /// When, and the reason's code (RFC 5280 §5.3.1), 0 for none.
    Revoked(Instant, u8),
    Unknown,
}

impl<'a> Response<'a> {
    pub(crate) fn read(encoded: &'a [u8], budget: &mut Budget) -> Result<Self, Defect> {
        let mut outer = Cursor::new(encoded);
        let response = outer.take(Tag::Sequence)?;
        outer.end()?;
        let mut fields = response.open();
        let status = fields.take(Tag::Enumerated)?;
        if status.contents != [0] {
            return Err(Defect {
                rule: UNSUCCESSFUL,
                offset: status.offset,
            });
        }
        let bytes = only(fields.take(context(0, true))?, Tag::Sequence)?;
        fields.end()?;
        let mut fields = bytes.open();
        let kind = fields.take(Tag::ObjectIdentifier)?;
        if kind.oid()? != BASIC_RESPONSE {
            return Err(unsupported(kind.offset));
        }
        let basic = only(fields.take(Tag::OctetString)?, Tag::Sequence)?;
        fields.end()?;
        Self::read_basic(basic, budget)
    }

    /// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm,
    /// signature, certs `[0]` EXPLICIT SEQUENCE OF Certificate OPTIONAL }
    fn read_basic(basic: Value<'a>, budget: &mut Budget) -> Result<Self, Defect> {
        let mut parts = basic.open();
        let signed = parts.take(Tag::Sequence)?;
        let algorithm = AlgorithmIdentifier::read(parts.take(Tag::Sequence)?)?;
        let signature = parts.take(Tag::BitString)?.octets_of_bits()?;
        let mut certificates = Vec::new();
        if let Some(explicit) = parts.take_if(context(0, true))? {
            pay(explicit, budget)?;
            let mut all = only(explicit, Tag::Sequence)?.open();
            while !all.is_empty() {
                certificates.push(all.take(Tag::Sequence)?.encoded);
            }
        }
        parts.end()?;

        let mut fields = signed.open();
        // Version 1 is the default, which DER leaves out; there is no other.
        let responder = fields.next()?;
        pay(responder, budget)?;
        let responder = if responder.tag == context(1, true) {
            ResponderId::Name(Name::read(only(responder, Tag::Sequence)?)?)
        } else if responder.tag == context(2, true) {
            ResponderId::Key(only(responder, Tag::OctetString)?.contents)
        } else {
            return Err(responder.malformed().into());
        };
        let produced_at = fields.take(Tag::GeneralizedTime)?.time()?;
        let singles = fields.take(Tag::Sequence)?.open();
        let nonce = match fields.take_if(context(1, true))? {
            None => None,
            Some(explicit) => read_nonce(explicit)?,
        };
        fields.end()?;
        Ok(Self {
            signed: signed.encoded,
            algorithm,
            signature,
            responder,
            produced_at,
            singles,
            nonce,
            certificates,
        })
    }

    /// Whether it carries the nonce that was sent (RFC 9654 §2.1).
    pub(crate) fn answers(&self, nonce: &[u8]) -> bool {
        self.nonce == Some(nonce)
    }

    /// What it says of a certificate: of several answers, every one. The issuer is
    /// identified by name and key, as hashed by whoever asked (RFC 6960 §4.1.1);
    /// SHA-1 identifies here, it proves nothing.
    pub(crate) fn about(
        &self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
        budget: &mut Budget,
    ) -> Result<Vec<Single>, Silence> {
        let mut about = Vec::new();
        let mut rest = self.singles;
        while !rest.is_empty() {
            let single = rest.take(Tag::Sequence)?;
            let mut fields = single.open();
            let id = fields.take(Tag::Sequence)?;
            if identifies(id, certificate, issuer, budget)? {
                about.push(Single::read(fields)?);
            }
            if about.len() > MOST_ANSWERS {
                return Err(MALFORMED.into());
            }
        }
        Ok(about)
    }
}

/// More answers about one certificate than any response has use for.
const MOST_ANSWERS: usize = 16;

/// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
fn identifies(
    id: Value<'_>,
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
    budget: &mut Budget,
) -> Result<bool, Silence> {
    let mut fields = id.open();
    let algorithm = AlgorithmIdentifier::read(fields.take(Tag::Sequence)?)?;
    let name_hash = fields.take(Tag::OctetString)?.contents;
    let key_hash = fields.take(Tag::OctetString)?.contents;
    let serial = fields.take(Tag::Integer)?.integer()?;
    fields.end()?;
    if serial != certificate.serial {
        return Ok(false);
    }
    let Some(key) = key_octets(issuer) else {
        return Ok(false);
    };
    let function = match algorithm.id {
        SHA_1 => Some(Hash::Sha1),
        _ => Hash::identified(algorithm),
    };
    let Some(function) = function else {
        return Ok(false);
    };
    for (octets, digest) in [(key, key_hash), (certificate.issuer_encoded, name_hash)] {
        budget.spend(units(octets.len(), HASHED_PER_UNIT))?;
        if function.digest(octets) != digest {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The subjectPublicKey without its algorithm.
fn key_octets<'c>(certificate: &Certificate<'c>) -> Option<&'c [u8]> {
    parts(certificate.key_info).ok().map(|(_, octets)| octets)
}

impl Single {
    /// SingleResponse after its certID: certStatus, thisUpdate, nextUpdate `[0]`,
    /// singleExtensions `[1]`.
    fn read(mut fields: Cursor<'_>) -> Result<Self, Defect> {
        let status = fields.next()?;
        let status = if status.tag == context(0, false) && status.contents.is_empty() {
            Status::Good
        } else if status.tag == context(2, false) && status.contents.is_empty() {
            Status::Unknown
        } else if status.tag == context(1, true) {
            let mut revoked = status.open();
            let at = revoked.take(Tag::GeneralizedTime)?.time()?;
            let reason = match revoked.take_if(context(0, true))? {
                None => 0,
                Some(explicit) => match *only(explicit, Tag::Enumerated)?.contents {
                    [reason] => reason,
                    _ => return Err(explicit.malformed().into()),
                },
            };
            revoked.end()?;
            Status::Revoked(at, reason)
        } else {
            return Err(status.malformed().into());
        };
        let this_update = fields.take(Tag::GeneralizedTime)?.time()?;
        let next_update = match fields.take_if(context(0, true))? {
            None => None,
            Some(explicit) => Some(only(explicit, Tag::GeneralizedTime)?.time()?),
        };
        if let Some(explicit) = fields.take_if(context(1, true))? {
            // archiveCutoff and the like tell of other times than this one.
            each_extension(explicit, |extension| {
                if extension.critical {
                    Err(unsupported(extension.offset))
                } else {
                    Ok(())
                }
            })?;
        }
        fields.end()?;
        Ok(Self {
            status,
            period: Period {
                this_update,
                next_update,
            },
        })
    }
}

/// The nonce among the responseExtensions.
fn read_nonce(explicit: Value<'_>) -> Result<Option<&[u8]>, Defect> {
    let mut nonce = None;
    each_extension(explicit, |extension| {
        if extension.id == NONCE {
            nonce = Some(extension.inner(Tag::OctetString)?.contents);
        } else if extension.critical {
            return Err(unsupported(extension.offset));
        }
        Ok(())
    })?;
    Ok(nonce)
}

/// More than any response has use for.
const MOST_EXTENSIONS: usize = 16;

fn each_extension<'a>(
    explicit: Value<'a>,
    mut visit: impl FnMut(&Extension<'a>) -> Result<(), Defect>,
) -> Result<(), Defect> {
    let mut seen: Vec<Oid<'a>> = Vec::new();
    let mut rest = only(explicit, Tag::Sequence)?.open();
    while !rest.is_empty() {
        let extension = Extension::read(rest.take(Tag::Sequence)?)?;
        if seen.len() >= MOST_EXTENSIONS || seen.contains(&extension.id) {
            return Err(extension.malformed().into());
        }
        seen.push(extension.id);
        visit(&extension)?;
    }
    Ok(())
}

/// The one value inside another.
fn only(outer: Value<'_>, tag: Tag) -> Result<Value<'_>, Malformed> {
    let mut inner = outer.open();
    let value = inner.take(tag)?;
    inner.end()?;
    Ok(value)
}

const fn unsupported(offset: usize) -> Defect {
    Defect {
        rule: UNSUPPORTED,
        offset,
    }
}
