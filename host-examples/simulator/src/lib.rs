//! What stands behind a reception desk, made up: cards and the hierarchies that
//! issued them, people, and the messages a terminal would write about them.
//!
//! Everything is a function of a seed and a time: the same two give the same
//! bytes, on every machine. Nothing is read, written or remembered, and no clock
//! is asked; times are seconds since 1970-01-01T00:00:00Z. Everybody who knows
//! the seed knows the keys, and everybody named here is invented.
//!
//! The crate shares no code with the core `onshi`, which it is there to test.
#![forbid(unsafe_code)]

mod calendar;
pub mod card;
pub mod certificate;
mod der;
pub mod hpki;
pub mod jpki;
pub mod key;
pub mod person;
//pub mod results;
pub mod seed;

pub use time::Date;
