//! The code tables OQSCD001–044 (業務コード), and those of other messages under
//! names of our own: what a code means.
//!
//! The tables are `layouts/codes.json`, which also has the variants and doubts.

use super::layout::CODES;
use crate::text::line;
use alloc::borrow::Cow;
use serde::Serialize;

/// What a code of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning<'t> {
    /// In Japanese, the table's own word.
    pub ja: &'t str,
    /// In English.
    pub en: &'t str,
}

/// One code table, with what each code means in both languages: kept as a line with its
/// number and names, and one for each code, each of columns with a tab between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(pub(super) Cow<'static, str>);

impl Table {
    /// Its number: `"006"` is OQSCD006.
    #[must_use]
    pub fn id(&self) -> &str {
        let [id, ..] = columns(line(&self.0, 0));
        id
    }

    /// Its name in Japanese.
    #[must_use]
    pub fn ja(&self) -> &str {
        let [_, ja, ..] = columns(line(&self.0, 0));
        ja
    }

    /// Its name in English.
    #[must_use]
    pub fn en(&self) -> &str {
        let [_, _, en, _] = columns(line(&self.0, 0));
        en
    }

    /// Its codes, in the table's order.
    pub fn codes(&self) -> impl Iterator<Item = Entry<'_>> + use<'_> {
        self.0.split('\n').skip(1).map(|line| {
            let [code, ja, en, given] = columns(line);
            Entry {
                code,
                given: Some(given).filter(|given| !given.is_empty()),
                meaning: Meaning { ja, en },
            }
        })
    }

    /// What `code` means; nothing where it is not known, or where the meaning
    /// depends on another element's code ([`Entry::given`]).
    #[must_use]
    pub fn meaning(&self, code: &str) -> Option<Meaning<'_>> {
        self.codes()
            .find(|entry| entry.code == code && entry.given.is_none())
            .map(|entry| entry.meaning)
    }

    /// Whether it has the code, whatever it means.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        let is_its = |line: &str| {
            let after = line.strip_prefix(code);
            after.is_some_and(|after| after.starts_with('\t'))
        };
        self.0.split('\n').skip(1).any(is_its)
    }
}

/// The columns of a line, empty ones for those it has not.
#[inline(never)]
fn columns(line: &str) -> [&str; 4] {
    let mut columns = line.split('\t');
    [(); 4].map(|()| columns.next().unwrap_or_default())
}

/// One code of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The code, exactly as on the wire.
    pub code: &'t str,
    /// The code of another element on which the meaning depends: in table 042 the
    /// code of table 041 (`"2"`, biometric) beside it.
    pub given: Option<&'t str>,
    /// What it means.
    pub meaning: Meaning<'t>,
}

/// Every code table.
#[must_use]
pub fn tables() -> &'static [Table] {
    &CODES
}

/// The code table with this number.
#[must_use]
pub fn table(id: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.id() == id)
}

/// What `code` means in table `table` (`"006"` for OQSCD006), as
/// [`Table::meaning`].
#[must_use]
pub fn meaning(table: &str, code: &str) -> Option<Meaning<'static>> {
    self::table(table)?.meaning(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_a_code_means() {
        let newer = meaning("006", "3").unwrap();
        assert_eq!(newer.ja, "無効（新しい資格あり）");
        assert_eq!(newer.en, "not valid, a newer eligibility exists");
        assert_eq!(meaning("010", "A1").unwrap().ja, "医療扶助");
        assert_eq!(meaning("010", "05").unwrap().ja, "特別療養費支給対象者");
    }

    #[test]
    fn knows_nothing_of_other_codes() {
        for (table, code) in [
            ("006", "7"),
            ("006", "03"),
            ("006", ""),
            ("045", "1"),
            ("", ""),
        ] {
            assert_eq!(meaning(table, code), None, "{table} {code}");
        }
    }

    #[test]
    fn does_not_guess_where_another_code_decides() {
        assert!(table("042").unwrap().has("01"));
        assert!(!table("042").unwrap().has("0"));
        assert_eq!(meaning("042", "01"), None);
    }

    #[test]
    fn has_all_tables() {
        let ids = (1..=44).map(|id| alloc::format!("{id:03}"));
        let official = tables()
            .iter()
            .map(Table::id)
            .filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(ids.eq(official));
        assert_eq!(meaning("YZK-PrIsOrg", "1").unwrap().ja, "自施設");
    }
}
