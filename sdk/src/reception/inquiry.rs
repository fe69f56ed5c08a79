//! What nearly every flow is made of: a request is built, published, waited for, and its
//! answer read.
//!
//! A request is sent once. Where nobody knows whether it was, or where no answer came in
//! time, the flow is `uncertain` and not sent again: the system's rules forbid it (facts
//! §1.1: never re-send after an uncertain submission). An answer that comes afterwards is
//! taken nevertheless, and said to be late.
//!
//! An answer is compared with what was asked ([`Query`]). One that may be another's is
//! shown to staff with the reason, not delivered and not removed: it may be another
//! computer's. The flow goes on waiting, because the right answer may still come under the
//! same name; where none does, it is `uncertain` and says that another's answer came.

use super::desk::{Desk, STAFF, coded};
use super::event::{Event, Kind};
use super::query::{Query, Stated};
use super::state::{ANSWERED, REFUSED, State, UNCERTAIN};
use super::step::{Action, Outcome};
use super::words::{
    ANOTHERS_ANSWER, COME_BACK, LATE_ANSWER, MAY_BEGIN_AGAIN, NEVER_TWICE, NO_ANSWER, NOT_SENT,
    PERHAPS_SENT, SENDING, TO_COLLECT, UNFIT_EVENT, UNREADABLE_ANSWER, UNSURE, WAITING,
};
use crate::eligibility::next_step;
use crate::message::correlation::{
    ANSWERS, CANNOT_TELL, DUPLICATE, LATE, NAME_AGREES, REFUSED as CAME_BACK,
};
use crate::message::{self, Asked, Document, FileName, ReadOptions};
use crate::problem::{Code, Coded, Place, Problem, Problems};
use alloc::string::{String, ToString};
use core::mem;

/// What is remembered of an answer that may be another's: that one came.
const ANOTHERS: &str = "anothers-answer";

/// The answer to a request.
pub(super) struct Answer<'a> {
    pub(super) file_name: String,
    /// What it says; none of a PDF.
    pub(super) document: Option<Document<'a>>,
}

/// The ways on without this request: facts and texts of `eligibility::next_step`.
pub(super) const WAYS: [Code; 4] = [
    next_step::QUALIFICATION_CERTIFICATE,
    next_step::CARD_WITH_NOTICE,
    next_step::MYNA_PORTAL,
    next_step::DECLARATION,
];

/// Builds a request and has it published.
///
/// # Errors
/// As [`message::build`].
pub(super) fn send(
    desk: &mut Desk,
    interface: &'static str,
    content: &str,
    asked: Asked,
    suffix: Option<&str>,
) -> Result<(), Problems> {
    let requests = desk.state.requests.saturating_add(1);
    let suffix = suffix.map_or_else(|| numbered(&desk.state, requests), String::from);
    // The flow's own suffix is the state's again, whatever comes of this one.
    let own = mem::replace(&mut desk.state.build.suffix, suffix);
    let file = message::build(interface, content, &desk.state.build);
    desk.state.build.suffix = own;
    let file = file?;
    let name = |name: Option<FileName>| name.map(|name| name.to_string());
    let (result, refusal) = (name(file.name.of_result()), name(file.name.of_refusal()));
    let file_name = file.name.to_string();
    desk.notes.extend(file.notes);
    desk.act(Action {
        kind: "publish",
        file_name: Some(file_name.clone()),
        bytes: Some(file.bytes),
        interface_id: Some(interface),
        result_name: result,
        refusal_name: refusal,
        ..Action::default()
    });
    desk.state.requests = requests;
    desk.state.asked = Some(Asked { file_name, ..asked });
    let seconds = desk.state.times.answer_seconds;
    desk.enter(SENDING, seconds);
    Ok(())
}

/// The suffix of the flow's n-th request.
fn numbered(state: &State, requests: u32) -> String {
    if requests == 1 {
        return state.build.suffix.clone();
    }
    [&state.build.suffix, "-", &requests.to_string()].concat()
}

/// What is to be done while an answer is waited for.
pub(super) fn present(desk: &mut Desk) {
    let state = &desk.state;
    let asked = state.asked.as_ref().map(|asked| asked.file_name.as_str());
    let Some(name) = asked.and_then(FileName::read) else {
        return;
    };
    if ![SENDING, WAITING, UNSURE].contains(&state.phase) {
        return;
    }
    let unsure = state.phase == UNSURE;
    let expect = Action {
        kind: "expect",
        file_name: Some(name.to_string()),
        result_name: name.of_result().map(|name| name.to_string()),
        refusal_name: name.of_refusal().map(|name| name.to_string()),
        until: state.until,
        ..Action::default()
    };
    desk.act(expect);
    if unsure {
        desk.show(STAFF, PERHAPS_SENT);
    }
}

/// Takes an event that concerns the request; the answer, once it is there.
///
/// # Errors
/// [`UNFIT_EVENT`] where it concerns no request at all.
pub(super) fn take<'e>(
    desk: &mut Desk,
    event: &'e Event<'e>,
) -> Result<Option<Answer<'e>>, Problems> {
    let waits = [SENDING, WAITING, UNSURE].contains(&desk.state.phase);
    let is_ours = || {
        let asked = desk.state.asked.as_ref().map(|asked| &asked.file_name);
        event.file_name.as_ref() == asked
    };
    match event.kind {
        Kind::Published if waits && is_ours() && desk.state.phase != WAITING => {
            let seconds = desk.state.times.answer_seconds;
            desk.enter(WAITING, seconds);
        }
        Kind::Unpublished if waits && is_ours() => {
            desk.end_with(REFUSED, NOT_SENT, &[MAY_BEGIN_AGAIN]);
        }
        Kind::Uncertain if waits && is_ours() => {
            desk.state.phase = UNSURE;
            present(desk);
        }
        Kind::TimeOut if waits && desk.is_due() => give_up(desk),
        Kind::Published | Kind::Unpublished | Kind::Uncertain | Kind::TimeOut => {}
        Kind::Arrived => return arrived(desk, event),
        _ => return Err(unfit("kind")),
    }
    Ok(None)
}

fn give_up(desk: &mut Desk) {
    desk.show(STAFF, NO_ANSWER);
    let anothers = desk.state.kept(ANOTHERS).map(|_| ANOTHERS_ANSWER);
    let reasons = [Some(NO_ANSWER), anothers, Some(NEVER_TWICE)];
    desk.finish(Outcome {
        kind: UNCERTAIN,
        reasons: reasons.into_iter().flatten().map(Coded::from).collect(),
        next_steps: coded(desk.state.flow.ways),
        ..Outcome::default()
    });
}

/// What is remembered of a bulk inquiry: 受付番号.
pub(super) const RECEPTION_NUMBER: &str = "reception-number";

fn arrived<'e>(desk: &mut Desk, event: &'e Event<'e>) -> Result<Option<Answer<'e>>, Problems> {
    let Some(file_name) = event.file_name.as_deref() else {
        return Err(unfit("fileName"));
    };
    let asked = desk.state.asked.clone().map(|asked| Asked {
        answered: desk.state.phase == TO_COLLECT
            || desk
                .state
                .outcome
                .is_some_and(|kind| [ANSWERED, REFUSED].contains(&kind)),
        given_up: desk.is_finished(),
        ..asked
    });
    let document = match read(event, file_name) {
        Ok(document) => document,
        Err(problems) => {
            unreadable(desk, problems);
            return Ok(None);
        }
    };
    let asked: alloc::vec::Vec<_> = asked.into_iter().collect();
    let correlation = message::correlate(&asked, file_name, document.as_ref());
    let outcome = &correlation.outcome;
    if outcome.is(CAME_BACK) {
        desk.remove(file_name);
        desk.end(REFUSED, CAME_BACK);
        desk.show(STAFF, COME_BACK);
    } else if outcome.is(ANSWERS) || outcome.is(LATE) {
        let stated = document.as_ref().map(|document| stated(desk, document));
        if let Some(Err(difference)) = stated {
            doubtful(desk, [difference]);
            return Ok(None);
        }
        if outcome.is(LATE) {
            desk.show(STAFF, LATE_ANSWER);
        }
        return Ok(Some(Answer {
            file_name: file_name.into(),
            document,
        }));
    } else if outcome.is(CANNOT_TELL) {
        let reasons = correlation.reasons.into_iter();
        doubtful(desk, reasons.filter(|reason| !reason.is(NAME_AGREES)));
    } else if !outcome.is(DUPLICATE) {
        desk.show(STAFF, correlation.outcome);
    }
    Ok(None)
}

/// What an answer states of what was asked.
///
/// # Errors
/// Why it may be another's.
pub(super) fn stated(desk: &Desk, document: &Document<'_>) -> Result<Stated, Coded> {
    let nothing = Query::default();
    let query = desk.state.query.as_ref().unwrap_or(&nothing);
    query.compare(&desk.state.institution, document)
}

/// An answer that may be another's stays where it is, and the flow goes on waiting.
pub(super) fn doubtful(desk: &mut Desk, reasons: impl IntoIterator<Item = Coded>) {
    desk.state.keep(ANOTHERS, Some("1"));
    desk.show(STAFF, CANNOT_TELL);
    for reason in reasons {
        desk.show(STAFF, reason);
    }
}

/// What came, read; nothing of a PDF or a refusal.
pub(super) fn read<'e>(
    event: &'e Event<'e>,
    file_name: &'e str,
) -> Result<Option<Document<'e>>, Problems> {
    let options = ReadOptions {
        file_name: Some(file_name),
        ..ReadOptions::default()
    };
    if let Some(content) = event.content {
        return Ok(Some(message::read_json(content, &options)?));
    }
    let is_xml = |name: FileName| name.extension.eq_ignore_ascii_case("xml");
    if !FileName::read(file_name).is_none_or(is_xml) {
        return Ok(None);
    }
    Ok(Some(message::read(event.payload, &options)?))
}

/// A file that cannot be read may not be whole yet: the flow goes on waiting.
pub(super) fn unreadable(desk: &mut Desk, problems: Problems) {
    desk.notes.extend(problems);
    desk.show(STAFF, UNREADABLE_ANSWER);
}

/// An event that the flow cannot do anything with.
pub(super) fn unfit(member: &str) -> Problems {
    let place = Place::path(["event/", member].concat());
    Problem::error(UNFIT_EVENT).at(place).into()
}
