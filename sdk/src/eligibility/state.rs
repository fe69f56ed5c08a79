//! Whether one eligibility holds on the day judged.
//!
//! The system's word is about the confirmation date, the result's dates are the
//! insurer's, and the day judged may be another. Who is right where they
//! disagree is not ours to decide, so the rule is: *eligible only where
//! everything agrees*. The system's refusal stands whatever the dates say; its
//! "valid" does not stand against a date.

use super::check::Check;
use super::coded::Coded;
use super::layers::Word;
use super::node::Node;
use super::period::Dates;
use super::whole::NO_RESULT;
use crate::problem::{Code, Problems};
use alloc::vec;
use alloc::vec::Vec;

/// The eligibility holds on the day judged.
pub const ELIGIBLE: Code = code!("eligible", "eligible on this day", "資格は有効です。");

/// The eligibility does not hold on the day judged.
pub const NOT_ELIGIBLE: Code = code!(
    "not-eligible",
    "this eligibility does not hold on this day",
    "この日に使える資格ではありません。ほかの確認方法をご案内ください。",
);

/// Several eligibilities may apply, and a person has to choose.
pub const CHOOSE: Code = code!(
    "choose",
    "several eligibilities may apply: choose together with the patient",
    "該当する資格が複数あります。患者さんに確認して選んでください。",
);

/// The answer is not there yet.
pub const PROCESSING: Code = code!(
    "processing",
    "the answer is not there yet",
    "確認の処理中です。しばらくお待ちください。",
);

/// The inquiry failed; nothing is known of the eligibility.
pub const FAILED: Code = code!(
    "failed",
    "the inquiry failed: nothing is known of the eligibility",
    "資格を確認できませんでした。システムのメッセージをご確認ください。",
);

/// The result does not tell.
pub const CANNOT_TELL: Code = code!(
    "cannot-tell",
    "this result does not tell whether there is an eligibility on this day",
    "この結果だけでは、この日の資格の有無を判断できません。",
);

/// The system says it is valid, and no date of the result says otherwise.
pub const STATED_VALID: Code = code!(
    "reason.stated-valid",
    "the system states it to be valid (confirmed for {})",
    "システムが有効と回答しています(資格確認日: {})。",
);

/// 医療扶助 is in force, but no ticket is registered for this institution.
pub const STATED_UNREGISTERED: Code = code!(
    "reason.stated-valid-unregistered",
    "medical aid is in force, but no ticket is registered for this institution (confirmed for {})",
    "医療扶助は有効ですが、医療券・調剤券が未登録です(資格確認日: {})。",
);

/// The system says it is not valid; what it sends is for reference.
pub const LOST: Code = code!(
    "reason.lost",
    "the system states it to be invalid (lost); its data are for reference only",
    "システムが無効(資格喪失)と回答しています。内容は参考情報です。",
);

/// The system says it is not valid and that a newer one exists.
pub const NEWER_EXISTS: Code = code!(
    "reason.newer-exists",
    "the system states it to be invalid and that a newer eligibility exists, which is not in this result",
    "この資格は無効で、新しい資格があります。新しい資格の内容はこの結果に含まれません。",
);

/// The system found none.
pub const NONE_FOUND: Code = code!(
    "reason.none-found",
    "the system found no such eligibility",
    "該当する資格がありません。",
);

/// The system found several and says so.
pub const SEVERAL_APPLY: Code = code!(
    "reason.several-apply",
    "the system states that several eligibilities apply",
    "システムが複数該当と回答しています。",
);

/// The system's word and the result's own fields disagree.
pub const DISAGREES: Code = code!(
    "reason.disagrees",
    "the system states it to be valid, but fields of the same result say otherwise",
    "システムの回答は有効ですが、結果のほかの項目と食い違っています。",
);

/// A date that might end or begin the eligibility cannot be read.
pub const UNREADABLE_DATE: Code = code!(
    "reason.unreadable-date",
    "a date of the result cannot be read",
    "結果の日付に読み取れないものがあります。",
);

/// The date the system answered for is not there.
pub const CONFIRMED_UNKNOWN: Code = code!(
    "reason.confirmation-date-unknown",
    "the result does not say for which date it was confirmed",
    "資格確認日がわかりません。",
);

/// Of an interface that has no 資格確認日 (facts §2.7): nobody but the asker knows the day.
pub const JUDGED_AS_ASKED: Code = code!(
    "reason.judged-as-asked",
    "results of this interface state no confirmation date: judged as of the day it was asked",
    "この照会の結果には資格確認日の記載がないため、照会した日の資格として判断しています。",
);

/// Confirmed for another day, which still covers the day judged.
pub const CONFIRMED_ANOTHER_DAY: Code = code!(
    "reason.confirmed-another-day",
    "confirmed for {}, not for the day judged",
    "資格確認日が異なります(資格確認日: {})。",
);

/// Confirmed for a day that does not cover the day judged.
pub const CONFIRMED_OUT_OF_REACH: Code = code!(
    "reason.confirmed-out-of-reach",
    "confirmed for {}, which says nothing certain of the day judged",
    "資格確認日({})が離れているため、この日の資格はわかりません。もう一度照会してください。",
);

/// One state and what led to it.
pub(super) type Standing = (Code, Vec<Coded>);

/// What the system's word and the dates of one result come to.
pub(super) fn of_result(
    word: Word,
    result: &Node<'_>,
    dates: &Dates,
    medical_aid: bool,
    check: &Check,
    notes: &mut Problems,
) -> Standing {
    let (state, mut reasons) = match word {
        Word::Valid => stated_valid(STATED_VALID, result, dates, check, notes),
        Word::ValidUnregistered if medical_aid => {
            stated_valid(STATED_UNREGISTERED, result, dates, check, notes)
        }
        // Code 6 exists for 医療扶助 only (facts §3): it says nothing of an insurance.
        Word::ValidUnregistered => {
            let against = ("QualificationValidity 6", "資格有効性「有効（未登録）」");
            result.contradicts("InsuredCardClassification", against, notes);
            (CANNOT_TELL, vec![DISAGREES.into()])
        }
        Word::Invalid | Word::NewerExists | Word::NoneFound => {
            let against = ("QualificationValidity", "資格有効性");
            if let (Some(lost), Some(confirmed)) =
                (dates.period.disqualification_date, check.confirmed)
                && confirmed < lost
            {
                result.contradicts("DisqualificationDate", against, notes);
            }
            stated_invalid(word, dates, check)
        }
        Word::Several if dates.unreadable => (CANNOT_TELL, vec![UNREADABLE_DATE.into()]),
        Word::Several => several(check),
    };
    if check.presumed {
        reasons.push(JUDGED_AS_ASKED.into());
    }
    (state, reasons)
}

/// What the system's word comes to where it sent no result with it.
pub(super) fn of_word(word: Word, check: &Check) -> Standing {
    match word {
        Word::Valid | Word::ValidUnregistered => (CANNOT_TELL, vec![NO_RESULT.into()]),
        Word::Invalid | Word::NewerExists | Word::NoneFound => {
            stated_invalid(word, &Dates::default(), check)
        }
        Word::Several => several(check),
    }
}

fn several(check: &Check) -> Standing {
    let stated = SEVERAL_APPLY.into();
    if check.reaches() {
        (CHOOSE, vec![stated])
    } else {
        (CANNOT_TELL, vec![stated, out_of_reach(check)])
    }
}

fn stated_valid(
    stated: Code,
    result: &Node<'_>,
    dates: &Dates,
    check: &Check,
    notes: &mut Problems,
) -> Standing {
    let Some(confirmed) = check.confirmed else {
        return (CANNOT_TELL, vec![CONFIRMED_UNKNOWN.into()]);
    };
    if dates.unreadable {
        return (CANNOT_TELL, vec![UNREADABLE_DATE.into()]);
    }
    let valid = ("QualificationValidity 1 or 6", "資格有効性「有効」");
    if let Some(ruled_out) = dates.rules_out(confirmed) {
        result.contradicts(ruled_out.by, valid, notes);
        return (CANNOT_TELL, vec![DISAGREES.into(), ruled_out.reason.into()]);
    }
    if let Some(ruled_out) = dates.rules_out(check.day) {
        return (NOT_ELIGIBLE, vec![ruled_out.reason.into()]);
    }
    // A reason without a date of loss may be of a loss already. With a date
    // still to come it is a loss known beforehand, a death or a move.
    if result.has("ReasonOfLoss") && dates.period.disqualification_date.is_none() {
        result.contradicts("ReasonOfLoss", valid, notes);
        return (CANNOT_TELL, vec![DISAGREES.into()]);
    }
    if check.day == confirmed {
        return (ELIGIBLE, vec![check.naming_confirmation(stated)]);
    }
    // Begun by then and valid later: it was valid in between.
    let is_between = check.day < confirmed && dates.has_beginning();
    if !is_between && !check.reaches() {
        return (CANNOT_TELL, vec![out_of_reach(check)]);
    }
    let reasons = [stated, CONFIRMED_ANOTHER_DAY].map(|code| check.naming_confirmation(code));
    (ELIGIBLE, reasons.into())
}

/// The day judged is not one that the answer speaks of.
fn out_of_reach(check: &Check) -> Coded {
    match check.confirmed {
        Some(_) => check.naming_confirmation(CONFIRMED_OUT_OF_REACH),
        None => CONFIRMED_UNKNOWN.into(),
    }
}

fn stated_invalid(word: Word, dates: &Dates, check: &Check) -> Standing {
    let stated = match word {
        Word::NewerExists => NEWER_EXISTS,
        Word::NoneFound => NONE_FOUND,
        _ => LOST,
    };
    let ruled_out = dates.rules_out(check.day).map(|ruled_out| ruled_out.reason);
    let earlier = check
        .confirmed
        .is_some_and(|confirmed| check.day < confirmed);
    // Invalid on a later date; before that it may well have held. A number the
    // system does not know at all is unknown for every day.
    if earlier && ruled_out.is_none() && word != Word::NoneFound {
        return (CANNOT_TELL, vec![stated.into(), out_of_reach(check)]);
    }
    let reasons = [Some(stated), ruled_out];
    (
        NOT_ELIGIBLE,
        reasons.into_iter().flatten().map(Coded::from).collect(),
    )
}
