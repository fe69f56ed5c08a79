//! What somebody holds besides the insurance itself, as far as it bears on what
//! they pay.

use super::xml::Element;
use crate::calendar;
use crate::person::{self, Share};
use time::Date;

/// 限度額適用認定証関連情報.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// 限度額適用認定証区分 (OQSCD011).
    pub classification: String,
    /// 適用区分 (OQSCD012).
    pub category: String,
    /// 有効開始年月日, which is 交付年月日 too.
    pub from: Date,
    /// 有効終了年月日.
    pub until: Option<Date>,
}

impl Limit {
    /// 限度額適用・標準負担額減額認定証 of somebody over 70 with a low income
    /// (区分 低所得Ⅱ), from the beginning of the insurance year.
    #[must_use]
    pub fn low_income(at: i64) -> Self {
        Self {
            classification: "02".into(),
            category: "B05".into(),
            from: person::insurance_year(at),
            until: None,
        }
    }
}

/// 特定疾病療養受療証情報.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disease {
    /// 認定疾病区分 (OQSCD013).
    pub category: String,
    /// 有効開始年月日, which is 交付年月日 too.
    pub from: Date,
    /// 自己負担限度額, yen a month.
    pub self_pay: u32,
}

pub(super) fn share(share: &Share) -> Option<Element> {
    match share {
        Share::NotStated => None,
        Share::Preschool => Some(Element::text("PreschoolClassification", "1")),
        Share::LateStage(percent) => {
            Some(Element::text("InsuredPartialContributionRatio", percent))
        }
        Share::ElderlyRecipient(from, until, percent) => Some(Element::group(
            "ElderlyRecipientCertificateInfo",
            [
                date("ElderlyRecipientCertificateDate", *from),
                date("ElderlyRecipientValidStartDate", *from),
                date("ElderlyRecipientValidEndDate", *until),
                Element::text("ElderlyRecipientContributionRatio", percent),
            ],
        )),
    }
}

pub(super) fn limit(limit: &Limit) -> Element {
    let until = limit
        .until
        .map(|until| date("LimitApplicationCertificateValidEndDate", until));
    Element::group(
        "LimitApplicationCertificateRelatedInfo",
        [
            Element::text(
                "LimitApplicationCertificateClassification",
                &limit.classification,
            ),
            Element::text(
                "LimitApplicationCertificateClassificationFlag",
                &limit.category,
            ),
            date("LimitApplicationCertificateDate", limit.from),
            date("LimitApplicationCertificateValidStartDate", limit.from),
        ]
        .into_iter()
        .chain(until),
    )
}

pub(super) fn diseases(diseases: &[Disease]) -> Option<Element> {
    let each = diseases.iter().map(|disease| {
        Element::group(
            "SpecificDiseasesCertificateInfo",
            [
                Element::text("SpecificDiseasesDiseaseCategory", &disease.category),
                date("SpecificDiseasesCertificateDate", disease.from),
                date("SpecificDiseasesValidStartDate", disease.from),
                Element::text("SpecificDiseasesSelfPay", disease.self_pay.to_string()),
            ],
        )
    });
    (!diseases.is_empty()).then(|| Element::group("SpecificDiseasesCertificateList", each))
}

pub(super) fn date(name: &'static str, date: Date) -> Element {
    Element::text(name, calendar::wire_date(date))
}
