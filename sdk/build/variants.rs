//! The classes of kanji variants, packed.

/// For every character that is not the first of its class, in Unicode's order: how
/// far it is after the one before, and how far after the first of its class. Both
/// are written in groups of seven bits, the low ones first, all but the last with
/// the high bit.
pub(crate) fn packed(classes: &str) -> Vec<u8> {
    let mut variants = Vec::new();
    for class in classes.lines() {
        let first = class.chars().min().expect("a class has characters");
        let others = class.chars().filter(|&character| character != first);
        variants.extend(others.map(|character| (u32::from(character), u32::from(first))));
    }
    variants.sort_unstable();
    let mut packed = Vec::new();
    let mut before = 0;
    for (character, first) in variants {
        assert!(character > before, "a character is in one class");
        push(&mut packed, character - before);
        push(&mut packed, character - first);
        before = character;
    }
    packed
}

fn push(packed: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        packed.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    packed.push(number.to_le_bytes()[0]);
}
