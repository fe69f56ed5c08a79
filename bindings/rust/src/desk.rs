//! The core's flows over an [exchange](crate::exchange): begins them, tells them what
//! happened, has their requests published and remembers where they stand.
//!
//! It decides nothing. The core says what follows, and the host keeps and shows it: every
//! [`Progress`] is handed to the host before the journal takes the step, and after a crash
//! it is handed out again. A host that keeps what it is handed under the conversation's
//! number or its own reference has it once.

mod asking;
mod faces;
mod happening;
mod kept;
mod many;
mod progress;
mod times;
mod turn;

use crate::exchange::{ConversationId, EventKind, Exchange, Turn};
use crate::{Error, Onshi};
use core::time::Duration;
pub use faces::Unsettled;
pub use happening::Happening;
use kept::Kept;
pub use progress::{Keep, Progress};
use serde_json::{Value, json};
use std::time::{Instant, SystemTime};
use times::rfc3339;

/// A flow to begin.
#[derive(Clone, Default)]
pub struct Opening {
    /// Such as `by-number`: see `wit/reception.wit`.
    pub flow: String,
    /// What is known, a JSON object as `reception.begin` takes it.
    pub situation: String,
    /// The host's own name for it, such as the number of a visit; no personal data.
    pub reference: Option<String>,
}

// A situation holds a patient's numbers.
impl core::fmt::Debug for Opening {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Opening({})", self.flow)
    }
}

/// A reception that is not over.
#[derive(Clone, Debug)]
pub struct Reception {
    /// Which conversation it is.
    pub conversation: ConversationId,
    /// The flow's name.
    pub flow: String,
    /// The host's own name for it.
    pub reference: Option<String>,
    /// When its time is over.
    pub until: Option<SystemTime>,
}

/// The flows of one host, over one exchange.
#[derive(Debug)]
pub struct Desk<'o> {
    onshi: &'o Onshi,
    exchange: Exchange,
    face_situation: String,
    as_json: bool,
    /// Readers' results of which it is open whose they are.
    unsettled: Vec<Unsettled>,
    /// How many came in this session.
    results: u64,
}

impl<'o> Desk<'o> {
    /// Over an exchange. `face_situation` is what `face-reader` flows begin with when a
    /// reader's result comes that nobody waited for: a JSON object with `institution`.
    #[must_use]
    pub fn new(onshi: &'o Onshi, exchange: Exchange, face_situation: impl Into<String>) -> Self {
        Self {
            onshi,
            exchange,
            face_situation: face_situation.into(),
            as_json: false,
            unsettled: Vec::new(),
            results: 0,
        }
    }

    /// Over the Web API: requests go as the JSON of the same message.
    #[must_use]
    pub const fn as_json(mut self) -> Self {
        self.as_json = true;
        self
    }

    /// What is under it.
    #[must_use]
    pub const fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// The same, for what a suffix is asked of.
    pub const fn exchange_mut(&mut self) -> &mut Exchange {
        &mut self.exchange
    }

    /// How many are not over.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.exchange.under_way()
    }

    /// What is not over, oldest first.
    pub fn receptions(&self) -> impl Iterator<Item = Reception> + '_ {
        self.exchange.conversations().map(|conversation| Reception {
            conversation: conversation.id,
            flow: conversation.flow,
            reference: Kept::read(&conversation.state).reference,
            until: conversation.until,
        })
    }

    /// Begins flows; all their requests share one flush. A flow that cannot begin has an
    /// error of its own, and nothing of it is kept.
    ///
    /// # Errors
    /// Where the journal cannot take them or keeping fails: then none has begun.
    pub fn begin(
        &mut self,
        openings: &[Opening],
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<Vec<Result<ConversationId, Error>>, Error> {
        let now = rfc3339(at);
        let mut begun = Vec::new();
        let mut turns = Vec::new();
        for opening in openings {
            let step = self.onshi.begin(&opening.flow, &opening.situation, &now);
            let step = match step {
                Ok(step) => step,
                Err(error) => {
                    begun.push(Err(error));
                    continue;
                }
            };
            keep.progress(&Progress {
                conversation: None,
                reference: opening.reference.as_deref(),
                happening: Happening::Begun,
                file_name: "",
                step: Some(&step),
                arrival: None,
                part: None,
                stays: false,
                error: None,
            })?;
            let kept = Kept {
                reference: opening.reference.clone(),
                ..Kept::default()
            };
            turns.push(self.turn(step, kept)?);
            begun.push(Ok(()));
        }
        let mut ids = self.submit(&turns, at, keep)?.into_iter();
        let begun = begun.into_iter().zip(openings);
        let begun = begun.map(|(begun, opening)| {
            begun?;
            let id = ids.next().ok_or(Error::NoSuchReception)?;
            keep.begun(id, opening.reference.as_deref());
            Ok(id)
        });
        Ok(begun.collect())
    }

    /// Tells flows what happened, and takes what they say. A reader's result is told to the
    /// flows that wait at the reader, until one says that it is its patient's; where none
    /// could be meant, one begins, and otherwise staff say whose it is
    /// ([`unsettled`](Self::unsettled)). Waits for
    /// something to happen, `wait` at the longest. `at` is now, by whatever clock the host
    /// goes. Answers how much happened.
    ///
    /// # Errors
    /// Where the journal cannot be used, the component cannot run or keeping fails: then
    /// the exchange is to be opened anew, and everything comes again.
    pub fn go_on(
        &mut self,
        at: SystemTime,
        wait: Duration,
        keep: &mut dyn Keep,
    ) -> Result<usize, Error> {
        let began = Instant::now();
        let events = self.exchange.collect(at, wait)?;
        let now = at.checked_add(began.elapsed()).unwrap_or(at);
        let happened = events.len();
        let mut busy = events
            .iter()
            .filter_map(|event| event.conversation)
            .collect();
        let mut answered = Vec::new();
        for event in events {
            if matches!(event.kind, EventKind::Unasked(_)) {
                self.add_unasked(event);
            } else {
                let turn = self.take(&event, now, keep)?;
                answered.push((event.conversation, turn));
            }
        }
        answered.extend(self.settle_by_the_core(now, &mut busy, keep)?);
        let (of, turns): (Vec<_>, Vec<_>) = answered.into_iter().unzip();
        let ids = self.submit(&turns, now, keep)?;
        for ((of, turn), id) in of.into_iter().zip(&turns).zip(ids) {
            match (of, turn.conversation) {
                (None, None) => keep.begun(id, None),
                (Some(over), None) => keep.goes_on(over, id),
                _ => {}
            }
        }
        Ok(happened)
    }

    /// Tells one flow what happened at the counter: `chosen`, `answered`, `cancelled`,
    /// `viewing` or `resumed`, as a JSON object. A flow that is over stays as it is, and
    /// says what it says: whether something may be viewed, for one.
    ///
    /// # Errors
    /// [`Error::NoSuchReception`]; [`Error::Problems`] where the event means nothing to
    /// the flow, which then stands where it stood; as [`Self::go_on`].
    pub fn tell(
        &mut self,
        conversation: ConversationId,
        event: &Value,
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<(), Error> {
        let turn = self.say(conversation, event, at, keep)?;
        self.submit(turn.as_slice(), at, keep)?;
        Ok(())
    }

    /// Has those of them that are not over say again what they wait for, and what they
    /// ask: after a crash, and what has just begun and is to be told by its number. All of
    /// it shares one flush.
    ///
    /// # Errors
    /// As [`Self::tell`].
    pub fn resume(
        &mut self,
        conversations: &[ConversationId],
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<(), Error> {
        let resumed = json!({ "kind": "resumed" });
        let mut turns = Vec::new();
        for conversation in conversations {
            let known = self.exchange.conversation(*conversation)?;
            if known.is_some_and(|known| known.outcome.is_none()) {
                turns.extend(self.say(*conversation, &resumed, at, keep)?);
            }
        }
        if turns.is_empty() {
            return Ok(());
        }
        self.submit(&turns, at, keep)?;
        Ok(())
    }

    /// Durable at the host first, then in the journal, with what the host notes there.
    fn submit(
        &mut self,
        turns: &[Turn],
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<Vec<ConversationId>, Error> {
        keep.flush()?;
        for (name, value) in keep.notes() {
            self.exchange.keep_note(name, value);
        }
        Ok(self.exchange.submit(turns, at)?)
    }
}
