//! What a card says of its holder, through the component.

use crate::desk::{AT, SEED, patient, request};
use crate::{generations, onshi, validate};
use onshi_host::certificate::Holder;
use onshi_simulator::hpki::{self, Professional};
use onshi_simulator::jpki::Purpose;

#[test]
fn a_card_for_signing_names_its_holder() {
    let person = patient();
    let card = generations().card(&person).signature;
    let anchors = generations().anchors(Purpose::Signature);
    let anchors: Vec<_> = anchors.iter().map(Vec::as_slice).collect();
    let verdict = validate(&request("jpki-sign", &card, &anchors));
    assert_eq!(verdict.state, "valid");
    let holder = verdict.chain[0].holder.as_ref().expect("a holder");
    assert_eq!(holder.name.as_ref(), Some(&person.name_on_card));
    assert_eq!(holder.address.as_ref(), Some(&person.address));
    assert_eq!(holder.sex.as_deref(), Some(person.sex.code()));
    assert_eq!(holder.born, Some(person.birthdate.to_string()));
    assert!(holder.others.is_empty());
}

#[test]
fn a_card_for_authentication_names_nobody() {
    let card = generations().card(&patient()).authentication;
    assert!(describe(&card.certificate).is_none());
}

#[test]
fn a_professionals_card_says_what_they_are() {
    let hierarchy = hpki::Hierarchy::hpki_test(SEED, AT);
    for professional in [Professional::doctor(), Professional::pharmacist()] {
        for purpose in [hpki::Purpose::Authentication, hpki::Purpose::Signature] {
            let card = hierarchy.credential(purpose, &professional);
            let holder = describe(&card.certificate).expect("a holder");
            let roles: Vec<_> = holder.roles.iter().map(|role| &role.text).collect();
            assert_eq!(roles, [&Some(professional.role.clone())]);
        }
    }
}

fn describe(certificate: &[u8]) -> Option<Holder> {
    let summary = onshi().describe(certificate).expect("a certificate");
    summary.into_inner().holder
}
