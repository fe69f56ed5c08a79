//! What a counter of the demo is handed: shown as it comes, the results kept for the
//! next step, the views sealed into an audit trail.

use crate::counter::check;
use crate::{clock, screen};
use onshi_host::desk::{Keep, Progress};
use onshi_host::reception::Action;
use onshi_host::{Error, Onshi};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io;

/// A demo keeps no secrets.
const KEY: [u8; 32] = *b"a key that everybody may know...";

pub(super) struct Held<'a> {
    onshi: &'a Onshi,
    /// The flow that is being played.
    flow: String,
    over: bool,
    content: Value,
    /// How each flow ended, as the day sheet takes it.
    ends: Vec<Value>,
    /// What of the flow was said with a judgement.
    said: HashSet<String>,
    /// Whom the answers to a 一括照会 were about.
    persons: usize,
    head: String,
    /// Files that came, for who wants to keep them.
    pub(super) arrivals: Vec<(String, Vec<u8>)>,
}

impl<'a> Held<'a> {
    pub(super) fn new(onshi: &'a Onshi) -> Self {
        Self {
            onshi,
            flow: String::new(),
            over: false,
            content: Value::Null,
            ends: Vec::new(),
            said: HashSet::new(),
            persons: 0,
            head: String::new(),
            arrivals: Vec::new(),
        }
    }

    /// A flow of this name is played from now on.
    pub(super) fn expects(&mut self, flow: &str) {
        flow.clone_into(&mut self.flow);
        self.over = false;
        self.content = Value::Null;
        self.persons = 0;
        self.said.clear();
    }

    pub(super) const fn is_over(&self) -> bool {
        self.over
    }

    /// The message that was delivered last.
    pub(super) fn content(&self) -> Value {
        self.content.clone()
    }

    /// What `office.day-sheet` takes.
    pub(super) fn day(&self, institution: &str) -> Value {
        let mut day = json!({ "institution": institution, "outcomes": self.ends });
        if !self.head.is_empty() {
            day["auditHead"] = json!(self.head);
        }
        day
    }

    fn action(&mut self, action: &Action) -> Result<(), Error> {
        match (action.kind.as_str(), &action.text) {
            ("publish", _) => {
                let name = action.file_name.as_deref().unwrap_or_default();
                println!("req フォルダーに置きました: {name}");
            }
            ("audit", _) => {
                let entry = action.audit.as_deref().unwrap_or_default();
                let appended = self
                    .onshi
                    .append_audit(&KEY, &self.head, entry, &clock::now())?;
                self.head.clone_from(&appended.head);
                println!("閲覧を監査記録に残しました");
            }
            ("deliver", _) => self.delivered(action)?,
            (_, Some(text)) if action.audience.as_deref() == Some("patient") => {
                println!("  患者さんへ: {}", text.message_ja);
            }
            (_, Some(text)) if self.said.contains(&text.message_ja) => {}
            (_, Some(text)) => println!("  {}", text.message_ja),
            _ => {}
        }
        Ok(())
    }

    fn delivered(&mut self, action: &Action) -> Result<(), Error> {
        let content = action.content.as_deref().unwrap_or_default();
        self.content = serde_json::from_str(content).unwrap_or_default();
        let judgement: Value = action
            .judgement
            .as_deref()
            .and_then(|judgement| serde_json::from_str(judgement).ok())
            .unwrap_or_default();
        let at = judgement["at"].as_str().unwrap_or_default();
        let steps = judgement["nextSteps"].as_array().into_iter().flatten();
        let messages = judgement["messages"].as_array().into_iter().flatten();
        let texts = steps
            .chain([&judgement["state"]])
            .map(|one| &one["messageJa"]);
        let texts = texts.chain(messages.map(|one| &one["text"]));
        self.said
            .extend(texts.filter_map(|text| text.as_str().map(str::to_owned)));
        match action.judged_by.as_deref() {
            Some("eligibility.judge") => {
                let judgement = self.onshi.judge(content, at)?;
                screen::judgement(&judgement, &screen::Person::all(content));
            }
            Some("eligibility.judge-units") => {
                let interface = action.interface_id.as_deref();
                let asked_on = judgement["units"][0]["judgement"]["presumedFor"].as_str();
                let judged = self.onshi.judge_units(interface, content, asked_on, at)?;
                screen::units(&judged, content, 0);
                self.persons = judged.units.len();
                screen::whole(&judged, self.persons);
            }
            Some("medical-information.summarize") => {
                let medicines = judgement["medicines"].as_array().map_or(0, Vec::len);
                let checkups = judgement["checkups"].as_array().map_or(0, Vec::len);
                println!("  薬剤 {medicines}件、健診 {checkups}件を受け取りました");
            }
            _ => {}
        }
        Ok(())
    }
}

impl Keep for Held<'_> {
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()> {
        if let Some(arrival) = progress.arrival {
            let name = progress.file_name.to_owned();
            self.arrivals.push((name, arrival.content.bytes()?));
        }
        if let Some(Error::Problems(problems)) = progress.error {
            screen::notes(problems);
        }
        let Some(step) = progress.step else {
            return Ok(());
        };
        for action in &step.actions {
            self.action(action)
                .map_err(|error| io::Error::other(error.to_string()))?;
        }
        if let Some(outcome) = &step.outcome
            && step.flow == self.flow
        {
            self.over = true;
            let ways = outcome.next_steps.iter().map(|way| &way.message_ja);
            for way in ways.filter(|way| !self.said.contains(*way)) {
                println!("  → {way}");
            }
            let mut end = json!({ "flow": step.flow, "outcome": outcome.kind });
            if let Some(check) = check(&self.flow) {
                end["check"] = json!(check);
            }
            if self.flow == "bulk" {
                end["persons"] = json!(self.persons);
            }
            self.ends.push(end);
        }
        Ok(())
    }
}
