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
    /// Numbers of each one's subject and issuer, the same for the same name, so that
    /// a search compares no names.
    names: Vec<(usize, usize)>,
    /// Signatures checked so far, by child and issuer.
    links: RefCell<BTreeMap<(usize, usize), Link>>,
}

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
        Self {
            names: number_names(&certificates),
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

    /// What makes an authority the same as another: its name and its key (RFC 4158
    /// §2.4.2).
    pub(crate) fn authority(&self, node: usize) -> Option<(usize, &'a [u8])> {
        let &(subject, _) = self.names.get(node)?;
        Some((subject, self.get(node)?.key_info.encoded))
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

    /// Those of the issuer's name, the likeliest first, anchors before others.
    pub(crate) fn issuers_of(&self, node: usize) -> Vec<usize> {
        let (Some(child), Some(&(_, issuer))) = (self.get(node), self.names.get(node)) else {
            return Vec::new();
        };
        let above_leaf = self
            .certificates
            .iter()
            .zip(&self.names)
            .enumerate()
            .skip(1);
        let found: Vec<_> = above_leaf
            .filter(|(_, (_, (subject, _)))| *subject == issuer)
            .map(|(node, (issuer, _))| (key_match(child, issuer), !self.is_anchor(node), node))
            .collect();
        let found = sorted(found, &|one, other| one < other);
        found.into_iter().map(|(.., node)| node).collect()
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

/// A number for each name, the same for the same one.
fn number_names(certificates: &[Certificate<'_>]) -> Vec<(usize, usize)> {
    let names: Vec<_> = certificates
        .iter()
        .flat_map(|certificate| [&certificate.subject, &certificate.issuer])
        .collect();
    let places = (0..names.len()).collect();
    let places = sorted(places, &|one, other| names.get(*one) < names.get(*other));
    let mut numbers = [0].repeat(names.len());
    let alike = places.chunk_by(|one, other| names.get(*one) == names.get(*other));
    for (number, places) in alike.enumerate() {
        for &place in places {
            if let Some(slot) = numbers.get_mut(place) {
                *slot = number;
            }
        }
    }
    let pairs = numbers.chunks(2).filter_map(<[_]>::first_chunk);
    pairs.map(|&[subject, issuer]| (subject, issuer)).collect()
}

/// How well key identifiers match, best first (RFC 4158 §3.5.12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyMatch {
    Same,
    Unsaid,
    Different,
}

pub(crate) fn key_match(child: &Certificate<'_>, issuer: &Certificate<'_>) -> KeyMatch {
    let named = child.extensions.authority_key_identifier;
    match named.zip(issuer.extensions.subject_key_identifier) {
        None => KeyMatch::Unsaid,
        Some((named, key)) if named == key => KeyMatch::Same,
        Some(_) => KeyMatch::Different,
    }
}
