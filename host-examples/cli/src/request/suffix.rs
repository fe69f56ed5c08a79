//! The suffix of a request, which is never used again.

use crate::{Failure, clock};

/// The letters and digits of file names in which no two look alike.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";

/// The time in Japan to the second, 50 random bits, and the number that counts the files of
/// one request: two requests have the same where they are made in the same second and
/// chance has it once in 10^15. Letters and digits are attested in names (facts §1.2).
///
/// # Errors
/// Where the system gives no random bytes: a name that may repeat is not made.
pub(super) fn fresh() -> Result<String, Failure> {
    let mut random = [0_u8; 10];
    getrandom::fill(&mut random)
        .map_err(|error| Failure::Misuse(format!("no random bytes for the name: {error}")))?;
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let letters: String = random.iter().map(letter).collect();
    Ok(format!("{}{letters}0001", clock::wire_time(&clock::now())))
}
