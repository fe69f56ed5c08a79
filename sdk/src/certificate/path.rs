//! Certification paths: finding them ([`building`], in a [`pool`]), the checks of RFC 5280
//! §6.1 on each ([`validation`]) and those of a profile ([`conformity`]).

pub(crate) mod building;
pub(crate) mod conformity;
pub(crate) mod pool;
pub(crate) mod validation;

use super::oid::OwnedOid;
use super::profile::Profile;
use super::x509::Certificate;
use crate::time::Instant;
use alloc::vec::Vec;

/// What a path is held against.
pub(crate) struct Criteria {
    pub(crate) profile: Profile,
    pub(crate) at: Instant,
    pub(crate) accept_test_hierarchy: bool,
    /// Policies the caller asks for, beside the profile's.
    pub(crate) required_policies: Vec<OwnedOid>,
    /// user-initial-policy-set; empty means any-policy.
    pub(crate) initial_policies: Vec<OwnedOid>,
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

    /// What the anchor vouches for, from the top to the leaf.
    pub(crate) fn below_anchor(&self) -> impl Iterator<Item = &'p Certificate<'a>> {
        let intermediates = self.intermediates.iter().rev().copied();
        intermediates.chain(core::iter::once(self.leaf))
    }
}

#[cfg(test)]
mod tests;
