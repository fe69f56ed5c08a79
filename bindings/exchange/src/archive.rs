//! Results in a ZIP, and messages encrypted as one.
//!
//! Bulk results were seen as ZIP `[S]`. That encrypted messages are a ZIP with AES-256 is
//! inferred `[I]` (facts §1.3), from the connector's configuration and one developer's
//! note: no specification of it is public. Where it turns out otherwise, the archive is
//! handed on as it came.

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
    ///
    /// # Errors
    /// [`ARCHIVE`]: not one file, another password, damaged or too large.
    pub fn open(&self, archive: &[u8]) -> Result<(String, Vec<u8>), Trouble> {
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
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.to_owned();
        let mut content = Vec::new();
        file.take(self.most_bytes.saturating_add(1))
            .read_to_end(&mut content)
            .map_err(|_| ARCHIVE)?;
        match u64::try_from(content.len()) {
            Ok(length) if length <= self.most_bytes => Ok((name, content)),
            _ => Err(ARCHIVE),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "OQSsiquc01req_202611210001.xml";
    const CONTENT: &[u8] = b"<XmlMsg></XmlMsg>";

    fn opening(password: &[u8]) -> Archives {
        Archives {
            password: Some(password.to_vec()),
            ..Archives::default()
        }
    }

    #[test]
    fn what_was_encrypted_opens_with_its_password_and_with_no_other() {
        let sealed = Seal::new(b"right".to_vec(), ["OQSsiquc"])
            .close(NAME, CONTENT)
            .unwrap();
        assert!(!sealed.windows(CONTENT.len()).any(|part| part == CONTENT));
        let opened = opening(b"right").open(&sealed).unwrap();
        assert_eq!(opened, (NAME.to_owned(), CONTENT.to_vec()));
        assert_eq!(opening(b"wrong").open(&sealed), Err(ARCHIVE));
        assert_eq!(Archives::default().open(&sealed), Err(ARCHIVE));
    }

    #[test]
    fn a_damaged_encrypted_archive_is_noticed() {
        let mut sealed = Seal::new(b"right".to_vec(), ["OQSsiquc"])
            .close(NAME, CONTENT)
            .unwrap();
        let middle = NAME.len() + 60;
        sealed[middle] ^= 1;
        assert_eq!(opening(b"right").open(&sealed), Err(ARCHIVE));
    }

    #[test]
    fn a_small_archive_of_something_huge_is_not_unpacked() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file("bomb.xml", SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        let bomb = archive.finish().unwrap().into_inner();
        assert!(bomb.len() < 10_000);
        let most = |most_bytes| Archives {
            most_bytes,
            ..Archives::default()
        };
        assert!(most(1 << 20).open(&bomb).is_ok());
        assert_eq!(most((1 << 20) - 1).open(&bomb), Err(ARCHIVE));
    }

    #[test]
    fn several_files_are_not_one_result() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b.xml"] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
        }
        let several = archive.finish().unwrap().into_inner();
        assert_eq!(Archives::default().open(&several), Err(ARCHIVE));
    }

    #[test]
    fn the_connectors_configuration_says_what_is_encrypted() {
        let seal = Seal::by_configuration(Vec::new(), "OQSsiquc=e\r\nOQSmutic=n\r\n=e\r\n");
        assert!(seal.covers(NAME));
        assert!(!seal.covers("OQSmutic01req_1.xml"));
        assert!(!seal.covers("YZKsiquc01req_1.xml"));
    }
}
