//! The audit trail: as it was written, and not.

use crate::{has, onshi, refused, said, text};
use onshi_tests::target::{Native, Target as _};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// 32 octets, as the key file has them.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
const KEY_BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// A trail of so many lines, and its head.
fn trail(count: usize) -> (Vec<String>, String) {
    let (mut lines, mut head) = (Vec::new(), String::new());
    for number in 0..count {
        let input = json!({
            "key": KEY_BASE64,
            "head": head,
            "entry": {
                "who": "dr-01", "right": "physician", "patient": format!("{number:06}"),
                "what": ["medicines"], "why": "care",
            },
            "at": "2026-11-21T09:00:00+09:00",
        });
        let appended = Native.invoke("audit.append", &input.to_string(), &[]);
        let appended = appended.expect("an answer").expect("a line");
        lines.push(appended["line"].as_str().expect("a line").to_owned() + "\n");
        appended["head"]
            .as_str()
            .expect("a head")
            .clone_into(&mut head);
    }
    (lines, head)
}

fn files(folder: &Path, lines: &[String]) -> (PathBuf, PathBuf) {
    let (trail, key) = (folder.join("audit.jsonl"), folder.join("key"));
    std::fs::write(&trail, lines.concat()).expect("a trail");
    std::fs::write(&key, KEY).expect("a key");
    (trail, key)
}

#[test]
fn verify_says_whether_a_trail_is_whole_and_what_was_not_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    // More than one piece.
    let (lines, head) = trail(1500);
    let (trail, key) = files(folder.path(), &lines);
    let verify = |more: &[&str]| {
        let arguments = ["audit", "verify", text(&trail), "--key-file", text(&key)];
        onshi(&[&arguments, more].concat())
    };
    let output = verify(&["--head", &head]);
    assert!(output.status.success());
    has(&said(&output), &["末尾の印と一致", "行数: 1500", &head]);
    let output = verify(&[]);
    assert_eq!(output.status.code(), Some(1), "the end was not checked");
    has(&said(&output), &["audit.end-not-checked"]);

    std::fs::write(&trail, lines[..1400].concat()).expect("a trail");
    let output = verify(&["--head", &head]);
    assert_eq!(output.status.code(), Some(1));
    has(&said(&output), &["末尾で欠けている記録: 100件"]);
}

#[test]
fn verify_finds_what_was_done_at_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut lines, head) = trail(1500);
    lines[1200] = lines[1200].replace("dr-01", "dr-02");
    lines.remove(3);
    let (trail, key) = files(folder.path(), &lines);
    let arguments = ["audit", "verify", text(&trail), "--key-file", text(&key)];
    let arguments = [&arguments[..], &["--head", &head]].concat();
    let output = onshi(&arguments);
    assert_eq!(output.status.code(), Some(1));
    has(&said(&output), &["4行1桁", "1200行1桁", "書き換えられたか"]);
    let output = onshi(&[&arguments[..], &["--json"]].concat());
    let answer: Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(answer["state"], "audit.broken");
    let found = |nth: usize| {
        (
            &answer["findings"][nth]["code"],
            &answer["findings"][nth]["line"],
        )
    };
    assert_eq!(found(0), (&json!("audit.removed"), &json!(4)));
    assert_eq!(found(1), (&json!("audit.altered"), &json!(1200)));
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(2));
}

#[test]
fn verify_never_calls_a_line_without_its_end_intact() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lines, _) = trail(2);
    let (three, head) = trail(3);
    let (_, before) = trail(2);
    let (trail, key) = files(folder.path(), &lines);
    let verify = |content: &str, head: &str| {
        std::fs::write(&trail, content).expect("a trail");
        let file = text(&trail);
        let output = onshi(&[
            "audit",
            "verify",
            file,
            "--key-file",
            text(&key),
            "--head",
            head,
            "--json",
        ]);
        let answer: Value = serde_json::from_str(&said(&output)).expect("JSON");
        let state = answer["state"].as_str().expect("a state").to_owned();
        (state, output.status.code())
    };
    let is = |state: &str, code: i32| (state.to_owned(), Some(code));
    let two = lines.concat();
    let last = three[2].trim_end();
    let altered = last.replace("dr-01", "dr-02");
    assert_eq!(verify(&three.concat(), &head), is("audit.intact", 0));
    let cut = three.concat();
    assert_eq!(verify(cut.trim_end(), &head), is("audit.cut-off", 1));
    let huge = "x".repeat(1 << 20);
    for (tail, state) in [
        (last, "audit.unfinished"),
        (&*altered, "audit.unfinished"),
        ("{", "audit.unfinished"),
        ("\0\0\0", "audit.unfinished"),
        ("\r", "audit.unfinished"),
        ("\n", "audit.broken"),
        (" \n", "audit.broken"),
        (&*huge, "audit.broken"),
    ] {
        let content = [&two, tail].concat();
        assert_eq!(verify(&content, &before), is(state, 1), "{tail:.40}");
    }
    // What was sealed after the head is no fault, and no end that was checked.
    assert_eq!(verify(&cut, &before), is("audit.beyond-head", 0));
}

#[test]
fn verify_needs_a_key_and_a_head_that_are_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lines, _) = trail(1);
    let (trail, key) = files(folder.path(), &lines);
    let arguments = ["audit", "verify", text(&trail)];
    has(&refused(&arguments), &["--key-file"]);
    let with = |more: &[&str]| refused(&[&arguments[..], more].concat());
    has(
        &with(&["--key-file", text(&key), "--head", "12"]),
        &["head"],
    );
    std::fs::write(&key, "short").expect("a key");
    has(&with(&["--key-file", text(&key)]), &["32バイト"]);
    has(&refused(&["audit", "mend"]), &["audit verify"]);
}
