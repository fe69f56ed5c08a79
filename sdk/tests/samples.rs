//! Made-up messages of every layout, through building and reading and back.

use onshi::message::{BuildOptions, Document, Encoding, ReadOptions, build, read, read_json};
use onshi_layouts::{Fullness, Layouts};
use serde_json::Value;

const FULLNESS: [Fullness; 3] = [Fullness::Required, Fullness::Some, Fullness::All];

/// Numbers that look random and are the same every time.
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut state = seed;
    move |bound| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from((state >> 33) % u64::from(bound)).unwrap()
    }
}

/// Samples of every interface with a layout, each with the interface's number.
fn samples() -> impl Iterator<Item = (String, Value)> {
    let layouts = Layouts::embedded();
    let with_layout = layouts.interfaces.iter().filter(|it| it.layout.is_some());
    let ids: Vec<_> = with_layout.map(|interface| interface.id.clone()).collect();
    ids.into_iter().flat_map(move |id| {
        let mut made = Vec::new();
        for fullness in FULLNESS {
            for seed in 0..334 {
                let sample = layouts.sample(&id, &mut numbers(seed), fullness).unwrap();
                made.push((id.clone(), sample));
            }
        }
        made
    })
}

fn content(document: &Document<'_>) -> Value {
    serde_json::from_str(&document.to_json()).unwrap()
}

#[test]
fn what_was_built_is_read_back_the_same_in_both_encodings() {
    for (id, mut sample) in samples() {
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let stated = sample.pointer_mut("/XmlMsg/MessageHeader/CharacterCodeIdentifier");
            if let Some(stated) = stated {
                *stated = if encoding == Encoding::Utf8 { "0" } else { "1" }.into();
            }
            let options = BuildOptions {
                encoding,
                suffix: "1".to_owned(),
                ..BuildOptions::default()
            };
            let bytes = match build(&id, &sample.to_string(), &options) {
                Ok(file) => {
                    assert_eq!(file.notes, [], "{id}");
                    file.bytes
                }
                // Its file names are not known: nothing else may stand against it.
                Err(problems) => {
                    let codes: Vec<_> = problems.iter().map(|problem| problem.code.id()).collect();
                    assert_eq!(codes, ["message.no-file-name"], "{id}: {sample}");
                    assert!(id.starts_with("EPS"), "{id}");
                    continue;
                }
            };
            let options = ReadOptions {
                interface: Some(&id),
                ..ReadOptions::default()
            };
            let document = read(&bytes, &options).unwrap();
            assert_eq!(document.notes, [], "{id}");
            assert_eq!(content(&document), identified(&id, &sample), "{id}");
        }
    }
}

/// With what building gives a request that has no identifier: its suffix.
fn identified(id: &str, sample: &Value) -> Value {
    let interface = onshi::message::layout::interface(id).expect("an interface");
    let mut sample = sample.clone();
    let has_element = interface
        .element("MessageHeader/ArbitraryFileIdentifier")
        .is_some();
    if interface.direction == onshi::message::Direction::Request && has_element {
        let header = sample
            .pointer_mut("/XmlMsg/MessageHeader")
            .expect("a header");
        let header = header.as_object_mut().expect("elements");
        header
            .entry("ArbitraryFileIdentifier")
            .or_insert_with(|| "1".into());
    }
    sample
}

#[test]
fn json_is_read_back_the_same() {
    for (id, sample) in samples() {
        let options = ReadOptions {
            interface: Some(&id),
            ..ReadOptions::default()
        };
        let document = read_json(&sample.to_string(), &options).unwrap();
        assert_eq!(document.notes, [], "{id}");
        assert_eq!(content(&document), sample, "{id}");
    }
}

/// What contents cannot tell; `layouts/README.md` says why.
const UNTOLD: &[&str] = &[
    "OQS-IF-003",
    "OQS-IF-006",
    "OQS-IF-007",
    "OQS-IF-009",
    "OQS-IF-010",
    "OQS-IF-011",
    "OQS-IF-014",
    "OQS-IF-015",
    "OQS-IF-016",
    "OQS-IF-017",
    "OQS-IF-018",
    "OQS-IF-019",
    "OQS-IF-020",
    "OQS-IF-022",
    "OQS-IF-023",
    "OQS-IF-024",
    "TKKsiquc01req",
    "EPS-IF-202",
    "EPS-IF-212",
    "EPS-IF-218",
    "EPS-IF-221",
];

#[test]
fn contents_tell_the_interface_or_nothing() {
    let mut told = std::collections::BTreeSet::new();
    for (id, sample) in samples() {
        let document = read_json(&sample.to_string(), &ReadOptions::default()).unwrap();
        if let Some(interface) = document.interface {
            assert_eq!(interface.id(), id, "{sample}");
            told.insert(id);
        }
    }
    let layouts = Layouts::embedded();
    let with_layout = layouts.interfaces.iter().filter(|it| it.layout.is_some());
    let mut untold: Vec<_> = with_layout.map(|interface| interface.id.as_str()).collect();
    untold.retain(|id| !told.contains(*id));
    assert_eq!(untold, UNTOLD);
}
