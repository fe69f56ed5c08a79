//! The public operation of RSA (RFC 8017 §5.2.2).

use alloc::vec::Vec;
use crypto_bigint::modular::FixedMontyParams;
use crypto_bigint::{Limb, Odd, U4096, U8192, Uint, Word};
use onshi_arithmetic as arithmetic;

/// `base ^ exponent mod modulus`, as long as the modulus, all big-endian. None if
/// the base is not less than the modulus, the modulus is even or longer than 8192
/// bits, or the exponent is even.
///
/// Everything is compiled for size here but the multiplications of the width that is
/// common: that of JPKI and HPKI.
pub(super) fn power(base: &[u8], exponent: u64, modulus: &[u8]) -> Option<Vec<u8>> {
    if base.len() > modulus.len() || exponent & 1 == 0 {
        return None;
    }
    let length = modulus.len();
    // The widths there are; each is a copy of the arithmetic in the component.
    match length {
        0..=256 => {
            let (base, modulus) = numbers(base, modulus)?;
            let modulus = onshi_preparation::modulus_2048(modulus);
            octets(&arithmetic::power_2048(&base, exponent, &modulus), length)
        }
        257..=512 => {
            let (base, modulus) = numbers::<{ U4096::LIMBS }>(base, modulus)?;
            let modulus = FixedMontyParams::new_vartime(modulus);
            octets(&arithmetic::power(&base, exponent, &modulus), length)
        }
        513..=1024 => {
            let (base, modulus) = numbers::<{ U8192::LIMBS }>(base, modulus)?;
            let modulus = FixedMontyParams::new_vartime(modulus);
            octets(&arithmetic::power(&base, exponent, &modulus), length)
        }
        _ => None,
    }
}

/// A base that is less than an odd modulus.
fn numbers<const LIMBS: usize>(
    base: &[u8],
    modulus: &[u8],
) -> Option<(Uint<LIMBS>, Odd<Uint<LIMBS>>)> {
    let modulus = number::<LIMBS>(modulus);
    let base = number::<LIMBS>(base);
    if base >= modulus {
        return None;
    }
    Some((base, modulus.to_odd().into_option()?))
}

/// A big-endian number of no more bytes than fit.
fn number<const LIMBS: usize>(bytes: &[u8]) -> Uint<LIMBS> {
    let mut words = [0; LIMBS];
    for (word, bytes) in words.iter_mut().zip(bytes.rchunks(Limb::BYTES)) {
        *word = bytes
            .iter()
            .fold(0, |word: Word, &byte| word << 8 | Word::from(byte));
    }
    Uint::from_words(words)
}

/// The last so many octets of a number, big-endian.
fn octets<const LIMBS: usize>(number: &Uint<LIMBS>, length: usize) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(LIMBS.saturating_mul(Limb::BYTES));
    for word in number.as_words().iter().rev() {
        octets.extend_from_slice(&word.to_be_bytes());
    }
    let start = octets.len().checked_sub(length)?;
    octets.drain(..start);
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::power;

    #[test]
    fn small_numbers_come_out_as_on_paper() {
        assert_eq!(power(&[7], 3, &[11]), Some([2].into()));
        assert_eq!(power(&[0, 7], 5, &[0x01, 0x01]), Some([0, 102].into()));
        assert_eq!(
            power(&[1], 65537, &[0xFF; 1024]).map(|it| it.len()),
            Some(1024)
        );
    }

    #[test]
    fn what_makes_no_sense_is_nothing() {
        assert_eq!(power(&[11], 3, &[11]), None, "not less");
        assert_eq!(power(&[0, 7], 3, &[11]), None, "longer");
        assert_eq!(power(&[7], 3, &[12]), None, "even modulus");
        assert_eq!(power(&[7], 2, &[11]), None, "even exponent");
        assert_eq!(power(&[7], 0, &[11]), None);
        assert_eq!(power(&[7], 3, &[]), None);
        assert_eq!(power(&[7], 3, &[0xFF; 1025]), None);
    }
}
