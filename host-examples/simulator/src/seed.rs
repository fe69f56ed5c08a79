//! Everything that looks random, from one number.

use core::convert::Infallible;
use rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};

/// A stream of bytes that follows from a seed and a label: SHA-256 in counter
/// mode.
///
/// Each use has a label of its own, so that making one thing more or less does
/// not change any other. Random in form only: whoever knows the seed knows it.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u8; 32],
    blocks: u64,
    block: [u8; 32],
    used: usize,
}

impl Stream {
    /// The stream of a seed for one use, such as `jpki/authentication/1/key`.
    #[must_use]
    pub fn new(seed: u64, label: &str) -> Self {
        let key = Sha256::new()
            .chain_update(seed.to_be_bytes())
            .chain_update(label)
            .finalize()
            .into();
        Self {
            key,
            blocks: 0,
            block: [0; 32],
            used: 32,
        }
    }

    /// A number from 0 up to, but not including, the bound; 0 where that is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        // Slightly uneven for huge bounds; none is used.
        u64::from_be_bytes(bytes).checked_rem(bound).unwrap_or(0)
    }

    /// Characters of an alphabet of ASCII.
    pub fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| {
                let at = self.below(alphabet.len() as u64);
                let byte = usize::try_from(at).ok().and_then(|at| alphabet.get(at));
                char::from(*byte.unwrap_or(&b'?'))
            })
            .collect()
    }

    /// The next bytes.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used == self.block.len() {
                self.block = Sha256::new()
                    .chain_update(self.key)
                    .chain_update(self.blocks.to_be_bytes())
                    .finalize()
                    .into();
                self.blocks += 1;
                self.used = 0;
            }
            *byte = self.block[self.used];
            self.used += 1;
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.fill(bytes);
        Ok(())
    }
}

/// Key generation asks for this; see [`Stream`] on what it is worth.
impl TryCryptoRng for Stream {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_from_seed_and_label_alone() {
        let take = |seed, label| Stream::new(seed, label).text(b"0123456789abcdef", 40);
        assert_eq!(take(1, "a"), take(1, "a"));
        assert_ne!(take(1, "a"), take(2, "a"));
        assert_ne!(take(1, "a"), take(1, "b"));
    }

    #[test]
    fn reads_the_same_in_any_portions() {
        let mut whole = [0; 100];
        Stream::new(7, "x").fill(&mut whole);
        let mut stream = Stream::new(7, "x");
        let portions: Vec<u8> = (0..10)
            .flat_map(|_| {
                let mut ten = [0; 10];
                stream.fill(&mut ten);
                ten
            })
            .collect();
        assert_eq!(portions, whole);
    }
}
