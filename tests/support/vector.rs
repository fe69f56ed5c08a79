//! What a vector file says.

use crate::material::{self, Missing};
use crate::target::Target;
use base64ct::{Base64, Encoding as _};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// One file of vectors.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Suite {
    /// What the file is about.
    pub about: String,
    /// The cases.
    pub vectors: Vec<Vector>,
}

/// One case: a call, or several one after the other.
#[derive(Deserialize, Debug)]
#[serde(try_from = "Written")]
pub struct Vector {
    /// Unique in its file, kebab-case.
    pub id: String,
    /// What it shows.
    pub about: String,
    /// The calls, never none.
    pub calls: Vec<Call>,
}

/// A vector as it is written: a call, or `steps`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    id: String,
    about: String,
    operation: Option<String>,
    #[serde(default = "no_input")]
    input: Value,
    #[serde(default)]
    payload: Payload,
    expect: Option<Expect>,
    #[serde(default)]
    steps: Vec<Call>,
}

impl TryFrom<Written> for Vector {
    type Error = String;

    fn try_from(of: Written) -> Result<Self, String> {
        let calls = match (of.operation, of.expect) {
            (Some(operation), Some(expect)) if of.steps.is_empty() => vec![Call {
                operation,
                input: of.input,
                payload: of.payload,
                expect,
            }],
            (None, None) if !of.steps.is_empty() => of.steps,
            _ => return Err(format!("{}: one call, or steps", of.id)),
        };
        Ok(Self {
            id: of.id,
            about: of.about,
            calls,
        })
    }
}

/// One call of a vector.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Call {
    /// The operation of the facade, such as `message.read`.
    pub operation: String,
    /// Its JSON input; a string `@name` stands for material, see [`material`].
    #[serde(default = "no_input")]
    pub input: Value,
    /// Its payload.
    #[serde(default)]
    pub payload: Payload,
    /// What must come out.
    pub expect: Expect,
}

/// The bytes handed beside the JSON.
#[derive(Deserialize, Debug, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Payload {
    /// As text, encoded as `encoding` says.
    text: Option<Text>,
    /// `utf-8` (default) or `shift_jis`.
    encoding: Option<String>,
    /// As base64.
    base64: Option<String>,
    /// A file beside the vectors.
    file: Option<String>,
}

/// One string, or lines to be joined.
#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Lines(Vec<String>),
}

/// What must come out.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expect {
    /// The problems, all of them in order, where the operation must fail: each a
    /// code, or an object whose members the problem must have.
    problems: Option<Vec<Value>>,
    /// JSON pointers into the result, and the values there; `null` also
    /// stands for an absent member.
    #[serde(default)]
    values: Map<String, Value>,
    /// JSON pointers to lists, and all their entries in order: an entry must have
    /// all the members of its pattern.
    #[serde(default)]
    lists: BTreeMap<String, Vec<Value>>,
    /// JSON pointers to base64, and the bytes it must be, given like a payload.
    #[serde(default)]
    bytes: BTreeMap<String, Payload>,
    /// JSON pointers to lists, and what each must include: an entry of the
    /// list that has all these members.
    #[serde(default)]
    includes: Map<String, Value>,
    /// The same, for what no entry may be.
    #[serde(default)]
    excludes: Map<String, Value>,
    /// Texts that must stand nowhere in the answer, as names and numbers in errors.
    #[serde(default)]
    silent_about: Vec<String>,
}

/// How a vector went.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Passed,
    /// Not as expected, and how.
    Failed(String),
    /// Its material is not here.
    NotRun(Missing),
}

/// Reads every vector file of a folder, in the order of their names.
///
/// # Panics
/// Where a file can't be read: a broken vector must not go unnoticed.
#[must_use]
pub fn load(folder: &Path) -> Vec<(String, Suite)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a readable vector file");
            let suite = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, suite)
        })
        .collect()
}

fn no_input() -> Value {
    Value::Object(Map::new())
}

impl Vector {
    /// Runs it against a target, call after call. What a call answers as `state` is
    /// handed to the next, which has no `state` of its own.
    pub fn run(&self, folder: &Path, target: &dyn Target) -> Outcome {
        let mut state = None;
        for (call, number) in self.calls.iter().zip(1..) {
            let input = match call.input(state.as_ref()) {
                Ok(input) => input.to_string(),
                Err(missing) => return Outcome::NotRun(missing),
            };
            let payload = call.payload.bytes(folder);
            let answer = match target.invoke(&call.operation, &input, &payload) {
                Ok(answer) => answer,
                Err(trap) => return Outcome::Failed(format!("trapped: {trap}")),
            };
            if let Err(how) = call.expect.compare(folder, &answer) {
                return Outcome::Failed(format!("call {number}: {how}"));
            }
            state = next_state(answer.as_ref().ok()).or(state);
        }
        Outcome::Passed
    }
}

/// What a call hands on, if it does.
#[must_use]
pub fn next_state(answer: Option<&Value>) -> Option<Value> {
    answer
        .and_then(|answer| answer.get("state"))
        .filter(|state| state.is_string())
        .cloned()
}

impl Call {
    /// Its input, with its material and the state that the call before handed on.
    ///
    /// # Errors
    /// Where the material is not here.
    pub fn input(&self, state: Option<&Value>) -> Result<Value, Missing> {
        let mut input = material::fill(&self.input)?;
        if let (Some(state), Value::Object(members)) = (state, &mut input) {
            members.entry("state").or_insert_with(|| state.clone());
        }
        Ok(input)
    }
}

impl Payload {
    /// The bytes themselves.
    ///
    /// # Panics
    /// Where the vector is wrong about its payload.
    #[must_use]
    pub fn bytes(&self, folder: &Path) -> Vec<u8> {
        let text = match (&self.text, &self.base64, &self.file) {
            (Some(Text::Whole(text)), None, None) => text.clone(),
            (Some(Text::Lines(lines)), None, None) => lines.join("\n"),
            (None, Some(base64), None) => {
                return Base64::decode_vec(base64).expect("a payload in base64");
            }
            (None, None, Some(file)) => {
                return std::fs::read(folder.join(file)).expect("a payload's file");
            }
            (None, None, None) => return Vec::new(),
            _ => panic!("a payload is given in one way"),
        };
        let label = self.encoding.as_deref().unwrap_or("utf-8");
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let (bytes, _, unmappable) = encoding.encode(&text);
        assert!(!unmappable, "a payload that its encoding can't carry");
        bytes.into_owned()
    }
}

impl Expect {
    /// What must be at a JSON pointer.
    #[must_use]
    pub fn value(&self, pointer: &str) -> Option<&Value> {
        self.values.get(pointer)
    }

    fn compare(&self, folder: &Path, answer: &Result<Value, Value>) -> Result<(), String> {
        self.stays_silent(answer)?;
        match (answer, &self.problems) {
            (Ok(_), Some(expected)) => Err(format!("succeeded, expected {expected:?}")),
            (Err(problems), None) => Err(format!("failed: {problems}")),
            (Err(problems), Some(expected)) => {
                entries("the problems", list(Some(problems)), &by_code(expected))
            }
            (Ok(result), None) => self.compare_result(folder, result),
        }
    }

    fn stays_silent(&self, answer: &Result<Value, Value>) -> Result<(), String> {
        let (Ok(answer) | Err(answer)) = answer;
        let text = answer.to_string();
        match self
            .silent_about
            .iter()
            .find(|word| text.contains(word.as_str()))
        {
            Some(word) => Err(format!("says {word}: {text}")),
            None => Ok(()),
        }
    }

    fn compare_result(&self, folder: &Path, result: &Value) -> Result<(), String> {
        if self.values.is_empty() && self.includes.is_empty() && self.lists.is_empty() {
            return Err("expects nothing, so it could not fail".to_owned());
        }
        for (pointer, expected) in &self.values {
            let got = result.pointer(pointer).unwrap_or(&Value::Null);
            if got != expected {
                return Err(format!("{pointer} is {got}, expected {expected}"));
            }
        }
        for (pointer, expected) in &self.lists {
            entries(pointer, list_at(result, pointer)?, expected)?;
        }
        for (pointer, expected) in &self.bytes {
            let base64 = result
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default();
            if Base64::decode_vec(base64) != Ok(expected.bytes(folder)) {
                return Err(format!("{pointer} is {base64}, other bytes than expected"));
            }
        }
        for (pointer, patterns, must) in self.patterns() {
            for pattern in patterns {
                let found = list_at(result, pointer)?
                    .iter()
                    .any(|entry| has(entry, pattern));
                if found != must {
                    let word = if must { "lacks" } else { "has" };
                    return Err(format!(
                        "{pointer} {word} {pattern}: {:?}",
                        result.pointer(pointer)
                    ));
                }
            }
        }
        Ok(())
    }

    /// Pointers with what must be in their lists (true) and what must not (false).
    fn patterns(&self) -> impl Iterator<Item = (&str, &[Value], bool)> {
        let wanted = self
            .includes
            .iter()
            .map(|(pointer, patterns)| (pointer, patterns, true));
        let refused = self
            .excludes
            .iter()
            .map(|(pointer, patterns)| (pointer, patterns, false));
        wanted
            .chain(refused)
            .map(|(pointer, patterns, must)| (pointer.as_str(), list(Some(patterns)), must))
    }
}

/// All the entries of a list, in order.
fn entries(what: &str, got: &[Value], expected: &[Value]) -> Result<(), String> {
    let fit = got.len() == expected.len()
        && got
            .iter()
            .zip(expected)
            .all(|(entry, pattern)| has(entry, pattern));
    if fit {
        Ok(())
    } else {
        let (got, expected) = (Value::from(got), Value::from(expected));
        Err(format!("{what}: {got}, expected {expected}"))
    }
}

/// Problems named by their code alone, as patterns.
fn by_code(expected: &[Value]) -> Vec<Value> {
    let pattern = |expected: &Value| match expected {
        Value::String(code) => serde_json::json!({ "code": code }),
        other => other.clone(),
    };
    expected.iter().map(pattern).collect()
}

fn list_at<'a>(result: &'a Value, pointer: &str) -> Result<&'a [Value], String> {
    let list = result.pointer(pointer).and_then(Value::as_array);
    list.map(Vec::as_slice)
        .ok_or_else(|| format!("{pointer} is no list"))
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether an entry is the pattern, or has all its members.
fn has(entry: &Value, pattern: &Value) -> bool {
    match (entry, pattern) {
        (Value::Object(entry), Value::Object(pattern)) => pattern
            .iter()
            .all(|(name, value)| has(entry.get(name).unwrap_or(&Value::Null), value)),
        _ => entry == pattern,
    }
}
