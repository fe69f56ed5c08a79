//! Signatures: which algorithms there are, how they are written, and verifying
//! them. Public data only, so variable time is no leak.
//!
//! Algorithm identifiers are taken as the octets their RFC requires: nothing
//! beside the algorithm for ECDSA (RFC 5758 §3.2) and Ed25519 (RFC 8410 §3), the
//! whole of its parameters for PSS (RFC 4055 §3.1), and for RSA with PKCS #1
//! padding NULL or nothing, because RFC 4055 §5 has verifiers take both. A
//! certificate states its algorithm twice, and the two are compared to the octet.
//!
//! SHA-1 is known by name, so that a verdict can say what is refused: no profile
//! that comes with the library accepts it.

mod hash;
mod key;
mod pss;
mod rsa;

pub(crate) use hash::Hash;
pub(crate) use key::{AlgorithmIdentifier, KeyFault, PublicKey, name_of_key, parts};
#[cfg(test)]
pub(crate) use rsa::{digest_info as rsa_digest_info, encode as encode_rsa};

use super::asn1::{Cursor, Malformed};
use super::oid::Oid;
use crate::problem::{Code, Place, Problem, Problems};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::Tag;
use serde::Serialize;

const UNKNOWN_ALGORITHM: Code = code!(
    "certificate.unknown-algorithm",
    "no such signature algorithm; rsa-pkcs1-sha256 is the one of today's JPKI cards",
    "署名アルゴリズム名が正しくありません(現行のマイナンバーカードは rsa-pkcs1-sha256 です)",
);

const KEY_UNUSABLE: Code = code!(
    "certificate.key-unusable",
    "the key is no SubjectPublicKeyInfo in DER, or of a kind or size that is not supported",
    "公開鍵(SubjectPublicKeyInfo)の形式が正しくないか、対応していない種類・長さです",
);

pub(crate) const MISUSE: &[Code] = &[UNKNOWN_ALGORITHM, KEY_UNUSABLE];

/// A signature algorithm, by the name it has at every boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// `rsa-pkcs1-sha256`: sha256WithRSAEncryption (RFC 4055 §5), what JPKI and
    /// HPKI cards of today make.
    RsaPkcs1Sha256,
    /// `rsa-pkcs1-sha384`: sha384WithRSAEncryption.
    RsaPkcs1Sha384,
    /// `rsa-pkcs1-sha512`: sha512WithRSAEncryption.
    RsaPkcs1Sha512,
    /// `rsa-pkcs1-sha1`: sha1WithRSAEncryption (RFC 3279 §2.2.1), for those who
    /// must read what is old: collisions of SHA-1 can be bought.
    RsaPkcs1Sha1,
    /// `rsa-pss-sha256`: RSASSA-PSS with SHA-256 (RFC 4055 §3), MGF1 with the same
    /// hash and, where nothing states another length, a salt as long as the hash:
    /// what a JPKI card makes with P1 = 04 or 05.
    RsaPssSha256,
    /// `rsa-pss-sha384`: the same with SHA-384.
    RsaPssSha384,
    /// `rsa-pss-sha512`: the same with SHA-512.
    RsaPssSha512,
    /// `ecdsa-sha256`: ecdsa-with-SHA256 (RFC 5758 §3.2), the signature as DER.
    EcdsaSha256,
    /// `ecdsa-sha384`: ecdsa-with-SHA384, announced for the next JPKI card.
    EcdsaSha384,
    /// `ecdsa-sha512`: ecdsa-with-SHA512.
    EcdsaSha512,
    /// `ecdsa-sha1`: ecdsa-with-SHA1 (RFC 3279 §2.2.3), like `rsa-pkcs1-sha1`.
    EcdsaSha1,
    /// `ed25519`: Ed25519 (RFC 8410), which signs the message itself.
    #[cfg(feature = "ed25519")]
    Ed25519,
}

/// How an algorithm makes a signature of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pkcs1,
    Pss,
    Ecdsa,
    #[cfg(feature = "ed25519")]
    Ed25519,
}

/// Every algorithm with its name and object identifier.
const ALGORITHMS: &[(SignatureAlgorithm, &str, Oid<'static>)] = &[
    (
        SignatureAlgorithm::RsaPkcs1Sha256,
        "rsa-pkcs1-sha256",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11")),
    ),
    (
        SignatureAlgorithm::RsaPkcs1Sha384,
        "rsa-pkcs1-sha384",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12")),
    ),
    (
        SignatureAlgorithm::RsaPkcs1Sha512,
        "rsa-pkcs1-sha512",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13")),
    ),
    (
        SignatureAlgorithm::RsaPkcs1Sha1,
        "rsa-pkcs1-sha1",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5")),
    ),
    (
        SignatureAlgorithm::RsaPssSha256,
        "rsa-pss-sha256",
        pss::RSASSA_PSS,
    ),
    (
        SignatureAlgorithm::RsaPssSha384,
        "rsa-pss-sha384",
        pss::RSASSA_PSS,
    ),
    (
        SignatureAlgorithm::RsaPssSha512,
        "rsa-pss-sha512",
        pss::RSASSA_PSS,
    ),
    (
        SignatureAlgorithm::EcdsaSha256,
        "ecdsa-sha256",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2")),
    ),
    (
        SignatureAlgorithm::EcdsaSha384,
        "ecdsa-sha384",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3")),
    ),
    (
        SignatureAlgorithm::EcdsaSha512,
        "ecdsa-sha512",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4")),
    ),
    (
        SignatureAlgorithm::EcdsaSha1,
        "ecdsa-sha1",
        Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.10045.4.1")),
    ),
    #[cfg(feature = "ed25519")]
    (
        SignatureAlgorithm::Ed25519,
        "ed25519",
        Oid::known(&ObjectIdentifier::new_unwrap("1.3.101.112")),
    ),
];

impl SignatureAlgorithm {
    /// The algorithm of this name, for signatures made now: SHA-1 is for reading
    /// old chains alone.
    ///
    /// # Errors
    /// `certificate.unknown-algorithm`.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        let unknown = || Problem::error(UNKNOWN_ALGORITHM).at(Place::path("algorithm"));
        let known = Self::named(name);
        known
            .filter(|algorithm| algorithm.hash() != Hash::Sha1)
            .ok_or_else(unknown)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let known = ALGORITHMS.iter().find(|(_, known, _)| *known == name);
        known.map(|&(algorithm, ..)| algorithm)
    }

    /// Its name at every boundary.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let known = ALGORITHMS.iter().find(|(known, ..)| *known == self);
        known.map_or("", |&(_, name, _)| name)
    }

    /// The algorithm an identifier names, its parameters as they must be.
    pub(crate) fn identified(identifier: AlgorithmIdentifier<'_>) -> Option<Self> {
        Scheme::identified(identifier).map(|scheme| scheme.algorithm)
    }

    const fn kind(self) -> Kind {
        match self {
            Self::RsaPkcs1Sha1
            | Self::RsaPkcs1Sha256
            | Self::RsaPkcs1Sha384
            | Self::RsaPkcs1Sha512 => Kind::Pkcs1,
            Self::RsaPssSha256 | Self::RsaPssSha384 | Self::RsaPssSha512 => Kind::Pss,
            Self::EcdsaSha1 | Self::EcdsaSha256 | Self::EcdsaSha384 | Self::EcdsaSha512 => {
                Kind::Ecdsa
            }
            #[cfg(feature = "ed25519")]
            Self::Ed25519 => Kind::Ed25519,
        }
    }

    pub(crate) const fn hash(self) -> Hash {
        match self {
            Self::RsaPkcs1Sha1 | Self::EcdsaSha1 => Hash::Sha1,
            Self::RsaPkcs1Sha256 | Self::RsaPssSha256 | Self::EcdsaSha256 => Hash::Sha256,
            Self::RsaPkcs1Sha384 | Self::RsaPssSha384 | Self::EcdsaSha384 => Hash::Sha384,
            Self::RsaPkcs1Sha512 | Self::RsaPssSha512 | Self::EcdsaSha512 => Hash::Sha512,
            #[cfg(feature = "ed25519")]
            Self::Ed25519 => Hash::Sha512,
        }
    }

    /// What RSA with PKCS #1 padding signs of a message under this algorithm, and
    /// a card is given; others sign the bare digest.
    pub(crate) fn digest_info(self, message: &[u8]) -> Option<Vec<u8>> {
        (self.kind() == Kind::Pkcs1).then(|| rsa::digest_info(self.hash(), message))
    }
}

/// The name of an algorithm identifier: of its algorithm, or its number.
pub(crate) fn name_of_algorithm(identifier: AlgorithmIdentifier<'_>) -> String {
    SignatureAlgorithm::identified(identifier).map_or_else(
        || identifier.id.to_string(),
        |algorithm| algorithm.as_str().to_string(),
    )
}

/// An algorithm with all that it takes to verify a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scheme {
    pub(crate) algorithm: SignatureAlgorithm,
    /// Of PSS.
    salt_length: usize,
}

impl From<SignatureAlgorithm> for Scheme {
    /// Of PSS the one with the usual salt.
    fn from(algorithm: SignatureAlgorithm) -> Self {
        Self {
            algorithm,
            salt_length: algorithm.hash().length(),
        }
    }
}

impl Scheme {
    /// What an identifier names, its parameters as they must be.
    pub(crate) fn identified(identifier: AlgorithmIdentifier<'_>) -> Option<Self> {
        let pss = pss::Parameters::identified(identifier);
        let (algorithm, ..) = ALGORITHMS.iter().find(|&&(algorithm, _, id)| {
            id == identifier.id
                && match algorithm.kind() {
                    Kind::Pkcs1 => identifier.has_null_or_nothing(),
                    Kind::Pss => pss.is_some_and(|pss| pss.hash == algorithm.hash()),
                    _ => identifier.parameters.is_none(),
                }
        })?;
        let salt_length = pss.map_or(algorithm.hash().length(), |pss| pss.salt_length);
        Some(Self {
            algorithm: *algorithm,
            salt_length,
        })
    }

    /// `rsa-pss-sha256/20`: an algorithm's name and, of PSS, the octets of salt if
    /// they are not as many as the hash has.
    fn parse(text: &str) -> Result<Self, Problem> {
        let Some((name, salt)) = text.split_once('/') else {
            return SignatureAlgorithm::parse(text).map(Self::from);
        };
        let algorithm = SignatureAlgorithm::parse(name)?;
        match salt.parse::<u16>() {
            Ok(salt) if algorithm.kind() == Kind::Pss => Ok(Self {
                algorithm,
                salt_length: usize::from(salt),
            }),
            _ => SignatureAlgorithm::parse(text).map(Self::from),
        }
    }

    const fn pss(self) -> pss::Parameters {
        pss::Parameters {
            hash: self.algorithm.hash(),
            salt_length: self.salt_length,
        }
    }
}

impl PublicKey<'_> {
    /// Whether this key made this signature over this message. False as well if
    /// the algorithm is not one of this kind of key.
    pub(crate) fn verifies(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        let hash = scheme.algorithm.hash();
        match (self, scheme.algorithm.kind()) {
            (Self::Rsa(key), Kind::Pkcs1) => key.verifies(hash, message, signature),
            (Self::Rsa(key), Kind::Pss) => key.verifies_pss(scheme.pss(), message, signature),
            (Self::P256(key), Kind::Ecdsa) => {
                integers(signature).is_ok_and(|(r, s)| key.verifies(&hash.digest(message), r, s))
            }
            (Self::P384(key), Kind::Ecdsa) => {
                integers(signature).is_ok_and(|(r, s)| key.verifies(&hash.digest(message), r, s))
            }
            #[cfg(feature = "p521")]
            (Self::P521(key), Kind::Ecdsa) => {
                use ::p521::ecdsa::signature::hazmat::PrehashVerifier as _;
                let signature = ::p521::ecdsa::Signature::from_der(signature);
                let digest = hash.digest(message);
                signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
            }
            #[cfg(feature = "ed25519")]
            (Self::Ed25519(key), Kind::Ed25519) => {
                let signature = ed25519_dalek::Signature::from_slice(signature);
                signature.is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
            }
            _ => false,
        }
    }

    /// The units of work of one check, see [`super::budget`].
    pub(crate) fn cost(&self) -> u32 {
        match self {
            Self::Rsa(key) => key.cost(),
            Self::P256(_) => 120,
            Self::P384(_) => 460,
            #[cfg(feature = "p521")]
            Self::P521(_) => 1_200,
            #[cfg(feature = "ed25519")]
            Self::Ed25519(_) => 60,
        }
    }
}

/// Whether a key made a signature over a message: the arithmetic alone, for
/// signatures inside documents. It says nothing of whose key it is: chains are
/// for [`super::validate`].
///
/// `key` is a SubjectPublicKeyInfo in DER. `algorithm` is a name of
/// [`SignatureAlgorithm`]; of PSS the octets of salt may follow, if they are not
/// as many as the hash has: `rsa-pss-sha256/20`. A key of another kind than the
/// algorithm's made no such signature.
///
/// # Errors
/// `certificate.unknown-algorithm`, `certificate.key-unusable`.
pub fn verify_signature(
    key: &[u8],
    algorithm: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Problems> {
    let scheme = Scheme::parse(algorithm)?;
    let unusable = || Problem::error(KEY_UNUSABLE).at(Place::path("key"));
    let mut input = Cursor::new(key);
    let info = input.take(Tag::Sequence).map_err(|_| unusable())?;
    input.end().map_err(|_| unusable())?;
    let key = PublicKey::read(info).map_err(|_| unusable())?;
    Ok(key.verifies(scheme, message, signature))
}

/// The two magnitudes of what is an RSAPublicKey and an Ecdsa-Sig-Value alike:
/// SEQUENCE { INTEGER, INTEGER }, neither negative.
fn integers(encoded: &[u8]) -> Result<(&[u8], &[u8]), Malformed> {
    let mut outer = Cursor::new(encoded);
    let mut numbers = outer.take(Tag::Sequence)?.open();
    outer.end()?;
    let first = numbers.take(Tag::Integer)?.unsigned()?;
    let second = numbers.take(Tag::Integer)?.unsigned()?;
    numbers.end()?;
    Ok((first, second))
}

#[cfg(test)]
mod tests;
