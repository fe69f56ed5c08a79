//! The layout table: what each interface's messages hold, element by element.
//!
//! It comes from the data files of `layouts/` (see the README there), which also
//! say where each element is known from and how surely; here is only what reading
//! and building need. A layout that is not public can be supplied: [`supplied`].

pub mod supplied;

use crate::text::line;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use onshi_wire::layout::{Block, Cell, Layout};
pub use onshi_wire::layout::{ElementLayout, Elements, Kind, Occurs};
use onshi_wire::{Dictionary, codes::Table};
use serde::{Serialize, Serializer};

include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// One interface of the system: a kind of message, with its number and layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its prefix, by which it is looked for, [`id`](Self::id), alias, and names in
    /// Japanese and English.
    texts: Cow<'static, str>,
    /// Which way its messages go.
    pub direction: Direction,
    /// Paths that a message of this interface has, if its contents tell it …
    all: &'static [&'static str],
    /// … paths of which it then has at least one …
    any: &'static [&'static str],
    /// … and of which it has none.
    none: &'static [&'static str],
    /// What is inside `XmlMsg`; empty where the layout is not known.
    top: Block,
    layout: Cow<'static, Layout>,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the institution to the system: `req` in file names.
    Request,
    /// From the system to the institution: `res` in file names.
    Result,
}

impl Direction {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Result => "result",
        }
    }
}

/// The layout of every interface of the table.
static OWN: Layout = Layout {
    cells: Cow::Borrowed(&CELLS),
    cell_names: Cow::Borrowed(&NAMES),
    texts: Cow::Borrowed(TEXTS),
    dictionary: &DICTIONARY,
    names: Vec::new(),
    tables: &CODES,
    own_tables: Vec::new(),
};

/// Whether an element can have this name: ASCII, so that it is the same in both
/// encodings.
pub(super) fn is_wire_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Every interface known, also those whose layout is not public.
#[must_use]
pub fn interfaces() -> &'static [Interface] {
    &INTERFACES
}

/// The interface with this number or alias.
#[must_use]
pub fn interface(id_or_alias: &str) -> Option<&'static Interface> {
    interfaces()
        .iter()
        .find(|known| known.is_called(id_or_alias))
}

impl Interface {
    /// The official number, such as `OQS-IF-001`; where that is not known, the
    /// beginning of its file names, such as `TKKsiquc01req`.
    #[must_use]
    pub fn id(&self) -> &str {
        line(&self.texts, 1)
    }

    /// A name for people who don't know the numbers, such as `eligibility-request`.
    #[must_use]
    pub fn alias(&self) -> Option<&str> {
        Some(line(&self.texts, 2)).filter(|alias| !alias.is_empty())
    }

    /// What it is called in Japanese.
    #[must_use]
    pub fn ja(&self) -> &str {
        line(&self.texts, 3)
    }

    /// What it is called in English.
    #[must_use]
    pub fn en(&self) -> &str {
        line(&self.texts, 4)
    }

    /// What its file names begin with, such as `OQSsiquc01`, where known.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        Some(line(&self.texts, 0)).filter(|prefix| !prefix.is_empty())
    }

    pub(super) fn is_called(&self, id_or_alias: &str) -> bool {
        self.id() == id_or_alias || self.alias() == Some(id_or_alias)
    }

    /// What is inside `XmlMsg`, in the specification's order. Empty where the
    /// layout is not public: such messages are read and kept, but not checked.
    #[must_use]
    pub fn elements(&self) -> Elements<'_> {
        Elements::of(&self.layout, self.top)
    }

    /// Whether the layout is known, so that messages can be checked and built.
    #[must_use]
    pub const fn has_layout(&self) -> bool {
        self.top.1 > 0
    }

    /// The element at a path as problems give it: `MessageBody/ResultList/…`, with
    /// or without `XmlMsg` before it and `[n]` in it.
    #[must_use]
    pub fn element(&self, path: &str) -> Option<ElementLayout<'_>> {
        let path = path.strip_prefix("XmlMsg/").unwrap_or(path);
        let mut elements = self.elements();
        let mut found = None;
        for step in path.split('/') {
            let name = step.split_once('[').map_or(step, |(name, _)| name);
            let element = elements.named(name)?;
            elements = element.elements();
            found = Some(element);
        }
        found
    }

    /// The paths that [`Self::looks_like`] asks about.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'static str> + use<> {
        let lists = [self.all, self.any, self.none];
        lists.into_iter().flatten().copied()
    }

    /// Whether a message with these contents looks like this interface's. The
    /// argument says whether there is an element at a path.
    pub(super) fn looks_like(&self, has: impl Fn(&str) -> bool) -> bool {
        self.any.iter().any(|path| has(path))
            && self.all.iter().all(|path| has(path))
            && !self.none.iter().any(|path| has(path))
    }
}

/// The number alone: the rest is the table's.
impl Serialize for Interface {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_interfaces_by_number_and_alias() {
        let request = interface("OQS-IF-001").unwrap();
        assert_eq!(interface("eligibility-request"), Some(request));
        assert_eq!(request.direction, Direction::Request);
        assert!(request.has_layout());
        assert_eq!(
            interface("OQS-IF-056").unwrap().ja(),
            "アクティベーションコード無効化結果"
        );
        assert_eq!(interface("OQS-IF-057"), None);
    }

    #[test]
    fn names_elements_in_both_languages_by_their_path() {
        let result = interface("OQS-IF-002").unwrap();
        let path = "XmlMsg/MessageBody/ResultList/ResultOfQualificationConfirmation[2]/PharmacistsInfoConsFlg";
        let element = result.element(path).unwrap();
        assert_eq!(element.ja(), "薬剤情報閲覧同意フラグ");
        assert_eq!(element.en(), "Consent: drugs");
        assert_eq!(element.table().unwrap().id(), "016");
        assert_eq!(result.element("MessageBody/Nothing"), None);
        assert_eq!(result.element(""), None);
    }

    #[test]
    fn the_result_keeps_the_order_of_the_specification() {
        let result = interface("OQS-IF-002").unwrap();
        let one = result.element("MessageBody/ResultList/ResultOfQualificationConfirmation");
        let names: Vec<_> = one
            .unwrap()
            .elements()
            .iter()
            .map(ElementLayout::name)
            .collect();
        assert_eq!(names.len(), 46);
        assert_eq!(names.first(), Some(&"InsuredCardClassification"));
        assert_eq!(names.last(), Some(&"ReferenceNumber"));
        assert!(
            names
                .windows(2)
                .any(|two| two == ["InsurerName", "ElderlyRecipientCertificateInfo"])
        );
    }
}
