//! A session that somebody else began, and what becomes of it: nothing of a person is ever
//! told to whom the number on the card app was not.

use crate::support::{Session, World, anybody, consents, someone};
use onshi_simulator::population::{CardState, Patient, Standing};
use serde_json::{Value, json};

/// What a session tells of a person or a card. None of it is there before the number.
const PERSONAL: [&str; 8] = [
    "person",
    "verdict",
    "request",
    "presented",
    "checks",
    "consents",
    "refusal",
    "situation",
];

fn other() -> &'static Patient {
    someone(|patient| {
        patient.id > anybody().id
            && patient.standing == Standing::Insured
            && patient.card == CardState::Good
    })
}

/// The session with this id has nothing to give and takes nothing.
fn gives_nothing(world: &World, session: &Session, code: &str) {
    let at = |rest: &str| format!("{}{rest}", session.path);
    let cancel = json!({ "key": "an-attackers-key-01", "by": "patient" });
    let request = json!({ "fileName": "OQSsiquc01req_1.xml", "bytes": "" });
    for answer in [
        world.get(&at("/consents")),
        world.get(&at("/events?after=0")),
        world.post(&at("/consents"), &consents(true, "an-attackers-key-02")),
        world.post(&at("/consents/cancel"), &cancel),
        world.post(&at("/exchange"), &request),
    ] {
        assert_eq!(answer.code(), code);
    }
    let seen = world.get(&session.path);
    let text = String::from_utf8(seen.body.clone()).unwrap();
    assert!(!text.contains(&anybody().person.kana));
    let seen = seen.json();
    for member in PERSONAL {
        assert_eq!(seen[member], Value::Null, "{member}");
    }
}

fn take(world: &World, code: &Value, key: &str) -> crate::support::Answer {
    world.post("/api/codes/take", &json!({ "code": code, "key": key }))
}

const PATIENT: &str = "the-patients-device-1";

#[test]
fn a_session_begun_by_an_attacker_is_not_theirs_once_another_device_took_it() {
    let world = World::start();
    let attackers = world.session();
    let taken = take(&world, &attackers.begun["code"], PATIENT);
    let patients = Session::of(taken.json());
    assert_ne!(patients.path, attackers.path);
    gives_nothing(&world, &attackers, "session.unknown");
    // Nor does the hand-over that they know lead anywhere.
    let signed = world.signed(&patients, other().id);
    assert_eq!(world.answer(&attackers, &signed).code(), "handover.unknown");
    let patients = world.present(&patients, anybody().id);
    let path = format!("{}/consents", patients.path);
    world.post(&path, &consents(true, "the-patients-key-01"));
    gives_nothing(&world, &attackers, "session.unknown");
    world.delete(&attackers.path);
    let anew = world.post(&format!("{}/challenge", attackers.path), &json!({}));
    assert_eq!(anew.code(), "session.unknown");
    assert_eq!(world.get(&path).json()["consents"]["inForce"], true);
}

#[test]
fn a_hand_over_opened_unasked_tells_whoever_sent_it_nothing() {
    let world = World::start();
    let attackers = world.session();
    let told = world.answer(&attackers, &world.signed(&attackers, anybody().id));
    assert_eq!(told.json()["state"], "verified");
    assert_eq!(world.look(&attackers)["state"], "unconfirmed");
    gives_nothing(&world, &attackers, "session.not-verified");
    // Not by trying numbers either: after three even the right one is worth nothing.
    let right = told.json()["confirmation"].as_str().unwrap().to_owned();
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    for (number, code) in [
        (wrong, "confirmation.wrong"),
        (wrong, "confirmation.wrong"),
        (wrong, "confirmation.too-many-tries"),
        (right.as_str(), "confirmation.none"),
    ] {
        let answer = world.say(&attackers, number, "an-attackers-key-01");
        assert_eq!(answer.code(), code);
    }
    let seen = world.look(&attackers);
    assert_eq!(
        (&seen["state"], &seen["person"]),
        (&"refused".into(), &Value::Null)
    );
}

#[test]
fn what_the_card_was_refused_for_is_told_to_nobody_else_either() {
    let world = World::start();
    let attackers = world.session();
    let revoked = someone(|patient| patient.card == CardState::Revoked);
    let told = world.answer(&attackers, &world.signed(&attackers, revoked.id));
    assert_eq!(told.json()["refusal"]["code"], "card.revoked");
    gives_nothing(&world, &attackers, "session.not-verified");
    let confirmed = world.confirm(&attackers, &told.json());
    assert_eq!(confirmed.begun["refusal"]["code"], "card.revoked");
}

#[test]
fn once_a_card_is_confirmed_the_id_is_new_and_no_code_leads_there() {
    let world = World::start();
    let before = world.session();
    let code = &before.begun["code"];
    let told = world.answer(&before, &world.signed(&before, anybody().id));
    let read = take(&world, code, PATIENT);
    assert_eq!(read.code(), "code.unknown", "as soon as a card was read");
    let number = told.json()["confirmation"].as_str().unwrap().to_owned();
    let after = world.say(&before, &number, "this-device-0000001");
    let after = Session::of(after.json());
    assert_ne!(after.path, before.path);
    assert_eq!(after.begun["code"], Value::Null);
    assert_eq!(after.begun["cardAppUrl"], Value::Null);
    gives_nothing(&world, &before, "session.unknown");
    assert_eq!(take(&world, code, PATIENT).code(), "code.unknown");
    // The answer was lost on the way: the same device asks again, and no other.
    let again = world.say(&before, &number, "this-device-0000001");
    assert_eq!(again.json()["session"], after.begun["session"]);
    let another = world.say(&before, &number, "another-device-0001");
    assert_eq!(another.code(), "session.unknown");
}

#[test]
fn a_number_is_of_one_session_and_of_ten_minutes() {
    let world = World::start();
    let (one, attackers) = (world.session(), world.session());
    let told = world.answer(&one, &world.signed(&one, anybody().id)).json();
    let number = told["confirmation"].as_str().unwrap();
    let elsewhere = world.say(&attackers, number, "an-attackers-key-01");
    assert_eq!(elsewhere.code(), "confirmation.none");
    world.clock.advance(10 * 60 + 1);
    let late = world.say(&one, number, "this-device-0000001");
    assert_eq!(late.code(), "confirmation.expired");
    gives_nothing(&world, &attackers, "session.not-verified");
}

#[test]
fn a_number_is_taken_as_it_is_typed() {
    let world = World::start();
    let session = world.session();
    let told = world.answer(&session, &world.signed(&session, anybody().id));
    let number = told.json()["confirmation"].as_str().unwrap().to_owned();
    let wide = number
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap());
    let wide: String = wide.collect();
    let answer = world.say(&session, &format!(" {wide} "), "this-device-0000001");
    assert_eq!(answer.status, 200);
}

#[test]
fn a_code_takes_a_session_once() {
    let world = World::start();
    let session = world.session();
    let code = &session.begun["code"];
    let taken = take(&world, code, PATIENT).json();
    assert_ne!(taken["code"], *code);
    assert_ne!(taken["phrase"], Value::Null);
    assert_eq!(
        take(&world, code, PATIENT).json()["session"],
        taken["session"]
    );
    let attackers = take(&world, code, "an-attackers-key-01");
    assert_eq!(attackers.code(), "code.unknown");
}

#[test]
fn without_a_card_no_code_leads_to_the_patient_of_a_visit() {
    let world = World::start();
    let mut visits = world.visits();
    visits.retain(|visit| visit["state"]["code"] == "visit.later");
    let (_, staff) = world.pages.staff.split_once("staff=").unwrap();
    let asked = json!({ "visit": visits[0]["id"], "staff": staff });
    let session = world.session_at(&world.pages.home, &asked);
    assert_eq!(session.begun["state"], "without-card");
    assert_eq!(session.begun["code"], Value::Null);
    assert_eq!(session.begun["cardAppUrl"], Value::Null);
}

#[test]
fn what_opens_a_session_or_a_day_stands_in_no_path() {
    let world = World::start();
    let session = world.session();
    let id = session.begun["session"].as_str().unwrap();
    let (_, staff) = world.pages.staff.split_once("staff=").unwrap();
    let handover = session.handover();
    for path in [
        format!("/api/sessions/{id}"),
        format!("/api/session/{id}"),
        format!("/api/session?session={id}"),
        format!("/api/staff/{staff}/visits"),
        format!("/api/staff/visits?staff={staff}"),
        format!("/api/handovers/{handover}"),
    ] {
        let answer = world.get(&path);
        assert_eq!(answer.status, 404, "{path}");
    }
}
