//! A CRL before it is signed.

use super::der::{concat, integer, name, octets_as_bits, oid, sequence, time, tlv};
use super::keys::Key;
use alloc::vec::Vec;

#[derive(Clone)]
pub(crate) struct CrlDraft {
    pub(crate) version: Option<u8>,
    pub(crate) algorithm_inside: Option<Vec<u8>>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) this_update: &'static str,
    pub(crate) next_update: Option<&'static str>,
    pub(crate) entries: Vec<EntryDraft>,
    /// Identifier, criticality, value.
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
    pub(crate) signer: Key,
}

/// One revoked certificate.
#[derive(Clone)]
pub(crate) struct EntryDraft {
    pub(crate) serial: Vec<u8>,
    pub(crate) date: &'static str,
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
}

impl EntryDraft {
    pub(crate) fn new(serial: u8) -> Self {
        Self {
            serial: Vec::from([serial]),
            date: "20260101000000",
            extensions: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, id: &'static str, critical: bool, value: Vec<u8>) -> Self {
        self.extensions.push((id, critical, value));
        self
    }

    pub(crate) fn reason(self, code: u8) -> Self {
        self.with("2.5.29.21", false, tlv(0x0A, &[code]))
    }

    /// certificateIssuer.
    pub(crate) fn issuer(self, issuer: &[(&str, &str)]) -> Self {
        self.with("2.5.29.29", true, sequence(&[directory(issuer)]))
    }

    fn encode(&self) -> Vec<u8> {
        let extensions: Vec<_> = self.extensions.iter().map(extension).collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            sequence(&extensions)
        };
        sequence(&[tlv(0x02, &self.serial), time(self.date), extensions])
    }
}

impl CrlDraft {
    /// Number 1, current at the time tests judge at, and empty.
    pub(crate) fn new(issuer: &[(&str, &str)], signer: Key) -> Self {
        Self {
            version: Some(1),
            algorithm_inside: None,
            issuer: name(issuer),
            this_update: "20261120000000",
            next_update: Some("20261127000000"),
            entries: Vec::new(),
            extensions: Vec::new(),
            signer,
        }
        .number(1)
    }

    pub(crate) fn with(mut self, id: &'static str, critical: bool, value: Vec<u8>) -> Self {
        self.extensions.retain(|(present, ..)| *present != id);
        self.extensions.push((id, critical, value));
        self
    }

    pub(crate) fn number(self, number: u8) -> Self {
        self.with("2.5.29.20", false, integer(&[number]))
    }

    /// A delta CRL on top of this number.
    pub(crate) fn delta_on(self, base: u8) -> Self {
        self.with("2.5.29.27", true, integer(&[base]))
    }

    /// issuingDistributionPoint with these fields.
    pub(crate) fn issuing_point(self, fields: &[Vec<u8>]) -> Self {
        self.with("2.5.29.28", true, sequence(fields))
    }

    pub(crate) fn revokes(mut self, entry: EntryDraft) -> Self {
        self.entries.push(entry);
        self
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let beside = self.signer.algorithm_identifier();
        let version = self.version.map(|version| integer(&[version]));
        let entries: Vec<_> = self.entries.iter().map(EntryDraft::encode).collect();
        let entries = if entries.is_empty() {
            Vec::new()
        } else {
            sequence(&entries)
        };
        let extensions: Vec<_> = self.extensions.iter().map(extension).collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            tlv(0xA0, &sequence(&extensions))
        };
        let signed = sequence(&[
            version.unwrap_or_default(),
            self.algorithm_inside.clone().unwrap_or(beside.clone()),
            self.issuer.clone(),
            time(self.this_update),
            self.next_update.map(time).unwrap_or_default(),
            entries,
            extensions,
        ]);
        let signature = octets_as_bits(&self.signer.sign(&signed));
        sequence(&[signed, beside, signature])
    }
}

/// A directoryName.
pub(crate) fn directory(attributes: &[(&str, &str)]) -> Vec<u8> {
    tlv(0xA4, &name(attributes))
}

/// distributionPoint `[0]` with fullName, as certificates and CRLs write it.
pub(crate) fn full_name(names: &[Vec<u8>]) -> Vec<u8> {
    tlv(0xA0, &tlv(0xA0, &concat(names)))
}

/// crlDistributionPoints with these points, each of these fields.
pub(crate) fn distribution_points(points: &[&[Vec<u8>]]) -> Vec<u8> {
    let points: Vec<_> = points.iter().map(|fields| sequence(fields)).collect();
    sequence(&points)
}

pub(crate) fn extension((id, critical, value): &(&str, bool, Vec<u8>)) -> Vec<u8> {
    let flag: &[u8] = if *critical { &[0x01, 0x01, 0xFF] } else { &[] };
    tlv(0x30, &concat(&[oid(id), flag.to_vec(), tlv(0x04, value)]))
}
