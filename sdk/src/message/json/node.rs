//! JSON as it stands, within limits.

use crate::message::limits::{Limits, TEXT_TOO_LONG, TOO_DEEP, TOO_MANY_ELEMENTS, as_usize};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Text that is not JSON.
pub const NOT_JSON: Code = Code::new(
    "message.not-json",
    "not well-formed JSON",
    "JSONとして正しくありません",
);

/// A name twice in one object: which of the two counts is anybody's guess.
pub const NAME_TWICE: Code = Code::new(
    "message.json-name-twice",
    "a name is twice in an object; elements that repeat are an array",
    "同じ名前が1つのオブジェクトに2回あります。繰り返す要素は配列にしてください",
);

/// One value of JSON.
pub(super) enum Node {
    Text(String),
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Null,
    Other,
}

impl Node {
    /// Parses the text.
    pub(super) fn parse(text: &str, limits: &Limits) -> Result<Self, Problem> {
        let budget = Budget {
            limits,
            values: Cell::new(0),
            problem: Cell::new(None),
        };
        let mut source = serde_json::Deserializer::from_str(text);
        let seed = Seed {
            budget: &budget,
            depth: 0,
        };
        let parsed = seed
            .deserialize(&mut source)
            .and_then(|node| source.end().map(|()| node));
        parsed.map_err(|error| {
            let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            let place = Place::nowhere().at_line(number(error.line()), number(error.column()));
            budget
                .problem
                .take()
                .unwrap_or_else(|| Problem::error(NOT_JSON))
                .at(place)
        })
    }

    /// Whether there is an element at a path inside.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Self::Array(items) => items.iter().any(|item| item.has(path)),
            Self::Object(members) => match path.split_once('/') {
                None => member(members, path).is_some(),
                Some((name, rest)) => member(members, name).is_some_and(|node| node.has(rest)),
            },
            _ => false,
        }
    }
}

/// The member with this name, where it is not `null`.
pub(super) fn member<'a>(members: &'a [(String, Node)], name: &str) -> Option<&'a Node> {
    members
        .iter()
        .find(|(known, node)| known == name && !matches!(node, Node::Null))
        .map(|(_, node)| node)
}

/// What parsing may still use, and what it failed on.
struct Budget<'a> {
    limits: &'a Limits,
    values: Cell<u32>,
    problem: Cell<Option<Problem>>,
}

impl Budget<'_> {
    fn fail<E: Error>(&self, problem: Problem) -> E {
        self.problem.set(Some(problem));
        E::custom("")
    }

    fn exceed<E: Error>(&self, code: Code, limit: u32) -> E {
        let limit = limit.to_string();
        self.fail(Problem::error(code).detail(&limit, &limit))
    }
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    budget: &'a Budget<'a>,
    depth: usize,
}

impl Seed<'_> {
    /// One level down, if that is allowed: an element takes up to two.
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let limits = self.budget.limits;
        let depth = self.depth.saturating_add(1);
        if depth > limits.levels().saturating_mul(2).saturating_add(1) {
            return Err(self
                .budget
                .exceed(TOO_DEEP, limits.depth.min(Limits::DEEPEST)));
        }
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let values = self.budget.values.get().saturating_add(1);
        self.budget.values.set(values);
        if values > self.budget.limits.elements {
            return Err(self
                .budget
                .exceed(TOO_MANY_ELEMENTS, self.budget.limits.elements));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        if text.len() > as_usize(self.budget.limits.text) {
            return Err(self.budget.exceed(TEXT_TOO_LONG, self.budget.limits.text));
        }
        Ok(Node::Text(text.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Node, A::Error> {
        let seed = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = source.next_element_seed(seed)? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Node, A::Error> {
        let seed = self.deeper()?;
        let mut members: Vec<(String, Node)> = Vec::new();
        while let Some(name) = source.next_key()? {
            members.push((name, source.next_value_seed(seed)?));
        }
        let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        if names
            .windows(2)
            .any(|two| matches!(two, [one, other] if one == other))
        {
            return Err(self.budget.fail(Problem::error(NAME_TWICE)));
        }
        Ok(Node::Object(members))
    }
}
