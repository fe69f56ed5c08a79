//! What is compiled natively: the peers and the core itself.

use super::desk::{AT, Login};
use super::{Row, Signed, row};
use onshi::certificate::{self, Challenge, Options, Request};
use onshi::time::Instant;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey};
use openssl::sign::Verifier as OpensslVerifier;
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509, X509StoreContext};
use p256::pkcs8::DecodePublicKey as _;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use rsa::signature::Verifier as _;
use sha2::Sha256;

/// The SubjectPublicKeyInfo of a certificate.
pub(crate) fn key_of(certificate: &[u8]) -> Vec<u8> {
    let certificate = X509::from_der(certificate).expect("a certificate");
    let key = certificate.public_key().expect("a key");
    key.public_key_to_der().expect("its encoding")
}

pub(crate) fn rows<'a>(
    signed: &'a [Signed],
    logins: &'a [(&'static str, Login)],
    rows: &mut Vec<Row<'a>>,
) {
    for it in signed {
        let subject = it.subject;
        rows.push(row(subject, "RustCrypto", || rustcrypto(it)));
        let bits = ring_key(it);
        rows.push(row(subject, "ring", move || ring(it, &bits)));
        rows.push(row(subject, "OpenSSL", || openssl(it)));
        rows.push(row(subject, "core, native", || {
            let (key, message) = (&it.key, &it.message);
            let told = certificate::verify_signature(key, it.algorithm, message, &it.signature);
            told == Ok(true)
        }));
    }
    for (subject, login) in logins {
        rows.push(row(subject, "OpenSSL", || openssl_login(login)));
        let (request, challenge) = (request(login), challenge(login));
        rows.push(row(subject, "core, native", move || {
            let (algorithm, signature) = (login.algorithm, &login.signature);
            let verdict = certificate::authenticate(&request, &challenge, algorithm, signature);
            verdict.is_ok_and(|verdict| verdict.state.as_str() == "valid")
        }));
    }
}

fn rustcrypto(it: &Signed) -> bool {
    let (key, message, signature) = (&it.key, &it.message, &it.signature);
    match it.algorithm {
        "rsa-pkcs1-sha256" => {
            let key = rsa::RsaPublicKey::from_public_key_der(key).expect("a key");
            let signature = rsa::pkcs1v15::Signature::try_from(signature.as_slice());
            let key = rsa::pkcs1v15::VerifyingKey::<Sha256>::new(key);
            key.verify(message, &signature.expect("a signature"))
                .is_ok()
        }
        "ecdsa-sha256" => {
            let key = p256::ecdsa::VerifyingKey::from_public_key_der(key).expect("a key");
            let signature = p256::ecdsa::Signature::from_der(signature).expect("a signature");
            key.verify(message, &signature).is_ok()
        }
        "ecdsa-sha384" => {
            let key = p384::ecdsa::VerifyingKey::from_public_key_der(key).expect("a key");
            let signature = p384::ecdsa::Signature::from_der(signature).expect("a signature");
            key.verify(message, &signature).is_ok()
        }
        other => panic!("{other}"),
    }
}

/// What ring takes: the contents of the BIT STRING.
fn ring_key(it: &Signed) -> Vec<u8> {
    let key = PKey::public_key_from_der(&it.key).expect("a key");
    match key.id() {
        Id::RSA => key.rsa().and_then(|rsa| rsa.public_key_to_der_pkcs1()),
        _ => Ok(it.key[it.key.len() - point_length(it)..].to_vec()),
    }
    .expect("its encoding")
}

fn point_length(it: &Signed) -> usize {
    match it.algorithm {
        "ecdsa-sha256" => 65,
        _ => 97,
    }
}

fn ring(it: &Signed, key: &[u8]) -> bool {
    let algorithm: &dyn VerificationAlgorithm = match it.algorithm {
        "rsa-pkcs1-sha256" => &signature::RSA_PKCS1_2048_8192_SHA256,
        "ecdsa-sha256" => &signature::ECDSA_P256_SHA256_ASN1,
        _ => &signature::ECDSA_P384_SHA384_ASN1,
    };
    let key = UnparsedPublicKey::new(algorithm, key);
    key.verify(&it.message, &it.signature).is_ok()
}

fn openssl(it: &Signed) -> bool {
    let key = PKey::public_key_from_der(&it.key).expect("a key");
    openssl_verifies(&key, it.algorithm, &it.message, &it.signature)
}

fn openssl_verifies(
    key: &PKey<openssl::pkey::Public>,
    algorithm: &str,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let digest = match algorithm {
        "ecdsa-sha384" => MessageDigest::sha384(),
        _ => MessageDigest::sha256(),
    };
    let mut verifier = OpensslVerifier::new(digest, key).expect("a verifier");
    verifier
        .verify_oneshot(signature, message)
        .expect("an answer")
}

/// The chain, at the time, and the answer to the challenge; the profile, and all
/// that a verdict says, are not asked of OpenSSL.
fn openssl_login(login: &Login) -> bool {
    let read = |bytes: &[u8]| X509::from_der(bytes).expect("a certificate");
    let leaf = read(&login.request.leaf);
    let mut store = X509StoreBuilder::new().expect("a store");
    for anchor in &login.request.anchors {
        store.add_cert(read(anchor)).expect("an anchor");
    }
    let mut parameters = X509VerifyParam::new().expect("parameters");
    parameters.set_time(AT);
    store.set_param(&parameters).expect("they fit");
    let store = store.build();
    let none = Stack::new().expect("no intermediates");
    let mut context = X509StoreContext::new().expect("a context");
    let trusted = context
        .init(
            &store,
            &leaf,
            &none,
            openssl::x509::X509StoreContextRef::verify_cert,
        )
        .expect("an answer");
    let key = leaf.public_key().expect("a key");
    let message = challenge(login).message();
    trusted && openssl_verifies(&key, login.algorithm, message.as_bytes(), &login.signature)
}

fn challenge(login: &Login) -> Challenge {
    let kept = &login.challenge;
    let moment = |text: &str| Instant::parse(text).expect("a time");
    Challenge::kept(
        &kept.nonce,
        kept.audience.clone(),
        moment(&kept.issued_at),
        moment(&kept.expires_at),
    )
    .expect("a challenge")
}

fn request(login: &Login) -> Request {
    let request = login.request.clone();
    Request {
        profile: request.profile,
        leaf: request.leaf,
        intermediates: request.intermediates,
        anchors: request.anchors,
        crls: request.crls,
        ocsp_responses: request.ocsp_responses,
        at: Instant::parse(&request.at).expect("a time"),
        options: Options {
            accept_test_hierarchy: true,
            ..Options::default()
        },
    }
}
