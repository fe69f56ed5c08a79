//! What a vendor's own card reader needs, through the component: who is let in
//! with which card, who is not, and for which reason.

mod desk;
mod holder;
mod hpki;

use desk::{
    AT, LIFETIME, Login, SEED, answer, assert_invalid, assert_valid, findings, newest, options,
    patient, request, rfc3339, rsa_card,
};
use onshi_host::certificate::{Challenge, Outcome, Request, Verdict};
use onshi_host::{Error, Onshi};
use onshi_simulator::certificate::extension::{self, Extension, KeyUsage, oid};
use onshi_simulator::certificate::{Credential, Template};
use onshi_simulator::jpki::{Hierarchy, Purpose, Root};
use onshi_simulator::key::{Hash, KeyKind};
use onshi_simulator::person::Person;
use onshi_tests::target::{Native, Target};
use std::sync::OnceLock;

/// The component, compiled once.
fn onshi() -> &'static Onshi {
    static ONSHI: OnceLock<Onshi> = OnceLock::new();
    ONSHI.get_or_init(|| Onshi::open(onshi_tests::dist()).expect("the component opens"))
}

/// Three generations of roots with small keys, where RSA is not the point.
fn generations() -> &'static Hierarchy {
    static GENERATIONS: OnceLock<Hierarchy> = OnceLock::new();
    GENERATIONS.get_or_init(|| Hierarchy::jpki_test_generations(SEED, AT, &[KeyKind::P256; 3]))
}

/// The root that issues to cards now, and what it certifies for the patient.
fn root_and_template() -> (Root, Template) {
    let root = newest(generations());
    let template = root.template(&patient());
    (root, template)
}

fn validate(request: &Request) -> Verdict {
    onshi().validate(request).expect("a verdict").into_inner()
}

/// A login with a card of today.
fn rsa_login() -> Login {
    let (root, card) = rsa_card();
    Login::new(
        onshi(),
        request("jpki-auth", card, &[root.certificate()]),
        card,
    )
}

#[test]
fn a_login_is_valid_and_says_what_was_not_checked() {
    let (root, card) = rsa_card();
    let challenge = onshi()
        .issue_challenge(desk::AUDIENCE, "2026-11-21T09:00:00+09:00", 300)
        .expect("a challenge");
    assert_eq!(challenge.expires_at, rfc3339(AT + LIFETIME));
    let login = Login {
        signature: answer(onshi(), card, &challenge),
        challenge,
        request: request("jpki-auth", card, &[root.certificate()]),
        algorithm: "rsa-pkcs1-sha256",
    };
    let verdict = login.judge(onshi());
    assert_valid(&verdict);
    let chain: Vec<_> = verdict.chain.iter().map(|link| &link.label).collect();
    assert_eq!(chain, ["leaf", "anchor[1]"]);
    let passed = findings(&verdict, Outcome::Passed);
    for check in [
        "certificate.signature-valid leaf",
        "certificate.within-validity leaf",
        "certificate.within-validity anchor[1]",
        "certificate.key-usage leaf 2.5.29.15",
        "certificate.extended-key-usage leaf 2.5.29.37",
        "certificate.policy leaf 2.5.29.32",
        "challenge.signed leaf",
        "challenge.in-time",
    ] {
        assert!(passed.iter().any(|line| line == check), "{check}");
    }
    assert_eq!(
        findings(&verdict, Outcome::NotChecked),
        [
            "certificate.revocation-not-checked leaf",
            "challenge.single-use-not-checked"
        ]
    );
    assert_eq!(
        findings(&verdict, Outcome::Noted),
        ["certificate.test-hierarchy anchor[1]"]
    );
}

#[test]
fn a_test_card_is_refused_unless_asked_for() {
    let mut login = rsa_login();
    for off in [options(false, false), String::new()] {
        login.request.options = off;
        let verdict = login.judge(onshi());
        assert_invalid(&verdict, &["certificate.test-hierarchy-refused anchor[1]"]);
    }
}

#[test]
fn a_required_revocation_check_without_evidence_is_not_valid() {
    let mut login = rsa_login();
    login.request.options = options(true, true);
    let verdict = login.judge(onshi());
    assert_eq!(verdict.state, "not-checked");
    assert!(findings(&verdict, Outcome::Failed).is_empty());
    // What is wrong stays wrong.
    login.signature[0] ^= 1;
    assert_invalid(&login.judge(onshi()), &["challenge.not-signed leaf"]);
}

#[test]
fn of_three_roots_with_one_name_only_the_issuer_is_an_anchor() {
    let [expired, older, current] = generations().roots(Purpose::Authentication) else {
        panic!("three generations")
    };
    let anchors = [expired, older, current].map(Root::certificate);
    let judge = |issuer: &Root, anchors: &[&[u8]]| {
        let card = issuer.issue(&issuer.template(&patient()));
        validate(&request("jpki-auth", &card, anchors))
    };
    for wrong in [expired, older] {
        assert_invalid(
            &judge(current, &[wrong.certificate()]),
            &["certificate.issuer-key-not-found leaf"],
        );
    }
    for (issuer, anchor) in [(current, "anchor[3]"), (older, "anchor[2]")] {
        let verdict = judge(issuer, &anchors);
        assert_valid(&verdict);
        assert_eq!(verdict.chain[1].label, anchor);
    }
    let reversed = judge(current, &[anchors[2], anchors[1], anchors[0]]);
    assert_valid(&reversed);
    assert_eq!(reversed.chain[1].label, "anchor[1]");
    assert_invalid(
        &judge(expired, &anchors),
        &["certificate.expired anchor[1]"],
    );
}

#[test]
fn without_a_key_identifier_the_signature_tells_the_roots_apart() {
    let (root, template) = root_and_template();
    let card = root.issue(&template.without(oid::AUTHORITY_KEY_IDENTIFIER));
    let anchors = generations().anchors(Purpose::Authentication);
    let anchors: Vec<_> = anchors.iter().map(Vec::as_slice).collect();
    assert_valid(&validate(&request("jpki-auth", &card, &anchors)));
    assert_invalid(
        &validate(&request("jpki-auth", &card, &anchors[..2])),
        &["certificate.signature-invalid leaf"],
    );
}

#[test]
fn the_certificate_for_signing_authenticates_nobody() {
    let card = generations().card(&patient()).signature;
    let anchors = [Purpose::Authentication, Purpose::Signature]
        .map(|purpose| generations().anchors(purpose))
        .concat();
    let anchors: Vec<_> = anchors.iter().map(Vec::as_slice).collect();
    assert_valid(&validate(&request("jpki-sign", &card, &anchors)));

    let login = |profile| Login::new(onshi(), request(profile, &card, &anchors), &card);
    assert_invalid(
        &login("jpki-auth").judge(onshi()),
        &[
            "certificate.outside-hierarchy anchor[6]",
            "certificate.key-usage-forbidden leaf 2.5.29.15",
            "certificate.extended-key-usage-missing leaf 2.5.29.37",
        ],
    );
    let Err(Error::Problems(problems)) = login("jpki-sign").try_judge(onshi()) else {
        panic!("a challenge for a profile that signs documents")
    };
    let codes: Vec<_> = problems.iter().map(|problem| &problem.code).collect();
    assert_eq!(codes, ["challenge.profile-not-for-authentication"]);
}

#[test]
fn a_certificate_is_valid_from_its_first_second_to_its_last() {
    let (root, template) = root_and_template();
    let card = root.issue(&template);
    let judge = |at| {
        let mut request = request("jpki-auth", &card, &[root.certificate()]);
        request.at = rfc3339(at);
        validate(&request)
    };
    assert_valid(&judge(template.not_before));
    assert_valid(&judge(template.not_after));
    assert_invalid(
        &judge(template.not_before - 1),
        &["certificate.not-yet-valid leaf"],
    );
    assert_invalid(
        &judge(template.not_after + 1),
        &["certificate.expired leaf"],
    );
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_certificate_is_found() {
    let login = rsa_login();
    assert_valid(&login.judge(onshi()));
    for at in 0..login.request.leaf.len() {
        let mut flipped = login.clone();
        flipped.request.leaf[at] ^= 1 << (at % 8);
        assert_found(&flipped.judge(onshi()), at);
    }
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_answer_is_found() {
    let (root, template) = root_and_template();
    let small = root.issue(&template);
    let small = Login::new(
        onshi(),
        request("jpki-auth", &small, &[root.certificate()]),
        &small,
    );
    for login in [rsa_login(), small] {
        assert_valid(&login.judge(onshi()));
        for at in 0..login.signature.len() {
            let mut flipped = login.clone();
            flipped.signature[at] ^= 1 << (at % 8);
            assert_invalid(&flipped.judge(onshi()), &["challenge.not-signed leaf"]);
        }
    }
}

/// Not valid, and it is said why.
#[track_caller]
fn assert_found(verdict: &Verdict, at: usize) {
    assert_eq!(verdict.state, "invalid", "byte {at}");
    assert!(!findings(verdict, Outcome::Failed).is_empty(), "byte {at}");
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let (_, card) = rsa_card();
    let kept = desk::challenge();
    let others: [fn(&mut Challenge); 4] = [
        |other| other.nonce[31] ^= 1,
        |other| other.audience = "https://clinic.example.com".to_owned(),
        |other| other.issued_at = rfc3339(AT - 1),
        |other| other.expires_at = rfc3339(AT + LIFETIME + 1),
    ];
    for change in others {
        let mut asked = kept.clone();
        change(&mut asked);
        let login = Login {
            signature: answer(onshi(), card, &asked),
            ..rsa_login()
        };
        assert_invalid(&login.judge(onshi()), &["challenge.not-signed leaf"]);
    }
}

#[test]
fn an_answer_is_in_time_from_the_issue_to_the_last_second() {
    let mut login = rsa_login();
    let mut judge = |at| {
        login.request.at = rfc3339(at);
        login.judge(onshi())
    };
    assert_valid(&judge(AT));
    assert_valid(&judge(AT + LIFETIME));
    assert_invalid(&judge(AT + LIFETIME + 1), &["challenge.expired"]);
    assert_invalid(&judge(AT + 86_400), &["challenge.expired"]);
    assert_invalid(&judge(AT - 1), &["challenge.not-yet-issued"]);
}

#[test]
fn only_the_digest_info_of_the_challenge_is_an_answer() {
    let (_, card) = rsa_card();
    let to_sign = onshi()
        .challenge_to_sign(&desk::challenge(), "rsa-pkcs1-sha256")
        .expect("something to sign");
    let message = to_sign.message.as_bytes();
    let info = Hash::Sha256.digest_info(message);
    // Two implementations that share no code agree.
    assert_eq!(to_sign.digest_info.as_ref(), Some(&info));

    let bare_hash = to_sign.digest;
    let trailing_byte = [info.as_slice(), &[0]].concat();
    // RFC 8017 has the NULL of the parameters; some old signers left it out.
    let mut without_null = info.clone();
    without_null.drain(15..17);
    without_null[1] -= 2;
    without_null[3] -= 2;
    let other_hash = Hash::Sha512.digest_info(message);
    for signed in [bare_hash, trailing_byte, without_null, other_hash] {
        let login = Login {
            signature: card.key.pad_and_sign(&signed).expect("it fits"),
            ..rsa_login()
        };
        assert_invalid(&login.judge(onshi()), &["challenge.not-signed leaf"]);
    }
}

#[test]
fn what_a_certificate_lacks_is_named_by_certificate_and_extension() {
    let (root, template) = root_and_template();
    let cases = [
        (
            template.clone().without(oid::KEY_USAGE),
            "certificate.key-usage-missing leaf 2.5.29.15",
        ),
        (
            template.clone().without(oid::EXTENDED_KEY_USAGE),
            "certificate.extended-key-usage-missing leaf 2.5.29.37",
        ),
        (
            template.clone().without(oid::CERTIFICATE_POLICIES),
            "certificate.policy-not-valid leaf 2.5.29.32",
        ),
        (
            template
                .clone()
                .with(extension::policy("1.2.392.1", "http://cps.invalid")),
            "certificate.policy-not-valid leaf 2.5.29.32",
        ),
        (
            template.clone().with(extension::key_usage(&[
                KeyUsage::DigitalSignature,
                KeyUsage::NonRepudiation,
            ])),
            "certificate.key-usage-forbidden leaf 2.5.29.15",
        ),
        (
            template.with(Extension::new("1.2.392.2", true, vec![5, 0])),
            "certificate.extension-unknown leaf 1.2.392.2",
        ),
    ];
    for (template, reason) in cases {
        let card = root.issue(&template);
        let login = Login::new(
            onshi(),
            request("jpki-auth", &card, &[root.certificate()]),
            &card,
        );
        assert_invalid(&login.judge(onshi()), &[reason]);
    }
}

#[test]
fn a_key_that_is_not_for_signing_answers_no_challenge() {
    let (root, template) = root_and_template();
    let card = root.issue(&template.with(extension::key_usage(&[KeyUsage::KeyEncipherment])));
    let request = request("generic", &card, &[root.certificate()]);
    assert_valid(&validate(&request));
    assert_invalid(
        &Login::new(onshi(), request, &card).judge(onshi()),
        &["challenge.key-not-for-signing leaf 2.5.29.15"],
    );
}

#[test]
fn cards_with_elliptic_curves_log_in() {
    for kind in [KeyKind::P256, KeyKind::P384] {
        let (root, card) = generation_of(kind);
        for profile in ["generic", "jpki-auth"] {
            let request = request(profile, &card, &[root.certificate()]);
            let verdict = Login::new(onshi(), request, &card).judge(onshi());
            assert_valid(&verdict);
            let algorithm = desk::algorithm(kind);
            assert_eq!(verdict.chain[0].signature_algorithm, algorithm);
        }
    }
}

#[test]
fn the_next_generation_of_cards_is_a_profile_of_the_vendors_own() {
    let profile = include_str!("profiles/next-card.json");
    let root = newest(&Hierarchy::jpki_test_generations(
        SEED,
        AT,
        &[KeyKind::P384],
    ));
    let ten_years = 10 * 365 * 24 * 3600;
    let template = root.template(&patient());
    let issued = template.not_before;
    let card = root.issue(&template.valid(issued, issued + ten_years));
    let next = Login::new(
        onshi(),
        request(profile, &card, &[root.certificate()]),
        &card,
    );
    let verdict = next.judge(onshi());
    assert_valid(&verdict);
    assert_eq!(verdict.profile, "next-card");
    let (from, until) = (&verdict.chain[0].not_before, &verdict.chain[0].not_after);
    assert_eq!(
        (from, until),
        (&rfc3339(issued), &rfc3339(issued + ten_years))
    );

    let mut of_today = rsa_login();
    of_today.request.profile = profile.to_owned();
    assert_invalid(
        &of_today.judge(onshi()),
        &[
            "certificate.key-not-accepted anchor[1]",
            "certificate.algorithm-not-accepted leaf",
            "challenge.algorithm-not-accepted leaf",
        ],
    );
}

/// A root and a card with keys of one kind.
fn generation_of(kind: KeyKind) -> (Root, Credential) {
    let root = newest(&Hierarchy::jpki_test_generations(SEED, AT, &[kind]));
    let card = root.issue(&root.template(&patient()));
    (root, card)
}

#[test]
fn a_card_of_somebody_else_does_not_answer_for_the_patient() {
    let (root, template) = root_and_template();
    let (patient, other) = (
        root.issue(&template),
        root.issue(&root.template(&Person::employee(AT))),
    );
    let login = Login {
        signature: answer(onshi(), &other, &desk::challenge()),
        ..Login::new(
            onshi(),
            request("jpki-auth", &patient, &[root.certificate()]),
            &patient,
        )
    };
    assert_invalid(&login.judge(onshi()), &["challenge.not-signed leaf"]);
}

#[test]
fn a_root_that_only_bears_the_name_lets_nobody_in() {
    let (root, template) = root_and_template();
    let pretender = newest(&Hierarchy::jpki_test_generations(
        SEED + 1,
        AT,
        &[KeyKind::P256],
    ));
    // It even names the key of the real root.
    let card = pretender.issue(&template);
    let mut request = request("jpki-auth", &card, &[root.certificate()]);
    assert_invalid(&validate(&request), &["certificate.signature-invalid leaf"]);
    // Handed in with the card, it vouches for itself and for nothing else.
    request.intermediates = vec![pretender.certificate().to_vec()];
    assert_invalid(
        &validate(&request),
        &["certificate.anchor-not-reached intermediate[1]"],
    );
}

#[test]
fn every_build_gives_the_same_verdict() {
    let bytes = std::fs::read(onshi_tests::dist().join("onshi.wasm")).expect("a component");
    let baseline = Onshi::from_bytes(&bytes).expect("the component opens");
    let (root, small) = generation_of(KeyKind::P384);
    let mut logins = vec![
        rsa_login(),
        Login::new(
            onshi(),
            request("generic", &small, &[root.certificate()]),
            &small,
        ),
    ];
    logins.extend(hpki::logins(onshi()));
    let changes: [fn(&mut Login); 4] = [
        |_| {},
        |login| *login.signature.last_mut().expect("a byte") ^= 1,
        |login| login.request.leaf[100] ^= 1,
        |login| login.request.options = options(false, false),
    ];
    let mut states = Vec::new();
    for login in &logins {
        for change in changes {
            let mut login = login.clone();
            change(&mut login);
            let input = login.to_json().to_string();
            let targets: [&dyn Target; 3] = [onshi(), &baseline, &Native];
            let [wide, baseline, native] = targets.map(|target| {
                let verdict = target.invoke("certificate.authenticate", &input, &[]);
                verdict.expect("an answer").expect("a verdict")
            });
            assert_eq!(wide, baseline);
            assert_eq!(wide, native);
            states.push(wide["state"] == "valid");
        }
    }
    assert!(states.contains(&true) && states.contains(&false));
}
