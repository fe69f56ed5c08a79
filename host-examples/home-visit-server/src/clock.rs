//! The one place that knows what time it is.

use core::sync::atomic::{AtomicI64, Ordering};
use std::sync::Arc;
use std::time::Instant;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};

/// By what the server judges.
#[derive(Clone, Debug)]
pub enum Clock {
    /// It runs from a time (seconds since 1970) on.
    Running(i64, Instant),
    /// It stands until somebody moves it, as tests have it.
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that runs from this time on.
    #[must_use]
    pub fn from(at: i64) -> Self {
        Self::Running(at, Instant::now())
    }

    /// A clock that stands at this time.
    #[must_use]
    pub fn still(at: i64) -> Self {
        Self::Still(Arc::new(AtomicI64::new(at)))
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            Self::Running(from, since) => {
                let gone = i64::try_from(since.elapsed().as_secs());
                from.saturating_add(gone.unwrap_or(i64::MAX))
            }
            Self::Still(at) => at.load(Ordering::Relaxed),
        }
    }

    /// Moves a clock that stands. One that runs goes its own way.
    pub fn advance(&self, seconds: i64) {
        if let Self::Still(at) = self {
            at.fetch_add(seconds, Ordering::Relaxed);
        }
    }
}

/// RFC 3339 in Japan.
pub(crate) fn rfc3339(at: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.to_offset(offset!(+9))
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// `YYYYMMDD` in Japan.
pub(crate) fn wire_date(at: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let format = format_description!("[year][month][day]");
    at.to_offset(offset!(+9)).format(format).unwrap_or_default()
}

/// Seconds since 1970 of RFC 3339.
pub(crate) fn unix_seconds(text: &str) -> Option<i64> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some(at.unix_timestamp())
}

/// A message's `YYYYMMDD` as ISO 8601, and its `YYYYMMDDHHmmss` as RFC 3339. What is
/// neither stays as it is.
pub(crate) fn iso(wire: &str) -> String {
    if !wire.bytes().all(|byte| byte.is_ascii_digit()) {
        return wire.to_owned();
    }
    match wire.len() {
        8 => format!("{}-{}-{}", &wire[..4], &wire[4..6], &wire[6..]),
        14 => format!(
            "{}-{}-{}T{}:{}:{}+09:00",
            &wire[..4],
            &wire[4..6],
            &wire[6..8],
            &wire[8..10],
            &wire[10..12],
            &wire[12..]
        ),
        _ => wire.to_owned(),
    }
}
