//! Conversations between the journal and a transport.

mod arrivals;
mod recovery;
mod turns;

use crate::conversation::{Conversation, ConversationId, Event, EventId, EventKind};
use crate::journal::{ConversationRow, FileRow, Journal};
use crate::transport::{Notice, Transport};
use crate::{Archives, Error};
use core::fmt;
use core::time::Duration;
pub use recovery::Recovery;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::Path;
use std::time::SystemTime;

/// How the exchange keeps its house.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long the journal remembers what is over, 30 days if not set. It is what late
    /// and duplicate results are recognized by, so it is never shorter than the other
    /// side keeps results ([`Transport::keeps_results`]).
    pub retention: Duration,
    /// Files taken in at one look: what bounds the memory of arrivals that wait for
    /// their turn. 256 if not set.
    pub files_at_once: usize,
    /// How results in a ZIP are opened.
    pub archives: Archives,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            retention: Duration::from_secs(30 * 24 * 3600),
            files_at_once: 256,
            archives: Archives::default(),
        }
    }
}

/// Where a [probe](Exchange::set_probe) is called: what was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Requests are on the disk under temporary names; the journal knows nothing.
    Staged,
    /// The journal has the turns and their requests.
    Prepared,
    /// One request has its name.
    Published,
    /// All have, and durably.
    Synced,
    /// The journal has what became of a request that did not go.
    Noted,
    /// Files that were dealt with are removed.
    Removed,
}

type Probe = Box<dyn FnMut(Step) -> bool + Send>;

/// Publishes requests, brings their results, and keeps both in a journal, so that after
/// a crash nothing is lost and nothing is submitted twice.
///
/// One thread drives it, many conversations at a time: [`collect`](Self::collect) what
/// happened, ask the core what follows, [`submit`](Self::submit) all the turns together.
/// Everything in one `submit` shares one flush of the journal.
pub struct Exchange {
    journal: Journal,
    transport: Box<dyn Transport>,
    options: Options,
    /// Conversations that are not over.
    open: BTreeMap<i64, ConversationRow>,
    /// Their requests, and others whose fate was not told yet.
    files: HashMap<i64, FileRow>,
    /// Whose result or refusal has this stem.
    expected: HashMap<String, i64>,
    /// Requests whose result or refusal waits or is handed out.
    came: HashSet<i64>,
    /// What waits to be handed out; a conversation has one event out at a time.
    queues: BTreeMap<i64, Queue>,
    unasked: VecDeque<Happening>,
    handed: HashMap<EventId, Handed>,
    /// Names that wait or are handed out.
    held: HashSet<String>,
    /// Names that are nobody's here.
    others: HashSet<String>,
    /// Files dealt with, to be removed, and those that were, to be forgotten.
    leftovers: Vec<String>,
    removed: Vec<String>,
    /// Requests of which the transport has yet to say whether they went.
    in_doubt: Vec<i64>,
    recovery: Recovery,
    suffixes: u64,
    events: u64,
    purged: Option<SystemTime>,
    /// What the next transaction keeps for the host.
    notes: Vec<(String, String)>,
    probe: Option<Probe>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Happening>,
    is_out: bool,
}

/// An event before it is handed out.
struct Happening {
    /// The request it is about.
    file: Option<i64>,
    /// What is removed once it has been answered.
    keys: Vec<String>,
    file_name: String,
    kind: EventKind,
}

/// What is noted when its turn comes.
struct Handed {
    conversation: Option<i64>,
    file: Option<i64>,
    keys: Vec<String>,
    file_name: String,
    kind: Noted,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Noted {
    Published,
    Unpublished,
    Uncertain,
    Answered,
    Refused,
    Late,
    /// The request's own end stands, the file goes.
    Duplicate,
    Unasked,
    TimeOut,
}

impl Noted {
    fn of(kind: &EventKind) -> Self {
        match kind {
            EventKind::Published => Self::Published,
            EventKind::Unpublished(_) => Self::Unpublished,
            EventKind::Uncertain(_) => Self::Uncertain,
            EventKind::Arrived(_) => Self::Answered,
            EventKind::Refused(_) => Self::Refused,
            EventKind::Late(_) => Self::Late,
            EventKind::Duplicate(_) => Self::Duplicate,
            EventKind::Unasked(_) => Self::Unasked,
            EventKind::TimeOut => Self::TimeOut,
        }
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("open", &self.open.len())
            .field("session", &self.journal.session)
            .finish_non_exhaustive()
    }
}

impl Exchange {
    /// Opens the journal, or makes it, and goes on [with it](Self::with_journal).
    ///
    /// # Errors
    /// [`Error::JournalInUse`], and where journal or folders cannot be used.
    pub fn open(
        journal: impl AsRef<Path>,
        transport: impl Transport + 'static,
        options: Options,
        at: SystemTime,
    ) -> Result<Self, Error> {
        Self::with_journal(Journal::open(journal)?, transport, options, at)
    }

    /// With a journal that is open: finds out what became of what an earlier session
    /// left; see [`recovery`](Self::recovery). `at` is now.
    ///
    /// # Errors
    /// Where journal or folders cannot be used.
    pub fn with_journal(
        journal: Journal,
        transport: impl Transport + 'static,
        options: Options,
        at: SystemTime,
    ) -> Result<Self, Error> {
        let mut transport: Box<dyn Transport> = Box::new(transport);
        transport.begin(&journal.tag, journal.session)?;
        let mut exchange = Self {
            journal,
            transport,
            options,
            open: BTreeMap::new(),
            files: HashMap::new(),
            expected: HashMap::new(),
            came: HashSet::new(),
            queues: BTreeMap::new(),
            unasked: VecDeque::new(),
            handed: HashMap::new(),
            held: HashSet::new(),
            others: HashSet::new(),
            leftovers: Vec::new(),
            removed: Vec::new(),
            in_doubt: Vec::new(),
            recovery: Recovery::default(),
            suffixes: 0,
            events: 0,
            purged: None,
            notes: Vec::new(),
            probe: None,
        };
        exchange.recover(at)?;
        exchange.journal.tidy();
        Ok(exchange)
    }

    /// Has the journal keep something small for the host, such as where its audit trail
    /// ends: with the turns of the next [`submit`](Self::submit), in the same transaction.
    /// [`Journal::note`] gives it back.
    pub fn keep_note(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.notes.push((name.into(), value.into()));
    }

    /// What staff should know of files that are left where they lie, each once.
    pub fn notices(&mut self) -> Vec<Notice> {
        self.transport.notices()
    }

    /// What opening found.
    #[must_use]
    pub const fn recovery(&self) -> Recovery {
        self.recovery
    }

    /// How many conversations are not over.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.open.len()
    }

    /// Those that are not over, oldest first: what a host goes on with after a crash.
    /// Whatever happened to them meanwhile comes as events.
    pub fn conversations(&self) -> impl Iterator<Item = Conversation> + '_ {
        self.open.values().map(Conversation::from)
    }

    /// A conversation as it is now, over or not, as long as the journal remembers it.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, Error> {
        if let Some(open) = self.open.get(&id.0) {
            return Ok(Some(open.into()));
        }
        let row = self.journal.conversation(id.0)?;
        Ok(row.as_ref().map(Conversation::from))
    }

    /// The end of a file name that no computer on the share and no session of this one
    /// uses again: the date (`YYYYMMDD`), this host's tag and two counters, 28 letters
    /// and digits. Random letters and digits are attested `[S]` (facts §1.2).
    pub fn suffix(&mut self, date: &str) -> String {
        self.suffixes = self.suffixes.saturating_add(1);
        let Journal { tag, session, .. } = &self.journal;
        format!("{date}{tag}{session:06x}{:06x}", self.suffixes)
    }

    /// For tests: called after each step; where it answers `false` the exchange stops
    /// there, as if the process had been killed, and has to be opened again.
    pub fn set_probe(&mut self, probe: impl FnMut(Step) -> bool + Send + 'static) {
        self.probe = Some(Box::new(probe));
    }

    fn passed(&mut self, step: Step) -> Result<(), Error> {
        let goes_on = self.probe.as_mut().is_none_or(|probe| probe(step));
        goes_on.then_some(()).ok_or(Error::Stopped)
    }

    /// Queues an event of a conversation.
    fn happened(&mut self, conversation: i64, happening: Happening) {
        let queue = self.queues.entry(conversation).or_default();
        queue.waiting.push_back(happening);
    }

    /// Waits for a request's result and refusal from now on.
    fn expect(&mut self, row: FileRow) {
        for stem in [&row.result, &row.refusal] {
            if !stem.is_empty() {
                self.expected.insert(stem.clone(), row.id);
            }
        }
        self.files.insert(row.id, row);
    }

    /// Whoever asks for it later finds it in the journal.
    fn no_longer_expect(&mut self, file: i64) {
        self.came.remove(&file);
        if let Some(row) = self.files.remove(&file) {
            for stem in [&row.result, &row.refusal] {
                if self.expected.get(stem) == Some(&file) {
                    self.expected.remove(stem);
                }
            }
        }
    }
}

impl From<&ConversationRow> for Conversation {
    fn from(row: &ConversationRow) -> Self {
        Self {
            id: ConversationId(row.id),
            flow: row.flow.clone(),
            state: row.state.clone(),
            until: row.until,
            outcome: row.outcome.clone(),
        }
    }
}

/// One event of each conversation that has none out.
impl Exchange {
    fn hand_out(&mut self) -> Vec<Event> {
        let mut due = Vec::new();
        for (&conversation, queue) in &mut self.queues {
            if queue.is_out {
                continue;
            }
            if let Some(happening) = queue.waiting.pop_front() {
                queue.is_out = true;
                due.push((Some(conversation), happening));
            }
        }
        due.extend(self.unasked.drain(..).map(|happening| (None, happening)));
        due.into_iter()
            .map(|(conversation, happening)| self.hand(conversation, happening))
            .collect()
    }

    fn hand(&mut self, conversation: Option<i64>, happening: Happening) -> Event {
        self.events = self.events.saturating_add(1);
        let id = EventId(self.events);
        let handed = Handed {
            conversation,
            file: happening.file,
            keys: happening.keys,
            file_name: happening.file_name.clone(),
            kind: Noted::of(&happening.kind),
        };
        self.handed.insert(id, handed);
        Event {
            id,
            conversation: conversation.map(ConversationId),
            file_name: happening.file_name,
            kind: happening.kind,
        }
    }
}
