//! Distribution points, and what a CRL is about.

use super::*;

/// A distribution point of the JPKI's kind.
fn municipality(city: &'static str) -> Vec<u8> {
    let name = [("C", "JP"), ("O", "JPKI"), ("OU", "Tokyo-to"), ("CN", city)];
    full_name(&[directory(&name)])
}

fn uri(text: &str) -> Vec<u8> {
    full_name(&[tlv(0x86, text.as_bytes())])
}

fn relative(text: &str) -> Vec<u8> {
    let attribute = [oid("2.5.4.3"), tlv(0x0C, text.as_bytes())].concat();
    tlv(0xA0, &tlv(0xA1, &tlv(0x30, &attribute)))
}

fn leaf_at(points: &[&[Vec<u8>]]) -> Draft {
    leaf().with(CRL_POINTS, false, distribution_points(points))
}

fn crl_of(fields: &[Vec<u8>]) -> CrlDraft {
    crl().issuing_point(fields)
}

#[test]
fn a_municipality_speaks_for_its_own_certificates() {
    let leaf = leaf_at(&[&[municipality("Kiyose-shi CRLDP")]]);
    let own = crl_of(&[municipality("Kiyose-shi CRLDP")]);
    let listed = own.clone().revokes(EntryDraft::new(1));
    assert_eq!(answer(&ask(&leaf, from_ref(&own))), GOOD);
    assert_eq!(answer(&ask(&leaf, &[listed])), REVOKED);
    let other = crl_of(&[municipality("Kodaira-shi CRLDP")]);
    assert_eq!(answer(&ask(&leaf, from_ref(&other))), open(OUT_OF_SCOPE));
    // Serial numbers of other partitions are other certificates' too.
    let listed = other.revokes(EntryDraft::new(1));
    assert_eq!(answer(&ask(&leaf, &[listed, own])), GOOD);
}

#[test]
fn names_of_every_form_match_themselves() {
    for name in [
        uri("http://example.jp/1.crl"),
        relative("1"),
        full_name(&[tlv(0x82, b"example.jp")]),
        full_name(&[tlv(0x88, &[0x2A, 0x03])]),
    ] {
        let leaf = leaf_at(&[from_ref(&name)]);
        assert_eq!(answer(&ask(&leaf, &[crl_of(&[name])])), GOOD);
        let other = crl_of(&[uri("http://example.jp/2.crl")]);
        assert_eq!(answer(&ask(&leaf, &[other])), open(OUT_OF_SCOPE));
    }
    // A name relative to the issuer is a directoryName in full.
    let full = full_name(&[directory(&[("C", "JP"), ("O", "Root"), ("CN", "1")])]);
    let leaf = leaf_at(&[&[relative("1")]]);
    assert_eq!(answer(&ask(&leaf, &[crl_of(&[full])])), GOOD);
}

#[test]
fn crl_distribution_points_beyond_the_first_count_rustsec_2026_0049() {
    let (one, two, three) = (uri("http://a/1"), uri("http://a/2"), uri("http://a/3"));
    let leaf = leaf_at(&[&[one], from_ref(&two), from_ref(&three)]);
    assert_eq!(answer(&ask(&leaf, &[crl_of(&[two])])), GOOD);
    let listed = crl_of(&[three]).revokes(EntryDraft::new(1));
    assert_eq!(answer(&ask(&leaf, &[listed])), REVOKED);
    // And names beyond the first of one point.
    let several = full_name(&[tlv(0x86, b"http://b/1"), tlv(0x86, b"http://b/2")]);
    let leaf = leaf_at(&[&[several]]);
    assert_eq!(answer(&ask(&leaf, &[crl_of(&[uri("http://b/2")])])), GOOD);
}

#[test]
fn a_crl_without_a_distribution_point_speaks_for_all_of_its_issuer() {
    let leaf = leaf_at(&[&[uri("http://a/1")]]);
    assert_eq!(answer(&ask(&leaf, &[crl()])), GOOD);
    // One with a distribution point does not speak for a certificate without.
    let partial = crl_of(&[uri("http://a/1")]);
    assert_eq!(answer(&ask(&super::leaf(), &[partial])), open(OUT_OF_SCOPE));
}

#[test]
fn crls_for_one_kind_of_certificate_say_nothing_of_others() {
    let flag = |number: u8| tlv(0x80 | number, &[0xFF]);
    assert_eq!(answer(&ask(&leaf(), &[crl_of(&[flag(1)])])), GOOD);
    for only in [2, 5] {
        let asked = ask(&leaf(), &[crl_of(&[flag(only)])]);
        assert_eq!(answer(&asked), open(OUT_OF_SCOPE), "{only}");
    }
}

#[test]
fn every_reason_must_be_covered() {
    // keyCompromise and cACompromise, and the six others.
    let some = tlv(0x83, &[5, 0x60]);
    let others = tlv(0x83, &[7, 0x1F, 0x80]);
    let first = crl_of(from_ref(&some));
    let second = crl_of(&[others]);
    assert_eq!(
        answer(&ask(&leaf(), from_ref(&first))),
        open(REASONS_MISSING)
    );
    assert_eq!(
        answer(&ask(&leaf(), &[first.clone(), second.clone()])),
        GOOD
    );
    let listed = second.revokes(EntryDraft::new(1).reason(5));
    assert_eq!(answer(&ask(&leaf(), &[first, listed])), REVOKED);
    // The reasons of a certificate's distribution point narrow those of the CRL.
    let narrowed = leaf_at(&[&[uri("http://a/1"), tlv(0x81, &[5, 0x60])]]);
    let asked = ask(&narrowed, &[crl_of(&[uri("http://a/1")])]);
    assert_eq!(answer(&asked), open(REASONS_MISSING));
}

#[test]
fn an_empty_set_of_reasons_is_no_panic_rustsec_2026_0104() {
    let nothing = crl_of(&[tlv(0x83, &[0])]);
    let listed = nothing.clone().revokes(EntryDraft::new(1));
    for crl in [nothing, listed] {
        assert_eq!(answer(&ask(&leaf(), &[crl])), open(REASONS_MISSING));
    }
    let at_no_reason = leaf_at(&[&[uri("http://a/1"), tlv(0x81, &[0])]]);
    let asked = ask(&at_no_reason, &[crl_of(&[uri("http://a/1")])]);
    assert_eq!(answer(&asked), open(REASONS_MISSING));
}

#[test]
fn distribution_points_that_cannot_be_read_leave_the_question_open() {
    let bent = leaf().with(CRL_POINTS, false, distribution_points(&[&[integer(&[1])]]));
    assert_eq!(answer(&ask(&bent, &[crl()])), open(MALFORMED));
}
