//! A result of many, reduced to the one person who proved themselves.
//!
//! A result of OQS-IF-020 or 024 holds everybody who consented in those days. Nobody but
//! the institution's own staff may see that; a page in somebody's home gets one person's.

use crate::service::{Coverage, Person};
use serde_json::{Value, json};

/// What is left, and whether anything was taken out.
pub(crate) struct Reduced {
    pub(crate) content: Value,
    pub(crate) kept: usize,
    pub(crate) withheld: bool,
}

/// Keeps the units of one person; none where it is not known whose they are.
pub(crate) fn to_one(mut content: Value, person: Option<&Person>) -> Reduced {
    let message = &mut content["XmlMsg"];
    let units = message["MessageBody"]["BulkConfirmUnit"].take();
    let units = match units {
        Value::Array(units) => units,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    let all = units.len();
    let is_theirs = |unit: &Value| person.is_some_and(|person| is_of(unit, person));
    let units: Vec<_> = units.into_iter().filter(is_theirs).collect();
    let failed = units
        .iter()
        .filter(|unit| unit["ProcessingResultStatus"] == "2")
        .count();
    let kept = units.len();
    let counts = [
        ("NumberOfProcessingResult", kept),
        ("NumberOfNormalProcessing", kept - failed),
        ("NumberOfError", failed),
    ];
    for (name, count) in counts {
        if !message["MessageHeader"][name].is_null() {
            message["MessageHeader"][name] = count.to_string().into();
        }
    }
    let body = message["MessageBody"].as_object_mut();
    match (kept, body) {
        (0, Some(body)) => {
            body.shift_remove("BulkConfirmUnit");
        }
        (_, Some(body)) => {
            body.insert("BulkConfirmUnit".to_owned(), json!(units));
        }
        _ => {}
    }
    Reduced {
        content,
        kept,
        withheld: kept < all,
    }
}

/// Whether all that a unit says is of this person. What says nothing of anybody is not.
fn is_of(unit: &Value, person: &Person) -> bool {
    let results = &unit["ResultOfQualificationConfirmation"];
    let results: Vec<_> = match results {
        Value::Array(results) => results.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    };
    let is_theirs = |result: &&Value| {
        let text = |name: &str| result[name].as_str().map(str::trim);
        let coverage = Coverage {
            insurer: text("InsurerNumber").unwrap_or_default().to_owned(),
            symbol: text("InsuredCardSymbol").map(str::to_owned),
            number: text("InsuredIdentificationNumber")
                .unwrap_or_default()
                .to_owned(),
            branch: text("InsuredBranchNumber").map(str::to_owned),
        };
        let birthdate = text("Birthdate").map(crate::clock::iso);
        person.coverages.contains(&coverage) && birthdate.as_deref() == Some(&person.birthdate)
    };
    !results.is_empty() && results.iter().all(is_theirs)
}

#[cfg(test)]
mod tests {
    use super::to_one;
    use crate::service::{Coverage, Person};
    use serde_json::{Value, json};

    fn unit(number: &str, branch: &str) -> Value {
        json!({ "ResultOfQualificationConfirmation": [{
            "InsurerNumber": "  138156", "InsuredCardSymbol": "12-34",
            "InsuredIdentificationNumber": number, "InsuredBranchNumber": branch,
            "Birthdate": "19800115",
        }] })
    }

    fn person() -> Person {
        Person {
            name: String::new(),
            kana: String::new(),
            birthdate: "1980-01-15".into(),
            coverages: vec![Coverage {
                insurer: "138156".into(),
                symbol: Some("12-34".into()),
                number: "5678".into(),
                branch: Some("01".into()),
            }],
        }
    }

    fn all(units: &[Value]) -> Value {
        json!({ "XmlMsg": {
            "MessageHeader": { "NumberOfProcessingResult": "3", "NumberOfError": "0" },
            "MessageBody": { "BulkConfirmUnit": units },
        } })
    }

    #[test]
    fn a_family_with_one_number_is_told_apart() {
        let units = [unit("5678", "01"), unit("5678", "02"), unit("9999", "01")];
        let reduced = to_one(all(&units), Some(&person()));
        let message = &reduced.content["XmlMsg"];
        assert_eq!(message["MessageBody"]["BulkConfirmUnit"], json!([units[0]]));
        assert_eq!(message["MessageHeader"]["NumberOfProcessingResult"], "1");
        assert!(reduced.withheld);
    }

    #[test]
    fn nobody_gets_anything_without_being_known_by_numbers() {
        let nameless = json!({ "QualificationValidity": "4" });
        for (units, person) in [
            (vec![unit("5678", "01")], None),
            (vec![nameless], Some(person())),
        ] {
            let reduced = to_one(all(&units), person.as_ref());
            let text = reduced.content.to_string();
            assert!(!text.contains("BulkConfirmUnit"), "{text}");
        }
    }
}
