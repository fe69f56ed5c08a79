//! The vectors of the flows, natively: each a walk whose state is handed on as text, so
//! that every call could be another host's.

use base64ct::{Base64, Encoding as _};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// The vectors of the flows, by their file names.
fn vectors() -> Vec<Value> {
    let files = std::fs::read_dir(folder()).expect("the vectors");
    let mut names: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    names.retain(|path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        name.starts_with("reception") && name.ends_with(".json")
    });
    names.sort();
    let suites = names.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a file");
        let suite: Value = serde_json::from_str(&text).expect("JSON");
        suite["vectors"].as_array().expect("vectors").clone()
    });
    suites.flatten().collect()
}

fn invoke(call: &Value, state: &Value) -> Result<Value, Value> {
    let mut input = call["input"].as_object().cloned().unwrap_or_default();
    if call["operation"] == "reception.advance" {
        input.entry("state").or_insert_with(|| state.clone());
    }
    let operation = call["operation"].as_str().expect("an operation");
    let answer = onshi::facade::invoke(
        operation,
        &Value::Object(input).to_string(),
        &payload(&call["payload"]),
        &mut |_| false,
    );
    let parse = |text: String| serde_json::from_str(&text).expect("JSON");
    answer.map(parse).map_err(parse)
}

fn payload(of: &Value) -> Vec<u8> {
    if let Some(base64) = of["base64"].as_str() {
        return Base64::decode_vec(base64).expect("base64");
    }
    let text = match (&of["file"], &of["text"]) {
        (Value::String(file), _) => {
            std::fs::read_to_string(folder().join(file)).expect("a file of text")
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(lines)) => {
            let lines: Vec<_> = lines
                .iter()
                .map(|line| line.as_str().expect("a line"))
                .collect();
            lines.join("\n")
        }
        _ => String::new(),
    };
    let label = of["encoding"].as_str().unwrap_or("utf-8");
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.encode(&text).0.into_owned()
}

fn has(entry: &Value, pattern: &Value) -> bool {
    match (entry, pattern) {
        (Value::Object(entry), Value::Object(pattern)) => pattern
            .iter()
            .all(|(name, value)| has(entry.get(name).unwrap_or(&Value::Null), value)),
        _ => entry == pattern,
    }
}

fn members(of: &Value) -> Map<String, Value> {
    of.as_object().cloned().unwrap_or_default()
}

/// Holds an answer against what a vector expects: as `tests/support` does, which runs
/// them through the components.
fn check(about: &str, answer: &Result<Value, Value>, expect: &Value) {
    let (Ok(given) | Err(given)) = answer;
    let text = given.to_string();
    for word in expect["silentAbout"].as_array().into_iter().flatten() {
        let word = word.as_str().expect("a word");
        assert!(!text.contains(word), "{about}: says {word}: {text}");
    }
    let Some(problems) = expect["problems"].as_array() else {
        return check_values(about, answer.as_ref().expect(about), expect);
    };
    let found = answer
        .as_ref()
        .expect_err(about)
        .as_array()
        .expect("problems");
    assert_eq!(found.len(), problems.len(), "{about}: {text}");
    for (problem, expected) in found.iter().zip(problems) {
        let fits = match expected {
            Value::String(_) => &problem["code"] == expected,
            pattern => has(problem, pattern),
        };
        assert!(fits, "{about}: {problem}, not {expected}");
    }
}

fn check_values(about: &str, given: &Value, expect: &Value) {
    let at = |pointer: &str| given.pointer(pointer).unwrap_or(&Value::Null).clone();
    for (pointer, value) in members(&expect["values"]) {
        assert_eq!(at(&pointer), value, "{about}: {pointer}");
    }
    for (pointer, patterns) in members(&expect["lists"]) {
        let (list, patterns) = (
            at(&pointer),
            patterns.as_array().cloned().unwrap_or_default(),
        );
        let list = list.as_array().cloned().unwrap_or_default();
        let fit = list.len() == patterns.len()
            && list
                .iter()
                .zip(&patterns)
                .all(|(entry, pattern)| has(entry, pattern));
        assert!(fit, "{about}: {pointer}: {}", Value::from(list));
    }
    for (name, must) in [("includes", true), ("excludes", false)] {
        for (pointer, patterns) in members(&expect[name]) {
            let list = at(&pointer).as_array().cloned().unwrap_or_default();
            for pattern in patterns.as_array().into_iter().flatten() {
                let found = list.iter().any(|entry| has(entry, pattern));
                assert_eq!(
                    found,
                    must,
                    "{about}: {name} {pattern}: {}",
                    Value::from(list.clone())
                );
            }
        }
    }
}

#[test]
fn flows_walk_as_the_vectors_say() {
    let vectors = vectors();
    assert!(vectors.len() > 10, "the vectors are there");
    // Each says in its own panic what is not as expected.
    let fails = |vector: &&Value| std::panic::catch_unwind(|| walk(vector)).is_err();
    let failed: Vec<_> = vectors
        .iter()
        .filter(fails)
        .map(|vector| &vector["id"])
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

fn walk(vector: &Value) {
    let id = vector["id"].as_str().expect("an id");
    let mut state = Value::Null;
    for (step, number) in steps(vector).iter().zip(1..) {
        let answer = invoke(step, &state);
        check(&format!("{id}, call {number}"), &answer, &step["expect"]);
        if let Ok(answer) = answer
            && answer["state"].is_string()
        {
            state = answer["state"].clone();
        }
    }
}

fn steps(vector: &Value) -> Vec<Value> {
    vector["steps"]
        .as_array()
        .map_or_else(|| vec![vector.clone()], Clone::clone)
}

/// Every word of the flows is said by some vector, so none is dead and none untested.
#[test]
fn every_word_is_said_by_a_vector() {
    let mut said = BTreeSet::new();
    for vector in vectors() {
        let mut state = Value::Null;
        for step in steps(&vector) {
            let answer = invoke(&step, &state);
            let (Ok(given) | Err(given)) = &answer;
            words(given, &mut said);
            if given["state"].is_string() {
                state = given["state"].clone();
            }
        }
    }
    let codes = onshi::reception::CODES.iter().map(|code| code.id());
    let never: Vec<_> = codes.filter(|code| !said.contains(*code)).collect();
    assert!(never.is_empty(), "never said: {never:#?}");
}

fn words(of: &Value, said: &mut BTreeSet<String>) {
    match of {
        Value::Object(members) => {
            for name in ["code", "id"] {
                let word = members.get(name).and_then(Value::as_str);
                said.extend(word.map(String::from));
            }
            // Options of a question about eligibilities are numbers.
            if members
                .get("question")
                .is_some_and(|question| question == "eligibility")
            {
                said.insert("eligibility".into());
            }
            members.values().for_each(|member| words(member, said));
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, said)),
        _ => {}
    }
}
