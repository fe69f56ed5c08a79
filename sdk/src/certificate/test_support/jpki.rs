//! Hierarchies in the shape of the JPKI's, on elliptic curves because those keys
//! are quick to make.

use super::der::{sequence, tlv};
use super::draft::Draft;
use super::keys::Key;
use alloc::vec::Vec;

/// One of the two hierarchies, real or for tests.
#[derive(Clone, Copy)]
pub(crate) struct Hierarchy {
    pub(crate) organisation: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) policy: &'static str,
}

pub(crate) const AUTH: Hierarchy = Hierarchy {
    organisation: "JPKI",
    unit: "JPKI for user authentication",
    policy: "1.2.392.200149.8.5.1.3.30",
};
pub(crate) const SIGN: Hierarchy = Hierarchy {
    organisation: "JPKI",
    unit: "JPKI for digital signature",
    policy: "1.2.392.200149.8.5.1.1.20",
};
pub(crate) const TEST_AUTH: Hierarchy = Hierarchy {
    organisation: "JPKI-TEST",
    policy: "1.2.392.200149.8.5.1.0.30",
    ..AUTH
};

impl Hierarchy {
    pub(crate) fn name(&self) -> [(&'static str, &'static str); 4] {
        [
            ("C", "JP"),
            ("O", self.organisation),
            ("OU", self.unit),
            ("OU", "Japan Agency for Local Authority Information Systems"),
        ]
    }

    /// A generation of the root.
    pub(crate) fn root(&self, key: Key) -> Draft {
        Draft::new(&self.name(), key, &self.name(), key)
            .authority(None)
            .subject_key_identifier(&identifier(key))
    }

    /// A certificate for user authentication.
    pub(crate) fn auth_leaf(&self, root: Key, key: Key) -> Draft {
        self.leaf(root, key)
            .key_usage(&[7, 0x80])
            .extended_key_usage(&["1.3.6.1.5.5.7.3.2"])
    }

    /// A certificate for digital signature.
    pub(crate) fn sign_leaf(&self, root: Key, key: Key) -> Draft {
        let name_in_japanese = tlv(0xA0, &tlv(0x0C, "試験 太郎".as_bytes()));
        let kind = super::der::oid("1.2.392.200149.8.5.5.1");
        let other_name = tlv(0xA0, &super::der::concat(&[kind, name_in_japanese]));
        self.leaf(root, key)
            .key_usage(&[6, 0xC0])
            .with("2.5.29.17", false, sequence(&[other_name]))
    }

    fn leaf(&self, root: Key, key: Key) -> Draft {
        let subject = [("C", "JP"), ("CN", "000000000TEST00000000000A")];
        Draft::new(&subject, key, &self.name(), root)
            .policies(&[self.policy])
            .authority_key_identifier(&identifier(root))
    }
}

/// A key identifier: anything that tells keys apart will do (RFC 5280 §4.2.1.2).
fn identifier(key: Key) -> Vec<u8> {
    alloc::format!("{key:?}").into_bytes()
}
