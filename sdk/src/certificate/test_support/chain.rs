//! A root, an authority below it and a leaf, issued as RFC 5280 §4 asks.

use super::draft::Draft;
use super::keys::Key;
use super::request;
use crate::certificate::Request;

pub(crate) const ROOT: &[(&str, &str)] = &[("C", "JP"), ("CN", "Root")];
pub(crate) const SUB: &[(&str, &str)] = &[("C", "JP"), ("CN", "Sub")];
pub(crate) const LEAF: &[(&str, &str)] = &[("C", "JP"), ("CN", "Leaf")];
pub(crate) const ROOT_KEY: Key = Key::P256(1);
pub(crate) const SUB_KEY: Key = Key::P256(2);
pub(crate) const LEAF_KEY: Key = Key::P256(3);

pub(crate) fn root() -> Draft {
    Draft::new(ROOT, ROOT_KEY, ROOT, ROOT_KEY)
        .authority(None)
        .subject_key_identifier(b"root")
}

pub(crate) fn sub() -> Draft {
    Draft::new(SUB, SUB_KEY, ROOT, ROOT_KEY)
        .authority(None)
        .subject_key_identifier(b"sub")
        .authority_key_identifier(b"root")
}

pub(crate) fn leaf() -> Draft {
    Draft::new(LEAF, LEAF_KEY, SUB, SUB_KEY)
        .key_usage(&[7, 0x80])
        .authority_key_identifier(b"sub")
}

pub(crate) fn chain(leaf: &Draft, sub: &Draft, root: &Draft) -> Request {
    let mut request = request("generic", leaf.encode(), &[root.encode()]);
    request.intermediates.push(sub.encode());
    request
}

/// With an authority of the same name between the two, under another key: issued
/// by `sub`, issuer of `leaf`.
pub(crate) fn rolled_over(leaf: &Draft, rollover: &Draft, sub: &Draft, root: &Draft) -> Request {
    let mut request = chain(leaf, sub, root);
    request.intermediates.push(rollover.encode());
    request
}

pub(crate) const ROLLED_KEY: Key = Key::P256(4);

pub(crate) fn rollover() -> Draft {
    Draft::new(SUB, ROLLED_KEY, SUB, SUB_KEY)
        .authority(None)
        .subject_key_identifier(b"rolled")
        .authority_key_identifier(b"sub")
}

pub(crate) fn leaf_after_rollover() -> Draft {
    Draft::new(LEAF, LEAF_KEY, SUB, ROLLED_KEY)
        .key_usage(&[7, 0x80])
        .authority_key_identifier(b"rolled")
}
