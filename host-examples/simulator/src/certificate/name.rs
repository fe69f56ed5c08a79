//! Distinguished names with the string types the Japanese profiles use.

use crate::der;

/// A kind of naming attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// C, a PrintableString.
    Country,
    /// O.
    Organization,
    /// OU.
    OrganizationalUnit,
    /// L.
    Locality,
    /// CN.
    CommonName,
    /// serialNumber (of a person, not of a certificate), a PrintableString.
    SerialNumber,
}

/// A distinguished name: one attribute in each of its parts, the widest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(Vec<(Attribute, String)>);

impl Name {
    /// From its parts.
    #[must_use]
    pub fn new(parts: &[(Attribute, &str)]) -> Self {
        Self(
            parts
                .iter()
                .map(|(kind, text)| (*kind, (*text).to_owned()))
                .collect(),
        )
    }

    /// This name with one more part at the end.
    #[must_use]
    pub fn and(&self, attribute: Attribute, text: &str) -> Self {
        let mut parts = self.0.clone();
        parts.push((attribute, text.to_owned()));
        Self(parts)
    }

    /// The Name of X.501, DER.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let parts: Vec<_> = self
            .0
            .iter()
            .map(|(attribute, text)| der::set(&[attribute.with_value(text)]))
            .collect();
        der::sequence(&parts)
    }
}

impl Attribute {
    fn with_value(self, text: &str) -> Vec<u8> {
        let oid = match self {
            Self::CommonName => "2.5.4.3",
            Self::SerialNumber => "2.5.4.5",
            Self::Country => "2.5.4.6",
            Self::Locality => "2.5.4.7",
            Self::Organization => "2.5.4.10",
            Self::OrganizationalUnit => "2.5.4.11",
        };
        let value = match self {
            Self::Country | Self::SerialNumber => der::printable(text),
            _ => der::utf8(text),
        };
        der::sequence(&[der::oid(oid), value])
    }
}
