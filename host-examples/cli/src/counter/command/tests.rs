//! Lines as staff type them.

use super::*;
use onshi_host::reception::{Action, Step};

/// What a line comes to: a flow and its situation, or why it is no command.
fn read(line: &str, results: &Results) -> Result<(String, Value), String> {
    let asked = |name: &str| {
        let options = ["yes", "no"].map(str::to_owned);
        (name == "#1").then(|| ("limit".to_owned(), options.into()))
    };
    let known = Known {
        results,
        whose: &|_, _| None,
        asked: &asked,
        conversation: &|_| None,
    };
    match Command::read(line, &known) {
        Ok(Command::Begin(opening)) => {
            let situation = serde_json::from_str(&opening.situation).unwrap();
            Ok((opening.flow, situation))
        }
        Ok(Command::Leave) => Ok(("leave".to_owned(), Value::Null)),
        Ok(Command::Help) => Ok(("help".to_owned(), Value::Null)),
        Ok(Command::Tell(..) | Command::Settle(..)) => Err("told".to_owned()),
        Err(Misunderstood::Usage) => Err("usage".to_owned()),
        Err(Misunderstood::Because(why)) => Err(why),
    }
}

fn begun(line: &str) -> (String, Value) {
    read(line, &Results::default()).unwrap()
}

#[test]
fn japanese_and_english_say_the_same() {
    for (japanese, english) in [
        (
            "番号 138156 12-34 4260 02 19800229",
            "number 138156 12-34 4260 02 19800229",
        ),
        ("カード", "card"),
        ("回収 R1", "collect R1"),
        ("回収 R1 登録", "collect R1 register"),
        (
            "回収 R1 オンライン服薬 2026-11-24",
            "collect R1 online-pharmacy 2026-11-24",
        ),
        ("訪問 2026-11-01 2026-11-24", "visit 2026-11-01 2026-11-24"),
        ("訪問受付", "first-visit"),
        ("再訪", "later-visit"),
        ("同意取消", "withdraw"),
        ("オンライン", "online"),
        ("医療扶助 202611", "aid 202611"),
        ("終了", "quit"),
        ("？", "help"),
    ] {
        assert_eq!(begun(japanese), begun(english), "{japanese}");
    }
    let (flow, situation) = begun("番号 138156 - 4260 - 19800229");
    assert_eq!(flow, "by-number");
    let patient = json!({
        "insurerNumber": "138156", "number": "4260", "birthdate": "19800229",
    });
    assert_eq!(situation, json!({ "patients": [patient] }));
}

#[test]
fn what_was_submitted_is_collected_as_what_it_was_and_as_of_its_day() {
    for (line, flow, situation) in [
        ("回収 R1", "bulk", json!({ "receptionNumber": "R1" })),
        (
            "回収 R1 訪問 2026-11-24",
            "home-visit",
            json!({ "receptionNumber": "R1", "visit": "fetch", "askedOn": "2026-11-24" }),
        ),
        (
            "collect R1 aid",
            "medical-aid",
            json!({ "receptionNumber": "R1" }),
        ),
    ] {
        assert_eq!(begun(line), (flow.to_owned(), situation), "{line}");
    }
    let refused = read("回収 R1 番号", &Results::default()).unwrap_err();
    assert!(refused.contains("オンライン服薬"), "{refused}");
}

#[test]
fn a_list_of_patients_comes_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tomorrow.json");
    std::fs::write(&file, r#"[{"insurerNumber":"138156"}]"#).unwrap();
    let (flow, situation) = begun(&format!("一括 {}", file.display()));
    assert_eq!(flow, "bulk");
    assert_eq!(situation["patients"][0]["insurerNumber"], "138156");
    std::fs::write(&file, "{}").unwrap();
    let none = Results::default();
    for path in [file.display().to_string(), "nowhere.json".to_owned()] {
        assert!(
            read(&format!("bulk {path}"), &none)
                .unwrap_err()
                .contains(&path)
        );
    }
}

/// A result of home visits, of two persons.
fn visited() -> Results {
    let judged = |day: &str| json!({ "judgement": { "presumedFor": day } });
    let units = json!({ "units": [judged("2026-11-24"), judged("2026-11-23")] });
    let action = Action {
        kind: "deliver".to_owned(),
        judged_by: Some("eligibility.judge-units".to_owned()),
        judgement: Some(units.to_string()),
        content: Some(r#"{"XmlMsg":{}}"#.to_owned()),
        ..nothing()
    };
    let mut results = Results::default();
    results.take("新規1", &step("home-visit", action));
    results.rename("新規1", "#7");
    results
}

#[test]
fn what_follows_a_result_starts_from_it_and_from_the_person_named() {
    let results = visited();
    let (flow, situation) = read("薬剤 #7.2 dr-1 医師 P-0815", &results).unwrap();
    assert_eq!(flow, "medical-information");
    assert_eq!(
        situation,
        json!({
            "content": { "XmlMsg": {} },
            "person": 1,
            "care": "home-visit",
            "askedOn": "2026-11-23",
            "information": "medicines",
            "viewer": "dr-1",
            "right": "physician",
            "patientNumber": "P-0815",
        })
    );
    let granted = read("薬剤 #7 nurse-1 閲覧権限者 P-0815", &results).unwrap();
    assert_eq!(granted.1["right"], "granted");
    let unknown = read("薬剤 #7 nurse-1 看護師 P-0815", &results).unwrap_err();
    assert!(unknown.contains("薬剤師"), "{unknown}");
    let (flow, situation) = read("登録 #7 P-0815", &results).unwrap();
    assert_eq!(flow, "reference-number");
    assert_eq!(situation["person"], 0);
    for line in [
        "薬剤 #8 dr-1 医師",
        "登録 #7.0 P-0815",
        "薬剤 #7.x dr-1 医師",
    ] {
        assert!(
            read(line, &results).unwrap_err().contains("ありません"),
            "{line}"
        );
    }
}

#[test]
fn what_is_no_command_does_nothing() {
    let none = Results::default();
    for line in [
        "番号",
        "カード 1 2",
        "quit now",
        "訪問 1 2 3",
        "薬剤 #1",
        "delete",
    ] {
        assert_eq!(read(line, &none), Err("usage".to_owned()), "{line}");
    }
    for line in ["選ぶ #1 3", "選ぶ #1 0", "選ぶ #2 1", "中止 #1", "閲覧 #1"] {
        assert!(
            read(line, &none).unwrap_err().contains("ありません"),
            "{line}"
        );
    }
}

fn step(flow: &str, action: Action) -> Step {
    Step {
        flow: flow.to_owned(),
        phase: onshi_host::problem::Coded {
            code: "phase.finished".to_owned(),
            message: String::new(),
            message_ja: String::new(),
        },
        state: String::new(),
        actions: vec![action],
        until: None,
        outcome: None,
        notes: Vec::new(),
    }
}

fn nothing() -> Action {
    Action {
        kind: String::new(),
        audience: None,
        text: None,
        question: None,
        options: Vec::new(),
        file_name: None,
        bytes: None,
        interface_id: None,
        result_name: None,
        refusal_name: None,
        result_prefix: None,
        until: None,
        judged_by: None,
        judgement: None,
        content: None,
        challenge: None,
        audit: None,
    }
}
