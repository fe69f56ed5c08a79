//! `onshi counter`: what comes unasked, and what comes for many at once.

use crate::counter::{Counter, PATIENCE, chart};
use onshi_simulator::person::Person;
use onshi_simulator::results::{FaceResult, INSTITUTION};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

const NOT_OURS: &str = "別の医療機関の、または医療機関を確認できないカードリーダーの結果があります";

fn unix() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.expect("after 1970").as_secs()).expect("a time")
}

/// Folders of a connector that does nothing by itself.
fn folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["req", "res", "face"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    folder
}

/// Has a reader write a result, changed; where it lies.
fn put(folder: &Path, result: &FaceResult, change: impl Fn(String) -> String) -> PathBuf {
    let file = result.file();
    let text = change(String::from_utf8(file.bytes).expect("UTF-8"));
    let (beside, path) = (folder.join("beside"), folder.join("face").join(file.name));
    // Whole at once.
    fs::write(&beside, text).expect("a file");
    fs::rename(&beside, &path).expect("the reader's folder");
    path
}

fn of_today() -> FaceResult {
    FaceResult::new(Person::employee(unix()), unix())
}

fn is_delivered(folder: &Path) -> bool {
    let mut lines = chart(folder).into_iter();
    lines.any(|line| {
        line["delivered"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    })
}

#[test]
fn what_is_another_institutions_or_nobody_can_tell_stays_as_it_is() {
    let code = format!("<MedicalInstitutionCode>{INSTITUTION}</MedicalInstitutionCode>");
    let other = "<MedicalInstitutionCode>1319999988</MedicalInstitutionCode>";
    let twice = [&*code, other].concat();
    let before = [other, &*code].concat();
    for (what, with) in [
        ("another's", other),
        ("nobody's", ""),
        ("twice", &*twice),
        ("twice, the other first", &*before),
        (
            "unreadable",
            "<MedicalInstitutionCode><X>1</X></MedicalInstitutionCode>",
        ),
    ] {
        let folder = folders();
        let mut counter = Counter::open(folder.path());
        counter.types("カード");
        counter.says("新規1: 受付 #1 になりました");
        let path = put(folder.path(), &of_today(), |text| {
            assert!(text.contains(&code), "{text}");
            text.replace(&code, with)
        });
        let bytes = fs::read(&path).expect("the result");
        counter.says(NOT_OURS);
        let left = fs::read(&path).ok();
        assert!(left == Some(bytes), "{what} was touched");
        assert!(!is_delivered(folder.path()), "{what} was delivered");
    }
}

#[test]
fn a_result_of_weeks_ago_settles_no_reception_of_now() {
    let folder = folders();
    let mut counter = Counter::open(folder.path());
    counter.types("カード P-0815");
    counter.says("新規1: 受付 #1 になりました");
    let then = unix() - 21 * 86_400;
    let old = FaceResult {
        reference_number: Some("P-0815".to_owned()),
        ..FaceResult::new(Person::employee(then), then)
    };
    put(folder.path(), &old, |text| text);
    // Staff are asked, and until they say anything it is nobody's.
    counter.says("結果1: 確認: 受付の時刻と合わないカードリーダーの結果があります");
    assert!(!is_delivered(folder.path()));
    let new = FaceResult {
        reference_number: Some("P-0815".to_owned()),
        ..of_today()
    };
    put(folder.path(), &new, |text| text);
    counter.says("#1: ── 回答あり");
}

#[test]
fn a_result_belongs_to_the_reception_whose_number_it_has() {
    let folder = folders();
    let mut counter = Counter::open(folder.path());
    for (number, nth) in [("P-0001", 1), ("P-0815", 2)] {
        counter.types(&format!("カード {number}"));
        counter.says(&format!("新規{nth}: 受付 #{nth} になりました"));
    }
    let result = FaceResult {
        reference_number: Some("P-0815".to_owned()),
        ..of_today()
    };
    put(folder.path(), &result, |text| text);
    // Not the one that waits longest.
    counter.says("#2: ── 回答あり");
}

/// The only file in a folder that begins like this, once it is there.
fn request(folder: &Path, prefix: &str) -> (String, String) {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        for entry in fs::read_dir(folder.join("req"))
            .expect("a folder")
            .flatten()
        {
            let name = entry.file_name().into_string().expect("UTF-8");
            if name.starts_with(prefix) && name.ends_with(".xml") {
                let text = fs::read_to_string(entry.path()).expect("a request");
                fs::remove_file(entry.path()).expect("it is taken");
                return (name.replace("req_", "res_"), text);
            }
        }
        std::thread::yield_now();
    }
    panic!("no {prefix} came");
}

/// An element of a request with what it holds.
fn element<'t>(of: &'t str, name: &str) -> &'t str {
    let open = format!("<{name}>");
    let close = format!("</{name}>");
    let Some(from) = of.find(&open) else {
        return "";
    };
    let until = of.find(&close).expect("its end") + close.len();
    &of[from..until]
}

fn answer(folder: &Path, name: &str, text: &str) {
    let beside = folder.join("beside");
    fs::write(&beside, text).expect("a file");
    fs::rename(&beside, folder.join("res").join(name)).expect("the results' folder");
}

/// A unit of somebody whom the request asked about.
fn unit(nth: usize) -> String {
    format!(
        "<BulkConfirmUnit><QualificationConfirmSearchInfo>\
         <ArbitraryIdentifier>K{nth}</ArbitraryIdentifier>\
         <InsurerNumber>06138093</InsurerNumber>\
         <InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
         <Birthdate>19800115</Birthdate></QualificationConfirmSearchInfo>\
         <ProcessingResultStatus>1</ProcessingResultStatus>\
         <QualificationValidity>1</QualificationValidity>\
         <ResultOfQualificationConfirmation>\
         <InsuredCardClassification>01</InsuredCardClassification>\
         <Name>見本　花子</Name><InsurerNumber>06138093</InsurerNumber>\
         <InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
         <Birthdate>19800115</Birthdate><InsurerName>見本健康保険組合</InsurerName>\
         </ResultOfQualificationConfirmation></BulkConfirmUnit>\n"
    )
}

/// Submits so many people, and answers with the units of some; the name of the result.
fn collected(folder: &Path, asked: usize, stated: usize, units: &str) -> (Counter, String) {
    let patient = |nth: usize| {
        json!({
            "insurerNumber": "06138093", "number": nth.to_string(), "identifier": format!("K{nth}"),
            "birthdate": "1980-01-15", "limitConsent": "0",
        })
    };
    let patients: Vec<_> = (1..=asked).map(patient).collect();
    let line = json!({
        "reference": "R-1",
        "flow": "bulk",
        "situation": { "patients": patients, "times": { "pollSeconds": 1 } },
    });
    fs::write(folder.join("receptions.jsonl"), line.to_string()).expect("a file");
    let counter = Counter::with(folder, &["--receptions", "receptions.jsonl"]);
    let now = time::OffsetDateTime::now_utc().to_offset(time::macros::offset!(+9));
    let format = time::macros::format_description!("[year][month][day][hour][minute][second]");
    let now = now.format(format).expect("a time");
    let header = |request: &str, more: &str| {
        format!(
            "<MessageHeader><ProcessExecutionTime>{now}</ProcessExecutionTime>{more}\
             <MedicalInstitutionCode>{INSTITUTION}</MedicalInstitutionCode>{}\
             <SegmentOfResult>1</SegmentOfResult>\
             <CharacterCodeIdentifier>0</CharacterCodeIdentifier>",
            element(request, "ArbitraryFileIdentifier"),
        )
    };
    let (name, submitted) = request(folder, "OQSmuquc01req");
    let receipt = format!(
        "<XmlMsg>{}</MessageHeader><MessageBody><ReceptionNumber>R9</ReceptionNumber>\
         <ReceptionDateTime>{now}</ReceptionDateTime>\
         <ProcessingResultStatus>1</ProcessingResultStatus></MessageBody></XmlMsg>",
        header(&submitted, "")
    );
    answer(folder, &name, &receipt);
    let (name, collects) = request(folder, "OQSmuquc02req");
    let day = element(&submitted, "QualificationConfirmationDate");
    let result = format!(
        "<XmlMsg>{}<ReceptionNumber>R9</ReceptionNumber>\
         <NumberOfProcessingResult>{stated}</NumberOfProcessingResult></MessageHeader>\
         <MessageBody>{units}</MessageBody></XmlMsg>",
        header(&collects, day)
    );
    answer(folder, &name, &result);
    (counter, name)
}

/// How often each key was delivered.
fn keys(folder: &Path) -> BTreeMap<String, usize> {
    let mut keys = BTreeMap::new();
    for line in chart(folder) {
        for delivered in line["delivered"].as_array().into_iter().flatten() {
            let units = &delivered["content"]["XmlMsg"]["MessageBody"]["BulkConfirmUnit"];
            for unit in units
                .as_array()
                .map_or(core::slice::from_ref(units), Vec::as_slice)
            {
                let key = &unit["QualificationConfirmSearchInfo"]["ArbitraryIdentifier"];
                if let Value::String(key) = key {
                    *keys.entry(key.clone()).or_default() += 1;
                }
            }
        }
    }
    keys
}

#[test]
fn everybody_of_a_large_bulk_result_is_delivered_once_before_it_is_removed() {
    const PEOPLE: usize = 3_000;
    let folder = folders();
    let units: String = (1..=PEOPLE).map(unit).collect();
    assert!(units.len() > 1 << 20, "more than is read at once");
    let (mut counter, name) = collected(folder.path(), PEOPLE, PEOPLE, &units);
    counter.says("R-1: ── 回答あり");
    counter.types("終了");
    counter.says("一括照会");
    assert!(counter.process.wait().expect("it ends").success());
    let keys = keys(folder.path());
    assert_eq!(keys.len(), PEOPLE);
    assert!(keys.values().all(|times| *times == 1));
    assert!(!folder.path().join("res").join(name).exists());
}

#[test]
fn a_bulk_result_that_is_not_whole_is_uncertain_and_stays() {
    let last = unit(3);
    for (what, stated, units) in [
        ("somebody is missing", 2, [unit(1), unit(2)].concat()),
        (
            "fewer than stated",
            4,
            [unit(1), unit(2), last.clone()].concat(),
        ),
        ("somebody twice", 3, [unit(1), unit(2), unit(2)].concat()),
    ] {
        let folder = folders();
        let (mut counter, name) = collected(folder.path(), 3, stated, &units);
        counter.says("R-1: ── 送信結果不明");
        assert!(folder.path().join("res").join(name).exists(), "{what}");
    }
}

#[test]
fn a_bulk_result_of_somebody_who_was_not_asked_about_is_nobodys() {
    let folder = folders();
    let units = [unit(1), unit(2), unit(4)].concat();
    let (mut counter, name) = collected(folder.path(), 3, 3, &units);
    counter.says("照会していない方の結果が1人分あります");
    assert_eq!(keys(folder.path()), BTreeMap::new());
    // The right one may still come under its name.
    let right = fs::read_to_string(folder.path().join("res").join(&name)).expect("it stays");
    answer(folder.path(), &name, &right.replace(&unit(4), &unit(3)));
    counter.says("R-1: ── 回答あり");
    assert_eq!(keys(folder.path()).len(), 3);
}

/// A ZIP of files that are stored as they are.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let length = |text: &str| u32::try_from(text.len()).expect("short").to_le_bytes();
        let of_name = u16::try_from(name.len()).expect("short").to_le_bytes();
        let start = u32::try_from(all.len()).expect("short").to_le_bytes();
        // Version, flags, method, time and date; checksum and both lengths.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5A];
        common.extend(checksum(text.as_bytes()).to_le_bytes());
        common.extend([length(text), length(text)].concat());
        common.extend(of_name);
        common.extend([0, 0]);
        all.extend(*b"PK\x03\x04");
        all.extend(&common);
        all.extend(name.bytes().chain(text.bytes()));
        directory.extend(*b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(start);
        directory.extend(name.bytes());
    }
    let count = u16::try_from(files.len()).expect("few").to_le_bytes();
    let start = u32::try_from(all.len()).expect("short").to_le_bytes();
    let length = u32::try_from(directory.len()).expect("short").to_le_bytes();
    all.extend(directory);
    all.extend(*b"PK\x05\x06\x00\x00\x00\x00");
    all.extend([count, count].concat());
    all.extend([length, start].concat());
    all.extend([0, 0]);
    all
}

/// CRC-32, as ZIP has it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 * (sum & 1))
        })
    })
}

#[test]
fn of_two_files_of_one_name_in_a_zip_none_is_taken() {
    let folder = folders();
    let mut counter = Counter::open(folder.path());
    let result = of_today().file();
    let text = String::from_utf8(result.bytes).expect("UTF-8");
    let name = result.name.replace(".xml", ".zip");
    let put = |name: &str, bytes: &[u8]| {
        let beside = folder.path().join("beside");
        fs::write(&beside, bytes).expect("a file");
        fs::rename(&beside, folder.path().join("face").join(name)).expect("the reader's folder");
    };
    let both = zip(&[(&*result.name, &*text), (&*result.name, &*text)]);
    put(&name, &both);
    counter.says(NOT_OURS);
    assert!(!is_delivered(folder.path()));
    let left = fs::read(folder.path().join("face").join(&name)).ok();
    assert!(left == Some(both), "it stays as it is");
    // One by itself is a result.
    let other = FaceResult {
        seed: 1,
        ..of_today()
    };
    let other = other.file();
    let text = String::from_utf8(other.bytes).expect("UTF-8");
    put(
        &other.name.replace(".xml", ".zip"),
        &zip(&[(&*other.name, &*text)]),
    );
    counter.says("── 回答あり");
}
