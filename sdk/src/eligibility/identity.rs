//! Whether two places of a message speak of the same person.
//!
//! Only what both state is compared. Values are equal where they are written the same but
//! for what the protocol lets differ: widths, spaces, leading zeros of numbers, and hyphens
//! that one side leaves out (facts §4.1, §4.2). What cannot be read agrees with nothing.

use super::node::{Field, Node};
use crate::identifier::fold_width;
use crate::problem::Problems;
use alloc::string::String;
use alloc::vec::Vec;

/// What was asked, sent back.
pub(super) const QUERY: &str = "QualificationConfirmSearchInfo";
const BIRTHDATE: &str = "Birthdate";
const SEX: &str = "Sex1";

/// What an element identifies a person by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Identifier {
    /// 保険者番号.
    Insurer,
    /// 記号.
    Symbol,
    /// 番号 or 枝番.
    Number,
    /// 生年月日.
    Birthdate,
}

/// The elements that say whom a query or a result is about.
pub(super) const IDENTIFIERS: [(&str, Identifier); 5] = [
    ("InsurerNumber", Identifier::Insurer),
    ("InsuredCardSymbol", Identifier::Symbol),
    ("InsuredIdentificationNumber", Identifier::Number),
    ("InsuredBranchNumber", Identifier::Number),
    (BIRTHDATE, Identifier::Birthdate),
];

/// Whether all that is sent of whom a query or a result is about can be read.
pub(super) fn is_readable(of: &Node<'_>) -> bool {
    let mut names = IDENTIFIERS.iter().map(|(name, _)| name);
    names.all(|name| of.text(name, &mut Problems::new()).is_ok())
}

/// Whether two values identify the same person.
pub(super) fn is_same(kind: Identifier, one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    if one == other {
        return true;
    }
    match kind {
        Identifier::Birthdate => false,
        Identifier::Symbol => is_same_but_for_hyphens(&one, &other),
        Identifier::Insurer => is_same_number(&one, &other),
        Identifier::Number => is_same_number(&one, &other) || is_same_but_for_hyphens(&one, &other),
    }
}

/// Without what does not matter: widths and spaces.
fn plain(text: &str) -> String {
    let folded = fold_width(text);
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Leading zeros don't matter, but a number of zeros alone is not an absent one.
fn is_same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = |text: &str| String::from(text.trim_start_matches('0'));
    digits(one) && digits(other) && value(one) == value(other)
}

/// One side may leave hyphens out, all of them; something is left on both.
fn is_same_but_for_hyphens(one: &str, other: &str) -> bool {
    let has = |text: &str| text.contains(is_hyphen);
    let without = |text: &str| text.replace(is_hyphen, "");
    has(one) != has(other) && !without(one).is_empty() && without(one) == without(other)
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | 'ー' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether the results are of the person of the query. The birth date is the same in every
/// one. 医療扶助 beside an insurance has numbers of its own (facts §2.6), and so have the
/// others where the system says that several apply (複数該当); one result at least has the
/// numbers asked.
pub(super) fn answers(
    query: &Node<'_>,
    results: &[Node<'_>],
    several_apply: bool,
    notes: &mut Problems,
) -> bool {
    let against = (QUERY, "照会した内容");
    let mut agree = true;
    let mut has_asked = results.is_empty();
    for result in results {
        let differing = differing(query, result);
        has_asked |= differing.is_empty();
        let has_own_numbers = several_apply || is_aid(result);
        for (name, kind) in differing {
            if !has_own_numbers || kind == Identifier::Birthdate {
                result.contradicts(name, against, notes);
                agree = false;
            }
        }
    }
    if let Some(first) = results.first()
        && agree
        && !has_asked
    {
        first.contradicts("InsuredIdentificationNumber", against, notes);
    }
    agree && has_asked
}

/// The elements in which a result is not as it was asked.
fn differing(query: &Node<'_>, result: &Node<'_>) -> Vec<(&'static str, Identifier)> {
    let mut differing = Vec::from(IDENTIFIERS);
    differing.retain(|(name, kind)| {
        let stated = result.text(name, &mut Problems::new());
        let asked = query.text(name, &mut Problems::new());
        !agrees(*kind, &asked, &stated)
    });
    differing
}

fn is_aid(result: &Node<'_>) -> bool {
    let sent = result.text("InsuredCardClassification", &mut Problems::new());
    sent == Ok(Some("A1"))
}

/// What only one side states agrees.
fn agrees(kind: Identifier, one: &Field<&str>, other: &Field<&str>) -> bool {
    match (one, other) {
        (Ok(Some(one)), Ok(Some(other))) => is_same(kind, one, other),
        (Ok(_), Ok(_)) => true,
        _ => false,
    }
}

/// Whether results are of more than one person: another birth date, another sex, or a
/// name of which no part is the same. A surname may change with the insurance.
pub(super) fn are_several(results: &[Node<'_>], notes: &mut Problems) -> bool {
    let Some((first, others)) = results.split_first() else {
        return false;
    };
    let mut several = false;
    for other in others {
        if let Some(name) = differs(first, other) {
            other.contradicts(name, ("another result", "ほかの結果"), notes);
            several = true;
        }
    }
    several
}

/// The element by which two results are of different persons.
pub(super) fn differs(one: &Node<'_>, other: &Node<'_>) -> Option<&'static str> {
    let text = |node: &Node<'_>, name| {
        let text = node.text(name, &mut Problems::new());
        text.map(|text| text.map(plain))
    };
    for name in [BIRTHDATE, SEX] {
        match (text(one, name), text(other, name)) {
            (Ok(Some(one)), Ok(Some(other))) if one != other => return Some(name),
            (Ok(_), Ok(_)) => {}
            _ => return Some(name),
        }
    }
    let mut compared = false;
    for name in ["Name", "NameKana"] {
        let parts = |node: &Node<'_>| {
            let name = node.text(name, &mut Problems::new()).ok().flatten();
            name.map(fold_width)
        };
        if let (Some(one), Some(other)) = (parts(one), parts(other)) {
            compared = true;
            let mut parts = one.split_whitespace();
            if parts.any(|part| other.split_whitespace().any(|other| part == other)) {
                return None;
            }
        }
    }
    compared.then_some("Name")
}

/// Whether two units are of one person: neither their queries nor their results say
/// otherwise.
pub(super) fn is_same_unit(one: &Node<'_>, other: &Node<'_>) -> bool {
    let mut unread = Problems::new();
    let same_query = match (
        one.group(QUERY, &mut unread),
        other.group(QUERY, &mut unread),
    ) {
        (Ok(Some(one)), Ok(Some(other))) => IDENTIFIERS.iter().all(|(name, kind)| {
            let mut text = |query: &Node<'_>| query.text(name, &mut unread).map(|it| it.map(plain));
            match (text(&one), text(&other)) {
                (Ok(Some(one)), Ok(Some(other))) => is_same(*kind, &one, &other),
                (Ok(None), Ok(None)) => true,
                _ => false,
            }
        }),
        (Ok(one), Ok(other)) => one.is_none() && other.is_none(),
        _ => false,
    };
    let first = "ResultOfQualificationConfirmation";
    same_query
        && match (one.each(first).first(), other.each(first).first()) {
            (Some(one), Some(other)) => differs(one, other).is_none(),
            _ => true,
        }
}
