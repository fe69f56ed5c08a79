//! `onshi verify --batch`: many questions, one per line, answered in one process.
//!
//! A line is a JSON object; each answer is one line of JSON with `id`, `state` and
//! `findings`. Members are known by their letters alone, so `explicitPolicy`,
//! `explicit_policy` and `explicit policy` are one. A member that is not known is
//! named in the answer, because what it was meant to ask for was not asked.

use crate::{Ending, Failure};
use onshi_host::Onshi;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Answers every line of a file, or of standard input for `-`.
pub(super) fn run(onshi: &Onshi, file: &Path) -> Result<Ending, Failure> {
    let failed = |error: io::Error| Failure::Misuse(format!("{}: {error}", file.display()));
    let lines: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).map_err(failed)?))
    };
    let mut answers = BufWriter::new(io::stdout().lock());
    let mut ending = Ending::Good;
    for line in lines.lines() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(onshi, &line)?;
        if answer["state"] == "error" {
            ending = Ending::NotGood;
        }
        writeln!(answers, "{answer}").map_err(failed)?;
    }
    answers.flush().map_err(failed)?;
    Ok(ending)
}

/// The state is the verdict's, or `error` where the question makes no sense.
fn answer(onshi: &Onshi, line: &str) -> Result<Value, Failure> {
    let Ok(Value::Object(members)) = serde_json::from_str(line) else {
        return Ok(error(
            &Value::Null,
            json!([{ "message": "not a JSON object" }]),
        ));
    };
    let question = Question::of(members);
    let input = question.input.to_string();
    let mut answer = match onshi.invoke("certificate.validate", &input, &[])? {
        Ok(verdict) => {
            let verdict: Value = serde_json::from_str(&verdict).unwrap_or_default();
            json!({
                "id": question.id,
                "state": verdict["state"],
                "findings": verdict["findings"],
                "chain": labels(&verdict["chain"]),
                "work": verdict["work"],
            })
        }
        Err(problems) => error(
            &question.id,
            serde_json::from_str(&problems).unwrap_or_default(),
        ),
    };
    if !question.unknown.is_empty() {
        answer["unknown"] = json!(question.unknown);
    }
    Ok(answer)
}

fn error(id: &Value, problems: Value) -> Value {
    json!({ "id": id, "state": "error", "findings": [], "problems": problems })
}

/// The chain without what names its holders.
fn labels(chain: &Value) -> Vec<&Value> {
    let chain = chain.as_array().map(Vec::as_slice).unwrap_or_default();
    chain.iter().map(|link| &link["label"]).collect()
}

/// One line as the component's input.
struct Question {
    id: Value,
    input: Value,
    unknown: Vec<String>,
}

impl Question {
    fn of(members: Map<String, Value>) -> Self {
        let mut id = Value::Null;
        let mut input = Map::new();
        input.insert("profile".to_owned(), json!("generic"));
        let mut options = Map::new();
        let mut unknown = Vec::new();
        for (member, value) in members {
            // Written out as null is left out.
            if value.is_null() {
                continue;
            }
            let letters = member.chars().filter(char::is_ascii_alphanumeric);
            let letters = letters.collect::<String>().to_ascii_lowercase();
            match letters.as_str() {
                "id" => id = value,
                "profile" => {
                    // A caller's own profile crosses as its text.
                    let profile = match value {
                        Value::Object(_) => json!(value.to_string()),
                        name => name,
                    };
                    input.insert("profile".to_owned(), profile);
                }
                "leaf" => {
                    input.insert("leaf".to_owned(), value);
                }
                "anchors" | "intermediates" | "crls" => {
                    input.insert(letters, list(value));
                }
                "ocsp" | "ocspresponses" => {
                    input.insert("ocspResponses".to_owned(), list(value));
                }
                "time" | "at" => {
                    input.insert("at".to_owned(), time(value));
                }
                "options" => match value {
                    Value::Object(more) => options.extend(more),
                    _ => unknown.push(member),
                },
                _ => match option(&letters, value) {
                    Some((name, value)) => {
                        options.insert(name.to_owned(), value);
                    }
                    None => unknown.push(member),
                },
            }
        }
        input.insert("options".to_owned(), Value::Object(options));
        Self {
            id,
            input: Value::Object(input),
            unknown,
        }
    }
}

/// An option of the core by a batch member's letters.
fn option(letters: &str, value: Value) -> Option<(&'static str, Value)> {
    Some(match letters {
        "policies" | "initialpolicies" | "initialpolicyset" => ("initialPolicies", list(value)),
        "requiredpolicies" => ("requiredPolicies", list(value)),
        "explicitpolicy" | "initialexplicitpolicy" => ("explicitPolicy", value),
        "inhibitpolicymapping" | "initialpolicymappinginhibit" => ("inhibitPolicyMapping", value),
        "inhibitanypolicy" | "initialanypolicyinhibit" | "initialinhibitanypolicy" => {
            ("inhibitAnyPolicy", value)
        }
        "name" => ("name", name(value)),
        "extendedkeyusage" | "extendedkeyusages" | "eku" => ("extendedKeyUsages", purposes(value)),
        "depth" | "maxdepth" | "maxchaindepth" | "maxintermediates" => ("maxIntermediates", value),
        "acceptsha1" => ("acceptSha1", value),
        "acceptgrace" => ("acceptGrace", value),
        "accepttesthierarchy" => ("acceptTestHierarchy", value),
        "requirerevocation" => ("requireRevocation", scope(value)),
        "ocspnonce" => ("ocspNonce", value),
        "revocationmaxageseconds" => ("revocationMaxAgeSeconds", value),
        "limits" => ("limits", value),
        _ => return None,
    })
}

/// One alone is a list of one.
fn list(value: Value) -> Value {
    match value {
        Value::Array(_) => value,
        one => json!([one]),
    }
}

/// A name as text, or as `{ "kind": …, "value": … }`, whose kind its text tells.
fn name(value: Value) -> Value {
    match value {
        Value::Object(mut members) => members.remove("value").unwrap_or_default(),
        text => text,
    }
}

/// `true` asks for the chain.
fn scope(value: Value) -> Value {
    match value {
        Value::Bool(true) => json!("chain"),
        Value::Bool(false) => json!("none"),
        named => named,
    }
}

/// RFC 3339, or seconds since 1970.
fn time(value: Value) -> Value {
    let seconds = value.as_i64();
    let moment = seconds.and_then(|unix| time::OffsetDateTime::from_unix_timestamp(unix).ok());
    let text = moment.and_then(|moment| {
        moment
            .format(&time::format_description::well_known::Rfc3339)
            .ok()
    });
    text.map_or(value, Value::String)
}

/// Extended key usages by object identifier, or by their names in RFC 5280
/// §4.2.1.12 and RFC 6960.
fn purposes(value: Value) -> Value {
    let mut purposes = list(value);
    for purpose in purposes.as_array_mut().into_iter().flatten() {
        let dotted = match purpose.as_str() {
            Some("anyExtendedKeyUsage") => "2.5.29.37.0",
            Some("serverAuth") => "1.3.6.1.5.5.7.3.1",
            Some("clientAuth") => "1.3.6.1.5.5.7.3.2",
            Some("codeSigning") => "1.3.6.1.5.5.7.3.3",
            Some("emailProtection") => "1.3.6.1.5.5.7.3.4",
            Some("timeStamping") => "1.3.6.1.5.5.7.3.8",
            Some("OCSPSigning") => "1.3.6.1.5.5.7.3.9",
            _ => continue,
        };
        *purpose = json!(dotted);
    }
    purposes
}
