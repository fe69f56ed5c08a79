//! Writing a tree as JSON.

use crate::message::layout::{ElementLayout, Kind, Occurs};
use crate::message::{Content, Element};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// The whole message.
pub(in crate::message) fn write(root: &Element, layouts: &[ElementLayout]) -> Box<RawValue> {
    let root = Value {
        element: root,
        kind: Kind::Group,
        layouts,
    };
    // Strings, maps with string keys and arrays always serialize.
    to_raw_value(&Named("XmlMsg", root)).unwrap_or_default()
}

/// An object with one member.
struct Named<'a>(&'a str, Value<'a>);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

/// What one element holds.
struct Value<'a> {
    element: &'a Element,
    kind: Kind,
    layouts: &'a [ElementLayout],
}

impl<'a> Value<'a> {
    /// A child, and whether the layout lets it repeat.
    fn child(&self, child: &'a Element) -> (Self, bool) {
        let layout = self.layouts.iter().find(|layout| layout.name == child.name);
        let value = Self {
            element: child,
            kind: layout.map_or(Kind::Text, |layout| layout.kind),
            layouts: layout.map_or(&[], |layout| layout.elements),
        };
        (
            value,
            layout.is_some_and(|layout| layout.occurs == Occurs::Many),
        )
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let children = match &self.element.content {
            Content::Text(text) => return serializer.serialize_str(text),
            Content::Children(children) => children,
        };
        if self.kind == Kind::List {
            let items = children
                .iter()
                .map(|child| Named(&child.name, self.child(child).0));
            return serializer.collect_seq(items);
        }
        let mut names = Vec::new();
        let mut by_name: BTreeMap<&str, (Vec<Self>, bool)> = BTreeMap::new();
        for child in children {
            let (value, repeats) = self.child(child);
            let (values, is_array) = by_name.entry(&child.name).or_insert_with(|| {
                names.push(child.name.as_str());
                (Vec::new(), repeats)
            });
            *is_array |= !values.is_empty();
            values.push(value);
        }
        let mut map = serializer.serialize_map(Some(names.len()))?;
        for name in names {
            match by_name.get(name) {
                Some((values, true)) => map.serialize_entry(name, values)?,
                Some((values, false)) => map.serialize_entry(name, &values.first())?,
                None => {}
            }
        }
        map.end()
    }
}
