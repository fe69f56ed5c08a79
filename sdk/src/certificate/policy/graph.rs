//! The valid_policy_graph of RFC 9618, which replaces the tree of RFC 5280 §6.1.2:
//! as many nodes at a depth as there are policies, never as there are ways to them.
//!
//! Every depth is a sorted list of policies. Nodes without children are not
//! deleted on the way down but passed over when the policies are asked for: the
//! graph is null as soon as its last depth is empty.

use super::{ANY_POLICY, PathPolicies, PolicyMapping};
use crate::certificate::oid::Oid;
use crate::order::sorted;
use alloc::vec::Vec;

pub(crate) struct Graph<'a> {
    /// From the anchor, which has anyPolicy, downwards.
    depths: Vec<Depth<'a>>,
}

#[derive(Default)]
struct Depth<'a> {
    /// Sorted by policy, each once.
    nodes: Vec<Node<'a>>,
    /// Each node's expected_policy_set: a policy expected of the next
    /// certificate, and the node's place. Sorted.
    expected: Vec<(Oid<'a>, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node<'a> {
    /// valid_policy
    policy: Oid<'a>,
    /// Its parent is the node with anyPolicy above; otherwise its parents are all
    /// that expect its policy.
    from_any: bool,
}

impl<'a> Graph<'a> {
    /// RFC 9618 §5.2.
    pub(crate) fn at_anchor() -> Self {
        let mut depth = Depth::default();
        depth.add(ANY_POLICY, false);
        depth.expect(&[]);
        Self {
            depths: Vec::from([depth]),
        }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.depths.iter().map(|depth| depth.nodes.len()).sum()
    }

    pub(crate) fn is_null(&self) -> bool {
        self.depths
            .last()
            .is_none_or(|depth| depth.nodes.is_empty())
    }

    /// One certificate further down (RFC 9618 §5.3 (d), (e)). `any_counts`:
    /// whether it may assert anyPolicy.
    pub(crate) fn descend(&mut self, asserted: Option<&[Oid<'a>]>, any_counts: bool) {
        let mut depth = Depth::default();
        if let Some(above) = self.depths.last() {
            let asserted = asserted.unwrap_or_default();
            let above_any = above.has(ANY_POLICY);
            for &policy in asserted.iter().filter(|policy| **policy != ANY_POLICY) {
                if above.expects(policy) {
                    depth.add(policy, false);
                } else if above_any {
                    depth.add(policy, true);
                }
            }
            depth.sort();
            if any_counts && asserted.contains(&ANY_POLICY) {
                let before = depth.nodes.len();
                for &(policy, _) in &above.expected {
                    let nodes = depth.nodes.get(..before).unwrap_or_default();
                    if find(nodes, policy).is_none() {
                        depth.add(policy, policy == ANY_POLICY);
                    }
                }
                depth.sort();
            }
        }
        depth.expect(&[]);
        self.depths.push(depth);
    }

    /// The policy mappings of the certificate just gone down to (RFC 9618 §5.4
    /// (b)). `mapping_counts`: whether policies may be mapped at all; if not, those
    /// that are mapped are valid no longer.
    pub(crate) fn map(&mut self, mappings: &[PolicyMapping<'a>], mapping_counts: bool) {
        let Some(depth) = self.depths.last_mut() else {
            return;
        };
        let mut mappings = sorted(mappings.to_vec(), &|one, other| one < other);
        mappings.dedup();
        if mapping_counts {
            if depth.has(ANY_POLICY) {
                let before = depth.nodes.len();
                for mapping in &mappings {
                    let nodes = depth.nodes.get(..before).unwrap_or_default();
                    if find(nodes, mapping.issuer).is_none() {
                        depth.add(mapping.issuer, true);
                    }
                }
                depth.sort();
            }
            depth.expect(&mappings);
        } else {
            depth
                .nodes
                .retain(|node| run(&mappings, node.policy).is_empty());
            depth.expect(&[]);
        }
    }

    /// The policies the path is valid for, in the domain of its anchor (RFC 9618
    /// §5.5, the authority-constrained-policy-set).
    pub(crate) fn policies(&self) -> PathPolicies<'a> {
        let mut valid = Vec::new();
        let mut reached = match self.depths.last() {
            Some(last) if last.has(ANY_POLICY) => return PathPolicies::Any,
            Some(last) => [true].repeat(last.nodes.len()),
            None => Vec::new(),
        };
        let below = self.depths.iter().skip(1);
        for (above, depth) in self.depths.iter().zip(below).rev() {
            let is_reached = |place: usize| reached.get(place).is_some_and(|&reached| reached);
            let mut any_reached = false;
            for (place, node) in depth.nodes.iter().enumerate() {
                if node.from_any && is_reached(place) {
                    any_reached = true;
                    if node.policy != ANY_POLICY {
                        valid.push(node.policy);
                    }
                }
            }
            let mut reached_above = [false].repeat(above.nodes.len());
            for &(policy, place) in &above.expected {
                let leads_on = if policy == ANY_POLICY {
                    any_reached
                } else {
                    find(&depth.nodes, policy).is_some_and(|child| {
                        let from_any = depth.nodes.get(child).is_none_or(|node| node.from_any);
                        !from_any && is_reached(child)
                    })
                };
                if let (Some(reached), true) = (reached_above.get_mut(place), leads_on) {
                    *reached = true;
                }
            }
            reached = reached_above;
        }
        let mut valid = sorted(valid, &|one, other| one < other);
        valid.dedup();
        PathPolicies::Only(valid)
    }
}

impl<'a> Depth<'a> {
    fn add(&mut self, policy: Oid<'a>, from_any: bool) {
        self.nodes.push(Node { policy, from_any });
    }

    fn sort(&mut self) {
        self.nodes = sorted(core::mem::take(&mut self.nodes), &|one, other| one < other);
        self.nodes.dedup();
    }

    fn has(&self, policy: Oid<'_>) -> bool {
        find(&self.nodes, policy).is_some()
    }

    fn expects(&self, policy: Oid<'_>) -> bool {
        let found = self
            .expected
            .binary_search_by(|(expected, _)| expected.cmp(&policy));
        found.is_ok()
    }

    /// Every node expects its own policy, or those it is mapped to.
    fn expect(&mut self, mappings: &[PolicyMapping<'a>]) {
        let mut expected = Vec::new();
        for (place, node) in self.nodes.iter().enumerate() {
            let mapped = run(mappings, node.policy);
            if mapped.is_empty() {
                expected.push((node.policy, place));
            }
            for mapping in mapped {
                expected.push((mapping.subject, place));
            }
        }
        self.expected = sorted(expected, &|one, other| one < other);
    }
}

fn find(nodes: &[Node<'_>], policy: Oid<'_>) -> Option<usize> {
    nodes.binary_search_by(|node| node.policy.cmp(&policy)).ok()
}

/// The mappings of one policy, of a sorted list.
fn run<'m, 'a>(mappings: &'m [PolicyMapping<'a>], issuer: Oid<'_>) -> &'m [PolicyMapping<'a>] {
    let start = mappings.partition_point(|mapping| mapping.issuer < issuer);
    let end = mappings.partition_point(|mapping| mapping.issuer <= issuer);
    mappings.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::oid::OwnedOid;
    use alloc::string::String;

    const ANY: &str = "2.5.29.32.0";

    /// What one certificate of a path says.
    #[derive(Default)]
    struct Says {
        policies: Option<&'static [&'static str]>,
        any_inhibited: bool,
        mappings: &'static [(&'static str, &'static str)],
        mapping_inhibited: bool,
    }

    fn asserts(policies: &'static [&'static str]) -> Says {
        Says {
            policies: Some(policies),
            ..Says::default()
        }
    }

    fn maps(
        policies: &'static [&'static str],
        mappings: &'static [(&'static str, &'static str)],
    ) -> Says {
        Says {
            policies: Some(policies),
            mappings,
            ..Says::default()
        }
    }

    fn oid(text: &str) -> OwnedOid {
        OwnedOid::parse(text).unwrap()
    }

    /// The policies of a path as text, `*` for every policy.
    fn policies(path: &[Says]) -> String {
        let owned: Vec<(Option<Vec<_>>, Vec<_>)> = path
            .iter()
            .map(|says| {
                let policies = says.policies;
                let mappings = says.mappings.iter();
                (
                    policies.map(|all| all.iter().map(|text| oid(text)).collect()),
                    mappings
                        .map(|(issuer, subject)| (oid(issuer), oid(subject)))
                        .collect(),
                )
            })
            .collect();
        let mut graph = Graph::at_anchor();
        for (says, (policies, mappings)) in path.iter().zip(&owned) {
            let policies: Option<Vec<_>> = policies
                .as_ref()
                .map(|all| all.iter().map(OwnedOid::borrow).collect());
            graph.descend(policies.as_deref(), !says.any_inhibited);
            let mappings: Vec<_> = mappings
                .iter()
                .map(|(issuer, subject)| PolicyMapping {
                    issuer: issuer.borrow(),
                    subject: subject.borrow(),
                })
                .collect();
            graph.map(&mappings, !says.mapping_inhibited);
        }
        let null = graph.is_null();
        match graph.policies() {
            PathPolicies::Any => String::from("*"),
            PathPolicies::Only(valid) => {
                assert_eq!(valid.is_empty(), null);
                let text: Vec<_> = valid
                    .iter()
                    .map(alloc::string::ToString::to_string)
                    .collect();
                text.join(" ")
            }
        }
    }

    #[test]
    fn every_certificate_must_assert_the_policy() {
        assert_eq!(policies(&[asserts(&["1.2.3"])]), "1.2.3");
        assert_eq!(
            policies(&[asserts(&["1.2.9", "1.2.3"]), asserts(&["1.2.3"])]),
            "1.2.3"
        );
        assert_eq!(policies(&[asserts(&["1.2.9"]), asserts(&["1.2.3"])]), "");
        assert_eq!(policies(&[Says::default(), asserts(&["1.2.3"])]), "");
        assert_eq!(policies(&[asserts(&["1.2.3"]), Says::default()]), "");
    }

    #[test]
    fn any_policy_stands_for_all_and_brings_none_back() {
        assert_eq!(policies(&[asserts(&[ANY]), asserts(&["1.2.3"])]), "1.2.3");
        assert_eq!(policies(&[asserts(&["1.2.3"]), asserts(&[ANY])]), "1.2.3");
        assert_eq!(policies(&[asserts(&[ANY]), asserts(&[ANY])]), "*");
        assert_eq!(
            policies(&[asserts(&[ANY, "1.2.3"]), asserts(&["1.2.4"])]),
            "1.2.4"
        );
        let inhibited = Says {
            any_inhibited: true,
            ..asserts(&[ANY, "1.2.3"])
        };
        assert_eq!(
            policies(&[inhibited, asserts(&["1.2.4", "1.2.3"])]),
            "1.2.3"
        );
    }

    #[test]
    fn mapped_policies_are_known_by_their_first_name() {
        let to_four = || maps(&["1.2.3"], &[("1.2.3", "1.2.4")]);
        assert_eq!(policies(&[to_four(), asserts(&["1.2.4"])]), "1.2.3");
        assert_eq!(policies(&[to_four(), asserts(&["1.2.3"])]), "");
        assert_eq!(policies(&[to_four(), asserts(&[ANY])]), "1.2.3");
        let two = maps(
            &["1.2.3", "1.2.9"],
            &[("1.2.3", "1.2.4"), ("1.2.9", "1.2.4")],
        );
        assert_eq!(policies(&[two, asserts(&["1.2.4"])]), "1.2.3 1.2.9");
        let either = || maps(&["1.2.3"], &[("1.2.3", "1.2.4"), ("1.2.3", "1.2.5")]);
        assert_eq!(policies(&[either(), asserts(&["1.2.5"])]), "1.2.3");
        let on = maps(&["1.2.4"], &[("1.2.4", "1.2.6")]);
        assert_eq!(policies(&[to_four(), on, asserts(&["1.2.6"])]), "1.2.3");
    }

    #[test]
    fn any_policy_can_be_mapped_from() {
        let any = maps(&[ANY], &[("1.2.3", "1.2.4")]);
        assert_eq!(policies(&[any, asserts(&["1.2.4"])]), "1.2.3");
        let any = maps(&[ANY], &[("1.2.3", "1.2.4")]);
        assert_eq!(policies(&[any, asserts(&["1.2.3"])]), "1.2.3");
    }

    #[test]
    fn inhibited_mappings_take_policies_away() {
        let inhibited = |policies| Says {
            mapping_inhibited: true,
            ..maps(policies, &[("1.2.3", "1.2.4")])
        };
        assert_eq!(policies(&[inhibited(&["1.2.3"]), asserts(&["1.2.4"])]), "");
        assert_eq!(
            policies(&[inhibited(&["1.2.3", "1.2.4"]), asserts(&["1.2.4"])]),
            "1.2.4"
        );
    }

    #[test]
    fn the_graph_grows_with_policies_not_with_ways_to_them() {
        let names: Vec<_> = (0..20)
            .map(|number| oid(&alloc::format!("1.2.{number}")))
            .collect();
        let asserted: Vec<_> = names.iter().map(OwnedOid::borrow).collect();
        let mut crossed = Vec::new();
        for &issuer in &asserted {
            for &subject in &asserted {
                crossed.push(PolicyMapping { issuer, subject });
            }
        }
        let mut graph = Graph::at_anchor();
        for _ in 0..8 {
            graph.descend(Some(&asserted), true);
            graph.map(&crossed, true);
        }
        assert_eq!(graph.len(), 1 + 8 * 20);
        assert!(graph.policies() == PathPolicies::Only(asserted));
    }
}
