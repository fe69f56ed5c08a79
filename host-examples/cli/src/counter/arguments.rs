//! What a counter is told when it is opened.

use crate::Failure;
use crate::arguments::{once, required};
use core::time::Duration;
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::exchange::FolderOptions;
use std::path::PathBuf;

pub(super) struct Arguments {
    pub(super) folders: FolderOptions,
    pub(super) institution: String,
    pub(super) journal: PathBuf,
    pub(super) chart: PathBuf,
    /// The audit trail and its key.
    pub(super) audit: PathBuf,
    pub(super) audit_key: PathBuf,
    /// Where the trail ends, if not where the journal says; `none`: nowhere yet.
    pub(super) audit_head: Option<String>,
    /// Receptions to begin, a JSON line each.
    pub(super) receptions: Option<PathBuf>,
    /// How many are under way at once at most.
    pub(super) at_once: usize,
    /// Goes on when all is done.
    pub(super) stay: bool,
    /// A line for everything that happens, instead of a screen.
    pub(super) plain: bool,
}

impl Arguments {
    pub(super) fn read(mut parser: Parser) -> Result<Self, Failure> {
        let (mut folder, mut institution) = (None::<PathBuf>, None);
        let (mut journal, mut chart, mut receptions) = (None, None, None);
        let (mut audit, mut audit_key, mut audit_head) = (None, None, None);
        let (mut at_once, mut poll, mut largest) = (None, None, None::<u64>);
        let (mut stay, mut plain) = (false, false);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("folder") => once(&mut folder, "folder", parser.value()?.into())?,
                Arg::Long("institution") => {
                    once(&mut institution, "institution", parser.value()?.string()?)?;
                }
                Arg::Long("journal") => once(&mut journal, "journal", parser.value()?.into())?,
                Arg::Long("chart") => once(&mut chart, "chart", parser.value()?.into())?,
                Arg::Long("audit") => once(&mut audit, "audit", parser.value()?.into())?,
                Arg::Long("audit-key") => {
                    once(&mut audit_key, "audit-key", parser.value()?.into())?;
                }
                Arg::Long("audit-head") => {
                    once(&mut audit_head, "audit-head", parser.value()?.string()?)?;
                }
                Arg::Long("receptions") => {
                    once(&mut receptions, "receptions", parser.value()?.into())?;
                }
                Arg::Long("at-once") => once(&mut at_once, "at-once", parser.value()?.parse()?)?,
                Arg::Long("poll") => once(&mut poll, "poll", parser.value()?.parse()?)?,
                Arg::Long("largest") => once(&mut largest, "largest", parser.value()?.parse()?)?,
                Arg::Long("stay") => stay = true,
                Arg::Long("plain") => plain = true,
                other => return Err(other.unexpected().into()),
            }
        }
        let mut folders = FolderOptions::under(required(folder, "--folder")?);
        if let Some(milliseconds) = poll {
            folders.poll = Duration::from_millis(milliseconds);
        }
        if let Some(mebibytes) = largest {
            folders.largest = mebibytes.saturating_mul(1 << 20);
        }
        let institution: String = required(institution, "--institution")?;
        folders.institution = Some(institution.clone());
        Ok(Self {
            folders,
            institution,
            journal: journal.unwrap_or_else(|| "onshi-counter.sqlite".into()),
            chart: chart.unwrap_or_else(|| "onshi-chart.jsonl".into()),
            audit: audit.unwrap_or_else(|| "onshi-audit.jsonl".into()),
            audit_key: audit_key.unwrap_or_else(|| "onshi-audit.key".into()),
            audit_head,
            receptions,
            at_once: at_once.unwrap_or(64),
            stay,
            plain,
        })
    }
}
