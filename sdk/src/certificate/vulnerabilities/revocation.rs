//! Classes 12, 13 and 15: revocation data that are about something else, by somebody
//! else, from another time, or no such data at all.

use super::{LEAF, LEAF_KEY, ROOT, ROOT_KEY, chain, root, under_root};
use crate::certificate::test_support::crl::{CrlDraft, EntryDraft, directory, full_name};
use crate::certificate::test_support::der::{name, sequence, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::ocsp::{
    ResponseDraft, SHA_256, SingleDraft, good as is_good, key_bits, revoked as is_revoked, unknown,
};
use crate::certificate::{Outcome, Request, RevocationScope, State, validate};
use alloc::string::String;
use alloc::vec::Vec;

/// Serial numbers: that of the leaf, and another.
const SERIAL: u8 = 1;
const OTHER: u8 = 2;

fn crl() -> CrlDraft {
    CrlDraft::new(ROOT, ROOT_KEY)
}

fn entry(serial: u8) -> EntryDraft {
    EntryDraft::new(serial)
}

fn at_uri(uri: &str) -> Vec<u8> {
    full_name(&[tlv(0x86, uri.as_bytes())])
}

/// A leaf under the root, with CRLs.
fn with_crls(leaf: &Draft, root: &Draft, crls: &[CrlDraft]) -> Request {
    let mut request = chain(leaf, &[], root);
    request.crls = crls.iter().map(CrlDraft::encode).collect();
    request
}

/// The state, and the code of what is said of the leaf's revocation.
fn judge(request: &Request) -> (State, &'static str) {
    let verdict = validate(request).unwrap();
    let mut about = verdict.findings.iter().filter(|finding| {
        let code = finding.code.id();
        finding.outcome != Outcome::Noted
            && finding.place.certificate.as_deref() == Some("leaf")
            && (code.contains("revo") || code.contains("ocsp"))
    });
    let told = about.next().unwrap().code.id();
    assert!(about.next().is_none());
    (verdict.state, told)
}

#[track_caller]
fn good(request: &Request) {
    assert_eq!(judge(request), (State::Valid, "certificate.not-revoked"));
}

#[track_caller]
fn revoked(request: &Request) {
    assert_eq!(judge(request), (State::Invalid, "certificate.revoked"));
}

#[track_caller]
fn open(request: &Request, code: &str) {
    let expected = alloc::format!("certificate.{code}");
    assert_eq!(judge(request), (State::NotChecked, expected.as_str()));
}

/// A leaf with these distribution points, each encoded.
fn leaf_at(points: &[Vec<u8>]) -> Draft {
    under_root().with("2.5.29.31", false, sequence(points))
}

/// A CRL speaks about the distribution points it names, whichever of the
/// certificate's they are (RUSTSEC-2026-0049 looked at the first only).
#[test]
fn class_12_distribution_points() {
    good(&with_crls(&under_root(), &root(), &[crl()]));
    revoked(&with_crls(
        &under_root(),
        &root(),
        &[crl().revokes(entry(SERIAL))],
    ));
    good(&with_crls(
        &under_root(),
        &root(),
        &[crl().revokes(entry(OTHER))],
    ));

    let point = |uri| sequence(&[at_uri(uri)]);
    let ours = || crl().issuing_point(&[at_uri("http://a.example/crl")]);
    let here = leaf_at(&[point("http://a.example/crl")]);
    let there = leaf_at(&[point("http://b.example/crl")]);
    let second = leaf_at(&[point("http://b.example/crl"), point("http://a.example/crl")]);
    good(&with_crls(&here, &root(), &[ours()]));
    good(&with_crls(&second, &root(), &[ours()]));
    revoked(&with_crls(
        &second,
        &root(),
        &[ours().revokes(entry(SERIAL))],
    ));
    open(
        &with_crls(&there, &root(), &[ours()]),
        "revocation-out-of-scope",
    );
    // Not even a certificate without any distribution point is in its scope.
    open(
        &with_crls(&under_root(), &root(), &[ours()]),
        "revocation-out-of-scope",
    );
    // The same by directory name, as the JPKI partitions by municipality.
    let city = |city: &str| full_name(&[directory(&[("C", "JP"), ("CN", city)])]);
    let partition = crl().issuing_point(&[city("Kiyose-shi CRLDP")]);
    let leaf = leaf_at(&[sequence(&[city("Kiyose-shi CRLDP")])]);
    good(&with_crls(
        &leaf,
        &root(),
        core::slice::from_ref(&partition),
    ));
    let leaf = leaf_at(&[sequence(&[city("Chiyoda-ku CRLDP")])]);
    open(
        &with_crls(&leaf, &root(), &[partition]),
        "revocation-out-of-scope",
    );
}

/// Flags of the issuing distribution point narrow what a CRL speaks about.
#[test]
fn class_12_flags() {
    let flag = |number: u8| tlv(0x80 | number, &[0xFF]);
    let ask =
        |fields: &[Vec<u8>]| with_crls(&under_root(), &root(), &[crl().issuing_point(fields)]);
    good(&ask(&[flag(1)]));
    open(&ask(&[flag(2)]), "revocation-out-of-scope");
    open(&ask(&[flag(5)]), "revocation-out-of-scope");
    // keyCompromise alone, and with it all the others.
    let reasons = |bits: &[u8]| tlv(0x83, bits);
    open(&ask(&[reasons(&[6, 0x40])]), "revocation-reasons-missing");
    let some = crl().issuing_point(&[reasons(&[6, 0x40])]);
    let others = crl().issuing_point(&[reasons(&[7, 0x3F, 0x80])]);
    good(&with_crls(&under_root(), &root(), &[some.clone(), others]));
    revoked(&with_crls(
        &under_root(),
        &root(),
        &[some.revokes(entry(SERIAL))],
    ));
    // A flag that is written although it is the default is not DER.
    open(&ask(&[tlv(0x82, &[0x00])]), "revocation-malformed");
}

/// Who signs: the issuer with cRLSign, or whom it names, and nobody else.
#[test]
fn class_12_issuers() {
    let may_not = root().without("2.5.29.15").key_usage(&[2, 0x04]);
    open(
        &with_crls(&under_root(), &may_not, &[crl()]),
        "revocation-not-authorised",
    );
    let forged = CrlDraft::new(ROOT, Key::P256(9));
    open(
        &with_crls(&under_root(), &root(), &[forged]),
        "revocation-signature-invalid",
    );
    // The leaf speaks for itself, under its own name and its issuer's.
    let own = CrlDraft::new(LEAF, LEAF_KEY);
    open(
        &with_crls(&under_root(), &root(), &[own]),
        "revocation-out-of-scope",
    );
    // Another authority, of the same root even, that the certificate does not name.
    let service: &[(&str, &str)] = &[("C", "JP"), ("CN", "CRL service")];
    let service_key = Key::P256(8);
    let authority = Draft::new(service, service_key, ROOT, ROOT_KEY).authority(None);
    let indirect = || CrlDraft::new(service, service_key).issuing_point(&[tlv(0x84, &[0xFF])]);
    let theirs = |leaf: &Draft, crl: CrlDraft| {
        let mut request = with_crls(
            leaf,
            &root(),
            &[crl, self::crl().issuing_point(&[at_uri("x:y")])],
        );
        request.intermediates.push(authority.encode());
        request
    };
    open(
        &theirs(&under_root(), indirect()),
        "revocation-out-of-scope",
    );
    // Named as cRLIssuer it may, and its entries say whose certificates they mean.
    let named = leaf_at(&[sequence(&[tlv(0xA2, &directory(service))])]);
    let ask = |crl| {
        let mut request = theirs(&named, crl);
        request.options.require_revocation = Some(RevocationScope::Leaf);
        request
    };
    good(&ask(indirect()));
    revoked(&ask(indirect().revokes(entry(SERIAL).issuer(ROOT))));
    good(&ask(indirect().revokes(entry(SERIAL))));
    good(&ask(indirect().revokes(entry(SERIAL).issuer(LEAF))));
    revoked(&ask(indirect()
        .revokes(entry(OTHER).issuer(ROOT))
        .revokes(entry(SERIAL))));
    // The same entry in a list that is not indirect is no entry.
    open(
        &with_crls(
            &under_root(),
            &root(),
            &[crl().revokes(entry(SERIAL).issuer(ROOT))],
        ),
        "revocation-malformed",
    );
}

/// Yesterday's list, tomorrow's, half a list, and one with something in it that
/// nobody understands.
#[test]
fn class_12_time_and_kind() {
    let ask = |bend: fn(&mut CrlDraft)| {
        let mut crl = crl();
        bend(&mut crl);
        with_crls(&under_root(), &root(), &[crl])
    };
    good(&ask(|crl| crl.next_update = Some("20261121000000")));
    open(
        &ask(|crl| crl.next_update = Some("20261120235959")),
        "revocation-stale",
    );
    open(
        &ask(|crl| crl.this_update = "20261121000001"),
        "revocation-stale",
    );
    open(&ask(|crl| crl.next_update = None), "revocation-stale");
    let mut old = ask(|_| {});
    old.options.revocation_max_age_seconds = Some(86_399);
    open(&old, "revocation-stale");
    old.options.revocation_max_age_seconds = Some(86_400);
    good(&old);

    let changes = || crl().number(7).delta_on(6);
    open(
        &with_crls(&under_root(), &root(), &[changes()]),
        "revocation-base-missing",
    );
    let unknown = crl().with("1.2.3.4", true, tlv(0x05, &[]));
    open(
        &with_crls(&under_root(), &root(), &[unknown]),
        "revocation-unsupported",
    );
    let unknown = crl().revokes(entry(OTHER).with("1.2.3.4", true, tlv(0x05, &[])));
    open(
        &with_crls(&under_root(), &root(), &[unknown]),
        "revocation-unsupported",
    );
    let harmless = crl().with("1.2.3.4", false, tlv(0x05, &[]));
    good(&with_crls(&under_root(), &root(), &[harmless]));
    // A good word from elsewhere does not help the revoked.
    let both = [crl(), crl().revokes(entry(SERIAL))];
    revoked(&with_crls(&under_root(), &root(), &both));
}

/// An empty onlySomeReasons made a parser panic before any signature was looked at
/// (RUSTSEC-2026-0104).
#[test]
fn class_13_empty_reasons() {
    for bits in [&[][..], &[0], &[8], &[7, 0], &[0, 0, 0, 0]] {
        let point = crl().issuing_point(&[tlv(0x83, bits)]);
        let request = with_crls(&under_root(), &root(), &[point]);
        assert_eq!(judge(&request).0, State::NotChecked, "{bits:?}");
        let reasons = leaf_at(&[sequence(&[at_uri("http://a.example"), tlv(0x81, bits)])]);
        judge(&with_crls(&reasons, &root(), &[crl()]));
    }
}

/// No cut and no changed byte of revocation data is anything but an open question.
#[test]
fn class_13_bent_revocation_data() {
    let crl = crl()
        .revokes(entry(OTHER))
        .revokes(entry(3).reason(1))
        .issuing_point(&[tlv(0x81, &[0xFF])])
        .encode();
    let response = by_root(&[about(is_good())]).encode();
    let ask = |crl: &[u8], response: &[u8]| {
        let mut request = chain(&under_root(), &[], &root());
        for (list, bytes) in [
            (&mut request.crls, crl),
            (&mut request.ocsp_responses, response),
        ] {
            if !bytes.is_empty() {
                list.push(bytes.to_vec());
            }
        }
        validate(&request).unwrap().state
    };
    assert_eq!(ask(&crl, &[]), State::Valid);
    assert_eq!(ask(&[], &response), State::Valid);
    let bent = |good: &[u8]| {
        let mut all: Vec<Vec<u8>> = (1..good.len())
            .map(|length| good[..length].to_vec())
            .collect();
        for place in 0..good.len() {
            let mut changed = good.to_vec();
            changed[place] ^= if place % 2 == 0 { 0x01 } else { 0x80 };
            all.push(changed);
        }
        all
    };
    for bent in bent(&crl) {
        assert_eq!(ask(&bent, &[]), State::NotChecked);
    }
    for bent in bent(&response) {
        assert_eq!(ask(&[], &bent), State::NotChecked);
    }
}

fn with_response(leaf: &Draft, response: &ResponseDraft) -> Request {
    let mut request = chain(leaf, &[], &root());
    request.ocsp_responses.push(response.encode());
    request
}

/// What a responder says of the leaf.
fn about(status: Vec<u8>) -> SingleDraft {
    SingleDraft::new(&name(ROOT), ROOT_KEY, status)
}

fn by_root(singles: &[SingleDraft]) -> ResponseDraft {
    ResponseDraft::new(&name(ROOT), ROOT_KEY, singles)
}

/// What a response is about: issuer and serial number, all of the CertID.
#[test]
fn class_15_answers_to_other_questions() {
    let ask = |bend: fn(&mut SingleDraft)| {
        let mut single = about(is_good());
        bend(&mut single);
        with_response(&under_root(), &by_root(&[single]))
    };
    good(&ask(|_| {}));
    good(&ask(|single| single.hash = SHA_256));
    let others: [fn(&mut SingleDraft); 4] = [
        |single| single.serial = Vec::from([OTHER]),
        |single| single.issuer = name(LEAF),
        |single| single.key = key_bits(Key::P256(9)),
        // A hash that nobody knows, its digests like those of SHA-512.
        |single| single.hash = "1.2.3",
    ];
    for bend in others {
        open(&ask(bend), "revocation-out-of-scope");
    }
    let mut other = about(is_good());
    other.serial = Vec::from([OTHER]);
    let both = by_root(&[other, about(unknown())]);
    open(&with_response(&under_root(), &both), "revocation-unknown");
}

/// Good is good, and nothing else is.
#[test]
fn class_15_status_and_time() {
    let ask = |singles: &[SingleDraft]| with_response(&under_root(), &by_root(singles));
    good(&ask(&[about(is_good())]));
    open(&ask(&[about(unknown())]), "revocation-unknown");
    revoked(&ask(&[about(is_revoked(0))]));
    revoked(&ask(&[about(is_good()), about(is_revoked(1))]));

    let timed = |first, last| {
        let mut single = about(is_good());
        single.this_update = first;
        single.next_update = Some(last);
        ask(&[single])
    };
    good(&timed("20261120000000", "20261121000000"));
    open(
        &timed("20261119000000", "20261120235959"),
        "revocation-stale",
    );
    open(
        &timed("20261121000001", "20261122000000"),
        "revocation-stale",
    );
    // An error of the responder is no answer, whatever comes with it.
    for status in 1..=6 {
        let mut request = ask(&[about(is_good())]);
        if let Some(response) = request.ocsp_responses.first_mut() {
            let start = response
                .windows(3)
                .position(|octets| octets == [0x0A, 1, 0]);
            response[start.unwrap() + 2] = status;
        }
        open(&request, "ocsp-unsuccessful");
    }
}

/// A nonce that was sent must come back.
#[test]
fn class_15_nonce() {
    let ask = |nonce: Option<&[u8]>| {
        let mut response = by_root(&[about(is_good())]);
        if let Some(nonce) = nonce {
            let id = "1.3.6.1.5.5.7.48.1.2";
            response.extensions.push((id, false, tlv(0x04, nonce)));
        }
        let mut request = with_response(&under_root(), &response);
        request.options.ocsp_nonce = Some(String::from("AAECAwQFBgcICQoLDA0ODw=="));
        request
    };
    let sent: Vec<u8> = (0..16).collect();
    good(&ask(Some(&sent)));
    open(&ask(None), "ocsp-nonce-mismatch");
    open(&ask(Some(&sent[..15])), "ocsp-nonce-mismatch");
    open(&ask(Some(&[])), "ocsp-nonce-mismatch");
}

/// The issuer answers, or whom it certified for that and nothing broader.
#[test]
fn class_15_responders() {
    const RESPONDER: &[(&str, &str)] = &[("C", "JP"), ("CN", "Responder")];
    let key = Key::P256(7);
    let certified = || {
        Draft::new(RESPONDER, key, ROOT, ROOT_KEY)
            .key_usage(&[7, 0x80])
            .with("1.3.6.1.5.5.7.48.1.5", false, tlv(0x05, &[]))
    };
    let for_ocsp = || certified().extended_key_usage(&["1.3.6.1.5.5.7.3.9"]);
    let signed_by = |responder: &Draft, key| {
        let singles = [about(is_good())];
        let mut response = ResponseDraft::new(&responder.subject, key, &singles);
        response.certificates.push(responder.encode());
        with_response(&under_root(), &response)
    };
    good(&signed_by(&for_ocsp(), key));
    let mut expired = for_ocsp();
    expired.not_after = "20261120000000";
    let by_another =
        Draft::new(RESPONDER, key, LEAF, LEAF_KEY).extended_key_usage(&["1.3.6.1.5.5.7.3.9"]);
    let by_itself = Draft {
        signer: key,
        ..for_ocsp()
    };
    let not_for_signing = for_ocsp().without("2.5.29.15").key_usage(&[5, 0x20]);
    for responder in [
        certified(),
        certified().extended_key_usage(&["1.3.6.1.5.5.7.3.2"]),
        certified().extended_key_usage(&["2.5.29.37.0"]),
        expired,
        by_another,
        by_itself,
        not_for_signing,
    ] {
        open(&signed_by(&responder, key), "revocation-not-authorised");
    }
    // The names of those who may, with another key.
    open(
        &signed_by(&root(), Key::P256(9)),
        "revocation-signature-invalid",
    );
    open(
        &signed_by(&for_ocsp(), Key::P256(9)),
        "revocation-signature-invalid",
    );
    // The certificate in question vouches for itself.
    open(
        &signed_by(&under_root(), LEAF_KEY),
        "revocation-not-authorised",
    );
}
