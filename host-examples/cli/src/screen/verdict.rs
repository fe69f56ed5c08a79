//! What a verdict says: the chain, every check, and what was not checked.

use super::heading;
use crate::clock;
use onshi_host::certificate::{CertificateSummary, Finding, Outcome, Verdict};

pub(crate) fn verdict(verdict: &Verdict) {
    let state = match verdict.state.as_str() {
        "valid" => "有効",
        "not-checked" => "未確認(失効を確認できないため、有効とはしません)",
        _ => "有効ではありません",
    };
    println!("証明書の検証: {state} [{}]", verdict.state);
    println!(
        "  プロファイル {}、{} 時点",
        verdict.profile,
        clock::wall(&verdict.at)
    );
    chain(&verdict.chain);
    heading("検査");
    for finding in ordered(&verdict.findings) {
        println!("  {} {}", mark(finding.outcome), sentence(finding));
    }
    println!("  作業量 {} / {}", verdict.work.used, verdict.work.limit);
}

/// The chain as a tree, the anchor at its root.
fn chain(chain: &[CertificateSummary]) {
    for (depth, certificate) in chain.iter().rev().enumerate() {
        let branch = if depth == 0 {
            String::new()
        } else {
            format!("{}└ ", "   ".repeat(depth - 1))
        };
        println!("  {branch}{}", certificate.subject);
        println!(
            "  {}{} {}、{} から {} まで",
            "   ".repeat(depth),
            certificate.key,
            certificate.signature_algorithm,
            clock::wall(&certificate.not_before),
            clock::wall(&certificate.not_after),
        );
    }
}

/// What failed first, then what was not checked, then the rest.
fn ordered(findings: &[Finding]) -> Vec<&Finding> {
    let mut findings: Vec<_> = findings.iter().collect();
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
    let place = [&finding.place.certificate, &finding.place.extension];
    let place: Vec<_> = place.into_iter().flatten().map(String::as_str).collect();
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("{}: ", place.join(" "))
    };
    format!(
        "{place}{} ({}) [{}]",
        finding.message_ja, finding.source, finding.code
    )
}
