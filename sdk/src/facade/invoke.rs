//! The operations by name, JSON in and out.

use super::{Document, MALFORMED_INPUT, ReadChoices, UNKNOWN_OPERATION};
use crate::certificate::{self, Challenge};
use crate::json::Members;
use crate::message::{self, BuildOptions};
use crate::problem::{Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use base64ct::{Base64, Encoding as _};
use serde::Serialize;

/// Fills a buffer with random bytes; false where the host has none.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]) -> bool;

/// Runs one operation, named `interface.function` after the functions of the
/// WIT package. `input` is a JSON object of the function's parameters, `payload`
/// the bytes that `message.read` reads. Both answers are JSON text.
///
/// # Errors
/// The operation's problems as a JSON list, never empty.
pub fn invoke(
    operation: &str,
    input: &str,
    payload: &[u8],
    random: Random<'_>,
) -> Result<String, String> {
    let answer = match operation {
        "message.read" => read(input, payload),
        "message.build" => build(input),
        "message.outline" => outline(input),
        "message.parse-file-name" => file_name(input),
        "eligibility.judge" => judge(input),
        "certificate.validate" => validate(input),
        "certificate.describe" => describe(input),
        "certificate.verify-signature" => verify_signature(input),
        "certificate.issue-challenge" => issue_challenge(input, random),
        "certificate.challenge-to-sign" => challenge_to_sign(input),
        "certificate.authenticate" => authenticate(input),
        "identifier.read-insurer-number" => read_insurer_number(input),
        "identifier.read-institution-code" => read_institution_code(input),
        "identifier.fold-width" => fold_width(input),
        _ => Err(Problem::error(UNKNOWN_OPERATION)
            .at(Place::path("operation"))
            .into()),
    };
    answer.map_err(|problems| serde_json::to_string(&problems).unwrap_or_default())
}

/// JSON text.
type Answer = Result<String, Problems>;

fn read(input: &str, payload: &[u8]) -> Answer {
    let choices = parse(input, ReadChoices::read)?;
    let document = message::read(payload, &choices.as_options())?;
    answer(&Document::from(document))
}

#[derive(Serialize)]
struct BuildOutput {
    name: String,
    bytes: String,
    notes: Problems,
}

fn build(input: &str) -> Answer {
    let (interface, content, options) = parse(input, |members| {
        (
            members.text("interfaceId"),
            members.raw("content"),
            members.optional_object("options", BuildOptions::read),
        )
    })?;
    let file = message::build(&interface, content, &options)?;
    answer(&BuildOutput {
        name: file.name.to_string(),
        bytes: Base64::encode_string(&file.bytes),
        notes: file.notes,
    })
}

fn outline(input: &str) -> Answer {
    let (interface, content) = parse(input, |members| {
        (members.optional_text("interfaceId"), members.raw("content"))
    })?;
    answer(&super::outline(interface.as_deref(), content)?)
}

fn file_name(input: &str) -> Answer {
    let [name] = texts(input, ["name"])?;
    answer(&super::parse_file_name(&name)?)
}

fn judge(input: &str) -> Answer {
    let (content, at) = parse(input, |members| {
        (members.raw("content"), members.text("at"))
    })?;
    answer(&super::judge(content, &at)?)
}

/// A request as it is written: bytes are base64.
struct RequestInput {
    profile: String,
    leaf: String,
    intermediates: Vec<String>,
    anchors: Vec<String>,
    crls: Vec<String>,
    ocsp_responses: Vec<String>,
    at: String,
    options: certificate::Options,
}

impl RequestInput {
    fn read(members: &mut Members<'_>) -> Self {
        members.require(&["anchors"]);
        Self {
            profile: members.text("profile"),
            leaf: members.text("leaf"),
            intermediates: members.texts("intermediates"),
            anchors: members.texts("anchors"),
            crls: members.texts("crls"),
            ocsp_responses: members.texts("ocspResponses"),
            at: members.text("at"),
            options: members.optional_object("options", certificate::Options::read),
        }
    }

    fn parse(self) -> Result<certificate::Request, Problems> {
        let list = |name, certificates: &[String]| {
            let bytes = certificates.iter().map(|text| bytes(name, text));
            bytes.collect::<Result<Vec<_>, _>>()
        };
        Ok(certificate::Request {
            leaf: bytes("leaf", &self.leaf)?,
            intermediates: list("intermediates", &self.intermediates)?,
            anchors: list("anchors", &self.anchors)?,
            crls: list("crls", &self.crls)?,
            ocsp_responses: list("ocspResponses", &self.ocsp_responses)?,
            profile: self.profile,
            at: Instant::parse(&self.at)?,
            options: self.options,
        })
    }
}

fn validate(input: &str) -> Answer {
    let request = parse(input, RequestInput::read)?;
    answer(&certificate::validate(&request.parse()?)?)
}

fn describe(input: &str) -> Answer {
    let [certificate] = texts(input, ["certificate"])?;
    answer(&super::describe(&bytes("certificate", &certificate)?)?)
}

#[derive(Serialize)]
struct SignatureOutput {
    matches: bool,
}

fn verify_signature(input: &str) -> Answer {
    let [key, algorithm, message, signature] =
        texts(input, ["key", "algorithm", "message", "signature"])?;
    let matches = super::verify_signature(
        &bytes("key", &key)?,
        &algorithm,
        &bytes("message", &message)?,
        &bytes("signature", &signature)?,
    )?;
    answer(&SignatureOutput { matches })
}

fn issue_challenge(input: &str, random: Random<'_>) -> Answer {
    let (audience, at, lifetime) = parse(input, |members| {
        (
            members.text("audience"),
            members.text("at"),
            members.required_number("lifetimeSeconds"),
        )
    })?;
    answer(&super::issue_challenge(random, &audience, &at, lifetime)?)
}

/// A challenge as it was issued, member by member, so that a problem names one.
struct KeptChallenge {
    nonce: String,
    audience: String,
    issued_at: String,
    expires_at: String,
}

impl KeptChallenge {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            nonce: members.text("nonce"),
            audience: members.text("audience"),
            issued_at: members.text("issuedAt"),
            expires_at: members.text("expiresAt"),
        }
    }

    fn parse(self) -> Result<Challenge, Problems> {
        let nonce = bytes("nonce", &self.nonce)?;
        super::kept_challenge(&nonce, self.audience, &self.issued_at, &self.expires_at)
    }
}

fn challenge_to_sign(input: &str) -> Answer {
    let (challenge, algorithm) = parse(input, |members| {
        (
            members.object("challenge", KeptChallenge::read),
            members.text("algorithm"),
        )
    })?;
    answer(&super::challenge_to_sign(&challenge.parse()?, &algorithm)?)
}

fn authenticate(input: &str) -> Answer {
    let (request, challenge, algorithm, signature) = parse(input, |members| {
        (
            members.object("request", RequestInput::read),
            members.object("challenge", KeptChallenge::read),
            members.text("algorithm"),
            members.text("signature"),
        )
    })?;
    let signature = bytes("signature", &signature)?;
    let challenge = challenge.parse()?;
    let request = request.parse()?;
    answer(&certificate::authenticate(
        &request, &challenge, &algorithm, &signature,
    )?)
}

fn read_insurer_number(input: &str) -> Answer {
    let [text] = texts(input, ["text"])?;
    answer(&super::read_insurer_number(&text)?)
}

fn read_institution_code(input: &str) -> Answer {
    let [text] = texts(input, ["text"])?;
    answer(&super::read_institution_code(&text)?)
}

fn fold_width(input: &str) -> Answer {
    let [text] = texts(input, ["text"])?;
    answer(&super::fold_width(&text))
}

/// Members that are texts, and no others.
fn texts<const N: usize>(input: &str, names: [&str; N]) -> Result<[String; N], Problems> {
    parse(input, |members| names.map(|name| members.text(name)))
}

fn parse<'a, T>(input: &'a str, read: impl FnOnce(&mut Members<'a>) -> T) -> Result<T, Problems> {
    super::object("input", input, read)
}

fn bytes(name: &str, base64: &str) -> Result<Vec<u8>, Problem> {
    Base64::decode_vec(base64).map_err(|_| {
        Problem::error(MALFORMED_INPUT)
            .detail("not base64", "base64ではありません")
            .at(Place::path(name))
    })
}

fn answer(value: &impl Serialize) -> Answer {
    // Structs, lists and texts always serialize.
    Ok(serde_json::to_string(value).unwrap_or_default())
}
