//! Results of eligibility checks, with and without a chart.

use crate::{AT, AT_UNIX, answer, done, has, onshi, refused, said, text};
use onshi_simulator::person::Person;
use onshi_simulator::results::{Encoding, FaceResult};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn face_result(folder: &Path, encoding: Encoding) -> PathBuf {
    let file = FaceResult {
        encoding,
        ..FaceResult::new(Person::pensioner(AT_UNIX), AT_UNIX)
    }
    .file();
    let path = folder.join(file.name);
    std::fs::write(&path, file.bytes).expect("a result");
    path
}

#[test]
fn read_says_who_is_eligible_with_what_share_and_until_when_what_may_be_viewed() {
    let folder = tempfile::tempdir().expect("a folder");
    for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
        let output = onshi(&[
            "read",
            text(&face_result(folder.path(), encoding)),
            "--at",
            AT,
        ]);
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        for part in [
            "仮●　一郎 (ｶﾘﾖｼ ｲﾁﾛｳ)",
            "資格は有効です",
            "負担割合: 2割 — 結果に記載された高齢受給者証",
            "薬剤情報: 2026年11月22日 09:00:00 まで閲覧できます",
            "このSDKは電子署名を検証していません",
        ] {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
}

#[test]
fn read_of_an_old_result_says_that_it_is_otherwise_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let long_ago = AT_UNIX - 10 * 365 * 86_400;
    let file = FaceResult::new(Person::employee(long_ago), long_ago).file();
    let path = folder.path().join(file.name);
    std::fs::write(&path, file.bytes).expect("a result");
    let said = said(&onshi(&["read", text(&path)]));
    assert!(said.contains("資格は有効です"), "{said}");
    assert!(said.contains("の判定\n  この結果だけでは"), "{said}");
}

#[test]
fn read_as_json_keeps_every_value_as_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = face_result(folder.path(), Encoding::ShiftJis);
    let answer: Value =
        serde_json::from_str(&said(&onshi(&["read", "--json", text(&path), "--at", AT])))
            .expect("JSON");
    let result = &answer["document"]["content"]["XmlMsg"]["MessageBody"]["ResultList"][0]["ResultOfQualificationConfirmation"];
    assert_eq!(
        result["InsurerNumber"].as_str().map(|number| &number[..2]),
        Some("  ")
    );
    assert_eq!(answer["document"]["encoding"], "Shift_JIS");
    assert_eq!(answer["judgement"]["state"]["code"], "eligible");
    assert_eq!(
        answer["judgement"]["eligibilities"][0]["share"]["percent"],
        20
    );
}

#[test]
fn what_is_no_message_ends_with_its_place_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("OQSsiquc01res_1.xml");
    std::fs::write(
        &path,
        "<XmlMsg>\n  <MessageHeader></MessageBody>\n</XmlMsg>",
    )
    .expect("a file");
    let output = onshi(&["read", text(&path)]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("[message.not-well-formed]"), "{error}");
    assert!(error.contains("2行"), "{error}");
}

#[test]
fn a_chart_is_compared_field_by_field_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = face_result(folder.path(), Encoding::Utf8);
    let result = text(&result);
    let read = answer(&["read", "--json", result, "--at", AT]);
    let sent = &read["document"]["content"]["XmlMsg"]["MessageBody"]["ResultList"][0]["ResultOfQualificationConfirmation"];
    let chart = json!({
        "kana": sent["NameKana"],
        "birthDate": sent["Birthdate"],
        "insurerNumber": "06138093",
        "number": sent["InsuredIdentificationNumber"],
    });
    let file = folder.path().join("chart.json");
    std::fs::write(&file, chart.to_string()).expect("a chart");
    let chart = text(&file);

    let said = done(&["read", result, "--at", AT, "--chart", chart]);
    has(
        &said,
        &[
            "カルテとの照合(2026年11月21日 09:00:05 時点)",
            "請求に関わる項目: 不一致",
            "○ 番号: 一致",
            "× 保険者番号: 不一致",
            "→ ",
        ],
    );

    let read = answer(&["read", "--json", result, "--at", AT, "--chart", chart]);
    let fields = read["comparison"]["results"][0]["fields"]
        .as_array()
        .expect("fields");
    let differing: Vec<_> = fields
        .iter()
        .filter(|field| field["grade"]["code"] == "grade.differs")
        .map(|field| &field["field"]["code"])
        .collect();
    assert_eq!(differing, ["field.insurer-number"]);

    std::fs::write(&file, "{\"nmae\":\"\"}").expect("no chart");
    has(
        &refused(&["read", result, "--chart", chart]),
        &["[facade.malformed-input]"],
    );
    let other = folder.path().join("YZKsiquc01res_1.xml");
    std::fs::write(&other, "<XmlMsg/>").expect("a file");
    has(
        &refused(&["read", text(&other), "--chart", chart]),
        &["資格確認結果(OQS-IF-002)だけを照合できます"],
    );
}
