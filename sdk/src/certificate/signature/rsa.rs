//! RSA verification (RFC 8017 §8.1.2, §8.2.2).
//!
//! With PKCS #1 padding the encoded message is built and compared, never parsed:
//! what a lax parser overlooks (short padding, garbage after the digest, odd
//! DigestInfo) has no place to hide, and small exponents do no harm.

mod power;

use super::{Hash, KeyFault, integers, pss};
use alloc::vec::Vec;

const LEAST_BITS: u32 = 2048;
const MOST_BITS: u32 = 8192;
/// Exponents beyond 2^33 serve no one but who wants verifiers to be slow.
const MOST_EXPONENT: u64 = 1 << 33;

/// An RSA public key of 2048 to 8192 bits with an odd exponent from 3 to 2^33.
pub(crate) struct Key<'a> {
    modulus: &'a [u8],
    exponent: u64,
    bits: u32,
    permitted: Use,
}

/// What its algorithm identifier lets a key be used for (RFC 4055 §1.2, §3.1).
pub(crate) enum Use {
    /// rsaEncryption: everything.
    Any,
    /// id-RSASSA-PSS: PSS alone.
    Pss,
    /// id-RSASSA-PSS with parameters: PSS with the same hash, and at least so much
    /// salt.
    PssWith(pss::Parameters),
}

impl<'a> Key<'a> {
    /// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
    pub(crate) fn read(encoded: &'a [u8], permitted: Use) -> Result<Self, KeyFault> {
        let (modulus, exponent) = integers(encoded)?;
        let bits = bit_length(modulus);
        let exponent = exponent.iter().try_fold(0_u64, |sum, &octet| {
            Some(sum.checked_mul(256)? | u64::from(octet))
        });
        let odd = |octet: Option<&u8>| octet.is_some_and(|octet| octet & 1 == 1);
        match exponent {
            _ if !(LEAST_BITS..=MOST_BITS).contains(&bits) => Err(KeyFault::Unsupported),
            Some(exponent @ 3..MOST_EXPONENT) if exponent & 1 == 1 && odd(modulus.last()) => {
                Ok(Self {
                    modulus,
                    exponent,
                    bits,
                    permitted,
                })
            }
            Some(MOST_EXPONENT..) | None => Err(KeyFault::Unsupported),
            Some(_) => Err(KeyFault::Malformed),
        }
    }

    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// RSASSA-PKCS1-v1_5.
    pub(crate) fn verifies(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let expected = encode(hash, message, self.modulus.len());
        matches!(self.permitted, Use::Any) && expected.is_some() && self.open(signature) == expected
    }

    /// RSASSA-PSS.
    pub(crate) fn verifies_pss(
        &self,
        with: pss::Parameters,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        let permitted = match &self.permitted {
            Use::Any | Use::Pss => true,
            Use::PssWith(least) => least.hash == with.hash && least.salt_length <= with.salt_length,
        };
        let encoded = || self.open(signature);
        // §8.1.2 step 2: the encoding has one bit less than the modulus.
        let fits = |encoded: Vec<u8>| with.fit(message, &encoded, self.bits.saturating_sub(1));
        permitted && encoded().is_some_and(fits)
    }

    /// RSAVP1 (RFC 8017 §5.2.2): the number a signature opens to, as long as the
    /// modulus. So is the signature (§8.1.2 and §8.2.2, step 1), and it is less.
    fn open(&self, signature: &[u8]) -> Option<Vec<u8>> {
        let fits = signature.len() == self.modulus.len();
        fits.then(|| power::power(signature, self.exponent, self.modulus))?
    }

    /// Multiplications, each by the square of the width they are made in: 38 units
    /// for 2048 bits and e = 65537.
    pub(crate) fn cost(&self) -> u32 {
        let multiplications = self.exponent.ilog2() + self.exponent.count_ones() + 1;
        let each = match self.bits {
            0..=2048 => 2,
            2049..=4096 => 8,
            4097.. => 32,
        };
        multiplications.saturating_mul(each)
    }
}

/// The length of the modulus of an encoded RSAPublicKey.
pub(crate) fn modulus_bits(encoded: &[u8]) -> Option<u32> {
    let (modulus, _) = integers(encoded).ok()?;
    Some(bit_length(modulus))
}

fn bit_length(magnitude: &[u8]) -> u32 {
    let Some((first, rest)) = magnitude.split_first() else {
        return 0;
    };
    let whole = u32::try_from(rest.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(8);
    whole.saturating_add(8 - first.leading_zeros())
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2): 00 01 FF … FF 00 DigestInfo.
pub(crate) fn encode(hash: Hash, message: &[u8], length: usize) -> Option<Vec<u8>> {
    let digest_info = digest_info(hash, message);
    let padding = length.checked_sub(digest_info.len())?.checked_sub(3)?;
    if padding < 8 {
        return None;
    }
    let mut encoded = Vec::with_capacity(length);
    encoded.extend_from_slice(&[0x00, 0x01]);
    encoded.resize(padding.checked_add(2)?, 0xFF);
    encoded.push(0x00);
    encoded.extend(digest_info);
    Some(encoded)
}

/// DigestInfo with the digest of a message (RFC 8017 §9.2, note 1).
pub(crate) fn digest_info(hash: Hash, message: &[u8]) -> Vec<u8> {
    let mut info = hash.digest_info_head().to_vec();
    info.extend(hash.digest(message));
    info
}

#[cfg(test)]
mod tests;
