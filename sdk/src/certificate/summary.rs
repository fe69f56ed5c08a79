//! What a certificate says of itself, in text for people and logs that may hold
//! it.

use super::budget::Limits;
use super::holder::Holder;
use super::oid::Oid;
use super::signature::{name_of_algorithm, name_of_key};
use super::x509::Certificate;
use crate::problem::Problem;
use crate::time::Instant;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A certificate in text. Names, serial number and fingerprint point to a
/// person: `Debug` leaves them out.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSummary {
    /// What it is called in this request: `leaf`, `intermediate[1]`, `anchor[2]`.
    pub label: String,
    /// The subject in the manner of RFC 4514: `CN=…,O=…,C=JP`.
    pub subject: String,
    /// The issuer, likewise.
    pub issuer: String,
    /// The serial number in lower-case hexadecimal, without a leading zero octet;
    /// a negative one, which RFC 5280 forbids, as its two's complement.
    pub serial: String,
    /// First second of validity.
    pub not_before: Instant,
    /// Last second of validity.
    pub not_after: Instant,
    /// The subject's key: `RSA-2048`, `P-256`, or the number of its algorithm.
    pub key: String,
    /// How the issuer signed: a name of [`super::SignatureAlgorithm`], or the
    /// algorithm's number.
    pub signature_algorithm: String,
    /// The certificate policies, dotted.
    pub policies: Vec<String>,
    /// Whether issuer and subject are the same.
    pub self_issued: bool,
    /// SHA-256 over the whole certificate in lower-case hexadecimal.
    pub sha256: String,
    /// What it says of the person who holds it, if anything: 4情報, hcRole.
    pub holder: Option<Holder>,
}

impl CertificateSummary {
    pub(crate) fn of(certificate: &Certificate<'_>) -> Self {
        let serial = match certificate.serial {
            [0x00, rest @ ..] if !rest.is_empty() => rest,
            octets => octets,
        };
        let policies = certificate.extensions.policies.as_deref();
        Self {
            label: certificate.label.clone(),
            subject: certificate.subject.to_string(),
            issuer: certificate.issuer.to_string(),
            serial: hex(serial),
            not_before: certificate.not_before,
            not_after: certificate.not_after,
            key: name_of_key(certificate.key_info),
            signature_algorithm: name_of_algorithm(certificate.algorithm),
            policies: policies
                .unwrap_or_default()
                .iter()
                .map(Oid::to_string)
                .collect(),
            self_issued: certificate.is_self_issued(),
            sha256: hex(&Sha256::digest(certificate.encoded)),
            holder: Holder::of(certificate),
        }
    }
}

impl fmt::Debug for CertificateSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateSummary")
            .field("label", &self.label)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .field("key", &self.key)
            .field("signature_algorithm", &self.signature_algorithm)
            .field("policies", &self.policies)
            .field("self_issued", &self.self_issued)
            .finish_non_exhaustive()
    }
}

/// What a certificate says of itself. Nothing is verified: not its signature,
/// not its issuer, not its validity.
///
/// `label` is what to call it in the summary and in a problem's place.
///
/// # Errors
/// `certificate.malformed` and its kin, with the byte offset, if the bytes are
/// not one certificate in DER or exceed the default [`Limits`].
pub fn describe(der: &[u8], label: &str) -> Result<CertificateSummary, Problem> {
    let certificate = Certificate::read(der, label, &Limits::default());
    certificate
        .map(|certificate| CertificateSummary::of(&certificate))
        .map_err(|defect| defect.problem())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use myna_card::certificate::roots;

    #[test]
    fn describes_the_production_roots() {
        let root = &roots::KNOWN[2];
        let summary = describe(root.der, "anchor[1]").unwrap();
        assert_eq!(
            summary.subject,
            "OU=Japan Agency for Local Authority Information Systems,\
             OU=JPKI for user authentication,O=JPKI,C=JP"
        );
        assert_eq!(summary.serial, "06d18006");
        assert_eq!(summary.not_after.to_string(), "2033-07-15T14:59:59Z");
        assert_eq!(summary.key, "RSA-2048");
        assert_eq!(summary.signature_algorithm, "rsa-pkcs1-sha256");
        assert!(summary.self_issued);
        assert!(summary.sha256.starts_with("64114f29"));
    }

    #[test]
    fn debug_names_no_one() {
        let summary = describe(roots::KNOWN[2].der, "anchor[1]").unwrap();
        let debug = alloc::format!("{summary:?}");
        for hidden in ["JPKI", &summary.serial, &summary.sha256] {
            assert!(!debug.contains(hidden), "{hidden}");
        }
    }

    #[test]
    fn says_where_bytes_stop_being_a_certificate() {
        let root = roots::KNOWN[0].der;
        let cut = describe(&root[..root.len() - 1], "leaf").unwrap_err();
        assert_eq!(cut.code.id(), "certificate.malformed");
        assert_eq!(cut.place.offset, Some(0));
        let mut longer = root.to_vec();
        longer.push(0);
        let longer = describe(&longer, "leaf").unwrap_err();
        assert_eq!(longer.code.id(), "certificate.trailing-bytes");
        assert_eq!(longer.place.offset, u32::try_from(root.len()).ok());
    }
}
