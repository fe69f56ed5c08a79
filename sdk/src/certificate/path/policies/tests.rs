use crate::certificate::test_support::chain::{
    chain, leaf, leaf_after_rollover, rolled_over, rollover, root, sub,
};
use crate::certificate::test_support::{accepted, codes, refused};
use crate::certificate::{Options, Outcome, Request};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const ANY: &str = "2.5.29.32.0";
const NO_POLICY_LEFT: &str = "certificate.no-policy-left";

fn with(mut request: Request, set: impl Fn(&mut Options)) -> Request {
    set(&mut request.options);
    request
}

fn explicit(request: Request) -> Request {
    with(request, |options| options.explicit_policy = true)
}

/// The policies the verdict tells.
fn told(request: &Request) -> String {
    let verdict = accepted(request);
    let mut findings = verdict.findings.iter();
    let policies = findings.find(|finding| finding.code.id() == "certificate.policies");
    let message = policies.map(|finding| finding.message.clone());
    let text = message.unwrap_or_default();
    text.trim_start_matches("the path is valid for the policies ")
        .to_string()
}

#[test]
fn an_explicit_policy_is_required_by_the_caller_or_an_authority() {
    let without = chain(&leaf(), &sub(), &root());
    accepted(&without);
    refused(&explicit(without), &[NO_POLICY_LEFT]);
    let asserted = chain(
        &leaf().policies(&["1.2.3"]),
        &sub().policies(&["1.2.3", "1.2.4"]),
        &root(),
    );
    assert_eq!(told(&explicit(asserted.clone())), "1.2.3");
    assert_eq!(
        codes(&accepted(&asserted), Outcome::Passed)
            .iter()
            .filter(|code| **code == "certificate.policies")
            .count(),
        0
    );

    for skip in [0, 1] {
        let sub = sub().policy_constraints(Some(skip), None);
        refused(&chain(&leaf(), &sub, &root()), &[NO_POLICY_LEFT]);
        let root = root().policy_constraints(Some(skip), None);
        refused(&chain(&leaf(), &self::sub(), &root), &[NO_POLICY_LEFT]);
    }
    let later = sub().policy_constraints(Some(2), None);
    accepted(&chain(&leaf(), &later, &root()));
    let own = leaf().policy_constraints(Some(0), None);
    refused(&chain(&own, &sub(), &root()), &[NO_POLICY_LEFT]);
}

#[test]
fn self_issued_authorities_are_not_counted() {
    let sub = || sub().policy_constraints(Some(1), None);
    // The leaf is the first certificate after the authority that counts.
    refused(
        &rolled_over(&leaf_after_rollover(), &rollover(), &sub(), &root()),
        &[NO_POLICY_LEFT],
    );
    let later = self::sub().policy_constraints(Some(2), None);
    accepted(&rolled_over(
        &leaf_after_rollover(),
        &rollover(),
        &later,
        &root(),
    ));
}

#[test]
fn the_callers_policies_matter_where_one_must_be_explicit() {
    let wants = |request: Request, policy: &str| {
        with(request, |options| {
            options.initial_policies = Vec::from([policy.to_string()]);
        })
    };
    let path = || {
        chain(
            &leaf().policies(&["1.2.3"]),
            &sub().policies(&["1.2.3"]),
            &root(),
        )
    };
    assert_eq!(told(&wants(path(), "1.2.3")), "1.2.3");
    assert_eq!(told(&wants(path(), "1.2.4")), "");
    refused(&explicit(wants(path(), "1.2.4")), &[NO_POLICY_LEFT]);
    assert_eq!(told(&explicit(wants(path(), ANY))), "1.2.3");
    let any = || chain(&leaf().policies(&[ANY]), &sub().policies(&[ANY]), &root());
    assert_eq!(told(&explicit(wants(any(), "1.2.4"))), "1.2.4");
    assert_eq!(told(&explicit(any())), ANY);
}

#[test]
fn any_policy_is_inhibited_by_the_caller_or_an_authority() {
    let path = |sub| explicit(chain(&leaf().policies(&[ANY]), &sub, &root()));
    let sub = || sub().policies(&["1.2.3"]);
    assert_eq!(told(&path(sub())), "1.2.3");
    refused(&path(sub().inhibit_any_policy(0)), &[NO_POLICY_LEFT]);
    assert_eq!(told(&path(sub().inhibit_any_policy(1))), "1.2.3");
    let inhibited = with(path(sub()), |options| options.inhibit_any_policy = true);
    refused(&inhibited, &[NO_POLICY_LEFT]);
    let root = root().inhibit_any_policy(1);
    let any_leaf = leaf().policies(&[ANY]);
    refused(
        &explicit(chain(&any_leaf, &sub(), &root)),
        &[NO_POLICY_LEFT],
    );
    // A self-issued authority may assert it, a self-issued leaf may not.
    let inhibiting = sub().inhibit_any_policy(0);
    let rollover = rollover().policies(&[ANY]);
    let good = leaf_after_rollover().policies(&["1.2.3"]);
    let rolled = rolled_over(&good, &rollover, &inhibiting, &self::root());
    assert_eq!(told(&explicit(rolled)), "1.2.3");
    let self_issued_leaf = chain(&rollover, &inhibiting, &self::root());
    refused(&explicit(self_issued_leaf), &[NO_POLICY_LEFT]);
}

#[test]
fn mapped_policies_are_told_by_the_anchors_name_for_them() {
    let mapping = || {
        sub()
            .policies(&["1.2.3"])
            .policy_mappings(&[("1.2.3", "1.2.4")])
    };
    let path = |sub| explicit(chain(&leaf().policies(&["1.2.4"]), &sub, &root()));
    assert_eq!(told(&path(mapping())), "1.2.3");
    let inhibited = with(path(mapping()), |options| {
        options.inhibit_policy_mapping = true;
    });
    refused(&inhibited, &[NO_POLICY_LEFT]);
    let root = root().policy_constraints(None, Some(0));
    let leaf = leaf().policies(&["1.2.4"]);
    refused(
        &explicit(chain(&leaf, &mapping(), &root)),
        &[NO_POLICY_LEFT],
    );
    // A caller's or profile's required policy is one of the anchor's domain too.
    let required = |policy: &str| {
        with(path(mapping()), |options| {
            options.required_policies = Vec::from([policy.to_string()]);
        })
    };
    accepted(&required("1.2.3"));
    refused(&required("1.2.4"), &["certificate.policy-not-valid"]);
    for pair in [(ANY, "1.2.4"), ("1.2.3", ANY)] {
        let any = sub().policies(&["1.2.3"]).policy_mappings(&[pair]);
        refused(
            &chain(&self::leaf(), &any, &self::root()),
            &["certificate.any-policy-mapped"],
        );
    }
}

/// CVE-2023-0464 (OpenSSL): the tree of RFC 5280 grew exponentially.
#[test]
fn the_graph_is_held_to_its_size() {
    let many: Vec<_> = (0..40)
        .map(|number| alloc::format!("1.2.{number}"))
        .collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    let mut request = chain(&leaf().policies(&many), &sub().policies(&many), &root());
    request.options.limits.policy_nodes = 81;
    assert_eq!(accepted(&request).work.policy_nodes, 81);
    request.options.limits.policy_nodes = 80;
    refused(&request, &["certificate.policy-nodes-exhausted"]);
}
