//! The way to the connector, as a seam: shared folders, the Web API, or a test's own.

use crate::{Content, Error, Trouble};
use core::fmt;
use core::time::Duration;

/// A file on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// The name it gets.
    pub file_name: &'a str,
    /// Its bytes.
    pub content: &'a [u8],
    /// What its result is called, for a transport that has to name it.
    pub result_name: &'a str,
    /// What its refusal is called.
    pub refusal_name: &'a str,
}

/// What became of a file that was to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// It went.
    Published,
    /// It certainly did not, and will not.
    Unpublished(Trouble),
    /// It was begun; [`Transport::look`] will say.
    Underway,
    /// Nobody will ever know.
    Uncertain(Trouble),
}

/// Where a file is that was staged by a process that is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Still waiting: it certainly was not published.
    Staged,
    /// It went.
    Published,
    /// That cannot be told now; ask again. What to say if nobody waits that long.
    OutOfSight(Trouble),
    /// That can never be told.
    Unknown(Trouble),
}

/// What is to be known of a file name by whoever looks for arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Somebody waits for it, or should hear of it.
    Wanted,
    /// Another's, or handed out already: not to be touched.
    NotNow,
}

/// What a look brought.
#[derive(Clone, Debug)]
pub enum Incoming {
    /// A whole file.
    File {
        /// The name under which it is removed afterwards.
        key: String,
        /// The name it came under.
        file_name: String,
        /// Its bytes.
        content: Content,
        /// Whether it is a face reader's, which nobody asked for.
        is_unasked: bool,
    },
    /// What became of a request that was [`Publication::Underway`], by its token.
    Publication(String, Publication),
}

/// A file that is left where it lies, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its name.
    pub file_name: String,
    /// Why.
    pub trouble: Trouble,
}

// A name may hold a patient's number.
impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({})", self.trouble.code)
    }
}

/// A way to bring requests to the connector and results back.
///
/// Whoever implements it says truly what became of a file: [`Publication::Uncertain`]
/// where that is not known, never a second attempt.
pub trait Transport: Send {
    /// The tag of this host and the number of this session, by which it can tell its own
    /// traces from another's. Called once, first.
    ///
    /// # Errors
    /// Where the transport cannot work at all.
    fn begin(&mut self, tag: &str, session: u64) -> Result<(), Error>;

    /// Makes every file durable without the other side seeing it, so that publishing is
    /// one indivisible step; answers with the token of each.
    fn stage(&mut self, files: &[Outgoing<'_>]) -> Vec<Result<String, Trouble>>;

    /// Publishes one. `file_name` is that of the [`Outgoing`].
    fn publish(&mut self, token: &str, file_name: &str) -> Publication;

    /// Makes the publications durable, all at once.
    fn sync(&mut self) {}

    /// What became of a file staged by an earlier session, or of one whose publication
    /// is [`Publication::Underway`] since the folder was lost.
    fn whereabouts(&mut self, token: &str, file_name: &str) -> Whereabouts;

    /// Throws away what was staged and will not be published.
    fn discard(&mut self, token: &str);

    /// Throws away everything this host staged but for these tokens: it stopped before
    /// the journal knew of the rest. Answers how many there were.
    fn discard_others(&mut self, known: &[String]) -> u64;

    /// Whole files that are of interest, at most so many.
    fn look(&mut self, interest: &mut dyn FnMut(&str) -> Interest, most: usize) -> Vec<Incoming>;

    /// What staff should know of files that are left where they lie; each is told once.
    fn notices(&mut self) -> Vec<Notice> {
        Vec::new()
    }

    /// Removes a file that was handed out and dealt with. False: not now, ask again.
    fn remove(&mut self, key: &str) -> bool;

    /// Leaves a file that was handed out where it lies, under the name it came under; it is
    /// not handed out again unless it changes.
    fn leave(&mut self, key: &str) {
        let _ = key;
    }

    /// Waits until something may have come, but no longer than this.
    fn wait(&mut self, longest: Duration);

    /// How long the other side keeps results, where that is known.
    fn keeps_results(&self) -> Option<Duration> {
        None
    }
}
