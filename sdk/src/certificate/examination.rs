//! Asking the question: a request is read, a path searched for and judged, and
//! the verdict drawn.

use super::Request;
use super::budget::{Budget, Exhausted, READ_PER_UNIT, TOO_MANY, units};
use super::oid::OwnedOid;
use super::path::building::{Found, Judgement, search};
use super::path::identity::PeerName;
use super::path::issuance::Issuance;
use super::path::pool::{LEAF, Pool};
use super::path::{Criteria, Path, judge};
use super::profile::Profile;
use super::revocation::Revocation;
use super::rule::rules;
use super::summary::CertificateSummary;
use super::verdict::{Finding, Outcome, State, Verdict};
use super::x509::Certificate;
use crate::json;
use crate::problem::{Code, Place, Problem, Problems};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

rules! {
    /// No anchor of those given can be used.
    NO_USABLE_ANCHOR = "certificate.no-usable-anchor", "RFC 5280 §6.1.1 (d)",
        "none of the trust anchors is a certificate that can be read",
        "読み取れるトラストアンカーが一つもありません";
}

const NO_ANCHOR: Code = code!(
    "certificate.no-anchor",
    "no trust anchor was given: without one nothing can be verified",
    "トラストアンカーが指定されていません。検証には信頼する認証局の証明書が必要です",
);
const NOT_AN_OID: Code = code!(
    "certificate.not-an-oid",
    "not a dotted object identifier such as 1.2.392.200149.8.5.1.3.30",
    "オブジェクト識別子の形式が正しくありません(例: 1.2.392.200149.8.5.1.3.30)",
);

const NOT_A_NAME: Code = code!(
    "certificate.not-a-name",
    "not a DNS name, an IP address or a mail address in ASCII (international names as A-labels)",
    "DNS名、IPアドレス、メールアドレスのいずれでもありません(国際化ドメイン名はA-labelで指定してください)",
);

const NOT_A_NONCE: Code = code!(
    "certificate.not-a-nonce",
    "not a nonce in base64",
    "ノンスがBase64の形式ではありません",
);

pub(crate) const MISUSE: &[Code] = &[NO_ANCHOR, NOT_AN_OID, NOT_A_NAME, NOT_A_NONCE];

/// A question being answered.
pub(crate) struct Examination<'a> {
    request: &'a Request,
    pub(crate) criteria: Criteria,
    pub(crate) budget: Budget,
    pub(crate) findings: Vec<Finding>,
    /// The leaf, if it could be read.
    pub(crate) leaf: Option<Certificate<'a>>,
    chain: Vec<CertificateSummary>,
    /// Something the caller requires could not be checked.
    undetermined: bool,
}

impl<'a> Examination<'a> {
    /// Reads the request and runs every check on the chain.
    pub(crate) fn of(request: &'a Request) -> Result<Self, Problems> {
        let criteria = criteria(request)?;
        let mut examination = Self {
            request,
            criteria,
            budget: Budget::new(&request.options.limits),
            findings: Vec::new(),
            leaf: None,
            chain: Vec::new(),
            undetermined: false,
        };
        examination.run();
        Ok(examination)
    }

    fn run(&mut self) {
        let limits = &self.request.options.limits;
        if count(self.request) > limits.certificates {
            let most = limits.certificates.to_string();
            let finding = TOO_MANY.failed(Place::nowhere()).detail(&most);
            self.findings.push(finding);
            return;
        }
        if let Err(exhausted) = self.read() {
            self.findings.push(exhausted.finding());
        }
    }

    /// Reads the certificates, each paid for before it is, and judges them.
    fn read(&mut self) -> Result<(), Exhausted> {
        let (anchors, intermediates) = (&self.request.anchors, &self.request.intermediates);
        let known = anchors;
        let anchors = self.read_several(anchors, "anchor", &[])?;
        let intermediates = self.read_several(intermediates, "intermediate", known)?;
        if anchors.is_empty() {
            self.findings
                .push(NO_USABLE_ANCHOR.failed(Place::nowhere()));
        }
        let leaf = &self.request.leaf;
        self.pay_for_reading(leaf)?;
        match Certificate::read(leaf, "leaf", &self.request.options.limits) {
            Err(defect) => self.findings.push(defect.finding(Outcome::Failed)),
            Ok(leaf) => self.judge(Pool::new(leaf, intermediates, anchors)),
        }
        Ok(())
    }

    /// Those that can be read; the others are set aside and noted. One that was read
    /// already, or is `known` as something better, is passed over.
    fn read_several(
        &mut self,
        encoded: &'a [Vec<u8>],
        kind: &str,
        known: &[Vec<u8>],
    ) -> Result<Vec<Certificate<'a>>, Exhausted> {
        let limits = &self.request.options.limits;
        let mut read: Vec<Certificate<'a>> = Vec::new();
        for (number, encoded) in (1_u32..).zip(encoded) {
            let is_read = read.iter().any(|before| before.encoded == encoded);
            if is_read || known.contains(encoded) {
                continue;
            }
            self.pay_for_reading(encoded)?;
            let label = alloc::format!("{kind}[{number}]");
            match Certificate::read(encoded, &label, limits) {
                Ok(certificate) => read.push(certificate),
                Err(defect) => self.findings.push(defect.finding(Outcome::Noted)),
            }
        }
        Ok(read)
    }

    /// One that is too large is not read, and costs nothing.
    fn pay_for_reading(&mut self, encoded: &[u8]) -> Result<(), Exhausted> {
        let most = self.request.options.limits.certificate_bytes;
        match u32::try_from(encoded.len()) {
            Ok(length) if length <= most => self.budget.spend(units(encoded.len(), READ_PER_UNIT)),
            _ => Ok(()),
        }
    }

    fn judge(&mut self, pool: Pool<'a>) {
        let criteria = &self.criteria;
        let depth = self.request.options.limits.depth;
        let mut revocation = Revocation::read(self.request, &mut self.budget, &mut self.findings);
        let found = search(&pool, LEAF, depth, &mut self.budget, &mut |path, budget| {
            budget.spend(path.cost())?;
            let mut findings = judge(path, criteria, budget)?;
            let open = revocation.check(path, &pool, criteria, budget, &mut findings);
            let undetermined = open.unwrap_or_else(|exhausted| {
                findings.push(exhausted.finding());
                true
            });
            Ok(Judgement {
                findings,
                undetermined,
            })
        });
        let Found {
            path,
            judgement,
            exhausted,
        } = found;
        self.findings.extend(judgement.findings);
        self.findings.extend(exhausted.map(Exhausted::finding));
        self.undetermined = judgement.undetermined;
        let path = path.as_ref();
        let price = path.map_or(0, Path::cost_of_description);
        match self.budget.spend(price) {
            Ok(()) => {
                let all = path.into_iter().flat_map(Path::all);
                self.chain = all.map(CertificateSummary::of).collect();
            }
            Err(exhausted) => self.findings.push(exhausted.finding()),
        }
        if path.is_none() {
            let leaf = pool.leaf().map(|leaf| revocation.without_path(leaf));
            self.findings.extend(leaf);
        }
        self.leaf = pool.into_leaf();
    }

    /// The verdict: valid only with a chain and without a failed check. What the grace
    /// excuses is looked at last, so that it stands in for no other check.
    pub(crate) fn into_verdict(self) -> Verdict {
        let state = if self.chain.is_empty() || self.findings.iter().any(Finding::is_fatal) {
            State::Invalid
        } else if self.undetermined {
            State::NotChecked
        } else if self.findings.iter().any(Finding::is_grace) {
            State::ExpiredWithinGrace
        } else {
            State::Valid
        };
        Verdict {
            state,
            at: self.request.at,
            profile: self.criteria.profile.id,
            chain: self.chain,
            findings: self.findings,
            work: self.budget.work(),
        }
    }
}

fn count(request: &Request) -> u32 {
    let all = request
        .anchors
        .len()
        .saturating_add(request.intermediates.len());
    u32::try_from(all.saturating_add(1)).unwrap_or(u32::MAX)
}

fn criteria(request: &Request) -> Result<Criteria, Problems> {
    let options = &request.options;
    let mut problems = Problems::new();
    if request.anchors.is_empty() {
        problems.push(Problem::error(NO_ANCHOR).at(Place::path("anchors")));
    }
    let required_policies = oids(
        &options.required_policies,
        "requiredPolicies",
        &mut problems,
    );
    let initial_policies = oids(&options.initial_policies, "initialPolicies", &mut problems);
    let purposes = oids(
        &options.extended_key_usages,
        "extendedKeyUsages",
        &mut problems,
    );
    let name = options.name.as_deref().map(PeerName::parse);
    if matches!(name, Some(None)) {
        problems.push(Problem::error(NOT_A_NAME).at(Place::path("options/name")));
    }
    let asks_for_peer = name.is_some() || !purposes.is_empty();
    let nonce = options.ocsp_nonce.as_deref();
    if nonce.is_some_and(|nonce| json::decode(nonce).is_none()) {
        problems.push(Problem::error(NOT_A_NONCE).at(Place::path("options/ocspNonce")));
    }
    match Profile::load(&request.profile) {
        Ok(profile) if problems.is_empty() => Ok(Criteria {
            issuance: match profile.issuance {
                Issuance::StrictForPeers if asks_for_peer => Issuance::Strict,
                issuance => issuance,
            },
            at: request.at,
            grace_months: profile.grace_months.filter(|_| options.accept_grace),
            accept_sha1: options.accept_sha1 && profile.id == "generic",
            accept_test_hierarchy: options.accept_test_hierarchy,
            required_policies,
            initial_policies,
            explicit_policy: options.explicit_policy,
            inhibit_policy_mapping: options.inhibit_policy_mapping,
            inhibit_any_policy: options.inhibit_any_policy,
            name: name.flatten(),
            max_intermediates: options.max_intermediates,
            purposes,
            profile,
        }),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.push(problem);
            Err(problems)
        }
    }
}

fn oids(texts: &[String], option: &str, problems: &mut Problems) -> Vec<OwnedOid> {
    let mut parsed = Vec::new();
    for (number, text) in (1_u32..).zip(texts) {
        match OwnedOid::parse(text) {
            Some(oid) => parsed.push(oid),
            None => {
                let place = Place::path(alloc::format!("options/{option}[{number}]"));
                problems.push(Problem::error(NOT_AN_OID).at(place));
            }
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::test_support::jpki::AUTH;
    use crate::certificate::test_support::keys::Key;
    use crate::certificate::test_support::{accepted, request};
    use crate::certificate::validate;

    #[test]
    fn misuse_is_an_error_and_all_of_it_is_told() {
        let mut nonsense = request("jpki", Vec::new(), &[]);
        nonsense.options.required_policies = Vec::from(["1.2".to_string(), "x".to_string()]);
        nonsense.options.extended_key_usages = Vec::from(["clientAuth".to_string()]);
        let problems = validate(&nonsense).unwrap_err();
        let told: Vec<_> = problems
            .iter()
            .map(|problem| (problem.code.id(), problem.place.path.as_deref().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                ("certificate.no-anchor", "anchors"),
                ("certificate.not-an-oid", "options/requiredPolicies[2]"),
                ("certificate.not-an-oid", "options/extendedKeyUsages[1]"),
                ("certificate.unknown-profile", "profile"),
            ]
        );
    }

    #[test]
    fn a_verdict_crosses_boundaries_as_json() {
        let leaf = AUTH.auth_leaf(Key::P256(1), Key::P256(2)).encode();
        let request = request("jpki-auth", leaf, &[AUTH.root(Key::P256(1)).encode()]);
        let json = serde_json::to_value(accepted(&request)).unwrap();
        assert_eq!(json["state"], "valid");
        assert_eq!(json["at"], "2026-11-21T00:00:00Z");
        assert_eq!(json["profile"], "jpki-auth");
        assert_eq!(json["chain"][0]["label"], "leaf");
        assert_eq!(json["chain"][0]["signatureAlgorithm"], "ecdsa-sha256");
        assert_eq!(json["findings"][0]["code"], "certificate.anchor");
        assert_eq!(json["findings"][0]["place"]["certificate"], "anchor[1]");
        assert_eq!(json["work"]["signatureChecks"], 1);
        let last = json["findings"].as_array().unwrap().last().unwrap();
        assert_eq!(last["outcome"], "not-checked");
    }
}
