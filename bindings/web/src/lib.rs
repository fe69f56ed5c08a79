//! The core for web pages, workers and Node: convert, call, convert.
//!
//! Nothing is decided here. [`invoke`] is [`onshi::facade`]'s, and the one import is
//! randomness. What makes typed functions of it is in `package/`.

#![no_std]
#![cfg(target_arch = "wasm32")]

extern crate alloc;

use alloc::string::String;
use core::panic::PanicInfo;
use onshi::facade;
use onshi_arena::Arena;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ARENA: Arena = Arena::new();

/// There are none: the core forbids them.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[wasm_bindgen(raw_module = "./random.js")]
extern "C" {
    /// Fills the bytes; false where the engine has no randomness.
    fn random(bytes: &mut [u8]) -> bool;
}

/// The version of the package this was compiled with.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    facade::VERSION.into()
}

/// Runs one operation: `{"answer":…}`, or `{"problems":[…]}`, never an exception, so
/// that no object of the host's is kept in here.
#[must_use]
#[wasm_bindgen]
pub fn invoke(operation: &str, input: &str, payload: &[u8]) -> String {
    match run(operation, input, payload) {
        Ok(answer) => member("answer", &answer),
        Err(problems) => member("problems", &problems),
    }
}

/// To be called when an answer has been read: nothing of it stays behind.
#[wasm_bindgen]
pub fn wipe() {
    // SAFETY: the caller has a copy of the answer, and there is nothing else: no
    // value lives longer than a call.
    unsafe { ARENA.wipe() }
}

#[cfg(feature = "everything")]
fn run(operation: &str, input: &str, payload: &[u8]) -> Result<String, String> {
    facade::invoke(operation, input, payload, &mut random)
}

#[cfg(not(feature = "everything"))]
fn run(operation: &str, input: &str, _: &[u8]) -> Result<String, String> {
    facade::invoke_certificate(operation, input, &mut random)
}

fn member(name: &str, value: &str) -> String {
    ["{\"", name, "\":", value, "}"].concat()
}
