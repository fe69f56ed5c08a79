//! One certificate as RFC 5280 §4.1 lays it out, borrowed from its bytes.

use super::asn1::{Cursor, Malformed, Value, context};
use super::budget::{Limits, TOO_LARGE, TOO_MANY_EXTENSIONS};
use super::extension::{self, Extension, Extensions};
use super::name::Name;
use super::oid::Oid;
use super::rule::{Rule, rules};
use super::signature::{AlgorithmIdentifier, KeyFault, PublicKey};
use super::verdict::{Finding, Outcome};
use crate::problem::{Place, Problem};
use crate::time::Instant;
use alloc::string::{String, ToString};
use core::cell::OnceCell;
use der::Tag;

rules! {
    /// The encoding is wrong.
    MALFORMED = "certificate.malformed", "RFC 5280 §4.1, X.690 §10",
        "not a well-formed DER certificate", "証明書の形式(DER)が正しくありません";
    /// Bytes after the certificate.
    TRAILING_BYTES = "certificate.trailing-bytes", "RFC 5280 §4.1",
        "bytes follow the certificate", "証明書の後ろに余分なデータがあります";
    /// The algorithm inside and the one outside differ.
    ALGORITHM_MISMATCH = "certificate.algorithm-mismatch", "RFC 5280 §4.1.1.2",
        "the signature algorithm inside the signed part is not the one beside the signature",
        "署名対象部分の署名アルゴリズムと署名に添えられたものが一致しません";
    /// One extension twice.
    DUPLICATE_EXTENSION = "certificate.duplicate-extension", "RFC 5280 §4.2",
        "the same extension appears twice", "同じ拡張が重複しています";
    /// Extensions in a certificate of an older version.
    VERSION_MISMATCH = "certificate.version-mismatch", "RFC 5280 §4.1.2.1",
        "has fields that its version does not allow", "証明書のバージョンで許されない項目があります";
}

/// From when on times are written as GeneralizedTime.
const YEAR_2050: Instant = Instant::from_unix_seconds(2_524_608_000);

/// A certificate, and what it is called in this request.
pub(crate) struct Certificate<'a> {
    /// `leaf`, `intermediate[1]`, `anchor[2]`.
    pub(crate) label: String,
    pub(crate) encoded: &'a [u8],
    /// The part the issuer signed.
    pub(crate) signed: &'a [u8],
    /// 1 to 3.
    pub(crate) version: u8,
    /// The INTEGER's octets, sign and all.
    pub(crate) serial: &'a [u8],
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) issuer: Name<'a>,
    /// The issuer's name as it is written: OCSP identifies by its hash.
    pub(crate) issuer_encoded: &'a [u8],
    pub(crate) not_before: Instant,
    pub(crate) not_after: Instant,
    /// A time before 2050 is no UTCTime (RFC 5280 §4.1.2.5).
    pub(crate) has_unusual_times: bool,
    pub(crate) subject: Name<'a>,
    /// SubjectPublicKeyInfo.
    pub(crate) key_info: Value<'a>,
    pub(crate) extensions: Extensions<'a>,
    pub(crate) signature: &'a [u8],
    key: OnceCell<Result<PublicKey<'a>, KeyFault>>,
}

/// Why bytes are not a certificate.
#[derive(Debug)]
pub(crate) struct Defect {
    rule: Rule,
    detail: Option<String>,
    place: Place,
}

impl Defect {
    /// As a finding about the certificate.
    pub(crate) fn finding(&self, outcome: Outcome) -> Finding {
        let finding = Finding::new(self.rule, outcome, self.place.clone());
        match &self.detail {
            Some(detail) => finding.detail(detail),
            None => finding,
        }
    }

    /// As a problem with the input.
    pub(crate) fn problem(&self) -> Problem {
        let problem = Problem::error(self.rule.code).at(self.place.clone());
        match &self.detail {
            Some(detail) => problem.detail(detail, detail),
            None => problem,
        }
    }
}

/// A defect without the certificate's label.
struct Unlabelled {
    rule: Rule,
    offset: usize,
    extension: Option<String>,
}

impl From<Malformed> for Unlabelled {
    fn from(malformed: Malformed) -> Self {
        Self {
            rule: MALFORMED,
            offset: malformed.offset,
            extension: None,
        }
    }
}

impl<'a> Certificate<'a> {
    /// Reads strict DER with nothing after it, and only what any use of a
    /// certificate needs to hold: what a path needs is checked on the path.
    pub(crate) fn read(encoded: &'a [u8], label: &str, limits: &Limits) -> Result<Self, Defect> {
        if u32::try_from(encoded.len()).is_ok_and(|length| length <= limits.certificate_bytes) {
            read(encoded, label, limits).map_err(|fault| {
                let mut place = Place::certificate(label);
                place.extension = fault.extension;
                Defect {
                    rule: fault.rule,
                    detail: None,
                    place: place.at_offset(u32::try_from(fault.offset).unwrap_or(u32::MAX)),
                }
            })
        } else {
            Err(Defect {
                rule: TOO_LARGE,
                detail: Some(limits.certificate_bytes.to_string()),
                place: Place::certificate(label),
            })
        }
    }

    /// The subject's key, decoded once.
    pub(crate) fn public_key(&self) -> Result<&PublicKey<'a>, KeyFault> {
        let key = self.key.get_or_init(|| PublicKey::read(self.key_info));
        key.as_ref().map_err(|fault| *fault)
    }

    /// Issued under its own name (RFC 5280 §6.1), which does not mean it was
    /// signed with its own key.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    pub(crate) fn place(&self) -> Place {
        Place::certificate(self.label.clone())
    }

    /// In one of its extensions, or where it should be.
    pub(crate) fn place_in(&self, id: Oid<'_>) -> Place {
        let place = self.place().in_extension(id.to_string());
        let offset = self.extensions.get(id).map(|extension| extension.offset);
        match offset.and_then(|offset| u32::try_from(offset).ok()) {
            Some(offset) => place.at_offset(offset),
            None => place,
        }
    }
}

fn read<'a>(
    encoded: &'a [u8],
    label: &str,
    limits: &Limits,
) -> Result<Certificate<'a>, Unlabelled> {
    let mut outer = Cursor::new(encoded);
    let certificate = outer.take(Tag::Sequence)?;
    outer.end().map_err(|after| Unlabelled {
        rule: TRAILING_BYTES,
        ..after.into()
    })?;

    let mut parts = certificate.open();
    let signed = parts.take(Tag::Sequence)?;
    let beside = parts.take(Tag::Sequence)?;
    let signature = parts.take(Tag::BitString)?.octets_of_bits()?;
    parts.end()?;

    let mut fields = signed.open();
    let version = read_version(&mut fields)?;
    let serial = fields.take(Tag::Integer)?.integer()?;
    let inside = fields.take(Tag::Sequence)?;
    if inside.encoded != beside.encoded {
        return Err(Unlabelled {
            rule: ALGORITHM_MISMATCH,
            ..inside.malformed().into()
        });
    }
    let algorithm = AlgorithmIdentifier::read(inside)?;
    let issuer_encoded = fields.next()?;
    let issuer = Name::read(issuer_encoded)?;
    let mut validity = fields.take(Tag::Sequence)?.open();
    let (first, last) = (validity.next()?, validity.next()?);
    validity.end()?;
    let (not_before, not_after) = (first.time()?, last.time()?);
    let has_unusual_times = [(first, not_before), (last, not_after)]
        .iter()
        .any(|(value, time)| value.tag == Tag::GeneralizedTime && *time < YEAR_2050);
    let subject = Name::read(fields.next()?)?;
    let key_info = fields.take(Tag::Sequence)?;
    for unique_identifier in [1, 2] {
        if let Some(value) = fields.take_if(context(unique_identifier, false))? {
            needs_version(2, version, value)?;
        }
    }
    let extensions = match fields.take_if(context(3, true))? {
        None => Extensions::default(),
        Some(value) => {
            needs_version(3, version, value)?;
            read_extensions(value, limits)?
        }
    };
    fields.end()?;

    Ok(Certificate {
        label: label.to_string(),
        encoded,
        signed: signed.encoded,
        version,
        serial,
        algorithm,
        issuer,
        issuer_encoded: issuer_encoded.encoded,
        not_before,
        not_after,
        has_unusual_times,
        subject,
        key_info,
        extensions,
        signature,
        key: OnceCell::new(),
    })
}

/// version [0] EXPLICIT INTEGER DEFAULT v1, where v1 is left out.
fn read_version(fields: &mut Cursor<'_>) -> Result<u8, Malformed> {
    let Some(explicit) = fields.take_if(context(0, true))? else {
        return Ok(1);
    };
    let mut inner = explicit.open();
    let number = inner.take(Tag::Integer)?;
    inner.end()?;
    match number.contents {
        [1] => Ok(2),
        [2] => Ok(3),
        _ => Err(number.malformed()),
    }
}

fn needs_version(least: u8, version: u8, value: Value<'_>) -> Result<(), Unlabelled> {
    if version >= least {
        return Ok(());
    }
    Err(Unlabelled {
        rule: VERSION_MISMATCH,
        ..value.malformed().into()
    })
}

/// extensions [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension
fn read_extensions<'a>(explicit: Value<'a>, limits: &Limits) -> Result<Extensions<'a>, Unlabelled> {
    let mut inner = explicit.open();
    let sequence = inner.take(Tag::Sequence)?;
    inner.end()?;
    let mut extensions = Extensions::default();
    let mut rest = sequence.open();
    while !rest.is_empty() {
        let extension = Extension::read(rest.take(Tag::Sequence)?)?;
        let (id, offset) = (extension.id, extension.offset);
        let fault = |rule| Unlabelled {
            rule,
            offset,
            extension: Some(id.to_string()),
        };
        if u32::try_from(extensions.all.len()).is_ok_and(|count| count >= limits.extensions) {
            return Err(fault(TOO_MANY_EXTENSIONS));
        }
        if extensions.get(id).is_some() {
            return Err(fault(DUPLICATE_EXTENSION));
        }
        extensions.add(extension).map_err(|malformed| Unlabelled {
            offset: malformed.offset,
            ..fault(MALFORMED)
        })?;
    }
    if extensions.all.is_empty() {
        return Err(sequence.malformed().into());
    }
    Ok(extensions)
}

/// Whether the subject is named at all, by its name or by a critical
/// subjectAltName (RFC 5280 §4.1.2.6).
pub(crate) fn is_named(certificate: &Certificate<'_>) -> bool {
    let alternative = certificate
        .extensions
        .get(extension::SUBJECT_ALTERNATIVE_NAME);
    !certificate.subject.is_empty() || alternative.is_some_and(|names| names.critical)
}
