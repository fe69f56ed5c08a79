//! Turns: written down, then published.

use super::{Exchange, Handed, Happening, Noted, Step};
use crate::Error;
use crate::conversation::{
    ConversationId, EventId, EventKind, Request, Turn, folded, is_plain, stem,
};
use crate::journal::{Batch, Change, ConversationRow, FileRow, Phase};
use crate::transport::{Outgoing, Publication};
use crate::trouble::{NAME_IN_USE, Trouble};
use core::time::Duration;
use std::collections::HashSet;
use std::time::SystemTime;

/// How often the journal forgets what is old enough.
const PURGE_EVERY: Duration = Duration::from_secs(60);

/// The conversation of each turn, and its requests.
type Written = (Vec<i64>, Vec<FileRow>);

impl Exchange {
    /// Takes turns of conversations, all of them or none, and publishes their requests.
    /// Answers the conversation of each. What becomes of a request comes as an event.
    ///
    /// In this order: the requests become durable under temporary names, the journal
    /// takes the turns in one transaction, the requests get their names, and files whose
    /// events were answered are removed.
    ///
    /// # Errors
    /// [`Error::UnknownConversation`], [`Error::UnknownEvent`], [`Error::FileName`], and
    /// where the journal cannot be written or is [gone](Error::JournalGone); nothing was
    /// published then.
    pub fn submit(&mut self, turns: &[Turn], at: SystemTime) -> Result<Vec<ConversationId>, Error> {
        self.check(turns)?;
        let staged = self.stage(turns)?;
        if !staged.is_empty() {
            self.passed(Step::Staged)?;
        }
        let (ids, rows) = self.write(turns, &staged, at)?;
        self.passed(Step::Prepared)?;
        self.remember(turns, &ids, &rows);
        self.publish(rows)?;
        self.sweep()?;
        self.journal.tidy_in_time();
        Ok(ids.into_iter().map(ConversationId).collect())
    }

    fn check(&self, turns: &[Turn]) -> Result<(), Error> {
        let mut answered = HashSet::new();
        let mut changed = HashSet::new();
        for turn in turns {
            let asked = turn.conversation.map(|id| id.0);
            if let Some(event) = turn.answers {
                let handed = self.handed.get(&event).ok_or(Error::UnknownEvent)?;
                if !self.may_answer(asked, handed) || !answered.insert(event) {
                    return Err(Error::UnknownEvent);
                }
            }
            if let Some(id) = asked {
                // A conversation that is over can still be told of a late result.
                let is_over = !self.open.contains_key(&id);
                let does_more = turn.answers.is_none() || !turn.requests.is_empty();
                if is_over && does_more || !changed.insert(id) {
                    return Err(Error::UnknownConversation);
                }
            }
            for request in &turn.requests {
                let names = [
                    &request.file_name,
                    &request.result_name,
                    &request.refusal_name,
                ];
                if !names.iter().all(|name| is_plain(name)) {
                    return Err(Error::FileName);
                }
            }
        }
        Ok(())
    }

    /// Whether a turn of this conversation, or one that begins another, answers it.
    fn may_answer(&self, asked: Option<i64>, handed: &Handed) -> bool {
        match handed.conversation {
            // What nobody asked for begins one, or an open one waited for it.
            None => asked.is_none_or(|id| self.open.contains_key(&id)),
            // What is over stays over: what a late result leaves to do begins another.
            Some(_) if asked.is_none() => handed.kind == Noted::Late,
            of => of == asked,
        }
    }

    /// The token of each request, in order, or why it will not go.
    fn stage(&mut self, turns: &[Turn]) -> Result<Vec<Result<String, Trouble>>, Error> {
        let mut names = HashSet::new();
        let mut is_new = Vec::new();
        let mut outgoing = Vec::new();
        for request in turns.iter().flat_map(|turn| &turn.requests) {
            let name = folded(&request.file_name);
            let fresh = !self.journal.has_request(&name)? && names.insert(name);
            is_new.push(fresh);
            if fresh {
                outgoing.push(Outgoing::from(request));
            }
        }
        if outgoing.is_empty() {
            return Ok(is_new.iter().map(|_| Err(NAME_IN_USE)).collect());
        }
        let mut staged = self.transport.stage(&outgoing).into_iter();
        let mut next = |is_new| match is_new {
            true => staged.next().unwrap_or(Err(crate::trouble::NOT_WRITTEN)),
            false => Err(NAME_IN_USE),
        };
        Ok(is_new.into_iter().map(&mut next).collect())
    }

    /// One transaction: the turns, what they answer and what they publish.
    fn write(
        &mut self,
        turns: &[Turn],
        staged: &[Result<String, Trouble>],
        at: SystemTime,
    ) -> Result<Written, Error> {
        let keep = self.keep();
        let is_due = self.purged.is_none_or(|last| {
            at.duration_since(last)
                .map_or(true, |since| since >= PURGE_EVERY)
        });
        let then = at.checked_sub(keep).filter(|_| is_due);
        let written = self.fill(turns, staged, at, then);
        // What did not come to a commit is in no journal: nobody will publish it. Of a
        // commit that failed nobody knows; opening the journal tells.
        let is_lost = match &written {
            Ok(Err(Error::JournalGone)) | Err(_) => true,
            Ok(_) => false,
        };
        if is_lost {
            for token in staged.iter().flatten() {
                self.transport.discard(token);
            }
        }
        let written = written??;
        self.removed.clear();
        self.notes.clear();
        if then.is_some() {
            self.purged = Some(at);
        }
        Ok(written)
    }

    /// The transaction filled, and what its commit came to.
    fn fill(
        &mut self,
        turns: &[Turn],
        staged: &[Result<String, Trouble>],
        at: SystemTime,
        forget_before: Option<SystemTime>,
    ) -> Result<Result<Written, Error>, Error> {
        let batch = self.journal.batch()?;
        let mut staged = staged.iter();
        let mut ids = Vec::new();
        let mut rows = Vec::new();
        for turn in turns {
            let answered = turn.answers.and_then(|event| self.handed.get(&event));
            let id = write_turn(&batch, turn, self.open.contains_key(&number(turn)), at)?;
            if let Some(answered) = answered.filter(|_| !turn.keeps_file) {
                write_answer(&batch, answered, id)?;
            }
            for request in &turn.requests {
                let outcome = staged.next().cloned();
                rows.push(write_request(&batch, request, id, outcome)?);
            }
            ids.push(id);
        }
        for key in &self.removed {
            batch.forget_leftover(key)?;
        }
        for (name, value) in &self.notes {
            batch.keep_note(name, value)?;
        }
        if let Some(then) = forget_before {
            batch.forget_before(then)?;
        }
        Ok(batch.commit().map(|()| (ids, rows)))
    }

    fn keep(&self) -> Duration {
        let swept = self.transport.keeps_results().unwrap_or_default();
        self.options.retention.max(swept)
    }

    /// In memory what the journal has.
    fn remember(&mut self, turns: &[Turn], ids: &[i64], rows: &[FileRow]) {
        for (turn, &id) in turns.iter().zip(ids) {
            if let Some(handed) = turn.answers.and_then(|event| self.handed.remove(&event)) {
                if turn.keeps_file {
                    self.left(&handed);
                } else {
                    self.answered(handed);
                }
            }
            if turn.outcome.is_some() {
                self.open.remove(&id);
                self.over(id);
            } else if turn.conversation.is_none() || self.open.contains_key(&id) {
                let flow = match self.open.remove(&id) {
                    Some(before) => before.flow,
                    None => turn.flow.clone(),
                };
                let row = ConversationRow {
                    id,
                    flow,
                    state: turn.state.clone(),
                    until: turn.until,
                    outcome: None,
                };
                self.open.insert(id, row);
            }
        }
        for row in rows {
            self.expect(row.clone());
        }
    }

    /// Answers an event without a turn: the file that nobody asked for is not this host's,
    /// and stays where it lies, under the name it came under.
    ///
    /// # Errors
    /// [`Error::UnknownEvent`].
    pub fn leave(&mut self, event: EventId) -> Result<(), Error> {
        let handed = self.handed.remove(&event).ok_or(Error::UnknownEvent)?;
        self.left(&handed);
        Ok(())
    }

    fn left(&mut self, handed: &Handed) {
        self.next_of(handed);
        for key in &handed.keys {
            self.held.remove(&folded(key));
            self.transport.leave(key);
        }
        if let Some(file) = handed.file {
            self.came.remove(&file);
        }
    }

    /// What else happened to the conversation may be handed out.
    fn next_of(&mut self, handed: &Handed) {
        if let Some(id) = handed.conversation
            && let Some(queue) = self.queues.get_mut(&id)
        {
            queue.is_out = false;
            if queue.waiting.is_empty() {
                self.queues.remove(&id);
            }
        }
    }

    fn answered(&mut self, handed: Handed) {
        self.next_of(&handed);
        for key in &handed.keys {
            self.held.remove(&folded(key));
        }
        self.leftovers.extend(handed.keys);
        let Some(file) = handed.file else { return };
        match handed.kind {
            Noted::Answered | Noted::Refused | Noted::Late => self.no_longer_expect(file),
            _ => {
                if let Some(row) = self.files.get_mut(&file) {
                    row.told = true;
                }
                let id = handed.conversation.unwrap_or_default();
                let is_over = !self.open.contains_key(&id);
                if is_over || handed.kind == Noted::Unpublished {
                    self.no_longer_expect(file);
                }
            }
        }
    }

    /// A conversation that is over waits for nothing; what is not told yet still is.
    fn over(&mut self, id: i64) {
        let told: Vec<i64> = self
            .files
            .values()
            .filter(|row| row.conversation == id && row.told)
            .map(|row| row.id)
            .collect();
        for file in told {
            self.no_longer_expect(file);
        }
    }

    fn publish(&mut self, rows: Vec<FileRow>) -> Result<(), Error> {
        let mut published = Vec::new();
        for row in rows {
            if row.phase == Phase::Prepared {
                let outcome = self.transport.publish(&row.token, &row.name);
                self.passed(Step::Published)?;
                published.push((row, outcome));
            } else {
                self.tell(&row, row.phase, row.trouble);
            }
        }
        if published.is_empty() {
            return Ok(());
        }
        self.transport.sync();
        self.passed(Step::Synced)?;
        for (row, outcome) in published {
            self.became(&row, outcome)?;
        }
        Ok(())
    }

    /// What the transport says became of a request. That it did not go is written down
    /// before anybody hears of it, so that no later session publishes it.
    pub(super) fn became(&mut self, row: &FileRow, outcome: Publication) -> Result<(), Error> {
        let (phase, trouble) = match outcome {
            Publication::Published => (Phase::Published, None),
            Publication::Underway => {
                self.in_doubt.push(row.id);
                return Ok(());
            }
            Publication::Unpublished(trouble) => (Phase::Unpublished, Some(trouble)),
            Publication::Uncertain(trouble) => (Phase::Uncertain, Some(trouble)),
        };
        if phase != Phase::Published {
            let batch = self.journal.batch()?;
            batch.set_phase(row.id, phase, trouble, false)?;
            batch.commit()?;
            self.passed(Step::Noted)?;
        }
        if phase != Phase::Published {
            self.transport.discard(&row.token);
        }
        self.tell(row, phase, trouble);
        Ok(())
    }

    /// Queues the event of a request's publication.
    pub(super) fn tell(&mut self, row: &FileRow, phase: Phase, trouble: Option<Trouble>) {
        let trouble = trouble.unwrap_or(crate::trouble::SHARE_LOST);
        let kind = match phase {
            Phase::Unpublished => EventKind::Unpublished(trouble),
            Phase::Uncertain => EventKind::Uncertain(trouble),
            _ => EventKind::Published,
        };
        if let Some(known) = self.files.get_mut(&row.id) {
            known.phase = phase;
        }
        let happening = Happening {
            file: Some(row.id),
            keys: Vec::new(),
            file_name: row.name.clone(),
            kind,
        };
        self.happened(row.conversation, happening);
    }

    /// Removes what was dealt with; what cannot be removed now is tried again.
    pub(super) fn sweep(&mut self) -> Result<(), Error> {
        if self.leftovers.is_empty() {
            return Ok(());
        }
        let (removed, left) = core::mem::take(&mut self.leftovers)
            .into_iter()
            .partition(|key| self.transport.remove(key));
        self.leftovers = left;
        self.removed.extend::<Vec<String>>(removed);
        self.passed(Step::Removed)
    }
}

/// 0 is no conversation's.
fn number(turn: &Turn) -> i64 {
    turn.conversation.map_or(0, |id| id.0)
}

fn write_turn(batch: &Batch<'_>, turn: &Turn, is_open: bool, at: SystemTime) -> Result<i64, Error> {
    let change = Change {
        until: turn.until,
        outcome: turn.outcome.as_deref(),
        at,
    };
    match turn.conversation {
        None => batch.begin(&turn.flow, &turn.state, &change),
        Some(id) => {
            if is_open {
                batch.go_on(id.0, &turn.state, &change)?;
            }
            Ok(id.0)
        }
    }
}

fn write_answer(batch: &Batch<'_>, handed: &Handed, conversation: i64) -> Result<(), Error> {
    for key in &handed.keys {
        batch.add_leftover(key)?;
    }
    let (phase, trouble) = match handed.kind {
        Noted::Published => (Phase::Published, None),
        Noted::Unpublished => (Phase::Unpublished, None),
        Noted::Uncertain => (Phase::Uncertain, None),
        Noted::Answered | Noted::Late => (Phase::Answered, None),
        Noted::Refused => (Phase::Refused, None),
        Noted::Duplicate | Noted::TimeOut => return Ok(()),
        Noted::Unasked => {
            batch.add_file(&FileRow {
                id: 0,
                conversation,
                name: handed.file_name.clone(),
                token: String::new(),
                result: folded(stem(&handed.file_name)),
                refusal: String::new(),
                phase: Phase::Answered,
                trouble: None,
                told: true,
            })?;
            return Ok(());
        }
    };
    match handed.file {
        Some(file) => batch.set_phase(file, phase, trouble, true),
        None => Ok(()),
    }
}

fn write_request(
    batch: &Batch<'_>,
    request: &Request,
    conversation: i64,
    outcome: Option<Result<String, Trouble>>,
) -> Result<FileRow, Error> {
    let (token, trouble) = match outcome.unwrap_or(Err(crate::trouble::NOT_WRITTEN)) {
        Ok(token) => (token, None),
        Err(trouble) => (String::new(), Some(trouble)),
    };
    let mut row = FileRow {
        id: 0,
        conversation,
        name: request.file_name.clone(),
        token,
        result: String::new(),
        refusal: String::new(),
        phase: match trouble {
            None => Phase::Prepared,
            Some(_) => Phase::Unpublished,
        },
        trouble,
        told: false,
    };
    if trouble.is_none() {
        row.result = folded(stem(&request.result_name));
        row.refusal = folded(stem(&request.refusal_name));
    }
    row.id = batch.add_file(&row)?;
    Ok(row)
}

impl<'a> From<&'a Request> for Outgoing<'a> {
    fn from(request: &'a Request) -> Self {
        Self {
            file_name: &request.file_name,
            content: &request.content,
            result_name: &request.result_name,
            refusal_name: &request.refusal_name,
        }
    }
}
