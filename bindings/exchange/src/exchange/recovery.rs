//! After a crash: what became of what was under way.

use super::Exchange;
use crate::Error;
use crate::journal::Phase;
use crate::transport::{Publication, Whereabouts};
use crate::trouble::RESTARTED;
use std::time::SystemTime;

/// What opening an exchange found of earlier sessions. Everything in it also comes as
/// an event of its conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Conversations that go on.
    pub conversations: u64,
    /// Requests that had gone before the crash.
    pub published: u64,
    /// Requests that had not, and were published now.
    pub published_now: u64,
    /// Requests that had not and will not: their time was over, or they could not be.
    pub unpublished: u64,
    /// Requests of which it cannot be known, or not yet.
    pub uncertain: u64,
    /// Requests that were written but that the journal does not have: their turn was
    /// never taken, and they are thrown away.
    pub discarded: u64,
}

impl Exchange {
    pub(super) fn recover(&mut self, at: SystemTime) -> Result<(), Error> {
        for conversation in self.journal.open_conversations()? {
            self.open.insert(conversation.id, conversation);
        }
        self.recovery.conversations = u64::try_from(self.open.len()).unwrap_or(u64::MAX);
        self.leftovers = self.journal.leftovers()?;
        let rows = self.journal.open_files()?;
        let prepared = rows.iter().filter(|row| row.phase == Phase::Prepared);
        let tokens: Vec<String> = prepared.map(|row| row.token.clone()).collect();
        self.recovery.discarded = self.transport.discard_others(&tokens);
        for row in rows {
            if row.phase != Phase::Unpublished {
                self.expect(row.clone());
            }
            if row.phase == Phase::Prepared {
                let (outcome, counted) = self.find_out(&row, at);
                *counted(&mut self.recovery) += 1;
                self.became(&row, outcome)?;
            } else if !row.told {
                if row.phase == Phase::Unpublished {
                    self.transport.discard(&row.token);
                }
                self.tell(&row, row.phase, row.trouble);
            }
        }
        self.sweep()
    }
}

type Count = fn(&mut Recovery) -> &mut u64;

impl Exchange {
    fn find_out(&mut self, row: &crate::journal::FileRow, at: SystemTime) -> (Publication, Count) {
        let is_there = self.transport.whereabouts(&row.token, &row.name);
        // A name given within the last moment before a power cut may not have reached the
        // disk, though the connector saw it: the temporary name proves nothing then.
        if self.journal.restarted && is_there == Whereabouts::Staged {
            return (Publication::Uncertain(RESTARTED), |found| {
                &mut found.uncertain
            });
        }
        let outcome = self.where_is(row, at);
        let count: Count = match outcome {
            Publication::Published if is_there == Whereabouts::Staged => {
                |found| &mut found.published_now
            }
            Publication::Published => |found| &mut found.published,
            Publication::Unpublished(_) => |found| &mut found.unpublished,
            Publication::Uncertain(_) | Publication::Underway => |found| &mut found.uncertain,
        };
        (outcome, count)
    }
}
