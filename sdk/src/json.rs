//! JSON (RFC 8259): text to [`Node`]s, objects to the members an operation knows,
//! and answers to text.
//!
//! Code derived for every type that is read would be a quarter of the component.

mod base64;
mod members;
mod node;
mod scanner;
mod writer;

pub(crate) use base64::{decode, encode};

pub(crate) use members::{Around, Fault, Members, object};
pub(crate) use node::{Bounds, Node, Stop};
pub(crate) use writer::Json;
