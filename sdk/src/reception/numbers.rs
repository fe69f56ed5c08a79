//! The result a flow starts from: whether anything may follow from it, and the numbers
//! in it for the request that does.

use super::query::same;
use super::situation::{Insured, Situation, lacks};
use super::words::{
    ANOTHER_PERSON, NOT_FROM_THIS_RESULT, NUMBER_OF_ANOTHER, OF_ANOTHER_INSTITUTION,
    OF_ANOTHERS_CONTENT,
};
use crate::eligibility::state::{CHOOSE, ELIGIBLE};
use crate::eligibility::{self, Eligibility};
use crate::message::{self, Document, Element, ReadOptions};
use crate::problem::{Coded, Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;

/// The result a flow starts from.
///
/// # Errors
/// That there is none; as [`message::read_json`].
pub(super) fn document(of: &Situation) -> Result<Document<'static>, Problems> {
    let content = of.content.as_deref().ok_or_else(|| lacks("content"))?;
    message::read_json(content, &ReadOptions::default())
}

/// The person of a result that it is about: a unit, where it is of many.
fn person<'d>(document: &'d Document<'_>, of: &Situation) -> Option<Element<'d>> {
    let body = document.body()?;
    let mut units = body.children_named(UNIT).peekable();
    match units.peek() {
        Some(_) => units.nth(place(of.person)),
        None => Some(body),
    }
}

const UNIT: &str = "BulkConfirmUnit";

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The eligibility chosen of its person's, where those that are judged stand.
fn result<'d>(document: &'d Document<'_>, of: &Situation) -> Option<Element<'d>> {
    let name = "ResultOfQualificationConfirmation";
    let person = person(document, of)?;
    if person.name() == UNIT {
        return person.children_named(name).nth(place(of.eligibility));
    }
    let lists = person.children_named("ResultList");
    let mut all = lists.flat_map(|list| list.children_named(name));
    all.nth(place(of.eligibility))
}

/// The numbers in it, with the institution's own for the patient.
///
/// # Errors
/// That there is no such result.
pub(super) fn of(situation: &Situation) -> Result<Insured, Problems> {
    let document = document(situation)?;
    let result = result(&document, situation).ok_or_else(|| lacks("content"))?;
    let text = |name| result.value(name).map(String::from);
    Ok(Insured {
        insurer_number: text("InsurerNumber").unwrap_or_default(),
        symbol: text("InsuredCardSymbol"),
        number: text("InsuredIdentificationNumber").unwrap_or_default(),
        branch: text("InsuredBranchNumber"),
        birthdate: text("Birthdate"),
        reference_number: situation.patient_number.clone(),
        ..Insured::default()
    })
}

/// What is known of the person in it, for what is stated of a person elsewhere.
pub(super) fn named(situation: &Situation) -> Result<Vec<(&'static str, String)>, Problems> {
    let document = document(situation)?;
    let result = result(&document, situation).ok_or_else(|| lacks("content"))?;
    let value = |name| result.value(name).filter(|text| !text.trim().is_empty());
    let names = [
        "Name",
        "NameKana",
        "NameOfOther",
        "NameOfOtherKana",
        "Birthdate",
        "Sex1",
    ];
    // Who has two entries of the sex may be stated with either.
    let two = value("Sex2").is_some() && value("Sex2") != value("Sex1");
    let known = names.into_iter().filter(|name| *name != "Sex1" || !two);
    Ok(known
        .filter_map(|name| Some((name, value(name)?.into())))
        .collect())
}

/// Why nothing may follow from the result, or from the eligibility chosen of it; nothing
/// where it may: it is of this institution, of no other patient, and says eligible.
///
/// # Errors
/// That there is no result; as [`eligibility::judge`].
pub(super) fn refusals(of: &Situation, held: Option<&Eligibility>) -> Result<Vec<Coded>, Problems> {
    let document = document(of)?;
    let headers = document.root().children_named("MessageHeader");
    let mut codes = headers.flat_map(|header| header.children_named("MedicalInstitutionCode"));
    let first = codes.next().and_then(Element::as_text);
    if first != Some(of.institution.as_str()) || codes.next().is_some() {
        return Ok([OF_ANOTHER_INSTITUTION.into()].into());
    }
    let result = result(&document, of);
    let unit = person(&document, of).filter(|person| person.name() == UNIT);
    let mut numbers = result
        .into_iter()
        .chain(unit)
        .flat_map(|element| element.children_named("ReferenceNumber"))
        .filter(|number| number.as_text() != Some(""))
        .peekable();
    if let Some(own) = &of.patient_number
        && numbers.peek().is_some()
        && numbers.all(|number| number.as_text() != Some(own))
    {
        return Ok([NUMBER_OF_ANOTHER.into()].into());
    }
    if let (Some(result), Some(patient)) = (result, of.patients.first()) {
        let known = [
            ("InsurerNumber", Some(patient.insurer_number.as_str())),
            ("InsuredIdentificationNumber", Some(patient.number.as_str())),
            ("Birthdate", patient.birthdate.as_deref()),
        ];
        for (name, asked) in known {
            let asked = asked.filter(|asked| !asked.is_empty());
            let stated = result.value(name).unwrap_or_default();
            if asked.is_some_and(|asked| !same(name, asked, stated)) {
                return Ok([Coded::with(ANOTHER_PERSON, name, name)].into());
            }
        }
    }
    Ok(match held {
        Some(held) if held.state.is(ELIGIBLE) || held.state.is(CHOOSE) => Vec::new(),
        held => {
            let state = held.map(|held| held.state.clone());
            let why = held.map(|held| held.reasons.clone()).unwrap_or_default();
            let first = [NOT_FROM_THIS_RESULT.into()].into_iter();
            first.chain(state).chain(why).collect()
        }
    })
}

/// Content of another institution.
pub(super) fn anothers() -> Problems {
    let place = Place::path("situation/content/MessageHeader/MedicalInstitutionCode");
    Problem::error(OF_ANOTHERS_CONTENT).at(place).into()
}

/// What the result says of the eligibility chosen, now. Of a person whose result as a
/// whole does not tell, none of them tells more.
///
/// # Errors
/// As [`eligibility::judge`].
pub(super) fn judged(of: &Situation, at: Instant) -> Result<Option<Eligibility>, Problems> {
    let document = document(of)?;
    let many = document
        .body()
        .is_some_and(|body| body.child(UNIT).is_some());
    let judgement = if many {
        // How the persons were found decides whether they could consent at all.
        let interface = match care(of) {
            "2" => Some("OQS-IF-020"),
            "3" => Some("OQS-IF-024"),
            _ => None,
        };
        let units = eligibility::judge_units(document.root(), interface, of.asked_on, at)?.units;
        let unit = units.into_iter().nth(place(of.person));
        unit.map(|unit| unit.judgement)
    } else {
        Some(eligibility::judge(document.root(), at)?)
    };
    let Some(judgement) = judgement else {
        return Ok(None);
    };
    let (state, reasons) = (judgement.state, judgement.reasons);
    let held = judgement
        .eligibilities
        .into_iter()
        .nth(place(of.eligibility));
    let tells = [ELIGIBLE, CHOOSE].into_iter().any(|code| state.is(code));
    Ok(held.map(|held| match tells {
        true => held,
        false => Eligibility {
            state,
            reasons,
            ..held
        },
    }))
}

/// 診療区分 (OQSCD028).
pub(super) fn care(of: &Situation) -> &'static str {
    match of.care {
        Some("home-visit") => "2",
        Some("online") => "3",
        Some("emergency") => "4",
        _ => "1",
    }
}
