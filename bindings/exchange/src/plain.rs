//! Plain files only. A link leads elsewhere, a pipe holds up whoever opens it, a device
//! may never end: what others can put into a folder is looked at before it is read.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

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
