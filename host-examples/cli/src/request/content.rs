//! The content of a request as JSON text: the caller's own, or from the options.

use super::arguments::Arguments;
use super::kind::Kind;
use crate::{Failure, clock, read_file};
use serde_json::{Map, Value, json};
use std::io::Read as _;
use std::path::Path;

const DATE: &str = "QualificationConfirmationDate";

pub(super) fn of(arguments: &Arguments, kind: &Kind) -> Result<String, Failure> {
    let Arguments { named, set, .. } = arguments;
    if let Some(path) = &arguments.content {
        if named.is_empty() && set.is_empty() {
            return read_text(path);
        }
        return Err(Failure::Misuse(
            "--content and the options for single elements exclude each other".to_owned(),
        ));
    }
    let mut message = json!({ "MessageHeader": {}, "MessageBody": {} });
    // Of an interface without a layout the core says why it cannot be built.
    let is_known = !kind.paths.is_empty();
    for (option, names, value) in named.iter().filter(|_| is_known) {
        let path = kind.path_of(option, names)?;
        put(&mut message, path, value)?;
    }
    for (path, value) in set {
        put(&mut message, path, value)?;
    }
    // Eligibility is asked for today unless another day is named.
    let path = format!("MessageHeader/{DATE}");
    let has_date = message["MessageHeader"].get(DATE).is_some();
    if kind.is_request && !has_date && kind.paths.contains(&path) {
        put(&mut message, &path, &clock::wire_date(&clock::now()))?;
    }
    Ok(json!({ "XmlMsg": message }).to_string())
}

impl Kind {
    /// Where the element of an option stands.
    fn path_of(&self, option: &str, names: &[&str]) -> Result<&str, Failure> {
        let is_meant = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or_default();
            names.contains(&name)
        };
        let mut paths = self.paths.iter().filter(is_meant);
        match (paths.next(), paths.next()) {
            (Some(path), None) => Ok(path),
            (None, _) => Err(Failure::Misuse(format!(
                "{}: no element for --{option}; `onshi schema {}` lists them",
                self.id, self.id
            ))),
            (Some(_), Some(_)) => Err(Failure::Misuse(format!(
                "{}: several elements for --{option}; name one by --set PATH=VALUE",
                self.id
            ))),
        }
    }
}

/// Puts a value where its path says: `MessageBody/Info[2]/Name`, as problems name
/// places. Whether there are such elements the core knows.
fn put(message: &mut Value, path: &str, value: &str) -> Result<(), Failure> {
    let wrong = |why: &str| Failure::Misuse(format!("--set {path}: {why}"));
    let mut at = message;
    for step in path.split('/') {
        let (name, nth) = step_of(step).ok_or_else(|| wrong("not a path"))?;
        at = at
            .as_object_mut()
            .ok_or_else(|| wrong("holds a value already"))?
            .entry(name)
            .or_insert_with(|| json!([]));
        // The header and the body are there once.
        if at.is_object() && nth == 1 {
            continue;
        }
        let items = at
            .as_array_mut()
            .ok_or_else(|| wrong("holds a value already"))?;
        if nth > items.len() + 1 {
            return Err(wrong("the one before is missing"));
        }
        if nth > items.len() {
            items.push(Value::Object(Map::new()));
        }
        at = &mut items[nth - 1];
    }
    if at.as_object().is_none_or(|members| !members.is_empty()) {
        return Err(wrong("stands twice"));
    }
    *at = value.into();
    Ok(())
}

/// A name and its number among those alike, which is 1 where none stands.
fn step_of(step: &str) -> Option<(&str, usize)> {
    let (name, nth) = match step.split_once('[') {
        Some((name, rest)) => (name, rest.strip_suffix(']')?.parse().ok()?),
        None => (step, 1),
    };
    (!name.is_empty() && nth > 0).then_some((name, nth))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Misuse(error.to_string()))?;
    } else {
        bytes = read_file(path)?;
    }
    String::from_utf8(bytes).map_err(|_| Failure::Misuse(format!("{}: not UTF-8", path.display())))
}
