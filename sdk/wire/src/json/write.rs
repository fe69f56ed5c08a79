//! Writing a tree as JSON.

use super::{push_name, push_text};
use crate::element::Element;
use crate::layout::{ElementLayout, Elements, Kind, Occurs};
use crate::order::alike;
use crate::tree::Tree;
use crate::xml::is_space;
use alloc::string::String;
use alloc::vec::Vec;

/// The whole message.
#[must_use]
pub fn write(tree: &Tree, layout: Elements<'_>) -> String {
    let (source, _) = tree.source();
    let mut json = String::with_capacity(source.len());
    json.push_str("{\"XmlMsg\":");
    value(tree.root(), Kind::Group, layout, &mut json);
    json.push('}');
    json
}

/// The header, or another element that holds elements.
#[must_use]
pub fn write_group(element: Element<'_>, inside: Elements<'_>) -> String {
    let mut json = String::new();
    value(element, Kind::Group, inside, &mut json);
    json
}

/// A part of a message, of which the header is written already.
#[must_use]
pub fn write_part(tree: &Tree, layout: Elements<'_>, header: &str) -> String {
    let (source, _) = tree.source();
    let mut json = String::with_capacity(source.len());
    json.push_str("{\"XmlMsg\":");
    let mut mark = "{";
    if !header.is_empty() {
        push_name(mark, "MessageHeader", &mut json);
        json.push_str(header);
        mark = ",";
    }
    for element in tree.root().children() {
        if element.name() != "MessageHeader" {
            name(mark, element, &mut json);
            // The body is a group even where nothing else is known of it.
            let inside = layout.named(element.name());
            let inside = inside.map_or(Elements::NONE, ElementLayout::elements);
            value(element, Kind::Group, inside, &mut json);
            mark = ",";
        }
    }
    if mark == "{" {
        json.push_str(mark);
    }
    json.push_str("}}");
    json
}

/// What one element holds.
fn value(element: Element<'_>, kind: Kind, inside: Elements<'_>, json: &mut String) {
    match (element.as_text(), kind) {
        (None, Kind::List) => list(element, inside, json),
        (None, _) => group(element, inside, json),
        (Some(text), Kind::List) if is_blank(text) => json.push_str("[]"),
        (Some(text), Kind::Group) if is_blank(text) => json.push_str("{}"),
        (Some(text), _) => push_text(text, json),
    }
}

/// XML writes elements without anything in them like empty texts.
fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

fn list(element: Element<'_>, inside: Elements<'_>, json: &mut String) {
    let mut mark = "[{";
    for element in element.children() {
        name(mark, element, json);
        child(element, layout_of(element, inside), json);
        json.push('}');
        mark = ",{";
    }
    json.push(']');
}

fn group(element: Element<'_>, inside: Elements<'_>, json: &mut String) {
    let mut mark = "{";
    if is_plain(element, inside) {
        let mut written = Numbers::default();
        for one in element.children() {
            if one.number().is_some_and(|number| !written.add(number)) {
                continue;
            }
            name(mark, one, json);
            mark = ",";
            let layout = layout_of(one, inside);
            if is_many(layout) {
                let alike = element
                    .children()
                    .skip_while(|other| other.index() < one.index());
                let alike = alike.filter(|other| other.number() == one.number());
                array(alike, layout, json);
            } else {
                child(one, layout, json);
            }
        }
    } else {
        let children: Vec<_> = element.children().collect();
        let names: Vec<_> = children.iter().map(|child| child.name()).collect();
        for places in alike(&names) {
            let alike = places
                .iter()
                .filter_map(|place| children.get(*place))
                .copied();
            let Some(first) = alike.clone().next() else {
                continue;
            };
            name(mark, first, json);
            mark = ",";
            let layout = layout_of(first, inside);
            if places.len() > 1 || is_many(layout) {
                array(alike, layout, json);
            } else {
                child(first, layout, json);
            }
        }
    }
    json.push('}');
}

/// Whether all names inside are the dictionary's first thousand, and repeat only where
/// they may.
fn is_plain(element: Element<'_>, inside: Elements<'_>) -> bool {
    let mut seen = Numbers::default();
    element.children().all(|child| {
        let number = child
            .number()
            .filter(|number| Numbers::has_room_for(*number));
        number.is_some_and(|number| seen.add(number) || is_many(layout_of(child, inside)))
    })
}

fn layout_of<'l>(element: Element<'_>, inside: Elements<'l>) -> Option<ElementLayout<'l>> {
    inside.of_element(element).map(|(_, layout)| layout)
}

fn is_many(layout: Option<ElementLayout<'_>>) -> bool {
    layout.is_some_and(|layout| layout.occurs() == Occurs::Many)
}

fn array<'a>(
    elements: impl Iterator<Item = Element<'a>>,
    layout: Option<ElementLayout<'_>>,
    json: &mut String,
) {
    let mut mark = "[";
    for element in elements {
        json.push_str(mark);
        mark = ",";
        child(element, layout, json);
    }
    json.push(']');
}

/// What an element among others holds.
fn child(element: Element<'_>, layout: Option<ElementLayout<'_>>, json: &mut String) {
    match layout {
        Some(layout) => value(element, layout.kind(), layout.elements(), json),
        None => value(element, Kind::Text, Elements::NONE, json),
    }
}

fn name(before: &str, element: Element<'_>, json: &mut String) {
    // Those of the dictionary are letters and digits alone.
    if element.number().is_some() {
        push_name(before, element.name(), json);
    } else {
        json.push_str(before);
        push_text(element.name(), json);
        json.push(':');
    }
}

/// Numbers of names, as many as any dictionary has.
#[derive(Default)]
struct Numbers([u64; 16]);

impl Numbers {
    fn has_room_for(number: u16) -> bool {
        number < 16 * 64
    }

    /// Whether this one is new.
    fn add(&mut self, number: u16) -> bool {
        let bit = 1_u64.wrapping_shl(number.into());
        let Some(word) = self.0.get_mut(usize::from(number / 64)) else {
            return false;
        };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}
