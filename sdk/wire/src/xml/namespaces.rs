//! Which namespaces names are in (Namespaces in XML 1.0, third edition).

use super::Fault;
use super::cursor::{Attribute, Cursor};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

const OF_XML: &str = "http://www.w3.org/XML/1998/namespace";
const OF_XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A prefix that stands for a namespace inside an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The level of that element, the root's being 1.
    pub level: u32,
    /// The prefix; an empty one is that of names without any.
    pub prefix: String,
    /// The name of the namespace; an empty one is none.
    pub uri: String,
}

/// The namespaces in scope, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Namespaces(pub(super) Vec<Binding>);

impl Namespaces {
    /// Forgets what elements deeper than this level declared.
    pub(super) fn close(&mut self, level: usize) {
        let is_open = |one: &Binding| usize::try_from(one.level).is_ok_and(|own| own <= level);
        while self.0.last().is_some_and(|one| !is_open(one)) {
            self.0.pop();
        }
    }

    /// Takes the declarations among the attributes of an element of this level and looks
    /// at the names of all others.
    pub(super) fn declare(
        &mut self,
        level: usize,
        attributes: &[Attribute<'_>],
    ) -> Result<(), Fault> {
        for attribute in attributes {
            let prefix = match attribute.name.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if attribute.name == "xmlns" => "",
                _ => continue,
            };
            if !may_stand_for(prefix, &attribute.value) {
                let (en, ja) = (
                    "a namespace declaration that is not allowed",
                    "名前空間の宣言が正しくありません",
                );
                return Err(attribute.start.fault(en, ja));
            }
            self.0.push(Binding {
                level: u32::try_from(level).unwrap_or(u32::MAX),
                prefix: prefix.into(),
                uri: attribute.value.clone(),
            });
        }
        let mut seen = Vec::new();
        for attribute in attributes {
            let Some((prefix, local)) = attribute.name.split_once(':') else {
                continue;
            };
            if prefix == "xmlns" {
                continue;
            }
            let name = (self.of(prefix, &attribute.start)?, local);
            if seen.contains(&name) {
                return Err(attribute.start.twice());
            }
            seen.push(name);
        }
        Ok(())
    }

    /// The name of an element that is in a namespace: none of ours has this form.
    pub(super) fn foreign(&self, name: &str, at: &Cursor<'_>) -> Result<Option<String>, Fault> {
        match name.split_once(':') {
            Some((prefix, _)) => self.of(prefix, at).map(|_| None),
            None => Ok(self.of_plain_names().map(|uri| format!("{{{uri}}}{name}"))),
        }
    }

    /// The namespace of names without a prefix, where there is one.
    pub(super) fn of_plain_names(&self) -> Option<&str> {
        self.find("").filter(|uri| !uri.is_empty())
    }

    fn find(&self, prefix: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|one| one.prefix == prefix);
        found.map(|one| one.uri.as_str())
    }

    fn of(&self, prefix: &str, at: &Cursor<'_>) -> Result<&str, Fault> {
        if prefix == "xml" {
            return Ok(OF_XML);
        }
        self.find(prefix).ok_or_else(|| {
            at.fault(
                "a prefix without a namespace",
                "名前空間の宣言がない接頭辞です",
            )
        })
    }
}

fn may_stand_for(prefix: &str, uri: &str) -> bool {
    match prefix {
        "xml" => uri == OF_XML,
        "xmlns" => false,
        _ if uri.is_empty() => prefix.is_empty(),
        _ => !matches!(uri, OF_XML | OF_XMLNS) && is_uri(uri),
    }
}

/// Whether it is a URI reference, as the name of a namespace has to be: plain ones.
fn is_uri(text: &str) -> bool {
    let is_usual = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c);
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    let has_scheme = first.split_once(':').is_none_or(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && !scheme.contains(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c))
    });
    text.chars().all(is_usual) && has_scheme && text.matches('#').count() <= 1
}
