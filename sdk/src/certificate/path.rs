//! Certification paths: finding them ([`building`], in a [`pool`]), and judging each:
//! the checks of RFC 5280 §6.1 ([`validation`], [`names`], [`policies`]), those of a
//! profile ([`conformity`]), whom the leaf is for ([`identity`]) and how its
//! certificates were issued ([`issuance`]).

pub(crate) mod building;
pub(crate) mod conformity;
pub(crate) mod identity;
pub(crate) mod issuance;
pub(crate) mod names;
pub(crate) mod policies;
pub(crate) mod pool;
pub(crate) mod validation;

use super::budget::{Budget, DESCRIBED_PER_UNIT, Exhausted, JUDGED_PER_UNIT, units};
use super::oid::OwnedOid;
use super::profile::Profile;
use super::verdict::Finding;
use super::x509::Certificate;
use crate::time::Instant;
use alloc::vec::Vec;

/// What a path is held against.
pub(crate) struct Criteria {
    pub(crate) profile: Profile,
    pub(crate) at: Instant,
    /// How long a leaf that expired is told from one that is good for nothing: the
    /// profile's, where the caller accepts it.
    pub(crate) grace_months: Option<u32>,
    pub(crate) accept_test_hierarchy: bool,
    /// Whether SHA-1 will do where the profile does not name it.
    pub(crate) accept_sha1: bool,
    /// Policies the caller asks for, beside the profile's.
    pub(crate) required_policies: Vec<OwnedOid>,
    /// user-initial-policy-set; empty means any-policy.
    pub(crate) initial_policies: Vec<OwnedOid>,
    /// initial-explicit-policy
    pub(crate) explicit_policy: bool,
    /// initial-policy-mapping-inhibit
    pub(crate) inhibit_policy_mapping: bool,
    /// initial-any-policy-inhibit
    pub(crate) inhibit_any_policy: bool,
    /// Whom the leaf must be for.
    pub(crate) name: Option<identity::PeerName>,
    /// Authorities between leaf and anchor that are not self-issued, at most.
    pub(crate) max_intermediates: Option<u32>,
    /// What becomes of certificates that are not as they should have been issued.
    pub(crate) issuance: issuance::Issuance,
    /// Purposes the caller asks for, beside the profile's.
    pub(crate) purposes: Vec<OwnedOid>,
}

/// A path from a leaf to an anchor.
pub(crate) struct Path<'p, 'a> {
    pub(crate) leaf: &'p Certificate<'a>,
    /// From the leaf's issuer upwards.
    pub(crate) intermediates: Vec<&'p Certificate<'a>>,
    pub(crate) anchor: &'p Certificate<'a>,
    /// Where they all are in the pool, leaf first, anchor last.
    pub(crate) nodes: Vec<usize>,
}

impl<'p, 'a> Path<'p, 'a> {
    /// Leaf first, anchor last.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &'p Certificate<'a>> {
        let intermediates = self.intermediates.iter().copied();
        core::iter::once(self.leaf)
            .chain(intermediates)
            .chain(core::iter::once(self.anchor))
    }

    /// Bytes of its certificates.
    fn length(&self) -> usize {
        self.all().fold(0, |sum: usize, certificate| {
            sum.saturating_add(certificate.encoded.len())
        })
    }

    /// What judging it costs: about 20 µs for each certificate, and more for what is
    /// in it.
    pub(crate) fn cost(&self) -> u32 {
        let certificates = units(self.intermediates.len(), 1).saturating_add(2);
        certificates
            .saturating_mul(2)
            .saturating_add(units(self.length(), JUDGED_PER_UNIT))
    }

    /// What describing it costs.
    pub(crate) fn cost_of_description(&self) -> u32 {
        units(self.length(), DESCRIBED_PER_UNIT)
    }

    /// What the anchor vouches for, from the top to the leaf.
    pub(crate) fn below_anchor(&self) -> impl Iterator<Item = &'p Certificate<'a>> {
        let intermediates = self.intermediates.iter().rev().copied();
        intermediates.chain(core::iter::once(self.leaf))
    }
}

/// Every check on a complete path but that of revocation.
pub(crate) fn judge(
    path: &Path<'_, '_>,
    criteria: &Criteria,
    budget: &mut Budget,
) -> Result<Vec<Finding>, Exhausted> {
    let grace = criteria.grace_months;
    let mut findings = validation::check(path, criteria.at, grace, budget)?;
    let policies = policies::check(path, criteria, budget, &mut findings)?;
    findings.extend(conformity::check(path, criteria, &policies));
    findings.extend(identity::check(path, criteria));
    issuance::check(path, criteria, budget, &mut findings)?;
    Ok(findings)
}

#[cfg(test)]
mod tests;
