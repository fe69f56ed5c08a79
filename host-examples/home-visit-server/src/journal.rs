//! Challenges that were issued: each is answered once, and in time.
//!
//! It is kept in memory. A server that was started anew knows none of the challenges
//! before, and refuses every answer to them.

use crate::clock::unix_seconds;
use crate::refusal::Refusal;
use crate::secret;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many are kept at most.
const MOST: usize = 4000;
/// How long it is still said of a challenge that it expired, in seconds.
const REMEMBERED: i64 = 30 * 60;

/// A challenge by the hand-over that leads to it.
#[derive(Debug, Default)]
pub(crate) struct Journal(Mutex<HashMap<String, Entry>>);

/// One that was issued.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Whose it is, by its handle.
    pub(crate) session: String,
    /// As the component gave it.
    pub(crate) challenge: Value,
    used: bool,
}

impl Entry {
    fn expires(&self) -> i64 {
        let expires = self.challenge["expiresAt"].as_str().and_then(unix_seconds);
        expires.unwrap_or(i64::MIN)
    }
}

impl Journal {
    /// Notes a challenge before anybody hears of it, and voids those that the session
    /// had. Answers the hand-over.
    pub(crate) fn issued(
        &self,
        session: &str,
        challenge: Value,
        at: i64,
    ) -> Result<String, Refusal> {
        let handover = secret::id();
        let entry = Entry {
            session: session.to_owned(),
            challenge,
            used: false,
        };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, other| other.session != session && at < other.expires() + REMEMBERED);
        // There are fewer sessions than that: what is oldest has none any more.
        if entries.len() >= MOST {
            let oldest = entries.iter().min_by_key(|(_, entry)| entry.expires());
            let oldest = oldest.map(|(handover, _)| handover.clone());
            oldest.and_then(|oldest| entries.remove(&oldest));
        }
        entries.insert(handover.clone(), entry);
        Ok(handover)
    }

    /// Forgets the challenges of a session that is over.
    pub(crate) fn forget(&self, session: &str) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, entry| entry.session != session);
    }

    /// A challenge that may still be answered.
    pub(crate) fn open(&self, handover: &str, at: i64) -> Result<Entry, Refusal> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        check(entries.get(handover), at).cloned()
    }

    /// The same, and from now on it may not.
    pub(crate) fn take(&self, handover: &str, at: i64) -> Result<Entry, Refusal> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = check(entries.get(handover), at).cloned()?;
        if let Some(entry) = entries.get_mut(handover) {
            entry.used = true;
        }
        Ok(entry)
    }
}

fn check(entry: Option<&Entry>, at: i64) -> Result<&Entry, Refusal> {
    match entry {
        None => Err(Refusal::of("handover.unknown")),
        Some(entry) if entry.used => Err(Refusal::of("challenge.used")),
        Some(entry) if entry.expires() < at => Err(Refusal::of("challenge.expired")),
        Some(entry) => Ok(entry),
    }
}
