//! The audit trail of the counter: a line for each look at medical information, sealed by
//! the core, durable before the journal takes the step.

use super::lines::{Lines, private};
use crate::audit::{Pieces, key};
use crate::{Failure, clock};
use onshi_host::{Error, Onshi, Problem};
use std::io::{self, Write as _};
use std::path::Path;

pub(super) struct Trail<'o> {
    onshi: &'o Onshi,
    lines: Lines,
    key: Vec<u8>,
    head: String,
}

impl<'o> Trail<'o> {
    /// Goes on where the file ends; a key that is not there is made. A trail that does
    /// not hold is not gone on with.
    pub(super) fn open(onshi: &'o Onshi, path: &Path, key_file: &Path) -> Result<Self, Failure> {
        let said = |error: io::Error| Failure::Misuse(format!("{}: {error}", path.display()));
        if !key_file.exists() {
            make_key(key_file)?;
        }
        let key = key(key_file)?;
        let lines = Lines::open(path).map_err(said)?;
        let mut pieces = Pieces::of(path)?;
        let mut found = onshi.verify_audit(&key, &[], "", "")?;
        while let Some(piece) = pieces.next()? {
            found = onshi.verify_audit(&key, &piece, &found.progress, "")?;
        }
        if !["audit.end-not-checked", "audit.empty"].contains(&&*found.state.code) {
            return Err(Failure::Misuse(format!(
                "{}: {} / {}",
                path.display(),
                found.state.message_ja,
                found.state.message
            )));
        }
        Ok(Self {
            onshi,
            lines,
            key,
            head: found.head.unwrap_or_default(),
        })
    }

    /// Where the trail ends now, for the day sheet.
    pub(super) fn head(&self) -> Option<&str> {
        Some(self.head.as_str()).filter(|head| !head.is_empty())
    }

    /// What is wrong with an entry is said of it alone: others are not held up by it.
    pub(super) fn append(&mut self, entry: &str) -> io::Result<Result<(), Vec<Problem>>> {
        let appended = self
            .onshi
            .append_audit(&self.key, &self.head, entry, &clock::now());
        let appended = match appended {
            Ok(appended) => appended.into_inner(),
            Err(Error::Problems(problems)) if problems.iter().all(is_of_entry) => {
                return Ok(Err(problems));
            }
            Err(Error::Input(error)) => return Err(error),
            Err(other) => return Err(io::Error::other(other.to_string())),
        };
        self.head = appended.head;
        self.lines.add(&appended.line);
        Ok(Ok(()))
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

fn is_of_entry(problem: &Problem) -> bool {
    let path = problem.place.path.as_deref();
    path.is_some_and(|path| path.starts_with("entry/"))
}

fn make_key(path: &Path) -> Result<(), Failure> {
    let mut octets = [0; 32];
    getrandom::fill(&mut octets).map_err(|error| Failure::Misuse(error.to_string()))?;
    let made = private()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| {
            file.write_all(&octets)?;
            file.sync_all()
        });
    made.map_err(|error| Failure::Misuse(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_cannot_be_taken_holds_up_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let onshi = Onshi::open(onshi_tests::dist()).unwrap();
        let mut trail = Trail::open(&onshi, &at("trail"), &at("key")).ok().unwrap();
        let entry = |who: &str| {
            let entry = serde_json::json!({
                "who": who, "right": "physician", "patient": "P-1", "what": ["medicines"],
                "why": "care",
            });
            entry.to_string()
        };
        let refused = trail.append(&entry("山田")).unwrap().unwrap_err();
        assert_eq!(refused[0].code, "audit.not-a-reference");
        trail.append(&entry("dr-1")).unwrap().unwrap();
        trail.flush().unwrap();
        drop(trail);
        let trail = Trail::open(&onshi, &at("trail"), &at("key")).ok().unwrap();
        assert!(trail.head().unwrap().starts_with("1:"));
    }
}
