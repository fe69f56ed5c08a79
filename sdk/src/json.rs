//! Reading JSON (RFC 8259): text to [`Node`]s, and objects to the members an
//! operation knows.
//!
//! `serde_json` writes what leaves the core. What comes in is read here, because
//! code derived for every type that is read would be a quarter of the component.

mod members;
mod node;
mod scanner;

pub(crate) use members::{Fault, Members, object};
pub(crate) use node::{Bounds, Node, Stop};
