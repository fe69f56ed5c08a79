//! Ages as Japanese law counts them.
//!
//! An age is reached at the end of the day before the birthday (年齢計算ニ関スル法律,
//! 民法 143条 `[M]`). So who is born on 1 April is six on 31 March and goes to
//! school a day later, a year before who is born on 2 April.

use crate::time::Date;

/// The brackets of age that the shares depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// 未就学: up to the first 31 March on which the child has reached six
    /// (健康保険法 110条2項, 国民健康保険法 42条 `[M]`).
    Preschool,
    /// From then up to the month in which seventy is reached.
    UnderSeventy,
    /// From the month after the one in which seventy is reached (健康保険法 74条 `[M]`).
    SeventyToSeventyFour,
    /// From the 75th birthday (高齢者の医療の確保に関する法律 50条, 52条 `[M]`).
    SeventyFiveAndOver,
}

/// The bracket on a day; none where the day is before the birth.
pub(super) fn bracket(born: Date, day: Date) -> Option<Bracket> {
    if day < born {
        return None;
    }
    let preschool = school_begins_after(born).is_none_or(|last| day <= last);
    let seventy = reached(born, 70).is_some_and(|reached| month_is_after(day, reached));
    let seventy_five = has_reached(born, 75, day);
    Some(if preschool {
        Bracket::Preschool
    } else if seventy_five {
        Bracket::SeventyFiveAndOver
    } else if seventy {
        Bracket::SeventyToSeventyFour
    } else {
        Bracket::UnderSeventy
    })
}

/// Whether an age was reached before a day.
pub(super) fn has_reached(born: Date, age: i32, day: Date) -> bool {
    reached(born, age).is_some_and(|reached| reached < day)
}

/// The day at whose end an age is reached; none beyond the calendar.
fn reached(born: Date, age: i32) -> Option<Date> {
    let year = born.year().checked_add(age)?;
    match Date::new(year, born.month(), born.day()) {
        Some(birthday) => Some(birthday.previous()),
        // Born on 29 February: in other years the month's last day stands for
        // the day before (民法 143条2項 `[M]`).
        None => Date::new(year, 2, 28),
    }
}

/// The first 31 March on or after the day on which six is reached.
fn school_begins_after(born: Date) -> Option<Date> {
    let six = reached(born, 6)?;
    let march = Date::new(six.year(), 3, 31)?;
    if six <= march {
        Some(march)
    } else {
        Date::new(six.year().checked_add(1)?, 3, 31)
    }
}

fn month_is_after(day: Date, other: Date) -> bool {
    (day.year(), day.month()) > (other.year(), other.month())
}

#[cfg(test)]
mod tests {
    use super::Bracket::{Preschool, SeventyFiveAndOver, SeventyToSeventyFour, UnderSeventy};
    use super::*;

    /// The bracket changes from one to the other between a day and the next.
    fn changes(born: &str, last: &str, next: &str, from: Bracket, to: Bracket) {
        let date = |text| Date::from_wire(text).unwrap();
        assert_eq!(date(next).previous(), date(last));
        let brackets = [last, next].map(|day| bracket(date(born), date(day)));
        assert_eq!(brackets, [Some(from), Some(to)], "born {born}");
    }

    #[test]
    fn school_begins_a_year_earlier_for_who_is_born_on_the_first_of_april() {
        changes("20200401", "20260331", "20260401", Preschool, UnderSeventy);
        changes("20200402", "20270331", "20270401", Preschool, UnderSeventy);
        changes("20200331", "20260331", "20260401", Preschool, UnderSeventy);
        changes("20201231", "20270331", "20270401", Preschool, UnderSeventy);
    }

    #[test]
    fn seventy_counts_from_the_month_after_or_the_birthdays_own_when_it_is_the_first() {
        changes(
            "19560501",
            "20260430",
            "20260501",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19560502",
            "20260531",
            "20260601",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19560430",
            "20260430",
            "20260501",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19561215",
            "20261231",
            "20270101",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19560101",
            "20251231",
            "20260101",
            UnderSeventy,
            SeventyToSeventyFour,
        );
    }

    #[test]
    fn seventy_five_counts_from_the_birthday() {
        changes(
            "19510602",
            "20260601",
            "20260602",
            SeventyToSeventyFour,
            SeventyFiveAndOver,
        );
        changes(
            "19510601",
            "20260531",
            "20260601",
            SeventyToSeventyFour,
            SeventyFiveAndOver,
        );
    }

    #[test]
    fn a_leap_day_has_its_anniversary_after_the_28th() {
        changes(
            "19560229",
            "20260228",
            "20260301",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19560301",
            "20260228",
            "20260301",
            UnderSeventy,
            SeventyToSeventyFour,
        );
        changes(
            "19520229",
            "20270228",
            "20270301",
            SeventyToSeventyFour,
            SeventyFiveAndOver,
        );
    }

    #[test]
    fn nobody_has_an_age_before_birth_or_beyond_the_calendar() {
        let born = Date::new(2026, 4, 2).unwrap();
        assert_eq!(bracket(born, born.previous()), None);
        assert_eq!(bracket(born, born), Some(Preschool));
        let last = Date::new(9999, 12, 31).unwrap();
        assert_eq!(bracket(last, last), Some(Preschool));
    }
}
