//! What takes time in reading a message: XML taken apart, its elements kept in one
//! flat list, held against a layout, and written as JSON.
//!
//! A package of its own for one reason, as `onshi-arithmetic` is: it is compiled for
//! speed in a component that is otherwise made small. It knows what a layout is, and
//! no interface's; what it finds it tells, and words for it are the core's.

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
pub mod check;
pub mod codes;
pub mod cp932;
mod dictionary;
mod element;
mod form;
pub mod json;
pub mod layout;
pub mod order;
mod place;
mod trail;
mod tree;
pub mod xml;

pub use builder::Builder;
pub use dictionary::{Dictionary, Slots, find};
pub use element::{Children, Element};
pub use place::{Lines, Place};
pub use trail::{Trail, step};
pub use tree::{TEXT_BETWEEN, Tree};
