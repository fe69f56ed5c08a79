//! Files put where the connector takes them from: each whole or not at all, none over
//! another, and a set as one where that is in our hands.

use crate::Failure;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};

/// What became of a set.
pub(super) enum Publishing {
    /// All of it is there.
    Done(Vec<PathBuf>),
    /// Nothing of it is, because this one's name (counted from 0) is taken.
    Taken(usize),
}

/// Publishes files, names and bytes, in a folder.
pub(super) fn publish(
    folder: &Path,
    files: &[(String, Vec<u8>)],
) -> core::result::Result<Publishing, Failure> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(nth) = paths.iter().position(|path| path.exists()) {
        return Ok(Publishing::Taken(nth));
    }
    let mut staged = Staged(Vec::new());
    for (nth, (path, (_, bytes))) in paths.iter().zip(files).enumerate() {
        match staged.add(path, bytes) {
            Ok(()) => {}
            // Somebody is writing a file of this name, or broke off.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Ok(Publishing::Taken(nth));
            }
            Err(error) => return Err(because(path, &error)),
        }
    }
    for (nth, (path, unfinished)) in paths.iter().zip(&staged.0).enumerate() {
        // A hard link refuses to replace a file, which a rename would not.
        match std::fs::hard_link(unfinished, path) {
            Ok(()) => {}
            Err(error) if nth == 0 && error.kind() == ErrorKind::AlreadyExists => {
                return Ok(Publishing::Taken(0));
            }
            Err(error) if nth == 0 => return Err(because(path, &error)),
            // What is published may have been sent by now: it is not taken back.
            Err(error) => return Err(halfway(&paths, nth, &error)),
        }
    }
    Ok(Publishing::Done(paths))
}

/// Files that are whole, under names that the connector leaves alone. They go with
/// this value.
struct Staged(Vec<PathBuf>);

impl Staged {
    fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        let unfinished = path.with_extension("xml.part");
        let mut file: File = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&unfinished)?;
        self.0.push(unfinished);
        file.write_all(bytes)?;
        file.sync_all()
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for unfinished in &self.0 {
            // One that stays blocks its name and nothing else.
            drop(std::fs::remove_file(unfinished));
        }
    }
}

fn because(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Misuse(format!("{}: {error}", path.display()))
}

fn halfway(paths: &[PathBuf], published: usize, error: &std::io::Error) -> Failure {
    let list = |paths: &[PathBuf]| {
        let shown: Vec<_> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        shown.join("\n  ")
    };
    let (there, missing) = paths.split_at(published);
    Failure::Misuse(format!(
        "{error}\n書き出し済み / written:\n  {}\n書き出していない / not written:\n  {}",
        list(there),
        list(missing)
    ))
}
