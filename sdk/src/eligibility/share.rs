//! What part of the cost the patient pays, and where that is known from.
//!
//! The order (domain: the share, where the result does not state it): the late
//! elderly's ratio, the elderly recipient certificate's, then the patient's age
//! by statute: 健康保険法 74条・110条, 国民健康保険法 42条, 高齢者の医療の確保に関する法律
//! 67条, from memory of them `[M]`. The bill is never computed: what else changes
//! it is named. 公費 that are no part of a result (municipal aid for children, for
//! example) are not known here.

use super::age::{self, Bracket};
use super::benefit::Validity;
use super::check::Check;
use super::coded::Coded;
use super::kind::{LATE_ELDERLY, MEDICAL_AID};
use super::node::{Node, Unreadable};
use crate::problem::{Code, Problems};
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// From `InsuredPartialContributionRatio`.
pub const STATED_LATE_ELDERLY: Code = code!(
    "share.stated-late-elderly",
    "stated in the result as the late elderly's share",
    "結果に記載された後期高齢者の一部負担割合です。",
);

/// From the elderly recipient certificate in force on the day.
pub const STATED_ELDERLY_RECIPIENT: Code = code!(
    "share.stated-elderly-recipient",
    "stated in the result's elderly recipient certificate, in force on this day",
    "結果に記載された高齢受給者証の負担割合です(この日に有効)。",
);

/// From `PreschoolClassification`.
pub const STATED_PRESCHOOL: Code = code!(
    "share.stated-preschool",
    "the result states the child to be under school age; 20% by statute",
    "結果の未就学区分による割合です。",
);

/// From the birth date; the result does not state it.
pub const BY_AGE: Code = code!(
    "share.by-age-statute",
    "by age and statute, not stated in the result",
    "年齢から計算した割合です(結果には記載がありません)。",
);

/// 医療扶助: there is no share; the ticket states an amount.
pub const BY_TICKET: Code = code!(
    "share.by-ticket",
    "medical aid: no share; what the patient pays is on the ticket",
    "医療扶助のため割合はありません。本人支払額は医療券・調剤券をご確認ください。",
);

/// 特別療養費: the patient pays everything first.
pub const PAID_IN_FULL_FIRST: Code = code!(
    "share.paid-in-full-first",
    "special medical expense: the patient pays in full and claims from the insurer",
    "特別療養費の対象です。窓口では全額をお支払いいただき、後日保険者へ請求していただきます。",
);

/// Not eligible, so there is no share.
pub const NO_SHARE: Code = code!(
    "share.not-eligible",
    "not eligible on this day, so there is no share",
    "この日の資格が確認できないため、負担割合はありません。",
);

/// Neither stated nor to be computed.
pub const SHARE_UNKNOWN: Code = code!(
    "share.cannot-tell",
    "the share can neither be read nor computed from this result",
    "負担割合がわかりません。お持ちの証や保険者にご確認ください。",
);

/// The alternatives depend on the income.
pub const DEPENDS_ON_INCOME: Code = code!(
    "share.depends-on-income",
    "which of the alternatives applies depends on the income: look at the certificate or ask the insurer",
    "所得により異なります。高齢受給者証・資格確認書などの負担割合をご確認ください。",
);

/// The elderly recipient certificate is not in force on the day.
pub const ELDERLY_CERTIFICATE_NOT_IN_FORCE: Code = code!(
    "share.elderly-certificate-not-in-force",
    "the elderly recipient certificate is not in force on this day, so its share was not used",
    "高齢受給者証がこの日に有効ではないため、その負担割合は使っていません。",
);

/// The stated share belongs to another month.
pub const STATED_FOR_ANOTHER_MONTH: Code = code!(
    "share.stated-for-another-month",
    "a share is stated, but not for the month judged, so it was not used",
    "記載された負担割合はこの月のものではないため、使っていません。",
);

/// A limit certificate caps what is paid in a month.
pub const LIMITED: Code = code!(
    "share.limit-certificate",
    "a limit certificate in force caps what the patient pays in a month",
    "限度額適用認定証により、ひと月の窓口負担に上限があります。",
);

/// A specific disease caps what is paid in a month.
pub const SPECIFIC_DISEASE: Code = code!(
    "share.specific-disease",
    "a specific disease certificate in force caps what the patient pays in a month for that disease",
    "特定疾病療養受療証により、その疾病のひと月の窓口負担に上限があります。",
);

/// 医療扶助 pays what the insurance does not.
pub const AID_BESIDE: Code = code!(
    "share.medical-aid-beside",
    "medical aid is in force beside it and changes what the patient pays",
    "医療扶助との併用のため、窓口でのお支払いが変わります。医療券・調剤券をご確認ください。",
);

/// The part of the cost the patient pays, as far as the result tells.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// In percent of the cost; none where it is not certain.
    pub percent: Option<u8>,
    /// Where the percentage, or its absence, comes from.
    pub source: Coded,
    /// In percent: what it may be, where it is not certain and the law leaves only these.
    pub alternatives: Vec<u8>,
    /// What else bears on what the patient pays; named, never computed.
    pub remarks: Vec<Coded>,
}

redacted!(Share);

impl Share {
    fn certain(percent: u8, source: Code) -> Self {
        Self {
            percent: Some(percent),
            ..Self::none(source)
        }
    }

    fn one_of(alternatives: Vec<u8>, source: Code, remark: Code) -> Self {
        Self {
            alternatives,
            remarks: vec![remark.into()],
            ..Self::none(source)
        }
    }

    /// No percentage, for a reason.
    pub(super) fn none(source: Code) -> Self {
        Self {
            percent: None,
            source: source.into(),
            alternatives: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

/// The share of one result on the day judged. `kind` is one of the kinds of
/// [`kind`](super::kind), `classification` the 被保険者証区分 as sent, `preschool` whether
/// the result states 未就学該当.
pub(super) fn of_result(
    result: &Node<'_>,
    kind: Code,
    classification: Option<&str>,
    preschool: bool,
    check: &Check,
    notes: &mut Problems,
) -> Share {
    if kind == MEDICAL_AID {
        return Share::none(BY_TICKET);
    }
    // OQSCD010 05, 特別療養費支給対象者 (facts §3 `[S]`; paid in full first,
    // 国民健康保険法 54条の3 `[M]`).
    if classification == Some("05") {
        return Share::none(PAID_IN_FULL_FIRST);
    }
    if kind == LATE_ELDERLY {
        return late_elderly(result, check, notes);
    }
    if result.has("InsuredPartialContributionRatio") {
        let against = ("InsurerNumber", "保険者番号(後期高齢者医療ではありません)");
        result.contradicts("InsuredPartialContributionRatio", against, notes);
    }
    match elderly_recipient(result, check, notes) {
        Ok(Some(share)) => share,
        Ok(None) => younger(result, preschool, check, notes),
        Err(remark) => {
            let mut share = younger(result, preschool, check, notes);
            share.remarks.push(remark.into());
            share
        }
    }
}

fn late_elderly(result: &Node<'_>, check: &Check, notes: &mut Problems) -> Share {
    let income = || Share::one_of(vec![10, 20, 30], BY_AGE, DEPENDS_ON_INCOME);
    match result.ratio("InsuredPartialContributionRatio", notes) {
        Ok(Some(percent)) if check.same_month() => Share::certain(percent, STATED_LATE_ELDERLY),
        // The shares are set anew each August; another month's is no statement of this one.
        Ok(Some(_)) => {
            let mut share = income();
            share.remarks.push(STATED_FOR_ANOTHER_MONTH.into());
            share
        }
        Ok(None) => income(),
        Err(Unreadable) => Share {
            alternatives: vec![10, 20, 30],
            ..Share::none(SHARE_UNKNOWN)
        },
    }
}

/// What the elderly recipient certificate states; an error where it has to be
/// left out, with the remark that says so.
fn elderly_recipient(
    result: &Node<'_>,
    check: &Check,
    notes: &mut Problems,
) -> Result<Option<Share>, Code> {
    let Some(certificate) = result.group("ElderlyRecipientCertificateInfo", notes) else {
        return Ok(None);
    };
    if !certificate.has("ElderlyRecipientContributionRatio") {
        return Ok(None);
    }
    let validity = Validity::read(
        &certificate,
        "ElderlyRecipientValidStartDate",
        "ElderlyRecipientValidEndDate",
        check.day,
        notes,
    );
    if !validity.in_force {
        return Err(ELDERLY_CERTIFICATE_NOT_IN_FORCE);
    }
    Ok(Some(
        match certificate.ratio("ElderlyRecipientContributionRatio", notes) {
            Ok(Some(percent)) => Share::certain(percent, STATED_ELDERLY_RECIPIENT),
            _ => Share {
                alternatives: vec![20, 30],
                ..Share::none(SHARE_UNKNOWN)
            },
        },
    ))
}

/// By the preschool classification and the age.
fn younger(result: &Node<'_>, preschool: bool, check: &Check, notes: &mut Problems) -> Share {
    let born = result.date("Birthdate", notes);
    if born == Ok(None) {
        result.absent("Birthdate", "生年月日", notes);
    }
    let born = born.ok().flatten();
    let bracket = born.and_then(|born| age::bracket(born, check.day));
    if born.is_some() && bracket.is_none() {
        result.contradicts("Birthdate", ("the day judged", "判定日"), notes);
        return Share::none(SHARE_UNKNOWN);
    }
    match (preschool, bracket) {
        (true, None | Some(Bracket::Preschool)) => Share::certain(20, STATED_PRESCHOOL),
        (true, Some(_)) => {
            result.contradicts("PreschoolClassification", ("Birthdate", "生年月日"), notes);
            Share::none(SHARE_UNKNOWN)
        }
        (false, None) => Share::none(SHARE_UNKNOWN),
        (false, Some(Bracket::Preschool)) => Share::certain(20, BY_AGE),
        (false, Some(Bracket::UnderSeventy)) => Share::certain(30, BY_AGE),
        (false, Some(Bracket::SeventyToSeventyFour)) => {
            Share::one_of(vec![20, 30], BY_AGE, DEPENDS_ON_INCOME)
        }
        (false, Some(Bracket::SeventyFiveAndOver)) => {
            Share::one_of(vec![10, 20, 30], BY_AGE, DEPENDS_ON_INCOME)
        }
    }
}
