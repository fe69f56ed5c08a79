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

/// Cases too large for the defaults: what keeps each out, and which budget stops it
/// where it is let in.
const OVERSIZED: [(&str, &str, &str); 7] = [
    (
        "nc-dos-1",
        "certificate.too-large",
        "certificate.name-comparisons-exhausted",
    ),
    (
        "nc-dos-2",
        "certificate.too-large",
        "certificate.name-comparisons-exhausted",
    ),
    (
        "nc-dos-3",
        "certificate.too-large",
        "certificate.name-comparisons-exhausted",
    ),
    (
        "pathological-chain-distinct-subject-distinct-key",
        "certificate.too-many",
        "certificate.too-deep",
    ),
    (
        "pathological-chain-same-subject-distinct-key",
        "certificate.too-many",
        "certificate.signature-checks-exhausted",
    ),
    (
        "pathological-chain-distinct-subject-same-key",
        "certificate.too-many",
        "certificate.too-deep",
    ),
    (
        "pathological-chain-same-subject-same-key",
        "certificate.too-many",
        "certificate.signature-checks-exhausted",
    ),
];

#[test]
fn oversized_cases_are_stopped_by_the_budget_meant_for_them() {
    let Some(cases) = cases() else { return };
    for (name, size, budget) in OVERSIZED {
        let id = format!("pathological::{name}");
        let case = cases.iter().find(|case| case.id == id).expect("the case");
        let kept_out = case.ask(component::baseline());
        assert!(
            kept_out.reasons().contains(&size),
            "{id}: {:?}",
            kept_out.reasons()
        );
        assert_eq!(kept_out.work.used, 0, "{id}");

        let raised = limbo::SIZE_LIMITS
            .iter()
            .fold(case.clone(), |case, (name, limit)| {
                case.with_limit(name, *limit)
            });
        let verdict = raised.ask(component::baseline());
        assert_eq!(verdict.state, "invalid", "{id}");
        assert!(
            verdict.reasons().contains(&budget),
            "{id}: {:?}",
            verdict.reasons()
        );
        let work = &verdict.work;
        println!("{id}: {work:?}");
        assert!(work.used <= work.limit && work.signature_checks <= work.signature_check_limit);
        assert!(work.name_comparisons <= work.name_comparison_limit);
        assert!(work.policy_nodes <= work.policy_node_limit);
    }
    // Nothing else of the suite is larger than the defaults allow.
    let listed = |case: &Case| OVERSIZED.iter().any(|(name, ..)| case.id.ends_with(name));
    for case in cases.iter().filter(|case| !listed(case)) {
        let verdict = case.ask(component::wide());
        let reasons = verdict.reasons();
        let too_big = ["certificate.too-large", "certificate.too-many"];
        assert!(
            !reasons.iter().any(|code| too_big.contains(code)),
            "{}",
            case.id
        );
    }
}
