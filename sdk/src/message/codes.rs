//! The code tables OQSCD001–044 (業務コード), and those of other messages under
//! names of our own: what a code means.
//!
//! The tables are `layouts/codes.json`, which also has the variants and doubts.

use super::layout::CODES;
pub use onshi_wire::codes::{Entry, Meaning, Table};

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
