//! `onshi counter`, driven by lines as staff would type them, before the simulator.

use core::time::Duration;
use onshi_simulator::centre::{Centre, Presented};
use onshi_simulator::connector::{Connector, Running, Settings};
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use serde_json::json;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::SystemTime;

/// The national system behind the folders.
struct Terminal {
    running: Running,
    patients: Vec<Patient>,
}

impl Terminal {
    fn start(folder: &Path) -> Self {
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

    fn present_card(&self) {
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

struct Counter {
    process: Child,
    typed: ChildStdin,
    said: Lines<BufReader<ChildStdout>>,
}

impl Counter {
    fn open(folder: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_onshi"))
            .current_dir(folder)
            .env("ONSHI_DIST", onshi_tests::dist())
            .args(["counter", "--folder", ".", "--institution", INSTITUTION])
            .args(["--plain", "--poll", "20"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let (typed, said) = (process.stdin.take(), process.stdout.take());
        Self {
            process,
            typed: typed.expect("piped"),
            said: BufReader::new(said.expect("piped")).lines(),
        }
    }

    fn types(&mut self, line: &str) {
        writeln!(self.typed, "{line}").expect("it listens");
    }

    /// Goes on until a line has this in it.
    fn says(&mut self, text: &str) -> String {
        let mut before = String::new();
        for line in self.said.by_ref() {
            let line = line.expect("UTF-8");
            if line.contains(text) {
                return line;
            }
            before += &line;
            before.push('\n');
        }
        panic!("{text} was never said:\n{before}");
    }
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
            .contains("受付 閲覧者 資格")
    );
    counter.types("受付して");
    counter.says("コマンドが正しくありません");

    let person = &terminal.patients[1].person;
    let coverage = &person.coverages[0];
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let numbers = [
        coverage.insurer_number.clone(),
        given(&coverage.symbol),
        coverage.number.clone(),
        given(&coverage.branch),
        person.birthdate.to_string(),
    ];
    counter.types(&format!("番号 {}", numbers.join(" ")));
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
