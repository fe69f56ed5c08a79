//! 薬剤情報・診療情報 (YZK-IF-001, 002) and 特定健診情報 (TKK), by the consent that a
//! result states (facts §2.8, §5.6).
//!
//! It needs `institution`, `suffix`, `content` (the result of the card), `information`,
//! and what the audit trail takes for `viewer`, `right` and `patientNumber`: what nobody
//! could record is not asked for. `from` and `to` are months; without them it is the
//! three years for which there are medicines (facts §2.8 `[S]`). Out of the consent's
//! window nothing is asked, nothing delivered and nothing may be looked at: before each
//! later look the host says `viewing`. Every delivery and every look is an entry for the
//! audit trail, which the host appends before anything is shown.
//!
//! The result has to be of this institution and say eligible. What comes has to name the
//! person of that result, with the birth date. A PDF, which only people can read, comes
//! where one was asked for; staff are told to compare it.
//!
//! Where consent could not be had (OQSCD016 3), or `care` is `emergency`, it takes
//! `exceptionalUse` as well: a situation of [`crate::exceptional_use`] that is allowed, of
//! this patient, viewer and institution. Its entry is the one of the audit trail.
//!
//! 手術情報 has no request that is publicly known, and so no flow.

mod emergency;
mod window;

use super::desk::{Desk, STAFF, file_identifier, object};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{self, Answer, unfit};
use super::numbers::{self, care};
use super::query::Query;
use super::result::{deliver, deliver_file};
use super::situation::{Situation, lacks};
use super::state::{ANSWERED, REFUSED};
use super::step::{Action, Outcome};
use super::words::{
    ANOTHER_REQUEST, ASK_PATIENT, BY_NAME_ALONE, CONSENT_ONCE_MORE, MAY_VIEW, PERSON_NOT_STATED,
    SYSTEM_SAYS,
};
use crate::audit::Entry;
use crate::eligibility::consent::WINDOW_OVER;
use crate::medical_information::{self, GIVEN, Options, Summary};
use crate::message::Asked;
use crate::problem::{Code, Coded, Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::format;
use alloc::string::{String, ToString};
use window::{INFORMATION, Information, window};

pub(super) const FLOW: Flow = Flow {
    name: "medical-information",
    begin,
    advance,
    present: inquiry::present,
    ways: &[CONSENT_ONCE_MORE, ASK_PATIENT],
};

/// What is remembered: the end of the window, and the entry for each look.
const WINDOW: &str = "window";
const ENTRY: &str = "entry";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    let asked = of.information.unwrap_or_default();
    let information = INFORMATION.iter().find(|one| one.name == asked);
    let information = information.ok_or_else(|| lacks("information"))?;
    let entry = entry(of, information)?;
    let held = numbers::judged(of, desk.at)?;
    let entry = match emergency::entry(of, held.as_ref(), information, desk.at)? {
        Ok(None) => entry.to_json(),
        Ok(Some(exceptional)) => exceptional,
        Err(reasons) => {
            desk.refuse(reasons);
            return Ok(());
        }
    };
    let reasons = numbers::refusals(of, held.as_ref())?;
    if !reasons.is_empty() {
        desk.refuse(reasons);
        return Ok(());
    }
    let is_emergency = of.care == Some("emergency");
    let until = window(held.as_ref(), information, is_emergency, desk.at);
    let mut reasons = numbers::refusals(of, held.as_ref())?;
    let until = match until {
        Ok(until) if reasons.is_empty() => until,
        until => {
            reasons.extend(until.err());
            desk.refuse(reasons);
            return Ok(());
        }
    };
    desk.state.keep(WINDOW, Some(&until.to_string()));
    desk.state.keep(ENTRY, Some(&entry));
    let asked = Asked {
        arbitrary_file_identifier: file_identifier(of).map(String::from),
        ..Asked::default()
    };
    let (query, content) = request(of, information, desk.at)?;
    desk.state.query = Some(query);
    inquiry::send(desk, information.interface, &content, asked, None)
}

/// What is recorded of each look, by consent.
///
/// # Errors
/// Those with which `audit.append` would refuse it.
fn entry(of: &Situation, information: &Information) -> Result<Entry, Problems> {
    let text = |member: &Option<String>| member.clone().unwrap_or_default();
    let entry = Entry {
        who: text(&of.viewer),
        right: text(&of.right),
        patient: text(&of.patient_number),
        what: information
            .audit
            .iter()
            .copied()
            .map(String::from)
            .collect(),
        why: "care".into(),
        consent: Some("card".into()),
        ..Entry::default()
    };
    let wrong = |(code, member): (Code, &str)| {
        let member = match member {
            "who" => "viewer",
            "patient" => "patientNumber",
            other => other,
        };
        Problem::error(code).at(Place::path(["situation/", member].concat()))
    };
    let wrong: Problems = entry.faults().into_iter().map(wrong).collect();
    if wrong.is_empty() {
        Ok(entry)
    } else {
        Err(wrong)
    }
}

fn request(
    of: &Situation,
    information: &Information,
    at: Instant,
) -> Result<(Query, String), Problems> {
    let patient = numbers::of(of)?;
    let header = [
        ("MedicalInstitutionCode", Some(of.institution.as_str())),
        ("InsurerNumber", Some(patient.insurer_number.as_str())),
        ("InsuranceCardSymbol", patient.symbol.as_deref()),
        (
            "InsuredPersonIdentificationNumber",
            Some(patient.number.as_str()),
        ),
        ("BranchNumber", patient.branch.as_deref()),
        ("ArbitraryFileIdentifier", file_identifier(of)),
    ];
    let today = at.date_in_japan();
    let month = |date: Date, years: i32| {
        let year = date.year().saturating_sub(years);
        format!("{year:04}{:02}", date.month())
    };
    let from = of.from.clone().unwrap_or_else(|| month(today, 3));
    let to = of.to.clone().unwrap_or_else(|| month(today, 0));
    let has_months = information.interface == "YZK-IF-001";
    let [xml, pdf] = information.categories;
    let category = if of.pdf { pdf } else { xml };
    let body = [
        ("StartDate", has_months.then_some(from.as_str())),
        ("EndDate", has_months.then_some(to.as_str())),
        (CATEGORY, Some(category)),
        // What its values mean is not public; this one is seen (facts §2.8).
        ("PrDiInfClassification", Some("1")),
        ("MedicalTreatmentFlag", Some(care(of))),
    ];
    let mut query = Query::new(&header, &body);
    for (name, value) in numbers::named(of)? {
        query.person.set(name, &value);
    }
    let (header, body) = (object(&header), object(&body));
    let content = [
        "{\"MessageHeader\":",
        &header,
        ",\"MessageBody\":",
        &body,
        "}",
    ];
    Ok((query, content.concat()))
}

const CATEGORY: &str = "FileCategory";

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    if event.kind == Kind::Viewing {
        return viewing(desk);
    }
    let Some(answer) = inquiry::take(desk, event)? else {
        return Ok(());
    };
    if let Some(reason) = doubt(desk, &answer) {
        inquiry::doubtful(desk, [reason]);
        return Ok(());
    }
    if !is_open(desk) {
        desk.remove(&answer.file_name);
        desk.end(REFUSED, WINDOW_OVER);
        return Ok(());
    }
    let Some(document) = &answer.document else {
        audit(desk);
        deliver_file(desk, &answer);
        desk.show(STAFF, BY_NAME_ALONE);
        desk.finish(Outcome {
            kind: ANSWERED,
            state: Some(GIVEN.into()),
            reasons: [BY_NAME_ALONE.into()].into(),
            ..Outcome::default()
        });
        return Ok(());
    };
    match medical_information::summarize(document.root(), &Options::default()) {
        Ok(summary) => summarized(desk, &answer, &summary),
        Err(problems) => inquiry::unreadable(desk, problems),
    }
    Ok(())
}

/// Why nobody can say whose it is: a file that cannot be compared and was not asked for, or
/// information without a person.
fn doubt(desk: &Desk, answer: &Answer<'_>) -> Option<Coded> {
    let Some(document) = &answer.document else {
        let query = desk.state.query.as_ref();
        let category = query.and_then(|query| query.body.get(CATEGORY));
        let is_asked = category.is_some_and(|asked| {
            let mut all = INFORMATION.iter();
            all.any(|one| one.categories.last() == Some(&asked))
        });
        let differs = || Coded::with(ANOTHER_REQUEST, CATEGORY, CATEGORY);
        return (!is_asked).then(differs);
    };
    // What is no such result is said to be none; a refusal names nobody.
    let is_refused = medical_information::summarize(document.root(), &Options::default())
        .map_or(true, |summary| {
            summary.state.is(medical_information::REFUSED)
        });
    match inquiry::stated(desk, document) {
        Ok(stated) if stated.person || is_refused => None,
        Ok(_) => Some(Coded::with(
            PERSON_NOT_STATED,
            "name or birth date",
            "氏名または生年月日",
        )),
        Err(difference) => Some(difference),
    }
}

fn summarized(desk: &mut Desk, answer: &Answer<'_>, summary: &Summary) {
    let Some(document) = &answer.document else {
        return;
    };
    for text in &summary.messages {
        desk.show(STAFF, Coded::with(SYSTEM_SAYS, text, text));
    }
    if summary.state.is(medical_information::REFUSED) {
        desk.remove(&answer.file_name);
        return desk.end(REFUSED, summary.state.clone());
    }
    audit(desk);
    deliver(
        desk,
        "medical-information.summarize",
        summary,
        answer,
        document,
    );
    desk.finish(Outcome {
        kind: ANSWERED,
        state: Some(summary.state.clone()),
        ..Outcome::default()
    });
}

/// Somebody is about to look at what was delivered.
fn viewing(desk: &mut Desk) -> Result<(), Problems> {
    if desk.state.outcome != Some(ANSWERED) {
        return Err(unfit("kind"));
    }
    if is_open(desk) {
        audit(desk);
        desk.show(STAFF, MAY_VIEW);
    } else {
        desk.show(STAFF, WINDOW_OVER);
    }
    Ok(())
}

/// Whether the window is open: at its very end it is not.
fn is_open(desk: &Desk) -> bool {
    let end = desk.state.kept_instant(WINDOW);
    end.is_some_and(|end| desk.at < end)
}

fn audit(desk: &mut Desk) {
    desk.act(Action {
        kind: "audit",
        audit: desk.state.kept(ENTRY).map(String::from),
        ..Action::default()
    });
}
