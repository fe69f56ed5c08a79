//! A certificate before it is signed, every part of it open to bending.

use super::crl::extension;
use super::der::{concat, integer, name, octets_as_bits, oid, sequence, time, tlv};
use super::keys::Key;
use alloc::vec::Vec;

#[derive(Clone)]
pub(crate) struct Draft {
    /// The INTEGER of the version; none leaves it out (version 1).
    pub(crate) version: Option<u8>,
    /// The octets of the INTEGER.
    pub(crate) serial: Vec<u8>,
    /// The algorithm of the signature, if not the signer's usual one.
    pub(crate) algorithm: Option<Vec<u8>>,
    /// The algorithm inside the signed part, if not the one beside the signature.
    pub(crate) algorithm_inside: Option<Vec<u8>>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) not_before: &'static str,
    pub(crate) not_after: &'static str,
    pub(crate) subject: Vec<u8>,
    pub(crate) key_info: Vec<u8>,
    /// Identifier, criticality, value.
    pub(crate) extensions: Vec<(&'static str, bool, Vec<u8>)>,
    pub(crate) signer: Key,
}

impl Draft {
    pub(crate) fn new(
        subject: &[(&str, &str)],
        key: Key,
        issuer: &[(&str, &str)],
        signer: Key,
    ) -> Self {
        Self {
            version: Some(2),
            serial: Vec::from([0x01]),
            algorithm: None,
            algorithm_inside: None,
            issuer: name(issuer),
            not_before: "20240101000000",
            not_after: "20290101000000",
            subject: name(subject),
            key_info: key.info(),
            extensions: Vec::new(),
            signer,
        }
    }

    pub(crate) fn with(mut self, id: &'static str, critical: bool, value: Vec<u8>) -> Self {
        self.extensions.push((id, critical, value));
        self
    }

    pub(crate) fn without(mut self, id: &str) -> Self {
        self.extensions.retain(|(present, ..)| *present != id);
        self
    }

    /// basicConstraints with cA, and keyUsage keyCertSign and cRLSign.
    pub(crate) fn authority(self, path_length: Option<u8>) -> Self {
        let length = path_length.map_or_else(Vec::new, |length| integer(&[length]));
        self.with("2.5.29.19", true, sequence(&[tlv(0x01, &[0xFF]), length]))
            .with("2.5.29.15", true, tlv(0x03, &[1, 0x06]))
    }

    pub(crate) fn key_usage(self, bits: &[u8]) -> Self {
        self.with("2.5.29.15", true, tlv(0x03, bits))
    }

    pub(crate) fn policies(self, dotted: &[&str]) -> Self {
        let policies: Vec<_> = dotted
            .iter()
            .map(|policy| sequence(&[oid(policy)]))
            .collect();
        self.with("2.5.29.32", true, sequence(&policies))
    }

    /// requireExplicitPolicy and inhibitPolicyMapping.
    pub(crate) fn policy_constraints(self, explicit: Option<u8>, mapping: Option<u8>) -> Self {
        let skip = |tag, skip: Option<u8>| skip.map(|skip| tlv(tag, &[skip])).unwrap_or_default();
        let value = sequence(&[skip(0x80, explicit), skip(0x81, mapping)]);
        self.with("2.5.29.36", true, value)
    }

    pub(crate) fn policy_mappings(self, pairs: &[(&str, &str)]) -> Self {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(issuer, subject)| sequence(&[oid(issuer), oid(subject)]))
            .collect();
        self.with("2.5.29.33", true, sequence(&pairs))
    }

    pub(crate) fn inhibit_any_policy(self, skip: u8) -> Self {
        self.with("2.5.29.54", true, integer(&[skip]))
    }

    /// subjectAltName of encoded names.
    pub(crate) fn names(self, names: &[Vec<u8>]) -> Self {
        self.with("2.5.29.17", false, sequence(names))
    }

    pub(crate) fn dns_name(self, name: &str) -> Self {
        self.names(&[tlv(0x82, name.as_bytes())])
    }

    /// nameConstraints with the encoded names as subtrees.
    pub(crate) fn name_constraints(self, permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Self {
        let list = |tag, bases: &[Vec<u8>]| {
            let subtrees: Vec<_> = bases.iter().map(|base| sequence(&[base])).collect();
            if bases.is_empty() {
                Vec::new()
            } else {
                tlv(tag, &concat(&subtrees))
            }
        };
        let value = sequence(&[list(0xA0, permitted), list(0xA1, excluded)]);
        self.with("2.5.29.30", true, value)
    }

    pub(crate) fn extended_key_usage(self, dotted: &[&str]) -> Self {
        let purposes: Vec<_> = dotted.iter().map(|purpose| oid(purpose)).collect();
        self.with("2.5.29.37", false, sequence(&purposes))
    }

    pub(crate) fn subject_key_identifier(self, key: &[u8]) -> Self {
        self.with("2.5.29.14", false, tlv(0x04, key))
    }

    pub(crate) fn authority_key_identifier(self, key: &[u8]) -> Self {
        self.with("2.5.29.35", false, sequence(&[tlv(0x80, key)]))
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        self.encode_signed(|signed| self.signer.sign(signed))
    }

    /// With a signature of one's own making.
    pub(crate) fn encode_signed(&self, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let usual = || self.signer.algorithm_identifier();
        let beside = self.algorithm.clone().unwrap_or_else(usual);
        let signed = self.signed_part(&beside);
        let signature = octets_as_bits(&sign(&signed));
        sequence(&[signed, beside, signature])
    }

    fn signed_part(&self, beside: &[u8]) -> Vec<u8> {
        let version = self.version.map(|version| tlv(0xA0, &integer(&[version])));
        let extensions: Vec<_> = self.extensions.iter().map(extension).collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            tlv(0xA3, &sequence(&extensions))
        };
        sequence(&[
            version.unwrap_or_default(),
            tlv(0x02, &self.serial),
            self.algorithm_inside
                .clone()
                .unwrap_or_else(|| beside.to_vec()),
            self.issuer.clone(),
            sequence(&[time(self.not_before), time(self.not_after)]),
            self.subject.clone(),
            self.key_info.clone(),
            extensions,
        ])
    }
}
