//! The contract's answers as they lie in memory, written down from `wit/` by the
//! build: the one thing that [`crate::abi`] needs to know of them.

/// A type in memory.
pub(crate) struct Type {
    pub(crate) size: u16,
    pub(crate) kind: Kind,
    parts: &'static [Part],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// So many octets, the least significant first.
    Number,
    /// A pointer to items and how many there are; its part is the item.
    List,
    /// Its parts are fields.
    Record,
    /// An octet that tells the case, counted from 0, then what that holds; its
    /// parts are the cases.
    Choice,
}

/// A part of a type.
pub(crate) struct Part {
    /// As the core writes it.
    name: &'static str,
    pub(crate) at: u16,
    of: u8,
}

const fn part(name: &'static str, at: u16, of: u8) -> Part {
    Part { name, at, of }
}

include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// Where there is no type.
const NOTHING: u8 = u8::MAX;

static NONE: Type = Type {
    size: 0,
    kind: Kind::Record,
    parts: &[],
};

impl Type {
    /// What a part is of, or the items are.
    pub(crate) fn of(part: Option<&Part>) -> &'static Self {
        let place = part.map_or(NOTHING, |part| part.of);
        TYPES.get(usize::from(place)).unwrap_or(&NONE)
    }

    pub(crate) fn item(&self) -> &'static Self {
        Self::of(self.parts.first())
    }

    /// The part of this name, and its number.
    pub(crate) fn part(&self, name: &str) -> Option<(u8, &'static Part)> {
        (0..NOTHING)
            .zip(self.parts)
            .find(|(_, part)| part.name == name)
    }
}
