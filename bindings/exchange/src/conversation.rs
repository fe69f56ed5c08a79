//! What passes between the host and the exchange.

use crate::{Trouble, plain};
use core::fmt;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::time::SystemTime;

/// A conversation, by its number in this journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConversationId(pub(crate) i64);

impl ConversationId {
    /// The number, for a host's own records.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// An event that was handed out and is to be answered by a [`Turn`]. It means nothing
/// after the exchange was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(crate) u64);

/// A request to publish.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Its name, such as `OQSsiquc01req_202611210001.xml`.
    pub file_name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// What its result will be called; another extension will do as well (facts §1.2).
    pub result_name: String,
    /// What it is called when it comes back refused.
    pub refusal_name: String,
}

impl Request {
    /// With the names that follow from its own (facts §1.1, §1.2): `req_` becomes `res_`,
    /// and a refusal is the request's name with `.err`.
    #[must_use]
    pub fn new(file_name: impl Into<String>, content: Vec<u8>) -> Self {
        let file_name = file_name.into();
        let stem = stem(&file_name);
        Self {
            result_name: file_name.replacen("req_", "res_", 1),
            refusal_name: format!("{stem}.err"),
            content,
            file_name,
        }
    }
}

/// One step of a conversation, which the journal takes as a whole or not at all.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// Which one goes on; none begins one.
    pub conversation: Option<ConversationId>,
    /// The event this answers, which is not handed out again afterwards. The file that
    /// came with it is removed.
    pub answers: Option<EventId>,
    /// That file stays where it lies instead, as it is, and its request still waits for an
    /// answer. In this session it is not handed out again unless it changes.
    pub keeps_file: bool,
    /// The flow's name. Kept where a conversation begins.
    pub flow: String,
    /// What the host wants to be told again: the state of the core's flow. It should
    /// hold no medical content, and personal data no longer than they are needed.
    pub state: String,
    /// What is to be published.
    pub requests: Vec<Request>,
    /// When a [`EventKind::TimeOut`] is due, if nothing comes before. Replaces the last.
    pub until: Option<SystemTime>,
    /// Set when the conversation is over: how it ended, a word of the flow's.
    pub outcome: Option<String>,
}

// A name may hold a patient's number, a state and a content anything.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Request(…)")
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn")
            .field("conversation", &self.conversation)
            .field("answers", &self.answers)
            .field("flow", &self.flow)
            .field("requests", &self.requests.len())
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// A conversation that is not over, as the journal has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// The flow's name.
    pub flow: String,
    /// As the last turn left it.
    pub state: String,
    /// When its time is over.
    pub until: Option<SystemTime>,
    /// How it ended, if it did.
    pub outcome: Option<String>,
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("id", &self.id)
            .field("flow", &self.flow)
            .finish_non_exhaustive()
    }
}

/// Something the host should know, once at least.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// What a turn says that it answers.
    pub id: EventId,
    /// Whose it is. None of what nobody asked for.
    pub conversation: Option<ConversationId>,
    /// The request or the file that came; empty for a [`EventKind::TimeOut`].
    pub file_name: String,
    /// What happened.
    pub kind: EventKind,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("conversation", &self.conversation)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What happened to a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// The request went.
    Published,
    /// The request certainly did not go, and never will by itself.
    Unpublished(Trouble),
    /// Whether the request went is not known. It must not be sent again; a result may
    /// still come.
    Uncertain(Trouble),
    /// The result came.
    Arrived(Arrival),
    /// The request came back refused; what such a file holds is not publicly known.
    Refused(Arrival),
    /// The result of a request whose conversation is over already: show it to staff
    /// before it is used.
    Late(Arrival),
    /// One more result of a request that was answered: do not process it again.
    Duplicate(Arrival),
    /// A face reader's result, which no request precedes. It is this host's alone now.
    Unasked(Arrival),
    /// [`Turn::until`] has passed.
    TimeOut,
}

impl EventKind {
    /// What came, where something did.
    #[must_use]
    pub const fn arrival(&self) -> Option<&Arrival> {
        match self {
            Self::Arrived(arrival)
            | Self::Refused(arrival)
            | Self::Late(arrival)
            | Self::Duplicate(arrival)
            | Self::Unasked(arrival) => Some(arrival),
            _ => None,
        }
    }
}

/// A file that came whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrival {
    /// What is in it.
    pub content: Content,
    /// Its name inside the ZIP it came in, where it came in one.
    pub unpacked_from: Option<String>,
    /// Why a ZIP is handed on unopened.
    pub trouble: Option<Trouble>,
}

impl fmt::Debug for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Arrival(…)")
    }
}

/// The bytes of a file.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Read already.
    Memory(Vec<u8>),
    /// Too large for that: where it lies until its event has been answered.
    File(PathBuf),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Content(…)")
    }
}

impl Content {
    /// A reader from the beginning, for `Onshi::read_parts`.
    ///
    /// # Errors
    /// Those of opening the file.
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Self::File(path) => Box::new(plain::to_read(path)?),
        })
    }

    /// The bytes, read where they have not been.
    ///
    /// # Errors
    /// Those of reading the file.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match self {
            Self::Memory(bytes) => Ok(bytes.clone()),
            Self::File(path) => {
                let mut bytes = Vec::new();
                plain::to_read(path)?.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

/// A name without its extension.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Names are compared as Windows does.
pub(crate) fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Whether a name can be a file's on every system, and nothing but a name.
pub(crate) fn is_plain(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=128).contains(&name.len()) && name.bytes().all(is_plain) && !name.starts_with('.')
}
