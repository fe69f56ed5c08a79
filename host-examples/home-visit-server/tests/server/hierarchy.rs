//! Cards made for tests: taken where that was asked for and nothing real is trusted, and
//! said aloud.

use crate::support::{AT, World, anybody, onshi};
use onshi_home_visit_server::{Clock, Config, Server};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use serde_json::json;

#[test]
fn cards_made_for_tests_are_refused_unless_that_was_asked_for() {
    let world = World::taking(true, false);
    assert_eq!(
        world.get("/api/about").json(),
        json!({ "testHierarchy": false })
    );
    let session = world.session();
    let told = world.answer(&session, &world.signed(&session, anybody().id));
    assert_eq!(told.json()["refusal"]["code"], "card.not-verified");
    let seen = world.confirm(&session, &told.json()).begun;
    let findings = seen["verdict"]["findings"].as_array().unwrap();
    let refused = "certificate.test-hierarchy-refused";
    assert!(findings.iter().any(|finding| finding["code"] == refused));
}

#[test]
fn where_they_are_taken_every_page_is_told() {
    let world = World::start();
    assert_eq!(
        world.get("/api/about").json(),
        json!({ "testHierarchy": true })
    );
}

#[test]
fn they_are_never_taken_beside_an_anchor_that_is_not_of_tests() {
    let folder = tempfile::tempdir().unwrap();
    let tests = Hierarchy::jpki_test(1, AT).anchors(Purpose::Authentication);
    // A root of another name, as the production's are.
    let mut production = tests[0].clone();
    let named = |bytes: &[u8]| bytes.windows(9).position(|part| part == b"JPKI-TEST");
    while let Some(from) = named(&production) {
        production[from..from + 9].copy_from_slice(b"JPKI-REAL");
    }
    let mut both = tests;
    both.push(production);
    let refused = Server::bind(Config {
        listen: ([127, 0, 0, 1], 0).into(),
        onshi: onshi(),
        service: "http://127.0.0.1:9".into(),
        folder: folder.path().into(),
        journal: folder.path().join("journal.sqlite"),
        page: folder.path().into(),
        institution: "1319999996".into(),
        anchors: both,
        accept_test_hierarchy: true,
        limits: onshi_home_visit_server::Limits::default(),
        client_header: None,
        clock: Clock::still(AT),
        test: false,
    });
    let refused = refused.expect_err("it is refused");
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
}
