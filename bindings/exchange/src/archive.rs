//! Results in a ZIP, and messages encrypted as one.
//!
//! Bulk results were seen as ZIP `[S]`. That encrypted messages are a ZIP with AES-256 is
//! inferred `[I]` (facts §1.3), from the connector's configuration and one developer's
//! note: no specification of it is public. Where it turns out otherwise, the archive is
//! handed on as it came.

mod single;
#[cfg(test)]
mod tests;

use crate::conversation::folded;
use crate::trouble::{ARCHIVE, NOT_WRITTEN, Trouble};
use core::fmt;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipArchive, ZipWriter};

/// How results in a ZIP are opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Archives {
    /// The password of encrypted ones.
    pub password: Option<Vec<u8>>,
    /// What the file inside may have, unpacked: a small archive can hold a huge one. 64
    /// MiB.
    pub most_bytes: u64,
}

impl Default for Archives {
    fn default() -> Self {
        Self {
            password: None,
            most_bytes: 64 << 20,
        }
    }
}

impl fmt::Debug for Archives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archives")
            .field("most_bytes", &self.most_bytes)
            .finish_non_exhaustive()
    }
}

impl Archives {
    /// The one file in an archive, and its name. Folders in that name are left out.
    /// What readers of archives may see differently is refused: more than one entry,
    /// whatever their names, two headers that disagree, anything beside the file.
    ///
    /// # Errors
    /// [`ARCHIVE`]: not one file, another password, damaged or too large.
    pub fn open(&self, archive: &[u8]) -> Result<(String, Vec<u8>), Trouble> {
        let raw_name = single::name(archive).ok_or(ARCHIVE)?;
        let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(|_| ARCHIVE)?;
        if archive.len() != 1 {
            return Err(ARCHIVE);
        }
        let file = match &self.password {
            Some(password) => archive.by_index_decrypt(0, password),
            None => archive.by_index(0),
        };
        let file = file.map_err(|_| ARCHIVE)?;
        let path = file.name().map_err(|_| ARCHIVE)?;
        let is_its = path.as_bytes() == raw_name && is_plain_path(&path);
        if !is_its || file.is_dir() || file.is_symlink() || file.size() > self.most_bytes {
            return Err(ARCHIVE);
        }
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let (name, stated) = (name.to_owned(), file.size());
        let mut content = Vec::new();
        file.take(self.most_bytes.saturating_add(1))
            .read_to_end(&mut content)
            .map_err(|_| ARCHIVE)?;
        match u64::try_from(content.len()) {
            Ok(length) if length == stated => Ok((name, content)),
            _ => Err(ARCHIVE),
        }
    }
}

/// Whether a path is below where it is unpacked, the same on every system. No name of
/// the system has other characters.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |name: &str| {
        !matches!(name, "" | "." | "..")
            && !name.contains(':')
            && name.bytes().all(|byte| matches!(byte, b'!'..=b'~'))
    };
    path.split(['/', '\\']).all(is_plain)
}

/// How requests are encrypted `[I]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Seal {
    password: Vec<u8>,
    prefixes: Vec<String>,
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal")
            .field("prefixes", &self.prefixes)
            .finish_non_exhaustive()
    }
}

impl Seal {
    /// Encrypts requests whose names begin with one of these, such as `OQSsiquc`.
    pub fn new<'a>(password: Vec<u8>, prefixes: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            password,
            prefixes: prefixes.into_iter().map(folded).collect(),
        }
    }

    /// Those that the connector's `encrypt.conf` says are encrypted: lines
    /// `<prefix>=e` (facts §1.3).
    #[must_use]
    pub fn by_configuration(password: Vec<u8>, encrypt_conf: &str) -> Self {
        let encrypted = encrypt_conf.lines().filter_map(|line| {
            let (prefix, switch) = line.split_once('=')?;
            let is_prefix = !prefix.trim().is_empty();
            (is_prefix && switch.trim() == "e").then(|| prefix.trim().trim_end_matches('*'))
        });
        Self::new(password, encrypted)
    }

    /// Whether a file of this name is to be encrypted.
    #[must_use]
    pub fn covers(&self, file_name: &str) -> bool {
        let name = folded(file_name);
        self.prefixes.iter().any(|prefix| name.starts_with(prefix))
    }

    /// The archive that holds this file alone.
    ///
    /// # Errors
    /// [`NOT_WRITTEN`].
    pub fn close(&self, file_name: &str, content: &[u8]) -> Result<Vec<u8>, Trouble> {
        let options =
            SimpleFileOptions::default().with_aes_encryption_bytes(AesMode::Aes256, &self.password);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file(file_name, options)
            .map_err(|_| NOT_WRITTEN)?;
        archive.write_all(content).map_err(|_| NOT_WRITTEN)?;
        let archive = archive.finish().map_err(|_| NOT_WRITTEN)?;
        Ok(archive.into_inner())
    }
}
