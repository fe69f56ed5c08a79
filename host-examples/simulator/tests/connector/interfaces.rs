//! Every interface with a public layout, from request to an answer `onshi` reads
//! without remarks.

use crate::desk::{AT, Desk, Read, asking, numbers, query};
use onshi_simulator::centre::Presented;
use onshi_simulator::connector::Packing;
use onshi_simulator::population::{Entrusted, Patient, Population, Standing};
use onshi_simulator::results::{Encoding, INSTITUTION};
use serde_json::{Value, json};
use std::fs;

const RESULT: &str = "/MessageBody/ResultList/0/ResultOfQualificationConfirmation";

fn without_remarks(read: &Read, interface: &str) {
    assert_eq!(read.interface, interface);
    assert_eq!(read.notes, json!([]), "{interface}");
}

fn by_number(desk: &mut Desk, standing: Standing, place: usize) -> (Read, Patient) {
    let patient = desk.patient(standing);
    let read = desk.ask(
        "OQS-IF-001",
        &query(&patient, &patient.person.coverages[place]),
    );
    without_remarks(&read, "OQS-IF-002");
    assert_eq!(read.at("/MessageHeader/SegmentOfResult"), "1");
    assert_eq!(read.at("/MessageHeader/ArbitraryFileIdentifier"), "desk-1");
    (read, patient)
}

#[test]
fn a_query_by_number_says_how_somebody_stands() {
    let desk = &mut Desk::new();
    let validity = "/MessageBody/QualificationValidity";
    let (insured, patient) = by_number(desk, Standing::Insured, 0);
    assert_eq!(insured.at(validity), "1");
    assert_eq!(insured.at(&format!("{RESULT}/Name")), patient.person.name);
    let (lost, _) = by_number(desk, Standing::Lost, 0);
    assert_eq!(lost.at(validity), "2");
    assert_eq!(lost.at(&format!("{RESULT}/ReasonOfLoss")), "99");
    let (changed, _) = by_number(desk, Standing::Changed, 0);
    assert_eq!(changed.at(validity), "3");
    assert_eq!(
        changed.at(&format!("{RESULT}/Name")),
        "",
        "new data is not given"
    );
    let (new, _) = by_number(desk, Standing::Changed, 1);
    assert_eq!(new.at(validity), "1");
    let mut unknown = query(&patient, &patient.person.coverages[0]);
    unknown["MessageBody"]["QualificationConfirmSearchInfo"]["Birthdate"] = json!("19000101");
    assert_eq!(desk.ask("OQS-IF-001", &unknown).at(validity), "4");
}

#[test]
fn medical_assistance_has_tickets_or_is_not_entrusted() {
    let desk = &mut Desk::new();
    let assisted = |entrusted| {
        move |patient: &Patient| {
            patient.standing == Standing::Assisted
                && patient
                    .assistance
                    .as_ref()
                    .is_some_and(|it| it.entrusted == entrusted)
        }
    };
    let patient = desk.patient_who(assisted(Entrusted::Asker));
    let read = desk.ask("OQS-IF-001", &query(&patient, &patient.person.coverages[0]));
    without_remarks(&read, "OQS-IF-002");
    let ticket = format!("{RESULT}/PublicExpenseResultList/0/MedicalTicketInfo");
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "1");
    assert_eq!(read.at(&format!("{ticket}/TicketType")), "01");
    assert_eq!(
        read.at(&format!("{ticket}/MedicalTreatmentMonth")),
        "202611"
    );
    // The third digit of a pharmacy's code is 4.
    let mut pharmacy = query(&patient, &patient.person.coverages[0]);
    pharmacy["MessageHeader"]["MedicalInstitutionCode"] = json!("1349999996");
    assert_eq!(
        desk.ask("OQS-IF-001", &pharmacy)
            .at(&format!("{ticket}/TicketType")),
        "02"
    );
    let patient = desk.patient_who(assisted(Entrusted::Nobody));
    let read = desk.ask("OQS-IF-001", &query(&patient, &patient.person.coverages[0]));
    assert_eq!(read.at("/MessageBody/QualificationValidity"), "6");
}

#[test]
fn a_reference_number_comes_back_with_the_next_result() {
    let desk = &mut Desk::new();
    let patient = desk.patient(Standing::Insured);
    let coverage = &patient.person.coverages[0];
    let read = desk.ask(
        "OQS-IF-003",
        &json!({
            "MessageHeader": asking(),
            "MessageBody": { "ReferenceNumberRegistrationInfo": registration(&patient, "00042") },
        }),
    );
    without_remarks(&read, "OQS-IF-004");
    assert_eq!(read.at("/MessageBody/ProcessingResultStatus"), "1");
    let read = desk.ask("OQS-IF-001", &query(&patient, coverage));
    assert_eq!(read.at(&format!("{RESULT}/ReferenceNumber")), "00042");
}

fn registration(patient: &Patient, number: &str) -> Value {
    let mut info = numbers(patient, &patient.person.coverages[0], false);
    info.as_object_mut().unwrap().remove("Birthdate");
    info["ReferenceNumber"] = json!(number);
    info
}

/// Uploads, is told to wait once, downloads.
fn in_bulk(desk: &mut Desk, first: u16, body: Value, header: Value) -> Read {
    let id = |step: u16| format!("OQS-IF-{:03}", first + step);
    let receipt = desk.ask(
        &id(0),
        &json!({ "MessageHeader": header, "MessageBody": body }),
    );
    without_remarks(&receipt, &id(1));
    let number = receipt.at("/MessageBody/ReceptionNumber").to_owned();
    assert!(!number.is_empty());
    let download = json!({
        "MessageHeader": { "MedicalInstitutionCode": INSTITUTION },
        "MessageBody": { "ReceptionNumber": number },
    });
    let waiting = desk.ask(&id(2), &download);
    without_remarks(&waiting, &id(3));
    assert_eq!(waiting.at("/MessageHeader/SegmentOfResult"), "2");
    let read = desk.ask(&id(2), &download);
    without_remarks(&read, &id(3));
    assert_eq!(read.at("/MessageHeader/SegmentOfResult"), "1");
    assert_eq!(read.at("/MessageHeader/ReceptionNumber"), number);
    read
}

fn units<'a>(read: &'a Read, name: &str) -> &'a [Value] {
    let units = read.content["MessageBody"][name]
        .as_array()
        .expect("there are units");
    assert_eq!(
        read.at("/MessageHeader/NumberOfProcessingResult"),
        units.len().to_string()
    );
    units
}

fn slow() -> Desk {
    let desk = Desk::new();
    desk.centre.lock().unwrap().polls_until_ready = 1;
    desk
}

#[test]
fn many_are_asked_about_at_once() {
    let desk = &mut slow();
    let (valid, lost) = (
        desk.patient(Standing::Insured),
        desk.patient(Standing::Lost),
    );
    let search: Vec<_> = [&valid, &lost]
        .map(|patient| numbers(patient, &patient.person.coverages[0], false))
        .into();
    let header = json!({ "QualificationConfirmationDate": "20261121", "MedicalInstitutionCode": INSTITUTION });
    let read = in_bulk(
        desk,
        5,
        json!({ "QualificationConfirmSearchInfo": search }),
        header,
    );
    let found: Vec<_> = units(&read, "BulkConfirmUnit")
        .iter()
        .map(|unit| &unit["QualificationValidity"])
        .collect();
    assert_eq!(found, ["1", "2"]);
}

#[test]
fn many_reference_numbers_are_registered_at_once() {
    let desk = &mut slow();
    let patient = desk.patient(Standing::Insured);
    let mut unknown = registration(&patient, "2");
    unknown["InsuredIdentificationNumber"] = json!("999999");
    let infos =
        json!({ "ReferenceNumberRegistrationInfo": [registration(&patient, "1"), unknown] });
    let read = in_bulk(desk, 9, infos, asking());
    let states: Vec<_> = units(&read, "BulkRegistrationUnit")
        .iter()
        .map(|unit| &unit["ProcessingResultStatus"])
        .collect();
    assert_eq!(states, ["1", "2"]);
    assert_eq!(read.at("/MessageHeader/NumberOfError"), "1");
    let centre = desk.centre.lock().unwrap();
    assert_eq!(
        centre.registry().reference_number(INSTITUTION, patient.id),
        Some("1")
    );
}

#[test]
fn those_entrusted_for_the_month_are_listed() {
    let desk = &mut slow();
    let search = json!({ "QualificationConfirmSearchInfo": { "MedicalTreatmentMonth": "202611" } });
    let read = in_bulk(desk, 13, search, asking());
    let expected = desk
        .centre
        .lock()
        .unwrap()
        .population()
        .patients()
        .iter()
        .filter(|patient| {
            patient
                .assistance
                .as_ref()
                .is_some_and(|it| it.entrusted == Entrusted::Asker)
        })
        .count();
    let units = units(&read, "BulkConfirmUnit");
    assert!(expected > 20);
    // The 15th is past, so that everybody's tickets are there.
    assert_eq!(units.len(), expected);
    assert!(units.iter().all(
        |unit| unit["ResultOfQualificationConfirmation"][0]["InsuredCardClassification"] == "A1"
    ));
}

#[test]
fn those_who_agreed_at_home_or_online_are_listed() {
    let desk = &mut slow();
    for (first, flag, from) in [(17, "2", "20260901"), (21, "3", "20261101")] {
        let search = json!({ "QualificationConfirmSearchInfo": {
            "ConsentDateFrom": from, "ConsentDateTo": "20261121", "MedicalTreatmentFlag": flag,
        } });
        let read = in_bulk(desk, first, search, asking());
        let units = units(&read, "BulkConfirmUnit");
        let flags = |code: &str| {
            let results = units
                .iter()
                .filter_map(|unit| unit["ResultOfQualificationConfirmation"].get(0));
            results
                .filter(|result| result["PharmacistsInfoConsFlg"] == code)
                .count()
        };
        assert!(
            flags("1") > 0 && flags("2") > 0,
            "consents in force and over"
        );
    }
}

#[test]
fn drugs_and_checkups_are_given_under_consent_only() {
    let desk = &mut Desk::new();
    let records = |patient: &Patient| {
        use onshi_simulator::population::record::{checkups, dispensings};
        let drugs = dispensings(1, patient, AT);
        let treated = drugs.iter().any(|record| {
            !record.treatments.is_empty()
                && record.origin == onshi_simulator::population::record::Origin::Claims
        });
        treated && !checkups(1, patient, AT).is_empty()
    };
    let patient = desk.patient_who(|patient| {
        patient.standing == Standing::Insured
            && patient.card == onshi_simulator::population::CardState::Good
            && patient.home_care.is_none()
            && records(patient)
    });
    let coverage = &patient.person.coverages[0];
    let header = json!({
        "MedicalInstitutionCode": INSTITUTION,
        "InsurerNumber": coverage.insurer_number,
        "InsuranceCardSymbol": coverage.symbol.clone().unwrap_or_default(),
        "InsuredPersonIdentificationNumber": coverage.number,
        "BranchNumber": coverage.branch.clone().unwrap_or_default(),
    });
    let drugs = |category: &str| {
        json!({ "MessageHeader": header, "MessageBody": {
        "StartDate": "202301", "EndDate": "202611", "FileCategory": category, "MedicalTreatmentFlag": "1",
    } })
    };
    let checkups = |category: &str| json!({ "MessageHeader": header, "MessageBody": { "FileCategory": category } });
    let refused = desk.ask("YZK-IF-001", &drugs("2"));
    assert_ne!(refused.at("/MessageHeader/ResultCode"), "1");
    desk.connector
        .present_card(patient.id, &Presented::agreeing(AT), desk.now)
        .unwrap();

    let read = desk.ask("YZK-IF-001", &drugs("4"));
    without_remarks(&read, "YZK-IF-002");
    assert_eq!(read.at("/MessageHeader/ResultCode"), "1");
    assert!(
        read.content.to_string().contains("SinInfN"),
        "treatments are there"
    );
    assert!(
        !desk
            .ask("YZK-IF-001", &drugs("2"))
            .content
            .to_string()
            .contains("SinInfN")
    );
    let read = desk.ask("TKKsiquc01req", &checkups("2"));
    without_remarks(&read, "TKKsiquc01res");
    assert!(read.content.to_string().contains("身長"));
    for (interface, content) in [("YZK-IF-001", drugs("1")), ("TKKsiquc01req", checkups("1"))] {
        let name = desk
            .put(interface, &content, &json!({}))
            .replace("req_", "res_")
            .replace(".xml", ".pdf");
        desk.connector.step(desk.now).unwrap();
        let pdf = fs::read(desk.path("res", &name)).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    }
    // 24 hours after the consent it is over.
    desk.later(86_400_000);
    assert_ne!(
        desk.ask("YZK-IF-001", &drugs("2"))
            .at("/MessageHeader/ResultCode"),
        "1"
    );
}

#[test]
fn requests_and_results_are_in_either_encoding() {
    let desk = &mut Desk::with(|settings| settings.encoding = Encoding::ShiftJis);
    let patient = desk.patient(Standing::Insured);
    let content = query(&patient, &patient.person.coverages[0]);
    let name = desk.put("OQS-IF-001", &content, &json!({ "encoding": "shift-jis" }));
    desk.connector.step(desk.now).unwrap();
    let bytes = fs::read(desk.path("res", &name.replace("req_", "res_"))).unwrap();
    assert!(bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"Shift_JIS\""));
    let read = crate::desk::read(&name.replace("req_", "res_"), &bytes);
    without_remarks(&read, "OQS-IF-002");
    assert_eq!(read.at("/MessageHeader/CharacterCodeIdentifier"), "1");
    assert_eq!(read.at(&format!("{RESULT}/Name")), patient.person.name);
}

#[test]
fn bulk_results_come_in_a_zip_file_where_the_terminal_is_set_so() {
    for packing in [Packing::Zip, Packing::Encrypted("架空の鍵".into())] {
        let desk = &mut Desk::with(|settings| settings.packing = packing.clone());
        let search =
            json!({ "QualificationConfirmSearchInfo": { "MedicalTreatmentMonth": "202611" } });
        let receipt = desk.ask(
            "OQS-IF-013",
            &json!({ "MessageHeader": asking(), "MessageBody": search }),
        );
        let download = json!({
            "MessageHeader": { "MedicalInstitutionCode": INSTITUTION },
            "MessageBody": { "ReceptionNumber": receipt.at("/MessageBody/ReceptionNumber") },
        });
        let name = desk
            .put("OQS-IF-015", &download, &json!({}))
            .replace("req_", "res_");
        desk.connector.step(desk.now).unwrap();
        let file = fs::File::open(desk.path("res", &name.replace(".xml", ".zip"))).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut xml = Vec::new();
        let mut inside = match &packing {
            Packing::Encrypted(password) => {
                assert!(archive.by_index(0).is_err(), "not without the password");
                archive.by_index_decrypt(0, password.as_bytes()).unwrap()
            }
            _ => archive.by_index(0).unwrap(),
        };
        std::io::Read::read_to_end(&mut inside, &mut xml).unwrap();
        without_remarks(&crate::desk::read(&name, &xml), "OQS-IF-016");
    }
}

#[test]
fn the_same_seed_and_time_give_the_same_bytes() {
    let bytes = || {
        let mut desk = Desk::new();
        let patient = desk.patient(Standing::Changed);
        let name = desk.put(
            "OQS-IF-001",
            &query(&patient, &patient.person.coverages[1]),
            &json!({}),
        );
        desk.connector.step(desk.now).unwrap();
        fs::read(desk.path("res", &name.replace("req_", "res_"))).unwrap()
    };
    assert_eq!(bytes(), bytes());
    let patients = |size| Population::generate(7, AT, size).patients().to_vec();
    assert_eq!(patients(300)[..200], patients(200)[..]);
}
