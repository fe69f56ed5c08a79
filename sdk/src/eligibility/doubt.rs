//! Why a result says nothing certain although the system states a success: what it says
//! cannot all be true, or is not of one person. Such a result makes nobody eligible, opens
//! no window and states no share.

use super::check::Check;
use super::identity;
use super::layers::{Halt, Word};
use super::node::{Node, Unreadable};
use crate::problem::{Code, Problems};
use crate::time::{Date, Instant};

/// An error beside a success.
pub const ERROR_BESIDE_SUCCESS: Code = code!(
    "reason.error-beside-success",
    "the result states a success and an error at once",
    "正常終了とエラーが同時に記載されているため、判断できません。",
);
/// The echoed query and the result name different persons.
pub const ANOTHER_PERSON: Code = code!(
    "reason.another-person",
    "the result is not of the person who was asked about",
    "照会した方と結果の方が一致しません。この方の結果として使わないでください。",
);
/// Results of several persons in one answer.
pub const SEVERAL_PERSONS: Code = code!(
    "reason.several-persons",
    "the answer holds results of different persons",
    "異なる方の結果がひとつの回答に含まれています。どなたの結果としても使わないでください。",
);
/// One key for several persons.
pub const IDENTIFIER_SHARED: Code = code!(
    "reason.identifier-shared",
    "several persons of the file have the same ArbitraryIdentifier",
    "同じ任意識別子が複数の方に付いているため、どなたの結果か判断できません。",
);
/// Its times cannot be true.
pub const IMPOSSIBLE_TIME: Code = code!(
    "reason.impossible-time",
    "the times of the result cannot be true at the time judged",
    "結果の日時が正しくありません(処理日時・資格確認日・生年月日をご確認ください)。",
);
/// A part of it cannot be read.
pub const UNREADABLE_RESULT: Code = code!(
    "reason.unreadable-result",
    "a part of the result on which the judgement depends cannot be read",
    "判断に必要な項目に読み取れないものがあります。",
);

/// How far the clocks of the system and of the caller may differ, in seconds.
pub(super) const CLOCKS_DIFFER: i64 = 600;
/// How long before a day the system may be asked about it, in seconds: bookings are
/// confirmed ahead, for a month at most, because insurances change with the month `[I]`.
const AHEAD: i64 = 31 * 24 * 60 * 60;
/// How long after a day an answer may still tell of it, in seconds: five years, as long as
/// records of a treatment are kept.
const BACK: i64 = 5 * 366 * 24 * 60 * 60;
/// No human being is older, in years.
const OLDEST: i32 = 130;

/// What is found against the results of one person.
pub(super) fn of_person(
    person: &Node<'_>,
    results: &[Node<'_>],
    check: &Check,
    word: Result<Word, Halt>,
    notes: &mut Problems,
) -> Option<Code> {
    if is_impossible(check) {
        return Some(IMPOSSIBLE_TIME);
    }
    for result in results {
        if !identity::is_readable(result) {
            return Some(UNREADABLE_RESULT);
        }
        match result.date("Birthdate", &mut Problems::new()) {
            Err(Unreadable) => return Some(UNREADABLE_RESULT),
            Ok(Some(born)) if is_impossible_birth(born, check) => return Some(IMPOSSIBLE_TIME),
            Ok(_) => {}
        }
    }
    match person.group(identity::QUERY, notes) {
        Err(Unreadable) => return Some(UNREADABLE_RESULT),
        Ok(Some(query)) => {
            let several_apply = word == Ok(Word::Several);
            if !identity::answers(&query, results, several_apply, notes) {
                return Some(ANOTHER_PERSON);
            }
        }
        Ok(None) => {}
    }
    identity::are_several(results, notes).then_some(SEVERAL_PERSONS)
}

/// Whether the answer was made too long before the day it speaks of, or too long after the
/// day judged: what was answered later may tell of a day before.
fn is_impossible(check: &Check) -> bool {
    let Ok(executed) = check.executed else {
        return true;
    };
    let later = |time: Instant, seconds: i64| time.plus_seconds(seconds).date_in_japan();
    let back = later(check.at, BACK);
    // Without a time of its own nobody knows how much later it was made.
    let ahead = executed.map_or(back, |executed| later(executed, AHEAD));
    check.confirmed.is_some_and(|confirmed| ahead < confirmed)
        || executed.is_some_and(|executed| back < executed.date_in_japan())
}

/// Whether a birth date is after the day judged, or longer ago than anybody lives.
fn is_impossible_birth(born: Date, check: &Check) -> bool {
    check.day < born || born.year().saturating_add(OLDEST) < check.day.year()
}
