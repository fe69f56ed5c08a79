//! Whether the certificates of a path are as conforming authorities issue them
//! (RFC 5280 §4, and for the Web PKI the CA/Browser Forum's Baseline
//! Requirements).
//!
//! RFC 5280 §6 does not ask for this: a path with a serial number of zero is
//! valid. Peers on a network should nevertheless not be let off it, so profiles
//! say whether a violation fails or is merely noted ([`Issuance`]).

use super::{Criteria, Path};
use crate::certificate::address;
use crate::certificate::asn1::Value;
use crate::certificate::budget::{Budget, Exhausted};
use crate::certificate::extension::{
    self, ANY_EXTENDED_KEY_USAGE, AUTHORITY_INFORMATION_ACCESS, AUTHORITY_KEY_IDENTIFIER,
    BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, FRESHEST_CRL, INHIBIT_ANY_POLICY, NAME_CONSTRAINTS,
    POLICY_CONSTRAINTS, SUBJECT_ALTERNATIVE_NAME, SUBJECT_DIRECTORY_ATTRIBUTES,
    SUBJECT_INFORMATION_ACCESS, SUBJECT_KEY_IDENTIFIER,
};
use crate::certificate::general_name::GeneralName;
use crate::certificate::host;
use crate::certificate::name::{COMMON_NAME, characters};
use crate::certificate::oid::Oid;
use crate::certificate::rule::{Rule, rules};
use crate::certificate::signature::{PublicKey, Scheme};
use crate::certificate::verdict::{Finding, Outcome};
use crate::certificate::x509::Certificate;
use crate::order::sorted;
use alloc::vec::Vec;

rules! {
    /// A serial number that is none.
    SERIAL_UNUSUAL = "certificate.serial-unusual", "RFC 5280 §4.1.2.2",
        "the serial number is not positive or longer than 20 octets",
        "シリアル番号が正の数でないか、20オクテットを超えています";
    /// A time of the wrong type.
    TIME_UNUSUAL = "certificate.time-unusual", "RFC 5280 §4.1.2.5",
        "a time before 2050 is written as GeneralizedTime", "2050年より前の日時がGeneralizedTimeで書かれています";
    /// An authority without a name.
    AUTHORITY_UNNAMED = "certificate.authority-unnamed", "RFC 5280 §4.1.2.6",
        "an authority whose subject has no name", "認証局の主体者名がありません";
    /// No authorityKeyIdentifier.
    AUTHORITY_KEY_UNNAMED = "certificate.authority-key-identifier-missing", "RFC 5280 §4.2.1.1",
        "does not identify its issuer's key", "発行者の鍵識別子(authorityKeyIdentifier)がありません";
    /// No subjectKeyIdentifier.
    SUBJECT_KEY_UNNAMED = "certificate.subject-key-identifier-missing", "RFC 5280 §4.2.1.2",
        "an authority that does not identify its key", "認証局の鍵識別子(subjectKeyIdentifier)がありません";
    /// Should be critical.
    NOT_CRITICAL = "certificate.not-critical", "RFC 5280 §4.2.1.9, §4.2.1.10, §4.2.1.11, §4.2.1.14",
        "the extension must be critical", "この拡張は重要(critical)でなければなりません";
    /// Should not be critical.
    CRITICAL = "certificate.critical", "RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.1.8, §4.2.1.15, §4.2.2",
        "the extension must not be critical", "この拡張は重要(critical)であってはなりません";
    /// An authority's extension in another's certificate.
    MISPLACED = "certificate.extension-misplaced", "RFC 5280 §4.2.1.10",
        "name constraints belong to authorities only", "名前制約は認証局の証明書にのみ認められます";
    /// One policy twice.
    POLICY_TWICE = "certificate.policy-twice", "RFC 5280 §4.2.1.4",
        "the same policy is asserted twice", "同じ証明書ポリシーが重複しています";
    /// A name that is not written as its form asks.
    NAME_MALFORMED = "certificate.name-malformed", "RFC 5280 §4.2.1.6",
        "a name of subjectAltName is not written as its form asks",
        "subjectAltNameに書き方の正しくない名前があります";
    /// Purposes the Web PKI does not allow.
    PURPOSES_UNUSUAL = "certificate.purposes-unusual", "CA/Browser Forum BR 7.1.2.1.2, 7.1.2.7.6, 7.1.2.7.10",
        "extended key usages that are critical, or anyExtendedKeyUsage, or in a root",
        "拡張鍵用途(extKeyUsage)がcriticalであるか、anyExtendedKeyUsageを含むか、ルート証明書にあります";
    /// A root's key identifiers that contradict each other.
    ROOT_KEY_IDENTIFIER = "certificate.root-key-identifier", "CA/Browser Forum BR 7.1.2.1.3",
        "a root's authority key identifier is not its own key's alone",
        "ルート証明書のauthorityKeyIdentifierが自身の鍵識別子のみではありません";
    /// A common name of its own.
    COMMON_NAME_UNUSUAL = "certificate.common-name-unusual", "CA/Browser Forum BR 7.1.4.3",
        "the common name is not one of the names in subjectAltName",
        "commonNameがsubjectAltNameの名前と一致しません";
    /// Critical names beside a subject.
    NAMES_CRITICAL = "certificate.names-critical", "CA/Browser Forum BR 7.1.2.7.12",
        "subjectAltName is critical although there is a subject", "主体者名があるのにsubjectAltNameがcriticalです";
    /// A modulus of odd length.
    MODULUS_UNUSUAL = "certificate.modulus-unusual", "CA/Browser Forum BR 6.1.5",
        "the bits of its RSA modulus are not divisible by 8", "RSA鍵のビット数が8の倍数ではありません";
}

/// What becomes of certificates that are not as they should have been issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Issuance {
    /// It is noted.
    #[default]
    Noted,
    /// It fails where the caller asks for a name or a purpose, otherwise it is noted.
    StrictForPeers,
    /// It fails.
    Strict,
    /// It fails, by the rules of the Web PKI.
    WebPki,
}

impl Issuance {
    /// By its name in a profile.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "noted" => Some(Self::Noted),
            "strict-for-peers" => Some(Self::StrictForPeers),
            "strict" => Some(Self::Strict),
            "web-pki" => Some(Self::WebPki),
            _ => None,
        }
    }
}

/// Extensions that must be critical, and ones that must not be. basicConstraints
/// is one of the first in authorities only.
const MUST_BE_CRITICAL: [Oid<'static>; 3] =
    [NAME_CONSTRAINTS, POLICY_CONSTRAINTS, INHIBIT_ANY_POLICY];
const MUST_NOT_BE_CRITICAL: [Oid<'static>; 6] = [
    AUTHORITY_KEY_IDENTIFIER,
    SUBJECT_KEY_IDENTIFIER,
    SUBJECT_DIRECTORY_ATTRIBUTES,
    FRESHEST_CRL,
    AUTHORITY_INFORMATION_ACCESS,
    SUBJECT_INFORMATION_ACCESS,
];

/// Runs the checks on every certificate of a path.
pub(crate) fn check(
    path: &Path<'_, '_>,
    criteria: &Criteria,
    budget: &mut Budget,
    findings: &mut Vec<Finding>,
) -> Result<(), Exhausted> {
    let mut checks = Checks {
        findings,
        criteria,
        outcome: match criteria.issuance {
            Issuance::Noted | Issuance::StrictForPeers => Outcome::Noted,
            Issuance::Strict | Issuance::WebPki => Outcome::Failed,
        },
    };
    for (number, certificate) in path.all().enumerate() {
        let is_leaf = number == 0;
        let is_anchor = number > path.intermediates.len();
        checks.any(certificate);
        // Roots of the Web PKI have the serial number zero.
        if !is_anchor && has_unusual_serial(certificate) {
            checks.tell(SERIAL_UNUSUAL, certificate);
        }
        if !names_authority_key(certificate) {
            // Whether an anchor signed itself is worth a signature check only where
            // it decides something.
            let signed_itself =
                is_anchor && checks.is_strict() && is_self_signed(certificate, budget)?;
            if !signed_itself {
                checks.tell_in(AUTHORITY_KEY_UNNAMED, certificate, AUTHORITY_KEY_IDENTIFIER);
            }
        }
        if checks.is_web_pki() {
            checks.web_pki(certificate, is_leaf, is_anchor);
        }
    }
    Ok(())
}

struct Checks<'c> {
    findings: &'c mut Vec<Finding>,
    criteria: &'c Criteria,
    outcome: Outcome,
}

impl Checks<'_> {
    fn is_strict(&self) -> bool {
        self.outcome == Outcome::Failed
    }

    fn is_web_pki(&self) -> bool {
        self.criteria.issuance == Issuance::WebPki
    }

    fn tell(&mut self, rule: Rule, certificate: &Certificate<'_>) {
        let finding = Finding::new(rule, self.outcome, certificate.place());
        self.findings.push(finding);
    }

    fn tell_in(&mut self, rule: Rule, certificate: &Certificate<'_>, id: Oid<'_>) {
        let finding = Finding::new(rule, self.outcome, certificate.place_in(id));
        self.findings.push(finding);
    }

    fn any(&mut self, certificate: &Certificate<'_>) {
        let extensions = &certificate.extensions;
        if certificate.has_unusual_times {
            self.tell(TIME_UNUSUAL, certificate);
        }
        if is_authority(certificate) {
            if certificate.subject.is_empty() {
                self.tell(AUTHORITY_UNNAMED, certificate);
            }
            if extensions.subject_key_identifier.is_none() {
                self.tell_in(SUBJECT_KEY_UNNAMED, certificate, SUBJECT_KEY_IDENTIFIER);
            }
        } else if extensions.name_constraints.is_some() {
            self.tell_in(MISPLACED, certificate, NAME_CONSTRAINTS);
        }
        for extension in &extensions.all {
            let id = extension.id;
            let must_be = (MUST_BE_CRITICAL.contains(&id)
                // "MAY be marked non-critical" in the Web PKI (BR 7.1.2.10.8).
                && !(self.is_web_pki() && id == NAME_CONSTRAINTS))
                || (id == BASIC_CONSTRAINTS && is_authority(certificate));
            if must_be && !extension.critical {
                self.tell_in(NOT_CRITICAL, certificate, id);
            } else if extension.critical && MUST_NOT_BE_CRITICAL.contains(&id) {
                self.tell_in(CRITICAL, certificate, id);
            }
        }
        let policies = extensions.policies.as_deref().unwrap_or_default();
        let mut distinct = sorted(policies.to_vec(), &|one, other| one < other);
        distinct.dedup();
        if distinct.len() < policies.len() {
            self.tell_in(POLICY_TWICE, certificate, extension::CERTIFICATE_POLICIES);
        }
        if !names(certificate).iter().all(is_well_formed) {
            self.tell_in(NAME_MALFORMED, certificate, SUBJECT_ALTERNATIVE_NAME);
        }
    }

    fn web_pki(&mut self, certificate: &Certificate<'_>, is_leaf: bool, is_anchor: bool) {
        let extensions = &certificate.extensions;
        let is_root = is_anchor && certificate.is_self_issued();
        if let Some(purposes) = &extensions.extended_key_usage {
            let any = purposes.contains(&ANY_EXTENDED_KEY_USAGE);
            let critical = is_critical(certificate, EXTENDED_KEY_USAGE);
            if is_root || (is_leaf && (any || critical)) {
                self.tell_in(PURPOSES_UNUSUAL, certificate, EXTENDED_KEY_USAGE);
            }
        }
        if is_root && extensions.get(AUTHORITY_KEY_IDENTIFIER).is_some() {
            let key = extensions.authority_key_identifier;
            let own = key.is_some() && key == extensions.subject_key_identifier;
            if !own || extensions.names_authority_certificate {
                self.tell_in(ROOT_KEY_IDENTIFIER, certificate, AUTHORITY_KEY_IDENTIFIER);
            }
        }
        if is_leaf {
            let mut common_names = certificate.subject.values(COMMON_NAME);
            if !common_names.all(|value| is_among(value, names(certificate))) {
                self.tell(COMMON_NAME_UNUSUAL, certificate);
            }
            if !certificate.subject.is_empty() && is_critical(certificate, SUBJECT_ALTERNATIVE_NAME)
            {
                self.tell_in(NAMES_CRITICAL, certificate, SUBJECT_ALTERNATIVE_NAME);
            }
        }
        if let Ok(PublicKey::Rsa(key)) = certificate.public_key()
            && !key.bits().is_multiple_of(8)
        {
            self.tell(MODULUS_UNUSUAL, certificate);
        }
    }
}

fn is_authority(certificate: &Certificate<'_>) -> bool {
    let constraints = certificate.extensions.basic_constraints;
    constraints.is_some_and(|constraints| constraints.authority)
}

fn is_critical(certificate: &Certificate<'_>, id: Oid<'_>) -> bool {
    let extension = certificate.extensions.get(id);
    extension.is_some_and(|extension| extension.critical)
}

fn names<'c, 'a>(certificate: &'c Certificate<'a>) -> &'c [GeneralName<'a>] {
    let names = certificate.extensions.subject_alternative_names.as_deref();
    names.unwrap_or_default()
}

/// Identifies its issuer's key, or is issued under its own name and need not.
fn names_authority_key(certificate: &Certificate<'_>) -> bool {
    let key = certificate.extensions.authority_key_identifier;
    key.is_some() || certificate.is_self_issued()
}

/// Signed with its own key, whatever its issuer is called.
fn is_self_signed(certificate: &Certificate<'_>, budget: &mut Budget) -> Result<bool, Exhausted> {
    let scheme = Scheme::identified(certificate.algorithm);
    let (Some(scheme), Ok(key)) = (scheme, certificate.public_key()) else {
        return Ok(false);
    };
    budget.spend_on_signature(key.cost())?;
    Ok(key.verifies(scheme, certificate.signed, certificate.signature))
}

fn has_unusual_serial(certificate: &Certificate<'_>) -> bool {
    match certificate.serial {
        [0x00] | [0x80..=0xFF, ..] => true,
        octets => octets.len() > 20,
    }
}

fn is_well_formed(name: &GeneralName<'_>) -> bool {
    match name {
        GeneralName::Dns(name) => !name.contains('_') && host::split_wildcard(name).is_some(),
        GeneralName::Mail(name) => match name.rsplit_once('@') {
            // A local part in quotes may hold anything.
            Some((local, host)) if local.starts_with('"') => !host.is_empty(),
            _ => host::mailbox(name).is_some(),
        },
        GeneralName::Uri(uri) => {
            let scheme = uri.split_once(':').map(|(scheme, _)| scheme);
            scheme.is_some_and(host::is_scheme)
        }
        _ => true,
    }
}

/// Whether a common name is a copy of a name of subjectAltName. A DNS name is let
/// pass where there is none to copy, only wildcards and addresses.
fn is_among(common_name: Value<'_>, names: &[GeneralName<'_>]) -> bool {
    let text = characters(common_name).unwrap_or_default();
    let is_host =
        |name: &GeneralName<'_>| matches!(name, GeneralName::Dns(name) if host::is_host(name));
    names.iter().any(|name| is_written(name, &text))
        || (text.contains('.') && host::is_host(&text) && !names.iter().any(is_host))
}

/// Whether text is a name just as subjectAltName has it, an address in the form of
/// RFC 3986 or RFC 5952.
fn is_written(name: &GeneralName<'_>, text: &str) -> bool {
    match name {
        GeneralName::Dns(name) | GeneralName::Mail(name) => *name == text,
        GeneralName::Ip(octets) => address::write(octets).is_some_and(|address| address == text),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
