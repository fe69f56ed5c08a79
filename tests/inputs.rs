//! Inputs nobody sensible would send: messages of every layout and the vectors,
//! mutated, plain noise, and chains and audit trails whose parts are mutated before they
//! are signed or sealed, so that what lies behind that is reached. Half of them are
//! messages.

mod messages;
mod trails;

use crate::forge::{
    Draft, authority, crl, extension, key, name, oid, response, sequence, time, tlv,
};
use base64ct::{Base64, Encoding as _};
use fastrand::Rng;
use messages::Messages;
use onshi_simulator::key::PrivateKey;
use onshi_tests::target::{Native, Target as _};
use onshi_tests::vector::{self, Vector};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// One call.
pub(crate) struct Input {
    /// The operation of the facade.
    pub(crate) operation: String,
    /// Its JSON, sometimes no JSON at all.
    pub(crate) json: String,
    /// Its payload.
    pub(crate) payload: Vec<u8>,
}

/// An endless, repeatable stream of calls.
pub(crate) struct Inputs {
    random: Rng,
    seeds: Vec<(String, Value, Vec<u8>)>,
    messages: Messages,
    chain: Chain,
}

impl Inputs {
    /// A stream of its own for each worker.
    pub(crate) fn new(worker: u64) -> Self {
        let folder = onshi_tests::folder().join("vectors");
        let seeds: Vec<_> = vector::load(&folder)
            .into_iter()
            .flat_map(|(_, suite)| suite.vectors)
            .flat_map(|vector| calls(vector, &folder))
            .collect();
        assert!(!seeds.is_empty(), "no vector to start from");
        let mut random = Rng::with_seed(worker);
        Self {
            messages: Messages::new(&mut random),
            random,
            seeds,
            chain: Chain::new(),
        }
    }

    /// The next call.
    pub(crate) fn next(&mut self) -> Input {
        if self.random.bool() {
            return self.messages.next(&mut self.random);
        }
        let (operation, json, payload) = &self.seeds[self.random.usize(..self.seeds.len())];
        let operation = operation.clone();
        let (mut json, mut payload) = (json.clone(), payload.clone());
        match self.random.u8(..20) {
            0 => return self.noise(operation),
            10..13 => return self.forged(),
            13 => return trails::next(&mut self.random),
            1..10 if !payload.is_empty() => Mutation(&mut self.random).bytes(&mut payload),
            _ => Mutation(&mut self.random).json(&mut json),
        }
        let mut json = json.to_string();
        if self.random.u8(..50) == 0 {
            let mut bytes = json.into_bytes();
            Mutation(&mut self.random).bytes(&mut bytes);
            json = String::from_utf8_lossy(&bytes).into_owned();
        }
        Input {
            operation,
            json,
            payload,
        }
    }

    fn noise(&mut self, operation: String) -> Input {
        let length = self.random.usize(..2000);
        Input {
            operation,
            json: "{}".to_owned(),
            payload: (0..length).map(|_| self.random.u8(..)).collect(),
        }
    }

    /// A chain with its revocation data, of which one part is mutated and signed.
    fn forged(&mut self) -> Input {
        let mut chain = self.chain.clone();
        let parts = chain.parts();
        let chosen = self.random.usize(..parts.len());
        Mutation(&mut self.random).bytes(parts[chosen]);
        let encoded = chain.encode(chosen);
        let [leaf, sub, root, of_sub, of_root, answer] =
            encoded.map(|part| Base64::encode_string(&part));
        let revocation = self.random.u8(..3);
        let json = json!({
            "profile": "generic",
            "leaf": leaf,
            "intermediates": [sub],
            "anchors": [root],
            "crls": if revocation == 0 { json!([]) } else { json!([of_sub, of_root]) },
            "ocspResponses": if revocation == 1 { json!([]) } else { json!([answer]) },
            "at": "2026-11-21T09:00:00+09:00",
            "options": { "explicitPolicy": self.random.bool() },
        });
        Input {
            operation: "certificate.validate".to_owned(),
            json: json.to_string(),
            payload: Vec::new(),
        }
    }
}

/// The calls of a vector, each with what the one before hands on.
fn calls(vector: Vector, folder: &Path) -> Vec<(String, Value, Vec<u8>)> {
    let mut calls = Vec::new();
    let mut state = None;
    for call in vector.calls {
        let Ok(input) = call.input(state.as_ref()) else {
            break;
        };
        let payload = call.payload.bytes(folder);
        let answer = Native.invoke(&call.operation, &input.to_string(), &payload);
        state = vector::next_state(answer.expect("an answer").as_ref().ok()).or(state);
        calls.push((call.operation, input, payload));
    }
    calls
}

/// Something changed.
struct Mutation<'r>(&'r mut Rng);

impl Mutation<'_> {
    /// Changes one value somewhere inside.
    fn json(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                let chosen = self.0.usize(..members.len());
                if self.0.u8(..20) == 0 {
                    let name = members.keys().nth(chosen).cloned().unwrap_or_default();
                    members.remove(&name);
                } else if let Some((_, member)) = members.iter_mut().nth(chosen) {
                    self.json(member);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let chosen = self.0.usize(..items.len());
                match self.0.u8(..20) {
                    0 => items.extend_from_within(..),
                    1 => items.truncate(chosen),
                    _ => self.json(&mut items[chosen]),
                }
            }
            Value::String(text) => self.text(text),
            other => *other = self.strange_value(),
        }
    }

    /// Text that is base64 (certificates, signatures) is mutated inside.
    fn text(&mut self, text: &mut String) {
        match Base64::decode_vec(text) {
            Ok(mut bytes) if bytes.len() > 15 => {
                self.bytes(&mut bytes);
                *text = Base64::encode_string(&bytes);
            }
            _ => {
                let mut bytes = core::mem::take(text).into_bytes();
                self.bytes(&mut bytes);
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.0.u8(..4) {
            let at = self.0.usize(..=bytes.len());
            match self.0.u8(..6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, self.0.u8(..)),
                2 => self.repeat(bytes, at),
                3 if at < bytes.len() => bytes[at] = self.0.u8(..),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.0.u8(..8),
                _ => {}
            }
        }
    }

    /// A stretch of the input once more, as nesting and repetition need.
    fn repeat(&mut self, bytes: &mut Vec<u8>, at: usize) {
        let length = self.0.usize(..=64).min(bytes.len() - at);
        let stretch = bytes[at..at + length].to_vec();
        bytes.splice(at..at, stretch);
    }

    fn strange_value(&mut self) -> Value {
        match self.0.u8(..5) {
            0 => Value::Null,
            1 => Value::from(self.0.i64(..)),
            2 => Value::from(self.0.bool()),
            3 => Value::Array(Vec::new()),
            _ => Value::from("●"),
        }
    }
}

/// The SHA-1 of the authority's name.
const SUB_SHA1: [u8; 20] = [
    0x2E, 0xB5, 0x44, 0xA9, 0x5F, 0x09, 0x27, 0x08, 0x3F, 0x3E, 0x6F, 0xC2, 0x7A, 0xBC, 0xEA, 0x55,
    0x0E, 0xDA, 0x4F, 0x67,
];

/// The keys of the root, the authority and the leaf, made once: that costs more than a
/// signature does.
static KEYS: LazyLock<[PrivateKey; 3]> = LazyLock::new(|| [1, 2, 3].map(key));

/// A root with name constraints, an authority with policies and mappings, a leaf with
/// names of every form, CRLs of both and an OCSP response: what is inside them.
#[derive(Clone)]
struct Chain {
    leaf: Vec<u8>,
    sub: Vec<u8>,
    root: Vec<u8>,
    entries: Vec<u8>,
    point: Vec<u8>,
    singles: Vec<u8>,
    /// As they are encoded where nothing is changed.
    encoded: Option<[Vec<u8>; 6]>,
}

impl Chain {
    fn new() -> Self {
        let policy = |last: u8| oid(&[0x2A, 3, last]);
        let policies = |list: &[u8]| {
            let each = list.iter().flat_map(|last| sequence(&[&policy(*last)]));
            extension(32, true, &tlv(0x30, &each.collect::<Vec<_>>()))
        };
        let subtree = |tag, base: &[u8]| sequence(&[&tlv(tag, base)]);
        let permitted = [
            subtree(0x82, b"example.jp"),
            subtree(0x81, b"example.jp"),
            subtree(0x86, b".example.jp"),
            subtree(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]),
        ];
        let excluded = [
            subtree(0x82, b"bad.example.jp"),
            subtree(0xA4, &name("Nobody")),
        ];
        let constraints = sequence(&[
            &tlv(0xA0, &permitted.concat()),
            &tlv(0xA1, &excluded.concat()),
        ]);
        let names = [
            tlv(0x82, b"*.www.example.jp"),
            tlv(0x81, b"a@example.jp"),
            tlv(0x86, b"https://a.example.jp/"),
            tlv(0x87, &[192, 0, 2, 1]),
            tlv(0xA4, &name("Somebody")),
        ];
        let place = tlv(0xA0, &tlv(0xA0, &tlv(0xA4, &name("CRL"))));
        let id = sequence(&[
            &sequence(&[&oid(&[0x2B, 0x0E, 3, 2, 0x1A]), &[5, 0]]),
            &tlv(0x04, &SUB_SHA1),
            &tlv(0x04, &KEYS[1].identifier()),
            &[2, 1, 1],
        ]);
        let reason = sequence(&[&extension(21, false, &[0x0A, 1, 1])]);
        let other = sequence(&[&extension(29, true, &sequence(&[&tlv(0xA4, &name("Sub"))]))]);
        let date = time("260101000000Z");
        let mut chain = Self {
            leaf: [
                policies(&[2]),
                extension(17, false, &tlv(0x30, &names.concat())),
                extension(31, false, &sequence(&[&sequence(&[&place])])),
                extension(37, false, &sequence(&[&oid(&[0x2B, 6, 1, 5, 5, 7, 3, 2])])),
            ]
            .concat(),
            sub: [
                authority(),
                policies(&[1, 3]),
                extension(33, true, &sequence(&[&sequence(&[&policy(1), &policy(2)])])),
                extension(36, true, &sequence(&[&[0x80, 1, 0], &[0x81, 1, 1]])),
                extension(54, true, &[2, 1, 1]),
            ]
            .concat(),
            root: [authority(), extension(30, true, &constraints)].concat(),
            entries: [
                sequence(&[&[2, 1, 9], &date, &reason]),
                sequence(&[&[2, 1, 8], &date, &other]),
            ]
            .concat(),
            point: extension(28, true, &sequence(&[&place, &[0x84, 1, 0xFF]])),
            singles: sequence(&[&id, &[0x80, 0], &tlv(0x18, b"20261120000000Z")]),
            encoded: None,
        };
        chain.encoded = Some([0, 1, 2, 3, 4, 5].map(|which| chain.part(which)));
        chain
    }

    fn parts(&mut self) -> [&mut Vec<u8>; 6] {
        [
            &mut self.leaf,
            &mut self.sub,
            &mut self.root,
            &mut self.entries,
            &mut self.point,
            &mut self.singles,
        ]
    }

    /// All of it: leaf, authority, root, their CRLs, the response; encoded anew only
    /// where a part was changed.
    fn encode(&self, changed: usize) -> [Vec<u8>; 6] {
        let mut encoded = self.encoded.clone().unwrap_or_default();
        // Entries and distribution point are of one CRL.
        let which = if changed == 4 { 3 } else { changed };
        encoded[which] = self.part(which);
        encoded
    }

    fn part(&self, which: usize) -> Vec<u8> {
        let (root, sub) = (name("Root"), name("Sub"));
        let [of_root, of_sub, of_leaf] = &*KEYS;
        let certificate = |key: &PrivateKey, subject: &[u8], issuer: &[u8], extensions: &[u8]| {
            Draft::new(subject, &key.public_key_info(), issuer, extensions)
        };
        match which {
            0 => certificate(of_leaf, &name("Leaf"), &sub, &self.leaf).signed_by(of_sub),
            1 => certificate(of_sub, &sub, &root, &self.sub).signed_by(of_root),
            2 => certificate(of_root, &root, &root, &self.root).signed_by(of_root),
            3 => crl(&sub, of_sub, &self.entries, &self.point),
            4 => crl(&root, of_root, &[], &[]),
            _ => response(&sub, of_sub, &self.singles, &[]),
        }
    }
}
