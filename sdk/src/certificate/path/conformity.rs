//! The checks of a profile on a path: hierarchy, policies, usages, algorithms.

use super::{Criteria, Path};
use crate::certificate::extension::{self, ANY_EXTENDED_KEY_USAGE, KeyUsage};
use crate::certificate::oid::{OwnedOid, join};
use crate::certificate::policy::PathPolicies;
use crate::certificate::profile::{Hierarchy, Usage};
use crate::certificate::rule::{Rule, rules};
use crate::certificate::signature::{AlgorithmIdentifier, Hash, SignatureAlgorithm, name_of_key};
use crate::certificate::verdict::Finding;
use alloc::string::ToString;
use alloc::vec::Vec;

rules! {
    /// The anchor is of the profile.
    HIERARCHY = "certificate.hierarchy", "Onshi profile",
        "the anchor belongs to a hierarchy of the profile", "トラストアンカーはプロファイルの階層に属しています";
    /// The anchor is of something else.
    OUTSIDE_HIERARCHY = "certificate.outside-hierarchy", "Onshi profile",
        "the anchor belongs to no hierarchy of the profile: a certificate of another kind or purpose",
        "トラストアンカーがプロファイルの階層に属していません(種類または用途の異なる証明書です)";
    /// A test hierarchy, accepted.
    TEST_HIERARCHY = "certificate.test-hierarchy", "Onshi profile",
        "this is a test hierarchy: it proves nothing about a real person",
        "テスト用の階層です。実在の方を証明するものではありません";
    /// A test hierarchy, refused.
    TEST_HIERARCHY_REFUSED = "certificate.test-hierarchy-refused", "Onshi profile",
        "this is a test hierarchy, and the caller did not accept one",
        "テスト用の階層の証明書は受け入れない設定です";
    /// Valid for a policy that was asked for.
    POLICY = "certificate.policy", "RFC 5280 §6.1.5 (g)",
        "the path is valid for the policy {}", "認証パスは証明書ポリシー {} について有効です";
    /// Valid for none.
    POLICY_NOT_VALID = "certificate.policy-not-valid", "RFC 5280 §6.1.3 (f), §6.1.5 (g)",
        "the path is valid for none of the policies asked for: every certificate below the anchor must assert one",
        "求められた証明書ポリシーについて、認証パスが有効ではありません";
    /// Usages as asked.
    KEY_USAGE = "certificate.key-usage", "RFC 5280 §4.2.1.3",
        "the key may be used as asked ({})", "鍵用途(keyUsage)は求められたとおりです({})";
    /// A usage is missing.
    KEY_USAGE_MISSING = "certificate.key-usage-missing", "RFC 5280 §4.2.1.3",
        "the key may not be used for {}", "鍵用途(keyUsage)に {} がありません";
    /// A usage that must not be there.
    KEY_USAGE_FORBIDDEN = "certificate.key-usage-forbidden", "Onshi profile",
        "the key is for {}, which certificates of this profile are not",
        "鍵用途(keyUsage)に、このプロファイルでは認められない {} があります";
    /// Purposes as asked.
    EXTENDED_KEY_USAGE = "certificate.extended-key-usage", "RFC 5280 §4.2.1.12",
        "permitted for the purposes asked for ({})", "拡張鍵用途(extKeyUsage)は求められたとおりです({})";
    /// A purpose is missing.
    EXTENDED_KEY_USAGE_MISSING = "certificate.extended-key-usage-missing", "RFC 5280 §4.2.1.12",
        "not permitted for the purpose {}", "拡張鍵用途(extKeyUsage)に {} がありません";
    /// An authority that is not for the leaf's purposes.
    PURPOSES_EXCEEDED = "certificate.purposes-exceeded", "CA/Browser Forum BR 7.1.2.10.6",
        "an authority that is not for the purposes asked for", "求められた拡張鍵用途が認められていない認証局です";
    /// An authority where a person or machine is asked for.
    LEAF_IS_AUTHORITY = "certificate.leaf-is-authority", "Onshi profile",
        "an authority's certificate, where an end entity's is asked for",
        "認証局の証明書です(利用者の証明書が必要です)";
    /// Strength as asked.
    STRENGTH = "certificate.strength", "Onshi profile",
        "signature algorithm and key ({}) are accepted", "署名アルゴリズムと鍵({})は認められたものです";
    /// An algorithm the profile does not accept.
    ALGORITHM_NOT_ACCEPTED = "certificate.algorithm-not-accepted", "Onshi profile",
        "signed with an algorithm the profile does not accept", "プロファイルで認められていない署名アルゴリズムです";
    /// SHA-1, where nobody asked for it.
    SHA1_REFUSED = "certificate.sha1-refused", "Onshi profile",
        "signed with SHA-1, for which collisions can be computed", "衝突が現実に作れるSHA-1で署名されているため、受け入れません";
    /// SHA-1, because somebody asked for it.
    SHA1_ACCEPTED = "certificate.sha1-accepted", "Onshi profile",
        "signed with SHA-1, accepted as asked: whoever can compute a collision can forge this",
        "指定によりSHA-1の署名を受け入れました(衝突を計算できる者には偽造できます)";
    /// A key the profile does not accept.
    KEY_NOT_ACCEPTED = "certificate.key-not-accepted", "Onshi profile",
        "a key ({}) that is malformed, not supported or not accepted by the profile",
        "鍵({})が正しくないか、対応していないか、プロファイルで認められていません";
    /// More authorities than the profile knows.
    TOO_MANY_AUTHORITIES = "certificate.too-many-authorities", "Onshi profile",
        "more than {} authorities between leaf and anchor", "中間の認証局が多すぎます(上限 {})";
}

/// Runs the checks on a path.
pub(crate) fn check(
    path: &Path<'_, '_>,
    criteria: &Criteria,
    policies: &PathPolicies<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(strength(path, criteria));
    findings.extend(length(path, criteria));
    findings.extend(hierarchy_and_policy(path, criteria, policies));
    findings.extend(leaf_kind(path, criteria));
    findings.extend(key_usage(path, criteria));
    findings.extend(extended_key_usage(path, criteria));
    findings
}

/// Algorithms and keys, of every certificate.
pub(crate) fn strength(path: &Path<'_, '_>, criteria: &Criteria) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, certificate) in path.all().rev().enumerate() {
        // The anchor, number 0, is trusted without its signature.
        let fault = match number {
            0 => None,
            _ => algorithm_fault(certificate.algorithm, criteria),
        };
        if fault == Some(SHA1_REFUSED) && criteria.accept_sha1 {
            findings.push(SHA1_ACCEPTED.noted(certificate.place()));
        } else if let Some(fault) = fault {
            findings.push(fault.failed(certificate.place()));
            continue;
        }
        let key_fits = certificate
            .public_key()
            .is_ok_and(|key| criteria.profile.keys.accept(key));
        let key = name_of_key(certificate.key_info);
        let place = certificate.place();
        findings.push(if key_fits {
            STRENGTH.passed(place).detail(&key)
        } else {
            KEY_NOT_ACCEPTED.failed(place).detail(&key)
        });
    }
    findings
}

/// Whether a signature of this algorithm will do, on revocation data as on
/// certificates.
pub(crate) fn accepts(identifier: AlgorithmIdentifier<'_>, criteria: &Criteria) -> bool {
    match algorithm_fault(identifier, criteria) {
        None => true,
        Some(fault) => fault == SHA1_REFUSED && criteria.accept_sha1,
    }
}

/// Why the profile does not accept a signature's algorithm.
fn algorithm_fault(identifier: AlgorithmIdentifier<'_>, criteria: &Criteria) -> Option<Rule> {
    match SignatureAlgorithm::identified(identifier) {
        Some(named) if criteria.profile.signature_algorithms.contains(&named) => None,
        Some(named) if named.hash() == Hash::Sha1 => Some(SHA1_REFUSED),
        _ => Some(ALGORITHM_NOT_ACCEPTED),
    }
}

/// The profile counts every authority, the caller those that are not self-issued,
/// as path lengths do.
fn length(path: &Path<'_, '_>, criteria: &Criteria) -> Option<Finding> {
    let authorities = path.intermediates.iter();
    let issued_by_others = authorities.filter(|authority| !authority.is_self_issued());
    let counts = [
        (path.intermediates.len(), criteria.profile.max_intermediates),
        (issued_by_others.count(), criteria.max_intermediates),
    ];
    let exceeded = counts.into_iter().find_map(|(count, most)| {
        most.filter(|&most| u32::try_from(count).unwrap_or(u32::MAX) > most)
    });
    exceeded.map(|most| {
        TOO_MANY_AUTHORITIES
            .failed(path.leaf.place())
            .detail(&most.to_string())
    })
}

fn hierarchy_and_policy(
    path: &Path<'_, '_>,
    criteria: &Criteria,
    policies: &PathPolicies<'_>,
) -> Vec<Finding> {
    let hierarchies = &criteria.profile.hierarchies;
    if hierarchies.is_empty() {
        let asked = criteria.required_policies.iter().collect::<Vec<_>>();
        return policy(path, policies, &asked, &asked).into_iter().collect();
    }

    let anchored = |hierarchy: &&Hierarchy| hierarchy.has(&path.anchor.subject);
    // Production first: a path that is valid there is no test.
    let (test, mut own): (Vec<_>, Vec<_>) = hierarchies
        .iter()
        .filter(anchored)
        .partition(|hierarchy| hierarchy.test);
    own.extend(test);
    let valid = own.iter().find(|hierarchy| {
        let none_asked = hierarchy.policies.is_empty() && criteria.required_policies.is_empty();
        none_asked
            || asked(hierarchy, criteria)
                .iter()
                .any(|oid| policies.include(oid.borrow()))
    });
    // An anchor that only a hierarchy without a name admits belongs to it by its
    // policy or not at all.
    let chosen = valid.or_else(|| own.iter().find(|hierarchy| hierarchy.is_named()));
    let place = || path.anchor.place();
    let Some(chosen) = chosen else {
        return Vec::from([OUTSIDE_HIERARCHY.failed(place())]);
    };
    let mut findings = Vec::from([match (chosen.test, criteria.accept_test_hierarchy) {
        (false, _) => HIERARCHY.passed(place()),
        (true, true) => TEST_HIERARCHY.noted(place()),
        (true, false) => TEST_HIERARCHY_REFUSED.failed(place()),
    }]);
    let named = chosen.policies.iter().map(|policy| &policy.oid);
    let named: Vec<_> = named.chain(&criteria.required_policies).collect();
    findings.extend(policy(path, policies, &named, &asked(chosen, criteria)));
    findings
}

/// The policies of a hierarchy, narrowed by those the caller asks for.
fn asked<'c>(hierarchy: &'c Hierarchy, criteria: &'c Criteria) -> Vec<&'c OwnedOid> {
    let required = &criteria.required_policies;
    if hierarchy.policies.is_empty() {
        return required.iter().collect();
    }
    let own = hierarchy.policies.iter().map(|policy| &policy.oid);
    own.filter(|oid| required.is_empty() || required.contains(oid))
        .collect()
}

/// The path must be valid for one of `asked`, if any policy was `named` at all.
fn policy(
    path: &Path<'_, '_>,
    valid: &PathPolicies<'_>,
    named: &[&OwnedOid],
    asked: &[&OwnedOid],
) -> Option<Finding> {
    if named.is_empty() {
        return None;
    }
    let place = path.leaf.place_in(extension::CERTIFICATE_POLICIES);
    Some(match asked.iter().find(|oid| valid.include(oid.borrow())) {
        Some(oid) => POLICY.passed(place).detail(&oid.to_string()),
        None => POLICY_NOT_VALID.failed(place),
    })
}

fn leaf_kind(path: &Path<'_, '_>, criteria: &Criteria) -> Option<Finding> {
    let constraints = path.leaf.extensions.basic_constraints;
    let authority = constraints.is_some_and(|constraints| constraints.authority);
    (authority && !criteria.profile.leaf.may_be_authority)
        .then(|| LEAF_IS_AUTHORITY.failed(path.leaf.place_in(extension::BASIC_CONSTRAINTS)))
}

fn key_usage(path: &Path<'_, '_>, criteria: &Criteria) -> Vec<Finding> {
    let asked = &criteria.profile.leaf;
    let usage = path.leaf.extensions.key_usage;
    let has = |bit: KeyUsage| usage.is_some_and(|usage| usage.contains(bit));
    let place = || path.leaf.place_in(extension::KEY_USAGE);
    let mut findings = Vec::new();
    for missing in asked.key_usage.iter().filter(|usage| !has(usage.bit)) {
        findings.push(KEY_USAGE_MISSING.failed(place()).detail(&missing.name));
    }
    for present in asked
        .key_usage_forbidden
        .iter()
        .filter(|usage| has(usage.bit))
    {
        findings.push(KEY_USAGE_FORBIDDEN.failed(place()).detail(&present.name));
    }
    if findings.is_empty() && !asked.key_usage.is_empty() {
        let names: Vec<_> = asked.key_usage.iter().map(Usage::name).collect();
        findings.push(KEY_USAGE.passed(place()).detail(&names.join(", ")));
    }
    findings
}

/// The leaf's purposes; and those of an authority between it and the anchor hold
/// for what is below, as every other validator takes them, though RFC 5280 does not
/// say so.
fn extended_key_usage(path: &Path<'_, '_>, criteria: &Criteria) -> Vec<Finding> {
    let profile = &criteria.profile.leaf;
    let asked: Vec<_> = profile
        .extended_key_usage
        .iter()
        .chain(&criteria.purposes)
        .collect();
    let must_be_listed = profile.extended_key_usage_required;
    let permitted = |purpose: &OwnedOid| match &path.leaf.extensions.extended_key_usage {
        None => !must_be_listed,
        Some(listed) => {
            listed.contains(&purpose.borrow())
                || (!must_be_listed && listed.contains(&ANY_EXTENDED_KEY_USAGE))
        }
    };
    let place = || path.leaf.place_in(extension::EXTENDED_KEY_USAGE);
    let mut findings = Vec::new();
    for missing in asked.iter().filter(|purpose| !permitted(purpose)) {
        let missing = EXTENDED_KEY_USAGE_MISSING
            .failed(place())
            .detail(&missing.to_string());
        findings.push(missing);
    }
    for authority in &path.intermediates {
        let Some(listed) = &authority.extensions.extended_key_usage else {
            continue;
        };
        let any = listed.contains(&ANY_EXTENDED_KEY_USAGE);
        if !any
            && !asked
                .iter()
                .all(|purpose| listed.contains(&purpose.borrow()))
        {
            let place = authority.place_in(extension::EXTENDED_KEY_USAGE);
            findings.push(PURPOSES_EXCEEDED.failed(place));
        }
    }
    if findings.is_empty() && !asked.is_empty() {
        let listed = join(asked.iter().copied());
        findings.push(EXTENDED_KEY_USAGE.passed(place()).detail(&listed));
    }
    findings
}

#[cfg(test)]
mod tests;
