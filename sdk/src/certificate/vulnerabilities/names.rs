//! Classes 2, 3, 4 and 16: names that are not what they seem.

use super::{LEAF, LEAF_KEY, ROOT_KEY, chain, leaf, root, sub};
use crate::certificate::Request;
use crate::certificate::test_support::der::{concat, name, name_with, oid, sequence, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::{accepted, judge, refused};
use alloc::vec;
use alloc::vec::Vec;

const EXCLUDED: &[&str] = &["certificate.name-excluded"];
const NOT_PERMITTED: &[&str] = &["certificate.name-not-permitted"];
const NOT_COMPARABLE: &[&str] = &["certificate.name-not-comparable"];

fn dns(name: &str) -> Vec<u8> {
    tlv(0x82, name.as_bytes())
}

fn mail(name: &str) -> Vec<u8> {
    tlv(0x81, name.as_bytes())
}

fn uri(name: &str) -> Vec<u8> {
    tlv(0x86, name.as_bytes())
}

/// A leaf of this name under an authority that permits one subtree.
fn permitted(base: Vec<u8>, found: Vec<u8>) -> Request {
    let sub = sub().name_constraints(&[base], &[]);
    chain(&leaf().names(&[found]), &[sub], &root())
}

/// A leaf of this name under an authority that excludes one subtree.
fn excluded(base: Vec<u8>, found: Vec<u8>) -> Request {
    let sub = sub().name_constraints(&[], &[base]);
    chain(&leaf().names(&[found]), &[sub], &root())
}

/// Names times subtrees: each pair counts, before any is compared (CVE-2024-34702,
/// CVE-2025-58187).
#[test]
fn class_02_quadratic_name_constraints() {
    let ask = |names: usize, subtrees: usize| {
        let bases = vec![dns("b"); subtrees];
        let found = vec![dns("a"); names];
        let sub = sub().name_constraints(&[], &bases);
        chain(&leaf().names(&found), &[sub], &root())
    };
    // The subject is a name too.
    let most = ask(99, 1_000);
    let work = accepted(&most).work;
    assert_eq!(work.name_comparisons, 100_000);
    assert!(work.used <= work.limit);
    refused(
        &ask(100, 1_000),
        &["certificate.name-comparisons-exhausted"],
    );
    // What counts is the path, not one certificate.
    let wide = ask(499, 100);
    assert_eq!(accepted(&wide).work.name_comparisons, 50_000);
    let twice = Request {
        anchors: Vec::from([root().name_constraints(&[], &vec![dns("b"); 101]).encode()]),
        ..wide
    };
    refused(&twice, &["certificate.name-comparisons-exhausted"]);
}

/// A wildcard stands for more than one name: for those a subtree excludes as well as
/// for those it does not permit (CVE-2025-61727, RUSTSEC-2026-0099).
#[test]
fn class_03_wildcards() {
    accepted(&permitted(dns("example.jp"), dns("*.example.jp")));
    accepted(&excluded(dns("example.jp"), dns("*.example.com")));
    accepted(&excluded(dns("a.www.example.jp"), dns("*.example.jp")));

    for base in ["www.example.jp", "example.jp", "jp", ""] {
        refused(&excluded(dns(base), dns("*.example.jp")), EXCLUDED);
    }
    refused(
        &excluded(dns("WWW.example.jp"), dns("*.EXAMPLE.jp")),
        EXCLUDED,
    );
    for base in ["www.example.jp", "a.www.example.jp", "other.jp"] {
        refused(&permitted(dns(base), dns("*.example.jp")), NOT_PERMITTED);
    }
    // A wildcard where none belongs is no name that could be compared.
    for odd in [
        "*",
        "*.",
        "w*.example.jp",
        "*w.example.jp",
        "www.*.jp",
        "*.*.jp",
    ] {
        refused(&permitted(dns("jp"), dns(odd)), NOT_COMPARABLE);
        refused(&excluded(dns("other.com"), dns(odd)), NOT_COMPARABLE);
    }
    // A good name beside it does not help, nor one of another form.
    let sub = sub().name_constraints(&[dns("example.jp")], &[]);
    let both = leaf().names(&[dns("a.example.jp"), mail("a@b.jp"), dns("*.jp")]);
    refused(&chain(&both, &[sub], &root()), NOT_PERMITTED);
}

/// Every form that is constrained is compared or refused (RUSTSEC-2026-0098,
/// CVE-2026-27137, CVE-2024-45341).
#[test]
fn class_04_forms_of_names() {
    accepted(&permitted(mail("example.jp"), mail("a@example.jp")));
    accepted(&permitted(
        uri(".example.jp"),
        uri("https://a.example.jp/x"),
    ));
    for (base, found) in [
        (mail("example.jp"), mail("a@sub.example.jp")),
        (mail("a@example.jp"), mail("b@example.jp")),
        (uri("example.jp"), uri("https://evil.jp/example.jp")),
        (uri("example.jp"), uri("https://example.jp@evil.jp/")),
        (uri("example.jp"), uri("https://evil.jp#@example.jp")),
        (uri("example.jp"), uri("https://evil.jp?@example.jp")),
        (
            tlv(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]),
            tlv(0x87, &[192, 0, 3, 1]),
        ),
        (
            tlv(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]),
            tlv(0x87, &[0; 16]),
        ),
        (
            tlv(0xA4, &name(&[("C", "US")])),
            tlv(0xA4, &name(&[("C", "DE")])),
        ),
    ] {
        refused(&permitted(base.clone(), found.clone()), NOT_PERMITTED);
        accepted(&excluded(base, found));
    }
    for (base, found) in [
        // Hosts that are none: an address, one with a zone, nothing, a quoted part.
        (uri("example.jp"), uri("https://[fe80::1%25.example.jp]/")),
        (uri("example.jp"), uri("https://[::1]/")),
        (uri("example.jp"), uri("https://192.0.2.1/")),
        (uri("example.jp"), uri("urn:example.jp")),
        (uri("example.jp"), uri("https:///example.jp")),
        (mail("example.jp"), mail("\"a@evil.jp\"@example.jp")),
        (mail("example.jp"), mail("a@evil.jp@example.jp")),
        (mail("example.jp"), mail("example.jp")),
        (dns("example.jp"), dns("a..example.jp")),
        (dns("example.jp"), dns("example.jp.")),
    ] {
        refused(&permitted(base.clone(), found.clone()), NOT_COMPARABLE);
        refused(&excluded(base, found), NOT_COMPARABLE);
    }
    // Forms that nobody compares here: otherName, x400Address, ediPartyName,
    // registeredID.
    let other = tlv(0xA0, &concat(&[oid("1.2.3"), tlv(0xA0, &tlv(0x0C, b"x"))]));
    let party = tlv(0xA5, &tlv(0xA1, &tlv(0x0C, b"x")));
    for form in [
        other,
        tlv(0xA3, &sequence::<&[u8]>(&[])),
        party,
        tlv(0x88, &[0x2A, 0x03]),
    ] {
        refused(&permitted(form.clone(), form.clone()), NOT_COMPARABLE);
        refused(&excluded(form.clone(), form.clone()), NOT_COMPARABLE);
        accepted(&permitted(form.clone(), dns("example.jp")));
        accepted(&excluded(dns("example.jp"), form));
    }
}

/// Constraints hold for subjects, for the mail addresses in them, for authorities
/// between, and whether they are critical or not.
#[test]
fn class_04_places_of_names() {
    let under = |base: Vec<u8>, leaf: &Draft| {
        let sub = sub().name_constraints(&[base], &[]);
        chain(leaf, &[sub], &root())
    };
    let japan = tlv(0xA4, &name(&[("C", "JP")]));
    let elsewhere = tlv(0xA4, &name(&[("C", "US")]));
    accepted(&under(japan, &leaf()));
    refused(&under(elsewhere.clone(), &leaf()), NOT_PERMITTED);

    let mut with_mail = leaf();
    let address = sequence(&[oid("1.2.840.113549.1.9.1"), tlv(0x16, b"a@evil.jp")]);
    with_mail.subject = sequence(&[tlv(0x31, &address)]);
    refused(&under(mail("example.jp"), &with_mail), NOT_PERMITTED);
    accepted(&under(mail("evil.jp"), &with_mail));

    // Above the authority: its own name is held against them as well.
    let above = root().name_constraints(&[elsewhere], &[]);
    let failed = judge(&chain(&leaf(), &[sub()], &above)).1;
    assert_eq!(failed, ["certificate.name-not-permitted"; 2]);

    // One that is not critical counts like any other.
    let mut careless = sub().name_constraints(&[dns("example.jp")], &[]);
    if let Some((_, critical, _)) = careless.extensions.last_mut() {
        *critical = false;
    }
    let outside = leaf().dns_name("evil.jp");
    refused(&chain(&outside, &[careless], &root()), NOT_PERMITTED);
    // A subtree with a depth that RFC 5280 does not use.
    let bounded = sequence(&[dns("example.jp"), tlv(0x80, &[1])]);
    let bounded = sequence(&[tlv(0xA0, &bounded)]);
    let bounded = sub().with("2.5.29.30", true, bounded);
    let inside = leaf().dns_name("example.jp");
    refused(&chain(&inside, &[bounded], &root()), NOT_COMPARABLE);
}

/// A leaf with this DNS name, asked for by name.
fn asked(name: &str, found: &[Vec<u8>]) -> Request {
    let mut request = chain(&leaf().names(found), &[sub()], &root());
    request.options.name = Some(name.into());
    request
}

/// What one program reads to a NUL another reads to the end; what is written in one
/// alphabet looks like another.
#[test]
fn class_16_names_that_look_alike() {
    const OTHER: &str = "certificate.name-does-not-match";
    accepted(&asked("example.jp", &[dns("example.jp")]));
    accepted(&asked("xn--r8jz45g.jp", &[dns("XN--R8JZ45G.jp")]));
    for odd in [
        "example.jp\0.evil.jp",
        "example.jp\0",
        "\0example.jp",
        "example.jp ",
        "example.jp.",
        "example.jp\n",
    ] {
        let failed = judge(&asked("example.jp", &[dns(odd)])).1;
        assert!(failed.contains(&OTHER), "{odd:?}");
        refused(&permitted(dns("example.jp"), dns(odd)), NOT_COMPARABLE);
    }
    // An A-label is compared as it is written, never decoded.
    let failed = judge(&asked("example.jp", &[dns("xn--example-.jp")])).1;
    assert!(failed.contains(&OTHER));
    // Beyond ASCII it is no dNSName at all, neither in UTF-8 nor in full width.
    for odd in ["例え.jp", "ｅxample.jp", "exam\u{200B}ple.jp"] {
        refused(
            &asked("example.jp", &[dns(odd)]),
            &["certificate.malformed"],
        );
    }
    // The common name is nobody's, nor is an address written as a name.
    let failed = judge(&asked("Leaf", &[dns("example.jp")])).1;
    assert!(failed.contains(&OTHER));
    let failed = judge(&asked("192.0.2.1", &[dns("192.0.2.1")])).1;
    assert!(failed.contains(&OTHER));
    let address = tlv(0x87, &[192, 0, 2, 1]);
    accepted(&asked("192.0.2.1", &[address]));
}

/// An issuer is who it is in whatever string type its name is written, and nobody
/// else because a type is read wrongly.
#[test]
fn class_16_string_types() {
    let issued_by = |subject: Vec<u8>, issuer: Vec<u8>| {
        let root = Draft { subject, ..root() };
        let leaf = Draft::new(LEAF, LEAF_KEY, LEAF, ROOT_KEY);
        let leaf = Draft { issuer, ..leaf };
        chain(&leaf, &[], &root)
    };
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<_>>()
    };
    let bmp = |octets: &[u8]| {
        let kind = oid("2.5.4.3");
        sequence(&[tlv(0x31, &sequence(&[kind, tlv(0x1E, octets)]))])
    };
    let utf8 = |text| name(&[("CN", text)]);
    accepted(&issued_by(utf8("Root"), bmp(&utf16("ROOT"))));
    accepted(&issued_by(utf8("認証局"), bmp(&utf16("認証局"))));
    accepted(&issued_by(utf8("Root"), name_with(&[("CN", 0x13, "root")])));
    let others = [
        // The same octets in another type, half a character, a lone surrogate.
        (utf8("Root"), bmp(b"Root")),
        (utf8("Root"), name_with(&[("CN", 0x14, "Root")])),
        (utf8("Root"), name_with(&[("CN", 0x0C, "Root\0")])),
        (utf8("Root"), name_with(&[("O", 0x0C, "Root")])),
        (
            utf8("Root"),
            name_with(&[("CN", 0x0C, "Ro"), ("CN", 0x0C, "ot")]),
        ),
    ];
    for (subject, issuer) in others {
        refused(
            &issued_by(subject, issuer),
            &["certificate.issuer-not-found"],
        );
    }
    for malformed in [
        bmp(b"Roo"),
        bmp(&[0xD8, 0x00]),
        bmp(&[0xD8, 0x3D, 0xDE, 0x00]),
    ] {
        refused(
            &issued_by(utf8("Root"), malformed),
            &["certificate.malformed"],
        );
    }
    // Bytes that are no UTF-8, and accents in a type that has none.
    let raw =
        |tag, octets: &[u8]| sequence(&[tlv(0x31, &sequence(&[oid("2.5.4.3"), tlv(tag, octets)]))]);
    for malformed in [
        raw(0x0C, &[0xC0, 0x80]),
        raw(0x0C, &[0xED, 0xA0, 0x80]),
        raw(0x13, &[0xE9]),
    ] {
        refused(
            &issued_by(utf8("Root"), malformed),
            &["certificate.malformed"],
        );
    }
}
