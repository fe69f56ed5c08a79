//! A line: `{"v":1,"number":…,"at":…, the entry's members,"previous":…,"mac":…}`.
//! What is sealed are its octets up to `,"mac"`, so that whoever checks it needs no
//! form of writing but the one that stands there.

use super::{Entry, Key, NOT_A_HEAD};
use crate::answer::Format as _;
use crate::json::Json;
use crate::problem::{Place, Problem};
use crate::text::split_once;
use crate::time::Instant;
use alloc::string::{String, ToString as _};
use core::fmt::{self, Write as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What keeps seals of this trail apart from anything else under the same key.
const PURPOSE: &[u8] = b"onshi audit line 1\n";
const SEAL: usize = 32;
const DIGITS: usize = 2 * SEAL;

const BEGIN: &[u8] = b"{\"v\":1,\"number\":";
const AT: &[u8] = b",\"at\":\"";
/// An instant as this writes it, `2026-11-21T00:00:00Z`.
const AT_LENGTH: usize = 20;
const PREVIOUS: &[u8] = b",\"previous\":\"";
const MAC: &[u8] = b",\"mac\":\"";

/// What a line ends with: HMAC-SHA-256 over it and, by what it says, all before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Seal([u8; SEAL]);

impl Seal {
    pub(super) fn of(key: &Key, body: &[u8]) -> Self {
        Self(mac(key, body).map_or([0; SEAL], |mac| mac.finalize().into_bytes().into()))
    }

    /// In a time that tells nothing of the seal there should be.
    fn holds(self, key: &Key, body: &[u8]) -> bool {
        mac(key, body).is_some_and(|mac| mac.verify_slice(&self.0).is_ok())
    }

    fn parse(digits: &[u8]) -> Option<Self> {
        let (pairs, rest) = digits.as_chunks::<2>();
        let mut seal = [0; SEAL];
        if pairs.len() != SEAL || !rest.is_empty() {
            return None;
        }
        for (octet, [high, low]) in seal.iter_mut().zip(pairs) {
            *octet = hex(*high)? << 4 | hex(*low)?;
        }
        Some(Self(seal))
    }
}

/// There is one for a key of any length.
fn mac(key: &Key, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256>>::new_from_slice(&key.0).ok()?;
    mac.update(PURPOSE);
    mac.update(body);
    Some(mac)
}

/// 64 digits.
impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.iter().flat_map(|octet| [octet >> 4, octet & 15]);
        for digit in digits {
            f.write_char(char::from_digit(digit.into(), 16).unwrap_or_default())?;
        }
        Ok(())
    }
}

/// In one form only: small letters.
fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Where a trail ends: number and seal of its last line. As text,
/// `12:0f3a…`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub(super) number: u32,
    pub(super) seal: Seal,
}

impl Head {
    /// Before the first line.
    pub(super) const START: Self = Self {
        number: 0,
        seal: Seal([0; SEAL]),
    };

    /// # Errors
    /// [`NOT_A_HEAD`], without the text.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::read(text).ok_or_else(|| Problem::error(NOT_A_HEAD).at(Place::path("head")))
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (number, seal) = split_once(text.trim(), ":")?;
        Some(Self {
            number: digits(number.as_bytes())?,
            seal: Seal::parse(seal.as_bytes())?,
        })
    }

    /// The line's number, counted from 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.seal)
    }
}

/// As it is printed on day sheets.
impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Head({self})")
    }
}

/// A number in the one form it is written in.
pub(super) fn digits(text: &[u8]) -> Option<u32> {
    let is_number = text.iter().all(u8::is_ascii_digit);
    let text = core::str::from_utf8(text).ok()?;
    let plain = is_number && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// A line up to its seal.
pub(super) fn body(number: u32, at: Instant, entry: &Entry, previous: &Seal) -> String {
    let mut json = Json::default();
    json.record();
    json.field("v");
    json.number(1);
    json.field("number");
    json.number(number);
    json.field("at");
    json.text(&at.to_string());
    entry.write(&mut json);
    json.field("previous");
    json.text(&previous.to_string());
    json.into_text()
}

/// The line of a body.
pub(super) fn sealed(mut body: String, seal: &Seal) -> String {
    body.push_str(",\"mac\":\"");
    body.push_str(&seal.to_string());
    body.push_str("\"}");
    body
}

/// A line that was read.
pub(super) struct Line<'a> {
    pub(super) number: u32,
    pub(super) at: &'a [u8],
    pub(super) previous: Seal,
    pub(super) seal: Seal,
}

/// Why a text is none.
pub(super) enum Fault {
    NotALine,
    Altered,
}

impl<'a> Line<'a> {
    /// Reads it once its seal holds.
    pub(super) fn read(text: &'a [u8], key: &Key) -> Result<Self, Fault> {
        let (body, seal) = ends(text, MAC, b"\"}").ok_or(Fault::NotALine)?;
        if !seal.holds(key, body) {
            return Err(Fault::Altered);
        }
        let (rest, previous) = ends(body, PREVIOUS, b"\"").ok_or(Fault::NotALine)?;
        let (number, at) = number_and_time(rest).ok_or(Fault::NotALine)?;
        Ok(Self {
            number,
            at,
            previous,
            seal,
        })
    }
}

/// What stands before a member with a seal that ends the text, and the seal.
fn ends<'a>(text: &'a [u8], name: &[u8], end: &[u8]) -> Option<(&'a [u8], Seal)> {
    let text = text.strip_suffix(end)?;
    let (text, seal) = text.split_at_checked(text.len().checked_sub(DIGITS)?)?;
    Some((text.strip_suffix(name)?, Seal::parse(seal)?))
}

fn number_and_time(text: &[u8]) -> Option<(u32, &[u8])> {
    let text = text.strip_prefix(BEGIN)?;
    let end = text.iter().position(|byte| !byte.is_ascii_digit())?;
    let (number, text) = text.split_at_checked(end)?;
    let at = text.strip_prefix(AT)?.get(..AT_LENGTH)?;
    Some((digits(number)?, at))
}
