//! Inputs nobody sensible would send: the vectors, mutated, and plain noise.

use base64ct::{Base64, Encoding as _};
use fastrand::Rng;
use onshi_tests::{material, vector};
use serde_json::Value;

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
}

impl Inputs {
    /// A stream of its own for each worker.
    pub(crate) fn new(worker: u64) -> Self {
        let folder = onshi_tests::folder().join("vectors");
        let seeds: Vec<_> = vector::load(&folder)
            .into_iter()
            .flat_map(|(_, suite)| suite.vectors)
            .filter_map(|vector| {
                let input = material::fill(&vector.input).ok()?;
                Some((vector.operation, input, vector.payload.bytes(&folder)))
            })
            .collect();
        assert!(!seeds.is_empty(), "no vector to start from");
        Self {
            random: Rng::with_seed(worker),
            seeds,
        }
    }

    /// The next call.
    pub(crate) fn next(&mut self) -> Input {
        let (operation, json, payload) = &self.seeds[self.random.usize(..self.seeds.len())];
        let operation = operation.clone();
        let (mut json, mut payload) = (json.clone(), payload.clone());
        match self.random.u8(..20) {
            0 => return self.noise(operation),
            1..10 if !payload.is_empty() => self.mutate_bytes(&mut payload),
            _ => self.mutate_json(&mut json),
        }
        let mut json = json.to_string();
        if self.random.u8(..50) == 0 {
            let mut bytes = json.into_bytes();
            self.mutate_bytes(&mut bytes);
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

    /// Changes one value somewhere inside.
    fn mutate_json(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                let chosen = self.random.usize(..members.len());
                if self.random.u8(..20) == 0 {
                    let name = members.keys().nth(chosen).cloned().unwrap_or_default();
                    members.remove(&name);
                } else if let Some((_, member)) = members.iter_mut().nth(chosen) {
                    self.mutate_json(member);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let chosen = self.random.usize(..items.len());
                match self.random.u8(..20) {
                    0 => items.extend_from_within(..),
                    1 => items.truncate(chosen),
                    _ => self.mutate_json(&mut items[chosen]),
                }
            }
            Value::String(text) => self.mutate_text(text),
            other => *other = self.strange_value(),
        }
    }

    /// Text that is base64 (certificates, signatures) is mutated inside.
    fn mutate_text(&mut self, text: &mut String) {
        match Base64::decode_vec(text) {
            Ok(mut bytes) if bytes.len() > 15 => {
                self.mutate_bytes(&mut bytes);
                *text = Base64::encode_string(&bytes);
            }
            _ => {
                let mut bytes = core::mem::take(text).into_bytes();
                self.mutate_bytes(&mut bytes);
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
    }

    fn mutate_bytes(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.random.u8(..4) {
            let at = self.random.usize(..=bytes.len());
            match self.random.u8(..6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, self.random.u8(..)),
                2 => self.repeat(bytes, at),
                3 if at < bytes.len() => bytes[at] = self.random.u8(..),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.random.u8(..8),
                _ => {}
            }
        }
    }

    /// A stretch of the input once more, as nesting and repetition need.
    fn repeat(&mut self, bytes: &mut Vec<u8>, at: usize) {
        let length = self.random.usize(..=64).min(bytes.len() - at);
        let stretch = bytes[at..at + length].to_vec();
        bytes.splice(at..at, stretch);
    }

    fn strange_value(&mut self) -> Value {
        match self.random.u8(..5) {
            0 => Value::Null,
            1 => Value::from(self.random.i64(..)),
            2 => Value::from(self.random.bool()),
            3 => Value::Array(Vec::new()),
            _ => Value::from("●"),
        }
    }
}
