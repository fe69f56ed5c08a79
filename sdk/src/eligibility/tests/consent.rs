use super::super::{Consent, Judgement, consent, note};
use super::{AT, Sample, has, noted};
use crate::message::test_data::Draft;
use crate::problem::Code;
use crate::time::Instant;

/// Consent to medicines at nine, with a flag, a time and an end.
fn medicines(flag: &str, time: &str, end: &str) -> Sample {
    Sample::card()
        .with("PharmacistsInfoConsFlg", flag)
        .with("PharmacistsInfoConsTime", time)
        .with("PharmacistsInfoAvailableTime", end)
}

fn of(judgement: &Judgement, kind: Code) -> Consent {
    let mut consents = judgement.eligibilities[0].consents.iter();
    consents
        .find(|consent| consent.kind.is(kind))
        .unwrap()
        .clone()
}

fn expect(sample: &Sample, at: &str, kind: Code, viewable: bool, reason: Code) -> Consent {
    let consent = of(&sample.judged(at), kind);
    assert_eq!(
        (consent.viewable, consent.reason.code),
        (viewable, reason.id()),
        "{at}"
    );
    consent
}

#[test]
fn the_window_is_over_at_the_second_of_its_end() {
    let sample = medicines("1", "20260410090000", "20260411090000");
    let viewed = |at, viewable, reason| expect(&sample, at, consent::MEDICINES, viewable, reason);
    viewed(
        "2026-04-10T08:59:59+09:00",
        false,
        consent::WINDOW_NOT_BEGUN,
    );
    viewed("2026-04-10T09:00:00+09:00", true, consent::WITHIN_WINDOW);
    viewed("2026-04-11T08:59:59+09:00", true, consent::WITHIN_WINDOW);
    let over = viewed("2026-04-11T09:00:00+09:00", false, consent::WINDOW_OVER);
    assert_eq!(
        over.viewable_until,
        Some(Instant::parse("2026-04-11T00:00:00Z").unwrap())
    );
    assert_eq!(
        over.consented_at,
        Some(Instant::parse("2026-04-10T00:00:00Z").unwrap())
    );
    assert_eq!(over.consented.unwrap().code, "1");
}

#[test]
fn a_stated_end_counts_rather_than_24_hours() {
    let sample = medicines("1", "20260410090000", "20260410120000");
    expect(
        &sample,
        "2026-04-10T12:00:00+09:00",
        consent::MEDICINES,
        false,
        consent::WINDOW_OVER,
    );
}

#[test]
fn no_window_at_the_counter_is_longer_than_24_hours() {
    let longer = medicines("1", "20260410090000", "20260430090000");
    let last = "2026-04-11T08:59:59+09:00";
    let shown = expect(
        &longer,
        last,
        consent::MEDICINES,
        true,
        consent::WITHIN_WINDOW,
    );
    let end = Instant::parse("2026-04-11T00:00:00Z").unwrap();
    assert_eq!(shown.viewable_until, Some(end));
    assert_eq!(
        noted(&longer.judged(last), note::CONTRADICTORY),
        ["PharmacistsInfoAvailableTime"]
    );
    let over = "2026-04-11T09:00:00+09:00";
    expect(
        &longer,
        over,
        consent::MEDICINES,
        false,
        consent::WINDOW_OVER,
    );
    for end in ["99991231235959", "20270410090000"] {
        let never = medicines("1", "20260410090000", end);
        let reason = consent::WINDOW_IMPLAUSIBLE;
        expect(&never, AT, consent::MEDICINES, false, reason);
    }
}

#[test]
fn an_answer_without_a_time_opens_nothing() {
    let sample = medicines("1", "20260410090000", "20260411090000");
    let untimed = sample.clone().header("ProcessExecutionTime", "");
    let reason = consent::ANSWER_TIME_UNKNOWN;
    expect(&untimed, AT, consent::MEDICINES, false, reason);
    let to_come = sample.header("ProcessExecutionTime", "20260410091001");
    expect(&to_come, AT, consent::MEDICINES, false, reason);
}

#[test]
fn whoever_is_not_eligible_has_nothing_to_be_viewed() {
    let sample = medicines("1", "20260410090000", "20260411090000");
    for validity in ["2", "3", "4"] {
        let sample = sample.clone().validity(validity);
        let reason = consent::NOT_ELIGIBLE_NOW;
        expect(&sample, AT, consent::MEDICINES, false, reason);
    }
    let unknown = sample.with("DisqualificationDate", "soon");
    let reason = consent::NOT_ELIGIBLE_NOW;
    expect(&unknown, AT, consent::MEDICINES, false, reason);
}

#[test]
fn without_a_stated_end_24_hours_are_inferred_and_said_to_be() {
    let sample = medicines("1", "20260410090000", "");
    let inside = expect(
        &sample,
        "2026-04-11T08:59:59+09:00",
        consent::MEDICINES,
        true,
        consent::WITHIN_INFERRED_WINDOW,
    );
    assert!(inside.reason.message_ja.contains("推定"));
    expect(
        &sample,
        "2026-04-11T09:00:00+09:00",
        consent::MEDICINES,
        false,
        consent::INFERRED_WINDOW_OVER,
    );
}

#[test]
fn without_times_nothing_may_be_viewed() {
    expect(
        &medicines("1", "", ""),
        AT,
        consent::MEDICINES,
        false,
        consent::NO_TIME,
    );
    for (time, end) in [("2026", "20260411090000"), ("20260410090000", "20260411")] {
        let sample = medicines("1", time, end);
        expect(
            &sample,
            AT,
            consent::MEDICINES,
            false,
            consent::TIME_UNREADABLE,
        );
        assert_eq!(noted(&sample.judged(AT), note::UNREADABLE).len(), 1);
    }
    // A stated end is enough.
    expect(
        &medicines("1", "", "20260411090000"),
        AT,
        consent::MEDICINES,
        true,
        consent::WITHIN_WINDOW,
    );
}

#[test]
fn what_the_flag_says() {
    let judged = |flag, viewable, reason| {
        let sample = medicines(flag, "20260410090000", "20260411090000");
        expect(&sample, AT, consent::MEDICINES, viewable, reason);
    };
    judged("0", false, consent::NOT_CONSENTED);
    judged("2", false, consent::CONSENT_EXPIRED);
    judged("3", false, consent::EMERGENCY);
    judged("9", false, consent::VIEWING_UNKNOWN);
    judged("", false, consent::VIEWING_UNKNOWN);
}

#[test]
fn a_consent_that_could_not_be_had_opens_nothing_whatever_the_message_says() {
    for care in ["", "1", "2", "3", "4", "9"] {
        let sample =
            medicines("3", "20260410090000", "20260411090000").body("MedicalTreatmentFlag", care);
        expect(&sample, AT, consent::MEDICINES, false, consent::EMERGENCY);
    }
}

#[test]
fn all_kinds_are_read_and_silence_is_not_listed() {
    let kinds = [
        ("SpecificHealthCheckupsInfo", consent::CHECKUPS),
        ("PharmacistsInfo", consent::MEDICINES),
        ("DiagnosisInfo", consent::DIAGNOSES),
        ("OperationInfo", consent::OPERATIONS),
    ];
    for (name, kind) in kinds {
        let sample = Sample::card()
            .with(&std::format!("{name}ConsFlg"), "1")
            .with(&std::format!("{name}ConsTime"), "20260410090000")
            .with(&std::format!("{name}AvailableTime"), "20260411090000");
        assert_eq!(sample.first(AT).consents.len(), 1);
        expect(&sample, AT, kind, true, consent::WITHIN_WINDOW);
    }
    assert!(Sample::card().first(AT).consents.is_empty());
}

#[test]
fn only_a_check_with_the_card_opens_anything() {
    let with_consent = medicines("1", "20260410090000", "20260411090000");
    let by_number = with_consent.clone().header("ReferenceClassification", "2");
    expect(
        &by_number,
        AT,
        consent::MEDICINES,
        false,
        consent::ONLY_WITH_CARD,
    );
    assert_eq!(
        noted(&by_number.judged(AT), note::CONTRADICTORY),
        ["PharmacistsInfoConsFlg"]
    );
    let unknown = with_consent.clone().header("ReferenceClassification", "");
    expect(
        &unknown,
        AT,
        consent::MEDICINES,
        false,
        consent::VIEWING_UNKNOWN,
    );
    let failed = with_consent.header("SegmentOfResult", "9");
    expect(
        &failed,
        AT,
        consent::MEDICINES,
        false,
        consent::VIEWING_UNKNOWN,
    );

    let silent = Sample::number().first(AT);
    assert!(silent.consents.is_empty());
    assert!(has(&silent.remarks, consent::ONLY_WITH_CARD));
    assert!(!has(
        &Sample::card().first(AT).remarks,
        consent::ONLY_WITH_CARD
    ));
}

fn with_limit(sample: Sample, flag: &str) -> Sample {
    sample
        .with("LimitApplicationCertificateRelatedConsFlg", flag)
        .group(
            &["LimitApplicationCertificateRelatedInfo"],
            &[("LimitApplicationCertificateClassification", "01")],
        )
}

#[test]
fn the_limit_certificate_needs_no_consent_with_the_card_since_2024_10_07() {
    let checked = |date: &str, flag, viewable, reason| {
        let sample = with_limit(Sample::card().confirmed(&date.replace('-', "")), flag);
        let at = std::format!("{date}T09:00:00+09:00");
        expect(&sample, &at, consent::LIMIT_CERTIFICATE, viewable, reason);
    };
    checked("2024-10-06", "0", false, consent::NOT_CONSENTED);
    checked("2024-10-06", "1", true, consent::CONSENTED);
    checked("2024-10-07", "0", true, consent::CONSENT_NOT_NEEDED);
    checked("2024-10-07", "", true, consent::CONSENT_NOT_NEEDED);
}

#[test]
fn by_number_the_limit_certificate_needs_an_oral_consent() {
    let limit = consent::LIMIT_CERTIFICATE;
    expect(
        &with_limit(Sample::number(), "1"),
        AT,
        limit,
        true,
        consent::CONSENTED,
    );
    let refused = with_limit(Sample::number(), "0");
    expect(&refused, AT, limit, false, consent::ORAL_CONSENT_NEEDED);
    assert_eq!(
        noted(&refused.judged(AT), note::CONTRADICTORY),
        ["LimitApplicationCertificateRelatedInfo"]
    );
    let flag_alone = Sample::number().with("LimitApplicationCertificateRelatedConsFlg", "0");
    expect(&flag_alone, AT, limit, false, consent::ORAL_CONSENT_NEEDED);
    assert!(noted(&flag_alone.judged(AT), note::CONTRADICTORY).is_empty());
}

#[test]
fn specific_diseases_need_the_card_and_consent_and_have_no_window() {
    let sample = |sample: Sample, flag| {
        sample
            .with("SpecificDiseasesCertificateRelatedConsFlg", flag)
            .with(
                "SpecificDiseasesCertificateRelatedConsTime",
                "20260410090000",
            )
    };
    let kind = consent::SPECIFIC_DISEASES;
    let given = sample(Sample::card(), "1");
    assert_eq!(
        expect(
            &given,
            "2026-04-30T09:00:00+09:00",
            kind,
            true,
            consent::CONSENTED
        )
        .viewable_until,
        None
    );
    expect(
        &sample(Sample::card(), "0"),
        AT,
        kind,
        false,
        consent::NOT_CONSENTED,
    );
    expect(
        &sample(Sample::card(), "2"),
        AT,
        kind,
        false,
        consent::CONSENT_EXPIRED,
    );
    expect(
        &sample(Sample::number(), "1"),
        AT,
        kind,
        false,
        consent::ONLY_WITH_CARD,
    );
}

#[test]
fn a_consent_sent_twice_in_different_words_is_none() {
    let mut sample = medicines("1", "20260410090000", "20260411090000");
    sample.results[0].push(Draft::text("PharmacistsInfoConsFlg", "0"));
    expect(
        &sample,
        AT,
        consent::MEDICINES,
        false,
        consent::VIEWING_UNKNOWN,
    );
}
