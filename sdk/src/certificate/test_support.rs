//! Made-up certificates for tests: a DER writer, deterministic keys, and drafts
//! of certificates that a test bends before they are signed.

pub(crate) mod chain;
pub(crate) mod crl;
pub(crate) mod der;
pub(crate) mod draft;
pub(crate) mod jpki;
pub(crate) mod keys;
pub(crate) mod ocsp;

use super::{Outcome, Request, State, Verdict, validate};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;

/// The time tests judge at.
pub(crate) fn at() -> Instant {
    Instant::parse("2026-11-21T00:00:00Z").unwrap()
}

pub(crate) fn request(profile: &str, leaf: Vec<u8>, anchors: &[Vec<u8>]) -> Request {
    Request {
        profile: String::from(profile),
        leaf,
        intermediates: Vec::new(),
        anchors: anchors.to_vec(),
        crls: Vec::new(),
        ocsp_responses: Vec::new(),
        at: at(),
        options: super::Options::default(),
    }
}

/// The verdict, and the codes of what failed; one is consistent with the other.
pub(crate) fn judge(request: &Request) -> (Verdict, Vec<&'static str>) {
    let verdict = validate(request).unwrap();
    let failed = codes(&verdict, Outcome::Failed);
    let fatal = failed
        .iter()
        .any(|code| *code != "certificate.expired-within-grace");
    assert_eq!(verdict.state == State::Invalid, fatal);
    assert!(verdict.state != State::Valid || failed.is_empty());
    (verdict, failed)
}

pub(crate) fn codes(verdict: &Verdict, outcome: Outcome) -> Vec<&'static str> {
    let findings = verdict.findings.iter();
    let chosen = findings.filter(|finding| finding.outcome == outcome);
    chosen.map(|finding| finding.code.id()).collect()
}

/// Fails with exactly these codes.
#[track_caller]
pub(crate) fn refused(request: &Request, expected: &[&str]) {
    assert_eq!(judge(request).1, expected);
}

/// Valid, with nothing failed.
#[track_caller]
pub(crate) fn accepted(request: &Request) -> Verdict {
    let (verdict, failed) = judge(request);
    assert_eq!(failed, [""; 0]);
    assert_eq!(verdict.state, State::Valid);
    verdict
}
