//! The journal's tables, by version.

use crate::Error;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// `PRAGMA user_version` of what this version writes.
const VERSION: i64 = 1;

/// What brings a journal of each version to the next.
const STEPS: [&str; 1] = ["
    CREATE TABLE host (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE conversation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        flow TEXT NOT NULL,
        state TEXT NOT NULL,
        until INTEGER,
        outcome TEXT,
        changed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX conversation_open ON conversation (id) WHERE outcome IS NULL;
    CREATE INDEX conversation_over ON conversation (changed) WHERE outcome IS NOT NULL;
    CREATE TABLE file (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
        name TEXT NOT NULL COLLATE NOCASE,
        token TEXT NOT NULL,
        result TEXT NOT NULL,
        refusal TEXT NOT NULL,
        phase TEXT NOT NULL,
        trouble TEXT,
        told INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX file_conversation ON file (conversation);
    CREATE INDEX file_name ON file (name);
    CREATE INDEX file_result ON file (result);
    CREATE INDEX file_refusal ON file (refusal);
    CREATE INDEX file_untold ON file (conversation) WHERE told = 0;
    CREATE TABLE leftover (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"];

pub(super) fn bring_up_to_date(transaction: &Transaction<'_>) -> Result<(), Error> {
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).map_err(|_| Error::JournalVersion(version))?;
    let Some(steps) = STEPS.get(done..) else {
        return Err(Error::JournalVersion(version));
    };
    for step in steps {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// The host's tag, the number of this session, and whether the machine was started anew.
pub(super) fn begin_session(transaction: &Transaction<'_>) -> Result<(String, u64, bool), Error> {
    let tag = match value(transaction, "tag")? {
        Some(tag) => tag,
        None => new_tag()?,
    };
    let session = value(transaction, "session")?
        .and_then(|session| session.parse().ok())
        .unwrap_or(0_u64)
        .saturating_add(1);
    let boot = boot();
    let restarted = match (value(transaction, "boot")?, &boot) {
        (Some(before), Some(now)) => before != *now,
        _ => false,
    };
    set(transaction, "tag", &tag)?;
    set(transaction, "session", &session.to_string())?;
    if let Some(boot) = boot {
        set(transaction, "boot", &boot)?;
    }
    Ok((tag, session, restarted))
}

pub(super) fn value(journal: &Connection, key: &str) -> Result<Option<String>, Error> {
    let value = journal.query_row("SELECT value FROM host WHERE key = ?1", [key], |row| {
        row.get(0)
    });
    Ok(value.optional()?)
}

pub(super) fn set(transaction: &Transaction<'_>, key: &str, value: &str) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO host (key, value) VALUES (?1, ?2) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, value],
    )?;
    Ok(())
}

/// Eight characters of hexadecimal: with 100 computers on a share the chance that two
/// have the same is one in a million.
fn new_tag() -> Result<String, Error> {
    let number = getrandom::u32().map_err(|error| Error::Io(error.into()))?;
    Ok(format!("{number:08x}"))
}

/// What is another after the machine was started anew. Only Linux tells.
fn boot() -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(boot.trim().to_owned())
}
