//! Certificate extensions (RFC 5280, 4.2).

use super::Name;
use crate::der;
use crate::key::PrivateKey;

/// Dotted object identifiers of the extensions.
pub mod oid {
    /// subjectDirectoryAttributes.
    pub const SUBJECT_DIRECTORY_ATTRIBUTES: &str = "2.5.29.9";
    /// subjectKeyIdentifier.
    pub const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
    /// keyUsage.
    pub const KEY_USAGE: &str = "2.5.29.15";
    /// subjectAltName.
    pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
    /// issuerAltName.
    pub const ISSUER_ALT_NAME: &str = "2.5.29.18";
    /// basicConstraints.
    pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
    /// cRLDistributionPoints.
    pub const CRL_DISTRIBUTION_POINTS: &str = "2.5.29.31";
    /// certificatePolicies.
    pub const CERTIFICATE_POLICIES: &str = "2.5.29.32";
    /// authorityKeyIdentifier.
    pub const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
    /// extKeyUsage.
    pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
    /// authorityInfoAccess.
    pub const AUTHORITY_INFO_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
}

/// The purpose id-kp-clientAuth, for [`extended_key_usage`].
pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";

/// One extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its dotted object identifier.
    pub oid: &'static str,
    /// Whether who does not know it must refuse the certificate.
    pub critical: bool,
    /// Its value, DER.
    pub value: Vec<u8>,
}

impl Extension {
    /// An extension with a value.
    #[must_use]
    pub const fn new(oid: &'static str, critical: bool, value: Vec<u8>) -> Self {
        Self {
            oid,
            critical,
            value,
        }
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let mut fields = vec![der::oid(self.oid)];
        if self.critical {
            fields.push(der::boolean(true));
        }
        fields.push(der::octet_string(&self.value));
        der::sequence(&fields)
    }
}

/// A bit of the key usage, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum KeyUsage {
    /// digitalSignature.
    DigitalSignature = 0,
    /// nonRepudiation, also called contentCommitment.
    NonRepudiation = 1,
    /// keyEncipherment.
    KeyEncipherment = 2,
    /// keyCertSign.
    KeyCertSign = 5,
    /// cRLSign.
    CrlSign = 6,
}

/// A GeneralName, of the kinds needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralName {
    /// A directoryName.
    Directory(Name),
    /// A uniformResourceIdentifier.
    Uri(String),
    /// An otherName of this type that holds a UTF8String.
    Other(&'static str, String),
}

impl GeneralName {
    fn to_der(&self) -> Vec<u8> {
        match self {
            Self::Directory(name) => der::tagged(4, &name.to_der()),
            Self::Uri(uri) => der::implicit(6, uri.as_bytes()),
            Self::Other(oid, text) => der::tagged(
                0,
                &[der::oid(oid), der::tagged(0, &der::utf8(text))].concat(),
            ),
        }
    }
}

fn general_names(names: &[GeneralName]) -> Vec<u8> {
    let names: Vec<_> = names.iter().map(GeneralName::to_der).collect();
    der::sequence(&names)
}

/// keyUsage, critical.
#[must_use]
pub fn key_usage(bits: &[KeyUsage]) -> Extension {
    let value = der::named_bits(bits.iter().map(|bit| *bit as u8));
    Extension::new(oid::KEY_USAGE, true, value)
}

/// extKeyUsage with these purposes.
#[must_use]
pub fn extended_key_usage(purposes: &[&str]) -> Extension {
    let purposes: Vec<_> = purposes.iter().map(|purpose| der::oid(purpose)).collect();
    Extension::new(oid::EXTENDED_KEY_USAGE, false, der::sequence(&purposes))
}

/// basicConstraints of an authority without a limit to what is below it, critical.
#[must_use]
pub fn authority() -> Extension {
    let value = der::sequence(&[der::boolean(true)]);
    Extension::new(oid::BASIC_CONSTRAINTS, true, value)
}

/// certificatePolicies with one policy and where its statement is, critical.
#[must_use]
pub fn policy(policy: &str, statement: &str) -> Extension {
    let qualifier = der::sequence(&[der::oid("1.3.6.1.5.5.7.2.1"), der::ia5(statement)]);
    let information = der::sequence(&[der::oid(policy), der::sequence(&[qualifier])]);
    Extension::new(
        oid::CERTIFICATE_POLICIES,
        true,
        der::sequence(&[information]),
    )
}

/// subjectAltName.
#[must_use]
pub fn subject_alt_name(names: &[GeneralName]) -> Extension {
    Extension::new(oid::SUBJECT_ALT_NAME, false, general_names(names))
}

/// issuerAltName.
#[must_use]
pub fn issuer_alt_name(names: &[GeneralName]) -> Extension {
    Extension::new(oid::ISSUER_ALT_NAME, false, general_names(names))
}

/// cRLDistributionPoints, each name a point of its own.
#[must_use]
pub fn crl_distribution_points(points: &[GeneralName]) -> Extension {
    let points: Vec<_> = points
        .iter()
        .map(|name| der::sequence(&[der::tagged(0, &der::tagged(0, &name.to_der()))]))
        .collect();
    Extension::new(oid::CRL_DISTRIBUTION_POINTS, false, der::sequence(&points))
}

/// issuingDistributionPoint of a list that is one of several, critical.
#[must_use]
pub fn issuing_distribution_point(name: &GeneralName) -> Extension {
    let point = der::tagged(0, &der::tagged(0, &name.to_der()));
    Extension::new("2.5.29.28", true, der::sequence(&[point]))
}

/// authorityInfoAccess with an OCSP responder.
#[must_use]
pub fn ocsp_responder(uri: &str) -> Extension {
    let location = GeneralName::Uri(uri.to_owned()).to_der();
    let access = der::sequence(&[der::oid("1.3.6.1.5.5.7.48.1"), location]);
    Extension::new(oid::AUTHORITY_INFO_ACCESS, false, der::sequence(&[access]))
}

/// authorityKeyIdentifier in its full form: the issuer's key, and who issued the
/// issuer's certificate under which serial number.
#[must_use]
pub fn authority_key_identifier(key: &PrivateKey, issuer: &Name, serial: u64) -> Extension {
    let value = der::sequence(&[
        der::implicit(0, &key.identifier()),
        der::tagged(1, &GeneralName::Directory(issuer.clone()).to_der()),
        der::implicit(2, &der::integer_bytes(&serial.to_be_bytes())),
    ]);
    Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, false, value)
}

/// subjectKeyIdentifier.
#[must_use]
pub fn subject_key_identifier(key: &PrivateKey) -> Extension {
    let value = der::octet_string(&key.identifier());
    Extension::new(oid::SUBJECT_KEY_IDENTIFIER, false, value)
}

/// subjectDirectoryAttributes with one hcRole (ISO 17090-3), as HPKI writes it:
/// the role's name under HPKI's national coding scheme.
#[must_use]
pub fn health_care_role(role: &str) -> Extension {
    let coded = der::set(&[
        der::tagged(0, &der::oid("1.2.392.100495.1.6.1.1")),
        der::tagged(2, &der::utf8(role)),
    ]);
    let actor = der::sequence(&[der::tagged(0, &coded)]);
    let attribute = der::sequence(&[der::oid("1.0.17090.0.1"), der::set(&[der::set(&[actor])])]);
    let value = der::sequence(&[attribute]);
    Extension::new(oid::SUBJECT_DIRECTORY_ATTRIBUTES, false, value)
}
