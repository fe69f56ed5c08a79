//! Classes 1 and 18: what a peer sends costs little and is trusted for nothing.

use super::{LEAF, LEAF_KEY, ROOT, ROOT_KEY, SUB, SUB_KEY, chain, leaf, root, sub, under_root};
use crate::certificate::Request;
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, judge, refused};
use alloc::vec::Vec;

const CLIQUE: &[(&str, &str)] = &[("C", "JP"), ("CN", "Clique")];

fn member(subject: u8, issuer: u8) -> Draft {
    Draft::new(CLIQUE, Key::P256(subject), CLIQUE, Key::P256(issuer)).authority(None)
}

/// Authorities of one name that all certify each other, and no anchor above them.
fn clique(keys: u8) -> Request {
    let pairs = (1..=keys).flat_map(|subject| (1..=keys).map(move |issuer| (subject, issuer)));
    let members: Vec<_> = pairs
        .filter(|(subject, issuer)| subject != issuer)
        .map(|(subject, issuer)| member(subject, issuer))
        .collect();
    let leaf = Draft::new(LEAF, LEAF_KEY, CLIQUE, Key::P256(1));
    chain(&leaf, &members, &root())
}

/// Cross-certificates make more paths than anybody can walk (RUSTSEC-2023-0052,
/// CVE-2018-16875).
#[test]
fn class_01_exponential_path_building() {
    // As many as the limit on certificates lets in.
    let request = clique(6);
    let (verdict, failed) = judge(&request);
    let [reason, exhausted] = failed.as_slice() else {
        panic!("{failed:?}");
    };
    assert_eq!(*reason, "certificate.anchor-not-reached");
    assert!(exhausted.ends_with("-exhausted"));
    assert!(verdict.work.used <= request.options.limits.work);

    // A way out is found all the same.
    let mut open = clique(5);
    let cross = Draft::new(CLIQUE, Key::P256(1), ROOT, ROOT_KEY).authority(None);
    open.intermediates.insert(0, cross.encode());
    assert_eq!(accepted(&open).chain.len(), 3);
}

/// The same, once every signature is known: walking is work too.
#[test]
fn class_01_paths_are_walked_within_the_work() {
    let mut request = clique(5);
    request.options.limits.signature_checks = u32::MAX;
    request.options.limits.work = u32::MAX;
    let (verdict, failed) = judge(&request);
    assert_eq!(failed, ["certificate.anchor-not-reached"]);
    // 21 certificates by 20 issuers, 120 units each; the rest is walking.
    let walked = verdict.work.used - verdict.work.signature_checks * 120;
    assert_eq!(verdict.work.signature_checks, 420);
    assert!((4_000..8_000).contains(&walked), "{walked}");

    request.options.limits.work = verdict.work.used - 1;
    let failed = judge(&request).1;
    assert!(failed.contains(&"certificate.work-exhausted"));
}

/// Copies of one certificate are one certificate.
#[test]
fn class_01_duplicate_intermediates() {
    let mut request = chain(&leaf(), &[sub()], &root());
    let once = accepted(&request).work;
    request.intermediates = copies(sub().encode());
    assert_eq!(accepted(&request).work, once);

    // Self-signed ones that lead nowhere.
    let self_signed = Draft::new(SUB, SUB_KEY, SUB, SUB_KEY).authority(None);
    request.intermediates = copies(self_signed.encode());
    let (verdict, failed) = judge(&request);
    assert_eq!(failed, ["certificate.anchor-not-reached"]);
    assert!(verdict.work.signature_checks <= 2);
}

fn copies(certificate: Vec<u8>) -> Vec<Vec<u8>> {
    core::iter::repeat_n(certificate, 30).collect()
}

/// A root that came with the leaf is no anchor, however sound the chain is
/// (GHSA-58hw-cg5m-88rp verified no chain at all).
#[test]
fn class_18_trusting_what_the_peer_sent() {
    let honest = chain(&leaf(), &[sub()], &root());
    accepted(&honest);

    // The same names under a root of the attacker's own, sent along.
    let own_root = Draft::new(ROOT, Key::P256(9), ROOT, Key::P256(9)).authority(None);
    let own_sub = Draft::new(SUB, SUB_KEY, ROOT, Key::P256(9)).authority(None);
    let forged = chain(&leaf(), &[own_sub, own_root], &root());
    refused(&forged, &["certificate.anchor-not-reached"]);

    // A leaf that vouches for itself, under the name of the root or its own.
    let as_root = Draft::new(LEAF, LEAF_KEY, ROOT, LEAF_KEY);
    let alone = chain(&as_root, &[], &root());
    refused(&alone, &["certificate.signature-invalid"]);
    let as_itself = Draft::new(LEAF, LEAF_KEY, LEAF, LEAF_KEY);
    let alone = chain(&as_itself, core::slice::from_ref(&as_itself), &root());
    assert!(judge(&alone).0.chain.is_empty());
}

/// A chain is more than signatures: what GHSA-58hw-cg5m-88rp left out was validity,
/// key usage and basic constraints.
#[test]
fn class_18_a_chain_is_more_than_signatures() {
    let mut expired = under_root();
    expired.not_after = "20251231235959";
    refused(&chain(&expired, &[], &root()), &["certificate.expired"]);
    let mut early = under_root();
    early.not_before = "20261121000001";
    refused(&chain(&early, &[], &root()), &["certificate.not-yet-valid"]);
    let unmarked = root().without("2.5.29.19").without("2.5.29.15");
    refused(
        &chain(&under_root(), &[], &unmarked),
        &["certificate.not-authority"],
    );
    accepted(&chain(&under_root(), &[], &root()));
}
