//! The shared folders: requests taken, files put.

use core::time::Duration;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// `req`, `res` and `face` below one root.
#[derive(Clone, Debug)]
pub(super) struct Folders {
    root: PathBuf,
    made: u64,
}

/// Where a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Res,
    Face,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Res => "res",
            Self::Face => "face",
        }
    }
}

impl Folders {
    /// The folders, made where they are not there.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        for name in ["req", "res", "face", ".connector"] {
            fs::create_dir_all(root.join(name))?;
        }
        Ok(Self {
            root: root.to_owned(),
            made: 0,
        })
    }

    /// The names of requests, sorted. Other files are left alone.
    pub(super) fn requests(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.root.join("req"))? {
            if let Ok(name) = entry?.file_name().into_string()
                && name.ends_with(".xml")
                && name.contains("req_")
            {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Takes a request: its bytes, once it is gone from the folder. None where
    /// somebody else took it or it is held open.
    pub(super) fn take(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.root.join("req").join(name);
        let bytes = fs::read(&path).ok()?;
        fs::remove_file(&path).ok()?;
        Some(bytes)
    }

    /// Puts a whole file there at once.
    pub(super) fn put(&mut self, place: Place, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.made += 1;
        let made = self.root.join(".connector").join(self.made.to_string());
        fs::write(&made, bytes)?;
        fs::rename(&made, self.path(place, name))
    }

    /// Writes a file's beginning, or goes on with it.
    pub(super) fn append(
        &self,
        place: Place,
        name: &str,
        bytes: &[u8],
        first: bool,
    ) -> io::Result<()> {
        let mut options = File::options();
        options.write(true);
        if first {
            options.create(true).truncate(true);
        } else {
            options.append(true);
        }
        match options.open(self.path(place, name)) {
            Ok(mut file) => file.write_all(bytes),
            // Whoever takes half a file gets no more of it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes what has been in `res` and `face` for longer.
    pub(super) fn sweep(&self, now: SystemTime, stay: Duration) -> io::Result<()> {
        for place in [Place::Res, Place::Face] {
            for entry in fs::read_dir(self.root.join(place.name()))? {
                let entry = entry?;
                let written = entry.metadata().and_then(|data| data.modified());
                let old = written.is_ok_and(|written| written + stay < now);
                if old {
                    // Gone already is as good.
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
        Ok(())
    }

    fn path(&self, place: Place, name: &str) -> PathBuf {
        self.root.join(place.name()).join(name)
    }
}
