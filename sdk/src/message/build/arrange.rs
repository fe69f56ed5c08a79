//! Content brought into the form of the wire.

use super::IDENTIFIER;
use crate::identifier::{InsurerNumber, Padding};
use crate::message::layout::{DICTIONARY, Elements, Kind};
use crate::message::{Element, Tree};
use onshi_wire::Builder;

/// The specification's order, also of problems, whatever the caller's was; and
/// 保険者番号 padded; the identifier put where the header has its own.
pub(super) fn arranged(
    tree: &Tree,
    layout: Elements<'_>,
    padding: Padding,
    identifier: Option<&str>,
) -> Tree {
    let mut arranging = Arranging {
        builder: Builder::new(&DICTIONARY),
        padding,
        identifier,
    };
    let root = tree.root();
    arranging.builder.open(root.name());
    arranging.inside(root, layout);
    arranging.builder.close();
    arranging.builder.finish()
}

struct Arranging<'a> {
    builder: Builder,
    padding: Padding,
    /// Of a header that has none.
    identifier: Option<&'a str>,
}

impl Arranging<'_> {
    fn inside(&mut self, parent: Element<'_>, layout: Elements<'_>) {
        for known in layout.iter() {
            if let Some(identifier) = self.identifier
                && parent.name() == "MessageHeader"
                && known.name() == IDENTIFIER
            {
                self.builder.text(IDENTIFIER, identifier);
            }
            for child in parent.children_named(known.name()) {
                self.element(child, known.elements(), known.kind());
            }
        }
        let is_unknown = |child: &Element<'_>| layout.of_element(*child).is_none();
        for child in parent.children().filter(is_unknown) {
            self.element(child, Elements::NONE, Kind::Text);
        }
    }

    fn element(&mut self, element: Element<'_>, inside: Elements<'_>, kind: Kind) {
        let Some(text) = element.as_text() else {
            self.builder.open(element.name());
            self.inside(element, inside);
            return self.builder.close();
        };
        let number = match kind {
            Kind::InsurerNumber => InsurerNumber::read(text).ok(),
            _ => None,
        };
        match number {
            Some(number) => self
                .builder
                .text(element.name(), &number.to_wire(self.padding)),
            None => self.builder.text(element.name(), text),
        }
    }
}
