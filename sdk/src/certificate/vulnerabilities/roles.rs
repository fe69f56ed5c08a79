//! Classes 6, 19 and 20: certificates and answers used for what they are not.

use super::{LEAF, LEAF_KEY, SUB, SUB_KEY, chain, leaf, root, sub};
use crate::certificate::test_support::der::sequence;
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::jpki::{AUTH, Hierarchy, SIGN, TEST_AUTH};
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, at, codes, judge, refused, request};
use crate::certificate::{Challenge, Outcome, Request, State, authenticate, validate};
use alloc::vec::Vec;

/// A person's certificate issues another's.
#[test]
fn class_06_a_leaf_as_authority() {
    let below = |issuer: Draft| {
        let leaf = Draft::new(LEAF, LEAF_KEY, SUB, SUB_KEY);
        chain(&leaf, &[issuer], &root())
    };
    accepted(&below(sub()));
    let bare = || sub().without("2.5.29.19").without("2.5.29.15");
    refused(&below(bare()), &["certificate.not-authority"]);
    let empty = bare().with("2.5.29.19", true, sequence::<&[u8]>(&[]));
    refused(&below(empty), &["certificate.not-authority"]);
    // keyCertSign alone does not make an authority, nor cA without keyCertSign.
    let claims = bare().key_usage(&[2, 0x04]);
    let failed = judge(&below(claims)).1;
    assert!(failed.contains(&"certificate.not-authority"));
    let may_not = sub().without("2.5.29.15").key_usage(&[7, 0x80]);
    refused(&below(may_not), &["certificate.may-not-sign-certificates"]);
    // A leaf that claims to sign certificates.
    refused(
        &chain(
            &leaf().without("2.5.29.15").key_usage(&[2, 0x84]),
            &[sub()],
            &root(),
        ),
        &["certificate.contradictory"],
    );
}

#[test]
fn class_06_path_length() {
    let limited = |length| {
        let root = root().without("2.5.29.19").without("2.5.29.15");
        chain(&leaf(), &[sub()], &root.authority(Some(length)))
    };
    accepted(&limited(1));
    refused(&limited(0), &["certificate.path-too-long"]);
    // An authority below does not widen what one above it allows.
    let wide = sub().without("2.5.29.19").without("2.5.29.15");
    let root = root().without("2.5.29.19").without("2.5.29.15");
    let widened = chain(
        &leaf(),
        &[wide.authority(Some(9))],
        &root.authority(Some(0)),
    );
    refused(&widened, &["certificate.path-too-long"]);
}

/// A challenge with a nonce of its own.
fn challenge_of(seed: u8, audience: &str) -> Challenge {
    let nonce = core::array::from_fn(|place| seed ^ u8::try_from(place).unwrap());
    Challenge::issue(nonce, audience, at(), 300).unwrap()
}

fn challenge(audience: &str) -> Challenge {
    challenge_of(7, audience)
}

fn login() -> Request {
    let leaf = AUTH.auth_leaf(Key::P256(1), LEAF_KEY).encode();
    request("jpki-auth", leaf, &[AUTH.root(Key::P256(1)).encode()])
}

/// An answer is to one challenge of one verifier, within its time; that it counts
/// once is the host's to ensure, and every verdict says so.
#[test]
fn class_19_replayed_challenges() {
    let kept = challenge("https://clinic.example");
    let answer = LEAF_KEY.sign(kept.message().as_bytes());
    let judge = |request: &Request, kept: &Challenge| {
        authenticate(request, kept, "ecdsa-sha256", &answer).unwrap()
    };
    let good = judge(&login(), &kept);
    assert_eq!(good.state, State::Valid);
    let not_checked = codes(&good, Outcome::NotChecked);
    assert!(not_checked.contains(&"challenge.single-use-not-checked"));

    let elsewhere = judge(&login(), &challenge("https://pharmacy.example"));
    assert_eq!(codes(&elsewhere, Outcome::Failed), ["challenge.not-signed"]);
    let later = challenge_of(8, "https://clinic.example");
    let later = judge(&login(), &later);
    assert_eq!(codes(&later, Outcome::Failed), ["challenge.not-signed"]);
    let mut too_late = login();
    too_late.at = at().plus_seconds(301);
    let too_late = judge(&too_late, &kept);
    assert_eq!(codes(&too_late, Outcome::Failed), ["challenge.expired"]);

    // A certificate's own signature is no answer, and neither is an empty one.
    for signature in [&[][..], &[0x30, 0x06, 2, 1, 0, 2, 1, 0]] {
        let verdict = authenticate(&login(), &kept, "ecdsa-sha256", signature).unwrap();
        assert_eq!(codes(&verdict, Outcome::Failed), ["challenge.not-signed"]);
    }
}

/// Signing is not authenticating, a test card is nobody's, and one hierarchy's
/// policies mean nothing under another's name.
#[test]
fn class_20_role_confusion() {
    let root = Key::P256(1);
    let ask = |profile: &str, leaf: Draft, anchor: Draft| {
        judge(&request(profile, leaf.encode(), &[anchor.encode()])).1
    };
    let auth_leaf = || AUTH.auth_leaf(root, LEAF_KEY);
    let sign_leaf = || SIGN.sign_leaf(root, LEAF_KEY);
    assert_eq!(ask("jpki-auth", auth_leaf(), AUTH.root(root)), [""; 0]);
    assert_eq!(ask("jpki-sign", sign_leaf(), SIGN.root(root)), [""; 0]);

    let crossed = ask("jpki-auth", sign_leaf(), SIGN.root(root));
    assert!(crossed.contains(&"certificate.outside-hierarchy"));
    let crossed = ask("jpki-sign", auth_leaf(), AUTH.root(root));
    assert!(crossed.contains(&"certificate.outside-hierarchy"));

    // Even if one key, or one store of anchors, serves both hierarchies.
    let both = [AUTH.root(root).encode(), SIGN.root(root).encode()];
    let crossed = judge(&request("jpki-auth", sign_leaf().encode(), &both)).1;
    assert!(crossed.contains(&"certificate.outside-hierarchy"));

    let test = ask(
        "jpki-auth",
        TEST_AUTH.auth_leaf(root, LEAF_KEY),
        TEST_AUTH.root(root),
    );
    assert_eq!(test, ["certificate.test-hierarchy-refused"]);
    let borrowed = |policy| Hierarchy { policy, ..AUTH }.auth_leaf(root, LEAF_KEY);
    for policy in [TEST_AUTH.policy, SIGN.policy] {
        let failed = ask("jpki-auth", borrowed(policy), AUTH.root(root));
        assert_eq!(failed, ["certificate.policy-not-valid"]);
    }
}

/// Nobody authenticates with a profile for signing, whatever the certificate.
#[test]
fn class_20_signing_profiles_authenticate_nobody() {
    let leaf = SIGN.sign_leaf(Key::P256(1), LEAF_KEY).encode();
    let request = request("jpki-sign", leaf, &[SIGN.root(Key::P256(1)).encode()]);
    assert_eq!(validate(&request).unwrap().state, State::Valid);
    let kept = challenge("https://clinic.example");
    let answer = LEAF_KEY.sign(kept.message().as_bytes());
    let problems = authenticate(&request, &kept, "ecdsa-sha256", &answer).unwrap_err();
    let told: Vec<_> = problems.iter().map(|problem| problem.code.id()).collect();
    assert_eq!(told, ["challenge.profile-not-for-authentication"]);
}
