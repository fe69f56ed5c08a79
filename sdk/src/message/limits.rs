//! How much a message may ask of its reader.

use crate::json::Members;
use crate::problem::Code;

/// More bytes than [`Limits::bytes`].
pub const TOO_LARGE: Code = code!(
    "message.too-large",
    "the message is larger than the limit of {} bytes",
    "電文が上限の{}バイトを超えています",
);

/// Elements nested deeper than [`Limits::depth`].
pub const TOO_DEEP: Code = code!(
    "message.too-deep",
    "elements are nested deeper than the limit of {}",
    "要素の入れ子が上限の{}段を超えています",
);

/// More elements than [`Limits::elements`].
pub const TOO_MANY_ELEMENTS: Code = code!(
    "message.too-many-elements",
    "the message has more than {} elements",
    "要素の数が上限の{}を超えています",
);

/// A text longer than [`Limits::text`].
pub const TEXT_TOO_LONG: Code = code!(
    "message.text-too-long",
    "the text of an element is longer than the limit of {} bytes",
    "要素の文字列が上限の{}バイトを超えています",
);

/// More attributes than [`Limits::attributes`].
pub const TOO_MANY_ATTRIBUTES: Code = code!(
    "message.too-many-attributes",
    "the message has more than {} attributes",
    "属性の数が上限の{}を超えています",
);

/// Limits of reading and building. Each has a default that is ample for real messages;
/// a message that exceeds one is refused as a whole. While a message is read by parts,
/// they are of each part by itself, and [`Limits::part`] takes the place of
/// [`Limits::bytes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of the whole message: 32 MiB, a bulk result of some 10,000 persons.
    pub bytes: u32,
    /// Levels of nesting, `XmlMsg` being the first: 32, at most [`Limits::DEEPEST`].
    pub depth: u32,
    /// Elements in all: a million.
    pub elements: u32,
    /// Bytes (in UTF-8) of one element's text: 1 MiB.
    pub text: u32,
    /// XML attributes in all, none of which are known: a thousand.
    pub attributes: u32,
    /// Bytes held back while a message is read by parts: 4 MiB, for one person's
    /// part of a bulk result.
    pub part: u32,
    /// Notes and warnings listed; one more says where the list was cut: a thousand.
    pub notes: u32,
}

impl Limits {
    /// What [`Limits::depth`] can be at most: what walks through a message takes some of
    /// the stack for every level, which is small in WebAssembly.
    pub const DEEPEST: u32 = 50;

    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let mut limits = Self::default();
        members.numbers(&mut [
            ("bytes", &mut limits.bytes),
            ("depth", &mut limits.depth),
            ("elements", &mut limits.elements),
            ("text", &mut limits.text),
            ("attributes", &mut limits.attributes),
            ("part", &mut limits.part),
            ("notes", &mut limits.notes),
        ]);
        limits
    }

    /// The levels allowed.
    pub(super) fn levels(&self) -> usize {
        as_usize(self.depth.min(Self::DEEPEST))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            depth: 32,
            elements: 1_000_000,
            text: 1 << 20,
            attributes: 1_000,
            part: 4 << 20,
            notes: 1_000,
        }
    }
}

/// A limit as a number of things in memory.
pub(super) fn as_usize(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
