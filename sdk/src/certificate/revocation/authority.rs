//! Who may sign CRLs (RFC 5280 §6.3.3 (f), (g)) and OCSP responses (RFC 6960
//! §4.2.2.2).

use super::crl::Crl;
use super::ocsp::Response;
use super::status::{Question, Silence};
use super::{Context, Known, NOT_AUTHORISED, REVOKED, SIGNATURE_INVALID, UNSUPPORTED};
use crate::certificate::RevocationScope;
use crate::certificate::budget::{
    Budget, Exhausted, HASHED_PER_UNIT, Limits, READ_PER_UNIT, units,
};
use crate::certificate::extension::{
    AUTHORITY_INFORMATION_ACCESS, CRL_DISTRIBUTION_POINTS, KeyUsage, OCSP_NO_CHECK,
};
use crate::certificate::oid::Oid;
use crate::certificate::path::building::{Judgement, search};
use crate::certificate::path::{Path, conformity, validation};
use crate::certificate::signature::{AlgorithmIdentifier, PublicKey, Scheme};
use crate::certificate::verdict::Finding;
use crate::certificate::x509::Certificate;
use crate::order::sorted;
use crate::problem::Place;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;

/// id-kp-OCSPSigning.
const OCSP_SIGNING: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9"));

/// Issuers of CRLs whose authority rests on CRLs of another issuer, at most. Two is
/// already rare.
const MOST_ISSUERS: usize = 4;

impl Known {
    /// Whether a CRL is signed by somebody who may sign it. Those above the
    /// certificate in question are trusted as the path is; others need a path to the
    /// same anchor and must not be revoked. `delegated`: the certificate's issuer
    /// names the CRL's.
    pub(super) fn authenticate_crl<'a>(
        &mut self,
        context: Context<'_, 'a>,
        (item, crl): (usize, &Crl<'a>),
        above: &[usize],
        delegated: bool,
        budget: &mut Budget,
    ) -> Result<(), Silence> {
        let scheme = accepted_scheme(crl.algorithm, context).ok_or(UNSUPPORTED)?;
        let mut reason = NOT_AUTHORISED;
        let mut someones = false;
        for node in candidates(context, crl, above) {
            let issuer = context.pool.get(node);
            let Some(key) = issuer.and_then(|issuer| crl_key(issuer, context)) else {
                continue;
            };
            let known = self
                .signed
                .iter()
                .find(|known| (known.0, known.1) == (item, node));
            let signed = match known {
                Some((.., signed)) => *signed,
                None => {
                    pay(key, crl.signed, budget)?;
                    let signed = key.verifies(scheme, crl.signed, crl.signature);
                    self.signed.push((item, node, signed));
                    signed
                }
            };
            if signed {
                if above.contains(&node)
                    || self.may_sign_crls(context, node, above, delegated, budget)?
                {
                    return Ok(());
                }
                someones = true;
            }
            reason = if someones {
                NOT_AUTHORISED
            } else {
                SIGNATURE_INVALID
            };
        }
        Err(reason.into())
    }

    /// Whether a certificate that is not above the one in question may sign CRLs
    /// under the same anchor.
    fn may_sign_crls(
        &mut self,
        context: Context<'_, '_>,
        node: usize,
        above: &[usize],
        delegated: bool,
        budget: &mut Budget,
    ) -> Result<bool, Exhausted> {
        let Some(&anchor) = above.last() else {
            return Ok(false);
        };
        if context.pool.is_anchor(node) {
            return Ok(is_same_authority(context, node, anchor));
        }
        // Its own certificate is in question. That it may clear itself of revocation
        // must be its issuer's wish (PKITS 4.14.30).
        if self.asking.contains(&node) {
            return Ok(delegated);
        }
        let known = self
            .authorised
            .iter()
            .find(|known| (known.0, known.1) == (node, anchor));
        if let Some((.., authorised)) = known {
            return Ok(*authorised);
        }
        if self.asking.len() >= MOST_ISSUERS {
            return Ok(false);
        }
        self.asking.push(node);
        let depth = context.terms.depth;
        let found = search(context.pool, node, depth, budget, &mut |path, budget| {
            self.judge_issuer(context, path, anchor, budget)
        });
        self.asking.pop();
        if let Some(exhausted) = found.exhausted {
            return Err(exhausted);
        }
        let authorised = found.path.is_some() && found.judgement.is_good();
        // Inside another question the answer may rest on what that one assumes.
        if self.asking.is_empty() {
            self.authorised.push((node, anchor, authorised));
        }
        Ok(authorised)
    }

    /// Judges a path to the issuer of a CRL.
    fn judge_issuer(
        &mut self,
        context: Context<'_, '_>,
        path: &Path<'_, '_>,
        anchor: usize,
        budget: &mut Budget,
    ) -> Result<Judgement, Exhausted> {
        let mut findings = check_path(path, context, budget)?;
        let top = path.nodes.last();
        if top.is_none_or(|&top| !is_same_authority(context, top, anchor)) {
            findings.push(NOT_AUTHORISED.failed(Place::nowhere()));
        }
        let mut undetermined = false;
        let mut rest = path.nodes.as_slice();
        while let [node, above @ ..] = rest
            && let (Some(certificate), false) = (context.pool.get(*node), above.is_empty())
            && !findings.iter().any(Finding::is_failure)
        {
            let standing = self.status(context, certificate, above, true, budget)?;
            if standing.revoked.is_some() {
                findings.push(REVOKED.failed(Place::nowhere()));
            }
            undetermined |= !standing.is_settled();
            rest = above;
        }
        Ok(Judgement {
            findings,
            undetermined: undetermined && context.terms.required == RevocationScope::Chain,
        })
    }

    /// Whether a response is signed by the issuer of the certificate in question or
    /// by a responder that this issuer has certified as one.
    pub(super) fn authenticate_response<'a>(
        &mut self,
        context: Context<'_, 'a>,
        response: &Response<'a>,
        question: Question<'_, 'a>,
        budget: &mut Budget,
    ) -> Result<(), Silence> {
        let scheme = accepted_scheme(response.algorithm, context).ok_or(UNSUPPORTED)?;
        let issuer = question.above.first();
        let issuer = issuer.and_then(|&node| context.pool.get(node));
        let mut reason = NOT_AUTHORISED;
        if let Some(issuer) = issuer.filter(|issuer| response.responder.is(issuer)) {
            if has_signed(issuer, response, scheme, context, budget)? {
                return Ok(());
            }
            reason = SIGNATURE_INVALID;
        }
        for encoded in &response.certificates {
            budget.spend(units(encoded.len(), READ_PER_UNIT))?;
            let Ok(responder) = Certificate::read(encoded, "responder", &Limits::default()) else {
                continue;
            };
            if !response.responder.is(&responder)
                || !self.is_responder(context, &responder, question.above, budget)?
            {
                continue;
            }
            if has_signed(&responder, response, scheme, context, budget)? {
                return Ok(());
            }
            reason = SIGNATURE_INVALID;
        }
        Err(reason.into())
    }

    /// Whether the issuer, the first of `above`, has certified a responder directly:
    /// "the response … is signed by a certificate issued directly by the CA that is
    /// identified in the request", for id-kp-OCSPSigning and nothing broader.
    fn is_responder<'a>(
        &mut self,
        context: Context<'_, 'a>,
        responder: &Certificate<'a>,
        above: &[usize],
        budget: &mut Budget,
    ) -> Result<bool, Exhausted> {
        let extensions = &responder.extensions;
        let certificates = above.iter().filter_map(|&node| context.pool.get(node));
        let certificates: Vec<_> = certificates.collect();
        let Some((&anchor, intermediates)) = certificates.split_last() else {
            return Ok(false);
        };
        let Some(&issuer) = certificates.first() else {
            return Ok(false);
        };
        let purposes = extensions.extended_key_usage.as_deref();
        let usage = extensions.key_usage;
        let signs = |usage: KeyUsage| {
            usage.contains(KeyUsage::DIGITAL_SIGNATURE) || usage.contains(KeyUsage::NON_REPUDIATION)
        };
        if responder.issuer != issuer.subject
            || !purposes.is_some_and(|purposes| purposes.contains(&OCSP_SIGNING))
            || !usage.is_none_or(signs)
        {
            return Ok(false);
        }
        let scheme = accepted_scheme(responder.algorithm, context);
        let Some((scheme, key)) = scheme.zip(accepted_key(issuer, context)) else {
            return Ok(false);
        };
        budget.spend_on_signature(key.cost())?;
        if !key.verifies(scheme, responder.signed, responder.signature) {
            return Ok(false);
        }
        let path = Path {
            leaf: responder,
            intermediates: intermediates.to_vec(),
            anchor,
            nodes: Vec::new(),
        };
        let findings = check_path(&path, context, budget)?;
        if findings.iter().any(Finding::is_failure) {
            return Ok(false);
        }
        if extensions.get(OCSP_NO_CHECK).is_some() {
            return Ok(true);
        }
        let standing = self.status(context, responder, above, false, budget)?;
        // §4.2.2.2.1: an issuer that names no way to ask leaves it to the client.
        let ways = [CRL_DISTRIBUTION_POINTS, AUTHORITY_INFORMATION_ACCESS];
        let can_be_asked = ways.iter().any(|way| extensions.get(*way).is_some());
        Ok(standing.revoked.is_none() && (standing.is_settled() || !can_be_asked))
    }
}

/// The certificates that may have issued a CRL: those above first, then those
/// whose key it names.
fn candidates(context: Context<'_, '_>, crl: &Crl<'_>, above: &[usize]) -> Vec<usize> {
    let key = crl.authority_key_identifier();
    let found: Vec<_> = context
        .pool
        .named(&crl.issuer)
        .map(|(node, issuer)| {
            let other_key = key.is_some() && issuer.extensions.subject_key_identifier != key;
            (other_key, !above.contains(&node), node)
        })
        .collect();
    let found = sorted(found, &|one, other| one < other);
    found.into_iter().map(|(.., node)| node).collect()
}

/// The key of an issuer that may sign CRLs: keyUsage, if there is one, says so.
fn crl_key<'c, 'a>(
    issuer: &'c Certificate<'a>,
    context: Context<'_, '_>,
) -> Option<&'c PublicKey<'a>> {
    let usage = issuer.extensions.key_usage;
    let may = usage.is_none_or(|usage| usage.contains(KeyUsage::CRL_SIGN));
    may.then(|| accepted_key(issuer, context)).flatten()
}

fn accepted_key<'c, 'a>(
    certificate: &'c Certificate<'a>,
    context: Context<'_, '_>,
) -> Option<&'c PublicKey<'a>> {
    let key = certificate.public_key().ok();
    key.filter(|key| context.criteria.profile.keys.accept(key))
}

/// How something is signed, if that will do.
fn accepted_scheme(
    identifier: AlgorithmIdentifier<'_>,
    context: Context<'_, '_>,
) -> Option<Scheme> {
    let scheme = Scheme::identified(identifier);
    scheme.filter(|_| conformity::accepts(identifier, context.criteria))
}

/// One signature over so many bytes.
fn pay(key: &PublicKey<'_>, signed: &[u8], budget: &mut Budget) -> Result<(), Exhausted> {
    budget.spend(units(signed.len(), HASHED_PER_UNIT))?;
    budget.spend_on_signature(key.cost())
}

/// Whether a response is signed with the key of a certificate.
fn has_signed(
    responder: &Certificate<'_>,
    response: &Response<'_>,
    scheme: Scheme,
    context: Context<'_, '_>,
    budget: &mut Budget,
) -> Result<bool, Exhausted> {
    let Some(key) = accepted_key(responder, context) else {
        return Ok(false);
    };
    pay(key, response.signed, budget)?;
    Ok(key.verifies(scheme, response.signed, response.signature))
}

/// Two anchors, or certificates, of one name and one key.
fn is_same_authority(context: Context<'_, '_>, one: usize, other: usize) -> bool {
    context.pool.authority(one) == context.pool.authority(other)
}

/// The checks of RFC 5280 §6.1, and the profile's algorithms and keys.
fn check_path(
    path: &Path<'_, '_>,
    context: Context<'_, '_>,
    budget: &mut Budget,
) -> Result<Vec<Finding>, Exhausted> {
    budget.spend(path.cost())?;
    let mut findings = validation::check(path, context.criteria.at, None, budget)?;
    findings.extend(conformity::strength(path, context.criteria));
    Ok(findings)
}
