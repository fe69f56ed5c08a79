//! What becomes of a 資格確認結果 (OQS-IF-002), whoever asked for it.

use super::desk::{Desk, PATIENT, STAFF};
use super::event::{Event, Kind};
use super::inquiry::{self, Answer, unfit};
use super::state::{ANSWERED, REFUSED};
use super::step::{Action, Choice, Outcome};
use super::words::{
    ASK_ELIGIBILITY, CHOOSING, CHOSEN, CONFIRMED, ELIGIBILITY, FOLLOW_BY_NUMBER,
    FOLLOW_MEDICAL_INFORMATION, FOLLOW_REFERENCE_NUMBER, NOBODY_CHOSE, NONE_OF_THEM, NOT_CONFIRMED,
    SYSTEM_SAYS,
};
use crate::eligibility::check::READER_VERIFIED;
use crate::eligibility::consent::{LIMIT_CERTIFICATE, SPECIFIC_DISEASES};
use crate::eligibility::state::{CHOOSE, ELIGIBLE, FAILED};
use crate::eligibility::{self, Consent, Judgement, StaffMessage};
use crate::json::Json;
use crate::message::{Document, FileName};
use crate::problem::{Coded, Problems};
use alloc::string::ToString;
use alloc::vec::Vec;

/// What is remembered while there is a choice: of how many.
const CHOICES: &str = "choices";

/// Judges it and says what it comes to; a PDF, which no eligibility comes as, is not
/// read.
pub(super) fn judged(desk: &mut Desk, answer: &Answer<'_>) {
    let Some(document) = &answer.document else {
        return inquiry::unreadable(desk, Problems::new());
    };
    let judgement = match eligibility::judge(document.root(), desk.at) {
        Ok(judgement) => judgement,
        Err(problems) => return inquiry::unreadable(desk, problems),
    };
    deliver(desk, "eligibility.judge", &judgement, answer, document);
    desk.show(STAFF, judgement.state.clone());
    system_says(desk, &judgement.messages);
    let settled = judgement.state.is(ELIGIBLE);
    desk.show(PATIENT, if settled { CONFIRMED } else { NOT_CONFIRMED });
    let choices = judgement.eligibilities.len();
    if judgement.state.is(CHOOSE) && choices > 1 {
        desk.state.keep(CHOICES, Some(&choices.to_string()));
        desk.state.query = None;
        let seconds = desk.state.times.question_seconds;
        return desk.enter(CHOOSING, seconds);
    }
    desk.finish(Outcome {
        kind: if judgement.state.is(FAILED) {
            REFUSED
        } else {
            ANSWERED
        },
        offers: offers(&judgement),
        reasons: judgement.reasons,
        next_steps: judgement.next_steps,
        state: Some(judgement.state),
        ..Outcome::default()
    });
}

/// What the chart gets.
pub(super) fn deliver(
    desk: &mut Desk,
    judged_by: &'static str,
    judgement: &dyn crate::answer::Answer,
    answer: &Answer<'_>,
    document: &Document<'_>,
) {
    deliver_part(desk, judged_by, judgement, answer, document);
    desk.remove(&answer.file_name);
}

/// The same of a file that is needed until all of it came.
pub(super) fn deliver_part(
    desk: &mut Desk,
    judged_by: &'static str,
    judgement: &dyn crate::answer::Answer,
    answer: &Answer<'_>,
    document: &Document<'_>,
) {
    let mut json = Json::default();
    judgement.write(&mut json);
    desk.act(Action {
        kind: "deliver",
        file_name: Some(answer.file_name.clone()),
        interface_id: interface(&answer.file_name),
        judged_by: Some(judged_by),
        judgement: Some(json.into_text()),
        content: Some(document.to_json()),
        ..Action::default()
    });
}

/// The same of a file that is for people alone, such as a PDF.
pub(super) fn deliver_file(desk: &mut Desk, answer: &Answer<'_>) {
    desk.act(Action {
        kind: "deliver",
        file_name: Some(answer.file_name.clone()),
        interface_id: interface(&answer.file_name),
        ..Action::default()
    });
    desk.remove(&answer.file_name);
}

/// As its name has it.
fn interface(file_name: &str) -> Option<&'static str> {
    Some(FileName::read(file_name)?.interface()?.id())
}

/// The system's own words, as they are (facts §2.2: also those of a success).
pub(super) fn system_says(desk: &mut Desk, messages: &[StaffMessage]) {
    for text in messages
        .iter()
        .filter_map(|message| message.text.as_deref())
    {
        desk.show(STAFF, Coded::with(SYSTEM_SAYS, text, text));
    }
}

/// What may follow.
fn offers(judgement: &Judgement) -> Vec<Coded> {
    let all = &judgement.eligibilities;
    let by_card = judgement.assurance.is(READER_VERIFIED);
    let eligible = judgement.state.is(ELIGIBLE);
    let viewable = all.iter().flat_map(|one| &one.consents).any(is_viewable);
    let registered = all.iter().any(|one| one.has_reference_number);
    let offers = [
        (by_card && eligible && !registered, FOLLOW_REFERENCE_NUMBER),
        (viewable, FOLLOW_MEDICAL_INFORMATION),
        (by_card && !eligible, FOLLOW_BY_NUMBER),
    ];
    let offers = offers.into_iter().filter(|(applies, _)| *applies);
    offers.map(|(_, offer)| offer.into()).collect()
}

/// Whether it is of information that may be asked for now.
pub(super) fn is_viewable(consent: &Consent) -> bool {
    let given = [LIMIT_CERTIFICATE, SPECIFIC_DISEASES];
    consent.viewable && !given.into_iter().any(|kind| consent.kind.is(kind))
}

/// Asks which eligibility applies.
pub(super) fn present(desk: &mut Desk) {
    if desk.state.phase != CHOOSING {
        return;
    }
    let choices = desk.state.kept_number(CHOICES).unwrap_or_default();
    let mut options: Vec<_> = (0..choices.min(99)).map(choice).collect();
    options.push(NONE_OF_THEM.into());
    desk.act(Action {
        kind: "ask",
        audience: Some(STAFF),
        question: Some("eligibility"),
        text: Some(ASK_ELIGIBILITY.into()),
        options,
        until: desk.state.until,
        ..Action::default()
    });
}

fn choice(place: u32) -> Choice {
    let number = place.saturating_add(1).to_string();
    let (message, message_ja) = ELIGIBILITY.texts(&number, &number);
    Choice {
        id: place.to_string(),
        message,
        message_ja,
    }
}

/// Somebody chose, or nobody did.
///
/// # Errors
/// What may not be chosen.
pub(super) fn chosen(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    let choices = desk.state.kept_number(CHOICES).unwrap_or_default();
    match (event.kind, event.question.as_deref()) {
        (Kind::TimeOut, _) if desk.is_due() => desk.end(REFUSED, NOBODY_CHOSE),
        (Kind::Chosen, Some("eligibility")) => {
            let option = event.option.as_deref().unwrap_or_default();
            let place = option.parse().ok().filter(|place| *place < choices);
            match place {
                Some(place) => desk.finish(Outcome {
                    kind: ANSWERED,
                    state: Some(CHOSEN.into()),
                    chosen: Some(place),
                    ..Outcome::default()
                }),
                None if option == NONE_OF_THEM.id() => desk.end(REFUSED, NONE_OF_THEM),
                None => return Err(unfit("option")),
            }
        }
        (Kind::Chosen, _) => return Err(unfit("question")),
        _ => {}
    }
    Ok(())
}
