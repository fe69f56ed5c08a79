//! The sessions that are under way: so many at most, each for so long.

use super::{Card, Invitation, Learned, Moved, Session};
use crate::limits::{Client, Limits, Tries};
use crate::refusal::Refusal;
use crate::room::make_room;
use crate::secret;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How long a session lasts after it was used last, in seconds.
pub(crate) const LASTS: i64 = 30 * 60;

/// The sessions.
#[derive(Debug)]
pub(crate) struct Sessions {
    held: Mutex<Held>,
    limits: Limits,
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Held {
    /// By their handles.
    sessions: HashMap<String, Session>,
    /// Wrong codes that were typed.
    wrong: Tries,
}

impl Sessions {
    /// None yet, and never more than these.
    pub(crate) fn within(limits: Limits) -> Self {
        Self {
            held: Mutex::default(),
            limits,
            changes: watch::Sender::new(0),
        }
    }

    /// How much anybody may take.
    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    fn held(&self, at: i64) -> MutexGuard<'_, Held> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.sessions.retain(|_, session| at <= session.until);
        held
    }

    /// Takes a session in, with an id and a code of its own; tells which one went for it.
    pub(crate) fn begin(&self, session: Session, at: i64) -> Result<Option<String>, Refusal> {
        let mut held = self.held(at);
        let known = held.sessions.iter();
        let known = known.map(|(id, session)| (id.as_str(), session.share, session.was_read()));
        let gone = make_room(known, &session.share, &self.limits)
            .map_err(|wait| Refusal::of("sessions.too-many").after(wait))?
            .map(str::to_owned);
        if let Some(gone) = &gone {
            held.sessions.remove(gone);
        }
        held.sessions.insert(session.handle.clone(), session);
        Ok(gone)
    }

    /// Counts one more request of a session, where it may have one.
    pub(crate) fn publishes(&self, handle: &str, at: i64) -> Result<(), Refusal> {
        let most = self.limits.publications;
        let count = |session: &mut Session| session.share.published += 1;
        let is = |session: &Session| session.handle == handle && session.share.published < most;
        self.find(is, at, false, count)
            .ok_or_else(|| Refusal::of("exchange.too-many"))
    }

    /// A code that no session has.
    pub(crate) fn fresh_code(&self, at: i64) -> String {
        let held = self.held(at);
        loop {
            let code = secret::code();
            if held
                .sessions
                .values()
                .all(|session| session.invitation.code != code)
            {
                return code;
            }
        }
    }

    /// A session as it is now. It lasts anew from now on.
    pub(crate) fn look(&self, id: &str, at: i64) -> Result<Session, Refusal> {
        self.find(
            |session| session.id == id,
            at,
            false,
            |session| session.clone(),
        )
        .ok_or_else(|| Refusal::of("session.unknown"))
    }

    /// The session of a handle, as it is now.
    pub(crate) fn of_handle(&self, handle: &str, at: i64) -> Result<Session, Refusal> {
        let is = |session: &Session| session.handle == handle;
        self.find(is, at, false, |session| session.clone())
            .ok_or_else(|| Refusal::of("session.unknown"))
    }

    /// Changes a session, and tells whoever waits for that.
    pub(crate) fn change<R>(
        &self,
        handle: &str,
        at: i64,
        change: impl FnOnce(&mut Session) -> R,
    ) -> Result<R, Refusal> {
        self.find(|session| session.handle == handle, at, true, change)
            .ok_or_else(|| Refusal::of("session.unknown"))
    }

    /// Adds to what was learned by a card; to nothing where that is gone by now, whatever
    /// card was read since.
    pub(crate) fn learn<R>(
        &self,
        suffix: &str,
        at: i64,
        learn: impl FnOnce(&mut Learned) -> R,
    ) -> Result<R, Refusal> {
        let is = |session: &Session| session.learned().is_ok_and(|known| known.suffix == suffix);
        let learn = |session: &mut Session| match &mut session.card {
            Card::Known(learned) => Some(learn(learned)),
            _ => None,
        };
        self.find(is, at, true, learn)
            .flatten()
            .ok_or_else(|| Refusal::of("session.not-verified"))
    }

    /// The device beside the card says its number. The session has another id then, which
    /// that device alone is told.
    pub(crate) fn confirm(&self, moved: Moved, at: i64) -> Result<Session, Refusal> {
        let is_same = |session: &Session| session.moved.as_ref() == Some(&moved);
        if let Some(before) = self.find(is_same, at, false, |session| session.clone()) {
            return Ok(before);
        }
        let confirm = |session: &mut Session| {
            session.confirm(&moved.by, at)?;
            session.id = secret::id();
            session.moved = Some(moved.clone());
            Ok(session.clone())
        };
        self.find(|session| session.id == moved.from, at, true, confirm)
            .unwrap_or_else(|| Err(Refusal::of("session.unknown")))
    }

    /// Takes a session to another device by its code. Where it was it is no more.
    pub(crate) fn take(
        &self,
        moved: Moved,
        invitation: Invitation,
        at: i64,
    ) -> Result<Session, Refusal> {
        let take = |session: &mut Session| {
            session.id = secret::id();
            session.invitation = invitation;
            session.moved = Some(moved.clone());
            session.clone()
        };
        self.find(|session| session.is_open_to(&moved.by), at, true, take)
            .ok_or_else(|| Refusal::of("code.unknown"))
    }

    /// The session that was taken so before, and nothing was done with since.
    pub(crate) fn taken(&self, moved: &Moved, at: i64) -> Option<Session> {
        let is_same = |session: &Session| session.moved.as_ref() == Some(moved);
        self.find(is_same, at, false, |session| session.clone())
    }

    /// Does something with a session that lasts anew from now on. Where it changes it,
    /// whoever waits is told.
    fn find<R>(
        &self,
        is: impl Fn(&Session) -> bool,
        at: i64,
        changes: bool,
        with: impl FnOnce(&mut Session) -> R,
    ) -> Option<R> {
        let mut held = self.held(at);
        let session = held.sessions.values_mut().find(|session| is(session))?;
        session.until = at + LASTS;
        session.share.seen = at;
        session.revision += u64::from(changes);
        let outcome = with(session);
        drop(held);
        if changes {
            self.changes.send_modify(|changes| *changes += 1);
        }
        Some(outcome)
    }

    /// What was learned by the card whose files end so, as long as it is known.
    pub(crate) fn of_suffix(&self, suffix: &str, at: i64) -> Option<Learned> {
        let held = self.held(at);
        let mut known = held.sessions.values().filter_map(|one| one.learned().ok());
        known.find(|learned| learned.suffix == suffix).cloned()
    }

    /// The session of a code that somebody typed. Wrong ones are counted, each client's.
    pub(crate) fn of_code(&self, typed: &str, client: Client, at: i64) -> Result<Session, Refusal> {
        let mut held = self.held(at);
        let most = self.limits.wrong_codes;
        if let Some(wait) = held.wrong.wait(client, most, at) {
            return Err(Refusal::of("codes.too-many-tries").after(wait));
        }
        let code = secret::typed(typed);
        let mut sessions = held.sessions.values();
        if let Some(session) = sessions.find(|session| session.is_open_to(&code)) {
            return Ok(session.clone());
        }
        held.wrong.wrong(client, at);
        Err(Refusal::of("code.unknown"))
    }

    /// Forgets a session and all it holds.
    pub(crate) fn forget(&self, id: &str, at: i64) {
        self.held(at).sessions.retain(|_, session| session.id != id);
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Tells of every change from now on.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}
