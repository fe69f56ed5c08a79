//! Classes 8 to 11 and 17: signatures and keys that are not what they claim.

use super::{LEAF, LEAF_KEY, ROOT, ROOT_KEY, chain, chain_of, root, under_root};
use crate::certificate::signature::{
    Hash, encode_rsa, rsa_digest_info as digest_info, verify_signature,
};
use crate::certificate::test_support::der::{integer, octets_as_bits, oid, sequence, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::{Key, rsa_info, rsa_sign_encoded};
use crate::certificate::test_support::{accepted, judge, refused};
use alloc::vec::Vec;
use crypto_bigint::{U4096, Uint};
use p256::ecdsa::Signature;

const BITS: u32 = 2203;
const OCTETS: usize = 276;
const RSA: Key = Key::Rsa(BITS);

/// What stands for a message in a signature, or the signature itself.
type Encode<'e> = &'e dyn Fn(&[u8]) -> Vec<u8>;

/// The public point of a key on an elliptic curve.
fn point(key: Key) -> Vec<u8> {
    let info = key.info();
    let start = info.iter().position(|&octet| octet == 0x04).unwrap();
    info[start..].to_vec()
}

fn ec_info(parameters: &[u8], point: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.2.840.10045.2.1")[..], parameters]);
    sequence(&[algorithm, octets_as_bits(point)])
}

/// A root whose key is written as told; its key is still that of [`ROOT_KEY`].
fn root_with(key_info: Vec<u8>) -> Draft {
    Draft { key_info, ..root() }
}

/// A trusted point with parameters of the attacker's choice is another key
/// (CVE-2020-0601); a point off its curve is none.
#[test]
fn class_08_curve_parameters_and_invalid_points() {
    let p256 = oid("1.2.840.10045.3.1.7");
    let good = point(ROOT_KEY);
    assert_eq!(ec_info(&p256, &good), ROOT_KEY.info());
    accepted(&chain(
        &under_root(),
        &[],
        &root_with(ec_info(&p256, &good)),
    ));

    // The whole of P-256 spelled out, its generator replaced by the point itself.
    let field = sequence(&[oid("1.2.840.10045.1.1"), integer(&[0xFF; 32])]);
    let curve = sequence(&[tlv(0x04, &[0xFF; 32]), tlv(0x04, &[0x5A; 32])]);
    let explicit = sequence(&[
        integer(&[1]),
        field,
        curve,
        tlv(0x04, &good),
        integer(&[0xFF; 32]),
        integer(&[1]),
    ]);
    let mut off_curve = good.clone();
    off_curve[64] ^= 1;
    let mut beyond_field = good.clone();
    beyond_field[1..33].fill(0xFF);
    let mut hybrid = good.clone();
    hybrid[0] = 0x06;
    let compressed = [&[0x02][..], &good[1..33]].concat();
    for odd in [
        ec_info(&explicit, &good),
        // implicitCurve, nothing at all, another curve, a curve of other width.
        ec_info(&tlv(0x05, &[]), &good),
        ec_info(&[], &good),
        ec_info(&oid("1.3.132.0.10"), &good),
        ec_info(&oid("1.3.132.0.34"), &good),
        ec_info(&[&p256[..], &p256].concat(), &good),
        ec_info(&p256, &off_curve),
        ec_info(&p256, &beyond_field),
        ec_info(&p256, &hybrid),
        ec_info(&p256, &compressed),
        // The point at infinity, and (0, 0).
        ec_info(&p256, &[0x00]),
        ec_info(&p256, &[&[0x04][..], &[0; 64]].concat()),
        ec_info(&p256, &good[..64]),
        ec_info(&p256, &[]),
    ] {
        refused(
            &chain(&under_root(), &[], &root_with(odd.clone())),
            &["certificate.issuer-key-unusable"],
        );
        // As a peer's own key it is no better.
        let leaf = Draft {
            key_info: odd,
            ..under_root()
        };
        let failed = judge(&chain(&leaf, &[], &root())).1;
        assert!(
            failed.contains(&"certificate.key-not-accepted") || failed == ["certificate.malformed"]
        );
    }
}

/// A leaf under an RSA root, signed as told.
fn signed_by_rsa(
    root_key: Vec<u8>,
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> crate::certificate::Request {
    let root = Draft::new(ROOT, RSA, ROOT, RSA).authority(None);
    let root = Draft {
        key_info: root_key,
        ..root
    };
    let leaf = Draft::new(LEAF, LEAF_KEY, ROOT, RSA);
    chain_of(leaf.encode_signed(sign), &[], &root)
}

/// 00 01, padding, 00, the end, and anything up to the length of the modulus.
fn padded(padding: usize, end: &[u8], after: u8) -> Vec<u8> {
    let mut encoded = Vec::from([0x00, 0x01]);
    encoded.resize(2 + padding, 0xFF);
    encoded.push(0x00);
    encoded.extend(end);
    encoded.resize(OCTETS, after);
    encoded
}

/// What a verifier that parses the padding may overlook.
#[test]
fn class_09_lax_digest_info() {
    let sign = |encode: Encode<'_>| {
        let root = RSA.info();
        signed_by_rsa(root, |signed| rsa_sign_encoded(BITS, &encode(signed)))
    };
    let full = OCTETS - 3 - 51;
    let info = |signed: &[u8]| digest_info(Hash::Sha256, signed);
    assert_eq!(
        padded(full, &info(b"x"), 0),
        encode_rsa(Hash::Sha256, b"x", OCTETS).unwrap()
    );
    accepted(&sign(&|signed| {
        padded(OCTETS - 54, &digest_info(Hash::Sha256, signed), 0)
    }));

    let variants: [Encode<'_>; 8] = [
        // Garbage after the digest, in place of padding.
        &|signed| padded(8, &digest_info(Hash::Sha256, signed), 0xAA),
        &|signed| padded(0, &digest_info(Hash::Sha256, signed), 0x00),
        // Garbage inside the parameters, hidden by their length.
        &|signed| {
            let digest = Hash::Sha256.digest(signed);
            let parameters = tlv(0x04, &[0x5A; 100]);
            let algorithm = sequence(&[oid("2.16.840.1.101.3.4.2.1"), parameters]);
            let info = sequence(&[algorithm, tlv(0x04, &digest)]);
            padded(OCTETS - 3 - info.len(), &info, 0)
        },
        // No parameters instead of NULL.
        &|signed| {
            let algorithm = sequence(&[oid("2.16.840.1.101.3.4.2.1")]);
            let info = sequence(&[algorithm, tlv(0x04, &Hash::Sha256.digest(signed))]);
            padded(OCTETS - 3 - info.len(), &info, 0)
        },
        // A length in its long form.
        &|signed| {
            let info = digest_info(Hash::Sha256, signed);
            let info = [&[0x30, 0x81][..], &info[1..]].concat();
            padded(OCTETS - 3 - info.len(), &info, 0)
        },
        // The digest alone, and that of another hash than the one named.
        &|signed| padded(OCTETS - 3 - 32, &Hash::Sha256.digest(signed), 0),
        &|signed| encode_rsa(Hash::Sha384, signed, OCTETS).unwrap(),
        // Padding for encryption.
        &|signed| {
            let mut encoded = padded(OCTETS - 54, &digest_info(Hash::Sha256, signed), 0);
            encoded[1] = 0x02;
            encoded
        },
    ];
    for encode in variants {
        refused(&sign(encode), &["certificate.signature-invalid"]);
    }
}

/// With e = 3 and a verifier that ignores what follows the digest, a signature is a
/// cube root over the integers, which needs no key (RFC 8017 names it, and
/// CVE-2022-24771 had it again).
#[test]
fn class_09_low_exponents() {
    let forge = |signed: &[u8]| {
        let target = padded(8, &digest_info(Hash::Sha256, signed), 0x00);
        let root = cube_root(&target);
        // The forgery is a real one: its cube begins with the whole of the digest.
        assert_eq!(cube(&root)[..11 + 51], target[..11 + 51]);
        root
    };
    let forged = signed_by_rsa(rsa_info(BITS, &[3]), forge);
    refused(&forged, &["certificate.signature-invalid"]);
    // e = 1 would make every message its own signature: it is no key.
    let own = |signed: &[u8]| encode_rsa(Hash::Sha256, signed, OCTETS).unwrap();
    refused(
        &signed_by_rsa(rsa_info(BITS, &[1]), own),
        &["certificate.issuer-key-unusable"],
    );
}

/// The least number whose cube is no less than this one.
fn cube_root(target: &[u8]) -> Vec<u8> {
    let mut wide = [0].repeat(512 - target.len());
    wide.extend(target);
    let target = U4096::from_be_slice(&wide);
    let mut root = U4096::ZERO;
    for bit in (0..740).rev() {
        let candidate = root | U4096::ONE << bit;
        if cubed(&candidate) < target {
            root = candidate;
        }
    }
    octets(&root.wrapping_add(&Uint::ONE))
}

fn cube(root: &[u8]) -> Vec<u8> {
    let mut wide = [0].repeat(512 - root.len());
    wide.extend(root);
    octets(&cubed(&U4096::from_be_slice(&wide)))
}

fn cubed(number: &U4096) -> U4096 {
    number.wrapping_mul(number).wrapping_mul(number)
}

fn octets(number: &U4096) -> Vec<u8> {
    let words = number.as_words().iter().rev();
    let octets: Vec<u8> = words.flat_map(|word| word.to_be_bytes()).collect();
    octets[512 - OCTETS..].to_vec()
}

/// Numbers that satisfy the equation for every message, and encodings that are not
/// the one.
#[test]
fn class_10_ecdsa_numbers_and_encodings() {
    let signed_as = |sign: Encode<'_>| chain_of(under_root().encode_signed(sign), &[], &root());
    let good = |signed: &[u8]| ROOT_KEY.sign(signed);
    accepted(&signed_as(&good));

    let order = [
        0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC,
        0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];
    let numbers = [
        Vec::from([2, 1, 0]),
        Vec::from([2, 0]),
        Vec::from([2, 1, 0xFF]),
        integer(&[1]),
        integer(&order),
        integer(&[0xFF; 32]),
        integer(&[0x7F; 33]),
    ];
    for r in &numbers {
        for s in &numbers {
            let pair = sequence(&[r, s]);
            let request = signed_as(&|_| pair.clone());
            refused(&request, &["certificate.signature-invalid"]);
        }
    }

    let parts = |signed: &[u8]| {
        let signature = Signature::from_der(&good(signed)).unwrap();
        let (r, s) = signature.split_bytes();
        (r.to_vec(), s.to_vec())
    };
    let encodings: [Encode<'_>; 7] = [
        // Bytes after it, inside it, and none at its end.
        &|signed| [&good(signed)[..], &[0]].concat(),
        &|signed| sequence(&[&good(signed)[2..], &[5, 0]]),
        &|signed| good(signed)[..good(signed).len() - 1].to_vec(),
        // Without a frame, in a frame of another kind, with a longer length.
        &|signed| [parts(signed).0, parts(signed).1].concat(),
        &|signed| tlv(0x31, &good(signed)[2..]),
        &|signed| [&[0x30, 0x81][..], &good(signed)[1..]].concat(),
        // A number with a zero too many before it.
        &|signed| {
            let (r, s) = parts(signed);
            sequence(&[tlv(0x02, &[&[0, 0][..], &r].concat()), integer(&s)])
        },
    ];
    for encoding in encodings {
        refused(&signed_as(encoding), &["certificate.signature-invalid"]);
    }
    // X.509 asks for neither half of the possible s, so both will do.
    let other_half = |signed: &[u8]| {
        let signature = Signature::from_der(&good(signed)).unwrap();
        let (r, s) = signature.split_scalars();
        let other = Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
        other.to_der().as_bytes().to_vec()
    };
    accepted(&signed_as(&other_half));
}

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA384: &str = "2.16.840.1.101.3.4.2.2";

/// AlgorithmIdentifier of PSS with one hash, one for its mask, and so much salt.
fn pss_identifier(hash: &str, mask_hash: &str, salt_length: u8) -> Vec<u8> {
    let named = |id: &str| sequence(&[oid(id), tlv(0x05, &[])]);
    let mask = sequence(&[oid("1.2.840.113549.1.1.8"), named(mask_hash)]);
    let parameters = sequence(&[
        tlv(0xA0, &named(hash)),
        tlv(0xA1, &mask),
        tlv(0xA2, &integer(&[salt_length])),
    ]);
    sequence(&[oid("1.2.840.113549.1.1.10"), parameters])
}

/// EMSA-PSS-ENCODE (RFC 8017 §9.1.1).
fn pss_encode(hash: Hash, mask_hash: Hash, message: &[u8], salt: &[u8]) -> Vec<u8> {
    let digest = hash.digest(&[&[0; 8][..], &hash.digest(message), salt].concat());
    let length = OCTETS - digest.len() - 1;
    let mut block = [0].repeat(length - salt.len() - 1);
    block.push(0x01);
    block.extend(salt);
    let mask =
        (0_u8..).flat_map(|counter| mask_hash.digest(&[&digest[..], &[0, 0, 0, counter]].concat()));
    for (octet, mask) in block.iter_mut().zip(mask) {
        *octet ^= mask;
    }
    // A modulus of 2203 bits leaves 2202, two in the first octet.
    block[0] &= 0x03;
    [&block[..], &digest, &[0xBC]].concat()
}

/// A signature made with some parameters is none under others.
#[test]
fn class_11_pss_parameters() {
    let ask = |identifier: Vec<u8>, key_info: Vec<u8>, encode: Encode<'_>| {
        let root = Draft {
            key_info,
            ..Draft::new(ROOT, RSA, ROOT, RSA).authority(None)
        };
        let mut leaf = Draft::new(LEAF, LEAF_KEY, ROOT, RSA);
        leaf.algorithm = Some(identifier);
        let leaf = leaf.encode_signed(|signed| rsa_sign_encoded(BITS, &encode(signed)));
        chain_of(leaf, &[], &root)
    };
    let usual = |signed: &[u8]| pss_encode(Hash::Sha256, Hash::Sha256, signed, &[0x5A; 32]);
    let any = || RSA.info();
    accepted(&ask(pss_identifier(SHA256, SHA256, 32), any(), &usual));

    // Another length of salt than stated, another hash, another hash of the mask.
    let wrong: [Encode<'_>; 5] = [
        &|signed| pss_encode(Hash::Sha256, Hash::Sha256, signed, &[0x5A; 31]),
        &|signed| pss_encode(Hash::Sha256, Hash::Sha256, signed, &[]),
        &|signed| pss_encode(Hash::Sha384, Hash::Sha384, signed, &[0x5A; 32]),
        &|signed| pss_encode(Hash::Sha256, Hash::Sha384, signed, &[0x5A; 32]),
        &|signed| encode_rsa(Hash::Sha256, signed, OCTETS).unwrap(),
    ];
    for encode in wrong {
        let request = ask(pss_identifier(SHA256, SHA256, 32), any(), encode);
        refused(&request, &["certificate.signature-invalid"]);
    }
    // A signature for PKCS #1 is not one for PSS, nor the other way round.
    let pkcs1 = sequence(&[oid("1.2.840.113549.1.1.11"), tlv(0x05, &[])]);
    refused(
        &ask(pkcs1, any(), &usual),
        &["certificate.signature-invalid"],
    );
    // Mixed hashes are consistent, but nobody's; defaults are SHA-1; nothing is.
    let mixed = |signed: &[u8]| pss_encode(Hash::Sha256, Hash::Sha384, signed, &[0x5A; 32]);
    refused(
        &ask(pss_identifier(SHA256, SHA384, 32), any(), &mixed),
        &["certificate.algorithm-unsupported"],
    );
    for parameters in [Vec::new(), tlv(0x05, &[]), sequence::<&[u8]>(&[])] {
        let identifier = sequence(&[oid("1.2.840.113549.1.1.10"), parameters]);
        refused(
            &ask(identifier, any(), &usual),
            &["certificate.algorithm-unsupported"],
        );
    }
    // A key for PSS with one hash signs with no other, and never in PKCS #1.
    let only_pss = |hash| {
        let identifier = pss_identifier(hash, hash, 32);
        let info = RSA.info();
        // After the frame and the algorithm of 15 octets.
        let bits = &info[4 + 15..];
        sequence(&[&identifier[..], bits])
    };
    accepted(&ask(
        pss_identifier(SHA256, SHA256, 32),
        only_pss(SHA256),
        &usual,
    ));
    refused(
        &ask(pss_identifier(SHA256, SHA256, 32), only_pss(SHA384), &usual),
        &["certificate.signature-invalid"],
    );
    let pkcs1 = sequence(&[oid("1.2.840.113549.1.1.11"), tlv(0x05, &[])]);
    let padded = |signed: &[u8]| encode_rsa(Hash::Sha256, signed, OCTETS).unwrap();
    accepted(&ask(pkcs1.clone(), any(), &padded));
    refused(
        &ask(pkcs1, only_pss(SHA256), &padded),
        &["certificate.signature-invalid"],
    );
}

/// Keys that no one here can use: an answer, never a panic (CVE-2024-24783).
#[test]
fn class_17_unsupported_keys() {
    let dsa = sequence(&[
        oid("1.2.840.10040.4.1"),
        sequence(&[integer(&[0xFF; 128]), integer(&[0xFF; 20]), integer(&[2])]),
    ]);
    let named = |id: &str| sequence(&[oid(id)]);
    let curve = |id: &str| sequence(&[oid("1.2.840.10045.2.1"), oid(id)]);
    let kinds = [
        dsa,
        // P-521, brainpoolP256r1, X25519, X448, ML-DSA-44, Diffie-Hellman, none.
        curve("1.3.132.0.35"),
        curve("1.3.36.3.3.2.8.1.1.7"),
        named("1.3.101.110"),
        named("1.3.101.111"),
        named("2.16.840.1.101.3.4.3.17"),
        named("1.2.840.10046.2.1"),
        named("2.999"),
    ];
    let values = [
        Vec::new(),
        Vec::from([0x04]),
        integer(&[0]),
        [0xFF].repeat(133),
    ];
    for kind in &kinds {
        for value in &values {
            let key_info = sequence(&[kind.clone(), octets_as_bits(value)]);
            let code = verify_signature(&key_info, "ecdsa-sha256", b"", b"");
            assert!(code.is_err());
            let issuer = chain(&under_root(), &[], &root_with(key_info.clone()));
            refused(&issuer, &["certificate.issuer-key-unusable"]);
            let leaf = Draft {
                key_info,
                ..under_root()
            };
            let leaf = chain(&leaf, &[], &root());
            refused(&leaf, &["certificate.key-not-accepted"]);
        }
    }
    // RSA beyond what is taken: small, huge, even.
    for (modulus, exponent) in [
        ([0xFF].repeat(128), Vec::from([1, 0, 1])),
        ([0xFF].repeat(1025), Vec::from([1, 0, 1])),
        ([0xFF].repeat(256), [0xFF].repeat(256)),
        ([0xFE].repeat(256), Vec::from([1, 0, 1])),
        ([0xFF].repeat(256), Vec::from([2])),
    ] {
        let key = sequence(&[integer(&modulus), integer(&exponent)]);
        let algorithm = sequence(&[oid("1.2.840.113549.1.1.1"), tlv(0x05, &[])]);
        let key_info = sequence(&[algorithm, octets_as_bits(&key)]);
        let issuer = chain(&under_root(), &[], &root_with(key_info));
        refused(&issuer, &["certificate.issuer-key-unusable"]);
    }
}
