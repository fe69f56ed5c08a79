//! The words of the wire a judgement holds; its own are [`Coded`].

use crate::message::codes;
use alloc::borrow::ToOwned;
use alloc::string::String;
use serde::Serialize;

pub use crate::problem::Coded;

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

redacted!(CodeValue);
