//! Path building, from the leaf upwards.
//!
//! Issuers are found by name, tried in the order their key identifiers suggest,
//! and decided by signature: the three generations of a JPKI root share one name.
//! A complete path is judged at once, and the first without a failed check, and with
//! all that is required checked, is the answer. If there is none, the complete path
//! with the fewest failures is, and otherwise the dead end that got furthest. Each signature is checked once, no
//! certificate appears twice in a path, and the budget ends every search.

use super::Path;
use super::pool::{KeyMatch, Link, Pool, key_match};
use crate::certificate::budget::{Budget, Exhausted, TOO_DEEP};
use crate::certificate::rule::{Rule, rules};
use crate::certificate::signature::Scheme;
use crate::certificate::verdict::Finding;
use crate::certificate::x509::Certificate;
use alloc::string::ToString;
use alloc::vec::{self, Vec};

rules! {
    /// No issuer of that name.
    ISSUER_NOT_FOUND = "certificate.issuer-not-found", "RFC 5280 §6.1.3 (a)(4)",
        "no certificate of its issuer's name was given that can be read", "発行者の証明書(読み取れるもの)が与えられていません";
    /// The name is there, the key is not.
    ISSUER_KEY_NOT_FOUND = "certificate.issuer-key-not-found", "RFC 5280 §4.2.1.1, §6.1.3 (a)(1)",
        "certificates of its issuer's name were given, but none with the key that it names: another generation of the issuer is needed",
        "発行者と同じ名前の証明書はありますが、鍵が異なります(別の世代の発行者証明書が必要です)";
    /// A self-signed certificate that is not trusted, or a circle.
    ANCHOR_NOT_REACHED = "certificate.anchor-not-reached", "RFC 5280 §6.1",
        "the issuers given vouch only for themselves or each other, and none is a trust anchor",
        "発行者をたどっても自己署名または循環した証明書に行き着き、トラストアンカーに至りません";
    /// A candidate is there, the signature does not fit.
    SIGNATURE_INVALID = "certificate.signature-invalid", "RFC 5280 §6.1.3 (a)(1)",
        "the signature was not made with its issuer's key over these bytes",
        "署名を発行者の鍵で検証できません(改ざんされているか、発行者が異なります)";
    /// A candidate's key is of no use.
    ISSUER_KEY_UNUSABLE = "certificate.issuer-key-unusable", "RFC 3279 §2.3, RFC 5480 §2",
        "its issuer's key is malformed or of a kind or size that is not supported",
        "発行者の鍵が正しくないか、対応していない種類・長さです";
    /// An algorithm that is not verified.
    ALGORITHM_UNSUPPORTED = "certificate.algorithm-unsupported", "RFC 5280 §4.1.1.2, RFC 4055, RFC 5758",
        "signed with an algorithm that is not supported", "対応していない署名アルゴリズムです";
}

/// What a search came to.
pub(crate) struct Found<'p, 'a> {
    pub(crate) path: Option<Path<'p, 'a>>,
    pub(crate) judgement: Judgement,
    /// What ended the search before its end.
    pub(crate) exhausted: Option<Exhausted>,
}

/// What was found about a complete path.
#[derive(Default)]
pub(crate) struct Judgement {
    pub(crate) findings: Vec<Finding>,
    /// Something that is required could not be checked.
    pub(crate) undetermined: bool,
}

impl Judgement {
    /// Nothing failed and nothing is open.
    pub(crate) fn is_good(&self) -> bool {
        self.rank() == (0, false)
    }

    /// The less, the better the path. That the leaf is in its grace is so on every path.
    fn rank(&self) -> (usize, bool) {
        let failures = self.findings.iter().filter(|finding| finding.is_fatal());
        (failures.count(), self.undetermined)
    }
}

/// Judges a complete path.
pub(crate) type Judge<'j, 'p, 'a> =
    dyn FnMut(&Path<'p, 'a>, &mut Budget) -> Result<Judgement, Exhausted> + 'j;

/// Finds a path from one certificate of the pool and judges it with `judge`, which
/// pays for its own work.
pub(crate) fn search<'p, 'a>(
    pool: &'p Pool<'a>,
    start: usize,
    depth: u32,
    budget: &mut Budget,
    judge: &mut Judge<'_, 'p, 'a>,
) -> Found<'p, 'a> {
    let mut search = Search {
        pool,
        depth: usize::try_from(depth).unwrap_or(usize::MAX),
        budget,
        best: None,
        dead_end: None,
    };
    let exhausted = search.run(start, judge).err();
    let mut found = match (search.best, search.dead_end) {
        (Some(best), _) => best,
        (None, dead_end) => Found {
            path: None,
            judgement: Judgement {
                findings: dead_end.into_iter().map(|end| end.finding).collect(),
                undetermined: true,
            },
            exhausted: None,
        },
    };
    found.exhausted = exhausted;
    found
}

struct Search<'s, 'p, 'a> {
    pool: &'p Pool<'a>,
    depth: usize,
    budget: &'s mut Budget,
    best: Option<Found<'p, 'a>>,
    dead_end: Option<DeadEnd>,
}

struct DeadEnd {
    /// Certificates below it.
    depth: usize,
    finding: Finding,
}

/// A certificate of the path being built, with the issuers still to try.
struct Step {
    node: usize,
    issuers: vec::IntoIter<usize>,
    /// Why the path ends here, unless an issuer has led further.
    reason: Option<Rule>,
}

impl Step {
    fn ends_because(&mut self, rule: Rule) {
        self.reason = self.reason.and(Some(rule));
    }
}

impl<'p, 'a> Search<'_, 'p, 'a> {
    fn run(&mut self, start: usize, judge: &mut Judge<'_, 'p, 'a>) -> Result<(), Exhausted> {
        let mut steps = Vec::from([self.step(start)?]);
        while let Some(step) = steps.last_mut() {
            let child = step.node;
            let Some(issuer) = step.issuers.next() else {
                let reason = step.reason;
                steps.pop();
                self.end(child, steps.len(), reason);
                continue;
            };
            self.budget.spend(1)?;
            match self.pool.link(child, issuer, self.budget)? {
                Link::NotSigned => continue,
                Link::KeyUnusable => {
                    step.ends_because(ISSUER_KEY_UNUSABLE);
                    continue;
                }
                Link::Signed => {}
            }
            let nodes: Vec<_> = steps.iter().map(|step| step.node).collect();
            let Some(step) = steps.last_mut() else { break };
            if self.pool.is_anchor(issuer) {
                step.reason = None;
                if self.complete(&nodes, issuer, judge)? {
                    break;
                }
            } else if self.is_loop(&nodes, issuer) {
                step.ends_because(ANCHOR_NOT_REACHED);
            } else if nodes.len() >= self.depth {
                step.ends_because(TOO_DEEP);
            } else {
                step.reason = None;
                steps.push(self.step(issuer)?);
            }
        }
        Ok(())
    }

    fn step(&mut self, node: usize) -> Result<Step, Exhausted> {
        self.budget.spend(1)?;
        let child = self.pool.get(node);
        let issuers = self.pool.issuers_of(node);
        let reason = child.map(|child| self.reason_without_issuer(child, &issuers));
        let issuers = match reason {
            Some(ALGORITHM_UNSUPPORTED) => Vec::new(),
            _ => issuers,
        };
        Ok(Step {
            node,
            issuers: issuers.into_iter(),
            reason,
        })
    }

    /// Why a path would end at a certificate if none of these signed it.
    fn reason_without_issuer(&self, child: &Certificate<'a>, issuers: &[usize]) -> Rule {
        let mut matches = issuers
            .iter()
            .filter_map(|&issuer| self.pool.get(issuer))
            .map(|issuer| key_match(child, issuer));
        if Scheme::identified(child.algorithm).is_none() {
            ALGORITHM_UNSUPPORTED
        } else if issuers.is_empty() {
            ISSUER_NOT_FOUND
        } else if matches.all(|issuer| issuer == KeyMatch::Different) {
            ISSUER_KEY_NOT_FOUND
        } else {
            SIGNATURE_INVALID
        }
    }

    /// Whether the path has been at that authority.
    fn is_loop(&self, nodes: &[usize], issuer: usize) -> bool {
        let authority = self.pool.authority(issuer);
        nodes
            .iter()
            .any(|&node| self.pool.authority(node) == authority)
    }

    /// Judges a complete path; whether it is the answer.
    fn complete(
        &mut self,
        nodes: &[usize],
        anchor: usize,
        judge: &mut Judge<'_, 'p, 'a>,
    ) -> Result<bool, Exhausted> {
        let Some(path) = self.pool.path(nodes, anchor) else {
            return Ok(false);
        };
        let judgement = judge(&path, self.budget)?;
        let rank = judgement.rank();
        let best = self.best.as_ref().map(|best| best.judgement.rank());
        if best.is_none_or(|best| rank < best) {
            self.best = Some(Found {
                path: Some(path),
                judgement,
                exhausted: None,
            });
        }
        Ok(rank == (0, false))
    }

    /// Remembers the dead end that got furthest, the first of several.
    fn end(&mut self, node: usize, depth: usize, reason: Option<Rule>) {
        let known = self.dead_end.as_ref().map(|end| end.depth);
        let further = known.is_none_or(|known| depth > known);
        if let (Some(rule), Some(certificate), true) = (reason, self.pool.get(node), further) {
            // Only TOO_DEEP has a place for the depth.
            let finding = rule.failed(certificate.place());
            self.dead_end = Some(DeadEnd {
                depth,
                finding: finding.detail(&self.depth.to_string()),
            });
        }
    }
}

#[cfg(test)]
mod tests;
