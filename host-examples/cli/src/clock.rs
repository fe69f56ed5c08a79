//! The one place of the command that knows what time it is.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};

/// Now in Japan, RFC 3339, to the second.
pub fn now() -> String {
    japan().format(&Rfc3339).unwrap_or_default()
}

/// Today in Japan, `YYYYMMDD`.
pub fn today() -> String {
    japan().format(format_description!("[year][month][day]")).unwrap_or_default()
}

fn japan() -> OffsetDateTime {
    let now = OffsetDateTime::now_utc().to_offset(offset!(+9));
    now.replace_nanosecond(0).unwrap_or(now)
}
