//! Random and mutated inputs through the component: whatever comes, an outcome
//! or typed problems, never a trap.
//!
//! 100,000 inputs unless `ONSHI_SOAK_INPUTS` says otherwise (`cargo xtask soak`
//! takes a million). The seed is fixed, so a failure repeats.

mod inputs;

use core::sync::atomic::{AtomicU64, Ordering};
use inputs::Inputs;
use onshi_host::Onshi;
use serde_json::Value;

const WORKERS: u64 = 2;

#[test]
fn no_input_traps_and_every_problem_says_what_and_where() {
    let count = std::env::var("ONSHI_SOAK_INPUTS")
        .map_or(100_000, |count| count.parse().expect("a number of inputs"));
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let (answered, refused) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (onshi, answered, refused) = (&onshi, &answered, &refused);
            scope.spawn(move || {
                let mut inputs = Inputs::new(worker);
                for number in 0..count / WORKERS {
                    let input = inputs.next();
                    match onshi.invoke(&input.operation, &input.json, &input.payload) {
                        Ok(Ok(_)) => answered.fetch_add(1, Ordering::Relaxed),
                        Ok(Err(problems)) => {
                            check(&problems, &input.operation);
                            refused.fetch_add(1, Ordering::Relaxed)
                        }
                        Err(error) => panic!(
                            "worker {worker}, input {number}, {}: {error}",
                            input.operation
                        ),
                    };
                }
            });
        }
    });
    let (answered, refused) = (answered.into_inner(), refused.into_inner());
    println!("{answered} inputs had an outcome, {refused} had problems, none trapped");
    assert!(
        answered > count / 20 && refused > count / 20,
        "the inputs are too much of one kind"
    );
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
