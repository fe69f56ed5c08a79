use crate::certificate::test_support::chain::{
    LEAF, LEAF_KEY, ROOT, ROOT_KEY, SUB, SUB_KEY, chain, leaf, root, sub,
};
use crate::certificate::test_support::der::{integer, oid, sequence, time, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, at, codes, judge, refused, request};
use crate::certificate::{Outcome, RevocationScope, State};
use crate::time::Instant;
use alloc::vec::Vec;
use myna_card::certificate::roots;

#[test]
fn a_chain_is_valid_and_every_check_is_listed() {
    let verdict = accepted(&chain(&leaf(), &sub(), &root()));
    let labels: Vec<_> = verdict
        .chain
        .iter()
        .map(|found| found.label.as_str())
        .collect();
    assert_eq!(labels, ["leaf", "intermediate[1]", "anchor[1]"]);
    let passed = codes(&verdict, Outcome::Passed);
    for (code, times) in [
        ("certificate.anchor", 1),
        ("certificate.well-formed", 3),
        ("certificate.within-validity", 3),
        ("certificate.signature-valid", 2),
        ("certificate.name-chains", 2),
        ("certificate.authority", 2),
        ("certificate.path-length", 1),
        ("certificate.extensions-known", 3),
        ("certificate.strength", 3),
    ] {
        assert_eq!(
            passed.iter().filter(|passed| **passed == code).count(),
            times,
            "{code}"
        );
    }
    let not_checked = codes(&verdict, Outcome::NotChecked);
    assert_eq!(not_checked, ["certificate.revocation-not-checked"; 2]);
    assert_eq!(verdict.work.signature_checks, 2);
}

#[test]
fn required_revocation_without_data_is_never_valid() {
    let mut request = chain(&leaf(), &sub(), &root());
    request.options.require_revocation = Some(RevocationScope::Chain);
    assert_eq!(judge(&request).0.state, State::NotChecked);
    request.at = Instant::parse("2031-01-01T00:00:00Z").unwrap();
    assert_eq!(judge(&request).0.state, State::Invalid);
}

#[test]
fn real_roots_are_accepted_as_anchors_while_they_last() {
    for root in roots::KNOWN {
        let mut request = request("generic", root.der.to_vec(), &[root.der.to_vec()]);
        let summary = crate::certificate::describe(root.der, "root").unwrap();
        for (when, state) in [
            (summary.not_before, State::Valid),
            (summary.not_before.plus_seconds(-1), State::Invalid),
            (summary.not_after, State::Valid),
            (summary.not_after.plus_seconds(1), State::Invalid),
        ] {
            request.at = when;
            assert_eq!(judge(&request).0.state, state, "{when}");
        }
    }
}

#[test]
fn validity_is_judged_at_the_time_given_for_every_certificate() {
    let request = |when: &str, draft: fn(Draft) -> Draft, which: usize| {
        let drafts = [leaf(), sub(), root()].map(|mut draft| {
            draft.not_before = "19500101000000";
            draft.not_after = "99991231235959";
            draft
        });
        let mut drafts = drafts.into_iter();
        let mut drafts: [Draft; 3] = core::array::from_fn(|_| drafts.next().unwrap());
        drafts[which] = draft(drafts[which].clone());
        let mut request = chain(&drafts[0], &drafts[1], &drafts[2]);
        request.at = Instant::parse(when).unwrap();
        request
    };
    let short = |mut draft: Draft| {
        draft.not_before = "20260101000000";
        draft.not_after = "20261231145959";
        draft
    };
    for which in 0..3 {
        accepted(&request("2026-01-01T00:00:00Z", short, which));
        accepted(&request("2026-12-31T14:59:59Z", short, which));
        refused(
            &request("2025-12-31T23:59:59Z", short, which),
            &["certificate.not-yet-valid"],
        );
        refused(
            &request("2026-12-31T15:00:00Z", short, which),
            &["certificate.expired"],
        );
    }
    accepted(&request("1950-01-01T00:00:00Z", |draft| draft, 0));
    accepted(&request("9999-12-31T23:59:59Z", |draft| draft, 0));
}

#[test]
fn any_flipped_bit_is_refused() {
    let good = chain(&leaf(), &sub(), &root());
    accepted(&good);
    for bit in 0..good.leaf.len() * 8 {
        let mut flipped = good.clone();
        flipped.leaf[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(judge(&flipped).0.state, State::Invalid, "leaf bit {bit}");
    }
    for bit in 0..good.intermediates[0].len() * 8 {
        let mut flipped = good.clone();
        flipped.intermediates[0][bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            judge(&flipped).0.state,
            State::Invalid,
            "intermediate bit {bit}"
        );
    }
}

#[test]
fn bytes_that_are_no_certificate_get_a_verdict_with_a_place() {
    let good = chain(&leaf(), &sub(), &root());
    for garbage in [
        &b""[..],
        b"\x30",
        b"\x30\x80",
        b"\0\0\0\0",
        &[0xFF; 300],
        b"-----BEGIN",
    ] {
        let mut request = good.clone();
        request.leaf = garbage.to_vec();
        let (verdict, failed) = judge(&request);
        assert_eq!(failed, ["certificate.malformed"]);
        assert_eq!(
            verdict.findings[0].place.certificate.as_deref(),
            Some("leaf")
        );
        assert_eq!(verdict.findings[0].place.offset, Some(0));
        assert!(verdict.chain.is_empty());
    }
    let mut cut = good.clone();
    for length in 0..good.leaf.len() {
        cut.leaf.truncate(good.leaf.len() - length - 1);
        assert_eq!(judge(&cut).0.state, State::Invalid);
    }
    let mut longer = good.clone();
    longer.leaf.push(0);
    refused(&longer, &["certificate.trailing-bytes"]);
}

#[test]
fn unusable_certificates_among_several_are_set_aside() {
    let mut request = chain(&leaf(), &sub(), &root());
    request.anchors.insert(0, b"garbage".to_vec());
    request.intermediates.insert(0, Vec::new());
    let verdict = accepted(&request);
    assert_eq!(
        codes(&verdict, Outcome::Noted),
        ["certificate.malformed"; 2]
    );
    assert_eq!(verdict.chain[2].label, "anchor[2]");

    request.anchors.truncate(1);
    let (_, failed) = judge(&request);
    assert!(failed.contains(&"certificate.no-usable-anchor"));
}

#[test]
fn structure_is_strict() {
    let mut inner = leaf();
    inner.algorithm_inside = Some(sequence(&[oid("1.2.840.10045.4.3.3")]));
    refused(
        &chain(&inner, &sub(), &root()),
        &["certificate.algorithm-mismatch"],
    );

    let twice = leaf().key_usage(&[7, 0x80]);
    let (verdict, failed) = judge(&chain(&twice, &sub(), &root()));
    assert_eq!(failed, ["certificate.duplicate-extension"]);
    let place = &verdict.findings[0].place;
    assert_eq!(place.extension.as_deref(), Some("2.5.29.15"));
    assert!(place.offset.is_some_and(|offset| offset > 200));

    let mut old = leaf();
    old.extensions.clear();
    old.version = None;
    refused(
        &chain(&old, &sub(), &root()),
        &["certificate.not-version-3"],
    );
    let mut old = leaf();
    old.version = Some(1);
    refused(
        &chain(&old, &sub(), &root()),
        &["certificate.version-mismatch"],
    );

    let mut padded = leaf();
    padded.serial = Vec::from([0x00, 0x01]);
    refused(&chain(&padded, &sub(), &root()), &["certificate.malformed"]);
}

#[test]
fn odd_serial_numbers_are_noted() {
    for serial in [&[0x00][..], &[0x80], &[0x01; 21]] {
        let mut odd = leaf();
        odd.serial = serial.to_vec();
        let verdict = accepted(&chain(&odd, &sub(), &root()));
        assert_eq!(
            codes(&verdict, Outcome::Noted),
            ["certificate.serial-unusual"]
        );
    }
    let mut longest = leaf();
    longest.serial = Vec::from([0x01; 20]);
    let verdict = accepted(&chain(&longest, &sub(), &root()));
    assert_eq!(codes(&verdict, Outcome::Noted), [""; 0]);
}

#[test]
fn extensions_that_are_not_understood_are_refused_where_they_matter() {
    let null = || tlv(0x05, &[]);
    let unknown = |critical| leaf().with("1.2.3.4", critical, null());
    accepted(&chain(&unknown(false), &sub(), &root()));
    let (verdict, failed) = judge(&chain(&unknown(true), &sub(), &root()));
    assert_eq!(failed, ["certificate.extension-unknown"]);
    let finding = verdict
        .findings
        .iter()
        .find(|finding| finding.is_failure())
        .unwrap();
    assert_eq!(finding.place.extension.as_deref(), Some("1.2.3.4"));
    assert!(finding.source.contains("RFC 5280 §6.1"));

    for id in [
        "2.5.29.17",
        "2.5.29.18",
        "2.5.29.30",
        "2.5.29.33",
        "2.5.29.36",
        "2.5.29.54",
        "1.3.6.1.5.5.7.1.1",
        "1.3.6.1.5.5.7.1.11",
    ] {
        for critical in [true, false] {
            let malformed = leaf().with(id, critical, null());
            let request = chain(&malformed, &sub(), &root());
            refused(&request, &["certificate.malformed"]);
        }
    }
    // What is on no path does not matter.
    let mut request = chain(&leaf(), &sub(), &root());
    let unrelated = Draft::new(&[("CN", "Other")], Key::P256(8), ROOT, ROOT_KEY);
    request
        .intermediates
        .push(unrelated.with("1.2.3.4", true, null()).encode());
    accepted(&request);
}

#[test]
fn only_authorities_issue() {
    let bare = sub().without("2.5.29.19").without("2.5.29.15");
    refused(
        &chain(&leaf(), &bare, &root()),
        &["certificate.not-authority"],
    );
    let not_authority = bare
        .clone()
        .with("2.5.29.19", true, sequence::<Vec<u8>>(&[]));
    refused(
        &chain(&leaf(), &not_authority, &root()),
        &["certificate.not-authority"],
    );
    let may_not_sign = sub().without("2.5.29.15").key_usage(&[7, 0x80]);
    refused(
        &chain(&leaf(), &may_not_sign, &root()),
        &["certificate.may-not-sign-certificates"],
    );
    let unsaid = sub().without("2.5.29.15");
    accepted(&chain(&leaf(), &unsaid, &root()));

    let root_without = root().without("2.5.29.19").without("2.5.29.15");
    refused(
        &chain(&leaf(), &sub(), &root_without),
        &["certificate.not-authority"],
    );
    let mut first_version = root_without;
    first_version.extensions.clear();
    first_version.version = None;
    accepted(&chain(&leaf(), &sub(), &first_version));

    let pretender = leaf().without("2.5.29.15").key_usage(&[2, 0x84]);
    refused(
        &chain(&pretender, &sub(), &root()),
        &["certificate.contradictory"],
    );
    let length = sequence(&[integer(&[0])]);
    let pretender = leaf().with("2.5.29.19", true, length);
    refused(
        &chain(&pretender, &sub(), &root()),
        &["certificate.contradictory"],
    );
}

#[test]
fn path_lengths_are_kept() {
    let limited = |length| {
        root()
            .without("2.5.29.19")
            .without("2.5.29.15")
            .authority(Some(length))
    };
    accepted(&chain(&leaf(), &sub(), &limited(1)));
    refused(
        &chain(&leaf(), &sub(), &limited(0)),
        &["certificate.path-too-long"],
    );

    let second = &[("CN", "Second")];
    let lower = Draft::new(second, Key::P256(5), SUB, SUB_KEY).authority(None);
    let leaf = Draft::new(LEAF, LEAF_KEY, second, Key::P256(5));
    let three = |sub: &Draft| {
        let mut request = chain(&leaf, sub, &root());
        request.intermediates.push(lower.encode());
        request
    };
    accepted(&three(&sub()));
    let sub_limited = |length| {
        sub()
            .without("2.5.29.19")
            .without("2.5.29.15")
            .authority(Some(length))
    };
    accepted(&three(&sub_limited(1)));
    refused(&three(&sub_limited(0)), &["certificate.path-too-long"]);

    // A self-issued certificate rolls a key over and takes nothing from the length.
    let rolled = Draft::new(SUB, Key::P256(6), SUB, SUB_KEY).authority(Some(0));
    let below = Draft::new(LEAF, LEAF_KEY, SUB, Key::P256(6));
    let mut request = chain(&below, &sub_limited(0), &root());
    request.intermediates.push(rolled.encode());
    accepted(&request);
}

#[test]
fn names_are_compared_as_rfc_5280_asks() {
    let mut shouting = leaf();
    shouting.issuer = crate::certificate::test_support::der::name(&[("C", "JP"), ("CN", " SUB ")]);
    accepted(&chain(&shouting, &sub(), &root()));
    let mut other = leaf();
    other.issuer = crate::certificate::test_support::der::name(&[("C", "JP"), ("CN", "Sub2")]);
    refused(
        &chain(&other, &sub(), &root()),
        &["certificate.issuer-not-found"],
    );

    let mut nameless = leaf();
    nameless.subject = sequence::<Vec<u8>>(&[]);
    refused(&chain(&nameless, &sub(), &root()), &["certificate.unnamed"]);
    let alternative = sequence(&[tlv(0x82, b"clinic.example")]);
    let named = nameless
        .clone()
        .with("2.5.29.17", true, alternative.clone());
    accepted(&chain(&named, &sub(), &root()));
    let not_critical = nameless.with("2.5.29.17", false, alternative);
    refused(
        &chain(&not_critical, &sub(), &root()),
        &["certificate.unnamed"],
    );
}

#[test]
fn all_that_fails_on_a_path_is_told_at_once() {
    let mut leaf = leaf();
    leaf.not_after = "20250101000000";
    let sub = sub()
        .without("2.5.29.15")
        .with("1.2.3.4", true, time("20250101000000"));
    let mut request = chain(&leaf, &sub, &root());
    request.at = at();
    refused(
        &request,
        &["certificate.extension-unknown", "certificate.expired"],
    );
}
