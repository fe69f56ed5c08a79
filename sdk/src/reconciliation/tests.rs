//! The vectors, natively, and what they are not for.

use super::*;
use crate::facade;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString as _};
use serde_json::Value;

const VECTORS: &str = include_str!("../../../tests/vectors/reconciliation.json");

fn invoke(input: &Value) -> Result<Value, Value> {
    let parse = |text: String| serde_json::from_str::<Value>(&text).expect("JSON");
    let input = input.to_string();
    facade::invoke("reconciliation.compare", &input, &[], &mut |_| true)
        .map(parse)
        .map_err(parse)
}

fn vectors() -> Vec<Value> {
    let suite: Value = serde_json::from_str(VECTORS).expect("vectors");
    suite["vectors"].as_array().expect("vectors").clone()
}

#[test]
fn vectors_hold_without_a_component() {
    let mut failures = Vec::new();
    for vector in vectors() {
        let id = &vector["id"];
        let expect = &vector["expect"];
        let answer = match (invoke(&vector["input"]), expect["problems"].as_array()) {
            (Ok(answer), None) => answer,
            (Err(problems), Some(codes)) => {
                let problems = problems.as_array().unwrap();
                let fits = |(problem, pattern): (&Value, &Value)| {
                    problem["code"] == *pattern || problem["code"] == pattern["code"]
                };
                if problems.len() != codes.len() || !problems.iter().zip(codes).all(fits) {
                    failures.push(format!("{id}: {problems:?}"));
                }
                continue;
            }
            (other, _) => {
                failures.push(format!("{id}: {other:?}"));
                continue;
            }
        };
        for (pointer, expected) in expect["values"].as_object().into_iter().flatten() {
            let got = answer.pointer(pointer).unwrap_or(&Value::Null);
            if got != expected {
                failures.push(format!("{id}: {pointer} is {got}, expected {expected}"));
            }
        }
        for (pointer, expected) in expect["lists"].as_object().into_iter().flatten() {
            let codes = |list: &Value| {
                let items = list.as_array().unwrap().iter();
                items.map(|item| item["code"].clone()).collect::<Vec<_>>()
            };
            let got = answer.pointer(pointer).unwrap_or(&Value::Null);
            if pointer.ends_with("/how") && codes(got) != codes(expected) {
                failures.push(format!("{id}: {pointer} is {got}, expected {expected}"));
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// A word that no vector reaches is a rule that nobody shows.
#[test]
fn every_word_is_said_in_some_vector() {
    let mut said = BTreeSet::new();
    for vector in vectors() {
        let Ok(answer) = invoke(&vector["input"]) else {
            continue;
        };
        for result in answer["results"].as_array().unwrap() {
            for field in result["fields"].as_array().unwrap() {
                let how = field["how"].as_array().unwrap().iter();
                let words = [&field["field"], &field["grade"], &field["advice"]];
                for word in words.into_iter().chain(how) {
                    said.insert(word["code"].as_str().unwrap().to_string());
                }
            }
        }
    }
    let never: Vec<_> = CODES
        .iter()
        .filter(|code| !said.contains(code.id()))
        .collect();
    assert!(never.is_empty(), "{never:?}");
    assert_eq!(said.len(), CODES.len(), "CODES has every word");
}

#[test]
fn nothing_of_the_chart_is_in_debug() {
    let chart = Chart {
        name: Some("見本　花子".to_string()),
        valid: Days {
            from: Some("2024-04-01".to_string()),
            to: None,
        },
        ..Chart::default()
    };
    assert_eq!(format!("{chart:?} {:?}", chart.valid), "Chart(…) Days(…)");
}
