//! Whatever the moment a program stops at: nothing is lost, nothing is submitted twice,
//! and only what cannot be known is uncertain.

mod support;

use core::time::Duration;
use onshi_exchange::{Error, EventKind, Exchange, Recovery, Step, Turn, trouble};
use std::collections::{HashMap, HashSet};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use support::*;

/// Stops at the `count`-th time that `at` is reached.
fn stop(exchange: &mut Exchange, at: Step, mut count: u32) {
    exchange.set_probe(move |step| {
        if step == at {
            count -= 1;
        }
        step != at || count > 0
    });
}

/// Submits two requests, stops, and opens the journal again.
fn stopped_at(share: &Share, step: Step, count: u32) -> Exchange {
    let mut exchange = share.open("a");
    stop(&mut exchange, step, count);
    let stopped = exchange.submit(&[asking(1), asking(2)], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    share.open("a")
}

fn went(exchange: &mut Exchange) -> Vec<(String, EventKind)> {
    let events = exchange.collect(noon(), Duration::ZERO).unwrap();
    events
        .into_iter()
        .map(|event| (event.file_name, event.kind))
        .collect()
}

fn both_went() -> Vec<(String, EventKind)> {
    [1, 2]
        .map(|number| (request_name(number), EventKind::Published))
        .to_vec()
}

#[test]
fn stopped_before_the_journal_knows_nothing_has_happened() {
    let share = Share::new();
    let mut exchange = stopped_at(&share, Step::Staged, 1);
    let found = Recovery {
        discarded: 2,
        ..Recovery::default()
    };
    assert_eq!(exchange.recovery(), found);
    assert!(share.names("req").is_empty());
    assert_eq!(exchange.conversations().count(), 0);
    nothing_happens(&mut exchange);
    // The same turns again are not the second time.
    exchange.submit(&[asking(1), asking(2)], noon()).unwrap();
    assert_eq!(went(&mut exchange), both_went());
}

#[test]
fn stopped_before_publishing_it_is_published_now() {
    let share = Share::new();
    let mut exchange = stopped_at(&share, Step::Prepared, 1);
    let found = Recovery {
        conversations: 2,
        published_now: 2,
        ..Recovery::default()
    };
    assert_eq!(exchange.recovery(), found);
    assert_eq!(share.names("req"), [request_name(1), request_name(2)]);
    assert_eq!(went(&mut exchange), both_went());
}

#[test]
fn stopped_between_two_the_first_is_not_published_again() {
    let share = Share::new();
    let mut exchange = share.open("a");
    stop(&mut exchange, Step::Published, 1);
    let stopped = exchange.submit(&[asking(1), asking(2)], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    assert_eq!(share.answer_published(), [request_name(1)]);
    let mut exchange = share.open("a");
    let found = Recovery {
        conversations: 2,
        published: 1,
        published_now: 1,
        ..Recovery::default()
    };
    assert_eq!(exchange.recovery(), found);
    assert_eq!(share.names("req"), [request_name(2)], "the first went once");
    assert_eq!(went(&mut exchange), both_went());
}

#[test]
fn stopped_after_publishing_it_is_known_to_have_gone_though_the_connector_took_it() {
    for step in [Step::Published, Step::Synced] {
        let share = Share::new();
        let mut exchange = share.open("a");
        stop(
            &mut exchange,
            step,
            if step == Step::Synced { 1 } else { 2 },
        );
        let stopped = exchange.submit(&[asking(1), asking(2)], noon());
        assert!(matches!(stopped, Err(Error::Stopped)));
        drop(exchange);
        assert_eq!(share.answer_all(), 2);
        let mut exchange = share.open("a");
        assert_eq!(exchange.recovery().published, 2);
        assert!(share.names("req").is_empty());
        assert_eq!(went(&mut exchange), both_went());
    }
}

#[test]
fn published_in_time_only() {
    let share = Share::new();
    let mut exchange = share.open("a");
    stop(&mut exchange, Step::Prepared, 1);
    let turn = Turn {
        until: Some(noon() - Duration::from_secs(1)),
        ..asking(1)
    };
    let stopped = exchange.submit(&[turn], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    // Also when it stops right after noting that: the next does not publish either.
    for _ in 0..2 {
        let mut exchange = share.open("a");
        let kind = EventKind::Unpublished(trouble::TOO_LATE);
        assert_eq!(went(&mut exchange), [(request_name(1), kind)]);
        assert!(share.names("req").is_empty());
    }
}

#[test]
fn after_a_power_cut_a_temporary_name_proves_nothing() {
    let share = Share::new();
    let mut exchange = share.open("a");
    stop(&mut exchange, Step::Prepared, 1);
    let stopped = exchange.submit(&[asking(1)], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    let journal = rusqlite::Connection::open(share.journal("a")).unwrap();
    let changed = journal.execute("UPDATE host SET value = 'before' WHERE key = 'boot'", []);
    if changed.unwrap() == 0 {
        eprintln!("this system does not tell that it was started anew");
        return;
    }
    drop(journal);
    for _ in 0..2 {
        let mut exchange = share.open("a");
        let kind = EventKind::Uncertain(trouble::RESTARTED);
        assert_eq!(went(&mut exchange), [(request_name(1), kind)]);
        assert!(share.names("req").is_empty());
    }
}

#[test]
fn a_result_is_handed_out_again_until_its_turn_and_never_after() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    share.answer_all();
    for _ in 0..3 {
        assert!(matches!(next(&mut exchange).kind, EventKind::Arrived(_)));
        drop(exchange);
        exchange = share.open("a");
    }
    let event = next(&mut exchange);
    // Stops with the turn taken and the file not removed yet.
    stop(&mut exchange, Step::Prepared, 1);
    let stopped = exchange.submit(&[ending(&event, "answered")], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    assert_eq!(share.names("res"), [result_name(1)]);
    let mut exchange = share.open("a");
    assert!(share.names("res").is_empty());
    assert_eq!(exchange.conversations().count(), 0);
    nothing_happens(&mut exchange);
}

#[test]
fn a_claimed_face_result_begins_one_conversation_though_it_stops_in_between() {
    let share = Share::new();
    let name = "OQSsiquc01res_face_1310000004aabbccddeeff00112233_20261121090000.xml";
    share.put(&format!("face/{name}"), MESSAGE);
    let mut exchange = share.open("a");
    let event = next(&mut exchange);
    stop(&mut exchange, Step::Prepared, 1);
    let stopped = exchange.submit(&[going_on(&event, "came")], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    let mut exchange = share.open("a");
    nothing_happens(&mut exchange);
    assert_eq!(exchange.conversations().count(), 1);
    assert!(share.names("face").is_empty());
}

const CHILD: &str = "ONSHI_EXCHANGE_TEST_CHILD";
const HOST: &str = "ONSHI_EXCHANGE_TEST_HOST";
const HOSTS: [&str; 2] = ["one", "two"];
/// Of each host.
const RECEPTIONS: u32 = 300;

/// The number of a host's first request.
fn first(host: &str) -> u32 {
    if host == HOSTS[0] { 0 } else { 1_000_000 }
}

/// The host that gets killed: begins what the journal does not have yet, goes on with
/// what it has, until all is over.
#[test]
fn child() {
    let Some(root) = env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let host = env::var(HOST).unwrap();
    let deadline = Instant::now() + PATIENCE * 3;
    let options = onshi_exchange::FolderOptions {
        poll: Duration::from_millis(2),
        ..onshi_exchange::FolderOptions::under(&root)
    };
    let folders = onshi_exchange::Folders::new(options);
    let settings = onshi_exchange::Options::default();
    let journal = root.join(format!("{host}.sqlite"));
    let mut number = begun(&journal);
    let mut exchange = Exchange::open(&journal, folders, settings, noon()).unwrap();
    while Instant::now() < deadline {
        let new = number..RECEPTIONS.min(number + 8);
        let mut turns: Vec<Turn> = new.map(|number| asking(first(&host) + number)).collect();
        let new = u32::try_from(turns.len()).unwrap();
        for event in exchange.collect(noon(), Duration::from_millis(1)).unwrap() {
            turns.push(match event.kind {
                EventKind::Published => going_on(&event, "waiting"),
                EventKind::Arrived(_) => ending(&event, "answered"),
                EventKind::Uncertain(_) => ending(&event, "uncertain"),
                _ => ending(&event, "other"),
            });
        }
        if turns.is_empty() && exchange.conversations().count() == 0 {
            return;
        }
        exchange.submit(&turns, noon()).unwrap();
        number += new;
    }
    panic!("not over in time");
}

/// The next number that the journal has not: numbers go up, and a batch is there as a
/// whole or not at all.
fn begun(journal: &std::path::Path) -> u32 {
    let journal = rusqlite::Connection::open(journal);
    journal.map_or(0, |journal| {
        let count = journal.query_row("SELECT count(*) FROM conversation", [], |row| row.get(0));
        count.unwrap_or(0)
    })
}

/// Of one host: begun, and answered.
fn counted(share: &Share, host: &str) -> (u32, u32) {
    let journal = rusqlite::Connection::open(share.journal(host)).unwrap();
    let counts = journal.query_row(
        "SELECT count(*), count(*) FILTER (WHERE outcome = 'answered') FROM conversation",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    );
    counts.unwrap()
}

fn start(share: &Share, host: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--quiet"])
        .env(CHILD, share.root.path())
        .env(HOST, host)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[cfg_attr(not(unix), ignore = "needs SIGKILL")]
fn two_hosts_killed_at_random_moments_send_every_request_once_and_get_every_result() {
    let share = Share::new();
    let seed: u64 = env::var("ONSHI_SEED").map_or(20_261_121, |seed| seed.parse().unwrap());
    let mut random = seed;
    let mut taken: HashMap<String, u32> = HashMap::new();
    let deadline = Instant::now() + PATIENCE * 3;
    let mut kills = 0;
    let mut hosts = HOSTS.map(|host| Some(start(&share, host)));
    let mut kill_at = Instant::now();
    while hosts.iter().any(Option::is_some) {
        assert!(
            Instant::now() < deadline,
            "seed {seed}: not over after {kills} kills"
        );
        serve(&share, &mut taken);
        for (host, child) in HOSTS.iter().zip(&mut hosts) {
            let ended = child.as_mut().and_then(|child| child.try_wait().unwrap());
            if let Some(status) = ended {
                assert!(status.success(), "seed {seed}: host {host} failed");
                *child = None;
            }
        }
        if Instant::now() < kill_at || kills >= 60 {
            continue;
        }
        // xorshift64: from the seed alone.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        kill_at = Instant::now() + Duration::from_micros(5_000 + random % 60_000);
        let chosen = usize::from(random >> 63 == 1);
        if let Some(child) = &mut hosts[chosen] {
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            *child = start(&share, HOSTS[chosen]);
        }
    }
    assert!(kills >= 5, "seed {seed}: killed {kills} times only");
    let twice: Vec<_> = taken.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "seed {seed}: submitted again: {twice:?}");
    let asked = HOSTS
        .iter()
        .flat_map(|host| (0..RECEPTIONS).map(|n| request_name(first(host) + n)));
    let asked: HashSet<String> = asked.collect();
    let went: HashSet<String> = taken.into_keys().collect();
    assert_eq!(went, asked, "seed {seed}");
    for host in HOSTS {
        let all = (RECEPTIONS, RECEPTIONS);
        assert_eq!(
            counted(&share, host),
            all,
            "seed {seed}: a kill leaves nothing uncertain"
        );
        nothing_happens(&mut share.open(host));
    }
    for folder in ["req", "res", "face"] {
        assert!(share.names(folder).is_empty(), "seed {seed}: {folder}");
    }
}

/// The connector: takes each request, notes it, answers.
fn serve(share: &Share, taken: &mut HashMap<String, u32>) {
    for name in share.names("req") {
        if name.ends_with(".xml") && fs::remove_file(share.folder("req").join(&name)).is_ok() {
            *taken.entry(name.clone()).or_default() += 1;
            share.put(&format!("res/{}", name.replace("req_", "res_")), MESSAGE);
        }
    }
}
