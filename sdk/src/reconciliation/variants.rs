//! 異体字: kanji that stand for one another in names, by `sdk/variants`.

use alloc::vec::Vec;

/// `build/variants.rs` says how it is packed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/variants.bin"));

/// Characters and the first of their class, in Unicode's order.
pub(super) struct Variants(Vec<(u32, u32)>);

impl Variants {
    pub(super) fn unpacked() -> Self {
        let mut variants = Vec::new();
        let mut numbers = PACKED;
        let mut character: u32 = 0;
        while let Some(after) = next(&mut numbers) {
            character = character.wrapping_add(after);
            let behind = next(&mut numbers).unwrap_or_default();
            variants.push((character, character.wrapping_sub(behind)));
        }
        Self(variants)
    }

    /// One character for all of a class; any other for itself.
    pub(super) fn first_of_class(&self, character: char) -> char {
        let code = u32::from(character);
        let place = self.0.binary_search_by(|(known, _)| known.cmp(&code));
        let entry = place.ok().and_then(|place| self.0.get(place));
        let first = entry.and_then(|(_, first)| char::from_u32(*first));
        first.unwrap_or(character)
    }
}

/// The next number of the packed table.
fn next(numbers: &mut &'static [u8]) -> Option<u32> {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = numbers.split_first()?;
        *numbers = rest;
        number |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
        shift = shift.saturating_add(7);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &str = include_str!("../../variants/classes.txt");

    #[test]
    fn the_table_is_the_file() {
        let variants = Variants::unpacked();
        let mut characters = 0;
        for class in CLASSES.lines() {
            let first = class.chars().min().unwrap();
            for character in class.chars() {
                assert_eq!(variants.first_of_class(character), first, "{class}");
                characters += 1;
            }
        }
        assert_eq!(variants.0.len(), characters - CLASSES.lines().count());
        assert!(characters > 3_000);
    }

    #[test]
    fn names_that_clerks_meet_are_in_it() {
        let variants = Variants::unpacked();
        for class in [
            "高髙",
            "崎﨑",
            "浜濱濵",
            "辺邊邉",
            "斎齋",
            "斉齊",
            "沢澤",
            "桑桒",
            "吉𠮷",
            "島嶋嶌",
            "恵惠",
            "徳德",
            "広廣",
            "桜櫻",
            "瀬瀨",
            "祐祐",
            "富冨",
            "柳栁",
            "曽曾",
            "渕淵",
        ] {
            let firsts: alloc::collections::BTreeSet<_> =
                class.chars().map(|c| variants.first_of_class(c)).collect();
            assert_eq!(firsts.len(), 1, "{class}");
        }
    }

    #[test]
    fn what_the_registers_tell_apart_stays_apart() {
        let variants = Variants::unpacked();
        for (one, other) in [
            ('斉', '斎'),
            ('齊', '齋'),
            ('崎', '埼'),
            ('渡', '辺'),
            ('一', 'ー'),
        ] {
            let firsts = (variants.first_of_class(one), variants.first_of_class(other));
            assert_ne!(firsts.0, firsts.1, "{one}{other}");
        }
        assert_eq!(variants.first_of_class('あ'), 'あ');
    }
}
