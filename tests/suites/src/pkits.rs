//! PKITS, NIST's Public Key Interoperability Test Suite (version 1.0.1, 2011): the
//! certificates, CRLs and vectors that the package `pkix-path` carries.

use crate::case::Case;
use onshi_tests::material;
use serde::Deserialize;
use serde_json::json;

/// A moment when everything is valid that its test does not mean to be expired.
pub const AT: &str = "2011-04-15T00:00:00Z";

/// How many numbered tests each section has, 4.1 first.
pub const TESTS: [u32; 16] = [6, 8, 11, 21, 8, 17, 5, 20, 8, 14, 11, 10, 38, 35, 10, 2];

/// One vector as its file has it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Vector {
    name: String,
    /// The anchor first, then what may be needed, the leaf last.
    cert_path: Vec<String>,
    #[serde(rename = "CRLPath")]
    crl_path: Vec<String>,
    should_validate: bool,
    initial_policy_set: Vec<String>,
    initial_policy_mapping_inhibit: bool,
    initial_explicit_policy: bool,
    initial_any_policy_inhibit: bool,
}

/// Every vector, revocation required for the whole chain.
///
/// # Panics
/// Where the package does not have what it should.
#[must_use]
pub fn cases() -> Vec<Case> {
    let vectors: Vec<Vector> =
        serde_json::from_slice(&read("vectors.json")).expect("vectors that can be read");
    vectors.into_iter().map(Vector::into_case).collect()
}

impl Vector {
    fn into_case(self) -> Case {
        let mut certificates: Vec<_> = self
            .cert_path
            .iter()
            .map(|file| read(&format!("certs/{file}")))
            .collect();
        let leaf = certificates.pop().expect("a leaf");
        let anchor = certificates.remove(0);
        let crls = self
            .crl_path
            .iter()
            .map(|file| read(&format!("crls/{file}")));
        Case {
            id: self.name,
            accept: self.should_validate,
            profile: "generic".to_owned(),
            leaf,
            intermediates: certificates,
            anchors: vec![anchor],
            crls: crls.collect(),
            at: AT.to_owned(),
            options: json!({
                "initialPolicies": policies(&self.initial_policy_set),
                "explicitPolicy": self.initial_explicit_policy,
                "inhibitPolicyMapping": self.initial_policy_mapping_inhibit,
                "inhibitAnyPolicy": self.initial_any_policy_inhibit,
                "requireRevocation": "chain",
            }),
        }
    }
}

/// Dotted; any-policy is what the option means when it is empty.
fn policies(names: &[String]) -> Vec<String> {
    if names.len() == 1 && names.iter().any(|name| name == "anyPolicy") {
        return Vec::new();
    }
    let numbered = |name: &String| {
        let number = name
            .strip_prefix("NIST-test-policy-")
            .expect("a test policy");
        format!("2.16.840.1.101.3.2.1.48.{number}")
    };
    names.iter().map(numbered).collect()
}

fn read(path: &str) -> Vec<u8> {
    material::bytes(&format!("@package/pkix-path/tests/pkits/{path}"))
        .unwrap_or_else(|missing| panic!("{missing:?}"))
}
