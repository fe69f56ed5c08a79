//! Instants and Japanese dates, converted in one place.
//!
//! The core has no clock: whoever calls says when. Instants cross boundaries as
//! RFC 3339 text with an offset (`2026-11-21T09:00:00+09:00`). Times in messages
//! are Japan Standard Time without a zone; times in certificates are UTC.

use crate::problem::{Code, Place, Problem};
use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// An instant that is not RFC 3339 with an offset.
pub const NOT_AN_INSTANT: Code = code!(
    "time.not-an-instant",
    "not an RFC 3339 time with an offset, such as 2026-11-21T09:00:00+09:00",
    "時刻の形式が正しくありません(例: 2026-11-21T09:00:00+09:00)",
);

/// A point in time, to the second, between the years 0 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    unix_seconds: i64,
}

impl Instant {
    const FIRST: i64 = -62_167_219_200; // 0000-01-01T00:00:00Z
    const LAST: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// From seconds since 1970-01-01T00:00:00Z; outside the years 0 to 9999 the
    /// nearest instant inside.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        let unix_seconds = if seconds < Self::FIRST {
            Self::FIRST
        } else if seconds > Self::LAST {
            Self::LAST
        } else {
            seconds
        };
        Self { unix_seconds }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.unix_seconds
    }

    /// From RFC 3339 text with an offset; fractions of a second are dropped.
    ///
    /// # Errors
    /// [`NOT_AN_INSTANT`], without the text.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::from_rfc3339(text).ok_or_else(|| Problem::error(NOT_AN_INSTANT).at(Place::path("at")))
    }

    /// RFC 3339 §5.6. A leap second (`:60`) is the second before it, at the end
    /// of a month in UTC, where alone there is one.
    fn from_rfc3339(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::new(
            i32::try_from(digits(date.get(..4)?)?).ok()?,
            two_digits(date.get(4..7)?, "-")?,
            two_digits(date.get(7..)?, "-")?,
        )?;
        let (clock, mut rest) = rest.strip_prefix(['T', 't'])?.split_at_checked(8)?;
        let hour = two_digits(clock.get(..2)?, "")?;
        let minute = two_digits(clock.get(2..5)?, ":")?;
        let second = two_digits(clock.get(5..)?, ":")?;
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (rest.len() < fraction.len()).then_some(())?;
        }
        let time = Time::from_hms(hour, minute, second.min(59)).ok()?;
        let at = date.0.with_time(time).assume_utc().unix_timestamp();
        let at = at.checked_sub(offset_seconds(rest)?)?;
        if second == 60 {
            let next = OffsetDateTime::from_unix_timestamp(at.checked_add(1)?).ok()?;
            (next.day() == 1 && next.time() == Time::MIDNIGHT).then_some(())?;
        } else if second > 60 {
            return None;
        }
        Some(Self::from_unix_seconds(at))
    }

    /// From a message's `YYYYMMDDHHmmss`, which is Japan Standard Time.
    #[must_use]
    pub fn from_wire(text: &str) -> Option<Self> {
        if text.len() != 14 {
            return None;
        }
        let date = Date::from_wire(text.get(..8)?)?;
        let clock = digits(text.get(8..)?)?;
        let [hour, minute, second] = [clock / 10_000, clock / 100 % 100, clock % 100];
        let time = Time::from_hms(
            u8::try_from(hour).ok()?,
            u8::try_from(minute).ok()?,
            u8::try_from(second).ok()?,
        )
        .ok()?;
        let at = date.0.with_time(time).assume_offset(jst());
        Some(Self::from_unix_seconds(at.unix_timestamp()))
    }

    /// The calendar date in Japan at this instant.
    #[must_use]
    pub fn date_in_japan(self) -> Date {
        Date(self.in_japan().date())
    }

    /// As a message writes it: `YYYYMMDDHHmmss`, Japan Standard Time.
    #[must_use]
    pub fn to_wire(self) -> String {
        let at = self.in_japan();
        alloc::format!(
            "{}{:02}{:02}{:02}",
            Date(at.date()).to_wire(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }

    /// This instant moved by a number of seconds.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix_seconds(self.unix_seconds.saturating_add(seconds))
    }

    /// The same time of day so many months later in Japan, on the last day of a month
    /// that has no such day; none beyond the calendar.
    pub(crate) fn months_later(self, months: u32) -> Option<Self> {
        let at = self.in_japan();
        let before = at.year().checked_mul(12)?;
        let before = before.checked_add(i32::from(u8::from(at.month())).checked_sub(1)?)?;
        let month = before.checked_add(i32::try_from(months).ok()?)?;
        let year = month.checked_div_euclid(12)?;
        let month =
            Month::try_from(u8::try_from(month.checked_rem_euclid(12)?.checked_add(1)?).ok()?)
                .ok()?;
        let day = at.day().min(month.length(year));
        let date = Date::new(year, month.into(), day)?;
        let at = date.0.with_time(at.time()).assume_offset(jst());
        Some(Self::from_unix_seconds(at.unix_timestamp()))
    }

    fn in_japan(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.unix_seconds)
            .ok()
            .and_then(|at| at.checked_to_offset(jst()))
            // The last hours of the year 9999 in UTC have no date in Japan.
            .unwrap_or_else(|| PrimitiveDateTime::MAX.assume_offset(jst()))
    }
}

/// RFC 3339, in UTC.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = OffsetDateTime::from_unix_timestamp(self.unix_seconds).map_err(|_| fmt::Error)?;
        let (hour, minute, second) = at.to_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", Date(at.date()))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|problem| de::Error::custom(problem.message))
    }
}

/// A calendar date, as messages write it (`YYYYMMDD`, Gregorian).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// From year, month (1–12) and day (1–31), if there is such a day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day)
            .ok()
            .filter(|date| (0..=9999).contains(&date.year()))
            .map(Self)
    }

    /// From a message's `YYYYMMDD`.
    #[must_use]
    pub fn from_wire(text: &str) -> Option<Self> {
        if text.len() != 8 {
            return None;
        }
        let number = digits(text)?;
        Self::new(
            i32::try_from(number / 10_000).ok()?,
            u8::try_from(number / 100 % 100).ok()?,
            u8::try_from(number % 100).ok()?,
        )
    }

    /// From a host's `YYYY-MM-DD`, or as a message writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts = [text.get(..4), text.get(5..7), text.get(8..)];
        let dashes = [text.get(4..5), text.get(7..8)];
        if text.len() != 10 || dashes != [Some("-"); 2] {
            return Self::from_wire(text);
        }
        Self::from_wire(&parts.map(Option::unwrap_or_default).concat())
    }

    /// As a message writes it: `YYYYMMDD`.
    #[must_use]
    pub fn to_wire(self) -> String {
        alloc::format!("{:04}{:02}{:02}", self.year(), self.month(), self.day())
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// The day before, except on the first day of the calendar.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.previous_day().unwrap_or(self.0))
    }
}

/// ISO 8601: `2026-11-21`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Japan Standard Time has no summer time: always nine hours ahead of UTC.
fn jst() -> UtcOffset {
    UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC)
}

/// `Z`, `+09:00` or `-05:30`, in seconds ahead of UTC.
fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let hours = two_digits(text.get(1..3)?, "")?;
    let minutes = two_digits(text.get(3..)?, ":")?;
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// Two digits after a separator.
fn two_digits(text: &str, separator: &str) -> Option<u8> {
    let text = text.strip_prefix(separator)?;
    (text.len() == 2).then(|| digits(text)?.try_into().ok())?
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().try_fold(0_u32, |number, byte| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn wire_times_are_japanese() {
        let at = Instant::from_wire("20230221174835").unwrap();
        assert_eq!(at.to_string(), "2023-02-21T08:48:35Z");
        assert_eq!(at, Instant::parse("2023-02-21T17:48:35+09:00").unwrap());
        assert_eq!(at.to_wire(), "20230221174835");
    }

    #[test]
    fn the_date_changes_at_midnight_in_japan() {
        let before = Instant::parse("2026-03-31T14:59:59Z").unwrap();
        assert_eq!(before.date_in_japan().to_string(), "2026-03-31");
        assert_eq!(
            before.plus_seconds(1).date_in_japan().to_string(),
            "2026-04-01"
        );
    }

    #[test]
    fn months_end_where_a_month_has_no_such_day() {
        for (from, months, to) in [
            ("2026-08-21T23:59:59+09:00", 3, "2026-11-21T23:59:59+09:00"),
            ("2026-11-30T23:59:59+09:00", 3, "2027-02-28T23:59:59+09:00"),
            ("2027-11-30T23:59:59+09:00", 3, "2028-02-29T23:59:59+09:00"),
            // Already the 31st in Japan.
            ("2026-10-30T15:00:00Z", 1, "2026-11-30T00:00:00+09:00"),
            ("2026-12-01T00:00:00+09:00", 0, "2026-12-01T00:00:00+09:00"),
            ("2026-12-01T00:00:00+09:00", 25, "2029-01-01T00:00:00+09:00"),
        ] {
            let [from, to] = [from, to].map(|text| Instant::parse(text).unwrap());
            assert_eq!(from.months_later(months), Some(to), "{from}");
        }
        let last = Instant::from_unix_seconds(Instant::LAST);
        assert_eq!(last.months_later(1), None);
        assert_eq!(last.months_later(u32::MAX), None);
    }

    #[test]
    fn refuses_what_is_no_date_or_time() {
        for text in [
            "",
            "2026022",
            "20260229",
            "20261301",
            "2026010a",
            "２０２６０１０１",
            "+2026010",
        ] {
            assert_eq!(Date::from_wire(text), None, "{text}");
        }
        for text in [
            "20260101240000",
            "20260101235960",
            "2026010100000",
            "20260101 00000",
        ] {
            assert_eq!(Instant::from_wire(text), None, "{text}");
        }
        for text in [
            "2026-01-01",
            "2026-01-01T00:00:00",
            "now",
            "",
            "2026-02-29T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+9:00",
            "2026-01-01T00:00:00+24:00",
            "2026-01-01T00:00:00+09:60",
            "2026-01-01T00:00:00 Z",
            "+026-01-01T00:00:00Z",
            "2026-1-01T00:00:00ZZ",
            "２026-01-01T00:00:00Z",
        ] {
            assert_eq!(
                Instant::parse(text).map_err(|problem| problem.code),
                Err(NOT_AN_INSTANT),
                "{text}"
            );
        }
    }

    #[test]
    fn reads_the_forms_of_rfc_3339() {
        for (text, utc) in [
            ("2026-11-21T09:00:00+09:00", "2026-11-21T00:00:00Z"),
            ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
            ("1985-04-12t23:20:50.52z", "1985-04-12T23:20:50Z"),
            ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27Z"),
            ("1990-12-31T23:59:60Z", "1990-12-31T23:59:59Z"),
            ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"),
            ("2024-02-29T23:59:59-00:00", "2024-02-29T23:59:59Z"),
        ] {
            assert_eq!(Instant::parse(text).unwrap().to_string(), utc, "{text}");
        }
    }

    #[test]
    fn stays_inside_the_calendar() {
        for seconds in [i64::MIN, i64::MAX, 0] {
            let at = Instant::from_unix_seconds(seconds);
            assert_eq!(Instant::parse(&at.to_string()).unwrap(), at);
            let _ = at.to_wire();
        }
    }
}
