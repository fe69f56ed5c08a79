//! Away from the counter: 訪問診療等, 訪問薬剤管理指導, オンライン診療等 and オンライン服薬指導
//! (facts §2.7, §5.4, §5.5).
//!
//! It needs `institution` and `suffix`. `visit` says what it is about:
//!
//! * `first` (or absent): the patient is shown the institution's page (マイナ在宅受付Web),
//!   identifies with the card and consents on a device; then what was consented is
//!   fetched, by the date of the consent (`from`, `to`; the day itself if absent).
//! * `fetch`: only that; `receptionNumber` collects what was asked for before. Online
//!   care may be fetched by the date of the examination instead (`byExamination`).
//! * `later`: a later visit without the card. Its request (OQS-IF-025, 027) is not
//!   public: who has its layout hands it over as `layouts`, with `content`, and it is
//!   sent, and the result compared with `patients`, the one who is visited, and with what
//!   of the person the request holds; without a birth date staff are told that only its
//!   name attributes it. Otherwise it is a seam, and staff say what the screen shows.
//! * `cancel`: a consent is cancelled. Its request (OQS-IF-037 for home visits; of none
//!   for online care is anything public) is not public: a seam.
//!
//! The request for the page's address (OQS-IF-039) is not public either. In online care
//! consent is taken each time; for home visits it holds until it is cancelled.

mod questions;

use super::batch::{self, Batch};
use super::by_number;
use super::desk::{Desk, PATIENT, STAFF, file_identifier};
use super::event::Event;
use super::flow::Flow;
use super::inquiry::{self, WAYS};
use super::numbers;
use super::query::{NamedTexts, Query};
use super::result;
use super::situation::Situation;
use super::talk::{self, Question};
use super::words::{
    ASKING_CANCELLATION, BY_NAME_ALONE, CANCELLING, CHOOSING, CONSENT_CANCELLED, CONSENT_ENDED,
    EACH_TIME, FOLLOW_LATER_VISIT, FOLLOW_MEDICAL_INFORMATION, INVITING, ON_SCREEN, OPEN_PAGE,
    SEAM_CANCEL, SEAM_LATER, SEAM_URL, UNTIL_CANCELLED, USE_PAGE,
};
use crate::eligibility::BulkJudgement;
use crate::eligibility::consent::CONSENT_EXPIRED;
use crate::message::{self, Asked};
use crate::problem::{Code, Coded, Problems};
use alloc::string::String;
use alloc::vec::Vec;
use questions::{CANCELLATIONS, INVITED, INVITED_AT_HOME, questions};

pub(super) const HOME_VISIT: Flow = at_home("home-visit");
pub(super) const HOME_VISIT_PHARMACY: Flow = at_home("home-visit-pharmacy");
pub(super) const ONLINE_CARE: Flow = on_screen("online-care");
pub(super) const ONLINE_PHARMACY: Flow = on_screen("online-pharmacy");

const fn at_home(name: &'static str) -> Flow {
    Flow {
        name,
        begin: |desk, of| begin(desk, &HOME, of),
        advance: |desk, event| advance(desk, &HOME, event),
        present: |desk| present(desk, &HOME),
        ways: &WAYS,
    }
}

const fn on_screen(name: &'static str) -> Flow {
    Flow {
        name,
        begin: |desk, of| begin(desk, &ONLINE, of),
        advance: |desk, event| advance(desk, &ONLINE, event),
        present: |desk| present(desk, &ONLINE),
        ways: &WAYS,
    }
}

/// What home visits and online care differ in.
struct Care {
    /// 診療区分 (OQSCD028).
    flag: &'static str,
    batch: Batch,
    /// The request of a later visit.
    later: &'static str,
    /// The request that cancels a consent, where one is known of (facts §1.2).
    cancel: Option<&'static str>,
    /// How long a consent holds.
    consent: Code,
    questions: [Question; 4],
}

static HOME: Care = Care {
    flag: "2",
    batch: Batch {
        submit: "OQS-IF-017",
        collect: "OQS-IF-019",
        result: "OQS-IF-020",
        after: home,
    },
    later: "OQS-IF-025",
    cancel: Some("OQS-IF-037"),
    consent: UNTIL_CANCELLED,
    questions: questions(INVITED_AT_HOME),
};

static ONLINE: Care = Care {
    flag: "3",
    batch: Batch {
        submit: "OQS-IF-021",
        collect: "OQS-IF-023",
        result: "OQS-IF-024",
        after: online,
    },
    later: "OQS-IF-027",
    cancel: None,
    consent: EACH_TIME,
    questions: questions(INVITED),
};

const IDENTIFIER: &str = "ArbitraryFileIdentifier";
const GROUP: &str = "QualificationConfirmSearchInfo";
/// What is remembered: why a consent is cancelled.
const WHY: &str = "why";

fn begin(desk: &mut Desk, care: &Care, of: &Situation) -> Result<(), Problems> {
    let seconds = desk.state.times.question_seconds;
    match of.visit {
        None | Some("first") => {
            desk.state.query = Some(query(desk, care, of));
            desk.seam(SEAM_URL, Some("OQS-IF-039"));
            desk.show(STAFF, care.consent);
            desk.show(PATIENT, USE_PAGE);
            desk.enter(INVITING, seconds);
        }
        Some("fetch") => {
            return batch::begin(desk, &care.batch, of, |desk| {
                let query = query(desk, care, of);
                let content = query.content(GROUP);
                desk.state.query = Some(query);
                Ok(content)
            });
        }
        Some("later") => return later(desk, care, of),
        Some(_) => desk.enter(ASKING_CANCELLATION, seconds),
    }
    Ok(())
}

fn query(desk: &Desk, care: &Care, of: &Situation) -> Query {
    let today = desk.at.date_in_japan().to_wire();
    let from = of.from.as_ref().unwrap_or(&today);
    let to = of.to.as_ref().unwrap_or(&today);
    let names = if of.by_examination {
        ["ExaminationDateFrom", "ExaminationDateTo"]
    } else {
        ["ConsentDateFrom", "ConsentDateTo"]
    };
    let [from_name, to_name] = names;
    let query = [
        (from_name, Some(from.as_str())),
        (to_name, Some(to.as_str())),
        ("MedicalTreatmentFlag", Some(care.flag)),
    ];
    let header = [
        ("MedicalInstitutionCode", Some(of.institution.as_str())),
        (IDENTIFIER, file_identifier(of)),
    ];
    Query::new(&header, &query)
}

/// A later visit: by the layout that the host has, or by hand.
fn later(desk: &mut Desk, care: &Care, of: &Situation) -> Result<(), Problems> {
    desk.show(STAFF, care.consent);
    let mut layouts = of.build.layouts.iter();
    let layout = layouts.find(|layout| layout.id() == care.later);
    if let (Some(layout), Some(content)) = (layout, of.content.as_deref()) {
        let mut query = Query::in_request(&numbers::document(of)?);
        let ours = query.header.get("MedicalInstitutionCode");
        if ours.is_some_and(|code| code != of.institution) {
            return Err(numbers::anothers());
        }
        // What the request has none of, building it adds.
        if message::has_identifier(layout) && query.header.get(IDENTIFIER).is_none() {
            let suffix = message::default_identifier(&of.build.suffix);
            query.header.set(IDENTIFIER, suffix.unwrap_or_default());
        }
        let asked = Asked {
            arbitrary_file_identifier: query.header.get(IDENTIFIER).map(String::from),
            ..Asked::default()
        };
        if let Some(patient) = of.patients.first() {
            query.person = NamedTexts::of(&by_number::numbers(patient));
        }
        // Without a birth date to compare, nothing tells whose the answer is.
        let by_name = query.asked("Birthdate").is_none();
        desk.state.keep(BY_NAME, by_name.then_some("1"));
        desk.state.query = Some(query);
        desk.state.keep(LATER, Some("1"));
        return inquiry::send(desk, care.later, content, asked, None);
    }
    desk.seam(SEAM_LATER, Some(care.later));
    let seconds = desk.state.times.question_seconds;
    desk.enter(ON_SCREEN, seconds);
    Ok(())
}

const LATER: &str = "later";
/// Whether the answer can be told by its name alone.
const BY_NAME: &str = "by-name";

fn advance(desk: &mut Desk, care: &Care, event: &Event<'_>) -> Result<(), Problems> {
    let phase = desk.state.phase;
    if phase == CHOOSING {
        return result::chosen(desk, event);
    }
    if !care
        .questions
        .iter()
        .any(|question| question.phase == phase)
    {
        if desk.state.kept(LATER).is_none() {
            return batch::advance(desk, &care.batch, event);
        }
        if let Some(answer) = inquiry::take(desk, event)? {
            if desk.state.kept(BY_NAME).is_some() {
                desk.show(STAFF, BY_NAME_ALONE);
            }
            result::judged(desk, &answer);
        }
        return Ok(());
    }
    let seconds = desk.state.times.question_seconds;
    let Some(option) = talk::take(desk, &care.questions, event, seconds)? else {
        return Ok(());
    };
    if phase == INVITING {
        let query = desk.state.query.as_ref();
        let content = query.map(|query| query.content(GROUP));
        let suffix = event.suffix.as_deref();
        return batch::submit(desk, &care.batch, &content.unwrap_or_default(), suffix);
    }
    if phase == ASKING_CANCELLATION {
        desk.state.keep(WHY, Some(option.id()));
        desk.seam(SEAM_CANCEL, care.cancel);
        desk.enter(CANCELLING, seconds);
        return Ok(());
    }
    let why = desk.state.kept(WHY).unwrap_or_default();
    let reason = CANCELLATIONS.iter().find(|line| line.option.id() == why);
    desk.settle(CONSENT_CANCELLED, reason.map(|line| line.option));
    Ok(())
}

fn present(desk: &mut Desk, care: &Care) {
    if desk.state.phase == INVITING {
        desk.open(OPEN_PAGE);
    }
    talk::present(desk, &care.questions);
    batch::present(desk);
    result::present(desk);
}

/// What may follow, and whose consent has ended. Where a result says why it ended
/// (OQSCD031) is not public: the judgement says that it did.
fn home(desk: &mut Desk, all: &BulkJudgement) -> Vec<Coded> {
    let mut offers = online(desk, all);
    if !all.units.is_empty() {
        offers.push(FOLLOW_LATER_VISIT.into());
    }
    offers
}

fn online(desk: &mut Desk, all: &BulkJudgement) -> Vec<Coded> {
    let consents = || {
        let each = all
            .units
            .iter()
            .flat_map(|unit| &unit.judgement.eligibilities);
        each.flat_map(|one| &one.consents)
    };
    if consents().any(|consent| consent.reason.is(CONSENT_EXPIRED)) {
        desk.show(STAFF, CONSENT_ENDED);
    }
    let viewable = consents().any(result::is_viewable);
    let offer = viewable.then(|| FOLLOW_MEDICAL_INFORMATION.into());
    offer.into_iter().collect()
}
