//! The shared folders of a 資格確認端末 (facts §1.1–1.3).
//!
//! - **Publishing** is a rename within the request folder of a file that was written and
//!   flushed under a name of our own, which the connector does not look at.
//! - **Reading** takes nothing before it is whole, see [`completeness`].
//! - **Looking** is by notification where the system sends any, and by listing the folder
//!   every [`FolderOptions::poll`] all the same: shares often send none.
//! - **Several computers** may share the folders: only what was asked for here is read and
//!   removed. A face reader's result, which nobody asked for, is claimed by renaming it,
//!   which succeeds for one computer alone.
//! - **Plain files only**, of a bounded size: a link, a pipe, a folder or a device under a
//!   result's name is left where it lies, with a word to staff.
//! - **Windows** refuses to open, rename or remove a file that another program holds:
//!   that is tried again, a moment later or at the next look.

mod arrivals;
pub mod completeness;
pub mod disk;
mod publishing;
mod watch;

use crate::Error;
use crate::archive::Seal;
use crate::transport::{Incoming, Interest, Notice, Outgoing, Publication, Transport, Whereabouts};
use crate::trouble::Trouble;
use completeness::Seen;
use core::time::Duration;
use disk::{Disk, System};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use watch::Watch;

/// Where the folders are and how they are used.
#[derive(Clone, Debug)]
pub struct FolderOptions {
    /// Where requests go (`req`).
    pub requests: PathBuf,
    /// Where results come (`res`).
    pub results: PathBuf,
    /// Where face readers' results come (`face`). None: they are left alone, as they must
    /// be where another program takes them.
    pub faces: Option<PathBuf>,
    /// 医療機関コード: a face reader's result that is named by another, or by none, is left
    /// alone. None: their names are not looked at, but what is in them is.
    pub institution: Option<String>,
    /// Where requests are written before they are published; the request folder if not
    /// set. It has to be on the same share: a rename across shares copies, and a copy can
    /// be read half.
    pub staging: Option<PathBuf>,
    /// How often the folders are listed. 500 ms.
    pub poll: Duration,
    /// How long a file whose end cannot be recognized must stay the same: `.err`, whose
    /// content is not known, and PDF. 1 s.
    pub quiet: Duration,
    /// How long a file that looks cut off must stay the same before it is handed on as
    /// it is. 30 s.
    pub unfinished: Duration,
    /// Up to this size results are read into memory. 32 MiB.
    pub in_memory: u64,
    /// Larger ones are left in their folder, with a [`Notice`]; those in between are read
    /// from there by parts. 1 GiB.
    pub largest: u64,
    /// How long the connector keeps results before it sweeps them
    /// (`ResponseFileStayTime`, see [`stay_time`]). A day, as installers set it `[S]`.
    pub results_stay: Duration,
    /// Files written and flushed side by side. 8.
    pub writers: usize,
    /// How requests are encrypted, if they are.
    pub seal: Option<Seal>,
}

impl FolderOptions {
    /// `req`, `res` and `face` under one folder, such as `C:\OQS` (facts §1.1).
    #[must_use]
    pub fn under(root: impl AsRef<Path>) -> Self {
        let root = root.as_ref();
        let faces = root.join("face");
        Self {
            requests: root.join("req"),
            results: root.join("res"),
            faces: faces.is_dir().then_some(faces),
            institution: None,
            staging: None,
            poll: Duration::from_millis(500),
            quiet: Duration::from_secs(1),
            unfinished: Duration::from_secs(30),
            in_memory: 32 << 20,
            largest: 1 << 30,
            results_stay: Duration::from_secs(24 * 3600),
            writers: 8,
            seal: None,
        }
    }

    fn staging(&self) -> &Path {
        self.staging.as_deref().unwrap_or(&self.requests)
    }
}

/// `ResponseFileStayTime` of the connector's `UserDefinition.property`, in minutes
/// (facts §1).
#[must_use]
pub fn stay_time(properties: &str) -> Option<Duration> {
    let minutes = properties.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "ResponseFileStayTime").then(|| value.trim().parse::<u64>().ok())?
    })?;
    Some(Duration::from_secs(minutes.checked_mul(60)?))
}

/// The shared folders as a [`Transport`].
#[derive(Debug)]
pub struct Folders {
    options: FolderOptions,
    disk: Box<dyn Disk>,
    tag: String,
    session: u64,
    staged: u64,
    watch: Watch,
    /// Files that are not whole yet.
    seen: HashMap<String, Seen>,
    /// Claimed results of face readers that were handed on in this session.
    claimed: HashSet<String>,
    /// Files that were handed on and stay: as they were then.
    passed_by: HashMap<PathBuf, (u64, Option<SystemTime>)>,
    /// Files that are left where they lie, and what is still to be said of them.
    left: HashMap<PathBuf, Trouble>,
    notices: Vec<Notice>,
}

impl Folders {
    /// Nothing is touched before an exchange is opened with it.
    #[must_use]
    pub fn new(options: FolderOptions) -> Self {
        Self::on(options, System)
    }

    /// The same where the system is another, or behaves as one.
    #[must_use]
    pub fn on(options: FolderOptions, disk: impl Disk + 'static) -> Self {
        let watch = if disk.tells() {
            let watched = [Some(&options.results), options.faces.as_ref()];
            Watch::begin(watched.into_iter().flatten())
        } else {
            Watch::nothing()
        };
        Self {
            options,
            disk: Box::new(disk),
            tag: String::new(),
            session: 0,
            staged: 0,
            watch,
            seen: HashMap::new(),
            claimed: HashSet::new(),
            passed_by: HashMap::new(),
            left: HashMap::new(),
            notices: Vec::new(),
        }
    }

    /// Whether the system promised to tell of changes; if not, listing finds them.
    #[must_use]
    pub const fn is_watching(&self) -> bool {
        self.watch.is_watching()
    }
}

impl Transport for Folders {
    fn begin(&mut self, tag: &str, session: u64) -> Result<(), Error> {
        let options = &self.options;
        for folder in [&*options.requests, &*options.results, options.staging()] {
            fs::read_dir(folder).map_err(|error| {
                let named = format!("{}: {error}", folder.display());
                io::Error::new(error.kind(), named)
            })?;
        }
        tag.clone_into(&mut self.tag);
        self.session = session;
        Ok(())
    }

    fn stage(&mut self, files: &[Outgoing<'_>]) -> Vec<Result<String, Trouble>> {
        publishing::stage(self, files)
    }

    fn publish(&mut self, token: &str, file_name: &str) -> Publication {
        publishing::publish(&self.options, &*self.disk, token, file_name)
    }

    fn sync(&mut self) {
        publishing::sync(&self.options.requests);
    }

    fn whereabouts(&mut self, token: &str, file_name: &str) -> Whereabouts {
        publishing::whereabouts(&self.options, token, file_name)
    }

    fn discard(&mut self, token: &str) {
        if !token.is_empty() {
            // What stays is thrown away when the exchange is opened the next time.
            let _ = fs::remove_file(self.options.staging().join(token));
        }
    }

    fn discard_others(&mut self, known: &[String]) -> u64 {
        publishing::discard_others(self, known)
    }

    fn look(&mut self, interest: &mut dyn FnMut(&str) -> Interest, most: usize) -> Vec<Incoming> {
        arrivals::look(self, interest, most)
    }

    fn leave(&mut self, key: &str) {
        arrivals::leave(self, key);
    }

    fn notices(&mut self) -> Vec<Notice> {
        core::mem::take(&mut self.notices)
    }

    fn remove(&mut self, key: &str) -> bool {
        let folder = match &self.options.faces {
            Some(faces) if arrivals::is_claimed(key, &self.tag) => faces,
            _ => &self.options.results,
        };
        let is_gone = match self.disk.remove(&folder.join(key)) {
            Ok(()) => true,
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if is_gone {
            self.claimed.remove(key);
        }
        is_gone
    }

    fn wait(&mut self, longest: Duration) {
        self.watch.wait(longest.min(self.options.poll));
    }

    fn keeps_results(&self) -> Option<Duration> {
        Some(self.options.results_stay)
    }
}

/// Names of the files in a folder; none where it cannot be listed now.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}
