//! `onshi read`: what a message says and means.

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::message::Document;
use onshi_host::{Onshi, ReadOptions};
use serde_json::{Value, json};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What can be said of a message beyond its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// 資格確認結果.
    Result,
    /// One person after the other, in a file of any size.
    Bulk,
    /// What became of 照会番号.
    Registrations,
    /// 薬剤情報・診療情報, 特定健診情報.
    MedicalInformation,
}

impl Meaning {
    fn of(interface: Option<&str>) -> Option<Self> {
        Some(match interface? {
            "OQS-IF-002" => Self::Result,
            "OQS-IF-008" | "OQS-IF-016" | "OQS-IF-020" | "OQS-IF-024" => Self::Bulk,
            "OQS-IF-004" | "OQS-IF-012" => Self::Registrations,
            "YZK-IF-002" | "TKKsiquc01res" => Self::MedicalInformation,
            _ => return None,
        })
    }
}

#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    at: Option<String>,
    layouts: Vec<Value>,
    json: bool,
}

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("at") => once(&mut arguments.at, "at", parser.value()?.string()?)?,
            Arg::Long("layout") => arguments.layouts.push(layout(&parser.value()?.into())?),
            Arg::Long("json") => arguments.json = true,
            Arg::Value(path) => once(&mut arguments.file, "FILE", path.into())?,
            other => return Err(other.unexpected().into()),
        }
    }
    let file = required(arguments.file, "FILE")?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let options = ReadOptions {
        layouts: arguments.layouts,
        ..ReadOptions::named(name)
    };
    let onshi = open()?;
    let known = options.file_name.as_deref().unwrap_or_default();
    let known = onshi.parse_file_name(known).ok();
    if let Some(name) = known.as_ref().filter(|name| !is_xml(&name.extension)) {
        screen::other_file(name);
        return Ok(Ending::Good);
    }
    let interface = known.and_then(|name| name.interface_id);
    if arguments.json {
        return read_json(&onshi, &file, &options, arguments.at);
    }
    if Meaning::of(interface.as_deref()) == Some(Meaning::Bulk) {
        return bulk(&onshi, &file, &options, arguments.at);
    }
    let document = onshi.read(&read_file(&file)?, &options)?;
    let lines = onshi.outline(document.interface_id.as_deref(), &document.content)?;
    screen::document(&document, &lines);
    match Meaning::of(document.interface_id.as_deref()) {
        Some(Meaning::Result) => judge(&onshi, &document, arguments.at)?,
        Some(Meaning::Bulk) => {
            let at = moment_of(&document, arguments.at);
            let interface = document.interface_id.as_deref();
            let judged = onshi.judge_units(interface, &document.content, &at)?;
            screen::units(&judged, &document.content, 0);
        }
        Some(Meaning::Registrations) => {
            screen::registrations(&*onshi.read_registrations(&document.content)?);
        }
        Some(Meaning::MedicalInformation) => {
            screen::summary(&*onshi.summarize(&document.content, "")?);
        }
        None => {}
    }
    screen::notes(&document.notes);
    Ok(Ending::Good)
}

/// A result, or whatever else comes as text; PDF and the like are passed on.
fn is_xml(extension: &str) -> bool {
    ["xml", "err", ""]
        .iter()
        .any(|xml| extension.eq_ignore_ascii_case(xml))
}

pub(crate) fn layout(file: &PathBuf) -> Result<Value, Failure> {
    serde_json::from_slice(&read_file(file)?)
        .map_err(|error| Failure::Misuse(format!("{}: {error}", file.display())))
}

/// A bulk result is read and judged part by part: it may be larger than memory.
fn bulk(
    onshi: &Onshi,
    file: &Path,
    options: &ReadOptions,
    at: Option<String>,
) -> Result<Ending, Failure> {
    let from = File::open(file)
        .map_err(|error| Failure::Misuse(format!("{}: {error}", file.display())))?;
    let mut persons = 0;
    let mut notes = Vec::new();
    let mut last = None;
    for part in onshi.read_parts(from, options) {
        let part = part?;
        notes.extend(part.notes.iter().cloned());
        let at = moment_of(&part, at.clone());
        // Before the header has come there is nothing to judge.
        if let Ok(judged) = onshi.judge_units(part.interface_id.as_deref(), &part.content, &at) {
            screen::units(&judged, &part.content, persons);
            persons += judged.units.len();
            last = Some(judged);
        }
    }
    if let Some(judged) = last {
        screen::whole(&judged, persons);
    }
    screen::notes(&notes);
    Ok(Ending::Good)
}

/// Without a time of the caller's, a result means what it meant when it was made,
/// and the screen says where that is not so any more.
fn judge(onshi: &Onshi, document: &Document, at: Option<String>) -> Result<(), Failure> {
    let now = clock::now();
    let given = at.is_some();
    let at = moment_of(document, at);
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
    options: &ReadOptions,
    at: Option<String>,
) -> Result<Ending, Failure> {
    let bytes = read_file(file)?;
    let document = screen::answer(onshi.invoke("message.read", &options.to_json(), &bytes)?)?;
    let content = &document["content"];
    let at = moment(at, content, &clock::now());
    let meaning = match Meaning::of(document["interfaceId"].as_str()) {
        Some(Meaning::Result) => {
            let input = json!({ "content": content, "at": at });
            Some(("judgement", "eligibility.judge", input))
        }
        Some(Meaning::Bulk) => {
            let input =
                json!({ "interfaceId": document["interfaceId"], "content": content, "at": at });
            Some(("units", "eligibility.judge-units", input))
        }
        Some(Meaning::Registrations) => {
            let input = json!({ "content": content });
            Some(("registrations", "eligibility.read-registrations", input))
        }
        Some(Meaning::MedicalInformation) => {
            let input = json!({ "content": content });
            Some(("summary", "medical-information.summarize", input))
        }
        None => None,
    };
    let mut whole = json!({ "document": document, "judgement": null });
    if let Some((name, operation, input)) = meaning {
        whole[name] = screen::answer(onshi.invoke(operation, &input.to_string(), &[])?)?;
    }
    screen::json(Ok(whole.to_string()), |_| true)
}

fn moment_of(document: &Document, given: Option<String>) -> String {
    let content = serde_json::from_str(&document.content).unwrap_or_default();
    moment(given, &content, &clock::now())
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
