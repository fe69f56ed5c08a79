//! OCSP responses.

use super::*;
use crate::certificate::test_support::der::sequence;
use crate::certificate::test_support::ocsp::{
    ResponseDraft, SHA_256, SHA_384, SHA_512, SingleDraft, by_key, by_name, good, key_bits,
    revoked, unknown,
};

const RESPONDER: &Attributes = &[("C", "JP"), ("O", "Responder")];
const RESPONDER_KEY: Key = Key::P256(5);
const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
const NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";
const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";

fn single(status: Vec<u8>) -> SingleDraft {
    SingleDraft::new(&root().subject, ROOT_KEY, status)
}

fn response(singles: &[SingleDraft]) -> ResponseDraft {
    ResponseDraft::new(&root().subject, ROOT_KEY, singles)
}

fn request_with(responses: &[ResponseDraft]) -> Request {
    let mut request = ask(&leaf(), &[]);
    request.ocsp_responses = responses.iter().map(ResponseDraft::encode).collect();
    request
}

fn answer_of(response: &ResponseDraft) -> (State, &'static str) {
    answer(&request_with(from_ref(response)))
}

/// Certified by the root to answer, without further questions.
fn responder() -> Draft {
    Draft::new(RESPONDER, RESPONDER_KEY, ROOT, ROOT_KEY)
        .key_usage(&[7, 0x80])
        .extended_key_usage(&[OCSP_SIGNING])
        .with(NO_CHECK, false, tlv(0x05, &[]))
}

fn delegated(certificate: &Draft) -> ResponseDraft {
    let mut response = response(&[single(good())]);
    response.responder = by_name(&certificate.subject);
    response.certificates = Vec::from([certificate.encode()]);
    response.signer = RESPONDER_KEY;
    response
}

#[test]
fn unknown_is_not_good() {
    assert_eq!(answer_of(&response(&[single(good())])), GOOD);
    assert_eq!(answer_of(&response(&[single(revoked(1))])), REVOKED);
    assert_eq!(answer_of(&response(&[single(unknown())])), open(UNKNOWN));
}

#[test]
fn of_several_answers_revoked_wins() {
    let both = [single(good()), single(revoked(6))];
    assert_eq!(answer_of(&response(&both)), REVOKED);
    let mut other = single(revoked(1));
    other.serial = Vec::from([2]);
    assert_eq!(answer_of(&response(&[other, single(good())])), GOOD);
    let responses = [response(&[single(good())]), response(&[single(revoked(1))])];
    assert_eq!(answer(&request_with(&responses)), REVOKED);
    // Against a CRL, too.
    let mut mixed = request_with(&responses[1..]);
    mixed.crls = Vec::from([crl().encode()]);
    assert_eq!(answer(&mixed), REVOKED);
}

/// Every order of three.
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

#[test]
fn revoked_wins_in_whatever_order_number_and_kind_it_is_said() {
    let words = [good(), unknown(), revoked(1)];
    for order in ORDERS {
        let singles = order.map(|place| single(words[place].clone()));
        assert_eq!(answer_of(&response(&singles)), REVOKED, "{order:?}");
        let responses = singles.map(|single| response(&[single]));
        assert_eq!(answer(&request_with(&responses)), REVOKED, "{order:?}");
        for list in [crl(), crl().revokes(EntryDraft::new(1))] {
            let mut mixed = request_with(&responses);
            mixed.crls = Vec::from([list.encode()]);
            assert_eq!(answer(&mixed), REVOKED, "{order:?}");
        }
    }
    // Without a bad word, one that does not know stands against one that does.
    for pair in [[good(), unknown()], [unknown(), good()]] {
        let singles = pair.map(single);
        assert_eq!(answer_of(&response(&singles)), open(UNKNOWN));
    }
}

#[test]
fn a_bad_word_needs_no_more_than_to_be_authentic() {
    let said = |reason, this_update, next_update| {
        let mut single = single(revoked(reason));
        single.this_update = this_update;
        single.next_update = next_update;
        response(&[single])
    };
    let beside_good = |bad: ResponseDraft| {
        let good = response(&[single(good())]);
        [[bad.clone(), good.clone()], [good, bad]].map(|both| answer(&request_with(&both)))
    };
    // Without an end, and after it.
    assert_eq!(beside_good(said(1, "20261120000000", None)), [REVOKED; 2]);
    let over = said(1, "20261119000000", Some("20261120235959"));
    assert_eq!(beside_good(over), [REVOKED; 2]);
    // Without the nonce that was sent.
    let mut request = request_with(&[said(1, "20261120000000", Some("20261127000000"))]);
    request.options.ocsp_nonce = Some("AQIDBA==".into());
    assert_eq!(answer(&request), REVOKED);
    // What was on hold may have been taken off since; what is to come says nothing yet.
    let on_hold = said(6, "20261119000000", Some("20261120235959"));
    assert_eq!(beside_good(on_hold), [GOOD; 2]);
    let to_come = said(1, "20261121000001", Some("20261127000000"));
    assert_eq!(beside_good(to_come), [GOOD; 2]);
    // Who may not speak says nothing.
    let mut forged = said(1, "20261120000000", None);
    forged.signer = RESPONDER_KEY;
    assert_eq!(beside_good(forged), [GOOD; 2]);
}

#[test]
fn a_list_that_is_over_still_says_who_was_revoked() {
    let mut over = crl().revokes(EntryDraft::new(1));
    over.this_update = "20261101000000";
    over.next_update = Some("20261102000000");
    let mut request = request_with(&[response(&[single(good())])]);
    request.crls = Vec::from([over.encode(), crl().encode()]);
    assert_eq!(answer(&request), REVOKED);
    // So does one without a number, which is no good word for anybody.
    let mut unnumbered = crl();
    unnumbered.extensions.clear();
    request.crls = Vec::from([unnumbered.encode()]);
    assert_eq!(answer(&request), GOOD, "by the responder");
    request.ocsp_responses.clear();
    assert_eq!(answer(&request), open(MALFORMED));
    request = request_with(&[response(&[single(good())])]);
    request.crls = Vec::from([unnumbered.revokes(EntryDraft::new(1)).encode()]);
    assert_eq!(answer(&request), REVOKED);
    over.signer = OTHER_KEY;
    request.crls = Vec::from([over.encode(), crl().encode()]);
    assert_eq!(answer(&request), GOOD);
}

#[test]
fn the_hashes_of_the_certificate_id_are_compared() {
    for hash in [SHA_256, SHA_384, SHA_512] {
        let mut single = single(good());
        single.hash = hash;
        assert_eq!(answer_of(&response(&[single])), GOOD, "{hash}");
    }
    let mut other_name = single(good());
    other_name.issuer = leaf().subject;
    let mut other_key = single(good());
    other_key.key = key_bits(OTHER_KEY);
    let mut other_serial = single(good());
    other_serial.serial = Vec::from([2]);
    for other in [other_name, other_key, other_serial] {
        assert_eq!(answer_of(&response(&[other])), open(OUT_OF_SCOPE));
    }
    assert_eq!(answer_of(&response(&[])), open(OUT_OF_SCOPE));
}

#[test]
fn answers_are_of_their_time() {
    let at = |this_update, next_update| {
        let mut single = single(good());
        single.this_update = this_update;
        single.next_update = next_update;
        request_with(&[response(&[single])])
    };
    assert_eq!(answer(&at("20261120000000", Some("20261121000000"))), GOOD);
    let stale = open(STALE);
    assert_eq!(answer(&at("20261119000000", Some("20261120235959"))), stale);
    assert_eq!(answer(&at("20261121000001", Some("20261127000000"))), stale);
    let mut endless = at("20261120000000", None);
    assert_eq!(answer(&endless), stale);
    endless.options.revocation_max_age_seconds = Some(86_400);
    assert_eq!(answer(&endless), GOOD);
    let mut not_yet = response(&[single(good())]);
    not_yet.produced_at = "20261121000001";
    assert_eq!(answer_of(&not_yet), stale);
}

#[test]
fn a_nonce_that_was_sent_comes_back() {
    let with = |nonce: &[u8]| {
        let mut response = response(&[single(good())]);
        response.extensions = Vec::from([(NONCE, false, tlv(0x04, nonce))]);
        let mut request = request_with(&[response]);
        request.options.ocsp_nonce = Some("AQIDBA==".into());
        request
    };
    assert_eq!(answer(&with(&[1, 2, 3, 4])), GOOD);
    assert_eq!(answer(&with(&[1, 2, 3, 5])), open(NONCE_MISMATCH));
    let mut without = request_with(&[response(&[single(good())])]);
    without.options.ocsp_nonce = Some("AQIDBA==".into());
    assert_eq!(answer(&without), open(NONCE_MISMATCH));
    without.options.ocsp_nonce = Some("not base64".into());
    let problems = validate(&without).unwrap_err();
    assert_eq!(problems[0].code.id(), "certificate.not-a-nonce");
}

#[test]
fn critical_extensions_of_responses_are_known_or_refused() {
    let strange = |critical| Vec::from([("1.2.3.4", critical, tlv(0x05, &[]))]);
    for (critical, expected) in [(false, GOOD), (true, open(UNSUPPORTED))] {
        let mut of_response = response(&[single(good())]);
        of_response.extensions = strange(critical);
        assert_eq!(answer_of(&of_response), expected);
        let mut single = single(good());
        single.extensions = strange(critical);
        assert_eq!(answer_of(&response(&[single])), expected);
    }
}

#[test]
fn the_issuer_or_whom_it_certified_answers() {
    let mut named_by_key = response(&[single(good())]);
    named_by_key.responder = by_key(ROOT_KEY);
    assert_eq!(answer_of(&named_by_key), GOOD);
    assert_eq!(answer_of(&delegated(&responder())), GOOD);
    let mut named_by_key = delegated(&responder());
    named_by_key.responder = by_key(RESPONDER_KEY);
    assert_eq!(answer_of(&named_by_key), GOOD);

    let mut forged = response(&[single(good())]);
    forged.signer = RESPONDER_KEY;
    assert_eq!(answer_of(&forged), open(SIGNATURE_INVALID));
    let mut forged = delegated(&responder());
    forged.signer = OTHER_KEY;
    assert_eq!(answer_of(&forged), open(SIGNATURE_INVALID));
}

#[test]
fn a_certificate_in_the_response_is_trusted_for_nothing_more() {
    let any_purpose = "2.5.29.37.0";
    let mut expired = responder();
    expired.not_after = "20260101000000";
    let mut self_signed = Draft::new(ROOT, RESPONDER_KEY, ROOT, RESPONDER_KEY);
    self_signed = self_signed.extended_key_usage(&[OCSP_SIGNING]);
    let mut forged = responder();
    forged.signer = OTHER_KEY;
    let of_another = Draft::new(RESPONDER, RESPONDER_KEY, OTHER, OTHER_KEY);
    let of_another = of_another.extended_key_usage(&[OCSP_SIGNING]);
    for (certificate, why) in [
        (responder().without("2.5.29.37"), "no purpose"),
        (
            responder()
                .without("2.5.29.37")
                .extended_key_usage(&[any_purpose]),
            "any purpose is not this one",
        ),
        (
            responder().without("2.5.29.15").key_usage(&[1, 0x02]),
            "no signatures",
        ),
        (
            responder().with("1.2.3.4", true, tlv(0x05, &[])),
            "unknown critical extension",
        ),
        (expired, "expired"),
        (forged, "not signed by the issuer"),
        (of_another, "of another authority"),
        (
            // One the leaf's issuer would have to certify through somebody else.
            leaf().extended_key_usage(&["1.3.6.1.5.5.7.3.2"]),
            "a leaf like any other",
        ),
    ] {
        let outcome = answer_of(&delegated(&certificate));
        assert_eq!(outcome, open(NOT_AUTHORISED), "{why}");
    }
    // Under the issuer's own name it is held to the issuer's own key.
    assert_eq!(answer_of(&delegated(&self_signed)), open(SIGNATURE_INVALID));
}

#[test]
fn a_responder_can_be_revoked_itself() {
    let point = full_name(&[tlv(0x86, b"http://example.jp/responders.crl")]);
    let mut certificate = responder().without(NO_CHECK);
    certificate.serial = Vec::from([9]);
    // Its issuer names no way to ask: the client's own rules decide, and ask if
    // they can.
    assert_eq!(answer_of(&delegated(&certificate)), GOOD);
    let certificate = certificate.with(CRL_POINTS, false, distribution_points(&[from_ref(&point)]));
    let mut request = request_with(&[delegated(&certificate)]);
    assert_eq!(
        answer(&request),
        open(NOT_AUTHORISED),
        "nothing known of it"
    );
    let responders = crl().issuing_point(&[point]);
    request.crls = Vec::from([responders.encode()]);
    assert_eq!(answer(&request), GOOD);
    request.crls = Vec::from([responders.revokes(EntryDraft::new(9)).encode()]);
    assert_eq!(answer(&request), open(NOT_AUTHORISED));
}

#[test]
fn an_error_of_the_responder_is_no_answer() {
    let mut request = ask(&leaf(), &[]);
    request.ocsp_responses = Vec::from([sequence(&[tlv(0x0A, &[3])])]);
    assert_eq!(answer(&request), open(UNSUCCESSFUL));
}
