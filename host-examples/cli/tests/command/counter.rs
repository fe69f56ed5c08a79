//! `onshi counter`, driven by lines as staff would type them, before the simulator.

use crate::has;
use core::time::Duration;
use onshi_simulator::centre::{Centre, Presented};
use onshi_simulator::connector::{Connector, Fault, Running, Settings};
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::SystemTime;

/// The national system behind the folders.
pub(crate) struct Terminal {
    pub(crate) running: Running,
    pub(crate) patients: Vec<Patient>,
}

impl Terminal {
    pub(crate) fn start(folder: &Path) -> Self {
        let population = Population::generate(1, unix(), 2000);
        let insured = |patient: &&Patient| {
            patient.standing == Standing::Insured && patient.card == CardState::Good
        };
        let patients = population.patients().iter().filter(insured);
        let patients = patients.cloned().collect();
        let centre = Centre::new(population).shared();
        let connector = Connector::open(Settings::at(folder), centre).expect("the folders");
        Self {
            running: Running::start(connector, Duration::from_millis(5)),
            patients,
        }
    }

    pub(crate) fn present_card(&self) {
        let agreeing = Presented::agreeing(unix());
        let shown = self.running.connector().present_card(
            self.patients[0].id,
            &agreeing,
            SystemTime::now(),
        );
        shown.expect("the card is good");
    }
}

fn unix() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.expect("after 1970").as_secs()).expect("a time")
}

/// What staff type to look somebody up.
pub(crate) fn by_number(patient: &Patient) -> String {
    let coverage = &patient.person.coverages[0];
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let numbers = [
        coverage.insurer_number.clone(),
        given(&coverage.symbol),
        coverage.number.clone(),
        given(&coverage.branch),
        patient.person.birthdate.to_string(),
    ];
    format!("番号 {}", numbers.join(" "))
}

pub(crate) struct Counter {
    pub(crate) process: Child,
    pub(crate) typed: ChildStdin,
    said: Receiver<String>,
}

/// Long enough for anything that happens, never waited out when it does.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

impl Counter {
    pub(crate) fn open(folder: &Path) -> Self {
        Self::with(folder, &[])
    }

    pub(crate) fn with(folder: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_onshi"))
            .current_dir(folder)
            .env("ONSHI_DIST", onshi_tests::dist())
            .args(["counter", "--folder", ".", "--institution", INSTITUTION])
            .args(["--plain", "--poll", "20"])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let (typed, said) = (process.stdin.take(), process.stdout.take());
        Self {
            process,
            typed: typed.expect("piped"),
            said: lines(said.expect("piped")),
        }
    }

    pub(crate) fn types(&mut self, line: &str) {
        writeln!(self.typed, "{line}").expect("it listens");
    }

    /// Goes on until a line has this in it.
    pub(crate) fn says(&mut self, text: &str) -> String {
        let mut before = String::new();
        while let Ok(line) = self.said.recv_timeout(PATIENCE) {
            if line.contains(text) {
                return line;
            }
            before += &line;
            before.push('\n');
        }
        panic!("{text} was never said:\n{before}");
    }
}

/// The lines that are said, as they come.
fn lines(said: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines() {
            if sender.send(line.expect("UTF-8")).is_err() {
                break;
            }
        }
    });
    receiver
}

impl Drop for Counter {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn staff_type_receptions_and_what_follows_from_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    counter.types("?");
    assert!(
        counter
            .says("薬剤 (medicines)")
            .contains("閲覧者(半角英数の利用者番号)")
    );
    counter.types("受付して");
    counter.says("コマンドが正しくありません");

    let person = &terminal.patients[1].person;
    let coverage = &person.coverages[0];
    counter.types(&by_number(&terminal.patients[1]));
    counter.says("新規1: 受付 #1 になりました");
    // Whether 限度額 information may be given, staff ask.
    counter.says("#1: 確認:");
    counter.types("選ぶ #1 1");
    counter.says("#1: ── 回答あり");

    // A card: its medicines, a later look, and the institution's number of the patient.
    terminal.present_card();
    counter.says("新規2: 受付 #2 になりました");
    counter.types("薬剤 #9 doctor-1 医師");
    counter.says("#9: 資格確認の結果がありません");
    counter.types("薬剤 #2 doctor-1 医師 P-0815");
    counter.says("#3: ── 回答あり");
    counter.types("閲覧 #3");
    counter.says("閲覧できます");
    counter.types("register #2 P-0815");
    counter.says("#4: ── 回答あり");

    // Tomorrow's patients are submitted; whom staff visit was consented on the page.
    let patients = json!([{
        "insurerNumber": coverage.insurer_number,
        "number": coverage.number,
        "birthdate": person.birthdate.to_string(),
        "limitConsent": "0",
    }]);
    std::fs::write(folder.path().join("tomorrow.json"), patients.to_string()).expect("a file");
    counter.types("一括 tomorrow.json");
    counter.says("新規5: 受付 #5 になりました");
    counter.types("訪問");
    counter.says("新規6: 受付 #6 になりました");
    counter.types("中止 #6");
    counter.says("#6: ── 取消");
    counter.types("終了");
    let sheet = counter.says("薬剤・診療・健診情報の閲覧");
    assert!(sheet.contains("回答1"), "{sheet}");
    assert!(counter.says("一括照会").contains("結果待ち1"));
    assert!(counter.says("窓口:").contains("カード1件、番号1件"));
    let trail = std::fs::read_to_string(folder.path().join("onshi-audit.jsonl"));
    assert_eq!(trail.expect("a trail").lines().count(), 2, "two looks");
}

#[test]
fn whom_the_audit_trail_cannot_name_is_refused_on_the_line_and_the_counter_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    terminal.present_card();
    counter.says("新規1: 受付 #1 になりました");
    for (line, code) in [
        ("薬剤 #1 山田 医師", "閲覧者"),
        ("薬剤 #1 dr-1 看護師 P-0815", "看護師"),
        ("薬剤 #1 dr-1 Nurse P-0815", "資格"),
        ("薬剤 #1 dr-1 医師 患者1", "患者番号"),
    ] {
        counter.types(line);
        counter.says(code);
    }
    counter.types("薬剤 #1 dr-1 医師 P-0815");
    counter.says("#2: ── 回答あり");
    counter.types("終了");
    assert!(counter.says("薬剤・診療・健診情報の閲覧").contains("回答1"));
    drop(counter);

    // The same from a file: what lacks a word is over, what has all goes on.
    let chart = chart(folder.path());
    let content = &chart[0]["delivered"][0]["content"];
    let asked = |reference: &str, right: Option<&str>| {
        let mut situation = json!({
            "content": content, "information": "medicines", "viewer": "dr-1",
            "patientNumber": "P-0815",
        });
        if let Some(right) = right {
            situation["right"] = json!(right);
        }
        json!({ "reference": reference, "flow": "medical-information", "situation": situation })
    };
    let lines = [asked("R-1", None), asked("R-2", Some("physician"))];
    let lines = lines.map(|line| line.to_string()).join("\n");
    std::fs::write(folder.path().join("receptions.jsonl"), lines).expect("a file");
    let mut counter = Counter::with(folder.path(), &["--receptions", "receptions.jsonl"]);
    counter.says("R-1: ！資格:");
    counter.says("R-2: ── 回答あり");
    let ended = self::chart(folder.path());
    let refused = ended.iter().find(|line| line["reference"] == "R-1");
    assert_eq!(
        refused.expect("in the chart")["outcome"]["reasons"],
        json!(["audit.missing"])
    );
}

/// What the counter kept.
pub(crate) fn chart(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("onshi-chart.jsonl")).expect("a chart");
    let lines = text.lines().map(serde_json::from_str);
    lines.map(|line| line.expect("a line")).collect()
}

#[test]
fn a_card_that_is_waited_for_ends_the_reception_that_waits_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    counter.types("カード");
    counter.says("新規1: 受付 #1 になりました");
    terminal.present_card();
    // Who it is of is before staff, who say that it is this reception's.
    let question = counter.says("結果1: 確認: ");
    let person = &terminal.patients[0].person;
    let born = person.birthdate.to_string();
    has(&question, &[&person.name, &person.kana, &born]);
    counter.says("選ぶ 結果1 1 = 受付 #1 の患者さん");
    counter.types("選ぶ 結果1 1");
    counter.says("#1: ── 回答あり");
    counter.types("終了");
    let sheet = counter.says("カード");
    assert!(
        sheet.contains("回答1") && sheet.contains("結果待ち0"),
        "{sheet}"
    );
}

#[test]
fn a_reception_number_that_comes_late_is_collected_under_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    {
        let mut connector = terminal.running.connector();
        connector.faults.late = Duration::from_secs(4);
        connector.faults.once(Fault::Late);
        connector.faults.once(Fault::Late);
    }
    let person = &terminal.patients[1].person;
    let situation = json!({
        "patients": [{
            "insurerNumber": person.coverages[0].insurer_number,
            "number": person.coverages[0].number,
            "birthdate": person.birthdate.to_string(),
            "limitConsent": "0",
        }],
        "times": { "answerSeconds": 2, "pollSeconds": 1 },
    });
    // One by the host's own name, and one that the counter numbers.
    let asked = |reference: Option<&str>| {
        let line = json!({ "reference": reference, "flow": "bulk", "situation": situation });
        line.to_string()
    };
    let lines = [asked(Some("R-1")), asked(None)].join("\n");
    std::fs::write(folder.path().join("receptions.jsonl"), lines).expect("a file");
    let mut counter = Counter::with(folder.path(), &["--receptions", "receptions.jsonl"]);
    let answered = [
        counter.says("── 回答あり").replace("R-1", "#4"),
        counter.says("── 回答あり").replace("R-1", "#4"),
    ];
    assert!(
        answered.iter().any(|line| line.starts_with("#4: ")),
        "{answered:?}"
    );
    counter.types("終了");
    let bulk = counter.says("一括照会");
    assert!(
        bulk.contains("回答2") && bulk.contains("不明0、取消0、結果待ち0"),
        "{bulk}"
    );
    let outcomes: Vec<_> = chart(folder.path())
        .iter()
        .filter(|line| line["reference"] == "R-1")
        .map(|line| line["outcome"]["kind"].clone())
        .collect();
    assert_eq!(outcomes, ["uncertain", "answered"]);
}

#[test]
fn what_is_not_there_yet_is_named_by_its_number_and_collected_by_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let _terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    for (place, flow) in ["一括", "登録", "visit", "online", "医療扶助"]
        .iter()
        .enumerate()
    {
        let number = place + 1;
        counter.types(&format!("回収 R20261124 {flow} 2026-11-24"));
        counter.says(&format!("受付 #{number} になりました"));
        counter.types(&format!("中止 #{number}"));
        counter.says(&format!("#{number}: ── 取消"));
        counter.says("受付番号: R20261124");
    }
    counter.types("回収 R20261124 一括 昨日");
    counter.says("`askedOn`");
}
