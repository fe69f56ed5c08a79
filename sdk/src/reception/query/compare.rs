//! An answer beside what was asked.

use super::Query;
use super::same::{NUMBERS, PERSON, ja, same, same_name, usual};
use crate::message::{Document, Element, Interface, Occurs};
use crate::problem::{Code, Coded};
use crate::reception::words::{
    ANOTHER_PERSON, ANOTHER_REQUEST, OF_ANOTHER_INSTITUTION, PERSON_NOT_STATED,
};

/// What an answer states of what was asked; all of it agrees.
#[derive(Default)]
pub(in crate::reception) struct Stated {
    /// Whether it sends the query back.
    pub(in crate::reception) query: bool,
    /// Whether it states a name, in kanji or kana, and a birth date.
    pub(in crate::reception) person: bool,
}

const MONTH: &str = "MedicalTreatmentMonth";
const INSTITUTION: &str = "MedicalInstitutionCode";
/// The groups in which a query is sent back.
const QUERIES: [&str; 2] = [
    "QualificationConfirmSearchInfo",
    "ReferenceNumberRegistrationInfo",
];
/// The numbers without which nobody is identified.
const IDENTIFYING: [&str; 2] = ["InsurerNumber", "InsuredIdentificationNumber"];
const RESULT: &str = "ResultOfQualificationConfirmation";
/// Whose medical information it is: wherever they stand (facts §2.8).
const PATIENTS: [&str; 2] = ["QuaInf", "QualificationsInfo"];

impl Query {
    /// Compares an answer with what was asked of this institution.
    ///
    /// # Errors
    /// The first that leaves open whether it is the answer.
    pub(in crate::reception) fn compare(
        &self,
        institution: &str,
        answer: &Document<'_>,
    ) -> Result<Stated, Coded> {
        let mut comparing = Comparing {
            query: self,
            institution,
            interface: answer.interface,
            institutions: 0,
            results: 0,
            others: 0,
            excused: 0,
            difference: None,
            numbers: false,
            stated: Stated::default(),
        };
        for part in answer.root().children() {
            match part.name() {
                "MessageHeader" => comparing.header(part)?,
                "MessageBody" => comparing.body(part)?,
                _ => comparing.patients(part)?,
            }
        }
        comparing.end(answer)
    }
}

struct Comparing<'a> {
    query: &'a Query,
    institution: &'a str,
    interface: Option<&'a Interface>,
    institutions: u32,
    /// Results, those of other numbers than were asked, and those that may be.
    results: u32,
    others: u32,
    excused: u32,
    difference: Option<Coded>,
    /// Whether numbers were stated that are those asked.
    numbers: bool,
    stated: Stated,
}

impl Comparing<'_> {
    fn header(&mut self, part: Element<'_>) -> Result<(), Coded> {
        for child in part.children() {
            if PATIENTS.contains(&child.name()) {
                self.patient(child)?;
            } else {
                self.line(part, child)?;
                self.header(child)?;
            }
        }
        Ok(())
    }

    fn body(&mut self, body: Element<'_>) -> Result<(), Coded> {
        for child in body.children() {
            match child.name() {
                name if QUERIES.contains(&name) => self.query(child)?,
                name if PATIENTS.contains(&name) => self.patient(child)?,
                "ResultList" => {
                    for result in child.children_named(RESULT) {
                        self.result(body, result)?;
                    }
                }
                RESULT => self.result(body, child)?,
                "BulkConfirmUnit" | "BulkRegistrationUnit" => self.unit(child)?,
                _ => {
                    self.line(body, child)?;
                    self.patients(child)?;
                }
            }
        }
        Ok(())
    }

    /// One of many: what it sends back of a query that was for all of them.
    fn unit(&mut self, unit: Element<'_>) -> Result<(), Coded> {
        let queries = unit
            .children()
            .filter(|child| QUERIES.contains(&child.name()));
        for group in queries.chain([unit]) {
            for child in group.children() {
                let name = usual(child.name());
                if let Some(asked) = self.query.asked(name) {
                    agrees(group, name, asked)?;
                }
            }
        }
        self.patients(unit)
    }

    /// Patients further inside, and months of tickets: who has tickets has one of the month
    /// that was asked for.
    fn patients(&mut self, element: Element<'_>) -> Result<(), Coded> {
        if let (Some(asked), "PublicExpenseResultList") = (self.query.asked(MONTH), element.name())
        {
            let mut tickets = element.children_named("MedicalTicketInfo").peekable();
            let is_of_month = |ticket: Element<'_>| agrees(ticket, MONTH, asked).is_ok();
            if tickets.peek().is_some() && !tickets.any(is_of_month) {
                return Err(differs(MONTH));
            }
        }
        for child in element.children() {
            if PATIENTS.contains(&child.name()) {
                self.patient(child)?;
            } else {
                self.patients(child)?;
            }
        }
        Ok(())
    }

    /// An element of the header, or of the body itself.
    fn line(&mut self, around: Element<'_>, element: Element<'_>) -> Result<(), Coded> {
        let name = usual(element.name());
        if name == INSTITUTION {
            self.institutions = self.institutions.saturating_add(1);
            let is_ours = element.as_text() == Some(self.institution);
            return is_ours.then_some(()).ok_or(OF_ANOTHER_INSTITUTION.into());
        }
        match self.query.asked(name) {
            Some(asked) => agrees(around, name, asked).map(drop),
            None => Ok(()),
        }
    }

    /// The query, sent back: what was asked, and nothing else.
    fn query(&mut self, query: Element<'_>) -> Result<(), Coded> {
        if self.stated.query {
            return Err(differs(query.name()));
        }
        self.stated.query = true;
        for child in query.children() {
            let name = usual(child.name());
            match self.query.body.get(name) {
                Some(asked) => {
                    agrees(query, name, asked)?;
                }
                None if name == INSTITUTION => self.line(query, child)?,
                None if is_empty(child) => {}
                None => return Err(differs(name)),
            }
        }
        let path = ["MessageBody/", query.name()].concat();
        let layout = self.interface.and_then(|known| known.element(&path));
        let elements = layout.into_iter().flat_map(|group| group.elements().iter());
        for element in elements.filter(|element| element.occurs() == Occurs::One) {
            let name = usual(element.name());
            let is_asked = self.query.body.get(name).is_some();
            if is_asked && once(query, name)?.is_none() {
                return Err(not_stated(name));
            }
        }
        self.numbers |= self.query.body.get("InsurerNumber").is_some();
        Ok(())
    }

    /// What was found. One person may have several eligibilities, such as 医療扶助 beside
    /// an insurance, or several that apply (OQSCD006 5): one is of the numbers asked.
    fn result(&mut self, body: Element<'_>, result: Element<'_>) -> Result<(), Coded> {
        self.results = self.results.saturating_add(1);
        let mut difference = None;
        let mut numbers = 0;
        for (index, (name, ..)) in PERSON.iter().enumerate() {
            let Some(asked) = self.query.asked(name) else {
                continue;
            };
            match agrees(result, name, asked) {
                Ok(false) if *name == "Birthdate" => return Err(not_stated(name)),
                Ok(true) if IDENTIFYING.contains(name) => numbers += 1,
                Ok(_) => {}
                Err(other) if index < NUMBERS => difference = Some(other),
                Err(other) => return Err(other),
            }
        }
        let Some(difference) = difference else {
            self.numbers |= numbers == IDENTIFYING.len();
            return Ok(());
        };
        let several = body.value("QualificationValidity") == Some("5")
            || result.value("InsuredCardClassification") == Some("A1");
        self.others = self.others.saturating_add(1);
        self.excused = self.excused.saturating_add(u32::from(several));
        self.difference.get_or_insert(difference);
        Ok(())
    }

    /// Whose medical information it is.
    fn patient(&mut self, patient: Element<'_>) -> Result<(), Coded> {
        let mut names = [None, None];
        let mut birth = false;
        for (name, ..) in &PERSON {
            let Some(asked) = self.query.asked(name) else {
                continue;
            };
            let slot = match *name {
                "Name" => names.first_mut(),
                "NameKana" => names.last_mut(),
                _ => None,
            };
            let Some(slot) = slot else {
                birth |= agrees(patient, name, asked)? && *name == "Birthdate";
                continue;
            };
            if let Some(stated) = once(patient, name)? {
                *slot = Some(same_name(asked, stated));
            }
        }
        match names {
            [Some(Some(false)), _] => return Err(differs("Name")),
            [_, Some(Some(false))] => return Err(differs("NameKana")),
            // What cannot be read of one, the other has to tell.
            [Some(None), kana] if kana != Some(Some(true)) => return Err(differs("Name")),
            [name, Some(None)] if name != Some(Some(true)) => return Err(differs("NameKana")),
            names => self.stated.person = birth && names.iter().any(Option::is_some),
        }
        Ok(())
    }

    fn end(self, answer: &Document<'_>) -> Result<Stated, Coded> {
        if self.institutions > 1 || self.institutions == 0 && has_institution(answer) {
            return Err(OF_ANOTHER_INSTITUTION.into());
        }
        let is_of_numbers = self.query.body.get("InsurerNumber").is_some();
        if self.results > 0 && is_of_numbers {
            let none_agrees = self.others == self.results;
            if let Some(difference) = self.difference
                && (none_agrees || self.others > self.excused)
            {
                return Err(difference);
            }
            if !self.numbers {
                return Err(not_stated("InsuredIdentificationNumber"));
            }
        }
        Ok(self.stated)
    }
}

/// Whether an answer of this kind states its institution: as its layout has it; of a
/// layout that is not public, the eligibility system's own results do (facts §2).
fn has_institution(answer: &Document<'_>) -> bool {
    let interface = answer.interface.filter(|known| known.has_layout());
    match (interface, &answer.file) {
        (Some(known), _) => known
            .element("MessageHeader/MedicalInstitutionCode")
            .is_some(),
        (None, Some(file)) => file.prefix.starts_with("OQS"),
        (None, None) => true,
    }
}

/// Whether an element says what was asked; false where there is none.
fn agrees(around: Element<'_>, name: &str, asked: &str) -> Result<bool, Coded> {
    match once(around, name)? {
        Some(stated) if same(name, asked, stated) => Ok(true),
        Some(_) => Err(differs(name)),
        None => Ok(false),
    }
}

/// The text of an element by its usual name; none where there is none, or an empty one.
fn once<'a>(around: Element<'a>, name: &str) -> Result<Option<&'a str>, Coded> {
    let mut found = around
        .children()
        .filter(|child| usual(child.name()) == name);
    match (found.next(), found.next()) {
        (None, _) => Ok(None),
        (Some(one), None) if is_empty(one) => Ok(None),
        (Some(one), None) => one.as_text().map(Some).ok_or_else(|| differs(name)),
        (Some(_), Some(_)) => Err(differs(name)),
    }
}

fn is_empty(element: Element<'_>) -> bool {
    element.as_text().is_some_and(|text| text.trim().is_empty())
}

fn differs(name: &str) -> Coded {
    naming(
        if ja(name).is_some() {
            ANOTHER_PERSON
        } else {
            ANOTHER_REQUEST
        },
        name,
    )
}

fn not_stated(name: &str) -> Coded {
    naming(PERSON_NOT_STATED, name)
}

fn naming(code: Code, name: &str) -> Coded {
    Coded::with(code, name, ja(name).unwrap_or(name))
}
