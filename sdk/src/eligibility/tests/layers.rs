use super::super::{ANOTHER_RESULT, CODES, NOT_A_RESULT, check, judge, layers, note, state};
use super::{AT, Sample, has, noted};
use crate::message::test_data::Draft;
use crate::problem::Severity;
use crate::time::Instant;
use std::collections::BTreeSet;
use std::string::String;
use std::vec;

fn refusal(message: &Draft) -> crate::problem::Problem {
    judge(message.tree().root(), Instant::parse(AT).unwrap())
        .unwrap_err()
        .remove(0)
}

#[test]
fn each_layer_can_end_it() {
    let cases = [
        (
            Sample::card().header("SegmentOfResult", "2"),
            state::PROCESSING,
            layers::FILE_PROCESSING,
        ),
        (
            Sample::card().header("SegmentOfResult", "9"),
            state::FAILED,
            layers::FILE_FAILED,
        ),
        (
            Sample::card().header("SegmentOfResult", "3"),
            state::CANNOT_TELL,
            layers::LAYER_UNKNOWN,
        ),
        (
            Sample::card().header("SegmentOfResult", ""),
            state::CANNOT_TELL,
            layers::LAYER_ABSENT,
        ),
        (
            Sample::card().body("ProcessingResultStatus", "2"),
            state::FAILED,
            layers::PERSON_FAILED,
        ),
        (
            Sample::card().body("ProcessingResultStatus", "7"),
            state::CANNOT_TELL,
            layers::LAYER_UNKNOWN,
        ),
        (
            Sample::card().body("ProcessingResultStatus", ""),
            state::CANNOT_TELL,
            layers::LAYER_ABSENT,
        ),
        (
            Sample::card().validity("7"),
            state::CANNOT_TELL,
            layers::LAYER_UNKNOWN,
        ),
        (
            Sample::card().validity(""),
            state::CANNOT_TELL,
            layers::LAYER_ABSENT,
        ),
    ];
    for (sample, expected, reason) in cases {
        let judgement = sample.judged(AT);
        assert!(judgement.state.is(expected), "{:?}", judgement.reasons);
        assert!(has(&judgement.reasons, reason), "{:?}", judgement.reasons);
        assert!(judgement.eligibilities[0].state.is(expected));
        assert!(!judgement.next_steps.is_empty());
    }
    assert!(Sample::card().judged(AT).state.is(state::ELIGIBLE));
}

#[test]
fn a_layer_sent_twice_with_different_codes_tells_nothing() {
    let mut sample = Sample::card();
    sample.body.push(Draft::text("QualificationValidity", "2"));
    let judgement = sample.judged(AT);
    assert!(judgement.state.is(state::CANNOT_TELL));
    assert_eq!(noted(&judgement, note::REPEATED), ["QualificationValidity"]);

    sample.body.last_mut().unwrap().content = Draft::text("", "1").content;
    assert!(sample.judged(AT).state.is(state::ELIGIBLE));
}

#[test]
fn the_layers_stand_in_the_judgement_as_sent() {
    let layers = Sample::card().validity("7").judged(AT).layers;
    assert_eq!(layers.segment_of_result.unwrap().code, "1");
    assert_eq!(layers.processing_result_status.unwrap().code, "1");
    let unknown = layers.qualification_validity.unwrap();
    assert_eq!((unknown.code.as_str(), unknown.meaning), ("7", None));
}

#[test]
fn the_reader_verified_the_card_only_where_the_check_succeeded() {
    let assurance = |sample: Sample| sample.judged(AT).assurance;
    assert!(assurance(Sample::card()).is(check::READER_VERIFIED));
    // That the eligibility was lost says nothing against the card.
    assert!(assurance(Sample::card().validity("2")).is(check::READER_VERIFIED));
    assert!(assurance(Sample::number()).is(check::BY_NUMBER));
    for unsure in [
        Sample::card().header("ReferenceClassification", ""),
        Sample::card().header("ReferenceClassification", "3"),
        Sample::card().header("SegmentOfResult", "9"),
        Sample::card().header("SegmentOfResult", "2"),
        Sample::card().body("ProcessingResultStatus", "2"),
    ] {
        assert!(assurance(unsure).is(check::NOT_ASSURED));
    }
}

#[test]
fn the_systems_words_are_shown_as_they_are_also_on_success() {
    let expiring = Sample::card()
        .body("ProcessingResultCode", "I0001")
        .body(
            "ProcessingResultMessage",
            "証明書の有効期限が近づいています",
        )
        .judged(AT);
    assert!(expiring.state.is(state::ELIGIBLE));
    let [message] = expiring.messages.as_slice() else {
        panic!("one message")
    };
    assert_eq!(message.severity, Severity::Warning);
    assert_eq!(message.code.as_deref(), Some("I0001"));
    assert_eq!(
        message.text.as_deref(),
        Some("証明書の有効期限が近づいています")
    );
    assert_eq!(
        message.place.path.as_deref(),
        Some("MessageBody/ProcessingResultMessage")
    );

    let failed = Sample::card()
        .header("SegmentOfResult", "9")
        .header("ErrorCode", "E9999")
        .judged(AT);
    assert_eq!(failed.messages[0].severity, Severity::Error);
    assert_eq!(failed.messages[0].text, None);

    let processing = Sample::card()
        .header("SegmentOfResult", "2")
        .header("ErrorMessage", "処理中です")
        .judged(AT);
    assert_eq!(processing.messages[0].severity, Severity::Note);
    assert!(Sample::card().judged(AT).messages.is_empty());
}

#[test]
fn an_error_beside_a_success_is_noted() {
    let judgement = Sample::card().header("ErrorCode", "E9999").judged(AT);
    assert_eq!(noted(&judgement, note::CONTRADICTORY), ["ErrorCode"]);
}

#[test]
fn a_failed_result_needs_no_body() {
    let header = Draft::group("MessageHeader", vec![Draft::text("SegmentOfResult", "9")]);
    let message = Draft::group("XmlMsg", vec![header]);
    let judgement = judge(message.tree().root(), Instant::parse(AT).unwrap()).unwrap();
    assert!(judgement.state.is(state::FAILED));
}

#[test]
fn a_request_is_no_result() {
    let message = |header: &str, body: Draft| {
        let header = Draft::group("MessageHeader", vec![Draft::text(header, "1")]);
        Draft::group(
            "XmlMsg",
            vec![header, Draft::group("MessageBody", vec![body])],
        )
    };
    let search = Draft::group("QualificationConfirmSearchInfo", vec![]);
    assert_eq!(
        refusal(&message("MedicalInstitutionCode", search)).code,
        NOT_A_RESULT
    );
    assert_eq!(refusal(&Draft::text("XmlMsg", "")).code, NOT_A_RESULT);
    assert_eq!(
        refusal(&Draft::group(
            "Other",
            Sample::card().message().children().into()
        ))
        .code,
        NOT_A_RESULT
    );
    for other in [
        "BulkConfirmUnit",
        "ReferenceNumberRegistrationInfo",
        "ReceptionNumber",
    ] {
        let message = message("SegmentOfResult", Draft::group(other, vec![]));
        assert_eq!(refusal(&message).code, ANOTHER_RESULT);
    }
}

#[test]
fn two_bodies_are_no_result() {
    let once = Sample::card().message();
    let twice = [once.children(), once.children().get(1..).unwrap()].concat();
    assert_eq!(refusal(&Draft::group("XmlMsg", twice)).code, NOT_A_RESULT);
}

#[test]
fn a_note_tells_where() {
    let sample = Sample::card()
        .and("01", "  138156")
        .with("DisqualificationDate", "soon");
    let judgement = sample.judged(AT);
    let note = judgement
        .notes
        .iter()
        .find(|note| note.code == note::UNREADABLE)
        .unwrap();
    assert_eq!(
        note.place.path.as_deref(),
        Some("MessageBody/ResultList/ResultOfQualificationConfirmation[2]/DisqualificationDate")
    );
    let before = sample.at(Instant::parse(AT).unwrap()).message().to_xml();
    let (before, _) = before.split_once("<DisqualificationDate>").unwrap();
    let column = u32::try_from(before.chars().count() + 1).unwrap();
    assert_eq!(
        (note.place.line, note.place.column),
        (Some(1), Some(column))
    );
}

#[test]
fn a_code_of_no_table_is_noted_and_kept() {
    let judgement = Sample::card()
        .with("InsuredCardClassification", "77")
        .judged(AT);
    assert!(noted(&judgement, note::UNKNOWN_CODE).contains(&"InsuredCardClassification"));
    assert_eq!(
        judgement.eligibilities[0]
            .classification
            .as_ref()
            .unwrap()
            .code,
        "77"
    );
    assert!(judgement.state.is(state::ELIGIBLE));
}

#[test]
fn every_code_is_listed_once() {
    let sources: String = [
        include_str!("../../eligibility.rs"),
        include_str!("../benefit.rs"),
        include_str!("../bulk.rs"),
        include_str!("../check.rs"),
        include_str!("../consent.rs"),
        include_str!("../consent/window.rs"),
        include_str!("../doubt.rs"),
        include_str!("../kind.rs"),
        include_str!("../layers.rs"),
        include_str!("../next_step.rs"),
        include_str!("../note.rs"),
        include_str!("../period.rs"),
        include_str!("../registration.rs"),
        include_str!("../result.rs"),
        include_str!("../share.rs"),
        include_str!("../state.rs"),
        include_str!("../whole.rs"),
    ]
    .concat();
    let ids: BTreeSet<_> = CODES.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), CODES.len());
    assert_eq!(sources.matches(": Code = code!(").count(), CODES.len());
}
