//! Whose a reader's result is: which institution's, of which time, and of which patient.

use super::super::desk::Desk;
use super::{BEGUN, BIRTHDATE, NUMBER};
use crate::message::{Document, Element, file_name::Face};
use crate::time::{Date, Instant};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

const RESULT: &str = "ResultOfQualificationConfirmation";

/// Which reception a result belongs to, by what it carries.
pub(super) enum Belongs {
    /// This one.
    Here,
    /// Another, or none.
    Elsewhere,
    /// Staff have to say.
    Open,
}

/// Whether its name and its header name this institution, and no other. What names none,
/// or cannot be read, is another's.
pub(super) fn is_ours(desk: &Desk, face: &Face, document: &Document<'_>) -> bool {
    let ours = desk.state.institution.as_str();
    let named = face
        .institution
        .as_ref()
        .map(crate::identifier::InstitutionCode::digits);
    let mut stated = in_headers(document, "MedicalInstitutionCode").peekable();
    named == Some(ours)
        && stated.peek().is_some()
        && stated.all(|code| code.as_text().map(str::trim) == Some(ours))
}

/// Whether the reader's times, in the name and inside, agree with each other and with the
/// time of the reception.
pub(super) fn is_timely(desk: &Desk, face: &Face, document: &Document<'_>) -> bool {
    let most = i64::from(desk.state.times.face_seconds);
    let begun = desk.state.kept_instant(BEGUN).unwrap_or(desk.at);
    let (first, last) = (
        begun.unix_seconds().saturating_sub(most),
        desk.at.unix_seconds().saturating_add(most),
    );
    let mut executed = in_headers(document, "ProcessExecutionTime")
        .map(|time| time.as_text().and_then(Instant::from_wire))
        .peekable();
    let Some(named) = face.at.map(Instant::unix_seconds) else {
        return false;
    };
    let is_near = |time: Option<Instant>| {
        time.map(Instant::unix_seconds).is_some_and(|time| {
            (first..=last).contains(&time) && time.saturating_sub(named).saturating_abs() <= most
        })
    };
    (first..=last).contains(&named) && executed.peek().is_some() && executed.all(is_near)
}

/// By the 照会番号 it carries, and the birth date where that is known. Results of two
/// persons, numbers that differ or cannot be read settle nothing.
pub(super) fn by_number(desk: &Desk, document: &Document<'_>) -> Belongs {
    let birthdates = texts(document, "Birthdate");
    let known = desk.state.kept(BIRTHDATE);
    if known.is_some_and(|known| !birthdates.is_empty() && !birthdates.contains(&Some(known))) {
        return Belongs::Elsewhere;
    }
    let numbers = texts(document, "ReferenceNumber");
    let Some(known) = desk.state.kept(NUMBER).map(str::trim) else {
        return Belongs::Open;
    };
    let one_person = birthdates
        .iter()
        .all(|date| Some(date) == birthdates.first());
    match &numbers[..] {
        [] => Belongs::Open,
        all if all.iter().all(|number| *number == Some(known)) && one_person => Belongs::Here,
        all if all
            .iter()
            .all(|number| number.is_some_and(|other| other != known)) =>
        {
            Belongs::Elsewhere
        }
        _ => Belongs::Open,
    }
}

/// 氏名, カナ and 生年月日 of everybody in it, in English and Japanese.
pub(super) fn person(document: &Document<'_>) -> (String, String) {
    let mut all = Vec::new();
    inside(document.root(), RESULT, &mut all);
    let mut persons: Vec<(String, String)> = Vec::new();
    for one in all {
        let value = |name| {
            one.value(name)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let name = value("Name").unwrap_or("？");
        let kana = value("NameKana").unwrap_or("？");
        let date = value("Birthdate").and_then(Date::from_wire);
        let date = date.map_or_else(|| String::from("？"), |date| format!("{date}"));
        let person = (
            format!("{name} ({kana}), born {date}"),
            format!("{name}({kana}) {date} 生まれ"),
        );
        if !persons.contains(&person) {
            persons.push(person);
        }
    }
    if persons.is_empty() {
        return ("nobody is named".into(), "氏名の記載なし".into());
    }
    let (en, ja): (Vec<_>, Vec<_>) = persons.into_iter().unzip();
    (en.join("; "), ja.join("、"))
}

/// Elements of this name in headers, also where there is more than one.
fn in_headers<'d>(
    document: &'d Document<'_>,
    name: &'static str,
) -> impl Iterator<Item = Element<'d>> {
    let headers = document.root().children_named("MessageHeader");
    headers.flat_map(move |header| header.children_named(name))
}

/// The texts of elements of this name, wherever they are; nothing of what is no text.
/// Empty ones are none.
fn texts<'d>(document: &'d Document<'_>, name: &str) -> Vec<Option<&'d str>> {
    let mut all = Vec::new();
    inside(document.root(), name, &mut all);
    let texts = all
        .into_iter()
        .map(|element| element.as_text().map(str::trim));
    texts.filter(|text| *text != Some("")).collect()
}

fn inside<'d>(element: Element<'d>, name: &str, to: &mut Vec<Element<'d>>) {
    for child in element.children() {
        if child.name() == name {
            to.push(child);
        }
        inside(child, name, to);
    }
}
