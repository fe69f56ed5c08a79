//! `onshi read`: what a message says and means.

mod json;
mod parts;

use crate::arguments::{json_file, once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::message::{Document, FileName};
use onshi_host::{Onshi, ReadOptions};
use serde_json::Value;
use std::path::PathBuf;

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

/// A message to be read, and how.
struct Reading {
    onshi: Onshi,
    file: PathBuf,
    /// What its name says, where it is one of the protocol.
    name: Option<FileName>,
    options: ReadOptions,
    at: Option<String>,
    /// The day it was asked for.
    asked_on: Option<String>,
    /// The vendor's record of the patient, JSON.
    chart: Option<String>,
}

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let (mut file, mut at, mut asked_on, mut chart) = (None, None, None, None);
    let (mut as_json, mut as_lines) = (false, false);
    let mut interface = None;
    let mut layouts = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("at") => once(&mut at, "at", parser.value()?.string()?)?,
            Arg::Long("asked-on") => once(&mut asked_on, "asked-on", parser.value()?.string()?)?,
            Arg::Long("interface") => {
                once(&mut interface, "interface", parser.value()?.string()?)?;
            }
            Arg::Long("layout") => layouts.push(json_file(parser.value()?)?),
            Arg::Long("chart") => {
                once(&mut chart, "chart", json_file(parser.value()?)?.to_string())?;
            }
            Arg::Long("json") => as_json = true,
            Arg::Long("json-lines") => as_lines = true,
            Arg::Value(path) => once(&mut file, "FILE", PathBuf::from(path))?,
            other => return Err(other.unexpected().into()),
        }
    }
    let file = required(file, "FILE")?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let onshi = open()?;
    let reading = Reading {
        name: onshi.parse_file_name(&name).ok(),
        options: ReadOptions {
            layouts,
            interface,
            ..ReadOptions::named(name)
        },
        onshi,
        file,
        at,
        asked_on,
        chart,
    };
    if as_lines {
        return reading.as_json_lines();
    }
    if as_json {
        return reading.as_json();
    }
    reading.show()
}

impl Reading {
    fn show(&self) -> Result<Ending, Failure> {
        if let Some(name) = self.other_file() {
            screen::other_file(name);
            return Ok(Ending::Good);
        }
        if let Some(name) = self.refusal() {
            screen::refusal(name);
            return self.refused_request();
        }
        let named = self.name.as_ref().and_then(|it| it.interface_id.as_deref());
        let meaning = Meaning::of(self.options.interface.as_deref().or(named));
        if self.chart.is_some() && meaning.is_some_and(|it| it != Meaning::Result) {
            return Err(no_comparison());
        }
        if meaning == Some(Meaning::Bulk) && !self.is_json() && self.by_parts()? {
            return Ok(Ending::Good);
        }
        let document = self
            .onshi
            .read(&read_file(&self.file)?, &self.options)?
            .into_inner();
        self.show_words(&document)?;
        let meaning = Meaning::of(document.interface_id.as_deref());
        if self.chart.is_some() && meaning != Some(Meaning::Result) {
            return Err(no_comparison());
        }
        let onshi = &self.onshi;
        match meaning {
            Some(Meaning::Result) => self.judge(&document)?,
            Some(Meaning::Bulk) => {
                let at = self.moment(&document.content);
                let interface = document.interface_id.as_deref();
                let judged =
                    onshi.judge_units(interface, &document.content, self.asked_on(), &at)?;
                screen::units(&judged, &document.content, 0);
                screen::whole(&judged, judged.units.len());
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

    /// A PDF and the like, which is passed on as it is.
    fn other_file(&self) -> Option<&FileName> {
        let is_message = |extension: &str| {
            let known = ["xml", "json", "err", ""];
            known.iter().any(|it| extension.eq_ignore_ascii_case(it))
        };
        self.name
            .as_ref()
            .filter(|name| !is_message(&name.extension))
    }

    /// An answer of the Web API, which is read whole.
    fn is_json(&self) -> bool {
        let extension = self.file.extension().unwrap_or_default();
        extension.eq_ignore_ascii_case("json")
    }

    /// A request that the system did not take.
    fn refusal(&self) -> Option<&FileName> {
        let name = self.name.as_ref()?;
        let is_refusal = name.direction == "request" && name.extension.eq_ignore_ascii_case("err");
        is_refusal.then_some(name)
    }

    /// What an `.err` file holds is not public: often the request, perhaps not.
    fn refused_request(&self) -> Result<Ending, Failure> {
        match self.onshi.read(&read_file(&self.file)?, &self.options) {
            Ok(document) => {
                self.show_words(&document)?;
                screen::notes(&document.notes);
            }
            Err(onshi_host::Error::Problems(problems)) => screen::unreadable(&problems),
            Err(error) => return Err(error.into()),
        }
        Ok(Ending::Good)
    }

    fn show_words(&self, document: &Document) -> Result<(), Failure> {
        let interface = document.interface_id.as_deref();
        let lines = self.onshi.outline(interface, &document.content)?;
        let is_its = |layout: &&Value| layout["interface"].as_str() == interface;
        let own = self.options.layouts.iter().find(is_its);
        screen::document(document, &lines, own);
        Ok(())
    }

    /// Without a time of the caller's, a result means what it meant when it was made,
    /// and the screen says where that is not so any more.
    fn judge(&self, document: &Document) -> Result<(), Failure> {
        let at = self.moment(&document.content);
        let judgement = self.onshi.judge(&document.content, &at)?;
        let people = screen::Person::all(&document.content);
        screen::judgement(&judgement, &people);
        if self.at.is_none() {
            let current = self.onshi.judge(&document.content, &clock::now())?;
            if current.state.code != judgement.state.code {
                screen::otherwise_now(&current);
            }
        }
        if let Some(chart) = &self.chart {
            let compared = self.onshi.compare(&document.content, chart, &at)?;
            screen::comparison(&compared, &people);
        }
        Ok(())
    }

    fn asked_on(&self) -> Option<&str> {
        self.asked_on.as_deref()
    }

    fn moment(&self, content: &str) -> String {
        self.moment_of(&serde_json::from_str(content).unwrap_or_default())
    }

    /// The caller's time, or the message's own 処理実行日時, or now.
    fn moment_of(&self, content: &Value) -> String {
        let made = || {
            let header = &content["XmlMsg"]["MessageHeader"];
            clock::from_wire(header["ProcessExecutionTime"].as_str()?)
        };
        match self.at.as_deref() {
            Some("now") => clock::now(),
            Some(at) => at.to_owned(),
            None => made().unwrap_or_else(clock::now),
        }
    }
}

fn no_comparison() -> Failure {
    Failure::Misuse(
        "--chart: 資格確認結果(OQS-IF-002)だけを照合できます / only a result of an eligibility check can be compared"
            .to_owned(),
    )
}
