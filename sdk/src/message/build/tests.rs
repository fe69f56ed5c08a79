use super::*;
use crate::message::check::UNKNOWN_ELEMENT;
use crate::message::file_name::SUFFIX;
use crate::message::test_data::{face_result, request_content, request_for};
use crate::message::{
    ENCODINGS_DIFFER, NOT_A_NAME, NOT_IN_SHIFT_JIS, NOT_IN_XML, NOT_JSON, ReadOptions,
    WRITTEN_AS_CP932, read, read_json,
};
use alloc::borrow::ToOwned;

fn options() -> BuildOptions {
    BuildOptions {
        suffix: "202604010001".to_owned(),
        ..BuildOptions::default()
    }
}

fn built(content: &str, options: &BuildOptions) -> File {
    build("OQS-IF-001", content, options).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(content: &str) -> Problems {
    build("OQS-IF-001", content, &options()).unwrap_err()
}

#[test]
fn writes_a_request_as_the_specification_has_it() {
    let file = built(&request_content(), &options());
    assert_eq!(file.name.to_string(), "OQSsiquc01req_202604010001.xml");
    assert_eq!(file.notes, []);
    assert_eq!(
        core::str::from_utf8(&file.bytes).unwrap(),
        r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<XmlMsg>
  <MessageHeader>
    <QualificationConfirmationDate>20260401</QualificationConfirmationDate>
    <MedicalInstitutionCode>1311111111</MedicalInstitutionCode>
    <ArbitraryFileIdentifier>202604010001</ArbitraryFileIdentifier>
  </MessageHeader>
  <MessageBody>
    <QualificationConfirmSearchInfo>
      <InsurerNumber>  138156</InsurerNumber>
      <InsuredCardSymbol>記-12</InsuredCardSymbol>
      <InsuredIdentificationNumber>000123</InsuredIdentificationNumber>
      <InsuredBranchNumber>02</InsuredBranchNumber>
      <Birthdate>19800229</Birthdate>
      <LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>
    </QualificationConfirmSearchInfo>
  </MessageBody>
</XmlMsg>
"#
    );
}

#[test]
fn reads_back_what_it_wrote_in_both_encodings() {
    for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
        let content = request_content().replace("記-12", "記<&>]]>\\r\\n ｱ髙");
        let file = built(
            &content,
            &BuildOptions {
                encoding,
                ..options()
            },
        );
        let name = file.name.to_string();
        let read_options = ReadOptions {
            file_name: Some(&name),
            ..ReadOptions::default()
        };
        let document = read(&file.bytes, &read_options).unwrap();
        assert_eq!(document.notes, []);
        assert_eq!(document.encoding, Some(encoding));
        assert_eq!(document.interface.unwrap().id(), "OQS-IF-001");
        let search = document
            .body()
            .unwrap()
            .child("QualificationConfirmSearchInfo")
            .unwrap();
        assert_eq!(search.value("InsuredCardSymbol"), Some("記<&>]]>\r\n ｱ髙"));
        let again = built(
            &document.to_json(),
            &BuildOptions {
                encoding,
                ..options()
            },
        );
        assert_eq!(again, file);
    }
}

#[test]
fn builds_a_result_for_a_simulator() {
    let sample = read(face_result().as_bytes(), &ReadOptions::default()).unwrap();
    let suffix = "face_13112345670123456789abcdef0123_20260401093015";
    let options = BuildOptions {
        suffix: suffix.to_owned(),
        ..BuildOptions::default()
    };
    let file = build("eligibility-result", &sample.to_json(), &options).unwrap();
    assert_eq!(
        file.name.as_face().unwrap().institution.unwrap().digits(),
        "1311234567"
    );
    let document = read(&file.bytes, &ReadOptions::default()).unwrap();
    assert_eq!(document.notes, []);
    let list = document.body().unwrap().child("ResultList").unwrap();
    let result = list.children().next().unwrap();
    assert_eq!(
        result.children().next().unwrap().name(),
        "InsuredCardClassification",
        "in the specification's order"
    );
    assert_eq!(result.children().count(), 18);

    let shift_jis = BuildOptions {
        encoding: Encoding::ShiftJis,
        ..options
    };
    let problems = build("eligibility-result", &sample.to_json(), &shift_jis).unwrap_err();
    assert_eq!(problems[0].code, ENCODINGS_DIFFER);
}

#[test]
fn pads_six_digits_and_leaves_eight() {
    let number = |insurer: &str, padding| {
        let file = built(
            &request_for(insurer),
            &BuildOptions {
                padding,
                ..options()
            },
        );
        let text = String::from_utf8(file.bytes).unwrap();
        let (_, after) = text.split_once("<InsurerNumber>").unwrap();
        after.split_once('<').unwrap().0.to_owned()
    };
    for given in ["138156", "  138156", "00138156"] {
        assert_eq!(number(given, Padding::Spaces), "  138156");
        assert_eq!(number(given, Padding::Zeros), "00138156");
    }
    assert_eq!(number("06138093", Padding::Spaces), "06138093");
}

#[test]
fn reports_every_problem_at_once() {
    let content = r#"{"MessageHeader":{"QualificationConfirmationDate":"2026-04-01","Extra":"1"},
        "MessageBody":{"QualificationConfirmSearchInfo":{"InsurerNumber":"06138094",
        "InsuredCardSymbol":"123456789012345678901","InsuredIdentificationNumber":"",
        "Birthdate":"19800229","LimitApplicationCertificateRelatedConsFlg":"2","InsuredBranchNumber":"\u0001"}}}"#;
    let problems = build(
        "eligibility-request",
        content,
        &BuildOptions {
            suffix: "a b".to_owned(),
            ..options()
        },
    );
    let problems = problems.unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, problem.place.path.as_deref().unwrap()))
        .collect();
    let search = |name: &str| alloc::format!("MessageBody/QualificationConfirmSearchInfo/{name}");
    assert_eq!(
        found,
        [
            (SUFFIX, "suffix"),
            (WRONG_FORM, "MessageHeader/QualificationConfirmationDate"),
            (UNKNOWN_ELEMENT, "MessageHeader/Extra"),
            (MISSING_ELEMENT, "MessageHeader/MedicalInstitutionCode"),
            (INSURER_NUMBER_CHECK_DIGIT, &search("InsurerNumber")),
            (TOO_LONG, &search("InsuredCardSymbol")),
            (WRONG_FORM, &search("InsuredBranchNumber")),
            (
                UNKNOWN_CODE,
                &search("LimitApplicationCertificateRelatedConsFlg")
            ),
            (MISSING_ELEMENT, &search("InsuredIdentificationNumber")),
            (NOT_IN_XML, &search("InsuredBranchNumber")),
        ]
    );
    assert!(
        problems
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    assert_eq!(problems[3].message_ja, "必須の医療機関コードがありません");
}

#[test]
fn a_wrong_check_digit_can_be_overridden() {
    let content = request_for("06138094");
    assert_eq!(refused(&content)[0].code, INSURER_NUMBER_CHECK_DIGIT);
    let overrides = alloc::vec!["identifier.insurer-number-check-digit".to_owned()];
    let file = built(
        &content,
        &BuildOptions {
            overrides,
            ..options()
        },
    );
    assert_eq!(file.notes[0].severity, Severity::Warning);
    assert_eq!(file.notes[0].code, INSURER_NUMBER_CHECK_DIGIT);
}

#[test]
fn not_everything_can_be_overridden() {
    for code in [
        "message.text-for-elements",
        "message.not-in-xml",
        "no.such-code",
    ] {
        let overrides = alloc::vec![code.to_owned()];
        let problems = build(
            "OQS-IF-001",
            &request_content(),
            &BuildOptions {
                overrides,
                ..options()
            },
        );
        assert_eq!(problems.unwrap_err()[0].code, NOT_OVERRIDABLE, "{code}");
    }
}

#[test]
fn an_element_the_layout_does_not_have_can_be_sent_by_who_insists() {
    let content = request_content().replace("\"Birthdate\"", "\"New\":\"1\",\"Birthdate\"");
    assert_ne!(content, request_content());
    assert_eq!(refused(&content)[0].code, UNKNOWN_ELEMENT);
    let file = built(
        &content,
        &BuildOptions {
            overrides: [UNKNOWN_ELEMENT.id().to_owned()].into(),
            ..options()
        },
    );
    assert_eq!(file.notes[0].severity, Severity::Warning);
    let text = core::str::from_utf8(&file.bytes).unwrap();
    assert!(
        text.contains("<New>1</New>\n    </QualificationConfirmSearchInfo>"),
        "{text}"
    );
    // Whatever is insisted on, it stays one element.
    for name in ["New><a", "氏名", "1", "", "a b", "New/"] {
        let content = content.replace("\"New\"", &alloc::format!("\"{name}\""));
        let options = BuildOptions {
            overrides: [UNKNOWN_ELEMENT.id().to_owned()].into(),
            ..options()
        };
        let problems = build("OQS-IF-001", &content, &options).unwrap_err();
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let codes: Vec<_> = errors.map(|problem| problem.code).collect();
        assert_eq!(codes, [NOT_A_NAME], "{name}");
    }
}

#[test]
fn refuses_characters_that_shift_jis_does_not_have() {
    for (character, is_in) in [
        ("髙", true),
        ("①", true),
        ("𠮷", false),
        ("〜", true),
        ("−", true),
        ("¥", true),
        ("é", false),
    ] {
        let content = request_content().replace("記-12", &alloc::format!("記{character}"));
        let shift_jis = BuildOptions {
            encoding: Encoding::ShiftJis,
            ..options()
        };
        match build("OQS-IF-001", &content, &shift_jis) {
            Ok(file) => {
                assert!(is_in, "{character}");
                // What CP932 has at the code stands there, and is noted.
                let notes = usize::from("〜−¥".contains(character));
                assert_eq!(file.notes.len(), notes, "{character}");
                assert!(file.notes.iter().all(|note| note.code == WRITTEN_AS_CP932));
            }
            Err(problems) => {
                assert!(!is_in, "{character}");
                assert_eq!(problems[0].code, NOT_IN_SHIFT_JIS);
                assert!(
                    problems[0].message.starts_with("character 2 "),
                    "{}",
                    problems[0].message
                );
                assert!(
                    problems[0]
                        .place
                        .path
                        .as_ref()
                        .unwrap()
                        .ends_with("/InsuredCardSymbol")
                );
            }
        }
        built(&content, &options());
    }
}

#[test]
fn an_institution_codes_check_digit_is_only_a_note() {
    let content = request_content().replace("1311111111", "1311111112");
    let file = built(&content, &options());
    assert_eq!(file.notes.len(), 1);
    assert_eq!(file.notes[0].code, INSTITUTION_CODE_CHECK_DIGIT);
    assert_eq!(file.notes[0].severity, Severity::Note);
}

#[test]
fn empty_is_written_and_null_is_not() {
    let content = request_content()
        .replace("\"記-12\"", "null")
        .replace("\"02\"", "\"\"");
    let text = String::from_utf8(built(&content, &options()).bytes).unwrap();
    assert!(!text.contains("InsuredCardSymbol"));
    assert!(text.contains("<InsuredBranchNumber></InsuredBranchNumber>"));
}

#[test]
fn says_what_it_cannot_build() {
    let code =
        |interface: &str, content: &str| build(interface, content, &options()).unwrap_err()[0].code;
    assert_eq!(code("OQS-IF-999", &request_content()), UNKNOWN_INTERFACE);
    assert_eq!(code("OQS-IF-047", &request_content()), NO_LAYOUT);
    assert_eq!(code("OQS-IF-001", "{"), NOT_JSON);
}

#[test]
fn options_come_as_json() {
    let read = |text| crate::json::object(text, "", BuildOptions::read);
    let options =
        read(r#"{"encoding":"shift-jis","suffix":"1","padding":"zeros","limits":{"depth":8}}"#)
            .unwrap();
    assert_eq!(options.encoding, Encoding::ShiftJis);
    assert_eq!(options.padding, Padding::Zeros);
    assert_eq!(
        options.limits,
        Limits {
            depth: 8,
            ..Limits::default()
        }
    );
    assert!(read(r#"{"sufix":"1"}"#).is_err());
}

#[test]
fn debug_shows_no_contents() {
    let shown = alloc::format!("{:?}", built(&request_content(), &options()));
    for text in ["000123", "138156", "202604010001"] {
        assert!(!shown.contains(text), "{shown}");
    }
    let document = read_json(&request_content(), &ReadOptions::default()).unwrap();
    assert!(!alloc::format!("{document:?}").contains("000123"));
}

/// A content of so many visits.
fn visits_content(count: usize) -> String {
    let visits: Vec<_> = (0..count)
        .map(|visit| alloc::format!(r#"{{"VisitKind":"{}"}}"#, visit % 2 + 1))
        .collect();
    alloc::format!(
        r#"{{"MessageHeader":{{"MedicalInstitutionCode":"1311111111"}},
        "MessageBody":{{"VisitMonth":"202604","Visit":[{}]}}}}"#,
        visits.join(",")
    )
}

fn visits_options() -> BuildOptions {
    BuildOptions {
        layouts: [crate::message::test_layout::visits()].into(),
        ..options()
    }
}

#[test]
fn many_patients_come_in_as_many_files_as_it_takes() {
    let options = visits_options();
    for (count, per_file, expected) in [
        (5, 2, &[2, 2, 1][..]),
        (4, 2, &[2, 2]),
        (4, 9, &[4]),
        (0, 9, &[0]),
        (2, 0, &[1, 1]),
    ] {
        let content = visits_content(count);
        let files = build_batch("OQS-IF-025", &content, per_file, &options).unwrap();
        let mut names = Vec::new();
        let mut counts = Vec::new();
        let mut kinds = Vec::new();
        for file in &files {
            names.push(file.name.to_string());
            let read_options = ReadOptions {
                layouts: &options.layouts,
                interface: Some("OQS-IF-025"),
                ..ReadOptions::default()
            };
            let document = read(&file.bytes, &read_options).unwrap();
            assert_eq!(document.notes, []);
            assert_eq!(document.body().unwrap().value("VisitMonth"), Some("202604"));
            let visits: Vec<_> = document.body().unwrap().children_named("Visit").collect();
            counts.push(visits.len());
            let kind = |visit: &Element<'_>| visit.value("VisitKind").map(ToOwned::to_owned);
            kinds.extend(visits.iter().filter_map(kind));
        }
        assert_eq!(counts, expected, "{count} by {per_file}");
        let in_order: Vec<_> = (0..count)
            .map(|visit| (visit % 2 + 1).to_string())
            .collect();
        assert_eq!(kinds, in_order);
        let numbered: Vec<_> = (1..=expected.len())
            .map(|nth| alloc::format!("OQSsihvq01req_20260401{nth:04}.xml"))
            .collect();
        assert_eq!(names, numbered);
    }
}

#[test]
fn every_patient_of_a_batch_is_checked_and_numbered_through() {
    let content =
        visits_content(6).replace(r#""VisitKind":"2""#, r#""VisitKind":"9","VisitNote":"①😀""#);
    let options = BuildOptions {
        encoding: Encoding::ShiftJis,
        ..visits_options()
    };
    let problems = build_batch("OQS-IF-025", &content, 2, &options).unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, problem.place.path.clone().unwrap()))
        .collect();
    let at = |nth, name| alloc::format!("MessageBody/Visit[{nth}]/{name}");
    assert_eq!(
        found,
        [
            (UNKNOWN_CODE, at(2, "VisitKind")),
            (UNKNOWN_CODE, at(4, "VisitKind")),
            (UNKNOWN_CODE, at(6, "VisitKind")),
            (NOT_IN_SHIFT_JIS, at(2, "VisitNote")),
            (NOT_IN_SHIFT_JIS, at(4, "VisitNote")),
            (NOT_IN_SHIFT_JIS, at(6, "VisitNote")),
        ]
    );
}

#[test]
fn numbers_of_files_do_not_run_over() {
    for (suffix, ends) in [
        ("202604019999", true),
        ("a9", true),
        ("b", true),
        ("2026040100", false),
    ] {
        let options = BuildOptions {
            suffix: suffix.to_owned(),
            ..visits_options()
        };
        let built = build_batch("OQS-IF-025", &visits_content(3), 1, &options);
        match built {
            Err(problems) => assert!(ends && problems[0].code == SUFFIX, "{suffix}"),
            Ok(files) => assert!(!ends && files.len() == 3, "{suffix}"),
        }
    }
}

#[test]
fn a_request_is_given_an_identifier_unless_it_has_one() {
    let identifier = |content: &str, suffix: &str| {
        let options = BuildOptions {
            suffix: suffix.to_owned(),
            ..BuildOptions::default()
        };
        let file = built(content, &options);
        let document = read(&file.bytes, &ReadOptions::default()).unwrap();
        let header = document.header().unwrap();
        header.value(IDENTIFIER).map(ToOwned::to_owned)
    };
    let content = request_content();
    assert_eq!(identifier(&content, "A-1").as_deref(), Some("A-1"));
    let long = "x".repeat(14) + &"y".repeat(50);
    assert_eq!(identifier(&content, &long), Some("y".repeat(50)));
    for (own, written) in [("own", "own"), ("", "")] {
        let own = content.replacen(
            "\"MedicalInstitutionCode\"",
            &alloc::format!("\"{IDENTIFIER}\":\"{own}\",\"MedicalInstitutionCode\""),
            1,
        );
        let written = Some(written).filter(|written| !written.is_empty());
        assert_eq!(identifier(&own, "A-1").as_deref(), written);
    }
}

#[test]
fn each_file_of_several_has_an_identifier_of_its_own() {
    let person = |number: u32| {
        alloc::format!(
            r#"{{"InsurerNumber":"138156","InsuredIdentificationNumber":"{number}","Birthdate":"19800229"}}"#
        )
    };
    let people = [1, 2, 3].map(person).join(",");
    let content = alloc::format!(
        r#"{{"MessageHeader":{{"QualificationConfirmationDate":"20260401","MedicalInstitutionCode":"1311111111"}},
        "MessageBody":{{"QualificationConfirmSearchInfo":[{people}]}}}}"#
    );
    for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
        let options = BuildOptions {
            encoding,
            ..options()
        };
        for file in build_batch("OQS-IF-005", &content, 1, &options).unwrap() {
            let document = read(&file.bytes, &ReadOptions::default()).unwrap();
            let identifier = document.header().unwrap().value(IDENTIFIER).unwrap();
            assert_eq!(identifier, file.name.suffix);
        }
    }
}
