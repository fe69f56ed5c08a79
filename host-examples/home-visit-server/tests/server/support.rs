//! A simulator and a server of a test's own, and whoever asks them.

use core::sync::atomic::{AtomicBool, Ordering};
use onshi_home_visit_server::{Addresses, Clock, Config, Limits, Server};
use onshi_host::Onshi;
use onshi_simulator::connector::Settings;
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use onshi_simulator::server::{self as simulator, Server as Simulator};
use serde_json::{Value, json};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use tempfile::TempDir;

/// 2026-11-21T09:00:00+09:00.
pub(crate) const AT: i64 = 1_795_219_200;
pub(crate) const SEED: u64 = 1;
const SIZE: u32 = 2000;

/// Both, running.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) pages: Addresses,
    pub(crate) clock: Clock,
    control: String,
    simulator: Part,
    server: Part,
    agent: ureq::Agent,
}

/// What runs on a thread of its own until it is told to stop.
struct Part {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// What a device makes up for saying one number.
pub(crate) const KEY: &str = "this-device-0000001";

/// A session, and what leads to it.
pub(crate) struct Session {
    pub(crate) path: String,
    pub(crate) begun: Value,
}

/// The component, compiled once for all tests.
pub(crate) fn onshi() -> Arc<Onshi> {
    static ONSHI: OnceLock<Arc<Onshi>> = OnceLock::new();
    let open = || {
        let dist = std::env::var_os("ONSHI_DIST").map_or_else(
            || concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist").into(),
            PathBuf::from,
        );
        Arc::new(Onshi::open(dist).expect("cargo xtask build makes the component"))
    };
    Arc::clone(ONSHI.get_or_init(open))
}

/// The people of the simulator, made once for all tests.
pub(crate) fn people() -> &'static Population {
    static PEOPLE: OnceLock<Population> = OnceLock::new();
    PEOPLE.get_or_init(|| Population::generate(SEED, AT, SIZE))
}

/// Somebody without any consent so far.
pub(crate) fn somebody(standing: Standing, card: CardState) -> &'static Patient {
    someone(|patient| patient.standing == standing && patient.card == card)
}

/// Whoever fits, without any consent so far.
pub(crate) fn someone(fits: impl Fn(&Patient) -> bool) -> &'static Patient {
    let mut patients = people().patients().iter();
    let found = patients.find(|patient| {
        patient.home_care.is_none() && patient.online_care.is_none() && fits(patient)
    });
    found.expect("the population has everybody")
}

/// Somebody whose card and insurance are as they should be.
pub(crate) fn anybody() -> &'static Patient {
    // Of those the card app has no card that is locked.
    someone(|patient| {
        patient.standing == Standing::Insured && patient.card == CardState::Good && patient.id > 100
    })
}

impl World {
    pub(crate) fn start() -> Self {
        Self::with(true)
    }

    /// With what is there for tests, or as it runs otherwise.
    pub(crate) fn with(test: bool) -> Self {
        Self::taking(test, true)
    }

    /// With or without what is there for tests, and the cards that are made for them.
    pub(crate) fn taking(test: bool, accept_test_hierarchy: bool) -> Self {
        Self::set(
            (test, accept_test_hierarchy),
            str::to_owned,
            Limits::default(),
            None,
        )
    }

    /// With these limits, and the header of a proxy if there is one.
    pub(crate) fn within(limits: Limits, client_header: Option<&str>) -> Self {
        Self::set((true, true), str::to_owned, limits, client_header)
    }

    /// The server, that reaches the service by the address that this makes of its own.
    pub(crate) fn behind(address: impl FnOnce(&str) -> String) -> Self {
        Self::set((true, true), address, Limits::default(), None)
    }

    fn set(
        (test, accept_test_hierarchy): (bool, bool),
        address: impl FnOnce(&str) -> String,
        limits: Limits,
        client_header: Option<&str>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let terminal = folder.path().join("terminal");
        let settings = Settings {
            record: Some(folder.path().join("record.tsv")),
            ..Settings::at(&terminal)
        };
        let simulator = Simulator::bind(simulator::Config {
            seed: SEED,
            size: SIZE,
            at: Some(AT),
            terminals: vec![settings],
            database: None,
            listen: ([127, 0, 0, 1], 0).into(),
        });
        let clock = Clock::still(AT);
        let mut simulator = simulator.unwrap();
        if let Clock::Still(at) = &clock {
            simulator = simulator.by_clock(Arc::clone(at));
        }
        let service = format!("http://{}", simulator.address());
        let simulator = Part::run(move |stop| simulator.run(stop));
        let page = folder.path().join("page");
        std::fs::create_dir_all(page.join("assets")).unwrap();
        std::fs::write(page.join("index.html"), "the page").unwrap();
        std::fs::write(page.join("assets/onshi.wasm"), b"\0asm").unwrap();
        let server = Server::bind(Config {
            listen: ([127, 0, 0, 1], 0).into(),
            onshi: onshi(),
            service: address(&service),
            folder: terminal,
            journal: folder.path().join("journal.sqlite"),
            page,
            institution: INSTITUTION.into(),
            anchors: Hierarchy::jpki_test(SEED, AT).anchors(Purpose::Authentication),
            accept_test_hierarchy,
            clock: clock.clone(),
            limits,
            client_header: client_header.map(str::to_owned),
            test,
        });
        let server = server.unwrap();
        let pages = server.addresses();
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            folder,
            pages,
            clock,
            control: service,
            simulator,
            server: Part::run(move |stop| server.run(stop)),
            agent: config.build().into(),
        }
    }

    /// The service goes away.
    pub(crate) fn stop_simulator(&mut self) {
        self.simulator.end();
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_get(path, &[]).unwrap()
    }

    pub(crate) fn try_get(
        &self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, ureq::Error> {
        let (path, held) = held(path);
        let request = self.agent.get(format!("{}{path}", self.pages.origin));
        let mut request = request.header("Authorization", held);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::read(request.call()?)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_post(path, "application/json", &body.to_string())
            .unwrap()
    }

    pub(crate) fn post_as(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.pages.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header("Content-Type", "application/json");
        Answer::read(request.send(body.to_string()).unwrap()).unwrap()
    }

    pub(crate) fn try_post(
        &self,
        path: &str,
        kind: &str,
        body: &str,
    ) -> Result<Answer, ureq::Error> {
        let (path, held) = held(path);
        let request = self.agent.post(format!("{}{path}", self.pages.origin));
        let request = request.header("Authorization", held);
        Answer::read(request.header("Content-Type", kind).send(body)?)
    }

    /// The next request to the terminal goes wrong.
    pub(crate) fn terminal_fault(&self, fault: &str) {
        let asked = json!({ "fault": fault, "once": true }).to_string();
        let request = self.agent.post(format!("{}/api/faults", self.control));
        let answer = request
            .header("Content-Type", "application/json")
            .send(asked);
        assert_eq!(answer.unwrap().status(), 200);
    }

    /// A result of a test's own arrives from the terminal.
    pub(crate) fn arrive(&self, name: &str, result: &str) {
        let terminal = self.folder.path().join("terminal");
        let written = terminal.join("written");
        std::fs::write(&written, result).unwrap();
        std::fs::rename(written, terminal.join("res").join(name)).unwrap();
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        let (path, held) = held(path);
        let request = self.agent.delete(format!("{}{path}", self.pages.origin));
        let request = request.header("Authorization", held);
        Answer::read(request.call().unwrap()).unwrap()
    }

    /// The next requests of a path go wrong.
    pub(crate) fn fault(&self, fault: &str, path: &str) {
        let answer = self.post("/test/faults", &json!({ "fault": fault, "path": path }));
        assert_eq!(answer.status, 204);
    }

    /// The place of an address, as the API has it.
    pub(crate) fn place(&self, address: &str) -> String {
        format!("/api/places{}", &address[self.pages.origin.len()..])
    }

    pub(crate) fn visits(&self) -> Vec<Value> {
        let (_, staff) = self.pages.staff.split_once("staff=").unwrap();
        let mut visits = self.get(&format!("@{staff}/api/staff/visits")).json();
        serde_json::from_value(visits["visits"].take()).unwrap()
    }

    /// A session of 訪問診療等.
    pub(crate) fn session(&self) -> Session {
        self.session_at(&self.pages.home, &json!({}))
    }

    pub(crate) fn session_at(&self, address: &str, asked: &Value) -> Session {
        let path = format!("{}/sessions", self.place(address));
        let answer = self.post(&path, asked);
        assert_eq!(answer.status, 201);
        Session::of(answer.json())
    }

    /// What a card gives when its PIN is typed.
    pub(crate) fn signed(&self, session: &Session, patient: u32) -> Value {
        let answer = self.hold(session, patient, &pin(patient));
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    }

    /// A card held to the card app, and what is typed.
    pub(crate) fn hold(&self, session: &Session, patient: u32, pin: &str) -> Answer {
        let held = json!({ "handover": session.handover(), "pin": pin });
        self.post(&format!("/card-app/api/cards/{patient}/sign"), &held)
    }

    /// The card app sends on what the card gave.
    pub(crate) fn answer(&self, session: &Session, signed: &Value) -> Answer {
        let path = format!("@{}/api/handover/card", session.handover());
        self.post(&path, signed)
    }

    /// A session as it is now.
    pub(crate) fn look(&self, session: &Session) -> Value {
        self.get(&session.path).json()
    }

    /// The device beside the card says the number that the card app shows.
    pub(crate) fn confirm(&self, session: &Session, told: &Value) -> Session {
        let answer = self.say(session, told["confirmation"].as_str().unwrap(), KEY);
        assert_eq!(answer.status, 200, "{}", answer.json());
        Session::of(answer.json())
    }

    /// A device says a number.
    pub(crate) fn say(&self, session: &Session, number: &str, key: &str) -> Answer {
        let path = format!("{}/confirm", session.path);
        self.post(&path, &json!({ "number": number, "key": key }))
    }

    /// A card is read for a session, and the device beside it says so.
    pub(crate) fn present(&self, session: &Session, patient: u32) -> Session {
        let told = self.answer(session, &self.signed(session, patient));
        self.confirm(session, &told.json())
    }

    /// Another challenge for a session.
    pub(crate) fn ask_anew(&self, session: &Session) -> Session {
        let asked = self.post(&format!("{}/challenge", session.path), &json!({}));
        Session::of(asked.json())
    }

    /// A session whose card was read and confirmed.
    pub(crate) fn read(&self, patient: &Patient) -> (Session, Value) {
        let session = self.present(&self.session(), patient.id);
        let seen = self.look(&session);
        (session, seen)
    }
}

/// The PIN of a card, as the simulator makes it.
pub(crate) fn pin(patient: u32) -> String {
    onshi_simulator::seed::Stream::new(SEED, &format!("pin/{patient}")).text(b"0123456789", 4)
}

/// Consents to everything, or to nothing.
pub(crate) fn consents(given: bool, key: &str) -> Value {
    json!({
        "key": key, "medicines": given, "treatments": given, "operations": given,
        "checkups": given, "diseases": given,
    })
}

/// A path as it is asked, and what is held to ask it: `@held/path`.
fn held(path: &str) -> (&str, String) {
    let Some(rest) = path.strip_prefix('@') else {
        return (path, String::new());
    };
    let at = rest.find('/').expect("a path begins with a slash");
    (&rest[at..], format!("Bearer {}", &rest[..at]))
}

impl Session {
    pub(crate) fn of(begun: Value) -> Self {
        let id = begun["session"].as_str().unwrap();
        Self {
            path: format!("@{id}/api/session"),
            begun,
        }
    }

    pub(crate) fn handover(&self) -> &str {
        handover(&self.begun)
    }
}

pub(crate) fn handover(session: &Value) -> &str {
    let url = session["cardAppUrl"].as_str().unwrap();
    url.split_once("handover=").unwrap().1
}

impl Answer {
    fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Self, ureq::Error> {
        Ok(Self {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.body_mut().read_to_vec()?,
        })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Its code, where it is a refusal with a way on.
    pub(crate) fn code(&self) -> String {
        let told = self.json();
        assert!(!told["next"].as_array().unwrap().is_empty(), "a dead end");
        told["code"].as_str().unwrap().to_owned()
    }
}

impl Part {
    fn run(run: impl FnOnce(&AtomicBool) -> io::Result<()> + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&stop);
        Self {
            stop,
            thread: Some(thread::spawn(move || run(&stopping))),
        }
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap().unwrap();
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.server.end();
            self.simulator.end();
        }
    }
}
