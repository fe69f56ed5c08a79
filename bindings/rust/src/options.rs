//! What a caller may choose; each crosses the boundary as a JSON object.

use serde::Serialize;

/// How to read a message.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadOptions {
    /// How the file is called, which settles the interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

impl ReadOptions {
    /// For a file of this name.
    #[must_use]
    pub fn named(file_name: impl Into<String>) -> Self {
        Self {
            file_name: Some(file_name.into()),
        }
    }
}

/// How to build a request.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildOptions {
    /// `UTF-8` or `Shift_JIS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What tells this file from others: unique, chosen by the caller.
    pub suffix: String,
    /// `spaces` (the file route) or `zeros` before a 6-digit insurer number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub padding: Option<String>,
    /// Codes of problems to accept, such as a failed check digit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<String>,
}

/// How to validate a certificate.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationOptions {
    /// Whether a test hierarchy (JPKI-TEST, HPKI test policies) may pass. It
    /// never may in production.
    pub accept_test_hierarchy: bool,
    /// Whether certificates signed with SHA-1 may pass, under `generic` alone.
    pub accept_sha1: bool,
    /// Whether `valid` needs proof that nothing is revoked.
    pub require_revocation: bool,
    /// Certificate policies to require beyond the profile's, dotted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required_policies: Vec<String>,
    /// Extended key usages to require beyond the profile's, dotted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extended_key_usages: Vec<String>,
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
