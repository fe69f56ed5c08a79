//! JSON within the limits of a message.

use crate::json::{Bounds, Node, Stop};
use crate::message::limits::{Limits, TEXT_TOO_LONG, TOO_DEEP, TOO_MANY_ELEMENTS, as_usize};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};

/// Text that is not JSON.
pub const NOT_JSON: Code = code!(
    "message.not-json",
    "not well-formed JSON",
    "JSONとして正しくありません",
);

/// A name twice in an object, of which only one would be seen.
pub const NAME_TWICE: Code = code!(
    "message.json-name-twice",
    "a name is twice in an object; elements that repeat are an array",
    "同じ名前が1つのオブジェクトに2回あります。繰り返す要素は配列にしてください",
);

/// The JSON of a message.
pub(super) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Node<'a>, Problem> {
    let bounds = Bounds {
        // A list is an array with objects in it: two levels of JSON for one.
        depth: limits.levels().saturating_mul(2).saturating_add(1),
        values: limits.elements,
        text: as_usize(limits.text),
    };
    Node::read(text, bounds, "").map_err(|(stop, (line, column))| {
        let (code, limit) = match stop {
            Stop::NotJson => (NOT_JSON, 0),
            Stop::NameTwice(_) => (NAME_TWICE, 0),
            Stop::TooDeep => (TOO_DEEP, limits.depth.min(Limits::DEEPEST)),
            Stop::TooManyValues => (TOO_MANY_ELEMENTS, limits.elements),
            Stop::TextTooLong => (TEXT_TOO_LONG, limits.text),
        };
        let limit = limit.to_string();
        Problem::error(code)
            .detail(&limit, &limit)
            .at(Place::nowhere().at_line(line, column))
    })
}

/// Whether there is a value at a path; of an array, in any of its items.
pub(super) fn has(node: &Node<'_>, path: &str) -> bool {
    match node {
        Node::Array(items) => items.iter().any(|item| has(item, path)),
        Node::Object(members) => has_member(members, path),
        _ => false,
    }
}

/// The same among the members of an object.
pub(super) fn has_member(members: &[(String, Node<'_>)], path: &str) -> bool {
    let (name, rest) = match path.split_once('/') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let found = members
        .iter()
        .find(|(known, node)| known == name && !matches!(node, Node::Null));
    found.is_some_and(|(_, node)| rest.is_none_or(|rest| has(node, rest)))
}
