//! A card whose certificate expired: in its grace all else is asked of it as before.

use super::*;
use crate::certificate::RevocationScope;
use crate::certificate::test_support::crl::{CrlDraft, EntryDraft};
use crate::certificate::test_support::draft::Draft;

const IN_GRACE: &str = "certificate.expired-within-grace";

/// Expired at the end of 2026-11-20 in Japan, hours before tests judge.
fn leaf() -> Draft {
    Draft {
        not_before: "20211120150000",
        not_after: "20261120145959",
        ..AUTH.auth_leaf(ROOT, CARD)
    }
}

fn crl() -> CrlDraft {
    CrlDraft::new(&AUTH.name(), ROOT)
}

/// With the grace accepted, and a list needed.
fn ask(leaf: &Draft, crls: &[Vec<u8>]) -> Request {
    let mut request = request("jpki-auth", leaf.encode(), &[AUTH.root(ROOT).encode()]);
    request.crls = crls.to_vec();
    request.options.accept_grace = true;
    request.options.require_revocation = Some(RevocationScope::Leaf);
    request
}

fn good() -> Request {
    ask(&leaf(), &[crl().encode()])
}

/// The verdict on the card's own answer.
fn state(request: &Request) -> (State, Vec<&'static str>) {
    let challenge = Challenge::issue(nonce(), "https://clinic.example", request.at, 300).unwrap();
    judge(request, &challenge, &answer(CARD, &challenge))
}

#[test]
fn a_state_of_its_own_is_given_where_nothing_else_is_wrong() {
    assert_eq!(
        state(&good()),
        (State::ExpiredWithinGrace, Vec::from([IN_GRACE]))
    );
    let verdict = crate::certificate::validate(&good()).unwrap();
    assert_eq!(verdict.state.as_str(), "expired-within-grace");
    // It does not look for another path for ever: the grace is the leaf's on each.
    assert_eq!(verdict.work.signature_checks, 2);
    let mut valid = good();
    valid.at = at().plus_seconds(-9 * 3600 - 1);
    valid.crls = Vec::from([CrlDraft {
        this_update: "20261119000000",
        ..crl()
    }
    .encode()]);
    assert_eq!(state(&valid), (State::Valid, Vec::new()));
}

#[test]
fn without_the_callers_word_or_the_profiles_it_has_expired() {
    let expired = (State::Invalid, Vec::from(["certificate.expired"]));
    let mut unasked = good();
    unasked.options.accept_grace = false;
    assert_eq!(state(&unasked), expired);
    let mut generic = good();
    generic.profile = "generic".into();
    assert_eq!(state(&generic), expired);
}

#[test]
fn revocation_is_asked_for_as_of_any_other() {
    let stale = CrlDraft {
        next_update: Some("20261120120000"),
        ..crl()
    };
    let foreign = CrlDraft::new(&AUTH.name(), Key::P256(9));
    for (what, crls) in [
        ("none", Vec::new()),
        ("garbage", Vec::from([b"garbage".to_vec()])),
        ("empty", Vec::from([Vec::new()])),
        ("stale", Vec::from([stale.encode()])),
        ("another's", Vec::from([foreign.encode()])),
    ] {
        let request = ask(&leaf(), &crls);
        assert_eq!(
            state(&request),
            (State::NotChecked, Vec::from([IN_GRACE])),
            "{what}"
        );
        let mut unneeded = request.clone();
        unneeded.options.require_revocation = Some(RevocationScope::None);
        assert_eq!(state(&unneeded).0, State::ExpiredWithinGrace, "{what}");
    }
    let revoked = crl().revokes(EntryDraft::new(1)).encode();
    assert_eq!(
        state(&ask(&leaf(), &[revoked])),
        (State::Invalid, Vec::from([IN_GRACE, "certificate.revoked"]))
    );
}

#[test]
fn no_other_failure_is_excused() {
    let crls = [crl().encode()];
    let bent = |leaf: Draft| ask(&leaf, &crls);
    let mut other_root = good();
    other_root.anchors = Vec::from([AUTH.root(Key::P256(9)).encode()]);
    let mut old_root = good();
    old_root.anchors = Vec::from([Draft {
        not_after: "20261120145959",
        ..AUTH.root(ROOT)
    }
    .encode()]);
    let mut test = ask(
        &Draft {
            not_after: "20261120145959",
            ..TEST_AUTH.auth_leaf(ROOT, CARD)
        },
        &[CrlDraft::new(&TEST_AUTH.name(), ROOT).encode()],
    );
    test.anchors = Vec::from([TEST_AUTH.root(ROOT).encode()]);
    let mut few = good();
    few.options.limits.signature_checks = 1;
    for (what, request) in [
        (
            "usage",
            bent(leaf().without("2.5.29.15").key_usage(&[6, 0xC0])),
        ),
        ("purpose", bent(leaf().without("2.5.29.37"))),
        ("policy", bent(leaf().without("2.5.29.32"))),
        (
            "unknown",
            bent(leaf().with("1.2.3.4", true, Vec::from([5, 0]))),
        ),
        (
            "never valid",
            bent(Draft {
                not_before: "20261120150000",
                ..leaf()
            }),
        ),
        ("another root", other_root),
        ("an expired root", old_root),
        ("a test card", test),
        ("a budget used up", few),
    ] {
        let (state, failed) = state(&request);
        assert_eq!(state, State::Invalid, "{what}");
        let beside = failed.iter().any(|code| *code != IN_GRACE);
        assert!(beside, "{what}: {failed:?}");
    }
    let challenge = challenge();
    let forged = answer(Key::P256(9), &challenge);
    assert_eq!(
        judge(&good(), &challenge, &forged),
        (
            State::Invalid,
            Vec::from([IN_GRACE, "challenge.not-signed"])
        )
    );
}

#[test]
fn the_grace_is_three_months_to_the_second() {
    let judged = |not_after, at| {
        let mut request = ask(
            &Draft {
                not_after,
                ..leaf()
            },
            &[],
        );
        request.options.require_revocation = None;
        request.at = Instant::parse(at).unwrap();
        state(&request).0
    };
    let (grace, gone) = (State::ExpiredWithinGrace, State::Invalid);
    for (not_after, at, state) in [
        ("20261120145959", "2026-11-20T23:59:59+09:00", State::Valid),
        ("20261120145959", "2026-11-21T00:00:00+09:00", grace),
        ("20261120145959", "2027-02-20T23:59:59+09:00", grace),
        ("20261120145959", "2027-02-21T00:00:00+09:00", gone),
        ("20261130145959", "2027-02-28T23:59:59+09:00", grace),
        ("20261130145959", "2027-03-01T00:00:00+09:00", gone),
        ("20271130145959", "2028-02-29T23:59:59+09:00", grace),
        ("20271130145959", "2028-03-01T00:00:00+09:00", gone),
        // The 31st in Japan is the 30th in UTC.
        ("20260830150000", "2026-11-30T00:00:00+09:00", grace),
        ("20260830150000", "2026-11-30T00:00:01+09:00", gone),
    ] {
        assert_eq!(judged(not_after, at), state, "{not_after} {at}");
    }
}

#[test]
fn the_issuer_of_a_list_has_no_grace() {
    // What is in its grace says nothing of others: the list's own issuer expired.
    let issuer = Draft {
        not_after: "20261120145959",
        ..AUTH.root(ROOT)
    };
    let mut request = good();
    request.anchors = Vec::from([issuer.encode(), AUTH.root(ROOT).encode()]);
    assert_eq!(
        state(&request).0,
        State::ExpiredWithinGrace,
        "the other root holds"
    );
    request.anchors.truncate(1);
    assert_eq!(state(&request).0, State::Invalid);
}
