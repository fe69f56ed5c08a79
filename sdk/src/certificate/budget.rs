//! Limits of one validation, and the meter that holds it to them.
//!
//! Work is counted in units of roughly 10 µs of the baseline component on a server
//! core. Signatures take most of it: an RSA-2048 check is 38 units, a P-256 check
//! 120, a P-384 check 460, an RSA-8192 check 608. Reading, hashing, judging,
//! comparing names and looking through revocation data are paid for by the byte, at
//! the rate of the slowest contents that were found for each, and always before they
//! are done. The default budget therefore ends any validation within about 80 ms,
//! and is more than seven times what a JPKI login needs (two RSA-2048 checks, later
//! two P-384 checks). `cargo xtask bench` measures the slowest inputs.

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

/// The units of work of so many things.
pub(crate) fn units(things: usize, per_unit: usize) -> u32 {
    u32::try_from(things.div_ceil(per_unit)).unwrap_or(u32::MAX)
}

/// Bytes of certificates, and of what in CRLs and OCSP responses is not entries, that
/// are read for one unit.
pub(crate) const READ_PER_UNIT: usize = 96;
/// Bytes of the certificates of a path that are judged for one unit.
pub(crate) const JUDGED_PER_UNIT: usize = 128;
/// Bytes of the certificates of a path that are described for one unit: long names of
/// unknown attributes take longest.
pub(crate) const DESCRIBED_PER_UNIT: usize = 24;
/// Bytes that are hashed for one unit.
pub(crate) const HASHED_PER_UNIT: usize = 1024;

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
    use crate::certificate::test_support::chain::{
        ROOT, ROOT_KEY, SUB, SUB_KEY, chain, leaf, root, sub,
    };
    use crate::certificate::test_support::crl::CrlDraft;
    use crate::certificate::test_support::der::tlv;
    use crate::certificate::test_support::{accepted, judge, refused};
    use crate::certificate::{Request, describe};
    use alloc::vec::Vec;

    /// A chain that asks for some of everything there is a limit on. The leaf is the
    /// largest of its certificates.
    fn everything() -> Request {
        let leaf = leaf().policies(&["1.2.3"]).dns_name("example.jp").with(
            "1.2.3.4",
            false,
            tlv(0x04, &[0; 500]),
        );
        let sub = sub().policies(&["1.2.3", "1.2.4"]);
        let root = root().name_constraints(&[], &[tlv(0x82, b"example.com")]);
        let mut request = chain(&leaf, &sub, &root);
        request.crls = Vec::from([
            CrlDraft::new(SUB, SUB_KEY).encode(),
            CrlDraft::new(ROOT, ROOT_KEY).encode(),
        ]);
        request
    }

    type Bend = fn(&mut Limits);

    /// What that request needs.
    fn needs() -> Limits {
        let request = everything();
        let work = accepted(&request).work;
        let length = |bytes: &Vec<u8>| u32::try_from(bytes.len()).unwrap();
        Limits {
            certificates: 3,
            certificate_bytes: length(&request.leaf),
            extensions: 5,
            depth: 2,
            signature_checks: work.signature_checks,
            name_comparisons: work.name_comparisons,
            policy_nodes: work.policy_nodes,
            revocation_items: 2,
            revocation_bytes: request.crls.iter().map(length).sum(),
            work: work.used,
        }
    }

    #[test]
    fn exactly_enough_of_everything_is_enough() {
        let mut request = everything();
        request.options.limits = needs();
        accepted(&request);
    }

    #[test]
    fn one_less_of_anything_trips_its_own_limit() {
        let limits: [(Bend, &str); 10] = [
            (|limits| limits.certificates -= 1, "too-many"),
            (|limits| limits.certificate_bytes -= 1, "too-large"),
            (|limits| limits.extensions -= 1, "too-many-extensions"),
            (|limits| limits.depth -= 1, "too-deep"),
            (
                |limits| limits.signature_checks -= 1,
                "signature-checks-exhausted",
            ),
            (
                |limits| limits.name_comparisons -= 1,
                "name-comparisons-exhausted",
            ),
            (|limits| limits.policy_nodes -= 1, "policy-nodes-exhausted"),
            (|limits| limits.revocation_items -= 1, "revocation-too-much"),
            (|limits| limits.revocation_bytes -= 1, "revocation-too-much"),
            (|limits| limits.work -= 1, "work-exhausted"),
        ];
        // A limit that is new has to be added above.
        let json = serde_json::to_value(Limits::default()).unwrap();
        assert_eq!(json.as_object().unwrap().len(), limits.len());
        for (take_one, code) in limits {
            let mut request = everything();
            request.options.limits = needs();
            take_one(&mut request.options.limits);
            assert_eq!(judge(&request).1, [alloc::format!("certificate.{code}")]);
        }
    }

    #[test]
    fn nothing_is_read_that_is_not_paid_for() {
        let mut request = everything();
        request.options.limits.work = 3;
        refused(&request, &["certificate.work-exhausted"]);
        assert_eq!(judge(&request).0.work.signature_checks, 0);
    }

    #[test]
    fn descriptions_are_limited_too() {
        let too_large = Vec::from([0; 16 * 1024 + 1]);
        assert_eq!(
            describe(&too_large, "leaf").unwrap_err().code,
            TOO_LARGE.code
        );
    }
}
