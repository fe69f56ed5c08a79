//! Challenges: proof that whoever presents a certificate holds its key, now.
//!
//! The verifier issues a [`Challenge`] with a fresh random nonce and keeps it;
//! the card signs the text of [`Challenge::message`]; [`authenticate`] checks the
//! chain and the signature over the text that the *kept* challenge gives. What
//! the other side returns is the signature alone, never the text or the
//! challenge.
//!
//! # Single use
//! A challenge proves something once. This library keeps no state: the host
//! records every challenge it issues and takes it out of the record, atomically,
//! before it calls [`authenticate`]. Each verdict says that this was not checked
//! here.

pub(crate) mod value;

pub use value::Challenge;

use super::examination::Examination;
use super::extension::{self, KeyUsage};
use super::profile::Purpose;
use super::rule::rules;
use super::verdict::{Finding, Verdict};
use super::{Request, SignatureAlgorithm};
use crate::answer;
use crate::problem::{Code, Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

rules! {
    /// Signed with the leaf's key.
    SIGNED = "challenge.signed", "Onshi challenge v1",
        "the challenge was signed with the certificate's key ({})",
        "チャレンジは証明書の鍵で署名されています({})";
    /// Not signed with it.
    NOT_SIGNED = "challenge.not-signed", "Onshi challenge v1",
        "the signature is not one over this challenge with the certificate's key",
        "署名は、このチャレンジに対する証明書の鍵によるものではありません";
    /// A key that is not meant for this.
    KEY_NOT_FOR_SIGNING = "challenge.key-not-for-signing", "RFC 5280 §4.2.1.3",
        "the certificate's key may not make digital signatures",
        "証明書の鍵用途では、デジタル署名が許されていません";
    /// An algorithm the profile does not accept.
    ALGORITHM_NOT_ACCEPTED = "challenge.algorithm-not-accepted", "Onshi profile",
        "signed with an algorithm the profile does not accept",
        "プロファイルで認められていない署名アルゴリズムです";
    /// In time.
    IN_TIME = "challenge.in-time", "Onshi challenge v1",
        "the challenge had been issued and had not expired at the time given",
        "チャレンジは指定日時に有効です";
    /// Not issued yet.
    NOT_YET_ISSUED = "challenge.not-yet-issued", "Onshi challenge v1",
        "the challenge was issued after the time given", "チャレンジの発行日時が指定日時より後です";
    /// Too late.
    EXPIRED = "challenge.expired", "Onshi challenge v1",
        "the challenge had expired at the time given", "チャレンジの有効期限が切れています。もう一度やり直してください";
    /// The leaf could not be read.
    UNVERIFIED = "challenge.unverified", "Onshi challenge v1",
        "the signature over the challenge was not checked: there is no certificate to check it with, or no budget left",
        "チャレンジの署名は確認していません(証明書を読み取れないか、作業量の上限に達しました)";
    /// Single use is the host's.
    SINGLE_USE = "challenge.single-use-not-checked", "Onshi challenge v1",
        "that the challenge is used only once is for the host's record to ensure, and was not checked here",
        "チャレンジが一度しか使われないことは、呼び出し側の記録で確認してください(ここでは確認していません)";
}

const NOT_FOR_AUTHENTICATION: Code = code!(
    "challenge.profile-not-for-authentication",
    "certificates of this profile sign documents: nobody authenticates with them",
    "署名用の証明書は本人確認のチャレンジには使えません。利用者証明用(認証用)の証明書を使ってください",
);

pub(crate) const MISUSE: &[Code] = &[NOT_FOR_AUTHENTICATION];

/// What to hand to the signer. As JSON, bytes are in base64.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToSign {
    /// The text, for signers that hash by themselves.
    pub message: String,
    /// Its digest: what an ECDSA card signs.
    #[serde(serialize_with = "answer::bytes")]
    pub digest: Vec<u8>,
    /// The digest in a DigestInfo (RFC 8017 §9.2): what a JPKI card signs with
    /// COMPUTE DIGITAL SIGNATURE (80 2A, P1 = 00). None for ECDSA.
    #[serde(
        serialize_with = "answer::optional_bytes",
        skip_serializing_if = "Option::is_none"
    )]
    pub digest_info: Option<Vec<u8>>,
}

impl fmt::Debug for ToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToSign").finish_non_exhaustive()
    }
}

/// What is to be signed of a challenge under an algorithm.
#[must_use]
pub fn to_sign(challenge: &Challenge, algorithm: SignatureAlgorithm) -> ToSign {
    let message = challenge.message();
    ToSign {
        digest: algorithm.hash().digest(message.as_bytes()),
        digest_info: algorithm.digest_info(message.as_bytes()),
        message,
    }
}

/// Whether a certificate may be relied on, and its key signed the challenge, at
/// the request's time.
///
/// `challenge` is the one the verifier issued and kept. `algorithm` is a name of
/// [`SignatureAlgorithm`]. `signature` is what the signer returned: as long as the
/// modulus for RSA, DER for ECDSA. The verdict is that of [`super::validate`] with
/// the challenge's findings added; it is valid only if both hold.
///
/// # Errors
/// As [`super::validate`]; `challenge.profile-not-for-authentication` with a
/// profile for signing; `certificate.unknown-algorithm`.
pub fn authenticate(
    request: &Request,
    challenge: &Challenge,
    algorithm: &str,
    signature: &[u8],
) -> Result<Verdict, Problems> {
    let algorithm = SignatureAlgorithm::parse(algorithm)?;
    let mut examination = Examination::of(request)?;
    if examination.criteria.profile.purpose == Purpose::Signature {
        let problem = Problem::error(NOT_FOR_AUTHENTICATION);
        return Err(problem.at(Place::path("profile")).into());
    }
    let findings = [
        timeliness(challenge, request.at),
        proof(&mut examination, challenge, algorithm, signature),
        SINGLE_USE.not_checked(Place::nowhere()),
    ];
    examination.findings.extend(findings);
    Ok(examination.into_verdict())
}

fn timeliness(challenge: &Challenge, at: Instant) -> Finding {
    let rule = if at < challenge.issued_at() {
        NOT_YET_ISSUED
    } else if at > challenge.expires_at() {
        EXPIRED
    } else {
        return IN_TIME.passed(Place::nowhere());
    };
    rule.failed(Place::nowhere())
}

/// A failed finding, or the one that says the signature is right.
fn proof(
    examination: &mut Examination<'_>,
    challenge: &Challenge,
    algorithm: SignatureAlgorithm,
    signature: &[u8],
) -> Finding {
    let Some(leaf) = &examination.leaf else {
        return UNVERIFIED.failed(Place::nowhere());
    };
    let Ok(key) = leaf.public_key() else {
        return UNVERIFIED.failed(leaf.place());
    };
    let accepted = &examination.criteria.profile.signature_algorithms;
    let usage = leaf.extensions.key_usage;
    if !accepted.contains(&algorithm) {
        ALGORITHM_NOT_ACCEPTED.failed(leaf.place())
    } else if usage.is_some_and(|usage| !usage.contains(KeyUsage::DIGITAL_SIGNATURE)) {
        KEY_NOT_FOR_SIGNING.failed(leaf.place_in(extension::KEY_USAGE))
    } else if examination.budget.spend_on_signature(key.cost()).is_err() {
        UNVERIFIED.failed(leaf.place())
    } else if key.verifies(algorithm.into(), challenge.message().as_bytes(), signature) {
        SIGNED.passed(leaf.place()).detail(algorithm.as_str())
    } else {
        NOT_SIGNED.failed(leaf.place())
    }
}

#[cfg(test)]
mod tests;
