//! `onshi counter`: what keeps working, and is never lost or passed over in silence.

use crate::counter::{Counter, PATIENCE, Terminal, chart};
use core::time::Duration;
use onshi_simulator::results::INSTITUTION;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

const JOURNAL: &str = "onshi-counter.sqlite";
const TRAIL: &str = "onshi-audit.jsonl";

/// Opens a counter that nobody types into, and waits for its end.
fn ended(folder: &Path, more: &[&str]) -> Output {
    let arguments = ["counter", "--institution", INSTITUTION, "--plain"];
    let output = Command::new(env!("CARGO_BIN_EXE_onshi"))
        .current_dir(folder)
        .env("ONSHI_DIST", onshi_tests::dist())
        .args(arguments)
        .args(more)
        .stdin(Stdio::null())
        .output();
    output.expect("it runs")
}

/// Why it does not open.
fn refused(folder: &Path, more: &[&str]) -> String {
    let output = ended(folder, more);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["req", "res", "face"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    folder
}

/// A reception by number of nobody there is.
const BY_NUMBER: &str = "番号 06138093 12 3456 01 1980-01-15";

/// Asks by number, and waits for the request; where its answer is to lie.
fn asked(counter: &mut Counter, folder: &Path) -> PathBuf {
    counter.types(BY_NUMBER);
    counter.says("#1: 確認:");
    counter.types("選ぶ #1 1");
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let entries = fs::read_dir(folder.join("req"))
            .expect("a folder")
            .flatten();
        let mut names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        if let Some(request) = names.find(|name| name.ends_with(".xml")) {
            return folder.join("res").join(request.replace("req_", "res_"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("no request came");
}

fn signal(counter: &Counter, name: &str) {
    let id = counter.process.id().to_string();
    let sent = Command::new("kill").args([name, &id]).status();
    assert!(sent.expect("kill").success());
}

/// So many looks at medicines, each of a card.
fn looks(counter: &mut Counter, terminal: &Terminal, count: u32) {
    for look in 0..count {
        let (card, number) = (2 * look + 1, 2 * look + 2);
        terminal.present_card();
        counter.says(&format!("受付 #{card} になりました"));
        counter.types(&format!("薬剤 #{card} doctor-1 医師 P-0815"));
        counter.says(&format!("#{number}: ── 回答あり"));
    }
}

#[test]
fn a_trail_is_gone_on_with_only_from_where_the_last_run_left_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    looks(&mut counter, &terminal, 2);
    counter.types("終了");
    let head = counter.says("2:");
    assert!(counter.process.wait().expect("it ends").success(), "{head}");
    let path = folder.path().join(TRAIL);
    let text = fs::read_to_string(&path).expect("a trail");
    let (first, second) = text.split_once('\n').expect("two lines");
    let altered = second.trim_end().replace("doctor-1", "doctor-2");
    for (done, code) in [
        (text.trim_end().to_owned(), "audit.cut-off"),
        (format!("{first}\n"), "audit.cut-off"),
        (format!("{first}\n{altered}"), "audit.cut-off"),
        (format!("{first}\n{altered}\n"), "audit.broken"),
        (format!("{text}\n"), "audit.broken"),
        (format!("{text}{text}"), "audit.broken"),
        (String::new(), "audit.cut-off"),
    ] {
        fs::write(&path, &done).expect("a trail");
        let why = refused(folder.path(), &["--folder", "."]);
        assert!(why.contains(code) && why.contains(TRAIL), "{code}: {why}");
        assert_eq!(
            fs::read_to_string(&path).expect("a trail"),
            done,
            "as it was"
        );
    }
    // What a crash left of a line is put aside, and said.
    fs::write(&path, format!("{text}{{\"v\":1,\"num")).expect("a trail");
    let output = ended(folder.path(), &["--folder", "."]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(said.contains("onshi-audit.jsonl.unfinished-1"), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("a trail"), text);
    let aside = fs::read_to_string(folder.path().join("onshi-audit.jsonl.unfinished-1"));
    assert_eq!(aside.expect("put aside"), "{\"v\":1,\"num");
    // Without the journal that knows it, staff name the head; the key is not made anew.
    let journal = ["--folder", ".", "--journal", "new.sqlite"];
    assert!(refused(folder.path(), &journal).contains("--audit-head"));
    fs::rename(
        folder.path().join("onshi-audit.key"),
        folder.path().join("away"),
    )
    .expect("a key");
    assert!(refused(folder.path(), &["--folder", "."]).contains("onshi-audit.key"));
}

#[test]
fn two_counters_have_neither_one_journal_nor_one_trail() {
    let folder = folders();
    let mut counter = Counter::open(folder.path());
    counter.types("?");
    counter.says("薬剤 (medicines)");
    let why = refused(folder.path(), &["--folder", "."]);
    assert!(why.contains(JOURNAL) && why.contains("使用中"), "{why}");
    let why = refused(
        folder.path(),
        &["--folder", ".", "--journal", "other.sqlite"],
    );
    assert!(why.contains(TRAIL) && why.contains("使用中"), "{why}");
    let apart = [
        "--folder",
        ".",
        "--journal",
        "other.sqlite",
        "--audit",
        "other.jsonl",
    ];
    let why = refused(folder.path(), &apart);
    assert!(
        why.contains("onshi-chart.jsonl") && why.contains("使用中"),
        "{why}"
    );
}

#[test]
fn what_is_wrong_with_an_argument_is_said_of_it() {
    let folder = folders();
    let here = ["--folder", "."];
    fs::write(folder.path().join("letter.txt"), "no journal ".repeat(1000)).expect("a file");
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    for (arguments, parts) in [
        (
            ["--folder", "nowhere"].as_slice(),
            ["--folder nowhere", "ありません"],
        ),
        (&["--folder", "empty"], ["empty/req", "ありません"]),
        (
            &["--folder", ".", "--journal", "no/journal"],
            ["--journal no/journal", "ありません"],
        ),
        (
            &["--folder", ".", "--journal", "letter.txt"],
            ["letter.txt", "送信の記録"],
        ),
        (
            &["--folder", ".", "--journal", "res"],
            ["--journal res", "普通のファイル"],
        ),
        (
            &["--folder", ".", "--audit", "no/trail"],
            ["--audit no/trail", "ありません"],
        ),
        (
            &["--folder", ".", "--audit", "res"],
            ["--audit res", "普通のファイル"],
        ),
        (
            &["--folder", ".", "--audit-key", "no/key"],
            ["--audit-key no/key", "ありません"],
        ),
        (
            &["--folder", ".", "--chart", "no/chart"],
            ["--chart no/chart", "ありません"],
        ),
    ] {
        let why = refused(folder.path(), arguments);
        assert!(
            parts.iter().all(|part| why.contains(part)),
            "{parts:?}: {why}"
        );
    }
    for code in ["123", "医療機関", "13100000041"] {
        let output = Command::new(env!("CARGO_BIN_EXE_onshi"))
            .current_dir(folder.path())
            .env("ONSHI_DIST", onshi_tests::dist())
            .args(["counter", "--plain", "--institution", code])
            .args(here)
            .output();
        let output = output.expect("it runs");
        let why = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{why}");
        assert!(why.contains(&format!("--institution {code}")), "{why}");
    }
    let why = refused(folder.path(), &["--folder", ".", "--audit-head", "x"]);
    assert!(
        why.contains("--audit-head x") && why.contains("`head`"),
        "{why}"
    );
}

#[test]
fn a_signal_ends_it_as_leaving_does() {
    for name in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().expect("a folder");
        let terminal = Terminal::start(folder.path());
        let mut counter = Counter::open(folder.path());
        looks(&mut counter, &terminal, 1);
        signal(&counter, name);
        let trail = fs::read_to_string(folder.path().join(TRAIL)).expect("a trail");
        let seal = trail
            .trim_end()
            .rsplit('"')
            .nth(1)
            .expect("a seal")
            .to_owned();
        counter.says(&format!("1:{seal}"));
        assert!(counter.process.wait().expect("it ends").success());
        let log = folder.path().join(format!("{JOURNAL}-wal"));
        assert!(!log.exists(), "the journal was closed");
    }
}

#[test]
fn what_is_no_plain_file_is_left_and_work_goes_on() {
    let folder = folders();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let secret = elsewhere.path().join("secret.xml");
    fs::write(&secret, "<XmlMsg>SECRET</XmlMsg>").expect("a file");
    let mut counter = Counter::open(folder.path());
    let result = asked(&mut counter, folder.path());
    symlink(&secret, result).expect("a link");
    assert!(counter.says("exchange.not-plain").contains("res_"));
    let face = format!("OQSsiquc01res_face_{INSTITUTION}aabbccddeeff00112233_20261121090000.xml");
    let pipe = Command::new("mkfifo")
        .arg(folder.path().join("face").join(face))
        .status();
    assert!(pipe.expect("mkfifo").success());
    assert!(counter.says("exchange.not-plain").contains("face"));
    counter.types("カード");
    counter.says("受付 #2 になりました");
    counter.types("終了");
    counter.says("カード");
    let kept = fs::read_to_string(folder.path().join("onshi-chart.jsonl")).expect("a chart");
    assert!(!kept.contains("SECRET"));
}

#[test]
fn a_journal_that_is_deleted_stops_it_before_anything_is_asked() {
    let folder = folders();
    let mut counter = Counter::open(folder.path());
    counter.types("?");
    counter.says("薬剤 (medicines)");
    fs::remove_file(folder.path().join(JOURNAL)).expect("a journal");
    let _ = std::io::Write::write_all(&mut counter.typed, format!("{BY_NUMBER}\n").as_bytes());
    let status = counter.process.wait().expect("it ends");
    assert_eq!(status.code(), Some(2));
    let asked = fs::read_dir(folder.path().join("req"))
        .expect("a folder")
        .count();
    assert_eq!(asked, 0);
}

#[test]
fn a_result_of_any_size_holds_up_neither_this_run_nor_the_next() {
    for (mebibytes, said) in [(20_usize, "！"), (40, "！"), (70, "exchange.too-large")] {
        let folder = folders();
        let limited = ["--largest", "64"];
        let mut counter = Counter::with(folder.path(), &limited);
        let result = asked(&mut counter, folder.path());
        let filling = "A".repeat(mebibytes << 20);
        fs::write(&result, format!("<XmlMsg>{filling}</XmlMsg>")).expect("a result");
        counter.says(said);
        for next in 0..2 {
            counter.types("カード");
            counter.says("受付 #");
            counter.types("終了");
            counter.says("カード");
            assert!(counter.process.wait().expect("it ends").success(), "{next}");
            assert!(result.exists(), "{mebibytes} MiB stay where they lie");
            counter = Counter::with(folder.path(), &limited);
        }
    }
}

#[test]
fn what_was_asked_outlives_a_full_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    // No file grows beyond this; the chart is there already.
    let blocks = 32_768;
    let line = format!("{{\"note\":\"{}\"}}\n", "x".repeat(1000));
    let full = line.repeat(blocks * 512 / line.len());
    fs::write(folder.path().join("onshi-chart.jsonl"), &full).expect("a chart");
    let limited = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" counter --folder . --institution {INSTITUTION} --plain --poll 20 --stay"
    );
    let process = Command::new("sh")
        .current_dir(folder.path())
        .env("ONSHI_DIST", onshi_tests::dist())
        .args(["-c", &limited, env!("CARGO_BIN_EXE_onshi")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    terminal.present_card();
    let output = process.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(2));
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(why.contains("onshi-chart.jsonl"), "{why}");
    let left = fs::read_to_string(folder.path().join("onshi-chart.jsonl")).expect("a chart");
    assert_eq!(left, full, "no half of a line");
    // With room, the next run has it.
    let mut counter = Counter::open(folder.path());
    counter.says("── 回答あり");
    counter.types("終了");
    counter.says("カード");
    let answered = chart(folder.path());
    let answered = answered
        .iter()
        .filter(|line| line["outcome"]["kind"] == "answered");
    assert_eq!(answered.count(), 1);
}

#[test]
fn nothing_of_a_patient_is_left_in_the_journal_once_it_was_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let person = &terminal.patients[1].person;
    let coverage = &person.coverages[0];
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let asked = format!(
        "番号 {} {} {} {} {}",
        coverage.insurer_number,
        given(&coverage.symbol),
        coverage.number,
        given(&coverage.branch),
        person.birthdate
    );
    // Long enough not to stand there by chance.
    let marks = [
        person.birthdate.to_string(),
        person.birthdate.to_string().replace('-', ""),
    ];
    let left = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let journal =
            entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(JOURNAL));
        let mut text = String::new();
        for file in journal {
            text += &String::from_utf8_lossy(&fs::read(file.path()).expect("a file"));
        }
        assert!(text.contains("by-number"), "the journal");
        marks.iter().filter(|mark| text.contains(*mark)).count()
    };
    for killed in [true, false] {
        let mut counter = Counter::open(folder.path());
        counter.types(&asked);
        let line = counter.says("になりました");
        let number = line
            .split([' ', '　'])
            .find(|word| word.starts_with('#'))
            .expect("a number");
        counter.says(&format!("{number}: 確認:"));
        counter.types(&format!("選ぶ {number} 1"));
        counter.says("── 回答あり");
        if killed {
            signal(&counter, "-KILL");
            counter.process.wait().expect("it ends");
            let output = ended(folder.path(), &["--folder", "."]);
            assert!(output.status.success());
        } else {
            counter.types("終了");
            counter.says("番号");
            assert!(counter.process.wait().expect("it ends").success());
        }
        assert_eq!(left(folder.path()), 0, "killed: {killed}");
    }
}
