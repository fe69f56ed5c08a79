//! Writing a tree as JSON.

use crate::answer::Format as _;
use crate::json::Json;
use crate::message::layout::{ElementLayout, Kind, Occurs};
use crate::message::{Content, Element};
use crate::order::alike;
use alloc::string::String;
use alloc::vec::Vec;

/// The whole message.
pub(in crate::message) fn write(root: &Element, layouts: &[ElementLayout]) -> String {
    let mut json = Json::default();
    json.record();
    json.field("XmlMsg");
    value(root, Kind::Group, layouts, &mut json);
    json.end_record();
    json.into_text()
}

/// What one element holds.
fn value(element: &Element, kind: Kind, layouts: &[ElementLayout], json: &mut Json) {
    let children = match &element.content {
        Content::Text(text) => return json.text(text),
        Content::Children(children) => children,
    };
    if kind == Kind::List {
        json.list(children.len());
        for element in children {
            json.item();
            json.record();
            json.field(&element.name);
            child(element, layouts, json);
            json.end_record();
        }
        return json.end_list();
    }
    let names: Vec<_> = children.iter().map(|child| child.name.as_str()).collect();
    json.record();
    for places in alike(&names) {
        let mut alike = places.iter().filter_map(|place| children.get(*place));
        let Some(first) = alike.next() else { continue };
        json.field(&first.name);
        let repeats = layout_of(first, layouts).is_some_and(|it| it.occurs == Occurs::Many);
        if !repeats && places.len() == 1 {
            child(first, layouts, json);
            continue;
        }
        json.list(places.len());
        for element in core::iter::once(first).chain(alike) {
            json.item();
            child(element, layouts, json);
        }
        json.end_list();
    }
    json.end_record();
}

/// What an element among others holds.
fn child(element: &Element, layouts: &[ElementLayout], json: &mut Json) {
    match layout_of(element, layouts) {
        Some(layout) => value(element, layout.kind, layout.elements, json),
        None => value(element, Kind::Text, &[], json),
    }
}

fn layout_of<'a>(element: &Element, layouts: &'a [ElementLayout]) -> Option<&'a ElementLayout> {
    layouts.iter().find(|layout| layout.name() == element.name)
}
