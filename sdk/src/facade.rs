//! The operations that every binding offers, once, and two doors to them.
//!
//! [`call`] is for bindings with types: they pass arguments one after the other and
//! are told the answer part by part. [`invoke`] offers the same operations with JSON
//! in and out, for hosts without typed bindings. Either way times are RFC 3339 text;
//! what a typed host passes as JSON text (message content, and options, which may be
//! empty) is JSON for the others, because both grow without breaking a typed host.

mod arguments;
mod operations;
mod view;

pub use arguments::Passed;
pub use view::{Document, Face, Institution, Insurer, Name, Part};

use crate::answer::Format;
use crate::json::Json;
use crate::problem::Code;
use alloc::string::String;
use arguments::Arguments;
use operations::VERIFY_SIGNATURE;

/// The version of the package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An input or its options are not the JSON they should be.
pub const MALFORMED_INPUT: Code = code!(
    "facade.malformed-input",
    "the input is not what this operation takes: {}",
    "入力がこの操作の形式に合っていません: {}",
);

/// There is no operation of this name.
pub const UNKNOWN_OPERATION: Code = code!(
    "facade.unknown-operation",
    "there is no such operation",
    "その名前の操作はありません",
);

/// The host gave no randomness.
pub const NO_RANDOMNESS: Code = code!(
    "facade.no-randomness",
    "the host could not supply random bytes",
    "乱数を取得できませんでした",
);

/// Every code of this module.
pub const CODES: &[Code] = &[MALFORMED_INPUT, UNKNOWN_OPERATION, NO_RANDOMNESS];

/// Fills a buffer with random bytes; false where the host has none.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]) -> bool;

/// Runs one operation, named `interface.function` after the functions of the WIT
/// package, with the function's arguments. The answer is the function's: a result
/// with all problems on its other side, never none, or what it gives in any case.
pub fn call(operation: &str, passed: &mut dyn Passed, random: Random<'_>, answer: &mut dyn Format) {
    operations::run(operation, Arguments::passed(passed), random, answer);
}

/// Runs one operation by the same name. `input` is a JSON object of the function's
/// parameters, `payload` the bytes that `message.read` reads. Both answers are JSON
/// text.
///
/// # Errors
/// The operation's problems as a JSON list, never empty.
pub fn invoke(
    operation: &str,
    input: &str,
    payload: &[u8],
    random: Random<'_>,
) -> Result<String, String> {
    let mut json = Json::default();
    operations::run(
        operation,
        Arguments::named(input, payload),
        random,
        &mut json,
    );
    answer(operation, json)
}

/// The same of certificates alone: what links nothing but this has nothing else of
/// the core in it.
///
/// # Errors
/// As of [`invoke`]; every other operation is unknown.
pub fn invoke_certificate(
    operation: &str,
    input: &str,
    random: Random<'_>,
) -> Result<String, String> {
    let mut json = Json::default();
    operations::certificate(operation, Arguments::named(input, &[]), random, &mut json);
    answer(operation, json)
}

fn answer(operation: &str, json: Json) -> Result<String, String> {
    let answer = json.into_answer()?;
    // An answer to a host without types has a name.
    Ok(if operation == VERIFY_SIGNATURE {
        alloc::format!("{{\"matches\":{answer}}}")
    } else {
        answer
    })
}
