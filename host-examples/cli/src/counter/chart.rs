//! What a chart would keep of a reception: a JSON line for each thing delivered and for
//! each outcome. It stands for the vendor's own database, and is what makes a reception
//! once: what has an outcome here is not begun again.

use super::failures::said;
use super::lines::Lines;
use crate::{Failure, clock};
use core::hash::{Hash as _, Hasher as _};
use onshi_host::desk::{Happening, Opening, Progress};
use onshi_host::exchange::{Content, ConversationId, plain};
use onshi_host::reception::{Action, Step};
use onshi_host::{Private, Problem};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs::DirBuilder;
use std::hash::DefaultHasher;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

pub(super) struct Chart {
    lines: Lines,
    /// Where what is too large for a line is kept, beside it.
    beside: PathBuf,
    /// Receptions that are over, by the host's own name.
    over: HashSet<String>,
    /// What was delivered, by what tells one thing from another.
    delivered: HashSet<u64>,
}

impl Chart {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        Self::opened(path).map_err(|error| said("--chart", path, &error))
    }

    fn opened(path: &Path) -> io::Result<Self> {
        let mut lines = Lines::open(path)?;
        // A line that a crash cut off was not durable: what it was about comes again.
        lines.cut_unfinished()?;
        let mut over = HashSet::new();
        let mut delivered = HashSet::new();
        for line in BufReader::new(lines.read()?).split(b'\n') {
            let line: Value = serde_json::from_slice(&line?).unwrap_or_default();
            if let (Some(reference), true) =
                (line["reference"].as_str(), line["outcome"].is_object())
            {
                over.insert(reference.to_owned());
            }
            delivered.extend(mark_of(&line));
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(".unread");
        let beside = beside.into();
        Ok(Self {
            lines,
            beside,
            over,
            delivered,
        })
    }

    /// Whether this reception is over.
    pub(super) fn has(&self, reference: &str) -> bool {
        self.over.contains(reference)
    }

    /// What is `withheld` is kept as it came, and not as what it says.
    pub(super) fn take(&mut self, progress: &Progress<'_>, withheld: bool) -> io::Result<()> {
        let step = progress.step;
        let outcome = step.and_then(|step| step.outcome.as_ref());
        let read = step.filter(|_| !withheld);
        let delivered: Vec<_> = read.into_iter().flat_map(deliveries).collect();
        let unread = unread(progress, read, &self.beside)?;
        if delivered.is_empty() && outcome.is_none() && unread.is_none() {
            return Ok(());
        }
        let outcome = outcome.map(|outcome| {
            json!({
                "kind": outcome.kind,
                "state": outcome.state.as_ref().map(|state| &state.code),
                "reasons": codes(&outcome.reasons),
                "nextSteps": codes(&outcome.next_steps),
                "receptionNumber": outcome.reception_number,
            })
        });
        let line = json!({
                "at": clock::now(),
                "reference": progress.reference,
                "conversation": progress.conversation.map(ConversationId::number),
                "flow": step.map(|step| &step.flow),
                "late": matches!(progress.happening, Happening::Late),
                "part": progress.part,
                "delivered": delivered,
                "unread": unread,
                "outcome": outcome,
        });
        // After a crash a result comes again, or parts of it: everybody is taken once.
        if mark_of(&line).is_none_or(|mark| self.delivered.insert(mark)) {
            self.add(progress.reference, &line);
        }
        Ok(())
    }

    /// What could not begin.
    pub(super) fn refused(&mut self, opening: &Opening, problems: &[Problem]) -> io::Result<()> {
        let reasons: Vec<_> = problems.iter().map(|problem| &problem.code).collect();
        let line = json!({
            "at": clock::now(),
            "reference": opening.reference,
            "flow": opening.flow,
            "outcome": { "kind": "refused", "reasons": reasons },
        });
        self.add(opening.reference.as_deref(), &line);
        self.flush()
    }

    fn add(&mut self, reference: Option<&str>, line: &Value) {
        if let (Some(reference), true) = (reference, line["outcome"].is_object()) {
            self.over.insert(reference.to_owned());
        }
        self.lines.add(&line.to_string());
    }

    /// Durable before the journal forgets what came.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

/// What tells a delivery from all others: whose it is, which part it is and what is in it;
/// nothing of a line that delivers nothing.
fn mark_of(line: &Value) -> Option<u64> {
    let delivered = line["delivered"].as_array()?;
    if delivered.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    for one in delivered {
        for member in ["fileName", "content"] {
            one[member].to_string().hash(&mut hasher);
        }
    }
    for member in ["reference", "conversation", "part", "outcome"] {
        line[member].to_string().hash(&mut hasher);
    }
    Some(hasher.finish())
}

fn deliveries(step: &Private<Step>) -> impl Iterator<Item = Value> + '_ {
    let delivers = step
        .actions
        .iter()
        .filter(|action| action.kind == "deliver");
    delivers.map(|action: &Action| {
        json!({
            "fileName": action.file_name,
            "judgedBy": action.judged_by,
            "judgement": action.judgement.as_deref().map(read),
            "content": action.content.as_deref().map(read),
        })
    })
}

fn read(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}

/// What came and no flow could read, as it came: it is removed from the folder. What is
/// too large for memory is copied to a file of its own.
fn unread(
    progress: &Progress<'_>,
    read: Option<&Private<Step>>,
    beside: &Path,
) -> io::Result<Option<Value>> {
    let Some(arrival) = progress.arrival else {
        return Ok(None);
    };
    if progress.stays {
        return Ok(None);
    }
    let removes = |step: &Private<Step>| step.actions.iter().any(|action| action.kind == "remove");
    if read.is_some_and(removes) {
        return Ok(None);
    }
    use base64ct::{Base64, Encoding as _};
    match &arrival.content {
        Content::Memory(bytes) => Ok(Some(Base64::encode_string(bytes).into())),
        Content::File(_) => {
            let copy = copied(&arrival.content, beside, progress.file_name)?;
            Ok(Some(json!({ "file": copy.to_string_lossy() })))
        }
    }
}

/// Durable before the journal forgets what came. A copy that a crash left half is made
/// again under the same name.
fn copied(content: &Content, folder: &Path, file_name: &str) -> io::Result<PathBuf> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let copy = folder.join(file_name);
    let mut file = plain::to_keep(&copy)?;
    file.set_len(0)?;
    io::copy(&mut content.open()?, &mut file)?;
    file.sync_all()?;
    Ok(copy)
}

fn codes(coded: &[onshi_host::problem::Coded]) -> Vec<&str> {
    coded.iter().map(|one| one.code.as_str()).collect()
}
