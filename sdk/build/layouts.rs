//! The layout table as Rust source: what the core carries of it.

use core::fmt::Write as _;
use onshi_layouts::{Direction, Element, Interface, Kind, Layouts, Occurs, Recognize, Table};

/// A tuple of the interfaces and the code tables. Interfaces of which not even the
/// direction is known are documented only.
pub(crate) fn tables(layouts: &Layouts) -> String {
    let mut source = String::from("(&[\n");
    for known in &layouts.interfaces {
        if let Some(direction) = known.direction {
            source.push_str(&interface(known, direction));
        }
    }
    source.push_str("], &[\n");
    for table in &layouts.tables {
        let _ = writeln!(source, "Table({:?}),", code_table(table));
    }
    source.push_str("])\n");
    source
}

fn interface(interface: &Interface, direction: Direction) -> String {
    let layout = interface.layout.as_ref();
    let Recognize { all, any, none } = layout
        .map(|layout| layout.recognize.clone())
        .unwrap_or_default();
    let texts = [
        &interface.id,
        interface.alias.as_deref().unwrap_or_default(),
        &interface.ja,
        &interface.en,
        interface.prefix.as_deref().unwrap_or_default(),
    ];
    let inside = layout.map_or(&[][..], |layout| &layout.elements);
    format!(
        "Interface {{ texts: {:?}, direction: Direction::{direction:?}, all: &{all:?}, \
         any: &{any:?}, none: &{none:?}, elements: &[{}] }},\n",
        texts.join("\n"),
        elements(inside),
    )
}

fn elements(elements: &[Element]) -> String {
    elements.iter().map(element).collect()
}

fn element(element: &Element) -> String {
    let kind = match &element.kind {
        Kind::Code(table) => format!("Code({table:?})"),
        other => format!("{other:?}"),
    };
    let occurs = match element.occurs {
        Occurs::One => "One",
        Occurs::Optional => "Optional",
        Occurs::Many => "Many",
    };
    format!(
        "ElementLayout {{ texts: {:?}, kind: Kind::{kind}, occurs: Occurs::{occurs}, \
         max_length: {:?}, elements: &[{}] }},\n",
        [&*element.name, &element.ja, &element.en].join("\n"),
        element.length.as_ref().map(|length| length.max),
        elements(&element.elements),
    )
}

fn code_table(table: &Table) -> String {
    let mut lines = vec![[&*table.id, &table.ja, &table.en].join("\t")];
    for code in &table.codes {
        let given = code.given.as_deref().unwrap_or_default();
        lines.push([&*code.code, &code.ja, &code.en, given].join("\t"));
    }
    lines.join("\n")
}
