//! Receptions to begin, from a file and from the screen.

use super::chart::Chart;
use crate::{Failure, clock};
use onshi_host::desk::{Desk, Opening};
use serde_json::{Value, json};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub(super) struct Work {
    lines: Option<Box<dyn BufRead>>,
    added: VecDeque<Opening>,
    institution: String,
    /// What is under way, or was in this session; what an earlier one left is known once
    /// it is asked for.
    open: Option<HashSet<String>>,
}

impl Work {
    /// From a file of JSON lines, each an object of `reference`, `flow` and `situation`.
    pub(super) fn open(path: Option<&Path>, institution: &str) -> Result<Self, Failure> {
        let open = |path: &Path| {
            let file = File::open(path)
                .map_err(|error| Failure::Misuse(format!("{}: {error}", path.display())))?;
            let lines: Box<dyn BufRead> = Box::new(BufReader::new(file));
            Ok::<_, Failure>(lines)
        };
        Ok(Self {
            lines: path.map(open).transpose()?,
            added: VecDeque::new(),
            institution: institution.to_owned(),
            open: None,
        })
    }

    pub(super) fn add(&mut self, opening: Opening) {
        self.added.push_back(opening);
    }

    /// Whether the file is at its end and nothing was added.
    pub(super) fn is_done(&self) -> bool {
        self.lines.is_none() && self.added.is_empty()
    }

    /// So many at most that are neither over nor under way.
    pub(super) fn next(
        &mut self,
        most: usize,
        chart: &Chart,
        desk: &mut Desk<'_>,
    ) -> Result<Vec<Opening>, Failure> {
        let open = self.open.get_or_insert_with(|| {
            let open = desk.receptions();
            open.filter_map(|reception| reception.reference).collect()
        });
        let mut openings = Vec::new();
        while openings.len() < most {
            let opening = match self.added.pop_front() {
                Some(opening) => opening,
                None => match read(&mut self.lines)? {
                    Some(opening) => opening,
                    None => break,
                },
            };
            // Also what stands in the file twice begins once.
            let is_new = |name: &String| !chart.has(name) && open.insert(name.clone());
            if opening.reference.as_ref().is_none_or(is_new) {
                openings.push(completed(opening, &self.institution, desk)?);
            }
        }
        Ok(openings)
    }
}

fn read(lines: &mut Option<Box<dyn BufRead>>) -> Result<Option<Opening>, Failure> {
    let Some(reader) = lines else {
        return Ok(None);
    };
    let mut line = String::new();
    let length = reader
        .read_line(&mut line)
        .map_err(|error| Failure::Misuse(error.to_string()))?;
    if length == 0 {
        *lines = None;
        return Ok(None);
    }
    let line: Value = serde_json::from_str(&line)
        .map_err(|error| Failure::Misuse(format!("a reception that is no JSON: {error}")))?;
    let text = |member: &str| line[member].as_str().map(str::to_owned);
    Ok(Some(Opening {
        flow: text("flow").unwrap_or_default(),
        situation: line["situation"].to_string(),
        reference: text("reference"),
    }))
}

/// With what the counter knows: the institution, and a suffix of this host's own.
fn completed(mut opening: Opening, code: &str, desk: &mut Desk<'_>) -> Result<Opening, Failure> {
    let situation: Value = serde_json::from_str(&opening.situation).unwrap_or_default();
    let Value::Object(mut situation) = situation else {
        return Err(Failure::Misuse(
            "a situation that is no JSON object".to_owned(),
        ));
    };
    let today = clock::wire_date(&clock::now());
    let exchange = desk.exchange_mut();
    situation
        .entry("institution")
        .or_insert_with(|| json!(code));
    situation
        .entry("suffix")
        .or_insert_with(|| json!(exchange.suffix(&today)));
    opening.situation = Value::Object(situation).to_string();
    Ok(opening)
}
