//! Card readers' results, which nobody asked for: the core says whose they are, by what
//! they carry; where it cannot, staff do.

use super::kept::Kept;
use super::times::rfc3339;
use super::{Desk, Happening, Keep, Progress};
use crate::exchange::{Conversation, ConversationId, Event, Turn};
use crate::reception::{Action, Step};
use crate::{Error, Private};
use serde_json::Value;
use std::collections::HashSet;
use std::time::SystemTime;

/// A card reader's result of which staff have to say whose it is. It lies in its folder
/// until they do, and after a crash it is asked again.
#[derive(Clone)]
pub struct Unsettled {
    event: Event,
    /// Its place among those of this session, from 1.
    pub number: u64,
    /// What to ask, in English and Japanese: 氏名, カナ and 生年月日 of the result.
    pub question: [String; 2],
    /// The receptions that wait at the reader and may be this patient's.
    pub receptions: Vec<ConversationId>,
    /// Those that waited when the core was asked.
    seen: Option<Vec<ConversationId>>,
}

// It is about a patient.
impl core::fmt::Debug for Unsettled {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Unsettled({})", self.number)
    }
}

/// What the core says of a result.
enum Whose {
    /// This reception's, or one's that begins with it.
    Of(Box<(Option<Conversation>, Private<Step>)>),
    /// Nobody's here: it stays where it lies.
    NotOurs,
    /// Staff have to say.
    Open([String; 2], Vec<ConversationId>),
}

/// A turn, and whose the event was that it answers.
pub(super) type Answered = (Option<ConversationId>, Turn);

impl Desk<'_> {
    /// The card readers' results of which staff have to say whose they are, oldest first:
    /// [`settle`](Self::settle) takes what they say.
    pub fn unsettled(&self) -> impl Iterator<Item = &Unsettled> {
        let open = self.unsettled.iter();
        open.filter(|result| !result.question[0].is_empty())
    }

    /// What staff say: a result is that of this reception's patient, or, without one, it
    /// begins a reception of its own.
    ///
    /// # Errors
    /// [`Error::NoSuchReception`] where there is no such result, or the core does not take
    /// it for that reception's; as [`Self::go_on`].
    pub fn settle(
        &mut self,
        number: u64,
        reception: Option<ConversationId>,
        at: SystemTime,
        keep: &mut dyn Keep,
    ) -> Result<(), Error> {
        let mut known = self.unsettled.iter();
        let place = known.position(|result| result.number == number);
        let place = place.ok_or(Error::NoSuchReception)?;
        let event = self.unsettled[place].event.clone();
        let known = match reception {
            Some(id) => Some(
                self.exchange
                    .conversation(id)?
                    .ok_or(Error::NoSuchReception)?,
            ),
            None => None,
        };
        if known.as_ref().is_some_and(|known| known.outcome.is_some()) {
            return Err(Error::NoSuchReception);
        }
        let step = match &known {
            Some(known) => self.told_of(&event, &Kept::read(&known.state).state, true, at)?,
            None => self.begun_by(&event, true, at)?,
        };
        let step = step.filter(takes).ok_or(Error::NoSuchReception)?;
        let (_, turn) = self.answer(&event, known, step, keep)?;
        let ids = self.submit(&[turn], at, keep)?;
        if let (None, Some(id)) = (reception, ids.first()) {
            keep.begun(*id, None);
        }
        self.unsettled.remove(place);
        Ok(())
    }

    /// Takes in a result that came.
    pub(super) fn add_unasked(&mut self, event: Event) {
        self.results = self.results.saturating_add(1);
        self.unsettled.push(Unsettled {
            event,
            number: self.results,
            question: [String::new(), String::new()],
            receptions: Vec::new(),
            seen: None,
        });
    }

    /// Has the core say whose the results are; again where others wait than before.
    pub(super) fn settle_by_the_core(
        &mut self,
        at: SystemTime,
        busy: &mut HashSet<ConversationId>,
        keep: &mut dyn Keep,
    ) -> Result<Vec<Answered>, Error> {
        let mut turns = Vec::new();
        let mut open = Vec::new();
        for mut result in core::mem::take(&mut self.unsettled) {
            let waiting = self.at_reader();
            let ids: Vec<_> = waiting.iter().map(|(one, _)| one.id).collect();
            // Who has something else to answer first is asked the next time.
            let must_wait = ids.iter().any(|id| busy.contains(id));
            if must_wait || result.seen.as_ref() == Some(&ids) {
                open.push(result);
                continue;
            }
            match self.whose(&result.event, &waiting, at)? {
                Whose::Of(of) => {
                    let (known, step) = *of;
                    busy.extend(known.as_ref().map(|known| known.id));
                    turns.push(self.answer(&result.event, known, step, keep)?);
                }
                Whose::NotOurs => self.exchange.leave(result.event.id)?,
                Whose::Open(question, receptions) => {
                    result.question = question;
                    result.receptions = receptions;
                    result.seen = Some(ids);
                    open.push(result);
                }
            }
        }
        self.unsettled = open;
        Ok(turns)
    }

    /// The receptions that wait for a reader's result.
    fn at_reader(&self) -> Vec<(Conversation, Kept)> {
        let open = self.exchange.conversations();
        let open = open.map(|one| {
            let kept = Kept::read(&one.state);
            (one, kept)
        });
        open.filter(|(_, kept)| kept.at_reader).collect()
    }

    fn whose(
        &self,
        event: &Event,
        waiting: &[(Conversation, Kept)],
        at: SystemTime,
    ) -> Result<Whose, Error> {
        let mut receptions = Vec::new();
        let mut question = None;
        for (one, kept) in waiting {
            let Some(step) = self.told_of(event, &kept.state, false, at)? else {
                continue;
            };
            if takes(&step) {
                return Ok(Whose::Of(Box::new((Some(one.clone()), step))));
            }
            if let Some(asked) = asked(&step) {
                receptions.push(one.id);
                question = Some(asked);
            }
        }
        let own = self.begun_by(event, false, at)?;
        Ok(match own {
            Some(own) if takes(&own) && receptions.is_empty() => Whose::Of(Box::new((None, own))),
            Some(own) => match question.or_else(|| asked(&own)) {
                Some(question) => Whose::Open(question, receptions),
                None => Whose::NotOurs,
            },
            None => Whose::NotOurs,
        })
    }

    /// What a flow says to a result, or to staff's word that it is its patient's; nothing
    /// where it cannot say anything.
    fn told_of(
        &self,
        event: &Event,
        state: &str,
        is_chosen: bool,
        at: SystemTime,
    ) -> Result<Option<Private<Step>>, Error> {
        let Some(Some((mut told, payload))) = unless_unreadable(self.told(event))? else {
            return Ok(None);
        };
        if is_chosen {
            told["kind"] = "chosen".into();
            told["question"] = "person".into();
            told["option"] = "person.this-patient".into();
        }
        let told = told.to_string();
        unless_unreadable(self.onshi.advance(state, &told, &payload, &rfc3339(at)))
    }

    /// The same of a reception that begins because of the result.
    fn begun_by(
        &self,
        event: &Event,
        is_chosen: bool,
        at: SystemTime,
    ) -> Result<Option<Private<Step>>, Error> {
        let mut situation: Value = serde_json::from_str(&self.face_situation).unwrap_or_default();
        let arrival = event.kind.arrival();
        let name = arrival.and_then(|arrival| arrival.unpacked_from.as_ref());
        let name = name.unwrap_or(&event.file_name).as_str();
        if let Value::Object(members) = &mut situation {
            members.insert("fileName".to_owned(), name.into());
        }
        let situation = situation.to_string();
        let begun = self.onshi.begin("face-reader", &situation, &rfc3339(at))?;
        self.told_of(event, &begun.into_inner().state, is_chosen, at)
    }

    fn answer(
        &self,
        event: &Event,
        known: Option<Conversation>,
        step: Private<Step>,
        keep: &mut dyn Keep,
    ) -> Result<Answered, Error> {
        let kept = known.as_ref().map(|known| Kept::read(&known.state));
        let kept = kept.unwrap_or_else(Kept::at_reader);
        let conversation = known.map(|known| known.id);
        keep.progress(&Progress {
            conversation,
            reference: kept.reference.as_deref(),
            happening: Happening::Arrived,
            file_name: &event.file_name,
            step: Some(&step),
            arrival: event.kind.arrival(),
            part: None,
            stays: false,
            error: None,
        })?;
        let turn = Turn {
            conversation,
            answers: Some(event.id),
            ..self.turn(step, kept)?
        };
        Ok((None, turn))
    }
}

/// Whether the flow took the result.
fn takes(step: &Private<Step>) -> bool {
    let delivers = |action: &Action| action.kind == "deliver";
    step.outcome.is_some() || step.actions.iter().any(delivers)
}

/// What it asks instead.
fn asked(step: &Private<Step>) -> Option<[String; 2]> {
    let is_whose = |action: &&Action| action.question.as_deref() == Some("person");
    let text = step.actions.iter().find(is_whose)?.text.as_ref()?;
    Some([text.message.clone(), text.message_ja.clone()])
}

/// What cannot be dealt with must not stop all others.
fn unless_unreadable<T>(of: Result<T, Error>) -> Result<Option<T>, Error> {
    match of {
        Ok(of) => Ok(Some(of)),
        Err(Error::Problems(_) | Error::LimitReached(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
