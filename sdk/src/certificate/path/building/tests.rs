use crate::certificate::test_support::chain::{SUB, SUB_KEY, chain, leaf, root, sub};
use crate::certificate::test_support::der::tlv;
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::jpki::AUTH;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, at, judge, refused, request};
use crate::certificate::{Request, State};
use alloc::vec::Vec;

const ROOT: &[(&str, &str)] = &[("CN", "Root")];

/// Three generations of one name; the card's issuer is the last.
fn generations() -> [Key; 3] {
    [Key::P256(11), Key::P256(12), Key::P256(13)]
}

fn roots(keys: &[Key]) -> Vec<Vec<u8>> {
    keys.iter().map(|key| AUTH.root(*key).encode()).collect()
}

#[test]
fn the_right_one_of_three_roots_of_one_name_is_found_at_once() {
    let leaf = AUTH.auth_leaf(generations()[2], Key::P256(1)).encode();
    let verdict = accepted(&request("jpki-auth", leaf, &roots(&generations())));
    assert_eq!(verdict.chain[1].label, "anchor[3]");
    assert_eq!(
        verdict.work.signature_checks, 1,
        "the key identifier leads to it"
    );
}

#[test]
fn a_leaf_under_the_wrong_ones_of_three_roots_is_refused() {
    let leaf = AUTH.auth_leaf(generations()[2], Key::P256(1));
    let others = roots(&generations()[..2]);
    refused(
        &request("jpki-auth", leaf.encode(), &others),
        &["certificate.issuer-key-not-found"],
    );
    let unsaid = leaf.without("2.5.29.35");
    refused(
        &request("jpki-auth", unsaid.encode(), &others),
        &["certificate.signature-invalid"],
    );
}

#[test]
fn key_identifiers_are_hints_and_signatures_decide() {
    let lying = AUTH.auth_leaf(generations()[0], Key::P256(1));
    let identifier = alloc::format!("{:?}", generations()[1]).into_bytes();
    let lying = lying
        .without("2.5.29.35")
        .authority_key_identifier(&identifier);
    let verdict = accepted(&request(
        "jpki-auth",
        lying.encode(),
        &roots(&generations()),
    ));
    assert_eq!(verdict.chain[1].label, "anchor[1]");
}

#[test]
fn an_intermediate_is_no_anchor() {
    let mut alone = request(
        "generic",
        AUTH.auth_leaf(Key::P256(1), Key::P256(2)).encode(),
        &[],
    );
    alone.intermediates = roots(&[Key::P256(1)]);
    alone.anchors = Vec::from([Draft::new(ROOT, Key::P256(9), ROOT, Key::P256(9))
        .authority(None)
        .encode()]);
    refused(&alone, &["certificate.anchor-not-reached"]);
}

#[test]
fn an_expired_way_does_not_hide_a_good_one() {
    let sub = &[("CN", "Sub")];
    let make = |not_after| {
        let mut draft = Draft::new(sub, Key::P256(2), ROOT, Key::P256(1)).authority(None);
        draft.not_after = not_after;
        draft.encode()
    };
    let leaf = Draft::new(&[("CN", "Leaf")], Key::P256(3), sub, Key::P256(2)).encode();
    let root = Draft::new(ROOT, Key::P256(1), ROOT, Key::P256(1))
        .authority(None)
        .encode();
    let mut request = request("generic", leaf, &[root]);
    request.intermediates = Vec::from([make("20250101000000"), make("20290101000000")]);
    let verdict = accepted(&request);
    assert_eq!(verdict.chain[1].label, "intermediate[2]");

    request.intermediates.truncate(1);
    refused(&request, &["certificate.expired"]);
}

#[test]
fn unsupported_algorithms_and_keys_are_named() {
    let root = || Draft::new(ROOT, Key::P256(1), ROOT, Key::P256(1)).authority(None);
    let leaf = Draft::new(&[("CN", "Leaf")], Key::P256(3), ROOT, Key::P256(1));
    let p256_sha256 = crate::certificate::test_support::der::oid("1.2.840.10045.4.3.2");
    let sha224 = crate::certificate::test_support::der::oid("1.2.840.10045.4.3.1");
    let encoded = replace(&leaf.encode(), &p256_sha256[2..], &sha224[2..]);
    refused(
        &request("generic", encoded, &[root().encode()]),
        &["certificate.algorithm-unsupported"],
    );

    let mut odd = root();
    let last = odd.key_info.len() - 1;
    odd.key_info[last] ^= 1;
    refused(
        &request("generic", leaf.encode(), &[odd.encode()]),
        &["certificate.issuer-key-unusable"],
    );
}

/// Another object identifier in place of one, padded to its length with an arc
/// that keeps it well formed but unknown.
fn replace(encoded: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut to = to.to_vec();
    to.resize(from.len(), 0x01);
    let mut replaced = encoded.to_vec();
    let places: Vec<_> = (0..replaced.len() - from.len())
        .filter(|&place| replaced[place..].starts_with(from))
        .collect();
    assert_eq!(places.len(), 2);
    for place in places {
        replaced[place..place + from.len()].copy_from_slice(&to);
    }
    replaced
}

/// Authorities that all issued each other under one name, as in CVE-2018-16875 and
/// RUSTSEC-2023-0052, and no anchor above.
fn thicket(authorities: u8) -> Request {
    let name = &[("CN", "Thicket")];
    let leaf = Draft::new(&[("CN", "Leaf")], Key::P256(99), name, Key::P256(1)).encode();
    let root = Draft::new(ROOT, Key::P256(98), ROOT, Key::P256(98))
        .authority(None)
        .encode();
    let mut request = request("generic", leaf, &[root]);
    for number in 1..=authorities {
        let signer = Key::P256(number % authorities + 1);
        let draft = Draft::new(name, Key::P256(number), name, signer).authority(None);
        request.intermediates.push(draft.encode());
    }
    request
}

#[test]
fn circles_end() {
    refused(&thicket(3), &["certificate.anchor-not-reached"]);
    refused(&thicket(1), &["certificate.anchor-not-reached"]);
}

#[test]
fn thickets_exhaust_the_budget_and_nothing_else() {
    let (verdict, failed) = judge(&thicket(30));
    assert_eq!(verdict.state, State::Invalid);
    assert!(failed.contains(&"certificate.signature-checks-exhausted"));
    assert_eq!(verdict.work.signature_checks, 64);

    let mut request = thicket(30);
    request.options.limits.signature_checks = 1_000;
    let (verdict, failed) = judge(&request);
    assert!(failed.contains(&"certificate.work-exhausted"));
    assert!(verdict.work.used <= verdict.work.limit);
}

#[test]
fn a_way_that_fails_late_does_not_hide_a_good_one() {
    // One authority, certified by two roots, of which one forbids the leaf's name.
    let other = &[("CN", "Other root")];
    let other_key = Key::P256(8);
    let forbids = Draft::new(other, other_key, other, other_key)
        .authority(None)
        .name_constraints(&[], &[tlv(0x82, b"example.jp")]);
    let crossed = Draft::new(SUB, SUB_KEY, other, other_key).authority(None);
    let leaf = leaf().dns_name("example.jp");
    let mut request = chain(&leaf, &crossed, &forbids);
    refused(&request, &["certificate.name-excluded"]);
    request.intermediates.push(sub().encode());
    request.anchors.push(root().encode());
    assert_eq!(accepted(&request).chain[2].label, "anchor[2]");

    // And if the other one has expired, the fewest failures are told.
    let mut expired = root();
    expired.not_after = "20250101000000";
    request.anchors[1] = expired.encode();
    assert_eq!(judge(&request).1.len(), 1);
}

#[test]
fn anchors_count_wherever_else_they_appear() {
    // The anchor among the intermediates, and everything twice.
    let mut request = chain(&leaf(), &sub(), &root());
    request.intermediates.push(root().encode());
    request.intermediates.push(sub().encode());
    request.anchors.push(root().encode());
    assert_eq!(accepted(&request).chain.len(), 3);
    // The authority below is the anchor, and the root is not.
    let swapped = chain(&leaf(), &root(), &sub());
    assert_eq!(accepted(&swapped).chain.len(), 2);
    // An anchor in question is not vouched for by being one.
    let mut itself = chain(&sub(), &leaf(), &sub());
    refused(&itself, &["certificate.issuer-not-found"]);
    itself.anchors.push(root().encode());
    accepted(&itself);
}

#[test]
fn depth_is_limited() {
    let name = |number: u8| alloc::format!("Authority {number}");
    let authority = |number: u8| {
        let (own, above) = (name(number), name(number.saturating_sub(1)));
        let signer = Key::P256(number.max(2) - 1);
        Draft::new(
            &[("CN", &own)],
            Key::P256(number.max(1)),
            &[("CN", &above)],
            signer,
        )
        .authority(None)
    };
    let chain = |length: u8| {
        let leaf = Draft::new(
            &[("CN", "Leaf")],
            Key::P256(50),
            &[("CN", &name(length))],
            Key::P256(length),
        );
        let anchor = Draft::new(
            &[("CN", &name(1))],
            Key::P256(1),
            &[("CN", &name(1))],
            Key::P256(1),
        );
        let mut request = request("generic", leaf.encode(), &[anchor.authority(None).encode()]);
        request.intermediates = (2..=length)
            .map(|number| authority(number).encode())
            .collect();
        request
    };
    let verdict = accepted(&chain(8));
    assert_eq!(verdict.chain.len(), 9);
    refused(&chain(9), &["certificate.too-deep"]);
    let mut deeper = chain(9);
    deeper.options.limits.depth = 9;
    accepted(&deeper);
    assert_eq!(deeper.at, at());
}
