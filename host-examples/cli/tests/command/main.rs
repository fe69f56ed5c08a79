//! The command as people use it: what it says, what it writes, how it ends.

mod arrivals;
mod asked;
mod audit;
mod counter;
mod judged;
#[cfg(unix)]
mod keeping;
mod read;
mod request;
mod results;
mod simulate;
mod verify;

use serde_json::Value;
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

/// What it says where it does not do it.
fn refused(arguments: &[&str]) -> String {
    let output = onshi(arguments);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// What it says where it does it.
fn done(arguments: &[&str]) -> String {
    let output = onshi(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    said(&output)
}

/// What it says to a program.
fn answer(arguments: &[&str]) -> Value {
    serde_json::from_str(&done(arguments)).expect("JSON")
}

/// All of it is said.
fn has(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn demo_plays_two_mornings_and_leaves_files_only_where_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let said = done(&["demo", "--seed", "7", "--at", AT, "--keep", text(&kept)]);
    has(
        &said,
        &[
            "資格は有効です",
            "限度額適用",
            "証明書の検証: 有効",
            "失効は確認していません",
            "閲覧を監査記録に残しました",
            // One whose eligibility is lost, and the ways that remain.
            "資格喪失",
            "→",
            // Somebody of the bulk inquiry, and of those visited at home.
            "R012",
            "訪問診療",
            "調剤券: 2026-11",
            // Each place closes its day: nothing is open, and the trail has a head.
            "カード2件、番号2件",
            "カード2件、番号1件",
            "一括照会12人",
            "照会した日の資格として判断",
            "監査記録の末尾の印\n  1:",
            "不明0",
        ],
    );
    let faces = std::fs::read_dir(kept.join("face")).expect("a folder");
    assert_eq!(faces.count(), 1, "one card's result stays, to try");
    assert!(kept.join("card/auth.der").is_file());
    assert!(!kept.join("clinic").exists(), "the counter tidied up");
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
