//! The JSON form of a message; [`Document::to_json`](super::Document::to_json)
//! says what it looks like.

mod parse;
mod write;

pub(super) use parse::Message;
pub use parse::{NAME_TWICE, NOT_JSON, NOT_TEXT};
pub(super) use write::write;

#[cfg(test)]
mod tests;
