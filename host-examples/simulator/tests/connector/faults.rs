//! What goes wrong does so visibly, and only where it was asked for.

use crate::desk::{Desk, is_readable, query};
use onshi_simulator::connector::{Fault, Faults};
use onshi_simulator::population::Standing;
use onshi_simulator::results::{Encoding, INSTITUTION};
use serde_json::json;
use std::fs;

/// Asks one query with this fault and says what the request was called.
fn with(desk: &mut Desk, fault: Fault) -> String {
    desk.connector.faults.once(fault);
    let patient = desk.patient(Standing::Insured);
    let name = desk.put(
        "OQS-IF-001",
        &query(&patient, &patient.person.coverages[0]),
        &json!({}),
    );
    desk.connector.step(desk.now).unwrap();
    assert!(desk.files("req").is_empty(), "it was taken");
    name
}

fn result(name: &str) -> String {
    name.replace("req_", "res_")
}

#[test]
fn a_refused_request_comes_back_with_err() {
    let desk = &mut Desk::new();
    let name = with(desk, Fault::Refused);
    assert_eq!(
        desk.files("res"),
        [name.replace(".xml", ".err"), name.clone()]
    );
}

#[test]
fn what_cannot_be_read_is_refused() {
    let desk = &mut Desk::new();
    let bad: [(&str, &[u8]); 5] = [
        ("OQSsiquc01req_1.xml", b"<XmlMsg><MessageHeader>"),
        ("OQSsiquc01req_2.xml", b"<Other/>"),
        (
            "OQSsiquc01req_3.xml",
            b"<XmlMsg><MessageHeader/><MessageBody/></XmlMsg>",
        ),
        ("OQSsiquc01req_4.xml", b"\xff\xfe"),
        ("OQSsihvqreq_5.xml", b"<XmlMsg/>"),
    ];
    for (name, bytes) in bad {
        fs::write(desk.path("req", name), bytes).unwrap();
    }
    fs::write(desk.path("req", "OQSsiquc01req_6.tmp"), b"being written").unwrap();
    desk.connector.step(desk.now).unwrap();
    for (name, bytes) in bad {
        assert_eq!(fs::read(desk.path("res", name)).unwrap(), bytes);
        assert!(desk.path("res", &name.replace(".xml", ".err")).exists());
    }
    assert_eq!(desk.files("res").len(), 10);
    assert_eq!(desk.files("req"), ["OQSsiquc01req_6.tmp"]);
}

#[test]
fn a_partial_file_grows() {
    let desk = &mut Desk::new();
    let name = result(&with(desk, Fault::Partial));
    let length = |desk: &Desk| fs::metadata(desk.path("res", &name)).unwrap().len();
    let first = length(desk);
    assert!(!is_readable(
        &name,
        &fs::read(desk.path("res", &name)).unwrap()
    ));
    desk.later(50);
    assert!(length(desk) > first);
    desk.later(500);
    assert_eq!(
        desk.read("res", &name)
            .at("/MessageBody/QualificationValidity"),
        "1"
    );
}

#[test]
fn a_duplicate_appears_again() {
    let desk = &mut Desk::new();
    let name = result(&with(desk, Fault::Duplicate));
    let first = fs::read(desk.path("res", &name)).unwrap();
    fs::remove_file(desk.path("res", &name)).unwrap();
    desk.later(1000);
    assert_eq!(fs::read(desk.path("res", &name)).unwrap(), first);
}

#[test]
fn late_and_overtaken_results_come_later() {
    for (fault, ms) in [(Fault::Late, 121_000), (Fault::Overtaken, 1100)] {
        let desk = &mut Desk::new();
        let name = result(&with(desk, fault));
        let patient = desk.patient(Standing::Lost);
        let next = desk.put(
            "OQS-IF-001",
            &query(&patient, &patient.person.coverages[0]),
            &json!({}),
        );
        desk.connector.step(desk.now).unwrap();
        assert_eq!(desk.files("res"), [result(&next)]);
        desk.later(ms);
        assert!(desk.files("res").contains(&name));
    }
}

#[test]
fn spoilt_files_cannot_be_read() {
    for fault in [Fault::WrongEncoding, Fault::Malformed] {
        let desk = &mut Desk::with(|settings| settings.encoding = Encoding::ShiftJis);
        let name = result(&with(desk, fault));
        let bytes = fs::read(desk.path("res", &name)).unwrap();
        let declared_utf8 = bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"");
        assert_eq!(declared_utf8, fault == Fault::WrongEncoding);
        assert!(!is_readable(&name, &bytes), "{fault:?}");
    }
}

#[test]
fn the_line_is_down_or_too_many_are_on_it() {
    for (fault, code) in [(Fault::Offline, "SIM90002"), (Fault::Sessions, "SIM90003")] {
        let desk = &mut Desk::new();
        let name = result(&with(desk, fault));
        let read = desk.read("res", &name);
        assert_eq!(read.at("/MessageHeader/SegmentOfResult"), "9");
        assert_eq!(read.at("/MessageHeader/ErrorCode"), code);
    }
}

#[test]
fn a_lost_request_is_never_answered() {
    let desk = &mut Desk::new();
    with(desk, Fault::Lost);
    desk.later(86_400_000);
    assert!(desk.files("res").is_empty());
}

#[test]
fn more_than_the_sessions_wait() {
    let desk = &mut Desk::with(|settings| {
        settings.sessions = 20;
        settings.delay = 3000..7000;
    });
    let patient = desk.patient(Standing::Insured);
    for _ in 0..25 {
        desk.put(
            "OQS-IF-001",
            &query(&patient, &patient.person.coverages[0]),
            &json!({}),
        );
    }
    desk.connector.step(desk.now).unwrap();
    assert_eq!((desk.files("req").len(), desk.files("res").len()), (5, 0));
    desk.later(2999);
    assert!(desk.files("res").is_empty(), "none before three seconds");
    desk.later(4001);
    assert_eq!((desk.files("req").len(), desk.files("res").len()), (0, 20));
    desk.later(7000);
    assert_eq!(desk.files("res").len(), 25);
}

#[test]
fn rates_hit_their_share_and_follow_from_the_seed() {
    let hit = |seed| {
        let mut faults = Faults::none(seed)
            .with(Fault::Duplicate, 100)
            .with(Fault::Late, 20);
        let names = (0..5000).map(|number| format!("OQSsiquc01req_{number}.xml"));
        let hit = names.map(|name| faults.decide(&name, false));
        hit.collect::<Vec<_>>()
    };
    let (one, again, other) = (hit(1), hit(1), hit(2));
    assert_eq!(one, again);
    assert_ne!(one, other);
    let share = |fault| one.iter().filter(|faults| faults.contains(&fault)).count();
    assert!(
        (400..600).contains(&share(Fault::Duplicate)),
        "{}",
        share(Fault::Duplicate)
    );
    assert!(
        (60..140).contains(&share(Fault::Late)),
        "{}",
        share(Fault::Late)
    );
    assert_eq!(share(Fault::Refused), 0);
}

#[test]
fn every_request_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.tsv");
    let desk = &mut Desk::with(|settings| settings.record = Some(path.clone()));
    let name = with(desk, Fault::Lost);
    let record = fs::read_to_string(path).unwrap();
    assert_eq!(record, format!("1795219200000\t{name}\tdesk-1\tlost\n"));
}

/// The core takes none of another's answers, and the request's own that comes after it under
/// the same name.
#[test]
fn anothers_answer_comes_first_and_is_told_from_the_right_one() {
    for (fault, reason) in [
        (Fault::AnotherPerson, "reason.another-person"),
        (Fault::AnotherInstitution, "reason.another-institution"),
        (Fault::AnotherQuery, "reason.another-request"),
    ] {
        let desk = &mut Desk::new();
        desk.connector.faults.once(fault);
        let patient = desk.patient(Standing::Insured);
        let coverage = &patient.person.coverages[0];
        let situation = json!({
            "institution": INSTITUTION,
            "suffix": format!("{}1", fault.name()),
            "patients": [{
                "insurerNumber": coverage.insurer_number, "symbol": coverage.symbol,
                "number": coverage.number, "branch": coverage.branch,
                "birthdate": patient.person.birthdate.to_string(), "limitConsent": "0",
            }],
        });
        let begun = desk.begin("by-number", &situation);
        let state = begun["state"].as_str().unwrap();
        let name = desk.publish(&begun);
        let result = result(&name);
        let first = fs::read(desk.path("res", &result)).unwrap();
        let step = desk.arrived(state, &result, &first);
        let codes: Vec<_> = step["actions"].as_array().unwrap().iter().collect();
        let shows = |code: &str| codes.iter().any(|action| action["text"]["code"] == code);
        assert!(shows(reason), "{fault:?}: {codes:?}");
        assert!(step["outcome"].is_null(), "{fault:?}");
        assert!(
            codes.iter().all(|action| action["kind"] == "show"),
            "{fault:?}"
        );
        desk.later(2000);
        let own = fs::read(desk.path("res", &result)).unwrap();
        assert_ne!(own, first);
        let step = desk.arrived(step["state"].as_str().unwrap(), &result, &own);
        assert_eq!(step["outcome"]["state"]["code"], "eligible", "{fault:?}");
    }
}
