use super::super::{Registrations, layers, registration, registrations, state};
use super::has;
use crate::message::test_data::Draft;
use crate::problem::Code;
use std::vec::Vec;

fn texts(fields: &[(&str, &str)]) -> Vec<Draft> {
    let fields = fields.iter();
    fields
        .map(|(name, text)| Draft::text(*name, *text))
        .collect()
}

fn person(key: &str, status: &str) -> Vec<Draft> {
    let number = Draft::group(
        "ReferenceNumberRegistrationInfo",
        texts(&[("ReferenceNumber", key)]),
    );
    let mut person = texts(&[
        ("ProcessingResultMessage", "見本"),
        ("ProcessingResultStatus", status),
    ]);
    person.push(number);
    person
}

fn message(segment: &str, body: Vec<Draft>) -> Draft {
    let header = Draft::group("MessageHeader", texts(&[("SegmentOfResult", segment)]));
    Draft::group("XmlMsg", [header, Draft::group("MessageBody", body)].into())
}

fn told(segment: &str, body: Vec<Draft>) -> Registrations {
    registrations(message(segment, body).tree().root()).unwrap()
}

fn only(segment: &str, status: &str, expected: Code) -> Registrations {
    let told = told(segment, person("0815", status));
    assert_eq!(told.registrations.len(), 1);
    assert!(
        told.registrations[0].state.is(expected),
        "{segment} {status}"
    );
    told
}

#[test]
fn both_layers_have_to_succeed() {
    let registered = only("1", "1", registration::REGISTERED);
    let one = &registered.registrations[0];
    assert_eq!(one.reference_number.as_deref(), Some("0815"));
    assert!(one.reasons.is_empty());
    let failed = only("1", "2", registration::NOT_REGISTERED);
    assert!(has(&failed.registrations[0].reasons, layers::PERSON_FAILED));
    assert_eq!(failed.registrations[0].messages.len(), 1);
    only("9", "1", registration::NOT_REGISTERED);
    only("2", "1", state::PROCESSING);
    only("1", "", registration::REGISTRATION_UNKNOWN);
    only("", "1", registration::REGISTRATION_UNKNOWN);
    only("7", "1", registration::REGISTRATION_UNKNOWN);
}

#[test]
fn each_of_many_is_told() {
    let unit = |key, status| Draft::group("BulkRegistrationUnit", person(key, status));
    let told = told("1", [unit("A", "1"), unit("B", "2")].into());
    let states: Vec<_> = told
        .registrations
        .iter()
        .map(|one| (one.reference_number.as_deref().unwrap(), one.state.code))
        .collect();
    assert_eq!(states, [("A", "registered"), ("B", "not-registered")]);
    assert!(told.next_steps.is_empty());
    let shown = std::format!("{told:?}");
    assert!(shown.contains("Registration(registered)") && !shown.contains("見本"));
}

#[test]
fn what_is_still_processed_is_asked_for_again() {
    let told = told("2", Vec::new());
    assert!(told.state.is(state::PROCESSING) && told.registrations.is_empty());
    assert_eq!(told.next_steps.len(), 1);
}

#[test]
fn requests_and_other_results_are_refused() {
    let code = |message: &Draft| {
        registrations(message.tree().root()).unwrap_err()[0]
            .code
            .id()
    };
    let mut request = person("0815", "");
    request.retain(|field| field.name == "ReferenceNumberRegistrationInfo");
    let request = Draft::group(
        "XmlMsg",
        [
            Draft::group("MessageHeader", Vec::new()),
            Draft::group("MessageBody", request),
        ]
        .into(),
    );
    assert_eq!(code(&request), "eligibility.not-a-result");
    let result = message("1", texts(&[("QualificationValidity", "1")]));
    assert_eq!(code(&result), "eligibility.another-result");
}
