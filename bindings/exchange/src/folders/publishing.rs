//! Requests on their way out: written and flushed under a name of our own, then renamed.

use super::disk::Disk;
use super::{FolderOptions, Folders, names};
use crate::transport::{Outgoing, Publication, Whereabouts};
use crate::trouble::{
    DISAPPEARED, NAME_IN_USE, NOT_RENAMED, NOT_WRITTEN, OTHER_SHARE, SHARE_LOST, Trouble,
};
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::borrow::Cow;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// What our own temporary names end with; no result or request does.
const TEMPORARY: &str = ".onshi";

/// How often, and after how long, what another program holds is tried again.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// A disk flushes many files in hardly more time than one, if it is asked for all at
/// once: hence the threads.
pub(super) fn stage(folders: &mut Folders, files: &[Outgoing<'_>]) -> Vec<Result<String, Trouble>> {
    let tokens: Vec<String> = files.iter().map(|_| folders.next_token()).collect();
    let options = &folders.options;
    let next = AtomicUsize::new(0);
    let results: Vec<_> = files.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let (Some(file), Some(token), Some(result)) =
                (files.get(index), tokens.get(index), results.get(index))
            else {
                return;
            };
            let staged = write(options, token, file);
            if let Ok(mut result) = result.lock() {
                *result = Some(staged);
            }
        }
    };
    let writers = options.writers.clamp(1, files.len().max(1));
    thread::scope(|scope| {
        for _ in 1..writers {
            scope.spawn(work);
        }
        work();
    });
    let outcomes = results.into_iter().map(|result| {
        let result = result.into_inner().ok().flatten();
        result.unwrap_or(Err(NOT_WRITTEN))
    });
    tokens
        .into_iter()
        .zip(outcomes)
        .map(|(token, outcome)| outcome.map(|()| token))
        .collect()
}

impl Folders {
    fn next_token(&mut self) -> String {
        self.staged = self.staged.saturating_add(1);
        format!(
            "{}-{:x}-{:x}{TEMPORARY}",
            self.tag, self.session, self.staged
        )
    }
}

fn write(options: &FolderOptions, token: &str, file: &Outgoing<'_>) -> Result<(), Trouble> {
    let target = target(options, file.file_name);
    // Nor may what lies there from before be taken for this request's answer.
    let taken = [
        options.requests.join(&*target),
        options.results.join(file.result_name),
        options.results.join(file.refusal_name),
    ];
    for path in taken {
        match is_there(&path) {
            Some(false) => {}
            Some(true) => return Err(NAME_IN_USE),
            None => return Err(NOT_WRITTEN),
        }
    }
    let content = match &options.seal {
        Some(seal) if seal.covers(file.file_name) => {
            Cow::Owned(seal.close(file.file_name, file.content)?)
        }
        _ => Cow::Borrowed(file.content),
    };
    let path = options.staging().join(token);
    let written = write_durably(&path, &content);
    written.map_err(|_| {
        let _ = fs::remove_file(&path);
        NOT_WRITTEN
    })
}

fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// An encrypted request is a ZIP and called so `[I]`.
fn target<'a>(options: &FolderOptions, file_name: &'a str) -> Cow<'a, str> {
    match &options.seal {
        Some(seal) if seal.covers(file_name) => {
            Cow::Owned(format!("{}.zip", crate::conversation::stem(file_name)))
        }
        _ => Cow::Borrowed(file_name),
    }
}

/// One rename. After it the temporary name is gone, before it the request's is not there:
/// that is how a later session tells.
pub(super) fn publish(
    options: &FolderOptions,
    disk: &dyn Disk,
    token: &str,
    file_name: &str,
) -> Publication {
    let from = options.staging().join(token);
    let to = options.requests.join(&*target(options, file_name));
    let mut tries = TRIES;
    let error = loop {
        match disk.rename(&from, &to) {
            Ok(()) => return Publication::Published,
            Err(error) if disk.is_held(&error) && tries > 0 => {
                tries -= 1;
                thread::sleep(PAUSE);
            }
            Err(error) => break error,
        }
    };
    if error.kind() == ErrorKind::CrossesDevices {
        return Publication::Unpublished(OTHER_SHARE);
    }
    if !matches!(options.staging().try_exists(), Ok(true)) {
        return Publication::Underway;
    }
    match (is_there(&from), is_there(&to)) {
        (Some(true), _) => Publication::Unpublished(NOT_RENAMED),
        (Some(false), Some(true)) => Publication::Published,
        // Over a network a rename may have been done although its answer was lost.
        (Some(false), Some(false)) => Publication::Uncertain(DISAPPEARED),
        _ => Publication::Underway,
    }
}

pub(super) fn whereabouts(options: &FolderOptions, token: &str, file_name: &str) -> Whereabouts {
    let folders = [options.staging(), &options.requests, &options.results];
    if folders.iter().any(|folder| fs::read_dir(folder).is_err()) {
        return Whereabouts::OutOfSight(SHARE_LOST);
    }
    let to = options.requests.join(&*target(options, file_name));
    match (is_there(&options.staging().join(token)), is_there(&to)) {
        (Some(true), _) => Whereabouts::Staged,
        (_, Some(true)) | (Some(false), _) => Whereabouts::Published,
        (None, _) => Whereabouts::OutOfSight(SHARE_LOST),
    }
}

/// None where that cannot be told. A link is there, wherever it leads.
fn is_there(path: &Path) -> Option<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Some(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

/// The renames reach the disk: one flush for all of them.
pub(super) fn sync(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        // A file system without this (some network ones) orders renames on its own.
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

pub(super) fn discard_others(folders: &Folders, known: &[String]) -> u64 {
    let staging = folders.options.staging();
    let own = format!("{}-", folders.tag);
    let mut discarded = 0;
    for name in names(staging) {
        let is_own = name.starts_with(&own) && name.ends_with(TEMPORARY);
        if is_own && !known.contains(&name) && fs::remove_file(staging.join(&name)).is_ok() {
            discarded += 1;
        }
    }
    discarded
}
