//! What is noted of one value. It never repeats the value.

use crate::identifier::{INSURER_NUMBER_CHECK_DIGIT, InsurerNumber, NOT_AN_INSURER_NUMBER};
use crate::message::codes::Table;
use crate::message::layout::Kind;
use crate::problem::{Code, Problem};
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

pub(super) fn too_long(max: u16) -> Problem {
    let max = max.to_string();
    Problem::note(TOO_LONG).detail(&max, &max)
}

pub(super) fn wrong_form(kind: Kind) -> Problem {
    let (en, ja) = match kind {
        Kind::Date => ("a date, YYYYMMDD", "日付(YYYYMMDD)"),
        Kind::Month => ("a month, YYYYMM", "年月(YYYYMM)"),
        Kind::DateTime => ("a time, YYYYMMDDHHmmss", "日時(YYYYMMDDHHmmss)"),
        Kind::InstitutionCode => (
            "an institution code, 10 digits",
            "医療機関コード(10桁の数字)",
        ),
        Kind::BranchNumber => ("a branch number, 2 digits", "枝番(2桁の数字)"),
        Kind::Integer => ("a whole number", "整数"),
        Kind::Percent => ("a percentage of 3 digits", "3桁の百分率"),
        // These have no form, or one of their own.
        Kind::Group | Kind::List | Kind::Text | Kind::Code(_) | Kind::InsurerNumber => ("", ""),
    };
    Problem::note(WRONG_FORM).detail(en, ja)
}

pub(super) fn unknown_code(table: &Table) -> Problem {
    // Tables that are not the specification's have names of their own.
    let is_official = table.id().bytes().all(|byte| byte.is_ascii_digit());
    let name = alloc::format!("{}{}", if is_official { "OQSCD" } else { "" }, table.id());
    Problem::note(UNKNOWN_CODE).detail(&name, &name)
}

pub(super) fn insurer_number(text: &str) -> Option<Problem> {
    match InsurerNumber::read(text) {
        Err(_) => Some(Problem::note(NOT_AN_INSURER_NUMBER)),
        Ok(number) => {
            (!number.check_digit_holds()).then(|| Problem::note(INSURER_NUMBER_CHECK_DIGIT))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::codes;

    #[test]
    fn names_the_table_that_has_no_such_code() {
        for (table, name) in [("006", "OQSCD006"), ("042", "OQSCD042")] {
            let problem = unknown_code(codes::table(table).unwrap());
            assert!(problem.message.contains(name), "{}", problem.message);
        }
    }

    #[test]
    fn insurer_numbers_have_their_own_rules() {
        assert_eq!(insurer_number("  138156"), None);
        assert_eq!(insurer_number("06138093"), None);
        let codes = ["  138157", "0613809"].map(|number| insurer_number(number).unwrap().code);
        assert_eq!(codes, [INSURER_NUMBER_CHECK_DIGIT, NOT_AN_INSURER_NUMBER]);
    }
}
