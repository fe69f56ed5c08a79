//! Whether a result of many is whole: how many persons came in its parts, compared with
//! how many the system states and with whom the request asked about.
//!
//! Of each person asked about the state keeps four bytes, by which nobody is known.

use super::super::situation::Insured;
use super::super::state::State;
use super::super::words::{COUNT_DIFFERS, COUNT_UNREADABLE, PERSONS_MISSING, PERSONS_TWICE};
use crate::json::{decode, encode};
use crate::message::Element;
use crate::problem::Coded;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Whom the request asked about: a mark of each, in order of the marks.
const ASKED: &str = "persons";
/// Which of them came: a byte for eight.
const CAME: &str = "persons-came";
/// How many came.
const ALL: &str = "results";
/// How many came twice.
const TWICE: &str = "twice";
/// Which part comes next.
const NEXT: &str = "next-part";

/// What was said of the parts, and may follow: codes.
const SAID: &str = "said";

const MEMORY: [&str; 6] = [ASKED, CAME, ALL, TWICE, NEXT, SAID];

/// What a unit is known by: of the query as it is sent back, …
const QUERY: [&str; 4] = [
    "ArbitraryIdentifier",
    "InsurerNumber",
    "InsuredIdentificationNumber",
    "Birthdate",
];
/// … and of what was to be registered.
const REGISTRATION: [&str; 3] = [
    "ReferenceNumber",
    "InsurerNumber",
    "InsuredIdentificationNumber",
];

/// Remembers whom the request asks about.
pub(super) fn ask(state: &mut State, patients: &[Insured], by_number: bool) {
    let mark = |patient: &Insured| {
        let numbers = [
            Some(patient.insurer_number.as_str()),
            Some(patient.number.as_str()),
        ];
        let own = match by_number {
            true => patient.reference_number.as_deref(),
            false => patient.identifier.as_deref(),
        };
        let birthdate = (!by_number).then_some(patient.birthdate.as_deref());
        mark([own].into_iter().chain(numbers).chain(birthdate))
    };
    let mut marks: Vec<u32> = patients.iter().map(mark).collect();
    marks.sort_unstable();
    let octets: Vec<u8> = marks.into_iter().flat_map(u32::to_be_bytes).collect();
    let octets = Some(octets).filter(|octets| !octets.is_empty());
    state.keep(ASKED, octets.map(|octets| encode(&octets)).as_deref());
}

/// How many units are of nobody whom the request asked about; none where nobody remembers
/// whom it did.
pub(super) fn unasked(state: &State, body: Option<Element<'_>>, by_number: bool) -> usize {
    let octets = state.kept(ASKED).and_then(decode).unwrap_or_default();
    let (asked, _) = octets.as_chunks::<4>();
    if asked.is_empty() {
        return 0;
    }
    let is_asked = |unit: &Element<'_>| {
        let mark = mark_of(*unit, by_number).to_be_bytes();
        asked.binary_search(&mark).is_ok()
    };
    units(body, by_number)
        .filter(|unit| !is_asked(unit))
        .count()
}

fn units<'b>(body: Option<Element<'b>>, by_number: bool) -> impl Iterator<Item = Element<'b>> {
    let name = if by_number {
        "BulkRegistrationUnit"
    } else {
        "BulkConfirmUnit"
    };
    body.into_iter()
        .flat_map(move |body| body.children_named(name))
}

/// The mark of a unit.
fn mark_of(unit: Element<'_>, by_number: bool) -> u32 {
    let of = |group: &str, names: &[&str]| {
        let group = unit.child(group);
        mark(
            names
                .iter()
                .map(|name| group.and_then(|group| group.value(name))),
        )
    };
    if by_number {
        of("ReferenceNumberRegistrationInfo", &REGISTRATION)
    } else {
        of("QualificationConfirmSearchInfo", &QUERY)
    }
}

/// Whether this part is the next; the first begins anew.
pub(super) fn begin(state: &mut State, part: u32) -> bool {
    if part == 0 {
        for name in MEMORY.into_iter().skip(1) {
            state.forget(name);
        }
    } else if state.kept_number(NEXT) != Some(part) {
        return false;
    }
    state.keep(NEXT, Some(&part.saturating_add(1).to_string()));
    true
}

/// Counts the units of a part. Answers how many came so far.
pub(super) fn add(state: &mut State, body: Option<Element<'_>>, by_number: bool) -> u32 {
    let before = state.kept_number(ALL).unwrap_or_default();
    let now = u32::try_from(units(body, by_number).count()).unwrap_or(u32::MAX);
    let all = before.saturating_add(now);
    state.keep(ALL, Some(&all.to_string()));
    let octets = state.kept(ASKED).and_then(decode).unwrap_or_default();
    let (asked, _) = octets.as_chunks::<4>();
    if asked.is_empty() {
        return all;
    }
    let mut came = state.kept(CAME).and_then(decode).unwrap_or_default();
    came.resize(asked.len().div_ceil(8), 0);
    let mut twice = state.kept_number(TWICE).unwrap_or_default();
    for unit in units(body, by_number) {
        if take(asked, &mut came, mark_of(unit, by_number)) == Some(false) {
            twice = twice.saturating_add(1);
        }
    }
    state.keep(CAME, Some(&encode(&came)));
    state.keep(TWICE, Some(&twice.to_string()));
    all
}

/// Takes one of those asked about who has this mark; false where all of them came, and
/// nothing where there is nobody.
fn take(asked: &[[u8; 4]], came: &mut [u8], mark: u32) -> Option<bool> {
    let mark = mark.to_be_bytes();
    let first = asked.partition_point(|known| *known < mark);
    let same = asked.iter().enumerate().skip(first);
    let mut same = same.take_while(|(_, known)| **known == mark).peekable();
    same.peek()?;
    for (place, _) in same {
        let bit = 1_u8 << (place % 8);
        if let Some(octet) = came.get_mut(place / 8)
            && *octet & bit == 0
        {
            *octet |= bit;
            return Some(true);
        }
    }
    Some(false)
}

/// Why the result is not whole; nothing where it is.
pub(super) fn gaps(state: &State, header: Option<Element<'_>>) -> Vec<Coded> {
    let mut gaps = Vec::new();
    let all = state.kept_number(ALL).unwrap_or_default();
    let counts = header.into_iter().flat_map(Element::children);
    for count in counts.filter(|count| count.name() == "NumberOfProcessingResult") {
        match count.as_text().map(str::trim) {
            Some("") => {}
            Some(text) => match text.parse::<u32>() {
                Ok(stated) if stated == all => {}
                Ok(stated) => {
                    let en = [&stated.to_string(), " stated, ", &all.to_string(), " came"];
                    let ja = [&stated.to_string(), "件のはずが", &all.to_string(), "件"];
                    gaps.push(Coded::with(COUNT_DIFFERS, &en.concat(), &ja.concat()));
                }
                Err(_) => gaps.push(COUNT_UNREADABLE.into()),
            },
            None => gaps.push(COUNT_UNREADABLE.into()),
        }
    }
    let octets = state.kept(ASKED).and_then(decode).unwrap_or_default();
    let asked = octets.len() / 4;
    if asked > 0 {
        let came = state.kept(CAME).and_then(decode).unwrap_or_default();
        let came: u32 = came.iter().map(|octet| octet.count_ones()).sum();
        let missing = u32::try_from(asked)
            .unwrap_or(u32::MAX)
            .saturating_sub(came);
        let twice = state.kept_number(TWICE).unwrap_or_default();
        for (code, count) in [(PERSONS_MISSING, missing), (PERSONS_TWICE, twice)] {
            if count > 0 {
                let count = count.to_string();
                gaps.push(Coded::with(code, &count, &count));
            }
        }
    }
    gaps
}

/// Whether this code is said for the first time of this file; it is now.
pub(super) fn is_new(state: &mut State, code: &str) -> bool {
    let is_new = !is_said(state, code);
    if is_new {
        let said = [state.kept(SAID).unwrap_or_default(), " ", code].concat();
        state.keep(SAID, Some(&said));
    }
    is_new
}

pub(super) fn is_said(state: &State, code: &str) -> bool {
    let mut said = state.kept(SAID).unwrap_or_default().split(' ');
    said.any(|known| known == code)
}

/// Nothing of it is needed any more.
pub(super) fn forget(state: &mut State) {
    for name in MEMORY {
        state.forget(name);
    }
}

/// A mark of texts, however they are written: FNV-1a.
fn mark<'t>(texts: impl Iterator<Item = Option<&'t str>>) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut octet = |octet: u8| {
        hash = (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
    };
    for text in texts {
        for octet_of in plain(text.unwrap_or_default()).bytes() {
            octet(octet_of);
        }
        octet(0);
    }
    let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
    u32::from_be_bytes([a ^ e, b ^ f, c ^ g, d ^ h])
}

/// Without spaces, hyphens of dates and padding; full-width letters as the others.
fn plain(text: &str) -> String {
    let folded = text.chars().map(|character| match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code.saturating_sub(0xFEE0)).unwrap_or(character),
        _ => character,
    });
    let kept: String = folded
        .filter(|character| !character.is_whitespace() && *character != '-')
        .collect();
    kept.trim_start_matches('0').into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn each_of_those_with_one_mark_comes_once() {
        let asked = [[0, 0, 0, 1], [0, 0, 0, 7], [0, 0, 0, 7], [0, 0, 1, 0]];
        let mut came = vec![0];
        assert_eq!(take(&asked, &mut came, 7), Some(true));
        assert_eq!(take(&asked, &mut came, 7), Some(true));
        assert_eq!(take(&asked, &mut came, 7), Some(false));
        assert_eq!(take(&asked, &mut came, 8), None);
        assert_eq!(take(&asked, &mut came, 256), Some(true));
        assert_eq!(came, [0b1110]);
    }

    #[test]
    fn a_mark_is_the_same_however_a_number_is_written_and_another_of_another() {
        let of = |texts: [&'static str; 2]| mark(texts.into_iter().map(Some));
        assert_eq!(of(["  138156", "４２６０"]), of(["00138156", "4260"]));
        assert_eq!(of(["1980-02-29", ""]), of(["19800229", ""]));
        assert_ne!(of(["12", "3"]), of(["1", "23"]));
        assert_ne!(of(["138156", "4260"]), of(["138156", "4261"]));
    }
}
