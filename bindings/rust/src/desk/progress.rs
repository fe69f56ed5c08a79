//! What a host is handed, and what keeps it.

use super::Happening;
use crate::exchange::{Arrival, ConversationId};
use crate::reception::Step;
use crate::{Error, Private};
use std::io;

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
    /// What came, where something did. It is removed once the journal has the step, unless
    /// it stays.
    pub arrival: Option<&'p Arrival>,
    /// Which part of what came it is, from 0, where it was read by parts.
    pub part: Option<u32>,
    /// Whether the file that came stays where it lies, because the core did not say that it
    /// may go: it may be another's, or not be whole.
    pub stays: bool,
    /// Why the flow could not answer: [`Error::Problems`] with what came, or that it took
    /// more time or memory than the limits give. It stands where it stood.
    pub error: Option<&'p Error>,
}

/// What keeps and shows each [`Progress`]. Where it fails nothing of the batch is taken,
/// and the same comes again in the next session.
pub trait Keep {
    /// One of them, before the journal takes it. A large result of many comes as several,
    /// one after the other, each made durable ([`Self::flush`]) before the next: after a
    /// crash in between all of them come again, so what was delivered is told by its file
    /// and its [`part`](Progress::part).
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

    /// What the journal is to keep with the batch for the host, by name, once it is
    /// flushed: where an audit trail ends, for one. See
    /// [`Exchange::keep_note`](crate::exchange::Exchange::keep_note).
    fn notes(&mut self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The journal has what was begun: its number, by which it is told what staff say.
    /// Where the host has no name of its own for it,
    /// [`Desk::resume`](super::Desk::resume) gives what it asks again, under its number.
    fn begun(&mut self, conversation: ConversationId, reference: Option<&str>) {
        let _ = (conversation, reference);
    }

    /// One that was over has something left to do, because its answer came late: it goes
    /// on under this number, with its reference, and its old one stays over.
    fn goes_on(&mut self, over: ConversationId, conversation: ConversationId) {
        let _ = (over, conversation);
    }
}

impl<F: FnMut(&Progress<'_>) -> io::Result<()>> Keep for F {
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()> {
        self(progress)
    }
}
