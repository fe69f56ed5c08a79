//! What came, what became of requests, and whose time is over.

use super::{Exchange, Happening};
use crate::conversation::{Arrival, Content, Event, EventKind, folded, stem};
use crate::journal::{FileRow, Phase};
use crate::transport::{Incoming, Interest, Publication, Whereabouts};
use crate::trouble::TOO_LATE;
use crate::{Archives, Error};
use core::time::Duration;
use std::borrow::Cow;
use std::time::{Instant, SystemTime};

/// What results come as; others of the name are left alone (facts §1.1, §1.2).
const RESULTS: [&str; 3] = ["xml", "pdf", "zip"];
const REFUSAL: &str = "err";

/// Names of others that are remembered so that the journal is not asked at every look.
const OTHERS: usize = 50_000;

impl Exchange {
    /// What happened, oldest conversation first: one event of each conversation, and no
    /// other of it before a turn has answered that one. What was not answered when the
    /// process ended is handed out again by the next.
    ///
    /// Waits for something to happen, `wait` at the longest; with zero it looks once.
    ///
    /// # Errors
    /// Where the journal cannot be read or written, or is [gone](Error::JournalGone).
    pub fn collect(&mut self, at: SystemTime, wait: Duration) -> Result<Vec<Event>, Error> {
        let began = Instant::now();
        loop {
            let gone = began.elapsed();
            let now = at.checked_add(gone).unwrap_or(at);
            self.journal.check()?;
            self.sweep()?;
            self.ask_after_doubts(now)?;
            self.look()?;
            self.time_out(now);
            let events = self.hand_out();
            let left = wait.saturating_sub(gone);
            if events.is_empty() {
                self.journal.tidy();
            }
            if !events.is_empty() || left.is_zero() {
                return Ok(events);
            }
            self.transport.wait(left.min(self.next_time_out(now)));
        }
    }

    fn look(&mut self) -> Result<(), Error> {
        let most = self.options.files_at_once;
        let Self {
            journal,
            expected,
            files,
            held,
            others,
            leftovers,
            ..
        } = self;
        if others.len() > OTHERS {
            others.clear();
        }
        let mut failed = None;
        let mut litter = Vec::new();
        let mut interest = |file_name: &str| {
            let name = folded(file_name);
            let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
            if held.contains(&name) || leftovers.iter().any(|left| folded(left) == name) {
                return Interest::NotNow;
            }
            if extension != REFUSAL && !RESULTS.contains(&extension) {
                return Interest::NotNow;
            }
            let expected = expected.get(stem).and_then(|file| files.get(file));
            if expected.is_none() && others.contains(&name) {
                return Interest::NotNow;
            }
            let found = match expected {
                Some(row) => Ok(Some(Cow::Borrowed(row))),
                None => journal
                    .file_answered_by(stem)
                    .map(|row| row.map(Cow::Owned)),
            };
            match found {
                // Beside a refusal lies the request that was refused (facts §1.1).
                Ok(Some(row)) if row.refusal == stem && extension != REFUSAL => {
                    if row.phase == Phase::Refused {
                        litter.push(file_name.to_owned());
                    }
                    Interest::NotNow
                }
                Ok(Some(_)) => Interest::Wanted,
                Ok(None) => {
                    others.insert(name);
                    Interest::NotNow
                }
                Err(error) => {
                    failed = Some(error);
                    Interest::NotNow
                }
            }
        };
        let found = self.transport.look(&mut interest, most);
        if let Some(error) = failed {
            return Err(error);
        }
        self.leftovers.extend(litter);
        for incoming in found {
            self.take_in(incoming)?;
        }
        Ok(())
    }

    fn take_in(&mut self, incoming: Incoming) -> Result<(), Error> {
        match incoming {
            Incoming::Publication(token, outcome) => {
                let is_it = |doubt: &i64| {
                    let row = self.files.get(doubt);
                    row.is_some_and(|row| row.token == token)
                };
                // Nobody doubts any more: it was given up, and was uncertain then.
                let Some(doubt) = self.in_doubt.iter().position(is_it) else {
                    return Ok(());
                };
                let file = self.in_doubt.remove(doubt);
                match self.files.get(&file).cloned() {
                    Some(row) => self.became(&row, outcome),
                    None => Ok(()),
                }
            }
            Incoming::File {
                key,
                file_name,
                content,
                is_unasked,
            } => {
                let name = folded(&file_name);
                if is_unasked {
                    self.take_in_unasked(key, file_name, content)
                } else {
                    let expected = self.expected.get(stem(&name));
                    let row = match expected.and_then(|file| self.files.get(file)) {
                        Some(row) => Some(row.clone()),
                        None => self.journal.file_answered_by(stem(&name))?,
                    };
                    if let Some(row) = row {
                        self.take_in_answer(&row, key, file_name, content);
                    }
                    Ok(())
                }
            }
        }
    }

    fn take_in_answer(&mut self, row: &FileRow, key: String, file_name: String, content: Content) {
        let name = folded(&file_name);
        let is_refusal = row.refusal == stem(&name);
        // Whatever was answered went.
        if let Some(doubt) = self.in_doubt.iter().position(|doubt| *doubt == row.id) {
            self.in_doubt.remove(doubt);
            self.tell(row, Phase::Published, None);
        }
        let mut keys = vec![key];
        let arrival = arrival(&self.options.archives, &file_name, content);
        let is_answered = matches!(row.phase, Phase::Answered | Phase::Refused);
        let kind = if is_answered || !self.came.insert(row.id) {
            EventKind::Duplicate(arrival)
        } else if !self.open.contains_key(&row.conversation) {
            EventKind::Late(arrival)
        } else if is_refusal {
            keys.push(row.name.clone());
            EventKind::Refused(arrival)
        } else {
            EventKind::Arrived(arrival)
        };
        if !self.files.contains_key(&row.id) {
            self.came.remove(&row.id);
        }
        self.held.extend(keys.iter().map(|key| folded(key)));
        let happening = Happening {
            file: Some(row.id),
            keys,
            file_name,
            kind,
        };
        self.happened(row.conversation, happening);
    }

    /// A face reader's result, claimed: another host cannot take it any more. One that
    /// began a conversation before the last session ended has to be removed only.
    fn take_in_unasked(
        &mut self,
        key: String,
        file_name: String,
        content: Content,
    ) -> Result<(), Error> {
        let held = folded(&key);
        if self.held.contains(&held) || self.leftovers.contains(&key) {
            return Ok(());
        }
        if self.journal.has_request(&file_name)? {
            self.leftovers.push(key);
            return Ok(());
        }
        self.held.insert(held);
        let arrival = arrival(&self.options.archives, &file_name, content);
        self.unasked.push_back(Happening {
            file: None,
            keys: vec![key],
            file_name,
            kind: EventKind::Unasked(arrival),
        });
        Ok(())
    }

    /// Asks the transport again about requests of which it could not tell.
    fn ask_after_doubts(&mut self, now: SystemTime) -> Result<(), Error> {
        for file in core::mem::take(&mut self.in_doubt) {
            if let Some(row) = self.files.get(&file).cloned() {
                let outcome = self.where_is(&row, now);
                self.became(&row, outcome)?;
            }
        }
        Ok(())
    }

    /// What is to be said of a request whose publication was interrupted: one that is
    /// still staged has not been published yet, so it may be, as long as somebody waits.
    pub(super) fn where_is(&mut self, row: &FileRow, now: SystemTime) -> Publication {
        let until = self.open.get(&row.conversation).map(|open| open.until);
        let is_waited_for = match until {
            Some(until) => until.is_none_or(|until| until > now),
            None => false,
        };
        match self.transport.whereabouts(&row.token, &row.name) {
            Whereabouts::Published => Publication::Published,
            Whereabouts::Unknown(trouble) => Publication::Uncertain(trouble),
            Whereabouts::Staged if is_waited_for => {
                let outcome = self.transport.publish(&row.token, &row.name);
                self.transport.sync();
                outcome
            }
            Whereabouts::Staged => Publication::Unpublished(TOO_LATE),
            Whereabouts::OutOfSight(_) if is_waited_for => Publication::Underway,
            Whereabouts::OutOfSight(trouble) => Publication::Uncertain(trouble),
        }
    }

    fn time_out(&mut self, now: SystemTime) {
        let mut due = Vec::new();
        for (id, conversation) in &mut self.open {
            if conversation.until.is_some_and(|until| until <= now) {
                conversation.until = None;
                due.push(*id);
            }
        }
        for id in due {
            let happening = Happening {
                file: None,
                keys: Vec::new(),
                file_name: String::new(),
                kind: EventKind::TimeOut,
            };
            self.happened(id, happening);
        }
    }

    fn next_time_out(&self, now: SystemTime) -> Duration {
        let next = self.open.values().filter_map(|open| open.until).min();
        next.map_or(Duration::MAX, |next| {
            next.duration_since(now).unwrap_or_default()
        })
    }
}

fn arrival(archives: &Archives, file_name: &str, content: Content) -> Arrival {
    let mut arrival = Arrival {
        content,
        unpacked_from: None,
        trouble: None,
    };
    if !folded(file_name).ends_with(".zip") {
        return arrival;
    }
    let opened = match &arrival.content {
        Content::Memory(bytes) => archives.open(bytes),
        Content::File(_) => Err(crate::trouble::ARCHIVE),
    };
    match opened {
        Ok((name, bytes)) => {
            arrival.unpacked_from = Some(name);
            arrival.content = Content::Memory(bytes);
        }
        Err(trouble) => arrival.trouble = Some(trouble),
    }
    arrival
}
