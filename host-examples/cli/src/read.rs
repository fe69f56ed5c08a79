//! `onshi read`: what a message says and means.

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::message::Document;
use onshi_host::{Onshi, ReadOptions};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The interface whose messages can be judged: 資格確認結果.
const RESULT: &str = "OQS-IF-002";

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let (mut file, mut at, mut json) = (None::<PathBuf>, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("at") => once(&mut at, "at", parser.value()?.string()?)?,
            Arg::Long("json") => json = true,
            Arg::Value(path) => once(&mut file, "FILE", path.into())?,
            other => return Err(other.unexpected().into()),
        }
    }
    let file = required(file, "FILE")?;
    let bytes = read_file(&file)?;
    let onshi = open()?;
    if json {
        return read_json(&onshi, &file, &bytes, at);
    }
    let document = onshi.read(&bytes, &options(&file))?;
    let lines = onshi.outline(document.interface_id.as_deref(), &document.content)?;
    screen::document(&document, &lines);
    if document.interface_id.as_deref() == Some(RESULT) {
        judge(&onshi, &document, at)?;
    }
    screen::notes(&document.notes);
    Ok(Ending::Good)
}

/// Without a time of the caller's, a result means what it meant when it was made,
/// and the screen says where that is not so any more.
fn judge(onshi: &Onshi, document: &Document, at: Option<String>) -> Result<(), Failure> {
    let now = clock::now();
    let given = at.is_some();
    let content = serde_json::from_str(&document.content).unwrap_or_default();
    let at = moment(at, &content, &now);
    let judgement = onshi.judge(&document.content, &at)?;
    screen::judgement(&judgement, &screen::Person::all(&document.content));
    if !given {
        let current = onshi.judge(&document.content, &now)?;
        if current.state.code != judgement.state.code {
            screen::otherwise_now(&current);
        }
    }
    Ok(())
}

fn read_json(
    onshi: &Onshi,
    file: &Path,
    bytes: &[u8],
    at: Option<String>,
) -> Result<Ending, Failure> {
    let input = options(file).to_json();
    let document = screen::answer(onshi.invoke("message.read", &input, bytes)?)?;
    let judgement = if document["interfaceId"] == RESULT {
        let at = moment(at, &document["content"], &clock::now());
        let input = json!({ "content": document["content"], "at": at });
        screen::answer(onshi.invoke("eligibility.judge", &input.to_string(), &[])?)?
    } else {
        Value::Null
    };
    let whole = json!({ "document": document, "judgement": judgement });
    screen::json(Ok(whole.to_string()), |_| true)
}

/// The caller's time, or the message's own 処理実行日時, or now.
fn moment(given: Option<String>, content: &Value, now: &str) -> String {
    let made = || {
        let header = &content["XmlMsg"]["MessageHeader"];
        clock::from_wire(header["ProcessExecutionTime"].as_str()?)
    };
    match given {
        Some(at) if at != "now" => at,
        Some(_) => now.to_owned(),
        None => made().unwrap_or_else(|| now.to_owned()),
    }
}

fn options(file: &Path) -> ReadOptions {
    ReadOptions::named(file.file_name().unwrap_or_default().to_string_lossy())
}
