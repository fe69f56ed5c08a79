//! The same for a program.

use super::{Meaning, Reading, no_comparison};
use crate::{Ending, Failure, read_file, screen};
use serde_json::{Value, json};

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
        screen::json(Ok(whole.to_string()), |_| true)
    }

    fn ask(&self, operation: &str, input: &Value) -> Result<Value, Failure> {
        screen::answer(self.onshi.invoke(operation, &input.to_string(), &[])?)
    }
}
