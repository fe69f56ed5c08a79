use super::super::{BulkJudgement, bulk, check, consent, judge_units, next_step, note, state};
use super::{AT, Sample, has, ids};
use crate::message::test_data::Draft;
use crate::problem::Code;
use crate::time::Instant;
use std::vec::Vec;

const NUMBERS: &str = "OQS-IF-008";
const HOME_VISITS: &str = "OQS-IF-020";

/// A file of units, each a sample of which the body and the first result are used.
fn file(header: &[(&str, &str)], units: &[Draft]) -> Draft {
    let header = header.iter().map(|(name, text)| Draft::text(*name, *text));
    Draft::group(
        "XmlMsg",
        Vec::from([
            Draft::group("MessageHeader", header.collect()),
            Draft::group("MessageBody", units.to_vec()),
        ]),
    )
}

fn unit(sample: &Sample, query: &[(&str, &str)], more: &[(&str, &str)]) -> Draft {
    let texts = |fields: &[(&str, &str)]| -> Vec<Draft> {
        let fields = fields.iter();
        fields
            .map(|(name, text)| Draft::text(*name, *text))
            .collect()
    };
    let mut inside = sample.body.clone();
    for result in &sample.results {
        inside.push(Draft::group(
            "ResultOfQualificationConfirmation",
            result.clone(),
        ));
    }
    inside.push(Draft::group("QualificationConfirmSearchInfo", texts(query)));
    inside.extend(texts(more));
    Draft::group("BulkConfirmUnit", inside)
}

const ANSWERED: [(&str, &str); 4] = [
    ("SegmentOfResult", "1"),
    ("QualificationConfirmationDate", "20260410"),
    ("ProcessExecutionTime", "20260410085900"),
    ("NumberOfProcessingResult", "2"),
];

fn judged(message: &Draft, interface: Option<&str>) -> BulkJudgement {
    judge_units(
        message.tree().root(),
        interface,
        None,
        Instant::parse(AT).unwrap(),
    )
    .unwrap()
}

fn asked(key: &str) -> [(&str, &str); 2] {
    [
        ("InsuredIdentificationNumber", "4260"),
        ("ArbitraryIdentifier", key),
    ]
}

#[test]
fn each_unit_is_judged_like_a_single_result() {
    let valid = Sample::number();
    let newer = Sample::number()
        .validity("3")
        .with("InsuredCardExpirationDate", "20260331");
    let message = file(
        &ANSWERED,
        &[
            unit(&valid, &asked("A-1"), &[("ReferenceNumber", "0815")]),
            unit(&newer, &asked("A-2"), &[]),
        ],
    );
    let bulk = judged(&message, Some(NUMBERS));
    assert!(bulk.state.is(bulk::ANSWERED));
    assert!(bulk.next_steps.is_empty() && bulk.notes.is_empty());
    assert_eq!(bulk.stated_results, Some(2));
    assert!(has(&bulk.remarks, bulk::ONLY_NUMBERS_ASKED));
    let [one, other] = &bulk.units[..] else {
        panic!("two units");
    };
    assert_eq!(one.arbitrary_identifier.as_deref(), Some("A-1"));
    assert!(one.has_reference_number && !other.has_reference_number);
    assert!(one.judgement.state.is(state::ELIGIBLE));
    assert!(one.judgement.assurance.is(check::BY_NUMBER));
    assert!(other.judgement.state.is(state::NOT_ELIGIBLE));
    assert!(has(&other.judgement.reasons, state::NEWER_EXISTS));
    assert!(has(&other.judgement.next_steps, next_step::READ_CARD));

    let single = valid.judged(AT);
    assert_eq!(one.judgement.eligibilities, single.eligibilities);
    assert_eq!(one.judgement.reasons, single.reasons);
    // By its content it is told too.
    assert_eq!(judged(&message, None), bulk);
}

#[test]
fn a_persons_error_is_that_persons_alone() {
    let failed = Sample::number()
        .body("ProcessingResultStatus", "2")
        .body("ProcessingResultMessage", "見本");
    let units = [
        unit(&failed, &asked("A"), &[]),
        unit(&Sample::number(), &asked("B"), &[]),
    ];
    let bulk = judged(&file(&ANSWERED, &units), Some(NUMBERS));
    assert!(bulk.units[0].judgement.state.is(state::FAILED));
    assert_eq!(bulk.units[0].judgement.messages.len(), 1);
    assert!(bulk.units[1].judgement.state.is(state::ELIGIBLE));
    assert!(bulk.state.is(bulk::ANSWERED) && bulk.messages.is_empty());
}

#[test]
fn a_file_still_processed_is_asked_for_again() {
    for (code, expected) in [
        ("2", state::PROCESSING),
        ("9", state::FAILED),
        ("3", state::CANNOT_TELL),
    ] {
        let header = [("SegmentOfResult", code), ("ErrorCode", "E1")];
        let bulk = judged(&file(&header, &[]), Some(HOME_VISITS));
        assert!(bulk.state.is(expected), "{code}");
        assert!(has(&bulk.next_steps, next_step::ASK_AGAIN_LATER));
        assert_eq!((bulk.reasons.len(), bulk.messages.len()), (1, 1));
    }
    let processing = [("SegmentOfResult", "2")];
    let unit = unit(&Sample::number(), &asked("A"), &[]);
    let bulk = judged(&file(&processing, &[unit]), None);
    assert!(bulk.units[0].judgement.state.is(state::PROCESSING));

    let nobody = judged(&file(&[("SegmentOfResult", "1")], &[]), Some(HOME_VISITS));
    assert!(nobody.state.is(bulk::ANSWERED) && nobody.next_steps.is_empty());
}

#[test]
fn a_changed_limit_certificate_is_remarked() {
    let changed = |code| {
        let sample = Sample::number().with("LimitApplicationCertificateChanged", code);
        let message = file(&ANSWERED, &[unit(&sample, &asked("A"), &[])]);
        judged(&message, Some(NUMBERS)).units.remove(0)
    };
    assert!(has(&changed("1").remarks, bulk::LIMIT_CERTIFICATE_CHANGED));
    assert_eq!(changed("1").limit_certificate_changed.unwrap().code, "1");
    assert!(changed("0").remarks.is_empty());
    assert_eq!(changed("").limit_certificate_changed, None);
    let unknown = changed("7");
    assert!(unknown.remarks.is_empty());
    assert!(
        unknown
            .judgement
            .notes
            .iter()
            .any(|of| of.code == note::UNKNOWN_CODE)
    );
}

/// A consent to medicines with no stated end, as of home visits, in a unit.
fn consented(
    interface: Option<&str>,
    at: &str,
    flag: &str,
    more: &[(&str, &str)],
) -> (bool, Code, Code) {
    let sample = Sample::card()
        .with("PharmacistsInfoConsFlg", flag)
        .with("PharmacistsInfoConsTime", "20260301100000");
    let message = file(
        &ANSWERED,
        &[unit(&sample, more, &[("ReferenceNumber", "0815")])],
    );
    let at = Instant::parse(at).unwrap();
    let bulk = judge_units(message.tree().root(), interface, None, at).unwrap();
    let judgement = &bulk.units[0].judgement;
    let consent = &judgement.eligibilities[0].consents[0];
    let of = |coded: &super::Coded| {
        let known = super::super::CODES.iter().find(|code| coded.is(**code));
        *known.unwrap()
    };
    (
        consent.viewable,
        of(&consent.reason),
        of(&judgement.assurance),
    )
}

#[test]
fn a_consent_for_home_visits_holds_until_it_is_cancelled() {
    let remote = check::CONSENTED_REMOTELY;
    let home = |at, flag| consented(Some(HOME_VISITS), at, flag, &[]);
    assert_eq!(home(AT, "1"), (true, consent::UNTIL_CANCELLED, remote));
    assert_eq!(home(AT, "2"), (false, consent::CONSENT_EXPIRED, remote));
    // An answer of yesterday does not say whether it was cancelled since.
    let tomorrow = "2026-04-11T00:00:00+09:00";
    assert_eq!(
        home(tomorrow, "1"),
        (false, consent::ANSWER_TOO_OLD, remote)
    );
    // An answer that is still to come opens nothing.
    let before = home("2026-02-28T09:00:00+09:00", "1");
    assert_eq!(before, (false, consent::NOT_ELIGIBLE_NOW, remote));
}

#[test]
fn a_consent_for_online_care_is_taken_each_time() {
    let online = consented(Some("OQS-IF-024"), AT, "1", &[]);
    let over = (
        false,
        consent::INFERRED_WINDOW_OVER,
        check::CONSENTED_REMOTELY,
    );
    assert_eq!(online, over);
}

#[test]
fn a_kind_of_care_that_no_layout_of_a_result_has_changes_nothing() {
    for care in ["1", "3", "4", "9"] {
        let flag = [("MedicalTreatmentFlag", care)];
        let home = consented(Some(HOME_VISITS), AT, "1", &flag);
        assert_eq!((home.0, home.1), (true, consent::UNTIL_CANCELLED));
        let online = consented(Some("OQS-IF-024"), AT, "3", &flag);
        assert_eq!((online.0, online.1), (false, consent::EMERGENCY));
    }
    // Without an interface nothing says that a card was used.
    let unknown = consented(None, AT, "1", &[("MedicalTreatmentFlag", "2")]);
    let nothing = (false, consent::VIEWING_UNKNOWN, check::NOT_ASSURED);
    assert_eq!(unknown, nothing);
    assert_eq!(consented(Some("OQS-IF-016"), AT, "1", &[]), nothing);
}

#[test]
fn only_bulk_results_are_judged_so() {
    let at = Instant::parse(AT).unwrap();
    let code = |message: &Draft, interface| {
        let problems = judge_units(message.tree().root(), interface, None, at).unwrap_err();
        problems[0].code.id()
    };
    let another = "eligibility.another-result";
    assert_eq!(code(&Sample::card().message(), None), another);
    let bulk = file(&ANSWERED, &[]);
    assert_eq!(code(&bulk, Some("OQS-IF-002")), another);
    let registered = Draft::group("BulkRegistrationUnit", Vec::new());
    assert_eq!(code(&file(&ANSWERED, &[registered]), None), another);
    assert_eq!(code(&file(&[], &[]), None), "eligibility.not-a-result");
    assert_eq!(
        code(&Draft::group("XmlMsg", Vec::new()), None),
        "eligibility.not-a-result"
    );
}

#[test]
fn debugging_shows_no_key() {
    let message = file(&ANSWERED, &[unit(&Sample::number(), &asked("KEY-77"), &[])]);
    let bulk = judged(&message, Some(NUMBERS));
    let shown = std::format!("{bulk:?}");
    assert!(!shown.contains("KEY") && shown.contains("UnitJudgement(eligible)"));
    assert_eq!(ids(&bulk.remarks), ["remark.only-the-numbers-asked"]);
}
