//! What all results of a message come to together.

use super::check::Check;
use super::coded::Coded;
use super::layers::{Halt, Word};
use super::next_step::{self, Situation};
use super::result::{Eligibility, NO_TICKET};
use super::share::AID_BESIDE;
use super::state::{self, CANNOT_TELL, CHOOSE, ELIGIBLE, NOT_ELIGIBLE, Standing};
use crate::problem::Code;
use alloc::vec;
use alloc::vec::Vec;

/// The system says valid and sends nothing.
pub const NO_RESULT: Code = code!(
    "reason.no-result",
    "the system states an eligibility to be valid but sent none",
    "有効との回答ですが、資格の内容が送られていません。",
);

/// More than one of a kind is possible.
pub const SEVERAL_RESULTS: Code = code!(
    "reason.several-results",
    "the result holds several eligibilities of which only one can apply",
    "同時には使えない資格が複数含まれています。",
);

/// An insurance and medical aid together: lawful, and no choice.
pub const MEDICAL_AID_AND_INSURANCE: Code = code!(
    "reason.medical-aid-and-insurance",
    "an insurance and medical aid are in force together",
    "医療保険と医療扶助の両方が有効です(併用)。",
);

/// One of several does not hold.
pub const SOME_NOT_ELIGIBLE: Code = code!(
    "reason.some-not-eligible",
    "not every eligibility in the result holds on this day",
    "結果に含まれる資格の一部は、この日に使えません。",
);

/// The state over all results.
///
/// An insurance and 医療扶助 together are lawful (facts §2.2, §2.6 `[S]`); two of
/// the same kind are a choice, unless the dates leave only one.
pub(super) fn of_all(word: Result<Word, Halt>, all: &[Eligibility], check: &Check) -> Standing {
    let word = match word {
        Ok(word) => word,
        Err(halt) => return (halt.state(), vec![halt.because()]),
    };
    if all.is_empty() {
        return state::of_word(word, check);
    }
    let state = combined(word, all);
    let mut reasons = Vec::new();
    let decisive = |one: &&Eligibility| state == CHOOSE || one.state.is(state);
    for reason in all.iter().filter(decisive).flat_map(|one| &one.reasons) {
        if !reasons.contains(reason) {
            reasons.push(reason.clone());
        }
    }
    let in_force = |aid: bool| {
        any(all, |one| {
            one.is_medical_aid() == aid && one.state.is(ELIGIBLE)
        })
    };
    let more = [
        (several(all), SEVERAL_RESULTS),
        (in_force(true) && in_force(false), MEDICAL_AID_AND_INSURANCE),
        (
            state == ELIGIBLE && any(all, |one| !one.state.is(ELIGIBLE)),
            SOME_NOT_ELIGIBLE,
        ),
    ];
    reasons.extend(
        more.into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, code)| Coded::from(code)),
    );
    (state, reasons)
}

fn combined(word: Word, all: &[Eligibility]) -> Code {
    let eligible = any(all, |one| one.state.is(ELIGIBLE));
    if word == Word::Several || (eligible && several(all)) {
        CHOOSE
    } else if any(all, |one| one.state.is(CANNOT_TELL)) {
        CANNOT_TELL
    } else if eligible {
        ELIGIBLE
    } else {
        NOT_ELIGIBLE
    }
}

/// Whether two of a kind may hold, of which only one can.
fn several(all: &[Eligibility]) -> bool {
    [true, false].into_iter().any(|aid| {
        let possible =
            |one: &&Eligibility| one.is_medical_aid() == aid && !one.state.is(NOT_ELIGIBLE);
        all.iter().filter(possible).nth(1).is_some()
    })
}

fn any(all: &[Eligibility], holds: impl Fn(&Eligibility) -> bool) -> bool {
    all.iter().any(holds)
}

/// Says at the insurance's share that medical aid changes what the patient pays.
pub(super) fn name_aid_beside(all: &mut [Eligibility]) {
    if !any(all, |one| one.is_medical_aid() && one.state.is(ELIGIBLE)) {
        return;
    }
    for one in all {
        if !one.is_medical_aid() && !one.state.is(NOT_ELIGIBLE) {
            one.share.remarks.push(AID_BESIDE.into());
        }
    }
}

/// What reception can do next.
pub(super) fn next_steps(
    state: Code,
    word: Result<Word, Halt>,
    all: &[Eligibility],
    check: &Check,
) -> Vec<Coded> {
    // OQSCD008 02: lost because public assistance began.
    let lost_to_aid = any(all, |one| {
        one.state.is(NOT_ELIGIBLE)
            && one
                .reason_of_loss
                .as_ref()
                .is_some_and(|loss| loss.code == "02")
    });
    let aid_open = any(all, |one| {
        one.is_medical_aid()
            && (state != ELIGIBLE || one.remarks.iter().any(|remark| remark.is(NO_TICKET)))
    });
    next_step::of(&Situation {
        state,
        route: check.route,
        another_day: check.confirmed != Some(check.day),
        none_found: word == Ok(Word::NoneFound),
        insurance: all.is_empty() || any(all, |one| !one.is_medical_aid()),
        medical_aid: lost_to_aid || aid_open,
    })
}
