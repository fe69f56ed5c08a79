//! Reads and checks the data files of `layouts/` and writes them as Rust tables.
//! The format is documented in `layouts/README.md`.

use core::fmt::{Display, Write};
use format::{
    Code, Codes, Element, Entry, Groups, Include, Interface, Interfaces, Layout, Length, Mark,
    Provenance, Recognize,
};
use serde::Deserialize;
use std::collections::BTreeSet;
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
    let writer = Writer {
        codes: &codes,
        groups: &groups,
    };
    let mut source = String::from("(&[\n");
    check_interfaces(&interfaces)?;
    for interface in &interfaces.interfaces {
        let Some(direction) = &interface.direction else {
            continue;
        };
        let layout = layouts
            .iter()
            .find(|(_, layout)| layout.interface == interface.id);
        source.push_str(&writer.interface(interface, direction, layout)?);
    }
    source.push_str("], &[\n");
    source.push_str(&writer.code_tables()?);
    source.push_str("])\n");
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
        let direction = interface.direction.as_deref();
        let known = direction.is_none_or(|word| ["request", "result"].contains(&word));
        require(known, &place, "direction is neither request nor result")?;
        require(
            direction.is_some() || interface.prefix.is_none() && interface.alias.is_none(),
            &place,
            "has a prefix or an alias, but no direction",
        )?;
        unique(&mut seen, interface.id.clone(), &place)?;
        if let Some(alias) = &interface.alias {
            unique(&mut seen, alias.clone(), &place)?;
        }
        if let Some(prefix) = &interface.prefix {
            unique(
                &mut seen,
                format!("{prefix} {}", direction.unwrap_or_default()),
                &place,
            )?;
        }
    }
    Ok(())
}

struct Writer<'a> {
    codes: &'a Codes,
    groups: &'a Groups,
}

impl Writer<'_> {
    fn interface(
        &self,
        interface: &Interface,
        direction: &str,
        layout: Option<&(String, Layout)>,
    ) -> Result<String, String> {
        let mut elements = String::new();
        let mut recognize = Recognize::default();
        if let Some((file, layout)) = layout {
            sourced(&layout.provenance, file)?;
            let expanded = self.expand(&layout.elements, file)?;
            let names: Vec<_> = expanded
                .iter()
                .map(|element| element.name.as_str())
                .collect();
            require(
                names == ["MessageHeader", "MessageBody"],
                file,
                "has MessageHeader and MessageBody at its top",
            )?;
            elements = self.elements(&layout.elements, file)?;
            let Recognize { all, any, none } = &layout.recognize;
            for path in all.iter().chain(any) {
                self.find(&layout.elements, path, file)?;
            }
            recognize = Recognize {
                all: all.clone(),
                any: any.clone(),
                none: none.clone(),
            };
        }
        Ok(format!(
            "Interface {{ texts: {:?}, direction: Direction::{}, all: &{:?}, any: &{:?}, none: &{:?}, \
             elements: &[{elements}] }},\n",
            [
                &interface.id,
                interface.alias.as_deref().unwrap_or_default(),
                &interface.ja,
                &interface.en,
                interface.prefix.as_deref().unwrap_or_default(),
            ]
            .join("\n"),
            if direction == "request" {
                "Request"
            } else {
                "Result"
            },
            recognize.all,
            recognize.any,
            recognize.none,
        ))
    }

    /// The elements with each `include` replaced by what it names.
    fn expand<'e>(&'e self, entries: &'e [Entry], place: &str) -> Result<Vec<&'e Element>, String> {
        let mut elements = Vec::new();
        for entry in entries {
            match entry {
                Entry::Element(element) => elements.push(element.as_ref()),
                Entry::Include(Include { include }) => {
                    let group = self
                        .groups
                        .groups
                        .iter()
                        .find(|group| group.group == *include);
                    let group =
                        group.ok_or_else(|| format!("layouts/{place}: no group {include}"))?;
                    let place = format!("groups.json {include}");
                    require(!group.purpose.is_empty(), &place, "says no purpose")?;
                    sourced(&group.provenance, &place)?;
                    for entry in &group.elements {
                        match entry {
                            Entry::Element(element) => elements.push(element.as_ref()),
                            Entry::Include(_) => {
                                return require(false, &place, "includes a group")
                                    .map(|()| elements);
                            }
                        }
                    }
                }
            }
        }
        Ok(elements)
    }

    fn elements(&self, entries: &[Entry], place: &str) -> Result<String, String> {
        let mut source = String::new();
        let mut seen = BTreeSet::new();
        for element in self.expand(entries, place)? {
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
                other => return require(false, &place, format!("occurs {other}")).map(|()| source),
            };
            let length = match &element.length {
                Some(Length { max, from, .. }) => {
                    require(
                        *max > 0 && !from.is_empty(),
                        &place,
                        "length without a number or a source",
                    )?;
                    format!("Some({max})")
                }
                None => "None".to_owned(),
            };
            let _ = writeln!(
                source,
                "ElementLayout {{ texts: {:?}, kind: {}, occurs: Occurs::{occurs}, \
                 max_length: {length}, elements: &[{}] }},",
                [&*element.name, &element.ja, &element.en].join("\n"),
                self.kind(element, &place)?,
                self.elements(&element.elements, &place)?,
            );
        }
        Ok(source)
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
                let known = self.codes.tables.iter().any(|known| known.table == table);
                require(known, place, format!("no table {table} in codes.json"))?;
                format!("Kind::Code({table:?})")
            }
            other => return require(false, place, format!("type {other}")).map(|()| String::new()),
        })
    }

    fn find(&self, entries: &[Entry], path: &str, file: &str) -> Result<(), String> {
        let mut entries = entries;
        for name in path.split('/') {
            let expanded = self.expand(entries, file)?;
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
            let _ = writeln!(source, "Table({:?}),", lines.join("\n"));
        }
        Ok(source)
    }
}
