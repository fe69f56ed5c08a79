//! What columns hold, read back.

use crate::calendar;
use rusqlite::types::Type;
use rusqlite::{Error, Result, Row};
use time::Date;

/// A column whose text is none that is written there.
pub(super) fn unknown(column: &str) -> Error {
    Error::InvalidColumnType(0, column.to_owned(), Type::Text)
}

pub(super) fn date(row: &Row<'_>, column: &str) -> Result<Date> {
    optional_date(row, column)?.ok_or_else(|| unknown(column))
}

pub(super) fn optional_date(row: &Row<'_>, column: &str) -> Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    match text {
        Some(text) => calendar::read_date(&text)
            .map(Some)
            .ok_or_else(|| unknown(column)),
        None => Ok(None),
    }
}

/// The one of these that a column names.
pub(super) fn named<T: Copy>(
    row: &Row<'_>,
    column: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T> {
    let text: String = row.get(column)?;
    let found = all.iter().find(|each| name(**each) == text);
    found.copied().ok_or_else(|| unknown(column))
}
