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
use super::coded::{CodeValue, Coded};
use super::kind::{Kind, LATE_ELDERLY, MEDICAL_AID};
use super::node::{Field, Node, Unreadable};
use crate::problem::{Code, Problems};
use crate::time::Date;
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

/// The share of one result on the day judged. Only what fits the person is stated: a
/// share of another age's contradicts the birth date, and nothing follows from a kind or a
/// birth date that is not known.
pub(super) fn of_result(
    result: &Node<'_>,
    kind: &Kind,
    preschool: &Field<CodeValue>,
    check: &Check,
    notes: &mut Problems,
) -> Share {
    if kind.code == MEDICAL_AID {
        return Share::none(BY_TICKET);
    }
    if !kind.certain {
        return Share::none(SHARE_UNKNOWN);
    }
    let classification = kind.classification.as_ref();
    // OQSCD010 05, 特別療養費支給対象者 (facts §3 `[S]`; paid in full first,
    // 国民健康保険法 54条の3 `[M]`).
    if classification.is_some_and(|code| code.code == "05") {
        return Share::none(PAID_IN_FULL_FIRST);
    }
    let Some(born) = birth_date(result, check, notes) else {
        return Share::none(SHARE_UNKNOWN);
    };
    let Some(bracket) = age::bracket(born, check.day) else {
        return Share::none(SHARE_UNKNOWN);
    };
    if kind.code == LATE_ELDERLY {
        return late_elderly(result, born, check, notes);
    }
    if result.has("InsuredPartialContributionRatio") {
        let against = ("InsurerNumber", "保険者番号(後期高齢者医療ではありません)");
        result.contradicts("InsuredPartialContributionRatio", against, notes);
        return Share::none(SHARE_UNKNOWN);
    }
    match elderly_recipient(result, bracket, check, notes) {
        Ok(Some(share)) => share,
        Ok(None) => by_age(result, preschool, bracket, notes),
        Err(remark) => {
            let mut share = by_age(result, preschool, bracket, notes);
            share.remarks.push(remark.into());
            share
        }
    }
}

fn birth_date(result: &Node<'_>, check: &Check, notes: &mut Problems) -> Option<Date> {
    let name = "Birthdate";
    let born = result.date(name, notes);
    if born == Ok(None) {
        result.absent(name, "生年月日", notes);
    }
    let born = born.ok().flatten()?;
    if check.day < born {
        result.contradicts(name, ("the day judged", "判定日"), notes);
    }
    Some(born)
}

/// Who is not of the age that a share is for.
fn of_another_age(result: &Node<'_>, name: &str, notes: &mut Problems) -> Share {
    result.contradicts(name, ("Birthdate", "生年月日"), notes);
    Share::none(SHARE_UNKNOWN)
}

fn late_elderly(result: &Node<'_>, born: Date, check: &Check, notes: &mut Problems) -> Share {
    // 高齢者の医療の確保に関する法律 50条 `[M]`: from 65 on with a disability.
    if !age::has_reached(born, 65, check.day) {
        return of_another_age(result, "InsurerNumber", notes);
    }
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
    bracket: Bracket,
    check: &Check,
    notes: &mut Problems,
) -> Result<Option<Share>, Code> {
    let unknown = Share {
        alternatives: vec![20, 30],
        ..Share::none(SHARE_UNKNOWN)
    };
    let name = "ElderlyRecipientCertificateInfo";
    let certificate = match result.group(name, notes) {
        Ok(Some(certificate)) => certificate,
        Ok(None) => return Ok(None),
        Err(Unreadable) => return Ok(Some(unknown)),
    };
    if !certificate.has("ElderlyRecipientContributionRatio") {
        return Ok(None);
    }
    if bracket != Bracket::SeventyToSeventyFour {
        return Ok(Some(of_another_age(result, name, notes)));
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
    let ratio = certificate.ratio("ElderlyRecipientContributionRatio", notes);
    Ok(Some(match ratio {
        Ok(Some(percent)) if percent != 10 => Share::certain(percent, STATED_ELDERLY_RECIPIENT),
        _ => unknown,
    }))
}

/// By the preschool classification and the age.
fn by_age(
    result: &Node<'_>,
    preschool: &Field<CodeValue>,
    bracket: Bracket,
    notes: &mut Problems,
) -> Share {
    let preschool = match preschool {
        // 1 未就学該当 is the table's only code.
        Ok(Some(code)) if code.code == "1" => true,
        Ok(None) => false,
        _ => return Share::none(SHARE_UNKNOWN),
    };
    match bracket {
        Bracket::Preschool if preschool => Share::certain(20, STATED_PRESCHOOL),
        _ if preschool => of_another_age(result, "PreschoolClassification", notes),
        Bracket::Preschool => Share::certain(20, BY_AGE),
        Bracket::UnderSeventy => Share::certain(30, BY_AGE),
        Bracket::SeventyToSeventyFour => Share::one_of(vec![20, 30], BY_AGE, DEPENDS_ON_INCOME),
        // From 75 on everybody is insured elsewhere (same law, 50条 `[M]`).
        Bracket::SeventyFiveAndOver => of_another_age(result, "InsurerNumber", notes),
    }
}
