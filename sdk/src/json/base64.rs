//! Base64 (RFC 4648 §4), which carries octets in JSON: with padding, and in one
//! form only, so that nothing stands between the lines (§3.5).

use alloc::string::String;
use alloc::vec::Vec;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Octets as text.
pub(crate) fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3).saturating_mul(4));
    for three in octets.chunks(3) {
        let at = |place: usize| usize::from(three.get(place).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let value = bits >> (18 - 6 * place) & 63;
            let digit = DIGITS.get(value).filter(|_| place <= three.len());
            text.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    text
}

/// The octets of a text, if that is how they are written.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len() / 4 * 3);
    let padded = text.as_bytes();
    let digits = padded.strip_suffix(b"=").unwrap_or(padded);
    let digits = digits.strip_suffix(b"=").unwrap_or(digits);
    if !padded.len().is_multiple_of(4) {
        return None;
    }
    let mut bits = 0_u32;
    let mut held = 0_u32;
    for &digit in digits {
        bits = bits << 6 | value(digit)?;
        held += 6;
        if held >= 8 {
            held -= 8;
            octets.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    // What is left of the last digit says nothing.
    (bits == 0 && held < 6).then_some(octets)
}

fn value(digit: u8) -> Option<u32> {
    let (first, from) = match digit {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' => (b'+', 62),
        b'/' => (b'/', 63),
        _ => return None,
    };
    Some(u32::from(digit - first) + from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64ct::{Base64, Encoding as _};

    #[test]
    fn writes_and_reads_what_others_do() {
        let octets: Vec<u8> = (0..=255).rev().chain(0..=255).collect();
        for length in 0..octets.len() {
            let octets = octets.get(length / 2..length).unwrap();
            let text = encode(octets);
            assert_eq!(text, Base64::encode_string(octets));
            assert_eq!(decode(&text).unwrap(), octets);
        }
    }

    #[test]
    fn refuses_what_others_refuse() {
        let characters = "AQgwZ/+=-\n é";
        let mut texts = alloc::vec![String::new()];
        let mut read = 0;
        for _ in 0..4 {
            let longer = texts.iter().flat_map(|text| {
                let next = characters.chars();
                next.map(move |character| alloc::format!("{text}{character}"))
            });
            texts = longer.collect();
            for text in &texts {
                let text = alloc::format!("AQID{text}");
                let octets = decode(&text);
                assert_eq!(octets, Base64::decode_vec(&text).ok(), "{text:?}");
                read += usize::from(octets.is_some());
            }
        }
        assert!(read > 2_000, "{read}");
    }
}
