//! What a check reports: a code with its two sentences, and where the rule it
//! enforces is written.

use super::verdict::{Finding, Outcome};
use crate::problem::{Code, Place};

/// A code and the rule behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) code: Code,
}

impl Rule {
    /// Section of the specification: `RFC 5280 §6.1.3 (a)(2)`.
    pub(crate) fn source(self) -> &'static str {
        self.code.source()
    }

    /// The check was made and holds.
    pub(crate) fn passed(self, place: Place) -> Finding {
        Finding::new(self, Outcome::Passed, place)
    }

    /// The check was made and does not hold.
    pub(crate) fn failed(self, place: Place) -> Finding {
        Finding::new(self, Outcome::Failed, place)
    }

    /// The check was not made.
    pub(crate) fn not_checked(self, place: Place) -> Finding {
        Finding::new(self, Outcome::NotChecked, place)
    }

    /// Worth knowing; it decides nothing.
    pub(crate) fn noted(self, place: Place) -> Finding {
        Finding::new(self, Outcome::Noted, place)
    }
}

/// Defines rules, and `RULES` with the code of each.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $source:literal, $en:literal, $ja:literal;)+) => {
        $(
            $(#[$doc])*
            pub(crate) const $name: $crate::certificate::rule::Rule =
                $crate::certificate::rule::Rule {
                    code: code!($id, $en, $ja, $source),
                };
        )+
        /// Every code of this file.
        pub(crate) const RULES: &[$crate::problem::Code] = &[$($name.code),+];
    };
}
pub(crate) use rules;

/// The codes of several files in one list of known length.
pub(crate) const fn gather<const N: usize>(lists: &[&[Code]]) -> [Code; N] {
    let mut all = [code!("", "", ""); N];
    let mut filled = 0;
    let mut rest = lists;
    while let [list, after @ ..] = rest {
        let mut codes = *list;
        while let [code, others @ ..] = codes {
            if let Some((_, open)) = all.split_at_mut_checked(filled)
                && let [slot, ..] = open
            {
                *slot = *code;
            }
            filled += 1;
            codes = others;
        }
        rest = after;
    }
    all
}

/// How many codes there are in several lists.
pub(crate) const fn count(lists: &[&[Code]]) -> usize {
    let mut sum = 0;
    let mut rest = lists;
    while let [list, after @ ..] = rest {
        sum += list.len();
        rest = after;
    }
    sum
}
