//! Whether the journal's files are still the ones that were opened.

use crate::Error;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The database and its log.
pub(super) struct Identity {
    files: [(PathBuf, Number); 2],
}

/// Device and number of a file.
#[cfg(unix)]
type Number = (u64, u64);

/// Windows lets nobody delete or rename what SQLite has open: that it is there is enough.
#[cfg(not(unix))]
type Number = ();

impl Identity {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let known = |path: PathBuf| {
            let number = number(&fs::symlink_metadata(&path)?);
            Ok::<_, io::Error>((path, number))
        };
        Ok(Self {
            files: [known(path.to_owned())?, known(log.into())?],
        })
    }

    /// # Errors
    /// [`Error::JournalGone`] also where it cannot be told.
    pub(super) fn check(&self) -> Result<(), Error> {
        let is_same = |(path, then): &(PathBuf, Number)| {
            fs::symlink_metadata(path).is_ok_and(|now| number(&now) == *then)
        };
        let is_there = self.files.iter().all(is_same);
        is_there.then_some(()).ok_or(Error::JournalGone)
    }
}

#[cfg(unix)]
fn number(of: &Metadata) -> Number {
    use std::os::unix::fs::MetadataExt as _;
    (of.dev(), of.ino())
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> Number {}
