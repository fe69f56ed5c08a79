//! Hash functions of signature algorithms.

use super::AlgorithmIdentifier;
use crate::certificate::oid::Oid;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

const SHA256: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"));
const SHA384: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2"));
const SHA512: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3"));

/// A hash function of a signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }

    /// Octets of a digest.
    pub(crate) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The SHA-2 function an identifier names. Its parameters may be NULL or
    /// absent, which RFC 4055 §2.1 has mean the same.
    pub(crate) fn identified(identifier: AlgorithmIdentifier<'_>) -> Option<Self> {
        if !identifier.has_null_or_nothing() {
            return None;
        }
        match identifier.id {
            SHA256 => Some(Self::Sha256),
            SHA384 => Some(Self::Sha384),
            SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// What stands before a digest in a DigestInfo (RFC 8017 §9.2, note 1).
    pub(crate) const fn digest_info_head(self) -> &'static [u8] {
        match self {
            Self::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Self::Sha256 => {
                b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
            }
            Self::Sha384 => {
                b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"
            }
            Self::Sha512 => {
                b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"
            }
        }
    }
}
