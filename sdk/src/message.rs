//! The wire: layouts, XML and JSON, encodings and file names.

pub mod codes;
pub mod element;

pub use element::{Content, Element};
