//! A question a suite asks, in the words of the facade.

use base64ct::{Base64, Encoding as _};
use onshi_tests::target::Target;
use serde::Deserialize;
use serde_json::{Value, json};

/// A certificate, what to hold it against, and what the suite expects.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique in its suite.
    pub id: String,
    /// Whether the suite wants it accepted.
    pub accept: bool,
    /// A profile's name.
    pub profile: String,
    /// DER, as are the lists below.
    pub leaf: Vec<u8>,
    /// Untrusted certificates.
    pub intermediates: Vec<Vec<u8>>,
    /// Trusted certificates.
    pub anchors: Vec<Vec<u8>>,
    /// Certificate revocation lists.
    pub crls: Vec<Vec<u8>>,
    /// RFC 3339.
    pub at: String,
    /// The options, a JSON object.
    pub options: Value,
}

/// What of a verdict suites look at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Verdict {
    /// `valid`, `invalid` or `not-checked`.
    pub state: String,
    /// The checks.
    pub findings: Vec<Finding>,
    /// What it cost.
    pub work: Work,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// Such as `certificate.expired`.
    pub code: String,
    /// `passed`, `failed`, `not-checked` or `noted`.
    pub outcome: String,
}

/// What a verdict cost, and what it might have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as in the verdict")]
pub struct Work {
    pub used: u32,
    pub limit: u32,
    pub signature_checks: u32,
    pub signature_check_limit: u32,
    pub name_comparisons: u32,
    pub name_comparison_limit: u32,
    pub policy_nodes: u32,
    pub policy_node_limit: u32,
}

impl Case {
    /// The input of `certificate.validate`.
    #[must_use]
    pub fn input(&self) -> Value {
        json!({
            "profile": self.profile,
            "leaf": base64(&self.leaf),
            "intermediates": all_base64(&self.intermediates),
            "anchors": all_base64(&self.anchors),
            "crls": all_base64(&self.crls),
            "at": self.at,
            "options": self.options,
        })
    }

    /// Asks a target.
    ///
    /// # Panics
    /// Where it breaks down or calls the question misuse: no suite asks such.
    #[must_use]
    pub fn ask(&self, target: &dyn Target) -> Verdict {
        let answer = target
            .invoke("certificate.validate", &self.input().to_string(), &[])
            .unwrap_or_else(|trap| panic!("{}: {trap}", self.id))
            .unwrap_or_else(|problems| panic!("{}: {problems}", self.id));
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    /// The same with one limit set.
    #[must_use]
    pub fn with_limit(mut self, name: &str, limit: u32) -> Self {
        self.options["limits"][name] = limit.into();
        self
    }
}

impl Verdict {
    /// Whether the certificate may be relied on.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.state == "valid"
    }

    /// The codes of what failed, or else of what was not checked, each once.
    #[must_use]
    pub fn reasons(&self) -> Vec<&str> {
        let with = |outcome| {
            let mut codes: Vec<&str> = Vec::new();
            for finding in &self.findings {
                if finding.outcome == outcome && !codes.contains(&finding.code.as_str()) {
                    codes.push(&finding.code);
                }
            }
            codes
        };
        let failed = with("failed");
        if failed.is_empty() {
            with("not-checked")
        } else {
            failed
        }
    }
}

fn all_base64(all: &[Vec<u8>]) -> Vec<String> {
    all.iter().map(|bytes| base64(bytes)).collect()
}

fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}
