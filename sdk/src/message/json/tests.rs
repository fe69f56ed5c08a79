use super::*;
use crate::message::test_data::face_result;
use crate::message::{
    Document, Element, NOT_A_MESSAGE, NOT_RECOGNIZED, ReadOptions, UNKNOWN_ELEMENT, read, read_json,
};
use crate::problem::Problem;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn from_xml(text: &str) -> Document<'static> {
    read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn from_json(text: &str) -> Document<'static> {
    read_json(text, &ReadOptions::default()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(text: &str) -> Problem {
    read_json(text, &ReadOptions::default()).unwrap_err()[0].clone()
}

fn with_result(inside: &str) -> String {
    format!(
        r#"{{"XmlMsg":{{"MessageHeader":{{"SegmentOfResult":"1"}},"MessageBody":{{"ResultList":{inside}}}}}}}"#
    )
}

fn result_names<'a>(document: &'a Document<'_>) -> Vec<Option<&'a str>> {
    let lists = document.body().unwrap().children_named("ResultList");
    lists
        .flat_map(Element::children)
        .map(|result| result.value("Name"))
        .collect()
}

#[test]
fn has_the_form_of_the_web_api() {
    let xml = "<XmlMsg><MessageHeader><SegmentOfResult>1</SegmentOfResult></MessageHeader><MessageBody>\
        <QualificationValidity>1</QualificationValidity><ResultList><ResultOfQualificationConfirmation>\
        <InsurerNumber>  138156</InsurerNumber><New>1</New><Sex2/><New>\"</New>\
        </ResultOfQualificationConfirmation></ResultList></MessageBody></XmlMsg>";
    assert_eq!(
        from_xml(xml).to_json(),
        r#"{"XmlMsg":{"MessageHeader":{"SegmentOfResult":"1"},"MessageBody":{"QualificationValidity":"1","ResultList":[{"ResultOfQualificationConfirmation":{"InsurerNumber":"  138156","New":["1","\""],"Sex2":""}}]}}}"#
    );
}

#[test]
fn the_way_through_json_loses_nothing_but_positions() {
    let sample = face_result();
    for (from, to) in [
        ("", ""),
        ("<Sex1>", "<ReferenceNumber></ReferenceNumber><Sex1>"),
        ("<ResultList>", "<ResultList/><ResultList>"),
        (
            "<ResultList>",
            "<ResultList>文</ResultList><ResultList>文<New/>",
        ),
        (
            "</ResultList>",
            "<ResultOfQualificationConfirmation/><New>1</New></ResultList>",
        ),
        ("<Sex1>", "<ElderlyRecipientCertificateInfo/><Sex1>"),
        ("<Sex1>", "<New><A>1</A></New><New/><Sex1>"),
        (
            "</Sex1>",
            "</Sex1><SpecificDiseasesCertificateList><SpecificDiseasesCertificateInfo>\
            <SpecificDiseasesSelfPay>10000</SpecificDiseasesSelfPay></SpecificDiseasesCertificateInfo>\
            </SpecificDiseasesCertificateList>",
        ),
    ] {
        let document = from_xml(&if from.is_empty() {
            sample.clone()
        } else {
            sample.replacen(from, to, 1)
        });
        let again = from_json(&document.to_json());
        assert_eq!(document.tree, again.tree, "{to}");
        let unplaced = |notes: &[Problem]| {
            notes
                .iter()
                .map(|note| (note.code, note.place.path.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(unplaced(&document.notes), unplaced(&again.notes), "{to}");
        assert_eq!(again.interface.unwrap().id(), "OQS-IF-002");
        assert_eq!(again.encoding, None);
    }
}

#[test]
fn elements_of_one_name_come_together() {
    let sample = face_result().replace("<Sex1>2</Sex1>", "<New>1</New><Sex1>2</Sex1><New>2</New>");
    let again = from_json(&from_xml(&sample).to_json());
    let results = again.body().unwrap().child("ResultList").unwrap();
    let result = results.children().next().unwrap();
    let names: Vec<_> = result.children().map(Element::name).collect();
    let first = names.iter().position(|&name| name == "New").unwrap();
    assert_eq!(names[first..first + 3], ["New", "New", "Sex1"]);
}

#[test]
fn takes_lists_in_every_form_in_which_they_come() {
    let one = r#"{"Name":"甲"}"#;
    let two = r#"{"Name":"乙"}"#;
    let name = "ResultOfQualificationConfirmation";
    for inside in [
        format!(r#"[{{"{name}":{one}}},{{"{name}":{two}}}]"#),
        format!(r#"{{"{name}":[{one},{two}]}}"#),
        format!(r#"[{{"{name}":[{one},{two}]}}]"#),
        format!(r#"[null,{{"{name}":[{one},{two}],"New":null}}]"#),
    ] {
        let document = from_json(&with_result(&inside));
        assert_eq!(
            result_names(&document),
            [Some("甲"), Some("乙")],
            "{inside}"
        );
        assert_eq!(document.body().unwrap().children().count(), 1, "{inside}");
    }
    let single = from_json(&with_result(&format!(r#"{{"{name}":{one}}}"#)));
    assert_eq!(result_names(&single), [Some("甲")]);
    assert_eq!(result_names(&from_json(&with_result("[]"))), []);
}

#[test]
fn the_wrapper_may_be_left_out() {
    let document =
        from_json(r#"{"MessageHeader":{"SegmentOfResult":"1"},"MessageBody":{"New":"1"}}"#);
    assert_eq!(document.root().name(), "XmlMsg");
    assert_eq!(document.notes[0].code, NOT_RECOGNIZED);
    let options = ReadOptions {
        interface: Some("OQS-IF-002"),
        ..ReadOptions::default()
    };
    let document = read_json(
        r#"{"MessageHeader":{"SegmentOfResult":"1"},"MessageBody":{"New":"1"}}"#,
        &options,
    );
    assert_eq!(document.unwrap().notes[0].code, UNKNOWN_ELEMENT);
}

#[test]
fn refuses_what_is_no_message() {
    for text in [
        "",
        "{",
        "{]",
        "nothing",
        r#"{"MessageBody":{}} x"#,
        r#"{"MessageBody":"\ud800"}"#,
    ] {
        assert_eq!(refused(text).code, NOT_JSON, "{text}");
    }
    for text in [
        "[]",
        "{}",
        "\"XmlMsg\"",
        "null",
        r#"{"XmlMsg":{}}"#,
        r#"{"XmlMsg":{"MessageBody":{}},"New":""}"#,
    ] {
        assert_eq!(refused(text).code, NOT_A_MESSAGE, "{text}");
    }
}

#[test]
fn refuses_values_that_are_no_text() {
    for value in ["1", "true", "-1", "0.5", r#"["a",1]"#, r#"[["a"]]"#] {
        let problem = refused(&format!(r#"{{"MessageBody":{{"Count":{value}}}}}"#));
        assert_eq!(problem.code, NOT_TEXT, "{value}");
        assert_eq!(problem.place.path.unwrap(), "MessageBody/Count");
    }
    let problem = refused("{\"MessageBody\":\n{\"A\":\"1\",\"A\":\"2\"}}");
    assert_eq!(problem.code, NAME_TWICE);
    assert_eq!(problem.place.line, Some(2));
}
