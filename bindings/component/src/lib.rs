//! The core as a WebAssembly component: convert, call, convert.
//!
//! Nothing is decided here. Each export is a few lines over
//! [`onshi::facade`], and the one import is randomness.

#![no_std]
#![cfg(target_arch = "wasm32")]

extern crate alloc;

mod convert;
mod export;
mod runtime;

/// The contract in Rust, generated from `wit/`.
#[allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
mod bindings {
    use crate::export::Sdk;

    wit_bindgen::generate!({
        path: "../../wit",
        world: "sdk",
        generate_all,
    });

    export!(Sdk);
}
