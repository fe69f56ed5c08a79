//! The power in RSA's public operation (RFC 8017 §5.2.2).

use crypto_bigint::U2048;
use crypto_bigint::modular::FixedMontyForm;

/// `base ^ exponent`, of an odd exponent. In variable time.
#[must_use]
pub fn power<const LIMBS: usize>(
    base: &FixedMontyForm<LIMBS>,
    exponent: u64,
) -> FixedMontyForm<LIMBS> {
    let mut power = *base;
    let mut squarings = 0;
    // Left to right below the leading bit; the last bit is set.
    for bit in (0..exponent.checked_ilog2().unwrap_or(0)).rev() {
        squarings += 1;
        if exponent >> bit & 1 == 1 {
            power = power.square_repeat_vartime(squarings).mul(base);
            squarings = 0;
        }
    }
    power
}

/// The same in the one width that is worth compiling for speed.
#[must_use]
pub fn power_2048(
    base: &FixedMontyForm<{ U2048::LIMBS }>,
    exponent: u64,
) -> FixedMontyForm<{ U2048::LIMBS }> {
    power(base, exponent)
}
