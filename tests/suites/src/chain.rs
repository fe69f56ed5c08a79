//! Chains issued again under keys of our own, so that what a certificate says can
//! be changed and still be signed.

use crate::der::{Content, Node};
use onshi_simulator::key::{KeyKind, PrivateKey};
use onshi_simulator::seed::Stream;

/// The most certificates a chain of the suites has.
const LONGEST: usize = 8;

/// Keys, one for each place in a chain.
#[derive(Debug)]
pub struct Keys(Vec<PrivateKey>);

/// A chain as trees, anchor first, to be changed and then signed.
#[derive(Clone, Debug)]
pub struct Draft(Vec<Node>);

/// ecdsa-with-SHA256 (RFC 5758 §3.2) as AlgorithmIdentifier.
const ALGORITHM: [u8; 12] = [
    0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
];

impl Keys {
    /// The same keys every time.
    #[must_use]
    pub fn new() -> Self {
        let stream = &mut Stream::new(1, "chains issued again");
        Self(
            (0..LONGEST)
                .map(|_| PrivateKey::generate(KeyKind::P256, stream))
                .collect(),
        )
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}

impl Draft {
    /// What certificates say, anchor first; the keys will be ours.
    ///
    /// # Panics
    /// Where one is no certificate.
    #[must_use]
    pub fn of(chain: &[Vec<u8>], keys: &Keys) -> Self {
        let drafts = chain.iter().zip(&keys.0).map(|(certificate, key)| {
            let certificate = Node::read(certificate).expect("DER");
            let mut said = certificate
                .nodes()
                .first()
                .expect("a tbsCertificate")
                .clone();
            let members = said.nodes_mut().expect("members");
            // Version 1 has no version.
            let first = usize::from(members.first().is_some_and(|member| member.tag == 0xa0));
            *members.get_mut(first + 1).expect("signature") = algorithm();
            *members.get_mut(first + 5).expect("subjectPublicKeyInfo") =
                Node::read(&key.public_key_info()).expect("DER");
            said
        });
        assert!(
            chain.len() <= keys.0.len(),
            "a longer chain than there are keys"
        );
        Self(drafts.collect())
    }

    /// What each says, anchor first.
    #[must_use]
    pub fn all(&self) -> &[Node] {
        &self.0
    }

    /// What one says, to be changed.
    ///
    /// # Panics
    /// Where there is none of that number.
    pub fn said(&mut self, number: usize) -> &mut Node {
        self.0.get_mut(number).expect("a certificate")
    }

    /// The chain, each certificate signed with the key of the one above it.
    #[must_use]
    pub fn sign(&self, keys: &Keys) -> Vec<Vec<u8>> {
        let signers = keys.0.iter().take(1).chain(&keys.0);
        self.0
            .iter()
            .zip(signers)
            .map(|(said, key)| certificate(said, key))
            .collect()
    }
}

fn certificate(said: &Node, key: &PrivateKey) -> Vec<u8> {
    let unused_bits = [0];
    let signature = [&unused_bits[..], &key.sign(&said.write())].concat();
    let signature = Node {
        tag: 0x03,
        content: Content::Bytes(signature),
    };
    let members = vec![said.clone(), algorithm(), signature];
    Node {
        tag: 0x30,
        content: Content::Nodes(members),
    }
    .write()
}

fn algorithm() -> Node {
    Node::read(&ALGORITHM).expect("DER")
}
