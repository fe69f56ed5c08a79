//! Signatures: which algorithms there are, how they are written, and verifying
//! them. Public data only, so variable time is no leak.
//!
//! Algorithm identifiers are compared to the octets RFC 4055 and RFC 5758
//! require: NULL parameters for RSA, none for ECDSA. (RFC 4055 §5 would also let
//! a verifier accept absent parameters for RSA; no issuer met here leaves them
//! out.) SHA-1 is not among the algorithms.

mod key;
mod rsa;

pub(crate) use key::{AlgorithmIdentifier, KeyFault, PublicKey, name_of_key, parts};
#[cfg(test)]
pub(crate) use rsa::encode as encode_rsa;

use super::oid::Oid;
use crate::problem::{Code, Place, Problem};
use ::p256::ecdsa::signature::hazmat::PrehashVerifier;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha384, Sha512};

const UNKNOWN_ALGORITHM: Code = Code::new(
    "certificate.unknown-algorithm",
    "no such signature algorithm; rsa-pkcs1-sha256 is the one of today's JPKI cards",
    "署名アルゴリズム名が正しくありません(現行のマイナンバーカードは rsa-pkcs1-sha256 です)",
);

pub(crate) const MISUSE: &[Code] = &[UNKNOWN_ALGORITHM];

/// A signature algorithm, by the name it has at every boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureAlgorithm {
    /// `rsa-pkcs1-sha256`: sha256WithRSAEncryption (RFC 4055 §5), what JPKI and
    /// HPKI cards of today make.
    RsaPkcs1Sha256,
    /// `rsa-pkcs1-sha384`: sha384WithRSAEncryption.
    RsaPkcs1Sha384,
    /// `rsa-pkcs1-sha512`: sha512WithRSAEncryption.
    RsaPkcs1Sha512,
    /// `ecdsa-sha256`: ecdsa-with-SHA256 (RFC 5758 §3.2), the signature as DER.
    EcdsaSha256,
    /// `ecdsa-sha384`: ecdsa-with-SHA384, announced for the next JPKI card.
    EcdsaSha384,
    /// `ecdsa-sha512`: ecdsa-with-SHA512.
    EcdsaSha512,
}

/// A hash function of a signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

/// Every algorithm with its name and object identifier.
const ALGORITHMS: [(SignatureAlgorithm, &str, Oid<'static>); 6] = [
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
];

impl SignatureAlgorithm {
    /// The algorithm of this name.
    ///
    /// # Errors
    /// `certificate.unknown-algorithm`.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        let known = ALGORITHMS.iter().find(|(_, known, _)| *known == name);
        let unknown = || Problem::error(UNKNOWN_ALGORITHM).at(Place::path("algorithm"));
        known.map(|&(algorithm, ..)| algorithm).ok_or_else(unknown)
    }

    /// Its name at every boundary.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let known = ALGORITHMS.iter().find(|(known, ..)| *known == self);
        known.map_or("", |&(_, name, _)| name)
    }

    /// The algorithm an identifier names, with exactly its parameters.
    pub(crate) fn identified(identifier: AlgorithmIdentifier<'_>) -> Option<Self> {
        let known = ALGORITHMS.iter().find(|(.., id)| *id == identifier.id);
        let algorithm = known.map(|&(algorithm, ..)| algorithm)?;
        let parameters_fit = if algorithm.is_rsa() {
            identifier.has_null()
        } else {
            identifier.parameters.is_none()
        };
        parameters_fit.then_some(algorithm)
    }

    pub(crate) const fn is_rsa(self) -> bool {
        matches!(
            self,
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512
        )
    }

    pub(crate) const fn hash(self) -> Hash {
        match self {
            Self::RsaPkcs1Sha256 | Self::EcdsaSha256 => Hash::Sha256,
            Self::RsaPkcs1Sha384 | Self::EcdsaSha384 => Hash::Sha384,
            Self::RsaPkcs1Sha512 | Self::EcdsaSha512 => Hash::Sha512,
        }
    }

    /// What RSA signs of a message under this algorithm, and a card is given;
    /// ECDSA signs the bare digest.
    pub(crate) fn digest_info(self, message: &[u8]) -> Option<Vec<u8>> {
        self.is_rsa()
            .then(|| rsa::digest_info(self.hash(), message))
    }
}

/// The name of an algorithm identifier: of its algorithm, or its number.
pub(crate) fn name_of_algorithm(identifier: AlgorithmIdentifier<'_>) -> String {
    SignatureAlgorithm::identified(identifier).map_or_else(
        || identifier.id.to_string(),
        |algorithm| algorithm.as_str().to_string(),
    )
}

impl PublicKey<'_> {
    /// Whether this key made this signature over this message. False as well if
    /// the algorithm is not one of this kind of key.
    pub(crate) fn verifies(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match self {
            Self::Rsa(key) => {
                algorithm.is_rsa() && key.verifies(algorithm.hash(), message, signature)
            }
            _ if algorithm.is_rsa() => false,
            Self::P256(key) => {
                let digest = algorithm.hash().digest(message);
                let signature = ::p256::ecdsa::Signature::from_der(signature);
                signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
            }
            Self::P384(key) => {
                let digest = algorithm.hash().digest(message);
                let signature = ::p384::ecdsa::Signature::from_der(signature);
                signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
            }
        }
    }

    /// The units of work of one check, see [`super::budget`].
    pub(crate) fn cost(&self) -> u32 {
        match self {
            Self::Rsa(key) => key.cost(),
            Self::P256(_) => 120,
            Self::P384(_) => 460,
        }
    }
}

#[cfg(test)]
mod tests;
