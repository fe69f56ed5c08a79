//! Running a suite: every case asked, every answer held against the suite's and
//! the exceptions, the slowest case named.

use crate::case::{Case, Verdict};
use crate::exception::{Answer, Exception};
use core::time::Duration;
use onshi_tests::clock::timed;
use onshi_tests::target::Target;
use std::collections::{BTreeMap, HashSet};

/// Asks a target every case and compares; says which case took longest.
///
/// # Panics
/// With every case whose answer is neither the suite's nor a listed exception,
/// and every exception that is none any more.
pub fn compare(
    name: &str,
    target: &dyn Target,
    cases: &[Case],
    exceptions: &BTreeMap<String, Exception>,
) {
    let mut wrong = Vec::new();
    let mut used = HashSet::new();
    let mut ids = HashSet::new();
    let mut slowest = (Duration::ZERO, "");
    for case in cases {
        assert!(ids.insert(&case.id), "{} stands twice", case.id);
        let (verdict, took) = timed(|| case.ask(target));
        slowest = slowest.max((took, case.id.as_str()));
        let got = Answer::from_bool(verdict.is_valid());
        let expected = Answer::from_bool(case.accept);
        match exceptions.get(&case.id) {
            Some(exception) => {
                used.insert(&exception.id);
                if (exception.expected, exception.got) != (expected, got) {
                    wrong.push(format!(
                        "{}: no such exception any more",
                        line(case, &verdict)
                    ));
                }
            }
            None if got != expected => wrong.push(line(case, &verdict)),
            None => {}
        }
    }
    for id in exceptions.keys().filter(|id| !used.contains(id)) {
        wrong.push(format!("{id}: an exception for no case"));
    }
    println!(
        "{name}: {} of {} cases as the suite says, {} exceptions",
        cases.len().saturating_sub(wrong.len() + used.len()),
        cases.len(),
        used.len()
    );
    let (took, id) = slowest;
    println!("{name}: the slowest case took {took:?}: {id}");
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    assert!(!cases.is_empty(), "no case ran");
}

fn line(case: &Case, verdict: &Verdict) -> String {
    let kind = if case.accept {
        "false reject"
    } else {
        "false accept"
    };
    let reasons = verdict.reasons().join(", ");
    format!("{kind}: {} ({}: {reasons})", case.id, verdict.state)
}
