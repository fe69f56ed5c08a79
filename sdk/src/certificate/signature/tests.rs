use super::*;
use crate::certificate::asn1::{Cursor, Value};
use crate::certificate::test_support::der::{octets_as_bits, oid, sequence, tlv};
use crate::certificate::test_support::keys::Key;

const MESSAGE: &[u8] = b"a message";

fn value(encoded: &[u8]) -> Value<'_> {
    Cursor::new(encoded).next().unwrap()
}

fn read(info: &[u8]) -> Result<PublicKey<'_>, KeyFault> {
    PublicKey::read(value(info))
}

#[test]
fn names_and_identifiers_agree() {
    for &(algorithm, name, id) in ALGORITHMS {
        assert!(SignatureAlgorithm::named(name) == Some(algorithm));
        assert_eq!(serde_json::to_value(algorithm).unwrap(), name);
        assert_eq!(algorithm.as_str(), name);
        let id = tlv(0x06, id.as_bytes());
        let with = |parameters: &[u8]| {
            let identifier = sequence(&[&id, parameters]);
            let identifier = AlgorithmIdentifier::read(value(&identifier)).unwrap();
            SignatureAlgorithm::identified(identifier)
        };
        let (bare, null, odd) = (with(&[]), with(&[5, 0]), with(&[4, 0]));
        let (takes_bare, takes_null) = match algorithm.kind() {
            Kind::Pkcs1 => (true, true),
            Kind::Pss => (false, false),
            _ => (true, false),
        };
        assert_eq!(bare, takes_bare.then_some(algorithm), "{name}");
        assert_eq!(null, takes_null.then_some(algorithm), "{name}");
        assert_eq!(odd, None, "{name}");
    }
    for unknown in [
        "",
        "rsa-pkcs1-sha1",
        "rsa-pkcs1-md5",
        "RSA-PKCS1-SHA256",
        "rsa-pss-sha256/20",
    ] {
        let unknown = SignatureAlgorithm::parse(unknown).unwrap_err();
        assert_eq!(unknown.code.id(), "certificate.unknown-algorithm");
    }
}

#[test]
fn signatures_inside_documents_are_verified_by_key_and_name() {
    let signer = Key::P256(1);
    let (info, signature) = (signer.info(), signer.sign(MESSAGE));
    let verify = |key: &[u8], algorithm| verify_signature(key, algorithm, MESSAGE, &signature);
    assert_eq!(verify(&info, "ecdsa-sha256"), Ok(true));
    assert_eq!(verify(&info, "ecdsa-sha384"), Ok(false));
    assert_eq!(verify(&info, "rsa-pkcs1-sha256"), Ok(false));
    assert_eq!(verify(&Key::P256(2).info(), "ecdsa-sha256"), Ok(false));
    let code = |key: &[u8], algorithm| {
        verify(key, algorithm)
            .unwrap_err()
            .first()
            .unwrap()
            .code
            .id()
    };
    let mut longer = info.clone();
    longer.push(0);
    for key in [&info[1..], &longer, &[]] {
        assert_eq!(code(key, "ecdsa-sha256"), "certificate.key-unusable");
    }
    for algorithm in [
        "",
        "ecdsa-sha256/32",
        "rsa-pss-sha256/",
        "rsa-pss-sha256/70000",
        "rsa-pss-sha256/-1",
        "rsa-pss-sha1",
    ] {
        assert_eq!(code(&info, algorithm), "certificate.unknown-algorithm");
    }
}

#[test]
fn keys_verify_their_own_signatures_under_their_own_algorithm() {
    let keys = [Key::P256(1), Key::P384(1), Key::Rsa(2203)];
    for signer in keys {
        let signature = signer.sign(MESSAGE);
        for verifier in keys {
            let info = verifier.info();
            let key = read(&info).ok().unwrap();
            let verified = key.verifies(signer.algorithm().into(), MESSAGE, &signature);
            assert_eq!(verified, signer == verifier);
            assert!(!key.verifies(signer.algorithm().into(), b"another", &signature));
        }
    }
}

#[test]
fn ecdsa_signatures_are_strict_der_of_numbers_in_range() {
    let info = Key::P256(1).info();
    let key = read(&info).ok().unwrap();
    let good = Key::P256(1).sign(MESSAGE);
    let verifies =
        |signature: &[u8]| key.verifies(SignatureAlgorithm::EcdsaSha256.into(), MESSAGE, signature);
    assert!(verifies(&good));
    let inner = &good[2..];
    let mut trailing = good.clone();
    trailing.push(0);
    let zero_r = sequence(&[&[2, 1, 0][..], &[2, 1, 1]]);
    let order = {
        let mut order = Vec::from([0x02, 0x21, 0x00]);
        order.extend([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        order.extend([0xFF; 8]);
        order.extend([0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84]);
        order.extend([0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51]);
        order
    };
    for bad in [
        trailing,
        zero_r.clone(),
        sequence(&[&[2, 1, 1][..], &[2, 1, 0]]),
        sequence(&[&order[..], &order]),
        sequence(&[inner, &[2, 1, 1]]),
        tlv(0x31, inner),
        good[..good.len() - 1].to_vec(),
        inner.to_vec(),
        Vec::from([0; 64]),
        Vec::new(),
    ] {
        assert!(!verifies(&bad), "{bad:02x?}");
    }
}

#[test]
fn curves_come_by_name_and_points_uncompressed() {
    let point = |key: Key| {
        let info = key.info();
        let (_, bits) = parts(value(&info)).unwrap();
        bits.to_vec()
    };
    let info = |parameters: &[u8], point: &[u8]| {
        let algorithm = sequence(&[&oid("1.2.840.10045.2.1")[..], parameters]);
        sequence(&[algorithm, octets_as_bits(point)])
    };
    let p256 = oid("1.2.840.10045.3.1.7");
    let good = point(Key::P256(1));
    assert!(read(&info(&p256, &good)).is_ok());

    let mut off_curve = good.clone();
    off_curve[64] ^= 1;
    assert_eq!(
        read(&info(&p256, &off_curve)).err(),
        Some(KeyFault::Malformed)
    );
    let mut compressed = good[..33].to_vec();
    compressed[0] = 0x02;
    assert_eq!(
        read(&info(&p256, &compressed)).err(),
        Some(KeyFault::Unsupported)
    );
    assert_eq!(
        read(&info(&p256, &[0x00])).err(),
        Some(KeyFault::Unsupported)
    );
    assert_eq!(
        read(&info(&p256, &point(Key::P384(1)))).err(),
        Some(KeyFault::Malformed)
    );
    // CVE-2020-0601: parameters spelled out instead of a name.
    let explicit = sequence(&[&[2, 1, 1][..]]);
    assert_eq!(
        read(&info(&explicit, &good)).err(),
        Some(KeyFault::Unsupported)
    );
    assert_eq!(read(&info(&[], &good)).err(), Some(KeyFault::Unsupported));
    // secp256k1.
    assert_eq!(
        read(&info(&oid("1.3.132.0.10"), &good)).err(),
        Some(KeyFault::Unsupported)
    );
}

#[test]
fn keys_of_other_kinds_are_refused_and_named_by_their_number() {
    // RSASSA-PSS with parameters that are not verified here, DSA, X25519, ML-DSA-44.
    for id in [
        "1.2.840.113549.1.1.7",
        "1.2.840.10040.4.1",
        "1.3.101.110",
        "2.16.840.1.101.3.4.3.17",
    ] {
        let algorithm = sequence(&[&oid(id)[..], &sequence(&[&[2, 1, 3][..]])]);
        for bits in [&[][..], &[0x04, 1], &[2, 1, 3]] {
            let info = sequence(&[algorithm.clone(), octets_as_bits(bits)]);
            assert_eq!(read(&info).err(), Some(KeyFault::Unsupported), "{id}");
            assert_eq!(name_of_key(value(&info)), id);
        }
    }
}
