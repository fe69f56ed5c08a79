//! Certificates: one, and many at once.

use crate::{AT, AT_UNIX, onshi, said, text};
use base64ct::{Base64, Encoding as _};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::person::Person;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
fn verify_tells_a_card_in_its_grace_from_a_valid_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let hierarchy = Hierarchy::jpki_test(1, AT_UNIX);
    let root = hierarchy
        .roots(Purpose::Authentication)
        .last()
        .expect("a root");
    let template = root.template(&Person::employee(AT_UNIX));
    let until = |end| {
        root.issue(&template.clone().valid(end - 86_400, end))
            .certificate
    };
    let [leaf, gone, anchor] = ["leaf", "gone", "anchor"].map(|name| folder.path().join(name));
    std::fs::write(&leaf, until(AT_UNIX - 1)).expect("a leaf");
    std::fs::write(&gone, until(AT_UNIX - 100 * 86_400)).expect("a leaf");
    std::fs::write(&anchor, root.certificate()).expect("an anchor");
    let with = |rest: &[&str], leaf: &Path| {
        let anchor = text(&anchor);
        let mut arguments = vec!["verify", "--profile", "jpki-auth", "--anchor", anchor];
        arguments.extend(["--at", AT, "--accept-test-hierarchy"]);
        arguments.extend(rest);
        arguments.push(text(leaf));
        let output = onshi(&arguments);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        said(&output)
    };
    assert!(with(&["--accept-grace"], &leaf).contains("[expired-within-grace]"));
    let needs = ["--accept-grace", "--require-revocation"];
    assert!(with(&needs, &leaf).contains("[not-checked]"));
    assert!(with(&["--accept-grace"], &gone).contains("[invalid]"));
    assert!(with(&[], &leaf).contains("[invalid]"));
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
