//! Layouts that are not public, as a caller who has the official ones supplies them.
//!
//! The form is that of the files in `layouts/` (the README there has an example, under
//! "Supplying a layout"): `interface`, `elements`, and where the table does not have
//! them, `direction`, `prefix`, `ja` and `en`. Where elements hold codes of tables that
//! are not known either, these are in `tables`. There is no `include`; sources and notes
//! are passed over.

use super::{
    Block, Cell, DICTIONARY, Direction, Interface, Kind, Layout, Occurs, interface, is_wire_name,
};
use crate::json::Members;
use crate::message::codes::{self, Table};
use crate::problem::{Code, Place, Problem};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

pub use onshi_wire::layout::MOST_INSIDE;

/// A layout nothing can be read by.
pub const UNUSABLE_LAYOUT: Code = code!(
    "message.unusable-layout",
    "the supplied layout cannot be used: {}",
    "指定されたレイアウトを使えません({})",
);

/// What a caller supplies, as it stands in the options of an operation.
pub(crate) struct Draft {
    id: String,
    direction: Option<Direction>,
    prefix: Option<String>,
    ja: Option<String>,
    en: Option<String>,
    tables: Vec<Table>,
    elements: Vec<ElementDraft>,
}

struct ElementDraft {
    name: String,
    ja: String,
    en: String,
    kind: Kind,
    table: Option<String>,
    occurs: Occurs,
    max_length: u16,
    elements: Vec<Self>,
}

/// Reads a layout file: JSON, to be handed to [`ReadOptions`](crate::message::ReadOptions)
/// and [`BuildOptions`](crate::message::BuildOptions).
///
/// # Errors
/// [`UNUSABLE_LAYOUT`], with what is wrong and where.
pub fn read(text: &str) -> Result<Interface, Problem> {
    let mut members = Members::of(text, "");
    let draft = Draft::read(&mut members);
    match members.end() {
        Some(fault) => Err(unusable(&fault.en, &fault.ja)),
        None => draft.to_interface(),
    }
}

impl Draft {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        members.ignore(&["provenance", "recognize", "note", "alias"]);
        Self {
            id: members.text("interface"),
            direction: members.choice("direction", direction),
            prefix: members.optional_text("prefix"),
            ja: members.optional_text("ja"),
            en: members.optional_text("en"),
            tables: members.objects("tables", table),
            elements: members.objects("elements", ElementDraft::read),
        }
    }

    /// # Errors
    /// [`UNUSABLE_LAYOUT`].
    pub(crate) fn to_interface(&self) -> Result<Interface, Problem> {
        let known = interface(&self.id);
        fn text<'t>(own: Option<&'t String>, known: Option<&'t str>) -> &'t str {
            own.map(String::as_str).or(known).unwrap_or_default()
        }
        let direction = self.direction.or(known.map(|known| known.direction));
        let direction =
            direction.ok_or_else(|| unusable("no direction", "directionがありません"))?;
        let texts = [
            text(self.prefix.as_ref(), known.and_then(Interface::prefix)),
            &self.id,
            known.and_then(Interface::alias).unwrap_or_default(),
            text(self.ja.as_ref(), known.map(Interface::ja)),
            text(self.en.as_ref(), known.map(Interface::en)),
        ];
        let mut laying = Laying {
            cells: Vec::new(),
            texts: String::new(),
            names: Vec::new(),
            tables: self.tables.clone(),
        };
        let is_message = matches!(
            self.elements.as_slice(),
            [header, body] if header.name == "MessageHeader" && body.name == "MessageBody"
        );
        if !is_message {
            let (en, ja) = (
                "elements are not MessageHeader and MessageBody",
                "elementsがMessageHeaderとMessageBodyではありません",
            );
            return Err(unusable(en, ja));
        }
        let top = laying.block(&self.elements)?;
        Ok(Interface {
            texts: Cow::Owned(texts.join("\n")),
            direction,
            all: &[],
            any: &[],
            none: &[],
            top,
            layout: Cow::Owned(Layout {
                cell_names: laying.cells.iter().map(|cell| cell.name).collect(),
                cells: Cow::Owned(laying.cells),
                texts: Cow::Owned(laying.texts),
                dictionary: &DICTIONARY,
                names: laying.names,
                tables: codes::tables(),
                own_tables: laying.tables,
            }),
        })
    }
}

impl ElementDraft {
    fn read(members: &mut Members<'_>) -> Self {
        members.ignore(&["provenance", "note", "label", "since"]);
        Self {
            name: members.text("name"),
            ja: members.text("ja"),
            en: members.text("en"),
            kind: members.required_choice("type", kind).unwrap_or(Kind::Text),
            table: members.optional_text("table"),
            occurs: members
                .required_choice("occurs", occurs)
                .unwrap_or(Occurs::Optional),
            max_length: members
                .optional_object("length", |length| {
                    length.ignore(&["from", "mark"]);
                    length.number("max")
                })
                .and_then(|max| u16::try_from(max).ok())
                .unwrap_or_default(),
            elements: members.objects("elements", Self::read),
        }
    }
}

fn direction(word: &str) -> Option<Direction> {
    [Direction::Request, Direction::Result]
        .into_iter()
        .find(|direction| direction.as_str() == word)
}

fn occurs(word: &str) -> Option<Occurs> {
    Some(match word {
        "1" => Occurs::One,
        "0..1" => Occurs::Optional,
        "0..n" => Occurs::Many,
        _ => return None,
    })
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "group" => Kind::Group,
        "list" => Kind::List,
        "text" => Kind::Text,
        "date" => Kind::Date,
        "month" => Kind::Month,
        "date-time" => Kind::DateTime,
        // Its table is looked up when all tables are known.
        "code" => Kind::Code(u8::MAX),
        "insurer-number" => Kind::InsurerNumber,
        "institution-code" => Kind::InstitutionCode,
        "branch-number" => Kind::BranchNumber,
        "integer" => Kind::Integer,
        "percent" => Kind::Percent,
        _ => return None,
    })
}

fn table(members: &mut Members<'_>) -> Table {
    members.ignore(&["provenance", "note"]);
    let head = ["table", "ja", "en"].map(|name| plain(&members.text(name)));
    let mut lines = Vec::from([head.join("\t")]);
    lines.extend(members.objects("codes", |members| {
        members.ignore(&["note", "variants"]);
        let code = ["code", "ja", "en"].map(|name| plain(&members.text(name)));
        let given = members
            .optional_text("given")
            .map(|given| plain(&given))
            .unwrap_or_default();
        [code.join("\t"), given].join("\t")
    }));
    Table(Cow::Owned(lines.join("\n")))
}

/// The tables keep several texts in one, with these between them.
fn plain(text: &str) -> String {
    text.replace(['\t', '\n'], " ")
}

fn unusable(en: &str, ja: &str) -> Problem {
    Problem::error(UNUSABLE_LAYOUT)
        .detail(en, ja)
        .at(Place::path("layouts"))
}

/// Elements laid side by side.
struct Laying {
    cells: Vec<Cell>,
    texts: String,
    names: Vec<String>,
    tables: Vec<Table>,
}

impl Laying {
    /// As deep as the JSON of an operation's input may be.
    fn block(&mut self, drafts: &[ElementDraft]) -> Result<Block, Problem> {
        if drafts.len() > MOST_INSIDE {
            return Err(unusable(
                "more than 256 elements inside one",
                "1つの要素の中の要素が256個を超えています",
            ));
        }
        let mut cells: Vec<Cell> = Vec::new();
        for draft in drafts {
            let cell = self.cell(draft)?;
            if cells.iter().any(|other| other.name == cell.name) {
                return Err(unusable("a name twice", "同じ名前の要素が2つあります"));
            }
            cells.push(cell);
        }
        let first = number(self.cells.len())?;
        let count = number(cells.len())?;
        self.cells.extend(cells);
        number(self.cells.len())?;
        Ok(Block(first, count))
    }

    fn cell(&mut self, draft: &ElementDraft) -> Result<Cell, Problem> {
        let name = self.name(&draft.name)?;
        let kind = match (draft.kind, &draft.table) {
            (Kind::Code(_), Some(table)) => Kind::Code(self.table(table)?),
            (Kind::Code(_), None) => {
                return Err(unusable("a code without a table", "コード表がありません"));
            }
            (kind, _) => kind,
        };
        if kind.holds_elements() == draft.elements.is_empty() {
            return Err(unusable(
                "elements belong in a group or list, and only there",
                "要素はgroupかlistの中にだけ置けます",
            ));
        }
        let texts = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        for text in [
            plain(&draft.ja).as_str(),
            "\t",
            plain(&draft.en).as_str(),
            "\n",
        ] {
            self.texts.push_str(text);
        }
        Ok(Cell {
            name,
            kind,
            occurs: draft.occurs,
            max_length: draft.max_length,
            texts,
            inside: self.block(&draft.elements)?,
        })
    }

    fn name(&mut self, name: &str) -> Result<u16, Problem> {
        if !is_wire_name(name) {
            return Err(unusable("a name that is none", "要素名が正しくありません"));
        }
        if let Some(known) = DICTIONARY.number(name) {
            return Ok(known);
        }
        let own = self.names.iter().position(|known| known == name);
        let own = own.unwrap_or_else(|| {
            self.names.push(name.into());
            self.names.len().saturating_sub(1)
        });
        number(DICTIONARY.names.len().saturating_add(own))
    }

    fn table(&self, id: &str) -> Result<u8, Problem> {
        let known = codes::tables().iter();
        let found = known.chain(&self.tables).position(|table| table.id() == id);
        let found = found.and_then(|number| u8::try_from(number).ok());
        found.ok_or_else(|| unusable("a code table that is not there", "コード表がありません"))
    }
}

fn number(count: usize) -> Result<u16, Problem> {
    u16::try_from(count).map_err(|_| unusable("too many elements", "要素が多すぎます"))
}

#[cfg(test)]
mod tests;
