//! Plain files only. A link leads elsewhere, a pipe holds up whoever opens it, a device
//! may never end: what others can put into a folder is looked at before it is read.

#[cfg(not(windows))]
use core::time::Duration;
#[cfg(not(windows))]
use std::fs::TryLockError;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;
#[cfg(not(windows))]
use std::time::Instant;

/// Opens a plain file to read it. Others may write and remove it meanwhile.
///
/// # Errors
/// Those of the system, and [`is_not_plain`].
pub fn to_read(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().read(true), path)
}

/// Opens a plain file of this user's alone to read and append, and makes it where there
/// is none. Mode 0600; on Windows the folder's permissions hold.
///
/// # Errors
/// As [`to_read`].
pub fn to_keep(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = open(&mut options, path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// As [`to_keep`], and nobody else's as long as it is open.
///
/// # Errors
/// As [`to_read`]; [`ErrorKind::ResourceBusy`] where another program has it.
pub fn to_keep_alone(path: &Path) -> io::Result<File> {
    #[cfg(windows)]
    {
        // A lock would keep readers out as well; this keeps out who would write.
        let mut options = OpenOptions::new();
        options.create(true).read(true).append(true);
        std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, SHARE_READ);
        open(&mut options, path).map_err(|error| match error.raw_os_error() {
            Some(SHARING_VIOLATION) => ErrorKind::ResourceBusy.into(),
            _ => error,
        })
    }
    #[cfg(not(windows))]
    {
        let file = to_keep(path)?;
        // Whoever has just been started holds what was open where it was started, until it
        // runs: a lock may outlast its owner by a moment.
        let last = Instant::now() + A_MOMENT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < last => {
                    std::thread::sleep(A_MOMENT / 50);
                }
                Err(TryLockError::WouldBlock) => return Err(ErrorKind::ResourceBusy.into()),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

/// How long a file that another program has is asked for.
#[cfg(not(windows))]
const A_MOMENT: Duration = Duration::from_secs(1);

/// Whether the path still leads to this file; on Windows, where nobody can remove what is
/// open, whether it leads anywhere.
#[must_use]
pub fn is_at(file: &File, path: &Path) -> bool {
    let there = std::fs::symlink_metadata(path).map(|there| number(&there));
    let known = file.metadata().map(|known| number(&known));
    matches!((there, known), (Ok(there), Ok(known)) if there == known)
}

/// Device and number of a file.
#[cfg(unix)]
pub(crate) type Number = (u64, u64);

#[cfg(not(unix))]
pub(crate) type Number = ();

#[cfg(unix)]
pub(crate) fn number(of: &Metadata) -> Number {
    use std::os::unix::fs::MetadataExt as _;
    (of.dev(), of.ino())
}

#[cfg(not(unix))]
pub(crate) fn number(_: &Metadata) -> Number {}

/// Opens it as the options say, if it is a plain file.
///
/// # Errors
/// As [`to_read`].
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    // A pipe is opened without waiting for its other end, and then refused. It may have
    // taken the file's place after it was looked at, so what counts is what was opened.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::custom_flags(options, OPEN_REPARSE_POINT);
    let opened = options.open(path);
    #[cfg(unix)]
    let opened = opened.map_err(|error| match error.raw_os_error() {
        // A link; a pipe without a reader, a socket.
        Some(libc::ELOOP | libc::ENXIO) => not_plain(),
        // To write, a folder.
        Some(libc::EISDIR) => not_plain(),
        _ => error,
    });
    let file = opened?;
    let kind = file.metadata()?.file_type();
    kind.is_file().then_some(file).ok_or_else(not_plain)
}

/// `FILE_FLAG_OPEN_REPARSE_POINT`: a link is opened itself.
#[cfg(windows)]
const OPEN_REPARSE_POINT: u32 = 0x0020_0000;

/// `FILE_SHARE_READ` and `ERROR_SHARING_VIOLATION`.
#[cfg(windows)]
const SHARE_READ: u32 = 1;
#[cfg(windows)]
const SHARING_VIOLATION: i32 = 32;

fn not_plain() -> io::Error {
    io::Error::new(
        ErrorKind::InvalidInput,
        "not a plain file (a link, a folder, a pipe or a device)",
    )
}

/// Whether that is why it was not opened.
#[must_use]
pub fn is_not_plain(error: &io::Error) -> bool {
    error.kind() == ErrorKind::InvalidInput && error.raw_os_error().is_none()
}
