use super::super::{CodeValue, kind, note, share, state, whole};
use super::{AT, Sample, has, noted};

/// An insurance and 医療扶助.
fn both() -> Sample {
    Sample::card().and("A1", "12131234")
}

#[test]
fn an_insurance_and_medical_aid_are_no_choice() {
    let judgement = both().judged(AT);
    assert!(judgement.state.is(state::ELIGIBLE));
    assert!(has(&judgement.reasons, whole::MEDICAL_AID_AND_INSURANCE));
    let [insurance, aid] = judgement.eligibilities.as_slice() else {
        panic!("two")
    };
    assert!(insurance.kind.is(kind::INSURANCE) && aid.kind.is(kind::MEDICAL_AID));
    assert!(has(&insurance.share.remarks, share::AID_BESIDE));
    assert!(aid.share.source.is(share::BY_TICKET));
    assert_eq!(aid.share.percent, None);
}

#[test]
fn two_insurances_are_a_choice_unless_the_dates_leave_one() {
    let two = Sample::card().and("01", "06138093");
    let judgement = two.judged(AT);
    assert!(judgement.state.is(state::CHOOSE));
    assert!(has(&judgement.reasons, whole::SEVERAL_RESULTS));
    assert!(
        judgement
            .eligibilities
            .iter()
            .all(|one| one.state.is(state::ELIGIBLE))
    );

    let ended = two.with("DisqualificationDate", "20260415");
    assert!(ended.on("2026-04-14").state.is(state::CHOOSE));
    let one = ended.on("2026-04-15");
    assert!(one.state.is(state::ELIGIBLE));
    assert!(has(&one.reasons, whole::SOME_NOT_ELIGIBLE));
    assert!(!has(&one.reasons, whole::SEVERAL_RESULTS));
}

#[test]
fn one_of_two_insurances_that_cannot_be_judged_leaves_a_choice() {
    let judgement = Sample::card()
        .and("01", "06138093")
        .with("DisqualificationDate", "20260401")
        .judged(AT);
    assert!(judgement.eligibilities[1].state.is(state::CANNOT_TELL));
    assert!(judgement.state.is(state::CHOOSE));
}

#[test]
fn two_offices_of_medical_aid_are_a_choice() {
    assert!(
        both()
            .and("A1", "12131234")
            .judged(AT)
            .state
            .is(state::CHOOSE)
    );
}

#[test]
fn an_unregistered_medical_aid_says_nothing_of_the_insurance() {
    let judgement = both().validity("6").judged(AT);
    assert!(judgement.eligibilities[1].state.is(state::ELIGIBLE));
    assert!(judgement.eligibilities[0].state.is(state::CANNOT_TELL));
    assert!(judgement.state.is(state::CANNOT_TELL));
}

#[test]
fn lists_sent_one_for_each_result_are_all_read() {
    use crate::message::test_data::Draft;
    let mut sample = both();
    let second = sample.results.pop().unwrap();
    sample.body.push(Draft::group(
        "ResultList",
        [Draft::group("ResultOfQualificationConfirmation", second)].into(),
    ));
    assert_eq!(sample.judged(AT).eligibilities.len(), 2);
}

#[test]
fn kinds_follow_the_number_and_the_classification() {
    let kind = |classification, insurer: &str| {
        let sample = Sample::card()
            .with("InsuredCardClassification", classification)
            .with("InsurerNumber", insurer);
        sample.first(AT).kind
    };
    assert!(kind("01", "39131156").is(kind::LATE_ELDERLY));
    // Six digits of prefecture 39 are a municipality's.
    assert!(kind("01", "  390013").is(kind::INSURANCE));
    assert!(kind("01", "390013").is(kind::INSURANCE));
    assert!(kind("01", "06138093").is(kind::INSURANCE));
    assert!(kind("A1", "12131234").is(kind::MEDICAL_AID));
    assert!(kind("", "06138093").is(kind::KIND_UNKNOWN));
}

#[test]
fn the_form_of_the_prescription_is_read_in_both_places() {
    let code = |issue: Option<CodeValue>| issue.map(|issue| issue.code);
    let name = "PrescriptionIssueSelect";
    let in_body = Sample::card().body(name, "1");
    assert_eq!(code(in_body.judged(AT).prescription_issue).unwrap(), "1");
    let in_result = Sample::card().with(name, "2");
    assert_eq!(code(in_result.judged(AT).prescription_issue).unwrap(), "2");
    let agreed = in_body.clone().with(name, "1");
    assert_eq!(code(agreed.judged(AT).prescription_issue).unwrap(), "1");
    let contradictory = in_body.with(name, "2").judged(AT);
    assert_eq!(contradictory.prescription_issue, None);
    assert_eq!(noted(&contradictory, note::CONTRADICTORY), [name]);
    assert_eq!(Sample::card().judged(AT).prescription_issue, None);
}
