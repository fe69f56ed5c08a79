//! Bytes that are no CRL, or one that cannot be used.

use super::*;
use crate::certificate::test_support::ocsp::{ResponseDraft, SingleDraft, good};

#[test]
fn unknown_critical_extensions_make_a_crl_unusable() {
    let strange = |critical| crl().with("1.2.3.4", critical, tlv(0x05, &[]));
    assert_eq!(answer(&ask(&leaf(), &[strange(false)])), GOOD);
    assert_eq!(answer(&ask(&leaf(), &[strange(true)])), open(UNSUPPORTED));
    // In the entry of another certificate, after this one's.
    let entry = |critical| EntryDraft::new(2).with("1.2.3.4", critical, tlv(0x05, &[]));
    let listed = crl().revokes(EntryDraft::new(1));
    assert_eq!(
        answer(&ask(&leaf(), &[listed.clone().revokes(entry(false))])),
        REVOKED
    );
    assert_eq!(
        answer(&ask(&leaf(), &[listed.revokes(entry(true))])),
        open(UNSUPPORTED)
    );
}

#[test]
fn what_rfc_5280_does_not_allow_is_malformed() {
    let twice = |mut crl: CrlDraft| {
        crl.extensions.push(("2.5.29.20", false, integer(&[1])));
        crl
    };
    let mut no_number = crl();
    no_number.extensions.clear();
    let mut other_algorithm = crl();
    other_algorithm.algorithm_inside = Some(Key::P384(1).algorithm_identifier());
    let mut version_3 = crl();
    version_3.version = Some(2);
    let mut extensions_in_version_1 = crl();
    extensions_in_version_1.version = None;
    let mut unnamed = crl();
    unnamed.issuer = tlv(0x30, &[]);
    let reason = tlv(0x0A, &[1]);
    let entry = EntryDraft::new(2);
    for (crl, why) in [
        (twice(crl()), "an extension twice"),
        (no_number, "no CRL number"),
        (
            crl().with("2.5.29.20", true, integer(&[1])),
            "a critical CRL number",
        ),
        (
            crl().with("2.5.29.20", false, integer(&[1; 21])),
            "a long CRL number",
        ),
        (other_algorithm, "another algorithm inside"),
        (version_3, "no such version"),
        (extensions_in_version_1, "extensions in version 1"),
        (unnamed, "no issuer"),
        (
            crl().revokes(entry.clone().reason(1).with("2.5.29.21", false, reason)),
            "a reason twice",
        ),
        (
            crl().revokes(entry.clone().reason(8)),
            "a removal outside a delta CRL",
        ),
        (
            crl().revokes(entry.clone().issuer(OTHER)),
            "an issuer outside an indirect CRL",
        ),
        (
            crl().issuing_point(&[tlv(0x81, &[0])]),
            "a default that is written",
        ),
    ] {
        assert_eq!(answer(&ask(&leaf(), &[crl])), open(MALFORMED), "{why}");
    }
}

#[test]
fn a_crl_of_version_1_will_do() {
    let mut old = crl();
    old.version = None;
    old.extensions.clear();
    assert_eq!(answer(&ask(&leaf(), from_ref(&old))), GOOD);
    assert_eq!(
        answer(&ask(&leaf(), &[old.clone().revokes(EntryDraft::new(1))])),
        REVOKED
    );
    let entry = EntryDraft::new(2).reason(1);
    assert_eq!(
        answer(&ask(&leaf(), &[old.revokes(entry)])),
        open(MALFORMED)
    );
}

/// Every byte of revocation data changed, and every cut: never a panic, and never
/// valid, because the signature covers all.
#[test]
fn no_change_to_a_crl_or_response_panics_or_is_believed() {
    let point = full_name(&[directory(OTHER)]);
    let crl = crl()
        .issuing_point(&[point.clone(), tlv(0x83, &[0]), tlv(0x84, &[0xFF])])
        .revokes(EntryDraft::new(2).reason(1))
        .revokes(EntryDraft::new(3).issuer(OTHER));
    let root = root();
    let single = SingleDraft::new(&root.subject, ROOT_KEY, good());
    let mut response = ResponseDraft::new(&root.subject, ROOT_KEY, &[single]);
    response.certificates.push(root.encode());
    let leaf = leaf().with(CRL_POINTS, false, distribution_points(&[&[point]]));
    let (crl, response) = (crl.encode(), response.encode());
    let mut request = ask(&leaf, &[]);
    request.options.limits.signature_checks = 1;
    for (encoded, is_crl) in [(crl, true), (response, false)] {
        for place in 0..encoded.len() {
            let mut changed = encoded.clone();
            changed[place] ^= 0xFF;
            for bytes in [changed, encoded[..place].to_vec()] {
                let data = Vec::from([bytes]);
                (request.crls, request.ocsp_responses) = if is_crl {
                    (data, Vec::new())
                } else {
                    (Vec::new(), data)
                };
                assert_ne!(validate(&request).unwrap().state, State::Valid, "{place}");
            }
        }
    }
}
