//! CP932: the Shift_JIS of Windows and of the WHATWG Encoding Standard, from a
//! table made at build time.
//!
//! Encoding is stricter than the standard: where several characters would share
//! one code (¥ and \, − and －), only the one that decoding gives is encoded, so
//! that what is written reads back the same.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

const TRAILS: u16 = 188;
/// Lead bytes in the table, in order: 0x81 to 0x9F, 0xE0 to 0xEF, 0xFA to 0xFC.
const ROWS: u16 = 31 + 16 + 3;

/// For each lead the characters of its 188 trail bytes; 0 where there is none.
static CHARACTERS: [u16; (ROWS * TRAILS) as usize] =
    include!(concat!(env!("OUT_DIR"), "/cp932.rs"));

const HALF_WIDTH_KANA: u32 = 0xFF61 - 0xA1;
const PRIVATE_USE: u32 = 0xE000;

/// The characters that bytes in CP932 stand for.
///
/// # Errors
/// The offset of the first byte that is none.
pub fn decode(bytes: &[u8]) -> Result<String, usize> {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let ascii = rest.iter().take_while(|byte| byte.is_ascii()).count();
        let (plain, others) = rest.split_at_checked(ascii).unwrap_or_default();
        text.push_str(str::from_utf8(plain).unwrap_or_default());
        rest = others;
        let Some((&lead, after)) = rest.split_first() else {
            return Ok(text);
        };
        let character = match lead {
            0x80 => Some((char::from(lead), after)),
            0xA1..=0xDF => {
                char::from_u32(u32::from(lead) + HALF_WIDTH_KANA).map(|kana| (kana, after))
            }
            _ => after
                .split_first()
                .and_then(|(&trail, after)| Some((two_bytes(lead, trail)?, after))),
        };
        let Some((character, after)) = character else {
            return Err(bytes.len().saturating_sub(rest.len()));
        };
        text.push(character);
        rest = after;
    }
}

/// The character that CP932 has at the Shift_JIS code at which the JIS tables have this
/// one: `～` for `〜`, `－` for `−`. Any other for itself.
#[must_use]
pub fn by_microsoft(character: char) -> char {
    const JIS: &str = "〜‖−¢£¬—¦¥‾";
    const MICROSOFT: &str = "～∥－￠￡￢―￤\\~";
    let mut pairs = JIS.chars().zip(MICROSOFT.chars());
    let pair = pairs.find(|(jis, _)| *jis == character);
    pair.map_or(character, |(_, microsoft)| microsoft)
}

/// Whether a character is of private use (外字): what it looks like, only the machine
/// knows that it was made for.
#[must_use]
pub fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn two_bytes(lead: u8, trail: u8) -> Option<char> {
    let column = match trail {
        0x40..=0x7E => trail.checked_sub(0x40)?,
        0x80..=0xFC => trail.checked_sub(0x41)?,
        _ => return None,
    };
    let row = match lead {
        0x81..=0x9F => lead.checked_sub(0x81)?,
        0xE0..=0xEF => lead.checked_sub(0xE0)?.checked_add(31)?,
        0xFA..=0xFC => lead.checked_sub(0xFA)?.checked_add(47)?,
        // The user-defined rows are private use, one after the other.
        0xF0..=0xF9 => {
            let row = u32::from(lead.checked_sub(0xF0)?);
            return char::from_u32(PRIVATE_USE + row * u32::from(TRAILS) + u32::from(column));
        }
        _ => return None,
    };
    let index = u16::from(row) * TRAILS + u16::from(column);
    let code = *CHARACTERS.get(usize::from(index))?;
    (code != 0).then(|| char::from_u32(code.into())).flatten()
}

/// What writes characters: which place of the table stands for each character of the
/// basic plane, one more than it is; 0 for none.
#[derive(Debug)]
pub struct Encoder(Vec<u16>);

impl Default for Encoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Encoder {
    /// Some twenty microseconds' work.
    #[must_use]
    pub fn new() -> Self {
        // Windows writes the duplicates of NEC's selection (0xED, 0xEE) as IBM's.
        let is_usual = |place: u16| !matches!(place / TRAILS, 44 | 45);
        let mut places = vec![0; 1 << 16];
        for (&code, place) in CHARACTERS.iter().zip(0_u16..) {
            if let Some(known) = places.get_mut(usize::from(code))
                && *known == 0
                && code != 0
                && is_usual(place)
            {
                *known = place.saturating_add(1);
            }
        }
        Self(places)
    }

    /// Appends the bytes of a character; none, and nothing appended, where CP932 has no
    /// such character or decoding would give another one.
    pub fn encode(&self, character: char, bytes: &mut Vec<u8>) -> Option<()> {
        let code = u32::from(character);
        match code {
            0x00..=0x80 => bytes.push(u8::try_from(code).ok()?),
            0xFF61..=0xFF9F => bytes.push(u8::try_from(code - HALF_WIDTH_KANA).ok()?),
            _ => bytes.extend(self.lead_and_trail(usize::try_from(code).ok()?)?),
        }
        Some(())
    }

    fn lead_and_trail(&self, code: usize) -> Option<[u8; 2]> {
        let place = self.0.get(code)?.checked_sub(1)?;
        let row = u8::try_from(place / TRAILS).ok()?;
        let column = u8::try_from(place % TRAILS).ok()?;
        let lead = match row {
            0..=30 => row.checked_add(0x81)?,
            31..=46 => row.checked_add(0xE0 - 31)?,
            _ => row.checked_add(0xFA - 47)?,
        };
        let trail = column.checked_add(if column < 0x3F { 0x40 } else { 0x41 })?;
        Some([lead, trail])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::Cow;
    use encoding_rs::SHIFT_JIS;

    #[test]
    fn decodes_every_byte_and_pair_like_encoding_rs() {
        let standard = |bytes: &[u8]| {
            SHIFT_JIS
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(Cow::into_owned)
        };
        let mut characters = 0;
        for first in 0..=u8::MAX {
            assert_eq!(decode(&[first]).ok(), standard(&[first]), "{first:02x}");
            for second in 0..=u8::MAX {
                let bytes = [first, second];
                assert_eq!(decode(&bytes).ok(), standard(&bytes), "{bytes:02x?}");
                characters += u32::from(decode(&bytes).is_ok());
            }
        }
        assert!(characters > 40_000);
    }

    #[test]
    fn encodes_every_character_like_encoding_rs_or_not_at_all() {
        let table = Encoder::new();
        let mut encoded = 0;
        for character in ('\u{0}'..='\u{FFFF}').chain(['𠮷', '😀']) {
            let text = String::from(character);
            let (standard, _, replaced) = SHIFT_JIS.encode(&text);
            let mut bytes = vec![];
            match table.encode(character, &mut bytes) {
                Some(()) => {
                    assert_eq!(bytes, *standard, "{character:?}");
                    assert_eq!(decode(&bytes).unwrap(), text);
                    encoded += 1;
                }
                // What the standard would write as another character.
                None if !replaced => assert!("¥‾−".contains(character), "{character:?}"),
                None => assert!(bytes.is_empty()),
            }
        }
        assert!(encoded > 7_000);
    }

    #[test]
    fn what_the_jis_tables_have_at_a_code_is_what_cp932_has_there() {
        let table = Encoder::new();
        for character in "〜‖−¢£¬—¦¥‾".chars() {
            let mut bytes = vec![];
            assert_eq!(table.encode(character, &mut bytes), None, "{character}");
            table.encode(by_microsoft(character), &mut bytes).unwrap();
        }
    }

    #[test]
    fn tells_the_offset_of_what_is_no_character() {
        assert_eq!(decode(b"a\xB1\x90\x66\xA0"), Err(4));
        assert_eq!(decode(b"a\x90"), Err(1), "cut off");
        assert_eq!(decode(b"\x90\x20"), Err(0));
        assert_eq!(decode(b"\x90\x66\xB1\x20z").unwrap(), "診ｱ z");
    }
}
