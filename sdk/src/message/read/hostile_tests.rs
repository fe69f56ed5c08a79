//! What must end in a typed problem, never in a panic.

use super::*;
use crate::message::limits::{TEXT_TOO_LONG, TOO_DEEP, TOO_MANY_ATTRIBUTES, TOO_MANY_ELEMENTS};
use crate::message::test_data::{Mutations, face_result};
use crate::message::{MORE_NOTES, UNDECODABLE};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use encoding_rs::SHIFT_JIS;

fn refused(bytes: &[u8], limits: Limits) -> Problem {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let problems = read(bytes, &options).unwrap_err();
    assert_eq!(problems.len(), 1);
    problems[0].clone()
}

fn read_text(text: &str) -> Document<'static> {
    read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

#[test]
fn refuses_bytes_that_are_no_characters() {
    let mut bytes = face_result().into_bytes();
    let at = face_result().find("見本　花子").unwrap();
    bytes[at] = 0xFF;
    let problem = refused(&bytes, Limits::default());
    assert_eq!(problem.code, UNDECODABLE);
    assert_eq!(
        problem.place,
        Place::nowhere()
            .at_line(20, 23)
            .at_offset(u32::try_from(at).unwrap())
    );
}

#[test]
fn refuses_other_documents() {
    let problem = refused(b"<html><body/></html>", Limits::default());
    assert_eq!(problem.code, NOT_A_MESSAGE);
}

#[test]
fn every_limit_ends_in_its_own_problem() {
    let sample = face_result();
    let limits = Limits::default();
    let length = u32::try_from(sample.len()).unwrap();
    for (limits, code) in [
        (
            Limits {
                bytes: length - 1,
                ..limits
            },
            TOO_LARGE,
        ),
        (Limits { depth: 4, ..limits }, TOO_DEEP),
        (
            Limits {
                elements: 20,
                ..limits
            },
            TOO_MANY_ELEMENTS,
        ),
        (Limits { text: 16, ..limits }, TEXT_TOO_LONG),
    ] {
        assert_eq!(refused(sample.as_bytes(), limits).code, code, "{limits:?}");
        let json = read_text(&sample).to_json();
        let limits = Limits {
            bytes: limits.bytes.min(u32::try_from(json.len()).unwrap() - 1),
            ..limits
        };
        let limits = if code == TOO_LARGE {
            limits
        } else {
            Limits {
                bytes: length,
                ..limits
            }
        };
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        assert_eq!(
            read_json(&json, &options).unwrap_err()[0].code,
            code,
            "{limits:?} in JSON"
        );
    }
    let enough = Limits {
        bytes: length,
        depth: 5,
        elements: 34,
        text: 40,
        attributes: 0,
        notes: 0,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits: enough,
        ..ReadOptions::default()
    };
    assert_eq!(read(sample.as_bytes(), &options).unwrap().notes, []);

    let attributes = sample.replace("<Sex1>", "<Sex1 a='' b=''>");
    let limits = Limits {
        attributes: 1,
        ..limits
    };
    assert_eq!(
        refused(attributes.as_bytes(), limits).code,
        TOO_MANY_ATTRIBUTES
    );
}

#[test]
fn notes_stop_at_their_limit() {
    let unknown = "<New/>".repeat(20);
    let sample = face_result().replace("<Sex1>", &format!("{unknown}<Sex1>"));
    let limits = Limits {
        notes: 5,
        ..Limits::default()
    };
    let document = read(
        sample.as_bytes(),
        &ReadOptions {
            limits,
            ..ReadOptions::default()
        },
    )
    .unwrap();
    assert_eq!(document.notes.len(), 6);
    assert_eq!(document.notes[5].code, MORE_NOTES);
    assert_eq!(
        document.notes[1].place.path,
        Some("MessageBody/ResultList/ResultOfQualificationConfirmation/New[2]".into())
    );
}

#[test]
fn depth_cannot_exhaust_the_stack() {
    let limits = Limits {
        depth: u32::MAX,
        elements: u32::MAX,
        ..Limits::default()
    };
    let deep = "<A>".repeat(1_000_000);
    assert_eq!(refused(deep.as_bytes(), limits).code, TOO_DEEP);
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    for deep in ["{\"A\":", "[", "{\"MessageBody\":["] {
        let problems = read_json(&deep.repeat(1_000_000), &options).unwrap_err();
        assert_eq!(problems[0].code, TOO_DEEP);
    }
}

#[test]
fn no_mutation_panics() {
    let mut read_well = 0;
    for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
        let sample = face_result().replace("UTF-8", encoding.name());
        let sample: Vec<u8> = match encoding {
            Encoding::Utf8 => sample.into_bytes(),
            Encoding::ShiftJis => SHIFT_JIS.encode(&sample).0.into_owned(),
        };
        for mutated in Mutations::of(&sample, 5_000) {
            if let Ok(document) = read(&mutated, &ReadOptions::default()) {
                let json = document.to_json();
                let again = read_json(&json, &ReadOptions::default()).unwrap();
                assert_eq!(again.to_json(), json);
                read_well += 1;
            }
        }
    }
    assert!(read_well > 500, "{read_well}");
}

#[test]
fn no_mutation_of_json_panics() {
    let json = read_text(&face_result()).to_json();
    let mut read_well = 0;
    for mutated in Mutations::of(json.as_bytes(), 5_000) {
        let text = String::from_utf8_lossy(&mutated);
        read_well += u32::from(read_json(&text, &ReadOptions::default()).is_ok());
    }
    assert!(read_well > 100, "{read_well}");
}
