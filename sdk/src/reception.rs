//! The flows of a reception as state machines: what the host is to do now, and what
//! comes of it.
//!
//! [`begin`] names a flow and says what is known; [`advance`] says what happened. Both
//! answer a [`Step`]: what to do ([`Action`]), when a time-out is due, and the state to
//! hand back with the next event. Nothing is done here: the host publishes, waits, shows
//! and asks. A state is text; another host, or the same after a crash, goes on with it
//! and says [`event::Kind::Resumed`] first.
//!
//! | flow | what it is |
//! |---|---|
//! | `by-number` | 資格確認書 and the like, by their numbers |
//! | `face-reader` | 顔認証付きカードリーダー: face, PIN, 目視 |
//! | `own-reader` | 汎用カードリーダー driven by the vendor: certificate and challenge |
//! | `bulk` | 一括照会: submitted, waited for, collected |
//! | `reference-number` | 照会番号登録, of one or many |
//! | `medical-information` | 薬剤・診療・健診 within the window of a consent |
//! | `home-visit`, `home-visit-pharmacy` | 訪問診療等, 訪問薬剤管理指導 |
//! | `online-care`, `online-pharmacy` | オンライン診療等, オンライン服薬指導 |
//! | `medical-aid` | 医療扶助: the month's 委託先 and tickets |
//! | `limited` | 資格確認限定型: eligibility alone, on the app's own screen |
//!
//! Three rules run through all of them:
//!
//! * A request is published once. Whatever leaves in doubt whether it was processed ends
//!   in `uncertain`, never in a second try.
//! * No refusal is a dead end: [`Outcome::next_steps`] names the lawful ways on.
//! * Where the wire of a step is not public, the action is a `seam` that names what is
//!   to be done by hand or by the vendor; nothing is made up in its place.

mod away;
mod batch;
mod bulk;
mod by_number;
mod card;
mod desk;
pub mod event;
mod face_reader;
mod flow;
mod inquiry;
mod limited;
mod medical_aid;
mod medical_information;
mod numbers;
mod own_reader;
mod query;
mod reference_number;
mod result;
mod screen;
mod situation;
mod state;
mod step;
mod talk;
pub mod words;

pub use card::Presented;
pub use event::Event;
pub use situation::{Insured, Situation, Times};
pub use step::{Action, Choice, Outcome, Step};

use crate::message::READ_WHOLE;
use crate::problem::{Place, Problem, Problems};
use crate::time::Instant;
use desk::Desk;
use event::Kind;
use flow::Flow;
use state::{CANCELLED, State};
use words::{FINISHED, NO_FLOW, STOPPED};

pub use words::CODES;

/// Begins a flow.
///
/// # Errors
/// `reception.unknown-flow`; what the situation lacks; every problem of the request that
/// was to be built.
pub fn begin(flow: &str, situation: &Situation, at: Instant) -> Result<Step, Problems> {
    let unknown = || Problem::error(NO_FLOW).at(Place::path("flow"));
    let flow = Flow::named(flow).ok_or_else(unknown)?;
    let mut desk = Desk::new(State::new(flow, FINISHED, situation), at);
    (flow.begin)(&mut desk, situation)?;
    Ok(desk.into_step())
}

/// Goes on with a flow.
///
/// # Errors
/// `reception.no-state`; `reception.unfit-event` where the event means nothing to the
/// flow; `message.read-whole` where it takes no message by parts. The flow then stands where
/// it stood.
pub fn advance(state: &str, event: &Event<'_>, at: Instant) -> Result<Step, Problems> {
    let mut desk = Desk::new(State::from_text(state)?, at);
    let flow = desk.state.flow;
    match event.kind {
        Kind::Resumed => (flow.present)(&mut desk),
        Kind::Cancelled if desk.is_finished() => {}
        Kind::Cancelled => desk.end(CANCELLED, STOPPED),
        // Only what is collected is of many, and comes in parts.
        _ if event.part.is_some() && desk.state.kept(inquiry::RECEPTION_NUMBER).is_none() => {
            return Err(Problem::error(READ_WHOLE)
                .at(Place::path("event/part"))
                .into());
        }
        _ => (flow.advance)(&mut desk, event)?,
    }
    Ok(desk.into_step())
}
