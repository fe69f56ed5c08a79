//! The command as people use it: what it says, what it writes, how it ends.

use base64ct::{Base64, Encoding as _};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::person::Person;
use onshi_simulator::results::{Encoding, FaceResult};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// 2026-11-21T09:00:00+09:00.
const AT_UNIX: i64 = 1_795_219_200;
const AT: &str = "2026-11-21T09:00:05+09:00";

fn onshi(arguments: &[&str]) -> Output {
    let dist = std::env::var_os("ONSHI_DIST").map_or_else(
        || {
            PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
                .join("../../dist")
        },
        PathBuf::from,
    );
    Command::new(env!("CARGO_BIN_EXE_onshi"))
        .args(arguments)
        .env("ONSHI_DIST", dist)
        .output()
        .expect("the command runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

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
fn request_writes_the_file_under_its_right_name_and_never_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = [
        "request",
        "eligibility",
        "--out",
        text(folder.path()),
        "--institution",
        "1319999996",
        "--date",
        "20261121",
        "--insurer",
        "138156",
        "--symbol",
        "12-34",
        "--number",
        "5678",
        "--branch",
        "01",
        "--birthdate",
        "19800115",
        "--limit-consent",
        "1",
    ];
    let names: Vec<String> = (0..2)
        .map(|_| {
            let output = onshi(&arguments);
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            said(&output).lines().next().expect("a name").to_owned()
        })
        .collect();
    // The name holds the day it is written on, which may end between the two.
    let (first_day, first) = names[0].rsplit_once("0001").expect("the first of a day");
    let same_day = names[1].starts_with(first_day);
    let second = if same_day { "0002" } else { "0001" };
    assert!(names[1].ends_with(&format!("{second}{first}")), "{names:?}");
    assert!(names[0].contains("OQSsiquc01req_"), "{names:?}");
    let written = std::fs::read_to_string(&names[0]).expect("the request");
    assert!(
        written.contains("<InsurerNumber>  138156</InsurerNumber>"),
        "{written}"
    );
    let read = said(&onshi(&["read", &names[0]]));
    assert!(read.starts_with("資格確認要求 (OQS-IF-001"), "{read}");
}

#[test]
fn request_says_everything_that_is_wrong_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = onshi(&[
        "request",
        "eligibility",
        "--out",
        text(folder.path()),
        "--institution",
        "1",
        "--insurer",
        "138157",
        "--number",
        "1",
        "--birthdate",
        "20261340",
        "--limit-consent",
        "0",
    ]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    for part in [
        "MessageHeader/MedicalInstitutionCode",
        "[identifier.insurer-number-check-digit]",
        "MessageBody/QualificationConfirmSearchInfo/Birthdate",
    ] {
        assert!(error.contains(part), "{part} is not in:\n{error}");
    }
    assert!(
        !error.contains("138157"),
        "values stay out of errors:\n{error}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0
    );
}

/// A leaf and its anchor of the made-up JPKI test hierarchy.
fn card(folder: &Path) -> (PathBuf, PathBuf) {
    let hierarchy = Hierarchy::jpki_test(1, AT_UNIX);
    let card = hierarchy.card(&Person::employee(AT_UNIX));
    let (leaf, anchor) = (folder.join("leaf.der"), folder.join("anchor.der"));
    std::fs::write(&leaf, card.authentication.certificate).expect("a leaf");
    let anchors = hierarchy.anchors(Purpose::Authentication);
    std::fs::write(&anchor, &anchors[0]).expect("an anchor");
    (leaf, anchor)
}

#[test]
fn verify_ends_with_0_for_valid_1_for_not_valid_2_for_misuse() {
    let folder = tempfile::tempdir().expect("a folder");
    let (leaf, anchor) = card(folder.path());
    let (leaf, anchor) = (text(&leaf), text(&anchor));
    let with = |rest: &[&str]| {
        let mut arguments = vec!["verify", "--profile", "jpki-auth", "--anchor", anchor];
        arguments.extend(rest);
        onshi(&arguments)
    };
    let valid = with(&["--at", AT, "--accept-test-hierarchy", leaf]);
    assert_eq!(valid.status.code(), Some(0), "{}", said(&valid));
    assert!(
        said(&valid).contains("失効の有無は確認していません"),
        "{}",
        said(&valid)
    );
    for (rest, code) in [
        // A list of anchors, the certificate last, as in `--anchor F… CERT`.
        (
            &[anchor, leaf, "--at", AT, "--accept-test-hierarchy"][..],
            0,
        ),
        (&[leaf, "--at", AT][..], 1),
        (
            &[
                "--at",
                "2040-01-01T00:00:00Z",
                "--accept-test-hierarchy",
                leaf,
            ][..],
            1,
        ),
        (
            &[
                "--at",
                AT,
                "--accept-test-hierarchy",
                "--require-revocation",
                leaf,
            ][..],
            1,
        ),
        (&["--at", "yesterday", leaf][..], 2),
        (&["--at", AT, "no-such-file.der"][..], 2),
        (&["--at", AT][..], 2),
        (&["--at", AT, "--no-such-option", leaf][..], 2),
    ] {
        let output = with(rest);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{rest:?}\n{}",
            said(&output)
        );
    }
    let unknown = onshi(&[
        "verify",
        "--profile",
        "no-such",
        "--anchor",
        anchor,
        "--at",
        AT,
        leaf,
    ]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn verify_as_json_gives_state_and_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let (leaf, anchor) = card(folder.path());
    let output = onshi(&[
        "verify",
        "--json",
        "--profile",
        "jpki-auth",
        "--anchor",
        text(&anchor),
        "--at",
        AT,
        "--accept-test-hierarchy",
        text(&leaf),
    ]);
    let verdict: Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(verdict["state"], "valid");
    let revocation = verdict["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .any(|finding| {
            finding["code"] == "certificate.revocation-not-checked"
                && finding["outcome"] == "not-checked"
        });
    assert!(revocation, "{verdict}");
}

#[test]
fn verify_answers_many_questions_line_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let (leaf, anchor) = card(folder.path());
    let base64 = |path| Base64::encode_string(&std::fs::read(path).expect("a certificate"));
    let question = json!({
        "id": "login",
        "profile": "jpki-auth",
        "anchors": [base64(&anchor)],
        "intermediates": [],
        "leaf": base64(&leaf),
        "time": AT_UNIX,
        "accept_test_hierarchy": true,
    });
    let with = |name: &str, value: Value| {
        let mut question = question.clone();
        question[name] = value;
        question.to_string()
    };
    let lines = [
        question.to_string(),
        with("accept_test_hierarchy", Value::Null),
        with("profile", Value::Null),
        with("require revocation", json!(true)),
        with("extendedKeyUsage", json!("codeSigning")),
        with("time", json!("2040-01-01T00:00:00Z")),
        with("anchors", json!([])),
        with("wish", json!(true)),
        "no JSON".to_owned(),
    ];
    let file = folder.path().join("questions.jsonl");
    std::fs::write(&file, lines.join("\n")).expect("questions");
    let output = onshi(&["verify", "--batch", text(&file)]);
    assert_eq!(output.status.code(), Some(1), "two lines were no questions");
    let answers: Vec<Value> = said(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let states: Vec<_> = answers.iter().map(|answer| &answer["state"]).collect();
    assert_eq!(
        states,
        [
            "valid",
            "invalid",
            "valid",
            "not-checked",
            "invalid",
            "invalid",
            "error",
            "valid",
            "error"
        ]
    );
    assert_eq!(answers[0]["id"], "login");
    assert_eq!(answers[0]["chain"], json!(["leaf", "anchor[1]"]));
    let failed = |answer: &Value, code: &str| {
        let findings = answer["findings"].as_array().expect("findings").iter();
        findings
            .filter(|finding| finding["outcome"] == "failed")
            .any(|finding| finding["code"] == code)
    };
    assert!(failed(&answers[1], "certificate.test-hierarchy-refused"));
    assert!(failed(&answers[5], "certificate.expired"));
    assert_eq!(answers[6]["problems"][0]["code"], "certificate.no-anchor");
    assert_eq!(answers[7]["unknown"], json!(["wish"]));
}

#[test]
fn verify_reads_pem_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let (leaf, anchor) = card(folder.path());
    for file in [&leaf, &anchor] {
        let der = std::fs::read(file).expect("a certificate");
        std::fs::write(file, pem::encode(&pem::Pem::new("CERTIFICATE", der))).expect("PEM");
    }
    let output = onshi(&[
        "verify",
        "--profile",
        "jpki-auth",
        "--anchor",
        text(&anchor),
        "--at",
        AT,
        "--accept-test-hierarchy",
        text(&leaf),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn demo_plays_three_receptions_and_leaves_files_only_where_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let output = onshi(&["demo", "--seed", "7", "--at", AT, "--keep", text(&kept)]);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    for part in [
        "資格は有効です",
        "負担割合: 2割",
        "証明書の検証: 有効",
        "失効は確認していません",
        "資格確認要求を作りました",
    ] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
    assert_eq!(
        std::fs::read_dir(kept.join("req"))
            .expect("a folder")
            .count(),
        1
    );
    assert!(kept.join("card/auth.der").is_file());
}

#[test]
fn schema_prints_what_a_message_holds_or_says_that_nobody_outside_knows() {
    let schema: Value =
        serde_json::from_str(&said(&onshi(&["schema", "eligibility-request"]))).expect("JSON");
    assert_eq!(schema["$id"], "urn:onshi:message:OQS-IF-001");
    let search =
        "/properties/XmlMsg/properties/MessageBody/properties/QualificationConfirmSearchInfo";
    let search = schema.pointer(search).expect("what to look for");
    assert_eq!(search["properties"]["InsurerNumber"]["title"], "保険者番号");

    let unknown = onshi(&["schema", "OQS-IF-056"]);
    assert_eq!(unknown.status.code(), Some(2));
    let why = String::from_utf8(unknown.stderr).expect("UTF-8");
    assert!(why.contains("レイアウトは公開されていません"), "{why}");
}

#[test]
fn explain_says_what_a_word_means_and_where_that_is_known_from() {
    for words in [&["OQSCD006=3"][..], &["OQSCD006", "3"]] {
        let output = onshi(&[&["explain"], words].concat());
        let said = said(&output);
        for part in [
            "無効（新しい資格あり）",
            "not valid, a newer eligibility exists",
            "出典：JSW",
        ] {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
    let problem = said(&onshi(&["explain", "message.wrong-form", "--json"]));
    let problem: Value = serde_json::from_str(&problem).expect("JSON");
    assert_eq!(problem[0]["word"], "message.wrong-form");
    assert!(
        problem[0]["ja"]
            .as_str()
            .expect("Japanese")
            .contains("形式")
    );
    assert_eq!(onshi(&["explain", "OQS-IF-057"]).status.code(), Some(2));
}
