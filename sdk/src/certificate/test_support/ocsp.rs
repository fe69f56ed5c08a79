//! An OCSP response before it is signed.

use super::crl::extension;
use super::der::{concat, octets_as_bits, oid, sequence, tlv};
use super::keys::Key;
use alloc::vec::Vec;
use sha1::Digest;

#[derive(Clone)]
pub(crate) struct ResponseDraft {
    /// responderID as encoded.
    pub(crate) responder: Vec<u8>,
    pub(crate) produced_at: &'static str,
    pub(crate) singles: Vec<SingleDraft>,
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) signer: Key,
}

#[derive(Clone)]
pub(crate) struct SingleDraft {
    pub(crate) hash: &'static str,
    /// The issuer's name and the bits of its key, which are hashed.
    pub(crate) issuer: Vec<u8>,
    pub(crate) key: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    /// certStatus as encoded.
    pub(crate) status: Vec<u8>,
    pub(crate) this_update: &'static str,
    pub(crate) next_update: Option<&'static str>,
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
}

pub(crate) const SHA_1: &str = "1.3.14.3.2.26";
pub(crate) const SHA_256: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const SHA_384: &str = "2.16.840.1.101.3.4.2.2";
pub(crate) const SHA_512: &str = "2.16.840.1.101.3.4.2.3";

pub(crate) fn good() -> Vec<u8> {
    tlv(0x80, &[])
}

pub(crate) fn unknown() -> Vec<u8> {
    tlv(0x82, &[])
}

pub(crate) fn revoked(reason: u8) -> Vec<u8> {
    let reason = tlv(0xA0, &tlv(0x0A, &[reason]));
    tlv(0xA1, &concat(&[generalized("20260101000000"), reason]))
}

/// The bits of the subjectPublicKey.
pub(crate) fn key_bits(key: Key) -> Vec<u8> {
    let info = key.info();
    let mut cursor = crate::certificate::asn1::Cursor::new(&info);
    let (_, bits) = crate::certificate::signature::parts(cursor.next().unwrap()).unwrap();
    bits.to_vec()
}

pub(crate) fn by_name(name: &[u8]) -> Vec<u8> {
    tlv(0xA1, name)
}

pub(crate) fn by_key(key: Key) -> Vec<u8> {
    let hash = sha1::Sha1::digest(key_bits(key));
    tlv(0xA2, &tlv(0x04, &hash))
}

impl ResponseDraft {
    /// By the issuer of this name and key, current at the time tests judge at.
    pub(crate) fn new(issuer: &[u8], key: Key, singles: &[SingleDraft]) -> Self {
        Self {
            responder: by_name(issuer),
            produced_at: "20261120120000",
            singles: singles.to_vec(),
            extensions: Vec::new(),
            certificates: Vec::new(),
            signer: key,
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let singles: Vec<_> = self.singles.iter().map(SingleDraft::encode).collect();
        let signed = sequence(&[
            self.responder.clone(),
            generalized(self.produced_at),
            sequence(&singles),
            extensions(&self.extensions),
        ]);
        let certificates = if self.certificates.is_empty() {
            Vec::new()
        } else {
            tlv(0xA0, &sequence(&self.certificates))
        };
        let basic = sequence(&[
            signed.clone(),
            self.signer.algorithm_identifier(),
            octets_as_bits(&self.signer.sign(&signed)),
            certificates,
        ]);
        let bytes = sequence(&[oid("1.3.6.1.5.5.7.48.1.1"), tlv(0x04, &basic)]);
        sequence(&[tlv(0x0A, &[0]), tlv(0xA0, &bytes)])
    }
}

impl SingleDraft {
    /// About serial number 1 of this issuer.
    pub(crate) fn new(issuer: &[u8], key: Key, status: Vec<u8>) -> Self {
        Self {
            hash: SHA_1,
            issuer: issuer.to_vec(),
            key: key_bits(key),
            serial: Vec::from([1]),
            status,
            this_update: "20261120000000",
            next_update: Some("20261127000000"),
            extensions: Vec::new(),
        }
    }

    fn encode(&self) -> Vec<u8> {
        let digest = |octets: &[u8]| match self.hash {
            SHA_1 => sha1::Sha1::digest(octets).to_vec(),
            SHA_256 => sha2::Sha256::digest(octets).to_vec(),
            SHA_384 => sha2::Sha384::digest(octets).to_vec(),
            _ => sha2::Sha512::digest(octets).to_vec(),
        };
        let id = sequence(&[
            sequence(&[oid(self.hash), tlv(0x05, &[])]),
            tlv(0x04, &digest(&self.issuer)),
            tlv(0x04, &digest(&self.key)),
            tlv(0x02, &self.serial),
        ]);
        let next_update = self.next_update.map(|at| tlv(0xA0, &generalized(at)));
        sequence(&[
            id,
            self.status.clone(),
            generalized(self.this_update),
            next_update.unwrap_or_default(),
            extensions(&self.extensions),
        ])
    }
}

fn extensions(all: &[(&'static str, bool, Vec<u8>)]) -> Vec<u8> {
    if all.is_empty() {
        return Vec::new();
    }
    let all: Vec<_> = all.iter().map(extension).collect();
    tlv(0xA1, &sequence(&all))
}

fn generalized(text: &str) -> Vec<u8> {
    tlv(0x18, &concat(&[text, "Z"]))
}
