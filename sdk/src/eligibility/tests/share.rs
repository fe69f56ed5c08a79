use super::super::{Share, note, share};
use super::{AT, Sample, has, noted};
use crate::problem::Code;

fn expect(share: &Share, percent: Option<u8>, source: Code, alternatives: &[u8]) {
    assert_eq!(
        (
            share.percent,
            share.source.code,
            share.alternatives.as_slice()
        ),
        (percent, source.id(), alternatives)
    );
}

fn born(date: &str) -> Sample {
    Sample::card().with("Birthdate", date)
}

/// Judged on a day that is also the confirmation date.
fn on(sample: &Sample, day: &str) -> Share {
    let sample = sample.clone().confirmed(&day.replace('-', ""));
    sample.on(day).eligibilities.remove(0).share
}

fn elderly_recipient(ratio: &str) -> Sample {
    born("19540501").group(
        &["ElderlyRecipientCertificateInfo"],
        &[
            ("ElderlyRecipientValidStartDate", "20250801"),
            ("ElderlyRecipientValidEndDate", "20260731"),
            ("ElderlyRecipientContributionRatio", ratio),
        ],
    )
}

fn late_elderly(ratio: &str) -> Sample {
    born("19400115")
        .with("InsurerNumber", "39131156")
        .with("InsuredPartialContributionRatio", ratio)
}

#[test]
fn by_age_and_says_so() {
    let adult = Sample::card().first(AT).share;
    expect(&adult, Some(30), share::BY_AGE, &[]);
    assert!(adult.source.message_ja.contains("記載がありません"));

    let child = born("20200401");
    expect(&on(&child, "2026-03-31"), Some(20), share::BY_AGE, &[]);
    expect(&on(&child, "2026-04-01"), Some(30), share::BY_AGE, &[]);
    expect(
        &on(&born("20200402"), "2026-04-01"),
        Some(20),
        share::BY_AGE,
        &[],
    );

    let seventy = born("19560502");
    expect(&on(&seventy, "2026-05-31"), Some(30), share::BY_AGE, &[]);
    expect(&on(&seventy, "2026-06-01"), None, share::BY_AGE, &[20, 30]);
    assert!(has(
        &on(&seventy, "2026-06-01").remarks,
        share::DEPENDS_ON_INCOME
    ));

    let seventy_five = born("19510602");
    expect(
        &on(&seventy_five, "2026-06-01"),
        None,
        share::BY_AGE,
        &[20, 30],
    );
    // From that day on everybody is insured as the late elderly.
    expect(
        &on(&seventy_five, "2026-06-02"),
        None,
        share::SHARE_UNKNOWN,
        &[],
    );
}

#[test]
fn a_share_that_contradicts_the_person_is_not_stated() {
    let late = |date| late_elderly("010").with("Birthdate", date);
    for (sample, by) in [
        (
            elderly_recipient("020").with("Birthdate", "19800115"),
            "ElderlyRecipientCertificateInfo",
        ),
        (
            elderly_recipient("020").with("Birthdate", "20250115"),
            "ElderlyRecipientCertificateInfo",
        ),
        (
            elderly_recipient("020").with("Birthdate", "19500115"),
            "ElderlyRecipientCertificateInfo",
        ),
        (late("20250115"), "InsurerNumber"),
        (late("19610411"), "InsurerNumber"),
        (born("19500115"), "InsurerNumber"),
    ] {
        let judgement = sample.judged(AT);
        expect(
            &judgement.eligibilities[0].share,
            None,
            share::SHARE_UNKNOWN,
            &[],
        );
        assert_eq!(noted(&judgement, note::CONTRADICTORY), [by]);
    }
    // With a disability from 65 on.
    let disabled = late("19610410").first(AT).share;
    expect(&disabled, Some(10), share::STATED_LATE_ELDERLY, &[]);
    // No elderly recipient pays 10%.
    let ten = elderly_recipient("010").first(AT).share;
    expect(&ten, None, share::SHARE_UNKNOWN, &[20, 30]);
}

#[test]
fn no_share_follows_from_a_kind_that_is_not_known() {
    for classification in ["ZZ", "77", ""] {
        let sample = Sample::card().with("InsuredCardClassification", classification);
        expect(&sample.first(AT).share, None, share::SHARE_UNKNOWN, &[]);
    }
}

#[test]
fn the_late_elderlys_share_is_stated() {
    for (ratio, percent) in [("010", 10), ("020", 20), ("030", 30)] {
        expect(
            &late_elderly(ratio).first(AT).share,
            Some(percent),
            share::STATED_LATE_ELDERLY,
            &[],
        );
    }
    expect(
        &late_elderly("").first(AT).share,
        None,
        share::BY_AGE,
        &[10, 20, 30],
    );
    for ratio in ["10", "040", "abc", "０１０"] {
        let judgement = late_elderly(ratio).judged(AT);
        expect(
            &judgement.eligibilities[0].share,
            None,
            share::SHARE_UNKNOWN,
            &[10, 20, 30],
        );
        assert_eq!(
            noted(&judgement, note::UNREADABLE),
            ["InsuredPartialContributionRatio"]
        );
    }
}

#[test]
fn a_share_stated_for_another_month_is_not_used() {
    let sample = late_elderly("010")
        .with("QualificationDate", "20200101")
        .confirmed("20260801");
    let august = sample.on("2026-08-01").eligibilities.remove(0).share;
    expect(&august, Some(10), share::STATED_LATE_ELDERLY, &[]);
    let july = sample.on("2026-07-31").eligibilities.remove(0).share;
    expect(&july, None, share::BY_AGE, &[10, 20, 30]);
    assert!(has(&july.remarks, share::STATED_FOR_ANOTHER_MONTH));
}

#[test]
fn the_late_elderlys_share_is_not_another_insurances() {
    let judgement = Sample::card()
        .with("InsuredPartialContributionRatio", "010")
        .judged(AT);
    expect(
        &judgement.eligibilities[0].share,
        None,
        share::SHARE_UNKNOWN,
        &[],
    );
    assert_eq!(
        noted(&judgement, note::CONTRADICTORY),
        ["InsuredPartialContributionRatio"]
    );
}

#[test]
fn the_elderly_recipients_share_is_stated_while_its_certificate_is_in_force() {
    let sample = elderly_recipient("020");
    expect(
        &on(&sample, "2025-08-01"),
        Some(20),
        share::STATED_ELDERLY_RECIPIENT,
        &[],
    );
    expect(
        &on(&sample, "2026-07-31"),
        Some(20),
        share::STATED_ELDERLY_RECIPIENT,
        &[],
    );
    for day in ["2025-07-31", "2026-08-01"] {
        let share = on(&sample, day);
        expect(&share, None, share::BY_AGE, &[20, 30]);
        assert!(has(&share.remarks, share::ELDERLY_CERTIFICATE_NOT_IN_FORCE));
    }
    expect(
        &elderly_recipient("030").first(AT).share,
        Some(30),
        share::STATED_ELDERLY_RECIPIENT,
        &[],
    );
    expect(
        &elderly_recipient("").first(AT).share,
        None,
        share::BY_AGE,
        &[20, 30],
    );
    expect(
        &elderly_recipient("200").first(AT).share,
        None,
        share::SHARE_UNKNOWN,
        &[20, 30],
    );
}

#[test]
fn the_preschool_classification_is_stated() {
    let stated = |sample: Sample| sample.with("PreschoolClassification", "1");
    expect(
        &stated(born("20230601")).first(AT).share,
        Some(20),
        share::STATED_PRESCHOOL,
        &[],
    );
    // Whose age nobody knows has no share of an age.
    expect(
        &stated(born("")).first(AT).share,
        None,
        share::SHARE_UNKNOWN,
        &[],
    );
    let judgement = stated(Sample::card()).judged(AT);
    expect(
        &judgement.eligibilities[0].share,
        None,
        share::SHARE_UNKNOWN,
        &[],
    );
    assert_eq!(
        noted(&judgement, note::CONTRADICTORY),
        ["PreschoolClassification"]
    );
    assert_eq!(
        judgement.eligibilities[0].preschool.as_ref().unwrap().code,
        "1"
    );
}

#[test]
fn without_a_birth_date_there_is_no_age() {
    for date in ["", "1980", "19801301", "20260411"] {
        expect(&born(date).first(AT).share, None, share::SHARE_UNKNOWN, &[]);
    }
    expect(
        &born("20260410").first(AT).share,
        Some(20),
        share::BY_AGE,
        &[],
    );
}

#[test]
fn special_medical_expenses_are_paid_in_full_first() {
    let sample = Sample::card().with("InsuredCardClassification", "05");
    expect(
        &sample.first(AT).share,
        None,
        share::PAID_IN_FULL_FIRST,
        &[],
    );
}

#[test]
fn who_is_not_eligible_has_no_share() {
    expect(
        &late_elderly("010").validity("2").first(AT).share,
        None,
        share::NO_SHARE,
        &[],
    );
    let failed = late_elderly("010").header("SegmentOfResult", "9");
    expect(&failed.first(AT).share, None, share::SHARE_UNKNOWN, &[]);
}
