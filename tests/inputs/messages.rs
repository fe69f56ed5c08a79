//! Messages of every layout, made up and then mutated: as XML in any order, cut into
//! parts, as content to build and to judge.

use super::{Input, Mutation};
use crate::any_order;
use fastrand::Rng;
use onshi_layouts::{Fullness, Layouts};
use serde_json::{Value, json};

/// What takes a message's content.
const OF_CONTENT: [&str; 5] = [
    "eligibility.judge",
    "eligibility.judge-units",
    "eligibility.read-registrations",
    "medical-information.summarize",
    "message.outline",
];

/// Samples of every interface with a layout.
pub(super) struct Messages(Vec<(String, Value)>);

impl Messages {
    pub(super) fn new(random: &mut Rng) -> Self {
        let layouts = Layouts::embedded();
        let mut samples = Vec::new();
        for interface in layouts.interfaces.iter().filter(|it| it.layout.is_some()) {
            for fullness in [Fullness::Some, Fullness::All, Fullness::All] {
                let mut numbers = |bound| random.u32(..bound);
                let sample = layouts.sample(&interface.id, &mut numbers, fullness);
                samples.push((interface.id.clone(), sample.expect("it has a layout")));
            }
        }
        Self(samples)
    }

    pub(super) fn next(&self, random: &mut Rng) -> Input {
        let (id, sample) = &self.0[random.usize(..self.0.len())];
        match random.u8(..6) {
            0..3 => Input {
                operation: "message.read".to_owned(),
                json: json!({ "interface": id }).to_string(),
                payload: bytes(sample, random),
            },
            3 => {
                let mut payload = bytes(sample, random);
                payload.truncate(random.usize(..=payload.len()));
                Input {
                    operation: "message.read-part".to_owned(),
                    json: json!({ "interface": id, "progress": "" }).to_string(),
                    payload,
                }
            }
            4 => {
                let options = json!({ "suffix": "1", "encoding": encoding(random) });
                let content = mutated(sample, random);
                let json = json!({
                    "interfaceId": id, "content": content, "perFile": 2, "options": options,
                });
                Input {
                    operation: "message.build-batch".to_owned(),
                    json: json.to_string(),
                    payload: Vec::new(),
                }
            }
            _ => {
                let operation = OF_CONTENT[random.usize(..OF_CONTENT.len())];
                let mut json = json!({ "content": mutated(sample, random) });
                if operation.starts_with("eligibility.judge") {
                    json["at"] = "2026-11-21T09:00:00+09:00".into();
                }
                Input {
                    operation: operation.to_owned(),
                    json: json.to_string(),
                    payload: Vec::new(),
                }
            }
        }
    }
}

fn encoding(random: &mut Rng) -> &'static str {
    if random.bool() { "utf-8" } else { "shift-jis" }
}

fn mutated(sample: &Value, random: &mut Rng) -> Value {
    let mut content = sample.clone();
    for _ in 0..random.u8(..4) {
        Mutation(random).json(&mut content);
    }
    content
}

/// The message as XML, its elements in any order, with something wrong in it.
fn bytes(sample: &Value, random: &mut Rng) -> Vec<u8> {
    let encoding = if random.u8(..4) == 0 {
        "Shift_JIS"
    } else {
        "UTF-8"
    };
    let mut text = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n");
    any_order::inside(sample, &mut text, random);
    let mut bytes = if encoding == "UTF-8" {
        text.into_bytes()
    } else {
        encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
    };
    if random.u8(..8) > 0 {
        Mutation(random).bytes(&mut bytes);
    }
    bytes
}
