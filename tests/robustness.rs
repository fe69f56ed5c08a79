//! Random and mutated inputs through the component: whatever comes, an outcome
//! or typed problems, never a trap; and both builds say the same, because a
//! compiler may get one of them wrong.
//!
//! 200,000 inputs, half of them messages, unless `ONSHI_SOAK_INPUTS` says otherwise
//! (`cargo xtask soak` takes a million). Seeds are fixed, so a failure repeats; every
//! `ONSHI_SOAK_ROUND` has inputs of its own, so that many millions can be run in parts.
//! At the end it prints the input that took the baseline build longest, the least of
//! three times.

mod any_order;
#[allow(dead_code, reason = "shared with the benchmarks")]
mod forge;
mod inputs;

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use inputs::{Input, Inputs};
use onshi_host::Onshi;
use onshi_tests::clock::timed;
use serde_json::Value;
use std::sync::Mutex;

const WORKERS: u64 = 2;

#[test]
fn no_input_traps_and_every_problem_says_what_and_where() {
    let count = number("ONSHI_SOAK_INPUTS").unwrap_or(200_000);
    let first = number("ONSHI_SOAK_ROUND").unwrap_or(0) * WORKERS;
    let wide = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let baseline = std::fs::read(onshi_tests::dist().join("onshi.wasm")).expect("a component");
    let baseline = Onshi::from_bytes(&baseline).expect("the component opens");
    let (answered, refused) = (AtomicU64::new(0), AtomicU64::new(0));
    let slowest = Mutex::new((Duration::ZERO, String::new()));
    std::thread::scope(|scope| {
        for worker in first..first + WORKERS {
            let (wide, baseline) = (&wide, &baseline);
            let (answered, refused, slowest) = (&answered, &refused, &slowest);
            scope.spawn(move || {
                let mut inputs = Inputs::new(worker);
                for number in 0..count / WORKERS {
                    let Input {
                        operation,
                        json,
                        payload,
                    } = inputs.next();
                    let trapped =
                        |error| panic!("worker {worker}, input {number}, {operation}: {error}");
                    let said = wide
                        .invoke(&operation, &json, &payload)
                        .unwrap_or_else(trapped);
                    // A challenge is random: there the builds differ, and should.
                    if operation != "certificate.issue-challenge" {
                        let call = || baseline.invoke(&operation, &json, &payload);
                        let (same, time) = timed(call);
                        remember(slowest, time, call, || {
                            format!("worker {worker}, input {number}, {operation}")
                        });
                        let same = same.unwrap_or_else(trapped) == said;
                        assert!(
                            same,
                            "worker {worker}, input {number}: the builds of {operation} differ"
                        );
                    }
                    match said {
                        Ok(_) => answered.fetch_add(1, Ordering::Relaxed),
                        Err(problems) => {
                            check(&problems, &operation);
                            refused.fetch_add(1, Ordering::Relaxed)
                        }
                    };
                }
            });
        }
    });
    let (answered, refused) = (answered.into_inner(), refused.into_inner());
    println!("{answered} inputs had an outcome, {refused} had problems, none trapped");
    let (time, input) = slowest.into_inner().expect("no worker panicked");
    println!("slowest in the baseline build: {time:.1?} ({input})");
    assert!(
        answered > count / 20 && refused > count / 20,
        "the inputs are too much of one kind"
    );
}

fn number(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().expect("a number"))
}

/// Keeps what took longest. One that seems to is called twice more: whatever else
/// the machine did is not its fault.
fn remember<T>(
    slowest: &Mutex<(Duration, String)>,
    time: Duration,
    call: impl Fn() -> T,
    name: impl Fn() -> String,
) {
    let known = || slowest.lock().expect("no worker panicked");
    if time <= known().0 {
        return;
    }
    let again = (0..2).map(|_| timed(&call).1);
    let time = again.fold(time, Duration::min);
    let mut slowest = known();
    if time > slowest.0 {
        *slowest = (time, name());
    }
}

fn check(problems: &str, operation: &str) {
    let problems: Value = serde_json::from_str(problems).expect("problems in JSON");
    let problems = problems.as_array().expect("a list of problems");
    assert!(
        !problems.is_empty(),
        "{operation}: no problem is no reason to fail"
    );
    for problem in problems {
        for member in ["code", "message", "messageJa"] {
            let text = problem[member].as_str().unwrap_or_default();
            assert!(
                !text.is_empty(),
                "{operation}: {member} is missing in {problem}"
            );
        }
        assert!(
            problem["place"].is_object(),
            "{operation}: no place in {problem}"
        );
    }
}
