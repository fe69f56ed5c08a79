//! Messages of any size, through the component: a 一括照会 result of 100,000 persons
//! within the memory that every call has by default, and requests of many.

use onshi_host::{BuildOptions, Onshi, ReadOptions};
use onshi_layouts::{Fullness, Layouts};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::Read;

/// Numbers that look random and are the same every time.
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut random = fastrand::Rng::with_seed(seed);
    move |bound| random.u32(..bound)
}

/// A file that is never in memory as a whole: its head, so many units, its tail.
struct Endless<F> {
    unit: F,
    units: core::ops::Range<u32>,
    head: VecDeque<u8>,
    has_tail: bool,
}

impl<F: FnMut(u32) -> String> Endless<F> {
    fn new(units: u32, unit: F) -> Self {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<XmlMsg>\
            <MessageHeader><ProcessExecutionTime>20261121090000</ProcessExecutionTime>\
            <MedicalInstitutionCode>1319999996</MedicalInstitutionCode>\
            <ReceptionNumber>2026112100000001</ReceptionNumber>\
            <SegmentOfResult>1</SegmentOfResult><CharacterCodeIdentifier>0\
            </CharacterCodeIdentifier></MessageHeader>\n<MessageBody>\n";
        Self {
            unit,
            units: 0..units,
            head: head.bytes().collect(),
            has_tail: true,
        }
    }
}

impl<F: FnMut(u32) -> String> Read for Endless<F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.head.len() < into.len() {
            if let Some(nth) = self.units.next() {
                self.head.extend((self.unit)(nth).bytes());
            } else if core::mem::take(&mut self.has_tail) {
                self.head.extend("</MessageBody></XmlMsg>\n".bytes());
            } else {
                break;
            }
        }
        self.head.read(into)
    }
}

fn person(nth: u32) -> String {
    let validity = nth % 4 + 1;
    format!(
        "<BulkConfirmUnit><ResultOfQualificationConfirmation><Name>仮名　{nth}</Name>\
         <InsuredCardClassification>01</InsuredCardClassification><NameKana>ｶﾒｲ {nth}</NameKana>\
         <InsurerNumber>  138156</InsurerNumber><InsuredIdentificationNumber>{nth}\
         </InsuredIdentificationNumber><Birthdate>19800229</Birthdate><Sex1>2</Sex1>\
         <InsurerName>見本区</InsurerName></ResultOfQualificationConfirmation>\
         <QualificationValidity>{validity}</QualificationValidity>\
         <ProcessingResultStatus>1</ProcessingResultStatus><QualificationConfirmSearchInfo>\
         <ArbitraryIdentifier>K{nth:06}</ArbitraryIdentifier><InsurerNumber>  138156\
         </InsurerNumber><InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
         <Birthdate>19800229</Birthdate></QualificationConfirmSearchInfo></BulkConfirmUnit>\n"
    )
}

#[test]
fn a_hundred_thousand_persons_are_read_within_the_memory_of_one_call() {
    const PERSONS: u32 = 100_000;
    // 64 MiB of memory are the default; the file has more.
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let options = ReadOptions::named("OQSmuquc02res_202611210001.xml");
    let mut next = 0;
    let mut judged = 0;
    for part in onshi.read_parts(Endless::new(PERSONS, person), &options) {
        let part = part.unwrap_or_else(|error| panic!("{error}"));
        assert!(part.notes.is_empty(), "{:?}", part.notes);
        let content: Value = serde_json::from_str(&part.content).expect("JSON");
        let message = &content["XmlMsg"];
        assert_eq!(message["MessageHeader"]["SegmentOfResult"], "1");
        let units = message["MessageBody"]["BulkConfirmUnit"].as_array();
        for unit in units.into_iter().flatten() {
            let key = &unit["QualificationConfirmSearchInfo"]["ArbitraryIdentifier"];
            assert_eq!(*key, format!("K{next:06}"));
            let name = &unit["ResultOfQualificationConfirmation"]["Name"];
            assert_eq!(*name, format!("仮名　{next}"));
            next += 1;
        }
        // Judging is by parts too; once is enough here.
        if judged == 0 {
            let at = "2026-11-21T09:00:00+09:00";
            let judgement = onshi
                .judge_units(part.interface_id.as_deref(), &part.content, None, at)
                .expect("a bulk result");
            judged = judgement.units.len();
            assert_eq!(
                judgement.units[0].arbitrary_identifier.as_deref(),
                Some("K000000")
            );
        }
    }
    assert_eq!(next, PERSONS);
    assert!(judged > 100, "{judged}");
}

#[test]
fn a_file_that_breaks_off_gives_what_came_and_then_says_so() {
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let options = ReadOptions::named("OQSmuquc02res_202611210001.xml");
    let mut broken = Endless::new(3_000, person);
    broken.has_tail = false;
    let parts: Vec<_> = onshi.read_parts(broken, &options).collect();
    let (last, whole) = parts.split_last().expect("parts");
    assert!(whole.len() > 2 && whole.iter().all(Result::is_ok));
    let Err(onshi_host::Error::Problems(problems)) = last else {
        panic!("it is not whole");
    };
    assert_eq!(problems[0].code, "message.not-well-formed");
}

#[test]
fn what_was_requested_of_many_is_read_back_from_all_files() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut numbers = numbers(7);
    let sample = layouts
        .sample("OQS-IF-005", &mut numbers, Fullness::All)
        .expect("a sample");
    let patient = sample["XmlMsg"]["MessageBody"]["QualificationConfirmSearchInfo"][0].clone();
    let patients: Vec<Value> = (0..1_205)
        .map(|nth| {
            let mut patient = patient.clone();
            patient["ArbitraryIdentifier"] = json!(format!("P{nth}"));
            patient
        })
        .collect();
    let mut content = sample;
    content["XmlMsg"]["MessageBody"]["QualificationConfirmSearchInfo"] = patients.clone().into();
    let options = BuildOptions {
        suffix: "202611210001".to_owned(),
        encoding: Some("shift-jis".to_owned()),
        ..BuildOptions::default()
    };
    let files = onshi
        .build_batch("OQS-IF-005", &content.to_string(), 500, &options)
        .unwrap_or_else(|error| panic!("{error}"));
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "OQSmuquc01req_202611210001.xml",
            "OQSmuquc01req_202611210002.xml",
            "OQSmuquc01req_202611210003.xml",
        ]
    );
    let mut back = Vec::new();
    for file in files.iter() {
        let document = onshi
            .read(&file.bytes, &ReadOptions::named(&file.name))
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(document.notes.is_empty(), "{:?}", document.notes);
        let content: Value = serde_json::from_str(&document.content).expect("JSON");
        let body = &content["XmlMsg"]["MessageBody"]["QualificationConfirmSearchInfo"];
        back.extend(body.as_array().expect("patients").iter().cloned());
    }
    assert_eq!(back, patients);
}
