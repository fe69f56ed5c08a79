//! Reads and checks the data files of `layouts/` and writes them as Rust tables.
//! The format is documented in `layouts/README.md`.

use core::fmt::{Display, Write};
use format::{
    Code, Codes, Element, Entry, Groups, Include, Interface, Interfaces, Layout, Length, Mark,
    Provenance, Recognize,
};
use onshi_wire::Slots;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

mod format;

/// The data files, by name, as text.
pub(crate) struct Files {
    pub(crate) interfaces: String,
    pub(crate) codes: String,
    pub(crate) groups: String,
    /// File name without `.json`, and text.
    pub(crate) layouts: Vec<(String, String)>,
}

impl Files {
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        let text = |name: &str| fs::read_to_string(folder.join(name));
        let mut layouts = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let shared = ["interfaces", "codes", "groups"].contains(&name.as_str());
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
                && !shared
            {
                layouts.push((name, fs::read_to_string(&path)?));
            }
        }
        layouts.sort();
        Ok(Self {
            interfaces: text("interfaces.json")?,
            codes: text("codes.json")?,
            groups: text("groups.json")?,
            layouts,
        })
    }
}

/// The Rust source of all tables: a tuple of interfaces and code tables.
///
/// # Errors
/// What is wrong, beginning with the file and the path in it.
pub(crate) fn tables(files: &Files) -> Result<String, String> {
    let interfaces: Interfaces = parse("interfaces.json", &files.interfaces)?;
    let codes: Codes = parse("codes.json", &files.codes)?;
    let groups: Groups = parse("groups.json", &files.groups)?;
    let mut layouts = Vec::new();
    for (name, text) in &files.layouts {
        let file = format!("{name}.json");
        let layout: Layout = parse(&file, text)?;
        require(
            layout.interface == *name,
            &file,
            "is not named after its interface",
        )?;
        require(
            interfaces.interfaces.iter().any(|known| known.id == *name),
            &file,
            "its interface is not in interfaces.json",
        )?;
        layouts.push((file, layout));
    }
    check_interfaces(&interfaces)?;
    let mut writer = Writer {
        codes: &codes,
        groups: &groups,
        names: Vec::new(),
        texts: String::new(),
        places: BTreeMap::new(),
        cells: Vec::new(),
        blocks: BTreeMap::new(),
    };
    let mut known = String::new();
    for interface in &interfaces.interfaces {
        let layout = layouts
            .iter()
            .find(|(_, layout)| layout.interface == interface.id);
        known.push_str(&writer.interface(interface, layout)?);
    }
    let count = interfaces.interfaces.len();
    let tables = codes.tables.len();
    let mut source = format!("static INTERFACES: [Interface; {count}] = [\n{known}];\n");
    let code_tables = writer.code_tables()?;
    let _ = write!(
        source,
        "pub(super) static CODES: [Table; {tables}] = [\n{code_tables}];\n"
    );
    writer.rest(&mut source);
    Ok(source)
}

fn parse<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("layouts/{file}: {error}"))
}

fn require(holds: bool, place: &str, otherwise: impl Display) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(format!("layouts/{place}: {otherwise}"))
    }
}

fn sourced(provenance: &Provenance, place: &str) -> Result<(), String> {
    let Provenance { from, mark } = provenance;
    let from_memory = matches!(mark, Mark::M);
    require(
        from_memory || !from.is_empty(),
        place,
        "provenance names no source",
    )
}

fn named(ja: &str, en: &str, place: &str) -> Result<(), String> {
    require(
        !ja.is_empty() && !en.is_empty(),
        place,
        "needs names in Japanese and English",
    )?;
    // The tables keep several texts in one.
    let one_line = |text: &str| !text.contains(char::is_control);
    require(
        one_line(ja) && one_line(en),
        place,
        "a name is more than one line",
    )
}

fn unique<T: Ord + Display>(seen: &mut BTreeSet<T>, value: T, place: &str) -> Result<(), String> {
    let error = format!("layouts/{place}: {value} is there twice");
    if seen.insert(value) {
        Ok(())
    } else {
        Err(error)
    }
}

fn check_interfaces(interfaces: &Interfaces) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for interface in &interfaces.interfaces {
        let place = format!("interfaces.json {}", interface.id);
        named(&interface.ja, &interface.en, &place)?;
        sourced(&interface.provenance, &place)?;
        let known = ["request", "result"].contains(&interface.direction.as_str());
        require(known, &place, "direction is neither request nor result")?;
        unique(&mut seen, interface.id.clone(), &place)?;
        if let Some(alias) = &interface.alias {
            unique(&mut seen, alias.clone(), &place)?;
        }
        if let Some(prefix) = &interface.prefix {
            unique(
                &mut seen,
                format!("{prefix} {}", interface.direction),
                &place,
            )?;
        }
    }
    Ok(())
}

struct Writer<'a> {
    codes: &'a Codes,
    groups: &'a Groups,
    /// The dictionary.
    names: Vec<String>,
    /// The names of elements in Japanese and English, a line each, and where each
    /// line begins.
    texts: String,
    places: BTreeMap<String, usize>,
    cells: Vec<String>,
    /// Where cells that are alike are already.
    blocks: BTreeMap<Vec<String>, usize>,
}

impl Writer<'_> {
    fn interface(
        &mut self,
        interface: &Interface,
        layout: Option<&(String, Layout)>,
    ) -> Result<String, String> {
        let mut top = "Block(0, 0)".to_owned();
        let mut recognize = Recognize::default();
        if let Some((file, layout)) = layout {
            sourced(&layout.provenance, file)?;
            let expanded = expand(self.groups, &layout.elements, file)?;
            let names: Vec<_> = expanded
                .iter()
                .map(|element| element.name.as_str())
                .collect();
            require(
                names == ["MessageHeader", "MessageBody"],
                file,
                "has MessageHeader and MessageBody at its top",
            )?;
            top = self.elements(&layout.elements, file)?;
            for path in &layout.recognize.any {
                self.find(&layout.elements, path, file)?;
            }
            recognize.any.clone_from(&layout.recognize.any);
            recognize.none.clone_from(&layout.recognize.none);
        }
        Ok(format!(
            "Interface {{ texts: Cow::Borrowed({:?}), direction: Direction::{}, any: &{:?}, \
             none: &{:?}, top: {top}, layout: Layout::own() }},\n",
            [
                &interface.id,
                interface.alias.as_deref().unwrap_or_default(),
                &interface.ja,
                &interface.en,
                interface.prefix.as_deref().unwrap_or_default(),
            ]
            .join("\n"),
            if interface.direction == "request" {
                "Request"
            } else {
                "Result"
            },
            recognize.any,
            recognize.none,
        ))
    }

    /// The dictionary, the cells and their texts.
    fn rest(&self, source: &mut String) {
        let Self {
            names,
            texts,
            cells,
            ..
        } = self;
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let slots = Slots::of(&names).0;
        let _ = write!(
            source,
            "/// Every name of the layouts.\n\
             pub(super) static DICTIONARY: Dictionary = Dictionary {{ names: &{names:?}, \
             slots: &{slots:?} }};\n\
             static TEXTS: &str = {texts:?};\n\
             static CELLS: [Cell; {}] = [\n{}];\n",
            cells.len(),
            cells.concat(),
        );
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

    fn block(&mut self, cells: Vec<String>) -> String {
        let count = cells.len();
        let next = self.cells.len();
        let first = *self.blocks.entry(cells.clone()).or_insert(next);
        if first == next {
            self.cells.extend(cells);
        }
        format!("Block({first}, {count})")
    }

    /// The block of these elements.
    fn elements(&mut self, entries: &[Entry], place: &str) -> Result<String, String> {
        let mut cells = Vec::new();
        let mut seen = BTreeSet::new();
        for element in expand(self.groups, entries, place)? {
            let place = format!("{place} {}", element.name);
            unique(&mut seen, element.name.clone(), &place)?;
            let wire_name = element
                .name
                .starts_with(|first: char| first.is_ascii_alphabetic())
                && element
                    .name
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric());
            require(wire_name, &place, "is no element name")?;
            named(&element.ja, &element.en, &place)?;
            if let Some(provenance) = &element.provenance {
                sourced(provenance, &place)?;
            }
            let label = element.label.as_deref();
            require(
                label.is_none_or(|label| label == "own"),
                &place,
                "label can only be own",
            )?;
            let occurs = match element.occurs.as_str() {
                "1" => "One",
                "0..1" => "Optional",
                "0..n" => "Many",
                other => {
                    return require(false, &place, format!("occurs {other}"))
                        .map(|()| String::new());
                }
            };
            let length = match &element.length {
                Some(Length { max, from, .. }) => {
                    require(
                        *max > 0 && !from.is_empty(),
                        &place,
                        "length without a number or a source",
                    )?;
                    *max
                }
                None => 0,
            };
            let inside = if element.elements.is_empty() {
                "Block(0, 0)".to_owned()
            } else {
                self.elements(&element.elements, &place)?
            };
            cells.push(format!(
                "Cell {{ name: {}, kind: {}, occurs: Occurs::{occurs}, max_length: {length}, \
                 texts: {}, inside: {inside} }},\n",
                self.name(&element.name),
                self.kind(element, &place)?,
                self.text(&element.ja, &element.en),
            ));
        }
        require(
            cells.len() <= 256,
            place,
            "has more than 256 elements inside",
        )?;
        Ok(self.block(cells))
    }

    fn kind(&self, element: &Element, place: &str) -> Result<String, String> {
        let holds_elements = ["group", "list"].contains(&element.kind.as_str());
        require(
            holds_elements != element.elements.is_empty(),
            place,
            "elements belong in a group or list, and only there",
        )?;
        require(
            element.table.is_some() == (element.kind == "code"),
            place,
            "a code, and nothing else, has a table",
        )?;
        Ok(match element.kind.as_str() {
            "group" => "Kind::Group".to_owned(),
            "list" => "Kind::List".to_owned(),
            "text" => "Kind::Text".to_owned(),
            "date" => "Kind::Date".to_owned(),
            "month" => "Kind::Month".to_owned(),
            "date-time" => "Kind::DateTime".to_owned(),
            "insurer-number" => "Kind::InsurerNumber".to_owned(),
            "institution-code" => "Kind::InstitutionCode".to_owned(),
            "branch-number" => "Kind::BranchNumber".to_owned(),
            "integer" => "Kind::Integer".to_owned(),
            "percent" => "Kind::Percent".to_owned(),
            "code" => {
                let table = element.table.as_deref().unwrap_or_default();
                let number = self
                    .codes
                    .tables
                    .iter()
                    .position(|known| known.table == table);
                let number = number
                    .ok_or_else(|| format!("layouts/{place}: no table {table} in codes.json"))?;
                format!("Kind::Code({number})")
            }
            other => return require(false, place, format!("type {other}")).map(|()| String::new()),
        })
    }

    fn find(&self, entries: &[Entry], path: &str, file: &str) -> Result<(), String> {
        let mut entries = entries;
        for name in path.split('/') {
            let expanded = expand(self.groups, entries, file)?;
            let found = expanded.into_iter().find(|element| element.name == name);
            let found = found.ok_or_else(|| {
                format!("layouts/{file}: recognize names {path}, which is not there")
            })?;
            entries = &found.elements;
        }
        Ok(())
    }

    fn code_tables(&self) -> Result<String, String> {
        let mut source = String::new();
        let mut seen = BTreeSet::new();
        for table in &self.codes.tables {
            let place = format!("codes.json {}", table.table);
            named(&table.ja, &table.en, &place)?;
            sourced(&table.provenance, &place)?;
            unique(&mut seen, table.table.clone(), &place)?;
            let mut codes = BTreeSet::new();
            let mut lines = vec![[&*table.table, &table.ja, &table.en].join("\t")];
            for Code {
                code,
                ja,
                en,
                given,
                variants,
                ..
            } in &table.codes
            {
                named(ja, en, &place)?;
                unique(&mut codes, format!("{code} {given:?}"), &place)?;
                let plain = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric());
                require(
                    plain(code) && given.as_deref().is_none_or(plain),
                    &place,
                    format!("{code:?} is no code"),
                )?;
                for variant in variants {
                    named(&variant.ja, &variant.en, &place)?;
                    require(
                        !variant.from.is_empty(),
                        &place,
                        "a variant names no source",
                    )?;
                }
                let given = given.as_deref().unwrap_or_default();
                lines.push([code, ja, en, given].join("\t"));
            }
            let _ = writeln!(source, "Table(Cow::Borrowed({:?})),", lines.join("\n"));
        }
        Ok(source)
    }
}

/// The elements with each `include` replaced by what it names.
fn expand<'e>(
    groups: &'e Groups,
    entries: &'e [Entry],
    place: &str,
) -> Result<Vec<&'e Element>, String> {
    let mut elements = Vec::new();
    for entry in entries {
        match entry {
            Entry::Element(element) => elements.push(element.as_ref()),
            Entry::Include(Include { include }) => {
                let group = groups.groups.iter().find(|group| group.group == *include);
                let group = group.ok_or_else(|| format!("layouts/{place}: no group {include}"))?;
                let place = format!("groups.json {include}");
                require(!group.purpose.is_empty(), &place, "says no purpose")?;
                sourced(&group.provenance, &place)?;
                for entry in &group.elements {
                    match entry {
                        Entry::Element(element) => elements.push(element.as_ref()),
                        Entry::Include(_) => {
                            return require(false, &place, "includes a group").map(|()| elements);
                        }
                    }
                }
            }
        }
    }
    Ok(elements)
}
