//! The core's flows over an [exchange](crate::exchange): begins them, tells them what
//! happened, has their requests published and remembers where they stand.
//!
//! It decides nothing. The core says what follows, and the host keeps and shows it: every
//! [`Progress`] is handed to the host before the journal takes the step, and after a crash
//! it is handed out again. A host that keeps what it is handed under the conversation's
//! number or its own reference has it once.

mod happening;
mod kept;

use crate::exchange::{
    Arrival, Content, ConversationId, Event, EventId, EventKind, Exchange, Request, Turn,
};
use crate::reception::Step;
use crate::{Error, Onshi, Private, ReadOptions};
use core::time::Duration;
pub use happening::Happening;
use kept::Kept;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io;
use std::time::{Instant, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

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

/// What happened, and what follows from it.
#[derive(Debug)]
pub struct Progress<'p> {
    /// Whose it is; none of one that is just being begun.
    pub conversation: Option<ConversationId>,
    /// The host's own name for it.
    pub reference: Option<&'p str>,
    /// What happened.
    pub happening: Happening,
    /// The request that it happened to, or the file that came; empty where it is none.
    pub file_name: &'p str,
    /// What is to be done, and where the flow stands; none where it was not asked or
    /// could not answer.
    pub step: Option<&'p Private<Step>>,
    /// What came, where something did. It is removed once the journal has the step.
    pub arrival: Option<&'p Arrival>,
    /// Why the flow could not answer: [`Error::Problems`] with what came, or that it took
    /// more time or memory than the limits give. It stands where it stood.
    pub error: Option<&'p Error>,
}

/// What keeps and shows each [`Progress`]. Where it fails nothing of the batch is taken,
/// and the same comes again in the next session.
pub trait Keep {
    /// One of them, before the journal takes it.
    ///
    /// # Errors
    /// Where it cannot be kept.
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()>;

    /// The batch is whole: the place to make it durable, once for all of it.
    ///
    /// # Errors
    /// Where it cannot be.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The journal has what was begun: its number, by which it is told what staff say.
    /// Where the host has no name of its own for it, [`Desk::resume`] gives what it asks
    /// again, under its number.
    fn begun(&mut self, conversation: ConversationId, reference: Option<&str>) {
        let _ = (conversation, reference);
    }
}

impl<F: FnMut(&Progress<'_>) -> io::Result<()>> Keep for F {
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()> {
        self(progress)
    }
}

/// The flows of one host, over one exchange.
#[derive(Debug)]
pub struct Desk<'o> {
    onshi: &'o Onshi,
    exchange: Exchange,
    face_situation: String,
    as_json: bool,
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
                error: None,
            })?;
            turns.push(self.turn(step, opening.reference.clone())?);
            begun.push(Ok(()));
        }
        keep.flush()?;
        let mut ids = self.exchange.submit(&turns, at)?.into_iter();
        let begun = begun.into_iter().zip(openings);
        let begun = begun.map(|(begun, opening)| {
            begun?;
            let id = ids.next().ok_or(Error::NoSuchReception)?;
            keep.begun(id, opening.reference.as_deref());
            Ok(id)
        });
        Ok(begun.collect())
    }

    /// Tells flows what happened, and takes what they say. Waits for something to happen,
    /// `wait` at the longest. `at` is now, by whatever clock the host goes. Answers how
    /// much happened.
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
        let mut turns = Vec::new();
        for event in &events {
            turns.push(self.take(event, now, keep)?);
        }
        keep.flush()?;
        let ids = self.exchange.submit(&turns, now)?;
        for (turn, id) in turns.iter().zip(ids) {
            if turn.conversation.is_none() {
                keep.begun(id, None);
            }
        }
        Ok(events.len())
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
        keep.flush()?;
        self.exchange.submit(turn.as_slice(), at)?;
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
        keep.flush()?;
        self.exchange.submit(&turns, at)?;
        Ok(())
    }

    /// What one flow says to an event of the counter's; no turn where it is over.
    fn say(
        &self,
        conversation: ConversationId,
        event: &Value,
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<Option<Turn>, Error> {
        let known = self.exchange.conversation(conversation)?;
        let known = known.ok_or(Error::NoSuchReception)?;
        let kept = Kept::read(&known.state);
        let event = event.to_string();
        let step = self.onshi.advance(&kept.state, &event, &[], &rfc3339(at))?;
        keep.progress(&Progress {
            conversation: Some(conversation),
            reference: kept.reference.as_deref(),
            happening: Happening::Told,
            file_name: "",
            step: Some(&step),
            arrival: None,
            error: None,
        })?;
        if known.outcome.is_some() {
            return Ok(None);
        }
        Ok(Some(Turn {
            conversation: Some(conversation),
            ..self.turn(step, kept.reference)?
        }))
    }

    /// One event of the exchange, and the turn that answers it.
    fn take(&self, event: &Event, at: SystemTime, keep: &mut dyn Keep) -> Result<Turn, Error> {
        let known = match event.conversation {
            Some(id) => self.exchange.conversation(id)?,
            None => None,
        };
        let kept = known.as_ref().map(|known| Kept::read(&known.state));
        let reference = kept.as_ref().and_then(|kept| kept.reference.clone());
        let arrival = event.kind.arrival();
        let (step, error) = match self.step(event, kept.as_ref(), at) {
            Ok(step) => (step, None),
            // One file that cannot be dealt with must not stop all others, now and
            // whenever the exchange is opened.
            Err(error @ (Error::Problems(_) | Error::LimitReached(_))) => (None, Some(error)),
            Err(error) => return Err(error),
        };
        keep.progress(&Progress {
            conversation: event.conversation,
            reference: reference.as_deref(),
            happening: Happening::of(&event.kind),
            file_name: &event.file_name,
            step: step.as_ref(),
            arrival,
            error: error.as_ref(),
        })?;
        let answers = Some(event.id);
        Ok(match (step, known) {
            (Some(step), _) => Turn {
                conversation: event.conversation,
                answers,
                ..self.turn(step, reference)?
            },
            (None, Some(known)) => Turn {
                conversation: event.conversation,
                answers,
                state: known.state,
                until: known.until,
                ..Turn::default()
            },
            (None, None) => nobodys(event.id),
        })
    }

    /// What the flow says to an event; nothing where it is not asked.
    fn step(
        &self,
        event: &Event,
        kept: Option<&Kept>,
        at: SystemTime,
    ) -> Result<Option<Private<Step>>, Error> {
        let Some((told, payload)) = self.told(event)? else {
            return Ok(None);
        };
        let now = rfc3339(at);
        let begun;
        let state = match (kept, &event.kind) {
            (Some(kept), _) => &kept.state,
            (None, EventKind::Unasked(_)) => {
                begun = self
                    .onshi
                    .begin("face-reader", &self.face_situation, &now)?;
                &begun.state
            }
            (None, _) => return Ok(None),
        };
        let step = self
            .onshi
            .advance(state, &told.to_string(), &payload, &now)?;
        Ok(Some(step))
    }

    /// An event in the core's words, with the bytes that came; nothing of what is for
    /// staff to know, not for the flow: one more of what was dealt with.
    fn told<'e>(&self, event: &'e Event) -> Result<Option<Told<'e>>, Error> {
        let kind = match &event.kind {
            EventKind::Published => "published",
            EventKind::Unpublished(_) => "unpublished",
            EventKind::Uncertain(_) => "uncertain",
            EventKind::TimeOut => "time-out",
            EventKind::Duplicate(_) => return Ok(None),
            kind => {
                let arrival = kind.arrival();
                return arrival.map(|arrival| self.came(event, arrival)).transpose();
            }
        };
        let mut told = json!({ "kind": kind });
        if !event.file_name.is_empty() {
            told["fileName"] = event.file_name.as_str().into();
        }
        Ok(Some((told, Cow::default())))
    }

    /// What came, with its bytes; of what is too large for memory, the first part as JSON.
    fn came<'e>(&self, event: &'e Event, arrival: &'e Arrival) -> Result<Told<'e>, Error> {
        let name = arrival.unpacked_from.as_ref().unwrap_or(&event.file_name);
        let mut told = json!({ "kind": "arrived", "fileName": name });
        if let Content::Memory(bytes) = &arrival.content {
            return Ok((told, bytes.into()));
        }
        let options = ReadOptions::named(name.as_str());
        let from = arrival.content.open()?;
        if let Some(first) = self.onshi.read_parts(from, &options).next().transpose()? {
            told["content"] = serde_json::from_str(&first.content).unwrap_or_default();
        }
        Ok((told, Cow::default()))
    }

    /// A step as the exchange keeps it.
    fn turn(&self, step: Private<Step>, reference: Option<String>) -> Result<Turn, Error> {
        let step = step.into_inner();
        let mut requests = Vec::new();
        for action in step.actions {
            if let ("publish", Some(name), Some(bytes)) =
                (action.kind.as_str(), action.file_name, action.bytes)
            {
                let mut request = Request::new(name, bytes);
                if self.as_json {
                    let options = ReadOptions::named(request.file_name.as_str());
                    let message = self.onshi.read(&request.content, &options)?;
                    request.content = message.into_inner().content.into_bytes();
                }
                if let Some(result) = action.result_name {
                    request.result_name = result;
                }
                if let Some(refusal) = action.refusal_name {
                    request.refusal_name = refusal;
                }
                requests.push(request);
            }
        }
        Ok(Turn {
            flow: step.flow,
            state: Kept {
                reference,
                state: step.state,
            }
            .to_text(),
            requests,
            until: step.until.as_deref().and_then(system_time),
            outcome: step.outcome.map(|outcome| outcome.kind),
            ..Turn::default()
        })
    }
}

/// An event in the core's words, and the bytes beside it.
type Told<'e> = (Value, Cow<'e, [u8]>);

/// What came unasked and is nothing a flow begins with: known, and over at once.
fn nobodys(answers: EventId) -> Turn {
    Turn {
        answers: Some(answers),
        outcome: Some("refused".to_owned()),
        ..Turn::default()
    }
}

fn rfc3339(at: SystemTime) -> String {
    let at = OffsetDateTime::from(at);
    let at = at.replace_nanosecond(0).unwrap_or(at);
    at.format(&Rfc3339).unwrap_or_default()
}

fn system_time(text: &str) -> Option<SystemTime> {
    Some(OffsetDateTime::parse(text, &Rfc3339).ok()?.into())
}
