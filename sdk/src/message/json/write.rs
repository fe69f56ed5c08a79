//! Writing a tree as JSON.

use crate::message::layout::{ElementLayout, Kind, Occurs};
use crate::message::{Content, Element};
use crate::order::alike;
use alloc::boxed::Box;
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

/// Elements of one name.
struct Items<'a>(&'a [(Value<'a>, bool)]);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(value, _)| value))
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
        let layout = self
            .layouts
            .iter()
            .find(|layout| layout.name() == child.name);
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
        let names: Vec<_> = children.iter().map(|child| child.name.as_str()).collect();
        let groups = alike(&names);
        let mut map = serializer.serialize_map(Some(groups.len()))?;
        for places in groups {
            let alike = places.iter().filter_map(|place| children.get(*place));
            let values: Vec<_> = alike.map(|child| self.child(child)).collect();
            match &values[..] {
                [] => {}
                [(value, false)] => map.serialize_entry(&value.element.name, value)?,
                [(first, _), ..] => map.serialize_entry(&first.element.name, &Items(&values))?,
            }
        }
        map.end()
    }
}
