//! The component against other validators (certval, pkix-path, OpenSSL) on chains
//! whose certificates were changed, by a seed, and signed again.
//!
//! Every disagreement must belong to a class of `differences.json`, which says why;
//! the worst would be a chain that is accepted here and refused elsewhere for a
//! reason that nothing explains. Revocation is left out: its data are not among
//! what is changed, and the oracles judge the path alone.

use fastrand::Rng;
use onshi_suites::case::{Case, Verdict};
use onshi_suites::chain::{Draft, Keys};
use onshi_suites::der::Node;
use onshi_suites::exception::Answer;
use onshi_suites::oracle::{ORACLES, Said};
use onshi_suites::{component, mutation, pkits};
use onshi_tests::material;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How many changed chains there are for each chain; `ONSHI_DIFFERENTIAL` says
/// otherwise.
const ROUNDS: usize = 20;

/// A kind of disagreement that is explained.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The other validator.
    oracle: String,
    /// What the component says; the oracle says the opposite.
    component: Answer,
    /// Why whoever refuses does: one of the component's codes, or the oracle's word.
    reason: String,
    /// Why both may be right, or which of them is not.
    why: String,
}

/// What disagreed: oracle, the component's answer, why whoever refuses does.
type Disagreement = (&'static str, bool, String);

#[test]
fn every_disagreement_with_other_validators_is_explained() {
    let keys = Keys::new();
    let chains = chains();
    let pool: Vec<Node> = chains
        .iter()
        .flat_map(|case| {
            let mut draft = Draft::of(&chain(case), &keys);
            (0..draft.len())
                .map(|number| draft.said(number).clone())
                .collect::<Vec<_>>()
        })
        .collect();
    let rounds = std::env::var("ONSHI_DIFFERENTIAL");
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));
    let explained = explained();
    let mut met: BTreeMap<Disagreement, Vec<String>> = BTreeMap::new();
    let (mut asked, mut accepted) = (0, 0);
    for (seed, base) in (0..).zip(&chains) {
        let mut rng = Rng::with_seed(seed);
        let base_draft = Draft::of(&chain(base), &keys);
        let unchanged = [
            base.clone(),
            issued_again(base, &base_draft, &keys, "issued again"),
        ];
        let changed = (0..rounds).map(|_| {
            let mut draft = base_draft.clone();
            let number = rng.usize(..draft.len());
            let what = mutation::change(draft.said(number), &pool, &mut rng);
            issued_again(
                base,
                &draft,
                &keys,
                &format!("certificate {number}: {what}"),
            )
        });
        for case in unchanged.into_iter().chain(changed) {
            let verdict = case.ask(component::wide());
            asked += 1;
            accepted += usize::from(verdict.is_valid());
            for oracle in ORACLES {
                let Some(said) = oracle.ask(&case) else {
                    continue;
                };
                for reason in disagreement(&verdict, &said) {
                    let kind = (oracle.name, verdict.is_valid(), reason);
                    met.entry(kind).or_default().push(case.id.clone());
                }
            }
        }
    }
    println!(
        "{asked} chains, {accepted} accepted, {} kinds of disagreement",
        met.len()
    );
    let unexplained: Vec<_> = met
        .iter()
        .filter(|((oracle, valid, reason), _)| {
            !explained.contains(&((*oracle).to_owned(), *valid, reason.clone()))
        })
        .map(|((oracle, valid, reason), ids)| {
            let (here, there) = if *valid {
                ("accepted", "refused")
            } else {
                ("refused", "accepted")
            };
            format!(
                "{here} here, {there} by {oracle}: {reason} ({} times, as {})",
                ids.len(),
                ids[0]
            )
        })
        .collect();
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    assert!(accepted > asked / 20, "hardly a chain was accepted");
}

/// The reasons of whoever refuses, where one accepts and the other does not: of
/// several that the component gives, one that is explained will do, so they are one.
fn disagreement(verdict: &Verdict, said: &Said) -> Option<String> {
    match (verdict.is_valid(), said) {
        (true, Err(word)) => Some(word.clone()),
        (false, Ok(())) => Some(
            verdict
                .reasons()
                .first()
                .copied()
                .unwrap_or_default()
                .to_owned(),
        ),
        _ => None,
    }
}

fn explained() -> BTreeSet<(String, bool, String)> {
    let path = onshi_tests::root().join("tests/suites/differences.json");
    let text = std::fs::read_to_string(path).expect("differences.json");
    let listed: Vec<Difference> = serde_json::from_str(&text).expect("differences");
    let keys = listed.into_iter().map(|difference| {
        assert!(
            !difference.why.is_empty(),
            "{} has no explanation",
            difference.reason
        );
        (
            difference.oracle,
            difference.component == Answer::Accept,
            difference.reason,
        )
    });
    keys.collect()
}

/// Anchor first.
fn chain(case: &Case) -> Vec<Vec<u8>> {
    let anchor = case.anchors.iter().take(1);
    let below = case.intermediates.iter().chain([&case.leaf]);
    anchor.chain(below).cloned().collect()
}

fn issued_again(base: &Case, draft: &Draft, keys: &Keys, what: &str) -> Case {
    let mut chain = draft.sign(keys);
    let leaf = chain.pop().expect("a leaf");
    let anchor = chain.remove(0);
    Case {
        id: format!("{}: {what}", base.id),
        leaf,
        intermediates: chain,
        anchors: vec![anchor],
        ..base.clone()
    }
}

/// What is changed: the paths of PKITS, but for the sections about revocation,
/// whose vectors hold certificates beside the path, and the JPKI's.
fn chains() -> Vec<Case> {
    let of_paths = |case: &Case| {
        let sections = ["4.4.", "4.5.", "4.14.", "4.15."];
        !sections.iter().any(|section| case.id.starts_with(section))
    };
    let mut chains: Vec<Case> = pkits::cases().into_iter().filter(of_paths).collect();
    for case in &mut chains {
        case.crls.clear();
        case.options["requireRevocation"] = "none".into();
    }
    for (leaf, anchor) in [("auth", "authca-test-2023"), ("sign", "signca-test-2024")] {
        chains.push(Case {
            id: format!("JPKI {leaf}"),
            accept: true,
            profile: "generic".to_owned(),
            leaf: package(&format!("tests/fixtures/jpki-{leaf}-cert.der")),
            intermediates: Vec::new(),
            anchors: vec![package(&format!("certs/test/{anchor}.cer"))],
            crls: Vec::new(),
            at: "2026-11-21T00:00:00Z".to_owned(),
            options: json!({}),
        });
    }
    chains
}

fn package(path: &str) -> Vec<u8> {
    material::bytes(&format!("@package/myna-card/{path}"))
        .unwrap_or_else(|missing| panic!("{missing:?}"))
}
