//! Flows are told what happened, in the core's words.

use super::kept::Kept;
use super::times::rfc3339;
use super::turn::nobodys;
use super::{Desk, Happening, Keep, Progress};
use crate::exchange::{Arrival, Content, ConversationId, Event, EventKind, Turn};
use crate::reception::Step;
use crate::{Error, Private, ReadOptions};
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
}
