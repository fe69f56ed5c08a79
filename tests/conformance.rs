//! The vectors, through the component under wasmtime and through the core
//! natively: both must give what each vector says.

use onshi_host::{Limits, Onshi};
use onshi_tests::conformance::run;
use onshi_tests::target::{Native, Target};
use onshi_tests::vector::{self, Outcome};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

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

/// Answers every call with the same.
struct Always(Result<Value, Value>);

impl Target for Always {
    fn invoke(&self, _: &str, _: &str, _: &[u8]) -> Result<Result<Value, Value>, String> {
        Ok(self.0.clone())
    }
}

#[test]
fn no_vector_is_content_with_any_answer() {
    let folder = onshi_tests::folder().join("vectors");
    let nothing = [
        Always(Ok(json!({}))),
        Always(Err(json!([]))),
        Always(Err(json!([{ "code": "other" }]))),
    ];
    for (suite, vectors) in vector::load(&folder) {
        for vector in &vectors.vectors {
            for target in &nothing {
                let outcome = vector.run(&folder, target);
                assert_ne!(outcome, Outcome::Passed, "{suite}/{}", vector.id);
            }
        }
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
