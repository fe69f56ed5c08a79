//! What reading a message costs, side by side in one run: a face reader's result and
//! a bulk result of 10,000 persons, in UTF-8 and Shift_JIS; the component in both
//! builds under wasmtime and the baseline in V8, the core compiled natively, and what
//! a vendor would have used instead: quick-xml with serde natively, fast-xml-parser
//! in Node, lxml in Python.
//!
//! Every reader ends with what its users work with: JSON text under wasmtime and
//! natively, objects in Node, structs in Rust, dictionaries in Python. A round runs
//! every row of a message, in an order of its own, so that whatever else the machine
//! does falls on all of them alike.

#[path = "messages/data.rs"]
mod data;
#[path = "messages/elsewhere.rs"]
mod elsewhere;
#[path = "messages/natives.rs"]
mod natives;
#[path = "messages/report.rs"]
mod report;

use core::hint::black_box;
use core::time::Duration;
use data::File;
use onshi_host::{Limits, Onshi, ReadOptions};
use std::time::Instant;

/// A bulk result whole, with its tree and its JSON.
const MEMORY: usize = 1 << 30;
/// How often short messages are measured, and how often without being counted first.
const ROUNDS: usize = 40;
const WARM_UP: usize = 10;
/// The same of long ones.
const LONG_ROUNDS: usize = 7;
const LONG_WARM_UP: usize = 1;
/// From here on a message is long. Shorter ones are read as often in one measurement
/// as makes so much, up to a hundred times: what is measured is the work of a busy day.
const LONG: usize = 1 << 20;
const MOST_READINGS: usize = 100;

/// One message in one place. It times its readings itself, because V8 and Python do so
/// elsewhere.
struct Row<'a> {
    file: &'a File,
    place: &'static str,
    run: Box<dyn FnMut() -> Duration + 'a>,
    times: Vec<Duration>,
}

fn rows_of<'a>(
    files: &'a [File],
    place: &'static str,
    rows: &mut Vec<Row<'a>>,
    mut run: impl FnMut(usize, &'a File) -> Box<dyn FnMut() -> Duration + 'a>,
) {
    for (number, file) in files.iter().enumerate() {
        rows.push(Row {
            file,
            place,
            run: run(number, file),
            times: Vec::new(),
        });
    }
}

/// A reader of this process, which tells how many persons it found; the first time
/// they are counted.
fn here<'a>(
    files: &'a [File],
    place: &'static str,
    rows: &mut Vec<Row<'a>>,
    read: impl Fn(&'a File) -> usize + Copy + 'a,
) {
    rows_of(files, place, rows, |_, file| {
        assert_eq!(read(file), file.persons, "{}, {place}", file.subject);
        Box::new(move || {
            let start = Instant::now();
            for _ in 0..file.readings() {
                black_box(read(file));
            }
            start.elapsed()
        })
    });
}

/// The component's reading, which this file knows of here alone: whole messages.
fn component(onshi: &Onshi, file: &File) -> usize {
    let options = ReadOptions::named(file.name);
    let document = onshi.read(&file.bytes, &options).expect("a message");
    persons(&document.content)
}

fn core(file: &File) -> usize {
    let options = serde_json::json!({ "fileName": file.name }).to_string();
    let answer = onshi::facade::invoke("message.read", &options, &file.bytes, &mut |_| false);
    persons(&answer.expect("a message"))
}

/// How many persons JSON content has. A search that costs little beside reading.
fn persons(content: &str) -> usize {
    memchr::memmem::find_iter(content.as_bytes(), b"\"PostNumber\":").count()
}

fn main() {
    let dist = onshi_tests::dist();
    let limits = Limits {
        memory_bytes: MEMORY,
        ..Limits::default()
    };
    let open = |name| {
        let bytes = std::fs::read(dist.join(name)).expect("a component");
        Onshi::from_bytes_within(limits, &bytes).expect("the component opens")
    };
    let (wide, baseline) = (open("onshi-wide.wasm"), open("onshi.wasm"));
    let files = data::files();
    for file in &files {
        let (length, persons) = (file.bytes.len(), file.persons);
        println!("{}: {length} bytes, {persons} persons", file.subject);
    }

    let folder = elsewhere::Folder::of(&files);
    let list = folder.list(&files);
    let mut rows = Vec::new();
    here(&files, "wide", &mut rows, |file| component(&wide, file));
    here(&files, "baseline", &mut rows, |file| {
        component(&baseline, file)
    });
    here(&files, "core, native", &mut rows, core);
    here(&files, "quick-xml", &mut rows, natives::quick_xml);
    let core_module = dist.join("onshi.core.wasm");
    elsewhere::node(&core_module, &files, &list, &mut rows);
    elsewhere::python(&files, &list, &mut rows);

    let (mut long, mut short): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row.file.bytes.len() >= LONG);
    measure(&mut short, ROUNDS, WARM_UP);
    measure(&mut long, LONG_ROUNDS, LONG_WARM_UP);
    short.append(&mut long);
    report::print(&mut short);
}

fn measure(rows: &mut [Row<'_>], rounds: usize, warm_up: usize) {
    let mut random = fastrand::Rng::with_seed(1);
    for round in 0..warm_up + rounds {
        random.shuffle(rows);
        for row in &mut *rows {
            let time = (row.run)() / u32::try_from(row.file.readings()).expect("some readings");
            if round >= warm_up {
                row.times.push(time);
            }
        }
    }
}
