//! Which system an eligibility belongs to, because shares, tickets and the
//! question of a choice depend on it.

use super::coded::CodeValue;
use super::node::Node;
use crate::problem::{Code, Problems};

/// 医療保険: an employees' or a residents' insurance.
pub const INSURANCE: Code = code!("kind.insurance", "health insurance", "医療保険");

/// 後期高齢者医療.
pub const LATE_ELDERLY: Code = code!(
    "kind.late-elderly",
    "medical care for the late-stage elderly",
    "後期高齢者医療",
);

/// 医療扶助 (生活保護).
pub const MEDICAL_AID: Code = code!(
    "kind.medical-aid",
    "medical aid (public assistance)",
    "医療扶助",
);

/// Not stated: read as an insurance where a choice is in question.
pub const KIND_UNKNOWN: Code = code!("kind.unknown", "kind not stated", "保険種別不明");

/// The system of one result.
pub(super) struct Kind {
    pub(super) code: Code,
    /// 被保険者証区分 as sent: OQSCD010.
    pub(super) classification: Option<CodeValue>,
    /// Whether all that tells the kind is known; no share follows from another.
    pub(super) certain: bool,
}

/// The kind of a result, by 被保険者証区分 and 保険者番号.
pub(super) fn read(result: &Node<'_>, notes: &mut Problems) -> Kind {
    let name = "InsuredCardClassification";
    let sent = result.code(name, "OQSCD010", notes);
    if sent == Ok(None) {
        result.absent(name, "被保険者証区分", notes);
    }
    let classification = sent.ok().flatten();
    let insurer = result.text("InsurerNumber", notes);
    let code = match classification.as_ref().map(|code| code.code.as_str()) {
        // Facts §2.6 `[S]`.
        Some("A1") => MEDICAL_AID,
        _ if insurer.is_ok_and(is_late_elderly) => LATE_ELDERLY,
        Some(_) => INSURANCE,
        None => KIND_UNKNOWN,
    };
    let is_known = |code: &CodeValue| code.meaning.is_some();
    Kind {
        code,
        certain: insurer.is_ok() && classification.as_ref().is_some_and(is_known),
        classification,
    }
}

/// 法別番号 39 of eight digits (facts §4.1 `[S]`). Six digits beginning with 39
/// are a municipality of prefecture 39, padded on the left with spaces.
fn is_late_elderly(number: Option<&str>) -> bool {
    number.is_some_and(|number| {
        number.starts_with("39")
            && number.len() == 8
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
