//! The elements of a result about one coverage.

use crate::calendar::{self, DAY};
use crate::person::{Coverage, Family, Person, Share};
use crate::population::Patient;
use crate::results::{Consent, Disease, Limit};
use crate::wire::Record;
use time::Date;

pub(super) fn insured(patient: &Patient, coverage: &Coverage, on: Date) -> Record {
    let Person {
        name,
        kana,
        sex,
        address,
        post_number,
        ..
    } = &patient.person;
    let lost = coverage.lost.as_ref().filter(|(lost, _)| *lost <= on);
    let date = |date: Date| calendar::wire_date(date);
    let ratio = match &coverage.share {
        Share::LateStage(percent) => Some(percent),
        _ => None,
    };
    let preschool = matches!(coverage.share, Share::Preschool).then_some("1");
    Record::new()
        .text("InsuredCardClassification", &coverage.classification)
        .text("InsurerNumber", format!("{:>8}", coverage.insurer_number))
        .optional("InsuredCardSymbol", coverage.symbol.as_ref())
        .text("InsuredIdentificationNumber", &coverage.number)
        .optional("InsuredBranchNumber", coverage.branch.as_ref())
        .text(
            "PersonalFamilyClassification",
            match coverage.family {
                Family::Insured => "1",
                Family::Dependant => "2",
            },
        )
        .text("Name", name)
        .text("NameKana", kana)
        .text("Sex1", sex.code())
        .text("Birthdate", patient.person.wire_birthdate())
        .text("Address", address)
        .text("PostNumber", post_number)
        .text("QualificationDate", date(coverage.valid_from))
        .optional("DisqualificationDate", lost.map(|(lost, _)| date(*lost)))
        .text("InsuredCertificateIssuanceDate", date(coverage.valid_from))
        .text("InsuredCardValidDate", date(coverage.valid_from))
        .optional("InsuredCardExpirationDate", coverage.valid_until.map(date))
        .optional("InsuredPartialContributionRatio", ratio)
        .optional("PreschoolClassification", preschool)
        .optional("ReasonOfLoss", lost.map(|(_, reason)| reason))
        .text("InsurerName", &coverage.insurer_name)
}

pub(super) fn elderly(share: &Share) -> Option<Record> {
    let Share::ElderlyRecipient(from, until, percent) = share else {
        return None;
    };
    let from = calendar::wire_date(*from);
    Some(
        Record::new()
            .text("ElderlyRecipientCertificateDate", &from)
            .text("ElderlyRecipientValidStartDate", &from)
            .text("ElderlyRecipientValidEndDate", calendar::wire_date(*until))
            .text("ElderlyRecipientContributionRatio", percent),
    )
}

pub(super) fn limited(
    result: Record,
    patient: &Patient,
    coverage: &Coverage,
    agreed: bool,
) -> Record {
    let shown = limit(patient, coverage).filter(|_| agreed);
    result
        .text(
            "LimitApplicationCertificateRelatedConsFlg",
            if agreed { "1" } else { "0" },
        )
        .group_if("LimitApplicationCertificateRelatedInfo", shown)
}

pub(super) fn limit(patient: &Patient, coverage: &Coverage) -> Option<Record> {
    let Limit {
        classification,
        category,
        from,
        until,
    } = patient.limit.as_ref()?;
    let from = calendar::wire_date(*from);
    (!coverage.is_assistance()).then(|| {
        Record::new()
            .text("LimitApplicationCertificateClassification", classification)
            .text("LimitApplicationCertificateClassificationFlag", category)
            .text("LimitApplicationCertificateDate", &from)
            .text("LimitApplicationCertificateValidStartDate", &from)
            .optional(
                "LimitApplicationCertificateValidEndDate",
                until.map(calendar::wire_date),
            )
    })
}

pub(super) fn diseases(patient: &Patient, consent: Consent) -> Vec<Record> {
    if !matches!(consent, Consent::Given(_)) {
        return Vec::new();
    }
    let each = patient.diseases.iter().map(
        |Disease {
             category,
             from,
             self_pay,
         }| {
            let from = calendar::wire_date(*from);
            Record::new()
                .text("SpecificDiseasesDiseaseCategory", category)
                .text("SpecificDiseasesCertificateDate", &from)
                .text("SpecificDiseasesValidStartDate", &from)
                .text("SpecificDiseasesSelfPay", self_pay.to_string())
        },
    );
    each.collect()
}

/// Flag, time and, for what can be viewed, until when.
pub(super) fn consent(name: &str, consent: Consent, viewed: bool) -> Record {
    let (flag, given) = match consent {
        Consent::NotAsked => return Record::new(),
        Consent::Refused => ("0", None),
        Consent::Given(given) => ("1", Some(given)),
        Consent::Expired(given) => ("2", Some(given)),
    };
    let until = given
        .filter(|_| viewed)
        .map(|given| calendar::wire_time(given + DAY));
    Record::new()
        .text(&format!("{name}ConsFlg"), flag)
        .optional(&format!("{name}ConsTime"), given.map(calendar::wire_time))
        .optional(&format!("{name}AvailableTime"), until)
}
