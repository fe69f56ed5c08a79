//! The layout table: what each interface's messages hold, element by element.
//!
//! It comes from the data files of `layouts/` (see the README there), which also
//! say where each element is known from and how surely; here is only what reading
//! and building need.

use super::codes::Table;
use crate::text::{line, optional_line};
use serde::{Serialize, Serializer};

pub(super) static TABLES: (&[Interface], &[Table]) =
    include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// One interface of the system: a kind of message, with its number and layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its [`id`](Self::id), alias, names in Japanese and English and prefix.
    texts: &'static str,
    /// Which way its messages go.
    pub direction: Direction,
    /// What is inside `XmlMsg`, in the specification's order. Empty where the
    /// layout is not public: such messages are read and kept, but not checked.
    pub elements: &'static [ElementLayout],
    /// Paths that a message of this interface has, if its contents tell it …
    all: &'static [&'static str],
    /// … paths of which it then has at least one …
    any: &'static [&'static str],
    /// … and of which it has none.
    none: &'static [&'static str],
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

/// One element of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementLayout {
    /// Its [`name`](Self::name), and its names in Japanese and English.
    texts: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// How often it is there.
    pub occurs: Occurs,
    /// How many characters it holds at most, where that is known.
    pub max_length: Option<u16>,
    /// What is inside, in the specification's order, where it holds elements.
    pub elements: &'static [ElementLayout],
}

impl ElementLayout {
    /// The wire name, as in `QualificationValidity`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        line(self.texts, 0)
    }

    /// Its name in Japanese.
    #[must_use]
    pub fn ja(&self) -> &'static str {
        line(self.texts, 1)
    }

    /// Its name in English.
    #[must_use]
    pub fn en(&self) -> &'static str {
        line(self.texts, 2)
    }
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Elements.
    Group,
    /// Elements that repeat, and nothing else: an array in JSON.
    List,
    /// Any text.
    Text,
    /// A date, `YYYYMMDD`.
    Date,
    /// A month, `YYYYMM`.
    Month,
    /// A time in Japan, `YYYYMMDDHHmmss`.
    DateTime,
    /// A code of the table with this number (`"006"` is OQSCD006).
    Code(&'static str),
    /// 保険者番号, eight characters; also 公費負担者番号 in its place.
    InsurerNumber,
    /// 医療機関コード, ten digits.
    InstitutionCode,
    /// 枝番, two digits.
    BranchNumber,
    /// A whole number in digits.
    Integer,
    /// A share of cost in percent, three digits: `030` is 30%.
    Percent,
}

impl Kind {
    /// Whether such an element holds elements, not text.
    #[must_use]
    pub const fn holds_elements(self) -> bool {
        matches!(self, Self::Group | Self::List)
    }
}

/// How often an element is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Occurs {
    /// Once.
    One,
    /// Once or not at all.
    Optional,
    /// Any number of times: an array in JSON.
    Many,
}

/// Every interface known, also those whose layout is not public.
#[must_use]
pub fn interfaces() -> &'static [Interface] {
    TABLES.0
}

/// The interface with this number or alias.
#[must_use]
pub fn interface(id_or_alias: &str) -> Option<&'static Interface> {
    let wanted =
        |known: &&Interface| known.id() == id_or_alias || known.alias() == Some(id_or_alias);
    interfaces().iter().find(wanted)
}

impl Interface {
    /// The official number, such as `OQS-IF-001`; where that is not known, the
    /// beginning of its file names, such as `TKKsiquc01req`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        line(self.texts, 0)
    }

    /// A name for people who don't know the numbers, such as `eligibility-request`.
    #[must_use]
    pub fn alias(&self) -> Option<&'static str> {
        optional_line(self.texts, 1)
    }

    /// What it is called in Japanese.
    #[must_use]
    pub fn ja(&self) -> &'static str {
        line(self.texts, 2)
    }

    /// What it is called in English.
    #[must_use]
    pub fn en(&self) -> &'static str {
        line(self.texts, 3)
    }

    /// What its file names begin with, such as `OQSsiquc01`, where known.
    #[must_use]
    pub fn prefix(&self) -> Option<&'static str> {
        optional_line(self.texts, 4)
    }

    /// Whether the layout is known, so that messages can be checked and built.
    #[must_use]
    pub const fn has_layout(&self) -> bool {
        !self.elements.is_empty()
    }

    /// The element at a path as problems give it: `MessageBody/ResultList/…`, with
    /// or without `XmlMsg` before it and `[n]` in it.
    #[must_use]
    pub fn element(&self, path: &str) -> Option<&'static ElementLayout> {
        let path = path.strip_prefix("XmlMsg/").unwrap_or(path);
        let mut elements = self.elements;
        let mut found = None;
        for step in path.split('/') {
            let name = step.split_once('[').map_or(step, |(name, _)| name);
            let element = named(elements, name)?;
            elements = element.elements;
            found = Some(element);
        }
        found
    }

    /// Whether a message with these contents looks like this interface's. The
    /// argument says whether there is an element at a path.
    pub(super) fn looks_like(&self, has: impl Fn(&str) -> bool) -> bool {
        self.all.iter().all(|path| has(path))
            && self.any.iter().any(|path| has(path))
            && !self.none.iter().any(|path| has(path))
    }
}

/// The number alone: the rest is the table's.
impl Serialize for Interface {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// The element with this name among its siblings.
pub(super) fn named(
    elements: &'static [ElementLayout],
    name: &str,
) -> Option<&'static ElementLayout> {
    elements.iter().find(|element| element.name() == name)
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
        assert_eq!(element.kind, Kind::Code("016"));
        assert_eq!(result.element("MessageBody/Nothing"), None);
        assert_eq!(result.element(""), None);
    }

    #[test]
    fn the_result_keeps_the_order_of_the_specification() {
        let result = interface("OQS-IF-002").unwrap();
        let one = result.element("MessageBody/ResultList/ResultOfQualificationConfirmation");
        let names: alloc::vec::Vec<_> = one
            .unwrap()
            .elements
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
