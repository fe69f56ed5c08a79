//! The vectors, through the packed `@onshi/web`: in Node and in Chromium, of both its
//! builds, by name and through its typed functions.
//!
//! `cargo xtask test` provides the tarball, Node and Chromium. What is wide arithmetic
//! stands behind a switch of Chromium's, and is in no Node yet that can be had.

mod host;
mod typed;

use host::{Engine, Host};
use onshi_tests::conformance::{run, run_those};
use onshi_tests::vector::Vector;
use typed::Typed;

/// Every vector by name and through the typed functions, in an engine that chooses a
/// build for itself.
fn check(engine: Engine, build: &str) {
    let Some(host) = Host::start(engine, "index") else {
        return;
    };
    assert_eq!(host.loaded(), [format!("{build}.wasm")]);
    run(&format!("{engine:?}, {build}"), &host);
    let typed = Typed::over(&host);
    run(&format!("{engine:?}, {build}, typed"), &typed);
    assert_eq!(typed.functions(), 28, "every function is called");
    host.end();
}

/// The vectors of certificates, through the entry that has nothing else.
fn check_certificates(engine: Engine, build: &str) {
    let Some(host) = Host::start(engine, "certificates") else {
        return;
    };
    assert_eq!(host.loaded(), [format!("{build}.wasm")]);
    let of_certificates = |vector: &Vector| {
        let mut calls = vector.calls.iter();
        calls.all(|call| call.operation.starts_with("certificate."))
    };
    run_those(&format!("{engine:?}, {build}"), &host, of_certificates);
    let typed = Typed::over(&host);
    run_those(
        &format!("{engine:?}, {build}, typed"),
        &typed,
        of_certificates,
    );
    assert_eq!(typed.functions(), 6, "every function is called");
    host.end();
}

#[test]
fn the_package_gives_what_the_vectors_say_in_node() {
    check(Engine::Node, "onshi");
    check_certificates(Engine::Node, "certificates");
}

#[test]
fn the_package_gives_what_the_vectors_say_in_chromium() {
    check(Engine::Chromium, "onshi");
    check_certificates(Engine::Chromium, "certificates");
}

#[test]
fn the_package_gives_what_the_vectors_say_in_chromium_with_wide_arithmetic() {
    check(Engine::WideChromium, "onshi-wide");
    check_certificates(Engine::WideChromium, "certificates-wide");
}
