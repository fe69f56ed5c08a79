//! Results of every other kind, as `onshi request` builds them for a simulator.

use crate::{answer, done, has, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A result of this kind in a file of its right name.
fn result(folder: &Path, kind: &str, header: Value, body: Value) -> PathBuf {
    let content = json!({ "XmlMsg": { "MessageHeader": header, "MessageBody": body } });
    let file = folder.join("content.json");
    std::fs::write(&file, content.to_string()).expect("a content");
    let written = done(&[
        "request",
        kind,
        "--content",
        text(&file),
        "--out",
        text(folder),
        "--suffix",
        "202611210001",
    ]);
    written.lines().next().expect("a file").into()
}

fn header() -> Value {
    json!({
        "ProcessExecutionTime": "20261121090000",
        "QualificationConfirmationDate": "20261121",
        "MedicalInstitutionCode": "1319999996",
        "CharacterCodeIdentifier": "0",
        "SegmentOfResult": "1",
    })
}

fn unit(nth: usize, validity: &str) -> Value {
    json!({
        "QualificationConfirmSearchInfo": {
            "InsurerNumber": "138156",
            "InsuredIdentificationNumber": nth.to_string(),
            "Birthdate": "19800229",
            "ArbitraryIdentifier": format!("K{nth}"),
        },
        "ProcessingResultStatus": "1",
        "QualificationValidity": validity,
        "ResultOfQualificationConfirmation": {
            "InsuredCardClassification": "01",
            "InsurerNumber": "138156",
            "InsuredIdentificationNumber": nth.to_string(),
            "Name": format!("見本　{nth}"),
            "NameKana": format!("ﾐﾎﾝ {nth}"),
            "Sex1": "2",
            "Birthdate": "19800229",
            "InsurerName": "見本区",
        },
    })
}

#[test]
fn a_bulk_result_has_a_line_for_each_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut header = header();
    header["ReceptionNumber"] = "1".into();
    header["NumberOfProcessingResult"] = "4".into();
    header["NumberOfNormalProcessing"] = "4".into();
    header["NumberOfError"] = "0".into();
    let units: Vec<_> = ["1", "2", "3"]
        .into_iter()
        .zip(1..)
        .map(|(validity, nth)| unit(nth, validity))
        .collect();
    let file = result(
        folder.path(),
        "OQS-IF-008",
        header,
        json!({ "BulkConfirmUnit": units }),
    );
    let said = done(&["read", text(&file)]);
    has(
        &said,
        &[
            "1. K1 見本　1 (ﾐﾎﾝ 1): 資格は有効です",
            "2. K2 見本　2 (ﾐﾎﾝ 2): ",
            "3. K3 見本　3 (ﾐﾎﾝ 3): ",
            "3件(2026年11月21日 09:00:00 時点)",
            "結果に記載された件数: 4件",
            "実際の件数(3件)と一致しません",
        ],
    );
    assert_eq!(said.matches("資格は有効です").count(), 1, "{said}");

    let read = answer(&["read", "--json", text(&file)]);
    let states: Vec<_> = (0..3)
        .map(|nth| &read["units"]["units"][nth]["judgement"]["state"]["code"])
        .collect();
    assert_eq!(states, ["eligible", "not-eligible", "not-eligible"]);
}

#[test]
fn a_bulk_result_of_many_parts_is_counted_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let units: Vec<_> = (1..=1200).map(|nth| unit(nth, "1")).collect();
    let file = result(
        folder.path(),
        "OQS-IF-008",
        header(),
        json!({ "BulkConfirmUnit": units }),
    );
    assert!(std::fs::metadata(&file).expect("a file").len() > 1 << 20);
    let said = done(&["read", text(&file)]);
    has(&said, &["     1. K1 ", "\n  1200. K1200 ", "1200件("]);
    assert_eq!(said.matches("資格は有効です").count(), 1200);

    let lines = done(&["read", "--json-lines", text(&file)]);
    let parts: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert!(parts.len() > 4, "{} parts", parts.len());
    let units: Vec<&Value> = parts
        .iter()
        .flat_map(|part| part["units"]["units"].as_array().expect("judged"))
        .collect();
    assert_eq!(units.len(), 1200);
    assert!(
        units
            .iter()
            .all(|unit| unit["judgement"]["state"]["code"] == "eligible")
    );
    let persons = |part: &Value| {
        let body = &part["document"]["content"]["XmlMsg"]["MessageBody"];
        body["BulkConfirmUnit"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(parts.iter().map(persons).sum::<usize>(), 1200);
}

#[test]
fn a_file_that_is_no_bulk_result_is_not_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("OQSmuquc02res_1.xml");
    let receipt = "<XmlMsg><MessageHeader></MessageHeader><MessageBody><Other>1</Other></MessageBody></XmlMsg>";
    std::fs::write(&file, receipt).expect("a file");
    has(&crate::refused(&["read", text(&file)]), &["[eligibility."]);
}

#[test]
fn registrations_are_told_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let unit = |number: &str, status: &str| {
        json!({
            "ReferenceNumberRegistrationInfo": {
                "ReferenceNumber": number,
                "InsurerNumber": "138156",
                "InsuredIdentificationNumber": "1",
            },
            "ProcessingResultStatus": status,
            "ProcessingResultMessage": "見本の案内",
        })
    };
    let mut head = header();
    for (name, count) in [
        ("NumberOfProcessingResult", "2"),
        ("NumberOfNormalProcessing", "1"),
        ("NumberOfError", "1"),
    ] {
        head[name] = count.into();
    }
    head["ReceptionNumber"] = "1".into();
    head.as_object_mut()
        .expect("a header")
        .remove("QualificationConfirmationDate");
    let body = json!({ "BulkRegistrationUnit": [unit("0001", "1"), unit("0002", "2")] });
    let file = result(folder.path(), "OQS-IF-012", head, body);
    let said = done(&["read", text(&file)]);
    has(&said, &["照会番号の登録", "0001: ", "0002: ", "見本の案内"]);
    let read = answer(&["read", "--json", text(&file)]);
    let states: Vec<_> = (0..2)
        .map(|nth| &read["registrations"]["registrations"][nth]["state"]["code"])
        .collect();
    assert_eq!(states, ["registered", "not-registered"]);
}

#[test]
fn medicines_and_treatments_name_the_patient_the_place_and_the_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = json!({
        "ResultCode": "1",
        "QuaInf": { "Name": "見本　花子", "KanaName": "ﾐﾎﾝ ﾊﾅｺ", "Birth": "19800115", "AdmGendCode": "2" },
    });
    let month = json!({
        "MeTrMonth": "202603", "DiOrg": "4", "MeTrDiHNm": "見本薬局", "PrlsHNm": "見本医院",
        "DiDateInfs": { "DiDateInf": [{
            "DiDate": "20260310", "PrDate": "20260309",
            "DrugInfs": { "DrugInf": [{
                "DrugC": "620000001", "DrugN": "見本錠１", "Qua1": "1.5", "Unit": "錠",
                "UsageN": "１日１回朝食後", "Times": "14",
            }] },
            "MeTrInfs": { "MeTrInf": [{ "SinInfN": "見本処置", "SinInfCd": "140000001" }] },
        }] },
    });
    let file = result(
        folder.path(),
        "YZK-IF-002",
        head,
        json!({ "MeTrMonthInf": [month] }),
    );
    has(
        &done(&["read", text(&file)]),
        &[
            "患者の同意が必要です",
            "患者: 見本　花子 (ﾐﾎﾝ ﾊﾅｺ) 1980年01月15日生",
            "2026年03月10日 見本錠１ 1.5錠 １日１回朝食後 ×14、見本薬局、処方 見本医院(",
            "診療行為: 見本処置、見本薬局",
        ],
    );
    let read = answer(&["read", "--json", text(&file)]);
    assert_eq!(
        read["summary"]["medicines"][0]["source"]["code"],
        "source.claims"
    );
}

#[test]
fn checkups_have_their_values_with_units() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = json!({
        "ResultCode": "1",
        "QualificationsInfo": { "Name": "見本　花子", "KanasName": "ﾐﾎﾝ ﾊﾅｺ", "Birthday": "19800115" },
    });
    let body = json!({ "SpecificHealthCheckupInfo": [{
        "EffectiveTime": "20260401",
        "HealthCheckupResultAndQuestionInfos": { "HealthCheckupResultAndQuestionInfo": [
            { "ItemCode": "9N001000000000001", "ItemName": "身長", "DataType": "PQ", "DataValue": "166.0", "Unit": "cm" },
        ] },
    }] });
    let file = result(folder.path(), "checkup-result", head, body);
    has(
        &done(&["read", text(&file)]),
        &[
            "2026年04月01日 特定健診",
            "身長: 166.0cm",
            "患者: 見本　花子",
        ],
    );
}

#[test]
fn files_that_are_no_message_are_named_and_passed_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let pdf = file("YZKsiquc01res_202611210001.pdf", "%PDF-");
    has(
        &done(&["read", text(&pdf)]),
        &[
            "PDFファイル (YZK-IF-002 YZKsiquc01res)",
            "識別部 202611210001",
        ],
    );
    let read = answer(&["read", "--json", text(&pdf)]);
    assert_eq!(read["file"]["interfaceId"], "YZK-IF-002");
    assert_eq!(read["document"], Value::Null);

    let zip = file("OQSmuquc02res_202611210001.zip", "PK");
    has(&done(&["read", text(&zip)]), &["ZIPファイル", "展開"]);

    let refused = file("OQSsiquc01req_202611210001.err", "E0001");
    has(
        &done(&["read", text(&refused)]),
        &[
            "受け付けられなかった要求 (OQS-IF-001",
            "形式は公開されていません",
        ],
    );
    let request = "<XmlMsg><MessageHeader><MedicalInstitutionCode>1319999996</MedicalInstitutionCode></MessageHeader><MessageBody/></XmlMsg>";
    let refused = file("OQSsiquc01req_202611210002.err", request);
    has(
        &done(&["read", text(&refused)]),
        &["受け付けられなかった要求", "医療機関コード: 1319999996"],
    );
}
