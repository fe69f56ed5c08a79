use crate::certificate::test_support::chain::{
    LEAF_KEY, SUB, SUB_KEY, chain, leaf, leaf_after_rollover, rolled_over, rollover, root, sub,
};
use crate::certificate::test_support::der::{name, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::{accepted, codes, judge, refused};
use crate::certificate::{Outcome, Request};
use alloc::vec::Vec;

fn dns(text: &str) -> Vec<u8> {
    tlv(0x82, text.as_bytes())
}

fn directory(attributes: &[(&str, &str)]) -> Vec<u8> {
    tlv(0xA4, &name(attributes))
}

#[test]
fn every_authority_above_constrains_the_anchor_among_them() {
    let root = || root().name_constraints(&[dns("example.jp")], &[dns("bad.example.jp")]);
    let sub = || sub().name_constraints(&[dns("a.example.jp"), dns("b.jp")], &[]);
    let request = |name: &str| chain(&leaf().dns_name(name), &sub(), &root());
    let verdict = accepted(&request("www.a.example.jp"));
    let passed = codes(&verdict, Outcome::Passed);
    let held = passed
        .iter()
        .filter(|code| **code == "certificate.names-permitted");
    assert_eq!(held.count(), 2, "leaf and intermediate");
    refused(
        &request("c.example.jp"),
        &["certificate.name-not-permitted"],
    );
    // Permitted by the nearer authority only: a constraint is never widened.
    refused(&request("b.jp"), &["certificate.name-not-permitted"]);
    refused(&request("bad.example.jp"), &["certificate.name-excluded"]);
    refused(
        &request("*.a.example.jp."),
        &["certificate.name-not-comparable"],
    );
}

#[test]
fn constraints_say_nothing_of_other_forms() {
    let root = root().name_constraints(&[dns("example.jp")], &[]);
    accepted(&chain(&leaf(), &sub(), &root));
    let mail = leaf().names(&[tlv(0x81, b"a@other.jp")]);
    accepted(&chain(&mail, &sub(), &root));
}

#[test]
fn the_subject_is_a_directory_name_and_its_mail_addresses_are_mail() {
    let jp = root().name_constraints(&[directory(&[("C", "jp")])], &[]);
    accepted(&chain(&leaf(), &sub(), &jp));
    let leaf_excluded = directory(&[("C", "JP"), ("CN", "leaf")]);
    let excluded = root().name_constraints(&[], &[leaf_excluded]);
    refused(
        &chain(&leaf(), &sub(), &excluded),
        &["certificate.name-excluded"],
    );

    let addressed = || {
        let subject = [("C", "JP"), ("emailAddress", "a@example.jp")];
        Draft::new(&subject, LEAF_KEY, SUB, SUB_KEY).key_usage(&[7, 0x80])
    };
    let permits = |host: &str| root().name_constraints(&[tlv(0x81, host.as_bytes())], &[]);
    accepted(&chain(&addressed(), &sub(), &permits("example.jp")));
    refused(
        &chain(&addressed(), &sub(), &permits("other.jp")),
        &["certificate.name-not-permitted"],
    );
    // subjectAltName says which addresses there are, if it says any.
    let both = addressed().names(&[tlv(0x81, b"a@other.jp")]);
    accepted(&chain(&both, &sub(), &permits("other.jp")));
}

#[test]
fn self_issued_authorities_are_exempt_and_a_self_issued_leaf_is_not() {
    let root = root().name_constraints(&[dns("example.jp")], &[]);
    let rollover = rollover().dns_name("other.jp");
    let good = leaf_after_rollover().dns_name("example.jp");
    accepted(&rolled_over(&good, &rollover, &sub(), &root));
    refused(
        &chain(&rollover, &sub(), &root),
        &["certificate.name-not-permitted"],
    );
}

#[test]
fn unsound_constraints_are_refused_whomever_they_concern() {
    for base in [
        dns(".example.jp"),
        dns("*.example.jp"),
        tlv(0x81, b"a@b@c.jp"),
    ] {
        let unsound = sub().name_constraints(&[], &[base]);
        refused(
            &chain(&leaf(), &unsound, &root()),
            &["certificate.name-constraints-unsound"],
        );
    }
}

/// CVE-2024-34702 (Botan), CVE-2025-58187 (Go): names times subtrees.
#[test]
fn quadratic_comparisons_end_with_the_budget() {
    let many = |count: u32| -> Vec<_> {
        (0..count)
            .map(|number| dns(&alloc::format!("n{number}.jp")))
            .collect()
    };
    let of = |names: u32, subtrees: u32| -> Request {
        let root = root().name_constraints(&[], &many(subtrees));
        let distinct: Vec<_> = (0..names)
            .map(|number| dns(&alloc::format!("m{number}.jp")))
            .collect();
        let mut request = chain(&leaf().names(&distinct), &sub(), &root);
        request.options.limits.certificate_bytes = u32::MAX;
        request
    };
    // Ten names and the subject of the leaf, and the subject of the authority.
    let mut request = of(10, 7);
    request.options.limits.name_comparisons = 84;
    assert_eq!(accepted(&request).work.name_comparisons, 84);
    request.options.limits.name_comparisons = 83;
    refused(&request, &["certificate.name-comparisons-exhausted"]);

    refused(
        &of(1_000, 1_000),
        &["certificate.name-comparisons-exhausted"],
    );
    let largest = accepted(&of(300, 300)).work;
    assert!(largest.name_comparisons > 90_000 && largest.used > 1_000);
    let mut request = of(300, 300);
    request.options.limits.work = 1_000;
    assert_eq!(judge(&request).1, ["certificate.work-exhausted"]);
}
