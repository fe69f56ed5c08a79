//! All vectors, through one target.

use crate::target::Target;
use crate::vector::{self, Outcome, Vector};
use std::collections::HashSet;

/// Runs every vector.
///
/// # Panics
/// Where the target gives something else than a vector says, or there is none.
pub fn run(name: &str, target: &dyn Target) {
    run_those(name, target, |_| true);
}

/// Runs the vectors that `which` picks, for a target that has not everything.
///
/// # Panics
/// Where the target gives something else than a vector says, or none is picked.
pub fn run_those(name: &str, target: &dyn Target, which: impl Fn(&Vector) -> bool) {
    let folder = crate::folder().join("vectors");
    let suites = vector::load(&folder);
    let (mut passed, mut not_run, mut failures) = (0, Vec::new(), Vec::new());
    for (suite, vectors) in &suites {
        let mut ids = HashSet::new();
        for vector in &vectors.vectors {
            assert!(
                ids.insert(&vector.id),
                "{suite}: {} stands twice",
                vector.id
            );
            if !which(vector) {
                continue;
            }
            match vector.run(&folder, target) {
                Outcome::Passed => passed += 1,
                Outcome::NotRun(missing) => not_run.push(missing.0),
                Outcome::Failed(how) => failures.push(format!("{suite}/{}: {how}", vector.id)),
            }
        }
    }
    println!(
        "{name}: {passed} vectors as expected, {} not run",
        not_run.len()
    );
    for suite in &not_run {
        println!("{name}: not run, its material is not on this machine: {suite}");
    }
    assert!(failures.is_empty(), "{name}:\n{}", failures.join("\n"));
    assert!(passed > 0, "no vector ran");
}
