//! Revocation (RFC 5280 §6.3, RFC 6960), from CRLs and OCSP responses that the host
//! supplies. Nothing of them is believed before it is known who signed it and that
//! this signer may speak about the certificate.
//!
//! A certificate is *revoked* if any authentic datum that has begun says so, in whatever
//! order, number and kind they are given: a good word from elsewhere does not help it, and
//! neither does that the datum is over, has no end, or lacks the nonce or a CRL number (a
//! hold may have been taken off since, so that has to be current), nor the date of revocation, which RFC 5280
//! §6.3 does not look at. (Whether a document was signed before that date is
//! a question for whoever holds a timestamp.) On hold is revoked. It is *not
//! revoked* if current CRLs that speak about it cover every reason, or a responder calls
//! it good. Anything else, "unknown" included, leaves the question open, and the
//! finding says what came closest to an answer.
//!
//! `crl` and `ocsp` read, `entries` looks a certificate up, `scope` tells whom a CRL
//! is about, `period` until when data hold; `status` is the algorithm of §6.3.3, and
//! `authority` decides who may sign CRLs and responses.

mod authority;
mod crl;
mod entries;
mod ocsp;
mod period;
mod scope;
mod status;

use super::Request;
use super::RevocationScope;
use super::budget::{Budget, Exhausted};
use super::path::Criteria;
use super::path::Path;
use super::path::pool::Pool;
use super::rule::{Rule, rules};
use super::verdict::Finding;
use super::x509::Certificate;
use crate::json;
use crate::problem::Place;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use crl::{Crl, Defect};
use entries::Entry;
use ocsp::Response;
use status::Standing;

rules! {
    /// Evidence that it is not revoked.
    NOT_REVOKED = "certificate.not-revoked", "RFC 5280 §6.3.3, RFC 6960 §2.2",
        "not revoked according to {}", "失効していません({})";
    /// Evidence that it is revoked.
    REVOKED = "certificate.revoked", "RFC 5280 §6.3.3 (i), (j), RFC 6960 §2.2",
        "revoked ({})", "失効しています({})";
    /// No evidence about revocation.
    NOT_CHECKED = "certificate.revocation-not-checked", "RFC 5280 §6.1.3 (a)(3)",
        "whether it has been revoked was not checked: no revocation data was given",
        "失効の有無は確認していません(失効情報が与えられていません)";
    /// Data about something else.
    OUT_OF_SCOPE = "certificate.revocation-out-of-scope", "RFC 5280 §6.3.3 (b), RFC 6960 §4.1.1",
        "{} is about other certificates: its issuer or distribution point is another",
        "{} は別の証明書を対象とする失効情報です(発行者または配布点が異なります)";
    /// Changes without what they change.
    BASE_MISSING = "certificate.revocation-base-missing", "RFC 5280 §5.2.4, §6.3.3 (c)",
        "{} tells changes only, and the CRL it builds on was not given",
        "{} は差分CRLであり、基となるCRLが与えられていません";
    /// Not what RFC 5280 or RFC 6960 lays out.
    MALFORMED = "certificate.revocation-malformed", "RFC 5280 §5.1, §5.2, RFC 6960 §4.2.1",
        "{} is not a well-formed CRL or OCSP response", "{} の形式が正しくありません";
    /// Something critical is unknown, or the algorithm.
    UNSUPPORTED = "certificate.revocation-unsupported", "RFC 5280 §5.2, §5.3, RFC 6960 §4.4",
        "{} has a critical extension or a signature algorithm that is not supported, so it says nothing",
        "{} には未対応の重要(critical)な拡張または署名アルゴリズムが使われているため、利用できません";
    /// The responder had no answer.
    UNSUCCESSFUL = "certificate.ocsp-unsuccessful", "RFC 6960 §4.2.1",
        "{} carries an error of the responder instead of an answer", "{} はOCSPレスポンダのエラー応答です";
    /// Signed by nobody who may.
    NOT_AUTHORISED = "certificate.revocation-not-authorised", "RFC 5280 §6.3.3 (f), RFC 6960 §4.2.2.2",
        "{} is signed by nobody who is known to speak for the issuer under the same trust anchor",
        "{} の署名者が、同じトラストアンカーの下で失効情報を発行できる者と確認できません";
    /// Not signed by whom it names.
    SIGNATURE_INVALID = "certificate.revocation-signature-invalid", "RFC 5280 §6.3.3 (g), RFC 6960 §3.2",
        "the signature of {} was not made with its issuer's key over these bytes",
        "{} の署名を検証できません(改ざんされているか、発行者が異なります)";
    /// Not the answer to the question.
    NONCE_MISMATCH = "certificate.ocsp-nonce-mismatch", "RFC 9654 §2.1",
        "{} does not carry the nonce that was sent", "{} に、問い合わせ時のノンスが含まれていません";
    /// Too old or from the future.
    STALE = "certificate.revocation-stale", "RFC 5280 §5.1.2.4, §5.1.2.5, RFC 6960 §4.2.2.1",
        "{} was not current at the time given", "{} は指定日時に有効な失効情報ではありません(更新期限切れなど)";
    /// The responder does not know.
    UNKNOWN = "certificate.revocation-unknown", "RFC 6960 §2.2",
        "the responder of {} does not know the certificate", "{} のレスポンダはこの証明書を把握していません";
    /// Some reasons are not covered.
    REASONS_MISSING = "certificate.revocation-reasons-missing", "RFC 5280 §6.3.3 (d), (e)",
        "{} speaks about some reasons for revocation only, and nothing given about the others",
        "{} は一部の失効理由のみを対象とし、他の理由についての失効情報がありません";
    /// More data than the limit.
    TOO_MUCH = "certificate.revocation-too-much", "Onshi limits",
        "more revocation data than the limit allows ({})", "失効情報が上限({})を超えています";
}

/// From the least telling reason for an open question to the most.
const TELLING: [Rule; 11] = [
    OUT_OF_SCOPE,
    MALFORMED,
    UNSUCCESSFUL,
    UNSUPPORTED,
    BASE_MISSING,
    NOT_AUTHORISED,
    SIGNATURE_INVALID,
    NONCE_MISMATCH,
    STALE,
    UNKNOWN,
    REASONS_MISSING,
];

/// How much a reason tells.
fn weight(rule: Rule) -> usize {
    let place = TELLING.iter().position(|known| *known == rule);
    place.unwrap_or_default()
}

/// A CRL or an OCSP response of the request.
struct Item<'a> {
    /// `crl[1]`, `ocsp[2]`.
    label: String,
    data: Data<'a>,
}

enum Data<'a> {
    Crl(Crl<'a>),
    Response(Response<'a>),
    Unusable(Rule),
}

impl Item<'_> {
    fn place(&self) -> Place {
        Place::path(self.label.clone())
    }
}

/// What the caller asks of revocation data.
struct Terms {
    required: RevocationScope,
    nonce: Option<Vec<u8>>,
    most_seconds: Option<u32>,
    depth: u32,
}

/// The revocation data of a request, and what has been found out about them.
pub(crate) struct Revocation<'a> {
    items: Vec<Item<'a>>,
    terms: Terms,
    known: Known,
}

/// What has been found out so far.
#[derive(Default)]
struct Known {
    /// For each item, how it fared with the certificates of the path being judged.
    marks: Vec<Mark>,
    /// Whether an item was signed with the key of a certificate of the pool.
    signed: Vec<(usize, usize, bool)>,
    /// Whether a certificate of the pool may sign CRLs under an anchor.
    authorised: Vec<(usize, usize, bool)>,
    /// Whose authority is being asked for, so that no circle is run through.
    asking: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Mark {
    Unseen,
    Unused(Rule),
    Used,
}

/// What every question is asked about and held against.
#[derive(Clone, Copy)]
struct Context<'c, 'a> {
    pool: &'c Pool<'a>,
    criteria: &'c Criteria,
    items: &'c [Item<'a>],
    terms: &'c Terms,
}

impl<'a> Revocation<'a> {
    /// Reads the data; what cannot be read is noted and set aside.
    pub(crate) fn read(
        request: &'a Request,
        budget: &mut Budget,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let options = &request.options;
        let nonce = options.ocsp_nonce.as_deref();
        let mut revocation = Self {
            items: Vec::new(),
            terms: Terms {
                required: required_scope(request),
                // Checked with the other options: it is base64.
                nonce: nonce.map(|nonce| json::decode(nonce).unwrap_or_default()),
                most_seconds: options.revocation_max_age_seconds,
                depth: options.limits.depth,
            },
            known: Known::default(),
        };
        match too_much(request) {
            Some(finding) => findings.push(finding),
            None => revocation.read_items(request, budget, findings),
        }
        revocation
    }

    fn read_items(
        &mut self,
        request: &'a Request,
        budget: &mut Budget,
        findings: &mut Vec<Finding>,
    ) {
        let most_extensions = request.options.limits.extensions;
        for (number, encoded) in (1_u32..).zip(&request.crls) {
            let read = Crl::read(encoded, most_extensions, budget).map(Data::Crl);
            self.add(alloc::format!("crl[{number}]"), read, findings);
        }
        for (number, encoded) in (1_u32..).zip(&request.ocsp_responses) {
            let read = Response::read(encoded, budget).map(Data::Response);
            self.add(alloc::format!("ocsp[{number}]"), read, findings);
        }
    }

    fn add(&mut self, label: String, read: Result<Data<'a>, Defect>, findings: &mut Vec<Finding>) {
        let data = read.unwrap_or_else(|defect| {
            let offset = u32::try_from(defect.offset).unwrap_or(u32::MAX);
            let place = Place::path(label.clone()).at_offset(offset);
            findings.push(defect.rule.noted(place).detail(&label));
            Data::Unusable(defect.rule)
        });
        self.items.push(Item { label, data });
    }

    /// What the data say about every certificate of a path below its anchor, and
    /// whether they leave a question open that the caller wants answered.
    pub(crate) fn check(
        &mut self,
        path: &Path<'_, 'a>,
        pool: &Pool<'a>,
        criteria: &Criteria,
        budget: &mut Budget,
        findings: &mut Vec<Finding>,
    ) -> Result<bool, Exhausted> {
        let context = Context {
            pool,
            criteria,
            items: &self.items,
            terms: &self.terms,
        };
        self.known.marks = self.items.iter().map(|_| Mark::Unseen).collect();
        let mut open = false;
        let mut told = Vec::new();
        let mut rest = path.nodes.as_slice();
        // From the leaf upwards; told from the top downwards, like all else.
        while let [node, above @ ..] = rest
            && let (Some(certificate), false) = (pool.get(*node), above.is_empty())
        {
            let standing = self
                .known
                .status(context, certificate, above, true, budget)?;
            let wanted = match context.terms.required {
                RevocationScope::None => false,
                RevocationScope::Leaf => told.is_empty(),
                RevocationScope::Chain => true,
            };
            open |= wanted && !standing.is_settled();
            told.push(finding(context.items, certificate, &standing));
            rest = above;
        }
        findings.extend(told.into_iter().rev());
        for (item, mark) in self.items.iter().zip(&self.known.marks) {
            // What could not be read has been noted once and for all.
            if let (Mark::Unused(rule), Data::Crl(_) | Data::Response(_)) = (mark, &item.data) {
                findings.push(rule.noted(item.place()).detail(&item.label));
            }
        }
        Ok(open)
    }

    /// Without a path nobody is known to speak for the issuer.
    pub(crate) fn without_path(&self, leaf: &Certificate<'_>) -> Finding {
        match self.items.first() {
            None => NOT_CHECKED.not_checked(leaf.place()),
            Some(item) => NOT_AUTHORISED.not_checked(leaf.place()).detail(&item.label),
        }
    }
}

impl Known {
    fn mark(&mut self, item: usize, with: Mark) {
        if let Some(mark) = self.marks.get_mut(item) {
            *mark = match (*mark, with) {
                (Mark::Used, _) => Mark::Used,
                (Mark::Unused(known), Mark::Unused(new)) if weight(new) <= weight(known) => *mark,
                _ => with,
            };
        }
    }
}

/// What to tell of one certificate.
fn finding(items: &[Item<'_>], certificate: &Certificate<'_>, standing: &Standing) -> Finding {
    let place = certificate.place();
    let label = |item: usize| items.get(item).map_or("", |item| item.label.as_str());
    if let Some((item, entry)) = standing.revoked {
        let (en, ja) = words(entry, label(item));
        return REVOKED.failed(place).details(&en, &ja);
    }
    if standing.is_settled() {
        let sources = standing.sources.iter();
        let told: Vec<_> = sources
            .map(|(item, period)| alloc::format!("{} {period}", label(*item)))
            .collect();
        return NOT_REVOKED.passed(place).detail(&told.join(", "));
    }
    match standing.open {
        None => NOT_CHECKED.not_checked(place),
        Some((rule, item)) => rule.not_checked(place).detail(label(item)),
    }
}

/// What the caller says, or else what the data supplied are good for.
fn required_scope(request: &Request) -> RevocationScope {
    let supplied = if !request.crls.is_empty() {
        RevocationScope::Chain
    } else if !request.ocsp_responses.is_empty() {
        RevocationScope::Leaf
    } else {
        RevocationScope::None
    };
    request.options.require_revocation.unwrap_or(supplied)
}

fn too_much(request: &Request) -> Option<Finding> {
    let limits = &request.options.limits;
    let all = || request.crls.iter().chain(&request.ocsp_responses);
    let bytes = all().fold(0_usize, |sum, item| sum.saturating_add(item.len()));
    let within = |count: usize, most: u32| u32::try_from(count).is_ok_and(|count| count <= most);
    let exceeded = if !within(all().count(), limits.revocation_items) {
        limits.revocation_items
    } else if !within(bytes, limits.revocation_bytes) {
        limits.revocation_bytes
    } else {
        return None;
    };
    let finding = TOO_MUCH.failed(Place::nowhere());
    Some(finding.detail(&exceeded.to_string()))
}

/// The reasons of RFC 5280 §5.3.1, for people.
const REASONS: [(u8, &str, &str); 9] = [
    (1, "keyCompromise", "鍵の危殆化"),
    (2, "cACompromise", "認証局の鍵の危殆化"),
    (3, "affiliationChanged", "記載事項の変更"),
    (4, "superseded", "別の証明書への更新"),
    (5, "cessationOfOperation", "利用の終了"),
    (6, "certificateHold", "一時停止"),
    (9, "privilegeWithdrawn", "資格の取消し"),
    (10, "aACompromise", "属性認証局の危殆化"),
    (0, "no reason given", "理由の記載なし"),
];

/// Why, when, and who says so.
fn words(entry: Entry, label: &str) -> (String, String) {
    let known = REASONS.iter().find(|(code, ..)| *code == entry.reason);
    let (en, ja) = known.map_or(("another reason", "その他の理由"), |&(_, en, ja)| {
        (en, ja)
    });
    let date = entry.date.date_in_japan();
    (
        alloc::format!("{en}, {}, {label}", entry.date),
        alloc::format!("{ja}、{date}、{label}"),
    )
}

#[cfg(test)]
mod tests;
