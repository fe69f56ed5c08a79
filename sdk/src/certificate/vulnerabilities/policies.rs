//! Class 5: policies.

use super::{chain, leaf, root, sub, under_root};
use crate::certificate::Request;
use crate::certificate::test_support::chain::{LEAF, LEAF_KEY};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, judge, refused};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const ANY_PURPOSE: &str = "2.5.29.37.0";

/// anyExtendedKeyUsage, or nothing critical, turned policies off (CVE-2025-22874).
#[test]
fn class_05_policies_are_not_skipped() {
    let ask = |leaf: Draft, sub: Draft| {
        let mut request = chain(&leaf, &[sub], &root());
        request.options.required_policies = Vec::from([String::from("1.2.3")]);
        request
    };
    let good = || leaf().policies(&["1.2.3"]);
    let any = ["2.5.29.32.0"];
    accepted(&ask(good(), sub().policies(&["1.2.3"])));
    accepted(&ask(good(), sub().policies(&any)));
    let any_purpose = |draft: Draft| draft.extended_key_usage(&[ANY_PURPOSE]);
    accepted(&ask(any_purpose(good()), any_purpose(sub().policies(&any))));

    let not_valid = &["certificate.policy-not-valid"];
    for purposes in [false, true] {
        let bend = |draft| if purposes { any_purpose(draft) } else { draft };
        // The leaf asserts it alone, or its authority does, or another one.
        refused(&ask(bend(good()), bend(sub())), not_valid);
        refused(&ask(bend(leaf()), bend(sub().policies(&any))), not_valid);
        let other = leaf().policies(&["1.2.4"]);
        refused(&ask(bend(other), bend(sub().policies(&any))), not_valid);
    }
    // The same of an authority that requires an explicit policy, critical or not.
    for critical in [true, false] {
        let mut strict = sub().policy_constraints(Some(0), None);
        if let Some(extension) = strict.extensions.last_mut() {
            extension.1 = critical;
        }
        let request = chain(&any_purpose(leaf()), &[any_purpose(strict)], &root());
        refused(&request, &["certificate.no-policy-left"]);
    }
    // Nobody maps to or from anyPolicy.
    let mapped = sub()
        .policies(&any)
        .policy_mappings(&[("2.5.29.32.0", "1.2.3")]);
    let failed = judge(&chain(&good(), &[mapped], &root())).1;
    assert!(failed.contains(&"certificate.any-policy-mapped"));
}

/// Authorities that each map every one of so many policies to every one.
fn mapping_chain(policies: u32, authorities: u8) -> Request {
    let texts: Vec<_> = (1..=policies)
        .map(|policy| alloc::format!("1.2.{policy}"))
        .collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let pairs = texts
        .iter()
        .flat_map(|one| texts.iter().map(move |other| (*one, *other)));
    let pairs: Vec<_> = pairs.collect();
    let names: Vec<_> = (0..=authorities).map(|number| number.to_string()).collect();
    let mut drafts = Vec::new();
    for number in 1..=authorities {
        let (subject, issuer) = (&names[usize::from(number)], &names[usize::from(number - 1)]);
        drafts.push(
            Draft::new(
                &[("CN", subject)],
                Key::P256(number + 1),
                &[("CN", issuer)],
                Key::P256(number),
            )
            .authority(None)
            .policies(&texts)
            .policy_mappings(&pairs),
        );
    }
    let last = &names[usize::from(authorities)];
    let leaf =
        Draft::new(LEAF, LEAF_KEY, &[("CN", last)], Key::P256(authorities + 1)).policies(&texts);
    let root =
        Draft::new(&[("CN", "0")], Key::P256(1), &[("CN", "0")], Key::P256(1)).authority(None);
    chain(&leaf, &drafts, &root)
}

/// A tree has as many nodes as there are ways through the mappings, the graph as
/// many as there are policies (CVE-2026-32281).
#[test]
fn class_05_exploding_policies() {
    // 10 policies over 7 certificates: a tree of 10^7.
    let verdict = accepted(&mapping_chain(10, 6));
    assert_eq!(verdict.work.policy_nodes, 1 + 7 * 10);
    assert!(verdict.work.used < 2_000);
    // Linear in the policies and in the length of the path.
    assert_eq!(
        accepted(&mapping_chain(20, 6)).work.policy_nodes,
        1 + 7 * 20
    );
    assert_eq!(
        accepted(&mapping_chain(10, 3)).work.policy_nodes,
        1 + 4 * 10
    );

    let texts: Vec<_> = (1..=1_000)
        .map(|policy| alloc::format!("1.2.{policy}"))
        .collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    accepted(&chain(&under_root().policies(&texts[..999]), &[], &root()));
    refused(
        &chain(&under_root().policies(&texts), &[], &root()),
        &["certificate.policy-nodes-exhausted"],
    );
}
