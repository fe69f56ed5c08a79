//! A result too large to be read at once, such as that of a 一括照会: the flow is told it
//! part by part.
//!
//! It is read twice. The first time nothing is handed over: what breaks off, or says
//! something else of itself further on, is known before anybody is delivered. The second
//! time each part is handed over and made durable before the next, so that no more than one
//! is in memory.

use super::kept::Kept;
use super::times::rfc3339;
use super::{Desk, Happening, Keep, Progress};
use crate::exchange::{Arrival, Content, Conversation, Event, Turn};
use crate::reception::Step;
use crate::{Error, Private, ReadOptions};
use std::time::SystemTime;

/// Up to this many bytes a result is read at once.
const AT_ONCE: usize = 1 << 20;

/// What the core gives while it has nothing yet.
const NOTHING: &str = "{\"XmlMsg\":{}}";

/// What it says of a message, or to a flow, where parts are of no use.
const READ_WHOLE: &str = "message.read-whole";

impl Desk<'_> {
    /// Whether an arrival is told by parts.
    pub(super) fn is_large(name: &str, arrival: &Arrival) -> bool {
        let is_xml = name.rsplit_once('.');
        is_xml.is_some_and(|(_, end)| end.eq_ignore_ascii_case("xml"))
            && match &arrival.content {
                Content::Memory(bytes) => bytes.len() > AT_ONCE,
                Content::File(_) => true,
            }
    }

    /// Tells a flow a large result, and the turn that answers it; whole, where parts of it
    /// mean nothing or the flow takes none.
    pub(super) fn take_parts(
        &self,
        event: &Event,
        known: &Conversation,
        arrival: &Arrival,
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<Turn, Error> {
        let kept = Kept::read(&known.state);
        let delivers =
            |step: &Private<Step>| step.actions.iter().any(|action| action.kind == "deliver");
        let mut first = None;
        let whole = self.each_part(event, &kept.state, arrival, at, &mut |_, step, _| {
            // Where the first is not used, no other is.
            let is_used = delivers(&step);
            first = Some(step);
            Ok(is_used)
        });
        let told = match whole {
            Ok(()) if first.as_ref().is_some_and(delivers) => None,
            Ok(()) => Some(Ok(first)),
            Err(error) if says_read_whole(&error) => Some(self.step(event, &kept, at)),
            // It could not be read to its end: the flow stands where it stood.
            Err(error) => Some(Err(error)),
        };
        if let Some(step) = told {
            return self.taken(event, Some(known.clone()), step, keep);
        }
        let mut last = None;
        let mut removes = false;
        self.each_part(
            event,
            &kept.state,
            arrival,
            at,
            &mut |part, step, is_last| {
                removes |= step.actions.iter().any(|action| action.kind == "remove");
                keep.progress(&Progress {
                    conversation: Some(known.id),
                    reference: kept.reference.as_deref(),
                    happening: Happening::of(&event.kind),
                    file_name: &event.file_name,
                    step: Some(&step),
                    arrival: event.kind.arrival(),
                    part: Some(part),
                    stays: !removes,
                    error: None,
                })?;
                if !is_last {
                    keep.flush()?;
                }
                last = Some(step);
                Ok(true)
            },
        )?;
        let Some(step) = last else {
            return Ok(Turn::default());
        };
        let is_over = known.outcome.is_some();
        let goes_on = is_over && step.outcome.is_none();
        Ok(Turn {
            conversation: Some(known.id).filter(|_| !goes_on),
            answers: Some(event.id),
            keeps_file: !removes,
            ..self.turn(step, kept)?
        })
    }

    /// Tells the flow each part after the other, until `used` says that this is enough.
    fn each_part(
        &self,
        event: &Event,
        state: &str,
        arrival: &Arrival,
        at: SystemTime,
        used: &mut dyn FnMut(u32, Private<Step>, bool) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let name = arrival.unpacked_from.as_ref().unwrap_or(&event.file_name);
        let quoted = serde_json::Value::from(name.as_str());
        let options = ReadOptions::named(name.as_str());
        let at = rfc3339(at);
        let mut state = state.to_owned();
        let mut parts = self
            .onshi
            .read_parts(arrival.content.open().map_err(Error::Input)?, &options);
        let mut number = 0_u32;
        while let Some(part) = parts.next().transpose()? {
            let is_last = parts.is_done();
            if part.content == NOTHING && !is_last {
                continue;
            }
            // Written by the core: JSON already.
            let told = format!(
                "{{\"kind\":\"arrived\",\"fileName\":{quoted},\"part\":{number},\
                 \"isLast\":{is_last},\"content\":{}}}",
                part.content
            );
            let step = self.onshi.advance(&state, &told, &[], &at)?;
            state.clone_from(&step.state);
            if !used(number, step, is_last)? {
                break;
            }
            number = number.saturating_add(1);
        }
        Ok(())
    }
}

fn says_read_whole(error: &Error) -> bool {
    let Error::Problems(problems) = error else {
        return false;
    };
    problems.iter().any(|problem| problem.code == READ_WHOLE)
}
