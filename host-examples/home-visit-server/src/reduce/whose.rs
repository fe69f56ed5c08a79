//! Whose a unit of a bulk result is.

use super::each;
use crate::clock::iso;
use crate::service::{Coverage, Person};
use onshi_host::Onshi;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Theirs,
    Others,
    /// Numbers and birth date are theirs, and it may still be a twin's.
    Unsure,
}

const RESULTS: &str = "ResultOfQualificationConfirmation";
const INSURER: &str = "InsurerNumber";
const SYMBOL: &str = "InsuredCardSymbol";
const NUMBER: &str = "InsuredIdentificationNumber";
const BRANCH: &str = "InsuredBranchNumber";
const BIRTHDATE: &str = "Birthdate";
/// By what the core compares.
const IDENTITY: [&str; 11] = [
    "InsuredCardClassification",
    INSURER,
    SYMBOL,
    NUMBER,
    BRANCH,
    BIRTHDATE,
    "Name",
    "NameKana",
    "NameOfOther",
    "Sex1",
    "Sex2",
];

/// Whether all that a unit says is of this person. What says nothing of anybody is not.
pub(super) fn whose(onshi: &Onshi, unit: &Value, person: &Person, at: &str) -> Whose {
    let results = each(unit[RESULTS].clone());
    let coverages = results.iter().map(|result| coverage(result, person));
    let Some(coverages) = coverages.collect::<Option<Vec<_>>>() else {
        return Whose::Others;
    };
    if coverages.is_empty() || !states_nobody_else(unit, person) {
        return Whose::Others;
    }
    let known = results.iter().zip(coverages);
    let known = known.map(|(result, coverage)| compared(onshi, result, person, coverage, at));
    known.fold(Whose::Theirs, |all, one| match (all, one) {
        (Whose::Others, _) | (_, Whose::Others) => Whose::Others,
        (Whose::Unsure, _) | (_, Whose::Unsure) => Whose::Unsure,
        _ => Whose::Theirs,
    })
}

/// Which of the person's coverages a result is of, by numbers and birth date.
fn coverage<'p>(result: &Value, person: &'p Person) -> Option<&'p Coverage> {
    let text = |name: &str| result[name].as_str().map(str::trim);
    let stated = Coverage {
        insurer: text(INSURER).unwrap_or_default().to_owned(),
        symbol: text(SYMBOL).map(str::to_owned),
        number: text(NUMBER).unwrap_or_default().to_owned(),
        branch: text(BRANCH).map(str::to_owned),
    };
    let born = text(BIRTHDATE).map(iso)?;
    let mut coverages = person.coverages.iter();
    coverages.find(|coverage| **coverage == stated && born == person.birthdate)
}

/// What a unit repeats of a query, beside its results, names nobody else.
fn states_nobody_else(stated: &Value, person: &Person) -> bool {
    let is_theirs = |name: &str, value: &Value| {
        let text = value.as_str().unwrap_or_default().trim();
        let of = |coverage: &Coverage| match name {
            INSURER => coverage.insurer == text,
            NUMBER => coverage.number == text,
            SYMBOL => coverage.symbol.as_deref() == Some(text),
            _ => coverage.branch.as_deref() == Some(text),
        };
        match name {
            RESULTS => true,
            BIRTHDATE => iso(text) == person.birthdate,
            INSURER | NUMBER | SYMBOL | BRANCH => person.coverages.iter().any(of),
            _ => states_nobody_else(value, person),
        }
    };
    match stated {
        Value::Object(members) => members.iter().all(|(name, value)| is_theirs(name, value)),
        Value::Array(values) => values.iter().all(|one| states_nobody_else(one, person)),
        _ => true,
    }
}

/// The core's comparison of what a result says of the person with what the card does.
fn compared(
    onshi: &Onshi,
    result: &Value,
    person: &Person,
    coverage: &Coverage,
    at: &str,
) -> Whose {
    let identity = IDENTITY.iter().filter(|name| !result[**name].is_null());
    let identity: Value = identity
        .map(|name| ((*name).to_owned(), result[*name].clone()))
        .collect();
    let message = json!({ "XmlMsg": {
        "MessageHeader": { "SegmentOfResult": "1" },
        "MessageBody": {
            "ProcessingResultStatus": "1", "QualificationValidity": "1",
            "ResultList": [{ RESULTS: identity }],
        },
    } });
    let chart = json!({
        "name": person.name, "kana": person.kana, "birthDate": person.birthdate,
        "sex": person.sex,
    });
    let Ok(comparison) = onshi.compare(&message.to_string(), &chart.to_string(), at) else {
        return Whose::Unsure;
    };
    let comparison = comparison.into_inner();
    let grade = |field: &str| {
        let mut fields = comparison.results.iter().flat_map(|one| &one.fields);
        let found = fields.find(|found| found.field.code == field);
        found.map_or("", |found| found.grade.code.as_str())
    };
    let [name, kana] = [grade("field.name"), grade("field.kana")];
    let [birthdate, sex] = [grade("field.birth-date"), grade("field.sex")];
    let is_equal = |grade: &str| matches!(grade, "grade.same" | "grade.equal-after-normalization");
    if [name, kana, birthdate, sex].contains(&"grade.differs") {
        return Whose::Others;
    }
    let in_doubt = [name, kana, sex].contains(&"grade.cannot-tell");
    match (is_equal(name) || is_equal(kana), coverage.branch.is_some()) {
        (true, _) => Whose::Theirs,
        // One side names nobody: 枝番 is one person's.
        (_, true) if !in_doubt => Whose::Theirs,
        _ => Whose::Unsure,
    }
}

#[cfg(test)]
mod tests;
