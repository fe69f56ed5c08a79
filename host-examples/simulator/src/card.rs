//! A マイナンバーカード, as far as its two certificates go.

use crate::certificate::Credential;
use crate::key::Refused;

/// Both certificates of a card and the keys that never leave it.
#[derive(Clone, Debug)]
pub struct Card {
    /// 利用者証明用: EF 000A, key under the 4-digit PIN.
    pub authentication: Credential,
    /// 署名用: EF 0001, key under the password.
    pub signature: Credential,
}

impl Card {
    /// COMPUTE DIGITAL SIGNATURE (80 2A 00 80) with the key for 利用者証明: pads and
    /// signs the bytes it is given, which should be a DigestInfo (see
    /// [`Hash::digest_info`](crate::key::Hash::digest_info)).
    ///
    /// # Errors
    /// [`Refused`] where there are too many bytes, or the key is not RSA.
    pub fn authenticate(&self, digest_info: &[u8]) -> Result<Vec<u8>, Refused> {
        self.authentication.key.pad_and_sign(digest_info)
    }

    /// The same with the key for 署名.
    ///
    /// # Errors
    /// As [`authenticate`](Self::authenticate).
    pub fn sign(&self, digest_info: &[u8]) -> Result<Vec<u8>, Refused> {
        self.signature.key.pad_and_sign(digest_info)
    }
}
