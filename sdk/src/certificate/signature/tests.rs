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
    for (algorithm, name, id) in ALGORITHMS {
        assert_eq!(SignatureAlgorithm::parse(name), Ok(algorithm));
        assert_eq!(serde_json::to_value(algorithm).unwrap(), name);
        let id = tlv(0x06, id.as_bytes());
        let bare = sequence(&[&id[..]]);
        let null = sequence(&[&id[..], &[5, 0]]);
        let odd = sequence(&[&id[..], &[4, 0]]);
        let identified = |encoded: &[u8]| {
            let identifier = AlgorithmIdentifier::read(value(encoded)).unwrap();
            SignatureAlgorithm::identified(identifier)
        };
        let (right, wrong) = if algorithm.is_rsa() {
            (null, bare)
        } else {
            (bare, null)
        };
        assert_eq!(identified(&right), Some(algorithm));
        assert_eq!(identified(&wrong), None, "{name}");
        assert_eq!(identified(&odd), None, "{name}");
    }
    let unknown = SignatureAlgorithm::parse("rsa-pkcs1-sha1").unwrap_err();
    assert_eq!(unknown.code.id, "certificate.unknown-algorithm");
}

#[test]
fn keys_verify_their_own_signatures_under_their_own_algorithm() {
    let keys = [Key::P256(1), Key::P384(1), Key::Rsa(2203)];
    for signer in keys {
        let signature = signer.sign(MESSAGE);
        for verifier in keys {
            let info = verifier.info();
            let key = read(&info).ok().unwrap();
            let verified = key.verifies(signer.algorithm(), MESSAGE, &signature);
            assert_eq!(verified, signer == verifier);
            assert!(!key.verifies(signer.algorithm(), b"another", &signature));
        }
    }
}

#[test]
fn ecdsa_signatures_are_strict_der_of_numbers_in_range() {
    let info = Key::P256(1).info();
    let key = read(&info).ok().unwrap();
    let good = Key::P256(1).sign(MESSAGE);
    let verifies =
        |signature: &[u8]| key.verifies(SignatureAlgorithm::EcdsaSha256, MESSAGE, signature);
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
        let (_, bits) = key::parts(value(&info)).unwrap();
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
    assert_eq!(
        read(&info(&oid("1.3.132.0.35"), &good)).err(),
        Some(KeyFault::Unsupported)
    );
}
