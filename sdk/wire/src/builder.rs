//! Making a tree, element by element, front to back.

use crate::dictionary::Dictionary;
use crate::place::Place;
use crate::tree::{NOWHERE, Node, Span, Tree};
use alloc::string::String;
use alloc::vec::Vec;

/// A tree in the making: elements are begun and ended in the order of writing. What is
/// still open when it is finished ends there.
#[derive(Debug)]
pub struct Builder {
    pub(crate) tree: Tree,
    /// The elements that are still open, outermost first.
    open: Vec<u32>,
}

impl Builder {
    /// Of names and texts that are given one by one; those names that the dictionary
    /// has are found by number.
    #[must_use]
    pub fn new(dictionary: &'static Dictionary) -> Self {
        Self {
            tree: Tree {
                source: String::new(),
                start: Place::START,
                own: String::new(),
                nodes: Vec::new(),
                names: Vec::new(),
                dictionary,
                with_attributes: Vec::new(),
            },
            open: Vec::new(),
        }
    }

    /// Begins an element that may hold others.
    pub fn open(&mut self, name: &str) {
        let number = self.tree.dictionary.number(name).map(u32::from);
        let number = number.unwrap_or_else(|| {
            let name = self.own(name);
            self.other(name)
        });
        self.begin(number, NOWHERE);
    }

    /// Ends the element begun last, of those still open.
    pub fn close(&mut self) {
        self.end(Span::default());
    }

    /// An element that holds text, from its beginning to its end.
    pub fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        let text = self.own(text);
        self.end(text);
    }

    /// What was made.
    #[must_use]
    pub fn finish(mut self) -> Tree {
        while !self.open.is_empty() {
            self.close();
        }
        self.tree
    }

    pub(crate) fn own(&mut self, text: &str) -> Span {
        let start = self.tree.own.len();
        self.tree.own.push_str(text);
        Span::of_own(start, self.tree.own.len())
    }

    /// The number of a name that is not in the dictionary.
    pub(crate) fn other(&mut self, name: Span) -> u32 {
        let number = self
            .tree
            .dictionary
            .names
            .len()
            .saturating_add(self.tree.names.len());
        self.tree.names.push(name);
        u32::try_from(number).unwrap_or(NOWHERE)
    }

    pub(crate) fn begin(&mut self, name: u32, at: u32) {
        let index = self.next();
        self.open.push(index);
        self.tree.nodes.push(Node {
            name,
            after: 0,
            text: Span::default(),
            at,
        });
    }

    pub(crate) fn end(&mut self, text: Span) {
        let after = self.next();
        if let Some(index) = self.open.pop()
            && let Ok(index) = usize::try_from(index)
            && let Some(node) = self.tree.nodes.get_mut(index)
        {
            node.after = after;
            node.text = text;
        }
    }

    /// Where the next element will be.
    pub(crate) fn next(&self) -> u32 {
        u32::try_from(self.tree.nodes.len()).unwrap_or(NOWHERE)
    }

    /// A piece of the own texts or of the source, which is not the tree's yet.
    pub(crate) fn piece<'a>(&'a self, span: Span, source: &'a str) -> &'a str {
        if span.is_own() {
            self.tree.piece(span)
        } else {
            span.of(source)
        }
    }

    /// What was made of the first elements; those of them that are open end here.
    pub(crate) fn cut_at(mut self, nodes: usize) -> Tree {
        self.tree.nodes.truncate(nodes);
        let end = self.next();
        self.tree.with_attributes.retain(|index| *index < end);
        self.open.retain(|index| *index < end);
        for node in &mut self.tree.nodes {
            // Zero is what an open element has, and more than the end what was cut.
            if node.after == 0 || node.after > end {
                node.after = end;
            }
        }
        self.tree
    }

    /// Whether the element begun last holds others.
    pub(crate) fn holds_elements(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| self.next() > open.saturating_add(1))
    }
}
