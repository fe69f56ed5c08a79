//! What the host must not forget, in SQLite: references and states, no messages.
//!
//! - **Write-ahead log, synchronous FULL.** A commit is then one append and one flush,
//!   where a rollback journal needs three or four of them; what FULL has committed
//!   survives a power cut. A checkpoint moves the log into the database now and then.
//! - **Locked by one process** (`locking_mode = EXCLUSIVE`): two that publish from one
//!   journal would publish twice. The lock goes with the process that held it. It also
//!   lets the log do without shared memory. The file belongs on a disk of the machine
//!   itself, not on a share; each computer has its own.
//! - **Overwritten when deleted** (`secure_delete`): a flow's state may hold personal
//!   data until its answer came. What was replaced stays in the log until a checkpoint
//!   empties it: at every opening, whenever nothing happens, and once a second at least.
//! - **Still the same file** at every commit: one that was deleted or replaced meanwhile
//!   takes commits that no later session finds.

mod identity;
mod schema;

use crate::{Error, Trouble, plain};
use core::fmt;
use core::time::Duration;
use identity::Identity;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::path::Path;
use std::time::{Instant, SystemTime};

/// What a file of the journal has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Staged; where it is now is for the transport to say.
    Prepared,
    Published,
    Unpublished,
    Uncertain,
    Answered,
    Refused,
}

impl Phase {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Prepared, "prepared"),
        (Self::Published, "published"),
        (Self::Unpublished, "unpublished"),
        (Self::Uncertain, "uncertain"),
        (Self::Answered, "answered"),
        (Self::Refused, "refused"),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(phase, _)| *phase == self)
            .map_or("uncertain", |(_, name)| name)
    }

    /// What nobody knows is uncertain.
    fn read(name: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map_or(Self::Uncertain, |(phase, _)| *phase)
    }
}

/// A request, or a face reader's result that began a conversation.
#[derive(Clone)]
pub(crate) struct FileRow {
    pub(crate) id: i64,
    pub(crate) conversation: i64,
    pub(crate) name: String,
    pub(crate) token: String,
    /// Stems of result and refusal, folded.
    pub(crate) result: String,
    pub(crate) refusal: String,
    pub(crate) phase: Phase,
    pub(crate) trouble: Option<Trouble>,
    /// Whether a turn has answered the event of its publication.
    pub(crate) told: bool,
}

#[derive(Clone)]
pub(crate) struct ConversationRow {
    pub(crate) id: i64,
    pub(crate) flow: String,
    pub(crate) state: String,
    pub(crate) until: Option<SystemTime>,
    pub(crate) outcome: Option<String>,
}

/// The journal of one host, open and locked; an [`Exchange`](crate::Exchange) is built
/// over it.
pub struct Journal {
    connection: Connection,
    identity: Identity,
    /// Since when the log holds what a checkpoint has not moved.
    unmoved: Option<Instant>,
    /// Distinguishes this host's files from those of others on the share.
    pub(crate) tag: String,
    /// How many times the journal has been opened.
    pub(crate) session: u64,
    /// Whether the machine was started anew since the last session, where that can be
    /// told.
    pub(crate) restarted: bool,
}

const FILE: &str = "SELECT id, conversation, name, token, result, refusal, phase, trouble, told \
                    FROM file";

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

/// How long replaced states stay in the log at most while there is always something to do.
const UNMOVED: Duration = Duration::from_secs(1);

impl Journal {
    /// Opens it, or makes it.
    ///
    /// # Errors
    /// [`Error::JournalInUse`], [`Error::JournalVersion`], and where the file is not a
    /// plain one, no journal, or cannot be written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        // Closed before SQLite opens it: to close it later would give up SQLite's lock.
        drop(plain::to_keep(path)?);
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::ZERO)?;
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        // Nothing of it in files that nobody looks after.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.set_prepared_statement_cache_capacity(32);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::bring_up_to_date(&transaction)?;
        let (tag, session, restarted) = schema::begin_session(&transaction)?;
        transaction.commit()?;
        let identity = Identity::of(path)?;
        Ok(Self {
            connection,
            identity,
            unmoved: Some(Instant::now()),
            tag,
            session,
            restarted,
        })
    }

    /// What the host had kept under this name, see
    /// [`Exchange::keep_note`](crate::Exchange::keep_note).
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, Error> {
        schema::value(&self.connection, &note_key(name))
    }

    pub(crate) fn batch(&mut self) -> Result<Batch<'_>, Error> {
        self.identity.check()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.unmoved.get_or_insert_with(Instant::now);
        Ok(Batch {
            transaction,
            identity: &self.identity,
        })
    }

    /// Whether its files are still those that were opened.
    ///
    /// # Errors
    /// [`Error::JournalGone`].
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.identity.check()
    }

    /// Empties the log, so that nothing is left of states that were replaced. Where that
    /// cannot be done now, the next time does it.
    pub(crate) fn tidy(&mut self) {
        if self.unmoved.is_none() {
            return;
        }
        let emptied = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                row.get::<_, i64>(0)
            });
        if matches!(emptied, Ok(0)) {
            self.unmoved = None;
        }
    }

    /// The same where it has waited for long enough.
    pub(crate) fn tidy_in_time(&mut self) {
        if self.unmoved.is_some_and(|since| since.elapsed() >= UNMOVED) {
            self.tidy();
        }
    }

    /// Those that are not over.
    pub(crate) fn open_conversations(&self) -> Result<Vec<ConversationRow>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT id, flow, state, until, outcome FROM conversation WHERE outcome IS NULL \
             ORDER BY id",
        )?;
        let rows = statement.query_map([], conversation)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn conversation(&self, id: i64) -> Result<Option<ConversationRow>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, flow, state, until, outcome FROM conversation WHERE id = ?1",
        )?;
        Ok(statement.query_row([id], conversation).optional()?)
    }

    /// Files of conversations that are not over, and those whose fate nobody was told.
    pub(crate) fn open_files(&self) -> Result<Vec<FileRow>, Error> {
        let mut statement = self.connection.prepare(&format!(
            "{FILE} WHERE phase IN ('prepared', 'published', 'uncertain') AND conversation IN \
             (SELECT id FROM conversation WHERE outcome IS NULL) OR told = 0 ORDER BY id"
        ))?;
        let rows = statement.query_map([], file)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The request whose result or refusal has this stem.
    pub(crate) fn file_answered_by(&self, stem: &str) -> Result<Option<FileRow>, Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{FILE} WHERE result = ?1 OR refusal = ?1 ORDER BY id DESC LIMIT 1"
        ))?;
        Ok(statement.query_row([stem], file).optional()?)
    }

    pub(crate) fn has_request(&self, name: &str) -> Result<bool, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM file WHERE name = ?1")?;
        Ok(statement.exists([name])?)
    }

    /// Files that were dealt with and are still to be removed.
    pub(crate) fn leftovers(&self) -> Result<Vec<String>, Error> {
        let mut statement = self.connection.prepare("SELECT key FROM leftover")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// One transaction: everything in it, or nothing.
pub(crate) struct Batch<'j> {
    transaction: Transaction<'j>,
    identity: &'j Identity,
}

impl Batch<'_> {
    /// [`Error::JournalGone`] where it went into a file that is no longer there.
    pub(crate) fn commit(self) -> Result<(), Error> {
        self.transaction.commit()?;
        self.identity.check()
    }

    pub(crate) fn keep_note(&self, name: &str, value: &str) -> Result<(), Error> {
        schema::set(&self.transaction, &note_key(name), value)
    }

    pub(crate) fn begin(&self, flow: &str, state: &str, turn: &Change<'_>) -> Result<i64, Error> {
        self.transaction
            .prepare_cached(
                "INSERT INTO conversation (flow, state, until, outcome, changed) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                flow,
                state,
                turn.until(),
                turn.outcome,
                millis(turn.at)
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    pub(crate) fn go_on(&self, id: i64, state: &str, turn: &Change<'_>) -> Result<(), Error> {
        self.transaction
            .prepare_cached(
                "UPDATE conversation SET state = ?2, until = ?3, outcome = ?4, changed = ?5 \
                 WHERE id = ?1",
            )?
            .execute(params![
                id,
                state,
                turn.until(),
                turn.outcome,
                millis(turn.at)
            ])?;
        Ok(())
    }

    /// Returns the number it gets.
    pub(crate) fn add_file(&self, row: &FileRow) -> Result<i64, Error> {
        self.transaction
            .prepare_cached(
                "INSERT INTO file (conversation, name, token, result, refusal, phase, trouble, \
                 told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                row.conversation,
                row.name,
                row.token,
                row.result,
                row.refusal,
                row.phase.name(),
                row.trouble.map(|trouble| trouble.code),
                row.told
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    pub(crate) fn set_phase(
        &self,
        id: i64,
        phase: Phase,
        trouble: Option<Trouble>,
        told: bool,
    ) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE file SET phase = ?2, trouble = ?3, told = ?4 WHERE id = ?1")?
            .execute(params![
                id,
                phase.name(),
                trouble.map(|trouble| trouble.code),
                told
            ])?;
        Ok(())
    }

    pub(crate) fn add_leftover(&self, key: &str) -> Result<(), Error> {
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO leftover (key) VALUES (?1)")?
            .execute([key])?;
        Ok(())
    }

    pub(crate) fn forget_leftover(&self, key: &str) -> Result<(), Error> {
        self.transaction
            .prepare_cached("DELETE FROM leftover WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }

    /// Deletes what ended before then, a thousand at a time.
    pub(crate) fn forget_before(&self, then: SystemTime) -> Result<usize, Error> {
        let mut statement = self.transaction.prepare_cached(
            "DELETE FROM conversation WHERE id IN (SELECT id FROM conversation \
             WHERE outcome IS NOT NULL AND changed < ?1 \
             AND id NOT IN (SELECT conversation FROM file WHERE told = 0) LIMIT 1000)",
        )?;
        Ok(statement.execute([millis(then)])?)
    }
}

/// What every change of a conversation sets.
pub(crate) struct Change<'a> {
    pub(crate) until: Option<SystemTime>,
    pub(crate) outcome: Option<&'a str>,
    pub(crate) at: SystemTime,
}

impl Change<'_> {
    fn until(&self) -> Option<i64> {
        self.until.map(millis)
    }
}

fn conversation(row: &Row<'_>) -> rusqlite::Result<ConversationRow> {
    Ok(ConversationRow {
        id: row.get(0)?,
        flow: row.get(1)?,
        state: row.get(2)?,
        until: row.get::<_, Option<i64>>(3)?.map(time),
        outcome: row.get(4)?,
    })
}

fn file(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    let code: Option<String> = row.get(7)?;
    Ok(FileRow {
        id: row.get(0)?,
        conversation: row.get(1)?,
        name: row.get(2)?,
        token: row.get(3)?,
        result: row.get(4)?,
        refusal: row.get(5)?,
        phase: Phase::read(row.get_ref(6)?.as_str()?),
        trouble: code.and_then(|code| {
            crate::trouble::TROUBLES
                .iter()
                .find(|known| known.code == code)
                .copied()
        }),
        told: row.get(8)?,
    })
}

/// Milliseconds since 1970; nothing here is older.
fn millis(time: SystemTime) -> i64 {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn time(millis: i64) -> SystemTime {
    let since = Duration::from_millis(u64::try_from(millis).unwrap_or_default());
    SystemTime::UNIX_EPOCH
        .checked_add(since)
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Apart from the exchange's own.
fn note_key(name: &str) -> String {
    format!("note/{name}")
}
