//! The world's exports: convert, call, convert.

use crate::bindings::exports::onshi::sdk::certificate::{
    CertificateSummary, Challenge, Request, ToSign, Verdict,
};
use crate::bindings::exports::onshi::sdk::eligibility::Judgement;
use crate::bindings::exports::onshi::sdk::identifier::{InstitutionCode, InsurerNumber};
use crate::bindings::exports::onshi::sdk::message::{Document, File, FileName, Line};
use crate::bindings::exports::onshi::sdk::problem::Problem;
use crate::bindings::exports::onshi::sdk::{certificate, eligibility, facade, identifier, message};
use crate::convert::{challenge, document, file, judgement, problems, request, summary, verdict};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use onshi::facade as core;

/// The component.
pub(crate) struct Sdk;

type Result<T> = ::core::result::Result<T, Vec<Problem>>;

impl message::Guest for Sdk {
    fn read(bytes: Vec<u8>, options: String) -> Result<Document> {
        core::read(&bytes, &options).map(document).map_err(problems)
    }

    fn build(interface_id: String, content: String, options: String) -> Result<File> {
        core::build(&interface_id, &content, &options)
            .map(file)
            .map_err(problems)
    }

    fn outline(interface_id: Option<String>, content: String) -> Result<Vec<Line>> {
        core::outline(interface_id.as_deref(), &content)
            .map(|lines| lines.into_iter().map(Into::into).collect())
            .map_err(problems)
    }

    fn parse_file_name(name: String) -> Result<FileName> {
        core::parse_file_name(&name)
            .map(Into::into)
            .map_err(problems)
    }
}

impl eligibility::Guest for Sdk {
    fn judge(content: String, at: String) -> Result<Judgement> {
        core::judge(&content, &at).map(judgement).map_err(problems)
    }
}

impl certificate::Guest for Sdk {
    fn validate(of: Request) -> Result<Verdict> {
        core::validate(request(of)).map(verdict).map_err(problems)
    }

    fn verify_signature(
        key: Vec<u8>,
        algorithm: String,
        message: Vec<u8>,
        signature: Vec<u8>,
    ) -> Result<bool> {
        core::verify_signature(&key, &algorithm, &message, &signature).map_err(problems)
    }

    fn describe(certificate: Vec<u8>) -> Result<CertificateSummary> {
        core::describe(&certificate).map(summary).map_err(problems)
    }

    fn issue_challenge(audience: String, at: String, lifetime: u32) -> Result<Challenge> {
        core::issue_challenge(&mut random, &audience, &at, lifetime)
            .map(|issued| challenge(&issued))
            .map_err(problems)
    }

    fn challenge_to_sign(of: Challenge, algorithm: String) -> Result<ToSign> {
        let kept = core::kept_challenge(&of.nonce, of.audience, &of.issued_at, &of.expires_at);
        kept.and_then(|kept| core::challenge_to_sign(&kept, &algorithm))
            .map(Into::into)
            .map_err(problems)
    }

    fn authenticate(
        of: Request,
        to: Challenge,
        algorithm: String,
        signature: Vec<u8>,
    ) -> Result<Verdict> {
        core::kept_challenge(&to.nonce, to.audience, &to.issued_at, &to.expires_at)
            .and_then(|kept| core::authenticate(request(of), &kept, &algorithm, &signature))
            .map(verdict)
            .map_err(problems)
    }
}

impl identifier::Guest for Sdk {
    fn read_insurer_number(text: String) -> Result<InsurerNumber> {
        core::read_insurer_number(&text)
            .map(Into::into)
            .map_err(problems)
    }

    fn read_institution_code(text: String) -> Result<InstitutionCode> {
        core::read_institution_code(&text)
            .map(Into::into)
            .map_err(problems)
    }

    fn fold_width(text: String) -> String {
        core::fold_width(&text)
    }
}

impl facade::Guest for Sdk {
    fn version() -> String {
        core::VERSION.to_string()
    }

    fn invoke(
        operation: String,
        input: String,
        payload: Vec<u8>,
    ) -> ::core::result::Result<String, String> {
        core::invoke(&operation, &input, &payload, &mut random)
    }
}

fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}
