//! Whether the journal's files are still the ones that were opened.

use crate::Error;
use crate::plain::{Number, number};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The database and its log. Windows lets nobody delete or rename what SQLite has open:
/// there, that they are there is enough.
pub(super) struct Identity {
    files: [(PathBuf, Number); 2],
}

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
