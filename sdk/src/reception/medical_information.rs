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
//! 手術情報 has no request that is publicly known, and so no flow.

mod window;

use super::desk::{Desk, STAFF, file_identifier, object};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{self, Answer, unfit};
use super::numbers;
use super::result::{deliver, deliver_file};
use super::situation::{Situation, lacks};
use super::state::{ANSWERED, REFUSED};
use super::step::{Action, Outcome};
use super::words::{ASK_PATIENT, CONSENT_ONCE_MORE, MAY_VIEW, SYSTEM_SAYS};
use crate::audit::{Entry, Mode};
use crate::eligibility::consent::{EMERGENCY, WINDOW_OVER};
use crate::medical_information::{self, GIVEN, Options, Summary};
use crate::message::Asked;
use crate::problem::{Code, Coded, Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::format;
use alloc::string::{String, ToString};
use window::{INFORMATION, Information, care, judged, window};

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
    let mut entry = entry(of, information)?;
    let held = judged(of, desk.at)?;
    let (until, reason) = match window(held.as_ref(), information, desk.at) {
        Ok(window) => window,
        Err(reason) => {
            desk.end(REFUSED, reason);
            return Ok(());
        }
    };
    if reason.is(EMERGENCY) {
        entry.why = "emergency".into();
        entry.mode = Mode::Emergency;
        entry.consent = Some("none".into());
    }
    desk.state.keep(WINDOW, Some(&until.to_string()));
    desk.state.keep(ENTRY, Some(&entry.to_json()));
    let asked = Asked {
        arbitrary_file_identifier: file_identifier(of).map(String::from),
        ..Asked::default()
    };
    let content = request(of, information, desk.at)?;
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

fn request(of: &Situation, information: &Information, at: Instant) -> Result<String, Problems> {
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
    let body = object(&[
        ("StartDate", has_months.then_some(from.as_str())),
        ("EndDate", has_months.then_some(to.as_str())),
        ("FileCategory", Some(category)),
        // What its values mean is not public; this one is seen (facts §2.8).
        ("PrDiInfClassification", Some("1")),
        ("MedicalTreatmentFlag", Some(care(of))),
    ]);
    let header = object(&header);
    Ok([
        "{\"MessageHeader\":",
        &header,
        ",\"MessageBody\":",
        &body,
        "}",
    ]
    .concat())
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    if event.kind == Kind::Viewing {
        return viewing(desk);
    }
    let Some(answer) = inquiry::take(desk, event)? else {
        return Ok(());
    };
    if !is_open(desk) {
        desk.remove(&answer.file_name);
        desk.end(REFUSED, WINDOW_OVER);
        return Ok(());
    }
    let Some(document) = &answer.document else {
        audit(desk);
        deliver_file(desk, &answer);
        desk.finish(Outcome {
            kind: ANSWERED,
            state: Some(GIVEN.into()),
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
