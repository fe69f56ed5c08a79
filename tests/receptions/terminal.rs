//! The simulator's side: the connector with its faults, in a thread of this process.

use core::time::Duration;
use onshi_simulator::centre::{Centre, Presented};
use onshi_simulator::connector::{Connector, Fault, Faults, Running, Settings};
use onshi_simulator::population::{Patient, Population};
use onshi_simulator::results::{Consents, INSTITUTION};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// Of a thousand requests each. The last three leave a request without a result that can
/// be read, or with one that is late.
const FAULTS: [(Fault, u32); 7] = [
    (Fault::Refused, 10),
    (Fault::Partial, 30),
    (Fault::Duplicate, 20),
    (Fault::Overtaken, 20),
    (Fault::Malformed, 2),
    (Fault::Late, 2),
    (Fault::Lost, 2),
];

/// Faults that leave nothing to read.
const UNREADABLE: [Fault; 3] = [Fault::Malformed, Fault::Late, Fault::Lost];

const PEOPLE: u32 = 2000;

pub(crate) struct Terminal {
    folder: PathBuf,
    running: Mutex<Running>,
    centre: Arc<Mutex<Centre>>,
    patients: Vec<Patient>,
    presented: Mutex<BTreeMap<String, Vec<Fault>>>,
}

impl Terminal {
    pub(crate) fn start(folder: &Path, seed: u64) -> Self {
        let now = SystemTime::now();
        let population = Population::generate(seed, unix(now), PEOPLE);
        let covered = |patient: &&Patient| !patient.person.coverages.is_empty();
        let patients = population
            .patients()
            .iter()
            .filter(covered)
            .cloned()
            .collect();
        let settings = Settings {
            record: Some(folder.join("record")),
            sessions: usize::MAX,
            seed,
            ..Settings::at(folder)
        };
        let centre = Centre::new(population).shared();
        let mut connector = Connector::open(settings, Arc::clone(&centre)).expect("the folders");
        let faults = FAULTS.iter();
        connector.faults = faults.fold(Faults::none(seed), |faults, (fault, rate)| {
            faults.with(*fault, *rate)
        });
        let running = Running::start(connector, Duration::from_millis(5));
        Self {
            folder: folder.to_owned(),
            running: Mutex::new(running),
            centre,
            patients,
            presented: Mutex::default(),
        }
    }

    /// A line of a host's work: somebody's numbers, or one in eleven their medicines under
    /// the consent that a card's result states.
    pub(crate) fn reception(&self, number: usize, random: &mut fastrand::Rng) -> Value {
        let reference = format!("visit-{number}");
        let patient = &self.patients[random.usize(..self.patients.len())];
        let coverage = &patient.person.coverages[0];
        let birthdate = patient.person.birthdate.to_string();
        let numbers = without_nulls(json!({
            "insurerNumber": coverage.insurer_number,
            "symbol": coverage.symbol,
            "number": coverage.number,
            "branch": coverage.branch,
            "birthdate": birthdate,
            "limitConsent": "1",
        }));
        // What nobody answers is given up soon: a test waits for nobody.
        let times = json!({ "answerSeconds": 20 });
        if !number.is_multiple_of(11) {
            return json!({
                "reference": reference,
                "flow": "by-number",
                "situation": {
                    "fileIdentifier": reference, "patients": [numbers], "times": times,
                },
            });
        }
        let mut centre = self.centre.lock().expect("no thread panicked");
        let consents = Consents::given(unix(SystemTime::now()));
        centre
            .registry_mut()
            .consent(INSTITUTION, patient.id, consents);
        json!({
            "reference": reference,
            "flow": "medical-information",
            "situation": {
                "fileIdentifier": reference,
                "content": consented(coverage, &birthdate),
                "patientNumber": format!("P{number}"),
                "information": "medicines",
                "viewer": "doctor-1",
                "right": "physician",
                "times": times,
            },
        })
    }

    /// Puts somebody's card on the reader.
    pub(crate) fn present(&self, random: &mut fastrand::Rng) {
        loop {
            let patient = self.patients[random.usize(..self.patients.len())].id;
            let now = SystemTime::now();
            let running = self.running.lock().expect("no thread panicked");
            let mut connector = running.connector();
            let since = now.duration_since(SystemTime::UNIX_EPOCH);
            let card = format!("{patient}/{}", since.expect("after 1970").as_millis());
            let faults = connector.faults.clone().decide(&card, true);
            let agreeing = Presented::agreeing(unix(now));
            if let Ok(name) = connector.present_card(patient, &agreeing, now) {
                let mut presented = self.presented.lock().expect("no thread panicked");
                presented.insert(name, faults);
                return;
            }
        }
    }

    /// Files of the reader that somebody can read.
    pub(crate) fn readable_cards(&self) -> usize {
        self.cards(|faults| !faults.iter().any(|fault| UNREADABLE.contains(fault)))
    }

    /// Those that the reader wrote once more, so that another host may find them.
    pub(crate) fn repeated_cards(&self) -> usize {
        self.cards(|faults| faults.contains(&Fault::Duplicate))
    }

    fn cards(&self, are: impl Fn(&[Fault]) -> bool) -> usize {
        let presented = self.presented.lock().expect("no thread panicked");
        presented.values().filter(|faults| are(faults)).count()
    }

    pub(crate) fn has_no_card_left(&self) -> bool {
        let left = fs::read_dir(self.folder.join("face")).expect("a folder");
        left.count() == 0
    }

    /// Ends it: how often each identifier was asked with, and what became of it.
    pub(crate) fn stop(&self) -> BTreeMap<String, Vec<String>> {
        let mut running = self.running.lock().expect("no thread panicked");
        running.stop().expect("it ended well");
        let record = fs::read_to_string(self.folder.join("record")).expect("a record");
        let mut asked: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in record.lines() {
            let columns: Vec<_> = line.split('\t').collect();
            let [_, name, identifier, became] = columns[..] else {
                panic!("a line of the record: {line}");
            };
            let faults = running.connector().faults.clone().decide(name, false);
            let hit = faults.iter().any(|fault| UNREADABLE.contains(fault));
            let became = if hit { "unread" } else { became };
            let asked = asked.entry(identifier.to_owned()).or_default();
            asked.push(became.to_owned());
        }
        asked
    }
}

/// A card's result with the consent of just now.
fn consented(coverage: &onshi_simulator::person::Coverage, birthdate: &str) -> Value {
    let now = time::OffsetDateTime::now_utc().to_offset(time::macros::offset!(+9));
    let format = time::macros::format_description!("[year][month][day][hour][minute][second]");
    let wire = |at: time::OffsetDateTime| at.format(format).expect("a time");
    let (given, until) = (wire(now), wire(now + time::Duration::hours(24)));
    json!({ "XmlMsg": {
        "MessageHeader": {
            "ProcessExecutionTime": given,
            "QualificationConfirmationDate": given[..8],
            "MedicalInstitutionCode": INSTITUTION,
            "ReferenceClassification": "1",
            "SegmentOfResult": "1",
            "CharacterCodeIdentifier": "0",
        },
        "MessageBody": {
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultList": [{ "ResultOfQualificationConfirmation": without_nulls(json!({
                "InsuredCardClassification": coverage.classification,
                "InsurerNumber": format!("{:>8}", coverage.insurer_number),
                "InsuredCardSymbol": coverage.symbol,
                "InsuredIdentificationNumber": coverage.number,
                "InsuredBranchNumber": coverage.branch,
                "Name": "見本　太郎",
                "Sex1": "1",
                "Birthdate": birthdate.replace('-', ""),
                "InsurerName": coverage.insurer_name,
                "PharmacistsInfoConsFlg": "1",
                "PharmacistsInfoConsTime": given,
                "PharmacistsInfoAvailableTime": until,
            })) }],
        },
    } })
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}

fn unix(now: SystemTime) -> i64 {
    let since = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("after 1970");
    i64::try_from(since.as_secs()).expect("a time")
}
