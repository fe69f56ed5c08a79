//! What lowers or settles the bill beside the insurance itself: 限度額適用認定証,
//! 特定疾病療養受療証, 医療券・調剤券. Each is said to be in force or not on the day
//! judged; nothing is computed from it.

use super::check::month;
use super::coded::{CodeValue, Coded};
use super::node::{Field, Node};
use crate::problem::{Code, Problems};
use crate::time::Date;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// In force on the day.
pub const IN_FORCE: Code = code!(
    "benefit.in-force",
    "in force on this day",
    "この日に有効です。",
);

/// Not yet in force.
pub const NOT_YET: Code = code!(
    "benefit.not-begun",
    "begins after this day",
    "有効期間がまだ始まっていません。",
);

/// No longer in force.
pub const OVER: Code = code!(
    "benefit.ended",
    "ended before this day",
    "有効期間が終わっています。",
);

/// A ticket of another month.
pub const OTHER_MONTH: Code = code!(
    "benefit.other-month",
    "a ticket of another month",
    "別の診療年月の医療券・調剤券です。",
);

/// A ticket of another institution.
pub const OTHER_INSTITUTION: Code = code!(
    "benefit.other-institution",
    "a ticket that designates another institution",
    "指定医療機関が異なります。福祉事務所にご確認ください。",
);

/// Nothing tells.
pub const UNDATED: Code = code!(
    "benefit.cannot-tell",
    "what tells whether it is in force is absent or cannot be read",
    "有効かどうかわかりません。証をご確認ください。",
);

/// From when to when a certificate holds, and whether it does on the day.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validity {
    /// The first day, where sent.
    pub from: Option<Date>,
    /// The last day, still included, where sent.
    pub to: Option<Date>,
    /// Whether it is in force on the day judged.
    pub in_force: bool,
    /// Why, or why not.
    pub reason: Coded,
}

impl Validity {
    /// Each bound that was sent has to hold; where none was, nothing is claimed.
    pub(super) fn read(
        group: &Node<'_>,
        from: &str,
        to: &str,
        day: Date,
        notes: &mut Problems,
    ) -> Self {
        let from = group.date(from, notes);
        let to = group.date(to, notes);
        let reason = match (&from, &to) {
            (Ok(Some(first)), _) if day < *first => NOT_YET,
            (_, Ok(Some(last))) if *last < day => OVER,
            (Err(_), _) | (_, Err(_)) | (Ok(None), Ok(None)) => UNDATED,
            (Ok(_), Ok(_)) => IN_FORCE,
        };
        Self {
            from: from.ok().flatten(),
            to: to.ok().flatten(),
            in_force: reason == IN_FORCE,
            reason: reason.into(),
        }
    }

    /// It is not in force after all.
    pub(super) fn refuse(&mut self, reason: Code) {
        self.in_force = false;
        self.reason = reason.into();
    }
}

/// 限度額適用認定証 and its relatives.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitCertificate {
    /// Which certificate: OQSCD011.
    pub classification: Option<CodeValue>,
    /// The class of income the limit follows from (適用区分): OQSCD012.
    pub class: Option<CodeValue>,
    /// 交付年月日.
    pub issued: Option<Date>,
    /// When it holds.
    pub validity: Validity,
    /// 長期入院該当年月日, for the meal charge.
    pub long_term_date: Option<Date>,
}

/// 特定疾病療養受療証, of one disease.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpecificDisease {
    /// 認定疾病区分: OQSCD013.
    pub category: Option<CodeValue>,
    /// 交付年月日.
    pub issued: Option<Date>,
    /// When it holds.
    pub validity: Validity,
    /// What the patient pays at most, in yen a month.
    pub self_pay_yen: Option<u32>,
}

/// 医療券 or 調剤券 of 医療扶助.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MedicalTicket {
    /// 医療券 or 調剤券: OQSCD018.
    pub ticket_type: Option<CodeValue>,
    /// 診療別: OQSCD019.
    pub treatment_type: Option<CodeValue>,
    /// 診療年月, `YYYY-MM`.
    pub month: Option<String>,
    /// When it holds; also its month and institution have to be the right ones.
    pub validity: Validity,
    /// 本人支払額, in yen.
    pub self_pay_yen: Option<u32>,
    /// 指定医療機関確認フラグ: OQSCD026.
    pub institution_match: Option<CodeValue>,
    /// 単独・併用別: OQSCD020.
    pub single_or_combined: Option<CodeValue>,
    /// 社会保険状況の整合性フラグ: OQSCD022.
    pub consistency: Option<CodeValue>,
}

redacted!(Validity, LimitCertificate, SpecificDisease, MedicalTicket);

/// `LimitApplicationCertificateRelatedInfo` (facts §2.2).
pub(super) fn limit_certificate(
    result: &Node<'_>,
    day: Date,
    notes: &mut Problems,
) -> Option<LimitCertificate> {
    let group = result.group(LIMIT, notes).ok().flatten()?;
    let classification = group.code(
        "LimitApplicationCertificateClassification",
        "OQSCD011",
        notes,
    );
    let class = group.code(
        "LimitApplicationCertificateClassificationFlag",
        "OQSCD012",
        notes,
    );
    Some(LimitCertificate {
        classification: read(classification),
        class: read(class),
        issued: read(group.date("LimitApplicationCertificateDate", notes)),
        validity: Validity::read(
            &group,
            "LimitApplicationCertificateValidStartDate",
            "LimitApplicationCertificateValidEndDate",
            day,
            notes,
        ),
        long_term_date: read(group.date("LimitApplicationCertificateLongTermDate", notes)),
    })
}

/// `SpecificDiseasesCertificateList` (facts §2.2).
pub(super) fn specific_diseases(
    result: &Node<'_>,
    day: Date,
    notes: &mut Problems,
) -> Vec<SpecificDisease> {
    let (lists, _) = result.groups(DISEASES, notes);
    let certificates = lists
        .iter()
        .flat_map(|list| list.each("SpecificDiseasesCertificateInfo"));
    certificates
        .map(|group| SpecificDisease {
            category: read(group.code("SpecificDiseasesDiseaseCategory", "OQSCD013", notes)),
            issued: read(group.date("SpecificDiseasesCertificateDate", notes)),
            validity: Validity::read(
                &group,
                "SpecificDiseasesValidStartDate",
                "SpecificDiseasesValidEndDate",
                day,
                notes,
            ),
            self_pay_yen: read(group.yen("SpecificDiseasesSelfPay", notes)),
        })
        .collect()
}

/// `PublicExpenseResultList` (facts §2.6).
pub(super) fn medical_tickets(
    result: &Node<'_>,
    day: Date,
    notes: &mut Problems,
) -> Vec<MedicalTicket> {
    let (lists, _) = result.groups("PublicExpenseResultList", notes);
    let tickets = lists.iter().flat_map(|list| list.each("MedicalTicketInfo"));
    tickets
        .map(|group| medical_ticket(&group, day, notes))
        .collect()
}

fn medical_ticket(group: &Node<'_>, day: Date, notes: &mut Problems) -> MedicalTicket {
    let of = group.month("MedicalTreatmentMonth", notes);
    let institution_match = group.code("DesignatedMedicalInstitutionFlag", "OQSCD026", notes);
    let mut validity = Validity::read(
        group,
        "MedicalTicketValidDate",
        "MedicalTicketExpirationDate",
        day,
        notes,
    );
    // A ticket is issued for a month and for an institution (facts §2.6).
    let refusal = match (&of, &institution_match) {
        (Err(_), _) | (_, Err(_)) => Some(UNDATED),
        (Ok(Some(of)), _) if month(*of) != month(day) => Some(OTHER_MONTH),
        (_, Ok(Some(flag))) if flag.code == "1" => Some(OTHER_INSTITUTION),
        (_, Ok(Some(flag))) if flag.meaning.is_none() => Some(UNDATED),
        _ => None,
    };
    if let Some(reason) = refusal {
        validity.refuse(reason);
    }
    MedicalTicket {
        ticket_type: read(group.code("TicketType", "OQSCD018", notes)),
        treatment_type: read(group.code("MedicalTreatmentType", "OQSCD019", notes)),
        month: read(of).map(|of| format!("{:04}-{:02}", of.year(), of.month())),
        validity,
        self_pay_yen: read(group.yen("SelfPayAmount", notes)),
        institution_match: read(institution_match),
        single_or_combined: read(group.code("SingleOrCombinedUse", "OQSCD020", notes)),
        consistency: read(group.code("ConsistencyFlag", "OQSCD022", notes)),
    }
}

/// The element of the limit certificate.
pub(super) const LIMIT: &str = "LimitApplicationCertificateRelatedInfo";
/// The element of the specific diseases' certificates.
pub(super) const DISEASES: &str = "SpecificDiseasesCertificateList";

/// What was unreadable has been noted; here it is as good as absent.
fn read<T>(field: Field<T>) -> Option<T> {
    field.ok().flatten()
}
