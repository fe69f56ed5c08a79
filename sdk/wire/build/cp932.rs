//! The table of CP932 (the Shift_JIS of the WHATWG Encoding Standard, which is
//! Windows-31J), taken from `encoding_rs`, whose own code is far too large to ship.

use encoding_rs::SHIFT_JIS;

/// Lead bytes whose characters come from a table. 0xF0 to 0xF9 are private use,
/// which is a formula.
pub(crate) const LEADS: [(u8, u8); 3] = [(0x81, 0x9F), (0xE0, 0xEF), (0xFA, 0xFC)];

/// For each lead the 188 characters of its trail bytes 0x40 to 0x7E and 0x80 to 0xFC,
/// 0 where there is none, as the elements of a Rust array.
pub(crate) fn characters() -> String {
    let mut characters = Vec::new();
    for lead in LEADS.iter().flat_map(|&(first, last)| first..=last) {
        for trail in (0x40..=0x7E).chain(0x80..=0xFC) {
            characters.push(character(lead, trail));
        }
    }
    format!("{characters:?}")
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
