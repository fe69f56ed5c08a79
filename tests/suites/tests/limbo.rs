//! x509-limbo natively and through both builds of the component.

use onshi_suites::case::Case;
use onshi_suites::{component, exception, limbo, run};
use onshi_tests::target::{Native, Target};

/// The cases, or none where the suite is not on this machine.
fn cases() -> Option<Vec<Case>> {
    match limbo::cases() {
        Ok(cases) => Some(cases),
        Err(missing) => {
            println!("not run, it is not on this machine: {}", missing.0);
            None
        }
    }
}

fn compare(name: &str, target: &dyn Target) {
    let Some(cases) = cases() else { return };
    let exceptions = exception::load("limbo-exceptions.json");
    run::compare(name, target, &cases, &exceptions);
}

#[test]
fn the_core_judges_as_limbo_says() {
    compare("limbo, native", &Native);
}

#[test]
fn the_wide_component_judges_as_limbo_says() {
    compare("limbo, wide", component::wide());
}

#[test]
fn the_baseline_component_judges_as_limbo_says() {
    compare("limbo, baseline", component::baseline());
}

#[test]
fn no_case_takes_long() {
    let Some(cases) = cases() else { return };
    run::time("limbo, baseline", component::baseline(), &cases);
}
