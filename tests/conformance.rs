//! The vectors, through the component under wasmtime and through the core
//! natively: both must give what each vector says.

use onshi_host::{Limits, Onshi};
use onshi_tests::conformance::run;
use onshi_tests::target::{Native, Target};
use onshi_tests::vector::{self, Outcome};
use serde_json::{Value, json};

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
