//! The ways in: who gets to see what, and what a browser is told.

use crate::support::{Answer, World, anybody, consents};
use serde_json::json;

#[test]
fn every_answer_forbids_what_the_page_does_not_need() {
    let world = World::start();
    let page = &world.pages.home[world.pages.origin.len()..];
    for path in [
        page,
        "/",
        "/assets/onshi.wasm",
        "/card-app/",
        "/nothing",
        "/api/session",
    ] {
        let answer = world.get(path);
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[test]
fn the_page_is_at_its_addresses_and_its_modules_have_their_type() {
    let world = World::start();
    for address in [&world.pages.home, &world.pages.online] {
        let page = world.get(&address[world.pages.origin.len()..]);
        assert_eq!(
            (page.status, page.body.as_slice()),
            (200, b"the page".as_slice())
        );
    }
    let module = world.get("/assets/onshi.wasm");
    assert_eq!(module.headers["content-type"], "application/wasm");
    assert_eq!(world.get("/nothing").status, 404);
    assert_eq!(world.get("/../journal.sqlite").status, 404);
}

#[test]
fn a_page_that_points_its_own_name_here_gets_nothing() {
    let world = World::start();
    let place = world.place(&world.pages.home);
    let by = |name| world.try_get(&place, &[("Host", name)]).unwrap().status;
    assert_eq!(by("localhost:1234"), 200);
    assert_eq!(by("attacker.example"), 403);
}

#[test]
fn the_api_is_never_stored_and_takes_no_form_of_another_site() {
    let world = World::start();
    let sessions = format!("{}/sessions", world.place(&world.pages.home));
    let form = world.try_post(&sessions, "text/plain", "{}").unwrap();
    assert_eq!(
        (form.status, form.code().as_str()),
        (400, "request.malformed")
    );
    let good = world.post(&sessions, &json!({}));
    assert_eq!(good.headers["cache-control"], "no-store");
    assert_eq!(form.headers["cache-control"], "no-store");
    let large = "x".repeat(70_000);
    let large = world.post(&sessions, &json!({ "visit": large }));
    assert_eq!(
        (large.status, large.code().as_str()),
        (413, "request.too-large")
    );
}

#[test]
fn a_place_says_who_asks_and_how_long_and_what_else_is_lawful() {
    let world = World::start();
    let place = world.get(&world.place(&world.pages.home)).json();
    assert_eq!(place["institutionName"], "見本診療所");
    assert_eq!(place["valid"]["code"], "until-cancelled");
    for way in ["noCard", "pinForgotten", "pinLocked"] {
        assert!(!place["ways"][way].as_array().unwrap().is_empty(), "{way}");
    }
    let online = world.get(&world.place(&world.pages.online)).json();
    assert_eq!(
        (&online["care"], &online["needsVisit"]),
        (&"online".into(), &true.into())
    );
    let wrong = world.get(&format!("{}0", world.place(&world.pages.home)));
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (404, "place.unknown")
    );
    // The key of one care opens no other.
    let crossed = world.place(&world.pages.home).replace("/home/", "/online/");
    assert_eq!(world.get(&crossed).code(), "place.unknown");
}

#[test]
fn todays_visits_are_for_the_staffs_device_alone() {
    let world = World::start();
    let visits = world.visits();
    let names = visits.iter().map(|visit| visit["name"].as_str().unwrap());
    assert!(names.into_iter().any(|name| name.contains('●')));
    let states = |code: &str| visits.iter().any(|visit| visit["state"]["code"] == code);
    assert!(states("visit.first") && states("visit.later") && states("visit.cancelled"));
    let key = world.pages.home.rsplit('/').next().unwrap();
    for staff in [key, "0", ""] {
        let answer = world.get(&format!("@{staff}/api/staff/visits"));
        assert_eq!(answer.status, 404, "{staff:?}");
    }
}

/// What a code would open, or what comes of taking it.
fn by_code(world: &World, code: &str) -> Answer {
    world.post("/api/codes", &json!({ "code": code }))
}

#[test]
fn a_code_says_what_it_would_open_and_guessing_says_nothing() {
    let world = World::start();
    let session = world.session();
    let code = session.begun["code"].as_str().unwrap();
    let typed = code.to_lowercase().replace('-', "");
    let told = by_code(&world, &typed).json();
    let expected = json!({
        "institutionName": "見本診療所", "care": "home", "key": session.begun["key"],
        "begunAt": session.begun["now"],
    });
    assert_eq!(told, expected, "and it opens nothing yet");
    for _ in 0..20 {
        assert_eq!(by_code(&world, "AAAA-AAAA").code(), "code.unknown");
    }
    let bounded = by_code(&world, code);
    assert_eq!(
        (bounded.status, bounded.code().as_str()),
        (429, "codes.too-many-tries")
    );
    assert_eq!(bounded.headers["retry-after"], "60");
    world.clock.advance(60);
    assert_eq!(by_code(&world, code).status, 200);
}

#[test]
fn a_session_ends_by_itself_and_when_it_is_told_to() {
    let world = World::start();
    let (session, _) = world.read(anybody());
    world.clock.advance(30 * 60);
    assert_eq!(
        world.get(&session.path).status,
        200,
        "it lasts from its last use on"
    );
    world.clock.advance(30 * 60 + 1);
    let over = world.get(&session.path);
    assert_eq!(
        (over.status, over.code().as_str()),
        (404, "session.unknown")
    );
    let (session, _) = world.read(anybody());
    assert_eq!(world.delete(&session.path).status, 204);
    assert_eq!(world.get(&session.path).code(), "session.unknown");
    // What was registered stays: the person comes back with the card.
    let (session, _) = world.read(anybody());
    world.post(
        &format!("{}/consents", session.path),
        &consents(true, "an-intention-00001"),
    );
    world.delete(&session.path);
    let (_, seen) = world.read(anybody());
    assert_eq!(seen["consents"]["inForce"], true);
}

#[test]
fn whoever_waits_is_told_when_the_card_was_read() {
    let world = World::start();
    let session = world.session();
    let revision = session.begun["revision"].as_u64().unwrap();
    let signed = world.signed(&session, anybody().id);
    let path = format!("{}?wait=20&revision={revision}", session.path);
    let seen = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| world.get(&path).json());
        world.answer(&session, &signed);
        waiting.join().unwrap()
    });
    assert_eq!(seen["state"], "unconfirmed");
}

#[test]
fn what_is_there_for_tests_is_not_there_otherwise() {
    let world = World::with(false);
    for path in ["/test/clock", "/test/cards"] {
        assert_eq!(world.get(path).status, 404, "{path}");
    }
    let moved = world.post("/test/clock", &json!({ "advanceSeconds": 600 }));
    let struck = world.post("/test/faults", &json!({ "fault": "refused" }));
    assert!(moved.status >= 400 && struck.status >= 400);
    assert_eq!(world.get(&world.place(&world.pages.home)).status, 200);
}

#[test]
fn a_hand_over_tells_the_card_app_who_asks_and_nothing_of_the_session() {
    let world = World::start();
    let session = world.session();
    let handed = world
        .get(&format!("@{}/api/handover", session.handover()))
        .json();
    assert_eq!(handed["institutionName"], "見本診療所");
    let members: Vec<_> = handed.as_object().unwrap().keys().cloned().collect();
    let expected = ["institutionName", "care", "challenge", "phrase", "now"];
    assert_eq!(members, expected);
    assert_eq!(handed["phrase"], session.begun["phrase"]);
    let told = world
        .answer(&session, &world.signed(&session, anybody().id))
        .json();
    assert_eq!(told["state"], "verified");
    let members: Vec<_> = told.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["state", "refusal", "confirmation"]);
}
