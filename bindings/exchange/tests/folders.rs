//! Receptions through shared folders.

mod support;

use core::time::Duration;
use onshi_exchange::{
    Archives, Content, Error, EventKind, Exchange, FolderOptions, Folders, Options, Request, Seal,
    Turn, trouble,
};
use std::fs;
use support::*;

const FACE: &str = "OQSsiquc01res_face_1310000004aabbccddeeff00112233_20261121090000.xml";

fn content(kind: &EventKind) -> Vec<u8> {
    kind.arrival().unwrap().content.bytes().unwrap()
}

/// A request that was published, and whose answer is not waited for any more.
fn given_up(exchange: &mut Exchange, number: u32) {
    let event = asked(exchange, number);
    let over = Turn {
        answers: None,
        ..ending(&event, "uncertain")
    };
    exchange.submit(&[over], noon()).unwrap();
}

#[test]
fn a_reception_ends_answered_and_leaves_nothing_in_the_folders() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let ids = exchange.submit(&[asking(1)], noon()).unwrap();
    assert_eq!(share.names("req"), [request_name(1)]);
    assert_eq!(
        fs::read(share.folder("req").join(request_name(1))).unwrap(),
        MESSAGE
    );
    let event = next(&mut exchange);
    assert_eq!(event.conversation, Some(ids[0]));
    assert_eq!(event.kind, EventKind::Published);
    exchange
        .submit(&[going_on(&event, "waiting")], noon())
        .unwrap();
    assert_eq!(share.answer_all(), 1);
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Arrived(_)));
    assert_eq!(content(&event.kind), MESSAGE);
    assert_eq!(
        share.names("res"),
        [result_name(1)],
        "kept until it is dealt with"
    );
    assert_eq!(
        exchange.conversation(ids[0]).unwrap().unwrap().state,
        "waiting"
    );
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    assert!(share.names("res").is_empty());
    assert_eq!(exchange.conversations().count(), 0);
    let over = exchange.conversation(ids[0]).unwrap().unwrap();
    assert_eq!(over.outcome.as_deref(), Some("answered"));
    nothing_happens(&mut exchange);
}

#[test]
fn a_conversation_asks_again_and_again_under_other_names() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    for number in 2..5 {
        share.answer_all();
        let event = next(&mut exchange);
        let turn = Turn {
            requests: asking(number).requests,
            ..going_on(&event, "asked again")
        };
        exchange.submit(&[turn], noon()).unwrap();
        let event = next(&mut exchange);
        assert_eq!(event.kind, EventKind::Published);
        exchange
            .submit(&[going_on(&event, "waiting")], noon())
            .unwrap();
    }
    assert_eq!(exchange.conversations().count(), 1);
}

#[test]
fn a_refused_request_is_told_and_removed_with_its_refusal() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    fs::rename(
        share.folder("req").join(request_name(1)),
        share.folder("res").join(request_name(1)),
    )
    .unwrap();
    nothing_happens(&mut exchange);
    share.put("res/OQSsiquc01req_000000000001.err", b"");
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Refused(_)));
    exchange
        .submit(&[ending(&event, "refused")], noon())
        .unwrap();
    assert!(share.names("res").is_empty());
}

#[test]
fn another_computers_results_are_left_alone() {
    let share = Share::new();
    let (mut one, mut two) = (share.open("one"), share.open("two"));
    asked(&mut one, 1);
    asked(&mut two, 2);
    share.answer_all();
    let event = next(&mut one);
    assert_eq!(event.file_name, result_name(1));
    one.submit(&[ending(&event, "answered")], noon()).unwrap();
    nothing_happens(&mut one);
    assert_eq!(share.names("res"), [result_name(2)]);
    assert_eq!(next(&mut two).file_name, result_name(2));
}

#[test]
fn suffixes_differ_between_computers_and_sessions() {
    let share = Share::new();
    let mut seen = std::collections::HashSet::new();
    for host in ["one", "two", "one", "two"] {
        let mut exchange = share.open(host);
        for _ in 0..3 {
            let suffix = exchange.suffix("20261121");
            assert!(suffix.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(suffix.starts_with("20261121") && suffix.len() <= 64);
            assert!(seen.insert(suffix));
        }
    }
    assert_eq!(seen.len(), 12);
}

#[test]
fn a_face_readers_result_is_one_hosts_alone_until_it_is_dealt_with() {
    let share = Share::new();
    let (mut one, mut two) = (share.open("one"), share.open("two"));
    share.put(&format!("face/{FACE}"), MESSAGE);
    let event = next(&mut one);
    assert!(matches!(event.kind, EventKind::Unasked(_)));
    assert_eq!((event.conversation, event.file_name.as_str()), (None, FACE));
    nothing_happens(&mut two);
    nothing_happens(&mut one);
    drop(one);
    let mut one = share.open("one");
    let event = next(&mut one);
    assert_eq!(content(&event.kind), MESSAGE);
    let turn = Turn {
        flow: "counter".to_owned(),
        state: "came".to_owned(),
        ..going_on(&event, "came")
    };
    one.submit(&[turn], noon()).unwrap();
    assert!(share.names("face").is_empty());
    assert_eq!(one.conversations().count(), 1);
}

#[test]
fn a_face_readers_result_may_be_what_an_open_conversation_waits_for() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let waiting = Turn {
        state: "at the reader".to_owned(),
        ..Turn::default()
    };
    let ids = exchange
        .submit(&[waiting.clone(), waiting], noon())
        .unwrap();
    share.put(&format!("face/{FACE}"), MESSAGE);
    let event = next(&mut exchange);
    let answer = Turn {
        conversation: Some(ids[0]),
        ..ending(&event, "answered")
    };
    let again = answer.clone();
    exchange.submit(&[answer], noon()).unwrap();
    assert!(share.names("face").is_empty());
    let left: Vec<_> = exchange.conversations().map(|left| left.id).collect();
    assert_eq!(left, [ids[1]]);

    // It is over: another card is not its answer, and stays until somebody takes it.
    share.put(
        &format!("face/{}", FACE.replace("090000", "090001")),
        MESSAGE,
    );
    let event = next(&mut exchange);
    let answer = Turn {
        answers: Some(event.id),
        ..again
    };
    let refused = exchange.submit(&[answer], noon());
    assert!(matches!(refused, Err(Error::UnknownEvent)));
    assert_eq!(share.names("face").len(), 1);
}

#[test]
fn face_readers_results_are_left_alone_where_another_program_takes_them() {
    let share = Share::new();
    let options = FolderOptions {
        faces: None,
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    share.put(&format!("face/{FACE}"), MESSAGE);
    nothing_happens(&mut exchange);
    assert_eq!(share.names("face"), [FACE]);
}

#[test]
fn a_result_is_not_taken_before_it_is_whole() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    let path = format!("res/{}", result_name(1));
    for length in 0..MESSAGE.len() {
        share.put(&path, &MESSAGE[..length]);
        let events = exchange.collect(noon(), Duration::ZERO).unwrap();
        assert!(events.is_empty(), "taken after {length} bytes");
    }
    share.put(&path, MESSAGE);
    assert_eq!(content(&next(&mut exchange).kind), MESSAGE);
}

#[test]
fn a_result_that_stays_cut_off_is_handed_on_as_it_is() {
    let share = Share::new();
    let options = FolderOptions {
        unfinished: Duration::from_millis(50),
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    asked(&mut exchange, 1);
    share.put(&format!("res/{}", result_name(1)), b"<XmlMsg><Mess");
    assert_eq!(content(&next(&mut exchange).kind), b"<XmlMsg><Mess");
}

#[test]
fn results_of_another_extension_and_case_are_recognized() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    share.put("res/OQSSIQUC01RES_000000000001.PDF", b"%PDF-1.7\n%%EOF");
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Arrived(_)));
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    assert!(share.names("res").is_empty());
}

#[test]
fn a_large_result_is_read_where_it_lies() {
    let share = Share::new();
    let options = FolderOptions {
        in_memory: 16,
        ..share.options()
    };
    let mut exchange = share.open_with("a", options);
    asked(&mut exchange, 1);
    share.answer_all();
    let event = next(&mut exchange);
    let content = &event.kind.arrival().unwrap().content;
    assert!(matches!(content, Content::File(_)));
    assert_eq!(content.bytes().unwrap(), MESSAGE);
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    assert!(share.names("res").is_empty());
}

#[test]
fn one_more_result_is_a_duplicate_and_one_after_the_end_is_late() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    asked(&mut exchange, 2);
    share.answer_all();
    let events = exchange.collect(noon(), PATIENCE).unwrap();
    assert_eq!(events.len(), 2);
    exchange
        .submit(&[ending(&events[0], "answered")], noon())
        .unwrap();
    // The other is given up; its result lies there, and comes once more later.
    let given_up = Turn {
        answers: None,
        ..ending(&events[1], "uncertain")
    };
    exchange.submit(&[given_up], noon()).unwrap();
    share.put(&format!("res/{}", result_name(1)), MESSAGE);
    let event = next(&mut exchange);
    assert_eq!(event.conversation, events[0].conversation);
    assert!(matches!(event.kind, EventKind::Duplicate(_)));
    exchange.submit(&[going_on(&event, "")], noon()).unwrap();
    exchange
        .submit(&[going_on(&events[1], "")], noon())
        .unwrap();
    assert!(share.names("res").is_empty());
    let ended = exchange.conversation(event.conversation.unwrap()).unwrap();
    assert_eq!(ended.unwrap().outcome.as_deref(), Some("answered"));
}

#[test]
fn a_result_after_the_end_is_late_once_and_then_a_duplicate_even_in_another_session() {
    let share = Share::new();
    let mut exchange = share.open("a");
    given_up(&mut exchange, 1);
    drop(exchange);
    share.answer_all();
    let mut exchange = share.open("a");
    let event = next(&mut exchange);
    assert!(matches!(event.kind, EventKind::Late(_)));
    exchange.submit(&[going_on(&event, "")], noon()).unwrap();
    assert!(share.names("res").is_empty());
    share.put(&format!("res/{}", result_name(1)), MESSAGE);
    assert!(matches!(next(&mut exchange).kind, EventKind::Duplicate(_)));
}

#[test]
fn what_a_late_result_leaves_to_do_begins_a_conversation_before_the_file_goes() {
    let share = Share::new();
    let mut exchange = share.open("a");
    given_up(&mut exchange, 1);
    share.answer_all();
    let late = next(&mut exchange);
    let to_collect = Turn {
        conversation: None,
        requests: asking(2).requests,
        ..going_on(&late, "to collect")
    };
    let ids = exchange.submit(&[to_collect], noon()).unwrap();
    assert!(share.names("res").is_empty());
    assert_eq!(share.names("req"), [request_name(2)]);
    drop(exchange);
    let exchange = share.open("a");
    let left: Vec<_> = exchange.conversations().collect();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].id, left[0].state.as_str()), (ids[0], "to collect"));
    let over = exchange.conversation(late.conversation.unwrap()).unwrap();
    assert_eq!(over.unwrap().outcome.as_deref(), Some("uncertain"));
}

#[test]
fn a_name_is_published_once_and_never_over_another_file() {
    let share = Share::new();
    share.put(&format!("req/{}", request_name(2)), b"another computer's");
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    share.answer_all();
    share.put(&format!("req/{}", request_name(2)), b"another computer's");
    let turns = [asking(1), asking(2), asking(3), asking(3)];
    exchange.submit(&turns, noon()).unwrap();
    let events = exchange.collect(noon(), Duration::ZERO).unwrap();
    let refused = EventKind::Unpublished(trouble::NAME_IN_USE);
    let kinds: Vec<_> = events
        .iter()
        .filter(|event| event.file_name.contains("req_"))
        .map(|event| event.kind.clone())
        .collect();
    assert_eq!(
        kinds,
        [
            refused.clone(),
            refused.clone(),
            EventKind::Published,
            refused
        ]
    );
    let other = fs::read(share.folder("req").join(request_name(2))).unwrap();
    assert_eq!(other, b"another computer's");
}

#[test]
fn what_lies_there_from_before_is_not_taken_for_an_answer() {
    let share = Share::new();
    let mut exchange = share.open("a");
    share.put(&format!("res/{}", result_name(1)), MESSAGE);
    share.put("res/OQSsiquc01req_000000000002.err", b"");
    exchange.submit(&[asking(1), asking(2)], noon()).unwrap();
    let events = exchange.collect(noon(), Duration::ZERO).unwrap();
    let kinds: Vec<_> = events.into_iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [const { EventKind::Unpublished(trouble::NAME_IN_USE) }; 2]
    );
    assert!(share.names("req").is_empty());
    assert_eq!(share.names("res").len(), 2, "left alone");
}

#[test]
fn a_request_that_comes_back_after_its_refusal_is_removed_too() {
    let share = Share::new();
    let mut exchange = share.open("a");
    asked(&mut exchange, 1);
    share.put("res/OQSsiquc01req_000000000001.err", b"");
    let event = next(&mut exchange);
    exchange
        .submit(&[ending(&event, "refused")], noon())
        .unwrap();
    share.put(&format!("res/{}", request_name(1)), MESSAGE);
    nothing_happens(&mut exchange);
    assert!(share.names("res").is_empty());
}

#[test]
fn a_name_that_is_a_path_is_refused_before_anything_happens() {
    let share = Share::new();
    let mut exchange = share.open("a");
    for name in [
        "../req_1.xml",
        "a/req_1.xml",
        "",
        ".req_1.xml",
        "req_患者.xml",
    ] {
        let turn = Turn {
            requests: vec![Request::new(name, MESSAGE.to_vec())],
            ..asking(1)
        };
        let outcome = exchange.submit(&[asking(2), turn], noon());
        assert!(matches!(outcome, Err(Error::FileName)), "{name}");
    }
    assert!(share.names("req").is_empty());
    assert_eq!(exchange.conversations().count(), 0);
}

#[test]
fn an_event_is_answered_once_and_by_its_own_conversation() {
    let share = Share::new();
    let mut exchange = share.open("a");
    exchange.submit(&[asking(1), asking(2)], noon()).unwrap();
    let events = exchange.collect(noon(), Duration::ZERO).unwrap();
    let crossed = Turn {
        conversation: events[1].conversation,
        ..going_on(&events[0], "")
    };
    let outcome = exchange.submit(&[crossed], noon());
    assert!(matches!(outcome, Err(Error::UnknownEvent)));
    exchange
        .submit(&[going_on(&events[0], "")], noon())
        .unwrap();
    let outcome = exchange.submit(&[going_on(&events[0], "")], noon());
    assert!(matches!(outcome, Err(Error::UnknownEvent)));
}

#[test]
fn time_is_over_when_the_turn_said_and_once() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let minute = Duration::from_secs(60);
    let turn = Turn {
        until: Some(noon() + minute),
        ..asking(1)
    };
    exchange.submit(&[turn], noon()).unwrap();
    let event = next(&mut exchange);
    let turn = Turn {
        until: Some(noon() + minute),
        ..going_on(&event, "waiting")
    };
    exchange.submit(&[turn], noon()).unwrap();
    nothing_happens(&mut exchange);
    let events = exchange.collect(noon() + minute, Duration::ZERO).unwrap();
    assert_eq!(events[0].kind, EventKind::TimeOut);
    assert!(
        exchange
            .collect(noon() + minute, Duration::ZERO)
            .unwrap()
            .is_empty()
    );
    // Another session is told again, because nothing answered it.
    drop(exchange);
    let mut exchange = share.open("a");
    let events = exchange.collect(noon() + minute, Duration::ZERO).unwrap();
    assert_eq!(events[0].kind, EventKind::TimeOut);
}

#[test]
fn a_zip_is_opened_and_one_that_cannot_be_is_handed_on() {
    let share = Share::new();
    let seal = || Seal::new(b"right".to_vec(), ["OQSsiquc"]);
    let options = FolderOptions {
        seal: Some(seal()),
        ..share.options()
    };
    let archives = Archives {
        password: Some(b"right".to_vec()),
        ..Archives::default()
    };
    let settings = Options {
        archives: archives.clone(),
        ..Options::default()
    };
    let folders = Folders::new(options);
    let mut exchange = Exchange::open(share.journal("a"), folders, settings, noon()).unwrap();
    asked(&mut exchange, 1);
    asked(&mut exchange, 2);
    let sealed = "OQSsiquc01req_000000000001.zip";
    assert_eq!(share.names("req")[0], sealed);
    let sent = fs::read(share.folder("req").join(sealed)).unwrap();
    assert_eq!(
        archives.open(&sent).unwrap(),
        (request_name(1), MESSAGE.to_vec())
    );
    let result = seal().close(&result_name(1), MESSAGE).unwrap();
    share.put("res/OQSsiquc01res_000000000001.zip", &result);
    let event = next(&mut exchange);
    let arrival = event.kind.arrival().unwrap();
    assert_eq!(
        arrival.unpacked_from.as_deref(),
        Some(result_name(1).as_str())
    );
    assert_eq!(content(&event.kind), MESSAGE);
    let other = Seal::new(b"other".to_vec(), ["OQS"]);
    let result = other.close(&result_name(2), MESSAGE).unwrap();
    share.put("res/OQSsiquc01res_000000000002.zip", &result);
    let event = next(&mut exchange);
    assert_eq!(
        event.kind.arrival().unwrap().trouble,
        Some(trouble::ARCHIVE)
    );
    assert_eq!(content(&event.kind), result);
}

#[test]
fn the_journal_is_one_programs_and_its_owners_alone_and_holds_no_message() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let folders = Folders::new(share.options());
    let second = Exchange::open(share.journal("a"), folders, Options::default(), noon());
    assert!(matches!(second, Err(Error::JournalInUse)));
    asked(&mut exchange, 1);
    share.answer_all();
    let event = next(&mut exchange);
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    let mut files = 0;
    for name in names(share.root.path()) {
        if !name.starts_with("a.sqlite") {
            continue;
        }
        files += 1;
        let path = share.root.path().join(&name);
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"secret"), "{name}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
    assert!(files >= 2, "the database and its log");
}

#[test]
fn the_journal_forgets_what_is_over_and_old_but_not_before_results_are_swept() {
    let share = Share::new();
    let day = Duration::from_secs(24 * 3600);
    let options = FolderOptions {
        results_stay: 2 * day,
        ..share.options()
    };
    let settings = Options {
        retention: day,
        ..Options::default()
    };
    let folders = Folders::new(options);
    let mut exchange = Exchange::open(share.journal("a"), folders, settings, noon()).unwrap();
    asked(&mut exchange, 1);
    let open = asked(&mut exchange, 2).conversation.unwrap();
    fs::remove_file(share.folder("req").join(request_name(2))).unwrap();
    share.answer_all();
    let event = next(&mut exchange);
    let over = event.conversation.unwrap();
    exchange
        .submit(&[ending(&event, "answered")], noon())
        .unwrap();
    for (days, is_known) in [(1, true), (2, true), (3, false)] {
        let at = noon() + days * day;
        exchange.submit(&[asking(10 + days)], at).unwrap();
        let known = exchange.conversation(over).unwrap();
        assert_eq!(known.is_some(), is_known, "after {days} days");
    }
    assert!(
        exchange.conversation(open).unwrap().is_some(),
        "it is not over"
    );
}

#[test]
fn a_share_that_is_lost_and_comes_back_publishes_once() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let (there, away) = (share.folder("req"), share.folder("away"));
    let lose = {
        let there = there.clone();
        let away = away.clone();
        move || {
            fs::rename(&there, &away).unwrap();
        }
    };
    let mut is_lost = false;
    exchange.set_probe(move |step| {
        if step == onshi_exchange::Step::Prepared && !is_lost {
            is_lost = true;
            lose();
        }
        true
    });
    exchange.submit(&[asking(1)], noon()).unwrap();
    nothing_happens(&mut exchange);
    fs::rename(&away, &there).unwrap();
    assert_eq!(next(&mut exchange).kind, EventKind::Published);
    assert_eq!(share.names("req"), [request_name(1)]);
}

#[test]
fn a_share_that_stays_lost_leaves_the_request_uncertain() {
    let share = Share::new();
    let mut exchange = share.open("a");
    let (there, away) = (share.folder("req"), share.folder("away"));
    exchange.set_probe(move |step| {
        if step == onshi_exchange::Step::Prepared {
            fs::rename(&there, &away).unwrap();
        }
        true
    });
    let minute = Duration::from_secs(60);
    let turn = Turn {
        until: Some(noon() + minute),
        ..asking(1)
    };
    exchange.submit(&[turn], noon()).unwrap();
    nothing_happens(&mut exchange);
    let events = exchange.collect(noon() + minute, Duration::ZERO).unwrap();
    assert_eq!(events[0].kind, EventKind::Uncertain(trouble::SHARE_LOST));
}
