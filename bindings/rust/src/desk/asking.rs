//! Flows are told what happened, in the core's words.

use super::kept::Kept;
use super::times::rfc3339;
use super::turn::nobodys;
use super::{Desk, Happening, Keep, Progress};
use crate::exchange::{Arrival, Content, Conversation, ConversationId, Event, EventKind, Turn};
use crate::reception::{Action, Step};
use crate::{Error, Limit, Private};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::time::SystemTime;

/// An event in the core's words, and the bytes beside it.
type Told<'e> = (Value, Cow<'e, [u8]>);

impl Desk<'_> {
    /// What one flow says to an event of the counter's; no turn where it is over.
    pub(super) fn say(
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
            part: None,
            stays: false,
            error: None,
        })?;
        if known.outcome.is_some() {
            return Ok(None);
        }
        Ok(Some(Turn {
            conversation: Some(conversation),
            ..self.turn(step, kept)?
        }))
    }

    /// One event of a conversation, and the turn that answers it.
    pub(super) fn take(
        &self,
        event: &Event,
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<Turn, Error> {
        let known = match event.conversation {
            Some(id) => self.exchange.conversation(id)?,
            None => None,
        };
        let is_answer = matches!(event.kind, EventKind::Arrived(_) | EventKind::Late(_));
        if let (Some(known), Some(arrival), true) = (&known, event.kind.arrival(), is_answer) {
            let name = arrival.unpacked_from.as_ref().unwrap_or(&event.file_name);
            if Self::is_large(name, arrival) {
                return self.take_parts(event, known, arrival, at, keep);
            }
        }
        let step = match &known {
            Some(known) => self.step(event, &Kept::read(&known.state), at),
            None => Ok(None),
        };
        self.taken(event, known, step, keep)
    }

    /// What the host keeps of it, and the turn.
    pub(super) fn taken(
        &self,
        event: &Event,
        known: Option<Conversation>,
        step: Result<Option<Private<Step>>, Error>,
        keep: &mut dyn Keep,
    ) -> Result<Turn, Error> {
        let kept = known.as_ref().map(|known| Kept::read(&known.state));
        let kept = kept.unwrap_or_default();
        let (step, error) = match step {
            Ok(step) => (step, None),
            // One file that cannot be dealt with must not stop all others, now and
            // whenever the exchange is opened.
            Err(error @ (Error::Problems(_) | Error::LimitReached(_))) => (None, Some(error)),
            Err(error) => return Err(error),
        };
        // What the flow does not say may go, stays: it may be another's, or not be whole.
        let is_answer = matches!(event.kind, EventKind::Arrived(_) | EventKind::Late(_));
        let removes = |step: &Private<Step>| {
            let removes = |action: &Action| action.kind == "remove";
            step.outcome.is_some() && step.actions.is_empty() || step.actions.iter().any(removes)
        };
        let stays = is_answer && known.is_some() && !step.as_ref().is_some_and(removes);
        keep.progress(&Progress {
            conversation: known.as_ref().map(|known| known.id).or(event.conversation),
            reference: kept.reference.as_deref(),
            happening: Happening::of(&event.kind),
            file_name: &event.file_name,
            step: step.as_ref(),
            arrival: event.kind.arrival(),
            part: None,
            stays,
            error: error.as_ref(),
        })?;
        let answers = Some(event.id);
        Ok(match (step, known) {
            (Some(step), known) => {
                // What is over is not gone on with: what a late answer leaves to do, such
                // as collecting under the 受付番号 it brought, is a conversation anew.
                let is_over = known.as_ref().is_some_and(|known| known.outcome.is_some());
                let goes_on = is_over && step.outcome.is_none();
                Turn {
                    conversation: known.map(|known| known.id).filter(|_| !goes_on),
                    answers,
                    keeps_file: stays,
                    ..self.turn(step, kept)?
                }
            }
            (None, Some(known)) => Turn {
                conversation: Some(known.id),
                answers,
                keeps_file: stays,
                state: known.state,
                until: known.until,
                ..Turn::default()
            },
            (None, None) => nobodys(event.id),
        })
    }

    /// What the flow says to an event; nothing where it is not asked.
    pub(super) fn step(
        &self,
        event: &Event,
        kept: &Kept,
        at: SystemTime,
    ) -> Result<Option<Private<Step>>, Error> {
        let Some((told, payload)) = self.told(event)? else {
            return Ok(None);
        };
        let told = told.to_string();
        let step = self
            .onshi
            .advance(&kept.state, &told, &payload, &rfc3339(at))?;
        Ok(Some(step))
    }

    /// An event in the core's words, with the bytes that came; nothing of what is for
    /// staff to know, not for the flow: one more of what was dealt with.
    pub(super) fn told<'e>(&self, event: &'e Event) -> Result<Option<Told<'e>>, Error> {
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

    /// What came, with its bytes.
    fn came<'e>(&self, event: &'e Event, arrival: &'e Arrival) -> Result<Told<'e>, Error> {
        let name = arrival.unpacked_from.as_ref().unwrap_or(&event.file_name);
        let told = json!({ "kind": "arrived", "fileName": name });
        Ok(match &arrival.content {
            Content::Memory(bytes) => (told, bytes.into()),
            // Nothing that is read at once is as large as that.
            Content::File(_) => return Err(Error::LimitReached(Limit::Memory)),
        })
    }
}
