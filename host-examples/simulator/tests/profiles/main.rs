//! The certificates made here have the shape of the real ones, and hold together.
//!
//! The `.txt` files are outlines of certificates of J-LIS's test hierarchy and of
//! HPKI, with `*` for what differs from one certificate to the next.

mod chain;
mod outline;

use onshi_simulator::jpki::{self, Hierarchy};
use onshi_simulator::person::Person;
use onshi_simulator::{hpki, key::KeyKind};
use outline::outline;

/// 2026-11-21T09:00:00+09:00.
const AT: i64 = 1_795_219_200;

const PROFILES: [(&str, &str, &str); 8] = [
    (
        "jpki-root-authentication",
        "jpki/certs/test/authca-test-2023.cer",
        include_str!("jpki-root-authentication.txt"),
    ),
    (
        "jpki-root-signature",
        "jpki/certs/test/signca-test-2024.cer",
        include_str!("jpki-root-signature.txt"),
    ),
    (
        "jpki-authentication",
        "jpki/fixtures/jpki-auth-cert.der",
        include_str!("jpki-authentication.txt"),
    ),
    (
        "jpki-signature",
        "jpki/fixtures/jpki-sign-cert.der",
        include_str!("jpki-signature.txt"),
    ),
    (
        "hpki-root",
        "hpki/mhlw_hpki_root_ca_v2.cer",
        include_str!("hpki-root.txt"),
    ),
    (
        "hpki-authority-signature",
        "hpki/medis_sign_ca.cer",
        include_str!("hpki-authority-signature.txt"),
    ),
    (
        "hpki-authority-authentication",
        "hpki/medis_auth_ca.cer",
        include_str!("hpki-authority-authentication.txt"),
    ),
    (
        "hpki-signature",
        "hpki/medis_test_ee_sign.der",
        include_str!("hpki-signature.txt"),
    ),
];

fn assert_outline(name: &str, certificate: &[u8], expected: &str) {
    let outline = outline(certificate);
    let lines = outline.lines().zip(expected.lines()).enumerate();
    for (number, (line, expected)) in lines {
        assert!(
            fits(line, expected),
            "{name}:{}: {line:?}, not {expected:?}",
            number + 1
        );
    }
    assert_eq!(outline.lines().count(), expected.lines().count(), "{name}");
}

/// Whether a line is the expected one, in which `*` stands for anything.
fn fits(line: &str, expected: &str) -> bool {
    match expected.split_once('*') {
        None => line == expected,
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            (0..=line.len())
                .filter(|at| line.is_char_boundary(*at))
                .any(|at| fits(&line[at..], rest))
        }),
    }
}

#[test]
fn what_is_made_has_the_shape_of_the_real() {
    let jpki = Hierarchy::jpki_test(1, AT);
    let hpki = hpki::Hierarchy::hpki_test(1, AT);
    let doctor = hpki::Professional::doctor();
    for person in [Person::pensioner(AT), Person::preschooler(AT)] {
        let card = jpki.card(&person);
        for (name, _, expected) in PROFILES {
            let certificate = match name {
                "jpki-root-authentication" => &jpki.anchors(jpki::Purpose::Authentication)[0],
                "jpki-root-signature" => &jpki.anchors(jpki::Purpose::Signature)[0],
                "jpki-authentication" => &card.authentication.certificate,
                "jpki-signature" => &card.signature.certificate,
                "hpki-root" => hpki.anchor(),
                "hpki-authority-signature" => {
                    hpki.authority(hpki::Purpose::Signature).certificate()
                }
                "hpki-authority-authentication" => {
                    hpki.authority(hpki::Purpose::Authentication).certificate()
                }
                "hpki-signature" => {
                    &hpki
                        .credential(hpki::Purpose::Signature, &doctor)
                        .certificate
                }
                other => panic!("{other}"),
            };
            assert_outline(name, certificate, expected);
        }
    }
}

/// The real certificates are not kept here. Where they lie beside the clone, the
/// outlines are checked against them; `ONSHI_REQUIRE_SUITES` makes it a must.
#[test]
fn the_outlines_are_those_of_the_real() {
    let vectors =
        std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
            .join("../../../shared/vectors");
    if !vectors.is_dir() {
        assert!(
            std::env::var_os("ONSHI_REQUIRE_SUITES").is_none(),
            "the certificates of JPKI and HPKI are missing"
        );
        eprintln!("not run: the certificates of JPKI and HPKI are not here");
        return;
    }
    for (name, file, expected) in PROFILES {
        assert_outline(name, &std::fs::read(vectors.join(file)).unwrap(), expected);
    }
}

#[test]
fn the_seed_decides() {
    let make = |seed| {
        let card = Hierarchy::jpki_test(seed, AT).card(&Person::employee(AT));
        [card.authentication, card.signature]
    };
    let [one, again, other] = [1, 1, 2].map(make);
    for half in 0..2 {
        assert_eq!(one[half].certificate, again[half].certificate);
        assert_ne!(one[half].key.identifier(), other[half].key.identifier());
    }
    assert_ne!(one[0].key.identifier(), one[1].key.identifier());
}

#[test]
fn a_next_generation_can_be_had() {
    let kinds = [KeyKind::P256, KeyKind::P384];
    let hierarchy = Hierarchy::jpki_test_generations(1, AT, &kinds);
    let roots = hierarchy.roots(jpki::Purpose::Authentication);
    let card = hierarchy.card(&Person::employee(AT));
    assert_eq!(card.authentication.key.kind(), KeyKind::P384);
    assert!(outline(&card.authentication.certificate).contains("{ OID 1.2.840.10045.4.3.3 }"));
    assert!(outline(roots[0].certificate()).contains("{ OID 1.2.840.10045.4.3.2 }"));
}
