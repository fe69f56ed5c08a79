//! Receptions over the Web API.
#![cfg(feature = "web")]

mod support;

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use onshi_exchange::web::{Failure, Line, LineOptions, Route, SESSIONS, Web};
use onshi_exchange::{Error, Event, EventKind, Exchange, Options, Step, Turn, trouble};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use support::*;

/// A server that does the same with every request.
struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` gets the connection after the request was read.
    fn new(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen) = (Arc::new(answer), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let request = read_request(&mut stream);
                    seen.lock().unwrap().push(request);
                    answer(stream);
                });
            }
        });
        Self { address, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    fn line(&self) -> Line {
        line_to(&self.address)
    }
}

fn line_to(address: &str) -> Line {
    Line::new(LineOptions::to(address)).unwrap()
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        request.push(byte[0]);
    }
    let head = String::from_utf8(request).unwrap();
    let length = head
        .lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        })
        .unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn answer(mut stream: TcpStream, status: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
}

fn open(share: &Share, line: Line) -> Exchange {
    let route = Route {
        prefix: "OQSsiquc01".to_owned(),
        path: "/search".to_owned(),
    };
    let web = Web::new(line, vec![route], SESSIONS);
    Exchange::open(share.journal("web"), web, Options::default(), noon()).unwrap()
}

/// What becomes of one request.
fn outcome(share: &Share, line: Line) -> (Exchange, Event) {
    let mut exchange = open(share, line);
    exchange.submit(&[asking(1)], noon()).unwrap();
    let event = next(&mut exchange);
    (exchange, event)
}

#[test]
fn a_reception_goes_with_the_headers_of_the_login_and_ends_answered() {
    let share = Share::new();
    let server = Server::new(|stream| answer(stream, "200 OK", b"{\"XmlMsg\":{}}"));
    let line = server.line();
    let login = line.post("/login", b"{}").unwrap();
    assert_eq!((login.status, login.content.len()), (200, 13));
    line.set_header("Authorization", "token");
    let (mut exchange, event) = outcome(&share, line);
    assert_eq!(event.kind, EventKind::Published);
    exchange
        .submit(&[going_on(&event, "waiting")], noon())
        .unwrap();
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Arrived(_)));
    assert_eq!(event.file_name, result_name(1));
    let content = event.kind.arrival().unwrap().content.bytes().unwrap();
    assert_eq!(content, b"{\"XmlMsg\":{}}");
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(!requests[0].to_lowercase().contains("authorization"));
    let request = requests[1].to_lowercase();
    assert!(request.starts_with("post /search http/1.1"));
    assert!(request.contains("authorization: token"));
    assert!(request.contains("content-type: application/json"));
    assert!(requests[1].ends_with(core::str::from_utf8(MESSAGE).unwrap()));
}

#[test]
fn a_request_that_the_server_refuses_is_refused() {
    let share = Share::new();
    let server = Server::new(|stream| answer(stream, "400 Bad Request", b"why"));
    let (mut exchange, event) = outcome(&share, server.line());
    exchange
        .submit(&[going_on(&event, "waiting")], noon())
        .unwrap();
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Refused(_)));
}

#[test]
fn what_the_server_may_have_processed_is_uncertain_and_sent_once() {
    let failing: [fn(TcpStream); 3] = [
        |stream| answer(stream, "500 Internal Server Error", b""),
        |mut stream| {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
                .unwrap();
        },
        drop,
    ];
    for fail in failing {
        let share = Share::new();
        let server = Server::new(fail);
        let (mut exchange, event) = outcome(&share, server.line());
        assert_eq!(event.kind, EventKind::Uncertain(trouble::LINE_LOST));
        exchange
            .submit(&[ending(&event, "uncertain")], noon())
            .unwrap();
        drop(exchange);
        nothing_happens(&mut open(&share, server.line()));
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_server_that_is_not_there_has_got_nothing() {
    let share = Share::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (_, event) = outcome(&share, line_to(&address));
    assert_eq!(event.kind, EventKind::Unpublished(trouble::NO_CONNECTION));
    let failure = line_to(&address).post("/login", b"{}");
    assert_eq!(failure, Err(Failure::NotSent(trouble::NO_CONNECTION)));
}

#[test]
fn a_request_without_a_path_is_not_sent() {
    let share = Share::new();
    let server = Server::new(|stream| answer(stream, "200 OK", b"{}"));
    let web = Web::new(server.line(), Vec::new(), 1);
    let mut exchange =
        Exchange::open(share.journal("web"), web, Options::default(), noon()).unwrap();
    exchange.submit(&[asking(1)], noon()).unwrap();
    let unpublished = EventKind::Unpublished(trouble::NO_ROUTE);
    assert_eq!(next(&mut exchange).kind, unpublished);
    assert!(server.requests().is_empty());
}

#[test]
fn a_program_that_stops_on_the_line_leaves_its_request_uncertain_and_sends_nothing_again() {
    let share = Share::new();
    let server = Server::new(|stream| answer(stream, "200 OK", b"{}"));
    let mut exchange = open(&share, server.line());
    exchange.set_probe(|step| step != Step::Prepared);
    let stopped = exchange.submit(&[asking(1)], noon());
    assert!(matches!(stopped, Err(Error::Stopped)));
    drop(exchange);
    // It stays so, also if the one who was to be told stops too.
    for _ in 0..2 {
        let mut exchange = open(&share, server.line());
        let uncertain = EventKind::Uncertain(trouble::STOPPED_ON_LINE);
        assert_eq!(next(&mut exchange).kind, uncertain);
    }
    assert!(server.requests().is_empty());
}

#[test]
fn no_more_than_twenty_are_on_the_line_at_once() {
    let share = Share::new();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let full = Arc::new((Mutex::new(false), Condvar::new()));
    let (here, peak, opened) = (Arc::clone(&now), Arc::clone(&most), Arc::clone(&full));
    // Nobody is answered before twenty are there.
    let server = Server::new(move |stream| {
        let there = here.fetch_add(1, Ordering::SeqCst) + 1;
        peak.fetch_max(there, Ordering::SeqCst);
        let (is_full, changed) = &*opened;
        let mut is_full = is_full.lock().unwrap();
        *is_full |= there >= SESSIONS;
        changed.notify_all();
        while !*is_full {
            let (guard, timeout) = changed.wait_timeout(is_full, PATIENCE).unwrap();
            is_full = guard;
            assert!(!timeout.timed_out());
        }
        drop(is_full);
        here.fetch_sub(1, Ordering::SeqCst);
        answer(stream, "200 OK", b"{}");
    });
    let mut exchange = open(&share, server.line());
    let turns: Vec<Turn> = (0..50).map(asking).collect();
    exchange.submit(&turns, noon()).unwrap();
    let mut answered = 0;
    while answered < 50 {
        let events = exchange.collect(noon(), PATIENCE).unwrap();
        assert!(!events.is_empty());
        let turns: Vec<_> = events
            .iter()
            .map(|event| match event.kind {
                EventKind::Arrived(_) => ending(event, "answered"),
                _ => going_on(event, "waiting"),
            })
            .collect();
        answered += turns.iter().filter(|turn| turn.outcome.is_some()).count();
        exchange.submit(&turns, noon()).unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), SESSIONS);
    assert_eq!(server.requests().len(), 50);
}

#[test]
fn an_answer_larger_than_allowed_is_not_read() {
    let server = Server::new(|stream| answer(stream, "200 OK", &[b' '; 2_000]));
    let options = LineOptions {
        most_bytes: 1_000,
        ..LineOptions::to(&server.address)
    };
    let outcome = Line::new(options).unwrap().post("/", b"{}");
    assert_eq!(outcome, Err(Failure::Unknown(trouble::LINE_LOST)));
}

#[test]
fn nothing_waits_for_ever() {
    let server = Server::new(|stream| {
        let mut stream = stream;
        let _ = stream.read(&mut [0]);
    });
    let options = LineOptions {
        answering: Duration::from_millis(100),
        connecting: Duration::from_millis(100),
        ..LineOptions::to(&server.address)
    };
    let outcome = Line::new(options).unwrap().post("/", b"{}");
    assert_eq!(outcome, Err(Failure::Unknown(trouble::LINE_LOST)));
}
