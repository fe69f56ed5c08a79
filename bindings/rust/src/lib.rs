#![doc = include_str!("../README.md")]

mod api;
#[cfg(feature = "exchange")]
pub mod desk;
mod engine;
mod error;
mod options;
mod parts;
mod private;

/// The component's contract in Rust, generated from `wit/`.
#[allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    clippy::all
)]
mod bindings {
    wasmtime::component::bindgen!({
        path: "../../wit",
        world: "sdk",
        imports: { default: trappable },
    });
}

pub use bindings::exports::onshi::sdk::{
    audit, certificate, eligibility, exceptional_use, identifier, medical_information, message,
    office, problem, reception, reconciliation,
};
pub use engine::{Limits, Onshi};
pub use error::{Error, Limit};
#[cfg(feature = "exchange")]
pub use onshi_exchange as exchange;
pub use onshi_problem::Problem;
pub use options::{BuildOptions, ReadOptions, RevocationScope, ValidationOptions};
pub use parts::Parts;
pub use private::Private;

use bindings::exports::onshi::sdk::problem as onshi_problem;
