//! `onshi counter`: an answer to anything but what was asked is shown and never delivered.

use crate::counter::{Counter, Terminal, by_number, chart};
use onshi_simulator::connector::Fault;
use onshi_simulator::results::INSTITUTION;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const OTHERS: [Fault; 3] = [
    Fault::AnotherPerson,
    Fault::AnotherInstitution,
    Fault::AnotherQuery,
];

/// What is said of an answer that may be another's.
const CANNOT_TELL: &str = "ファイル名と識別子から要求を特定できない";

/// What was delivered, of everything.
fn delivered(folder: &Path) -> Vec<Value> {
    let lines = chart(folder).into_iter();
    let delivered = lines.filter_map(|line| line["delivered"].as_array().cloned());
    delivered.flatten().collect()
}

#[test]
fn what_others_were_answered_is_shown_and_the_right_answer_is_taken() {
    for fault in OTHERS {
        let folder = tempfile::tempdir().expect("a folder");
        let terminal = Terminal::start(folder.path());
        terminal.running.connector().faults.once(fault);
        let patient = &terminal.patients[1];
        let mut counter = Counter::open(folder.path());
        counter.types(&by_number(patient));
        counter.says("#1: 確認:");
        counter.types("選ぶ #1 1");
        counter.says(CANNOT_TELL);
        assert_eq!(delivered(folder.path()), [Value::Null; 0], "{fault:?}");
        counter.says("#1: ── 回答あり");
        let delivered = delivered(folder.path());
        assert_eq!(delivered.len(), 1, "{fault:?}");
        let message = &delivered[0]["content"]["XmlMsg"];
        let header = &message["MessageHeader"];
        assert_eq!(header["MedicalInstitutionCode"], INSTITUTION, "{fault:?}");
        let result = &message["MessageBody"]["ResultList"][0]["ResultOfQualificationConfirmation"];
        assert_eq!(result["Birthdate"], patient.person.wire_birthdate());
        let number = result["InsuredIdentificationNumber"].as_str();
        assert_eq!(
            number,
            Some(&*patient.person.coverages[0].number),
            "{fault:?}"
        );
    }
}

#[test]
fn medicines_of_another_person_are_not_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = Terminal::start(folder.path());
    let mut counter = Counter::open(folder.path());
    terminal.present_card();
    counter.says("新規1: 受付 #1 になりました");
    terminal
        .running
        .connector()
        .faults
        .once(Fault::AnotherPerson);
    counter.types("薬剤 #1 doctor-1 医師 P-0815");
    counter.says(CANNOT_TELL);
    let trail = || fs::read_to_string(folder.path().join("onshi-audit.jsonl")).expect("a trail");
    assert_eq!(trail(), "", "nobody looked at anything");
    counter.says("#2: ── 回答あり");
    let delivered = delivered(folder.path());
    let name = &delivered[1]["content"]["XmlMsg"]["MessageHeader"]["QuaInf"]["Name"];
    assert_eq!(name, &terminal.patients[0].person.name);
    assert_eq!((delivered.len(), trail().lines().count()), (2, 1));
}

/// A card's result of now with a consent to its medicines, or what stands in its place.
fn result(consent: &str) -> Value {
    let now = time::OffsetDateTime::now_utc().to_offset(time::macros::offset!(+9));
    let format = time::macros::format_description!("[year][month][day][hour][minute][second]");
    let wire = |at: time::OffsetDateTime| at.format(format).expect("a time");
    json!({ "XmlMsg": {
        "MessageHeader": {
            "ProcessExecutionTime": wire(now),
            "QualificationConfirmationDate": wire(now)[..8],
            "MedicalInstitutionCode": INSTITUTION,
            "ReferenceClassification": "1",
            "SegmentOfResult": "1",
        },
        "MessageBody": {
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultList": [{ "ResultOfQualificationConfirmation": {
                "InsuredCardClassification": "01",
                "InsurerNumber": "06138093",
                "InsuredCardSymbol": "12",
                "InsuredIdentificationNumber": "3456",
                "InsuredBranchNumber": "01",
                "Name": "見本　花子",
                "Birthdate": "19800115",
                "PharmacistsInfoConsFlg": consent,
                "PharmacistsInfoConsTime": wire(now),
                "PharmacistsInfoAvailableTime": wire(now + time::Duration::hours(24)),
            } }],
        },
    } })
}

/// Asks for medicines with each of these; what became of each.
fn medicines(cases: &[(&str, Value, Option<&str>)]) -> Vec<(String, Value)> {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["req", "res", "face"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    let lines = cases.iter().map(|(reference, content, care)| {
        let mut situation = json!({
            "content": content, "patientNumber": "P-0815", "information": "medicines",
            "viewer": "doctor-1", "right": "physician",
        });
        if let Some(care) = care {
            situation["care"] = (*care).into();
        }
        json!({ "reference": reference, "flow": "medical-information", "situation": situation })
            .to_string()
    });
    let lines: Vec<_> = lines.collect();
    fs::write(folder.path().join("receptions.jsonl"), lines.join("\n")).expect("a file");
    let mut counter = Counter::with(folder.path(), &["--receptions", "receptions.jsonl"]);
    // What is asked for waits for its answer; all else is over at once.
    counter.types("終了");
    counter.says("カード");
    assert!(counter.process.wait().expect("it ends").success());
    let trail = fs::read_to_string(folder.path().join("onshi-audit.jsonl")).expect("a trail");
    assert_eq!(trail, "", "nobody looked at anything");
    let asked = fs::read_dir(folder.path().join("req")).expect("a folder");
    let asked = asked.count();
    let chart = chart(folder.path());
    assert_eq!(chart.len() + asked, cases.len(), "{chart:?}");
    let ends = chart.iter().map(|line| {
        let reference = line["reference"].as_str().expect("a reference");
        (reference.to_owned(), line["outcome"]["kind"].clone())
    });
    ends.collect()
}

/// 同意の取得が困難 opens nothing but in an emergency, which somebody has to say and settle.
#[test]
fn a_consent_that_could_not_be_had_opens_nothing() {
    let cares = [
        ("unset", None),
        ("outpatient", Some("outpatient")),
        ("online", Some("online")),
        ("home-visit", Some("home-visit")),
        ("emergency", Some("emergency")),
    ];
    let ends = medicines(&cares.map(|(name, care)| (name, result("3"), care)));
    assert_eq!(
        ends,
        cares.map(|(name, _)| (name.to_owned(), json!("refused")))
    );
}

#[test]
fn nothing_follows_from_a_result_that_is_not_ours_or_makes_nobody_eligible() {
    let with = |place: &str, value: &str| {
        let mut content = result("1");
        *content.pointer_mut(place).expect("it is there") = value.into();
        content
    };
    let header = "/XmlMsg/MessageHeader";
    let body = "/XmlMsg/MessageBody";
    let cases = [
        (
            "another's",
            with(&format!("{header}/MedicalInstitutionCode"), "1319999988"),
        ),
        (
            "invalid",
            with(&format!("{body}/QualificationValidity"), "2"),
        ),
        ("failed", with(&format!("{header}/SegmentOfResult"), "9")),
        (
            "long ago",
            with(&format!("{header}/ProcessExecutionTime"), "20200101090000"),
        ),
    ];
    let asked = cases.clone().map(|(name, content)| (name, content, None));
    let right = ("right", result("1"), None);
    let ends = medicines(&[&asked[..], &[right]].concat());
    // The right one alone is asked for.
    assert_eq!(
        ends,
        cases.map(|(name, _)| (name.to_owned(), json!("refused")))
    );
}
