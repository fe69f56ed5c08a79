//! What a caller may choose; each crosses the boundary as a JSON object.

use serde::Serialize;

/// How to read a message.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadOptions {
    /// How the file is called, which settles the interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Its interface by number or name, where the caller knows better: an answer of
    /// the Web API has no file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// Layouts of interfaces whose layout is not public, each as the JSON of a layout
    /// file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<serde_json::Value>,
    /// How much a message may ask for, as a JSON object of the core's `Limits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<serde_json::Value>,
}

impl ReadOptions {
    /// For a file of this name.
    #[must_use]
    pub fn named(file_name: impl Into<String>) -> Self {
        Self {
            file_name: Some(file_name.into()),
            ..Self::default()
        }
    }
}

/// How to build a request.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildOptions {
    /// `utf-8` (the default) or `shift-jis`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What tells this file from others: unique, chosen by the caller; 1 to 64 half-width
    /// letters, digits, `-` or `_`.
    pub suffix: String,
    /// `spaces` (the default, as the file route has it) or `zeros` before a 6-digit insurer number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub padding: Option<String>,
    /// Codes of problems to accept, such as a failed check digit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<String>,
    /// Layouts of interfaces whose layout is not public, each as the JSON of a layout
    /// file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<serde_json::Value>,
    /// How much the content may ask for, as a JSON object of the core's `Limits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<serde_json::Value>,
}

/// How to validate a certificate. Each member is explained in the core's
/// `certificate::Options`; those left as they are do not cross.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationOptions {
    /// Whether a test hierarchy (JPKI-TEST, HPKI test policies) may pass. It
    /// never may in production.
    #[serde(skip_serializing_if = "is_false")]
    pub accept_test_hierarchy: bool,
    /// Certificate policies to require beyond the profile's, dotted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required_policies: Vec<String>,
    /// user-initial-policy-set (RFC 5280 §6.1.1 (c)), dotted; empty is any-policy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initial_policies: Vec<String>,
    /// initial-explicit-policy (RFC 5280 §6.1.1 (f)).
    #[serde(skip_serializing_if = "is_false")]
    pub explicit_policy: bool,
    /// initial-policy-mapping-inhibit (RFC 5280 §6.1.1 (e)).
    #[serde(skip_serializing_if = "is_false")]
    pub inhibit_policy_mapping: bool,
    /// initial-any-policy-inhibit (RFC 5280 §6.1.1 (g)).
    #[serde(skip_serializing_if = "is_false")]
    pub inhibit_any_policy: bool,
    /// Whom the leaf must name: a DNS name, an IP address or a mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Extended key usages to require beyond the profile's, dotted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extended_key_usages: Vec<String>,
    /// Authorities between leaf and anchor at most, self-issued ones not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_intermediates: Option<u32>,
    /// Whether SHA-1 will do; with the generic profile alone.
    #[serde(skip_serializing_if = "is_false")]
    pub accept_sha1: bool,
    /// Whether a leaf within the profile's grace after expiry is told apart: the state
    /// `expired-within-grace`, never `valid`, if nothing else is wrong with it.
    #[serde(skip_serializing_if = "is_false")]
    pub accept_grace: bool,
    /// For which certificates `valid` needs proof that they are not revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_revocation: Option<RevocationScope>,
    /// The nonce OCSP responses must carry, base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocsp_nonce: Option<String>,
    /// How old revocation data may be, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_max_age_seconds: Option<u32>,
    /// Limits on input and work, as a JSON object of the core's `Limits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<serde_json::Value>,
}

/// For which certificates revocation must have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationScope {
    /// None: what is known to be revoked is refused, what was not checked is said.
    None,
    /// The certificate in question.
    Leaf,
    /// Every certificate below the anchor.
    Chain,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl ReadOptions {
    /// As the component takes them.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self)
    }
}

impl BuildOptions {
    /// As the component takes them.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self)
    }
}

impl ValidationOptions {
    /// As [`Request::options`](crate::certificate::Request::options) takes them.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self)
    }
}

/// Options are plain data: they always serialize.
fn json(options: &impl Serialize) -> String {
    serde_json::to_string(options).unwrap_or_default()
}
