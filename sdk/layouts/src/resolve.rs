//! Data files in, the model out, or what is wrong with them.

use crate::files::Files;
use crate::format;
use crate::format::{Codes, Entry, Groups, Include, Interfaces, Sources};
use crate::model::{
    Code, Direction, Element, Interface, Kind, Layout, Layouts, Mark, Provenance, Recognize, Table,
};
use core::fmt;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is wrong with data files, beginning with the file and the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction(String);

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "layouts/{}", self.0)
    }
}

impl core::error::Error for Contradiction {}

impl Layouts {
    /// The files beside this crate.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they parse these same files.
    #[must_use]
    pub fn embedded() -> Self {
        Self::parse(&Files::embedded()).expect("the data files contradict themselves")
    }

    /// Reads and checks data files.
    ///
    /// # Errors
    /// A file that contradicts itself or another.
    pub fn parse(files: &Files) -> Result<Self, Contradiction> {
        let Interfaces { mut interfaces } = json("interfaces.json", &files.interfaces)?;
        let Codes { tables } = json("codes.json", &files.codes)?;
        let groups: Groups = json("groups.json", &files.groups)?;
        let Sources { sources } = json("sources.json", &files.sources)?;
        check_interfaces(&interfaces)?;
        check_tables(&tables)?;
        check_groups(&groups)?;
        let resolver = Resolver {
            tables: &tables,
            groups: &groups,
        };
        for (name, text) in &files.layouts {
            let file = format!("{name}.json");
            let layout: format::Layout = json(&file, text)?;
            require(
                layout.interface == *name,
                &file,
                "is not named after its interface",
            )?;
            let interface = interfaces.iter_mut().find(|known| known.id == *name);
            let Some(interface) = interface else {
                return wrong(&file, "its interface is not in interfaces.json");
            };
            require(
                interface.direction.is_some(),
                &file,
                "its interface has no direction",
            )?;
            interface.layout = Some(resolver.layout(layout, &file)?);
        }
        let layouts = Self {
            interfaces,
            tables,
            sources,
        };
        check_sources(&layouts)?;
        Ok(layouts)
    }
}

fn json<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, Contradiction> {
    serde_json::from_str(text).map_err(|error| Contradiction(format!("{file}: {error}")))
}

fn wrong<T>(place: &str, what: impl fmt::Display) -> Result<T, Contradiction> {
    Err(Contradiction(format!("{place}: {what}")))
}

fn require(holds: bool, place: &str, otherwise: impl fmt::Display) -> Result<(), Contradiction> {
    if holds {
        Ok(())
    } else {
        wrong(place, otherwise)
    }
}

fn sourced(provenance: &Provenance, place: &str) -> Result<(), Contradiction> {
    let Provenance { from, mark } = provenance;
    require(
        *mark == Mark::M || !from.is_empty(),
        place,
        "provenance names no source",
    )
}

fn named(ja: &str, en: &str, place: &str) -> Result<(), Contradiction> {
    require(
        !ja.is_empty() && !en.is_empty(),
        place,
        "needs names in Japanese and English",
    )?;
    // The core's tables keep several texts in one.
    let one_line = |text: &str| !text.contains(char::is_control);
    require(
        one_line(ja) && one_line(en),
        place,
        "a name is more than one line",
    )
}

fn unique<T: Ord + fmt::Display>(
    seen: &mut BTreeSet<T>,
    value: T,
    place: &str,
) -> Result<(), Contradiction> {
    let twice = format!("{value} is there twice");
    require(seen.insert(value), place, twice)
}

fn check_interfaces(interfaces: &[Interface]) -> Result<(), Contradiction> {
    let mut seen = BTreeSet::new();
    for interface in interfaces {
        let place = format!("interfaces.json {}", interface.id);
        named(&interface.ja, &interface.en, &place)?;
        sourced(&interface.provenance, &place)?;
        unique(&mut seen, interface.id.clone(), &place)?;
        if let Some(alias) = &interface.alias {
            unique(&mut seen, alias.clone(), &place)?;
        }
        if let Some(prefix) = &interface.prefix {
            let direction = match interface.direction {
                Some(Direction::Request) => "request",
                Some(Direction::Result) => "result",
                None => return wrong(&place, "has a prefix, but no direction"),
            };
            unique(&mut seen, format!("{prefix} {direction}"), &place)?;
        }
    }
    Ok(())
}

fn check_tables(tables: &[Table]) -> Result<(), Contradiction> {
    let mut seen = BTreeSet::new();
    for table in tables {
        let place = format!("codes.json {}", table.id);
        named(&table.ja, &table.en, &place)?;
        sourced(&table.provenance, &place)?;
        unique(&mut seen, table.id.clone(), &place)?;
        let mut codes = BTreeSet::new();
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
        }
    }
    Ok(())
}

/// That every key used is one of the list.
fn check_sources(layouts: &Layouts) -> Result<(), Contradiction> {
    let known = |key: &str| layouts.sources.iter().any(|source| source.key == key);
    let check = |from: &[String], place: &str| {
        let unknown = from
            .iter()
            .flat_map(|keys| keys.split('|'))
            .find(|key| !known(key));
        match unknown {
            Some(key) => wrong(place, format!("no source {key} in sources.json")),
            None => Ok(()),
        }
    };
    for interface in &layouts.interfaces {
        check(&interface.provenance.from, &interface.id)?;
        let Some(layout) = &interface.layout else {
            continue;
        };
        check(&layout.provenance.from, &interface.id)?;
        for (path, element) in layout.walk() {
            let place = format!("{} {path}", interface.id);
            check(&element.provenance.from, &place)?;
            let length = element.length.as_ref();
            check(length.map_or(&[], |length| &length.from), &place)?;
        }
    }
    for table in &layouts.tables {
        check(&table.provenance.from, &table.id)?;
        for variant in table.codes.iter().flat_map(|code| &code.variants) {
            check(&variant.from, &table.id)?;
        }
    }
    Ok(())
}

fn check_groups(groups: &Groups) -> Result<(), Contradiction> {
    let mut seen = BTreeSet::new();
    for group in &groups.groups {
        let place = format!("groups.json {}", group.group);
        unique(&mut seen, &group.group, &place)?;
        require(!group.purpose.is_empty(), &place, "says no purpose")?;
        sourced(&group.provenance, &place)?;
    }
    Ok(())
}

/// How deep elements and groups may be nested: enough for any message, and an end to one
/// group that includes itself.
const DEPTH: usize = 16;

struct Resolver<'a> {
    tables: &'a [Table],
    groups: &'a Groups,
}

impl Resolver<'_> {
    fn layout(&self, layout: format::Layout, file: &str) -> Result<Layout, Contradiction> {
        sourced(&layout.provenance, file)?;
        let elements = self.elements(&layout.elements, &layout.provenance, file, DEPTH)?;
        let names: Vec<_> = elements.iter().map(|element| &*element.name).collect();
        require(
            names == ["MessageHeader", "MessageBody"],
            file,
            "has MessageHeader and MessageBody at its top",
        )?;
        let Recognize { all, any, .. } = &layout.recognize;
        for path in all.iter().chain(any) {
            let missing = format!("recognize names {path}, which is not there");
            require(has(&elements, path), file, missing)?;
        }
        require(
            all.is_empty() || !any.is_empty(),
            file,
            "recognize has all, but nothing in any",
        )?;
        Ok(Layout {
            provenance: layout.provenance,
            recognize: layout.recognize,
            note: layout.note,
            elements,
        })
    }

    /// The elements with each `include` replaced by what it names.
    fn elements(
        &self,
        entries: &[Entry],
        provenance: &Provenance,
        place: &str,
        depth: usize,
    ) -> Result<Vec<Element>, Contradiction> {
        let Some(depth) = depth.checked_sub(1) else {
            return wrong(place, "is nested too deep, or includes itself");
        };
        let mut elements = Vec::new();
        for entry in entries {
            match entry {
                Entry::Element(element) => {
                    elements.push(self.element(element, provenance, place, depth)?);
                }
                Entry::Include(Include {
                    include,
                    provenance: here,
                }) => {
                    let group = self.groups.groups.iter().find(|it| it.group == *include);
                    let Some(group) = group else {
                        return wrong(place, format!("no group {include}"));
                    };
                    let place = format!("groups.json {include}");
                    let mut inside =
                        self.elements(&group.elements, &group.provenance, &place, depth)?;
                    if let Some(here) = here {
                        sourced(here, &place)?;
                        stand_here(&mut inside, here);
                    }
                    elements.extend(inside);
                }
            }
        }
        let mut seen = BTreeSet::new();
        for element in &elements {
            unique(
                &mut seen,
                &element.name,
                &format!("{place} {}", element.name),
            )?;
        }
        Ok(elements)
    }

    fn element(
        &self,
        element: &format::Element,
        provenance: &Provenance,
        place: &str,
        depth: usize,
    ) -> Result<Element, Contradiction> {
        let place = format!("{place} {}", element.name);
        let name = &element.name;
        let wire_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric());
        require(wire_name, &place, "is no element name")?;
        named(&element.ja, &element.en, &place)?;
        if let Some(own) = &element.provenance {
            sourced(own, &place)?;
        }
        let label = element.label.as_deref();
        require(
            label.is_none_or(|label| label == "own"),
            &place,
            "label can only be own",
        )?;
        if let Some(length) = &element.length {
            require(
                length.max > 0 && !length.from.is_empty(),
                &place,
                "length without a number or a source",
            )?;
        }
        if let Some(since) = &element.since {
            let version = since.split('.').all(|part| part.parse::<u8>().is_ok());
            require(version, &place, "since is no version")?;
        }
        let kind = self.kind(element, &place)?;
        Ok(Element {
            elements: self.elements(&element.elements, provenance, &place, depth)?,
            name: name.clone(),
            ja: element.ja.clone(),
            own_label: label.is_some(),
            en: element.en.clone(),
            kind,
            occurs: element.occurs,
            length: element.length.clone(),
            since: element.since.clone(),
            provenance: element.provenance.as_ref().unwrap_or(provenance).clone(),
            note: element.note.clone(),
        })
    }

    fn kind(&self, element: &format::Element, place: &str) -> Result<Kind, Contradiction> {
        let kind = match (element.kind.as_str(), &element.table) {
            ("code", Some(table)) => {
                let known = self.tables.iter().any(|known| known.id == *table);
                require(known, place, format!("no table {table} in codes.json"))?;
                Kind::Code(table.clone())
            }
            ("code", None) | (_, Some(_)) => {
                return wrong(place, "a code, and nothing else, has a table");
            }
            ("group", None) => Kind::Group,
            ("list", None) => Kind::List,
            ("text", None) => Kind::Text,
            ("date", None) => Kind::Date,
            ("month", None) => Kind::Month,
            ("date-time", None) => Kind::DateTime,
            ("insurer-number", None) => Kind::InsurerNumber,
            ("institution-code", None) => Kind::InstitutionCode,
            ("branch-number", None) => Kind::BranchNumber,
            ("integer", None) => Kind::Integer,
            ("percent", None) => Kind::Percent,
            (other, None) => return wrong(place, format!("type {other}")),
        };
        require(
            kind.holds_elements() != element.elements.is_empty(),
            place,
            "elements belong in a group or list, and only there",
        )?;
        Ok(kind)
    }
}

/// Gives elements another provenance, with all that is in them.
fn stand_here(elements: &mut [Element], provenance: &Provenance) {
    for element in elements {
        element.provenance = provenance.clone();
        stand_here(&mut element.elements, provenance);
    }
}

fn has(elements: &[Element], path: &str) -> bool {
    let (name, rest) = path
        .split_once('/')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let found = elements.iter().find(|element| element.name == name);
    found.is_some_and(|found| rest.is_none_or(|rest| has(&found.elements, rest)))
}
