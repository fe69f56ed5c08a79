//! Keys of authorities and cards.

use crate::der;
use crate::seed::Stream;
use core::fmt;
use crypto_bigint::BoxedUint;
use p256::ecdsa::signature::Signer;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Which algorithm a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA of 2048 bits with exponent 65537, signing with SHA-256: every card today.
    Rsa2048,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// ECDSA on P-384 with SHA-384, announced for the next card.
    P384,
}

/// A hash function that a signature goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// A private key together with its public half.
#[derive(Clone)]
pub struct PrivateKey(Inner);

#[derive(Clone)]
enum Inner {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

/// The card does not sign this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More bytes than fit under the padding (RFC 8017, 9.2).
    TooLong,
    /// Padding bytes directly is an operation of RSA cards. How the next card
    /// will be asked is not publicly known.
    NotRsa,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "too long to be padded under this key",
            Self::NotRsa => "not an RSA key",
        })
    }
}

impl core::error::Error for Refused {}

impl Hash {
    /// The DigestInfo of a message (RFC 8017, 9.2): what a host hands to an RSA
    /// card to sign.
    #[must_use]
    pub fn digest_info(self, message: &[u8]) -> Vec<u8> {
        let (oid, digest) = match self {
            Self::Sha256 => ("2.16.840.1.101.3.4.2.1", Sha256::digest(message).to_vec()),
            Self::Sha384 => ("2.16.840.1.101.3.4.2.2", Sha384::digest(message).to_vec()),
            Self::Sha512 => ("2.16.840.1.101.3.4.2.3", Sha512::digest(message).to_vec()),
        };
        let algorithm = der::sequence(&[der::oid(oid), der::NULL.to_vec()]);
        der::sequence(&[algorithm, der::octet_string(&digest)])
    }
}

impl PrivateKey {
    /// The key that follows from the stream. RSA takes about 0.2 s.
    #[must_use]
    pub fn generate(kind: KeyKind, stream: &mut Stream) -> Self {
        Self(match kind {
            KeyKind::Rsa2048 => Inner::Rsa(Box::new(rsa_2048(stream))),
            KeyKind::P256 => Inner::P256(scalar(stream, 32, p256::ecdsa::SigningKey::from_slice)),
            KeyKind::P384 => Inner::P384(scalar(stream, 48, p384::ecdsa::SigningKey::from_slice)),
        })
    }

    /// Which algorithm it is for.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        match self.0 {
            Inner::Rsa(_) => KeyKind::Rsa2048,
            Inner::P256(_) => KeyKind::P256,
            Inner::P384(_) => KeyKind::P384,
        }
    }

    /// A signature over a message by this key's algorithm: PKCS#1 v1.5, or ECDSA
    /// as DER.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.0 {
            Inner::Rsa(_) => self
                .pad_and_sign(&Hash::Sha256.digest_info(message))
                // A DigestInfo of 51 bytes fits under every key made here.
                .unwrap_or_default(),
            Inner::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Inner::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
        }
    }

    /// What a card does for COMPUTE DIGITAL SIGNATURE with P1 = 00: PKCS#1 v1.5
    /// padding of type 1 around the bytes it is given, whatever they are.
    ///
    /// # Errors
    /// [`Refused`], as a card would.
    pub fn pad_and_sign(&self, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
        let Inner::Rsa(key) = &self.0 else {
            return Err(Refused::NotRsa);
        };
        key.sign(Pkcs1v15Sign::new_unprefixed(), bytes)
            .map_err(|_| Refused::TooLong)
    }

    /// AlgorithmIdentifier of the signatures this key makes.
    pub(crate) fn signature_algorithm(&self) -> Vec<u8> {
        match self.0 {
            Inner::Rsa(_) => {
                der::sequence(&[der::oid("1.2.840.113549.1.1.11"), der::NULL.to_vec()])
            }
            Inner::P256(_) => der::sequence(&[der::oid("1.2.840.10045.4.3.2")]),
            Inner::P384(_) => der::sequence(&[der::oid("1.2.840.10045.4.3.3")]),
        }
    }

    /// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
    #[must_use]
    pub fn public_key_info(&self) -> Vec<u8> {
        let parameters = match self.0 {
            Inner::Rsa(_) => [der::oid("1.2.840.113549.1.1.1"), der::NULL.to_vec()],
            Inner::P256(_) => [
                der::oid("1.2.840.10045.2.1"),
                der::oid("1.2.840.10045.3.1.7"),
            ],
            Inner::P384(_) => [der::oid("1.2.840.10045.2.1"), der::oid("1.3.132.0.34")],
        };
        der::sequence(&[
            der::sequence(&parameters),
            der::bit_string(&self.public_key()),
        ])
    }

    /// The SHA-1 of the public key, by which certificates name it (RFC 5280,
    /// 4.2.1.2, method 1).
    #[must_use]
    pub fn identifier(&self) -> [u8; 20] {
        Sha1::digest(self.public_key()).into()
    }

    fn public_key(&self) -> Vec<u8> {
        match &self.0 {
            Inner::Rsa(key) => der::sequence(&[
                der::integer(&key.n().to_be_bytes()),
                der::integer(&key.e().to_be_bytes()),
            ]),
            Inner::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Inner::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }
}

/// The kind and the identifier.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}(", self.kind())?;
        for byte in self.identifier() {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

fn rsa_2048(stream: &mut Stream) -> RsaPrivateKey {
    RsaPrivateKey::new_with_exp(stream, 2048, BoxedUint::from(65_537_u64))
        .expect("2048 bits and 65537 suit each other")
}

/// Bytes of the stream until they are a scalar of the curve, as nearly all are.
fn scalar<K, E>(
    stream: &mut Stream,
    length: usize,
    from_slice: impl Fn(&[u8]) -> Result<K, E>,
) -> K {
    loop {
        let mut bytes = vec![0; length];
        stream.fill(&mut bytes);
        if let Ok(key) = from_slice(&bytes) {
            return key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::signature::Verifier;

    fn key(kind: KeyKind, seed: u64) -> PrivateKey {
        PrivateKey::generate(kind, &mut Stream::new(seed, "key"))
    }

    #[test]
    fn the_seed_decides() {
        for kind in [KeyKind::Rsa2048, KeyKind::P256, KeyKind::P384] {
            let [one, again, other] = [1, 1, 2].map(|seed| key(kind, seed));
            assert_eq!(one.public_key_info(), again.public_key_info());
            assert_eq!(one.sign(b"x"), again.sign(b"x"));
            assert_ne!(one.identifier(), other.identifier());
        }
    }

    #[test]
    fn signs_what_other_libraries_verify() {
        let message = b"challenge";
        let Inner::Rsa(rsa) = key(KeyKind::Rsa2048, 3).0 else {
            unreachable!()
        };
        let signature = PrivateKey(Inner::Rsa(rsa.clone())).sign(message);
        rsa.to_public_key()
            .verify(
                Pkcs1v15Sign::new::<Sha256>(),
                &Sha256::digest(message),
                &signature,
            )
            .unwrap();
        let Inner::P384(p384) = key(KeyKind::P384, 3).0 else {
            unreachable!()
        };
        let signature = PrivateKey(Inner::P384(p384.clone())).sign(message);
        let signature = p384::ecdsa::Signature::from_der(&signature).unwrap();
        p384.verifying_key().verify(message, &signature).unwrap();
    }

    #[test]
    fn a_card_pads_what_fits() {
        let rsa = key(KeyKind::Rsa2048, 4);
        assert_eq!(rsa.pad_and_sign(&[1; 245]).unwrap().len(), 256);
        assert_eq!(rsa.pad_and_sign(&[1; 246]), Err(Refused::TooLong));
        assert_eq!(
            key(KeyKind::P256, 4).pad_and_sign(&[1]),
            Err(Refused::NotRsa)
        );
    }
}
