//! The layout table as Rust source: what the core carries of it.

use core::fmt::Write as _;
use onshi_layouts::{Direction, Element, Interface, Kind, Layouts, Occurs, Recognize, Table};
use onshi_wire::Slots;
use std::collections::BTreeMap;

/// The statics of the interfaces, the code tables, the dictionary and the elements.
/// Interfaces of which not even the direction is known are documented only.
pub(crate) fn tables(layouts: &Layouts) -> String {
    let mut tables = Tables {
        layouts,
        names: Vec::new(),
        texts: String::new(),
        places: BTreeMap::new(),
        cells: Vec::new(),
        cell_names: Vec::new(),
        blocks: BTreeMap::new(),
    };
    let known = layouts.interfaces.iter();
    let interfaces: Vec<_> = known
        .filter_map(|known| Some(tables.interface(known, known.direction?)))
        .collect();
    let codes: Vec<_> = layouts.tables.iter().map(code_table).collect();
    let names: Vec<_> = tables.names.iter().map(String::as_str).collect();
    let slots = Slots::of(&names).0;
    let mut source = String::new();
    let mut array = |name, kind, items: &[String]| {
        let (count, items) = (items.len(), items.concat());
        let _ = writeln!(source, "static {name}: [{kind}; {count}] = [\n{items}];");
    };
    array("INTERFACES", "Interface", &interfaces);
    array("NAMES", "u16", &tables.cell_names);
    array("CELLS", "Cell", &tables.cells);
    array("CODES", "Table", &codes);
    let _ = writeln!(
        source,
        "static TEXTS: &str = {:?};\n\
         /// Every name of the layouts.\n\
         pub(super) static DICTIONARY: Dictionary = Dictionary {{ names: &{names:?}, slots: &{slots:?} }};",
        tables.texts,
    );
    source.replace("static CODES", "pub(super) static CODES")
}

struct Tables<'a> {
    layouts: &'a Layouts,
    /// The dictionary.
    names: Vec<String>,
    /// The names of elements in Japanese and English, a line each, and where each
    /// line begins.
    texts: String,
    places: BTreeMap<String, usize>,
    cells: Vec<String>,
    /// The number of each cell's name.
    cell_names: Vec<String>,
    /// Where cells that are alike are already.
    blocks: BTreeMap<Vec<String>, usize>,
}

impl Tables<'_> {
    fn interface(&mut self, interface: &Interface, direction: Direction) -> String {
        let layout = interface.layout.as_ref();
        let Recognize { all, any, none } = layout
            .map(|layout| layout.recognize.clone())
            .unwrap_or_default();
        let texts = [
            interface.prefix.as_deref().unwrap_or_default(),
            &interface.id,
            interface.alias.as_deref().unwrap_or_default(),
            &interface.ja,
            &interface.en,
        ];
        let top = self.block(layout.map_or(&[][..], |layout| &layout.elements));
        format!(
            "Interface {{ texts: Cow::Borrowed({:?}), direction: Direction::{direction:?}, \
             all: &{all:?}, any: &{any:?}, none: &{none:?}, top: {top}, layout: Cow::Borrowed(&OWN) }},\n",
            texts.join("\n"),
        )
    }

    /// Elements side by side; those that are alike, only once.
    fn block(&mut self, elements: &[Element]) -> String {
        let count = elements.len();
        assert!(count <= 256, "more than 256 elements inside one");
        let cells: Vec<_> = elements.iter().map(|element| self.cell(element)).collect();
        let next = self.cells.len();
        let first = *self.blocks.entry(cells.clone()).or_insert(next);
        if first == next {
            let names = elements.iter().map(|element| self.name(&element.name));
            let names: Vec<_> = names.map(|name| format!("{name}, ")).collect();
            self.cell_names.extend(names);
            self.cells.extend(cells);
        }
        format!("Block({first}, {count})")
    }

    fn cell(&mut self, element: &Element) -> String {
        let kind = match &element.kind {
            Kind::Code(id) => {
                let known = self.layouts.tables.iter().position(|table| table.id == *id);
                format!("Code({})", known.expect("the table is there"))
            }
            other => format!("{other:?}"),
        };
        let occurs = match element.occurs {
            Occurs::One => "One",
            Occurs::Optional => "Optional",
            Occurs::Many => "Many",
        };
        format!(
            "Cell {{ name: {}, kind: Kind::{kind}, occurs: Occurs::{occurs}, max_length: {}, \
             texts: {}, inside: {} }},\n",
            self.name(&element.name),
            element.length.as_ref().map_or(0, |length| length.max),
            self.text(&element.ja, &element.en),
            self.block(&element.elements),
        )
    }

    fn name(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    fn text(&mut self, ja: &str, en: &str) -> usize {
        let line = format!("{ja}\t{en}\n");
        let next = self.texts.len();
        let place = *self.places.entry(line.clone()).or_insert(next);
        if place == next {
            self.texts.push_str(&line);
        }
        place
    }
}

fn code_table(table: &Table) -> String {
    let mut lines = vec![[&*table.id, &table.ja, &table.en].join("\t")];
    for code in &table.codes {
        let given = code.given.as_deref().unwrap_or_default();
        lines.push([&*code.code, &code.ja, &code.en, given].join("\t"));
    }
    format!("Table(Cow::Borrowed({:?})),\n", lines.join("\n"))
}
