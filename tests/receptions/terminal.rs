//! The simulator's side: the connector with its faults, in a thread of this process.

use super::asked::Asked;
use core::time::Duration;
use onshi_simulator::centre::{Centre, Presented};
use onshi_simulator::connector::{Connector, Fault, Faults, Running, Settings};
use onshi_simulator::population::{Patient, Population};
use onshi_simulator::results::{Consents, FaceResult, INSTITUTION};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

/// Of a thousand requests each. With three, what another was answered comes first under the
/// request's name. The last four leave a request without a result that can be read, or with
/// one that is late.
const FAULTS: [(Fault, u32); 11] = [
    (Fault::Refused, 10),
    (Fault::Partial, 30),
    (Fault::Duplicate, 20),
    (Fault::Overtaken, 20),
    (Fault::AnotherPerson, 20),
    (Fault::AnotherInstitution, 10),
    (Fault::AnotherQuery, 10),
    (Fault::WrongEncoding, 2),
    (Fault::Malformed, 2),
    (Fault::Late, 2),
    (Fault::Lost, 2),
];

/// Faults that leave nothing to read.
const UNREADABLE: [Fault; 4] = [
    Fault::WrongEncoding,
    Fault::Malformed,
    Fault::Late,
    Fault::Lost,
];

const PEOPLE: u32 = 2000;

/// How many people a bulk reception asks about.
const TOGETHER: usize = 30;

/// How requests for a bulk result are named.
const COLLECTS: &str = "OQSmuquc02req";

/// Whose card a reader elsewhere on the share has read.
const ELSEWHERE: &str = "1319999988";

pub(crate) struct Terminal {
    folder: PathBuf,
    running: Mutex<Running>,
    centre: Arc<Mutex<Centre>>,
    patients: Vec<Patient>,
    presented: Mutex<BTreeMap<String, Vec<Fault>>>,
    /// Files of the reader of another institution.
    elsewhere: Mutex<BTreeSet<Vec<u8>>>,
    asked: Mutex<Asked>,
    anothers: Mutex<usize>,
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
            elsewhere: Mutex::default(),
            asked: Mutex::default(),
            anothers: Mutex::default(),
        }
    }

    /// A line of a host's work: somebody's numbers; one in eleven somebody's medicines under
    /// the consent that a card's result states; one in fifty the numbers of many at once.
    pub(crate) fn reception(&self, number: usize, random: &mut fastrand::Rng) -> Value {
        // What nobody answers is given up soon: a test waits for nobody.
        let times = json!({ "answerSeconds": 20, "pollSeconds": 1, "pollMostSeconds": 2 });
        if number % 50 == 7 {
            return self.many(number, &times, random);
        }
        let patient = &self.patients[random.usize(..self.patients.len())];
        if number.is_multiple_of(11) {
            return self.medicines(number, patient, &times);
        }
        let reference = format!("visit-{number}");
        self.asks(&reference, "", patient);
        json!({
            "reference": reference,
            "flow": "by-number",
            "situation": {
                "fileIdentifier": reference, "patients": [numbers(patient, None)], "times": times,
            },
        })
    }

    fn many(&self, number: usize, times: &Value, random: &mut fastrand::Rng) -> Value {
        let reference = format!("many-{number}");
        let first = random.usize(..self.patients.len());
        let people = self.patients.iter().cycle().skip(first).take(TOGETHER);
        let patients: Vec<_> = people
            .enumerate()
            .map(|(nth, patient)| {
                let key = format!("K{number}-{nth}");
                self.asks(&reference, &key, patient);
                numbers(patient, Some(&key))
            })
            .collect();
        json!({
            "reference": reference,
            "flow": "bulk",
            "situation": { "fileIdentifier": reference, "patients": patients, "times": times },
        })
    }

    fn medicines(&self, number: usize, patient: &Patient, times: &Value) -> Value {
        let reference = format!("view-{number}");
        self.asks(&reference, "", patient);
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
                "content": consented(patient),
                "patientNumber": format!("P{number}"),
                "information": "medicines",
                "viewer": "doctor-1",
                "right": "physician",
                "times": times,
            },
        })
    }

    fn asks(&self, reference: &str, key: &str, patient: &Patient) {
        let mut asked = self.asked.lock().expect("no thread panicked");
        asked.about(reference, key, patient);
    }

    /// Whom the receptions asked about.
    pub(crate) fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().expect("no thread panicked")
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

    /// Has a reader of another institution on the share write somebody's result; every other
    /// one's name says that it is ours.
    pub(crate) fn present_elsewhere(&self, random: &mut fastrand::Rng) {
        let patient = &self.patients[random.usize(..self.patients.len())];
        let mut elsewhere = self.elsewhere.lock().expect("no thread panicked");
        let file = FaceResult {
            institution: ELSEWHERE.into(),
            seed: random.u64(..),
            ..FaceResult::new(patient.person.clone(), unix(SystemTime::now()))
        }
        .file();
        let name = match elsewhere.len() % 2 {
            0 => file.name,
            _ => file.name.replace(ELSEWHERE, INSTITUTION),
        };
        // Whole at once: half of it would be nobody's yet.
        let written = self.folder.join("elsewhere");
        fs::write(&written, &file.bytes).expect("a file");
        fs::rename(&written, self.folder.join("face").join(name)).expect("the reader's folder");
        elsewhere.insert(file.bytes);
    }

    /// Another institution's results are as its reader wrote them.
    pub(crate) fn assert_what_is_elsewhere_stays(&self) {
        let left: BTreeSet<_> = self.left().into_iter().collect();
        let elsewhere = self.elsewhere.lock().expect("no thread panicked");
        assert!(
            left == *elsewhere,
            "another institution's results were touched"
        );
    }

    pub(crate) fn has_no_card_left(&self) -> bool {
        let elsewhere = self.elsewhere.lock().expect("no thread panicked");
        self.left().iter().all(|left| elsewhere.contains(left))
    }

    /// What lies in the reader's folder, without what nobody can read: that stays as well.
    fn left(&self) -> Vec<Vec<u8>> {
        let presented = self.presented.lock().expect("no thread panicked");
        let is_readable = |name: &str| {
            let known = presented.iter().find(|(known, _)| name.starts_with(*known));
            let faults = known.into_iter().flat_map(|(_, faults)| faults);
            !faults.into_iter().any(|fault| UNREADABLE.contains(fault))
        };
        let files = fs::read_dir(self.folder.join("face")).expect("a folder");
        let files = files.map(|entry| entry.expect("an entry"));
        files
            .filter(|file| is_readable(&file.file_name().to_string_lossy()))
            // One that goes meanwhile is not left.
            .filter_map(|file| fs::read(file.path()).ok())
            .collect()
    }

    /// How many requests were given another's answer first, once it ended.
    pub(crate) fn anothers(&self) -> usize {
        *self.anothers.lock().expect("no thread panicked")
    }

    /// Ends it: how often each identifier was asked with, and what became of it. A bulk
    /// result is asked for until it is there, which is no question asked twice.
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
            if name.starts_with(COLLECTS) {
                continue;
            }
            let faults = running.connector().faults.clone().decide(name, false);
            if faults.iter().any(|fault| fault.is_anothers()) {
                *self.anothers.lock().expect("no thread panicked") += 1;
            }
            let hit = faults.iter().any(|fault| UNREADABLE.contains(fault));
            let became = if hit { "unread" } else { became };
            let asked = asked.entry(identifier.to_owned()).or_default();
            asked.push(became.to_owned());
        }
        asked
    }
}

/// What a document says of somebody.
fn numbers(patient: &Patient, key: Option<&str>) -> Value {
    let coverage = &patient.person.coverages[0];
    without_nulls(json!({
        "insurerNumber": coverage.insurer_number,
        "symbol": coverage.symbol,
        "number": coverage.number,
        "branch": coverage.branch,
        "birthdate": patient.person.birthdate.to_string(),
        "limitConsent": "1",
        "identifier": key,
    }))
}

/// A card's result with the consent of just now.
fn consented(patient: &Patient) -> Value {
    let person = &patient.person;
    let coverage = &person.coverages[0];
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
                "Name": person.name,
                "NameKana": person.kana,
                "Sex1": person.sex.code(),
                "Birthdate": person.wire_birthdate(),
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
