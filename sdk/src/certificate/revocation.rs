//! Revocation (RFC 5280 §6.3, RFC 6960).
//!
//! Revocation is judged from CRLs and OCSP responses that the host supplies. A
//! request carries neither so far, so every certificate below the anchor is
//! reported as not checked, and a caller that requires the check gets
//! [`super::State::NotChecked`] at best.

use super::rule::rules;
use super::verdict::Finding;
use super::x509::Certificate;

rules! {
    /// No evidence about revocation.
    NOT_CHECKED = "certificate.revocation-not-checked", "RFC 5280 §6.1.3 (a)(3)",
        "whether it has been revoked was not checked: no revocation data was given",
        "失効の有無は確認していません(失効情報が与えられていません)";
}

/// What can be said about the revocation of one certificate below the anchor.
pub(crate) fn check(certificate: &Certificate<'_>) -> Finding {
    NOT_CHECKED.not_checked(certificate.place())
}
