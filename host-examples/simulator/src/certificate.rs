//! Certificates as templates, and the authorities that sign them.
//!
//! A template is data: what deviates from a profile is a changed field or
//! extension, so that a test can make any certificate, also a wrong one.

pub mod crl;
pub mod extension;
mod name;
pub mod ocsp;

pub use extension::Extension;
pub use name::{Attribute, Name};

use crate::der;
use crate::key::PrivateKey;

/// What is to be certified.
#[derive(Clone, Debug)]
pub struct Template {
    /// The serial number.
    pub serial: u64,
    /// From when it is valid, in seconds since 1970 (UTC).
    pub not_before: i64,
    /// The last second it is valid.
    pub not_after: i64,
    /// Who it is for.
    pub subject: Name,
    /// The subject's key; only its public half is written.
    pub key: PrivateKey,
    /// Its extensions in the order they are written.
    pub extensions: Vec<Extension>,
}

impl Template {
    /// The same, valid from one second to another, both included.
    #[must_use]
    pub const fn valid(mut self, not_before: i64, not_after: i64) -> Self {
        self.not_before = not_before;
        self.not_after = not_after;
        self
    }

    /// The same without an extension, named by its dotted object identifier (see
    /// [`extension::oid`]).
    #[must_use]
    pub fn without(mut self, oid: &str) -> Self {
        self.extensions.retain(|extension| extension.oid != oid);
        self
    }

    /// The same with an extension in place of the one of its kind, or at the end.
    #[must_use]
    pub fn with(mut self, extension: Extension) -> Self {
        match self
            .extensions
            .iter_mut()
            .find(|old| old.oid == extension.oid)
        {
            Some(old) => *old = extension,
            None => self.extensions.push(extension),
        }
        self
    }

    /// The same for another key, and its identifier with it.
    #[must_use]
    pub fn for_key(mut self, key: PrivateKey) -> Self {
        self.key = key;
        let identifier = extension::subject_key_identifier(&self.key);
        if self.extensions.iter().any(|old| old.oid == identifier.oid) {
            return self.with(identifier);
        }
        self
    }

    fn signed_by(&self, issuer: &Name, issuer_key: &PrivateKey) -> Vec<u8> {
        let extensions: Vec<_> = self.extensions.iter().map(Extension::to_der).collect();
        let mut fields = vec![
            der::tagged(0, &der::integer(&[2])),
            der::integer(&self.serial.to_be_bytes()),
            issuer_key.signature_algorithm(),
            issuer.to_der(),
            der::sequence(&[der::time(self.not_before), der::time(self.not_after)]),
            self.subject.to_der(),
            self.key.public_key_info(),
        ];
        if !extensions.is_empty() {
            fields.push(der::tagged(3, &der::sequence(&extensions)));
        }
        signed(&der::sequence(&fields), issuer_key)
    }
}

/// Certificates, revocation lists and responses are all signed alike: the signed
/// part, the algorithm, the signature.
fn signed(to_be_signed: &[u8], key: &PrivateKey) -> Vec<u8> {
    let signature = key.sign(to_be_signed);
    der::sequence(&[
        to_be_signed.to_vec(),
        key.signature_algorithm(),
        der::bit_string(&signature),
    ])
}

/// A certificate with its private key: one half of a card, or an authority.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The key it certifies.
    pub key: PrivateKey,
}

/// Who issues certificates: a root or one below it.
#[derive(Clone, Debug)]
pub struct Authority {
    name: Name,
    /// Issuer and serial number of its own certificate, by which others name it.
    issuer: Name,
    serial: u64,
    credential: Credential,
}

impl Authority {
    /// A root, which signs its own certificate.
    #[must_use]
    pub fn root(template: &Template) -> Self {
        Self {
            name: template.subject.clone(),
            issuer: template.subject.clone(),
            serial: template.serial,
            credential: Credential {
                certificate: template.signed_by(&template.subject, &template.key),
                key: template.key.clone(),
            },
        }
    }

    /// An authority below this one.
    #[must_use]
    pub fn subordinate(&self, template: &Template) -> Self {
        Self {
            name: template.subject.clone(),
            issuer: self.name.clone(),
            serial: template.serial,
            credential: self.issue(template),
        }
    }

    /// A certificate by this authority.
    #[must_use]
    pub fn issue(&self, template: &Template) -> Credential {
        Credential {
            certificate: template.signed_by(&self.name, &self.credential.key),
            key: template.key.clone(),
        }
    }

    /// The subject of its certificate.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// Its certificate, DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.credential.certificate
    }

    /// Its key.
    #[must_use]
    pub const fn key(&self) -> &PrivateKey {
        &self.credential.key
    }

    fn sign(&self, to_be_signed: &[u8]) -> Vec<u8> {
        signed(to_be_signed, self.key())
    }

    /// The authority key identifier that its certificates carry: its key, and
    /// the issuer and serial number of its own certificate.
    #[must_use]
    pub fn key_identifier(&self) -> Extension {
        extension::authority_key_identifier(self.key(), &self.issuer, self.serial)
    }
}

/// A certificate with the last bit of its signature flipped.
#[must_use]
pub fn tampered(certificate: &[u8]) -> Vec<u8> {
    let mut tampered = certificate.to_vec();
    if let Some(last) = tampered.last_mut() {
        *last ^= 1;
    }
    tampered
}
