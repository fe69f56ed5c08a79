//! Signatures, validity and names, read by `x509-cert` and checked by `rsa`.

use super::AT;
use der::asn1::UintRef;
use der::{Decode, Encode, Reader, SliceReader};
use onshi_simulator::certificate::extension::{self, KeyUsage, oid};
use onshi_simulator::certificate::tampered;
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::key::{Hash, KeyKind, PrivateKey};
use onshi_simulator::person::Person;
use onshi_simulator::seed::Stream;
use onshi_simulator::{card::Card, hpki};
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

fn parse(certificate: &[u8]) -> Certificate {
    Certificate::from_der(certificate).unwrap()
}

fn public_key(certificate: &Certificate) -> RsaPublicKey {
    let key = certificate.tbs_certificate().subject_public_key_info();
    let key = key.subject_public_key.raw_bytes();
    let [n, e] = SliceReader::new(key)
        .unwrap()
        .sequence(|reader| {
            Ok::<_, der::Error>([UintRef::decode(reader)?, UintRef::decode(reader)?])
        })
        .unwrap()
        .map(|number| BoxedUint::from_be_slice_vartime(number.as_bytes()));
    RsaPublicKey::new(n, e).unwrap()
}

fn is_signature(key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
    let digest = Sha256::digest(message);
    key.verify(Pkcs1v15Sign::new::<Sha256>(), &digest, signature)
        .is_ok()
}

fn issued(issuer: &[u8], subject: &[u8]) -> bool {
    let [issuer, subject] = [parse(issuer), parse(subject)];
    let named = issuer.tbs_certificate().subject() == subject.tbs_certificate().issuer();
    let signed = subject.tbs_certificate().to_der().unwrap();
    named
        && is_signature(
            &public_key(&issuer),
            &signed,
            subject.signature().raw_bytes(),
        )
}

fn validity(certificate: &[u8]) -> (i64, i64) {
    let validity = *parse(certificate).tbs_certificate().validity();
    let seconds =
        |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap();
    (seconds(validity.not_before), seconds(validity.not_after))
}

fn lasts(certificate: &[u8]) -> bool {
    let (not_before, not_after) = validity(certificate);
    (not_before..=not_after).contains(&AT)
}

#[test]
fn only_the_issuing_generation_fits_though_all_have_its_name() {
    let hierarchy = Hierarchy::jpki_test_generations(1, AT, &[KeyKind::Rsa2048; 3]);
    let anchors = hierarchy.anchors(Purpose::Authentication);
    let card = hierarchy.card(&Person::employee(AT));
    let leaf = &card.authentication.certificate;
    let fitting: Vec<_> = anchors.iter().map(|anchor| issued(anchor, leaf)).collect();
    assert_eq!(fitting, [false, false, true]);
    let named: Vec<_> = anchors
        .iter()
        .map(|anchor| {
            parse(anchor).tbs_certificate().subject() == parse(leaf).tbs_certificate().issuer()
        })
        .collect();
    assert_eq!(named, [true; 3]);
    let lasting: Vec<_> = anchors.iter().map(|anchor| lasts(anchor)).collect();
    assert_eq!(lasting, [false, true, true]);
    assert!(anchors.iter().all(|anchor| issued(anchor, anchor)));
    assert!(lasts(leaf) && lasts(&card.signature.certificate));
    assert!(!issued(&anchors[2], &card.signature.certificate));
    assert!(!issued(&anchors[2], &tampered(leaf)));
}

#[test]
fn a_generation_more_changes_nothing_of_the_newest() {
    let one = Hierarchy::jpki_test(1, AT);
    let two = Hierarchy::jpki_test_generations(1, AT, &[KeyKind::P256, KeyKind::Rsa2048]);
    for purpose in [Purpose::Authentication, Purpose::Signature] {
        assert_eq!(one.anchors(purpose)[0], two.anchors(purpose)[1]);
    }
}

#[test]
fn card_certificates_last_until_the_fifth_birthday() {
    let hierarchy = Hierarchy::jpki_test_generations(1, AT, &[KeyKind::P256]);
    for person in Person::all(AT) {
        let card = hierarchy.card(&person);
        let (from, until) = validity(&card.authentication.certificate);
        let birthday = person.birthdate.replace_year(2000).unwrap().ordinal();
        let japan = |at: i64| (at + 9 * 3600) / 86_400;
        let last_day = onshi_simulator::Date::from_julian_day(
            i32::try_from(japan(until)).unwrap() + 2_440_588,
        );
        assert_eq!(
            last_day.unwrap().replace_year(2000).unwrap().ordinal(),
            birthday
        );
        let years = (japan(until) - japan(from)) / 365;
        assert!((4..=5).contains(&years), "{years}");
    }
}

#[test]
fn the_card_answers_a_challenge() {
    let Card {
        authentication,
        signature,
    } = Hierarchy::jpki_test(1, AT).card(&Person::employee(AT));
    let card = Card {
        authentication: authentication.clone(),
        signature: signature.clone(),
    };
    let challenge = b"once only";
    let info = Hash::Sha256.digest_info(challenge);
    for (half, answer) in [
        (authentication, card.authenticate(&info)),
        (signature, card.sign(&info)),
    ] {
        let key = public_key(&parse(&half.certificate));
        let answer = answer.unwrap();
        assert!(is_signature(&key, challenge, &answer));
        assert!(!is_signature(&key, b"another", &answer));
    }
    // A bare hash is padded too: whoever verifies must not take it.
    let bare = card.authenticate(&Sha256::digest(challenge)).unwrap();
    let key = public_key(&parse(&card.authentication.certificate));
    assert!(!is_signature(&key, challenge, &bare));
}

#[test]
fn certificates_can_deviate() {
    let hierarchy = Hierarchy::jpki_test_generations(1, AT, &[KeyKind::P256]);
    let root = &hierarchy.roots(Purpose::Authentication)[0];
    let template = root.template(&Person::employee(AT));
    let extensions = |certificate: &[u8]| -> Vec<String> {
        let certificate = parse(certificate);
        let extensions = certificate.tbs_certificate().extensions().unwrap();
        extensions
            .iter()
            .map(|extension| extension.extn_id.to_string())
            .collect()
    };
    let usual = extensions(&root.issue(&template).certificate);

    let late = root.issue(&template.clone().valid(AT + 1, AT + 2));
    assert_eq!(validity(&late.certificate), (AT + 1, AT + 2));

    let without = root.issue(&template.clone().without(oid::EXTENDED_KEY_USAGE));
    let mut fewer = usual.clone();
    fewer.retain(|oid| oid != oid::EXTENDED_KEY_USAGE);
    assert_eq!(fewer.len() + 1, usual.len());
    assert_eq!(extensions(&without.certificate), fewer);

    let usage = extension::key_usage(&[KeyUsage::KeyCertSign]);
    let changed = root.issue(&template.clone().with(usage));
    assert_eq!(extensions(&changed.certificate), usual);
    assert!(super::outline(&changed.certificate).contains("{ BIT STRING 0204 }"));

    let key = PrivateKey::generate(KeyKind::P384, &mut Stream::new(1, "another"));
    let other_key = root.issue(&template.for_key(key.clone()));
    let identifier = parse(&other_key.certificate);
    let identifier = identifier
        .tbs_certificate()
        .extensions()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(identifier.extn_value.as_bytes()[2..], key.identifier());
}

#[test]
fn professionals_hang_below_their_authority() {
    let hierarchy = hpki::Hierarchy::hpki_test(1, AT);
    let authorities = [hpki::Purpose::Signature, hpki::Purpose::Authentication];
    for purpose in authorities {
        let authority = hierarchy.authority(purpose).certificate();
        assert!(issued(hierarchy.anchor(), authority) && lasts(authority));
        let leaf = hierarchy.credential(purpose, &hpki::Professional::pharmacist());
        assert!(lasts(&leaf.certificate));
        for other in authorities {
            let authority = hierarchy.authority(other).certificate();
            assert_eq!(issued(authority, &leaf.certificate), purpose == other);
        }
    }
}
