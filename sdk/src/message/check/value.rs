//! The form of one value. What is found never repeats the value.

use crate::identifier::{INSURER_NUMBER_CHECK_DIGIT, InsurerNumber, NOT_AN_INSURER_NUMBER};
use crate::message::codes::Table;
use crate::message::layout::{ElementLayout, Kind};
use crate::problem::{Code, Problem};
use crate::time::{Date, Instant};
use alloc::string::ToString;

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

/// What is to be noted of a value: its length, its form. An empty one is as good as
/// none.
pub(super) fn problems(text: &str, layout: ElementLayout<'_>) -> [Option<Problem>; 2] {
    if text.is_empty() {
        return [None, None];
    }
    let too_long = layout.max_length().filter(|max| {
        let max = usize::from(*max);
        text.len() > max && text.chars().count() > max
    });
    let too_long = too_long.map(|max| {
        let max = max.to_string();
        Problem::note(TOO_LONG).detail(&max, &max)
    });
    let form = match layout.table() {
        Some(table) => code(text, table),
        None => form(text, layout.kind()),
    };
    [too_long, form]
}

fn form(text: &str, kind: Kind) -> Option<Problem> {
    let (holds, en, ja) = match kind {
        Kind::Group | Kind::List | Kind::Text | Kind::Code(_) => return None,
        Kind::InsurerNumber => return insurer_number(text),
        Kind::Date => (is_date(text), "a date, YYYYMMDD", "日付(YYYYMMDD)"),
        Kind::Month => (is_month(text), "a month, YYYYMM", "年月(YYYYMM)"),
        Kind::DateTime => (
            is_date_time(text),
            "a time, YYYYMMDDHHmmss",
            "日時(YYYYMMDDHHmmss)",
        ),
        Kind::InstitutionCode => (
            text.len() == 10 && is_digits(text),
            "an institution code, 10 digits",
            "医療機関コード(10桁の数字)",
        ),
        Kind::BranchNumber => (
            text.len() == 2 && is_digits(text),
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

fn code(text: &str, table: &Table) -> Option<Problem> {
    if table.has(text) {
        return None;
    }
    // Tables that are not the specification's have names of their own.
    let is_official = is_digits(table.id());
    let name = alloc::format!("{}{}", if is_official { "OQSCD" } else { "" }, table.id());
    Some(Problem::note(UNKNOWN_CODE).detail(&name, &name))
}

fn insurer_number(text: &str) -> Option<Problem> {
    match InsurerNumber::read(text) {
        Err(_) => Some(Problem::note(NOT_AN_INSURER_NUMBER)),
        Ok(number) => {
            (!number.check_digit_holds()).then(|| Problem::note(INSURER_NUMBER_CHECK_DIGIT))
        }
    }
}

fn is_date(text: &str) -> bool {
    Date::from_wire(text).is_some()
}

fn is_month(text: &str) -> bool {
    text.len() == 6 && is_date(&alloc::format!("{text}01"))
}

fn is_date_time(text: &str) -> bool {
    Instant::from_wire(text).is_some()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::codes;

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
            (Kind::InsurerNumber, "  138156", "  138157"),
            (Kind::InsurerNumber, "06138093", "0613809"),
        ] {
            assert_eq!(form(good, kind), None, "{kind:?} {good}");
            let problem = form(bad, kind).unwrap();
            assert!(!problem.message.contains(bad), "{kind:?} repeats the value");
        }
        assert_eq!(form("anything", Kind::Text), None);
    }

    #[test]
    fn knows_the_codes_of_a_table() {
        for (table, good, bad) in [("006", "3", "7"), ("042", "01", "09")] {
            let table = codes::table(table).unwrap();
            assert_eq!(code(good, table), None);
            let problem = code(bad, table).unwrap();
            assert_eq!(problem.code, UNKNOWN_CODE);
            assert!(
                problem
                    .message
                    .contains(&alloc::format!("OQSCD{}", table.id()))
            );
        }
    }
}
