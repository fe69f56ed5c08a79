//! How long revocation data speak for.

use crate::time::Instant;
use core::fmt;

/// From thisUpdate to nextUpdate.
#[derive(Clone, Copy)]
pub(crate) struct Period {
    pub(crate) this_update: Instant,
    pub(crate) next_update: Option<Instant>,
}

impl Period {
    /// Whether data of this period may be relied on at a time. Data that do not say
    /// until when (RFC 5280 §5.1.2.5 requires it of CRLs) are relied on only by a
    /// caller who says how old they may be.
    pub(crate) fn covers(self, at: Instant, most_seconds: Option<u32>) -> bool {
        let limit = most_seconds.map(|most| self.this_update.plus_seconds(i64::from(most)));
        let ends = [self.next_update, limit];
        self.this_update <= at
            && ends.iter().any(Option::is_some)
            && ends.iter().flatten().all(|end| at <= *end)
    }
}

/// `2026-11-20T00:00:00Z/2026-11-27T00:00:00Z`, as ISO 8601 writes intervals.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.this_update.fmt(f)?;
        f.write_str("/")?;
        match self.next_update {
            Some(next_update) => next_update.fmt(f),
            None => f.write_str(".."),
        }
    }
}
