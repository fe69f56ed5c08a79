//! A share, a journal and a connector to try the exchange with.
#![allow(dead_code, reason = "each test file uses its own part")]

use core::time::Duration;
use onshi_exchange::{Event, EventKind, Exchange, FolderOptions, Folders, Options, Request, Turn};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

/// Long enough for anything that happens, never waited out when it does.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) const MESSAGE: &[u8] =
    b"<?xml version=\"1.0\"?><XmlMsg><MessageBody>secret</MessageBody></XmlMsg>";

pub(crate) struct Share {
    pub(crate) root: TempDir,
}

impl Share {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["req", "res", "face"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        Self { root }
    }

    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn journal(&self, host: &str) -> PathBuf {
        self.root.path().join(format!("{host}.sqlite"))
    }

    pub(crate) fn options(&self) -> FolderOptions {
        FolderOptions {
            poll: Duration::from_millis(20),
            quiet: Duration::ZERO,
            unfinished: PATIENCE * 100,
            ..FolderOptions::under(self.root.path())
        }
    }

    /// The exchange of a computer on the share.
    pub(crate) fn open(&self, host: &str) -> Exchange {
        self.open_with(host, self.options())
    }

    pub(crate) fn open_with(&self, host: &str, options: FolderOptions) -> Exchange {
        let folders = Folders::new(options);
        Exchange::open(self.journal(host), folders, Options::default(), noon()).unwrap()
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        names(&self.folder(folder))
    }

    pub(crate) fn put(&self, path: &str, content: &[u8]) {
        fs::write(self.root.path().join(path), content).unwrap();
    }

    /// The connector takes every request and answers it.
    pub(crate) fn answer_all(&self) -> usize {
        let temporary = self.names("req").iter().any(|name| !name.ends_with(".xml"));
        assert!(!temporary, "a temporary file stayed");
        self.answer_published().len()
    }

    /// The same where others are not published yet.
    pub(crate) fn answer_published(&self) -> Vec<String> {
        let mut requests = self.names("req");
        requests.retain(|name| name.ends_with(".xml"));
        for name in &requests {
            fs::remove_file(self.folder("req").join(name)).unwrap();
            self.put(&format!("res/{}", name.replace("req_", "res_")), MESSAGE);
        }
        requests
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// 2026-11-21T12:00:00+09:00.
pub(crate) fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_230_000)
}

pub(crate) fn request_name(number: u32) -> String {
    format!("OQSsiquc01req_{number:012}.xml")
}

pub(crate) fn result_name(number: u32) -> String {
    format!("OQSsiquc01res_{number:012}.xml")
}

/// The first turn of a conversation.
pub(crate) fn asking(number: u32) -> Turn {
    Turn {
        flow: "by-number".to_owned(),
        state: format!("asked {number}"),
        requests: vec![Request::new(request_name(number), MESSAGE.to_vec())],
        ..Turn::default()
    }
}

pub(crate) fn going_on(event: &Event, state: &str) -> Turn {
    Turn {
        conversation: event.conversation,
        answers: Some(event.id),
        state: state.to_owned(),
        ..Turn::default()
    }
}

pub(crate) fn ending(event: &Event, outcome: &str) -> Turn {
    Turn {
        outcome: Some(outcome.to_owned()),
        ..going_on(event, "over")
    }
}

/// What happens next; there is exactly one event.
pub(crate) fn next(exchange: &mut Exchange) -> Event {
    let mut events = exchange.collect(noon(), PATIENCE).unwrap();
    assert_eq!(events.len(), 1, "one event: {events:?}");
    events.remove(0)
}

/// Asks, and has been told that the request went.
pub(crate) fn asked(exchange: &mut Exchange, number: u32) -> Event {
    exchange.submit(&[asking(number)], noon()).unwrap();
    let event = next(exchange);
    assert_eq!(event.kind, EventKind::Published);
    exchange
        .submit(&[going_on(&event, "waiting")], noon())
        .unwrap();
    event
}

pub(crate) fn nothing_happens(exchange: &mut Exchange) {
    for _ in 0..3 {
        let events = exchange.collect(noon(), Duration::ZERO).unwrap();
        assert!(events.is_empty(), "{events:?}");
    }
}
