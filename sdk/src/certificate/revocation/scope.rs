//! What a CRL is about: distribution points (RFC 5280 §4.2.1.13) on the side of
//! the certificate, the issuing distribution point (§5.2.5) on that of the CRL.
//!
//! The JPKI partitions its CRLs by municipality and names the partitions by
//! directoryName: what decides is whether one name of the CRL is one of the
//! certificate's, whatever their form.

use crate::certificate::asn1::{Malformed, Value, context};
use crate::certificate::extension::Extension;
use crate::certificate::general_name::GeneralName;
use crate::certificate::name::Name;
use crate::certificate::x509::Certificate;
use alloc::vec::Vec;
use der::Tag;

/// A set of reasons for revocation (ReasonFlags of §4.2.1.13), by bit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reasons(u16);

impl Reasons {
    pub(crate) const NONE: Self = Self(0);
    /// keyCompromise to aACompromise; the first bit is unused.
    pub(crate) const ALL: Self = Self(0x7F80);

    /// An empty BIT STRING is a set without reasons.
    fn read(value: Value<'_>) -> Result<Self, Malformed> {
        let (octets, _) = value.bits()?;
        let bits = match *octets {
            [] => 0,
            [first] => u16::from_be_bytes([first, 0]),
            [first, second] => u16::from_be_bytes([first, second]),
            _ => return Err(value.malformed()),
        };
        Ok(Self(bits & Self::ALL.0))
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// DistributionPointName, as it is written.
#[derive(Clone)]
enum PointName<'a> {
    Full(Vec<GeneralName<'a>>),
    /// To be appended to the CRL issuer's name.
    Relative(Value<'a>),
}

impl<'a> PointName<'a> {
    /// `[0]` around fullName `[0]` or nameRelativeToCRLIssuer `[1]`.
    fn read(explicit: Value<'a>) -> Result<Self, Malformed> {
        let mut inner = explicit.open();
        let choice = inner.next()?;
        inner.end()?;
        if choice.tag == context(0, true) {
            GeneralName::read_all(choice).map(Self::Full)
        } else if choice.tag == context(1, true) {
            Ok(Self::Relative(choice))
        } else {
            Err(choice.malformed())
        }
    }

    /// The names, those relative to the CRL issuer with its name before them.
    fn resolve(self, crl_issuer: &Name<'a>) -> Result<Vec<GeneralName<'a>>, Malformed> {
        match self {
            Self::Full(names) => Ok(names),
            Self::Relative(set) => {
                let name = crl_issuer.extended(set)?;
                Ok(Vec::from([GeneralName::Directory(name)]))
            }
        }
    }
}

/// Where a certificate says its revocation is announced.
pub(crate) struct DistributionPoint<'a> {
    names: Option<Vec<GeneralName<'a>>>,
    reasons: Reasons,
    /// Who signs there, if not the certificate's issuer.
    crl_issuers: Option<Vec<GeneralName<'a>>>,
}

impl<'a> DistributionPoint<'a> {
    /// All distribution points of a certificate, and the one that is assumed for
    /// CRLs no distribution point names (§6.3.3, at its end).
    pub(crate) fn all(
        certificate: &Certificate<'a>,
        extension: Option<&Extension<'a>>,
    ) -> Result<Vec<Self>, Malformed> {
        let mut points = Vec::new();
        if let Some(extension) = extension {
            let mut sequence = extension.inner(Tag::Sequence)?.open();
            while !sequence.is_empty() {
                let point = sequence.take(Tag::Sequence)?;
                points.push(Self::read(point, &certificate.issuer)?);
            }
        }
        points.push(Self {
            names: Some(Vec::from([GeneralName::Directory(
                certificate.issuer.clone(),
            )])),
            reasons: Reasons::ALL,
            crl_issuers: None,
        });
        Ok(points)
    }

    /// DistributionPoint ::= SEQUENCE { distributionPoint [0], reasons [1],
    /// cRLIssuer [2] }, each optional
    fn read(sequence: Value<'a>, certificate_issuer: &Name<'a>) -> Result<Self, Malformed> {
        let mut fields = sequence.open();
        let name = fields.take_if(context(0, true))?;
        let name = name.map(PointName::read).transpose()?;
        let reasons = fields.take_if(context(1, false))?;
        let reasons = reasons.map_or(Ok(Reasons::ALL), Reasons::read)?;
        let crl_issuers = fields.take_if(context(2, true))?;
        let crl_issuers = crl_issuers.map(GeneralName::read_all).transpose()?;
        fields.end()?;
        let crl_issuer = match crl_issuers.as_deref() {
            None => certificate_issuer,
            Some([GeneralName::Directory(issuer)]) => issuer,
            // "MUST NOT be used when cRLIssuer contains more than one name"
            Some(_) if matches!(name, Some(PointName::Relative(_))) => {
                return Err(sequence.malformed());
            }
            Some(_) => certificate_issuer,
        };
        let names = name.map(|name| name.resolve(crl_issuer)).transpose()?;
        Ok(Self {
            names,
            reasons,
            crl_issuers,
        })
    }

    /// Whether the certificate's issuer hands the matter to somebody it names.
    pub(crate) fn is_delegated(&self) -> bool {
        self.crl_issuers.is_some()
    }

    /// How many comparisons of names one match takes at most.
    pub(crate) fn size(&self) -> usize {
        let count = |names: &Option<Vec<_>>| names.as_ref().map_or(0, Vec::len);
        count(&self.names).saturating_add(count(&self.crl_issuers))
    }
}

/// The issuing distribution point of a CRL.
pub(crate) struct IssuingPoint<'a> {
    /// As it is written: a delta CRL repeats it.
    pub(crate) encoded: &'a [u8],
    names: Option<Vec<GeneralName<'a>>>,
    only_user_certificates: bool,
    only_authorities: bool,
    only_attribute_certificates: bool,
    only_some_reasons: Option<Reasons>,
    pub(crate) indirect: bool,
}

impl<'a> IssuingPoint<'a> {
    pub(crate) fn read(sequence: Value<'a>, crl_issuer: &Name<'a>) -> Result<Self, Malformed> {
        let mut fields = sequence.open();
        let name = fields.take_if(context(0, true))?;
        let names = name
            .map(PointName::read)
            .transpose()?
            .map(|name| name.resolve(crl_issuer))
            .transpose()?;
        let only_user_certificates = flag(fields.take_if(context(1, false))?)?;
        let only_authorities = flag(fields.take_if(context(2, false))?)?;
        let reasons = fields.take_if(context(3, false))?;
        let only_some_reasons = reasons.map(Reasons::read).transpose()?;
        let indirect = flag(fields.take_if(context(4, false))?)?;
        let only_attribute_certificates = flag(fields.take_if(context(5, false))?)?;
        fields.end()?;
        Ok(Self {
            encoded: sequence.encoded,
            names,
            only_user_certificates,
            only_authorities,
            only_attribute_certificates,
            only_some_reasons,
            indirect,
        })
    }

    /// How many names it has.
    pub(crate) fn size(&self) -> usize {
        self.names.as_ref().map_or(0, Vec::len)
    }
}

/// BOOLEAN DEFAULT FALSE, where DER leaves the default out.
fn flag(value: Option<Value<'_>>) -> Result<bool, Malformed> {
    match value {
        None => Ok(false),
        Some(value) if value.boolean()? => Ok(true),
        Some(value) => Err(value.malformed()),
    }
}

/// For which reasons a CRL speaks about a certificate at one of its distribution
/// points, if it does (§6.3.3 (b), (d)).
pub(crate) fn reasons(
    certificate: &Certificate<'_>,
    point: &DistributionPoint<'_>,
    crl_issuer: &Name<'_>,
    issuing: Option<&IssuingPoint<'_>>,
) -> Option<Reasons> {
    let is_issuer =
        |name: &GeneralName<'_>| matches!(name, GeneralName::Directory(name) if name == crl_issuer);
    let from_whom = match &point.crl_issuers {
        Some(named) => named.iter().any(is_issuer) && issuing.is_some_and(|point| point.indirect),
        None => *crl_issuer == certificate.issuer,
    };
    let Some(issuing) = issuing else {
        return from_whom.then_some(point.reasons);
    };
    let theirs = point.names.as_ref().or(point.crl_issuers.as_ref());
    let at_place = issuing.names.as_ref().is_none_or(|ours| {
        let theirs = theirs.map(Vec::as_slice).unwrap_or_default();
        ours.iter().any(|name| theirs.contains(name))
    });
    let authority = certificate
        .extensions
        .basic_constraints
        .is_some_and(|constraints| constraints.authority);
    let other_kind = if authority {
        issuing.only_user_certificates
    } else {
        issuing.only_authorities
    };
    let of_kind = !issuing.only_attribute_certificates && !other_kind;
    let reasons = issuing.only_some_reasons.unwrap_or(Reasons::ALL);
    (from_whom && at_place && of_kind).then(|| reasons.and(point.reasons))
}
