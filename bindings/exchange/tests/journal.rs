//! The journal: one file, still there, and without what was replaced.

mod support;

use core::time::Duration;
use onshi_exchange::{
    Error, Event, Exchange, FolderOptions, Folders, Journal, Options, Step, Turn,
};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::*;

/// Made up, and nothing else is like it.
const MARK: &str = "個人情報の印_8f14e45fceea167a5a36dedd4bea2543";

/// A state with personal data, of any length: also more than a page of the database.
fn personal(number: u32) -> String {
    let length = [1, 3, 20, 90][usize::try_from(number % 4).unwrap()];
    format!("{number} {}", MARK.repeat(length))
}

fn personal_turn(number: u32) -> Turn {
    Turn {
        state: personal(number),
        ..asking(number)
    }
}

/// The files of the journal that have the mark in them.
fn marked(share: &Share) -> Vec<String> {
    let mut marked = names(share.root.path());
    marked.retain(|name| {
        let path = share.root.path().join(name);
        path.is_file() && has_mark(&path)
    });
    marked
}

fn has_mark(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes
        .windows(MARK.len())
        .any(|part| part == MARK.as_bytes())
}

/// Begins so many, a few at a time, and ends all of them.
fn answered(exchange: &mut Exchange, share: &Share, numbers: core::ops::Range<u32>) {
    for number in numbers.clone().step_by(16) {
        let turns: Vec<_> = (number..numbers.end.min(number + 16))
            .map(personal_turn)
            .collect();
        exchange.submit(&turns, noon()).unwrap();
        let told: Vec<_> = exchange.collect(noon(), PATIENCE).unwrap();
        let waiting = |event: &Event| {
            let number = event.file_name[14..26].parse().unwrap();
            going_on(event, &personal(number))
        };
        let turns: Vec<_> = told.iter().map(waiting).collect();
        exchange.submit(&turns, noon()).unwrap();
        // Some end before others, in no order.
        if number % 32 == 0 {
            continue;
        }
        end_all(exchange, share);
    }
    end_all(exchange, share);
}

fn end_all(exchange: &mut Exchange, share: &Share) {
    share.answer_all();
    while exchange.under_way() > 0 {
        let came = exchange.collect(noon(), PATIENCE).unwrap();
        let mut turns: Vec<_> = came.iter().map(|event| ending(event, "answered")).collect();
        turns.reverse();
        exchange.submit(&turns, noon()).unwrap();
    }
}

#[test]
fn nothing_personal_is_left_once_it_was_answered_and_nothing_happens() {
    let share = Share::new();
    let mut exchange = share.open("a");
    exchange.submit(&[personal_turn(0)], noon()).unwrap();
    assert!(!marked(&share).is_empty(), "kept while it is needed");
    let event = next(&mut exchange);
    exchange
        .submit(&[going_on(&event, &personal(0))], noon())
        .unwrap();
    end_all(&mut exchange, &share);
    nothing_happens(&mut exchange);
    assert_eq!(marked(&share), [""; 0]);
    answered(&mut exchange, &share, 1..600);
    nothing_happens(&mut exchange);
    assert_eq!(
        marked(&share),
        [""; 0],
        "also where pages were split and joined"
    );
    drop(exchange);
    assert_eq!(marked(&share), [""; 0]);
}

const CHILD: &str = "ONSHI_EXCHANGE_JOURNAL_CHILD";

/// Ends as if it had been killed: nothing is closed.
#[test]
fn child() {
    let Some(root) = env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let options = FolderOptions {
        poll: Duration::from_millis(2),
        ..FolderOptions::under(&root)
    };
    let (journal, folders) = (root.join("a.sqlite"), Folders::new(options));
    let mut exchange = Exchange::open(journal, folders, Options::default(), noon()).unwrap();
    exchange.submit(&[personal_turn(3)], noon()).unwrap();
    let event = next(&mut exchange);
    exchange
        .submit(&[going_on(&event, &personal(3))], noon())
        .unwrap();
    fs::remove_file(root.join("req").join(request_name(3))).unwrap();
    fs::write(root.join("res").join(result_name(3)), MESSAGE).unwrap();
    let event = next(&mut exchange);
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    std::process::abort();
}

fn killed(share: &Share) {
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--quiet"])
        .env(CHILD, share.root.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(!child.unwrap().success(), "it was aborted");
}

#[test]
fn a_kill_right_after_the_answer_leaves_nothing_personal_for_the_next_session() {
    let share = Share::new();
    killed(&share);
    assert!(!marked(&share).is_empty(), "the log has it still");
    let exchange = share.open("a");
    assert_eq!(marked(&share), [""; 0]);
    drop(exchange);
    assert_eq!(marked(&share), [""; 0]);
}

#[test]
fn what_the_host_has_kept_comes_with_the_turns_and_not_without() {
    let share = Share::new();
    let mut exchange = share.open("a");
    exchange.keep_note("head", "1");
    exchange.submit(&[asking(1)], noon()).unwrap();
    exchange.keep_note("head", "2");
    exchange.set_probe(|step| step != Step::Staged);
    assert!(exchange.submit(&[asking(2)], noon()).is_err());
    drop(exchange);
    let journal = Journal::open(share.journal("a")).unwrap();
    assert_eq!(journal.note("head").unwrap().as_deref(), Some("1"));
    assert_eq!(
        journal.note("tag").unwrap(),
        None,
        "the exchange's own is apart"
    );
    let folders = Folders::new(share.options());
    let mut exchange =
        Exchange::with_journal(journal, folders, Options::default(), noon()).unwrap();
    exchange.keep_note("head", "3");
    exchange.submit(&[], noon()).unwrap();
    drop(exchange);
    let journal = Journal::open(share.journal("a")).unwrap();
    assert_eq!(journal.note("head").unwrap().as_deref(), Some("3"));
}

#[cfg(unix)]
mod gone {
    use super::*;

    fn log(share: &Share) -> PathBuf {
        share.root.path().join("a.sqlite-wal")
    }

    #[test]
    fn a_journal_that_is_gone_stops_everything_before_anything_is_asked() {
        let gone: [&dyn Fn(&Share); 4] = [
            &|share| fs::remove_file(share.journal("a")).unwrap(),
            &|share| fs::remove_file(log(share)).unwrap(),
            &|share| {
                let copy = share.root.path().join("copy");
                fs::copy(share.journal("a"), &copy).unwrap();
                fs::rename(copy, share.journal("a")).unwrap();
            },
            &|share| {
                fs::rename(share.journal("a"), share.root.path().join("away")).unwrap();
            },
        ];
        for gone in gone {
            let share = Share::new();
            let mut exchange = share.open("a");
            asked(&mut exchange, 1);
            gone(&share);
            let asked = exchange.submit(&[asking(2)], noon());
            assert!(matches!(asked, Err(Error::JournalGone)));
            let looked = exchange.collect(noon(), Duration::ZERO);
            assert!(matches!(looked, Err(Error::JournalGone)));
            assert_eq!(
                share.names("req"),
                [request_name(1)],
                "nothing staged stays"
            );
        }
    }

    #[test]
    fn one_that_is_deleted_while_turns_are_taken_publishes_none_of_them() {
        let share = Share::new();
        let mut exchange = share.open("a");
        let path = share.journal("a");
        exchange.set_probe(move |step| {
            if step == Step::Staged {
                fs::remove_file(&path).unwrap();
            }
            true
        });
        let asked = exchange.submit(&[asking(1)], noon());
        assert!(matches!(asked, Err(Error::JournalGone)));
        assert!(share.names("req").is_empty());
    }

    #[test]
    fn a_journal_is_a_plain_file() {
        let share = Share::new();
        fs::create_dir(share.journal("a")).unwrap();
        assert!(Journal::open(share.journal("a")).is_err());
        std::os::unix::fs::symlink(share.root.path().join("c"), share.journal("b")).unwrap();
        assert!(Journal::open(share.journal("b")).is_err());
        assert!(!share.root.path().join("c").exists());
    }
}
