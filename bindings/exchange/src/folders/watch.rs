//! Being told of changes, where the system does.

use core::fmt;
use core::time::Duration;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

pub(super) struct Watch {
    /// It watches as long as it lives.
    watcher: Option<RecommendedWatcher>,
    /// Keeps the channel open where nothing is watched, so that waiting is waiting.
    _sender: SyncSender<()>,
    changes: Receiver<()>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watch(watching: {})", self.is_watching())
    }
}

impl Watch {
    /// Where there is nothing to be told.
    pub(super) fn nothing() -> Self {
        let (sender, changes) = sync_channel(1);
        Self {
            watcher: None,
            _sender: sender,
            changes,
        }
    }

    pub(super) fn begin<'a>(folders: impl Iterator<Item = &'a PathBuf>) -> Self {
        let (sender, changes) = sync_channel(1);
        let tell = sender.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let is_change = match event {
                Ok(event) => is_change(event.kind),
                Err(_) => true,
            };
            if is_change {
                // One that waits already is as good as two.
                let _: Result<(), TrySendError<()>> = tell.try_send(());
            }
        });
        let mut watcher = watcher.ok();
        for folder in folders {
            let is_watched = watcher
                .as_mut()
                .is_some_and(|watcher| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
            if !is_watched {
                watcher = None;
            }
        }
        Self {
            watcher,
            _sender: sender,
            changes,
        }
    }

    pub(super) const fn is_watching(&self) -> bool {
        self.watcher.is_some()
    }

    pub(super) fn wait(&self, longest: Duration) {
        // A time-out and a change are the same to whoever looks next.
        let _ = self.changes.recv_timeout(longest);
    }
}

/// Not what our own reading and removing does.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Remove(_) => false,
        _ => true,
    }
}
