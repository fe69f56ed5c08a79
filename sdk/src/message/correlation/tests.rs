use super::*;
use crate::message::{ReadOptions, read_json};
use std::format;

/// What this computer asked: two single inquiries, a bulk one and its download.
fn requests() -> Vec<Asked> {
    let asked = |name: &str, identifier: &str, reception: &str| Asked {
        file_name: name.into(),
        arbitrary_file_identifier: Some(identifier.into()),
        reception_number: Some(reception.into()),
        ..Asked::default()
    };
    vec![
        asked("OQSsiquc01req_202604100001.xml", "PC1-1", ""),
        asked("OQSsiquc01req_202604100002.xml", "PC1-2", ""),
        asked("OQSmuquc01req_202604100003.xml", "PC1-3", ""),
        asked("OQSmuquc02req_202604100004.xml", "", "R-1"),
        asked("OQSmuquc02req_202604100005.xml", "", "R-1"),
    ]
}

fn result(header: &str) -> Document<'static> {
    let json = format!(r#"{{"MessageHeader":{{{header}}},"MessageBody":{{}}}}"#);
    read_json(&json, &ReadOptions::default()).unwrap()
}

fn of(requests: &[Asked], name: &str, header: &str) -> Correlation {
    correlate(requests, name, Some(&result(header)))
}

fn reasons(correlation: &Correlation) -> Vec<&'static str> {
    correlation
        .reasons
        .iter()
        .map(|reason| reason.code)
        .collect()
}

#[test]
fn name_and_identifier_together_tell_the_request() {
    let correlation = of(
        &requests(),
        r"C:\OQS\res\OQSsiquc01res_202604100002.xml",
        r#""ArbitraryFileIdentifier":"PC1-2""#,
    );
    assert!(correlation.outcome.is(ANSWERS));
    assert_eq!(correlation.request, Some(1));
    assert_eq!(
        reasons(&correlation),
        ["correlation.name-agrees", "correlation.identifier-agrees"]
    );
    let path = correlation.place.path.as_deref();
    assert_eq!(path, Some("MessageHeader/ArbitraryFileIdentifier"));
}

#[test]
fn the_download_is_told_by_its_reception_number() {
    let name = "OQSmuquc02res_202604100004.zip";
    let here = |number: &str| {
        let header = format!(r#""ReceptionNumber":"{number}","ArbitraryFileIdentifier":"PC1-3""#);
        of(&requests(), name, &header)
    };
    // The same number is in a later request: the name tells them apart.
    assert_eq!(here("R-1").request, Some(3));
    let other = here("R-2");
    assert!(other.outcome.is(CANNOT_TELL));
    assert_eq!((other.request, &other.candidates[..]), (None, &[3][..]));
    assert!(reasons(&other).contains(&"correlation.identifier-differs"));
    let error = r#"{"MessageHeader":{},"MessageBody":{"ReceptionNumber":"R-2"}}"#;
    let error = read_json(error, &ReadOptions::default()).unwrap();
    let correlation = correlate(&requests(), name, Some(&error));
    assert!(correlation.outcome.is(CANNOT_TELL));
    let path = correlation.place.path.as_deref();
    assert_eq!(path, Some("MessageBody/ReceptionNumber"));
    // The new number of an upload's result is no identifier of its request.
    let upload = r#"{"MessageHeader":{"ArbitraryFileIdentifier":"PC1-3"},"MessageBody":{"ReceptionNumber":"R-9"}}"#;
    let upload = read_json(upload, &ReadOptions::default()).unwrap();
    let correlation = correlate(&requests(), "OQSmuquc01res_202604100003.xml", Some(&upload));
    assert_eq!(correlation.request, Some(2));
}

#[test]
fn an_identifier_that_contradicts_is_never_overridden_by_the_name() {
    let name = "OQSsiquc01res_202604100001.xml";
    let another = of(&requests(), name, r#""ArbitraryFileIdentifier":"PC1-2""#);
    assert!(another.outcome.is(CANNOT_TELL));
    assert_eq!((another.request, another.candidates), (None, vec![0, 1]));
    let nobodys = of(&requests(), name, r#""ArbitraryFileIdentifier":"PC7-1""#);
    assert_eq!((nobodys.request, nobodys.candidates), (None, vec![0]));
    let twice = of(
        &requests(),
        name,
        r#""ArbitraryFileIdentifier":["PC1-1","PC1-2"]"#,
    );
    assert!(twice.outcome.is(CANNOT_TELL));
    // Without an identifier kept with the request, another's still contradicts.
    let mut forgotten = requests();
    forgotten[0].arbitrary_file_identifier = None;
    let contradicted = of(&forgotten, name, r#""ArbitraryFileIdentifier":"PC1-2""#);
    assert_eq!(contradicted.candidates, [0, 1]);
    // The identifier alone attributes nothing either.
    let renamed = of(
        &requests(),
        "OQSsiquc01res_999.xml",
        r#""ArbitraryFileIdentifier":"PC1-2""#,
    );
    assert!(renamed.outcome.is(CANNOT_TELL));
    assert_eq!((renamed.request, renamed.candidates), (None, vec![1]));
}

#[test]
fn the_name_alone_tells_where_nothing_contradicts_and_that_is_said() {
    let name = "OQSsiquc01res_202604100001.pdf";
    let correlation = correlate(&requests(), name, None);
    assert_eq!(correlation.request, Some(0));
    assert_eq!(
        reasons(&correlation),
        ["correlation.name-agrees", "correlation.name-alone"]
    );
}

#[test]
fn the_name_alone_tells_nothing_where_an_identifier_could_stand() {
    let name = "OQSsiquc01res_202604100001.xml";
    let mut forgotten = requests();
    forgotten[0].arbitrary_file_identifier = None;
    let not_sent = "correlation.identifier-not-sent";
    for (requests, content, reason) in [
        (requests(), Some(""), "correlation.identifier-missing"),
        (requests(), None, "correlation.not-read"),
        (forgotten.clone(), Some(""), not_sent),
        (
            forgotten,
            Some(r#""ArbitraryFileIdentifier":"PC1-1""#),
            not_sent,
        ),
    ] {
        let content = content.map(result);
        let correlation = correlate(&requests, name, content.as_ref());
        assert!(correlation.outcome.is(CANNOT_TELL), "{reason}");
        assert_eq!(
            (correlation.request, correlation.candidates),
            (None, vec![0])
        );
        let said: Vec<_> = correlation.reasons.iter().map(|said| said.code).collect();
        assert_eq!(said, ["correlation.name-agrees", reason]);
    }
}

#[test]
fn a_refusal_is_the_requests_own_name() {
    let refused = correlate(&requests(), "OQSsiquc01req_202604100001.err", None);
    assert!(refused.outcome.is(REFUSED));
    assert_eq!(refused.request, Some(0));
    let anothers = correlate(&requests(), "OQSsiquc01req_7.err", None);
    assert!(anothers.outcome.is(ANOTHERS));
}

#[test]
fn what_was_answered_or_given_up_is_said_to_be() {
    let mut requests = requests();
    requests[0].answered = true;
    requests[1].given_up = true;
    let of = |name: &str| {
        let content = result(r#""ArbitraryFileIdentifier":"PC1-2""#);
        let is_second = name.ends_with("2.xml");
        let correlation = correlate(&requests, name, is_second.then_some(&content));
        (correlation.outcome.code, correlation.request)
    };
    let duplicate = ("correlation.duplicate", Some(0));
    assert_eq!(of("OQSsiquc01res_202604100001.xml"), duplicate);
    assert_eq!(of("OQSsiquc01req_202604100001.err"), duplicate);
    let late = ("correlation.late", Some(1));
    assert_eq!(of("OQSsiquc01res_202604100002.xml"), late);
    let refused = ("correlation.refused", Some(1));
    assert_eq!(of("OQSsiquc01req_202604100002.err"), refused);
}

#[test]
fn what_is_nobodys_request_here_is_left_alone() {
    for (name, outcome) in [
        ("OQSsiquc01res_202604100009.xml", ANOTHERS),
        // The same number, another function.
        ("YZKsiquc01res_202604100001.xml", ANOTHERS),
        ("EPSsipro01res_1.xml", ANOTHERS),
        (
            "OQSsiquc01res_face_13199999960a1b2c3d4e5f6a7b8c9d_20260410085900.xml",
            FACE_RESULT,
        ),
        ("OQSsiquc01req_202604100001.xml", NOT_A_RESULT),
        ("Bres_1.xml", NOT_A_RESULT),
        ("readme.txt", NOT_A_RESULT),
        ("", NOT_A_RESULT),
    ] {
        let correlation = correlate(&requests(), name, None);
        assert!(correlation.outcome.is(outcome), "{name}");
        assert_eq!(
            (correlation.request, correlation.candidates),
            (None, vec![])
        );
    }
}

#[test]
fn requests_of_one_name_are_told_apart_by_their_identifiers() {
    let mut requests = requests();
    requests[1].file_name = requests[0].file_name.clone();
    let name = "OQSsiquc01res_202604100001.xml";
    let told = of(&requests, name, r#""ArbitraryFileIdentifier":"PC1-2""#);
    assert_eq!(told.request, Some(1));
    let untold = correlate(&requests, name, None);
    assert!(untold.outcome.is(CANNOT_TELL));
    assert_eq!(untold.candidates, [0, 1]);
    assert_eq!(reasons(&untold), ["correlation.several-requests"]);
}

#[test]
fn debugging_shows_no_name() {
    let shown = format!("{:?}", requests());
    assert!(!shown.contains("PC1") && !shown.contains("2026"));
}
