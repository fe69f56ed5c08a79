//! Deterministic signing keys.

use super::der::{integer, octets_as_bits, oid, sequence, tlv};
use crate::certificate::SignatureAlgorithm;
use crate::certificate::signature::encode_rsa;
use alloc::vec::Vec;
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Limb, NonZero, U4096, U8192, Uint, Word};
use p256::ecdsa::signature::Signer;

/// A signing key; the number tells keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    P256(u8),
    P384(u8),
    /// RSA whose modulus is the Mersenne prime 2^bits − 1, for bits = 2203, 3217 or
    /// 4423: anyone can sign with it, and it takes no constant to write down.
    Rsa(u32),
    /// The same, signing with SHA-1.
    RsaSha1(u32),
}

impl Key {
    pub(crate) fn algorithm(self) -> SignatureAlgorithm {
        match self {
            Self::P256(_) => SignatureAlgorithm::EcdsaSha256,
            Self::P384(_) => SignatureAlgorithm::EcdsaSha384,
            Self::Rsa(_) => SignatureAlgorithm::RsaPkcs1Sha256,
            Self::RsaSha1(_) => SignatureAlgorithm::RsaPkcs1Sha1,
        }
    }

    pub(crate) fn algorithm_identifier(self) -> Vec<u8> {
        match self {
            Self::P256(_) => sequence(&[oid("1.2.840.10045.4.3.2")]),
            Self::P384(_) => sequence(&[oid("1.2.840.10045.4.3.3")]),
            Self::Rsa(_) => sequence(&[oid("1.2.840.113549.1.1.11"), tlv(0x05, &[])]),
            Self::RsaSha1(_) => sequence(&[oid("1.2.840.113549.1.1.5"), tlv(0x05, &[])]),
        }
    }

    /// SubjectPublicKeyInfo.
    pub(crate) fn info(self) -> Vec<u8> {
        let (algorithm, bits) = match self {
            Self::P256(seed) => (
                [oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")],
                p256(seed)
                    .verifying_key()
                    .to_sec1_point(false)
                    .as_bytes()
                    .to_vec(),
            ),
            Self::P384(seed) => (
                [oid("1.2.840.10045.2.1"), oid("1.3.132.0.34")],
                p384(seed)
                    .verifying_key()
                    .to_sec1_point(false)
                    .as_bytes()
                    .to_vec(),
            ),
            Self::Rsa(bits) | Self::RsaSha1(bits) => return rsa_info(bits, &[1, 0, 1]),
        };
        sequence(&[sequence(&algorithm), octets_as_bits(&bits)])
    }

    pub(crate) fn sign(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(seed) => {
                let signature: p256::ecdsa::Signature = p256(seed).sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Self::P384(seed) => {
                let signature: p384::ecdsa::Signature = p384(seed).sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Self::Rsa(bits) | Self::RsaSha1(bits) => {
                let length = usize::try_from(bits.div_ceil(8)).unwrap();
                rsa_sign_encoded(
                    bits,
                    &encode_rsa(self.algorithm().hash(), message, length).unwrap(),
                )
            }
        }
    }
}

/// SubjectPublicKeyInfo of the RSA key of so many bits with another exponent.
pub(crate) fn rsa_info(bits: u32, exponent: &[u8]) -> Vec<u8> {
    let algorithm = [oid("1.2.840.113549.1.1.1"), tlv(0x05, &[])];
    let key = sequence(&[integer(&modulus(bits)), integer(exponent)]);
    sequence(&[sequence(&algorithm), octets_as_bits(&key)])
}

fn p256(seed: u8) -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn p384(seed: u8) -> p384::ecdsa::SigningKey {
    p384::ecdsa::SigningKey::from_slice(&[seed; 48]).unwrap()
}

/// 2^bits − 1.
fn modulus(bits: u32) -> Vec<u8> {
    let mut octets = Vec::from([0xFF; 1024]);
    octets.truncate(usize::try_from(bits.div_ceil(8)).unwrap());
    octets[0] >>= bits.next_multiple_of(8) - bits;
    octets
}

/// What opens to `encoded` under the RSA key of so many bits: `encoded` to the
/// power d, where 65537 · d = 1 + k · (p − 1) with p the prime modulus.
pub(crate) fn rsa_sign_encoded(bits: u32, encoded: &[u8]) -> Vec<u8> {
    if bits <= U4096::BITS {
        sign_encoded::<{ U4096::LIMBS }>(bits, encoded)
    } else {
        sign_encoded::<{ U8192::LIMBS }>(bits, encoded)
    }
}

fn sign_encoded<const LIMBS: usize>(bits: u32, encoded: &[u8]) -> Vec<u8> {
    const E: Word = 65537;
    let e = NonZero::new(Uint::<LIMBS>::from_word(E)).unwrap();
    let p = number::<LIMBS>(&modulus(bits));
    let order = p.wrapping_sub(&Uint::ONE);
    let residue = order.rem(&e).to_words()[0];
    let k = (1..E)
        .find(|k| (1 + k * residue).is_multiple_of(E))
        .unwrap();
    let multiple = order.wrapping_mul(&Uint::<LIMBS>::from_word(k));
    let (d, rest) = multiple.wrapping_add(&Uint::ONE).div_rem(&e);
    assert_eq!(rest, Uint::ZERO);
    let params = FixedMontyParams::new_vartime(p.to_odd().unwrap());
    let power = FixedMontyForm::new(&number(encoded), &params).pow_vartime(&d);
    let words = power.retrieve().to_words();
    let octets: Vec<u8> = words
        .iter()
        .rev()
        .flat_map(|word| word.to_be_bytes())
        .collect();
    octets[octets.len() - encoded.len()..].to_vec()
}

fn number<const LIMBS: usize>(octets: &[u8]) -> Uint<LIMBS> {
    let mut padded = [0].repeat(LIMBS * Limb::BYTES - octets.len());
    padded.extend_from_slice(octets);
    Uint::from_be_slice(&padded)
}
