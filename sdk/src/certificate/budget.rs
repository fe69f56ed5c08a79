//! Limits of one validation, and the meter that holds it to them.
//!
//! Work is counted in units of roughly 10 µs of the baseline component on a
//! server core: an RSA-2048 check is 38 units, a P-256 check 120, a P-384 check
//! 460, an RSA-8192 check 608. The default budget therefore ends any search
//! within about 80 ms, and is more than eight times what a JPKI login needs (two
//! RSA-2048 checks, later two P-384 checks). Reading certificates is bounded by
//! their number and size instead.

use super::rule::rules;
use super::verdict::Finding;
use crate::json::Members;
use crate::problem::Place;
use serde::Serialize;

rules! {
    /// More certificates than the limit.
    TOO_MANY = "certificate.too-many", "Onshi limits",
        "more than {} certificates were given", "証明書が多すぎます(上限 {} 枚)";
    /// One certificate larger than the limit.
    TOO_LARGE = "certificate.too-large", "Onshi limits",
        "larger than {} bytes", "証明書が大きすぎます(上限 {} バイト)";
    /// More extensions than the limit.
    TOO_MANY_EXTENSIONS = "certificate.too-many-extensions", "Onshi limits",
        "more extensions than the limit allows", "証明書の拡張の数が上限を超えています";
    /// No path within the depth limit.
    TOO_DEEP = "certificate.too-deep", "Onshi limits",
        "no path to an anchor within {} certificates", "{} 枚以内でトラストアンカーに至る認証パスがありません";
    /// The signature checks are used up.
    SIGNATURE_CHECKS_EXHAUSTED = "certificate.signature-checks-exhausted", "Onshi limits",
        "no path was found within {} signature checks", "署名検証 {} 回以内に認証パスが見つかりませんでした";
    /// The name comparisons are used up.
    NAME_COMPARISONS_EXHAUSTED = "certificate.name-comparisons-exhausted", "Onshi limits",
        "the name constraints ask for more than {} comparisons", "名前制約の照合が上限({} 回)を超えています";
    /// The policy graph is too large.
    POLICY_NODES_EXHAUSTED = "certificate.policy-nodes-exhausted", "Onshi limits",
        "the policy graph has more than {} nodes", "ポリシーグラフの節点が上限({} 個)を超えています";
    /// The work is used up.
    WORK_EXHAUSTED = "certificate.work-exhausted", "Onshi limits",
        "no path was found within {} units of work", "作業量の上限({} 単位)以内に認証パスが見つかりませんでした";
}

/// Limits on what a caller hands in and on what is spent on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Certificates in one request, leaf, intermediates and anchors together.
    /// The JPKI needs 7 (three generations of two roots and the leaf).
    pub certificates: u32,
    /// Bytes of one certificate. JPKI certificates have about 1.6 KB, HPKI 1.5 KB;
    /// rustls-webpki stops at 64 KiB.
    pub certificate_bytes: u32,
    /// Extensions of one certificate; JPKI and HPKI have up to 9.
    pub extensions: u32,
    /// Certificates below the anchor in one path. JPKI has 1, HPKI 2; the same
    /// default as pyca/cryptography's depth.
    pub depth: u32,
    /// Signature checks. Go allows 100, rustls-webpki 100, pyca/cryptography 128.
    pub signature_checks: u32,
    /// Names held against name constraints, one comparison each. Go and
    /// rustls-webpki allow 250,000, BoringSSL and pyca/cryptography 2^20.
    pub name_comparisons: u32,
    /// Nodes of the policy graph (RFC 9618) of one path.
    pub policy_nodes: u32,
    /// CRLs and OCSP responses in one request.
    pub revocation_items: u32,
    /// Bytes of all CRLs and OCSP responses together.
    pub revocation_bytes: u32,
    /// Units of work, see the module's documentation.
    pub work: u32,
}

impl Limits {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let mut limits = Self::default();
        members.numbers(&mut [
            ("certificates", &mut limits.certificates),
            ("certificateBytes", &mut limits.certificate_bytes),
            ("extensions", &mut limits.extensions),
            ("depth", &mut limits.depth),
            ("signatureChecks", &mut limits.signature_checks),
            ("nameComparisons", &mut limits.name_comparisons),
            ("policyNodes", &mut limits.policy_nodes),
            ("revocationItems", &mut limits.revocation_items),
            ("revocationBytes", &mut limits.revocation_bytes),
            ("work", &mut limits.work),
        ]);
        limits
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            certificates: 32,
            certificate_bytes: 16 * 1024,
            extensions: 64,
            depth: 8,
            signature_checks: 64,
            name_comparisons: 100_000,
            policy_nodes: 1_000,
            revocation_items: 64,
            revocation_bytes: 1024 * 1024,
            work: 8_000,
        }
    }
}

/// What a validation cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// Units spent.
    pub used: u32,
    /// Units there were.
    pub limit: u32,
    /// Signatures checked.
    pub signature_checks: u32,
    /// Signatures that could have been checked.
    pub signature_check_limit: u32,
    /// Names held against name constraints.
    pub name_comparisons: u32,
    /// Comparisons that could have been made.
    pub name_comparison_limit: u32,
    /// Nodes of the largest policy graph.
    pub policy_nodes: u32,
    /// Nodes it could have had.
    pub policy_node_limit: u32,
}

/// A budget that ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exhausted {
    SignatureChecks(u32),
    NameComparisons(u32),
    PolicyNodes(u32),
    Work(u32),
}

impl Exhausted {
    pub(crate) fn finding(self) -> Finding {
        let (rule, limit) = match self {
            Self::SignatureChecks(limit) => (SIGNATURE_CHECKS_EXHAUSTED, limit),
            Self::NameComparisons(limit) => (NAME_COMPARISONS_EXHAUSTED, limit),
            Self::PolicyNodes(limit) => (POLICY_NODES_EXHAUSTED, limit),
            Self::Work(limit) => (WORK_EXHAUSTED, limit),
        };
        rule.failed(Place::nowhere())
            .detail(&alloc::format!("{limit}"))
    }
}

/// The meter of one validation.
#[derive(Debug)]
pub(crate) struct Budget {
    work: Work,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            work: Work {
                used: 0,
                limit: limits.work,
                signature_checks: 0,
                signature_check_limit: limits.signature_checks,
                name_comparisons: 0,
                name_comparison_limit: limits.name_comparisons,
                policy_nodes: 0,
                policy_node_limit: limits.policy_nodes,
            },
        }
    }

    /// Pays for a step before it is made.
    pub(crate) fn spend(&mut self, units: u32) -> Result<(), Exhausted> {
        let used = self.work.used.saturating_add(units);
        if used > self.work.limit {
            return Err(Exhausted::Work(self.work.limit));
        }
        self.work.used = used;
        Ok(())
    }

    /// Pays for a signature check before it is made.
    pub(crate) fn spend_on_signature(&mut self, units: u32) -> Result<(), Exhausted> {
        if self.work.signature_checks >= self.work.signature_check_limit {
            return Err(Exhausted::SignatureChecks(self.work.signature_check_limit));
        }
        self.spend(units)?;
        self.work.signature_checks = self.work.signature_checks.saturating_add(1);
        Ok(())
    }

    /// Counts comparisons of names with name constraints, before they are made.
    pub(crate) fn compare_names(&mut self, comparisons: u32) -> Result<(), Exhausted> {
        let made = self.work.name_comparisons.saturating_add(comparisons);
        if made > self.work.name_comparison_limit {
            return Err(Exhausted::NameComparisons(self.work.name_comparison_limit));
        }
        self.work.name_comparisons = made;
        Ok(())
    }

    /// Holds a policy graph to its size.
    pub(crate) fn hold_policy_nodes(&mut self, nodes: u32) -> Result<(), Exhausted> {
        if nodes > self.work.policy_node_limit {
            return Err(Exhausted::PolicyNodes(self.work.policy_node_limit));
        }
        self.work.policy_nodes = self.work.policy_nodes.max(nodes);
        Ok(())
    }

    pub(crate) fn work(&self) -> Work {
        self.work
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::test_support::der::tlv;
    use crate::certificate::test_support::jpki::AUTH;
    use crate::certificate::test_support::keys::Key;
    use crate::certificate::test_support::{accepted, refused, request};
    use crate::certificate::{Request, describe};
    use alloc::vec::Vec;

    fn login() -> Request {
        let leaf = AUTH.auth_leaf(Key::P256(1), Key::P256(2)).encode();
        request("jpki-auth", leaf, &[AUTH.root(Key::P256(1)).encode()])
    }

    /// Exactly enough is enough, and one less is refused with this code.
    fn limit(set: fn(&mut Limits, u32), enough: u32, code: &str) {
        let mut request = login();
        set(&mut request.options.limits, enough);
        accepted(&request);
        set(&mut request.options.limits, enough - 1);
        refused(&request, &[code]);
    }

    #[test]
    fn certificates_are_counted() {
        limit(
            |limits, value| limits.certificates = value,
            2,
            "certificate.too-many",
        );
    }

    #[test]
    fn certificates_are_measured() {
        let mut request = login();
        let padding = tlv(0x04, &[0; 500]);
        let leaf = AUTH.auth_leaf(Key::P256(1), Key::P256(2));
        request.leaf = leaf.with("1.2.3.4", false, padding).encode();
        request.options.limits.certificate_bytes = u32::try_from(request.leaf.len()).unwrap();
        accepted(&request);
        request.options.limits.certificate_bytes -= 1;
        refused(&request, &["certificate.too-large"]);
        let too_large = Vec::from([0; 16 * 1024 + 1]);
        assert_eq!(
            describe(&too_large, "leaf").unwrap_err().code,
            TOO_LARGE.code
        );
    }

    #[test]
    fn extensions_are_counted() {
        limit(
            |limits, value| limits.extensions = value,
            4,
            "certificate.too-many-extensions",
        );
    }

    #[test]
    fn signature_checks_are_counted() {
        let code = "certificate.signature-checks-exhausted";
        limit(|limits, value| limits.signature_checks = value, 1, code);
    }

    #[test]
    fn work_is_counted() {
        let used = accepted(&login()).work.used;
        assert!(used > 120);
        limit(
            |limits, value| limits.work = value,
            used,
            "certificate.work-exhausted",
        );
    }
}
