//! The code tables OQSCD001–044 (業務コード): what a code means.

/// What a code of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// In Japanese, the table's own word.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

/// What `code` means in table `table` (`"006"` for OQSCD006); nothing where the
/// table or the code is not known.
#[must_use]
pub fn meaning(table: &str, code: &str) -> Option<Meaning> {
    let _ = (table, code);
    None
}
