//! The system over HTTP, asked as a program would.

use base64ct::{Base64, Encoding};
use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use onshi_simulator::connector::Settings;
use onshi_simulator::key::Hash;
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use onshi_simulator::server::{Config, Server};
use onshi_simulator::store::Store;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use std::thread::{self, JoinHandle};
use std::time::Instant;
use tempfile::TempDir;

/// 2026-11-21T09:00:00+09:00.
const AT: i64 = 1_795_219_200;

struct Running {
    folder: TempDir,
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<std::io::Result<()>>>,
    population: Population,
}

struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Running {
    fn start() -> Self {
        Self::with(tempfile::tempdir().unwrap(), false)
    }

    fn with(folder: TempDir, kept: bool) -> Self {
        let config = Config {
            seed: 1,
            size: 2000,
            at: Some(AT),
            terminals: vec![Settings::at(folder.path())],
            database: kept.then(|| folder.path().join("people.sqlite")),
            listen: ([127, 0, 0, 1], 0).into(),
        };
        let server = Server::bind(config).unwrap();
        let (address, stop) = (server.address(), Arc::new(AtomicBool::new(false)));
        let stopping = Arc::clone(&stop);
        Self {
            folder,
            address,
            stop,
            thread: Some(thread::spawn(move || server.run(&stopping))),
            population: Population::generate(1, AT, 2000),
        }
    }

    /// Stops it and gives the folder back.
    fn stop(mut self) -> TempDir {
        self.end();
        core::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap().unwrap();
        }
    }

    fn patient(&self, standing: Standing, card: CardState) -> &Patient {
        let mut patients = self.population.patients().iter();
        let found = patients.find(|patient| patient.standing == standing && patient.card == card);
        found.expect("somebody is so")
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        self.ask_as("127.0.0.1", method, path, headers, body)
    }

    fn ask_as(&self, host: &str, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Length: {length}\r\n{headers}\r\n"
        )
        .unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        Answer {
            status: head[9..12].parse().unwrap(),
            body: answer[end + 4..].to_vec(),
        }
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_as(path, "", body)
    }

    fn post_as(&self, path: &str, headers: &str, body: &Value) -> Answer {
        let headers = format!("Content-Type: application/json\r\n{headers}");
        self.ask("POST", path, &headers, body.to_string().as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", b"")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.end();
        }
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Waits for a file for ten seconds at most.
fn wait_for(path: &Path) -> Vec<u8> {
    let until = Instant::now() + Duration::from_secs(10);
    while Instant::now() < until {
        if let Ok(bytes) = fs::read(path) {
            return bytes;
        }
        thread::yield_now();
    }
    panic!("{} did not appear", path.display());
}

#[test]
fn a_card_put_on_the_reader_over_the_api_appears_in_the_folder() {
    let running = Running::start();
    let good = running.patient(Standing::Insured, CardState::Good).id;
    let shown = running
        .post("/api/cards", &json!({ "patient": good }))
        .json();
    let name = shown["fileName"].as_str().unwrap();
    let file = wait_for(&running.folder.path().join("face").join(name));
    assert!(file.starts_with(b"<?xml"));
    let revoked = running.patient(Standing::Insured, CardState::Revoked).id;
    let shown = running
        .post("/api/cards", &json!({ "patient": revoked }))
        .json();
    assert!(shown["textJa"].as_str().unwrap().contains("006"));
}

#[test]
fn faults_and_settings_are_seen_and_set() {
    let running = Running::start();
    assert_eq!(running.get("/").status, 200);
    let answer = running.post(
        "/api/faults",
        &json!({ "fault": "duplicate", "perThousand": 50 }),
    );
    assert_eq!(answer.status, 200);
    let answer = running.post(
        "/api/settings",
        &json!({ "delay": [3000, 7000], "pollsUntilReady": 2 }),
    );
    assert_eq!(answer.status, 200);
    let state = running.get("/api/state").json();
    assert_eq!(
        (&state["patients"], &state["delay"]),
        (&json!(2000), &json!([3000, 7000]))
    );
    let faults = state["faults"].as_array().unwrap();
    let rate =
        |name: &str| &faults.iter().find(|fault| fault["fault"] == name).unwrap()["perThousand"];
    assert_eq!((rate("duplicate"), rate("lost")), (&json!(50), &json!(0)));
    assert_eq!(
        running
            .post("/api/faults", &json!({ "fault": "unheard-of" }))
            .status,
        400
    );
    let lost = running.get("/api/patients?standing=lost&limit=3").json();
    let lost = lost["patients"].as_array().unwrap();
    assert_eq!(lost.len(), 3);
    assert!(lost.iter().all(|patient| patient["standing"] == "lost"));
}

#[test]
fn pages_of_other_sites_are_kept_out() {
    let running = Running::start();
    let asked = |host| running.ask_as(host, "GET", "/api/state", "", b"").status;
    assert_eq!((asked("localhost:1"), asked("clinic.example")), (200, 403));
}

#[test]
fn the_web_api_answers_whom_it_gave_a_token() {
    let running = Running::start();
    let patient = running.patient(Standing::Insured, CardState::Good);
    let coverage = &patient.person.coverages[0];
    let query = json!({ "XmlMsg": {
        "MessageHeader": {
            "QualificationConfirmationDate": "20261121",
            "MedicalInstitutionCode": INSTITUTION,
        },
        "MessageBody": { "QualificationConfirmSearchInfo": {
            "InsurerNumber": format!("{:>8}", coverage.insurer_number),
            "InsuredIdentificationNumber": coverage.number,
            "Birthdate": patient.person.wire_birthdate(),
            "InsuredBranchNumber": coverage.branch,
            "LimitApplicationCertificateRelatedConsFlg": "1",
        } },
    } });
    assert_eq!(running.post("/webapi/OQSsiquc01", &query).status, 401);
    let login = running
        .post(
            "/webapi/login",
            &json!({ "id": "clinic", "password": "made up" }),
        )
        .json();
    let token = format!(
        "Authorization: {}\r\n",
        login["result"]["idToken"].as_str().unwrap()
    );
    let answer = running.post_as("/webapi/OQSsiquc01", &token, &query);
    assert_eq!(answer.status, 200);
    // What `onshi` reads of it is what the person is called.
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let read = onshi::message::read_json(&text, &onshi::message::ReadOptions::default()).unwrap();
    assert_eq!(
        read.interface.map(onshi::message::Interface::id),
        Some("OQS-IF-002")
    );
    assert!(read.notes.is_empty());
    let read: Value = serde_json::from_str(&read.to_json()).unwrap();
    let result = "/XmlMsg/MessageBody/ResultList/0/ResultOfQualificationConfirmation/Name";
    assert_eq!(read.pointer(result), Some(&json!(patient.person.name)));
    running.post("/api/faults", &json!({ "fault": "offline", "once": true }));
    let failed = running.post_as("/webapi/OQSsiquc01", &token, &query).json();
    assert_eq!(failed["XmlMsg"]["MessageHeader"]["SegmentOfResult"], "9");
    let wrong = running.post_as("/webapi/OQSsiquc01", &token, &json!({ "XmlMsg": {} }));
    assert_eq!(wrong.status, 400);
}

/// A page of the institution, and how somebody's card proves there who they are.
struct AtHome<'r> {
    running: &'r Running,
    url: String,
}

impl<'r> AtHome<'r> {
    fn of(running: &'r Running) -> Self {
        let url = running
            .post(&format!("/home/url/{INSTITUTION}/home"), &json!({}))
            .json();
        let url = url["path"].as_str().unwrap().to_owned();
        Self { running, url }
    }

    /// The card signs a text once its PIN is there.
    fn signed(&self, patient: u32, message: &str) -> Value {
        let digest_info = Hash::Sha256.digest_info(message.as_bytes());
        let known = self.running.get(&format!("/api/patients?from={patient}"));
        let asked = json!({
            "pin": known.json()["patients"][0]["pin"],
            "digestInfo": Base64::encode_string(&digest_info),
        });
        let signed = self
            .running
            .post(&format!("/pki/cards/{patient}/sign"), &asked)
            .json();
        json!({
            "certificate": signed["certificate"],
            "signature": signed["signature"],
            "message": message,
        })
    }

    fn prove(&self, signed: &Value) -> Answer {
        self.running.post(&format!("{}/sessions", self.url), signed)
    }

    /// A token for somebody.
    fn token(&self, patient: u32, message: &str) -> String {
        let proven = self.prove(&self.signed(patient, message)).json();
        let token = proven["token"].as_str().unwrap();
        format!("Authorization: {token}\r\n")
    }

    fn register(&self, token: &str, key: &str, given: &Value) -> Answer {
        let asked = json!({ "key": key, "consents": given });
        let path = format!("{}/consents", self.url);
        self.running.post_as(&path, token, &asked)
    }

    fn consents(&self, token: &str) -> Value {
        let path = format!("{}/consents", self.url);
        let answer = self.running.ask("GET", &path, token, b"");
        answer.json()["consents"].take()
    }
}

#[test]
fn a_consent_at_home_is_registered_and_taken_back() {
    let running = Running::start();
    let home = AtHome::of(&running);
    let patients = running.population.patients().iter();
    let fits = |patient: &&Patient| {
        patient.home_care.is_none()
            && patient.card == CardState::Good
            && patient.standing == Standing::Insured
    };
    let id = patients.clone().find(fits).unwrap().id;
    assert_eq!(running.get(&home.url).json()["treatmentFlag"], "2");
    assert_eq!(
        running.get(&format!("{}0", home.url)).status,
        404,
        "another's URL"
    );
    let token = home.token(id, "a challenge");
    assert_eq!(home.consents(&token), Value::Null);
    let some = json!({ "medicines": true, "checkups": true });
    assert_eq!(home.register(&token, "one", &some).status, 200);
    let known = home.consents(&token);
    assert_eq!(known["inForce"], true);
    assert_eq!(known["consents"]["medicines"], true);
    assert_eq!(known["consents"]["treatments"], false);
    let again = home.register(&token, "one", &some).json();
    assert_eq!(again["repeated"], true);
    let other = json!({ "medicines": false });
    assert_eq!(home.register(&token, "one", &other).status, 409);
    let cancel = json!({ "key": "two", "by": "patient" });
    let cancelled = running.post_as(&format!("{}/cancel", home.url), &token, &cancel);
    assert_eq!(cancelled.json()["consents"]["ended"]["reason"], "2");
    assert_eq!(home.consents(&token)["inForce"], false);
}

#[test]
fn a_card_proves_somebody_once_and_only_with_its_own_signature() {
    let running = Running::start();
    let home = AtHome::of(&running);
    let [one, other] = [0, 1].map(|place| {
        let mut patients = running.population.patients().iter();
        let fits = |patient: &&Patient| patient.card == CardState::Good;
        patients.by_ref().filter(fits).nth(place).unwrap().id
    });
    let signed = home.signed(one, "a challenge");
    let mut bent = signed.clone();
    bent["message"] = "another".into();
    assert_eq!(home.prove(&bent).json()["code"], "card.unknown");
    let mut anothers = signed.clone();
    anothers["certificate"] = home.signed(other, "a challenge")["certificate"].clone();
    assert_eq!(home.prove(&anothers).json()["code"], "card.unknown");
    assert_eq!(home.prove(&signed).status, 200);
    assert_eq!(home.prove(&signed).json()["code"], "card.used");
    let unproven = home.register("Authorization: made-up\r\n", "one", &json!({}));
    assert_eq!(unproven.status, 401);
}

#[test]
fn what_a_card_is_refused_for_at_home_has_a_code() {
    let running = Running::start();
    let home = AtHome::of(&running);
    for (card, code) in [
        (CardState::Unregistered, "card.unregistered"),
        (CardState::Expired, "card.expired"),
        (CardState::Revoked, "card.revoked"),
    ] {
        let id = running.patient(Standing::Insured, card).id;
        let refused = home.prove(&home.signed(id, code)).json();
        assert_eq!(refused["code"], code);
        assert!(refused["textJa"].as_str().unwrap().contains("資格確認書"));
    }
    let everything = json!({ "medicines": true });
    for (standing, card, code) in [
        (Standing::Insured, CardState::Grace, "card.grace"),
        (Standing::Lost, CardState::Good, "eligibility.lost"),
    ] {
        let token = home.token(running.patient(standing, card).id, code);
        let refused = home.register(&token, "one", &everything);
        assert_eq!(refused.json()["code"], code);
        assert_eq!(home.register(&token, "two", &json!({})).status, 200);
    }
}

#[test]
fn revoked_cards_are_listed_and_answered_about() {
    use der::{Decode, Encode};
    let running = Running::start();
    let certificate = |card| {
        let id = running.patient(Standing::Insured, card).id;
        let bytes = running.get(&format!("/pki/cards/{id}")).body;
        x509_cert::Certificate::from_der(&bytes).unwrap()
    };
    let serial = |certificate: &x509_cert::Certificate| {
        certificate
            .tbs_certificate()
            .serial_number()
            .to_der()
            .unwrap()
    };
    let (good, revoked) = (
        serial(&certificate(CardState::Good)),
        serial(&certificate(CardState::Revoked)),
    );
    let list = running.get("/pki/authentication.crl").body;
    let list = x509_cert::crl::CertificateList::<x509_cert::certificate::Rfc5280>::from_der(&list)
        .unwrap();
    let listed: Vec<_> = list
        .tbs_cert_list
        .revoked_certificates
        .unwrap_or_default()
        .iter()
        .map(|entry| entry.serial_number.to_der().unwrap())
        .collect();
    assert_eq!(listed, core::slice::from_ref(&revoked));
    // A nonce comes back, and the status is that of the certificate.
    let sequence = |parts: &[&[u8]]| {
        let inside = parts.concat();
        [
            &[0x30, u8::try_from(inside.len()).unwrap()],
            inside.as_slice(),
        ]
        .concat()
    };
    let question = |serial: &[u8]| {
        let algorithm = sequence(&[&[0x06, 5, 0x2b, 0x0e, 3, 2, 0x1a]]);
        let id = sequence(&[&algorithm, &[4, 1, 0], &[4, 1, 0], serial]);
        let nonce = [
            6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2, 4, 10, 4, 8, 1, 2, 3, 4, 5, 6, 7, 8,
        ];
        let extensions = sequence(&[&sequence(&[&nonce])]);
        let tagged = [
            &[0xA2, u8::try_from(extensions.len()).unwrap()],
            extensions.as_slice(),
        ]
        .concat();
        sequence(&[&sequence(&[&sequence(&[&sequence(&[&id])]), &tagged])])
    };
    let answer = |serial: &[u8]| {
        let body = running.ask("POST", "/pki/ocsp", "", &question(serial));
        assert_eq!(body.status, 200);
        assert!(
            body.body
                .windows(10)
                .any(|bytes| bytes == [4, 8, 1, 2, 3, 4, 5, 6, 7, 8])
        );
        body.body
    };
    // CertStatus: good is [0] of no length, revoked [1] of some; unknown [2].
    let has = |bytes: &[u8], serial: &[u8], status: u8| {
        let said = [serial, &[status]].concat();
        bytes.windows(said.len()).any(|part| part == said)
    };
    assert!(has(&answer(&good), &good, 0x80));
    assert!(has(&answer(&revoked), &revoked, 0xA1));
    assert!(has(&answer(&[2, 1, 5]), &[2, 1, 5], 0x82));
    assert_eq!(
        running.ask("POST", "/pki/ocsp", "", b"nonsense").status,
        400
    );
}

#[test]
fn population_and_registrations_outlast_the_simulator() {
    let running = Running::with(tempfile::tempdir().unwrap(), true);
    let unregistered = running
        .patient(Standing::Insured, CardState::Unregistered)
        .id;
    let asked = json!({ "patient": unregistered, "register": true });
    let shown = running.post("/api/cards", &asked).json();
    let name = shown["fileName"].as_str().unwrap().to_owned();
    wait_for(&running.folder.path().join("face").join(name));
    let population = running.population.clone();
    let folder = running.stop();
    // Another seed does not make another population of it.
    let store = Store::open(&folder.path().join("people.sqlite"), 9, AT, 10);
    let mut store = store.unwrap();
    assert_eq!(
        store.population().unwrap().patients(),
        population.patients()
    );
    let centre = store.centre().unwrap();
    assert!(centre.registry().has_registered_card(unregistered));
    assert!(!centre.registry().has_registered_card(unregistered + 1));
}

#[test]
fn it_listens_to_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        seed: 1,
        size: 1,
        at: Some(AT),
        terminals: vec![Settings::at(folder.path())],
        database: None,
        listen: ([0, 0, 0, 0], 0).into(),
    };
    assert!(Server::bind(config).is_err());
}
