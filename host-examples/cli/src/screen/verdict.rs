//! What a verdict says: the chain, every check, and what was not checked.

use super::heading;
use crate::clock;
use onshi_host::certificate::{Finding, Outcome, Verdict, Work};

pub(crate) fn verdict(verdict: &Verdict) {
    let state = match verdict.state.as_str() {
        "valid" => "有効",
        "expired-within-grace" => "有効期限切れ(猶予期間内。資格の確認だけに使えます)",
        "not-checked" => "未確認(失効を確認できないため、有効とはしません)",
        _ => "有効ではありません",
    };
    println!("証明書の検証: {state} [{}]", verdict.state);
    println!(
        "  プロファイル {}、{} 時点",
        verdict.profile,
        clock::wall(&verdict.at)
    );
    chain(verdict);
    let elsewhere = |finding: &&Finding| {
        let label = finding.place.certificate.as_ref();
        verdict.chain.iter().all(|link| Some(&link.label) != label)
    };
    let rest = ordered(verdict.findings.iter().filter(elsewhere));
    if !rest.is_empty() {
        heading("チェーン以外の検査");
    }
    for finding in rest {
        let of = finding.place.certificate.as_deref();
        let of = of.map_or_else(String::new, |label| format!("{label}: "));
        println!("  {} {of}{}", mark(finding.outcome), sentence(finding));
    }
    heading("作業量");
    work(&verdict.work);
}

/// The chain as a tree, the anchor at its root, each certificate with its checks.
fn chain(verdict: &Verdict) {
    for (depth, certificate) in verdict.chain.iter().rev().enumerate() {
        let indent = "   ".repeat(depth);
        let branch = if depth == 0 {
            String::new()
        } else {
            format!("{}└ ", "   ".repeat(depth - 1))
        };
        println!("  {branch}{}", certificate.subject);
        println!(
            "  {indent}{} {}、{} から {} まで [{}]",
            certificate.key,
            certificate.signature_algorithm,
            clock::wall(&certificate.not_before),
            clock::wall(&certificate.not_after),
            certificate.label,
        );
        let about = |finding: &&Finding| {
            finding.place.certificate.as_deref() == Some(certificate.label.as_str())
        };
        for finding in ordered(verdict.findings.iter().filter(about)) {
            println!(
                "  {indent}  {} {}",
                mark(finding.outcome),
                sentence(finding)
            );
        }
    }
}

/// How far each budget was used.
fn work(work: &Work) {
    for (name, used, limit) in [
        ("作業量(単位)", work.used, work.limit),
        (
            "署名検証",
            work.signature_checks,
            work.signature_check_limit,
        ),
        (
            "名前制約の照合",
            work.name_comparisons,
            work.name_comparison_limit,
        ),
        (
            "ポリシーグラフの節点",
            work.policy_nodes,
            work.policy_node_limit,
        ),
    ] {
        println!("  {name} {used} / {limit}");
    }
}

/// What failed first, then what was not checked, then the rest.
fn ordered<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut findings: Vec<_> = findings.collect();
    findings.sort_by_key(|finding| match finding.outcome {
        Outcome::Failed => 0,
        Outcome::NotChecked => 1,
        Outcome::Noted => 2,
        Outcome::Passed => 3,
    });
    findings
}

const fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "○",
        Outcome::Failed => "×",
        Outcome::NotChecked => "―",
        Outcome::Noted => "・",
    }
}

fn sentence(finding: &Finding) -> String {
    let extension = finding.place.extension.as_ref();
    let extension = extension.map_or_else(String::new, |id| format!("拡張 {id}: "));
    format!(
        "{extension}{} ({}) [{}]",
        finding.message_ja, finding.source, finding.code
    )
}
