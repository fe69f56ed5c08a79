//! The power in RSA's public operation (RFC 8017 §5.2.2).

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{U2048, Uint};

/// `base ^ exponent`, of an odd exponent, by a modulus that the base is less than. In
/// variable time.
#[must_use]
pub fn power<const LIMBS: usize>(
    base: &Uint<LIMBS>,
    exponent: u64,
    modulus: &FixedMontyParams<LIMBS>,
) -> Uint<LIMBS> {
    let Some(bits @ 1..) = exponent.checked_ilog2() else {
        return *base;
    };
    let factor = FixedMontyForm::new(base, modulus);
    let mut power = factor;
    let mut squarings = 0;
    // Left to right below the leading bit, and without the last, which is set.
    for bit in (1..bits).rev() {
        squarings += 1;
        if exponent >> bit & 1 == 1 {
            power = power.square_repeat_vartime(squarings).mul(&factor);
            squarings = 0;
        }
    }
    // A number in Montgomery's form times one that is not is the plain product.
    let plain = FixedMontyForm::from_montgomery(*base, modulus);
    let power = power.square_repeat_vartime(squarings + 1).mul(&plain);
    power.to_montgomery()
}

/// The same in the one width that is worth compiling for speed.
#[must_use]
#[inline(never)]
pub fn power_2048(
    base: &U2048,
    exponent: u64,
    modulus: &FixedMontyParams<{ U2048::LIMBS }>,
) -> U2048 {
    power(base, exponent, modulus)
}
