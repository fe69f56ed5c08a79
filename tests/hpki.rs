//! Cards of professionals (HPKI): an authority stands between card and root.

use crate::desk::{AT, Login, SEED, assert_invalid, assert_valid, findings, request};
use crate::{assert_found, onshi, validate};
use onshi_host::Onshi;
use onshi_host::certificate::{Outcome, Request};
use onshi_simulator::certificate::Attribute::{CommonName, Country, Organization};
use onshi_simulator::certificate::extension::{self, Extension, KeyUsage};
use onshi_simulator::certificate::{Authority, Credential, Name, Template};
use onshi_simulator::hpki::{
    AUTHENTICATION_POLICY, Hierarchy, Professional, Purpose, SIGNATURE_POLICY,
    TEST_CARD_SIGNATURE_POLICY,
};
use onshi_simulator::key::{KeyKind, PrivateKey};
use onshi_simulator::seed::Stream;
use std::sync::OnceLock;

/// The name the profiles ask of a production root.
const MINISTRY: &str = "Ministry of Health, Labour and Welfare";

/// A hierarchy in the shape of the real one, under a name of its own.
fn simulated() -> &'static Hierarchy {
    static HIERARCHY: OnceLock<Hierarchy> = OnceLock::new();
    HIERARCHY.get_or_init(|| Hierarchy::hpki_test(SEED, AT))
}

/// The chain of a simulated doctor.
fn simulated_chain(profile: &str, purpose: Purpose) -> (Request, Credential) {
    let card = simulated().credential(purpose, &Professional::doctor());
    let mut request = request(profile, &card, &[simulated().anchor()]);
    let authority = simulated().authority(purpose);
    request.intermediates = vec![authority.certificate().to_vec()];
    (request, card)
}

/// `hpki-auth` for the simulated root: a profile of the vendor's own.
fn own_profile() -> String {
    let profiles = onshi::certificate::PROFILES;
    let (_, shipped) = profiles
        .iter()
        .find(|(id, _)| *id == "hpki-auth")
        .expect("the profile");
    let own = shipped.replace(&format!("O={MINISTRY}"), "O=HPKI-TEST");
    assert_ne!(&own, shipped);
    own
}

/// Logins with an authority between, for whoever compares builds.
pub(crate) fn logins(onshi: &Onshi) -> Vec<Login> {
    let (request, card) = simulated_chain(&own_profile(), Purpose::Authentication);
    vec![Login::new(onshi, request, &card)]
}

#[test]
fn a_simulated_professional_logs_in_under_a_profile_of_the_vendors_own() {
    let (request, card) = simulated_chain(&own_profile(), Purpose::Authentication);
    let login = Login::new(onshi(), request, &card);
    let verdict = login.judge(onshi());
    assert_valid(&verdict);
    let chain: Vec<_> = verdict.chain.iter().map(|link| &link.label).collect();
    assert_eq!(chain, ["leaf", "intermediate[1]", "anchor[1]"]);
    assert_eq!(
        findings(&verdict, Outcome::NotChecked),
        [
            "certificate.revocation-not-checked intermediate[1]",
            "certificate.revocation-not-checked leaf",
            "challenge.single-use-not-checked"
        ]
    );
}

#[test]
fn the_shipped_profiles_refuse_the_simulated_root() {
    for (profile, purpose) in [
        ("hpki-sign", Purpose::Signature),
        ("hpki-auth", Purpose::Authentication),
    ] {
        let (request, _) = simulated_chain(profile, purpose);
        assert_invalid(
            &validate(&request),
            &["certificate.outside-hierarchy anchor[1]"],
        );
    }
}

#[test]
fn without_its_authority_a_card_is_not_valid() {
    let (mut request, _) = simulated_chain(&own_profile(), Purpose::Authentication);
    request.intermediates.clear();
    assert_invalid(&validate(&request), &["certificate.issuer-not-found leaf"]);
    // The authority for signing is another.
    let other = simulated().authority(Purpose::Signature);
    request.intermediates = vec![other.certificate().to_vec()];
    assert_invalid(&validate(&request), &["certificate.issuer-not-found leaf"]);
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_authority_is_found() {
    let (request, _) = simulated_chain(&own_profile(), Purpose::Authentication);
    assert_valid(&validate(&request));
    for at in 0..request.intermediates[0].len() {
        let mut flipped = request.clone();
        flipped.intermediates[0][at] ^= 1 << (at % 8);
        assert_found(&validate(&flipped), at);
    }
}

#[test]
fn production_names_and_policies_are_no_test() {
    for (profile, purpose, policy) in [
        ("hpki-sign", Purpose::Signature, SIGNATURE_POLICY),
        ("hpki-auth", Purpose::Authentication, AUTHENTICATION_POLICY),
    ] {
        let (mut request, _) = chain(profile, purpose, [policy; 2]);
        request.options.clear();
        let verdict = validate(&request);
        assert_valid(&verdict);
        let passed = findings(&verdict, Outcome::Passed);
        assert!(passed.contains(&"certificate.hierarchy anchor[1]".to_owned()));
    }
}

#[test]
fn a_test_card_for_signing_needs_a_test_authority_and_the_switch() {
    let test = TEST_CARD_SIGNATURE_POLICY;
    let (mut request, _) = chain("hpki-sign", Purpose::Signature, [test; 2]);
    let verdict = validate(&request);
    assert_valid(&verdict);
    assert_eq!(
        findings(&verdict, Outcome::Noted),
        ["certificate.test-hierarchy anchor[1]"]
    );
    request.options.clear();
    assert_invalid(
        &validate(&request),
        &["certificate.test-hierarchy-refused anchor[1]"],
    );
    // A test card below the production authority: no policy holds for the chain.
    let (request, _) = chain("hpki-sign", Purpose::Signature, [SIGNATURE_POLICY, test]);
    assert_invalid(
        &validate(&request),
        &["certificate.policy-not-valid leaf 2.5.29.32"],
    );
}

#[test]
fn signing_and_authentication_are_told_apart() {
    let policies = [SIGNATURE_POLICY; 2];
    let (mut request, card) = chain("hpki-auth", Purpose::Signature, policies);
    let usage = [
        "certificate.policy-not-valid leaf 2.5.29.32",
        "certificate.key-usage-missing leaf 2.5.29.15",
        "certificate.key-usage-forbidden leaf 2.5.29.15",
    ];
    assert_invalid(&validate(&request), &usage);
    let mut login = Login::new(onshi(), request.clone(), &card);
    let reasons = [
        &usage[..],
        &["challenge.key-not-for-signing leaf 2.5.29.15"],
    ]
    .concat();
    assert_invalid(&login.judge(onshi()), &reasons);
    login.request.profile = "hpki-sign".to_owned();
    assert!(login.try_judge(onshi()).is_err());
    request.profile = "hpki-sign".to_owned();
    assert_valid(&validate(&request));
}

/// A chain below a root of the ministry's name, with small keys, where the
/// authority and the doctor's card assert these policies.
fn chain(profile: &str, purpose: Purpose, policies: [&str; 2]) -> (Request, Credential) {
    let [above, below] = policies.map(|policy| extension::policy(policy, "http://cps.invalid"));
    let root = Authority::root(&authority("Root", None));
    let middle = authority("Authority", Some(above)).with(root.key_identifier());
    let middle = root.subordinate(&middle);
    let card = simulated().template(purpose, &Professional::doctor());
    let card = card.for_key(key("card")).with(below);
    let card = middle.issue(&card.with(middle.key_identifier()));
    let mut request = request(profile, &card, &[root.certificate()]);
    request.intermediates = vec![middle.certificate().to_vec()];
    (request, card)
}

fn authority(word: &str, policy: Option<Extension>) -> Template {
    const YEAR: i64 = 365 * 86_400;
    let key = key(word);
    let extensions = [
        extension::subject_key_identifier(&key),
        extension::authority(),
        extension::key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign]),
    ];
    Template {
        serial: 1,
        not_before: AT - 5 * YEAR,
        not_after: AT + 10 * YEAR,
        subject: Name::new(&[(Country, "JP"), (Organization, MINISTRY)]).and(CommonName, word),
        extensions: extensions.into_iter().chain(policy).collect(),
        key,
    }
}

fn key(label: &str) -> PrivateKey {
    PrivateKey::generate(KeyKind::P256, &mut Stream::new(SEED, label))
}
