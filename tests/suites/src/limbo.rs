//! x509-limbo, C2SP's certificate validation test cases.

use crate::case::Case;
use base64ct::{Base64, Encoding as _};
use onshi_tests::material::{self, Missing};
use serde::Deserialize;
use serde_json::{Value, json};

/// For cases that name no time. Their certificates are valid from 1970 to 2969.
const AT: &str = "2026-11-21T00:00:00Z";

/// The file.
#[derive(Deserialize)]
struct Suite {
    version: u32,
    testcases: Vec<Testcase>,
}

/// One case as the file has it: what of it decides.
#[derive(Deserialize)]
struct Testcase {
    id: String,
    validation_kind: Kind,
    trusted_certs: Vec<String>,
    untrusted_intermediates: Vec<String>,
    peer_certificate: String,
    crls: Vec<String>,
    validation_time: Option<String>,
    signature_algorithms: Vec<String>,
    key_usage: Vec<String>,
    extended_key_usage: Vec<String>,
    expected_result: Expected,
    expected_peer_name: Option<Name>,
    expected_peer_names: Vec<Name>,
    max_chain_depth: Option<u32>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
enum Kind {
    Server,
    Client,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
enum Expected {
    Success,
    Failure,
}

#[derive(Deserialize)]
struct Name {
    value: String,
}

/// Every case of the suite; those that name several peers once for each.
///
/// # Errors
/// [`Missing`] where the suite is not on this machine and not required.
///
/// # Panics
/// Where it can't be read.
pub fn cases() -> Result<Vec<Case>, Missing> {
    let bytes = material::bytes("@suite/x509-limbo.json")?;
    let suite: Suite = serde_json::from_slice(&bytes).expect("a suite that can be read");
    assert_eq!(suite.version, 1, "another format than this reads");
    Ok(suite.testcases.iter().flat_map(Testcase::cases).collect())
}

/// Limits that keep oversized cases out, raised so that the budget meant for what
/// they try is what stops them; and the work, which pays for reading so much.
pub const SIZE_LIMITS: [(&str, u32); 3] = [
    ("certificates", 128),
    ("certificateBytes", 128 * 1024),
    ("work", 12_000),
];

impl Testcase {
    fn cases(&self) -> Vec<Case> {
        assert!(
            self.signature_algorithms.is_empty(),
            "{}: not supported",
            self.id
        );
        let names = self
            .expected_peer_name
            .iter()
            .chain(&self.expected_peer_names);
        let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
        match names.as_slice() {
            [] => vec![self.case(self.id.clone(), None)],
            [name] => vec![self.case(self.id.clone(), Some(name))],
            several => (1..)
                .zip(several)
                .map(|(number, name)| self.case(format!("{}#{number}", self.id), Some(name)))
                .collect(),
        }
    }

    fn case(&self, id: String, name: Option<&str>) -> Case {
        let mut options = json!({});
        if let Some(name) = name {
            options["name"] = name.into();
        }
        if let Some(depth) = self.max_chain_depth {
            options["maxIntermediates"] = depth.into();
        }
        if !self.extended_key_usage.is_empty() {
            let purposes = self.extended_key_usage.iter().map(|name| purpose(name));
            options["extendedKeyUsages"] = purposes.collect();
        }
        Case {
            id,
            accept: self.expected_result == Expected::Success,
            profile: self.profile().to_owned(),
            leaf: der(&self.peer_certificate),
            intermediates: self
                .untrusted_intermediates
                .iter()
                .map(|pem| der(pem))
                .collect(),
            anchors: self.trusted_certs.iter().map(|pem| der(pem)).collect(),
            crls: self.crls.iter().map(|pem| der(pem)).collect(),
            at: self
                .validation_time
                .clone()
                .unwrap_or_else(|| AT.to_owned()),
            options,
        }
    }

    /// The group `webpki` asks for more than RFC 5280, and for less in places: it
    /// is what the TLS profiles are for, and so is what needs a key usage.
    fn profile(&self) -> &'static str {
        let of_the_web = self.id.starts_with("webpki::") || self.id.starts_with("online::");
        match self.validation_kind {
            _ if !of_the_web && self.key_usage.is_empty() => "generic",
            Kind::Server => "tls-server",
            Kind::Client => "tls-client",
        }
    }
}

fn purpose(name: &str) -> Value {
    match name {
        "serverAuth" => "1.3.6.1.5.5.7.3.1".into(),
        "clientAuth" => "1.3.6.1.5.5.7.3.2".into(),
        other => panic!("{other}: an extended key usage no case had before"),
    }
}

/// The bytes of a PEM text.
fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    Base64::decode_vec(&lines.collect::<String>()).expect("PEM")
}
