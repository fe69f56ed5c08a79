//! Twenty classes of weakness that certificate validators have had, each tried on
//! the whole of [`validate`](super::validate) or
//! [`authenticate`](super::authenticate), next to a harmless neighbour that passes:
//! a refusal of everything would be no proof.
//!
//! | class | weakness | tested in |
//! |---|---|---|
//! | 1 | exponential path building | `building` |
//! | 2 | name constraints of quadratic cost | `names` |
//! | 3 | name constraints passed by a wildcard | `names` |
//! | 4 | forms of name that name constraints overlook | `names` |
//! | 5 | policies skipped, or a policy tree that explodes | `policies` |
//! | 6 | a leaf taken for an authority, path length, key usage | `roles` |
//! | 7 | duplicate and unknown critical extensions, two algorithms | `encoding` |
//! | 8 | parameters of curves, points off the curve | `signatures` |
//! | 9 | lax PKCS #1 padding, low exponents | `signatures` |
//! | 10 | ECDSA signatures of zero, out of range, in odd encodings | `signatures` |
//! | 11 | parameters of PSS confused | `signatures` |
//! | 12 | CRLs of the wrong scope, issuer or time | `revocation` |
//! | 13 | parsers that give up before the signature | `encoding`, `revocation` |
//! | 14 | nesting, lengths and memory in ASN.1 | `encoding` |
//! | 15 | OCSP responders without authority, answers to other questions | `revocation` |
//! | 16 | NUL, odd string types and A-labels in names | `names` |
//! | 17 | keys of unsupported kinds | `signatures` |
//! | 18 | trusting what the peer sent | `building` |
//! | 19 | challenges not bound to their answer | `roles` |
//! | 20 | one role's certificate used in another | `roles` |
//!
//! For those that cost time the units of work are held to a number, never the
//! clock.

mod building;
mod encoding;
mod names;
mod policies;
mod revocation;
mod roles;
mod signatures;

use super::Request;
use super::test_support::chain::{LEAF, LEAF_KEY, ROOT, ROOT_KEY, SUB, SUB_KEY, leaf, root, sub};
use super::test_support::draft::Draft;
use super::test_support::request;
use alloc::vec::Vec;

/// A leaf directly under the root.
fn under_root() -> Draft {
    Draft::new(LEAF, LEAF_KEY, ROOT, ROOT_KEY)
        .key_usage(&[7, 0x80])
        .authority_key_identifier(b"root")
}

/// The generic profile, which asks for nothing but a sound path.
fn chain(leaf: &Draft, intermediates: &[Draft], root: &Draft) -> Request {
    chain_of(leaf.encode(), intermediates, root)
}

fn chain_of(leaf: Vec<u8>, intermediates: &[Draft], root: &Draft) -> Request {
    let mut request = request("generic", leaf, &[root.encode()]);
    request.intermediates = intermediates.iter().map(Draft::encode).collect();
    request
}
