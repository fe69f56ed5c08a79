//! What vectors run against.

use onshi_host::Onshi;
use serde_json::Value;

/// Anything that offers the facade's `invoke`.
pub trait Target {
    /// Runs an operation: its result or its problems, as JSON.
    ///
    /// # Errors
    /// A text where the target itself broke down, which no input may cause.
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String>;
}

/// The core, linked natively.
#[derive(Debug)]
pub struct Native;

impl Target for Native {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        // Vectors never compare what comes from randomness, so any nonce does.
        let mut nonce = |bytes: &mut [u8]| {
            bytes
                .iter_mut()
                .zip(1..)
                .for_each(|(byte, value)| *byte = value);
            true
        };
        match onshi::facade::invoke(operation, input, payload, &mut nonce) {
            Ok(answer) => parse(&answer).map(Ok),
            Err(problems) => parse(&problems).map(Err),
        }
    }
}

impl Target for Onshi {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        match Self::invoke(self, operation, input, payload) {
            Ok(Ok(answer)) => parse(&answer).map(Ok),
            Ok(Err(problems)) => parse(&problems).map(Err),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn parse(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| format!("not JSON: {error}"))
}
