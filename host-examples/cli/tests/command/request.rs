//! Requests of every kind.

use crate::{answer, done, has, onshi, refused, said, text};
use onshi_layouts::{Direction, Fullness, Layouts};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[test]
fn request_writes_the_file_under_its_right_name_and_never_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = [
        "request",
        "eligibility",
        "--out",
        text(folder.path()),
        "--institution",
        "1319999996",
        "--date",
        "20261121",
        "--insurer",
        "138156",
        "--symbol",
        "12-34",
        "--number",
        "5678",
        "--branch",
        "01",
        "--birthdate",
        "19800115",
        "--limit-consent",
        "1",
    ];
    let names: Vec<String> = (0..2)
        .map(|_| {
            let output = onshi(&arguments);
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            said(&output).lines().next().expect("a name").to_owned()
        })
        .collect();
    assert_ne!(names[0], names[1]);
    assert!(names[0].contains("OQSsiquc01req_"), "{names:?}");
    let written = std::fs::read_to_string(&names[0]).expect("the request");
    assert!(
        written.contains("<InsurerNumber>  138156</InsurerNumber>"),
        "{written}"
    );
    let read = said(&onshi(&["read", &names[0]]));
    assert!(read.starts_with("資格確認要求 (OQS-IF-001"), "{read}");
}

/// The connector empties the folder between two patients, and the answer to the first comes
/// when the second waits.
#[test]
fn a_name_is_never_used_again_and_the_identifier_tells_the_requests_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let asked = |number: &str| {
        let written = done(&[
            "request",
            "eligibility",
            "--out",
            text(folder.path()),
            "--institution",
            "1319999996",
            "--insurer",
            "138156",
            "--number",
            number,
            "--birthdate",
            "19800115",
            "--limit-consent",
            "1",
        ]);
        let path = PathBuf::from(written.lines().next().expect("a file"));
        let read = answer(&["read", "--json", text(&path)]);
        std::fs::remove_file(&path).expect("the connector takes it");
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        let header = &read["document"]["content"]["XmlMsg"]["MessageHeader"];
        let identifier = header["ArbitraryFileIdentifier"].as_str().expect("one");
        (name.to_owned(), identifier.to_owned())
    };
    let mut names = std::collections::BTreeSet::new();
    for number in 0..4 {
        let (name, identifier) = asked(&number.to_string());
        let suffix = name.strip_prefix("OQSsiquc01req_").expect("its prefix");
        let suffix = suffix.strip_suffix(".xml").expect("its ending");
        assert!(
            suffix.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "{name}"
        );
        assert!(suffix.len() <= 50);
        assert_eq!(identifier, suffix);
        assert!(names.insert(name), "a name came twice");
    }
}

#[test]
fn request_says_everything_that_is_wrong_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = onshi(&[
        "request",
        "eligibility",
        "--out",
        text(folder.path()),
        "--institution",
        "1",
        "--insurer",
        "138157",
        "--number",
        "1",
        "--birthdate",
        "20261340",
        "--limit-consent",
        "0",
    ]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    for part in [
        "MessageHeader/MedicalInstitutionCode",
        "[identifier.insurer-number-check-digit]",
        "MessageBody/QualificationConfirmSearchInfo/Birthdate",
    ] {
        assert!(error.contains(part), "{part} is not in:\n{error}");
    }
    assert!(
        !error.contains("138157"),
        "values stay out of errors:\n{error}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0
    );
}

/// Numbers that look random and are the same every time.
fn numbers() -> impl FnMut(u32) -> u32 {
    let mut state = 7_u32;
    move |bound| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % bound
    }
}

fn files(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let name = |file: std::io::Result<std::fs::DirEntry>| file.expect("a file").file_name();
    let mut names: Vec<_> = files
        .map(|file| name(file).into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

/// Arguments and those that all have.
fn with<'a>(arguments: &[&'a str], common: &[&'a str]) -> Vec<&'a str> {
    [arguments, common].concat()
}

#[test]
fn every_kind_is_built_and_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = text(folder.path());
    let content = folder.path().join("content.json");
    let layouts = Layouts::embedded();
    let kinds = layouts.interfaces.iter().filter(|it| {
        it.direction == Some(Direction::Request) && it.layout.is_some() && it.prefix.is_some()
    });
    let mut built = 0;
    for kind in kinds {
        let mut random = numbers();
        let sample = layouts.sample(&kind.id, &mut random, Fullness::All);
        let sample = sample.expect("a layout");
        std::fs::write(&content, sample.to_string()).expect("a content");
        let alias = kind.alias.as_deref().expect("a name");
        let alias = alias.strip_suffix("-request").unwrap_or(alias);
        let prefix = kind.prefix.as_deref().expect("a prefix");
        // Each kind by one of its names: every run opens the component anew.
        let word = [&*kind.id, alias, prefix][built % 3];
        let content = text(&content);
        let suffix = "202611210001";
        let written = done(&[
            "request",
            word,
            "--content",
            content,
            "--suffix",
            suffix,
            "--out",
            out,
        ]);
        let path = written.lines().next().expect("a file");
        let name = format!("{prefix}req_{suffix}.xml");
        assert!(path.ends_with(&name), "{word}: {path}");
        let read = answer(&["read", "--json", path]);
        assert_eq!(read["document"]["interfaceId"], *kind.id);
        assert_eq!(
            read["document"]["content"],
            identified(kind, sample, suffix),
            "{word}"
        );
        built += 1;
    }
    // OQS-IF-001 to 023, YZK and TKK.
    assert_eq!(built, 14);
}

/// With the identifier that a request is given where it has none.
fn identified(kind: &onshi_layouts::Interface, mut sample: Value, suffix: &str) -> Value {
    let layout = kind.layout.as_ref().expect("a layout");
    let path = "MessageHeader/ArbitraryFileIdentifier";
    let has_one = layout.walk().iter().any(|(known, _)| known == path);
    let header = sample
        .pointer_mut("/XmlMsg/MessageHeader")
        .expect("a header");
    if let Some(header) = header.as_object_mut().filter(|_| has_one) {
        header
            .entry("ArbitraryFileIdentifier")
            .or_insert_with(|| suffix.into());
    }
    sample
}

#[test]
fn elements_are_set_by_options_and_by_their_paths() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = ["--out", text(folder.path()), "--institution", "1319999996"];
    let written = |arguments: &[&str]| {
        let said = done(arguments);
        std::fs::read_to_string(said.lines().next().expect("a file")).expect("a request")
    };

    let medicines = written(&with(
        &[
            "request",
            "drug-information",
            "--insurer",
            "138156",
            "--symbol",
            "12",
            "--number",
            "3",
            "--branch",
            "01",
            "--set",
            "MessageBody/StartDate=202609",
            "--set",
            "MessageBody/EndDate=202611",
            "--set",
            "MessageBody/FileCategory=2",
        ],
        &out,
    ));
    has(
        &medicines,
        &[
            "<InsuranceCardSymbol>12</InsuranceCardSymbol>",
            "<InsuredPersonIdentificationNumber>3</InsuredPersonIdentificationNumber>",
            "<BranchNumber>01</BranchNumber>",
            "<FileCategory>2</FileCategory>",
        ],
    );

    let [first, second] = ["", "[2]"].map(|nth| {
        let info = format!("MessageBody/ReferenceNumberRegistrationInfo{nth}");
        [
            "ReferenceNumber=A=1",
            "InsurerNumber=138156",
            "InsuredIdentificationNumber=3",
        ]
        .map(|element| format!("{info}/{element}"))
    });
    let mut registrations = with(&["request", "OQSmuimm01req"], &out);
    for element in first.iter().chain(&second) {
        registrations.extend(["--set", element]);
    }
    let registrations = written(&registrations);
    let numbers = registrations.matches("<ReferenceNumber>A=1</ReferenceNumber>");
    assert_eq!(numbers.count(), 2, "{registrations}");

    for (wrong, why) in [
        (
            &["OQS-IF-007", "--insurer", "138156"][..],
            "no element for --insurer",
        ),
        (&["OQS-IF-007", "--set", "ReceptionNumber"], "PATH=VALUE"),
        (
            &["OQS-IF-007", "--set", "MessageBody/X[3]=1"],
            "the one before is missing",
        ),
        (
            &["OQS-IF-007", "--set", "MessageBody/X=1"],
            "[message.unknown-element]",
        ),
        (
            &["OQS-IF-007", "--content", "-", "--set", "A=1"],
            "exclude each other",
        ),
        (&["OQS-IF-029"], "[message.no-layout]"),
        (&["no-such"], "[message.unknown-interface]"),
    ] {
        let said = refused(&with(&[&["request"], wrong].concat(), &out));
        assert!(said.contains(why), "{why} is not in:\n{said}");
    }
}

/// The content of a bulk request about these people, and a folder for what is made of it.
fn bulk(folder: &Path, people: &[Value]) -> (PathBuf, PathBuf) {
    let content = json!({ "XmlMsg": {
        "MessageHeader": { "QualificationConfirmationDate": "20261121", "MedicalInstitutionCode": "1319999996" },
        "MessageBody": { "QualificationConfirmSearchInfo": people },
    } });
    let file = folder.join("content.json");
    std::fs::write(&file, content.to_string()).expect("a content");
    let out = folder.join("req");
    std::fs::create_dir(&out).expect("a folder");
    (file, out)
}

#[test]
fn a_bulk_request_is_split_and_written_as_a_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let person = |nth: usize| {
        json!({
            "InsurerNumber": "138156",
            "InsuredIdentificationNumber": nth.to_string(),
            "Birthdate": "19800229",
        })
    };
    let people: Vec<Value> = (1..=5).map(person).collect();
    let (file, out) = bulk(folder.path(), &people);
    let arguments = |suffix: &'static str| {
        [
            "request",
            "bulk-eligibility",
            "--content",
            text(&file),
            "--per-file",
            "2",
            "--out",
            text(&out),
            "--json",
            "--suffix",
            suffix,
        ]
    };
    let written = answer(&arguments("202611210001"));
    let names: Vec<_> = written["files"].as_array().expect("files").iter().collect();
    assert_eq!(names.len(), 3);
    let wanted = [
        "OQSmuquc01req_202611210001.xml",
        "OQSmuquc01req_202611210002.xml",
        "OQSmuquc01req_202611210003.xml",
    ];
    assert_eq!(files(&out), wanted);
    let mut numbers = Vec::new();
    for name in names {
        let read = answer(&["read", "--json", name.as_str().expect("a name")]);
        let people =
            &read["document"]["content"]["XmlMsg"]["MessageBody"]["QualificationConfirmSearchInfo"];
        for person in people.as_array().expect("people") {
            numbers.push(person["InsuredIdentificationNumber"].to_string());
        }
    }
    assert_eq!(numbers, ["\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\""]);

    // The last of these names is taken, so none of them is written.
    let taken = out.join("OQSmuquc01req_202611220003.xml");
    std::fs::write(&taken, "another's").expect("a file");
    let why = refused(&arguments("202611220001"));
    assert!(
        why.contains("OQSmuquc01req_202611220003.xml: the name is taken"),
        "{why}"
    );
    assert_eq!(files(&out).len(), 4);
    assert_eq!(std::fs::read(&taken).expect("a file"), b"another's");
}

#[test]
fn a_request_of_a_hundred_thousand_is_split_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let people: Vec<Value> = (1..=100_000)
        .map(|nth: usize| {
            json!({
                "InsurerNumber": "138156",
                "InsuredCardSymbol": "12",
                "InsuredIdentificationNumber": nth.to_string(),
                "Birthdate": "19800229",
                "ArbitraryIdentifier": format!("K{nth}"),
            })
        })
        .collect();
    let (file, out) = bulk(folder.path(), &people);
    let written = answer(&[
        "request",
        "bulk-eligibility",
        "--content",
        text(&file),
        "--per-file",
        "5000",
        "--out",
        text(&out),
        "--json",
    ]);
    assert_eq!(written["files"].as_array().map(Vec::len), Some(20));
    let persons = |name: &String| {
        let xml = std::fs::read_to_string(out.join(name)).expect("a request");
        xml.matches("<QualificationConfirmSearchInfo>").count()
    };
    assert_eq!(files(&out).iter().map(persons).sum::<usize>(), 100_000);
}

#[test]
fn a_layout_of_ones_own_is_built_and_read_like_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let layout = json!({
        "interface": "OQS-IF-029", "prefix": "OQSmuhvx01",
        "elements": [
            { "name": "MessageHeader", "ja": "ヘッダー", "en": "Header", "type": "group", "occurs": "1", "elements": [
                { "name": "MedicalInstitutionCode", "ja": "医療機関コード", "en": "Institution", "type": "institution-code", "occurs": "1" },
            ] },
            { "name": "MessageBody", "ja": "ボディー", "en": "Body", "type": "group", "occurs": "1", "elements": [
                { "name": "Visit", "ja": "訪問", "en": "Visit", "type": "group", "occurs": "0..n", "elements": [
                    { "name": "VisitNote", "ja": "備考", "en": "Note", "type": "text", "occurs": "1" },
                ] },
            ] },
        ],
    });
    let file = folder.path().join("layout.json");
    std::fs::write(&file, layout.to_string()).expect("a layout");
    let layout = ["--layout", text(&file)];
    let common = [
        "request",
        "OQSmuhvx01",
        "--institution",
        "1319999996",
        "--out",
        text(folder.path()),
        "--layout",
        text(&file),
    ];
    let set = [
        "--set",
        "MessageBody/Visit/VisitNote=一",
        "--set",
        "MessageBody/Visit[2]/VisitNote=二",
    ];
    let written = done(&with(&common, &set));
    let path = written.lines().next().expect("a file");
    assert!(path.contains("OQSmuhvx01req_"), "{path}");
    let read = done(&with(&["read", path], &layout));
    has(&read, &["OQS-IF-029", "備考: 一", "備考: 二"]);
    has(
        &refused(&with(&common, &["--set", "MessageBody/Visit/Other=1"])),
        &["MessageBody/Visit/Other", "[message.unknown-element]"],
    );
}
