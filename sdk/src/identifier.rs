//! The numbers that name insurers, institutions and the insured, read leniently
//! and written exactly.
//!
//! A failed check digit never refuses what was read (real results carry such
//! numbers): it is asked for with `check_digit_holds`, and a message's reader
//! turns it into a note, a builder into a problem the caller can override.

mod card;
mod check_digit;
mod fold;
mod institution_code;
mod insurer_number;
mod prefecture;

pub use card::{BranchNumber, CardNumber, CardSymbol};
pub use fold::fold_width;
pub use institution_code::{FeeTable, InstitutionCode};
pub use insurer_number::{InsurerNumber, Law, Padding};
pub use prefecture::Prefecture;

use crate::problem::Code;

/// Not a 保険者番号 or 公費負担者番号.
pub const NOT_AN_INSURER_NUMBER: Code = code!(
    "identifier.insurer-number",
    "not an insurer number: 8 digits, or 6 digits, alone or padded to 8 on the left with spaces or zeros",
    "保険者番号の形式ではありません(8桁の数字、または6桁の数字。6桁は左に空白か0を補って8文字でも可)",
);

/// A 保険者番号 whose last digit does not follow from the others.
pub const INSURER_NUMBER_CHECK_DIGIT: Code = code!(
    "identifier.insurer-number-check-digit",
    "the insurer number's check digit is wrong",
    "保険者番号の検証番号が合いません。番号をお確かめください",
);

/// Not a 医療機関コード.
pub const NOT_AN_INSTITUTION_CODE: Code = code!(
    "identifier.institution-code",
    "not an institution code: 10 digits",
    "医療機関コードの形式ではありません(10桁の数字)",
);

/// A 医療機関コード whose last digit does not follow from the others, by a rule that
/// no public source confirms.
pub const INSTITUTION_CODE_CHECK_DIGIT: Code = code!(
    "identifier.institution-code-check-digit",
    "the institution code's check digit looks wrong (by a rule not confirmed publicly)",
    "医療機関コードの検証番号が合わないようです(公開資料で確認できていない規則による)",
);

/// A 記号 or 番号 that is empty or longer than 20 characters.
pub const NOT_A_CARD_NUMBER: Code = code!(
    "identifier.card-number",
    "a symbol or number of the insured has 1 to 20 characters",
    "記号・番号は1文字以上20文字以内です",
);

/// Not a 枝番.
pub const NOT_A_BRANCH_NUMBER: Code = code!(
    "identifier.branch-number",
    "not a branch number: 2 digits",
    "枝番の形式ではありません(2桁の数字)",
);

/// Every code of this module.
pub const CODES: &[Code] = &[
    NOT_AN_INSURER_NUMBER,
    INSURER_NUMBER_CHECK_DIGIT,
    NOT_AN_INSTITUTION_CODE,
    INSTITUTION_CODE_CHECK_DIGIT,
    NOT_A_CARD_NUMBER,
    NOT_A_BRANCH_NUMBER,
];
