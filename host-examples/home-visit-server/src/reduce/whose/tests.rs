use crate::reduce::{Reduced, to_one};
use crate::service::{Coverage, Person};
use onshi_host::Onshi;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::OnceLock;

const AT: &str = "2026-11-21T09:00:00+09:00";

/// The component, compiled once for all of them.
fn onshi() -> &'static Onshi {
    static ONSHI: OnceLock<Onshi> = OnceLock::new();
    ONSHI.get_or_init(open)
}

fn open() -> Onshi {
    let dist = std::env::var_os("ONSHI_DIST").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist").into(),
        PathBuf::from,
    );
    Onshi::open(dist).expect("cargo xtask build makes the component")
}

/// A result of one person, with what a test makes of it.
fn unit(changes: &Value) -> Value {
    let mut result = json!({
        "InsuredCardClassification": "01", "InsurerNumber": "  138156",
        "InsuredCardSymbol": "12-34", "InsuredIdentificationNumber": "5678",
        "InsuredBranchNumber": "01", "Birthdate": "19800115",
        "Name": "見本　花子", "NameKana": "ﾐﾎﾝ ﾊﾅｺ", "Sex1": "2",
    });
    for (name, value) in changes.as_object().unwrap() {
        result[name] = value.clone();
    }
    json!({ "ProcessingResultStatus": "1", "ResultOfQualificationConfirmation": [result] })
}

fn person(branch: Option<&str>) -> Person {
    Person {
        name: "見本　花子".into(),
        kana: "ﾐﾎﾝ ﾊﾅｺ".into(),
        birthdate: "1980-01-15".into(),
        sex: Some("2".into()),
        coverages: vec![Coverage {
            insurer: "138156".into(),
            symbol: Some("12-34".into()),
            number: "5678".into(),
            branch: branch.map(str::to_owned),
        }],
    }
}

fn reduced(units: &[Value], person: Option<&Person>) -> Reduced {
    let content = json!({ "XmlMsg": {
        "MessageHeader": { "NumberOfProcessingResult": "3", "NumberOfError": "0" },
        "MessageBody": { "BulkConfirmUnit": units },
    } });
    to_one(onshi(), content, person, AT)
}

#[test]
fn a_family_with_one_number_is_told_apart() {
    let units = [
        unit(&json!({})),
        unit(&json!({ "InsuredBranchNumber": "02", "Name": "見本　太郎" })),
        unit(&json!({ "InsuredIdentificationNumber": "9999" })),
    ];
    let reduced = reduced(&units, Some(&person(Some("01"))));
    let message = &reduced.content["XmlMsg"];
    assert_eq!(message["MessageBody"]["BulkConfirmUnit"], json!([units[0]]));
    assert_eq!(message["MessageHeader"]["NumberOfProcessingResult"], "1");
    assert!(reduced.withheld && reduced.told_apart);
}

/// Who has the numbers and the birth date, without 枝番, and another or no name.
#[test]
fn twins_without_a_branch_number_are_told_apart_by_what_else_is_known_or_not_at_all() {
    let none = Value::Null;
    let hers = unit(&json!({ "InsuredBranchNumber": none }));
    let twin = |changes: Value| {
        let mut of = json!({ "InsuredBranchNumber": none });
        of.as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        unit(&of)
    };
    let named = json!({ "Name": "見本　月子", "NameKana": "ﾐﾎﾝ ﾂｷｺ" });
    let boy = json!({ "Name": none, "NameKana": none, "Sex1": "1" });
    for told in [named, boy, json!({ "NameKana": "ﾐﾎﾝ ﾂｷｺ" })] {
        let reduced = reduced(&[twin(told.clone()), hers.clone()], Some(&person(None)));
        let kept = &reduced.content["XmlMsg"]["MessageBody"]["BulkConfirmUnit"];
        assert_eq!(*kept, json!([hers]), "{told}");
    }
    let broken = json!({ "Name": { "#text": "見本　花子" }, "NameKana": none });
    for untold in [
        json!({ "Name": none, "NameKana": none }),
        json!({ "Name": "●●　●●", "NameKana": none }),
        broken,
    ] {
        for units in [
            vec![twin(untold.clone())],
            vec![hers.clone(), twin(untold.clone())],
        ] {
            let reduced = reduced(&units, Some(&person(None)));
            assert_eq!((reduced.kept, reduced.told_apart), (0, false), "{untold}");
            let text = reduced.content.to_string();
            assert!(!text.contains("BulkConfirmUnit"), "{untold}");
        }
    }
}

#[test]
fn another_name_or_sex_under_the_same_numbers_is_another_person() {
    for other in [
        json!({ "Name": "架空　太郎", "NameKana": "ｶｸｳ ﾀﾛｳ" }),
        json!({ "NameKana": "ｶｸｳ ﾀﾛｳ" }),
        json!({ "Name": "架空　太郎", "NameKana": Value::Null }),
        json!({ "Sex1": "1" }),
        json!({ "Birthdate": "19800116" }),
        json!({ "Birthdate": Value::Null }),
    ] {
        let reduced = reduced(&[unit(&other)], Some(&person(Some("01"))));
        assert_eq!(reduced.kept, 0, "{other}");
    }
}

#[test]
fn a_unit_that_repeats_a_query_for_somebody_else_is_not_theirs() {
    for query in [
        json!({ "Birthdate": "19550101" }),
        json!({ "InsuredIdentificationNumber": "9999" }),
        json!({ "InsuredBranchNumber": "02" }),
    ] {
        let mut echoed = unit(&json!({}));
        echoed["QualificationConfirmSearchInfo"] = query.clone();
        let reduced = reduced(&[echoed], Some(&person(Some("01"))));
        assert_eq!(reduced.kept, 0, "{query}");
    }
}

#[test]
fn nobody_gets_anything_without_being_known_by_numbers() {
    let nameless = json!({ "QualificationValidity": "4" });
    for (units, person) in [
        (vec![unit(&json!({}))], None),
        (vec![nameless], Some(person(Some("01")))),
    ] {
        let reduced = reduced(&units, person.as_ref());
        let text = reduced.content.to_string();
        assert!(!text.contains("BulkConfirmUnit"), "{text}");
    }
}
