//! How many receptions a second journal and folders carry, and where the time goes:
//! `cargo run --release -p onshi-exchange --example throughput -- [RECEPTIONS] [AT_ONCE] [FOLDER]`.
//!
//! A thread plays a connector that answers at once. Nothing is left out: synchronous FULL,
//! every request flushed before it is published, every result read, noted and removed.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use onshi_exchange::{
    Event, EventKind, Exchange, FolderOptions, Folders, Options, Request, Step, Turn,
};
use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Instant, SystemTime};

type Outcome<T> = Result<T, Box<dyn core::error::Error>>;
type Times = Arc<Mutex<(Instant, BTreeMap<&'static str, Duration>)>>;

/// Of the size of a face reader's result.
fn message(bytes: usize) -> Vec<u8> {
    let mut message = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><XmlMsg>".to_vec();
    message.resize(bytes, b' ');
    message.extend(b"</XmlMsg>");
    message
}

fn main() -> Outcome<()> {
    let mut arguments = env::args().skip(1);
    let receptions: usize = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let at_once: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let under = arguments.next().map_or_else(env::temp_dir, PathBuf::from);
    let root = under.join(format!("onshi-throughput-{}", std::process::id()));
    for folder in ["req", "res"] {
        fs::create_dir_all(root.join(folder))?;
    }
    println!("one flush of a new file: {:?}", flush(&root)?);
    let done = Arc::new(AtomicBool::new(false));
    let connector = connect(root.clone(), Arc::clone(&done));
    let outcome = run(&root, receptions, at_once);
    done.store(true, Ordering::Relaxed);
    let _ = connector.join();
    fs::remove_dir_all(&root)?;
    outcome
}

fn run(root: &Path, receptions: usize, at_once: usize) -> Outcome<()> {
    let folders = Folders::new(FolderOptions::under(root));
    let journal = root.join("journal.sqlite");
    let mut exchange = Exchange::open(journal, folders, Options::default(), SystemTime::now())?;
    let times = measure(&mut exchange);
    let request = message(900);
    let (mut begun, mut over, mut submits) = (0, 0, 0);
    let mut memory = Vec::new();
    let began = Instant::now();
    while over < receptions {
        let mut turns = Vec::new();
        while begun < receptions && begun - over < at_once {
            let name = format!("OQSsiquc01req_{}.xml", exchange.suffix("20261121"));
            begun += 1;
            turns.push(Turn {
                flow: "by-number".to_owned(),
                state: "x".repeat(400),
                requests: vec![Request::new(name, request.clone())],
                ..Turn::default()
            });
        }
        let wait = match turns.is_empty() {
            true => Duration::from_secs(1),
            false => Duration::ZERO,
        };
        for event in exchange.collect(SystemTime::now(), wait)? {
            turns.push(turn(&event));
            over += usize::from(matches!(event.kind, EventKind::Arrived(_)));
        }
        reach(&times, "looking and reading");
        if !turns.is_empty() {
            exchange.submit(&turns, SystemTime::now())?;
            submits += 1;
        }
        if submits % 500 == 0 {
            memory.extend(resident());
        }
        reach(&times, "the rest");
    }
    let took = began.elapsed();
    #[allow(clippy::cast_precision_loss, reason = "figures to read")]
    let rate = receptions as f64 / took.as_secs_f64();
    println!("{receptions} receptions, {at_once} at once: {rate:.0} a second in {took:.1?}");
    println!("{submits} submits, of them each one flush of the journal");
    for (what, time) in &times.lock().unwrap_or_else(PoisonError::into_inner).1 {
        println!(
            "{:5.1} % {what}",
            time.as_secs_f64() / took.as_secs_f64() * 100.0
        );
    }
    let quarter = memory.len() / 4;
    if let (Some(early), Some(late)) = (memory.get(quarter), memory.last()) {
        println!("resident after a quarter {early} KiB, at the end {late} KiB");
    }
    Ok(())
}

fn turn(event: &Event) -> Turn {
    Turn {
        conversation: event.conversation,
        answers: Some(event.id),
        state: "x".repeat(400),
        outcome: matches!(event.kind, EventKind::Arrived(_)).then(|| "answered".to_owned()),
        ..Turn::default()
    }
}

/// The time up to each step is that step's.
fn measure(exchange: &mut Exchange) -> Times {
    let times: Times = Arc::new(Mutex::new((Instant::now(), BTreeMap::new())));
    let noted = Arc::clone(&times);
    exchange.set_probe(move |step| {
        let what = match step {
            Step::Staged => "writing and flushing requests",
            Step::Prepared => "the journal",
            Step::Published => "renaming",
            Step::Synced => "flushing the folder",
            _ => "removing results",
        };
        reach(&noted, what);
        true
    });
    times
}

fn reach(times: &Times, what: &'static str) {
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    let since = now.duration_since(times.0);
    *times.1.entry(what).or_default() += since;
    times.0 = now;
}

/// Takes every request and puts its result, written beside it and renamed.
fn connect(root: PathBuf, done: Arc<AtomicBool>) -> thread::JoinHandle<()> {
    let result = message(3_000);
    thread::spawn(move || {
        while !done.load(Ordering::Relaxed) {
            let Ok(requests) = fs::read_dir(root.join("req")) else {
                return;
            };
            let mut taken = 0;
            for request in requests.filter_map(Result::ok) {
                let name = request.file_name().to_string_lossy().into_owned();
                if !name.ends_with(".xml") || fs::remove_file(request.path()).is_err() {
                    continue;
                }
                let (temporary, name) = (root.join(&name), name.replacen("req_", "res_", 1));
                let put = fs::write(&temporary, &result)
                    .and_then(|()| fs::rename(&temporary, root.join("res").join(name)));
                taken += usize::from(put.is_ok());
            }
            if taken == 0 {
                thread::sleep(Duration::from_millis(1));
            }
        }
    })
}

fn flush(root: &Path) -> Outcome<Duration> {
    let began = Instant::now();
    for number in 0..100 {
        let path = root.join(format!("flush-{number}"));
        let mut file = File::create(&path)?;
        file.write_all(&message(900))?;
        file.sync_all()?;
        fs::remove_file(path)?;
    }
    Ok(began.elapsed() / 100)
}

/// KiB, where the system says.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
