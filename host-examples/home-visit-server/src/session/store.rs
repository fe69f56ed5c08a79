//! The sessions that are under way: so many at most, each for so long.

use super::Session;
use crate::refusal::Refusal;
use crate::secret;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// So many are under way at most.
const MOST: usize = 1000;
/// How long a session lasts after it was used last, in seconds.
pub(crate) const LASTS: i64 = 30 * 60;
/// So many wrong codes are taken within a minute, from whomever.
const WRONG_CODES: usize = 20;
const MINUTE: i64 = 60;

/// The sessions.
#[derive(Debug)]
pub(crate) struct Sessions {
    held: Mutex<Held>,
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Held {
    sessions: HashMap<String, Session>,
    /// When wrong codes came.
    wrong: VecDeque<i64>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            held: Mutex::default(),
            changes: watch::Sender::new(0),
        }
    }
}

impl Sessions {
    fn held(&self, at: i64) -> MutexGuard<'_, Held> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.sessions.retain(|_, session| at <= session.until);
        held
    }

    /// Takes a session in, with an id and a code of its own.
    pub(crate) fn begin(&self, session: Session, at: i64) -> Result<(), Refusal> {
        let mut held = self.held(at);
        if held.sessions.len() >= MOST {
            return Err(Refusal::of("sessions.too-many"));
        }
        held.sessions.insert(session.id.clone(), session);
        Ok(())
    }

    /// A code that no session has.
    pub(crate) fn fresh_code(&self, at: i64) -> String {
        let held = self.held(at);
        loop {
            let code = secret::code();
            if held.sessions.values().all(|session| session.code != code) {
                return code;
            }
        }
    }

    /// A session as it is now. It lasts anew from now on.
    pub(crate) fn look(&self, id: &str, at: i64) -> Result<Session, Refusal> {
        let mut held = self.held(at);
        let session = held.sessions.get_mut(id);
        let session = session.ok_or_else(|| Refusal::of("session.unknown"))?;
        session.until = at + LASTS;
        Ok(session.clone())
    }

    /// Changes a session, and tells whoever waits for that.
    pub(crate) fn change<R>(
        &self,
        id: &str,
        at: i64,
        change: impl FnOnce(&mut Session) -> R,
    ) -> Result<R, Refusal> {
        let mut held = self.held(at);
        let session = held.sessions.get_mut(id);
        let session = session.ok_or_else(|| Refusal::of("session.unknown"))?;
        let outcome = change(session);
        session.revision += 1;
        session.until = at + LASTS;
        drop(held);
        self.changes.send_modify(|changes| *changes += 1);
        Ok(outcome)
    }

    /// The session whose files end so.
    pub(crate) fn of_suffix(&self, suffix: &str, at: i64) -> Option<String> {
        let held = self.held(at);
        let mut sessions = held.sessions.values();
        let found = sessions.find(|session| session.suffix == suffix);
        found.map(|session| session.id.clone())
    }

    /// The session of a code that somebody typed. Wrong ones are counted, for all.
    pub(crate) fn of_code(&self, typed: &str, at: i64) -> Result<String, Refusal> {
        let mut held = self.held(at);
        while held.wrong.front().is_some_and(|first| first + MINUTE <= at) {
            held.wrong.pop_front();
        }
        if held.wrong.len() >= WRONG_CODES {
            let first = held.wrong.front().copied().unwrap_or(at);
            let wait = (first + MINUTE - at).max(1);
            return Err(Refusal::of("codes.too-many-tries").after(wait));
        }
        let code = secret::typed(typed);
        let found = held.sessions.values().find(|session| session.code == code);
        if let Some(session) = found {
            return Ok(session.id.clone());
        }
        held.wrong.push_back(at);
        Err(Refusal::of("code.unknown"))
    }

    /// Forgets a session and all it holds.
    pub(crate) fn forget(&self, id: &str, at: i64) {
        self.held(at).sessions.remove(id);
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Tells of every change from now on.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}
