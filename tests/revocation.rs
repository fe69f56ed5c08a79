//! Revocation through the component: a card below a JPKI root, the list of its
//! municipality, and a responder's answer.

#[expect(
    dead_code,
    reason = "this desk asks for less than that of the card tests"
)]
mod desk;

use desk::{AT, SEED, newest, patient, request};
use onshi_host::certificate::{Request, Verdict};
use onshi_host::{Onshi, RevocationScope, ValidationOptions};
use onshi_simulator::certificate::crl::Reason;
use onshi_simulator::certificate::ocsp::Status;
use onshi_simulator::certificate::{Credential, crl::RevocationList};
use onshi_simulator::jpki::{CITY, Hierarchy, Root};
use onshi_simulator::key::KeyKind;
use std::sync::OnceLock;

/// The component, compiled once.
fn onshi() -> &'static Onshi {
    static ONSHI: OnceLock<Onshi> = OnceLock::new();
    ONSHI.get_or_init(|| Onshi::open(onshi_tests::dist()).expect("the component opens"))
}

/// The newest root, a card of it, and the card's serial number.
fn card() -> &'static (Root, Credential, u64) {
    static CARD: OnceLock<(Root, Credential, u64)> = OnceLock::new();
    CARD.get_or_init(|| {
        let generations = Hierarchy::jpki_test_generations(SEED, AT, &[KeyKind::P256; 3]);
        let root = newest(&generations);
        let template = root.template(&patient());
        let card = root.issue(&template);
        (root, card, template.serial)
    })
}

/// A login with these lists.
fn login(lists: &[RevocationList]) -> Request {
    let (root, card, _) = card();
    let mut request = request("jpki-auth", card, &[root.certificate()]);
    let signed = lists.iter().map(|list| list.signed_by(root.authority()));
    request.crls = signed.collect();
    request
}

/// The state, and what is said of the card's revocation.
fn judge(request: &Request) -> (String, String) {
    let verdict: Verdict = onshi().validate(request).expect("a verdict").into_inner();
    let findings = verdict.findings.into_iter();
    let mut told = findings.filter(|finding| {
        let about_leaf = finding.place.certificate.as_deref() == Some("leaf");
        about_leaf && (finding.code.contains("revo") || finding.code.contains("ocsp"))
    });
    let finding = told.next().expect("a finding about revocation");
    (verdict.state, finding.code)
}

fn is(state: &str, code: &str) -> (String, String) {
    (state.to_owned(), format!("certificate.{code}"))
}

#[test]
fn a_card_is_revoked_by_the_list_of_its_municipality() {
    let (root, _, serial) = card();
    let clean = root.revocation_list(CITY, &[(serial + 1, Reason::Superseded)]);
    assert_eq!(judge(&login(&[clean])), is("valid", "not-revoked"));
    let lost = root.revocation_list(CITY, &[(*serial, Reason::KeyCompromise)]);
    assert_eq!(judge(&login(&[lost])), is("invalid", "revoked"));
    let suspended = root.revocation_list(CITY, &[(*serial, Reason::CertificateHold)]);
    assert_eq!(judge(&login(&[suspended])), is("invalid", "revoked"));
}

#[test]
fn another_municipality_says_nothing_about_a_card() {
    let (root, _, serial) = card();
    let elsewhere = root.revocation_list("Betsu-shi", &[(*serial, Reason::KeyCompromise)]);
    let open = is("not-checked", "revocation-out-of-scope");
    assert_eq!(judge(&login(core::slice::from_ref(&elsewhere))), open);
    let own = root.revocation_list(CITY, &[]);
    assert_eq!(judge(&login(&[elsewhere, own])), is("valid", "not-revoked"));
}

#[test]
fn a_list_of_last_week_is_not_enough() {
    let (root, _, _) = card();
    let mut old = root.revocation_list(CITY, &[]);
    old.this_update -= 8 * 86_400;
    old.next_update -= 8 * 86_400;
    let open = is("not-checked", "revocation-stale");
    assert_eq!(judge(&login(&[old])), open);
}

#[test]
fn a_responder_answers_for_a_card() {
    let (root, _, serial) = card();
    let asked = |status, nonce: Option<&[u8]>| {
        let mut answer = root.ocsp_answer(*serial, status);
        answer.nonce = nonce.map(<[u8]>::to_vec);
        let mut request = login(&[]);
        request.ocsp_responses = vec![answer.signed_by(root.authority())];
        request
    };
    let lost = Status::Revoked(AT - 86_400, Reason::KeyCompromise);
    assert_eq!(
        judge(&asked(Status::Good, None)),
        is("valid", "not-revoked")
    );
    assert_eq!(judge(&asked(lost, None)), is("invalid", "revoked"));
    let unknown = is("not-checked", "revocation-unknown");
    assert_eq!(judge(&asked(Status::Unknown, None)), unknown);

    // With a nonce, an answer to somebody else's question does not pass.
    let options = ValidationOptions {
        accept_test_hierarchy: true,
        require_revocation: Some(RevocationScope::Leaf),
        ocsp_nonce: Some("AQIDBA==".to_owned()),
        ..ValidationOptions::default()
    };
    let mut fresh = asked(Status::Good, Some(&[1, 2, 3, 4]));
    fresh.options = options.to_json();
    assert_eq!(judge(&fresh), is("valid", "not-revoked"));
    let mut replayed = asked(Status::Good, Some(&[4, 3, 2, 1]));
    replayed.options = options.to_json();
    let open = is("not-checked", "ocsp-nonce-mismatch");
    assert_eq!(judge(&replayed), open);
}
