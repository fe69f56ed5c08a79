//! PKITS natively and through both builds of the component: every vector of every section.

use onshi_suites::{component, exception, pkits, run};
use onshi_tests::target::{Native, Target};
use std::collections::BTreeSet;

fn compare(name: &str, target: &dyn Target) {
    let exceptions = exception::load("pkits-exceptions.json");
    run::compare(name, target, &pkits::cases(), &exceptions);
}

#[test]
fn the_core_judges_as_pkits_says() {
    compare("PKITS, native", &Native);
}

#[test]
fn the_wide_component_judges_as_pkits_says() {
    compare("PKITS, wide", component::wide());
}

#[test]
fn the_baseline_component_judges_as_pkits_says() {
    compare("PKITS, baseline", component::baseline());
}

#[test]
fn the_suite_is_whole() {
    let cases = pkits::cases();
    assert_eq!(cases.len(), 249);
    assert_eq!(cases.iter().filter(|case| case.accept).count(), 114);
    let numbers: BTreeSet<Vec<u32>> = cases.iter().map(|case| number(&case.id)).collect();
    let all = (1..)
        .zip(pkits::TESTS)
        .flat_map(|(section, tests)| (1..=tests).map(move |test| vec![4, section, test]));
    assert_eq!(numbers, all.collect());
}

/// Chapter, section and test: some names have a subtest's number behind.
fn number(id: &str) -> Vec<u32> {
    let (number, _) = id.split_once(' ').expect("a number and a name");
    let parts = number.split('.').take(3);
    parts.map(|part| part.parse().expect("a number")).collect()
}
