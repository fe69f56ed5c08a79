use super::*;
use crate::identifier::{INSURER_NUMBER_CHECK_DIGIT, NOT_AN_INSURER_NUMBER};
use crate::message::test_data::face_result;
use crate::message::{
    ATTRIBUTES, ELEMENTS_FOR_TEXT, MISSING_ELEMENT, REPEATED_ELEMENT, TEXT_BETWEEN_ELEMENTS,
    TEXT_FOR_ELEMENTS, TOO_LONG, UNKNOWN_CODE, UNKNOWN_ELEMENT, WRONG_FORM,
};
use alloc::format;
use alloc::vec::Vec;
use encoding_rs::SHIFT_JIS;

const RESULT: &str = "MessageBody/ResultList/ResultOfQualificationConfirmation";

fn read_text(text: &str) -> Document<'static> {
    read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn codes(document: &Document<'_>) -> Vec<&'static str> {
    document.notes.iter().map(|note| note.code.id()).collect()
}

/// The sample with one thing changed, and the one note that gives.
fn one_note(from: &str, to: &str) -> Problem {
    let sample = face_result();
    assert_eq!(sample.matches(from).count(), 1, "{from}");
    let document = read_text(&sample.replace(from, to));
    assert_eq!(document.notes.len(), 1, "{:?}", document.notes);
    document.notes[0].clone()
}

#[test]
fn reads_a_face_result_in_any_order_without_a_note() {
    let options = ReadOptions {
        file_name: Some("OQSsiquc01res_face_13112345670123456789abcdef0123_20260401093015.xml"),
        ..ReadOptions::default()
    };
    let document = read(face_result().as_bytes(), &options).unwrap();
    assert_eq!(document.notes, []);
    assert_eq!(document.interface.unwrap().id(), "OQS-IF-002");
    assert_eq!(document.recognized_by, RecognizedBy::FileName);
    assert_eq!(document.encoding, Some(Encoding::Utf8));
    assert!(document.file.clone().unwrap().as_face().is_some());
    let result = document.body().unwrap().child("ResultList").unwrap();
    let result = result.child("ResultOfQualificationConfirmation").unwrap();
    assert_eq!(result.value("InsurerNumber"), Some("  138156"));
    assert_eq!(result.value("InsuredIdentificationNumber"), Some("000123"));
    assert_eq!(result.value("NameKana"), Some("ﾐﾎﾝ ﾊﾅｺ"));
    assert_eq!(result.children().next().unwrap().name(), "Address");
    assert_eq!(
        document.header().unwrap().value("SegmentOfResult"),
        Some("1")
    );
}

#[test]
fn reads_shift_jis_to_the_same_tree() {
    let sample = face_result()
        .replace("UTF-8", "Shift_JIS")
        .replace("<CharacterCodeIdentifier>0", "<CharacterCodeIdentifier>1");
    let (bytes, _, replaced) = SHIFT_JIS.encode(&sample);
    assert!(!replaced);
    let document = read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(document.encoding, Some(Encoding::ShiftJis));
    assert_eq!(document.notes, []);
    assert_eq!(document.body(), read_text(&face_result()).body());
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    let marked = format!("\u{FEFF}{}", face_result());
    assert_eq!(read_text(&marked), read_text(&face_result()));
}

#[test]
fn tells_the_interface_by_content_or_says_that_it_cannot() {
    let document = read_text(&face_result());
    assert_eq!(document.recognized_by, RecognizedBy::Content);
    assert_eq!(document.interface.unwrap().id(), "OQS-IF-002");

    let request = "<XmlMsg><MessageHeader/><MessageBody><QualificationConfirmSearchInfo>\
        <LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>\
        </QualificationConfirmSearchInfo></MessageBody></XmlMsg>";
    assert_eq!(read_text(request).interface.unwrap().id(), "OQS-IF-001");

    let other = "<XmlMsg><MessageHeader/><MessageBody><New>1</New></MessageBody></XmlMsg>";
    let document = read_text(other);
    assert_eq!(document.interface, None);
    assert_eq!(document.recognized_by, RecognizedBy::Nothing);
    assert_eq!(codes(&document), [NOT_RECOGNIZED.id()]);
}

#[test]
fn the_caller_and_the_file_name_come_before_the_content() {
    let sample = face_result();
    let read_as = |file_name, interface| {
        let options = ReadOptions {
            file_name,
            interface,
            ..ReadOptions::default()
        };
        read(sample.as_bytes(), &options)
    };
    let named = read_as(Some("OQSsihvq01res_1.xml"), None).unwrap();
    assert_eq!(named.interface.unwrap().id(), "OQS-IF-026");
    assert_eq!(codes(&named), [NO_LAYOUT.id()]);
    assert_eq!(named.tree, read_text(&sample).tree);

    let renamed = read_as(Some("result.xml"), None).unwrap();
    assert_eq!(renamed.recognized_by, RecognizedBy::Content);
    assert_eq!(codes(&renamed), [OTHER_FILE_NAME.id()]);

    let asked = read_as(Some("result.xml"), Some("eligibility-result")).unwrap();
    assert_eq!(asked.recognized_by, RecognizedBy::Caller);
    let unknown = read_as(None, Some("eligibility")).unwrap_err();
    assert_eq!(unknown[0].code, UNKNOWN_INTERFACE);

    let crossed = read_as(Some("OQSsiquc01req_1.xml"), None).unwrap();
    assert!(codes(&crossed).contains(&NAME_AND_CONTENT_DIFFER.id()));
}

#[test]
fn keeps_what_the_layout_does_not_have() {
    let sample = face_result().replace("<Sex1>", "<New><Sub a='1'>値</Sub></New><Sex1>");
    let document = read_text(&sample);
    assert_eq!(codes(&document), [UNKNOWN_ELEMENT.id(), ATTRIBUTES.id()]);
    let list = document.body().unwrap().child("ResultList").unwrap();
    let result = list.children().next().unwrap();
    assert_eq!(result.child("New").unwrap().value("Sub"), Some("値"));
}

#[test]
fn notes_unknown_elements_with_their_place() {
    let note = one_note("<Sex1>2</Sex1>", "<Sex1>2</Sex1><New>値</New>");
    assert_eq!(note.code, UNKNOWN_ELEMENT);
    let place = Place::path(format!("{RESULT}/New")).at_line(19, 31);
    assert_eq!(note.place, place);
}

#[test]
fn notes_what_is_not_as_the_layout_has_it() {
    for (from, to, code, path) in [
        (
            "<Birthdate>19800229",
            "<Birthdate>19810229",
            WRONG_FORM,
            "Birthdate",
        ),
        (
            "<InsurerNumber>  138156",
            "<InsurerNumber>  138157",
            INSURER_NUMBER_CHECK_DIGIT,
            "InsurerNumber",
        ),
        (
            "<InsurerNumber>  138156",
            "<InsurerNumber>138156  ",
            NOT_AN_INSURER_NUMBER,
            "InsurerNumber",
        ),
        ("<Sex1>2", "<Sex1>9", UNKNOWN_CODE, "Sex1"),
        (
            "<InsuredCardSymbol>56-78",
            "<InsuredCardSymbol>123456789012345678901",
            TOO_LONG,
            "InsuredCardSymbol",
        ),
        ("<Name>見本　花子</Name>", "", MISSING_ELEMENT, "Name"),
        (
            "<Name>見本　花子</Name>",
            "<Name/>",
            MISSING_ELEMENT,
            "Name",
        ),
        (
            "<Sex1>2</Sex1>",
            "<Sex1>2</Sex1><Sex1>1</Sex1>",
            REPEATED_ELEMENT,
            "Sex1[2]",
        ),
        (
            "<Sex1>2</Sex1>",
            "<Sex1><A>2</A></Sex1>",
            ELEMENTS_FOR_TEXT,
            "Sex1",
        ),
        (
            "<Sex1>2</Sex1>",
            "<Sex1>2</Sex1><ElderlyRecipientCertificateInfo>文</ElderlyRecipientCertificateInfo>",
            TEXT_FOR_ELEMENTS,
            "ElderlyRecipientCertificateInfo",
        ),
        ("<Sex1>", "<Sex1 a='1'>", ATTRIBUTES, "Sex1"),
    ] {
        let note = one_note(from, to);
        assert_eq!(note.code, code, "{to}");
        assert_eq!(note.place.path, Some(format!("{RESULT}/{path}")), "{to}");
        assert!(note.place.line.is_some() && note.place.column.is_some());
    }
    let note = one_note("<ResultList>", "文<ResultList>");
    assert_eq!(note.code, TEXT_BETWEEN_ELEMENTS);
    assert_eq!(note.place.path.unwrap(), "MessageBody");
}

#[test]
fn a_note_never_repeats_what_it_is_about() {
    let secret = "7f3a見本";
    let sample = face_result().replace("<Birthdate>19800229", &format!("<Birthdate>{secret}"));
    let shown = format!("{:?}", read_text(&sample));
    assert!(shown.contains("Birthdate") && !shown.contains(secret));
    for text in ["花子", "ﾊﾅｺ", "138156", "000123", "架空"] {
        assert!(!shown.contains(text), "{text}");
    }
}

#[test]
fn says_when_the_encodings_disagree() {
    let note = one_note("<CharacterCodeIdentifier>0", "<CharacterCodeIdentifier>1");
    assert_eq!(note.code, ENCODINGS_DIFFER);
    assert_eq!(note.place.line, Some(5));
}

#[test]
fn empty_is_kept_apart_from_absent() {
    let sample = face_result().replace("<Sex1>", "<ReferenceNumber/><Sex1>");
    let document = read_text(&sample);
    let list = document.body().unwrap().child("ResultList").unwrap();
    let result = list.children().next().unwrap();
    assert_eq!(result.child("ReferenceNumber").unwrap().as_text(), Some(""));
    assert_eq!(result.child("Sex2"), None);
    let empty = "<XmlMsg><MessageHeader><SegmentOfResult>9</SegmentOfResult></MessageHeader>\
        <MessageBody><ResultList> </ResultList></MessageBody></XmlMsg>";
    let json = read_text(empty).to_json();
    assert!(json.contains(r#""ResultList":[]"#), "{json}");
}

#[test]
fn repeated_results_are_all_kept() {
    let one = face_result();
    let start = one.find("<ResultOfQ").unwrap();
    let end = one.find("</ResultList>").unwrap();
    let (before, after) = one.split_at(end);
    let (_, result) = before.split_at(start);
    let two = format!("{before}{result}{after}");
    let document = read_text(&two);
    assert_eq!(document.notes, []);
    let list = document.body().unwrap().child("ResultList").unwrap();
    assert_eq!(
        list.children_named("ResultOfQualificationConfirmation")
            .count(),
        2
    );
    let wrong = two.replace("<Sex1>2", "<Sex1>x");
    let paths: Vec<_> = read_text(&wrong)
        .notes
        .into_iter()
        .filter_map(|note| note.place.path)
        .collect();
    assert_eq!(
        paths,
        [format!("{RESULT}[1]/Sex1"), format!("{RESULT}[2]/Sex1")]
    );
}
