//! One `ResultOfQualificationConfirmation`, judged by itself.

use super::benefit::{self, LimitCertificate, MedicalTicket, SpecificDisease, UNDATED};
use super::check::{Check, Route};
use super::coded::{CodeValue, Coded};
use super::consent::{self, Consent, ONLY_WITH_CARD};
use super::kind::{self, MEDICAL_AID};
use super::layers::{Halt, Word};
use super::node::Node;
use super::period::{Dates, Period};
use super::share::{self, Share};
use super::state::{self, CHOOSE, ELIGIBLE, NOT_ELIGIBLE};
use crate::problem::{Code, Problems};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

/// 医療扶助 without a ticket in force on the day.
pub const NO_TICKET: Code = code!(
    "remark.no-ticket-in-force",
    "no medical aid ticket in force on this day is in the result",
    "この日に有効な医療券・調剤券がありません。",
);

/// 社会保険状況 of a ticket does not fit.
pub const TICKET_INCONSISTENT: Code = code!(
    "remark.ticket-inconsistent",
    "the ticket's word on social insurance does not fit the eligibility on record",
    "医療券の社会保険状況に不整合があります。福祉事務所にご確認ください。",
);

/// What one result means on the day judged. It refers to its result by its
/// place in the list: names, numbers and birth dates stay in the message.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Eligibility {
    /// Whether this eligibility holds on the day judged.
    pub state: Coded,
    /// Why.
    pub reasons: Vec<Coded>,
    /// 医療保険, 後期高齢者医療 or 医療扶助.
    pub kind: Coded,
    /// 被保険者証区分 as sent: OQSCD010.
    pub classification: Option<CodeValue>,
    /// From when to when.
    pub period: Period,
    /// Why it was lost, where the insurer says so: OQSCD008.
    pub reason_of_loss: Option<CodeValue>,
    /// What part of the cost the patient pays.
    pub share: Share,
    /// 未就学区分 as sent: OQSCD015.
    pub preschool: Option<CodeValue>,
    /// 限度額適用認定証.
    pub limit_certificate: Option<LimitCertificate>,
    /// 特定疾病療養受療証.
    pub specific_diseases: Vec<SpecificDisease>,
    /// 医療券・調剤券.
    pub medical_tickets: Vec<MedicalTicket>,
    /// What the patient agreed to. What the result is silent about is not listed.
    pub consents: Vec<Consent>,
    /// Whether the institution's patient number (照会番号) is registered.
    pub has_reference_number: bool,
    /// Worth knowing, without bearing on the state.
    pub remarks: Vec<Coded>,
}

/// The state alone: everything else is the patient's.
impl fmt::Debug for Eligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Eligibility({})", self.state.code)
    }
}

impl Eligibility {
    /// Whether it is 医療扶助.
    pub(super) fn is_medical_aid(&self) -> bool {
        self.kind.is(MEDICAL_AID)
    }
}

/// Judges one result under the word the layers came to.
pub(super) fn judge(
    result: &Node<'_>,
    word: Result<Word, Halt>,
    check: &Check,
    notes: &mut Problems,
) -> Eligibility {
    let kind = kind::read(result, notes);
    let is_aid = kind.code == MEDICAL_AID;
    let dates = Dates::read(result, is_aid, notes);
    let (state, reasons) = match word {
        Ok(word) => state::of_result(word, result, &dates, is_aid, check, notes),
        Err(halt) => (halt.state(), vec![halt.because()]),
    };
    let preschool = result.code("PreschoolClassification", "OQSCD015", notes);
    let share = match state {
        NOT_ELIGIBLE => Share::none(share::NO_SHARE),
        _ if word.is_err() => Share::none(share::SHARE_UNKNOWN),
        _ => share::of_result(result, &kind, &preschool, check, notes),
    };
    let holds = [ELIGIBLE, CHOOSE].contains(&state);
    let consents = consent::of_result(result, holds, check, notes);
    let eligibility = Eligibility {
        state: state.into(),
        reasons,
        kind: kind.code.into(),
        classification: kind.classification,
        period: dates.period,
        reason_of_loss: result
            .code("ReasonOfLoss", "OQSCD008", notes)
            .ok()
            .flatten(),
        share,
        preschool: preschool.ok().flatten(),
        limit_certificate: benefit::limit_certificate(result, check.day, notes),
        specific_diseases: benefit::specific_diseases(result, check.day, notes),
        medical_tickets: benefit::medical_tickets(result, check.day, notes),
        consents,
        has_reference_number: result.has("ReferenceNumber"),
        remarks: Vec::new(),
    };
    with_remarks(without_doubtful_benefits(eligibility, word), check)
}

/// What lowers the bill counts only where the layers lead to an eligibility.
fn without_doubtful_benefits(
    mut eligibility: Eligibility,
    word: Result<Word, Halt>,
) -> Eligibility {
    if word.is_err() {
        let limit = eligibility.limit_certificate.iter_mut();
        let diseases = eligibility.specific_diseases.iter_mut();
        let tickets = eligibility.medical_tickets.iter_mut();
        limit
            .map(|one| &mut one.validity)
            .chain(diseases.map(|one| &mut one.validity))
            .chain(tickets.map(|one| &mut one.validity))
            .for_each(|validity| validity.refuse(UNDATED));
    }
    eligibility
}

fn with_remarks(mut eligibility: Eligibility, check: &Check) -> Eligibility {
    let only_with_card = check.route == Route::Number && eligibility.consents.is_empty();
    let tickets = &eligibility.medical_tickets;
    let no_ticket = eligibility.is_medical_aid()
        && eligibility.state.is(ELIGIBLE)
        && !tickets.iter().any(|ticket| ticket.validity.in_force);
    // OQSCD022: 1 不整合あり is its only code.
    let inconsistent = tickets
        .iter()
        .filter_map(|ticket| ticket.consistency.as_ref())
        .any(|flag| flag.code == "1");
    eligibility.remarks = chosen([
        (only_with_card, ONLY_WITH_CARD),
        (no_ticket, NO_TICKET),
        (inconsistent, TICKET_INCONSISTENT),
    ]);

    let limited = eligibility
        .limit_certificate
        .as_ref()
        .is_some_and(|certificate| certificate.validity.in_force);
    let disease = eligibility
        .specific_diseases
        .iter()
        .any(|certificate| certificate.validity.in_force);
    if !eligibility.state.is(NOT_ELIGIBLE) {
        let remarks = chosen([
            (limited, share::LIMITED),
            (disease, share::SPECIFIC_DISEASE),
        ]);
        eligibility.share.remarks.extend(remarks);
    }
    eligibility
}

fn chosen<const N: usize>(candidates: [(bool, Code); N]) -> Vec<Coded> {
    let applying = candidates.into_iter().filter(|(applies, _)| *applies);
    applying.map(|(_, code)| code.into()).collect()
}
