use super::*;
use crate::certificate::asn1::{Cursor, Value};
use crate::certificate::signature::PublicKey;
use crate::certificate::test_support::der::{integer, sequence};
use crate::certificate::test_support::keys::{Key as TestKey, rsa_sign_encoded};
use myna_card::certificate::{Certificate, roots};

const BITS: u32 = 2203;
const MESSAGE: &[u8] = b"a message";

fn value(encoded: &[u8]) -> Value<'_> {
    Cursor::new(encoded).next().unwrap()
}

/// Whether the key of so many bits takes a signature over an encoded message.
fn opens(bits: u32, hash: Hash, encoded: &[u8]) -> bool {
    let info = TestKey::Rsa(bits).info();
    let Ok(PublicKey::Rsa(key)) = PublicKey::read(value(&info)) else {
        panic!("not an RSA key");
    };
    key.verifies(hash, MESSAGE, &rsa_sign_encoded(bits, encoded))
}

fn encoded() -> Vec<u8> {
    encode(Hash::Sha256, MESSAGE, 276).unwrap()
}

#[test]
fn real_roots_verify_under_their_own_keys_and_no_other() {
    let keys: Vec<_> = roots::KNOWN
        .iter()
        .map(|root| root.certificate().unwrap())
        .collect();
    let info = |certificate: &Certificate| {
        let key = certificate.public_key().unwrap();
        sequence(&[integer(&key.modulus), integer(&key.exponent)])
    };
    for (signed, root) in keys.iter().zip(roots::KNOWN) {
        let mut parts = value(root.der).open();
        let message = parts.next().unwrap().encoded;
        parts.next().unwrap();
        let signature = parts.next().unwrap().octets_of_bits().unwrap();
        for signer in &keys {
            let info = info(signer);
            let key = Key::read(&info, Use::Any).ok().unwrap();
            let same = signer.der() == signed.der();
            assert_eq!(key.verifies(Hash::Sha256, message, signature), same);
            assert!(!key.verifies(Hash::Sha384, message, signature));
        }
    }
}

#[test]
fn every_hash_and_width_verifies() {
    for (bits, length) in [(2203, 276), (3217, 403), (4423, 553)] {
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            let encoded = encode(hash, MESSAGE, length).unwrap();
            assert!(opens(bits, hash, &encoded), "{bits} {hash:?}");
        }
    }
}

#[test]
fn any_other_padding_is_refused() {
    let good = encoded();
    assert!(opens(BITS, Hash::Sha256, &good));
    let mut variants = Vec::new();
    // One bit: in the head, here and there in the padding, everywhere after it.
    let info = digest_info(Hash::Sha256, MESSAGE);
    let end = good.len() - info.len() - 2;
    for place in (1..end).step_by(40).chain(end..good.len()) {
        let mut flipped = good.clone();
        flipped[place] ^= 0x01;
        variants.push(flipped);
    }
    // BERserk: padding cut short, garbage after the digest.
    let mut short = Vec::from([0x00, 0x01]);
    short.extend([0xFF; 8]);
    short.push(0x00);
    short.extend(&info);
    short.resize(good.len(), 0xAA);
    variants.push(short);
    // A DigestInfo without NULL, and one whose length takes two octets.
    variants.push(padded(&without_null(&info)));
    let mut long = Vec::from([0x30, 0x81]);
    long.extend(&info[1..]);
    variants.push(padded(&long));
    // The bare digest, as a card signs with P1 = 01.
    variants.push(padded(&Hash::Sha256.digest(MESSAGE)));
    for variant in &variants {
        assert_eq!(variant.len(), good.len());
        assert!(!opens(BITS, Hash::Sha256, variant));
    }
    assert!(variants.len() > 60);
}

fn padded(end: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::from([0x00, 0x01]);
    encoded.resize(276 - end.len() - 1, 0xFF);
    encoded.push(0x00);
    encoded.extend(end);
    encoded
}

fn without_null(info: &[u8]) -> Vec<u8> {
    let mut shorter = info.to_vec();
    shorter.drain(15..17);
    shorter[1] -= 2;
    shorter[3] -= 2;
    shorter
}

#[test]
fn a_signature_is_as_long_as_the_modulus_and_below_it() {
    let info = TestKey::Rsa(BITS).info();
    let Ok(PublicKey::Rsa(key)) = PublicKey::read(value(&info)) else {
        panic!("not an RSA key");
    };
    let good = rsa_sign_encoded(BITS, &encoded());
    assert!(key.verifies(Hash::Sha256, MESSAGE, &good));
    let mut longer = Vec::from([0x00]);
    longer.extend(&good);
    assert!(!key.verifies(Hash::Sha256, MESSAGE, &longer));
    assert!(!key.verifies(Hash::Sha256, MESSAGE, &good[1..]));
    assert!(!key.verifies(Hash::Sha256, MESSAGE, &[]));
    // 2^2203 − 1 is the modulus itself: 0 in disguise.
    let mut modulus = Vec::from([0xFF; 276]);
    modulus[0] = 0x07;
    assert!(!key.verifies(Hash::Sha256, MESSAGE, &modulus));
    // The same residue, but not below the modulus: modulus + 1 has no room here,
    // so the largest number of this length stands in.
    assert!(!key.verifies(Hash::Sha256, MESSAGE, &[0xFF; 276]));
}

#[test]
fn keys_out_of_bounds_are_refused() {
    let key = |modulus: &[u8], exponent: &[u8]| {
        let encoded = sequence(&[integer(modulus), integer(exponent)]);
        Key::read(&encoded, Use::Any).map(|_| ()).err()
    };
    let good = [0xFF; 256];
    assert_eq!(key(&good, &[1, 0, 1]), None);
    assert_eq!(key(&good, &[3]), None);
    assert_eq!(
        key(&good, &[0x01, 0xFF, 0xFF, 0xFF, 0xFF]),
        None,
        "2^33 − 1"
    );
    let unsupported = Some(KeyFault::Unsupported);
    let malformed = Some(KeyFault::Malformed);
    assert_eq!(key(&[0x7F; 256], &[3]), unsupported, "2047 bits");
    assert_eq!(key(&[0xFF; 1025], &[3]), unsupported, "8200 bits");
    assert_eq!(key(&good, &[0x02, 0, 0, 0, 1]), unsupported, "2^33 + 1");
    assert_eq!(key(&good, &[1]), malformed);
    assert_eq!(key(&good, &[2]), malformed);
    assert_eq!(key(&[0xFE; 256], &[3]), malformed, "even modulus");
    let negative = sequence(&[&[0x02, 0x01, 0x80][..], &[0x02, 0x01, 0x03]]);
    assert_eq!(Key::read(&negative, Use::Any).err(), malformed);
    assert_eq!(Key::read(&[], Use::Any).err(), malformed);
}

#[test]
fn larger_keys_cost_more() {
    let cost = |octets: usize, exponent: &[u8]| {
        let encoded = sequence(&[integer(&[0xFF].repeat(octets)), integer(exponent)]);
        Key::read(&encoded, Use::Any).ok().unwrap().cost()
    };
    assert_eq!(cost(256, &[1, 0, 1]), 38);
    assert_eq!(cost(257, &[1, 0, 1]), 152, "done in twice the width");
    assert_eq!(cost(1024, &[1, 0, 1]), 608);
    assert!(cost(256, &[0x01, 0xFF, 0xFF, 0xFF, 0xFF]) > 100);
}
