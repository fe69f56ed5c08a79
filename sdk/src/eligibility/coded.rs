//! The two kinds of words a judgement is made of: our own codes, and the wire's.

use crate::message::codes;
use crate::problem::Code;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::Serialize;

/// A word of the judgement: a stable code and what it says to the people at
/// reception. The set of codes is open: new ones may come, so show the text of
/// a code your program does not know.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coded {
    /// The stable code, one of [`CODES`](super::CODES).
    pub code: &'static str,
    /// The sentence in English.
    pub message: String,
    /// The sentence in Japanese, polite and short, for reception staff.
    pub message_ja: String,
}

impl Coded {
    /// Whether it is this code.
    #[must_use]
    pub fn is(&self, code: Code) -> bool {
        self.code == code.id()
    }

    /// With `{}` of both sentences filled in.
    pub(super) fn with(code: Code, en: &str, ja: &str) -> Self {
        let (message, message_ja) = code.texts(en, ja);
        Self {
            code: code.id(),
            message,
            message_ja,
        }
    }
}

impl From<Code> for Coded {
    fn from(code: Code) -> Self {
        Self {
            code: code.id(),
            message: code.en().to_owned(),
            message_ja: code.ja().to_owned(),
        }
    }
}

/// The code alone: the sentences are the same every time.
impl fmt::Debug for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// A value of one of the code tables (業務コード) as sent, with its meaning where
/// the table has one. Which table, each field says.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeValue {
    /// The code exactly as sent.
    pub code: String,
    /// What the table says it means, in English.
    pub meaning: Option<&'static str>,
    /// What the table says it means, in the table's own Japanese.
    pub meaning_ja: Option<&'static str>,
}

impl CodeValue {
    /// `table` as in `OQSCD006`.
    pub(super) fn new(table: &str, code: &str) -> Self {
        let number = table.strip_prefix("OQSCD").unwrap_or(table);
        let meaning = codes::meaning(number, code);
        Self {
            code: code.to_owned(),
            meaning: meaning.map(|meaning| meaning.en),
            meaning_ja: meaning.map(|meaning| meaning.ja),
        }
    }
}

/// Gives types that hold what was read a `Debug` that shows none of it.
macro_rules! redacted {
    ($($name:ident),+) => {
        $(
            impl core::fmt::Debug for $name {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.write_str(concat!(stringify!($name), "(…)"))
                }
            }
        )+
    };
}
pub(super) use redacted;

redacted!(CodeValue);
