#![doc = include_str!("../README.md")]
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
#[cfg(test)]
extern crate std;

// First: its macro is what codes everywhere are written with.
#[macro_use]
pub mod problem;

pub mod answer;
pub mod audit;
pub mod certificate;
pub mod eligibility;
pub mod exceptional_use;
pub mod facade;
pub mod identifier;
mod json;
pub mod medical_information;
pub mod message;
pub mod office;
pub mod reception;
pub mod reconciliation;
mod text;
pub mod time;

use onshi_wire::order;
