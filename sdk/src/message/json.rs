//! The JSON form of a message; [`Document::to_json`](super::Document::to_json)
//! says what it looks like.

mod node;
mod tree;

pub use node::{NAME_TWICE, NOT_JSON};
pub(super) use onshi_wire::json::{write, write_group, write_part};
pub(super) use tree::Message;
pub use tree::NOT_TEXT;

#[cfg(test)]
mod tests;
