use super::*;
use crate::certificate::test_support::jpki::{AUTH, SIGN, TEST_AUTH};
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{at, codes, request};
use crate::certificate::verdict::{Outcome, State};

mod grace;

const ROOT: Key = Key::P256(1);
const CARD: Key = Key::P256(2);

fn nonce() -> [u8; 32] {
    core::array::from_fn(|place| u8::try_from(place).unwrap())
}

fn challenge() -> Challenge {
    Challenge::issue(nonce(), "https://clinic.example", at(), 300).unwrap()
}

fn login() -> Request {
    let leaf = AUTH.auth_leaf(ROOT, CARD).encode();
    request("jpki-auth", leaf, &[AUTH.root(ROOT).encode()])
}

fn answer(key: Key, challenge: &Challenge) -> Vec<u8> {
    key.sign(challenge.message().as_bytes())
}

/// The state and what failed.
fn judge(request: &Request, challenge: &Challenge, signature: &[u8]) -> (State, Vec<&'static str>) {
    let verdict = authenticate(request, challenge, "ecdsa-sha256", signature).unwrap();
    (verdict.state, codes(&verdict, Outcome::Failed))
}

#[test]
fn the_card_that_signs_the_challenge_is_authenticated() {
    let signature = answer(CARD, &challenge());
    let verdict = authenticate(&login(), &challenge(), "ecdsa-sha256", &signature).unwrap();
    assert_eq!(verdict.state, State::Valid);
    let passed = codes(&verdict, Outcome::Passed);
    for code in [
        "challenge.signed",
        "challenge.in-time",
        "certificate.signature-valid",
    ] {
        assert!(passed.contains(&code), "{code}");
    }
    assert_eq!(
        codes(&verdict, Outcome::NotChecked),
        [
            "certificate.revocation-not-checked",
            "challenge.single-use-not-checked"
        ]
    );
    assert_eq!(verdict.work.signature_checks, 2);
}

#[test]
fn cards_of_today_and_tomorrow_sign_what_to_sign_says() {
    for (key, name) in [
        (Key::Rsa(2203), "rsa-pkcs1-sha256"),
        (Key::P384(2), "ecdsa-sha384"),
    ] {
        let mut login = login();
        login.leaf = AUTH.auth_leaf(ROOT, key).encode();
        let to_sign = to_sign(&challenge(), SignatureAlgorithm::parse(name).unwrap());
        let signature = key.sign(to_sign.message.as_bytes());
        let verdict = authenticate(&login, &challenge(), name, &signature).unwrap();
        assert_eq!(verdict.state, State::Valid, "{name}");
        let json = serde_json::to_value(&to_sign).unwrap();
        assert_eq!(json.get("digestInfo").is_some(), key == Key::Rsa(2203));
        if let Some(info) = to_sign.digest_info {
            assert_eq!(info.len(), 51);
            assert!(info.ends_with(&to_sign.digest));
        }
    }
}

#[test]
fn another_challenge_or_another_key_is_refused() {
    let issue =
        |nonce, audience, at, seconds| Challenge::issue(nonce, audience, at, seconds).unwrap();
    let mut other_nonce = nonce();
    other_nonce[31] ^= 1;
    for signed in [
        issue(other_nonce, "https://clinic.example", at(), 300),
        issue(nonce(), "https://evil.example", at(), 300),
        issue(nonce(), "https://clinic.example", at().plus_seconds(1), 300),
        issue(nonce(), "https://clinic.example", at(), 301),
    ] {
        let judged = judge(&login(), &challenge(), &answer(CARD, &signed));
        assert_eq!(
            judged,
            (State::Invalid, Vec::from(["challenge.not-signed"]))
        );
    }
    let judged = judge(&login(), &challenge(), &answer(Key::P256(9), &challenge()));
    assert_eq!(judged.1, ["challenge.not-signed"]);
    let signature = answer(CARD, &challenge());
    let verdict = authenticate(&login(), &challenge(), "ecdsa-sha384", &signature).unwrap();
    assert_eq!(codes(&verdict, Outcome::Failed), ["challenge.not-signed"]);
}

#[test]
fn any_flipped_bit_of_the_answer_is_refused() {
    let good = answer(CARD, &challenge());
    for bit in 0..good.len() * 8 {
        let mut flipped = good.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            judge(&login(), &challenge(), &flipped).1,
            ["challenge.not-signed"],
            "{bit}"
        );
    }
}

#[test]
fn a_challenge_lives_from_its_issue_to_its_last_second() {
    let signature = answer(CARD, &challenge());
    let at_offset = |seconds| {
        let mut login = login();
        login.at = at().plus_seconds(seconds);
        judge(&login, &challenge(), &signature)
    };
    assert_eq!(at_offset(0).0, State::Valid);
    assert_eq!(at_offset(300).0, State::Valid);
    assert_eq!(
        at_offset(301),
        (State::Invalid, Vec::from(["challenge.expired"]))
    );
    assert_eq!(
        at_offset(-1),
        (State::Invalid, Vec::from(["challenge.not-yet-issued"]))
    );
}

#[test]
fn a_right_answer_does_not_mend_a_wrong_chain() {
    let signature = answer(CARD, &challenge());
    let mut stranger = login();
    stranger.anchors = Vec::from([AUTH.root(Key::P256(7)).encode()]);
    let (state, failed) = judge(&stranger, &challenge(), &signature);
    assert_eq!(state, State::Invalid);
    assert_eq!(failed, ["certificate.issuer-key-not-found"]);

    let mut garbage = login();
    garbage.leaf = Vec::from([0x30, 0x00]);
    let (state, failed) = judge(&garbage, &challenge(), &signature);
    assert_eq!(state, State::Invalid);
    assert_eq!(failed, ["certificate.malformed", "challenge.unverified"]);

    let mut test_card = login();
    test_card.leaf = TEST_AUTH.auth_leaf(ROOT, CARD).encode();
    test_card.anchors = Vec::from([TEST_AUTH.root(ROOT).encode()]);
    let (state, failed) = judge(&test_card, &challenge(), &signature);
    assert_eq!(state, State::Invalid);
    assert_eq!(failed, ["certificate.test-hierarchy-refused"]);
}

#[test]
fn signing_certificates_authenticate_nobody() {
    let signature = answer(CARD, &challenge());
    let mut login = login();
    login.leaf = SIGN.sign_leaf(ROOT, CARD).encode();
    login.anchors = Vec::from([SIGN.root(ROOT).encode()]);
    let (state, _) = judge(&login, &challenge(), &signature);
    assert_eq!(state, State::Invalid);

    login.profile = String::from("jpki-sign");
    let problems = authenticate(&login, &challenge(), "ecdsa-sha256", &signature).unwrap_err();
    assert_eq!(
        problems[0].code.id(),
        "challenge.profile-not-for-authentication"
    );

    // Under any profile, a key that may not make digital signatures proves nothing.
    login.profile = String::from("generic");
    login.leaf = SIGN
        .sign_leaf(ROOT, CARD)
        .without("2.5.29.15")
        .key_usage(&[6, 0x40])
        .encode();
    let (_, failed) = judge(&login, &challenge(), &signature);
    assert_eq!(failed, ["challenge.key-not-for-signing"]);
}

#[test]
fn an_exhausted_budget_is_no_proof() {
    let signature = answer(CARD, &challenge());
    let mut login = login();
    login.options.limits.signature_checks = 1;
    let judged = judge(&login, &challenge(), &signature);
    assert_eq!(
        judged,
        (State::Invalid, Vec::from(["challenge.unverified"]))
    );
}

#[test]
fn misuse_is_an_error() {
    let code = |result: Result<Challenge, Problem>| result.unwrap_err().code.id();
    let issue = Challenge::issue;
    assert_eq!(code(issue([7; 32], "a", at(), 60)), "challenge.bad-nonce");
    assert_eq!(code(issue(nonce(), "", at(), 60)), "challenge.bad-audience");
    assert_eq!(
        code(issue(nonce(), "a\nexpires-at: never", at(), 60)),
        "challenge.bad-audience"
    );
    assert_eq!(
        code(issue(nonce(), &"a".repeat(256), at(), 60)),
        "challenge.bad-audience"
    );
    assert_eq!(code(issue(nonce(), "a", at(), 0)), "challenge.bad-lifetime");
    assert_eq!(
        code(issue(nonce(), "a", at(), 3601)),
        "challenge.bad-lifetime"
    );
    let problems = authenticate(&login(), &challenge(), "sha1", &[]).unwrap_err();
    assert_eq!(problems[0].code.id(), "certificate.unknown-algorithm");
}

#[test]
fn a_challenge_crosses_boundaries_and_comes_back_checked() {
    let json = serde_json::to_string(&challenge()).unwrap();
    let expected = concat!(
        r#"{"nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","#,
        r#""audience":"https://clinic.example","#,
        r#""issuedAt":"2026-11-21T00:00:00Z","expiresAt":"2026-11-21T00:05:00Z"}"#,
    );
    assert_eq!(json, expected);
    let back: Challenge = serde_json::from_str(&json).unwrap();
    assert!(back == challenge());
    for (from, to) in [
        ("00:05:00", "09:05:00"),
        ("AAECAw", "AAEC"),
        ("clinic", "cli\\nnic"),
    ] {
        assert!(json.contains(from));
        assert!(
            serde_json::from_str::<Challenge>(&json.replace(from, to)).is_err(),
            "{to}"
        );
    }
}

#[test]
fn the_text_to_sign_is_as_documented() {
    assert_eq!(
        challenge().message(),
        "onshi challenge v1\n\
         nonce: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\
         audience: https://clinic.example\n\
         issued-at: 2026-11-21T00:00:00Z\n\
         expires-at: 2026-11-21T00:05:00Z\n"
    );
}

#[test]
fn debug_keeps_the_nonce_to_itself() {
    let debug = alloc::format!("{:?}", challenge());
    assert!(debug.contains("clinic.example"));
    assert!(
        !debug.contains("nonce") && !debug.contains("AAEC") && !debug.contains("31"),
        "{debug}"
    );
}
