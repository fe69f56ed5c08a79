use super::super::{next_step, state};
use super::{AT, Sample, has, ids};

#[test]
fn nothing_is_left_to_do_where_it_is_settled() {
    assert!(Sample::card().judged(AT).next_steps.is_empty());
    assert!(Sample::number().on("2026-04-11").next_steps.is_empty());
}

#[test]
fn an_invalid_card_has_every_lawful_way_left() {
    let steps = Sample::card().validity("2").judged(AT).next_steps;
    assert_eq!(
        ids(&steps),
        [
            "next.qualification-certificate",
            "next.card-with-notice",
            "next.myna-portal",
            "next.declaration",
            "next.ask-insurer",
        ]
    );
}

#[test]
fn by_number_the_card_finds_the_newer_one() {
    let newer = Sample::number().validity("3").judged(AT).next_steps;
    assert!(newer[0].is(next_step::READ_CARD));
    let unknown = Sample::number().validity("4").judged(AT).next_steps;
    assert!(unknown[0].is(next_step::CHECK_NUMBERS));
    assert!(!has(&newer, next_step::CHECK_NUMBERS));
}

#[test]
fn waits_and_failures_are_tried_again() {
    for segment in ["2", "9"] {
        let steps = Sample::card()
            .header("SegmentOfResult", segment)
            .judged(AT)
            .next_steps;
        assert!(steps[0].is(next_step::ASK_AGAIN_LATER));
        assert!(has(&steps, next_step::QUALIFICATION_CERTIFICATE));
    }
}

#[test]
fn another_months_result_is_asked_for_again() {
    let judgement = Sample::card().on("2026-05-01");
    assert!(judgement.state.is(state::CANNOT_TELL));
    assert!(judgement.next_steps[0].is(next_step::ASK_FOR_THE_DAY));
}

#[test]
fn a_choice_is_made_with_the_patient() {
    let steps = Sample::card().validity("5").judged(AT).next_steps;
    assert_eq!(
        ids(&steps),
        ["next.choose-with-patient", "next.ask-insurer"]
    );
}

#[test]
fn the_welfare_office_knows_about_medical_aid() {
    let aid = Sample::card().with("InsuredCardClassification", "A1");
    for sample in [
        aid.clone(),
        aid.clone().validity("6"),
        aid.clone().validity("2"),
    ] {
        assert_eq!(
            ids(&sample.judged(AT).next_steps),
            ["next.ask-welfare-office"]
        );
    }
    let lost_to_aid = Sample::card().validity("2").with("ReasonOfLoss", "02");
    assert!(lost_to_aid.judged(AT).next_steps[0].is(next_step::ASK_WELFARE_OFFICE));
    assert!(!has(
        &Sample::card().validity("2").judged(AT).next_steps,
        next_step::ASK_WELFARE_OFFICE
    ));
}
