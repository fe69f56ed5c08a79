//! Characters that could not be shown, each taken for exactly one character, which is
//! an assumption.

use alloc::vec::Vec;
use onshi_wire::cp932::is_private;

/// 「●」 is what the system shows; 〓, the replacement character, boxes and question
/// marks are what conversions leave; what a character of private use (外字) looks like,
/// only the machine knows that it was made for.
pub(super) fn is_unknown(character: char) -> bool {
    matches!(character, '●' | '〓' | '\u{FFFD}' | '■' | '□' | '?' | '？') || is_private(character)
}

pub(super) fn has_unknown(text: &str) -> bool {
    text.contains(is_unknown)
}

/// Equal, an unknown character standing for any one.
pub(super) fn alike(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one
            .chars()
            .zip(other.chars())
            .all(|(one, other)| one == other || is_unknown(one) || is_unknown(other))
}

/// Whether what is known in two names that are alike is enough to call them equal: at
/// least as many characters as are not.
pub(super) fn is_mostly_known(one: &str, other: &str) -> bool {
    let pairs = one.chars().zip(other.chars());
    let (unknown, known): (Vec<_>, Vec<_>) =
        pairs.partition(|(one, other)| is_unknown(*one) || is_unknown(*other));
    !known.is_empty() && known.len() >= unknown.len()
}

/// Whether the texts begin and end alike up to the unknown characters, so that
/// they could be equal if these were more or fewer characters than they are.
pub(super) fn might_be(one: &str, other: &str) -> bool {
    let begin = one.chars().zip(other.chars());
    let end = one.chars().rev().zip(other.chars().rev());
    known_agree(begin) && known_agree(end)
}

fn known_agree(mut pairs: impl Iterator<Item = (char, char)>) -> bool {
    let stop = pairs.find(|&(one, other)| one != other || is_unknown(one));
    stop.is_none_or(|(one, other)| is_unknown(one) || is_unknown(other))
}
