//! OCSP responses (RFC 6960), signed by the issuer itself.

use super::Authority;
use super::crl::Reason;
use super::extension::Extension;
use crate::der;
use sha1::{Digest, Sha1};

/// What a responder says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not revoked.
    Good,
    /// Revoked since then, for a reason.
    Revoked(i64, Reason),
    /// Not a certificate the responder knows.
    Unknown,
}

/// An answer to be signed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The certificate's serial number.
    pub serial: u64,
    /// What is said of it.
    pub status: Status,
    /// When that was known, in seconds since 1970 (UTC).
    pub this_update: i64,
    /// When more will be known.
    pub next_update: i64,
    /// The nonce of the question.
    pub nonce: Option<Vec<u8>>,
}

impl Answer {
    /// The response, DER, about a certificate of this authority and by it.
    #[must_use]
    pub fn signed_by(&self, authority: &Authority) -> Vec<u8> {
        let name = authority.name().to_der();
        let id = der::sequence(&[
            der::sequence(&[der::oid("1.3.14.3.2.26"), der::NULL.to_vec()]),
            der::octet_string(&Sha1::digest(&name)),
            der::octet_string(&authority.key().identifier()),
            der::integer(&self.serial.to_be_bytes()),
        ]);
        let status = match self.status {
            Status::Good => der::implicit(0, &[]),
            Status::Unknown => der::implicit(2, &[]),
            Status::Revoked(since, reason) => {
                let reason = der::tagged(0, &der::enumerated(reason as u8));
                der::tagged(1, &[der::generalized_time(since), reason].concat())
            }
        };
        let single = der::sequence(&[
            id,
            status,
            der::generalized_time(self.this_update),
            der::tagged(0, &der::generalized_time(self.next_update)),
        ]);
        let mut fields = vec![
            der::tagged(1, &name),
            der::generalized_time(self.this_update),
            der::sequence(&[single]),
        ];
        if let Some(nonce) = &self.nonce {
            let value = der::octet_string(nonce);
            let nonce = Extension::new("1.3.6.1.5.5.7.48.1.2", false, value);
            fields.push(der::tagged(1, &der::sequence(&[nonce.to_der()])));
        }
        let basic = authority.sign(&der::sequence(&fields));
        let bytes = [der::oid("1.3.6.1.5.5.7.48.1.1"), der::octet_string(&basic)];
        der::sequence(&[der::enumerated(0), der::tagged(0, &der::sequence(&bytes))])
    }
}
