//! The vectors, through the component under wasmtime and through the core
//! natively: both must give what each vector says.

use onshi_host::{Limits, Onshi};
use onshi_tests::target::{Native, Target};
use onshi_tests::vector::{self, Outcome};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

fn run(name: &str, target: &dyn Target) {
    let folder = onshi_tests::folder().join("vectors");
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

#[test]
fn the_core_gives_what_the_vectors_say() {
    run("native", &Native);
}

#[test]
fn the_wide_component_gives_what_the_vectors_say() {
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    run("component, wide arithmetic", &onshi);
}

#[test]
fn the_baseline_component_gives_what_the_vectors_say() {
    let bytes = std::fs::read(onshi_tests::dist().join("onshi.wasm")).expect("a component");
    let onshi = Onshi::from_bytes(&bytes).expect("the component opens");
    run("component, baseline", &onshi);
}

#[test]
fn a_fresh_instance_and_a_used_one_give_the_same() {
    let open = |idle_instances| {
        let limits = Limits {
            idle_instances,
            ..Limits::default()
        };
        Onshi::open_within(limits, onshi_tests::dist()).expect("the component opens")
    };
    run("component, an instance per vector", &open(0));
    let one = open(1);
    for _ in 0..2 {
        run("component, one instance for all vectors", &one);
    }
}

#[test]
fn every_flow_is_walked_to_each_of_its_ends() {
    let mut walked: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (_, suite) in vector::load(&onshi_tests::folder().join("vectors")) {
        for vector in &suite.vectors {
            let flow = vector.calls[0].input["flow"].as_str();
            let Some(flow) = flow.filter(|_| vector.calls.len() > 1) else {
                continue;
            };
            let ends = walked.entry(flow.to_owned()).or_default();
            for call in &vector.calls {
                let kind = call.expect.value("/outcome/kind").and_then(Value::as_str);
                let ended = ["answered", "refused", "uncertain", "cancelled"];
                ends.extend(ended.iter().find(|end| Some(**end) == kind));
                let is_time_out = call.input["event"]["kind"] == "time-out";
                ends.extend(Some("time-out").filter(|_| is_time_out && kind.is_some()));
            }
        }
    }
    assert_eq!(walked.len(), 12, "{:?}", walked.keys());
    for (flow, ends) in walked {
        // Those that publish nothing leave nothing in doubt.
        let is_local = ["face-reader", "limited", "own-reader"].contains(&flow.as_str());
        for end in ["answered", "refused", "time-out", "uncertain"] {
            let is_needed = end != "uncertain" || !is_local;
            assert!(ends.contains(end) || !is_needed, "{flow}: {end}");
        }
    }
}
