//! What takes time in verifying a signature: ECDSA on P-256 and P-384, and the
//! multiplications of RSA, with RustCrypto's crates.
//!
//! A package of its own for one reason: generic code is compiled with the options
//! of the package that uses it, and of all the core this alone is worth compiling
//! for speed in a component that is otherwise made small. What is generic here is
//! therefore compiled for whoever calls it, what is not for speed.
//!
//! All of it is public data, so variable time is no leak.

#![no_std]
#![forbid(unsafe_code)]

mod ecdsa;
mod rsa;

pub use ecdsa::{P256, P384};
pub use rsa::{power, power_2048};
