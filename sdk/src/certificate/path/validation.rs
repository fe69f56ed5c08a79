//! The checks of RFC 5280 §6.1 on a path, from the anchor down to the leaf.
//!
//! Whether names and signatures chain was checked while the path was built; name
//! constraints are kept in [`names`], policies in [`super::policies`]. The anchor is
//! given as a certificate, and more is asked of it than §6.1.1 (d) does: it must
//! be within its validity, and if it is of version 3 it must be an authority's.
//! An expired JPKI root is no root any more.

use super::{Path, names};
use crate::certificate::budget::{Budget, Exhausted};
use crate::certificate::extension::{self, KeyUsage};
use crate::certificate::rule::rules;
use crate::certificate::signature::name_of_algorithm;
use crate::certificate::verdict::Finding;
use crate::certificate::x509::{Certificate, is_named};
use crate::time::Instant;
use alloc::string::ToString;
use alloc::vec::Vec;

rules! {
    /// Reading it found nothing wrong.
    WELL_FORMED = "certificate.well-formed", "RFC 5280 §4.1",
        "strict DER with nothing after it, one signature algorithm, no extension twice",
        "形式(DER)は正しく、署名アルゴリズムの記載は一致し、拡張の重複もありません";
    /// It is an anchor the caller trusts.
    ANCHOR = "certificate.anchor", "RFC 5280 §6.1.1 (d)",
        "the path ends at a trust anchor the caller gave", "認証パスは指定されたトラストアンカーに至ります";
    /// Version 3.
    VERSION_3 = "certificate.version-3", "RFC 5280 §6.1.4 (k)",
        "of version 3", "バージョン3の証明書です";
    /// Another version.
    NOT_VERSION_3 = "certificate.not-version-3", "RFC 5280 §6.1.4 (k)",
        "not of version 3", "バージョン3の証明書ではありません";
    /// No name.
    UNNAMED = "certificate.unnamed", "RFC 5280 §4.1.2.4, §4.1.2.6",
        "the issuer or the subject has no name", "発行者または主体者の名前がありません";
    /// Within validity.
    WITHIN_VALIDITY = "certificate.within-validity", "RFC 5280 §6.1.3 (a)(2)",
        "within its validity at the time given", "指定日時は有効期間内です";
    /// Too early.
    NOT_YET_VALID = "certificate.not-yet-valid", "RFC 5280 §6.1.3 (a)(2)",
        "not yet valid at the time given", "指定日時には有効期間が始まっていません";
    /// Too late.
    EXPIRED = "certificate.expired", "RFC 5280 §6.1.3 (a)(2)",
        "expired at the time given", "指定日時には有効期限が切れています";
    /// Too late, and the profile says what it is still good for.
    EXPIRED_WITHIN_GRACE = "certificate.expired-within-grace", "Onshi profile",
        "expired at the time given, less than {} months ago: not valid, and good only for what the grace after expiry is for",
        "指定日時には有効期限が切れています(期限から{}か月以内のため、猶予期間に認められた用途に限り使えます)";
    /// Signed by the one above.
    SIGNATURE_VALID = "certificate.signature-valid", "RFC 5280 §6.1.3 (a)(1)",
        "signed with its issuer's key ({})", "発行者の鍵による署名を検証しました({})";
    /// Issued in the name of the one above.
    NAME_CHAINS = "certificate.name-chains", "RFC 5280 §6.1.3 (a)(4)",
        "its issuer is the subject of the certificate above it", "発行者名は上位の証明書の主体者名と一致します";
    /// An authority that may sign certificates.
    AUTHORITY = "certificate.authority", "RFC 5280 §6.1.4 (k), (n)",
        "an authority that may sign certificates", "証明書に署名できる認証局の証明書です";
    /// No authority.
    NOT_AUTHORITY = "certificate.not-authority", "RFC 5280 §6.1.4 (k)",
        "not marked as an authority, yet it issued the certificate below it",
        "認証局の証明書ではないのに、下位の証明書を発行しています";
    /// An authority that may not sign certificates.
    MAY_NOT_SIGN = "certificate.may-not-sign-certificates", "RFC 5280 §6.1.4 (n)",
        "its key may not sign certificates", "鍵用途により、証明書への署名が許されていません";
    /// Usages that contradict each other.
    CONTRADICTORY = "certificate.contradictory", "RFC 5280 §4.2.1.3, §4.2.1.9",
        "claims an authority's rights without being marked as one",
        "認証局ではないのに、認証局の権限が記載されています";
    /// The path is as short as authorities ask.
    PATH_LENGTH = "certificate.path-length", "RFC 5280 §6.1.4 (l), (m)",
        "no authority's path length is exceeded", "認証パスの長さの制限を満たしています";
    /// The path is too long.
    PATH_TOO_LONG = "certificate.path-too-long", "RFC 5280 §6.1.4 (l), (m)",
        "below an authority that allows no further authority", "上位の認証局が許す認証パスの長さを超えています";
    /// Nothing critical is unknown.
    EXTENSIONS_KNOWN = "certificate.extensions-known", "RFC 5280 §6.1.4 (o), §6.1.5 (f)",
        "every critical extension was processed", "重要(critical)な拡張はすべて処理しました";
    /// Something critical is unknown.
    EXTENSION_UNKNOWN = "certificate.extension-unknown", "RFC 5280 §6.1.4 (o), §6.1.5 (f)",
        "a critical extension is not known", "未知の重要(critical)な拡張があります";
}

/// Runs the checks on a path. `grace_months` are the leaf's after its expiry.
pub(crate) fn check(
    path: &Path<'_, '_>,
    at: Instant,
    grace_months: Option<u32>,
    budget: &mut Budget,
) -> Result<Vec<Finding>, Exhausted> {
    let mut checks = Checks {
        findings: Vec::new(),
        at,
        grace_months: None,
        authorities_allowed: u32::MAX,
    };
    checks.anchor(path.anchor);
    for authority in path.intermediates.iter().rev() {
        checks.below_anchor(authority);
        checks.authority(authority);
    }
    // An authority has no grace.
    checks.grace_months = grace_months;
    checks.below_anchor(path.leaf);
    names::check(path, budget, &mut checks.findings)?;
    Ok(checks.findings)
}

struct Checks {
    findings: Vec<Finding>,
    at: Instant,
    /// How long after its expiry the next certificate is still good for something.
    grace_months: Option<u32>,
    /// max_path_length of RFC 5280 §6.1.2 (k).
    authorities_allowed: u32,
}

impl Checks {
    fn anchor(&mut self, anchor: &Certificate<'_>) {
        self.findings.push(ANCHOR.passed(anchor.place()));
        self.any(anchor);
        // A root of version 1 has no way to say that it is one.
        if anchor.version == 3 {
            self.rights(anchor);
        }
        self.limit_length(anchor);
    }

    fn below_anchor(&mut self, certificate: &Certificate<'_>) {
        self.any(certificate);
        let algorithm = name_of_algorithm(certificate.algorithm);
        let place = || certificate.place();
        self.findings.push(NAME_CHAINS.passed(place()));
        self.findings
            .push(SIGNATURE_VALID.passed(place()).detail(&algorithm));
        self.findings.push(if certificate.version == 3 {
            VERSION_3.passed(place())
        } else {
            NOT_VERSION_3.failed(place())
        });
    }

    fn any(&mut self, certificate: &Certificate<'_>) {
        let place = || certificate.place();
        self.findings.push(WELL_FORMED.passed(place()));
        self.findings.push(self.validity(certificate));
        if certificate.issuer.is_empty() || !is_named(certificate) {
            self.findings.push(UNNAMED.failed(place()));
        }
        self.contradictions(certificate);
        self.extensions(certificate);
    }

    fn validity(&self, certificate: &Certificate<'_>) -> Finding {
        let (from, until) = (certificate.not_before, certificate.not_after);
        // One that was never valid has no grace.
        let months = self.grace_months.filter(|_| from <= until);
        let end = months.and_then(|months| until.months_later(months));
        let place = certificate.place();
        if self.at < from {
            NOT_YET_VALID.failed(place)
        } else if self.at <= until {
            WITHIN_VALIDITY.passed(place)
        } else if let (Some(months), true) = (months, end.is_some_and(|end| self.at <= end)) {
            let months = months.to_string();
            EXPIRED_WITHIN_GRACE.failed(place).detail(&months)
        } else {
            EXPIRED.failed(place)
        }
    }

    /// §4.2.1.3: keyCertSign needs cA; §4.2.1.9: so does a path length.
    fn contradictions(&mut self, certificate: &Certificate<'_>) {
        let extensions = &certificate.extensions;
        let constraints = extensions.basic_constraints;
        if constraints.is_some_and(|constraints| constraints.authority) {
            return;
        }
        let signs = extensions
            .key_usage
            .is_some_and(|usage| usage.contains(KeyUsage::KEY_CERT_SIGN));
        if signs {
            let place = certificate.place_in(extension::KEY_USAGE);
            self.findings.push(CONTRADICTORY.failed(place));
        }
        if constraints.is_some_and(|constraints| constraints.path_length.is_some()) {
            let place = certificate.place_in(extension::BASIC_CONSTRAINTS);
            self.findings.push(CONTRADICTORY.failed(place));
        }
    }

    fn extensions(&mut self, certificate: &Certificate<'_>) {
        let before = self.findings.len();
        for extension in &certificate.extensions.all {
            if extension.critical && !extension.is_recognised() {
                let place = certificate.place_in(extension.id);
                self.findings.push(EXTENSION_UNKNOWN.failed(place));
            }
        }
        if self.findings.len() == before {
            self.findings
                .push(EXTENSIONS_KNOWN.passed(certificate.place()));
        }
    }

    fn authority(&mut self, authority: &Certificate<'_>) {
        self.rights(authority);
        // Self-issued certificates roll keys over and take nothing from the length.
        if !authority.is_self_issued() {
            let left = self.authorities_allowed.checked_sub(1);
            let place = authority.place();
            self.findings.push(match left {
                Some(_) => PATH_LENGTH.passed(place),
                None => PATH_TOO_LONG.failed(place),
            });
            self.authorities_allowed = left.unwrap_or_default();
        }
        self.limit_length(authority);
    }

    fn rights(&mut self, authority: &Certificate<'_>) {
        let constraints = authority.extensions.basic_constraints;
        let usage = authority.extensions.key_usage;
        self.findings.push(
            if constraints.is_none_or(|constraints| !constraints.authority) {
                NOT_AUTHORITY.failed(authority.place_in(extension::BASIC_CONSTRAINTS))
            } else if usage.is_some_and(|usage| !usage.contains(KeyUsage::KEY_CERT_SIGN)) {
                MAY_NOT_SIGN.failed(authority.place_in(extension::KEY_USAGE))
            } else {
                AUTHORITY.passed(authority.place())
            },
        );
    }

    fn limit_length(&mut self, authority: &Certificate<'_>) {
        let constraints = authority.extensions.basic_constraints;
        if let Some(length) = constraints.and_then(|constraints| constraints.path_length) {
            self.authorities_allowed = self.authorities_allowed.min(length);
        }
    }
}
