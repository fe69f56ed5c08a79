//! IP addresses as text. The library's own reading and writing of them takes three
//! times the room in the component.

use crate::text::split_once;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The 4 or 16 octets of an address (RFC 3986 §3.2.2, RFC 4291 §2.2).
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    if !text.contains(':') {
        return dotted(text);
    }
    let Some((before, after)) = split_once(text, "::") else {
        return groups(text).filter(|octets| octets.len() == 16);
    };
    let (mut octets, last) = (groups(before)?, groups(after)?);
    // It stands for one group of zeros at least, and IPv4 is at the end or nowhere.
    let zeros = 16_usize.checked_sub(octets.len().checked_add(last.len())?)?;
    if zeros < 2 || before.contains('.') {
        return None;
    }
    octets.resize(octets.len().checked_add(zeros)?, 0);
    octets.extend(last);
    Some(octets)
}

/// Groups of 16 bits, the last two of which may be written as IPv4.
fn groups(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = Some(text).filter(|text| !text.is_empty());
    while let Some(text) = rest {
        let group = text.split_once(':').map_or(text, |(group, _)| group);
        rest = text.split_once(':').map(|(_, rest)| rest);
        if rest.is_none() && group.contains('.') {
            octets.extend(dotted(group)?);
        } else {
            octets.extend(number(group, 4, 16)?.to_be_bytes());
        }
    }
    Some(octets)
}

/// Four numbers, without zeros before them.
fn dotted(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    for octet in text.split('.') {
        if octet.len() > 1 && octet.starts_with('0') {
            return None;
        }
        octets.push(u8::try_from(number(octet, 3, 10)?).ok()?);
    }
    (octets.len() == 4).then_some(octets)
}

fn number(digits: &str, most: usize, radix: u32) -> Option<u16> {
    if !(1..=most).contains(&digits.len()) || digits.starts_with('+') {
        return None;
    }
    u16::from_str_radix(digits, radix).ok()
}

/// An address as RFC 3986 and RFC 5952 §4 write it.
pub(crate) fn write(octets: &[u8]) -> Option<String> {
    let mut text = String::new();
    match octets.len() {
        4 => write_dotted(octets, &mut text),
        16 => write_groups(octets, &mut text),
        _ => return None,
    }
    Some(text)
}

fn write_dotted(octets: &[u8], to: &mut String) {
    for octet in octets {
        if !to.is_empty() && !to.ends_with(':') {
            to.push('.');
        }
        to.push_str(&octet.to_string());
    }
}

fn write_groups(octets: &[u8], to: &mut String) {
    // An IPv4 address in IPv6 (RFC 5952 §5).
    if let Some(mapped) = octets.strip_prefix(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
        to.push_str("::ffff:");
        return write_dotted(mapped, to);
    }
    let groups = octets.chunks_exact(2);
    let groups = groups.map(|two| {
        two.iter()
            .fold(0, |group, octet| group << 8 | u32::from(*octet))
    });
    let groups: Vec<u32> = groups.collect();
    let (from, length) = longest_zeros(&groups);
    for (place, group) in groups.iter().enumerate() {
        let zeros = place.wrapping_sub(from) < length;
        if zeros && place == from {
            to.push_str("::");
        }
        if zeros {
            continue;
        }
        if !to.is_empty() && !to.ends_with(':') {
            to.push(':');
        }
        write_hexadecimal(*group, to);
    }
}

/// The first of the longest runs of two groups or more that are zero: where, and
/// how many.
fn longest_zeros(groups: &[u32]) -> (usize, usize) {
    let mut longest = (0, 0);
    for place in 0..groups.len() {
        let run = groups.iter().skip(place).take_while(|group| **group == 0);
        let run = run.count();
        if run > 1 && run > longest.1 {
            longest = (place, run);
        }
    }
    longest
}

fn write_hexadecimal(group: u32, to: &mut String) {
    for shift in [12, 8, 4, 0] {
        if shift == 0 || group >> shift > 0 {
            to.extend(char::from_digit(group >> shift & 15, 16));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    fn octets(address: IpAddr) -> Vec<u8> {
        match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        }
    }

    /// Texts of the characters that matter, up to a length.
    fn texts(characters: &str, length: usize) -> Vec<String> {
        let mut all = alloc::vec![String::new()];
        let mut last = all.clone();
        for _ in 0..length {
            let longer = last.iter().flat_map(|text| {
                let next = characters.chars();
                next.map(move |next| alloc::format!("{text}{next}"))
            });
            last = longer.collect();
            all.extend_from_slice(&last);
        }
        all
    }

    #[test]
    fn reads_what_the_library_reads() {
        let mut read_some = 0;
        for middle in texts(":1.0fG+", 5) {
            for (before, after) in [
                ("", ""),
                ("1:2:3:", ""),
                ("1:2:3:4:5:6", ":7"),
                ("::", ""),
                ("1:2:3:4:5:6:", "1.2.3"),
                ("1.2", "5.256"),
                ("::1.2.", "9"),
            ] {
                let text = alloc::format!("{before}{middle}{after}");
                let expected = text.parse().ok().map(octets);
                assert_eq!(read(&text), expected, "{text}");
                read_some += usize::from(expected.is_some());
            }
        }
        assert!(read_some > 1_000, "{read_some}");
    }

    #[test]
    fn writes_what_the_library_writes() {
        // Every pattern of zeros, with groups of each length between them.
        for pattern in 0..256_u32 {
            for other in [1_u16, 0x10, 0xA0F, 0xFFFF] {
                let group = |place| if pattern >> place & 1 == 1 { other } else { 0 };
                let address = Ipv6Addr::from(core::array::from_fn(group));
                assert_eq!(write(&address.octets()), Some(address.to_string()));
                assert_eq!(read(&address.to_string()).unwrap(), address.octets());
            }
        }
        for octet in 0..=255 {
            let address = Ipv4Addr::new(octet, 0, 10, 255 - octet);
            assert_eq!(write(&address.octets()), Some(address.to_string()));
            let mapped = address.to_ipv6_mapped();
            assert_eq!(write(&mapped.octets()), Some(mapped.to_string()));
        }
        assert_eq!(write(&[1, 2, 3]), None);
    }
}
