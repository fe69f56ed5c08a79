//! Whether two texts of an element say the same.

use crate::identifier::{InsurerNumber, fold_width};
use alloc::string::String;

/// What tells persons apart: the name of each element in eligibility results, the other
/// names it has (facts §2.8), and what it is called.
pub(super) static PERSON: [(&str, &[&str], &str); 10] = [
    ("InsurerNumber", &[], "保険者番号"),
    ("InsuredCardSymbol", &["InsuranceCardSymbol"], "記号"),
    (
        "InsuredIdentificationNumber",
        &["InsuredPersonIdentificationNumber"],
        "番号",
    ),
    ("InsuredBranchNumber", &["BranchNumber"], "枝番"),
    ("Birthdate", &["Birth", "Birthday"], "生年月日"),
    ("Name", &[], "氏名"),
    ("NameKana", &["KanaName", "KanasName"], "氏名カナ"),
    ("Sex1", &["AdmGendCode", "AdministrativeGenderCode"], "性別"),
    ("ReferenceNumber", &[], "照会番号"),
    ("ArbitraryIdentifier", &[], "任意の識別子"),
];

/// How many of these are the numbers of an insurance.
pub(super) const NUMBERS: usize = 4;

/// The name of an element in eligibility results.
pub(super) fn usual(name: &str) -> &str {
    let known = PERSON.iter().find(|(_, others, _)| others.contains(&name));
    known.map_or(name, |(usual, ..)| *usual)
}

/// What an element of a person is called in Japanese.
pub(super) fn ja(name: &str) -> Option<&'static str> {
    let known = PERSON.iter().find(|(usual, ..)| *usual == name);
    known.map(|(.., ja)| *ja)
}

/// Whether an element of this name that was asked with one text says the same with the
/// other (facts §4.1, §4.2: how numbers may be written).
pub(in crate::reception) fn same(name: &str, asked: &str, stated: &str) -> bool {
    let [one, other] = [asked, stated].map(|text| {
        let folded = fold_width(text);
        folded.trim().chars().collect::<String>()
    });
    if one == other {
        return true;
    }
    match name {
        "InsurerNumber" => match [asked, stated].map(InsurerNumber::read) {
            [Ok(one), Ok(other)] => one == other,
            _ => false,
        },
        "InsuredCardSymbol" => but_for_hyphens(&one, &other, false),
        "InsuredIdentificationNumber" | "InsuredBranchNumber" => {
            but_for_hyphens(&one, &other, true)
        }
        // The values of the other family's code are not public: what is no 1 or 2 says
        // nothing (facts §2.8).
        "Sex1" => ![&one, &other]
            .into_iter()
            .all(|sex| ["1", "2"].contains(&sex.as_str())),
        _ => false,
    }
}

/// A mark between the parts of a symbol or number may be left out on one side.
fn but_for_hyphens(one: &str, other: &str, zeros: bool) -> bool {
    let is_mark = |character: char| "-‐‑–—−ー".contains(character);
    let plain = |text: &str, keeps_marks: bool| -> String {
        let kept = text
            .chars()
            .filter(|&c| !c.is_whitespace() && (keeps_marks || !is_mark(c)));
        let kept: String = kept.map(|c| if is_mark(c) { '-' } else { c }).collect();
        let without = if zeros {
            kept.trim_start_matches('0')
        } else {
            &kept
        };
        without.into()
    };
    let both_have = one.contains(is_mark) && other.contains(is_mark);
    let (one, other) = (plain(one, both_have), plain(other, both_have));
    one == other && !one.is_empty()
}

/// Whether a name is the same; none where a character of one of them is not known.
pub(super) fn same_name(asked: &str, stated: &str) -> Option<bool> {
    let plain = |text: &str| -> String {
        let folded = fold_width(text);
        folded.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let unknown = |c: char| "●〓■□?\u{FFFD}".contains(c);
    let (one, other) = (plain(asked), plain(stated));
    if one.contains(unknown) || other.contains(unknown) {
        return None;
    }
    Some(one == other)
}
