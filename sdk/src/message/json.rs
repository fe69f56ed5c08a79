//! The JSON form of a message; [`Document::to_json`](super::Document::to_json)
//! says what it looks like.

mod node;
mod tree;
mod write;

pub use node::{NAME_TWICE, NOT_JSON};
pub(super) use tree::Message;
pub use tree::NOT_TEXT;
pub(super) use write::{write, write_group, write_part};

#[cfg(test)]
mod tests;
