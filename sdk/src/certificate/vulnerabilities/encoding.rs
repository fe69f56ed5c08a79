//! Classes 7, 13 and 14: bytes that are not what they should be.

use super::{chain, chain_of, leaf, root, sub, under_root};
use crate::certificate::test_support::der::{integer, oid, sequence, tlv};
use crate::certificate::test_support::{accepted, judge, refused};
use crate::certificate::{Limits, describe};
use alloc::vec::Vec;

/// An extension twice, where one validator reads the first and another the last.
#[test]
fn class_07_duplicate_extensions() {
    accepted(&chain(&leaf(), &[sub()], &root()));
    let twice = leaf().key_usage(&[7, 0x80]);
    refused(
        &chain(&twice, &[sub()], &root()),
        &["certificate.duplicate-extension"],
    );
    // Also of a kind that decides nothing.
    let unknown = || tlv(0x05, &[]);
    let once = leaf().with("1.2.3.4", false, unknown());
    accepted(&chain(&once, &[sub()], &root()));
    let twice = once.with("1.2.3.4", false, unknown());
    refused(
        &chain(&twice, &[sub()], &root()),
        &["certificate.duplicate-extension"],
    );
    // In an authority, which then is none.
    let twice = sub().authority(None);
    refused(
        &chain(&leaf(), &[twice], &root()),
        &["certificate.issuer-not-found"],
    );
}

#[test]
fn class_07_unknown_critical_extensions() {
    let unknown = |critical| under_root().with("1.2.3.4", critical, tlv(0x05, &[]));
    accepted(&chain(&unknown(false), &[], &root()));
    refused(
        &chain(&unknown(true), &[], &root()),
        &["certificate.extension-unknown"],
    );
    let authority = sub().with("1.2.3.4", true, tlv(0x05, &[]));
    refused(
        &chain(&leaf(), &[authority], &root()),
        &["certificate.extension-unknown"],
    );
    let anchor = root().with("1.2.3.4", true, tlv(0x05, &[]));
    refused(
        &chain(&under_root(), &[], &anchor),
        &["certificate.extension-unknown"],
    );
}

/// An extension that is known and read only where it is needed is no place for
/// what cannot be read.
#[test]
fn class_07_known_critical_extensions_with_unknown_contents() {
    let point = tlv(0x30, &[]);
    for id in ["2.5.29.31", "2.5.29.46", "2.5.29.9"] {
        let with = |contents| chain(&under_root().with(id, true, contents), &[], &root());
        accepted(&with(sequence(core::slice::from_ref(&point))));
        for contents in [tlv(0x03, &[0]), tlv(0x30, &[]), sequence(&[tlv(0x05, &[])])] {
            refused(&with(contents), &["certificate.malformed"]);
        }
    }
}

/// The algorithm the issuer signed for is the one its signature is checked by.
#[test]
fn class_07_two_algorithms() {
    let mut other = under_root();
    other.algorithm_inside = Some(sequence(&[oid("1.2.840.10045.4.3.3")]));
    refused(
        &chain(&other, &[], &root()),
        &["certificate.algorithm-mismatch"],
    );
    // The same algorithm, with parameters in one of the two places.
    let mut other = under_root();
    other.algorithm_inside = Some(sequence(&[oid("1.2.840.10045.4.3.2"), tlv(0x05, &[])]));
    refused(
        &chain(&other, &[], &root()),
        &["certificate.algorithm-mismatch"],
    );
    // With the same odd parameters in both.
    let mut other = under_root();
    other.algorithm = Some(sequence(&[oid("1.2.840.10045.4.3.2"), tlv(0x05, &[])]));
    refused(
        &chain(&other, &[], &root()),
        &["certificate.algorithm-unsupported"],
    );
}

/// Whatever the bytes are, there is a verdict: no cut, no flipped byte and no empty
/// value ends in anything else.
#[test]
fn class_13_no_parser_gives_up() {
    let good = leaf()
        .policies(&["1.2.3"])
        .dns_name("example.jp")
        .extended_key_usage(&["1.3.6.1.5.5.7.3.2"])
        .subject_key_identifier(b"key")
        .encode();
    for length in 0..good.len() {
        let cut = chain_of(good[..length].to_vec(), &[], &root());
        refused(&cut, &["certificate.malformed"]);
    }
    assert_eq!(judge(&chain_of(good.clone(), &[sub()], &root())).1, [""; 0]);
    for place in 0..good.len() {
        let mut bent = good.clone();
        bent[place] ^= if place % 2 == 0 { 0x01 } else { 0x80 };
        let described = describe(&bent, "leaf").is_ok();
        let (verdict, failed) = judge(&chain_of(bent, &[sub()], &root()));
        assert!(!failed.is_empty());
        assert!(described || verdict.chain.is_empty());
    }
}

/// Extensions of one value that nobody writes: nothing, an empty list, an empty
/// string of bits.
#[test]
fn class_13_empty_extensions() {
    let ids = [
        "2.5.29.14",
        "2.5.29.15",
        "2.5.29.17",
        "2.5.29.19",
        "2.5.29.30",
        "2.5.29.32",
        "2.5.29.33",
        "2.5.29.35",
        "2.5.29.36",
        "2.5.29.37",
        "2.5.29.54",
    ];
    for id in ids {
        for value in [
            Vec::new(),
            sequence::<&[u8]>(&[]),
            tlv(0x03, &[]),
            tlv(0x03, &[0]),
            tlv(0x03, &[8, 0]),
            tlv(0x02, &[]),
            tlv(0xA0, &[]),
        ] {
            let odd = under_root().without(id).with(id, false, value.clone());
            let (verdict, failed) = judge(&chain(&odd, &[], &root()));
            // An authority key identifier and basic constraints may say nothing, and
            // a subject may be no authority.
            let may_be_empty = value == [0x30, 0x00] && ["2.5.29.35", "2.5.29.19"].contains(&id);
            if may_be_empty {
                assert_eq!(failed, [""; 0], "{id}");
            } else {
                assert!(
                    !verdict.findings.is_empty() && !failed.is_empty(),
                    "{id} {value:?}"
                );
            }
        }
    }
}

/// Dates that make date libraries panic (RUSTSEC-2021-0125).
#[test]
fn class_13_impossible_dates() {
    for date in [
        "20260230000000",
        "20261301000000",
        "20260001000000",
        "20260100000000",
        "20260101240000",
        "20260101006000",
        "20260101000060",
        "2026010100000é",
    ] {
        let mut odd = under_root();
        odd.not_after = date;
        refused(&chain(&odd, &[], &root()), &["certificate.malformed"]);
    }
    let mut last = under_root();
    last.not_after = "99991231235959";
    accepted(&chain(&last, &[], &root()));
}

/// Nesting costs no stack, and lengths no memory.
#[test]
fn class_14_nesting_and_lengths() {
    let mut nested = tlv(0x05, &[]);
    while nested.len() < 15_000 {
        nested = tlv(0x30, &nested);
    }
    // Where nobody looks it does no harm, elsewhere it is no certificate.
    let unknown = under_root().with("1.2.3.4", false, nested.clone());
    accepted(&chain(&unknown, &[], &root()));
    for id in ["2.5.29.17", "2.5.29.30", "2.5.29.32", "2.5.29.35"] {
        let odd = under_root().without(id).with(id, false, nested.clone());
        refused(&chain(&odd, &[], &root()), &["certificate.malformed"]);
    }
    let mut subject = under_root();
    subject.subject = nested;
    refused(&chain(&subject, &[], &root()), &["certificate.malformed"]);

    // Lengths of gigabytes, an indefinite one, a length of more octets than there are.
    for head in [
        &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF][..],
        &[0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
        &[0x30, 0x80, 0x00, 0x00],
        &[0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x30, 0xFF],
        &[0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x00],
    ] {
        refused(
            &chain_of(head.to_vec(), &[], &root()),
            &["certificate.malformed"],
        );
    }
    // A length longer than it need be, inside what is signed.
    let mut padded = under_root();
    padded.subject = [&[0x30, 0x81, 0x00][..], &[]].concat();
    refused(&chain(&padded, &[], &root()), &["certificate.malformed"]);
}

/// Numbers of any size: versions, serial numbers, path lengths, arcs.
#[test]
fn class_14_numbers() {
    let mut long = under_root();
    long.serial = [0x7F].repeat(15_000);
    accepted(&chain(&long, &[], &root()));
    let endless = sequence(&[tlv(0x01, &[0xFF]), integer(&[0x7F].repeat(1_000))]);
    let authority = sub().without("2.5.29.19").with("2.5.29.19", true, endless);
    accepted(&chain(&leaf(), &[authority], &root()));
    let mut version = under_root();
    version.version = Some(3);
    refused(&chain(&version, &[], &root()), &["certificate.malformed"]);
    let arc = tlv(0x06, &[&[0x2A][..], &[0xFF].repeat(200), &[0x7F]].concat());
    let purposes = under_root().with("2.5.29.37", false, sequence(&[arc]));
    refused(&chain(&purposes, &[], &root()), &["certificate.malformed"]);
}

/// As much as the limits let in, in the smallest pieces.
#[test]
fn class_14_memory() {
    let most = usize::try_from(Limits::default().certificate_bytes).unwrap();
    let filled = |id, unit: &[u8]| {
        let list = sequence(&[unit.repeat((most - 600) / unit.len())]);
        under_root().with(id, false, list)
    };
    let purpose = tlv(0x06, &[0x2A]);
    let name = tlv(0x82, &[]);
    let policy = sequence(&[&purpose]);
    for odd in [
        filled("2.5.29.37", &purpose),
        filled("2.5.29.17", &name),
        filled("2.5.29.32", &policy),
    ] {
        let encoded = odd.encode();
        assert!((most - 300..=most).contains(&encoded.len()));
        accepted(&chain_of(encoded, &[], &root()));
    }
    let one_more = filled("2.5.29.17", &name).with("1.2.3", false, tlv(0x04, &[0; 700]));
    refused(&chain(&one_more, &[], &root()), &["certificate.too-large"]);
}
