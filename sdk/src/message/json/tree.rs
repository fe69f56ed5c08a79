//! A message in JSON made a tree of elements.

use super::node::{self, has_member};
use crate::json::Node;
use crate::message::layout::{DICTIONARY, ElementLayout, Elements, Kind};
use crate::message::limits::{Limits, TOO_DEEP};
use crate::message::path;
use crate::message::read::NOT_A_MESSAGE;
use crate::problem::{Code, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use onshi_wire::{Builder, Tree};

/// A number or truth value: wire values are texts, with their zeros and spaces.
pub const NOT_TEXT: Code = code!(
    "message.json-not-text",
    "values are strings: a number would lose its zeros",
    "値は文字列で指定してください(数値では先頭の0が失われます)",
);

/// A message in JSON, not yet known to be of some interface.
pub(in crate::message) struct Message<'a> {
    members: Vec<(String, Node<'a>)>,
}

impl<'a> Message<'a> {
    /// Parses the text, with `XmlMsg` around the message or without.
    pub(in crate::message) fn parse(text: &'a str, limits: &Limits) -> Result<Self, Problem> {
        let node = node::parse(text, limits)?;
        let no_message = || Problem::error(NOT_A_MESSAGE);
        let Node::Object(mut members) = node else {
            return Err(no_message());
        };
        if members.len() == 1
            && members.first().is_some_and(|(name, _)| name == "XmlMsg")
            && let Some((_, Node::Object(inside))) = members.pop()
        {
            members = inside;
        }
        let is_part =
            |(name, _): &(String, Node<'_>)| name == "MessageHeader" || name == "MessageBody";
        if members.iter().any(is_part) {
            Ok(Self { members })
        } else {
            Err(no_message())
        }
    }

    /// Whether there is an element at a path.
    pub(in crate::message) fn has(&self, path: &str) -> bool {
        has_member(&self.members, path)
    }

    /// The tree of elements; the layout tells which arrays are lists.
    pub(in crate::message) fn into_tree(
        self,
        layout: Elements<'_>,
        limits: &Limits,
    ) -> Result<Tree, Problem> {
        let mut planting = Planting {
            builder: Builder::new(&DICTIONARY),
            path: String::new(),
            levels: limits.levels(),
        };
        planting.group("XmlMsg", self.members, layout, 1)?;
        Ok(planting.builder.finish())
    }
}

struct Planting {
    builder: Builder,
    path: String,
    levels: usize,
}

impl Planting {
    fn group(
        &mut self,
        name: &str,
        members: Vec<(String, Node<'_>)>,
        layout: Elements<'_>,
        level: usize,
    ) -> Result<(), Problem> {
        self.builder.open(name);
        self.members(members, layout, level)?;
        self.builder.close();
        Ok(())
    }

    fn members(
        &mut self,
        members: Vec<(String, Node<'_>)>,
        layout: Elements<'_>,
        level: usize,
    ) -> Result<(), Problem> {
        for (name, node) in members {
            let before = self.path.len();
            path::step(&mut self.path, &name);
            self.elements(&name, node, layout.named(&name), level.saturating_add(1))?;
            self.path.truncate(before);
        }
        Ok(())
    }

    fn elements(
        &mut self,
        name: &str,
        node: Node<'_>,
        layout: Option<ElementLayout<'_>>,
        level: usize,
    ) -> Result<(), Problem> {
        if level > self.levels {
            let levels = self.levels.to_string();
            let place = path::place(self.path.clone(), None);
            return Err(Problem::error(TOO_DEEP).detail(&levels, &levels).at(place));
        }
        let is_list = layout.is_some_and(|layout| layout.kind() == Kind::List);
        let inside = layout.map_or(Elements::NONE, ElementLayout::elements);
        match node {
            Node::Null => Ok(()),
            Node::Bool(_) | Node::Number(_) | Node::Raw(_) => Err(self.problem(NOT_TEXT)),
            Node::Text(text) => {
                self.builder.text(name, &text);
                Ok(())
            }
            Node::Object(members) => self.group(name, members, inside, level),
            Node::Array(items) if is_list => self.list(name, items, inside, level),
            Node::Array(items) => {
                for item in items {
                    if matches!(item, Node::Array(_)) {
                        return Err(self.problem(NOT_TEXT));
                    }
                    self.elements(name, item, layout, level)?;
                }
                Ok(())
            }
        }
    }

    /// A list's objects are its elements. Arrays and texts in it are lists of their
    /// own, and come first: that is how a list is written that is there more than once.
    fn list(
        &mut self,
        name: &str,
        items: Vec<Node<'_>>,
        layout: Elements<'_>,
        level: usize,
    ) -> Result<(), Problem> {
        let is_empty = items.is_empty();
        let mut objects = Vec::new();
        for item in items {
            match item {
                Node::Object(members) => objects.push(members),
                Node::Array(items) => {
                    self.builder.open(name);
                    for item in items {
                        let Node::Object(members) = item else {
                            return Err(self.problem(NOT_TEXT));
                        };
                        self.members(members, layout, level)?;
                    }
                    self.builder.close();
                }
                Node::Text(text) => self.builder.text(name, &text),
                Node::Null => {}
                Node::Bool(_) | Node::Number(_) | Node::Raw(_) => {
                    return Err(self.problem(NOT_TEXT));
                }
            }
        }
        if is_empty || objects.iter().any(|members| !members.is_empty()) {
            self.builder.open(name);
            for members in objects {
                self.members(members, layout, level)?;
            }
            self.builder.close();
        }
        Ok(())
    }

    fn problem(&self, code: Code) -> Problem {
        Problem::error(code).at(path::place(self.path.clone(), None))
    }
}
