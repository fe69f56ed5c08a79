//! What folders ask of the system, as a seam: how Windows and network shares behave can
//! be had on any machine.

use core::fmt;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The operations that other programs and the network get in the way of. As they are
/// here, the system's own.
pub trait Disk: fmt::Debug + Send {
    /// Gives a file another name on the same share.
    ///
    /// # Errors
    /// Those of the system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Removes a file.
    ///
    /// # Errors
    /// Those of the system.
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Opens a [plain](crate::plain) file to read it, so that others may write and remove
    /// it meanwhile.
    ///
    /// # Errors
    /// Those of the system.
    fn open(&self, path: &Path) -> io::Result<File> {
        crate::plain::to_read(path)
    }

    /// Whether another program holds the file and will let go of it:
    /// ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, and ERROR_ACCESS_DENIED, which
    /// Windows says of a file that is being deleted.
    fn is_held(&self, error: &io::Error) -> bool {
        cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
    }

    /// Whether changes may be told of at all; shares often tell of none.
    fn tells(&self) -> bool {
        true
    }
}

/// This machine's.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Disk for System {}
