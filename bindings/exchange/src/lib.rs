#![doc = include_str!("../README.md")]

mod archive;
mod conversation;
mod error;
mod exchange;
pub mod folders;
mod journal;
pub mod plain;
pub mod transport;
pub mod trouble;
#[cfg(feature = "web")]
pub mod web;

pub use archive::{Archives, Seal};
pub use conversation::{
    Arrival, Content, Conversation, ConversationId, Event, EventId, EventKind, Request, Turn,
};
pub use error::Error;
pub use exchange::{Exchange, Options, Recovery, Step};
pub use folders::{FolderOptions, Folders};
pub use journal::Journal;
pub use transport::{Notice, Transport};
pub use trouble::Trouble;
