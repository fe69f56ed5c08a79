//! The certificates a path is built from.

use super::Path;
use crate::certificate::budget::{Budget, Exhausted, HASHED_PER_UNIT, units};
use crate::certificate::name::Name;
use crate::certificate::signature::Scheme;
use crate::certificate::x509::Certificate;
use crate::order::sorted;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cell::RefCell;

/// The certificates of a request that could be read: the leaf, then
/// intermediates, then anchors.
pub(crate) struct Pool<'a> {
    certificates: Vec<Certificate<'a>>,
    first_anchor: usize,
    /// For each, who may have issued it, the likeliest first.
    issuers: Vec<Vec<Candidate>>,
    /// For each, the first of the same name and key.
    authorities: Vec<usize>,
    /// Signatures checked so far, by child and issuer.
    links: RefCell<BTreeMap<(usize, usize), Link>>,
}

/// How well its key identifier fits, whether it is no anchor, and where it is.
pub(crate) type Candidate = (KeyMatch, bool, usize);

/// Whether one certificate signed another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    Signed,
    NotSigned,
    KeyUnusable,
}

/// Where the leaf is.
pub(crate) const LEAF: usize = 0;

impl<'a> Pool<'a> {
    pub(crate) fn new(
        leaf: Certificate<'a>,
        intermediates: Vec<Certificate<'a>>,
        anchors: Vec<Certificate<'a>>,
    ) -> Self {
        let mut certificates = Vec::from([leaf]);
        certificates.extend(intermediates);
        let first_anchor = certificates.len();
        certificates.extend(anchors);
        // Names may be as long as certificates: each pair is compared once.
        let issuers = certificates.iter();
        let issuers = issuers.map(|child| issuers_of(child, &certificates, first_anchor));
        let authorities = certificates.iter().enumerate().map(|(node, one)| {
            let mut all = certificates.iter();
            let first = all.position(|other| is_same_authority(one, other));
            first.unwrap_or(node)
        });
        Self {
            issuers: issuers.collect(),
            authorities: authorities.collect(),
            certificates,
            first_anchor,
            links: RefCell::default(),
        }
    }

    pub(crate) fn get(&self, node: usize) -> Option<&Certificate<'a>> {
        self.certificates.get(node)
    }

    pub(crate) fn is_anchor(&self, node: usize) -> bool {
        node >= self.first_anchor
    }

    pub(crate) fn leaf(&self) -> Option<&Certificate<'a>> {
        self.get(LEAF)
    }

    pub(crate) fn into_leaf(self) -> Option<Certificate<'a>> {
        self.certificates.into_iter().next()
    }

    /// From the nodes below the anchor, the lowest first, and the anchor's.
    pub(crate) fn path(&self, nodes: &[usize], anchor: usize) -> Option<Path<'_, 'a>> {
        let (&lowest, above) = nodes.split_first()?;
        let intermediates = above.iter().map(|&node| self.get(node));
        Some(Path {
            leaf: self.get(lowest)?,
            intermediates: intermediates.collect::<Option<_>>()?,
            anchor: self.get(anchor)?,
            nodes: nodes.iter().copied().chain([anchor]).collect(),
        })
    }

    /// Those of a name, the leaf aside.
    pub(crate) fn named(&self, name: &Name<'_>) -> impl Iterator<Item = (usize, &Certificate<'a>)> {
        let above_leaf = self.certificates.iter().enumerate().skip(1);
        above_leaf.filter(move |(_, certificate)| certificate.subject == *name)
    }

    /// Those of its issuer's name, the likeliest first, anchors before others.
    pub(crate) fn issuers_of(&self, node: usize) -> &[Candidate] {
        self.issuers
            .get(node)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether two are certificates of one authority: the same name with the same
    /// key (RFC 4158 §2.4.2).
    pub(crate) fn is_same_authority(&self, one: usize, other: usize) -> bool {
        self.authorities.get(one) == self.authorities.get(other)
    }

    /// Whether one certificate signed another; each signature is checked once.
    pub(crate) fn link(
        &self,
        child: usize,
        issuer: usize,
        budget: &mut Budget,
    ) -> Result<Link, Exhausted> {
        if let Some(link) = self.links.borrow().get(&(child, issuer)) {
            return Ok(*link);
        }
        let (Some(signed), Some(signer)) = (self.get(child), self.get(issuer)) else {
            return Ok(Link::NotSigned);
        };
        let link = match (Scheme::identified(signed.algorithm), signer.public_key()) {
            (_, Err(_)) => Link::KeyUnusable,
            (None, _) => Link::NotSigned,
            (Some(scheme), Ok(key)) => {
                budget.spend(units(signed.signed.len(), HASHED_PER_UNIT))?;
                budget.spend_on_signature(key.cost())?;
                if key.verifies(scheme, signed.signed, signed.signature) {
                    Link::Signed
                } else {
                    Link::NotSigned
                }
            }
        };
        self.links.borrow_mut().insert((child, issuer), link);
        Ok(link)
    }
}

fn issuers_of(
    child: &Certificate<'_>,
    certificates: &[Certificate<'_>],
    first_anchor: usize,
) -> Vec<Candidate> {
    let above_leaf = certificates.iter().enumerate().skip(1);
    let found = above_leaf
        .filter(|(_, issuer)| issuer.subject == child.issuer)
        .map(|(node, issuer)| (key_match(child, issuer), node < first_anchor, node))
        .collect();
    sorted(found, &|one, other| one < other)
}

fn is_same_authority(one: &Certificate<'_>, other: &Certificate<'_>) -> bool {
    one.key_info.encoded == other.key_info.encoded && one.subject == other.subject
}

/// How well key identifiers match, best first (RFC 4158 §3.5.12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyMatch {
    Same,
    Unsaid,
    Different,
}

fn key_match(child: &Certificate<'_>, issuer: &Certificate<'_>) -> KeyMatch {
    let named = child.extensions.authority_key_identifier;
    match named.zip(issuer.extensions.subject_key_identifier) {
        None => KeyMatch::Unsaid,
        Some((named, key)) if named == key => KeyMatch::Same,
        Some(_) => KeyMatch::Different,
    }
}
