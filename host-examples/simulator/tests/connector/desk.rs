//! A desk before a simulated terminal: asks in `req`, reads in `res` and `face`.

use base64ct::{Base64, Encoding as _};
use core::time::Duration;
use onshi::facade;
use onshi_simulator::centre::Centre;
use onshi_simulator::connector::{Connector, Settings};
use onshi_simulator::person::Coverage;
use onshi_simulator::population::{CardState, Patient, Population, Standing};
use onshi_simulator::results::INSTITUTION;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;
use tempfile::TempDir;

/// 2026-11-21T09:00:00+09:00.
pub(crate) const AT: i64 = 1_795_219_200;

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) connector: Connector,
    pub(crate) centre: Arc<Mutex<Centre>>,
    pub(crate) now: SystemTime,
    asked: u32,
}

/// A file that came, read by `onshi`.
pub(crate) struct Read {
    pub(crate) interface: String,
    pub(crate) content: Value,
    pub(crate) notes: Value,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(set: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::at(folder.path());
        set(&mut settings);
        let centre = Centre::new(Population::generate(1, AT, 4000)).shared();
        Self {
            connector: Connector::open(settings, Arc::clone(&centre)).unwrap(),
            folder,
            centre,
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(AT.unsigned_abs()),
            asked: 0,
        }
    }

    /// Somebody who stands so with their insurers, with a card that is good.
    pub(crate) fn patient(&self, standing: Standing) -> Patient {
        self.patient_who(|patient| patient.standing == standing && patient.card == CardState::Good)
    }

    pub(crate) fn patient_who(&self, fits: impl Fn(&Patient) -> bool) -> Patient {
        let centre = self.centre.lock().unwrap();
        let found = centre
            .population()
            .patients()
            .iter()
            .find(|patient| fits(patient));
        found.expect("somebody is so").clone()
    }

    /// Puts a request into `req` and says what it is called.
    pub(crate) fn put(&mut self, interface: &str, content: &Value, options: &Value) -> String {
        self.asked += 1;
        let mut options = options.clone();
        options["suffix"] = json!(format!("20261121{:04}", self.asked));
        let input = json!({ "interfaceId": interface, "content": content, "options": options });
        let answer =
            facade::invoke("message.build", &input.to_string(), &[], &mut |_| false).unwrap();
        let file: Value = serde_json::from_str(&answer).unwrap();
        let name = file["name"].as_str().unwrap().to_owned();
        let bytes = Base64::decode_vec(file["bytes"].as_str().unwrap()).unwrap();
        fs::write(self.path("req", &name), bytes).unwrap();
        name
    }

    /// Asks and reads the answer, which comes in one step.
    pub(crate) fn ask(&mut self, interface: &str, content: &Value) -> Read {
        let name = self.put(interface, content, &json!({}));
        self.connector.step(self.now).unwrap();
        self.read("res", &name.replace("req_", "res_"))
    }

    /// Begins a flow of the core.
    pub(crate) fn begin(&self, flow: &str, situation: &Value) -> Value {
        flow_step(
            "reception.begin",
            &json!({ "flow": flow, "situation": situation }),
            &[],
        )
    }

    /// Puts the request of a flow's step into `req`, and says what it is called.
    pub(crate) fn publish(&mut self, step: &Value) -> String {
        let mut actions = step["actions"].as_array().unwrap().iter();
        let action = actions.find(|action| action["kind"] == "publish").unwrap();
        let name = action["fileName"].as_str().unwrap().to_owned();
        let bytes = Base64::decode_vec(action["bytes"].as_str().unwrap()).unwrap();
        fs::write(self.path("req", &name), bytes).unwrap();
        self.connector.step(self.now).unwrap();
        name
    }

    /// Tells a flow that a file came.
    pub(crate) fn arrived(&self, state: &str, name: &str, bytes: &[u8]) -> Value {
        let event = json!({ "kind": "arrived", "fileName": name });
        flow_step(
            "reception.advance",
            &json!({ "state": state, "event": event }),
            bytes,
        )
    }

    pub(crate) fn path(&self, folder: &str, name: &str) -> PathBuf {
        self.folder.path().join(folder).join(name)
    }

    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join(folder)).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn later(&mut self, ms: u64) {
        self.now += Duration::from_millis(ms);
        self.connector.step(self.now).unwrap();
    }

    /// A file as `onshi` reads it.
    pub(crate) fn read(&self, folder: &str, name: &str) -> Read {
        let bytes = fs::read(self.path(folder, name))
            .unwrap_or_else(|_| panic!("{name} among {:?}", self.files(folder)));
        read(name, &bytes)
    }
}

fn flow_step(operation: &str, input: &Value, payload: &[u8]) -> Value {
    let mut input = input.clone();
    input["at"] = "2026-11-21T09:00:10+09:00".into();
    let step = facade::invoke(operation, &input.to_string(), payload, &mut |_| false);
    serde_json::from_str(&step.unwrap()).unwrap()
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Read {
    let input = json!({ "fileName": name });
    let answer = facade::invoke("message.read", &input.to_string(), bytes, &mut |_| false);
    let answer: Value = serde_json::from_str(&answer.unwrap()).unwrap();
    Read {
        interface: answer["interfaceId"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        content: answer["content"]["XmlMsg"].clone(),
        notes: answer["notes"].clone(),
    }
}

/// Whether `onshi` can read the bytes at all.
pub(crate) fn is_readable(name: &str, bytes: &[u8]) -> bool {
    let input = json!({ "fileName": name });
    facade::invoke("message.read", &input.to_string(), bytes, &mut |_| false).is_ok()
}

impl Read {
    /// The text at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> &str {
        self.content
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("")
    }
}

/// A query by the numbers of somebody's coverage.
pub(crate) fn query(patient: &Patient, coverage: &Coverage) -> Value {
    json!({
        "MessageHeader": {
            "QualificationConfirmationDate": "20261121",
            "MedicalInstitutionCode": INSTITUTION,
            "ArbitraryFileIdentifier": "desk-1",
        },
        "MessageBody": { "QualificationConfirmSearchInfo": numbers(patient, coverage, true) },
    })
}

pub(crate) fn numbers(patient: &Patient, coverage: &Coverage, single: bool) -> Value {
    let mut numbers = json!({
        "InsurerNumber": coverage.insurer_number,
        "InsuredIdentificationNumber": coverage.number,
        "Birthdate": patient.person.wire_birthdate(),
    });
    if let Some(symbol) = &coverage.symbol {
        numbers["InsuredCardSymbol"] = json!(symbol);
    }
    if let Some(branch) = &coverage.branch {
        numbers["InsuredBranchNumber"] = json!(branch);
    }
    if single {
        numbers["LimitApplicationCertificateRelatedConsFlg"] = json!("1");
    }
    numbers
}

/// A header that only says who asks.
pub(crate) fn asking() -> Value {
    json!({ "MedicalInstitutionCode": INSTITUTION, "ArbitraryFileIdentifier": "desk-1" })
}
