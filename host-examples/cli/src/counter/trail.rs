//! The audit trail of the counter: a line for each look at medical information, sealed by
//! the core, durable before the journal takes the step. The journal keeps where it ends,
//! and it is gone on with only from there.

use super::failures::{named, problems, said};
use super::lines::Lines;
use crate::audit::{Pieces, read_key};
use crate::{Failure, clock};
use onshi_host::audit::Verification;
use onshi_host::exchange::plain;
use onshi_host::{Error, Onshi, Problem};
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Under which name the journal keeps the head.
pub(super) const NOTE: &str = "audit-head";

/// Of a trail without a line.
const NO_LINE: &str = "0:0000000000000000000000000000000000000000000000000000000000000000";

pub(super) struct Trail<'o> {
    onshi: &'o Onshi,
    lines: Lines,
    key: Vec<u8>,
    head: String,
    /// What the journal keeps, as far as it was asked to.
    noted: Option<String>,
    /// What staff should know of its opening.
    pub(super) news: Vec<String>,
}

/// Where a trail is, and where it has to end.
pub(super) struct Place<'a> {
    pub(super) path: &'a Path,
    pub(super) key_file: &'a Path,
    /// What the journal has kept.
    pub(super) kept: Option<String>,
    /// What is to count instead: a head as a day sheet has it, or `none`.
    pub(super) told: Option<&'a str>,
}

impl<'o> Trail<'o> {
    /// Goes on from the head that was kept, once every line was found to be as it was
    /// written. Nothing is written before. What a crash left of a line after that head is
    /// put aside; anything else that is not as it should be is not gone on with.
    pub(super) fn open(onshi: &'o Onshi, place: Place<'_>) -> Result<Self, Failure> {
        let expected = match place.told {
            Some("none" | "なし") => Some(NO_LINE.to_owned()),
            Some(head) => Some(head.to_owned()),
            None => place.kept.clone(),
        };
        let has_lines = expected.as_deref().is_some_and(|head| head != NO_LINE);
        if has_lines && fs::symlink_metadata(place.path).is_err_and(|error| is_missing(&error)) {
            return Err(named("--audit", place.path, GONE));
        }
        let fails = |error: io::Error| said("--audit", place.path, &error);
        let mut lines = Lines::open(place.path).map_err(fails)?;
        if !has_lines && place.told.is_some() && !lines.is_empty() {
            return Err(named("--audit", place.path, HAS_LINES));
        }
        let mut news = Vec::new();
        let key = the_key(place.key_file, has_lines || !lines.is_empty(), &mut news)?;
        let found = verified(onshi, &lines, &key, expected.as_deref(), &place)?;
        match &*found.state.code {
            "audit.intact" | "audit.beyond-head" => {}
            "audit.empty" if expected.is_none() => {}
            "audit.unfinished" => {
                let unfinished = lines.unfinished().map_err(fails)?;
                let aside = put_aside(place.path, &unfinished)?;
                lines.cut_unfinished().map_err(fails)?;
                news.push(format!(
                    "！監査記録の最後に書き込み途中の行がありました。{} に移し、その前の行から続けます [audit.half-line]",
                    aside.display()
                ));
            }
            _ => {
                return Err(named(
                    "--audit",
                    place.path,
                    &why(&found, expected.as_deref()),
                ));
            }
        }
        Ok(Self {
            onshi,
            lines,
            key,
            head: found.head.unwrap_or_default(),
            noted: place.kept,
            news,
        })
    }

    /// Where the trail ends now, for the day sheet.
    pub(super) fn head(&self) -> Option<&str> {
        Some(self.head.as_str()).filter(|head| !head.is_empty())
    }

    /// The head for the journal, where it has another or none.
    pub(super) fn note(&mut self) -> Option<String> {
        let head = self.head().unwrap_or(NO_LINE).to_owned();
        let is_new = self.noted.as_ref() != Some(&head);
        is_new.then(|| self.noted.insert(head).clone())
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

fn is_missing(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

fn verified(
    onshi: &Onshi,
    lines: &Lines,
    key: &[u8],
    head: Option<&str>,
    place: &Place<'_>,
) -> Result<Verification, Failure> {
    let path = place.path;
    let options = head.map(|head| json!({ "head": head }).to_string());
    let options = options.unwrap_or_default();
    let file = lines
        .read()
        .map_err(|error| said("--audit", path, &error))?;
    let verify = |piece: &[u8], progress: &str| {
        let found = onshi.verify_audit(key, piece, progress, &options);
        found.map_err(|error| match error {
            Error::Problems(wrong) => match place.told {
                Some(told) => problems("--audit-head", told, &wrong),
                None => problems("--audit", &path.display().to_string(), &wrong),
            },
            other => other.into(),
        })
    };
    let mut pieces = Pieces::from(file, path);
    let mut found = verify(&[], "")?;
    while let Some(piece) = pieces.next()? {
        found = verify(&piece, &found.progress)?;
    }
    Ok(found)
}

const GONE: &str = "監査記録がありません。送信の記録には前回の末尾の印があります。元のファイルを戻してください。新しく始めるときは --audit-head none を指定します / the trail is gone, and the journal knows its head: put the file back, or begin a new one with --audit-head none";

const HAS_LINES: &str = "--audit-head none は新しい監査記録のためのものですが、このファイルには記録があります。別のファイルを指定してください / --audit-head none is for a new trail, and this one has lines: name another file";

const NO_HEAD: &str = "送信の記録に、この監査記録の末尾の印がありません。最後の日次締めに印字された印を --audit-head に指定してください / the journal has no head of this trail: name the one that the last day sheet printed with --audit-head";

const AS_IT_WAS: &str = "このファイルには何も書き込んでいません。`onshi audit verify` で確認し、元のファイルを戻すか、印の分かっているところから --audit-head で続けてください / nothing was written to it. See `onshi audit verify`; put the file back, or go on from a head that is known with --audit-head";

/// Why a trail is not gone on with, and what to do.
fn why(found: &Verification, expected: Option<&str>) -> String {
    if expected.is_none() && found.state.code == "audit.end-not-checked" {
        return NO_HEAD.to_owned();
    }
    let state = &found.state;
    format!(
        "{} / {} [{}] — {AS_IT_WAS}",
        state.message_ja, state.message, state.code
    )
}

/// What a crash left, durable beside the trail before it is taken out of it.
fn put_aside(trail: &Path, unfinished: &[u8]) -> Result<PathBuf, Failure> {
    let mut number = 1;
    loop {
        let mut aside = trail.as_os_str().to_owned();
        aside.push(format!(".unfinished-{number}"));
        let aside = PathBuf::from(aside);
        match write_new(&aside, unfinished) {
            Ok(()) => return Ok(aside),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(said("--audit", &aside, &error)),
        }
    }
}

/// The key. It is made where there is none and nothing was sealed yet.
fn the_key(path: &Path, has_sealed: bool, news: &mut Vec<String>) -> Result<Vec<u8>, Failure> {
    let fails = |error: io::Error| said("--audit-key", path, &error);
    let file = match plain::to_read(path) {
        Err(error) if is_missing(&error) && has_sealed => {
            return Err(named("--audit-key", path, NO_KEY));
        }
        Err(error) if is_missing(&error) => {
            let mut octets = [0; 32];
            getrandom::fill(&mut octets).map_err(|error| Failure::Misuse(error.to_string()))?;
            write_new(path, &octets).map_err(fails)?;
            return Ok(octets.into());
        }
        opened => opened.map_err(fails)?,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = file.metadata().map_err(fails)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o600);
            file.set_permissions(permissions).map_err(fails)?;
            news.push("！監査記録の鍵をほかの利用者も読めたため、読めないようにしました。だれかに知られたおそれがあれば、鍵を替えてください".to_owned());
        }
    }
    #[cfg(not(unix))]
    let _ = news;
    let mut octets = Vec::new();
    file.take(LONGEST_KEY)
        .read_to_end(&mut octets)
        .map_err(fails)?;
    read_key(octets, path)
}

const LONGEST_KEY: u64 = 4096;

const NO_KEY: &str = "鍵のファイルがありません。監査記録があるため、新しい鍵は作りません。元の鍵を戻してください / the key is gone, and there are lines that it sealed: no new one is made, put it back";

fn write_new(path: &Path, octets: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(octets).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a key, or half of what was to be kept, is none.
        let _ = fs::remove_file(path);
        return written;
    }
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
