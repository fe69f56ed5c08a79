//! A host: `onshi counter` with its journal, chart and audit trail.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub(crate) struct Host {
    share: PathBuf,
    folder: PathBuf,
    process: Option<Child>,
    /// Receptions of the chart that have an end, as far as it was read.
    over: BTreeSet<String>,
    counted: u64,
}

impl Host {
    pub(crate) fn new(share: &Path, number: usize) -> Self {
        let folder = share.join(format!("host-{number}"));
        fs::create_dir(&folder).expect("a folder");
        Self {
            share: share.to_owned(),
            folder,
            process: None,
            over: BTreeSet::new(),
            counted: 0,
        }
    }

    /// One more reception to begin.
    pub(crate) fn add(&mut self, reception: &Value) {
        let work = self.folder.join("work.jsonl");
        let file = File::options().create(true).append(true).open(work);
        writeln!(file.expect("a file"), "{reception}").expect("a line");
    }

    pub(crate) fn start(&mut self) {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"));
        let log = log.expect("a log");
        let process = Command::new(command())
            .current_dir(&self.folder)
            .env("ONSHI_DIST", onshi_tests::dist())
            .arg("counter")
            .arg("--folder")
            .arg(&self.share)
            .args(["--institution", onshi_simulator::results::INSTITUTION])
            .args(["--receptions", "work.jsonl", "--plain", "--stay"])
            .args(["--poll", "20", "--at-once", "128"])
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .spawn();
        self.process = Some(process.expect("`onshi` is built with the tests"));
    }

    /// SIGKILL: nothing is told, nothing is tidied up.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it runs");
            process.wait().expect("it ended");
        }
    }

    pub(crate) fn assert_runs(&mut self) {
        let ended = self.process.as_mut().and_then(|it| it.try_wait().unwrap());
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(ended.is_none(), "a host ended by itself: {}", tail(&log()));
    }

    /// Lines of the chart; a half one at the end was not flushed.
    pub(crate) fn chart(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.join("onshi-chart.jsonl")).unwrap_or_default();
        let lines = text.lines();
        lines
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    /// How many receptions have an end: of whole lines, each read once.
    pub(crate) fn over(&mut self) -> usize {
        let Ok(mut chart) = File::open(self.folder.join("onshi-chart.jsonl")) else {
            return 0;
        };
        let mut text = String::new();
        let read = chart
            .seek(SeekFrom::Start(self.counted))
            .and_then(|_| chart.read_to_string(&mut text));
        // A character may be half there; all of it is at the next look.
        let whole = read.ok().and_then(|_| text.rfind('\n'));
        if let Some(end) = whole.map(|end| end + 1) {
            let ends = text[..end].lines();
            let ends = ends.filter(|line| line.contains("\"outcome\":{"));
            self.over.extend(ends.filter_map(reference));
            self.counted += u64::try_from(end).expect("a length");
        }
        self.over.len()
    }

    pub(crate) fn assert_trail_holds(&self) {
        let status = Command::new(command())
            .current_dir(&self.folder)
            .env("ONSHI_DIST", onshi_tests::dist())
            .args(["audit", "verify", "onshi-audit.jsonl"])
            .args(["--key-file", "onshi-audit.key", "--json"])
            .output()
            .expect("`onshi` runs");
        let said: Value = serde_json::from_slice(&status.stdout).expect("JSON");
        let state = said["state"].as_str().unwrap_or_default();
        // Nobody kept the head; a last line may be half written.
        assert_eq!(state, "audit.end-not-checked", "{said}");
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Whose line it is: one that was given up and answered late has two.
fn reference(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("\"reference\":\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The command that was built beside the tests.
fn command() -> PathBuf {
    let test = std::env::current_exe().expect("a test");
    let target = test.parent().and_then(Path::parent).expect("a folder");
    target.join("onshi")
}

fn tail(log: &str) -> &str {
    let from = log.len().saturating_sub(2000);
    log.get(from..).unwrap_or(log)
}
