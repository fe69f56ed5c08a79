//! X.509 certificates: chains validated by RFC 5280 and a profile, challenge
//! signatures, and what a certificate says of itself.
//!
//! [`validate`] answers whether a certificate may be relied on at a time, for a
//! purpose, under anchors the caller trusts. The answer is a [`Verdict`]: a
//! state, the chain, and every check with its outcome, those that were not made
//! among them. Whatever the bytes are, there is a verdict; an error means that
//! the question makes no sense (no such profile, no anchor).
//!
//! [`challenge::authenticate`] does the same and checks that the certificate's
//! key signed a challenge. There is deliberately no function that checks a
//! challenge without the chain: a signature by a key nobody vouches for proves
//! nothing, and a program that forgets the chain would not notice.
//! [`verify_signature`] is the bare arithmetic, for signatures inside documents.
//!
//! # What is checked
//! RFC 5280 §6.1 whole: structure and encoding, names, signatures, validity (of the
//! anchor too), authority rights and path length, name constraints of every form
//! (what cannot be compared is refused), policies through the graph of RFC 9618,
//! critical extensions. Then the profile: hierarchy, algorithms, key sizes, usages;
//! whom the leaf is for, if the caller says (RFC 9525); and whether the
//! certificates are issued as RFC 5280 §4 asks, which fails or is noted as the
//! profile says. And revocation, from the CRLs (RFC 5280 §6.3 whole: distribution
//! points of every form of name, indirect and delta CRLs, reasons) and the OCSP
//! responses (RFC 6960) of the request: what they do not settle is reported as not
//! checked, with the reason.
//!
//! # Layout
//! Bytes to views: `asn1`, `oid`, `name`, `general_name`, `name_constraints`,
//! `policy`, `extension`, `x509`. Keys and signatures: `signature`. Paths:
//! `path::building`, and for each path `path::validation`, `path::names`,
//! `path::policies`, `path::conformity`, `path::identity`, `path::issuance`, with
//! `revocation` and [`profile`]. Around them: `examination` asks the question,
//! [`verdict`] is the answer, [`budget`] bounds the work.

pub mod budget;
pub mod challenge;
pub mod holder;
pub mod profile;
pub mod summary;
pub mod verdict;

mod address;
mod asn1;
mod examination;
mod extension;
mod general_name;
mod host;
mod name;
mod name_constraints;
mod oid;
mod path;
mod policy;
mod revocation;
mod rule;
mod signature;
#[cfg(test)]
mod test_support;
#[cfg(test)]
mod vulnerabilities;
mod x509;

pub use budget::{Limits, Work};
pub use challenge::{Challenge, ToSign, authenticate, to_sign};
pub use holder::Holder;
pub use profile::{PROFILES, Purpose};
pub use signature::{SignatureAlgorithm, verify_signature};
pub use summary::{CertificateSummary, describe};
pub use verdict::{Finding, Outcome, State, Verdict};

use crate::json::Members;
use crate::problem::{Code, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use examination::Examination;
use serde::Serialize;

/// A certificate in question and what to hold it against. All certificates are
/// DER.
#[derive(Clone)]
pub struct Request {
    /// A name of [`PROFILES`], or the text of a caller's own profile as JSON.
    pub profile: String,
    /// The certificate in question.
    pub leaf: Vec<u8>,
    /// Certificates that may stand between it and an anchor, in any order. They
    /// are trusted for nothing: whoever sent the leaf may have sent them.
    pub intermediates: Vec<Vec<u8>>,
    /// The certificates the caller trusts, never ones that came with the leaf.
    pub anchors: Vec<Vec<u8>>,
    /// Certificate revocation lists, DER, in any order: of any issuer, complete or
    /// delta. Those that concern no certificate of the path are set aside.
    pub crls: Vec<Vec<u8>>,
    /// OCSP responses, DER (RFC 6960 `OCSPResponse`), in any order.
    pub ocsp_responses: Vec<Vec<u8>>,
    /// The time to judge at.
    pub at: Instant,
    /// What else the caller asks for.
    pub options: Options,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("leaf_bytes", &self.leaf.len())
            .field("intermediates", &self.intermediates.len())
            .field("anchors", &self.anchors.len())
            .field("crls", &self.crls.len())
            .field("ocsp_responses", &self.ocsp_responses.len())
            .field("at", &self.at)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// What a caller asks for beside the profile. All are optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Whether a test hierarchy (O=JPKI-TEST, HPKI test cards) will do. It proves
    /// nothing about a real person, and a finding says so.
    pub accept_test_hierarchy: bool,
    /// Certificate policies, dotted, of which the path must be valid for one. With
    /// a profile that has policies these narrow them; they add none.
    pub required_policies: Vec<String>,
    /// The user-initial-policy-set of RFC 5280 §6.1.1 (c), dotted; empty means
    /// any-policy. Unlike [`Self::required_policies`] it asks for nothing unless
    /// the path or [`Self::explicit_policy`] requires an explicit policy.
    pub initial_policies: Vec<String>,
    /// initial-explicit-policy, RFC 5280 §6.1.1 (f).
    pub explicit_policy: bool,
    /// initial-policy-mapping-inhibit, RFC 5280 §6.1.1 (e).
    pub inhibit_policy_mapping: bool,
    /// initial-any-policy-inhibit, RFC 5280 §6.1.1 (g).
    pub inhibit_any_policy: bool,
    /// Whom the leaf must name in its subjectAltName: a DNS name, an IP address or
    /// a mail address (RFC 9525, RFC 5280 §4.2.1.6).
    pub name: Option<String>,
    /// Extended key usages, dotted, which the leaf must be permitted, all of them.
    pub extended_key_usages: Vec<String>,
    /// Authorities between leaf and anchor at most, not counting self-issued ones.
    pub max_intermediates: Option<u32>,
    /// Whether signatures with SHA-1 will do. Only with the generic profile: SHA-1
    /// no longer proves anything, and a finding says so.
    pub accept_sha1: bool,
    /// Whether a leaf that expired and is within the profile's grace is told apart,
    /// as [`State::ExpiredWithinGrace`], if nothing else is wrong with it. Without a
    /// grace in the profile it changes nothing. An authority may leave certificates
    /// out of its CRL once they have expired (RFC 5280 §3.3): ask it whether it does.
    pub accept_grace: bool,
    /// For which certificates revocation must have been checked. Left out, it
    /// follows from what is supplied: the chain with CRLs, the leaf with OCSP
    /// responses alone, none with neither.
    pub require_revocation: Option<RevocationScope>,
    /// The nonce that was sent to the OCSP responder, base64: responses must carry
    /// it (RFC 8954).
    pub ocsp_nonce: Option<String>,
    /// How many seconds may have passed since revocation data were made (their
    /// thisUpdate); without it, their own nextUpdate alone decides.
    pub revocation_max_age_seconds: Option<u32>,
    /// Limits on input and work.
    pub limits: Limits,
}

impl Options {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        Self {
            accept_test_hierarchy: members.flag("acceptTestHierarchy"),
            required_policies: members.texts("requiredPolicies"),
            initial_policies: members.texts("initialPolicies"),
            explicit_policy: members.flag("explicitPolicy"),
            inhibit_policy_mapping: members.flag("inhibitPolicyMapping"),
            inhibit_any_policy: members.flag("inhibitAnyPolicy"),
            name: members.optional_text("name"),
            extended_key_usages: members.texts("extendedKeyUsages"),
            max_intermediates: members.number("maxIntermediates"),
            accept_sha1: members.flag("acceptSha1"),
            accept_grace: members.flag("acceptGrace"),
            require_revocation: members.choice("requireRevocation", RevocationScope::named),
            ocsp_nonce: members.optional_text("ocspNonce"),
            revocation_max_age_seconds: members.number("revocationMaxAgeSeconds"),
            limits: members.optional_object("limits", Limits::read),
        }
    }
}

/// For which certificates revocation must have been checked, so that
/// [`State::NotChecked`] is the best answer where it could not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationScope {
    /// None: a revoked certificate is refused if that is known, and what was not
    /// checked is said.
    None,
    /// The certificate in question.
    Leaf,
    /// Every certificate below the anchor.
    Chain,
}

impl RevocationScope {
    fn named(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "leaf" => Some(Self::Leaf),
            "chain" => Some(Self::Chain),
            _ => None,
        }
    }
}

/// Whether a certificate may be relied on.
///
/// The certificates decide the verdict and nothing else: bytes that are no
/// certificate, too many of them, or too large ones make it invalid (anchors and
/// intermediates that cannot be used are set aside and noted).
///
/// # Errors
/// If the question makes no sense: `certificate.unknown-profile`,
/// `certificate.profile-not-readable`, `certificate.not-an-oid`,
/// `certificate.no-anchor`; all of them at once.
pub fn validate(request: &Request) -> Result<Verdict, Problems> {
    Ok(Examination::of(request)?.into_verdict())
}

const CODE_LISTS: &[&[Code]] = &[
    examination::RULES,
    examination::MISUSE,
    profile::MISUSE,
    signature::MISUSE,
    x509::RULES,
    budget::RULES,
    path::building::RULES,
    path::validation::RULES,
    path::names::RULES,
    path::policies::RULES,
    path::conformity::RULES,
    path::identity::RULES,
    path::issuance::RULES,
    revocation::RULES,
    challenge::RULES,
    challenge::MISUSE,
    challenge::value::MISUSE,
];

/// Every code of this module.
pub const CODES: &[Code] = &rule::gather::<{ rule::count(CODE_LISTS) }>(CODE_LISTS);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_say_something_in_both_languages() {
        let ids: BTreeSet<_> = CODES.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), CODES.len());
        assert!(CODES.len() > 60);
        for code in CODES {
            let dotted =
                code.id().starts_with("certificate.") || code.id().starts_with("challenge.");
            assert!(dotted, "{}", code.id());
            assert!(
                !code.en().is_empty() && !code.ja().is_ascii(),
                "{}",
                code.id()
            );
            assert_eq!(
                code.en().contains("{}"),
                code.ja().contains("{}"),
                "{}",
                code.id()
            );
        }
    }

    #[test]
    fn options_are_optional_and_their_names_checked() {
        let read = |text| crate::json::object(text, "", Options::read);
        let options = read(r#"{"limits":{"depth":3}}"#).unwrap();
        assert_eq!(options.limits.depth, 3);
        assert_eq!(options.limits.work, Limits::default().work);
        assert!(!options.accept_test_hierarchy);
        assert!(read(r#"{"acceptTest":true}"#).is_err());
    }
}
