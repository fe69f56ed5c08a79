//! What happened, in a word.

use crate::exchange::{EventKind, Trouble};

/// What happened to a reception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happening {
    /// It began.
    Begun,
    /// Staff, the patient or a card said something.
    Told,
    /// Its request went.
    Published,
    /// Its request certainly did not go.
    Unpublished(Trouble),
    /// Whether its request went is not known.
    Uncertain(Trouble),
    /// An answer came, or a reader's result.
    Arrived,
    /// Its request came back refused.
    Refused,
    /// An answer came after it was over.
    Late,
    /// An answer came once more.
    Duplicate,
    /// Its time passed.
    TimeOut,
    /// Something that this version has no word for.
    Other,
}

impl Happening {
    pub(super) const fn of(kind: &EventKind) -> Self {
        match kind {
            EventKind::Published => Self::Published,
            EventKind::Unpublished(trouble) => Self::Unpublished(*trouble),
            EventKind::Uncertain(trouble) => Self::Uncertain(*trouble),
            EventKind::Arrived(_) | EventKind::Unasked(_) => Self::Arrived,
            EventKind::Refused(_) => Self::Refused,
            EventKind::Late(_) => Self::Late,
            EventKind::Duplicate(_) => Self::Duplicate,
            EventKind::TimeOut => Self::TimeOut,
            _ => Self::Other,
        }
    }
}
