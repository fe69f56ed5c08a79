//! What takes time in verifying a signature: ECDSA on P-256 and P-384, and RSA's
//! public operation, with RustCrypto's crates.
//!
//! A package of its own for one reason: generic code is compiled with the options
//! of the package that uses it, and of all the core this alone is worth compiling
//! for speed in a component that is otherwise made small.
//!
//! All of it is public data, so variable time is no leak.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod rsa;

pub use rsa::power;

pub use p256::ecdsa::VerifyingKey as P256;
pub use p384::ecdsa::VerifyingKey as P384;

use p256::ecdsa::signature::hazmat::PrehashVerifier as _;

/// Whether a key made a DER-encoded signature of a digest.
#[must_use]
pub fn verify_p256(key: &P256, digest: &[u8], signature: &[u8]) -> bool {
    let signature = p256::ecdsa::Signature::from_der(signature);
    signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}

/// Whether a key made a DER-encoded signature of a digest.
#[must_use]
pub fn verify_p384(key: &P384, digest: &[u8], signature: &[u8]) -> bool {
    let signature = p384::ecdsa::Signature::from_der(signature);
    signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}
