//! The status of one certificate (RFC 5280 §6.3.3, RFC 6960 §3.2).

use super::crl::{Crl, Defect};
use super::entries::Entry;
use super::ocsp::{Response, Status};
use super::period::Period;
use super::scope::{DistributionPoint, IssuingPoint, Reasons, reasons};
use super::{
    BASE_MISSING, Context, Data, Known, MALFORMED, Mark, NONCE_MISMATCH, OUT_OF_SCOPE,
    REASONS_MISSING, STALE, UNKNOWN, weight,
};
use crate::certificate::asn1::Malformed;
use crate::certificate::budget::{Budget, Exhausted, READ_PER_UNIT, units};
use crate::certificate::extension::CRL_DISTRIBUTION_POINTS;
use crate::certificate::rule::Rule;
use crate::certificate::x509::Certificate;
use alloc::vec::Vec;

/// What is known about one certificate.
pub(super) struct Standing {
    /// Which item says that it is revoked, and how.
    pub(super) revoked: Option<(usize, Entry)>,
    /// What speaks for it.
    pub(super) sources: Vec<(usize, Period)>,
    /// For which reasons nothing is held against it: reasons_mask.
    covered: Reasons,
    /// The most telling reason why the question may be open, and about which item.
    pub(super) open: Option<(Rule, usize)>,
}

impl Standing {
    /// Whether it is known to be revoked or known not to be.
    pub(super) fn is_settled(&self) -> bool {
        self.revoked.is_some() || self.covered == Reasons::ALL
    }

    fn leave_open(&mut self, rule: Rule, item: usize) {
        let known = self.open.map(|(known, _)| weight(known));
        if known.is_none_or(|known| weight(rule) > known) {
            self.open = Some((rule, item));
        }
    }
}

/// A certificate in question and who is above it: its issuer first, the anchor last.
#[derive(Clone, Copy)]
pub(super) struct Question<'q, 'a> {
    pub(super) certificate: &'q Certificate<'a>,
    pub(super) above: &'q [usize],
}

/// What one item says about a certificate.
struct Said {
    /// What the last of the sources says against the certificate.
    entry: Option<Entry>,
    /// The item, and the delta CRL that updates it.
    sources: Vec<(usize, Period)>,
    covers: Reasons,
}

/// Why an item says nothing.
pub(super) enum Silence {
    Because(Rule),
    Exhausted(Exhausted),
}

impl From<Rule> for Silence {
    fn from(rule: Rule) -> Self {
        Self::Because(rule)
    }
}

impl From<Defect> for Silence {
    fn from(defect: Defect) -> Self {
        Self::Because(defect.rule)
    }
}

impl From<Malformed> for Silence {
    fn from(malformed: Malformed) -> Self {
        Defect::from(malformed).into()
    }
}

impl From<Exhausted> for Silence {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}

impl Known {
    /// Asks every item about a certificate. `responses` says whether OCSP counts.
    pub(super) fn status<'a>(
        &mut self,
        context: Context<'_, 'a>,
        certificate: &Certificate<'a>,
        above: &[usize],
        responses: bool,
        budget: &mut Budget,
    ) -> Result<Standing, Exhausted> {
        let question = Question { certificate, above };
        let mut standing = Standing {
            revoked: None,
            sources: Vec::new(),
            covered: Reasons::NONE,
            open: None,
        };
        if context.items.is_empty() {
            return Ok(standing);
        }
        let length = certificate.encoded.len();
        budget.spend(units(length, READ_PER_UNIT))?;
        let extension = certificate.extensions.get(CRL_DISTRIBUTION_POINTS);
        let points = DistributionPoint::all(certificate, extension);
        // Long names and many points are gone through for every item.
        let asking = units(length, 1024);
        for (number, item) in context.items.iter().enumerate() {
            budget.spend(asking)?;
            let said = match (&item.data, &points) {
                (Data::Unusable(rule), _) => Err((*rule).into()),
                (Data::Crl(_), Err(_)) => Err(MALFORMED.into()),
                (Data::Crl(crl), Ok(points)) => {
                    self.ask_crl(context, question, (number, crl), points, budget)
                }
                (Data::Response(_), _) if !responses => continue,
                (Data::Response(response), _) => {
                    self.ask_responder(context, question, (number, response), budget)
                }
            };
            let mark = match said {
                Err(Silence::Exhausted(exhausted)) => return Err(exhausted),
                Err(Silence::Because(rule)) => {
                    standing.leave_open(rule, number);
                    Mark::Unused(rule)
                }
                Ok(said) => {
                    match said.entry {
                        Some(entry) => {
                            let source = said.sources.last().map(|(source, _)| *source);
                            let revoked = source.map(|source| (source, entry));
                            standing.revoked = standing.revoked.or(revoked);
                        }
                        None => {
                            standing.covered = standing.covered.or(said.covers);
                            standing.leave_open(REASONS_MISSING, number);
                            standing.sources.extend(said.sources);
                        }
                    }
                    Mark::Used
                }
            };
            self.mark(number, mark);
        }
        Ok(standing)
    }

    /// §6.3.3 for one complete CRL, with the delta CRL that updates it.
    fn ask_crl<'a>(
        &mut self,
        context: Context<'_, 'a>,
        question: Question<'_, 'a>,
        (number, crl): (usize, &Crl<'a>),
        points: &[DistributionPoint<'a>],
        budget: &mut Budget,
    ) -> Result<Said, Silence> {
        let Question { certificate, above } = question;
        let mut covers = None;
        let mut delegated = false;
        for point in points {
            let theirs = crl.issuing_point().map_or(0, IssuingPoint::size);
            budget.spend(units(point.size().saturating_mul(theirs), 32))?;
            let matched = reasons(certificate, point, &crl.issuer, crl.issuing_point());
            if let Some(matched) = matched {
                delegated |= point.is_delegated();
                covers = Some(matched.or(covers.unwrap_or(Reasons::NONE)));
            }
        }
        let covers = covers.ok_or(OUT_OF_SCOPE)?;
        if crl.is_delta() {
            return Err(BASE_MISSING.into());
        }
        if covers == Reasons::NONE {
            return Err(REASONS_MISSING.into());
        }
        let current = crl
            .period
            .covers(context.criteria.at, context.terms.most_seconds);
        if !current && !has_begun(crl.period, context) {
            return Err(STALE.into());
        }
        self.authenticate_crl(context, (number, crl), above, delegated, budget)?;
        let delta = self.latest_delta(context, crl, above, delegated, budget)?;
        let entry = find(crl, certificate, budget)?;
        // A good word needs every formality, a bad one only that it may not be taken back.
        if crl.lacks_number() && entry.is_none() {
            return Err(MALFORMED.into());
        }
        // Only a delta CRL can make up for an old complete one.
        if !current && delta.is_none() && !entry.is_some_and(Entry::is_final) {
            return Err(STALE.into());
        }
        let mut said = Said {
            entry,
            sources: Vec::from([(number, crl.period)]),
            covers,
        };
        if let Some((number, delta)) = delta {
            let change = find(delta, certificate, budget)?;
            // A certificate the delta does not mention is as it was.
            if change.is_some() || said.entry.is_none() {
                said.sources.push((number, delta.period));
            }
            said.entry = change.or(said.entry).filter(|entry| !entry.is_removal());
            self.mark(number, Mark::Used);
        }
        Ok(said)
    }

    /// The authentic, timely delta CRL of the highest number that updates this one.
    fn latest_delta<'c, 'a>(
        &mut self,
        context: Context<'c, 'a>,
        crl: &Crl<'a>,
        above: &[usize],
        delegated: bool,
        budget: &mut Budget,
    ) -> Result<Option<(usize, &'c Crl<'a>)>, Exhausted> {
        let mut latest: Option<(usize, &Crl<'a>)> = None;
        for (number, item) in context.items.iter().enumerate() {
            let Data::Crl(delta) = &item.data else {
                continue;
            };
            budget.spend(1)?;
            let outdone = latest.is_some_and(|(_, latest)| !delta.is_later_than(latest));
            if outdone || !delta.updates(crl) {
                continue;
            }
            let current = delta
                .period
                .covers(context.criteria.at, context.terms.most_seconds);
            let usable = if current {
                self.authenticate_crl(context, (number, delta), above, delegated, budget)
            } else {
                Err(STALE.into())
            };
            match usable {
                Ok(()) => latest = Some((number, delta)),
                Err(Silence::Because(rule)) => self.mark(number, Mark::Unused(rule)),
                Err(Silence::Exhausted(exhausted)) => return Err(exhausted),
            }
        }
        Ok(latest)
    }

    /// RFC 6960 §3.2 for one response.
    fn ask_responder<'a>(
        &mut self,
        context: Context<'_, 'a>,
        question: Question<'_, 'a>,
        (number, response): (usize, &Response<'a>),
        budget: &mut Budget,
    ) -> Result<Said, Silence> {
        let Question { certificate, above } = question;
        let issuer = above.first().and_then(|&node| context.pool.get(node));
        let issuer = issuer.ok_or(OUT_OF_SCOPE)?;
        budget.spend(units(response.signed.len(), SEARCHED_PER_UNIT))?;
        let singles = response.about(certificate, issuer, budget)?;
        if singles.is_empty() {
            return Err(OUT_OF_SCOPE.into());
        }
        self.authenticate_response(context, response, question, budget)?;
        let at = context.criteria.at;
        let nonce = context.terms.nonce.as_deref();
        let answers = nonce.is_none_or(|nonce| response.answers(nonce));
        let silence = if answers { STALE } else { NONCE_MISMATCH };
        let (mut good, mut is_unknown) = (None, false);
        for single in singles {
            let period = single.period;
            let begun = period.this_update <= at && response.produced_at <= at;
            let current = begun && answers && period.covers(at, context.terms.most_seconds);
            let said = |entry| Said {
                entry,
                sources: Vec::from([(number, period)]),
                covers: Reasons::ALL,
            };
            match single.status {
                Status::Revoked(date, reason) => {
                    let entry = Entry { date, reason };
                    if current || begun && entry.is_final() {
                        return Ok(said(Some(entry)));
                    }
                }
                Status::Unknown => is_unknown |= current,
                Status::Good if current => good = Some(said(None)),
                Status::Good => {}
            }
        }
        if is_unknown {
            return Err(UNKNOWN.into());
        }
        good.ok_or_else(|| silence.into())
    }
}

/// Bytes of entries and responses that are looked through for one unit of work; of
/// lists whose entries may name issuers, fewer.
const SEARCHED_PER_UNIT: usize = 256;
const SEARCHED_FOR_ISSUERS_PER_UNIT: usize = 128;

fn find(
    crl: &Crl<'_>,
    certificate: &Certificate<'_>,
    budget: &mut Budget,
) -> Result<Option<Entry>, Silence> {
    let per_unit = match crl.issuing_point() {
        Some(point) if point.indirect => SEARCHED_FOR_ISSUERS_PER_UNIT,
        _ => SEARCHED_PER_UNIT,
    };
    budget.spend(units(crl.signed.len(), per_unit))?;
    let found = crl
        .entries()
        .find(certificate.serial, &certificate.issuer)?;
    Ok(found)
}

fn has_begun(period: Period, context: Context<'_, '_>) -> bool {
    period.this_update <= context.criteria.at
}
