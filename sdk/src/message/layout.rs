//! The layout table: what each interface's messages hold, element by element.
//!
//! It comes from the data files of `layouts/` (see the README there), which also
//! say where each element is known from and how surely; here is only what reading
//! and building need. A layout that is not public can be supplied: [`supplied`].

pub mod supplied;

use super::Element;
use super::codes::{self, Table};
use crate::text::line;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use onshi_wire::Dictionary;
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
    layout: Layout,
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

/// The elements of a layout, those inside one element side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Layout {
    cells: Cow<'static, [Cell]>,
    /// The number of each cell's name: what is searched stands close together.
    cell_names: Cow<'static, [u16]>,
    /// Each element's names in Japanese and English, a line each with a tab between
    /// them.
    texts: Cow<'static, str>,
    /// Names the dictionary does not have; their numbers follow on its.
    names: Vec<String>,
    /// Code tables that are not among [`codes::tables`]; their numbers follow on.
    tables: Vec<Table>,
}

impl Layout {
    /// The table's own.
    const fn own() -> Self {
        Self {
            cells: Cow::Borrowed(&CELLS),
            cell_names: Cow::Borrowed(&NAMES),
            texts: Cow::Borrowed(TEXTS),
            names: Vec::new(),
            tables: Vec::new(),
        }
    }
}

/// One element of a layout, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    name: u16,
    kind: Kind,
    occurs: Occurs,
    /// 0 where it is not known.
    max_length: u16,
    /// Where its line in [`Layout::texts`] begins.
    texts: u32,
    inside: Block,
}

/// Cells side by side: the first one, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block(u16, u16);

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
    /// A code; its table is [`ElementLayout::table`], by a number of this build alone.
    Code(u8),
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

/// One element of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementLayout<'l> {
    layout: &'l Layout,
    cell: &'l Cell,
}

impl<'l> ElementLayout<'l> {
    /// The wire name, as in `QualificationValidity`.
    #[must_use]
    pub fn name(self) -> &'l str {
        let number = usize::from(self.cell.name);
        match DICTIONARY.names.get(number) {
            Some(name) => name,
            None => number
                .checked_sub(DICTIONARY.names.len())
                .and_then(|own| self.layout.names.get(own))
                .map_or("", String::as_str),
        }
    }

    /// Its name in Japanese.
    #[must_use]
    pub fn ja(self) -> &'l str {
        self.texts().0
    }

    /// Its name in English.
    #[must_use]
    pub fn en(self) -> &'l str {
        self.texts().1
    }

    fn texts(self) -> (&'l str, &'l str) {
        let start = usize::try_from(self.cell.texts).unwrap_or(usize::MAX);
        let texts = self.layout.texts.get(start..).unwrap_or_default();
        let line = texts.split('\n').next().unwrap_or_default();
        line.split_once('\t').unwrap_or_default()
    }

    /// What it holds.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.cell.kind
    }

    /// How often it is there.
    #[must_use]
    pub fn occurs(self) -> Occurs {
        self.cell.occurs
    }

    /// How many characters it holds at most, where a source says so.
    #[must_use]
    pub fn max_length(self) -> Option<u16> {
        Some(self.cell.max_length).filter(|max| *max > 0)
    }

    /// The table its codes are of, where it holds a code.
    #[must_use]
    pub fn table(self) -> Option<&'l Table> {
        let Kind::Code(number) = self.cell.kind else {
            return None;
        };
        let number = usize::from(number);
        let known = codes::tables();
        known.get(number).or_else(|| {
            let own = number.checked_sub(known.len())?;
            self.layout.tables.get(own)
        })
    }

    /// What is inside, where it holds elements.
    #[must_use]
    pub fn elements(self) -> Elements<'l> {
        Elements::of(self.layout, self.cell.inside)
    }
}

/// The elements inside one element, in the specification's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elements<'l> {
    /// None where nothing is known of what is inside.
    layout: Option<&'l Layout>,
    cells: &'l [Cell],
    names: &'l [u16],
}

impl<'l> Elements<'l> {
    /// None: nothing is known of what is inside.
    pub const NONE: Self = Self {
        layout: None,
        cells: &[],
        names: &[],
    };

    fn of(layout: &'l Layout, Block(first, count): Block) -> Self {
        let first = usize::from(first);
        let block = first..first.saturating_add(usize::from(count));
        Self {
            layout: Some(layout),
            cells: layout.cells.get(block.clone()).unwrap_or_default(),
            names: layout.cell_names.get(block).unwrap_or_default(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.cells.is_empty()
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = ElementLayout<'l>> + use<'l> {
        self.layout.into_iter().flat_map(move |layout| {
            let cells = self.cells.iter();
            cells.map(move |cell| ElementLayout { layout, cell })
        })
    }

    /// That of an element, and which of them it is.
    #[must_use]
    pub fn of_element(self, element: Element<'_>) -> Option<(usize, ElementLayout<'l>)> {
        let layout = self.layout?;
        let number = match element.number() {
            Some(number) => number,
            None => layout.number_of(element.name())?,
        };
        let place = onshi_wire::find(self.names, number)?;
        let cell = self.cells.get(place)?;
        Some((place, ElementLayout { layout, cell }))
    }

    /// The one with this name.
    #[must_use]
    pub fn named(self, name: &str) -> Option<ElementLayout<'l>> {
        let layout = self.layout?;
        let number = DICTIONARY.number(name).or_else(|| layout.number_of(name))?;
        let cell = self.cells.get(onshi_wire::find(self.names, number)?)?;
        Some(ElementLayout { layout, cell })
    }
}

impl Layout {
    /// The number of a name that the dictionary does not have.
    fn number_of(&self, name: &str) -> Option<u16> {
        let own = self.names.iter().position(|known| known == name)?;
        u16::try_from(DICTIONARY.names.len().saturating_add(own)).ok()
    }
}

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
