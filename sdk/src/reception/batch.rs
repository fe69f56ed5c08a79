//! What all bulk flows are made of (facts §2.4 to §2.7): a request is submitted, a
//! 受付番号 received, and the result asked for under it until it is there, which may be
//! days later.
//!
//! A large result comes in parts. What each says of its persons is delivered; whether all
//! of them came is known with the last, and only then is the flow answered. Where somebody
//! is missing or came twice, it is uncertain, says so, and the file is not to be removed.
//! Where somebody was not asked about, it is another request's: nobody of that part is
//! delivered, and the flow waits on. The first part begins the count anew.
//!
//! Each time it is asked for is a request of its own. While the system processes, the
//! flow waits longer from time to time; where an answer fails to come, it is uncertain,
//! with its 受付番号, under which staff may begin to collect anew.

mod count;

use super::desk::{Desk, STAFF, coded, content, quoted};
use super::event::{Event, Kind};
use super::inquiry::{self, Answer, RECEPTION_NUMBER, unfit};
use super::query::Query;
use super::result::{self, system_says};
use super::situation::{Situation, lacks};
use super::state::{ANSWERED, REFUSED, UNCERTAIN};
use super::step::{Action, Outcome};
use super::words::{
    COLLECT_LATER, FOLLOW_LATER_VISIT, FOLLOW_MEDICAL_INFORMATION, NO_RECEPTION_NUMBER,
    PERSONS_UNASKED, STILL_PROCESSING, SYSTEM_SAYS, TO_COLLECT, TOO_LONG_AGO,
};
use crate::eligibility::bulk::ANSWERED as ANSWERED_FILE;
use crate::eligibility::state::{FAILED, PROCESSING};
use crate::eligibility::{self, BulkJudgement, StaffMessage};
use crate::message::{Asked, Document};
use crate::problem::{Code, Coded, Problems};
use crate::time::Date;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The interfaces of a bulk flow.
pub(super) struct Batch {
    /// Of the request that is submitted.
    pub(super) submit: &'static str,
    /// Of the request for the result.
    pub(super) collect: &'static str,
    /// Of the result.
    pub(super) result: &'static str,
    /// What is to be said of it besides, and what may follow.
    pub(super) after: fn(&mut Desk, &BulkJudgement) -> Vec<Coded>,
}

fn nothing(_: &mut Desk, _: &BulkJudgement) -> Vec<Coded> {
    Vec::new()
}

/// 一括照会.
pub(super) const ELIGIBILITY: Batch = Batch {
    submit: "OQS-IF-005",
    collect: "OQS-IF-007",
    result: ELIGIBILITIES,
    after: nothing,
};
/// 照会番号一括登録.
pub(super) const REGISTRATION: Batch = Batch {
    submit: "OQS-IF-009",
    collect: "OQS-IF-011",
    result: REGISTRATIONS,
    after: nothing,
};
const ELIGIBILITIES: &str = "OQS-IF-008";
const REGISTRATIONS: &str = "OQS-IF-012";

/// What [`Batch::after`] may offer.
const OFFERS: [Code; 2] = [FOLLOW_MEDICAL_INFORMATION, FOLLOW_LATER_VISIT];

/// How often the result was asked for.
const ASKED: &str = "asked";
/// On which day what is waited for was asked.
const ASKED_ON: &str = "asked-on";
/// When the flow gives it up.
const GIVE_UP: &str = "give-up";

/// Has the request published, or collects what was submitted before.
///
/// # Errors
/// As [`crate::message::build`].
pub(super) fn begin(
    desk: &mut Desk,
    batch: &Batch,
    of: &Situation,
    content: impl FnOnce(&mut Desk) -> Result<String, Problems>,
) -> Result<(), Problems> {
    if [ELIGIBILITIES, REGISTRATIONS].contains(&batch.result) {
        count::ask(&mut desk.state, &of.patients, batch.result == REGISTRATIONS);
    }
    if let Some(number) = &of.reception_number {
        let asked_on = of.asked_on.map(|day| day.to_string());
        desk.state.keep(ASKED_ON, asked_on.as_deref());
        // What else was asked then, nobody has said.
        let identifier = ("ArbitraryFileIdentifier", of.file_identifier.as_deref());
        desk.state.query = Some(Query::new(&[identifier], &[]));
        return received(desk, number);
    }
    let content = content(desk)?;
    submit(desk, batch, &content, None)
}

/// Has the request published, of which the query is in the state.
///
/// # Errors
/// As [`crate::message::build`].
pub(super) fn submit(
    desk: &mut Desk,
    batch: &Batch,
    content: &str,
    suffix: Option<&str>,
) -> Result<(), Problems> {
    let query = desk.state.query.as_ref();
    let identifier = query.and_then(|asked| asked.header.get("ArbitraryFileIdentifier"));
    let asked = Asked {
        arbitrary_file_identifier: identifier.map(String::from),
        ..Asked::default()
    };
    inquiry::send(desk, batch.submit, content, asked, suffix)?;
    let today = desk.at.date_in_japan().to_string();
    desk.state.keep(ASKED_ON, Some(&today));
    Ok(())
}

/// The patients there must be.
pub(super) fn each(
    of: &Situation,
    write: fn(&super::Insured) -> String,
) -> Result<String, Problems> {
    if of.patients.is_empty() {
        return Err(lacks("patients"));
    }
    let each: Vec<_> = of.patients.iter().map(write).collect();
    Ok(["[", &each.join(","), "]"].concat())
}

fn received(desk: &mut Desk, number: &str) -> Result<(), Problems> {
    desk.state.keep(RECEPTION_NUMBER, Some(number));
    let seconds = desk.state.times.collect_seconds;
    let give_up = desk.at.plus_seconds(i64::from(seconds));
    desk.state.keep(GIVE_UP, Some(&give_up.to_string()));
    wait(desk);
    Ok(())
}

/// Waits until the result is asked for the next time: twice as long each time.
fn wait(desk: &mut Desk) {
    let times = &desk.state.times;
    let asked = desk.state.kept_number(ASKED).unwrap_or_default();
    let longer = times.poll_seconds.saturating_mul(1 << asked.min(16));
    let seconds = longer.min(times.poll_most_seconds);
    desk.enter(TO_COLLECT, seconds);
}

/// What is to be done where it stands.
pub(super) fn present(desk: &mut Desk) {
    if desk.state.phase == TO_COLLECT {
        let until = desk.state.until;
        desk.act(Action {
            kind: "wait",
            until,
            ..Action::default()
        });
    }
    inquiry::present(desk);
}

/// Takes an event.
///
/// # Errors
/// What the event cannot mean here; as [`crate::message::build`].
pub(super) fn advance(desk: &mut Desk, batch: &Batch, event: &Event<'_>) -> Result<(), Problems> {
    if desk.state.phase == TO_COLLECT && event.kind == Kind::TimeOut {
        return if desk.is_due() {
            collect(desk, batch, event)
        } else {
            Ok(())
        };
    }
    if desk.state.phase == TO_COLLECT && event.kind != Kind::Arrived {
        return Err(unfit("kind"));
    }
    let Some(answer) = inquiry::take(desk, event)? else {
        return Ok(());
    };
    let Some(document) = &answer.document else {
        inquiry::unreadable(desk, Problems::new());
        return Ok(());
    };
    if desk.state.kept(RECEPTION_NUMBER).is_none() {
        return receipt(desk, &answer, document);
    }
    collected(desk, batch, event, (&answer, document))
}

/// The answer to the submission: 受付番号, or why there is none.
fn receipt(desk: &mut Desk, answer: &Answer<'_>, document: &Document<'_>) -> Result<(), Problems> {
    desk.remove(&answer.file_name);
    let parts = [document.body(), document.header()];
    let value = |name| parts.iter().flatten().find_map(|part| part.value(name));
    let number = value("ReceptionNumber").filter(|number| !number.is_empty());
    let failed = value("SegmentOfResult").is_some_and(|segment| segment == "9")
        || value("ProcessingResultStatus").is_some_and(|status| status == "2");
    if let Some(number) = number.filter(|_| !failed) {
        return received(desk, number);
    }
    for name in ["ErrorMessage", "ProcessingResultMessage"] {
        if let Some(text) = value(name) {
            desk.show(STAFF, Coded::with(SYSTEM_SAYS, text, text));
        }
    }
    desk.end(REFUSED, NO_RECEPTION_NUMBER);
    Ok(())
}

/// Asks for the result.
fn collect(desk: &mut Desk, batch: &Batch, event: &Event<'_>) -> Result<(), Problems> {
    let asked = desk.state.kept_number(ASKED).unwrap_or_default();
    let number = desk.state.kept(RECEPTION_NUMBER).map(String::from);
    desk.state
        .keep(ASKED, Some(&asked.saturating_add(1).to_string()));
    if let Some(number) = &number {
        let query = desk.state.query.get_or_insert_default();
        query.body.set("ReceptionNumber", number);
    }
    let institution = desk.state.institution.clone();
    let header = [("MedicalInstitutionCode", Some(institution.as_str()))];
    let content = content(
        &header,
        "ReceptionNumber",
        &quoted(number.as_deref().unwrap_or_default()),
    );
    let asked = Asked {
        reception_number: number,
        ..Asked::default()
    };
    inquiry::send(
        desk,
        batch.collect,
        &content,
        asked,
        event.suffix.as_deref(),
    )
}

fn collected(
    desk: &mut Desk,
    batch: &Batch,
    event: &Event<'_>,
    of: (&Answer<'_>, &Document<'_>),
) -> Result<(), Problems> {
    let part = event.part.unwrap_or_default();
    let is_last = event.part.is_none() || event.is_last;
    if !count::begin(&mut desk.state, part) {
        return Err(unfit("part"));
    }
    if part > 0 {
        // What is to be said of the file was said with its first part.
        desk.actions.clear();
    }
    let root = of.1.root();
    let is_registration = batch.result == REGISTRATIONS;
    let unasked = count::unasked(&desk.state, of.1.body(), is_registration);
    if unasked > 0 {
        // Another request's: nobody is delivered, and the right one may still come.
        let count = unasked.to_string();
        inquiry::doubtful(desk, [Coded::with(PERSONS_UNASKED, &count, &count)]);
        return Ok(());
    }
    if is_registration {
        match eligibility::registrations(root) {
            Ok(all) => {
                count::add(&mut desk.state, of.1.body(), true);
                settle(
                    desk,
                    ("eligibility.read-registrations", &all),
                    (&all.state, &all.reasons, &all.messages),
                    of,
                    is_last,
                );
            }
            Err(problems) => inquiry::unreadable(desk, problems),
        }
        return Ok(());
    }
    let asked_on = desk.state.kept(ASKED_ON).and_then(Date::parse);
    match eligibility::judge_units(root, Some(batch.result), asked_on, desk.at) {
        Ok(all) => {
            let came = count::add(&mut desk.state, of.1.body(), false);
            settle(
                desk,
                ("eligibility.judge-units", &all),
                (&all.state, &all.reasons, &all.messages),
                of,
                is_last,
            );
            let says = !all.units.is_empty() || is_last && came == 0;
            if all.state.is(ANSWERED_FILE) {
                say_after(desk, batch, &all, says);
            }
        }
        Err(problems) => inquiry::unreadable(desk, problems),
    }
    Ok(())
}

/// What is to be said of a part besides, each sentence once; with the last, what may
/// follow.
fn say_after(desk: &mut Desk, batch: &Batch, all: &BulkJudgement, says: bool) {
    if says {
        let before = core::mem::take(&mut desk.actions);
        let offers = (batch.after)(desk, all);
        let said = core::mem::replace(&mut desk.actions, before);
        for action in said {
            let code = action.text.as_ref().map(|text| text.code);
            if code.is_none_or(|code| count::is_new(&mut desk.state, code)) {
                desk.act(action);
            }
        }
        for offer in offers {
            count::is_new(&mut desk.state, offer.code);
        }
    }
    let offers = OFFERS.into_iter();
    let offers = offers.filter(|code| count::is_said(&desk.state, code.id()));
    let offers = offers.map(Coded::from).collect();
    if let Some(outcome) = &mut desk.outcome {
        outcome.offers = offers;
        count::forget(&mut desk.state);
    }
}

/// What the file of many says comes to, once its last part is there.
fn settle(
    desk: &mut Desk,
    judged: (&'static str, &dyn crate::answer::Answer),
    (state, reasons, messages): (&Coded, &[Coded], &[StaffMessage]),
    (answer, document): (&Answer<'_>, &Document<'_>),
    is_last: bool,
) {
    if state.is(PROCESSING) {
        if !is_last {
            return;
        }
        count::begin(&mut desk.state, 0);
        desk.remove(&answer.file_name);
        let give_up = desk.state.kept_instant(GIVE_UP);
        if give_up.is_none_or(|give_up| give_up <= desk.at) {
            return desk.end_with(UNCERTAIN, TOO_LONG_AGO, &[COLLECT_LATER]);
        }
        desk.show(STAFF, STILL_PROCESSING);
        return wait(desk);
    }
    result::deliver_part(desk, judged.0, judged.1, answer, document);
    if !is_last {
        return;
    }
    let failed = state.is(FAILED);
    let gaps = if failed {
        Vec::new()
    } else {
        count::gaps(&desk.state, document.header())
    };
    system_says(desk, messages);
    if !gaps.is_empty() {
        for gap in &gaps {
            desk.show(STAFF, gap.clone());
        }
        return desk.finish(Outcome {
            kind: UNCERTAIN,
            reasons: gaps,
            next_steps: coded(&[COLLECT_LATER]),
            ..Outcome::default()
        });
    }
    desk.remove(&answer.file_name);
    desk.show(STAFF, state.clone());
    let ways = if failed { desk.state.flow.ways } else { &[] };
    desk.finish(Outcome {
        kind: if failed { REFUSED } else { ANSWERED },
        state: Some(state.clone()),
        reasons: reasons.to_vec(),
        next_steps: coded(ways),
        ..Outcome::default()
    });
}
