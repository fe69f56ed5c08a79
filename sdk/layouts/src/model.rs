//! What is known of the messages, checked and complete: every shared group stands
//! where it is included, every element has the source it is known from.

use serde::Deserialize;

/// Every interface and every code table.
#[derive(Clone, Debug)]
pub struct Layouts {
    /// In the order of their numbers.
    pub interfaces: Vec<Interface>,
    /// In the order of their numbers, those without a number last.
    pub tables: Vec<Table>,
    /// What the keys of sources stand for.
    pub sources: Vec<Source>,
}

/// A public source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its key in every [`Provenance`].
    pub key: String,
    /// What it is, in Japanese.
    pub ja: String,
    /// What it is, in English.
    pub en: String,
}

/// Where something is known from, and how surely.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Keys of sources, which the README lists.
    pub from: Vec<String>,
    /// How surely.
    pub mark: Mark,
}

/// How surely something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Mark {
    /// Seen in one source.
    S,
    /// Seen in two or more independent sources.
    S2,
    /// Inferred from sources.
    I,
    /// From memory, without a source.
    M,
    /// Sources disagree, the source looks wrong, or the place is not attested.
    #[serde(rename = "?")]
    Doubtful,
}

/// What else there is to know of something.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

/// One interface of the system: a kind of message, with its number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// The official number, or where that is not known the beginning of its files.
    pub id: String,
    /// Which way its messages go; none where not even that is known.
    pub direction: Option<Direction>,
    /// What its file names begin with, where known.
    pub prefix: Option<String>,
    /// A name for people who don't know the numbers.
    pub alias: Option<String>,
    /// What it is called in Japanese.
    pub ja: String,
    /// What it is called in English.
    pub en: String,
    /// Where that is known from.
    pub provenance: Provenance,
    /// What else there is to know.
    pub note: Option<Note>,
    /// What its messages hold, where that is public.
    #[serde(skip)]
    pub layout: Option<Layout>,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the institution to the system.
    Request,
    /// From the system to the institution.
    Result,
}

/// What the messages of an interface hold.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Where it is known from as a whole.
    pub provenance: Provenance,
    /// How contents tell the interface.
    pub recognize: Recognize,
    /// What else there is to know of the whole message.
    pub note: Option<Note>,
    /// What is inside `XmlMsg`, in the specification's order.
    pub elements: Vec<Element>,
}

/// How contents tell an interface, by paths below `XmlMsg`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recognize {
    /// Paths that are all there …
    pub all: Vec<String>,
    /// … of which at least one is there …
    pub any: Vec<String>,
    /// … and of which none is.
    pub none: Vec<String>,
}

/// One element.
#[derive(Clone, Debug)]
pub struct Element {
    /// The wire name.
    pub name: String,
    /// What it is called in Japanese.
    pub ja: String,
    /// Whether that name is ours, not the specification's.
    pub own_label: bool,
    /// What it is called in English.
    pub en: String,
    /// What it holds.
    pub kind: Kind,
    /// How often it is there.
    pub occurs: Occurs,
    /// How long it may be, where a source says so.
    pub length: Option<Length>,
    /// The layout version in which a source first has it, where older ones have not.
    pub since: Option<String>,
    /// Where it is known from.
    pub provenance: Provenance,
    /// What else there is to know.
    pub note: Option<Note>,
    /// What is inside, in the specification's order, where it holds elements.
    pub elements: Vec<Element>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// A code of the table with this name.
    Code(String),
    /// 保険者番号, eight characters; also 公費負担者番号 in its place.
    InsurerNumber,
    /// 医療機関コード, ten digits.
    InstitutionCode,
    /// 枝番, two digits.
    BranchNumber,
    /// A whole number in digits.
    Integer,
    /// A share of cost in percent, three digits.
    Percent,
}

impl Kind {
    /// Whether such an element holds elements, not text.
    #[must_use]
    pub const fn holds_elements(&self) -> bool {
        matches!(self, Self::Group | Self::List)
    }
}

/// How often an element is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Occurs {
    /// Once.
    #[serde(rename = "1")]
    One,
    /// Once or not at all.
    #[serde(rename = "0..1")]
    Optional,
    /// Any number of times: an array in JSON.
    #[serde(rename = "0..n")]
    Many,
}

/// How many characters an element holds at most.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// So many.
    pub max: u16,
    /// Keys of the sources that say so.
    pub from: Vec<String>,
    /// How surely.
    pub mark: Mark,
}

/// A code table (業務コード).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its number (`006` is OQSCD006), or a name of ours where it has none.
    #[serde(rename = "table")]
    pub id: String,
    /// What it is called in Japanese.
    pub ja: String,
    /// What it is called in English.
    pub en: String,
    /// Where it is known from.
    pub provenance: Provenance,
    /// What else there is to know.
    pub note: Option<Note>,
    /// Its codes, in order.
    pub codes: Vec<Code>,
}

impl Table {
    /// What it is called in documents: `OQSCD006`, or our own name.
    #[must_use]
    pub fn title(&self) -> String {
        if self.is_official() {
            format!("OQSCD{}", self.id)
        } else {
            self.id.clone()
        }
    }

    /// Whether it is one of the system's own list.
    #[must_use]
    pub fn is_official(&self) -> bool {
        self.id.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// One code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Exactly as on the wire.
    pub code: String,
    /// What it means, in Japanese.
    pub ja: String,
    /// What it means, in English.
    pub en: String,
    /// The code of another element on which the meaning depends.
    pub given: Option<String>,
    /// What else there is to know.
    pub note: Option<Note>,
    /// Other readings, each of a source of its own.
    #[serde(default)]
    pub variants: Vec<Variant>,
}

/// Another reading of a code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
    /// Keys of the sources that have it.
    pub from: Vec<String>,
    /// What else there is to know.
    pub note: Option<Note>,
}

impl Layouts {
    /// The interface with this number or alias.
    #[must_use]
    pub fn interface(&self, id_or_alias: &str) -> Option<&Interface> {
        let wanted = |known: &&Interface| {
            known.id == id_or_alias || known.alias.as_deref() == Some(id_or_alias)
        };
        self.interfaces.iter().find(wanted)
    }

    /// The code table with this number or name, with or without `OQSCD` before it.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        let id = id.strip_prefix("OQSCD").unwrap_or(id);
        self.tables.iter().find(|table| table.id == id)
    }
}

impl Layout {
    /// Every element with its path below `XmlMsg`, parents first.
    #[must_use]
    pub fn walk(&self) -> Vec<(String, &Element)> {
        let mut found = Vec::new();
        below(&self.elements, "", &mut found);
        found
    }
}

fn below<'a>(elements: &'a [Element], path: &str, found: &mut Vec<(String, &'a Element)>) {
    for element in elements {
        let path = match path {
            "" => element.name.clone(),
            _ => format!("{path}/{}", element.name),
        };
        found.push((path.clone(), element));
        below(&element.elements, &path, found);
    }
}
