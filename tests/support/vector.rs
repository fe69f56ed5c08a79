//! What a vector file says.

use crate::material::{self, Missing};
use crate::target::Target;
use serde::Deserialize;
use serde_json::{Map, Value};
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

/// One case.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vector {
    /// Unique in its file, kebab-case.
    pub id: String,
    /// What it shows.
    pub about: String,
    /// The operation of the facade, such as `message.read`.
    pub operation: String,
    /// Its JSON input; a string `@name` stands for material, see [`material`].
    #[serde(default)]
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
    /// The codes of the problems, in order, where the operation must fail.
    problems: Option<Vec<String>>,
    /// JSON pointers into the result, and the values there; `null` also
    /// stands for an absent member.
    #[serde(default)]
    values: Map<String, Value>,
    /// JSON pointers to lists, and what each must include: an entry of the
    /// list that has all these members.
    #[serde(default)]
    includes: Map<String, Value>,
    /// The same, for what no entry may be.
    #[serde(default)]
    excludes: Map<String, Value>,
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

impl Vector {
    /// Runs it against a target.
    pub fn run(&self, folder: &Path, target: &dyn Target) -> Outcome {
        let input = match material::fill(&self.input) {
            Ok(input) => input.to_string(),
            Err(missing) => return Outcome::NotRun(missing),
        };
        let answer = target.invoke(&self.operation, &input, &self.payload.bytes(folder));
        match answer {
            Ok(answer) => self.expect.compare(answer),
            Err(trap) => Outcome::Failed(format!("trapped: {trap}")),
        }
    }
}

impl Payload {
    /// The bytes themselves.
    ///
    /// # Panics
    /// Where the vector is wrong about its payload.
    #[must_use]
    pub fn bytes(&self, folder: &Path) -> Vec<u8> {
        use base64ct::Encoding as _;
        let text = match (&self.text, &self.base64, &self.file) {
            (Some(Text::Whole(text)), None, None) => text.clone(),
            (Some(Text::Lines(lines)), None, None) => lines.join("\n"),
            (None, Some(base64), None) => {
                return base64ct::Base64::decode_vec(base64).expect("a payload in base64");
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
    fn compare(&self, answer: Result<Value, Value>) -> Outcome {
        match (answer, &self.problems) {
            (Ok(_), Some(codes)) => Outcome::Failed(format!("succeeded, expected {codes:?}")),
            (Err(problems), None) => Outcome::Failed(format!("failed: {problems}")),
            (Err(problems), Some(codes)) => {
                let got = codes_of(&problems);
                if got == *codes {
                    Outcome::Passed
                } else {
                    Outcome::Failed(format!("problems {got:?}, expected {codes:?}"))
                }
            }
            (Ok(result), None) => self.compare_result(&result),
        }
    }

    fn compare_result(&self, result: &Value) -> Outcome {
        for (pointer, expected) in &self.values {
            let got = result.pointer(pointer).unwrap_or(&Value::Null);
            if got != expected {
                return Outcome::Failed(format!("{pointer} is {got}, expected {expected}"));
            }
        }
        for (pointer, patterns) in &self.includes {
            for pattern in list(Some(patterns)) {
                if !list(result.pointer(pointer))
                    .iter()
                    .any(|entry| has(entry, pattern))
                {
                    return Outcome::Failed(format!(
                        "{pointer} has no {pattern}: {}",
                        result.pointer(pointer).unwrap_or(&Value::Null)
                    ));
                }
            }
        }
        for (pointer, patterns) in &self.excludes {
            for pattern in list(Some(patterns)) {
                if list(result.pointer(pointer))
                    .iter()
                    .any(|entry| has(entry, pattern))
                {
                    return Outcome::Failed(format!("{pointer} has {pattern}, which it must not"));
                }
            }
        }
        if self.values.is_empty() && self.includes.is_empty() {
            return Outcome::Failed("expects nothing, so it could not fail".to_owned());
        }
        Outcome::Passed
    }
}

fn codes_of(problems: &Value) -> Vec<String> {
    list(Some(problems))
        .iter()
        .map(|problem| problem["code"].as_str().unwrap_or_default().to_owned())
        .collect()
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
