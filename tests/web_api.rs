//! The core's flows over the Web API, against the simulator's on this machine: a login,
//! requests as JSON, answers as JSON, and what becomes of those that are lost.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use onshi_host::desk::{Desk, Opening, Progress};
use onshi_host::exchange::web::{Line, LineOptions, Route, SESSIONS, Web};
use onshi_host::exchange::{Exchange, Options};
use onshi_host::{Onshi, ReadOptions};
use onshi_simulator::connector::Settings;
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use onshi_simulator::server::{Config, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::SystemTime;
use tempfile::TempDir;

/// 2026-11-21T09:00:00+09:00.
const AT: i64 = 1_795_219_200;
const PEOPLE: u32 = 2000;
/// Long enough for anything that happens, never waited out when it does.
const PATIENCE: Duration = Duration::from_secs(20);

/// The simulated system and the line to it.
struct System {
    folder: TempDir,
    line: Line,
    patients: Vec<Patient>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl System {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            seed: 1,
            size: PEOPLE,
            at: Some(AT),
            terminals: vec![Settings::at(folder.path())],
            database: None,
            listen: ([127, 0, 0, 1], 0).into(),
        };
        let server = Server::bind(config).expect("a free port");
        let base = format!("http://{}", server.address());
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&stop);
        let thread = thread::spawn(move || server.run(&stopping));
        let line = Line::new(LineOptions::to(base)).expect("this machine");
        let login = json!({ "id": "reception", "password": "sample" });
        let said = ask(&line, "/webapi/login", &login);
        let token = said["result"]["idToken"].as_str().expect("a token");
        line.set_header("Authorization", token);
        let insured = |patient: &&Patient| patient.standing == Standing::Insured;
        let population = Population::generate(1, AT, PEOPLE);
        let patients = population.patients().iter().filter(insured);
        Self {
            patients: patients.cloned().collect(),
            folder,
            line,
            stop,
            thread: Some(thread),
        }
    }

    /// The next request has this fault.
    fn once(&self, fault: &str) {
        ask(
            &self.line,
            "/api/faults",
            &json!({ "fault": fault, "once": true }),
        );
    }

    fn numbers(&self, nth: usize) -> Value {
        let person = &self.patients[nth].person;
        let coverage = &person.coverages[0];
        let mut numbers = json!({
            "insurerNumber": coverage.insurer_number,
            "symbol": coverage.symbol,
            "number": coverage.number,
            "branch": coverage.branch,
            "birthdate": person.birthdate.to_string(),
            "limitConsent": "0",
        });
        if let Value::Object(members) = &mut numbers {
            members.retain(|_, member| !member.is_null());
        }
        numbers
    }

    /// What somebody's card says who agrees to everything.
    fn card(&self, onshi: &Onshi) -> Value {
        let good = |patient: &&Patient| patient.card == CardState::Good;
        let patient = self.patients.iter().find(good).expect("somebody has one");
        let shown = ask(&self.line, "/api/cards", &json!({ "patient": patient.id }));
        let name = shown["fileName"].as_str().expect("a result");
        let file = self.folder.path().join("face").join(name);
        let began = std::time::Instant::now();
        loop {
            let bytes = std::fs::read(&file).unwrap_or_default();
            if let Ok(document) = onshi.read(&bytes, &ReadOptions::named(name)) {
                return serde_json::from_str(&document.content).expect("JSON");
            }
            assert!(began.elapsed() < PATIENCE, "no result of the reader");
            thread::yield_now();
        }
    }

    fn desk<'o>(&self, onshi: &'o Onshi) -> Desk<'o> {
        let prefixes = [
            "OQSsiquc01",
            "OQSsiimm01",
            "OQSmuquc01",
            "OQSmuquc02",
            "YZKsiquc01",
        ];
        let routes = prefixes.map(|prefix| Route {
            prefix: prefix.to_owned(),
            path: format!("/webapi/{prefix}"),
        });
        let web = Web::new(self.line.clone(), routes.into(), SESSIONS);
        let journal = self.folder.path().join("journal.sqlite");
        let exchange = Exchange::open(journal, web, Options::default(), at(0));
        let face = json!({ "institution": INSTITUTION }).to_string();
        Desk::new(onshi, exchange.expect("the journal opens"), face).as_json()
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn ask(line: &Line, path: &str, content: &Value) -> Value {
    let answer = line.post(path, content.to_string().as_bytes());
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 200);
    serde_json::from_slice(&answer.content).expect("JSON")
}

/// The host's clock, a minute ahead of the simulator's: whatever was consented to there
/// was so before.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(AT.unsigned_abs() + 60 + seconds)
}

fn opening(reference: &str, flow: &str, mut situation: Value) -> Opening {
    situation["institution"] = json!(INSTITUTION);
    situation["suffix"] = json!(format!("20261121{reference}"));
    Opening {
        flow: flow.to_owned(),
        situation: situation.to_string(),
        reference: Some(reference.to_owned()),
    }
}

/// How receptions went: each one's outcome, and what was delivered to it.
#[derive(Default)]
struct Went {
    outcomes: BTreeMap<String, Value>,
    delivered: BTreeMap<String, Value>,
}

impl Went {
    fn take(&mut self, progress: &Progress<'_>) {
        assert!(progress.error.is_none(), "{:?}", progress.error);
        let reference = progress.reference.unwrap_or_default().to_owned();
        let Some(step) = progress.step else { return };
        for action in step.actions.iter().filter(|it| it.kind == "deliver") {
            let read = |json: &Option<String>| -> Value {
                json.as_deref().map_or(Value::Null, |json| {
                    serde_json::from_str(json).expect("JSON")
                })
            };
            let delivered = json!({
                "fileName": action.file_name,
                "judgement": read(&action.judgement),
                "content": read(&action.content),
            });
            self.delivered.insert(reference.clone(), delivered);
        }
        if let Some(outcome) = &step.outcome {
            let state = outcome.state.as_ref().map(|state| state.code.as_str());
            self.outcomes
                .insert(reference, json!([outcome.kind, state]));
        }
    }

    fn kind(&self, reference: &str) -> &str {
        self.outcomes[reference][0].as_str().expect("a kind")
    }
}

/// Plays receptions to their ends. The host's clock goes on a minute whenever nothing
/// happens, so that nobody has to wait for a bulk result.
fn play(desk: &mut Desk<'_>, openings: &[Opening]) -> Went {
    let mut went = Went::default();
    let mut seconds = 0;
    {
        let mut keep = |progress: &Progress<'_>| -> io::Result<()> {
            went.take(progress);
            Ok(())
        };
        for begun in desk.begin(openings, at(0), &mut keep).expect("the journal") {
            begun.expect("a flow begins");
        }
        while desk.under_way() > 0 {
            let waits_for_its_time = desk.receptions().all(|one| {
                one.until.is_some_and(|until| until > at(seconds)) && one.flow == "bulk"
            });
            let wait = Duration::from_millis(if waits_for_its_time { 100 } else { 20_000 });
            let happened = desk.go_on(at(seconds), wait, &mut keep).expect("goes on");
            assert!(
                happened > 0 || waits_for_its_time,
                "nothing happens any more"
            );
            if happened == 0 {
                seconds += 60;
            }
        }
    }
    went
}

#[test]
fn receptions_go_over_the_web_api_and_come_back_judged() {
    let system = System::start();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let card = system.card(&onshi);
    let mut openings: Vec<_> = (0..40)
        .map(|nth| {
            let situation = json!({ "patients": [system.numbers(nth)] });
            opening(&format!("number{nth:02}"), "by-number", situation)
        })
        .collect();
    let booked: Vec<_> = (0..5).map(|nth| system.numbers(nth)).collect();
    openings.push(opening("bulk", "bulk", json!({ "patients": booked })));
    let register = json!({ "content": card, "patientNumber": "P-0815" });
    openings.push(opening("register", "reference-number", register));
    for (reference, pdf) in [("view", false), ("viewpdf", true)] {
        let situation = json!({
            "content": card, "information": "medicines", "pdf": pdf,
            "viewer": "doctor-1", "right": "physician", "patientNumber": "P-0815",
        });
        openings.push(opening(reference, "medical-information", situation));
    }
    let went = play(&mut system.desk(&onshi), &openings);
    assert_eq!(went.outcomes.len(), openings.len());
    for (reference, outcome) in &went.outcomes {
        assert_eq!(outcome[0], "answered", "{reference}: {outcome}");
    }
    for nth in 0..40 {
        let delivered = &went.delivered[&format!("number{nth:02}")];
        let state = &delivered["judgement"]["state"]["code"];
        assert_eq!(*state, "eligible", "{nth}");
        let name = "/XmlMsg/MessageBody/ResultList/0/ResultOfQualificationConfirmation/Name";
        let person = &system.patients[nth].person;
        assert_eq!(
            delivered["content"].pointer(name),
            Some(&json!(person.name))
        );
    }
    let units = went.delivered["bulk"]["judgement"]["units"].as_array();
    assert_eq!(units.map(Vec::len), Some(5));
    assert!(went.delivered["view"]["judgement"]["medicines"].is_array());
    let pdf = &went.delivered["viewpdf"];
    assert_eq!(pdf["content"], Value::Null);
    assert!(pdf["fileName"].as_str().expect("a name").ends_with(".pdf"));
}

#[test]
fn what_the_web_api_refuses_or_loses_ends_so_and_stays_so() {
    let system = System::start();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    for (fault, kind) in [
        ("refused", "refused"),
        ("lost", "uncertain"),
        ("malformed", "uncertain"),
    ] {
        system.once(fault);
        let situation = json!({ "patients": [system.numbers(0)], "times": { "answerSeconds": 1 } });
        let opened = [opening(fault, "by-number", situation)];
        let mut desk = system.desk(&onshi);
        let went = play(&mut desk, &opened);
        assert_eq!(went.kind(fault), kind, "{fault}");
        drop(desk);
        // Nothing of it is taken up again, or sent again, by the next session.
        assert_eq!(system.desk(&onshi).under_way(), 0, "{fault}");
    }
}
