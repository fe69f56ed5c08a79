//! Results of eligibility checks that came in this session: what follows from them starts
//! there. They stand for the vendor's chart, and are patients' data: in memory alone.

use onshi_host::reception::{Action, Step};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// Results that are remembered.
const MOST: usize = 200;

#[derive(Default)]
pub(super) struct Results(VecDeque<Result>);

pub(super) struct Result {
    /// The reception it is of, as the screen calls it.
    name: String,
    flow: String,
    content: Value,
    /// The day it was asked for, of each person, where it states none itself.
    asked_on: Vec<Option<String>>,
}

impl Results {
    pub(super) fn take(&mut self, name: &str, step: &Step) {
        let judged = |action: &&Action| {
            let by = action.judged_by.as_deref();
            ["eligibility.judge", "eligibility.judge-units"]
                .map(Some)
                .contains(&by)
        };
        let delivered = step.actions.iter().filter(judged);
        for action in delivered {
            let judgement = read(action.judgement.as_deref());
            let units = judgement["units"].as_array().into_iter().flatten();
            let asked_on =
                |unit: &Value| unit["judgement"]["presumedFor"].as_str().map(str::to_owned);
            if self.0.len() == MOST {
                self.0.pop_front();
            }
            self.0.push_back(Result {
                name: name.to_owned(),
                flow: step.flow.clone(),
                content: read(action.content.as_deref()),
                asked_on: units.map(asked_on).collect(),
            });
        }
    }

    /// Its reception has another name now.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        for result in self.0.iter_mut().filter(|result| result.name == from) {
            to.clone_into(&mut result.name);
        }
    }

    /// The latest of a reception.
    pub(super) fn of(&self, name: &str) -> Option<&Result> {
        self.0.iter().rev().find(|result| result.name == name)
    }
}

impl Result {
    /// What a flow begins with that is about one person of it, from 0.
    pub(super) fn situation(&self, person: u32) -> Value {
        let care = match self.flow.as_str() {
            "home-visit" | "home-visit-pharmacy" => "home-visit",
            "online-care" | "online-pharmacy" => "online",
            _ => "outpatient",
        };
        let mut situation = json!({ "content": self.content, "person": person, "care": care });
        let place = usize::try_from(person).unwrap_or(usize::MAX);
        if let Some(Some(day)) = self.asked_on.get(place) {
            situation["askedOn"] = json!(day);
        }
        situation
    }
}

fn read(json: Option<&str>) -> Value {
    let value = json.and_then(|json| serde_json::from_str(json).ok());
    value.unwrap_or_default()
}
