//! The names that layouts know, each with a number: comparing numbers is what makes
//! finding elements by name in any order quick.

use alloc::vec;
use alloc::vec::Vec;

/// The names, by number and by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dictionary {
    /// Each name once; its place is its number.
    pub names: &'static [&'static str],
    /// Where to look a name up, as [`Slots`] makes it of the names.
    pub slots: &'static [u16],
}

/// The table to look names up in: made when the core is built.
#[derive(Clone, Debug)]
pub struct Slots(pub Vec<u16>);

const EMPTY: u16 = u16::MAX;

impl Slots {
    /// Twice as many places as names at least, so that a name is near where its hash
    /// says.
    #[must_use]
    pub fn of(names: &[&str]) -> Self {
        let size = names.len().saturating_mul(2).next_power_of_two();
        let mut slots = vec![EMPTY; size];
        for (name, number) in names.iter().zip(0_u16..) {
            let free = |place: &usize| slots.get(*place) == Some(&EMPTY);
            if let Some(place) = places(name, size).find(free)
                && let Some(slot) = slots.get_mut(place)
            {
                *slot = number;
            }
        }
        Self(slots)
    }
}

impl Dictionary {
    /// The number of a name, which is its place in [`Self::names`]; none where it is
    /// not among them.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u16> {
        for place in places(name, self.slots.len()) {
            let number = *self.slots.get(place)?;
            let known = self.names.get(usize::from(number))?;
            if same(known.as_bytes(), name.as_bytes()) {
                return Some(number);
            }
        }
        None
    }
}

/// As `==`, but eight bytes at a time: WebAssembly has no comparison of its own, and the
/// one it is given takes every byte by itself.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    let (ones, one_end) = one.as_chunks::<8>();
    let (others, other_end) = other.as_chunks::<8>();
    let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    one.len() == other.len()
        && ones.iter().map(number).eq(others.iter().map(number))
        && one_end
            .iter()
            .zip(other_end)
            .all(|(one, other)| one == other)
}

/// Where a number stands among others.
#[must_use]
pub fn find(numbers: &[u16], number: u16) -> Option<usize> {
    numbers.iter().position(|known| *known == number)
}

/// The places at which a name may be, the first one first: all of them once.
fn places(name: &str, size: usize) -> impl Iterator<Item = usize> + use<> {
    let first = hash(name.as_bytes());
    let mask = size.wrapping_sub(1);
    (0..size).map(move |step| first.wrapping_add(step) & mask)
}

/// Names differ in their beginnings, their ends or their lengths.
fn hash(name: &[u8]) -> usize {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(23)
        }
        _ => name.iter().fold(0, |mixed: u64, &byte| {
            mixed.wrapping_shl(8) ^ u64::from(byte)
        }),
    };
    let length = u64::try_from(name.len()).unwrap_or_default();
    let spread = mixed.wrapping_add(length).wrapping_mul(SPREAD);
    usize::try_from(spread >> 40).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["Name", "NameKana", "Sex1", "Sex2", "", "InsurerNumber"];

    #[test]
    fn finds_each_name_and_no_other() {
        let dictionary = Dictionary {
            names: NAMES,
            slots: Slots::of(NAMES).0.leak(),
        };
        for (name, number) in NAMES.iter().zip(0..) {
            assert_eq!(dictionary.number(name), Some(number), "{name}");
        }
        for other in ["name", "Sex3", "Nam", "NameKanaa", "InsurerNumbers"] {
            assert_eq!(dictionary.number(other), None, "{other}");
        }
    }

    #[test]
    fn bytes_are_the_same_where_each_of_them_is() {
        let bytes: Vec<u8> = (0..20).collect();
        for length in 0..bytes.len() {
            assert!(same(&bytes[..length], &bytes[..length]), "{length}");
            assert!(!same(&bytes[..length], &bytes[..=length]), "{length}");
            for changed in 0..length {
                let mut others = bytes[..length].to_vec();
                others[changed] ^= 1;
                assert!(!same(&bytes[..length], &others), "{changed} of {length}");
            }
        }
    }

    #[test]
    fn an_empty_dictionary_has_nothing() {
        let dictionary = Dictionary {
            names: &[],
            slots: &[],
        };
        assert_eq!(dictionary.number("Name"), None);
    }
}
