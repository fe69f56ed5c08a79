use super::{UNUSABLE_LAYOUT, read as read_layout};
use crate::message::test_layout::{VISITS, visits};
use crate::message::{
    BuildOptions, Interface, ReadOptions, TOO_LONG, UNKNOWN_CODE, UNKNOWN_ELEMENT, build, outline,
    read,
};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

const MESSAGE: &str = "<XmlMsg><MessageHeader><MedicalInstitutionCode>1311111111\
    </MedicalInstitutionCode></MessageHeader><MessageBody><VisitMonth>202604</VisitMonth>\
    <Visit><VisitNote>12345</VisitNote><VisitKind>2</VisitKind></Visit>\
    <Visit><VisitKind>3</VisitKind><Sex1>1</Sex1><Extra>x</Extra></Visit>\
    </MessageBody></XmlMsg>";

#[test]
fn messages_are_read_by_it() {
    let layouts = [visits()];
    let options = ReadOptions {
        file_name: Some("OQSsihvq01req_1.xml"),
        layouts: &layouts,
        ..ReadOptions::default()
    };
    let document = read(MESSAGE.as_bytes(), &options).unwrap();
    assert_eq!(document.interface, Some(&layouts[0]));
    let notes: Vec<_> = document
        .notes
        .iter()
        .map(|note| (note.code, note.place.path.as_deref().unwrap()))
        .collect();
    assert_eq!(
        notes,
        [
            (TOO_LONG, "MessageBody/Visit[1]/VisitNote"),
            (UNKNOWN_CODE, "MessageBody/Visit[2]/VisitKind"),
            (UNKNOWN_ELEMENT, "MessageBody/Visit[2]/Extra"),
        ]
    );
    let json = document.to_json();
    assert!(
        json.contains(r#""Visit":[{"VisitNote":"12345","VisitKind":"2"},{"#),
        "{json}"
    );
    let lines = outline(&document);
    let kind = lines
        .iter()
        .find(|line| line.path == "MessageBody/Visit[1]/VisitKind")
        .unwrap();
    assert_eq!(kind.label_ja, "訪問の種類");
    assert_eq!(kind.reading_ja.as_deref(), Some("訪問"));
}

#[test]
fn without_it_the_body_is_carried() {
    let options = ReadOptions {
        file_name: Some("OQSsihvq01req_1.xml"),
        ..ReadOptions::default()
    };
    let document = read(MESSAGE.as_bytes(), &options).unwrap();
    assert!(!document.interface.unwrap().has_layout());
    assert!(document.to_json().contains(r#""Extra":"x""#));
}

#[test]
fn messages_are_built_by_it_in_its_order() {
    let options = BuildOptions {
        suffix: "1".to_owned(),
        layouts: [visits()].into(),
        ..BuildOptions::default()
    };
    let content = r#"{"MessageBody":{"Visit":[{"VisitKind":"1","InsurerNumber":"138156"}],
        "VisitMonth":"202604"},"MessageHeader":{"MedicalInstitutionCode":"1311111111"}}"#;
    let file = build("OQS-IF-025", content, &options).unwrap();
    assert_eq!(format!("{}", file.name), "OQSsihvq01req_1.xml");
    let text = core::str::from_utf8(&file.bytes).unwrap();
    let places = [
        "MessageHeader",
        "VisitMonth",
        "<InsurerNumber>  138156<",
        "<VisitKind>1<",
    ]
    .map(|what| text.find(what).unwrap());
    assert!(places.is_sorted(), "{text}");
    let wrong = content.replace(r#""VisitKind":"1""#, r#""VisitKind":"3""#);
    let problems = build("OQS-IF-025", &wrong, &options).unwrap_err();
    assert_eq!(problems[0].code, UNKNOWN_CODE);
    assert!(
        problems[0].message.contains("X01"),
        "{}",
        problems[0].message
    );
}

/// The example for vendors, as it stands in the README.
fn example() -> Interface {
    let readme = include_str!("../../../../layouts/README.md");
    let (_, section) = readme.split_once("## Supplying a layout").unwrap();
    let (_, example) = section.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    read_layout(example).unwrap()
}

#[test]
fn the_example_of_the_readme_builds_and_reads_a_message() {
    let content = r#"{"MessageHeader":{"MedicalInstitutionCode":"1319999996"},
        "MessageBody":{"Visit":[
            {"VisitDate":"20261121","VisitKind":"2"},
            {"VisitNote":"見本","Sex1":"2","VisitKind":"1","VisitDate":"20261122"}]}}"#;
    let options = BuildOptions {
        suffix: "202611210001".to_owned(),
        layouts: [example()].into(),
        ..BuildOptions::default()
    };
    let file = build("OWN-IF-001", content, &options).unwrap();
    let name = format!("{}", file.name);
    assert_eq!(name, "OWNsivis01req_202611210001.xml");
    let options = ReadOptions {
        file_name: Some(&name),
        layouts: &options.layouts,
        ..ReadOptions::default()
    };
    let document = read(&file.bytes, &options).unwrap();
    assert_eq!(document.interface.unwrap().ja(), "訪問予定登録要求");
    assert_eq!(document.notes, []);
    let second = r#"{"VisitDate":"20261122","VisitKind":"1","Sex1":"2","VisitNote":"見本"}"#;
    assert!(document.to_json().contains(second));
    let wrong = content.replace(r#""VisitKind":"2""#, r#""VisitKind":"9""#);
    let options = BuildOptions {
        suffix: "202611210001".to_owned(),
        layouts: [example()].into(),
        ..BuildOptions::default()
    };
    let problems = build("OWN-IF-001", &wrong, &options).unwrap_err();
    assert_eq!(problems[0].code, UNKNOWN_CODE);
}

#[test]
fn what_cannot_be_used_is_refused_and_says_why() {
    for (from, to, why) in [
        ("\"month\"", "\"mouth\"", "type"),
        ("\"0..n\"", "\"many\"", "occurs"),
        ("\"X01\", \"occurs\"", "\"X02\", \"occurs\"", "code table"),
        ("\"table\": \"007\",", "", "without a table"),
        ("\"VisitNote\"", "\"VisitKind\"", "twice"),
        ("\"VisitNote\"", "\"1\"", "name that is none"),
        ("\"type\": \"text\"", "\"type\": \"group\"", "group or list"),
        (
            "\"MessageBody\"",
            "\"Body\"",
            "MessageHeader and MessageBody",
        ),
        (
            "\"interface\": \"OQS-IF-025\", \"direction\": \"request\"",
            "\"interface\": \"X\"",
            "direction",
        ),
        ("{", "[", "JSON"),
    ] {
        let text = VISITS.replacen(from, to, 1);
        assert_ne!(text, VISITS, "{from}");
        let problem = read_layout(&text).unwrap_err();
        assert_eq!(problem.code, UNUSABLE_LAYOUT);
        assert!(problem.message.contains(why), "{why}: {}", problem.message);
    }
}
