//! A message held against its layout: what is unknown, missing, repeated or not of
//! the form it should have. Nothing is changed or refused here; reading notes what
//! is found, building makes errors of it.

mod value;

use super::layout::{ElementLayout, Occurs};
use super::limits::{Limits, as_usize};
use super::path::{Path, numbered};
use super::xml::{TEXT_BETWEEN, is_space};
use super::{Content, Element};
use crate::problem::{Code, Problem};
use alloc::string::ToString;
use alloc::vec::Vec;
pub use value::{TOO_LONG, UNKNOWN_CODE, WRONG_FORM};

/// An element the layout does not have. It is kept, with all it holds.
pub const UNKNOWN_ELEMENT: Code = code!(
    "message.unknown-element",
    "the layout has no such element here",
    "レイアウトにない要素です",
);

/// An element the layout requires, absent or empty.
pub const MISSING_ELEMENT: Code = code!(
    "message.missing-element",
    "{} is missing",
    "必須の{}がありません",
);

/// An element more often than the layout has it.
pub const REPEATED_ELEMENT: Code = code!(
    "message.repeated-element",
    "the element is repeated, but the layout has it once",
    "1つだけのはずの要素が繰り返されています",
);

/// Elements where the layout has text.
pub const ELEMENTS_FOR_TEXT: Code = code!(
    "message.elements-for-text",
    "elements where the layout has text",
    "文字列のはずの要素の中に要素があります",
);

/// Text where the layout has elements.
pub const TEXT_FOR_ELEMENTS: Code = code!(
    "message.text-for-elements",
    "text where the layout has elements",
    "要素が入るはずの場所に文字列があります",
);

/// Text between elements. It is kept as an element named `#text`.
pub const TEXT_BETWEEN_ELEMENTS: Code = code!(
    "message.text-between-elements",
    "text between elements",
    "要素と要素の間に文字列があります",
);

/// Attributes, which messages are not known to have. They are not kept.
pub const ATTRIBUTES: Code = code!(
    "message.attributes",
    "the element has attributes, which were left out",
    "要素に属性が付いています(属性は読み込みません)",
);

/// More notes than [`Limits::notes`].
pub const MORE_NOTES: Code = code!(
    "message.more-notes",
    "there is more to note than the limit of {}; the rest is not listed",
    "注意事項が上限の{}件を超えたため、以降は省略しました",
);

/// Notes, up to their limit.
pub(super) struct Notes {
    list: Vec<Problem>,
    limit: u32,
}

impl Notes {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            list: Vec::new(),
            limit: limits.notes,
        }
    }

    pub(super) fn push(&mut self, note: Problem) {
        let limit = as_usize(self.limit);
        if self.list.len() < limit {
            self.list.push(note);
        } else if self.list.len() == limit {
            let limit = self.limit.to_string();
            self.list
                .push(Problem::note(MORE_NOTES).detail(&limit, &limit));
        }
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.list
    }
}

/// Makes groups without anything in them groups: XML writes them like empty texts.
pub(super) fn settle(element: &mut Element, layouts: &'static [ElementLayout]) {
    if let Content::Text(text) = &mut element.content
        && text.chars().all(is_space)
    {
        element.content = Content::Children(Vec::new());
    }
    let Content::Children(children) = &mut element.content else {
        return;
    };
    for child in children {
        let layout = layouts.iter().find(|layout| layout.name() == child.name);
        if let Some(layout) = layout.filter(|layout| layout.kind.holds_elements()) {
            settle(child, layout.elements);
        }
    }
}

/// Holds a whole message against the elements of its interface; without any, only
/// what every message has in common is looked at.
pub(super) fn message(
    root: &Element,
    layouts: &'static [ElementLayout],
    with_attributes: &[(u32, u32)],
    notes: &mut Notes,
) {
    let mut check = Check {
        path: Path::default(),
        with_attributes,
        notes,
    };
    check.attributes(root);
    check.children(root, (!layouts.is_empty()).then_some(layouts));
}

struct Check<'a> {
    path: Path,
    /// In the order of the message.
    with_attributes: &'a [(u32, u32)],
    notes: &'a mut Notes,
}

impl Check<'_> {
    fn note(&mut self, problem: Problem, element: &Element) {
        let place = self.path.place(element.position);
        self.notes.push(problem.at(place));
    }

    fn attributes(&mut self, element: &Element) {
        if element
            .position
            .is_some_and(|position| self.with_attributes.binary_search(&position).is_ok())
        {
            self.note(Problem::note(ATTRIBUTES), element);
        }
    }

    /// Without layouts, inside what is unknown, only the XML itself is looked at.
    fn children(&mut self, parent: &Element, layouts: Option<&'static [ElementLayout]>) {
        for (child, nth) in numbered(parent.children()) {
            if child.name == TEXT_BETWEEN {
                self.note(Problem::warning(TEXT_BETWEEN_ELEMENTS), parent);
                continue;
            }
            let before = self.path.enter(&child.name, nth);
            self.attributes(child);
            let layout =
                layouts.map(|layouts| layouts.iter().find(|layout| layout.name() == child.name));
            match layout {
                Some(Some(layout)) => self.element(child, nth, layout),
                Some(None) => {
                    self.note(Problem::note(UNKNOWN_ELEMENT), child);
                    self.children(child, None);
                }
                None => self.children(child, None),
            }
            self.path.leave(before);
        }
        for layout in layouts.unwrap_or_default() {
            self.presence(parent, layout);
        }
    }

    fn element(&mut self, element: &Element, nth: Option<u32>, layout: &'static ElementLayout) {
        if layout.occurs != Occurs::Many && nth.is_some_and(|nth| nth > 1) {
            self.note(Problem::warning(REPEATED_ELEMENT), element);
        }
        match (&element.content, layout.kind.holds_elements()) {
            (Content::Children(_), true) => self.children(element, Some(layout.elements)),
            (Content::Children(_), false) => {
                self.note(Problem::warning(ELEMENTS_FOR_TEXT), element);
                self.children(element, None);
            }
            (Content::Text(_), true) => self.note(Problem::warning(TEXT_FOR_ELEMENTS), element),
            (Content::Text(text), false) => {
                for problem in value::problems(text, layout) {
                    self.note(problem, element);
                }
            }
        }
    }

    fn presence(&mut self, parent: &Element, layout: &'static ElementLayout) {
        let is_there = |child: &Element| {
            matches!(&child.content, Content::Children(_)) || child.as_text() != Some("")
        };
        if layout.occurs == Occurs::One && !parent.children_named(layout.name()).any(is_there) {
            let before = self.path.enter(layout.name(), None);
            let problem = Problem::warning(MISSING_ELEMENT).detail(layout.name(), layout.ja());
            self.note(problem, parent);
            self.path.leave(before);
        }
    }
}
