//! The connector's side of the shared folders: requests in `req`, results in `res`,
//! cards in `face`, refused requests back with `.err`.
//!
//! [`Connector::step`] does what is due and returns; it starts no thread, waits for
//! nothing and asks no clock, so that a test decides how time goes by. [`run`] lets
//! it go on by the clock.
//!
//! ```
//! use onshi_simulator::connector::{Connector, Settings};
//! use onshi_simulator::{centre::Centre, population::Population};
//! use std::time::{Duration, SystemTime};
//!
//! let folder = tempfile::tempdir()?;
//! let at = 1_795_219_200;
//! let centre = Centre::new(Population::generate(1, at, 100)).shared();
//! let mut connector = Connector::open(Settings::at(folder.path()), centre)?;
//! let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_219_200);
//! assert_eq!(connector.step(now)?.taken, 0);
//! # Ok::<(), std::io::Error>(())
//! ```

mod anothers;
mod answer;
mod card;
mod delivery;
mod fault;
mod folder;
mod package;
mod running;

pub(crate) use anothers::anothers;
pub use fault::{Fault, Faults};
pub use package::Packing;
pub use running::{Running, run};

use crate::centre::Centre;
use crate::results::{Encoding, INSTITUTION};
use crate::wire::Tables;
use core::ops::Range;
use core::time::Duration;
use delivery::Deliveries;
use folder::Folders;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// How a terminal is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder with `req`, `res` and `face`.
    pub folder: PathBuf,
    /// 医療機関コード of the institution whose reader this is.
    pub institution: String,
    /// How it is set to write.
    pub encoding: Encoding,
    /// How long an answer takes, in milliseconds; at once where it is empty.
    pub delay: Range<u64>,
    /// How many requests it answers at a time; others wait in `req`.
    pub sessions: usize,
    /// Whether bulk results come in a ZIP file.
    pub packing: Packing,
    /// After how long results that nobody took are swept
    /// (`ResponseFileStayTime`); never where there is none.
    pub stay: Option<Duration>,
    /// Decides the order of elements, the delays and whom faults hit.
    pub seed: u64,
    /// Where to write a line about every request, for tests to look at: time in
    /// milliseconds, file name, `ArbitraryFileIdentifier`, what became of it.
    pub record: Option<PathBuf>,
}

/// The answer times a clinic sees, 3 to 7 seconds.
pub const USUAL_DELAY: Range<u64> = 3000..7000;

/// A terminal with its folders.
#[derive(Debug)]
pub struct Connector {
    settings: Settings,
    /// What goes wrong.
    pub faults: Faults,
    centre: Arc<Mutex<Centre>>,
    tables: Tables,
    folders: Folders,
    deliveries: Deliveries,
    record: Option<BufWriter<File>>,
    swept: Option<SystemTime>,
}

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Requests taken from `req`.
    pub taken: usize,
    /// Files written.
    pub written: usize,
    /// When a file is due next, where one is.
    pub next: Option<SystemTime>,
}

impl Settings {
    /// An invented clinic's terminal with its folders there, writing UTF-8, answering
    /// at once.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            institution: INSTITUTION.into(),
            encoding: Encoding::Utf8,
            delay: 0..0,
            sessions: 20,
            packing: Packing::Plain,
            stay: Some(Duration::from_secs(1440 * 60)),
            seed: 1,
            record: None,
        }
    }
}

impl Centre {
    /// The system for several terminals.
    #[must_use]
    pub fn shared(self) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(self))
    }
}

/// The system, also after somebody panicked with it: a simulator goes on.
pub(crate) fn locked(centre: &Mutex<Centre>) -> MutexGuard<'_, Centre> {
    centre.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connector {
    /// A terminal before this system. Makes the folders where they are not there.
    ///
    /// # Errors
    /// Where the folders or the record cannot be made.
    pub fn open(settings: Settings, centre: Arc<Mutex<Centre>>) -> io::Result<Self> {
        let record = match &settings.record {
            Some(path) => {
                let file = File::options().create(true).append(true).open(path)?;
                Some(BufWriter::new(file))
            }
            None => None,
        };
        Ok(Self {
            faults: Faults::none(settings.seed),
            tables: Tables::new(settings.seed),
            folders: Folders::open(&settings.folder)?,
            deliveries: Deliveries::default(),
            swept: None,
            settings,
            centre,
            record,
        })
    }

    /// How it is set up.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sets how long answers take from now on.
    pub fn set_delay(&mut self, delay: Range<u64>) {
        self.settings.delay = delay;
    }

    /// Sets how it writes from now on.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.settings.encoding = encoding;
    }

    /// Writes what is due, takes what is there, and writes what is due at once.
    ///
    /// # Errors
    /// Where a folder cannot be read or written.
    pub fn step(&mut self, now: SystemTime) -> io::Result<Step> {
        let ms = milliseconds(now);
        let mut written = self.deliveries.write(ms, &mut self.folders)?;
        let mut taken = 0;
        for name in self.folders.requests()? {
            if self.deliveries.sessions() >= self.settings.sessions.max(1) {
                break;
            }
            let Some(bytes) = self.folders.take(&name) else {
                continue;
            };
            taken += 1;
            self.answer(&name, &bytes, ms)?;
            written += self.deliveries.write(ms, &mut self.folders)?;
        }
        self.sweep(now)?;
        let next = self
            .deliveries
            .next()
            .map(|ms| SystemTime::UNIX_EPOCH + Duration::from_millis(ms));
        Ok(Step {
            taken,
            written,
            next,
        })
    }

    /// Ten times in the time that results stay.
    fn sweep(&mut self, now: SystemTime) -> io::Result<()> {
        let Some(stay) = self.settings.stay else {
            return Ok(());
        };
        let swept = *self.swept.get_or_insert(now);
        if swept + stay / 10 <= now {
            self.swept = Some(now);
            self.folders.sweep(now, stay)?;
        }
        Ok(())
    }
}

fn milliseconds(now: SystemTime) -> u64 {
    let since = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
