//! What takes time in reading a message: XML taken apart, its elements kept in one
//! flat list, and their texts written as JSON.
//!
//! A package of its own for one reason, as `onshi-arithmetic` is: it is compiled for
//! speed in a component that is otherwise made small. It knows no layout and no
//! problem, only names, texts and places.

#![no_std]
#![forbid(unsafe_code)]
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]

extern crate alloc;

mod builder;
pub mod cp932;
mod dictionary;
mod element;
pub mod json;
mod place;
mod tree;
pub mod xml;

pub use builder::Builder;
pub use dictionary::{Dictionary, Slots, find};
pub use element::{Children, Element};
pub use place::{Lines, Place};
pub use tree::{TEXT_BETWEEN, Tree};
