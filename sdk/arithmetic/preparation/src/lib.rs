//! What precedes the multiplications of RSA: the constants of a modulus.
//!
//! A package of its own for the same reason as `onshi-arithmetic`: compiled as the
//! rest of the core it would take a fifth of a signature's time, and compiled for
//! speed more room than all the multiplications. Its profile is between the two.

#![no_std]
#![forbid(unsafe_code)]

use crypto_bigint::modular::FixedMontyParams;
use crypto_bigint::{Odd, U2048};

/// The constants of a modulus of the common width.
#[must_use]
#[inline(never)]
pub fn modulus_2048(modulus: Odd<U2048>) -> FixedMontyParams<{ U2048::LIMBS }> {
    FixedMontyParams::new_vartime(modulus)
}
