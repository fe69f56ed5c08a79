//! The operations that every binding offers, once.
//!
//! A binding converts, calls one of these, and converts back. Times come as RFC
//! 3339 text, message content and options as JSON text (empty for the defaults),
//! because both grow without breaking a typed host. [`invoke`] offers the same
//! operations by name, for hosts without typed bindings.

mod invoke;
mod view;

pub use invoke::{Random, invoke};
pub use view::{Document, Face, Institution, Insurer, Name};

use crate::certificate::{
    self, CertificateSummary, Challenge, Request, SignatureAlgorithm, ToSign, Verdict,
};
use crate::eligibility::{self, Judgement};
use crate::identifier::{self, InstitutionCode, InsurerNumber};
use crate::json::{self, Fault, Members};
use crate::message::{self, BuildOptions, File, FileName, Line, ReadOptions};
use crate::problem::{Code, Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

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

/// A certificate request as it crosses the boundary: see
/// [`Request`].
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
    /// DER, in any order.
    pub crls: Vec<Vec<u8>>,
    /// DER, in any order.
    pub ocsp_responses: Vec<Vec<u8>>,
    /// RFC 3339 with an offset.
    pub at: String,
    /// [`certificate::Options`] as JSON text.
    pub options: String,
}

/// Lengths alone: certificates point to people.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawRequest({} bytes)", self.leaf.len())
    }
}

/// Options from their JSON text.
fn options<T>(json: &str, read: impl FnOnce(&mut Members<'_>) -> T) -> Result<T, Problems> {
    object("options", json, read)
}

/// What an object holds; empty text is an object without members. Its member
/// `content`, a message, is left as it is written.
fn object<'a, T>(
    name: &str,
    json: &'a str,
    read: impl FnOnce(&mut Members<'a>) -> T,
) -> Result<T, Problems> {
    let json = if json.trim().is_empty() { "{}" } else { json };
    json::object(json, "content", read).map_err(|fault| malformed(name, &fault).into())
}

/// Reads a message. See [`message::read`].
///
/// # Errors
/// As [`message::read`]; [`MALFORMED_INPUT`] for the options.
pub fn read(bytes: &[u8], options: &str) -> Result<Document, Problems> {
    let options = self::options(options, ReadChoices::read)?;
    message::read(bytes, &options.as_options()).map(Document::from)
}

/// Builds a request. See [`message::build`].
///
/// # Errors
/// As [`message::build`]; [`MALFORMED_INPUT`] for the options.
pub fn build(interface_id: &str, content: &str, options: &str) -> Result<File, Problems> {
    let options = self::options(options, BuildOptions::read)?;
    message::build(interface_id, content, &options)
}

/// A message's elements in words. See [`message::outline`].
///
/// # Errors
/// As [`message::read_json`].
pub fn outline(interface_id: Option<&str>, content: &str) -> Result<Vec<Line>, Problems> {
    let options = ReadOptions {
        interface: interface_id,
        ..ReadOptions::default()
    };
    Ok(message::outline(&message::read_json(content, &options)?))
}

/// Reads a file name. See [`FileName`].
///
/// # Errors
/// [`message::OTHER_FILE_NAME`] where it is none of the system's.
pub fn parse_file_name(name: &str) -> Result<Name, Problems> {
    let other = || Problem::error(message::OTHER_FILE_NAME).at(Place::path("name"));
    Ok(FileName::read(name).ok_or_else(other)?.into())
}

/// Judges a result's content at an instant. See [`eligibility::judge`].
///
/// # Errors
/// As [`message::read_json`] and [`eligibility::judge`].
pub fn judge(content: &str, at: &str) -> Result<Judgement, Problems> {
    let at = Instant::parse(at)?;
    let document = message::read_json(content, &ReadOptions::default())?;
    eligibility::judge(&document.root, at)
}

/// Validates a chain. See [`certificate::validate`].
///
/// # Errors
/// As [`certificate::validate`]; [`MALFORMED_INPUT`] for the options.
pub fn validate(request: RawRequest) -> Result<Verdict, Problems> {
    certificate::validate(&request.parse()?)
}

/// Whether a key made a signature over a message. See
/// [`certificate::verify_signature`].
///
/// # Errors
/// As [`certificate::verify_signature`].
pub fn verify_signature(
    key: &[u8],
    algorithm: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Problems> {
    certificate::verify_signature(key, algorithm, message, signature)
}

/// Describes a certificate. See [`certificate::describe`].
///
/// # Errors
/// As [`certificate::describe`].
pub fn describe(certificate: &[u8]) -> Result<CertificateSummary, Problems> {
    certificate::describe(certificate, "certificate").map_err(Problems::from)
}

/// Issues a challenge with a fresh nonce. See [`Challenge::issue`].
///
/// # Errors
/// As [`Challenge::issue`]; [`NO_RANDOMNESS`].
pub fn issue_challenge(
    random: Random<'_>,
    audience: &str,
    at: &str,
    lifetime_seconds: u32,
) -> Result<Challenge, Problems> {
    let mut nonce = [0; 32];
    if !random(&mut nonce) {
        return Err(Problem::error(NO_RANDOMNESS).into());
    }
    Ok(Challenge::issue(
        nonce,
        audience,
        Instant::parse(at)?,
        lifetime_seconds,
    )?)
}

/// A challenge that the host kept. See [`Challenge::kept`].
///
/// # Errors
/// As [`Challenge::kept`].
pub fn kept_challenge(
    nonce: &[u8],
    audience: String,
    issued_at: &str,
    expires_at: &str,
) -> Result<Challenge, Problems> {
    let instant =
        |name, text| Instant::parse(text).map_err(|problem| problem.at(Place::path(name)));
    let issued_at = instant("issuedAt", issued_at)?;
    let expires_at = instant("expiresAt", expires_at)?;
    Ok(Challenge::kept(nonce, audience, issued_at, expires_at)?)
}

/// What a card is to sign. See [`certificate::to_sign`].
///
/// # Errors
/// An algorithm of no known name.
pub fn challenge_to_sign(challenge: &Challenge, algorithm: &str) -> Result<ToSign, Problems> {
    let algorithm = SignatureAlgorithm::parse(algorithm)?;
    Ok(certificate::to_sign(challenge, algorithm))
}

/// Validates a chain and the answer to a challenge. See [`certificate::authenticate`].
///
/// # Errors
/// As [`certificate::authenticate`]; [`MALFORMED_INPUT`] for the options.
pub fn authenticate(
    request: RawRequest,
    challenge: &Challenge,
    algorithm: &str,
    signature: &[u8],
) -> Result<Verdict, Problems> {
    certificate::authenticate(&request.parse()?, challenge, algorithm, signature)
}

/// Reads a 保険者番号. See [`InsurerNumber`].
///
/// # Errors
/// As [`InsurerNumber::read`].
pub fn read_insurer_number(text: &str) -> Result<Insurer, Problems> {
    Ok(InsurerNumber::read(text)?.into())
}

/// Reads a 医療機関コード. See [`InstitutionCode`].
///
/// # Errors
/// As [`InstitutionCode::read`].
pub fn read_institution_code(text: &str) -> Result<Institution, Problems> {
    Ok(InstitutionCode::read(text)?.into())
}

/// Text with widths folded. See [`identifier::fold_width`].
#[must_use]
pub fn fold_width(text: &str) -> String {
    identifier::fold_width(text)
}

impl RawRequest {
    fn parse(self) -> Result<Request, Problems> {
        Ok(Request {
            profile: self.profile,
            leaf: self.leaf,
            intermediates: self.intermediates,
            anchors: self.anchors,
            crls: self.crls,
            ocsp_responses: self.ocsp_responses,
            at: Instant::parse(&self.at)?,
            options: options(&self.options, certificate::Options::read)?,
        })
    }
}

/// [`ReadOptions`] as JSON: it owns its texts.
struct ReadChoices {
    file_name: Option<String>,
    interface: Option<String>,
    limits: message::Limits,
}

impl ReadChoices {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            file_name: members.optional_text("fileName"),
            interface: members.optional_text("interface"),
            limits: members.optional_object("limits", message::Limits::read),
        }
    }

    fn as_options(&self) -> ReadOptions<'_> {
        ReadOptions {
            file_name: self.file_name.as_deref(),
            interface: self.interface.as_deref(),
            limits: self.limits,
        }
    }
}

/// Says which member does not fit, and never what it holds.
fn malformed(input: &str, fault: &Fault) -> Problem {
    let place = Place::path(input);
    let place = match fault.position {
        Some((line, column)) => place.at_line(line, column),
        None => place,
    };
    Problem::error(MALFORMED_INPUT)
        .detail(&fault.en, &fault.ja)
        .at(place)
}
