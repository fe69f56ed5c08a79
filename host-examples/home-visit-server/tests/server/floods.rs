//! Whoever takes more than their share: nobody else is shut out by it, and staff never.

use crate::support::{Answer, Session, World, anybody};
use core::time::Duration;
use onshi_home_visit_server::Limits;
use serde_json::{Value, json};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

const HEADER: &str = "X-Forwarded-For";

/// Somebody who asks through the proxy.
struct Client<'w> {
    world: &'w World,
    address: &'static str,
}

impl Client<'_> {
    fn says(&self, path: &str, code: &str) -> Answer {
        let asked = json!({ "code": code, "key": "0123456789abcdef" });
        self.world.post_as(path, &asked, &[(HEADER, self.address)])
    }

    fn begin(&self, asked: &Value) -> Answer {
        let path = format!("{}/sessions", self.world.place(&self.world.pages.home));
        self.world.post_as(&path, asked, &[(HEADER, self.address)])
    }

    fn session(&self) -> Session {
        let begun = self.begin(&json!({}));
        assert_eq!(begun.status, 201);
        Session::of(begun.json())
    }
}

fn few() -> Limits {
    Limits {
        sessions_of_place: 12,
        sessions_of_client: 5,
        sessions_of_staff: 2,
        wrong_codes: 3,
        publications: 3,
        ..Limits::default()
    }
}

fn behind_a_proxy() -> World {
    World::within(few(), Some(HEADER))
}

fn client<'w>(world: &'w World, address: &'static str) -> Client<'w> {
    Client { world, address }
}

fn is_shut(answer: &Answer) -> bool {
    answer.status == 503 && answer.code() == "sessions.too-many"
}

fn staff(world: &World) -> Value {
    let (_, staff) = world.pages.staff.split_once("staff=").unwrap();
    json!({ "staff": staff })
}

#[test]
fn a_flood_by_one_address_shuts_out_that_address_alone_and_for_a_minute() {
    let world = behind_a_proxy();
    let flood = client(&world, "198.51.100.1");
    let before = flood.session();
    let begun = (0..50).filter(|_| !is_shut(&flood.begin(&json!({}))));
    assert_eq!(begun.count(), 4);
    let shut = flood.begin(&json!({}));
    assert_eq!(shut.headers["retry-after"], "60");
    let patient = client(&world, "203.0.113.9").session();
    assert_eq!(world.look(&patient)["state"], "waiting");
    assert_eq!(
        client(&world, "203.0.113.9").begin(&staff(&world)).status,
        201
    );
    // What is looked at stays; what was left goes as soon as its room is needed.
    world.clock.advance(59);
    assert_eq!(world.look(&before)["state"], "waiting");
    assert!(is_shut(&flood.begin(&json!({}))));
    world.clock.advance(1);
    let begun = (0..50).filter(|_| !is_shut(&flood.begin(&json!({}))));
    assert_eq!(begun.count(), 4);
    assert_eq!(world.look(&before)["state"], "waiting");
    assert_eq!(world.look(&patient)["state"], "waiting");
}

#[test]
fn a_flood_by_many_addresses_gives_up_what_they_hold_most_of() {
    let world = behind_a_proxy();
    for address in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        let flood = client(&world, address);
        while !is_shut(&flood.begin(&json!({}))) {}
    }
    let patients = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
    let sessions = patients.map(|address| client(&world, address).session());
    for address in ["198.51.100.1", "198.51.100.4"] {
        let flood = client(&world, address);
        for _ in 0..20 {
            flood.begin(&json!({}));
        }
    }
    for session in &sessions {
        assert_eq!(world.look(session)["state"], "waiting");
    }
    for _ in 0..2 {
        let begun = client(&world, "198.51.100.1").begin(&staff(&world));
        assert_eq!(begun.status, 201);
    }
}

#[test]
fn a_session_with_a_card_is_given_up_for_nobody() {
    let world = behind_a_proxy();
    let flood = client(&world, "198.51.100.1");
    let session = flood.session();
    let told = world.answer(&session, &world.signed(&session, anybody().id));
    let session = world.confirm(&session, &told.json());
    let other = flood.session();
    // What is no card does not make a session anybody's.
    let nonsense = json!({ "leaf": "AAAA", "signature": "AAAA", "algorithm": "rot13" });
    assert_eq!(world.answer(&other, &nonsense).json()["state"], "refused");
    world.clock.advance(60);
    for _ in 0..50 {
        flood.begin(&json!({}));
        world.clock.advance(20);
    }
    assert_eq!(world.look(&session)["state"], "verified");
    assert_eq!(world.get(&other.path).code(), "session.unknown");
    // The challenge of a session that went is gone as well.
    let late = world.answer(&other, &nonsense);
    assert_eq!(late.code(), "handover.unknown");
}

#[test]
fn whoever_says_to_be_another_is_still_one() {
    let world = behind_a_proxy();
    let path = format!("{}/sessions", world.place(&world.pages.home));
    let begun = (0..20).filter(|number| {
        // The proxy adds the address at the end; the rest is the client's own.
        let told = format!("203.0.113.{number}, 198.51.100.1");
        world.post_as(&path, &json!({}), &[(HEADER, &told)]).status == 201
    });
    assert_eq!(begun.count(), 5);
    // Without a proxy nobody is believed.
    let world = World::within(few(), None);
    let path = format!("{}/sessions", world.place(&world.pages.home));
    let begun = (0..20).filter(|number| {
        let told = format!("203.0.113.{number}");
        world.post_as(&path, &json!({}), &[(HEADER, &told)]).status == 201
    });
    assert_eq!(begun.count(), 5);
}

#[test]
fn wrong_codes_are_counted_against_whoever_types_them() {
    let world = behind_a_proxy();
    let session = client(&world, "203.0.113.1").session();
    let code = session.begun["code"].as_str().unwrap();
    let guesser = client(&world, "198.51.100.1");
    // Asking what a code would open and taking it are one way to guess.
    for path in ["/api/codes", "/api/codes/take", "/api/codes"] {
        assert_eq!(guesser.says(path, "AAAA-AAAA").code(), "code.unknown");
    }
    for path in ["/api/codes", "/api/codes/take"] {
        let bounded = guesser.says(path, code);
        assert_eq!(bounded.status, 429);
        assert_eq!(bounded.code(), "codes.too-many-tries");
    }
    let other = client(&world, "203.0.113.2");
    assert_eq!(other.says("/api/codes", code).status, 200);
    world.clock.advance(60);
    assert_eq!(guesser.says("/api/codes", code).status, 200);
}

#[test]
fn what_never_ends_is_closed_and_keeps_nobody_out() {
    let world = World::within(
        Limits {
            head: Duration::from_secs(2),
            body: Duration::from_secs(2),
            connections: 40,
            connections_of_client: 20,
            ..Limits::default()
        },
        None,
    );
    let sessions = format!("{}/sessions", world.place(&world.pages.home));
    let host = world.pages.origin.strip_prefix("http://").unwrap();
    let head = format!("POST {sessions} HTTP/1.1\r\nHost: {host}\r\n");
    let body = "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"visit\"";
    let unread = format!("POST /api/no-such-path HTTP/1.1\r\nHost: {host}\r\n{body}");
    let once = format!("GET /test/clock HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let kept = format!("GET /test/clock HTTP/1.1\r\nHost: {host}\r\n\r\n");
    for sent in [
        String::new(),
        "POST /".to_owned(),
        head.clone(),
        format!("{head}{body}"),
        unread,
        kept,
    ] {
        let open = |sent: &str| {
            let mut stream = TcpStream::connect(host).unwrap();
            // It may be closed by now, for one that came later.
            let _ = stream.write_all(sent.as_bytes());
            stream
        };
        let stalled: Vec<_> = (0..100).map(|_| open(&sent)).collect();
        // On a connection of its own: one that was kept may be over by now.
        let mut asking = open(&once);
        let mut answer = String::new();
        asking.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{sent:?}: {answer}");
        for mut stream in stalled {
            // It is the server that ends it: this side waits for as long as it takes.
            let mut rest = Vec::new();
            match stream.read_to_end(&mut rest) {
                Ok(_) => {}
                Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{sent:?}"),
            }
        }
    }
}

#[test]
fn a_body_that_does_not_come_is_refused_with_a_reason() {
    let world = World::within(
        Limits {
            body: Duration::from_millis(100),
            ..Limits::default()
        },
        None,
    );
    let host = world.pages.origin.strip_prefix("http://").unwrap();
    let path = format!("{}/sessions", world.place(&world.pages.home));
    let mut stream = TcpStream::connect(host).unwrap();
    let sent = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         Content-Length: 2\r\n\r\n{{"
    );
    stream.write_all(sent.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("request.too-slow"), "{answer}");
}
