//! `onshi verify --batch` on whole suites: each line is answered as the component
//! answers the same question alone.

use onshi_suites::case::Case;
use onshi_suites::{component, limbo, pkits};
use serde_json::{Value, json};
use std::process::Command;

/// The question as a line: options are members like the others.
fn line(case: &Case) -> Value {
    let mut line = case.input();
    let options = line["options"].take();
    for (name, option) in options.as_object().into_iter().flatten() {
        line[name] = option.clone();
    }
    line["id"] = json!(case.id);
    line
}

/// The lines are answered as the cases are.
fn compare(cases: &[Case]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cases.jsonl");
    let lines: Vec<String> = cases.iter().map(|case| line(case).to_string()).collect();
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_onshi"))
        .args(["verify", "--batch"])
        .arg(&file)
        .env("ONSHI_DIST", onshi_tests::dist())
        .output()
        .expect("the command runs");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(answers.lines().count(), cases.len());
    for (case, answer) in cases.iter().zip(answers.lines()) {
        let answer: Value = serde_json::from_str(answer).expect("an answer in JSON");
        let verdict = case.ask(component::wide());
        assert_eq!(answer["id"], case.id);
        assert_eq!(answer["unknown"], Value::Null, "{}", case.id);
        assert_eq!(answer["state"], verdict.state, "{}", case.id);
        let codes: Vec<&str> = verdict
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect();
        let answered = answer["findings"].as_array().expect("findings");
        let answered: Vec<_> = answered
            .iter()
            .filter_map(|finding| finding["code"].as_str())
            .collect();
        assert_eq!(answered, codes, "{}", case.id);
    }
}

#[test]
fn pkits_is_answered_line_by_line() {
    let mut cases = pkits::cases();
    for case in &mut cases {
        // Whoever hands in CRLs need not say that they are to be used.
        case.options
            .as_object_mut()
            .expect("options")
            .remove("requireRevocation");
    }
    compare(&cases);
    let valid = cases
        .iter()
        .filter(|case| case.ask(component::wide()).is_valid());
    assert_eq!(valid.count(), 112, "all that PKITS calls valid but for DSA");
}

#[test]
fn limbo_is_answered_line_by_line() {
    match limbo::cases() {
        Ok(cases) => compare(&cases),
        Err(missing) => println!("not run, it is not on this machine: {}", missing.0),
    }
}
