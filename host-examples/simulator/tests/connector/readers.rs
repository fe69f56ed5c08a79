//! Cards put on the reader.

use crate::desk::{AT, Desk, Read, query};
use onshi_simulator::centre::{Presented, Refusal, Reply, Verification};
use onshi_simulator::connector::Fault;
use onshi_simulator::population::{CardState, Patient, Standing};
use onshi_simulator::results::{Encoding, INSTITUTION};
use onshi_simulator::wire::{Record, Tables};
use serde_json::json;

const RESULT: &str = "/MessageBody/ResultList/0/ResultOfQualificationConfirmation";

fn insured_with(desk: &Desk, card: CardState) -> Patient {
    desk.patient_who(|patient| patient.standing == Standing::Insured && patient.card == card)
}

fn present(desk: &mut Desk, patient: &Patient, presented: &Presented) -> Result<Read, Refusal> {
    let name = desk
        .connector
        .present_card(patient.id, presented, desk.now)?;
    desk.connector.step(desk.now).unwrap();
    let read = desk.read("face", &name);
    assert_eq!(
        (read.interface.as_str(), &read.notes),
        ("OQS-IF-002", &json!([]))
    );
    assert_eq!(read.at("/MessageHeader/ReferenceClassification"), "1");
    Ok(read)
}

#[test]
fn a_card_brings_everything_agreed_to() {
    let desk = &mut Desk::new();
    let patient = insured_with(desk, CardState::Good);
    for verification in [
        Verification::Face(true),
        Verification::Pin(true),
        Verification::Sight,
    ] {
        let presented = Presented {
            verification,
            electronic_prescription: Some(true),
            ..Presented::agreeing(AT)
        };
        let read = present(desk, &patient, &presented).unwrap();
        assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
        assert_eq!(read.at("/MessageBody/PrescriptionIssueSelect"), "1");
        assert_eq!(
            read.at(&format!("{RESULT}/PharmacistsInfoAvailableTime")),
            "20261122090000"
        );
        desk.later(1000);
    }
    assert_eq!(desk.files("face").len(), 3);
}

#[test]
fn somebody_new_is_seen_with_the_new_insurance_alone() {
    let desk = &mut Desk::new();
    let patient = desk.patient(Standing::Changed);
    let read = present(desk, &patient, &Presented::agreeing(AT)).unwrap();
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
    let [old, new] = patient.person.coverages.as_slice() else {
        panic!("two coverages")
    };
    assert_ne!(old.insurer_number, new.insurer_number);
    assert_eq!(
        read.at(&format!("{RESULT}/InsurerNumber")).trim(),
        new.insurer_number
    );
}

#[test]
fn each_standing_reads_as_it_should() {
    let desk = &mut Desk::new();
    for (standing, validity, results) in [
        (Standing::Lost, "2", 1),
        (Standing::Several, "5", 2),
        (Standing::Nowhere, "4", 0),
        (Standing::AssistedBesides, "1", 2),
    ] {
        let patient = desk
            .patient_who(|patient| patient.standing == standing && patient.card == CardState::Good);
        let read = present(desk, &patient, &Presented::agreeing(AT)).unwrap();
        assert_eq!(read.at("/MessageBody/QualificationValidity"), validity);
        let found = read.content["MessageBody"]["ResultList"]
            .as_array()
            .map_or(0, Vec::len);
        assert_eq!(found, results, "{standing:?}");
    }
}

#[test]
fn everybodys_result_is_what_the_layout_table_says() {
    let desk = Desk::new();
    let tables = Tables::new(5);
    let mut centre = desk.centre.lock().unwrap();
    let mut results = 0;
    for id in 0..4000 {
        let presented = Presented {
            register: true,
            ..Presented::agreeing(AT)
        };
        let Ok(message) = centre.present(id, INSTITUTION, &presented, AT) else {
            continue;
        };
        results += 1;
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let bytes = tables.write("OQS-IF-002", &message, encoding);
            assert_eq!(tables.read("OQS-IF-002", &bytes).err(), None, "{id}");
        }
    }
    assert!(results > 3500, "{results}");
}

#[test]
fn an_unregistered_card_is_registered_on_the_spot() {
    let desk = &mut Desk::new();
    let patient = insured_with(desk, CardState::Unregistered);
    let read = present(desk, &patient, &Presented::agreeing(AT)).unwrap();
    assert_eq!(read.at("/MessageBody/ProcessingResultStatus"), "2");
    desk.later(1000);
    let presented = Presented {
        register: true,
        ..Presented::agreeing(AT)
    };
    let read = present(desk, &patient, &presented).unwrap();
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
}

#[test]
fn a_certificate_in_its_grace_gives_eligibility_alone() {
    let desk = &mut Desk::new();
    let grace = insured_with(desk, CardState::Grace);
    let read = present(desk, &grace, &Presented::agreeing(AT)).unwrap();
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
    assert_eq!(read.at(&format!("{RESULT}/PharmacistsInfoConsFlg")), "");
    assert_ne!(read.at("/MessageBody/ProcessingResultMessage"), "");
    let near = insured_with(desk, CardState::NearExpiry);
    let read = present(desk, &near, &Presented::agreeing(AT)).unwrap();
    assert_eq!(read.at(&format!("{RESULT}/PharmacistsInfoConsFlg")), "1");
    assert_ne!(read.at("/MessageBody/ProcessingResultMessage"), "");
}

#[test]
fn the_reader_itself_refuses() {
    let desk = &mut Desk::new();
    for (card, refusal) in [
        (CardState::None, Refusal::NoCard),
        (CardState::Expired, Refusal::CertificateOver),
        (CardState::Revoked, Refusal::CertificateOver),
    ] {
        let patient = insured_with(desk, card);
        assert_eq!(
            present(desk, &patient, &Presented::agreeing(AT)).err(),
            Some(refusal)
        );
    }
    let patient = insured_with(desk, CardState::Good);
    let by = |verification| Presented {
        verification,
        ..Presented::agreeing(AT)
    };
    let mut seen = |verification| present(desk, &patient, &by(verification)).err();
    assert_eq!(seen(Verification::Face(false)), Some(Refusal::Face));
    assert_eq!(seen(Verification::Pin(false)), Some(Refusal::Pin(2)));
    assert_eq!(seen(Verification::Pin(false)), Some(Refusal::Pin(1)));
    assert_eq!(seen(Verification::Pin(false)), Some(Refusal::PinLocked));
    assert_eq!(seen(Verification::Pin(true)), Some(Refusal::PinLocked));
    assert_eq!(seen(Verification::Sight), None);
}

#[test]
fn a_card_can_be_revoked_on_request() {
    let desk = &mut Desk::new();
    let patient = insured_with(desk, CardState::Good);
    desk.connector.faults.once(Fault::RevokedCard);
    let refused = present(desk, &patient, &Presented::agreeing(AT)).err();
    assert_eq!(refused, Some(Refusal::CertificateOver));
    assert!(desk.files("face").is_empty());
    // A request beside it is not hit.
    let read = desk.ask("OQS-IF-001", &query(&patient, &patient.person.coverages[0]));
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
}

#[test]
fn drugs_of_every_branch_are_what_the_layout_table_says() {
    let desk = Desk::new();
    let tables = Tables::new(5);
    let mut centre = desk.centre.lock().unwrap();
    let mut written = String::new();
    for id in 0..200 {
        let patient = centre.population().patient(id).unwrap().clone();
        let presented = Presented::agreeing(AT);
        let seen = centre.present(id, INSTITUTION, &presented, AT);
        let (Ok(_), Some(coverage)) = (seen, patient.person.coverages.first()) else {
            continue;
        };
        let header = Record::new()
            .text("MedicalInstitutionCode", INSTITUTION)
            .text("InsurerNumber", &coverage.insurer_number)
            .optional("InsuranceCardSymbol", coverage.symbol.as_ref())
            .text("InsuredPersonIdentificationNumber", &coverage.number)
            .optional("BranchNumber", coverage.branch.as_ref());
        let request = Record::new()
            .group("MessageHeader", header)
            .group("MessageBody", Record::new().text("FileCategory", "4"));
        let reply = centre.answer("YZK-IF-001", &request, AT);
        let Some(Reply::Message(message)) = reply else {
            panic!("a message");
        };
        let bytes = tables.write("YZK-IF-002", &message, Encoding::Utf8);
        assert_eq!(tables.read("YZK-IF-002", &bytes).err(), None, "{id}");
        written.push_str(core::str::from_utf8(&bytes).unwrap());
    }
    for branch in ["<MeTrMonthInf>", "<CzDiInf>", "<ShPrInf>", "<SinInfN>"] {
        assert!(written.contains(branch), "{branch}");
    }
}
