//! What was asked, and whether an answer is the answer to that.
//!
//! A result sends back what was asked, and states of its own accord whose it is and which
//! institution it is for. All of that is compared with the query. Whatever differs,
//! cannot be read, stands there twice or is absent where the layout requires it leaves
//! open whose answer it is; what becomes of it then, [`super::inquiry`] says.
//!
//! A query holds a patient's numbers. A flow keeps it until it is answered or refused.

mod compare;
mod same;

pub(super) use compare::Stated;
pub(super) use same::same;

use super::desk;
use crate::message::{Document, Element};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What a request asks, and what is known besides of the person it is about.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Query {
    /// The elements of the request's header.
    pub(super) header: NamedTexts,
    /// The elements of its body: the query.
    pub(super) body: NamedTexts,
    /// What a result may state of the person beside the query.
    pub(super) person: NamedTexts,
}

/// Elements by the names that eligibility results have for them, and their texts.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct NamedTexts(Vec<Named>);

#[derive(Clone, PartialEq, Eq, Serialize)]
struct Named {
    name: String,
    value: String,
}

/// One element of a request: its name, and its text where there is one.
pub(super) type Line<'a> = (&'static str, Option<&'a str>);

impl NamedTexts {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut asked = Self::default();
        for (name, value) in lines {
            if let Some(value) = value {
                asked.set(name, value);
            }
        }
        asked
    }

    /// Every text inside an element, at any depth.
    fn inside(element: Element<'_>, to: &mut Self) {
        for child in element.children() {
            match child.as_text() {
                Some(text) if !child.has_children() => to.set(child.name(), text),
                _ => Self::inside(child, to),
            }
        }
    }

    pub(super) fn read(named: Vec<(String, String)>) -> Self {
        let named = named.into_iter();
        Self(named.map(|(name, value)| Named { name, value }).collect())
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        let name = same::usual(name);
        self.0.retain(|known| known.name != name);
        if !value.is_empty() {
            self.0.push(Named {
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|known| known.name == name);
        found.map(|known| known.value.as_str())
    }

    fn lines(&self) -> Vec<(&str, Option<&str>)> {
        let all = self.0.iter();
        all.map(|one| (one.name.as_str(), Some(one.value.as_str())))
            .collect()
    }
}

impl Query {
    pub(super) fn new(header: &[Line<'_>], body: &[Line<'_>]) -> Self {
        Self {
            header: NamedTexts::of(header),
            body: NamedTexts::of(body),
            person: NamedTexts::default(),
        }
    }

    /// That of a request whose layout the host alone knows.
    pub(super) fn in_request(request: &Document<'_>) -> Self {
        let mut query = Self::default();
        let parts = [
            (request.header(), &mut query.header),
            (request.body(), &mut query.body),
        ];
        for (part, to) in parts {
            if let Some(part) = part {
                NamedTexts::inside(part, to);
            }
        }
        query
    }

    /// The content of the request, its query under this name.
    pub(super) fn content(&self, name: &str) -> String {
        desk::content(
            &self.header.lines(),
            name,
            &desk::object(&self.body.lines()),
        )
    }

    /// What was asked, or is known of the person, under this name.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        let parts = [&self.body, &self.header, &self.person];
        parts.into_iter().find_map(|part| part.get(name))
    }
}
