//! Audit trails whose lines were moved, taken out or cut, and lines that are sealed
//! after something was changed in them, so that what lies behind the seal is reached.

use super::{Input, Mutation};
use base64ct::{Base64, Encoding as _};
use fastrand::Rng;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;

const KEY: [u8; 32] = [7; 32];

pub(super) fn next(random: &mut Rng) -> Input {
    let mut lines = Vec::new();
    let mut seals = vec!["0".repeat(64)];
    for number in 1..random.usize(2..12) {
        let previous = seals.last().cloned().unwrap_or_default();
        let body = format!(
            "{{\"v\":1,\"number\":{number},\"at\":\"2026-11-21T00:{number:02}:00Z\",\"who\":\"a\",\"previous\":\"{previous}\""
        );
        let mut body = body.into_bytes();
        if random.u8(..6) == 0 {
            Mutation(random).bytes(&mut body);
        }
        let seal = seal(&body);
        lines.push([&body[..], b",\"mac\":\"", seal.as_bytes(), b"\"}\n"].concat());
        seals.push(seal);
    }
    let head = format!(
        "{}:{}",
        lines.len(),
        seals.last().cloned().unwrap_or_default()
    );
    match random.u8(..4) {
        0 => random.shuffle(&mut lines),
        1 => drop(lines.remove(random.usize(..lines.len()))),
        2 => lines.extend_from_within(..),
        _ => {}
    }
    let mut lines = lines.concat();
    match random.u8(..4) {
        0 => Mutation(random).bytes(&mut lines),
        1 => lines.truncate(random.usize(..=lines.len())),
        _ => {}
    }
    let mut json = json!({
        "key": Base64::encode_string(&KEY),
        "lines": Base64::encode_string(&lines),
        "progress": "",
        "options": { "head": head },
    });
    if random.u8(..4) == 0 {
        Mutation(random).json(&mut json);
    }
    Input {
        operation: "audit.verify".to_owned(),
        json: json.to_string(),
        payload: Vec::new(),
    }
}

fn seal(body: &[u8]) -> String {
    let mut seal = Hmac::<Sha256>::new_from_slice(&KEY).expect("a key of any length");
    seal.update(b"onshi audit line 1\n");
    seal.update(body);
    let octets = seal.finalize().into_bytes();
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
