//! The wire: layouts, XML and JSON, encodings and file names.

pub mod codes;
pub mod element;
pub mod layout;

pub use element::{Content, Element};
pub use layout::{Direction, ElementLayout, Interface, Kind, Occurs};
