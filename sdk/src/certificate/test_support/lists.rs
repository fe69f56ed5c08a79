//! CRLs and OCSP responses before they are signed, every part of them open to
//! bending.

use super::der::{concat, integer, octets_as_bits, oid, sequence, time, tlv};
use super::draft::{Draft, extension};
use super::keys::Key;
use crate::certificate::signature::Hash;
use alloc::vec::Vec;

/// A certificate revocation list of version 2.
#[derive(Clone)]
pub(crate) struct CrlDraft {
    pub(crate) issuer: Vec<u8>,
    pub(crate) this_update: &'static str,
    pub(crate) next_update: Option<&'static str>,
    /// Each encoded.
    pub(crate) entries: Vec<Vec<u8>>,
    /// Identifier, criticality, value.
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
    pub(crate) signer: Key,
}

impl CrlDraft {
    /// Complete, current and empty.
    pub(crate) fn new(issuer: &[u8], signer: Key) -> Self {
        Self {
            issuer: issuer.to_vec(),
            this_update: "20261120000000",
            next_update: Some("20261127000000"),
            entries: Vec::new(),
            extensions: Vec::from([("2.5.29.20", false, integer(&[7]))]),
            signer,
        }
    }

    /// With an entry that says nothing but the serial number and a date.
    pub(crate) fn revoking(self, serial: &[u8]) -> Self {
        self.with_entry(serial, &[])
    }

    pub(crate) fn with_entry(
        mut self,
        serial: &[u8],
        extensions: &[(&'static str, bool, Vec<u8>)],
    ) -> Self {
        let said: Vec<_> = extensions.iter().map(extension).collect();
        let said = if said.is_empty() { Vec::new() } else { sequence(&said) };
        let entry = [tlv(0x02, serial), time("20260101000000"), said];
        self.entries.push(sequence(&entry));
        self
    }

    pub(crate) fn with(mut self, id: &'static str, critical: bool, value: Vec<u8>) -> Self {
        self.extensions.push((id, critical, value));
        self
    }

    /// With an issuing distribution point of these fields.
    pub(crate) fn issuing_point(self, fields: &[Vec<u8>]) -> Self {
        self.with("2.5.29.28", true, sequence(fields))
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let algorithm = self.signer.algorithm_identifier();
        let entries = if self.entries.is_empty() {
            Vec::new()
        } else {
            sequence(&self.entries)
        };
        let extensions: Vec<_> = self.extensions.iter().map(extension).collect();
        let signed = sequence(&[
            integer(&[1]),
            algorithm.clone(),
            self.issuer.clone(),
            time(self.this_update),
            self.next_update.map(time).unwrap_or_default(),
            entries,
            tlv(0xA0, &sequence(&extensions)),
        ]);
        let signature = octets_as_bits(&self.signer.sign(&signed));
        sequence(&[signed, algorithm, signature])
    }
}

/// distributionPoint `[0]` with a URI as fullName `[0]`, as distribution points and
/// issuing distribution points begin.
pub(crate) fn at_uri(uri: &str) -> Vec<u8> {
    tlv(0xA0, &tlv(0xA0, &tlv(0x86, uri.as_bytes())))
}

/// An OCSP response with a basic response of one signer.
#[derive(Clone)]
pub(crate) struct OcspDraft {
    pub(crate) status: u8,
    /// ResponderID, encoded.
    pub(crate) responder: Vec<u8>,
    /// Each encoded.
    pub(crate) singles: Vec<Vec<u8>>,
    pub(crate) nonce: Option<Vec<u8>>,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) signer: Key,
}

/// CertStatus good.
pub(crate) const GOOD: &[u8] = &[0x80, 0];
/// CertStatus unknown.
pub(crate) const UNKNOWN: &[u8] = &[0x82, 0];

impl OcspDraft {
    /// In the name of whoever a certificate is about.
    pub(crate) fn new(responder: &Draft, signer: Key) -> Self {
        Self {
            status: 0,
            responder: tlv(0xA1, &responder.subject),
            singles: Vec::new(),
            nonce: None,
            certificates: Vec::new(),
            signer,
        }
    }

    pub(crate) fn with(mut self, id: &[u8], status: &[u8]) -> Self {
        let times = ("20261120000000", "20261127000000");
        self.singles.push(single(id, status, times));
        self
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let nonce = self.nonce.as_ref().map(|nonce| {
            let value = tlv(0x04, nonce);
            tlv(
                0xA1,
                &sequence(&[extension(&("1.3.6.1.5.5.7.48.1.2", false, value))]),
            )
        });
        let signed = sequence(&[
            self.responder.clone(),
            generalized("20261120000000"),
            sequence(&self.singles),
            nonce.unwrap_or_default(),
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
        sequence(&[tlv(0x0A, &[self.status]), tlv(0xA0, &bytes)])
    }
}

/// SingleResponse.
pub(crate) fn single(id: &[u8], status: &[u8], times: (&str, &str)) -> Vec<u8> {
    sequence(&[
        id,
        status,
        &generalized(times.0),
        &tlv(0xA0, &generalized(times.1)),
    ])
}

/// CertID of a serial number under an issuer.
pub(crate) fn cert_id(hash: Hash, issuer: &Draft, serial: &[u8]) -> Vec<u8> {
    let algorithm = match hash {
        Hash::Sha1 => "1.3.14.3.2.26",
        _ => "2.16.840.1.101.3.4.2.1",
    };
    let null = tlv(0x05, &[]);
    // The BIT STRING's octets end the SubjectPublicKeyInfo of a P-256 key.
    let key = &issuer.key_info[issuer.key_info.len() - 65..];
    sequence(&[
        sequence(&[oid(algorithm), null]),
        tlv(0x04, &hash.digest(&issuer.subject)),
        tlv(0x04, &hash.digest(key)),
        tlv(0x02, serial),
    ])
}

fn generalized(text: &str) -> Vec<u8> {
    tlv(0x18, &concat(&[text, "Z"]))
}
