//! How Windows and its network shares behave, had on any machine: files that other
//! programs hold, folders that tell of no change, shares that no rename crosses.

mod support;

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use onshi_exchange::folders::disk::Disk;
use onshi_exchange::{EventKind, Exchange, FolderOptions, Folders, Options, trouble};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use support::*;

const FACE: &str = "OQSsiquc01res_face_1310000004aabbccddeeff00112233_20261121090000.xml";
const SHARING_VIOLATION: i32 = 32;
const ACCESS_DENIED: i32 = 5;
const NOT_SAME_DEVICE: io::ErrorKind = io::ErrorKind::CrossesDevices;

/// A virus scanner, or whatever else holds files: so many times it refuses each.
#[derive(Debug, Default)]
struct Held {
    renames: AtomicU32,
    removals: AtomicU32,
    opens: AtomicU32,
}

impl Held {
    fn refuse(times: &AtomicU32, error: i32) -> io::Result<()> {
        let one_less = |left: u32| left.checked_sub(1);
        match times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less) {
            Ok(_) => Err(io::Error::from_raw_os_error(error)),
            Err(_) => Ok(()),
        }
    }
}

impl Disk for Held {
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Self::refuse(&self.renames, SHARING_VIOLATION)?;
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Self::refuse(&self.removals, ACCESS_DENIED)?;
        fs::remove_file(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        Self::refuse(&self.opens, SHARING_VIOLATION)?;
        File::open(path)
    }

    fn is_held(&self, error: &io::Error) -> bool {
        matches!(
            error.raw_os_error(),
            Some(ACCESS_DENIED | SHARING_VIOLATION)
        )
    }
}

/// A share that says nothing of what changes on it.
#[derive(Debug)]
struct Silent;

impl Disk for Silent {
    fn tells(&self) -> bool {
        false
    }
}

/// Requests are staged on another share than the connector's.
#[derive(Debug)]
struct TwoShares;

impl Disk for TwoShares {
    fn rename(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        Err(NOT_SAME_DEVICE.into())
    }
}

fn open(share: &Share, options: FolderOptions, disk: impl Disk + 'static) -> Exchange {
    let folders = Folders::on(options, disk);
    Exchange::open(share.journal("a"), folders, Options::default(), noon()).unwrap()
}

#[test]
fn what_another_program_holds_is_tried_again_and_nothing_happens_twice() {
    let share = Share::new();
    let held = Held {
        renames: 3.into(),
        removals: 3.into(),
        opens: 3.into(),
    };
    let mut exchange = open(&share, share.options(), held);
    asked(&mut exchange, 1);
    assert_eq!(share.answer_all(), 1);
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Arrived(_)));
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    for _ in 0..5 {
        nothing_happens(&mut exchange);
    }
    assert!(share.names("res").is_empty(), "removed once it was let go");
}

#[test]
fn a_face_result_that_is_held_is_claimed_a_moment_later() {
    let share = Share::new();
    let held = Held {
        renames: 2.into(),
        opens: 2.into(),
        ..Held::default()
    };
    let mut exchange = open(&share, share.options(), held);
    share.put(&format!("face/{FACE}"), MESSAGE);
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Unasked(_)));
    assert_eq!(event.file_name, FACE);
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    nothing_happens(&mut exchange);
    assert!(share.names("face").is_empty());
}

#[test]
fn a_request_that_stays_held_has_certainly_not_gone() {
    let share = Share::new();
    let held = Held {
        renames: u32::MAX.into(),
        ..Held::default()
    };
    let mut exchange = open(&share, share.options(), held);
    exchange.submit(&[asking(1)], noon()).unwrap();
    let unpublished = EventKind::Unpublished(trouble::NOT_RENAMED);
    assert_eq!(next(&mut exchange).kind, unpublished);
    assert!(share.names("req").is_empty(), "nothing is left to go later");
}

#[test]
fn a_share_that_tells_of_no_change_is_looked_at_all_the_same() {
    let share = Share::new();
    let options = FolderOptions {
        poll: Duration::from_millis(10),
        ..share.options()
    };
    assert!(!Folders::on(options.clone(), Silent).is_watching());
    let mut exchange = open(&share, options, Silent);
    asked(&mut exchange, 1);
    // What comes while it waits is found, though nobody says so.
    let root = share.folder("res").join(result_name(1));
    let later = std::thread::spawn(move || fs::write(root, MESSAGE).unwrap());
    let event = next(&mut exchange);
    later.join().unwrap();
    assert!(matches!(event.kind, EventKind::Arrived(_)));
}

#[test]
fn no_request_is_renamed_across_shares_or_copied_instead() {
    let share = Share::new();
    let elsewhere = share.root.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let options = FolderOptions {
        staging: Some(elsewhere.clone()),
        ..share.options()
    };
    let mut exchange = open(&share, options, TwoShares);
    exchange.submit(&[asking(1)], noon()).unwrap();
    let unpublished = EventKind::Unpublished(trouble::OTHER_SHARE);
    assert_eq!(next(&mut exchange).kind, unpublished);
    assert!(share.names("req").is_empty());
    assert!(names(&elsewhere).is_empty());
}
