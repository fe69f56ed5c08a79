//! What a vendor may rely on whatever the component is asked: what it can
//! reach, what a call may use, which version it is.

use core::time::Duration;
use onshi_host::{Error, Limit, Limits, Onshi, ReadOptions};

fn open() -> Onshi {
    Onshi::open(onshi_tests::dist()).expect("the component opens")
}

fn open_within(limits: Limits) -> Onshi {
    Onshi::open_within(limits, onshi_tests::dist()).expect("the component opens")
}

#[test]
fn the_component_can_reach_randomness_and_nothing_else() {
    for build in ["onshi.wasm", "onshi-wide.wasm"] {
        let bytes = std::fs::read(onshi_tests::dist().join(build)).expect("a component");
        let onshi = Onshi::from_bytes(&bytes).expect("the component opens");
        assert_eq!(onshi.imports(), ["wasi:random/random@0.2.0"], "{build}");
    }
}

#[test]
fn the_component_says_the_version_of_the_workspace() {
    assert_eq!(
        open().version().expect("a version"),
        env!("CARGO_PKG_VERSION")
    );
}

#[test]
fn a_call_out_of_time_ends_with_a_typed_error() {
    let onshi = open_within(Limits {
        time: Some(Duration::ZERO),
        ..Limits::default()
    });
    let error = onshi.version().expect_err("no time at all");
    assert!(matches!(error, Error::LimitReached(Limit::Time)), "{error}");
}

#[test]
fn a_call_out_of_memory_ends_with_a_typed_error() {
    let onshi = open_within(Limits {
        memory_bytes: 64 << 10,
        ..Limits::default()
    });
    let error = onshi
        .version()
        .expect_err("one page is less than the stack");
    assert!(
        matches!(error, Error::LimitReached(Limit::Memory)),
        "{error}"
    );
}

#[test]
fn an_instance_is_kept_if_its_call_returned_and_took_little_memory() {
    let onshi = open();
    let idle = || format!("{onshi:?}");
    onshi.version().expect("a version");
    assert!(idle().contains("idle: 1"), "{}", idle());
    onshi.judge("{", "now").expect_err("no content");
    assert!(idle().contains("idle: 1"), "a problem is an answer");
    let long = vec![b' '; 8 << 20];
    onshi
        .read(&long, &ReadOptions::default())
        .expect_err("no message");
    assert!(idle().contains("idle: 0"), "much memory");
}

#[test]
fn a_call_that_failed_leaves_nothing_to_the_next() {
    let onshi = open_within(Limits {
        memory_bytes: 4 << 20,
        ..Limits::default()
    });
    let version = onshi.version().expect("a version");
    let long = vec![b' '; 8 << 20];
    let error = onshi
        .read(&long, &ReadOptions::default())
        .expect_err("more than there is memory");
    assert!(
        matches!(error, Error::LimitReached(Limit::Memory)),
        "{error}"
    );
    assert!(format!("{onshi:?}").contains("idle: 0"), "it is dropped");
    assert_eq!(onshi.version().expect("a version"), version);
}

#[test]
fn instances_are_fresh_where_that_is_asked_for() {
    let onshi = open_within(Limits {
        idle_instances: 0,
        ..Limits::default()
    });
    onshi.version().expect("a version");
    assert!(format!("{onshi:?}").contains("idle: 0"));
}

#[test]
fn one_component_serves_many_threads() {
    let onshi = open();
    std::thread::scope(|scope| {
        let calls: Vec<_> = (0..4).map(|_| scope.spawn(|| onshi.version())).collect();
        for call in calls {
            assert!(call.join().expect("no panic").is_ok());
        }
    });
}

#[test]
fn two_challenges_never_share_a_nonce() {
    let onshi = open();
    let issue = || {
        onshi
            .issue_challenge("https://clinic.example", "2026-11-21T09:00:00+09:00", 300)
            .expect("a challenge")
    };
    assert_ne!(issue().nonce, issue().nonce);
}

#[test]
fn debug_output_holds_nothing_of_a_message() {
    let message = "<XmlMsg><MessageHeader/><MessageBody><Name>SECRET</Name></MessageBody></XmlMsg>";
    let document = open()
        .read(
            message.as_bytes(),
            &ReadOptions::named("OQSsiquc01res_1.xml"),
        )
        .expect("a readable message");
    assert!(document.content.contains("SECRET"));
    assert!(!format!("{document:?}").contains("SECRET"));
}
