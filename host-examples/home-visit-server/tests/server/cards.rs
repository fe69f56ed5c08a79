//! Whose card it is: what the server believes, and what it does not.

use crate::between::Between;
use crate::support::{AT, SEED, Session, World, anybody, onshi, pin, somebody, someone};
use base64ct::{Base64, Encoding};
use onshi_simulator::certificate::crl::{Reason, RevocationList};
use onshi_simulator::jpki::{CITY, Hierarchy, Purpose};
use onshi_simulator::key::Hash;
use onshi_simulator::population::{CardState, Standing};
use serde_json::{Value, json};

/// What the page asks the component with what the server hands it.
fn verified_in_the_page(seen: &Value) -> Value {
    let asked = json!({
        "request": seen["request"],
        "challenge": seen["challenge"],
        "algorithm": seen["presented"]["algorithm"],
        "signature": seen["presented"]["signature"],
    });
    let answer = onshi().invoke("certificate.authenticate", &asked.to_string(), &[]);
    serde_json::from_str(&answer.unwrap().unwrap()).unwrap()
}

fn check<'c>(seen: &'c Value, code: &str) -> &'c Value {
    let checks = seen["checks"].as_array().unwrap();
    checks.iter().find(|check| check["code"] == code).unwrap()
}

/// What a card app that is not honest sends.
type Bend = fn(&World, &Session) -> Value;

/// What is signed for a session by a card that the simulator did not issue.
fn signed_elsewhere(session: &Session, seed: u64) -> Value {
    let asked = json!({ "challenge": session.begun["challenge"], "algorithm": "rsa-pkcs1-sha256" });
    let to_sign = onshi().invoke("certificate.challenge-to-sign", &asked.to_string(), &[]);
    let to_sign: Value = serde_json::from_str(&to_sign.unwrap().unwrap()).unwrap();
    let message = to_sign["message"].as_str().unwrap();
    let card = Hierarchy::jpki_test(seed, AT).card(&anybody().person);
    let signature = card.authenticate(&Hash::Sha256.digest_info(message.as_bytes()));
    json!({
        "leaf": Base64::encode_string(&card.authentication.certificate),
        "signature": Base64::encode_string(&signature.unwrap()),
        "algorithm": "rsa-pkcs1-sha256",
    })
}

#[test]
fn page_and_server_come_to_the_same_verdict_and_say_what_was_not_checked() {
    let world = World::start();
    let patient = anybody();
    let (_, seen) = world.read(patient);
    assert_eq!(seen["state"], "verified");
    assert_eq!(seen["verdict"]["state"], "valid");
    assert_eq!(verified_in_the_page(&seen), seen["verdict"]);
    assert_eq!(seen["person"]["kana"], patient.person.kana);
    for (code, outcome, by) in [
        ("chain", "passed", "server"),
        ("signature", "passed", "server"),
        ("single-use", "passed", "server"),
        ("revocation", "passed", "server"),
        ("holder", "passed", "service"),
        ("eligibility", "not-checked", "nobody"),
    ] {
        let check = check(&seen, code);
        assert_eq!(
            (&check["outcome"], &check["by"]),
            (&outcome.into(), &by.into()),
            "{code}"
        );
    }
}

#[test]
fn an_answer_is_taken_once() {
    let world = World::start();
    let session = world.session();
    let signed = world.signed(&session, anybody().id);
    assert_eq!(world.answer(&session, &signed).status, 200);
    let again = world.answer(&session, &signed);
    assert_eq!(
        (again.status, again.code().as_str()),
        (409, "challenge.used")
    );
    // Nor does it prove anything under a new challenge.
    let anew = world.ask_anew(&session);
    assert_eq!(anew.begun["state"], "waiting");
    assert_eq!(world.answer(&anew, &signed).json()["state"], "refused");
    let old = world.answer(&session, &signed);
    assert_eq!(
        old.code(),
        "handover.unknown",
        "the earlier hand-over is void"
    );
}

#[test]
fn an_answer_to_another_sessions_challenge_proves_nothing() {
    let world = World::start();
    let (one, other) = (world.session(), world.session());
    let signed = world.signed(&one, anybody().id);
    let told = world.answer(&other, &signed).json();
    assert_eq!(told["refusal"]["code"], "card.not-verified");
    let seen = world.confirm(&other, &told).begun;
    assert_eq!(seen["state"], "refused");
    assert_eq!(seen["person"], Value::Null);
    assert_eq!(check(&seen, "signature")["outcome"], "failed");
    // The first is as it was.
    assert_eq!(world.answer(&one, &signed).json()["state"], "verified");
}

#[test]
fn an_answer_that_comes_too_late_is_not_taken_and_the_card_may_be_read_again() {
    let world = World::start();
    let session = world.session();
    let signed = world.signed(&session, anybody().id);
    world.clock.advance(301);
    let late = world.answer(&session, &signed);
    assert_eq!(
        (late.status, late.code().as_str()),
        (410, "challenge.expired")
    );
    let session = world.ask_anew(&session);
    let signed = world.signed(&session, anybody().id);
    assert_eq!(world.answer(&session, &signed).json()["state"], "verified");
}

#[test]
fn cards_of_another_hierarchy_and_bent_answers_are_refused() {
    let world = World::start();
    let patient = anybody().id;
    let others = someone(|other| {
        other.id > patient && other.card == CardState::Good && other.standing == Standing::Insured
    });
    let bend = |signed: &mut Value, with: &Value| signed["leaf"] = with["leaf"].clone();
    let bent: [(&str, Bend); 2] = [
        ("another hierarchy", |_, session| {
            signed_elsewhere(session, 2)
        }),
        ("a changed signature", |world, session| {
            let mut signed = world.signed(session, anybody().id);
            let mut bytes = Base64::decode_vec(signed["signature"].as_str().unwrap()).unwrap();
            bytes[100] ^= 1;
            signed["signature"] = Base64::encode_string(&bytes).into();
            signed
        }),
    ];
    let refused = |what: &str, session: &Session, signed: &Value| {
        let told = world.answer(session, signed).json();
        assert_eq!(told["refusal"]["code"], "card.not-verified", "{what}");
        let session = world.confirm(session, &told);
        let seen = world.look(&session);
        assert_eq!(seen["person"], Value::Null, "{what}");
        assert_ne!(seen["verdict"]["state"], "valid", "{what}");
        let path = format!("{}/consents", session.path);
        let asked = crate::support::consents(true, "0123456789abcdef");
        assert_eq!(
            world.post(&path, &asked).code(),
            "session.not-verified",
            "{what}"
        );
    };
    for (what, make) in bent {
        let session = world.session();
        refused(what, &session, &make(&world, &session));
    }
    let (session, scratch) = (world.session(), world.session());
    let mut signed = world.signed(&session, patient);
    bend(&mut signed, &world.signed(&scratch, others.id));
    refused("another's certificate", &session, &signed);
}

#[test]
fn what_is_no_certificate_at_all_is_refused_and_not_a_failure() {
    let world = World::start();
    let session = world.session();
    let nonsense = json!({ "leaf": "AAAA", "signature": "AAAA", "algorithm": "rot13" });
    let told = world.answer(&session, &nonsense);
    assert_eq!(
        (told.status, &told.json()["state"]),
        (200, &"refused".into())
    );
}

#[test]
fn each_state_of_a_card_is_said_with_a_way_on() {
    let world = World::start();
    for (card, code) in [
        (CardState::Revoked, "card.revoked"),
        (CardState::Expired, "card.expired"),
        (CardState::Unregistered, "card.unregistered"),
    ] {
        let (session, seen) = world.read(somebody(Standing::Insured, card));
        assert_eq!(seen["state"], "refused", "{code}");
        assert_eq!(seen["refusal"]["code"], code);
        assert!(!seen["refusal"]["next"].as_array().unwrap().is_empty());
        assert_eq!(seen["person"], Value::Null, "{code}");
        let events = world.get(&format!("{}/consents", session.path));
        assert_eq!(events.code(), "session.not-verified");
    }
    let revoked = world
        .read(somebody(Standing::Insured, CardState::Revoked))
        .1;
    assert_eq!(check(&revoked, "revocation")["outcome"], "failed");
    let holder = check(&revoked, "holder");
    assert_eq!(holder["outcome"], "not-checked");
    assert!(
        holder["messageJa"]
            .as_str()
            .unwrap()
            .ends_with("確認していません")
    );
}

#[test]
fn a_card_about_to_expire_is_verified_and_said_to_be() {
    let world = World::start();
    let (_, seen) = world.read(somebody(Standing::Insured, CardState::NearExpiry));
    assert_eq!(seen["state"], "verified");
    assert_eq!(seen["notices"][0]["code"], "card.near-expiry");
}

#[test]
fn a_card_in_its_three_months_is_not_verified_and_gives_the_eligibility_alone() {
    let world = World::start();
    let (_, seen) = world.read(somebody(Standing::Insured, CardState::Grace));
    assert_eq!(seen["state"], "eligibility-only");
    assert_eq!(seen["verdict"]["state"], "expired-within-grace");
    assert_eq!(check(&seen, "revocation")["outcome"], "passed");
    assert_eq!(check(&seen, "chain")["outcome"], "failed");
    assert_eq!(check(&seen, "signature")["outcome"], "passed");
    assert_eq!(seen["eligibilityOnly"], true);
}

#[test]
fn a_card_in_its_three_months_needs_the_revocation_list_as_any_other() {
    let between = Between::default();
    let world = World::behind(|service| between.open(service));
    let patient = somebody(Standing::Insured, CardState::Grace);
    let hierarchy = Hierarchy::jpki_test(SEED, AT);
    let root = hierarchy.roots(Purpose::Authentication).last().unwrap();
    let serial = root.template(&patient.person).serial;
    let list = |revoked: &[(u64, Reason)]| root.revocation_list(CITY, revoked);
    let signed = |list: &RevocationList| list.signed_by(root.authority());
    let stale = RevocationList {
        this_update: AT - 9 * 86_400,
        next_update: AT - 1,
        ..list(&[])
    };
    let elsewhere = Hierarchy::jpki_test(2, AT);
    let elsewhere = elsewhere.roots(Purpose::Authentication).last().unwrap();
    let mut forged = signed(&list(&[]));
    *forged.last_mut().unwrap() ^= 1;
    let revoked = signed(&list(&[(serial, Reason::KeyCompromise)]));
    let not_checked = ["not-checked", "revocation.not-checked"];
    for (what, list, [state, code]) in [
        ("nothing", Vec::new(), not_checked),
        ("garbage", b"garbage".to_vec(), not_checked),
        ("a stale list", signed(&stale), not_checked),
        ("a forged list", forged, not_checked),
        (
            "another authority's list",
            elsewhere
                .revocation_list(CITY, &[])
                .signed_by(elsewhere.authority()),
            not_checked,
        ),
        ("a list with the card", revoked, ["invalid", "card.revoked"]),
    ] {
        between.gives("/pki/authentication.crl", list);
        let (session, seen) = world.read(patient);
        assert_eq!(seen["verdict"]["state"], state, "{what}");
        assert_eq!(seen["state"], "refused", "{what}");
        assert_eq!(seen["refusal"]["code"], code, "{what}");
        assert_eq!(seen["eligibilityOnly"], false, "{what}");
        assert_eq!(seen["person"], Value::Null, "{what}");
        let asked = crate::support::consents(false, "0123456789abcdef");
        let refused = world.post(&format!("{}/consents", session.path), &asked);
        assert_eq!(refused.code(), "session.not-verified", "{what}");
    }
    between.gives("/pki/authentication.crl", signed(&list(&[])));
    assert_eq!(world.read(patient).1["state"], "eligibility-only");
}

#[test]
fn a_card_in_its_three_months_is_asked_everything_else() {
    let world = World::start();
    let patient = somebody(Standing::Insured, CardState::Grace);
    let session = world.session();
    let mut signed = world.signed(&session, patient.id);
    let mut bytes = Base64::decode_vec(signed["signature"].as_str().unwrap()).unwrap();
    bytes[100] ^= 1;
    signed["signature"] = Base64::encode_string(&bytes).into();
    let told = world.answer(&session, &signed).json();
    assert_eq!(told["refusal"]["code"], "card.not-verified");
    let session = world.confirm(&session, &told);
    assert_eq!(world.look(&session)["verdict"]["state"], "invalid");
    // 40 days ago, and 60 more: the three months are over, whatever the service says.
    world.clock.advance(60 * 86_400);
    let between = world.read(patient).1;
    assert_eq!(between["state"], "refused");
    assert_ne!(between["verdict"]["state"], "expired-within-grace");
}

#[test]
fn without_the_revocation_list_no_card_is_taken_and_no_challenge_used_up() {
    let mut world = World::start();
    let session = world.session();
    let signed = world.signed(&session, anybody().id);
    world.stop_simulator();
    for _ in 0..2 {
        let answer = world.answer(&session, &signed);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (502, "service.unreachable")
        );
    }
    assert_eq!(world.look(&session)["state"], "waiting");
}

#[test]
fn three_wrong_pins_lock_the_card_and_not_the_session() {
    let world = World::start();
    let (session, patient) = (world.session(), anybody().id);
    let right = pin(patient);
    let wrong = if right == "0000" { "1111" } else { "0000" };
    for left in [2, 1] {
        let answer = world.hold(&session, patient, wrong);
        assert_eq!(answer.code(), "pin.wrong");
        assert_eq!(answer.json()["triesLeft"], left);
    }
    assert_eq!(world.hold(&session, patient, wrong).code(), "pin.locked");
    assert_eq!(world.hold(&session, patient, &right).code(), "pin.locked");
    let other = someone(|other| {
        other.id > patient && other.card == CardState::Good && other.standing == Standing::Insured
    });
    let signed = world.signed(&session, other.id);
    assert_eq!(world.answer(&session, &signed).json()["state"], "verified");
}

#[test]
fn a_card_of_another_person_than_the_visits_is_noticed() {
    let world = World::start();
    let visits = world.visits();
    let visited = |visit: &Value| {
        let number = visit["patientNumber"].as_str().unwrap();
        number.parse::<u32>().unwrap()
    };
    let visit = json!({ "visit": visits[0]["id"] });
    for (holder, matches) in [(visited(&visits[0]), true), (visited(&visits[1]), false)] {
        let session = world.session_at(&world.pages.home, &visit);
        let session = world.present(&session, holder);
        assert_eq!(world.look(&session)["visitMatches"], matches);
    }
}
