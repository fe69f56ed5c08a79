//! The operations by name, JSON in and out.

use super::{Document, MALFORMED_INPUT, ReadChoices, UNKNOWN_OPERATION, malformed};
use crate::certificate::{self, Challenge};
use crate::message::{self, BuildOptions};
use crate::problem::{Place, Problem, Problems};
use crate::time::Instant;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use base64ct::{Base64, Encoding as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

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
    let choices: ReadChoices = parse(input)?;
    let document = message::read(payload, &choices.as_options())?;
    answer(&Document::from(document))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BuildInput {
    interface_id: String,
    content: Box<RawValue>,
    #[serde(default)]
    options: BuildOptions,
}

#[derive(Serialize)]
struct BuildOutput {
    name: String,
    bytes: String,
    notes: Problems,
}

fn build(input: &str) -> Answer {
    let input: BuildInput = parse(input)?;
    let file = message::build(&input.interface_id, input.content.get(), &input.options)?;
    answer(&BuildOutput {
        name: file.name.to_string(),
        bytes: Base64::encode_string(&file.bytes),
        notes: file.notes,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OutlineInput {
    #[serde(default)]
    interface_id: Option<String>,
    content: Box<RawValue>,
}

fn outline(input: &str) -> Answer {
    let input: OutlineInput = parse(input)?;
    answer(&super::outline(
        input.interface_id.as_deref(),
        input.content.get(),
    )?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameInput {
    name: String,
}

fn file_name(input: &str) -> Answer {
    let input: NameInput = parse(input)?;
    answer(&super::parse_file_name(&input.name)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgeInput {
    content: Box<RawValue>,
    at: String,
}

fn judge(input: &str) -> Answer {
    let input: JudgeInput = parse(input)?;
    answer(&super::judge(input.content.get(), &input.at)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RequestInput {
    profile: String,
    leaf: String,
    #[serde(default)]
    intermediates: Vec<String>,
    anchors: Vec<String>,
    #[serde(default)]
    crls: Vec<String>,
    #[serde(default)]
    ocsp_responses: Vec<String>,
    at: String,
    #[serde(default)]
    options: certificate::Options,
}

impl RequestInput {
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
    let request: RequestInput = parse(input)?;
    answer(&certificate::validate(&request.parse()?)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribeInput {
    certificate: String,
}

fn describe(input: &str) -> Answer {
    let input: DescribeInput = parse(input)?;
    answer(&super::describe(&bytes(
        "certificate",
        &input.certificate,
    )?)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureInput {
    key: String,
    algorithm: String,
    message: String,
    signature: String,
}

#[derive(Serialize)]
struct SignatureOutput {
    matches: bool,
}

fn verify_signature(input: &str) -> Answer {
    let input: SignatureInput = parse(input)?;
    let matches = super::verify_signature(
        &bytes("key", &input.key)?,
        &input.algorithm,
        &bytes("message", &input.message)?,
        &bytes("signature", &input.signature)?,
    )?;
    answer(&SignatureOutput { matches })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IssueInput {
    audience: String,
    at: String,
    lifetime_seconds: u32,
}

fn issue_challenge(input: &str, random: Random<'_>) -> Answer {
    let input: IssueInput = parse(input)?;
    answer(&super::issue_challenge(
        random,
        &input.audience,
        &input.at,
        input.lifetime_seconds,
    )?)
}

/// A challenge as it was issued, member by member, so that a problem names one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct KeptChallenge {
    nonce: String,
    audience: String,
    issued_at: String,
    expires_at: String,
}

impl KeptChallenge {
    fn parse(self) -> Result<Challenge, Problems> {
        let nonce = bytes("nonce", &self.nonce)?;
        super::kept_challenge(&nonce, self.audience, &self.issued_at, &self.expires_at)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToSignInput {
    challenge: KeptChallenge,
    algorithm: String,
}

fn challenge_to_sign(input: &str) -> Answer {
    let input: ToSignInput = parse(input)?;
    answer(&super::challenge_to_sign(
        &input.challenge.parse()?,
        &input.algorithm,
    )?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthenticateInput {
    request: RequestInput,
    challenge: KeptChallenge,
    algorithm: String,
    signature: String,
}

fn authenticate(input: &str) -> Answer {
    let input: AuthenticateInput = parse(input)?;
    let signature = bytes("signature", &input.signature)?;
    let challenge = input.challenge.parse()?;
    let request = input.request.parse()?;
    answer(&certificate::authenticate(
        &request,
        &challenge,
        &input.algorithm,
        &signature,
    )?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

fn read_insurer_number(input: &str) -> Answer {
    let input: TextInput = parse(input)?;
    answer(&super::read_insurer_number(&input.text)?)
}

fn read_institution_code(input: &str) -> Answer {
    let input: TextInput = parse(input)?;
    answer(&super::read_institution_code(&input.text)?)
}

fn fold_width(input: &str) -> Answer {
    let input: TextInput = parse(input)?;
    answer(&super::fold_width(&input.text))
}

fn parse<T: DeserializeOwned>(input: &str) -> Result<T, Problems> {
    super::object("input", input)
}

fn bytes(name: &str, base64: &str) -> Result<Vec<u8>, Problem> {
    Base64::decode_vec(base64).map_err(|_| {
        Problem::error(MALFORMED_INPUT)
            .detail("not base64", "base64ではありません")
            .at(Place::path(name))
    })
}

fn answer(value: &impl Serialize) -> Answer {
    serde_json::to_string(value).map_err(|error| malformed("answer", &error).into())
}
