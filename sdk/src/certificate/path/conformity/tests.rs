use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::jpki::{AUTH, Hierarchy, SIGN, TEST_AUTH};
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, codes, judge, refused, request};
use crate::certificate::{Outcome, PROFILES, Request};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const ROOT: Key = Key::P256(1);
const CARD: Key = Key::P256(2);

fn auth(hierarchy: Hierarchy, bend: fn(Draft) -> Draft) -> Request {
    let leaf = bend(hierarchy.auth_leaf(ROOT, CARD)).encode();
    request("jpki-auth", leaf, &[hierarchy.root(ROOT).encode()])
}

fn as_it_is(draft: Draft) -> Draft {
    draft
}

#[test]
fn cards_of_both_kinds_are_accepted_for_their_own_purpose() {
    accepted(&auth(AUTH, as_it_is));
    let leaf = SIGN.sign_leaf(ROOT, CARD).encode();
    accepted(&request("jpki-sign", leaf, &[SIGN.root(ROOT).encode()]));
}

#[test]
fn the_next_generation_of_cards_needs_no_new_program() {
    let leaf = AUTH.auth_leaf(Key::P384(1), Key::P384(2)).encode();
    let verdict = accepted(&request(
        "jpki-auth",
        leaf,
        &[AUTH.root(Key::P384(1)).encode()],
    ));
    assert_eq!(verdict.chain[0].key, "P-384");
    assert_eq!(verdict.chain[0].signature_algorithm, "ecdsa-sha384");
}

#[test]
fn a_certificate_for_signing_does_not_authenticate() {
    let leaf = SIGN.sign_leaf(ROOT, CARD).encode();
    let sign_root = SIGN.root(ROOT).encode();
    refused(
        &request("jpki-auth", leaf, &[sign_root]),
        &[
            "certificate.outside-hierarchy",
            "certificate.key-usage-forbidden",
            "certificate.extended-key-usage-missing",
        ],
    );
    // Not even when the authority for authentication issued it.
    let odd = Hierarchy {
        policy: SIGN.policy,
        ..AUTH
    };
    let leaf = odd.sign_leaf(ROOT, CARD).encode();
    refused(
        &request("jpki-auth", leaf, &[AUTH.root(ROOT).encode()]),
        &[
            "certificate.policy-not-valid",
            "certificate.key-usage-forbidden",
            "certificate.extended-key-usage-missing",
        ],
    );
}

#[test]
fn a_certificate_for_authentication_does_not_sign() {
    let leaf = AUTH.auth_leaf(ROOT, CARD).encode();
    let root = AUTH.root(ROOT).encode();
    refused(
        &request("jpki-sign", leaf, &[root]),
        &[
            "certificate.outside-hierarchy",
            "certificate.key-usage-missing",
        ],
    );
}

#[test]
fn test_hierarchies_count_only_when_asked_for_and_say_what_they_are() {
    let mut test_card = auth(TEST_AUTH, as_it_is);
    refused(&test_card, &["certificate.test-hierarchy-refused"]);
    test_card.options.accept_test_hierarchy = true;
    let verdict = accepted(&test_card);
    assert_eq!(
        codes(&verdict, Outcome::Noted),
        ["certificate.test-hierarchy"]
    );

    let mut real_card = auth(AUTH, as_it_is);
    real_card.options.accept_test_hierarchy = true;
    let verdict = accepted(&real_card);
    assert_eq!(codes(&verdict, Outcome::Noted), [""; 0]);

    // A test policy under the production name is neither.
    let mixed = Hierarchy {
        policy: TEST_AUTH.policy,
        ..AUTH
    };
    let mut mixed = auth(mixed, as_it_is);
    mixed.options.accept_test_hierarchy = true;
    refused(&mixed, &["certificate.policy-not-valid"]);
}

#[test]
fn usages_must_be_as_the_profile_asks() {
    refused(
        &auth(AUTH, |leaf| leaf.without("2.5.29.15")),
        &["certificate.key-usage-missing"],
    );
    let encipherment = |leaf: Draft| leaf.without("2.5.29.15").key_usage(&[5, 0x20]);
    refused(
        &auth(AUTH, encipherment),
        &["certificate.key-usage-missing"],
    );
    let without = |leaf: Draft| leaf.without("2.5.29.37");
    refused(
        &auth(AUTH, without),
        &["certificate.extended-key-usage-missing"],
    );
    let server = |leaf: Draft| {
        leaf.without("2.5.29.37")
            .extended_key_usage(&["1.3.6.1.5.5.7.3.1"])
    };
    refused(
        &auth(AUTH, server),
        &["certificate.extended-key-usage-missing"],
    );
    let any = |leaf: Draft| {
        leaf.without("2.5.29.37")
            .extended_key_usage(&["2.5.29.37.0"])
    };
    refused(
        &auth(AUTH, any),
        &["certificate.extended-key-usage-missing"],
    );
    let authority = |leaf: Draft| leaf.without("2.5.29.15").authority(None);
    refused(
        &auth(AUTH, authority),
        &[
            "certificate.leaf-is-authority",
            "certificate.key-usage-missing",
        ],
    );
}

#[test]
fn policies_must_be_as_the_profile_asks() {
    refused(
        &auth(AUTH, |leaf| leaf.without("2.5.29.32")),
        &["certificate.policy-not-valid"],
    );
    let other = |leaf: Draft| leaf.without("2.5.29.32").policies(&["1.2.3"]);
    refused(&auth(AUTH, other), &["certificate.policy-not-valid"]);

    let mut narrowed = auth(AUTH, as_it_is);
    narrowed.options.required_policies = Vec::from([AUTH.policy.to_string()]);
    accepted(&narrowed);
    narrowed.options.required_policies = Vec::from([String::from("1.2.3")]);
    refused(&narrowed, &["certificate.policy-not-valid"]);
    let mut widened = auth(AUTH, other);
    widened.options.required_policies = Vec::from([String::from("1.2.3")]);
    refused(&widened, &["certificate.policy-not-valid"]);
}

#[test]
fn only_the_root_issues_cards() {
    let unit = [("C", "JP"), ("CN", "Sub")];
    let root = AUTH.root(ROOT);
    let mut sub = Draft::new(&unit, Key::P256(5), &[], ROOT)
        .authority(None)
        .policies(&[AUTH.policy]);
    sub.issuer = root.subject.clone();
    let mut leaf = AUTH.auth_leaf(Key::P256(5), CARD);
    leaf.issuer = sub.subject.clone();
    let mut request = request("jpki-auth", leaf.encode(), &[root.encode()]);
    request.intermediates.push(sub.encode());
    refused(&request, &["certificate.too-many-authorities"]);
}

#[test]
fn hpki_policies_must_run_through_the_whole_path() {
    let ministry = [("C", "JP"), ("O", "Ministry of Health, Labour and Welfare")];
    let body = [("C", "JP"), ("O", "Body"), ("CN", "HPKI-01-Sub")];
    let path = |authority_policy: &str, leaf_policy: &str| {
        let root = Draft::new(&ministry, ROOT, &ministry, ROOT).authority(None);
        let sub = Draft::new(&body, Key::P256(5), &ministry, ROOT);
        let sub = sub.authority(None).policies(&[authority_policy]);
        let leaf = Draft::new(&[("CN", "Doctor")], CARD, &body, Key::P256(5));
        let leaf = leaf.key_usage(&[6, 0x40]).policies(&[leaf_policy]);
        let mut request = request("hpki-sign", leaf.encode(), &[root.encode()]);
        request.intermediates.push(sub.encode());
        request
    };
    let (real, test) = ("1.2.392.100495.1.5.1.1.3.1", "1.2.392.100495.1.5.1.1.0.1");
    accepted(&path(real, real));
    refused(&path(real, test), &["certificate.policy-not-valid"]);
    refused(&path(test, test), &["certificate.test-hierarchy-refused"]);
    let mut accepting = path(test, test);
    accepting.options.accept_test_hierarchy = true;
    accepted(&accepting);
    let mut mixed = path(real, test);
    mixed.options.accept_test_hierarchy = true;
    refused(&mixed, &["certificate.policy-not-valid"]);
    let mut wrong = path(real, real);
    wrong.profile = String::from("hpki-auth");
    let (_, failed) = judge(&wrong);
    assert!(failed.contains(&"certificate.policy-not-valid"));
    assert!(failed.contains(&"certificate.key-usage-missing"));
}

#[test]
fn generic_asks_for_what_the_caller_asks_for() {
    let mut request = auth(AUTH, as_it_is);
    request.profile = String::from("generic");
    accepted(&request);
    request.options.required_policies = Vec::from([AUTH.policy.to_string()]);
    request.options.extended_key_usages = Vec::from([String::from("1.3.6.1.5.5.7.3.2")]);
    accepted(&request);
    request
        .options
        .extended_key_usages
        .push(String::from("1.3.6.1.5.5.7.3.1"));
    refused(&request, &["certificate.extended-key-usage-missing"]);
    request.options.extended_key_usages.clear();
    request.options.required_policies = Vec::from([String::from("1.2.3")]);
    refused(&request, &["certificate.policy-not-valid"]);
}

#[test]
fn a_profile_of_ones_own_can_name_another_generation() {
    let (_, shipped) = PROFILES[0];
    let own = shipped
        .replace("\"jpki-auth\"", "\"jpki-auth-next\"")
        .replace("O=JPKI\"", "O=JPKI2\"")
        .replace("[2048,4096]", "[2048,2048]")
        .replace("\"P-256\",", "");
    let next = Hierarchy {
        organisation: "JPKI2",
        ..AUTH
    };
    let made = |key: Key| {
        let leaf = next.auth_leaf(Key::P384(1), key).encode();
        request(&own, leaf, &[next.root(Key::P384(1)).encode()])
    };
    let verdict = accepted(&made(Key::P384(2)));
    assert_eq!(verdict.profile, "jpki-auth-next");
    refused(&made(CARD), &["certificate.key-not-accepted"]);
    refused(&made(Key::Rsa(2203)), &["certificate.key-not-accepted"]);
    let mut shipped_profile = made(Key::P384(2));
    shipped_profile.profile = String::from("jpki-auth");
    refused(&shipped_profile, &["certificate.outside-hierarchy"]);

    let strict = own.replace("\"ecdsa-sha384\",", "");
    let mut request = made(Key::P384(2));
    request.profile = strict;
    refused(&request, &["certificate.algorithm-not-accepted"]);
}

#[test]
fn sha1_is_for_the_generic_profile_and_only_when_asked_for() {
    let [root, card] = [2203, 3217].map(Key::RsaSha1);
    let anchor = AUTH.root(root).encode();
    let leaf = AUTH.auth_leaf(root, card).encode();
    for profile in ["generic", "jpki-auth"] {
        let mut request = request(profile, leaf.clone(), core::slice::from_ref(&anchor));
        refused(&request, &["certificate.sha1-refused"]);
        request.options.accept_sha1 = true;
        if profile == "generic" {
            let verdict = accepted(&request);
            assert_eq!(verdict.chain[0].signature_algorithm, "rsa-pkcs1-sha1");
            assert!(codes(&verdict, Outcome::Noted).contains(&"certificate.sha1-accepted"));
        } else {
            refused(&request, &["certificate.sha1-refused"]);
        }
    }
    // A profile of the caller's own may name it.
    let (_, shipped) = PROFILES[0];
    let own = shipped.replace("rsa-pkcs1-sha512", "rsa-pkcs1-sha1");
    accepted(&request(&own, leaf, &[anchor]));
}
