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
use std::collections::BTreeMap;

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
    /// Whether only longer runs meet it.
    #[serde(default)]
    rare: bool,
}

/// What disagreed: oracle, whether the component accepts, why whoever refuses does.
type Kind = (String, bool, String);

#[test]
fn every_disagreement_with_other_validators_is_explained() {
    let rounds = std::env::var("ONSHI_DIFFERENTIAL");
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));
    let keys = Keys::new();
    let chains = chains();
    let drafts: Vec<Draft> = chains
        .iter()
        .map(|case| Draft::of(&chain(case), &keys))
        .collect();
    let pool: Vec<Node> = drafts.iter().flat_map(Draft::all).cloned().collect();
    let mut comparison = Comparison::default();
    for (seed, (base, unchanged)) in (0..).zip(chains.iter().zip(&drafts)) {
        comparison.ask(base);
        comparison.ask(&issued_again(base, unchanged, &keys, "issued again"));
        let mut rng = Rng::with_seed(seed);
        for _ in 0..rounds {
            let mut draft = unchanged.clone();
            let number = rng.usize(..draft.all().len());
            let what = mutation::change(draft.said(number), &pool, &mut rng);
            let what = format!("certificate {number}: {what}");
            comparison.ask(&issued_again(base, &draft, &keys, &what));
        }
    }
    println!(
        "{} chains, {} accepted, {} kinds of disagreement",
        comparison.asked,
        comparison.accepted,
        comparison.met.len()
    );
    assert!(
        comparison.accepted > comparison.asked / 20,
        "hardly a chain was accepted"
    );
    let explained = explained();
    let unexplained = comparison.besides(&explained);
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    let common = explained.iter().filter(|(_, rare)| !**rare);
    let unmet: Vec<_> = common
        .filter(|(kind, _)| !comparison.met.contains_key(kind))
        .collect();
    // Other chains, of other rounds, meet other differences.
    assert!(
        rounds != ROUNDS || unmet.is_empty(),
        "met no more: {unmet:?}"
    );
}

/// How the questions went.
#[derive(Default)]
struct Comparison {
    asked: usize,
    accepted: usize,
    /// The cases of each kind of disagreement.
    met: BTreeMap<Kind, Vec<String>>,
}

impl Comparison {
    /// Asks the component and everybody else.
    fn ask(&mut self, case: &Case) {
        let verdict = case.ask(component::wide());
        self.asked += 1;
        self.accepted += usize::from(verdict.is_valid());
        for oracle in ORACLES {
            let said = oracle.ask(case);
            if let Some(reason) = said.and_then(|said| disagreement(&verdict, &said)) {
                let kind = (oracle.name.to_owned(), verdict.is_valid(), reason);
                self.met.entry(kind).or_default().push(case.id.clone());
            }
        }
    }

    /// The kinds that are not among these, in words.
    fn besides(&self, explained: &BTreeMap<Kind, bool>) -> Vec<String> {
        let others = self
            .met
            .iter()
            .filter(|(kind, _)| !explained.contains_key(kind));
        let words = others.map(|((oracle, valid, reason), cases)| {
            let (here, there) = if *valid {
                ("accepted", "refused")
            } else {
                ("refused", "accepted")
            };
            let (count, first) = (cases.len(), &cases[0]);
            format!("{here} here, {there} by {oracle}: {reason} ({count} times, as {first})")
        });
        words.collect()
    }
}

/// The reason of whoever refuses, where one accepts and the other does not.
fn disagreement(verdict: &Verdict, said: &Said) -> Option<String> {
    match (verdict.is_valid(), said) {
        (true, Err(word)) => Some(word.clone()),
        (false, Ok(())) => Some(reason(verdict)),
        _ => None,
    }
}

/// Why the component refuses. That there is no issuer is often because the one
/// there is cannot be read, which is noted.
fn reason(verdict: &Verdict) -> String {
    let failed = verdict.reasons().first().copied().unwrap_or_default();
    let missing = [
        "certificate.issuer-key-not-found",
        "certificate.issuer-not-found",
        "certificate.no-usable-anchor",
    ];
    let mut noted = verdict
        .findings
        .iter()
        .filter(|finding| finding.outcome == "noted");
    match noted.next() {
        Some(defect) if missing.contains(&failed) => defect.code.clone(),
        _ => failed.to_owned(),
    }
}

/// The kinds that are explained, and whether they are rare.
fn explained() -> BTreeMap<Kind, bool> {
    let path = onshi_tests::root().join("tests/suites/differences.json");
    let text = std::fs::read_to_string(path).expect("differences.json");
    let listed: Vec<Difference> = serde_json::from_str(&text).expect("differences");
    let mut explained = BTreeMap::new();
    for it in listed {
        assert!(!it.why.is_empty(), "{} has no explanation", it.reason);
        let kind = (it.oracle, it.component == Answer::Accept, it.reason);
        let before = explained.insert(kind.clone(), it.rare);
        assert!(before.is_none(), "{kind:?} stands twice");
    }
    explained
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
