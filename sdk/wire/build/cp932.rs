//! The table of CP932 (the Shift_JIS of the WHATWG Encoding Standard, which is
//! Windows-31J), taken from `encoding_rs`, whose own code is far too large to ship.

use encoding_rs::SHIFT_JIS;

/// Lead bytes whose characters come from a table. 0xF0 to 0xF9 are private use,
/// which is a formula.
pub(crate) const LEADS: [(u8, u8); 3] = [(0x81, 0x9F), (0xE0, 0xEF), (0xFA, 0xFC)];

/// For each lead the 188 characters of its trail bytes 0x40 to 0x7E and 0x80 to
/// 0xFC, packed: what each is more or less than the one before, because most
/// stand in Unicode's order too. A number is written in groups of seven bits, the
/// low ones first, all but the last with the high bit. A zero comes before the
/// length of a gap; any other number is twice the difference, and one more if it
/// is negative, plus one.
pub(crate) fn packed() -> Vec<u8> {
    let mut packed = Vec::new();
    let mut before = 0;
    let mut gap = 0;
    for lead in LEADS.iter().flat_map(|&(first, last)| first..=last) {
        for trail in (0x40..=0x7E).chain(0x80..=0xFC) {
            let code = character(lead, trail);
            if code == 0 {
                gap += 1;
                continue;
            }
            close_gap(&mut packed, &mut gap);
            let doubled = if code < before {
                (before - code) * 2 + 1
            } else {
                (code - before) * 2
            };
            push(&mut packed, doubled + 1);
            before = code;
        }
    }
    close_gap(&mut packed, &mut gap);
    packed
}

fn close_gap(packed: &mut Vec<u8>, gap: &mut u32) {
    if *gap > 0 {
        packed.push(0);
        push(packed, *gap);
        *gap = 0;
    }
}

fn push(packed: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        packed.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    packed.push(number.to_le_bytes()[0]);
}

fn character(lead: u8, trail: u8) -> u32 {
    let bytes = [lead, trail];
    let decoded = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes);
    let mut characters = decoded.iter().flat_map(|text| text.chars());
    match (characters.next(), characters.next()) {
        (Some(character), None) => character.into(),
        _ => 0,
    }
}
