//! 記号・番号・枝番 of an insurance card or 資格確認書.
//!
//! Whether the system takes full-width characters in them is not publicly known,
//! so what is read stays as it is; comparing is done on a folded form.

use super::check_digit::is_digits;
use super::{NOT_A_BRANCH_NUMBER, NOT_A_CARD_NUMBER, fold_width};
use crate::problem::Problem;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

const MAX_LENGTH: usize = 20;

/// A 記号, at most 20 characters, digits or not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardSymbol(String);

/// A 番号, at most 20 characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardNumber(String);

/// A 枝番: two digits that tell the members of one 記号・番号 apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BranchNumber(String);

impl CardSymbol {
    /// Reads a 記号.
    ///
    /// # Errors
    /// [`NOT_A_CARD_NUMBER`] where it is empty or too long, without the text.
    pub fn read(text: &str) -> Result<Self, Problem> {
        within_length(text).map(Self)
    }

    /// As it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For comparing: width folded, spaces and hyphens left out.
    #[must_use]
    pub fn folded(&self) -> String {
        essence(&self.0)
    }
}

impl CardNumber {
    /// Reads a 番号.
    ///
    /// # Errors
    /// [`NOT_A_CARD_NUMBER`] where it is empty or too long, without the text.
    pub fn read(text: &str) -> Result<Self, Problem> {
        within_length(text).map(Self)
    }

    /// As it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For comparing: width folded, spaces, hyphens and leading zeros left out.
    #[must_use]
    pub fn folded(&self) -> String {
        essence(&self.0).trim_start_matches('0').to_owned()
    }
}

impl BranchNumber {
    /// Reads two half-width digits.
    ///
    /// # Errors
    /// [`NOT_A_BRANCH_NUMBER`], without the text.
    pub fn read(text: &str) -> Result<Self, Problem> {
        if !is_digits(text, 2) {
            return Err(Problem::error(NOT_A_BRANCH_NUMBER));
        }
        Ok(Self(text.to_owned()))
    }

    /// The two digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn within_length(text: &str) -> Result<String, Problem> {
    match text.chars().take(MAX_LENGTH + 1).count() {
        1..=MAX_LENGTH => Ok(text.to_owned()),
        _ => Err(Problem::error(NOT_A_CARD_NUMBER)),
    }
}

fn essence(text: &str) -> String {
    fold_width(text)
        .chars()
        .filter(|&character| !is_space_or_hyphen(character))
        .collect()
}

fn is_space_or_hyphen(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
redacted!(CardSymbol, CardNumber, BranchNumber);

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(text: &str) -> String {
        CardSymbol::read(text).unwrap().folded()
    }

    fn number(text: &str) -> String {
        CardNumber::read(text).unwrap().folded()
    }

    #[test]
    fn compares_across_width_spaces_and_hyphens() {
        assert_eq!(symbol("１２－３４"), symbol("12-34"));
        assert_eq!(symbol("12 34"), symbol("12−34"));
        assert_eq!(symbol("ﾐﾅﾄ"), symbol("ミナト"));
        assert_ne!(symbol("1234"), symbol("1243"));
        assert_ne!(symbol("012"), symbol("12"), "only a 番号 loses its zeros");
        assert_eq!(number("０００４２６０"), number("4260"));
    }

    #[test]
    fn keeps_what_was_read() {
        assert_eq!(CardNumber::read("０04260").unwrap().as_str(), "０04260");
        assert_eq!(BranchNumber::read("01").unwrap().as_str(), "01");
    }

    #[test]
    fn minds_lengths() {
        let longest = "記".repeat(20);
        assert_eq!(CardSymbol::read(&longest).unwrap().as_str(), longest);
        for text in ["", &"記".repeat(21)] {
            assert_eq!(CardSymbol::read(text).unwrap_err().code, NOT_A_CARD_NUMBER);
        }
        for text in ["", "1", "001", "０１", "1a"] {
            assert_eq!(
                BranchNumber::read(text).unwrap_err().code,
                NOT_A_BRANCH_NUMBER
            );
        }
    }
}
