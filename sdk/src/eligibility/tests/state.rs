use super::super::{Judgement, doubt, note, period, state, whole};
use super::{AT, Sample, has, ids, noted};
use crate::problem::Code;

fn expect(judgement: &Judgement, expected: Code, reason: Code) {
    assert!(
        judgement.state.is(expected),
        "{:?} {:?}",
        judgement.state,
        judgement.reasons
    );
    assert!(has(&judgement.reasons, reason), "{:?}", judgement.reasons);
}

#[test]
fn the_six_validities() {
    let judged = |code| Sample::card().validity(code).judged(AT);
    expect(&judged("1"), state::ELIGIBLE, state::STATED_VALID);
    expect(&judged("2"), state::NOT_ELIGIBLE, state::LOST);
    expect(&judged("3"), state::NOT_ELIGIBLE, state::NEWER_EXISTS);
    expect(&judged("4"), state::NOT_ELIGIBLE, state::NONE_FOUND);
    expect(&judged("5"), state::CHOOSE, state::SEVERAL_APPLY);
    // 6 exists for 医療扶助 only.
    expect(&judged("6"), state::CANNOT_TELL, state::DISAGREES);
    let aid = Sample::card()
        .with("InsuredCardClassification", "A1")
        .validity("6")
        .judged(AT);
    expect(&aid, state::ELIGIBLE, state::STATED_UNREGISTERED);
}

#[test]
fn without_any_result_the_word_alone_counts() {
    let judged = |code| {
        let mut sample = Sample::card().validity(code);
        sample.results.clear();
        sample.judged(AT)
    };
    expect(&judged("1"), state::CANNOT_TELL, whole::NO_RESULT);
    expect(&judged("6"), state::CANNOT_TELL, whole::NO_RESULT);
    expect(&judged("2"), state::NOT_ELIGIBLE, state::LOST);
    expect(&judged("3"), state::NOT_ELIGIBLE, state::NEWER_EXISTS);
    expect(&judged("4"), state::NOT_ELIGIBLE, state::NONE_FOUND);
    expect(&judged("5"), state::CHOOSE, state::SEVERAL_APPLY);
}

#[test]
fn the_day_of_loss_is_the_first_without() {
    let sample = Sample::card().with("DisqualificationDate", "20260421");
    expect(
        &sample.on("2026-04-20"),
        state::ELIGIBLE,
        state::CONFIRMED_ANOTHER_DAY,
    );
    expect(&sample.on("2026-04-21"), state::NOT_ELIGIBLE, period::ENDED);
}

#[test]
fn the_last_day_of_the_card_is_included() {
    let sample = Sample::card().with("InsuredCardExpirationDate", "20260420");
    expect(
        &sample.on("2026-04-20"),
        state::ELIGIBLE,
        state::STATED_VALID,
    );
    expect(&sample.on("2026-04-21"), state::NOT_ELIGIBLE, period::ENDED);
}

#[test]
fn it_begins_on_its_first_day() {
    for first in ["QualificationDate", "InsuredCardValidDate"] {
        let sample = Sample::card().with(first, "20260405");
        let first = sample.clone().confirmed("20260405");
        expect(
            &first.on("2026-04-05"),
            state::ELIGIBLE,
            state::STATED_VALID,
        );
        expect(
            &sample.on("2026-04-04"),
            state::NOT_ELIGIBLE,
            period::NOT_BEGUN,
        );
    }
}

#[test]
fn midnight_in_japan_decides() {
    let sample = Sample::card().with("DisqualificationDate", "20260411");
    assert!(
        sample
            .judged("2026-04-10T14:59:59Z")
            .state
            .is(state::ELIGIBLE)
    );
    assert!(
        sample
            .judged("2026-04-10T15:00:00Z")
            .state
            .is(state::NOT_ELIGIBLE)
    );
}

#[test]
fn valid_against_the_results_own_dates_cannot_be_told() {
    let contradictions = [
        ("DisqualificationDate", "20260410"),
        ("InsuredCardExpirationDate", "20260409"),
        ("QualificationDate", "20260411"),
        ("InsuredCardValidDate", "20260411"),
        ("ReasonOfLoss", "03"),
    ];
    for (name, text) in contradictions {
        let judgement = Sample::card().with(name, text).judged(AT);
        expect(&judgement, state::CANNOT_TELL, state::DISAGREES);
        assert_eq!(noted(&judgement, note::CONTRADICTORY), [name]);
    }
    for (name, text) in [
        ("DisqualificationDate", "20260411"),
        ("InsuredCardExpirationDate", "20260410"),
        ("QualificationDate", "20260410"),
    ] {
        let judgement = Sample::card().with(name, text).judged(AT);
        expect(&judgement, state::ELIGIBLE, state::STATED_VALID);
        assert!(noted(&judgement, note::CONTRADICTORY).is_empty(), "{name}");
    }
}

#[test]
fn a_loss_known_beforehand_does_not_count_yet() {
    let judgement = Sample::card()
        .with("ReasonOfLoss", "01")
        .with("DisqualificationDate", "20260411")
        .judged(AT);
    expect(&judgement, state::ELIGIBLE, state::STATED_VALID);
    let loss = judgement.eligibilities[0].reason_of_loss.as_ref();
    assert_eq!(loss.unwrap().code, "01");
}

#[test]
fn a_refusal_stands_whatever_the_dates_say() {
    let judgement = Sample::card()
        .validity("2")
        .with("QualificationDate", "20200401")
        .with("DisqualificationDate", "20260501")
        .judged(AT);
    expect(&judgement, state::NOT_ELIGIBLE, state::LOST);
    assert_eq!(
        noted(&judgement, note::CONTRADICTORY),
        ["DisqualificationDate"]
    );
}

#[test]
fn a_refusal_on_the_day_of_loss_contradicts_nothing() {
    let lost = Sample::card()
        .validity("2")
        .with("DisqualificationDate", "20260410");
    assert!(noted(&lost.judged(AT), note::CONTRADICTORY).is_empty());
}

#[test]
fn lost_later_says_nothing_of_an_earlier_day() {
    let lost = Sample::card()
        .validity("2")
        .with("DisqualificationDate", "20260401");
    expect(
        &lost.on("2026-03-31"),
        state::CANNOT_TELL,
        state::CONFIRMED_OUT_OF_REACH,
    );
    expect(&lost.on("2026-04-01"), state::NOT_ELIGIBLE, period::ENDED);
    expect(&lost.on("2026-05-01"), state::NOT_ELIGIBLE, state::LOST);
    let unknown = Sample::card().validity("4");
    expect(
        &unknown.on("2026-03-31"),
        state::NOT_ELIGIBLE,
        state::NONE_FOUND,
    );
}

#[test]
fn a_confirmation_reaches_to_the_end_of_its_month() {
    let sample = Sample::card();
    assert_eq!(
        ids(&sample.on("2026-04-10").reasons),
        ["reason.stated-valid"]
    );
    expect(
        &sample.on("2026-04-30"),
        state::ELIGIBLE,
        state::CONFIRMED_ANOTHER_DAY,
    );
    expect(
        &sample.on("2026-05-01"),
        state::CANNOT_TELL,
        state::CONFIRMED_OUT_OF_REACH,
    );
    expect(
        &sample.on("2027-04-10"),
        state::CANNOT_TELL,
        state::CONFIRMED_OUT_OF_REACH,
    );
}

#[test]
fn a_confirmation_reaches_back_as_far_as_the_stated_beginning() {
    let sample = Sample::card();
    expect(
        &sample.on("2026-04-09"),
        state::CANNOT_TELL,
        state::CONFIRMED_OUT_OF_REACH,
    );
    let begun = sample.with("QualificationDate", "20260315");
    expect(
        &begun.on("2026-04-09"),
        state::ELIGIBLE,
        state::CONFIRMED_ANOTHER_DAY,
    );
    expect(
        &begun.on("2026-03-15"),
        state::ELIGIBLE,
        state::CONFIRMED_ANOTHER_DAY,
    );
    expect(
        &begun.on("2026-03-14"),
        state::NOT_ELIGIBLE,
        period::NOT_BEGUN,
    );
    // An answer years later, or about a day years away, tells of no day.
    for (name, day) in [
        ("ProcessExecutionTime", "99991231090000"),
        ("QualificationConfirmationDate", "99991231"),
    ] {
        let sample = begun.clone().header(name, day);
        expect(
            &sample.on("2026-04-09"),
            state::CANNOT_TELL,
            doubt::IMPOSSIBLE_TIME,
        );
    }
}

#[test]
fn the_reason_names_the_confirmation_date() {
    let judgement = Sample::card().on("2026-04-11");
    let reason = judgement
        .reasons
        .iter()
        .find(|r| r.is(state::CONFIRMED_ANOTHER_DAY));
    assert!(reason.unwrap().message_ja.contains("2026年4月10日"));
    assert!(reason.unwrap().message.contains("2026-04-10"));
}

#[test]
fn without_a_confirmation_date_nothing_is_certain() {
    for date in ["", "2026041", "20260431"] {
        let judgement = Sample::card().confirmed(date).judged(AT);
        expect(&judgement, state::CANNOT_TELL, state::CONFIRMED_UNKNOWN);
        assert_eq!(
            judgement
                .notes
                .iter()
                .filter(|n| n.code == note::ABSENT || n.code == note::UNREADABLE)
                .count(),
            1
        );
    }
}

#[test]
fn an_unreadable_date_is_no_open_end() {
    for name in [
        "DisqualificationDate",
        "InsuredCardExpirationDate",
        "QualificationDate",
        "InsuredCardValidDate",
    ] {
        let judgement = Sample::card().with(name, "99999999").judged(AT);
        expect(&judgement, state::CANNOT_TELL, state::UNREADABLE_DATE);
        assert_eq!(noted(&judgement, note::UNREADABLE), [name]);
    }
}

#[test]
fn medical_aid_that_was_stopped_and_resumed_holds_again() {
    let stopped_then_resumed = |sample: Sample| {
        sample
            .with("DisqualificationDate", "20260201")
            .with("QualificationDate", "20260401")
    };
    let aid = stopped_then_resumed(Sample::card().with("InsuredCardClassification", "A1"));
    expect(&aid.judged(AT), state::ELIGIBLE, state::STATED_VALID);
    expect(
        &aid.on("2026-03-31"),
        state::NOT_ELIGIBLE,
        period::NOT_BEGUN,
    );
    let insurance = stopped_then_resumed(Sample::card());
    expect(&insurance.judged(AT), state::CANNOT_TELL, state::DISAGREES);
}
