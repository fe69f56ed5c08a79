use super::super::{benefit, note, result, share};
use super::{AT, Sample, has, noted};
use std::borrow::ToOwned;

const LIMIT: &str = "LimitApplicationCertificateRelatedInfo";

fn limit(from: &str, to: &str) -> Sample {
    Sample::card().group(
        &[LIMIT],
        &[
            ("LimitApplicationCertificateClassification", "01"),
            ("LimitApplicationCertificateClassificationFlag", "A03"),
            ("LimitApplicationCertificateDate", "20260320"),
            ("LimitApplicationCertificateValidStartDate", from),
            ("LimitApplicationCertificateValidEndDate", to),
            ("LimitApplicationCertificateLongTermDate", "20260402"),
        ],
    )
}

#[test]
fn a_limit_certificate_is_in_force_from_its_first_to_its_last_day() {
    let sample = limit("20260405", "20260420").with("QualificationDate", "20200401");
    let cases = [
        ("2026-04-04", benefit::NOT_YET),
        ("2026-04-05", benefit::IN_FORCE),
        ("2026-04-20", benefit::IN_FORCE),
        ("2026-04-21", benefit::OVER),
    ];
    for (day, reason) in cases {
        let eligibility = sample.on(day).eligibilities.remove(0);
        let certificate = eligibility.limit_certificate.unwrap();
        assert_eq!(certificate.validity.reason.code, reason.id(), "{day}");
        assert_eq!(certificate.validity.in_force, reason == benefit::IN_FORCE);
        assert_eq!(
            has(&eligibility.share.remarks, share::LIMITED),
            certificate.validity.in_force
        );
        assert_eq!(certificate.classification.unwrap().code, "01");
        assert_eq!(certificate.class.unwrap().code, "A03");
        assert_eq!(certificate.long_term_date.unwrap().to_wire(), "20260402");
        assert_eq!(certificate.issued.unwrap().to_wire(), "20260320");
    }
    assert_eq!(Sample::card().first(AT).limit_certificate, None);
}

#[test]
fn one_bound_is_enough_and_none_is_not() {
    let reason = |from, to| {
        limit(from, to)
            .first(AT)
            .limit_certificate
            .unwrap()
            .validity
            .reason
            .code
    };
    assert_eq!(reason("20260401", ""), benefit::IN_FORCE.id());
    assert_eq!(reason("", "20260430"), benefit::IN_FORCE.id());
    assert_eq!(reason("", ""), benefit::UNDATED.id());
    assert_eq!(reason("20260401", "2026"), benefit::UNDATED.id());
    assert_eq!(reason("20260411", "2026"), benefit::NOT_YET.id());
}

#[test]
fn specific_diseases_are_listed_each_by_itself() {
    let certificate = |category: &'static str, pay: &'static str, end: &'static str| {
        [
            ("SpecificDiseasesDiseaseCategory", category),
            ("SpecificDiseasesValidStartDate", "20260101"),
            ("SpecificDiseasesValidEndDate", end),
            ("SpecificDiseasesSelfPay", pay),
        ]
    };
    let path = [
        "SpecificDiseasesCertificateList",
        "SpecificDiseasesCertificateInfo",
    ];
    let judgement = Sample::card()
        .group(&path, &certificate("1", "10000", "20261231"))
        .group(&path, &certificate("2", "1万円", "20260409"))
        .judged(AT);
    let [first, second] = judgement.eligibilities[0].specific_diseases.as_slice() else {
        panic!("two")
    };
    assert!(first.validity.in_force && !second.validity.in_force);
    assert_eq!(
        (first.self_pay_yen, second.self_pay_yen),
        (Some(10_000), None)
    );
    assert_eq!(first.category.as_ref().unwrap().code, "1");
    assert_eq!(
        noted(&judgement, note::UNREADABLE),
        ["SpecificDiseasesSelfPay"]
    );
    assert!(has(
        &judgement.eligibilities[0].share.remarks,
        share::SPECIFIC_DISEASE
    ));
}

fn ticket(overrides: &[(&str, &str)]) -> Sample {
    let mut fields = std::vec![
        ("TicketType".to_owned(), "01".to_owned()),
        ("MedicalTreatmentType".to_owned(), "02".to_owned()),
        ("MedicalTreatmentMonth".to_owned(), "202604".to_owned()),
        ("MedicalTicketValidDate".to_owned(), "20260401".to_owned()),
        (
            "MedicalTicketExpirationDate".to_owned(),
            "20260430".to_owned()
        ),
        (
            "DesignatedMedicalInstitutionFlag".to_owned(),
            "0".to_owned()
        ),
        ("SelfPayAmount".to_owned(), "1500".to_owned()),
    ];
    for (name, text) in overrides {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*text).to_owned()));
    }
    let fields: std::vec::Vec<_> = fields
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    Sample::card()
        .with("InsuredCardClassification", "A1")
        .with("InsurerNumber", "12131234")
        .group(&["PublicExpenseResultList", "MedicalTicketInfo"], &fields)
}

#[test]
fn a_ticket_names_its_month_and_what_is_paid() {
    let eligibility = ticket(&[]).first(AT);
    let ticket = &eligibility.medical_tickets[0];
    assert!(ticket.validity.in_force);
    assert_eq!(ticket.month.as_deref(), Some("2026-04"));
    assert_eq!(ticket.self_pay_yen, Some(1500));
    assert_eq!(ticket.ticket_type.as_ref().unwrap().code, "01");
    assert!(eligibility.remarks.is_empty());
    assert!(eligibility.share.source.is(share::BY_TICKET));
}

#[test]
fn a_ticket_holds_for_its_month_and_institution() {
    let cases: [(&[(&str, &str)], _); 4] = [
        (&[("MedicalTreatmentMonth", "202603")], benefit::OTHER_MONTH),
        (
            &[("DesignatedMedicalInstitutionFlag", "1")],
            benefit::OTHER_INSTITUTION,
        ),
        (
            &[("MedicalTicketExpirationDate", "20260409")],
            benefit::OVER,
        ),
        (&[("MedicalTicketValidDate", "20260411")], benefit::NOT_YET),
    ];
    for (overrides, reason) in cases {
        let judgement = ticket(overrides).judged(AT);
        let eligibility = &judgement.eligibilities[0];
        let validity = &eligibility.medical_tickets[0].validity;
        assert!(
            validity.reason.is(reason) && !validity.in_force,
            "{validity:?} {reason:?}"
        );
        assert!(has(&eligibility.remarks, result::NO_TICKET));
    }
}

#[test]
fn medical_aid_without_a_ticket_says_so() {
    let sample = Sample::card().with("InsuredCardClassification", "A1");
    assert!(has(&sample.first(AT).remarks, result::NO_TICKET));
}

#[test]
fn a_ticket_that_does_not_fit_the_insurance_says_so() {
    let eligibility = ticket(&[("ConsistencyFlag", "1")]).first(AT);
    assert!(has(&eligibility.remarks, result::TICKET_INCONSISTENT));
}
