//! Certificate policies along a path (RFC 5280 §6.1.3 (d)–(f), §6.1.5 (g)).
//!
//! The policies of a path are those every certificate below the anchor asserts,
//! anyPolicy standing for all. That is RFC 5280's outcome for paths without
//! policy mappings, policy constraints and inhibitAnyPolicy; paths with one of
//! those extensions fail before their policies are asked for.

use super::oid::{Oid, OwnedOid};
use alloc::collections::BTreeSet;
use const_oid::ObjectIdentifier;

const ANY_POLICY: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("2.5.29.32.0"));

/// The policies a path is valid for.
pub(crate) enum PathPolicies<'a> {
    /// Every policy.
    Any,
    /// These, possibly none.
    Only(BTreeSet<Oid<'a>>),
}

impl<'a> PathPolicies<'a> {
    /// At the anchor (RFC 5280 §6.1.2 (a)).
    pub(crate) fn at_anchor() -> Self {
        Self::Any
    }

    /// One certificate further down; without the extension no policy remains.
    pub(crate) fn below(self, asserted: Option<&[Oid<'a>]>) -> Self {
        let asserted = asserted.unwrap_or_default();
        if asserted.contains(&ANY_POLICY) {
            return self;
        }
        Self::Only(match self {
            Self::Any => asserted.iter().copied().collect(),
            Self::Only(valid) => {
                let kept = asserted.iter().copied();
                kept.filter(|policy| valid.contains(policy)).collect()
            }
        })
    }

    /// Whether the path is valid for a policy.
    pub(crate) fn include(&self, policy: &OwnedOid) -> bool {
        match self {
            Self::Any => true,
            Self::Only(valid) => valid.contains(&policy.borrow()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// Whether policy 1.2.3 is valid for a path whose certificates assert these.
    fn valid(path: &[Option<&[&str]>]) -> bool {
        let owned: Vec<Option<Vec<OwnedOid>>> = path
            .iter()
            .map(|asserted| asserted.map(|all| all.iter().map(|text| oid(text)).collect()))
            .collect();
        let mut policies = PathPolicies::at_anchor();
        for asserted in &owned {
            let asserted: Option<Vec<_>> = asserted
                .as_ref()
                .map(|all| all.iter().map(OwnedOid::borrow).collect());
            policies = policies.below(asserted.as_deref());
        }
        policies.include(&oid("1.2.3"))
    }

    fn oid(text: &str) -> OwnedOid {
        OwnedOid::parse(text).unwrap()
    }

    #[test]
    fn every_certificate_must_assert_the_policy() {
        assert!(valid(&[Some(&["1.2.3"])]));
        assert!(valid(&[Some(&["1.2.9", "1.2.3"]), Some(&["1.2.3"])]));
        assert!(!valid(&[Some(&["1.2.9"]), Some(&["1.2.3"])]));
        assert!(!valid(&[Some(&["1.2.3"]), Some(&["1.2.9"])]));
        assert!(!valid(&[None, Some(&["1.2.3"])]));
        assert!(!valid(&[Some(&["1.2.3"]), None]));
    }

    #[test]
    fn any_policy_stands_for_all_and_brings_none_back() {
        assert!(valid(&[Some(&["2.5.29.32.0"]), Some(&["1.2.3"])]));
        assert!(valid(&[Some(&["1.2.3"]), Some(&["2.5.29.32.0"])]));
        assert!(!valid(&[Some(&["1.2.9"]), Some(&["2.5.29.32.0"])]));
    }
}
