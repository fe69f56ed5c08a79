//! 医療機関コード.

use super::check_digit::{holds, is_digits};
use super::{NOT_AN_INSTITUTION_CODE, Prefecture};
use crate::problem::Problem;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::Serialize;

/// A 医療機関コード of ten digits: prefecture 2, 点数表 1, and the institution's own
/// 7 with their check digit. Its parts, and the rule of the check digit, are
/// common knowledge that no public source confirmed to us.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct InstitutionCode {
    digits: String,
}

/// The 点数表 an institution claims by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeTable {
    /// 医科 (1).
    Medical,
    /// 歯科 (3).
    Dental,
    /// 調剤 (4).
    Pharmacy,
    /// 訪問看護 (6).
    HomeNursing,
}

impl FeeTable {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Dental => "dental",
            Self::Pharmacy => "pharmacy",
            Self::HomeNursing => "home-nursing",
        }
    }
}

impl InstitutionCode {
    /// Reads ten half-width digits.
    ///
    /// # Errors
    /// [`NOT_AN_INSTITUTION_CODE`], without the text.
    pub fn read(text: &str) -> Result<Self, Problem> {
        if !is_digits(text, 10) {
            return Err(Problem::error(NOT_AN_INSTITUTION_CODE));
        }
        Ok(Self {
            digits: text.to_owned(),
        })
    }

    /// The ten digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Whether the last digit follows from the six before it, by the unconfirmed
    /// rule: good for a hint, not for a refusal.
    #[must_use]
    pub fn check_digit_holds(&self) -> bool {
        self.digits.get(3..).is_some_and(holds)
    }

    /// The prefecture, where the first two digits are one.
    #[must_use]
    pub fn prefecture(&self) -> Option<Prefecture> {
        Prefecture::read(self.digits.get(..2)?)
    }

    /// The 点数表, where the third digit is one.
    #[must_use]
    pub fn fee_table(&self) -> Option<FeeTable> {
        match self.digits.as_bytes().get(2)? {
            b'1' => Some(FeeTable::Medical),
            b'3' => Some(FeeTable::Dental),
            b'4' => Some(FeeTable::Pharmacy),
            b'6' => Some(FeeTable::HomeNursing),
            _ => None,
        }
    }
}

impl fmt::Debug for InstitutionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InstitutionCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ten_digits() {
        let code = InstitutionCode::read("1311234567").unwrap();
        assert_eq!(code.digits(), "1311234567");
        assert_eq!(code.prefecture().unwrap().ja(), "東京都");
        assert_eq!(code.fee_table(), Some(FeeTable::Medical));
        assert_eq!(
            InstitutionCode::read("9921234567").unwrap().prefecture(),
            None
        );
        assert_eq!(
            InstitutionCode::read("9921234567").unwrap().fee_table(),
            None
        );
    }

    #[test]
    fn tells_whether_the_check_digit_holds() {
        assert!(
            InstitutionCode::read("1311111111")
                .unwrap()
                .check_digit_holds()
        );
        assert!(
            !InstitutionCode::read("1311111112")
                .unwrap()
                .check_digit_holds()
        );
    }

    #[test]
    fn refuses_what_is_no_institution_code() {
        for text in ["", "131123456", "13112345678", "131123456a", " 131123456"] {
            let problem = InstitutionCode::read(text).unwrap_err();
            assert_eq!(problem.code, NOT_AN_INSTITUTION_CODE, "{text}");
        }
    }
}
