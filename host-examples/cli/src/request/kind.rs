//! Which interface a KIND is, and which elements it has.

use onshi_layouts::{Direction, Interface, Layouts};
use serde_json::Value;

/// An interface to be built.
pub(super) struct Kind {
    /// Its number, or the word itself where nobody knows it: the core says so.
    pub(super) id: String,
    /// Whether it is a request; a simulator builds results too.
    pub(super) is_request: bool,
    /// The paths of its elements, in the specification's order.
    pub(super) paths: Vec<String>,
}

impl Kind {
    /// By number (`OQS-IF-005`), name (`bulk-eligibility-request`, `bulk-eligibility`)
    /// or the beginning of its files (`OQSmuquc01`, `OQSmuquc01req`); layouts of the
    /// caller's own come first.
    pub(super) fn called(word: &str, own: &[Value]) -> Self {
        let layouts = Layouts::embedded();
        let known = known(&layouts, word);
        let id = known.map_or(word, |known| known.id.as_str());
        let text = |layout: &Value, name: &str| layout[name].as_str().map(ToOwned::to_owned);
        let is_own = |layout: &&Value| {
            let (number, prefix) = (text(layout, "interface"), text(layout, "prefix"));
            number.as_deref() == Some(id) || prefix.is_some_and(|it| starts(&it, word).is_some())
        };
        if let Some(layout) = own.iter().find(is_own) {
            let id = text(layout, "interface").unwrap_or_default();
            let direction = layouts.interface(&id).and_then(|known| known.direction);
            let mut paths = Vec::new();
            collect(&layout["elements"], "", &mut paths);
            return Self {
                id,
                is_request: text(layout, "direction").map_or_else(
                    || direction == Some(Direction::Request),
                    |own| own == "request",
                ),
                paths,
            };
        }
        let layout = known.and_then(|known| known.layout.as_ref());
        let walk = layout.map(onshi_layouts::Layout::walk).unwrap_or_default();
        Self {
            id: id.to_owned(),
            is_request: known.and_then(|known| known.direction) == Some(Direction::Request),
            paths: walk.into_iter().map(|(path, _)| path).collect(),
        }
    }
}

fn known<'l>(layouts: &'l Layouts, word: &str) -> Option<&'l Interface> {
    let by_prefix = || {
        let mut all = layouts.interfaces.iter();
        all.find(|it| {
            let direction = it.prefix.as_deref().and_then(|prefix| starts(prefix, word));
            direction.is_some() && it.direction == direction
        })
    };
    layouts
        .interface(word)
        .or_else(|| layouts.interface(&format!("{word}-request")))
        .or_else(by_prefix)
}

/// Which way a file goes whose name begins with a word, if that is this prefix.
fn starts(prefix: &str, word: &str) -> Option<Direction> {
    match word.strip_prefix(prefix)? {
        "" | "req" => Some(Direction::Request),
        "res" => Some(Direction::Result),
        _ => None,
    }
}

/// The paths of a layout file's elements.
fn collect(elements: &Value, above: &str, paths: &mut Vec<String>) {
    for element in elements.as_array().into_iter().flatten() {
        let name = element["name"].as_str().unwrap_or_default();
        let path = match above {
            "" => name.to_owned(),
            _ => format!("{above}/{name}"),
        };
        paths.push(path.clone());
        collect(&element["elements"], &path, paths);
    }
}
