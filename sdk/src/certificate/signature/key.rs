//! Public keys (RFC 3279, RFC 5480) and algorithm identifiers.

use super::pss::{self, RSASSA_PSS};
use super::rsa;
use crate::certificate::asn1::{Malformed, Value};
use crate::certificate::oid::Oid;
use alloc::string::{String, ToString};
use const_oid::ObjectIdentifier;
use der::Tag;

const RSA_ENCRYPTION: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1"));
const EC_PUBLIC_KEY: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.2.1"));
const P256: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"));
const P384: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.132.0.34"));
const P521: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.132.0.35"));
#[cfg(feature = "ed25519")]
const ED25519: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.101.112"));

/// AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters ANY OPTIONAL }
#[derive(Clone, Copy)]
pub(crate) struct AlgorithmIdentifier<'a> {
    pub(crate) id: Oid<'a>,
    pub(crate) parameters: Option<Value<'a>>,
}

impl<'a> AlgorithmIdentifier<'a> {
    pub(crate) fn read(sequence: Value<'a>) -> Result<Self, Malformed> {
        let mut cursor = sequence.open();
        let id = cursor.take(Tag::ObjectIdentifier)?.oid()?;
        let parameters = if cursor.is_empty() {
            None
        } else {
            Some(cursor.next()?)
        };
        cursor.end()?;
        Ok(Self { id, parameters })
    }

    /// Whether the parameters are NULL or absent.
    pub(crate) fn has_null_or_nothing(&self) -> bool {
        self.parameters.is_none() || self.has_null()
    }

    /// Whether the parameters are there and NULL.
    fn has_null(&self) -> bool {
        self.parameters
            .is_some_and(|parameters| parameters.encoded == [0x05, 0x00])
    }

    fn has_curve(&self, curve: Oid<'_>) -> bool {
        self.parameters.is_some_and(|value| {
            value.tag == Tag::ObjectIdentifier && value.contents == curve.as_bytes()
        })
    }
}

/// Why a key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFault {
    /// Not the encoding its algorithm asks for, or not a point of its curve.
    Malformed,
    /// Of a kind or size that is not verified here.
    Unsupported,
}

impl From<Malformed> for KeyFault {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// A key that signatures can be verified with.
pub(crate) enum PublicKey<'a> {
    Rsa(rsa::Key<'a>),
    P256(onshi_arithmetic::P256),
    P384(onshi_arithmetic::P384),
    #[cfg(feature = "p521")]
    P521(::p521::ecdsa::VerifyingKey),
    #[cfg(feature = "ed25519")]
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl<'a> PublicKey<'a> {
    /// From a SubjectPublicKeyInfo. Curves only by name (RFC 5480 §2.1.1), so no
    /// parameters can be slipped in, and points only uncompressed, the form every
    /// verifier has to know (§2.2). An RSA key has NULL beside it (RFC 3279
    /// §2.3.1); one for PSS alone has parameters or nothing (RFC 4055 §3.1).
    pub(crate) fn read(info: Value<'a>) -> Result<Self, KeyFault> {
        let (algorithm, bits) = parts(info)?;
        if algorithm.id == RSA_ENCRYPTION {
            if !algorithm.has_null() {
                return Err(KeyFault::Malformed);
            }
            return rsa::Key::read(bits, rsa::Use::Any).map(Self::Rsa);
        }
        if algorithm.id == RSASSA_PSS {
            let permitted = match (algorithm.parameters, pss::Parameters::identified(algorithm)) {
                (None, _) => rsa::Use::Pss,
                (Some(_), Some(parameters)) => rsa::Use::PssWith(parameters),
                (Some(_), None) => return Err(KeyFault::Unsupported),
            };
            return rsa::Key::read(bits, permitted).map(Self::Rsa);
        }
        #[cfg(feature = "ed25519")]
        if algorithm.id == ED25519 {
            let key = bits.try_into().map_err(|_| KeyFault::Malformed)?;
            let key = ed25519_dalek::VerifyingKey::from_bytes(key);
            return match (algorithm.parameters, key) {
                (None, Ok(key)) => Ok(Self::Ed25519(key)),
                _ => Err(KeyFault::Malformed),
            };
        }
        let [0x04, ..] = bits else {
            return Err(KeyFault::Unsupported);
        };
        if algorithm.id != EC_PUBLIC_KEY {
            return Err(KeyFault::Unsupported);
        }
        if algorithm.has_curve(P256) {
            let key = onshi_arithmetic::P256::uncompressed(bits);
            return key.map(Self::P256).ok_or(KeyFault::Malformed);
        }
        if algorithm.has_curve(P384) {
            let key = onshi_arithmetic::P384::uncompressed(bits);
            return key.map(Self::P384).ok_or(KeyFault::Malformed);
        }
        #[cfg(feature = "p521")]
        if algorithm.has_curve(P521) {
            let key = ::p521::ecdsa::VerifyingKey::from_sec1_bytes(bits);
            return key.map(Self::P521).map_err(|_| KeyFault::Malformed);
        }
        Err(KeyFault::Unsupported)
    }
}

/// SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey BIT STRING }
pub(crate) fn parts(info: Value<'_>) -> Result<(AlgorithmIdentifier<'_>, &[u8]), Malformed> {
    let mut cursor = info.open();
    let algorithm = AlgorithmIdentifier::read(cursor.take(Tag::Sequence)?)?;
    let bits = cursor.take(Tag::BitString)?.octets_of_bits()?;
    cursor.end()?;
    Ok((algorithm, bits))
}

/// What to call a key: `RSA-2048`, `P-256`, or the number of its algorithm.
pub(crate) fn name_of_key(info: Value<'_>) -> String {
    let Ok((algorithm, bits)) = parts(info) else {
        return String::new();
    };
    for (id, name) in [(RSA_ENCRYPTION, "RSA"), (RSASSA_PSS, "RSA-PSS")] {
        if algorithm.id == id {
            return rsa::modulus_bits(bits).map_or_else(
                || name.to_string(),
                |length| alloc::format!("{name}-{length}"),
            );
        }
    }
    for (curve, name) in [(P256, "P-256"), (P384, "P-384"), (P521, "P-521")] {
        if algorithm.id == EC_PUBLIC_KEY && algorithm.has_curve(curve) {
            return name.to_string();
        }
    }
    algorithm.id.to_string()
}
