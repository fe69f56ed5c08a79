//! `onshi read`: what a message says and means.

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::{Onshi, ReadOptions};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The interface whose messages can be judged: 資格確認結果.
const RESULT: &str = "OQS-IF-002";

pub fn run(mut parser: Parser) -> Result<Ending, Failure> {
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
    let at = at.unwrap_or_else(clock::now);
    let bytes = read_file(&file)?;
    let onshi = open()?;
    if json {
        return read_json(&onshi, &file, &bytes, &at);
    }
    let document = onshi.read(&bytes, &options(&file))?;
    screen::document(&document, &onshi.outline(&document.interface_id, &document.content)?);
    if document.interface_id == RESULT {
        let judgement = onshi.judge(&document.content, &at)?;
        screen::judgement(&judgement, &screen::Person::all(&document.content));
    }
    screen::notes(&document.notes);
    Ok(Ending::Good)
}

fn read_json(onshi: &Onshi, file: &Path, bytes: &[u8], at: &str) -> Result<Ending, Failure> {
    let input = options(file).to_json();
    let document = screen::answer(onshi.invoke("message.read", &input, bytes)?)?;
    let judgement = if document["interfaceId"] == RESULT {
        let input = json!({ "content": document["content"], "at": at });
        screen::answer(onshi.invoke("eligibility.judge", &input.to_string(), &[])?)?
    } else {
        Value::Null
    };
    let whole = json!({ "document": document, "judgement": judgement });
    screen::json(Ok(whole.to_string()), |_| true)
}

fn options(file: &Path) -> ReadOptions {
    ReadOptions::named(file.file_name().unwrap_or_default().to_string_lossy())
}
