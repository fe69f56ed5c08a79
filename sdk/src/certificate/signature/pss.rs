//! RSASSA-PSS: its parameters (RFC 4055 §3.1) and what it encodes (RFC 8017
//! §9.1).

use super::{AlgorithmIdentifier, Hash};
use crate::certificate::asn1::{Cursor, context};
use crate::certificate::oid::Oid;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::Tag;

pub(crate) const RSASSA_PSS: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10"));
const MGF1: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8"));

/// Parameters of one use of PSS. The mask generation function is always MGF1
/// with the same hash, as RFC 4055 §3.1 recommends: nobody met here mixes two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parameters {
    pub(crate) hash: Hash,
    /// Octets of salt: exactly so many, whatever the signature holds.
    pub(crate) salt_length: usize,
}

impl Parameters {
    /// RSASSA-PSS-params, if they are DER and of SHA-2:
    ///
    /// ```text
    /// SEQUENCE { hashAlgorithm [0] DEFAULT sha1, maskGenAlgorithm [1] DEFAULT
    /// mgf1SHA1, saltLength [2] INTEGER DEFAULT 20, trailerField [3] DEFAULT 1 }
    /// ```
    ///
    /// DER leaves a default out, so hash and mask are there and a trailer never
    /// is: the only one allowed is the default.
    pub(crate) fn identified(identifier: AlgorithmIdentifier<'_>) -> Option<Self> {
        let value = identifier.parameters?;
        if identifier.id != RSASSA_PSS || value.tag != Tag::Sequence {
            return None;
        }
        let mut fields = value.open();
        let hash = Hash::identified(algorithm(&mut fields, 0)?)?;
        let mask = algorithm(&mut fields, 1)?;
        let mask_hash = AlgorithmIdentifier::read(mask.parameters?).ok()?;
        if mask.id != MGF1 || Hash::identified(mask_hash) != Some(hash) {
            return None;
        }
        let salt_length = match fields.take_if(context(2, true)).ok()? {
            None => 20,
            Some(field) => {
                let mut inside = field.open();
                let length = inside.take(Tag::Integer).ok()?.unsigned().ok()?;
                inside.end().ok()?;
                match length {
                    [20] => return None,
                    [length] => usize::from(*length),
                    [high, low] => usize::from(u16::from_be_bytes([*high, *low])),
                    _ => return None,
                }
            }
        };
        fields.end().ok()?;
        Some(Self { hash, salt_length })
    }

    /// EMSA-PSS-VERIFY (RFC 8017 §9.1.2): whether `encoded`, of whose bits the
    /// lowest so many count, encodes the message.
    pub(crate) fn fit(self, message: &[u8], encoded: &[u8], bits: u32) -> bool {
        self.salt_of(encoded, bits).is_some_and(|(salt, digest)| {
            // M' of step 12: eight zeros, the message's digest, the salt.
            let mut salted = Vec::from([0; 8]);
            salted.extend(self.hash.digest(message));
            salted.extend(salt);
            self.hash.digest(&salted) == digest
        })
    }

    /// The salt and the digest of an encoding whose padding is right.
    fn salt_of(self, encoded: &[u8], bits: u32) -> Option<(Vec<u8>, &[u8])> {
        let length = usize::try_from(bits.div_ceil(8)).ok()?;
        // One bit more than whole octets, and the modulus is an octet longer.
        let (surplus, encoded) = encoded.split_at_checked(encoded.len().checked_sub(length)?)?;
        let (encoded, [0xBC]) = encoded.split_last_chunk()? else {
            return None;
        };
        let (masked, digest) =
            encoded.split_at_checked(encoded.len().checked_sub(self.hash.length())?)?;
        let padding = masked.len().checked_sub(self.salt_length)?.checked_sub(1)?;

        let unused = bits.next_multiple_of(8).checked_sub(bits)?;
        let (first, used) = (*masked.first()?, 0xFF_u8 >> unused);
        if surplus.iter().any(|&octet| octet != 0) || first & !used != 0 {
            return None;
        }
        let mut block = mask(self.hash, digest, masked.len());
        for (octet, masked) in block.iter_mut().zip(masked) {
            *octet ^= masked;
        }
        *block.first_mut()? &= used;

        let salt = block.split_off(padding.checked_add(1)?);
        let (zeros, [0x01]) = block.split_last_chunk()? else {
            return None;
        };
        zeros
            .iter()
            .all(|&octet| octet == 0)
            .then_some((salt, digest))
    }
}

/// The algorithm in the field `[number]`.
fn algorithm<'a>(fields: &mut Cursor<'a>, number: u32) -> Option<AlgorithmIdentifier<'a>> {
    let mut inside = fields.take(context(number, true)).ok()?.open();
    let algorithm = AlgorithmIdentifier::read(inside.take(Tag::Sequence).ok()?).ok()?;
    inside.end().ok()?;
    Some(algorithm)
}

/// MGF1 (RFC 8017 §B.2.1).
fn mask(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::new();
    let mut counter = 0_u32;
    while mask.len() < length {
        let mut input = seed.to_vec();
        input.extend(counter.to_be_bytes());
        mask.extend(hash.digest(&input));
        counter = counter.wrapping_add(1);
    }
    mask.truncate(length);
    mask
}

#[cfg(test)]
mod tests;
