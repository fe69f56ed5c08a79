//! The one place of the command that knows what time it is, and how Japan writes it.

use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

/// Now in Japan, RFC 3339, to the second.
pub(crate) fn now() -> String {
    let now = japan(OffsetDateTime::now_utc());
    let now = now.replace_nanosecond(0).unwrap_or(now);
    now.format(&Rfc3339).unwrap_or_default()
}

/// A time of the system's clock, RFC 3339 in Japan.
pub(crate) fn rfc3339(at: std::time::SystemTime) -> String {
    let at = japan(OffsetDateTime::from(at));
    at.format(&Rfc3339).unwrap_or_default()
}

/// Seconds since 1970-01-01T00:00:00Z of an RFC 3339 time.
pub(crate) fn unix_seconds(at: &str) -> Option<i64> {
    OffsetDateTime::parse(at, &Rfc3339)
        .ok()
        .map(OffsetDateTime::unix_timestamp)
}

/// A message's `YYYYMMDDHHmmss`, which is Japanese time, as RFC 3339.
pub(crate) fn from_wire(time: &str) -> Option<String> {
    let format = format_description!("[year][month][day][hour][minute][second]");
    let at = PrimitiveDateTime::parse(time, format).ok()?;
    at.assume_offset(offset!(+9)).format(&Rfc3339).ok()
}

/// The date in Japan at so many seconds since 1970, `YYYY-MM-DD`.
pub(crate) fn japan_date(unix_seconds: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(unix_seconds);
    let format = format_description!("[year]-[month]-[day]");
    at.ok()
        .and_then(|at| japan(at).format(format).ok())
        .unwrap_or_default()
}

/// The date in Japan of an RFC 3339 time, `YYYYMMDD`.
pub(crate) fn wire_date(at: &str) -> String {
    let format = format_description!("[year][month][day]");
    let at = OffsetDateTime::parse(at, &Rfc3339).map(japan);
    at.ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

/// The time in Japan of an RFC 3339 time, `YYYYMMDDHHmmss`.
pub(crate) fn wire_time(at: &str) -> String {
    let format = format_description!("[year][month][day][hour][minute][second]");
    let at = OffsetDateTime::parse(at, &Rfc3339).map(japan);
    at.ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

/// An RFC 3339 time as a clock on the wall in Japan; anything else as it came.
pub(crate) fn wall(at: &str) -> String {
    let format = format_description!("[year]年[month]月[day]日 [hour]:[minute]:[second]");
    OffsetDateTime::parse(at, &Rfc3339)
        .ok()
        .and_then(|at| japan(at).format(format).ok())
        .unwrap_or_else(|| at.to_owned())
}

fn japan(at: OffsetDateTime) -> OffsetDateTime {
    at.to_offset(offset!(+9))
}
