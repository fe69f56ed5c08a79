use super::super::state;
use super::{AT, Sample};
use crate::message::test_data::Draft;
use std::collections::BTreeSet;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Without these, or with anything else in them, nobody is eligible.
const DECISIVE: [&str; 4] = [
    "SegmentOfResult",
    "ProcessingResultStatus",
    "QualificationValidity",
    "QualificationConfirmationDate",
];

/// A whole result in a reader's order, every text of the patient's own.
fn face() -> Sample {
    let mut sample = Sample::card()
        .with("Address", "東京都")
        .with("NameKana", "ｼﾝﾘｮｳ ﾀﾛｳ")
        .with("InsurerName", "健保組合")
        .with("InsuredCardSymbol", "12-34")
        .with("ReferenceNumber", "PATIENT-0815")
        .with("InsuredCardValidDate", "20191001")
        .with("PharmacistsInfoConsFlg", "1")
        .with("PharmacistsInfoConsTime", "20260410085900")
        .with("PharmacistsInfoAvailableTime", "20260411085900")
        .body("ProcessingResultMessage", "診療　太郎様の証明書")
        .group(
            &[
                "SpecificDiseasesCertificateList",
                "SpecificDiseasesCertificateInfo",
            ],
            &[
                ("SpecificDiseasesDiseaseCategory", "3"),
                ("SpecificDiseasesSelfPay", "77777"),
            ],
        );
    sample.header.push(Draft::text("ErrorCode", "診療　太郎"));
    sample
}

#[test]
fn names_numbers_and_birth_dates_are_not_copied() {
    let mut sample = face();
    sample.header.pop();
    let sample = sample.body("ProcessingResultMessage", "");
    let judgement = sample.judged(AT);
    assert!(judgement.eligibilities[0].has_reference_number);
    let json = serde_json::to_string(&judgement).unwrap();
    for text in [
        "太郎",
        "ｼﾝﾘｮｳ",
        "東京都",
        "健保組合",
        "12-34",
        "4260",
        "138156",
        "1980",
        "PATIENT",
    ] {
        assert!(!json.contains(text), "{text}");
    }
}

#[test]
fn debugging_shows_nothing_that_was_read() {
    let judgement = face().judged(AT);
    let shown = format!("{judgement:?}");
    for text in ["太郎", "77777", "2019-10-01", "20191001", "4260", "PATIENT"] {
        assert!(!shown.contains(text), "{text}");
    }
    assert!(shown.contains("cannot-tell"), "an error stands beside it");
    let parts = &judgement.eligibilities[0];
    let parts = format!(
        "{:?}{:?}{:?}{:?}{:?}",
        parts.period, parts.share, parts.consents, parts.specific_diseases, judgement.messages
    );
    assert!(!parts.contains("太郎") && !parts.contains("77777") && !parts.contains("2019"));
}

#[test]
fn it_crosses_the_boundary_in_camel_case() {
    let mut sample = face();
    sample.header.pop();
    let json = serde_json::to_value(sample.judged(AT)).unwrap();
    assert_eq!(json["at"], "2026-04-10T00:00:00Z");
    assert_eq!(json["confirmedFor"], "2026-04-10");
    assert_eq!(json["state"]["code"], "eligible");
    assert_eq!(json["layers"]["qualificationValidity"]["code"], "1");
    let first = &json["eligibilities"][0];
    assert_eq!(first["share"]["percent"], 30);
    assert_eq!(first["period"]["validFrom"], "2019-10-01");
    assert_eq!(
        first["consents"][1]["viewableUntil"],
        "2026-04-10T23:59:00Z"
    );
    assert_eq!(first["specificDiseases"][0]["validity"]["inForce"], false);
    assert_eq!(first["hasReferenceNumber"], true);
}

#[test]
fn every_element_may_be_absent_or_strange() {
    let names: BTreeSet<String> = {
        let sample = face();
        let results = sample.results.iter().flatten();
        let fields = results.chain(&sample.header).chain(&sample.body);
        fields.map(|field| field.name.clone()).collect()
    };
    for name in &names {
        for text in ["", "?", "99999999", "00000000", "999999999999999999", "　"] {
            let mut sample = face();
            let change = |fields: &mut Vec<Draft>| {
                fields.retain(|field| field.name != *name || !text.is_empty());
                for field in fields.iter_mut().filter(|field| field.name == *name) {
                    *field = Draft::text(name.as_str(), text);
                }
            };
            change(&mut sample.header);
            change(&mut sample.body);
            sample.results.iter_mut().for_each(change);
            let judgement = sample.judged(AT);
            let eligible = judgement.state.is(state::ELIGIBLE);
            assert!(
                eligible || !judgement.next_steps.is_empty(),
                "{name} {text}"
            );
            assert!(
                !(eligible && DECISIVE.contains(&name.as_str())),
                "{name} {text}"
            );
        }
    }
}
