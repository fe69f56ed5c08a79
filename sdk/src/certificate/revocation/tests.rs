use super::*;
use crate::certificate::test_support::crl::{
    CrlDraft, EntryDraft, directory, distribution_points, full_name,
};
use crate::certificate::test_support::der::{integer, oid, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::request;
use crate::certificate::{Outcome, State, validate};
use core::slice::from_ref;

mod hostile;
mod indirect;
mod responses;
mod scope;

type Attributes = [(&'static str, &'static str)];

const ROOT: &Attributes = &[("C", "JP"), ("O", "Root")];
const LEAF: &Attributes = &[("C", "JP"), ("CN", "leaf")];
const OTHER: &Attributes = &[("C", "JP"), ("O", "Other")];

const ROOT_KEY: Key = Key::P256(1);
const LEAF_KEY: Key = Key::P256(2);
const OTHER_KEY: Key = Key::P256(3);

const CRL_POINTS: &str = "2.5.29.31";

fn root() -> Draft {
    Draft::new(ROOT, ROOT_KEY, ROOT, ROOT_KEY).authority(None)
}

/// A leaf of serial number 1.
fn leaf() -> Draft {
    Draft::new(LEAF, LEAF_KEY, ROOT, ROOT_KEY).key_usage(&[7, 0x80])
}

fn crl() -> CrlDraft {
    CrlDraft::new(ROOT, ROOT_KEY)
}

fn ask(leaf: &Draft, crls: &[CrlDraft]) -> Request {
    let mut request = request("generic", leaf.encode(), &[root().encode()]);
    request.crls = crls.iter().map(CrlDraft::encode).collect();
    request
}

/// The state, and what is said of the leaf's revocation.
fn answer(request: &Request) -> (State, &'static str) {
    let verdict = validate(request).unwrap();
    let mut findings = verdict.findings.iter().filter(|finding| {
        let of_leaf = finding.place.certificate.as_deref() == Some("leaf");
        of_leaf && RULES.contains(&finding.code)
    });
    let finding = findings.next().unwrap();
    assert_eq!(findings.next(), None, "one finding for each certificate");
    let outcome = match verdict.state {
        State::Valid => Outcome::Passed,
        State::Invalid => Outcome::Failed,
        State::NotChecked => Outcome::NotChecked,
        State::ExpiredWithinGrace => panic!("nobody asks for a grace here"),
    };
    assert_eq!(finding.outcome, outcome, "{}", finding.message);
    (verdict.state, finding.code.id())
}

const GOOD: (State, &str) = (State::Valid, "certificate.not-revoked");
const REVOKED: (State, &str) = (State::Invalid, "certificate.revoked");

fn open(rule: Rule) -> (State, &'static str) {
    (State::NotChecked, rule.code.id())
}

#[test]
fn a_certificate_is_revoked_if_its_serial_number_is_listed() {
    assert_eq!(answer(&ask(&leaf(), &[crl()])), GOOD);
    let others = crl()
        .revokes(EntryDraft::new(2))
        .revokes(EntryDraft::new(3));
    assert_eq!(answer(&ask(&leaf(), from_ref(&others))), GOOD);
    let listed = others.revokes(EntryDraft::new(1));
    assert_eq!(answer(&ask(&leaf(), &[listed])), REVOKED);
}

#[test]
fn people_are_told_why_when_and_by_what() {
    let hold = crl().revokes(EntryDraft::new(1).reason(6));
    let verdict = validate(&ask(&leaf(), &[hold])).unwrap();
    let finding = verdict.findings.iter().find(|finding| finding.is_failure());
    let finding = finding.unwrap();
    assert_eq!(
        finding.message,
        "revoked (certificateHold, 2026-01-01T00:00:00Z, crl[1])"
    );
    assert_eq!(
        finding.message_ja,
        "失効しています(一時停止、2026-01-01、crl[1])"
    );
    let verdict = validate(&ask(&leaf(), &[crl()])).unwrap();
    let passed = verdict
        .findings
        .iter()
        .find(|finding| finding.code == NOT_REVOKED.code);
    assert_eq!(
        passed.unwrap().message,
        "not revoked according to crl[1] 2026-11-20T00:00:00Z/2026-11-27T00:00:00Z"
    );
}

#[test]
fn a_revocation_dated_after_the_time_judged_at_counts() {
    let mut later = EntryDraft::new(1);
    later.date = "20270101000000";
    assert_eq!(answer(&ask(&leaf(), &[crl().revokes(later)])), REVOKED);
}

#[test]
fn one_word_against_a_certificate_outweighs_others_for_it() {
    let listed = crl().revokes(EntryDraft::new(1));
    let unlisted = crl().number(2);
    for crls in [[listed.clone(), unlisted.clone()], [unlisted, listed]] {
        assert_eq!(answer(&ask(&leaf(), &crls)), REVOKED);
    }
}

#[test]
fn nothing_is_concluded_from_old_or_future_or_endless_data() {
    let stale = open(STALE);
    let mut old = crl();
    old.next_update = Some("20261120235959");
    assert_eq!(answer(&ask(&leaf(), from_ref(&old))), stale);
    // But that it is revoked, unless it was on hold and may have been taken off since.
    let listed = old.clone().revokes(EntryDraft::new(1));
    assert_eq!(answer(&ask(&leaf(), &[listed])), REVOKED);
    let on_hold = old.revokes(EntryDraft::new(1).reason(6));
    assert_eq!(answer(&ask(&leaf(), &[on_hold])), stale);
    let mut future = crl();
    future.this_update = "20261121000001";
    assert_eq!(answer(&ask(&leaf(), &[future])), stale);
    let mut at_its_end = crl();
    at_its_end.next_update = Some("20261121000000");
    assert_eq!(answer(&ask(&leaf(), &[at_its_end])), GOOD);
    let mut endless = crl();
    endless.next_update = None;
    let mut request = ask(&leaf(), &[endless]);
    assert_eq!(answer(&request), stale);
    request.options.revocation_max_age_seconds = Some(86_400);
    assert_eq!(answer(&request), GOOD);
}

#[test]
fn the_caller_can_ask_for_younger_data() {
    let mut request = ask(&leaf(), &[crl()]);
    request.options.revocation_max_age_seconds = Some(86_400);
    assert_eq!(answer(&request), GOOD);
    request.options.revocation_max_age_seconds = Some(86_399);
    assert_eq!(answer(&request), open(STALE));
}

#[test]
fn what_is_required_depends_on_the_caller_or_on_the_data() {
    let mut none = ask(&leaf(), &[]);
    let codes = |request: &Request| {
        let verdict = validate(request).unwrap();
        let told = verdict.findings.last().unwrap().code.id();
        (verdict.state, told)
    };
    assert_eq!(codes(&none), (State::Valid, NOT_CHECKED.code.id()));
    none.options.require_revocation = Some(RevocationScope::Leaf);
    assert_eq!(codes(&none), (State::NotChecked, NOT_CHECKED.code.id()));

    // Below a subordinate authority nothing is known about.
    let authority = Draft::new(OTHER, OTHER_KEY, ROOT, ROOT_KEY).authority(None);
    let leaf = Draft::new(LEAF, LEAF_KEY, OTHER, OTHER_KEY).key_usage(&[7, 0x80]);
    let mut chain = ask(&leaf, &[CrlDraft::new(OTHER, OTHER_KEY)]);
    chain.intermediates = Vec::from([authority.encode()]);
    assert_eq!(validate(&chain).unwrap().state, State::NotChecked);
    chain.options.require_revocation = Some(RevocationScope::Leaf);
    assert_eq!(validate(&chain).unwrap().state, State::Valid);
    chain.options.require_revocation = None;
    chain.crls.push(crl().encode());
    assert_eq!(validate(&chain).unwrap().state, State::Valid);

    // Revoked is revoked, whatever is required.
    let revoked = crl().revokes(EntryDraft::new(1));
    chain.crls = Vec::from([revoked.encode()]);
    chain.options.require_revocation = Some(RevocationScope::None);
    assert_eq!(validate(&chain).unwrap().state, State::Invalid);
}

#[test]
fn another_path_is_taken_where_one_has_a_revoked_authority() {
    let certified = |serial| {
        let mut authority = Draft::new(OTHER, OTHER_KEY, ROOT, ROOT_KEY).authority(None);
        authority.serial = Vec::from([serial]);
        authority.encode()
    };
    let leaf = Draft::new(LEAF, LEAF_KEY, OTHER, OTHER_KEY).key_usage(&[7, 0x80]);
    let crls = [
        crl().revokes(EntryDraft::new(7)),
        CrlDraft::new(OTHER, OTHER_KEY),
    ];
    let mut request = ask(&leaf, &crls);
    request.intermediates = Vec::from([certified(7)]);
    assert_eq!(validate(&request).unwrap().state, State::Invalid);
    request.intermediates.push(certified(8));
    let verdict = validate(&request).unwrap();
    assert_eq!(verdict.state, State::Valid);
    assert_eq!(verdict.chain[1].label, "intermediate[2]");
}

#[test]
fn a_crl_is_signed_by_whom_it_names() {
    let mut forged = crl();
    forged.signer = OTHER_KEY;
    assert_eq!(answer(&ask(&leaf(), &[forged])), open(SIGNATURE_INVALID));
    let unmarked = root().without("2.5.29.15").key_usage(&[2, 0x04]);
    let mut request = ask(&leaf(), &[crl()]);
    request.anchors = Vec::from([unmarked.encode()]);
    assert_eq!(answer(&request), open(NOT_AUTHORISED), "no cRLSign");
    request.anchors = Vec::from([root().without("2.5.29.15").encode()]);
    assert_eq!(answer(&request), GOOD, "no keyUsage at all");
}

#[test]
fn an_algorithm_the_profile_does_not_accept_says_nothing() {
    let mut request = ask(&leaf(), &[crl()]);
    let (_, generic) = crate::certificate::PROFILES
        .iter()
        .find(|(id, _)| *id == "generic")
        .unwrap();
    request.profile = generic.replace("\"ecdsa-sha384\"", "\"ecdsa-sha512\"");
    assert_eq!(answer(&request), GOOD);
    let mut weak = crl();
    weak.signer = Key::P384(1);
    request.crls = Vec::from([weak.encode()]);
    assert_eq!(answer(&request), open(UNSUPPORTED));
}

#[test]
fn a_delta_crl_changes_what_a_complete_one_says() {
    let base = crl()
        .revokes(EntryDraft::new(1).reason(6))
        .revokes(EntryDraft::new(2));
    let delta = || crl().number(3).delta_on(1);
    let removed = delta().revokes(EntryDraft::new(1).reason(8));
    assert_eq!(
        answer(&ask(&leaf(), &[base.clone(), removed.clone()])),
        GOOD
    );
    assert_eq!(answer(&ask(&leaf(), &[removed, base.clone()])), GOOD);
    assert_eq!(answer(&ask(&leaf(), &[base.clone(), delta()])), REVOKED);
    let added = delta().revokes(EntryDraft::new(1).reason(1));
    assert_eq!(answer(&ask(&leaf(), &[crl(), added.clone()])), REVOKED);
    assert_eq!(answer(&ask(&leaf(), &[added])), open(BASE_MISSING));
    // Of several, the latest.
    let later = crl().number(4).delta_on(1);
    let later = later.revokes(EntryDraft::new(1).reason(8));
    let added = delta().revokes(EntryDraft::new(1).reason(6));
    assert_eq!(answer(&ask(&leaf(), &[base, later, added])), GOOD);
}

#[test]
fn a_delta_crl_fits_its_base_or_counts_for_nothing() {
    let adds = |delta: CrlDraft| delta.revokes(EntryDraft::new(1));
    let fits = crl().number(3).delta_on(1);
    let mut stale = adds(fits.clone());
    stale.next_update = Some("20261120000001");
    let mut forged = adds(fits.clone());
    forged.signer = OTHER_KEY;
    let flag = tlv(0x82, &[0xFF]);
    for (delta, why) in [
        (adds(crl().number(3).delta_on(2)), "from a later number"),
        (adds(crl().number(1).delta_on(1)), "to no later number"),
        (adds(fits.clone().issuing_point(&[flag])), "another scope"),
        (stale, "too old"),
        (forged, "signed by somebody else"),
    ] {
        assert_eq!(answer(&ask(&leaf(), &[crl(), delta])), GOOD, "{why}");
    }
    assert_eq!(answer(&ask(&leaf(), &[crl(), adds(fits.clone())])), REVOKED);
    // With a delta of today an old complete CRL is as good as new (§5.2.4).
    let mut old = crl();
    old.next_update = Some("20261120000001");
    assert_eq!(answer(&ask(&leaf(), &[old, fits])), GOOD);
}

#[test]
fn data_that_concern_nothing_are_noted() {
    let foreign = CrlDraft::new(OTHER, OTHER_KEY);
    let mut request = ask(&leaf(), &[crl(), foreign]);
    request.crls.push(Vec::from([0x30, 0x00]));
    let verdict = validate(&request).unwrap();
    assert_eq!(verdict.state, State::Valid);
    let noted: Vec<_> = verdict
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Noted)
        .filter_map(|finding| Some((finding.code.id(), finding.place.path.as_deref()?)))
        .collect();
    assert_eq!(
        noted,
        [
            (MALFORMED.code.id(), "crl[3]"),
            (OUT_OF_SCOPE.code.id(), "crl[2]"),
        ]
    );
}

#[test]
fn limits_on_revocation_data_are_reached() {
    let mut request = ask(&leaf(), &[crl(), crl()]);
    let bytes: usize = request.crls.iter().map(Vec::len).sum();
    let bytes = u32::try_from(bytes).unwrap();
    request.options.limits.revocation_items = 2;
    request.options.limits.revocation_bytes = bytes;
    assert_eq!(answer(&request), GOOD);
    let failed = |request: &Request| {
        let verdict = validate(request).unwrap();
        assert_eq!(verdict.state, State::Invalid);
        let mut failed = verdict
            .findings
            .iter()
            .filter(|finding| finding.is_failure());
        failed.next().unwrap().code.id()
    };
    request.options.limits.revocation_items = 1;
    assert_eq!(failed(&request), TOO_MUCH.code.id());
    request.options.limits.revocation_items = 2;
    request.options.limits.revocation_bytes = bytes - 1;
    assert_eq!(failed(&request), TOO_MUCH.code.id());
    request.options.limits.revocation_bytes = bytes;
    // One check for the leaf, one for each CRL.
    request.options.limits.signature_checks = 3;
    assert_eq!(answer(&request), GOOD);
    request.options.limits.signature_checks = 2;
    assert_eq!(failed(&request), "certificate.signature-checks-exhausted");
    request.options.limits.signature_checks = 3;
    let used = validate(&request).unwrap().work.used;
    request.options.limits.work = used;
    assert_eq!(answer(&request), GOOD);
    request.options.limits.work = used - 1;
    assert_eq!(failed(&request), "certificate.work-exhausted");
}
