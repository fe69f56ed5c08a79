//! What a message is held against: which elements are inside which, and what each of
//! them holds.

use crate::codes::Table;
use crate::dictionary::{Dictionary, find};
use crate::element::Element;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// How many elements may be directly inside one.
pub const MOST_INSIDE: usize = 256;

/// The elements of a layout, those inside one element side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Every element.
    pub cells: Cow<'static, [Cell]>,
    /// The number of each cell's name: what is searched stands close together.
    pub cell_names: Cow<'static, [u16]>,
    /// Each element's names in Japanese and English, a line each with a tab between
    /// them.
    pub texts: Cow<'static, str>,
    /// The names of elements, by number …
    pub dictionary: &'static Dictionary,
    /// … and those that it does not have; their numbers follow on.
    pub names: Vec<String>,
    /// The code tables, by number …
    pub tables: &'static [Table],
    /// … and those that are not among them; their numbers follow on.
    pub own_tables: Vec<Table>,
}

/// One element of a layout, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number of its name.
    pub name: u16,
    /// What it holds.
    pub kind: Kind,
    /// How often it is there.
    pub occurs: Occurs,
    /// How many characters it holds at most; 0 where that is not known.
    pub max_length: u16,
    /// Where its line in [`Layout::texts`] begins.
    pub texts: u32,
    /// What is inside.
    pub inside: Block,
}

/// Cells side by side: the first one, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block(pub u16, pub u16);

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
        let known = self.layout.dictionary.names;
        match known.get(number) {
            Some(name) => name,
            None => number
                .checked_sub(known.len())
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
        let known = self.layout.tables;
        known.get(number).or_else(|| {
            let own = number.checked_sub(known.len())?;
            self.layout.own_tables.get(own)
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

    /// Those of a block.
    #[must_use]
    pub fn of(layout: &'l Layout, Block(first, count): Block) -> Self {
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
        let place = find(self.names, number)?;
        let cell = self.cells.get(place)?;
        Some((place, ElementLayout { layout, cell }))
    }

    /// The one with this name.
    #[must_use]
    pub fn named(self, name: &str) -> Option<ElementLayout<'l>> {
        let layout = self.layout?;
        let known = layout.dictionary.number(name);
        let number = known.or_else(|| layout.number_of(name))?;
        let cell = self.cells.get(find(self.names, number)?)?;
        Some(ElementLayout { layout, cell })
    }
}

impl Layout {
    /// The number of a name that the dictionary does not have.
    fn number_of(&self, name: &str) -> Option<u16> {
        let own = self.names.iter().position(|known| known == name)?;
        u16::try_from(self.dictionary.names.len().saturating_add(own)).ok()
    }
}
