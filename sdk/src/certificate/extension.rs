//! The extensions that decide about a path (RFC 5280 §4.2).

use super::asn1::{Malformed, Value, context};
use super::general_name::{GeneralName, IpOctets};
use super::name_constraints::NameConstraints;
use super::oid::Oid;
use super::policy::{self, PolicyConstraints, PolicyMapping};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::Tag;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $dotted:literal;)+) => {
        $(
            $(#[$doc])*
            pub(crate) const $name: Oid<'static> =
                Oid::known(&ObjectIdentifier::new_unwrap($dotted));
        )+
    };
}

oids! {
    SUBJECT_DIRECTORY_ATTRIBUTES = "2.5.29.9";
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    KEY_USAGE = "2.5.29.15";
    SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    ISSUER_ALTERNATIVE_NAME = "2.5.29.18";
    BASIC_CONSTRAINTS = "2.5.29.19";
    CRL_NUMBER = "2.5.29.20";
    REASON_CODE = "2.5.29.21";
    INVALIDITY_DATE = "2.5.29.24";
    DELTA_CRL_INDICATOR = "2.5.29.27";
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    CERTIFICATE_ISSUER = "2.5.29.29";
    NAME_CONSTRAINTS = "2.5.29.30";
    CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    CERTIFICATE_POLICIES = "2.5.29.32";
    POLICY_MAPPINGS = "2.5.29.33";
    AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    POLICY_CONSTRAINTS = "2.5.29.36";
    EXTENDED_KEY_USAGE = "2.5.29.37";
    /// Not an extension but a purpose, that of all.
    ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
    FRESHEST_CRL = "2.5.29.46";
    INHIBIT_ANY_POLICY = "2.5.29.54";
    AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    SUBJECT_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.11";
}

/// One extension as it stands in the certificate.
pub(crate) struct Extension<'a> {
    pub(crate) id: Oid<'a>,
    pub(crate) critical: bool,
    pub(crate) offset: usize,
    value: Value<'a>,
}

impl<'a> Extension<'a> {
    /// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }
    pub(crate) fn read(sequence: Value<'a>) -> Result<Self, Malformed> {
        let mut cursor = sequence.open();
        let id = cursor.take(Tag::ObjectIdentifier)?.oid()?;
        let critical = match cursor.take_if(Tag::Boolean)? {
            None => false,
            // DER leaves a default out.
            Some(flag) if !flag.boolean()? => return Err(flag.malformed()),
            Some(_) => true,
        };
        let value = cursor.take(Tag::OctetString)?;
        cursor.end()?;
        Ok(Self {
            id,
            critical,
            offset: sequence.offset,
            value,
        })
    }

    pub(crate) fn malformed(&self) -> Malformed {
        Malformed {
            offset: self.offset,
        }
    }

    /// Bytes of its value.
    pub(crate) fn length(&self) -> usize {
        self.value.contents.len()
    }

    /// The one value inside the OCTET STRING.
    pub(crate) fn inner(&self, tag: Tag) -> Result<Value<'a>, Malformed> {
        let mut cursor = self.value.open();
        let inner = cursor.take(tag)?;
        cursor.end()?;
        Ok(inner)
    }

    /// Whether this library knows what it says. An unknown one matters only if
    /// it is critical (RFC 5280 §4.2).
    pub(crate) fn is_recognised(&self) -> bool {
        [
            SUBJECT_DIRECTORY_ATTRIBUTES,
            SUBJECT_KEY_IDENTIFIER,
            KEY_USAGE,
            SUBJECT_ALTERNATIVE_NAME,
            ISSUER_ALTERNATIVE_NAME,
            BASIC_CONSTRAINTS,
            NAME_CONSTRAINTS,
            CRL_DISTRIBUTION_POINTS,
            CERTIFICATE_POLICIES,
            POLICY_MAPPINGS,
            AUTHORITY_KEY_IDENTIFIER,
            POLICY_CONSTRAINTS,
            EXTENDED_KEY_USAGE,
            FRESHEST_CRL,
            INHIBIT_ANY_POLICY,
            AUTHORITY_INFORMATION_ACCESS,
            SUBJECT_INFORMATION_ACCESS,
        ]
        .contains(&self.id)
    }
}

/// The extensions of a certificate, those that decide about a path decoded.
#[derive(Default)]
pub(crate) struct Extensions<'a> {
    /// All of them, in order.
    pub(crate) all: Vec<Extension<'a>>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) basic_constraints: Option<BasicConstraints>,
    pub(crate) extended_key_usage: Option<Vec<Oid<'a>>>,
    pub(crate) policies: Option<Vec<Oid<'a>>>,
    pub(crate) policy_mappings: Option<Vec<PolicyMapping<'a>>>,
    pub(crate) policy_constraints: PolicyConstraints,
    pub(crate) subject_alternative_names: Option<Vec<GeneralName<'a>>>,
    pub(crate) name_constraints: Option<NameConstraints<'a>>,
    pub(crate) subject_key_identifier: Option<&'a [u8]>,
    /// The key identifier of authorityKeyIdentifier, if it has one.
    pub(crate) authority_key_identifier: Option<&'a [u8]>,
    /// Whether authorityKeyIdentifier has an issuer's name or serial number.
    pub(crate) names_authority_certificate: bool,
}

impl<'a> Extensions<'a> {
    /// Decodes an extension, if it is one of those, and keeps it.
    pub(crate) fn add(&mut self, extension: Extension<'a>) -> Result<(), Malformed> {
        match extension.id {
            KEY_USAGE => {
                self.key_usage = Some(KeyUsage::read(extension.inner(Tag::BitString)?)?);
            }
            BASIC_CONSTRAINTS => {
                let inner = extension.inner(Tag::Sequence)?;
                self.basic_constraints = Some(BasicConstraints::read(inner)?);
            }
            EXTENDED_KEY_USAGE => {
                self.extended_key_usage = Some(read_purposes(extension.inner(Tag::Sequence)?)?);
            }
            CERTIFICATE_POLICIES => {
                self.policies = Some(policy::read_policies(extension.inner(Tag::Sequence)?)?);
            }
            POLICY_MAPPINGS => {
                let mappings = policy::read_mappings(extension.inner(Tag::Sequence)?)?;
                self.policy_mappings = Some(mappings);
            }
            POLICY_CONSTRAINTS => {
                let inner = extension.inner(Tag::Sequence)?;
                self.policy_constraints.read(inner)?;
            }
            INHIBIT_ANY_POLICY => {
                let skip = extension.inner(Tag::Integer)?.count()?;
                self.policy_constraints.inhibit_any_policy = Some(skip);
            }
            SUBJECT_KEY_IDENTIFIER => {
                let inner = extension.inner(Tag::OctetString)?;
                self.subject_key_identifier = Some(inner.contents);
            }
            AUTHORITY_KEY_IDENTIFIER => {
                let mut inner = extension.inner(Tag::Sequence)?.open();
                let key = inner.take_if(context(0, false))?;
                // The issuer's name and serial number: a hint that is not needed,
                // because the signature decides.
                let issuer = inner.take_if(context(1, true))?;
                let serial = inner.take_if(context(2, false))?;
                inner.end()?;
                self.authority_key_identifier = key.map(|key| key.contents);
                self.names_authority_certificate = issuer.is_some() || serial.is_some();
            }
            SUBJECT_ALTERNATIVE_NAME => {
                let names = GeneralName::read_all(extension.inner(Tag::Sequence)?)?;
                self.subject_alternative_names = Some(names);
            }
            ISSUER_ALTERNATIVE_NAME => {
                GeneralName::read_all(extension.inner(Tag::Sequence)?)?;
            }
            NAME_CONSTRAINTS => {
                let inner = extension.inner(Tag::Sequence)?;
                self.name_constraints = Some(NameConstraints::read(inner)?);
            }
            AUTHORITY_INFORMATION_ACCESS | SUBJECT_INFORMATION_ACCESS => {
                read_access(extension.inner(Tag::Sequence)?)?;
            }
            // Decoded by those who need them; until then they have at least the shape.
            CRL_DISTRIBUTION_POINTS | FRESHEST_CRL | SUBJECT_DIRECTORY_ATTRIBUTES => {
                read_sequences(extension.inner(Tag::Sequence)?)?;
            }
            _ => {}
        }
        self.all.push(extension);
        Ok(())
    }

    pub(crate) fn get(&self, id: Oid<'_>) -> Option<&Extension<'a>> {
        self.all.iter().find(|extension| extension.id == id)
    }
}

/// The bits of keyUsage (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyUsage(u16);

/// Names of the bits, in the order of the encoding.
const USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

impl KeyUsage {
    pub(crate) const DIGITAL_SIGNATURE: Self = Self(1 << 15);
    pub(crate) const NON_REPUDIATION: Self = Self(1 << 14);
    pub(crate) const KEY_CERT_SIGN: Self = Self(1 << 10);
    pub(crate) const CRL_SIGN: Self = Self(1 << 9);

    /// The usage named so in RFC 5280.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let place = USAGES.iter().position(|usage| *usage == name)?;
        Some(Self(0x8000_u16.checked_shr(u32::try_from(place).ok()?)?))
    }

    /// Trailing zero bits that DER would leave out are let pass: issuers write
    /// them, and they change nothing.
    fn read(value: Value<'_>) -> Result<Self, Malformed> {
        let (octets, _) = value.bits()?;
        let usage = match *octets {
            [first] => u16::from_be_bytes([first, 0]),
            [first, second] => u16::from_be_bytes([first, second]),
            _ => return Err(value.malformed()),
        };
        // "At least one of the bits MUST be set to 1."
        if usage == 0 {
            return Err(value.malformed());
        }
        Ok(Self(usage))
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// RFC 5280 §4.2.1.9.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct BasicConstraints {
    pub(crate) authority: bool,
    pub(crate) path_length: Option<u32>,
}

impl BasicConstraints {
    fn read(sequence: Value<'_>) -> Result<Self, Malformed> {
        let mut cursor = sequence.open();
        let authority = match cursor.take_if(Tag::Boolean)? {
            None => false,
            Some(flag) if !flag.boolean()? => return Err(flag.malformed()),
            Some(_) => true,
        };
        let path_length = match cursor.take_if(Tag::Integer)? {
            None => None,
            Some(number) => Some(number.count()?),
        };
        cursor.end()?;
        Ok(Self {
            authority,
            path_length,
        })
    }
}

/// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId
fn read_purposes(sequence: Value<'_>) -> Result<Vec<Oid<'_>>, Malformed> {
    let mut purposes = Vec::new();
    let mut cursor = sequence.open();
    while !cursor.is_empty() {
        purposes.push(cursor.take(Tag::ObjectIdentifier)?.oid()?);
    }
    not_empty(purposes, sequence)
}

/// SEQUENCE SIZE (1..MAX) OF AccessDescription, of which only the form is read:
/// nothing is fetched (RFC 5280 §4.2.2).
fn read_access(sequence: Value<'_>) -> Result<(), Malformed> {
    let mut cursor = sequence.open();
    if cursor.is_empty() {
        return Err(sequence.malformed());
    }
    while !cursor.is_empty() {
        let mut description = cursor.take(Tag::Sequence)?.open();
        description.take(Tag::ObjectIdentifier)?.oid()?;
        GeneralName::read(description.next()?, IpOctets::Address)?;
        description.end()?;
    }
    Ok(())
}

/// SEQUENCE SIZE (1..MAX) OF SEQUENCE, whatever is in them.
fn read_sequences(sequence: Value<'_>) -> Result<(), Malformed> {
    let mut cursor = sequence.open();
    if cursor.is_empty() {
        return Err(sequence.malformed());
    }
    while !cursor.is_empty() {
        cursor.take(Tag::Sequence)?;
    }
    Ok(())
}

/// SEQUENCE SIZE (1..MAX) OF.
pub(crate) fn not_empty<T>(items: Vec<T>, sequence: Value<'_>) -> Result<Vec<T>, Malformed> {
    if items.is_empty() {
        Err(sequence.malformed())
    } else {
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::asn1::Cursor;

    fn value(encoded: &[u8]) -> Value<'_> {
        Cursor::new(encoded).next().unwrap()
    }

    #[test]
    fn key_usage_bits_stand_where_rfc_5280_puts_them() {
        let jpki_sign = KeyUsage::read(value(b"\x03\x02\x06\xc0")).unwrap();
        assert!(jpki_sign.contains(KeyUsage::DIGITAL_SIGNATURE));
        assert!(jpki_sign.contains(KeyUsage::named("nonRepudiation").unwrap()));
        assert!(!jpki_sign.contains(KeyUsage::KEY_CERT_SIGN));
        assert!(KeyUsage::named("keyCertSign") == Some(KeyUsage::KEY_CERT_SIGN));
        let decipher_only = KeyUsage::read(value(b"\x03\x03\x07\x00\x80")).unwrap();
        assert!(decipher_only.contains(KeyUsage::named("decipherOnly").unwrap()));
        assert!(KeyUsage::named("everything").is_none());
    }

    #[test]
    fn key_usage_says_something() {
        for nothing in [
            &b"\x03\x01\x00"[..],
            b"\x03\x02\x00\x00",
            b"\x03\x04\x00\x80\x00\x00",
        ] {
            assert!(KeyUsage::read(value(nothing)).is_err(), "{nothing:02x?}");
        }
    }

    #[test]
    fn basic_constraints_leave_defaults_out() {
        assert!(BasicConstraints::read(value(b"\x30\x03\x01\x01\x00")).is_err());
        let endless = BasicConstraints::read(value(b"\x30\x0b\x01\x01\xff\x02\x06\x01\0\0\0\0\0"));
        assert_eq!(endless.unwrap().path_length, Some(u32::MAX));
        let negative = value(b"\x30\x06\x01\x01\xff\x02\x01\xff");
        assert!(BasicConstraints::read(negative).is_err());
    }

    #[test]
    fn lists_are_not_empty() {
        assert!(read_purposes(value(b"\x30\x00")).is_err());
        assert!(read_access(value(b"\x30\x00")).is_err());
    }
}
