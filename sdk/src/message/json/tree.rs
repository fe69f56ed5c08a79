//! A message in JSON made a tree of elements.

use super::node::{self, has_member};
use crate::json::Node;
use crate::message::Element;
use crate::message::layout::{ElementLayout, Kind};
use crate::message::limits::{Limits, TOO_DEEP};
use crate::message::path::Path;
use crate::message::read::NOT_A_MESSAGE;
use crate::problem::{Code, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

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

    /// The tree of elements; layouts tell which arrays are lists.
    pub(in crate::message) fn into_tree(
        self,
        layouts: &[ElementLayout],
        limits: &Limits,
    ) -> Result<Element, Problem> {
        let mut tree = Tree {
            path: Path::default(),
            levels: limits.levels(),
        };
        tree.members(self.members, layouts, 1)
            .map(|children| Element::group("XmlMsg", children))
    }
}

struct Tree {
    path: Path,
    levels: usize,
}

impl Tree {
    fn members(
        &mut self,
        members: Vec<(String, Node<'_>)>,
        layouts: &[ElementLayout],
        level: usize,
    ) -> Result<Vec<Element>, Problem> {
        let mut elements = Vec::new();
        for (name, node) in members {
            let layout = layouts.iter().find(|layout| layout.name() == name);
            let before = self.path.enter(&name, None);
            self.elements(&name, node, layout, level.saturating_add(1), &mut elements)?;
            self.path.leave(before);
        }
        Ok(elements)
    }

    fn elements(
        &mut self,
        name: &str,
        node: Node<'_>,
        layout: Option<&ElementLayout>,
        level: usize,
        elements: &mut Vec<Element>,
    ) -> Result<(), Problem> {
        if level > self.levels {
            let levels = self.levels.to_string();
            return Err(self
                .problem(TOO_DEEP)
                .detail(&levels, &levels)
                .at(self.path.place(None)));
        }
        let is_list = layout.is_some_and(|layout| layout.kind == Kind::List);
        let inside = layout.map_or(&[][..], |layout| layout.elements);
        match node {
            Node::Null => {}
            Node::Bool(_) | Node::Number(_) | Node::Raw(_) => return Err(self.problem(NOT_TEXT)),
            Node::Text(text) => elements.push(Element::text(name, text)),
            Node::Object(members) => {
                elements.push(Element::group(name, self.members(members, inside, level)?));
            }
            Node::Array(items) if is_list => self.list(name, items, inside, level, elements)?,
            Node::Array(items) => {
                for item in items {
                    if matches!(item, Node::Array(_)) {
                        return Err(self.problem(NOT_TEXT));
                    }
                    self.elements(name, item, layout, level, elements)?;
                }
            }
        }
        Ok(())
    }

    /// A list's objects are its elements. Arrays and texts in it are lists of their
    /// own: that is how a list is written that is there more than once.
    fn list(
        &mut self,
        name: &str,
        items: Vec<Node<'_>>,
        layouts: &[ElementLayout],
        level: usize,
        elements: &mut Vec<Element>,
    ) -> Result<(), Problem> {
        let is_empty = items.is_empty();
        let mut children = Vec::new();
        for item in items {
            match item {
                Node::Object(members) => children.extend(self.members(members, layouts, level)?),
                Node::Array(items) => {
                    let mut inside = Vec::new();
                    for item in items {
                        let Node::Object(members) = item else {
                            return Err(self.problem(NOT_TEXT));
                        };
                        inside.extend(self.members(members, layouts, level)?);
                    }
                    elements.push(Element::group(name, inside));
                }
                Node::Text(text) => elements.push(Element::text(name, text)),
                Node::Null => {}
                Node::Bool(_) | Node::Number(_) | Node::Raw(_) => {
                    return Err(self.problem(NOT_TEXT));
                }
            }
        }
        if is_empty || !children.is_empty() {
            elements.push(Element::group(name, children));
        }
        Ok(())
    }

    fn problem(&self, code: Code) -> Problem {
        Problem::error(code).at(self.path.place(None))
    }
}
