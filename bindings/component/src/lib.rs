//! The core as a WebAssembly component: convert, call, convert.
//!
//! Nothing is decided here. Each export is a few lines over
//! [`onshi::facade`], and the one import is randomness.

#![no_std]
#![cfg(target_arch = "wasm32")]

extern crate alloc;

mod abi;
mod contract;
mod export;
mod runtime;

/// The contract's one import, and its description for whoever wraps the module,
/// generated from `wit/`.
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::all,
    clippy::pedantic
)]
mod bindings {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "sdk",
        generate_all,
    });
}
