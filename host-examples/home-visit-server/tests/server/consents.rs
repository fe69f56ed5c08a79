//! Consents: registered once, looked at, changed, taken back; and where they are not.

use crate::support::{Session, World, anybody, consents, somebody};
use onshi_simulator::population::{CardState, Standing};
use serde_json::{Value, json};

const KEY: &str = "first-intention-0001";

fn path(session: &Session) -> String {
    format!("{}/consents", session.path)
}

fn given(consents: &Value) -> Vec<(&str, bool)> {
    let items = consents["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                item["id"].as_str().unwrap(),
                item["given"].as_bool().unwrap(),
            )
        })
        .collect()
}

#[test]
fn consents_are_registered_looked_at_changed_and_taken_back() {
    let world = World::start();
    let (session, seen) = world.read(anybody());
    assert_eq!(seen["consents"], Value::Null);
    let registered = world.post(&path(&session), &consents(true, KEY)).json();
    assert_eq!(registered["consents"]["inForce"], true);
    assert_eq!(registered["consents"]["until"], Value::Null);
    let fewer = json!({
        "key": "second-intention-0001", "medicines": true, "treatments": false,
        "operations": false, "checkups": true, "diseases": false,
    });
    world.post(&path(&session), &fewer);
    let known = world.get(&path(&session)).json();
    let expected = [
        ("medicines", true),
        ("treatments", false),
        ("operations", false),
        ("checkups", true),
        ("diseases", false),
    ];
    assert_eq!(given(&known["consents"]), expected);
    // The same card, another day's session.
    let (later, seen) = world.read(anybody());
    assert_eq!(given(&seen["consents"]), expected);
    let cancel = json!({ "key": "third-intention-0001", "by": "patient" });
    let cancelled = world
        .post(&format!("{}/cancel", path(&later)), &cancel)
        .json();
    assert_eq!(cancelled["consents"]["inForce"], false);
    assert_eq!(cancelled["consents"]["ended"]["code"], "ended.patient");
    let institutions = json!({ "key": "another-intention-01", "by": "institution" });
    let institutions = world.post(&format!("{}/cancel", path(&later)), &institutions);
    assert_eq!(
        institutions.code(),
        "staff.unknown",
        "staff alone speak for it"
    );
    let again = json!({ "key": "fourth-intention-0001", "by": "patient" });
    let again = world.post(&format!("{}/cancel", path(&later)), &again);
    assert_eq!(again.code(), "consents.none");
}

#[test]
fn a_registration_whose_answer_was_lost_is_registered_once() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    let asked = consents(true, KEY);
    world.fault("lost-answer", "/consents");
    let lost = world.try_post(&path(&session), "application/json", &asked.to_string());
    assert!(lost.is_err(), "the answer did not get through");
    let known = world.get(&path(&session)).json();
    let again = world.post(&path(&session), &asked).json();
    assert_eq!(again["repeated"], true);
    assert_eq!(again["consents"], known["consents"]);
    // From another session of the same person too: the intention is the same.
    let (other, _) = world.read(anybody());
    assert_eq!(world.post(&path(&other), &asked).json()["repeated"], true);
}

#[test]
fn a_request_that_was_lost_on_the_way_registers_nothing() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    world.fault("lost-request", "/consents");
    let body = consents(true, KEY).to_string();
    assert!(
        world
            .try_post(&path(&session), "application/json", &body)
            .is_err()
    );
    assert_eq!(world.get(&path(&session)).json()["consents"], Value::Null);
    let registered = world.post(&path(&session), &consents(true, KEY)).json();
    assert_eq!(registered["repeated"], false);
}

#[test]
fn a_service_that_refuses_leaves_a_way_on() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    world.fault("refused", "/consents");
    let refused = world.post(&path(&session), &consents(true, KEY));
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (503, "service.refused")
    );
    let again = world.post(&path(&session), &consents(true, KEY)).json();
    assert_eq!(again["repeated"], false);
}

#[test]
fn a_key_stands_for_one_intention() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    world.post(&path(&session), &consents(true, KEY));
    let other = world.post(&path(&session), &consents(false, KEY));
    assert_eq!((other.status, other.code().as_str()), (409, "key.reused"));
    for key in ["short", "with space and more", ""] {
        let answer = world.post(&path(&session), &consents(true, key));
        assert_eq!(answer.code(), "request.malformed", "{key:?}");
    }
}

#[test]
fn nobody_consents_before_the_card_was_read() {
    let world = World::start();
    let session = world.session();
    let answer = world.post(&path(&session), &consents(true, KEY));
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (409, "session.not-verified")
    );
    let cancel = json!({ "key": KEY, "by": "patient" });
    let answer = world.post(&format!("{}/cancel", path(&session)), &cancel);
    assert_eq!(answer.code(), "session.not-verified");
}

#[test]
fn every_kind_has_to_be_said() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    let mut silent = consents(true, KEY);
    silent.as_object_mut().unwrap().remove("operations");
    let answer = world.post(&path(&session), &silent);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (400, "request.malformed")
    );
}

#[test]
fn where_only_the_eligibility_is_to_be_had_consents_are_refused_and_it_goes_on_without() {
    let world = World::start();
    for (standing, card, code) in [
        (Standing::Insured, CardState::Grace, "card.grace"),
        (Standing::Lost, CardState::Good, "eligibility.lost"),
    ] {
        let (session, _) = world.read(somebody(standing, card));
        let refused = world.post(&path(&session), &consents(true, KEY));
        assert_eq!((refused.status, refused.code().as_str()), (403, code));
        assert_eq!(refused.json()["next"][0]["code"], "next.eligibility-alone");
        let alone = world.post(&path(&session), &consents(false, "another-key-000001"));
        assert_eq!(alone.status, 200, "{code}");
    }
    let (session, _) = world.read(somebody(Standing::Nowhere, CardState::Good));
    let refused = world.post(&path(&session), &consents(false, KEY));
    assert_eq!(refused.code(), "eligibility.nowhere");
}

#[test]
fn online_care_needs_its_day_and_ends_after_24_hours() {
    let world = World::start();
    let session = world.session_at(&world.pages.online, &json!({}));
    let session = world.present(&session, anybody().id);
    let needed = world.post(&path(&session), &consents(true, KEY));
    assert_eq!(needed.code(), "examination-date.needed");
    let mut asked = consents(true, "another-key-000001");
    asked["examinationDate"] = "2026-11-24".into();
    let registered = world.post(&path(&session), &asked).json();
    assert_eq!(registered["consents"]["examinationDate"], "2026-11-24");
    let until = registered["consents"]["until"].as_str().unwrap();
    assert!(until.starts_with("2026-11-22T09:"), "{until}");
    // The day is changed where it was booked.
    asked["key"] = "third-intention-0001".into();
    asked["examinationDate"] = "2026-12-24".into();
    let changed = world.post(&path(&session), &asked).json();
    assert_eq!(changed["consents"]["examinationDate"], "2026-11-24");
}

#[test]
fn the_visit_says_that_it_needs_no_card_any_more() {
    let world = World::start();
    let visit = world.visits().swap_remove(0);
    assert_eq!(visit["state"]["code"], "visit.first");
    let session = world.session_at(&world.pages.home, &json!({ "visit": visit["id"] }));
    let holder = visit["patientNumber"].as_str().unwrap().parse().unwrap();
    let session = world.present(&session, holder);
    world.post(&path(&session), &consents(true, KEY));
    assert_eq!(world.visits()[0]["state"]["code"], "visit.later");
}
