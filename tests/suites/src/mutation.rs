//! Changes to what certificates say, each following from a seed.

use crate::der::{Content, Node};
use fastrand::Rng;

/// Changes something about a tbsCertificate, and says what. `others` are
/// tbsCertificates to take parts from.
pub fn change(said: &mut Node, others: &[Node], rng: &mut Rng) -> String {
    loop {
        let changed = match rng.u8(..10) {
            0 => flip(said, rng),
            1 => retag(said, rng),
            2 => remove(said, rng),
            3 => repeat(said, rng),
            4 => swap(said, rng),
            5 => shorten(said, rng),
            6 => lengthen(said, rng),
            7 => criticality(said, rng),
            8 => graft_extension(said, others, rng),
            _ => graft_member(said, others, rng),
        };
        if let Some(what) = changed {
            return what;
        }
    }
}

/// Any tag below the whole.
fn any<'n>(said: &'n mut Node, rng: &mut Rng) -> Option<(usize, &'n mut Node)> {
    let number = rng.usize(1..said.count());
    Some((number, said.nth(number)?))
}

fn flip(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let Content::Bytes(bytes) = &mut node.content else {
        return None;
    };
    let at = rng.usize(..bytes.len().max(1));
    let bit = rng.u8(..8);
    *bytes.get_mut(at)? ^= 1 << bit;
    Some(format!("bit {bit} of byte {at} of node {number} flipped"))
}

fn retag(said: &mut Node, rng: &mut Rng) -> Option<String> {
    const TAGS: [u8; 16] = [
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x30,
        0x31,
    ];
    let (number, node) = any(said, rng)?;
    let tag = *rng.choice(&TAGS)?;
    node.tag = tag;
    Some(format!("node {number} tagged {tag:#04x}"))
}

fn remove(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let nodes = node.nodes_mut().filter(|nodes| !nodes.is_empty())?;
    let place = rng.usize(..nodes.len());
    nodes.remove(place);
    Some(format!("member {place} of node {number} removed"))
}

fn repeat(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let nodes = node.nodes_mut().filter(|nodes| !nodes.is_empty())?;
    let place = rng.usize(..nodes.len());
    let again = nodes.get(place)?.clone();
    nodes.insert(place, again);
    Some(format!("member {place} of node {number} repeated"))
}

fn swap(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let nodes = node.nodes_mut().filter(|nodes| nodes.len() > 1)?;
    let (one, other) = (rng.usize(..nodes.len()), rng.usize(..nodes.len()));
    if nodes.get(one) == nodes.get(other) {
        return None;
    }
    nodes.swap(one, other);
    Some(format!(
        "members {one} and {other} of node {number} swapped"
    ))
}

fn shorten(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let Content::Bytes(bytes) = &mut node.content else {
        return None;
    };
    bytes.pop()?;
    Some(format!("the last byte of node {number} removed"))
}

fn lengthen(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let (number, node) = any(said, rng)?;
    let Content::Bytes(bytes) = &mut node.content else {
        return None;
    };
    let (place, byte) = (rng.usize(..=bytes.len()), rng.u8(..));
    bytes.insert(place, byte);
    Some(format!(
        "byte {byte:#04x} put before byte {place} of node {number}"
    ))
}

/// Makes a critical extension ordinary or the reverse.
fn criticality(said: &mut Node, rng: &mut Rng) -> Option<String> {
    let extensions = extensions(said)?;
    let place = rng.usize(..extensions.len());
    let members = extensions.get_mut(place)?.nodes_mut()?;
    if members.len() == 3 {
        members.remove(1);
    } else {
        let yes = Node {
            tag: 0x01,
            content: Content::Bytes(vec![0xff]),
        };
        members.insert(1, yes);
    }
    Some(format!("criticality of extension {place} turned round"))
}

/// Puts an extension of another certificate in, in place of one of the same type.
fn graft_extension(said: &mut Node, others: &[Node], rng: &mut Rng) -> Option<String> {
    let mut donor = rng.choice(others)?.clone();
    let extension = rng.choice(extensions(&mut donor)?.iter())?.clone();
    let extensions = extensions(said)?;
    let same = |other: &Node| other.nodes().first() == extension.nodes().first();
    match extensions.iter().position(same) {
        Some(place) if extensions.get(place) == Some(&extension) => None,
        Some(place) => {
            *extensions.get_mut(place)? = extension;
            Some(format!("extension {place} taken from another certificate"))
        }
        None => {
            extensions.push(extension);
            Some("an extension of another certificate added".to_owned())
        }
    }
}

/// Takes another certificate's serial number, issuer, validity or subject.
fn graft_member(said: &mut Node, others: &[Node], rng: &mut Rng) -> Option<String> {
    let place = *rng.choice(&[1, 3, 4, 5])?;
    let grafted = rng.choice(others)?.nodes().get(place)?.clone();
    let member = said.nodes_mut()?.get_mut(place)?;
    if *member == grafted {
        return None;
    }
    *member = grafted;
    Some(format!("member {place} taken from another certificate"))
}

/// The extensions of a tbsCertificate.
fn extensions(said: &mut Node) -> Option<&mut Vec<Node>> {
    let member = said
        .nodes_mut()?
        .iter_mut()
        .find(|member| member.tag == 0xa3)?;
    let extensions = member.nodes_mut()?.first_mut()?.nodes_mut()?;
    (!extensions.is_empty()).then_some(extensions)
}
