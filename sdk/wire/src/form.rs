//! The form of one value.

use crate::check::Finding;
use crate::layout::{ElementLayout, Kind};

/// What is wrong with the form of a value.
pub(crate) fn missed<'l>(text: &str, layout: ElementLayout<'l>) -> Option<Finding<'l>> {
    if let Some(table) = layout.table() {
        return (!table.has(text)).then_some(Finding::UnknownCode(table));
    }
    let kind = layout.kind();
    (!holds(text, kind)).then_some(Finding::WrongForm(kind))
}

fn holds(text: &str, kind: Kind) -> bool {
    let bytes = text.as_bytes();
    match kind {
        Kind::Group | Kind::List | Kind::Text | Kind::Code(_) | Kind::InsurerNumber => true,
        Kind::Date => is_date(bytes),
        Kind::Month => matches!(bytes, [_, _, _, _, _, _]) && is_day(bytes, 1),
        Kind::DateTime => is_date_time(bytes),
        Kind::InstitutionCode => bytes.len() == 10 && is_number(bytes),
        Kind::BranchNumber => bytes.len() == 2 && is_number(bytes),
        Kind::Integer => is_number(bytes),
        Kind::Percent => bytes.len() == 3 && is_number(bytes) && text <= "100",
    }
}

fn is_number(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

fn is_date(bytes: &[u8]) -> bool {
    let Some((month, day)) = bytes.split_at_checked(6) else {
        return false;
    };
    day.len() == 2 && number(day).is_some_and(|day| is_day(month, day))
}

/// Whether there is such a day in a month, `YYYYMM`.
fn is_day(month: &[u8], day: u32) -> bool {
    let Some(month) = number(month) else {
        return false;
    };
    let (year, month) = (month / 100, month % 100);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

fn is_date_time(bytes: &[u8]) -> bool {
    let Some((date, clock)) = bytes.split_at_checked(8) else {
        return false;
    };
    let is_time = |clock: u32| {
        let [hour, minute, second] = [clock / 10_000, clock / 100 % 100, clock % 100];
        hour < 24 && minute < 60 && second < 60
    };
    clock.len() == 6 && number(clock).is_some_and(is_time) && is_date(date)
}

/// Of few digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| number.wrapping_mul(10).wrapping_add(digit.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_forms() {
        for (kind, good, bad) in [
            (Kind::Date, "20260228", "20260229"),
            (Kind::Date, "00010101", "R080101"),
            (Kind::Date, "20240229", "202402291"),
            (Kind::Date, "20000229", "19000229"),
            (Kind::Date, "20260430", "20260431"),
            (Kind::Date, "20260131", "20260132"),
            (Kind::Date, "20260101", "20260100"),
            (Kind::Month, "202612", "202613"),
            (Kind::Month, "202601", "20260101"),
            (Kind::DateTime, "20260101235959", "20260101"),
            (Kind::DateTime, "20260101000000", "20260101240000"),
            (Kind::InstitutionCode, "1311234567", "131123456"),
            (Kind::BranchNumber, "01", "1"),
            (Kind::Integer, "10000", "1,000"),
            (Kind::Percent, "030", "30"),
            (Kind::Percent, "100", "101"),
        ] {
            assert!(holds(good, kind), "{kind:?} {good}");
            assert!(!holds(bad, kind), "{kind:?} {bad}");
        }
        assert!(holds("anything", Kind::Text));
    }
}
