//! Only plain files of a bounded size are read; anything else is left where it lies, with
//! a word to staff, and holds nobody up.
#![cfg(unix)]

mod support;

use core::time::Duration;
use onshi_exchange::{EventKind, Exchange, FolderOptions, Notice, trouble};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use support::*;

const FACE: &str = "OQSsiquc01res_face_1310000004aabbccddeeff00112233_20261121090000.xml";

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

fn said(exchange: &mut Exchange) -> Vec<(String, &'static str)> {
    let notices = exchange.notices().into_iter();
    let mut said: Vec<_> = notices
        .map(
            |Notice {
                 file_name, trouble, ..
             }| (file_name, trouble.code),
        )
        .collect();
    said.sort();
    said
}

/// Two receptions that wait; the second's answer comes in any case.
fn another_is_answered(exchange: &mut Exchange, share: &Share) {
    share.put(&format!("res/{}", result_name(2)), MESSAGE);
    let event = next(exchange);
    assert!(matches!(event.kind, EventKind::Arrived(_)));
    assert_eq!(event.file_name, result_name(2));
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
}

#[test]
fn what_is_no_plain_file_is_left_with_one_word_and_work_goes_on() {
    let (share, elsewhere) = (Share::new(), tempfile::tempdir().unwrap());
    let secret = elsewhere.path().join("secret.xml");
    fs::write(&secret, MESSAGE).unwrap();
    let put: [&dyn Fn(&Path); 4] = [
        &|path| pipe(path),
        &|path| symlink(&secret, path).unwrap(),
        &|path| fs::create_dir(path).unwrap(),
        &|path| symlink("/dev/zero", path).unwrap(),
    ];
    for put in put {
        let mut exchange = share.open("a");
        asked(&mut exchange, 1);
        asked(&mut exchange, 2);
        let in_the_way = [
            share.folder("res").join(result_name(1)),
            share.folder("face").join(FACE),
        ];
        in_the_way.iter().for_each(|path| put(path));
        nothing_happens(&mut exchange);
        let left = [
            (result_name(1), trouble::NOT_PLAIN.code),
            (FACE.to_owned(), trouble::NOT_PLAIN.code),
        ];
        assert_eq!(said(&mut exchange), left);
        nothing_happens(&mut exchange);
        assert_eq!(said(&mut exchange), [], "once");
        another_is_answered(&mut exchange, &share);
        for path in &in_the_way {
            let there = fs::symlink_metadata(path).unwrap();
            assert!(!there.is_file(), "left where it lies");
            if there.is_dir() {
                fs::remove_dir(path).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
        // What waited still waits, and gets its answer.
        share.put(&format!("res/{}", result_name(1)), MESSAGE);
        let event = next(&mut exchange);
        exchange
            .submit(&[ending(&event, "answered")], noon())
            .unwrap();
        drop(exchange);
        fs::remove_dir_all(share.folder("req")).unwrap();
        fs::create_dir(share.folder("req")).unwrap();
        fs::remove_file(share.journal("a")).unwrap();
    }
}

#[test]
fn a_claimed_name_may_be_a_pipe_as_well() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let tag = exchange.suffix("")[..8].to_owned();
    pipe(&share.folder("face").join(format!("{FACE}.{tag}")));
    nothing_happens(&mut exchange);
    assert_eq!(said(&mut exchange).len(), 1);
}

#[test]
fn a_file_beyond_the_limit_is_left_and_one_below_is_read_by_parts() {
    let share = Share::new();
    let options = FolderOptions {
        in_memory: 16,
        largest: u64::try_from(MESSAGE.len()).unwrap(),
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    asked(&mut exchange, 1);
    asked(&mut exchange, 2);
    let large = [b" ", MESSAGE].concat();
    share.put(&format!("res/{}", result_name(1)), &large);
    nothing_happens(&mut exchange);
    let left = [(result_name(1), trouble::TOO_LARGE.code)];
    assert_eq!(said(&mut exchange), left);
    another_is_answered(&mut exchange, &share);
    assert_eq!(share.names("res"), [result_name(1)]);
}

#[test]
fn a_look_takes_what_fits_and_the_next_the_rest() {
    let share = Share::new();
    let options = FolderOptions {
        in_memory: u64::try_from(MESSAGE.len()).unwrap(),
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    (1..4).for_each(|number| drop(asked(&mut exchange, number)));
    share.answer_all();
    for fits in [2, 1] {
        let events = exchange.collect(noon(), PATIENCE).unwrap();
        assert_eq!(events.len(), fits);
        let turns: Vec<_> = events
            .iter()
            .map(|event| ending(event, "answered"))
            .collect();
        exchange.submit(&turns, noon()).unwrap();
    }
}

#[test]
fn a_link_put_in_the_place_of_a_large_result_is_not_followed() {
    let share = Share::new();
    let options = FolderOptions {
        in_memory: 16,
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    asked(&mut exchange, 1);
    let path = share.folder("res").join(result_name(1));
    fs::write(&path, MESSAGE).unwrap();
    let event = next(&mut exchange);
    fs::remove_file(&path).unwrap();
    symlink("/etc/hostname", &path).unwrap();
    let content = &event.kind.arrival().unwrap().content;
    assert!(content.bytes().is_err() && content.open().is_err());
}

#[test]
fn nothing_is_asked_where_a_link_lies_under_the_answers_name() {
    let share = Share::new();
    let mut exchange = share.open("a");
    symlink("nowhere", share.folder("res").join(result_name(1))).unwrap();
    exchange.submit(&[asking(1)], noon()).unwrap();
    let events = exchange.collect(noon(), Duration::ZERO).unwrap();
    assert_eq!(events[0].kind, EventKind::Unpublished(trouble::NAME_IN_USE));
}
