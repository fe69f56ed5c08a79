//! The core's flows over shared folders, through the component: what comes is dealt with,
//! and what cannot be dealt with stops nothing else.

use core::time::Duration;
use onshi_host::desk::{Desk, Progress};
use onshi_host::exchange::{Exchange, FolderOptions, Folders, Options};
use onshi_host::{Error, Limit, Limits, Onshi};
use onshi_simulator::person::Person;
use onshi_simulator::results::{FaceResult, INSTITUTION};
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Long enough for anything that happens, never waited out when it does.
const PATIENCE: Duration = Duration::from_secs(20);
const MEMORY: usize = 8 << 20;

fn open<'o>(onshi: &'o Onshi, share: &Path) -> Desk<'o> {
    let folders = Folders::new(FolderOptions {
        quiet: Duration::ZERO,
        in_memory: u64::MAX,
        ..FolderOptions::under(share)
    });
    let journal = share.join("journal.sqlite");
    let exchange = Exchange::open(journal, folders, Options::default(), SystemTime::now());
    let face = serde_json::json!({ "institution": INSTITUTION }).to_string();
    Desk::new(onshi, exchange.expect("the journal opens"), face)
}

/// What comes next: whether it was too large, and what was delivered.
fn next(desk: &mut Desk<'_>) -> Vec<(bool, usize)> {
    let mut seen = Vec::new();
    let mut keep = |progress: &Progress<'_>| -> io::Result<()> {
        let error = progress.error;
        let too_large = matches!(error, Some(Error::LimitReached(Limit::Memory)));
        assert_eq!(error.is_some(), too_large, "{error:?}");
        let actions = progress.step.into_iter().flat_map(|step| &step.actions);
        let delivered = actions.filter(|action| action.kind == "deliver");
        seen.push((too_large, delivered.count()));
        Ok(())
    };
    desk.go_on(SystemTime::now(), PATIENCE, &mut keep)
        .expect("the desk goes on");
    seen
}

#[test]
fn a_result_too_large_for_the_memory_stops_no_other() {
    let limits = Limits {
        memory_bytes: MEMORY,
        ..Limits::default()
    };
    let onshi = Onshi::open_within(limits, onshi_tests::dist()).expect("the component opens");
    let share = tempfile::tempdir().expect("a share");
    for folder in ["req", "res", "face"] {
        fs::create_dir(share.path().join(folder)).expect("a folder");
    }
    let put = |seed: u64, padding: usize| {
        // Of this minute: an older one is nobody's before staff say so.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let at = i64::try_from(now.expect("after 1970").as_secs()).expect("a time");
        let file = FaceResult {
            seed,
            ..FaceResult::new(Person::pensioner(at), at)
        }
        .file();
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        let blank = " ".repeat(padding);
        let text = text.replace("</XmlMsg>", &[&blank, "</XmlMsg>"].concat());
        fs::write(share.path().join("face").join(file.name), text).expect("a file");
    };
    let mut desk = open(&onshi, share.path());
    put(1, MEMORY);
    assert_eq!(next(&mut desk), [], "whose it is nobody knows");
    let left = fs::read_dir(share.path().join("face")).expect("a folder");
    assert_eq!(left.count(), 1, "it is left where it lies");
    put(2, 0);
    assert_eq!(next(&mut desk), [(false, 1)], "the next is delivered");
    assert_eq!(desk.under_way(), 0);
    drop(desk);

    let mut desk = open(&onshi, share.path());
    put(3, 0);
    assert_eq!(next(&mut desk), [(false, 1)], "and it does not come back");
}
