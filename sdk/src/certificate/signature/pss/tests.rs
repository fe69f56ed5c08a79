use super::*;
use crate::certificate::signature::{PublicKey, Scheme, SignatureAlgorithm, name_of_key};
use crate::certificate::signature::{name_of_algorithm, verify_signature};
use crate::certificate::test_support::der::{concat, integer, octets_as_bits, oid, sequence, tlv};
use crate::certificate::test_support::keys::{Key, rsa_sign_encoded};

const MESSAGE: &[u8] = b"a message";
/// Lengths of a modulus that leave 3, 1 and 7 bits in its first octet.
const WIDTHS: [u32; 3] = [2203, 3217, 4423];

/// EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with a salt of one value, the padding as it
/// is handed in.
fn encode(hash: Hash, salt_length: usize, bits: u32, padding_end: u8) -> Vec<u8> {
    let salt = [0x5A].repeat(salt_length);
    let digest = hash.digest(&concat(&[&[0; 8][..], &hash.digest(MESSAGE), &salt]));
    let length = usize::try_from(bits.div_ceil(8)).unwrap();
    let block_length = length - digest.len() - 1;
    let mut block = [0].repeat(block_length - salt_length - 1);
    block.push(padding_end);
    block.extend(&salt);
    for (octet, mask) in block.iter_mut().zip(mask(hash, &digest, block_length)) {
        *octet ^= mask;
    }
    block[0] &= 0xFF >> (bits.next_multiple_of(8) - bits);
    concat(&[&block[..], &digest, &[0xBC]])
}

fn number(of: usize) -> Vec<u8> {
    integer(&u16::try_from(of).unwrap().to_be_bytes()[usize::from(of < 0x100)..])
}

fn hash_identifier(hash: Hash, null: bool) -> Vec<u8> {
    let id = match hash {
        Hash::Sha1 => oid("1.3.14.3.2.26"),
        Hash::Sha256 => oid("2.16.840.1.101.3.4.2.1"),
        Hash::Sha384 => oid("2.16.840.1.101.3.4.2.2"),
        Hash::Sha512 => oid("2.16.840.1.101.3.4.2.3"),
    };
    sequence(&[id, if null { tlv(0x05, &[]) } else { Vec::new() }])
}

/// RSASSA-PSS-params from its fields.
fn parameters(hash: &[u8], mask_hash: &[u8], salt: &[u8], after: &[u8]) -> Vec<u8> {
    let mask = sequence(&[&oid("1.2.840.113549.1.1.8")[..], mask_hash]);
    sequence(&[&tlv(0xA0, hash)[..], &tlv(0xA1, &mask), salt, after])
}

fn usual(hash: Hash, salt_length: usize) -> Vec<u8> {
    let id = hash_identifier(hash, true);
    let salt = match salt_length {
        20 => Vec::new(),
        length => tlv(0xA2, &number(length)),
    };
    parameters(&id, &id, &salt, &[])
}

fn identifier(parameters: &[u8]) -> Vec<u8> {
    sequence(&[&oid("1.2.840.113549.1.1.10")[..], parameters])
}

fn scheme(parameters: &[u8]) -> Option<Scheme> {
    let identifier = identifier(parameters);
    let value = Cursor::new(&identifier).next().unwrap();
    Scheme::identified(AlgorithmIdentifier::read(value).unwrap())
}

/// The test key of so many bits, for PSS alone.
fn restricted(bits: u32, parameters: &[u8]) -> Vec<u8> {
    let info = Key::Rsa(bits).info();
    let mut fields = Cursor::new(&info).next().unwrap().open();
    fields.next().unwrap();
    let key = fields.next().unwrap().octets_of_bits().unwrap();
    sequence(&[identifier(parameters), octets_as_bits(key)])
}

fn verifies(info: &[u8], parameters: &[u8], signature: &[u8]) -> bool {
    let value = Cursor::new(info).next().unwrap();
    let key = PublicKey::read(value).ok().unwrap();
    key.verifies(scheme(parameters).unwrap(), MESSAGE, signature)
}

#[test]
fn every_hash_width_and_salt_that_fits_verifies() {
    for bits in WIDTHS {
        let info = Key::Rsa(bits).info();
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            for salt in [0, 1, 20, hash.length(), 130] {
                let signature = rsa_sign_encoded(bits, &whole(hash, salt, bits));
                assert!(verifies(&info, &usual(hash, salt), &signature));
                // The salt is as long as is stated, neither shorter nor longer.
                assert!(!verifies(&info, &usual(hash, salt + 1), &signature));
                assert!(salt == 0 || !verifies(&info, &usual(hash, salt - 1), &signature));
            }
        }
    }
}

/// As long as the modulus.
fn whole(hash: Hash, salt_length: usize, bits: u32) -> Vec<u8> {
    let mut encoded = encode(hash, salt_length, bits - 1, 0x01);
    encoded.splice(0..0, [0].repeat(usize::from(bits % 8 == 1)));
    encoded
}

#[test]
fn any_other_encoding_is_refused() {
    for bits in WIDTHS {
        let with = Parameters {
            hash: Hash::Sha256,
            salt_length: 32,
        };
        let good = whole(Hash::Sha256, 32, bits);
        let fit = |encoded: &[u8]| with.fit(MESSAGE, encoded, bits - 1);
        assert!(fit(&good));
        assert!(!with.fit(b"another", &good, bits - 1));
        for place in 0..good.len() {
            for bit in [0x01, 0x80] {
                let mut flipped = good.clone();
                flipped[place] ^= bit;
                assert!(!fit(&flipped), "{bits} {place}");
            }
        }
        for end in [0x00, 0x02, 0x81] {
            let encoded = encode(Hash::Sha256, 32, bits - 1, end);
            assert!(!fit(&concat(&[
                &good[..good.len() - encoded.len()],
                &encoded
            ])));
        }
        assert!(!fit(&good[2..]));
        assert!(!fit(&[]));
        let too_much = Parameters {
            salt_length: usize::MAX,
            ..with
        };
        assert!(!too_much.fit(MESSAGE, &good, bits - 1));
    }
}

#[test]
fn parameters_are_taken_as_der_writes_them() {
    let sha256 = hash_identifier(Hash::Sha256, true);
    let bare = hash_identifier(Hash::Sha256, false);
    let sha512 = hash_identifier(Hash::Sha512, true);
    let sha1 = hash_identifier(Hash::Sha1, true);
    let salt = tlv(0xA2, &number(32));
    let known = Some(Scheme::from(SignatureAlgorithm::RsaPssSha256));
    assert_eq!(scheme(&usual(Hash::Sha256, 32)), known);
    assert_eq!(scheme(&parameters(&bare, &bare, &salt, &[])), known);
    assert_eq!(scheme(&parameters(&bare, &sha256, &salt, &[])), known);
    let twenty = scheme(&usual(Hash::Sha256, 20)).unwrap();
    assert_eq!(twenty.pss().salt_length, 20);

    let trailer = tlv(0xA3, &integer(&[1]));
    let odd_hash = sequence(&[&oid("2.16.840.1.101.3.4.2.1")[..], &[4, 0]]);
    for wrong in [
        // Nothing, NULL, all defaults: SHA-1.
        Vec::new(),
        tlv(0x05, &[]),
        sequence(&[&[][..]]),
        parameters(&sha1, &sha1, &[], &[]),
        // Another hash in the mask, none, or one that is odd.
        parameters(&sha256, &sha512, &salt, &[]),
        parameters(&sha256, &[], &salt, &[]),
        parameters(&odd_hash, &sha256, &salt, &[]),
        sequence(&[&tlv(0xA0, &sha256)[..], &salt]),
        // Another mask.
        sequence(&[
            &tlv(0xA0, &sha256)[..],
            &tlv(0xA1, &sequence(&[&oid("1.2.3")[..], &sha256])),
            &salt,
        ]),
        // Defaults written out, which DER forbids.
        parameters(&sha256, &sha256, &tlv(0xA2, &number(20)), &[]),
        parameters(&sha256, &sha256, &salt, &trailer),
        // A salt that is negative, none, or out of all proportion.
        parameters(&sha256, &sha256, &tlv(0xA2, &[2, 1, 0x80]), &[]),
        parameters(&sha256, &sha256, &tlv(0xA2, &[]), &[]),
        parameters(&sha256, &sha256, &tlv(0xA2, &integer(&[1, 0, 0])), &[]),
        parameters(&sha256, &sha256, &tlv(0xA2, &[2, 1, 32, 0]), &[]),
        // Another trailer, another order, something after it.
        parameters(&sha256, &sha256, &salt, &tlv(0xA3, &integer(&[2]))),
        parameters(&sha256, &sha256, &[], &concat(&[&trailer, &salt])),
        parameters(&sha256, &sha256, &salt, &tlv(0x05, &[])),
    ] {
        assert_eq!(scheme(&wrong), None, "{wrong:02x?}");
    }
    let named = identifier(&usual(Hash::Sha384, 7));
    let value = Cursor::new(&named).next().unwrap();
    let named = AlgorithmIdentifier::read(value).unwrap();
    assert_eq!(name_of_algorithm(named), "rsa-pss-sha384");
}

#[test]
fn a_key_for_pss_makes_no_other_signature() {
    let pkcs1 = Key::Rsa(2203).sign(MESSAGE);
    let pss = rsa_sign_encoded(2203, &whole(Hash::Sha256, 40, 2203));
    let sha512 = usual(Hash::Sha512, 32);
    let usual = |salt| usual(Hash::Sha256, salt);
    let verify = |key: &[u8], name, signature: &[u8]| {
        verify_signature(key, name, MESSAGE, signature).unwrap()
    };
    for (key, accepted) in [
        (restricted(2203, &[]), true),
        (restricted(2203, &usual(32)), true),
        (restricted(2203, &usual(40)), true),
        (restricted(2203, &usual(41)), false),
        (restricted(2203, &sha512), false),
    ] {
        assert_eq!(verifies(&key, &usual(40), &pss), accepted);
        assert_eq!(verify(&key, "rsa-pss-sha256/40", &pss), accepted);
        assert!(!verify(&key, "rsa-pss-sha256", &pss));
        assert!(!verify(&key, "rsa-pkcs1-sha256", &pkcs1));
        let value = Cursor::new(&key).next().unwrap();
        assert_eq!(name_of_key(value), "RSA-PSS-2203");
    }
    assert!(verify(&Key::Rsa(2203).info(), "rsa-pkcs1-sha256", &pkcs1));
    // Parameters that are not verified here: SHA-1 by default, NULL.
    for parameters in [sequence(&[&[][..]]), tlv(0x05, &[])] {
        let key = restricted(2203, &parameters);
        let problems = verify_signature(&key, "rsa-pss-sha256", MESSAGE, &pss).unwrap_err();
        assert_eq!(
            problems.first().unwrap().code.id(),
            "certificate.key-unusable"
        );
    }
}
