//! Certificate revocation lists (RFC 5280, 5).

use super::Authority;
use super::extension::{self, Extension, GeneralName};
use crate::der;

/// Why a certificate is revoked, by its number (RFC 5280, 5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Reason {
    /// keyCompromise: the card is lost.
    KeyCompromise = 1,
    /// affiliationChanged: the holder has moved.
    AffiliationChanged = 3,
    /// superseded: there is a newer certificate.
    Superseded = 4,
    /// cessationOfOperation: the holder has returned the card.
    CessationOfOperation = 5,
    /// certificateHold: suspended for now.
    CertificateHold = 6,
}

/// A list to be signed.
#[derive(Clone, Debug)]
pub struct RevocationList {
    /// The list's number.
    pub number: u64,
    /// When it was made, in seconds since 1970 (UTC).
    pub this_update: i64,
    /// When there will be a newer one.
    pub next_update: i64,
    /// The part of the issuer's certificates it is about; all of them if none.
    pub distribution_point: Option<GeneralName>,
    /// Serial numbers, since when they are revoked, and why.
    pub revoked: Vec<(u64, i64, Reason)>,
}

impl RevocationList {
    /// The list, DER, signed by an authority.
    #[must_use]
    pub fn signed_by(&self, authority: &Authority) -> Vec<u8> {
        let mut extensions = vec![
            authority.key_identifier().to_der(),
            Extension::new("2.5.29.20", false, der::integer(&self.number.to_be_bytes())).to_der(),
        ];
        if let Some(point) = &self.distribution_point {
            extensions.push(extension::issuing_distribution_point(point).to_der());
        }
        let mut fields = vec![
            der::integer(&[1]),
            authority.key().signature_algorithm(),
            authority.name().to_der(),
            der::time(self.this_update),
            der::time(self.next_update),
        ];
        if !self.revoked.is_empty() {
            let entries: Vec<_> = self.revoked.iter().map(entry).collect();
            fields.push(der::sequence(&entries));
        }
        fields.push(der::tagged(0, &der::sequence(&extensions)));
        authority.sign(&der::sequence(&fields))
    }
}

fn entry(&(serial, since, reason): &(u64, i64, Reason)) -> Vec<u8> {
    let reason = Extension::new("2.5.29.21", false, der::enumerated(reason as u8));
    der::sequence(&[
        der::integer(&serial.to_be_bytes()),
        der::time(since),
        der::sequence(&[reason.to_der()]),
    ])
}
