//! Policies along a path (RFC 5280 §6.1.3 (d)–(f), §6.1.4 (a)–(b), (h)–(j), §6.1.5
//! (a), (b), (g), as RFC 9618 replaces them).
//!
//! An anchor's policyConstraints and inhibitAnyPolicy are kept to, as RFC 5937
//! allows; its policies and mappings are not asked for.

use super::{Criteria, Path};
use crate::certificate::budget::{Budget, Exhausted};
use crate::certificate::extension::{self, Extensions};
use crate::certificate::policy::graph::Graph;
use crate::certificate::policy::{ANY_POLICY, PathPolicies};
use crate::certificate::rule::rules;
use crate::certificate::verdict::Finding;
use alloc::string::ToString;
use alloc::vec::Vec;

rules! {
    /// What the path is valid for, where that was asked.
    POLICIES = "certificate.policies", "RFC 5280 §6.1.5 (g), RFC 9618 §5.5",
        "the path is valid for the policies {}", "認証パスは証明書ポリシー {} について有効です";
    /// Nothing left where something must be.
    NO_POLICY_LEFT = "certificate.no-policy-left", "RFC 5280 §6.1.3 (f), §6.1.5 (g)",
        "an explicit policy is required, and the path is valid for none of those asked for",
        "明示的なポリシーが必要ですが、認証パスが有効な証明書ポリシーがありません";
    /// anyPolicy in a mapping.
    ANY_POLICY_MAPPED = "certificate.any-policy-mapped", "RFC 5280 §6.1.4 (a)",
        "maps to or from anyPolicy", "anyPolicyを対象とするポリシーマッピングがあります";
}

/// Certificates still to come before a rule sets in, as RFC 5280 §6.1.2 (d)–(f).
struct Rules {
    explicit_policy: u32,
    policy_mapping: u32,
    inhibit_any_policy: u32,
}

impl Rules {
    fn limit(&mut self, extensions: &Extensions<'_>) {
        let limit =
            |rule: &mut u32, skip: Option<u32>| *rule = (*rule).min(skip.unwrap_or(u32::MAX));
        let constraints = &extensions.policy_constraints;
        limit(
            &mut self.explicit_policy,
            constraints.require_explicit_policy,
        );
        limit(&mut self.policy_mapping, constraints.inhibit_policy_mapping);
        limit(&mut self.inhibit_any_policy, constraints.inhibit_any_policy);
    }

    fn count_down(&mut self) {
        let rules = [
            &mut self.explicit_policy,
            &mut self.policy_mapping,
            &mut self.inhibit_any_policy,
        ];
        for rule in rules {
            *rule = rule.saturating_sub(1);
        }
    }
}

/// The user-constrained policies of a path, with the findings on the way.
pub(crate) fn check<'x, 'a: 'x>(
    path: &Path<'_, 'a>,
    criteria: &'x Criteria,
    budget: &mut Budget,
    findings: &mut Vec<Finding>,
) -> Result<PathPolicies<'x>, Exhausted> {
    let at_once = |asked: bool| if asked { 0 } else { u32::MAX };
    let mut rules = Rules {
        explicit_policy: at_once(criteria.explicit_policy),
        policy_mapping: at_once(criteria.inhibit_policy_mapping),
        inhibit_any_policy: at_once(criteria.inhibit_any_policy),
    };
    rules.limit(&path.anchor.extensions);
    let mut graph = Graph::at_anchor();
    let mut explicit_policy_kept = true;

    for (number, certificate) in path.below_anchor().enumerate() {
        let is_leaf = number == path.intermediates.len();
        let is_self_issued = certificate.is_self_issued();
        let extensions = &certificate.extensions;
        let policies = extensions.policies.as_deref();
        let mappings = extensions.policy_mappings.as_deref().unwrap_or_default();
        spend(budget, policies.map_or(0, <[_]>::len), mappings.len())?;

        let any_counts = rules.inhibit_any_policy > 0 || (is_self_issued && !is_leaf);
        graph.descend(policies, any_counts);
        explicit_policy_kept &= rules.explicit_policy > 0 || !graph.is_null();
        if is_leaf {
            rules.explicit_policy = rules.explicit_policy.saturating_sub(1);
            if extensions.policy_constraints.require_explicit_policy == Some(0) {
                rules.explicit_policy = 0;
            }
        } else {
            let mut mapped = mappings.iter().flat_map(|pair| [pair.issuer, pair.subject]);
            if mapped.any(|policy| policy == ANY_POLICY) {
                let place = certificate.place_in(extension::POLICY_MAPPINGS);
                findings.push(ANY_POLICY_MAPPED.failed(place));
            } else if !mappings.is_empty() {
                graph.map(mappings, rules.policy_mapping > 0);
            }
            if !is_self_issued {
                rules.count_down();
            }
            rules.limit(extensions);
        }
        budget.hold_policy_nodes(u32::try_from(graph.len()).unwrap_or(u32::MAX))?;
    }

    let valid = graph.policies().constrained_to(&criteria.initial_policies);
    let is_explicit = rules.explicit_policy == 0;
    let place = || path.leaf.place_in(extension::CERTIFICATE_POLICIES);
    if !explicit_policy_kept || (is_explicit && valid.is_empty()) {
        findings.push(NO_POLICY_LEFT.failed(place()));
    } else if !valid.is_empty() && (is_explicit || !criteria.initial_policies.is_empty()) {
        findings.push(POLICIES.passed(place()).detail(&valid.to_string()));
    }
    Ok(valid)
}

/// A unit pays for sorting about 8 policies.
fn spend(budget: &mut Budget, policies: usize, mappings: usize) -> Result<(), Exhausted> {
    let length = u32::try_from(policies.saturating_add(mappings)).unwrap_or(u32::MAX);
    budget.spend(length / 8)
}

#[cfg(test)]
mod tests;
