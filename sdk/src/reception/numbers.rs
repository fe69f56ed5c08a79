//! The numbers of an insured as a result states them, for the request that follows it.

use super::situation::{Insured, Situation, lacks};
use crate::message::{self, Document, Element, ReadOptions};
use crate::problem::Problems;
use alloc::string::String;

/// The result a flow starts from.
///
/// # Errors
/// That there is none; as [`message::read_json`].
pub(super) fn document(of: &Situation) -> Result<Document<'static>, Problems> {
    let content = of.content.as_deref().ok_or_else(|| lacks("content"))?;
    message::read_json(content, &ReadOptions::default())
}

/// The eligibility chosen of its person's.
pub(super) fn result<'d>(document: &'d Document<'_>, of: &Situation) -> Option<Element<'d>> {
    let body = document.body()?;
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let unit = body.children_named("BulkConfirmUnit").nth(place(of.person));
    let person = unit.unwrap_or(body);
    let name = "ResultOfQualificationConfirmation";
    let lists = person.children_named("ResultList");
    let listed = lists.flat_map(|list| list.children_named(name));
    let mut all = person.children_named(name).chain(listed);
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
