//! Whom a reception asked about, and whether what was delivered under it is theirs.

use onshi_simulator::population::Patient;
use onshi_simulator::results::INSTITUTION;
use serde_json::Value;
use std::collections::BTreeMap;

/// Somebody, with all that a result may state of them.
#[derive(Clone)]
pub(crate) struct Somebody {
    birthdate: String,
    numbers: Vec<String>,
    name: String,
}

/// Whom each reception asked about: by the caller's own key in a bulk request, by no key
/// where it is about one.
#[derive(Default)]
pub(crate) struct Asked(BTreeMap<String, BTreeMap<String, Somebody>>);

const BIRTHDATES: [&str; 3] = ["Birthdate", "Birth", "Birthday"];
const NUMBERS: [&str; 2] = [
    "InsuredIdentificationNumber",
    "InsuredPersonIdentificationNumber",
];
const UNIT: &str = "BulkConfirmUnit";

impl Asked {
    pub(crate) fn about(&mut self, reference: &str, key: &str, patient: &Patient) {
        let person = &patient.person;
        let somebody = Somebody {
            birthdate: person.wire_birthdate(),
            numbers: person
                .coverages
                .iter()
                .map(|it| it.number.clone())
                .collect(),
            name: person.name.clone(),
        };
        let asked = self.0.entry(reference.to_owned()).or_default();
        asked.insert(key.to_owned(), somebody);
    }

    /// Everybody of a bulk reception, by their keys; nobody where it is about one.
    pub(crate) fn keys(&self, reference: &str) -> impl Iterator<Item = &str> {
        let asked = self.0.get(reference).into_iter().flatten();
        asked
            .map(|(key, _)| key.as_str())
            .filter(|key| !key.is_empty())
    }

    /// The keys of those whose result was delivered. What states anybody else is delivered
    /// under nobody, or as what says nothing of anybody.
    pub(crate) fn assert_theirs(&self, reference: &str, delivered: &Value) -> Vec<String> {
        let asked = &self.0[reference];
        let content = &delivered["content"];
        let mut institutions = Vec::new();
        texts(content, &["MedicalInstitutionCode"], &mut institutions);
        if !reference.starts_with("view") {
            assert!(
                institutions.iter().all(|it| *it == INSTITUTION),
                "{reference} was delivered what is another institution's"
            );
        }
        if let Some(somebody) = asked.get("") {
            assert!(
                somebody.is_stated(content),
                "{reference} was delivered what is another person's"
            );
            return Vec::new();
        }
        let judged = delivered["judgement"]["units"].as_array();
        let units = each(&content["XmlMsg"]["MessageBody"][UNIT]);
        let units: Vec<_> = units.zip(judged.into_iter().flatten()).collect();
        let of = |(unit, judged): &(&Value, &Value)| {
            let mut keys = Vec::new();
            texts(unit, &["ArbitraryIdentifier"], &mut keys);
            let key = keys.first().copied().unwrap_or_default();
            let is_theirs = asked.get(key).is_some_and(|asked| asked.is_stated(unit));
            let state = judged["judgement"]["state"]["code"].as_str();
            assert!(
                is_theirs || state == Some("cannot-tell"),
                "{reference} was delivered somebody else's result as {state:?}"
            );
            key.to_owned()
        };
        units.iter().map(of).collect()
    }
}

impl Somebody {
    /// Whether a content states nobody else.
    fn is_stated(&self, content: &Value) -> bool {
        let stated = |names: &[&str]| {
            let mut all = Vec::new();
            texts(content, names, &mut all);
            all
        };
        let number = |text: &str| text.trim().trim_start_matches('0').to_owned();
        let has = |text: &&str| self.numbers.iter().any(|own| number(own) == number(text));
        stated(&BIRTHDATES)
            .iter()
            .all(|text| *text == self.birthdate)
            && stated(&NUMBERS).iter().all(has)
            && stated(&["Name"]).iter().all(|text| *text == self.name)
    }
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let several = value.as_array().map(Vec::as_slice);
    several.unwrap_or(core::slice::from_ref(value)).iter()
}

/// The texts of every element with one of these names, at any depth.
fn texts<'v>(value: &'v Value, names: &[&str], found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            for (name, inside) in members {
                match inside.as_str() {
                    Some(text) if names.contains(&name.as_str()) => found.push(text),
                    _ => texts(inside, names, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inside| texts(inside, names, found)),
        _ => {}
    }
}
