//! What stops the exchange itself.

use core::fmt;
use std::io;

/// Why an operation of the exchange has no outcome. What becomes of one file is no error
/// but an event, with a [`Trouble`](crate::Trouble).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The journal could not be read or written. Nothing of what was asked has been
    /// published; open the exchange again to go on from what the journal says.
    Journal(rusqlite::Error),
    /// Another program has the journal open.
    JournalInUse,
    /// The journal's file was deleted or replaced while it was open. Nothing that was to be
    /// written since then is kept, and nothing of it was published.
    JournalGone,
    /// The journal is of a later version of the exchange.
    JournalVersion(i64),
    /// The journal's file or a folder.
    Io(io::Error),
    /// There is no such conversation, or none that this can be said of.
    UnknownConversation,
    /// The event was answered before, or is of another conversation.
    UnknownEvent,
    /// A file name that is a path, empty, too long or not plain ASCII.
    FileName,
    /// The configuration contradicts itself; the text says how.
    Configuration(&'static str),
    /// The probe of a test stopped the exchange here.
    Stopped,
}

impl Error {
    /// Whether room on the disk is all that is wanting.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Journal(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
            }
            Self::Io(error) => error.kind() == io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal(error) => write!(f, "the journal: {error}"),
            Self::JournalInUse => f.write_str("another program has the journal open"),
            Self::JournalGone => {
                f.write_str("the journal's file was deleted or replaced while it was open")
            }
            Self::JournalVersion(version) => {
                write!(f, "the journal is of a later version ({version})")
            }
            Self::Io(error) => write!(f, "{error}"),
            Self::UnknownConversation => f.write_str("no such open conversation"),
            Self::UnknownEvent => f.write_str("no such event to answer"),
            Self::FileName => {
                f.write_str("a file name must be 1 to 128 half-width letters, digits, -, _ or .")
            }
            Self::Configuration(what) => f.write_str(what),
            Self::Stopped => f.write_str("stopped by a probe"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Journal(error) => Some(error),
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::JournalInUse
            }
            _ => Self::Journal(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
