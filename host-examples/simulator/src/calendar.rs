//! Seconds into the dates that certificates and messages write.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A day, in seconds.
pub(crate) const DAY: i64 = 86_400;

/// Japan Standard Time, nine hours ahead of UTC all year.
fn in_japan(at: i64) -> PrimitiveDateTime {
    let at = utc(at).to_offset(UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC));
    PrimitiveDateTime::new(at.date(), at.time())
}

/// The nearest instant that can be written with four digits for the year.
fn utc(at: i64) -> OffsetDateTime {
    const FIRST: i64 = -62_135_596_800; // 0001-01-01
    const LAST: i64 = 253_402_214_400; // 9999-12-31, so that there is a date in Japan too
    OffsetDateTime::from_unix_timestamp(at.clamp(FIRST, LAST)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The date in Japan.
pub(crate) fn date(at: i64) -> Date {
    in_japan(at).date()
}

/// The last second of a day in Japan, which is how long its certificates last.
pub(crate) fn end_of_day(date: Date) -> i64 {
    let midnight = PrimitiveDateTime::new(date, Time::MIDNIGHT).assume_utc();
    midnight.unix_timestamp() - 9 * 3600 + DAY - 1
}

/// The same day some years later or earlier; 28 February for the 29th where
/// there is none.
pub(crate) fn plus_years(date: Date, years: i32) -> Date {
    let year = (date.year() + years).clamp(1, 9999);
    date.replace_year(year)
        .or_else(|_| Date::from_calendar_date(year, Month::February, 28))
        .unwrap_or(date)
}

/// The day written `YYYYMMDD`.
#[cfg(feature = "connector")]
pub(crate) fn read_date(text: &str) -> Option<Date> {
    let number = |from, to| text.get(from..to)?.parse::<u8>().ok();
    let month = Month::try_from(number(4, 6)?).ok()?;
    let year = text.get(..4)?.parse().ok()?;
    Date::from_calendar_date(year, month, number(6, 8)?).ok()
}

/// `YYYYMMDD`.
pub(crate) fn wire_date(date: Date) -> String {
    format!(
        "{:04}{:02}{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// `YYYYMMDDHHmmss` in Japan, as messages write it.
pub(crate) fn wire_time(at: i64) -> String {
    let at = in_japan(at);
    let (hour, minute, second) = at.time().as_hms();
    format!("{}{hour:02}{minute:02}{second:02}", wire_date(at.date()))
}

/// `YYYYMMDDHHmmssZ` in UTC, as certificates write it (without the century up to
/// 2049).
pub(crate) fn zulu(at: i64) -> String {
    let at = utc(at);
    let (hour, minute, second) = at.time().as_hms();
    format!("{}{hour:02}{minute:02}{second:02}Z", wire_date(at.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_in_japan() {
        let date = Date::from_calendar_date(2030, Month::February, 17).unwrap();
        assert_eq!(zulu(end_of_day(date)), "20300217145959Z");
        assert_eq!(wire_time(end_of_day(date)), "20300217235959");
        assert_eq!(super::date(end_of_day(date) + 1), date.next_day().unwrap());
    }

    #[test]
    fn leap_days_have_birthdays() {
        let leap = Date::from_calendar_date(2024, Month::February, 29).unwrap();
        assert_eq!(wire_date(plus_years(leap, 1)), "20250228");
        assert_eq!(wire_date(plus_years(leap, 4)), "20280229");
    }
}
