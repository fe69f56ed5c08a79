//! Looking at an element of a message.

use crate::place::Place;
use crate::tree::{NOWHERE, Node, Span, Tree};
use core::fmt;

/// One element of a message, known or not: what was sent, exactly.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    tree: &'a Tree,
    index: u32,
}

impl<'a> Element<'a> {
    pub(crate) fn new(tree: &'a Tree, index: u32) -> Self {
        Self { tree, index }
    }

    /// Its place among all elements of the message, in their order: 0 is the root.
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    /// The message it belongs to.
    #[must_use]
    pub fn tree(self) -> &'a Tree {
        self.tree
    }

    fn node(self) -> Node {
        self.tree.node(self.index).copied().unwrap_or(Node {
            name: NOWHERE,
            after: 0,
            text: Span::default(),
            at: NOWHERE,
        })
    }

    /// The wire name, as in `QualificationValidity`.
    #[must_use]
    pub fn name(self) -> &'a str {
        let number = usize::try_from(self.node().name).unwrap_or(usize::MAX);
        let known = self.tree.dictionary.names;
        match known.get(number) {
            Some(name) => name,
            None => number
                .checked_sub(known.len())
                .and_then(|other| self.tree.names.get(other))
                .map_or("", |span| self.tree.piece(*span)),
        }
    }

    /// The name's number in the dictionary, where it has it.
    #[must_use]
    pub fn number(self) -> Option<u16> {
        let number = self.node().name;
        let known = usize::try_from(number).is_ok_and(|at| at < self.tree.dictionary.names.len());
        known.then(|| u16::try_from(number).ok()).flatten()
    }

    /// The elements inside, in the order sent; none where it holds text.
    #[must_use]
    pub fn children(self) -> Children<'a> {
        Children {
            tree: self.tree,
            next: self.index.saturating_add(1),
            end: self.node().after,
        }
    }

    /// Whether there are elements inside.
    #[must_use]
    pub fn has_children(self) -> bool {
        self.node().after > self.index.saturating_add(1)
    }

    /// The first element inside with this name.
    #[must_use]
    pub fn child(self, name: &str) -> Option<Self> {
        self.children_named(name).next()
    }

    /// Every element inside with this name, in the order sent.
    pub fn children_named<'n>(self, name: &'n str) -> impl Iterator<Item = Self> + use<'a, 'n> {
        let number = self.tree.dictionary.number(name);
        self.children().filter(move |child| match number {
            Some(_) => child.number() == number,
            None => child.name() == name,
        })
    }

    /// The text it holds, exactly; none where it holds elements. An element that was
    /// there and holds nothing has an empty one.
    #[must_use]
    pub fn as_text(self) -> Option<&'a str> {
        (!self.has_children()).then(|| self.tree.piece(self.node().text))
    }

    /// The text of the first element inside with this name, if it is not empty:
    /// an empty element and an absent one mean the same.
    #[must_use]
    pub fn value(self, name: &str) -> Option<&'a str> {
        let text = self.child(name)?.as_text()?;
        (!text.is_empty()).then_some(text)
    }

    /// Where its start tag stands in the source, in bytes, where it was read from one.
    #[must_use]
    pub fn offset(self) -> Option<usize> {
        let at = self.node().at;
        (at != NOWHERE).then(|| usize::try_from(at).ok()).flatten()
    }

    /// Line and column of its start tag in the file, both from 1, the column in
    /// characters; none where it was not read from XML.
    #[must_use]
    pub fn position(self) -> Option<(u32, u32)> {
        let (source, start) = self.tree.source();
        let Place { line, column } = start.after(source.get(..self.offset()?)?);
        Some((line, column))
    }
}

/// The same names, texts and order; places don't matter.
impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
            && self.as_text() == other.as_text()
            && self.children().eq(other.children())
    }
}

impl Eq for Element<'_> {}

/// The name alone: what it holds may be a patient's.
impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({})", self.name())
    }
}

/// The elements inside another one.
#[derive(Clone, Copy, Debug)]
pub struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        if self.next >= self.end {
            return None;
        }
        let child = Element::new(self.tree, self.next);
        self.next = self.tree.node(self.next)?.after;
        Some(child)
    }
}
