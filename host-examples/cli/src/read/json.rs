//! The same for a program.

use super::parts::READ_WHOLE;
use super::{Meaning, Reading, no_comparison};
use crate::{Ending, Failure, read_file, screen};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read as _;

/// What is read of a file at a time.
const PIECE: u64 = 256 << 10;

impl Reading {
    pub(super) fn as_json(&self) -> Result<Ending, Failure> {
        if self.other_file().is_some() {
            let name = self.options.file_name.as_deref().unwrap_or_default();
            let file = self.ask("message.parse-file-name", &json!({ "name": name }))?;
            let whole = json!({ "file": file, "document": null, "judgement": null });
            return screen::json(Ok(whole.to_string()), |_| true);
        }
        let bytes = read_file(&self.file)?;
        let read = self
            .onshi
            .invoke("message.read", &self.options.to_json(), &bytes)?;
        let document = screen::answer(read)?;
        let whole = self.with_meaning(document)?;
        screen::json(Ok(whole.to_string()), |_| true)
    }

    /// One line for every part of a message, which may be larger than memory; one for all of
    /// it where it has to be read whole. Nothing is printed before it is known to be either.
    pub(super) fn as_json_lines(&self) -> Result<Ending, Failure> {
        if self.chart.is_some() {
            return Err(no_comparison());
        }
        if !self.can_be_read_again() || !self.each_line(|_| {})? {
            return self.as_json();
        }
        self.each_line(|line| println!("{line}"))?;
        Ok(Ending::Good)
    }

    /// False where the core says that the file means something only as a whole.
    fn each_line(&self, mut each: impl FnMut(Value)) -> Result<bool, Failure> {
        let misread = |error| Failure::Misuse(format!("{}: {error}", self.file.display()));
        let mut from = File::open(&self.file).map_err(misread)?;
        let mut input: Value = serde_json::from_str(&self.options.to_json()).unwrap_or_default();
        input["progress"] = json!("");
        while !input["progress"].is_null() {
            let mut piece = Vec::new();
            let mut next = from.by_ref().take(PIECE);
            next.read_to_end(&mut piece).map_err(misread)?;
            let read = self
                .onshi
                .invoke("message.read-part", &input.to_string(), &piece)?;
            if read
                .as_ref()
                .is_err_and(|problems| says_read_whole(problems))
            {
                return Ok(false);
            }
            let mut part = screen::answer(read)?;
            input["progress"] = part["progress"].take();
            each(self.with_meaning(part["document"].take())?);
        }
        Ok(true)
    }

    /// The message and what it means.
    fn with_meaning(&self, document: Value) -> Result<Value, Failure> {
        let meaning = Meaning::of(document["interfaceId"].as_str());
        if self.chart.is_some() && meaning != Some(Meaning::Result) {
            return Err(no_comparison());
        }
        let content = &document["content"];
        let at = self.moment_of(content);
        let mut whole = json!({ "document": document, "judgement": null });
        match meaning {
            Some(Meaning::Result) => {
                let input = json!({ "content": content, "at": at });
                whole["judgement"] = self.ask("eligibility.judge", &input)?;
                if let Some(chart) = &self.chart {
                    let chart: Value = serde_json::from_str(chart).unwrap_or_default();
                    let input = json!({ "content": content, "chart": chart, "at": at });
                    whole["comparison"] = self.ask("reconciliation.compare", &input)?;
                }
            }
            Some(Meaning::Bulk) => {
                let interface = &document["interfaceId"];
                let mut input = json!({ "interfaceId": interface, "content": content, "at": at });
                if let Some(day) = self.asked_on() {
                    input["askedOn"] = json!(day);
                }
                whole["units"] = self.ask("eligibility.judge-units", &input)?;
            }
            Some(Meaning::Registrations) => {
                let input = json!({ "content": content });
                whole["registrations"] = self.ask("eligibility.read-registrations", &input)?;
            }
            Some(Meaning::MedicalInformation) => {
                let input = json!({ "content": content });
                whole["summary"] = self.ask("medical-information.summarize", &input)?;
            }
            None => {}
        }
        Ok(whole)
    }

    fn ask(&self, operation: &str, input: &Value) -> Result<Value, Failure> {
        screen::answer(self.onshi.invoke(operation, &input.to_string(), &[])?)
    }
}

/// Whether it is among these problems, as JSON.
fn says_read_whole(problems: &str) -> bool {
    let problems: Value = serde_json::from_str(problems).unwrap_or_default();
    let mut all = problems.as_array().into_iter().flatten();
    all.any(|problem| problem["code"] == READ_WHOLE)
}
