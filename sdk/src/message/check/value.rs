//! The form of one value. What is found never repeats the value.

use crate::identifier::{BranchNumber, INSURER_NUMBER_CHECK_DIGIT, InsurerNumber};
use crate::identifier::{InstitutionCode, NOT_AN_INSURER_NUMBER};
use crate::message::codes;
use crate::message::layout::{ElementLayout, Kind};
use crate::problem::{Code, Problem};
use crate::time::{Date, Instant};
use alloc::string::ToString;
use alloc::vec::Vec;

/// A value that has not the form it should have.
pub const WRONG_FORM: Code = code!(
    "message.wrong-form",
    "the value has not the form of {}",
    "値が{}の形式ではありません",
);

/// A code its table does not have.
pub const UNKNOWN_CODE: Code = code!(
    "message.unknown-code",
    "the value is no code of table {}",
    "コード表{}にないコードです",
);

/// A value longer than the layout has it.
pub const TOO_LONG: Code = code!(
    "message.too-long",
    "the value is longer than {} characters",
    "値が{}文字を超えています",
);

/// What is to be noted of a value. An empty one is as good as none.
pub(super) fn problems(text: &str, layout: &ElementLayout) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.is_empty() {
        return problems;
    }
    if let Some(max) = layout.max_length
        && text.chars().count() > usize::from(max)
    {
        let max = max.to_string();
        problems.push(Problem::note(TOO_LONG).detail(&max, &max));
    }
    problems.extend(form(text, layout.kind));
    problems
}

fn form(text: &str, kind: Kind) -> Option<Problem> {
    let (holds, en, ja) = match kind {
        Kind::Group | Kind::List | Kind::Text => return None,
        Kind::Code(table) => return code(text, table),
        Kind::InsurerNumber => return insurer_number(text),
        Kind::Date => (
            Date::from_wire(text).is_some(),
            "a date, YYYYMMDD",
            "日付(YYYYMMDD)",
        ),
        Kind::Month => (is_month(text), "a month, YYYYMM", "年月(YYYYMM)"),
        Kind::DateTime => (
            Instant::from_wire(text).is_some(),
            "a time, YYYYMMDDHHmmss",
            "日時(YYYYMMDDHHmmss)",
        ),
        Kind::InstitutionCode => (
            InstitutionCode::read(text).is_ok(),
            "an institution code, 10 digits",
            "医療機関コード(10桁の数字)",
        ),
        Kind::BranchNumber => (
            BranchNumber::read(text).is_ok(),
            "a branch number, 2 digits",
            "枝番(2桁の数字)",
        ),
        Kind::Integer => (is_digits(text), "a whole number", "整数"),
        Kind::Percent => (
            text.len() == 3 && is_digits(text) && text <= "100",
            "a percentage of 3 digits",
            "3桁の百分率",
        ),
    };
    (!holds).then(|| Problem::note(WRONG_FORM).detail(en, ja))
}

fn code(text: &str, table: &str) -> Option<Problem> {
    // Those without a number are not of the official list.
    let official = table.starts_with(|first: char| first.is_ascii_digit());
    let name = alloc::format!("{}{table}", if official { "OQSCD" } else { "" });
    (!codes::is_known(table, text)).then(|| Problem::note(UNKNOWN_CODE).detail(&name, &name))
}

fn insurer_number(text: &str) -> Option<Problem> {
    match InsurerNumber::read(text) {
        Err(_) => Some(Problem::note(NOT_AN_INSURER_NUMBER)),
        Ok(number) => {
            (!number.check_digit_holds()).then(|| Problem::note(INSURER_NUMBER_CHECK_DIGIT))
        }
    }
}

fn is_month(text: &str) -> bool {
    Date::from_wire(&alloc::format!("{text}01")).is_some()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_forms() {
        for (kind, good, bad) in [
            (Kind::Date, "20260228", "20260229"),
            (Kind::Date, "00010101", "R080101"),
            (Kind::Month, "202612", "202613"),
            (Kind::Month, "202601", "20260101"),
            (Kind::DateTime, "20260101235959", "20260101"),
            (Kind::InstitutionCode, "1311234567", "131123456"),
            (Kind::BranchNumber, "01", "1"),
            (Kind::Integer, "10000", "1,000"),
            (Kind::Percent, "030", "30"),
            (Kind::Percent, "100", "101"),
            (Kind::Code("006"), "3", "7"),
            (Kind::Code("042"), "01", "09"),
            (Kind::InsurerNumber, "  138156", "  138157"),
            (Kind::InsurerNumber, "06138093", "0613809"),
        ] {
            assert_eq!(form(good, kind), None, "{kind:?} {good}");
            let problem = form(bad, kind).unwrap();
            assert!(!problem.message.contains(bad), "{kind:?} repeats the value");
        }
        assert_eq!(form("anything", Kind::Text), None);
    }
}
