//! Results on their way in.

use super::completeness::{End, Seen, end};
use super::{Folders, names};
use crate::conversation::{Content, folded};
use crate::plain::is_not_plain;
use crate::transport::{Incoming, Interest, Notice};
use crate::trouble::{NOT_OPENED, NOT_OURS, NOT_PLAIN, TOO_LARGE, Trouble};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Instant, SystemTime};

/// How much of either end of a large file is looked at.
const EITHER_END: usize = 4096;

/// More than staff would read at once.
const MOST_NOTICES: usize = 100;

/// Face readers' results (facts §1.2).
const FACE: &str = "oqssiquc01res_face_";

pub(super) fn look(
    folders: &mut Folders,
    interest: &mut dyn FnMut(&str) -> Interest,
    most: usize,
) -> Vec<Incoming> {
    let results = folders.options.results.clone();
    let mut found = Vec::new();
    let mut still_there = HashSet::new();
    for name in names(&results) {
        if found.len() >= most || folders.is_full(&found) || interest(&name) != Interest::Wanted {
            continue;
        }
        if folders.is_passed_by(&results.join(&name)) {
            continue;
        }
        match folders.read_whole(&results, &name, &name) {
            Some(content) => found.push(Incoming::File {
                key: name.clone(),
                file_name: name,
                content,
                is_unasked: false,
            }),
            None => {
                still_there.insert(name);
            }
        }
    }
    if let Some(faces) = folders.options.faces.clone() {
        look_for_faces(folders, &faces, &mut found, &mut still_there, most);
    }
    folders.seen.retain(|name, _| still_there.contains(name));
    folders.forget_gone();
    found
}

fn look_for_faces(
    folders: &mut Folders,
    faces: &Path,
    found: &mut Vec<Incoming>,
    still_there: &mut HashSet<String>,
    most: usize,
) {
    for name in names(faces) {
        if found.len() >= most || folders.is_full(found) {
            return;
        }
        let claimed = match is_claimed(&name, &folders.tag) {
            true => Some(name),
            false if is_face(&name) => folders.claim_ours(faces, name, still_there),
            false => None,
        };
        let Some(key) = claimed else { continue };
        if folders.claimed.contains(&key) {
            continue;
        }
        let file_name = key.rsplit_once('.').map_or("", |(name, _)| name).to_owned();
        if let Some(content) = folders.content(&faces.join(&key), &key) {
            folders.claimed.insert(key.clone());
            found.push(Incoming::File {
                key,
                file_name,
                content,
                is_unasked: true,
            });
        }
    }
}

fn is_face(name: &str) -> bool {
    let name = folded(name);
    name.starts_with(FACE) && (name.ends_with(".xml") || name.ends_with(".zip"))
}

/// Leaves a file as it is: a claimed one under its reader's name again.
pub(super) fn leave(folders: &mut Folders, key: &str) {
    let faces = folders.options.faces.clone();
    let path = match faces {
        Some(faces) if is_claimed(key, &folders.tag) => {
            let name = key.rsplit_once('.').map_or("", |(name, _)| name);
            let path = faces.join(name);
            folders.leave(&path, name, NOT_OURS);
            // Never over a file that came under that name meanwhile.
            let is_free = fs::symlink_metadata(&path).is_err();
            if !is_free || folders.disk.rename(&faces.join(key), &path).is_err() {
                return;
            }
            folders.claimed.remove(key);
            path
        }
        _ => folders.options.results.join(key),
    };
    if let Some(now) = signature(&path) {
        folders.passed_by.insert(path, now);
    }
}

/// What changes with a file.
fn signature(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    let found = fs::symlink_metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}

/// A claimed result is the reader's name with this host's tag behind it.
pub(super) fn is_claimed(name: &str, tag: &str) -> bool {
    is_face(name.rsplit_once('.').map_or("", |(name, _)| name)) && name.ends_with(tag)
}

impl Folders {
    /// Whether it was handed on, stays and is the same.
    fn is_passed_by(&mut self, path: &Path) -> bool {
        let Some(then) = self.passed_by.get(path) else {
            return false;
        };
        let is_same = signature(path).as_ref() == Some(then);
        if !is_same {
            self.passed_by.remove(path);
        }
        is_same
    }

    /// The institution in the name is looked at before anything is touched.
    fn claim_ours(
        &mut self,
        faces: &Path,
        name: String,
        still_there: &mut HashSet<String>,
    ) -> Option<String> {
        let path = faces.join(&name);
        if self.is_passed_by(&path) {
            return None;
        }
        let named = folded(&name).split_off(FACE.len());
        let ours = self.options.institution.as_deref();
        if ours.is_some_and(|ours| !named.starts_with(&folded(ours))) {
            self.leave(&path, &name, NOT_OURS);
            return None;
        }
        self.claim(faces, name, still_there)
    }

    /// Renames a whole result to a name of this host. Of several hosts one succeeds.
    fn claim(
        &mut self,
        faces: &Path,
        name: String,
        still_there: &mut HashSet<String>,
    ) -> Option<String> {
        if self.read_whole(faces, &name, &name).is_none() {
            still_there.insert(name);
            return None;
        }
        let claimed = format!("{name}.{}", self.tag);
        let (from, to) = (faces.join(&name), faces.join(&claimed));
        self.disk.rename(&from, &to).ok()?;
        Some(claimed)
    }

    /// The content, once the file is whole.
    fn read_whole(&mut self, folder: &Path, key: &str, name: &str) -> Option<Content> {
        let path = folder.join(key);
        let before = fs::symlink_metadata(&path).ok()?;
        if !before.is_file() {
            self.leave(&path, name, NOT_PLAIN);
            return None;
        }
        let now = Seen {
            length: before.len(),
            modified: before.modified().ok(),
            since: Instant::now(),
        };
        let seen = match self.seen.get(key) {
            Some(seen) if seen.length == now.length && seen.modified == now.modified => *seen,
            _ => now,
        };
        self.seen.insert(key.to_owned(), seen);
        let content = self.content(&path, name)?;
        let (head, tail) = self.either_end(&content, &path).ok()?;
        let unchanged = seen.since.elapsed();
        let is_whole = match end(name, &head, &tail, now.length) {
            End::Whole => true,
            End::Unknown => unchanged >= self.options.quiet,
            End::CutOff => unchanged >= self.options.unfinished,
        };
        // What was read is what was seen.
        let after = fs::symlink_metadata(&path).ok()?;
        let length = match &content {
            Content::Memory(bytes) => u64::try_from(bytes.len()).ok()?,
            Content::File(_) => after.len(),
        };
        (is_whole && length == now.length && after.len() == now.length).then_some(content)
    }

    /// The bytes of a file of ordinary size.
    fn content(&mut self, path: &Path, name: &str) -> Option<Content> {
        let most = self.options.in_memory;
        let (file, length) = self.opened(path, name)?;
        if length > most {
            return Some(Content::File(path.to_owned()));
        }
        let mut bytes = Vec::new();
        let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
        read.ok().map(|_| Content::Memory(bytes))
    }

    /// A plain file of a size that is dealt with. Any other is left where it lies, with a
    /// word to staff, and holds up nobody else.
    fn opened(&mut self, path: &Path, name: &str) -> Option<(File, u64)> {
        let trouble = match self.disk.open(path) {
            Ok(file) => {
                let found = file.metadata().ok()?;
                match () {
                    () if !found.is_file() => NOT_PLAIN,
                    () if found.len() > self.options.largest => TOO_LARGE,
                    () => return Some((file, found.len())),
                }
            }
            Err(error) if is_not_plain(&error) => NOT_PLAIN,
            // Another program's, for a moment.
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) if self.disk.is_held(&error) => return None,
            Err(_) => NOT_OPENED,
        };
        self.leave(path, name, trouble);
        None
    }

    /// Whether what was found at this look takes as much memory as two large files: the
    /// rest comes with the next.
    fn is_full(&self, found: &[Incoming]) -> bool {
        let lengths = found.iter().map(|incoming| match incoming {
            Incoming::File {
                content: Content::Memory(bytes),
                ..
            } => bytes.len(),
            _ => 0,
        });
        let taken = u64::try_from(lengths.sum::<usize>()).unwrap_or(u64::MAX);
        taken > self.options.in_memory
    }

    fn leave(&mut self, path: &Path, name: &str, trouble: Trouble) {
        let is_new = self.left.insert(path.to_owned(), trouble) != Some(trouble);
        if is_new && self.notices.len() < MOST_NOTICES {
            self.notices.push(Notice {
                file_name: name.to_owned(),
                trouble,
            });
        }
    }

    /// What comes again is told again.
    fn forget_gone(&mut self) {
        self.left
            .retain(|path, _| fs::symlink_metadata(path).is_ok());
    }

    fn either_end(&self, content: &Content, path: &Path) -> io::Result<(Vec<u8>, Vec<u8>)> {
        if let Content::Memory(bytes) = content {
            let head = bytes.get(..EITHER_END).unwrap_or(bytes);
            let tail = bytes.len().saturating_sub(EITHER_END);
            return Ok((head.to_vec(), bytes.get(tail..).unwrap_or(bytes).to_vec()));
        }
        let mut file = self.disk.open(path)?;
        let length = file.metadata()?.len();
        let mut head = Vec::new();
        file.by_ref()
            .take(EITHER_END as u64)
            .read_to_end(&mut head)?;
        file.seek(SeekFrom::Start(length.saturating_sub(EITHER_END as u64)))?;
        let mut tail = Vec::new();
        file.take(EITHER_END as u64).read_to_end(&mut tail)?;
        Ok((head, tail))
    }
}
