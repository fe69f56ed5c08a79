//! CRLs signed by somebody else than the certificate's issuer, or with another key.

use super::*;

const ISSUER: &Attributes = &[("C", "JP"), ("O", "CRL issuer")];
const ISSUER_KEY: Key = Key::P256(4);

/// What is certified to sign CRLs and nothing else.
fn issuer() -> Draft {
    let mut draft = Draft::new(ISSUER, ISSUER_KEY, ROOT, ROOT_KEY).key_usage(&[1, 0x02]);
    draft.serial = Vec::from([9]);
    draft
}

/// crlDistributionPoints that hand the matter to the CRL issuer.
fn delegation() -> Vec<u8> {
    let crl_issuer = tlv(0xA2, &directory(ISSUER));
    distribution_points(&[&[crl_issuer]])
}

fn delegating_leaf() -> Draft {
    leaf().with(CRL_POINTS, false, delegation())
}

fn indirect() -> CrlDraft {
    CrlDraft::new(ISSUER, ISSUER_KEY).issuing_point(&[tlv(0x84, &[0xFF])])
}

fn ask_with(issuer: &Draft, leaf: &Draft, crls: &[CrlDraft]) -> Request {
    let mut request = ask(leaf, crls);
    request.intermediates = Vec::from([issuer.encode()]);
    request
}

#[test]
fn entries_of_an_indirect_crl_belong_to_the_issuer_last_named() {
    let about_root = indirect()
        .revokes(EntryDraft::new(5).issuer(ROOT))
        .revokes(EntryDraft::new(1));
    let asked = ask_with(&issuer(), &delegating_leaf(), &[about_root, crl()]);
    assert_eq!(answer(&asked), REVOKED);
    let about_others = indirect()
        .revokes(EntryDraft::new(1))
        .revokes(EntryDraft::new(5).issuer(OTHER))
        .revokes(EntryDraft::new(1));
    let asked = ask_with(&issuer(), &delegating_leaf(), &[about_others, crl()]);
    assert_eq!(answer(&asked), GOOD);
}

#[test]
fn only_whom_the_certificate_names_may_speak_for_its_issuer() {
    let asked = ask_with(&issuer(), &leaf(), &[indirect()]);
    assert_eq!(answer(&asked), open(OUT_OF_SCOPE));
    let direct = CrlDraft::new(ISSUER, ISSUER_KEY);
    let asked = ask_with(&issuer(), &delegating_leaf(), &[direct]);
    assert_eq!(answer(&asked), open(OUT_OF_SCOPE), "not indirect");
}

#[test]
fn the_issuer_of_a_crl_needs_a_path_to_the_same_anchor() {
    let leaf = delegating_leaf();
    // The CRL issuer's own status comes from the root's CRL.
    let crls = [indirect(), crl()];
    assert_eq!(answer(&ask_with(&issuer(), &leaf, &crls)), GOOD);
    assert_eq!(
        answer(&ask(&leaf, &crls)).0,
        State::Valid,
        "the root speaks as well"
    );
    let alone = [indirect()];
    let unknown = ask(&leaf, &alone);
    assert_eq!(answer(&unknown), open(NOT_AUTHORISED));

    let elsewhere = Draft::new(ISSUER, ISSUER_KEY, OTHER, OTHER_KEY).key_usage(&[1, 0x02]);
    let mut under_another = ask_with(&elsewhere, &leaf, &alone);
    let other_root = Draft::new(OTHER, OTHER_KEY, OTHER, OTHER_KEY).authority(None);
    under_another.anchors.push(other_root.encode());
    assert_eq!(answer(&under_another), open(NOT_AUTHORISED));

    let no_right = issuer().without("2.5.29.15").key_usage(&[7, 0x80]);
    assert_eq!(
        answer(&ask_with(&no_right, &leaf, &alone)),
        open(NOT_AUTHORISED)
    );
    let mut expired = issuer();
    expired.not_after = "20260101000000";
    assert_eq!(
        answer(&ask_with(&expired, &leaf, &alone)),
        open(NOT_AUTHORISED)
    );
}

#[test]
fn a_revoked_issuer_of_crls_is_not_believed() {
    // Nothing but its own CRL speaks for the leaf.
    let only_issuers = tlv(0xA0, &tlv(0xA0, &directory(ISSUER)));
    let about_issuer = || crl().issuing_point(from_ref(&only_issuers));
    let point = distribution_points(&[from_ref(&only_issuers)]);
    let issuer = issuer().with(CRL_POINTS, false, point);
    let leaf = delegating_leaf();
    let asked = ask_with(&issuer, &leaf, &[indirect(), about_issuer()]);
    assert_eq!(answer(&asked), GOOD);
    let revoked = about_issuer().revokes(EntryDraft::new(9));
    let asked = ask_with(&issuer, &leaf, &[indirect(), revoked]);
    assert_eq!(answer(&asked), open(NOT_AUTHORISED));
    // Of unknown standing: enough only where the chain is not asked about.
    let mut asked = ask_with(&issuer, &leaf, &[indirect()]);
    assert_eq!(answer(&asked), open(NOT_AUTHORISED));
    asked.options.require_revocation = Some(RevocationScope::Leaf);
    assert_eq!(answer(&asked), GOOD);
}

#[test]
fn nobody_clears_himself_unless_his_issuer_says_so() {
    let leaf = delegating_leaf();
    let alone = [indirect()];
    let named = issuer().with(CRL_POINTS, false, delegation());
    assert_eq!(answer(&ask_with(&named, &leaf, &alone)), GOOD);
    let revoked = [indirect().revokes(EntryDraft::new(9).issuer(ROOT))];
    let asked = ask_with(&named, &leaf, &revoked);
    assert_eq!(answer(&asked), open(NOT_AUTHORISED));

    // A second key under the root's name signs a CRL that speaks for itself.
    let mut second = Draft::new(ROOT, ISSUER_KEY, ROOT, ROOT_KEY).key_usage(&[1, 0x02]);
    second.serial = Vec::from([9]);
    let own = CrlDraft::new(ROOT, ISSUER_KEY);
    let asked = ask_with(&second, &super::leaf(), from_ref(&own));
    assert_eq!(answer(&asked), open(NOT_AUTHORISED));
    let asked = ask_with(&second, &super::leaf(), &[own, crl()]);
    assert_eq!(answer(&asked), GOOD, "the root's own CRL clears it");
}

#[test]
fn issuers_that_vouch_for_each_other_end_the_search() {
    // Each CRL issuer's certificate names the next one as the issuer of its CRL.
    const NAMES: [&Attributes; 6] = [
        &[("O", "0")],
        &[("O", "1")],
        &[("O", "2")],
        &[("O", "3")],
        &[("O", "4")],
        &[("O", "5")],
    ];
    let key = |number: usize| Key::P256(20 + u8::try_from(number).unwrap());
    let named = |number: usize| {
        let crl_issuer = tlv(0xA2, &directory(NAMES[number % NAMES.len()]));
        distribution_points(&[&[crl_issuer]])
    };
    let leaf = leaf().with(CRL_POINTS, false, named(0));
    let crls: Vec<_> = (0..NAMES.len())
        .map(|number| {
            let crl = CrlDraft::new(NAMES[number], key(number));
            crl.issuing_point(&[tlv(0x84, &[0xFF])])
        })
        .collect();
    let mut request = ask(&leaf, &crls);
    for number in 0..NAMES.len() {
        let issuer = Draft::new(NAMES[number], key(number), ROOT, ROOT_KEY);
        let issuer = issuer
            .key_usage(&[1, 0x02])
            .with(CRL_POINTS, false, named(number + 1));
        request.intermediates.push(issuer.encode());
    }
    assert_eq!(answer(&request), open(NOT_AUTHORISED));
}
