//! A message as one flat list of elements, front to back, over the text it was read
//! from: no memory of its own for any element, name or text.

use crate::dictionary::Dictionary;
use crate::element::Element;
use crate::place::Place;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// The name under which text between elements is kept.
pub const TEXT_BETWEEN: &str = "#text";

/// A message that was read.
#[derive(Clone)]
pub struct Tree {
    /// What it was read from, where that was XML.
    pub(crate) source: String,
    /// Where the source begins in its file.
    pub(crate) start: Place,
    /// Texts and names that don't stand in the source as they are.
    pub(crate) own: String,
    /// Every element, each before those inside it.
    pub(crate) nodes: Vec<Node>,
    /// The names the dictionary does not have.
    pub(crate) names: Vec<Span>,
    pub(crate) dictionary: &'static Dictionary,
    /// The elements that had attributes, in their order.
    pub(crate) with_attributes: Vec<u32>,
}

/// One element.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    /// A number of the dictionary or, from its size on, a place in [`Tree::names`].
    pub(crate) name: u32,
    /// Where the first element after it, and all inside it, is.
    pub(crate) after: u32,
    /// Its text, where it holds no elements.
    pub(crate) text: Span,
    /// Where its start tag stands in the source; [`NOWHERE`] where it was not read
    /// from one.
    pub(crate) at: u32,
}

pub(crate) const NOWHERE: u32 = u32::MAX;

/// A piece of the source or, with [`Span::OWN`] in its beginning, of the own texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    const OWN: u32 = 1 << 31;
    pub(crate) fn of_source(start: usize, end: usize) -> Self {
        let number = |at| u32::try_from(at).unwrap_or_default();
        Self {
            start: number(start),
            end: number(end),
        }
    }

    pub(crate) fn of_own(start: usize, end: usize) -> Self {
        let Self { start, end } = Self::of_source(start, end);
        Self {
            start: start | Self::OWN,
            end,
        }
    }

    pub(crate) fn is_own(self) -> bool {
        self.start & Self::OWN != 0
    }

    pub(crate) fn length(self) -> usize {
        let length = self.end.saturating_sub(self.start & !Self::OWN);
        usize::try_from(length).unwrap_or(usize::MAX)
    }

    /// The piece of the text that it is of.
    pub(crate) fn of(self, text: &str) -> &str {
        let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        text.get(at(self.start & !Self::OWN)..at(self.end))
            .unwrap_or_default()
    }
}

impl Tree {
    /// The outermost element; one without name and content where there is none.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        Element::new(self, 0)
    }

    /// Whether an element of this tree had attributes, which are not kept.
    #[must_use]
    pub fn had_attributes(&self, element: Element<'_>) -> bool {
        self.with_attributes.binary_search(&element.index()).is_ok()
    }

    /// The text it was read from and where that begins in its file; an empty one where
    /// it was not read from XML. It is the message itself: keep it out of logs.
    #[must_use]
    pub fn source(&self) -> (&str, Place) {
        (&self.source, self.start)
    }

    pub(crate) fn piece(&self, span: Span) -> &str {
        let is_own = span.is_own();
        span.of(if is_own { &self.own } else { &self.source })
    }

    pub(crate) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(index).ok()?)
    }
}

/// How much there is: what it holds may be a patient's.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tree({} elements)", self.nodes.len())
    }
}

/// The same names, texts and order; places don't matter.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.root() == other.root()
    }
}

impl Eq for Tree {}
