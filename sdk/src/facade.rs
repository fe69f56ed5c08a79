//! The operations that every binding offers, once.
//!
//! A binding converts, calls one of these, and converts back. Times come as RFC
//! 3339 text, message content and options as JSON text (empty for the defaults),
//! because both grow without breaking a typed host. [`invoke`] offers the same
//! operations by name, for hosts without typed bindings.

mod invoke;

pub use invoke::invoke;

use crate::certificate::{self, CertificateSummary, Challenge, Request, ToSign, Verdict};
use crate::eligibility::{self, Judgement};
use crate::message::{self, BuildOptions, Document, File, FileName, Line, ReadOptions};
use crate::problem::{Code, Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::de::DeserializeOwned;

/// An input or its options are not the JSON they should be.
pub const MALFORMED_INPUT: Code = Code::new(
    "facade.malformed-input",
    "the input is not what this operation takes: {}",
    "入力がこの操作の形式に合っていません: {}",
);

/// There is no operation of this name.
pub const UNKNOWN_OPERATION: Code = Code::new(
    "facade.unknown-operation",
    "there is no such operation",
    "その名前の操作はありません",
);

/// The host gave no randomness.
pub const NO_RANDOMNESS: Code = Code::new(
    "facade.no-randomness",
    "the host could not supply random bytes",
    "乱数を取得できませんでした",
);

/// Every code of this module.
pub const CODES: &[Code] = &[MALFORMED_INPUT, UNKNOWN_OPERATION, NO_RANDOMNESS];

/// A certificate request as it crosses the boundary: see
/// [`Request`](certificate::Request).
#[derive(Clone)]
pub struct RawRequest {
    /// A profile's name, or the caller's own as JSON text.
    pub profile: String,
    /// DER.
    pub leaf: Vec<u8>,
    /// DER, in any order.
    pub intermediates: Vec<Vec<u8>>,
    /// DER, in any order.
    pub anchors: Vec<Vec<u8>>,
    /// RFC 3339 with an offset.
    pub at: String,
    /// [`certificate::Options`] as JSON text.
    pub options: String,
}
