//! A message held against its layout: what is unknown, missing, repeated or not of
//! the form it should have. Nothing is changed or refused here; reading notes what
//! is found, building makes errors of it.

mod value;

use super::layout::{ElementLayout, Elements, Occurs, supplied};
use super::limits::{Limits, as_usize};
use super::path::{self, Trail};
use super::xml::is_space;
use super::{Element, Tree};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use onshi_wire::{Lines, TEXT_BETWEEN};
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

    /// Whether further notes are not listed any more.
    fn is_full(&self) -> bool {
        self.list.len() >= as_usize(self.limit)
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

/// Holds a whole message against its layout; without any, only what every message
/// has in common is looked at.
pub(super) fn message(tree: &Tree, layout: Elements<'_>, notes: &mut Notes) {
    let root = tree.root();
    let mut check = Check::new(tree, notes);
    check.inside(&Trail::top(root), (!layout.is_empty()).then_some(layout));
}

pub(super) struct Check<'c> {
    tree: &'c Tree,
    lines: Lines<'c>,
    notes: &'c mut Notes,
}

impl<'c> Check<'c> {
    pub(super) fn new(tree: &'c Tree, notes: &'c mut Notes) -> Self {
        let (source, start) = tree.source();
        Self {
            tree,
            lines: Lines::new(source, start),
            notes,
        }
    }

    fn note(&mut self, problem: Problem, trail: &Trail<'_, '_>) {
        // Where nothing more is listed, nobody asks for its place.
        if self.notes.is_full() {
            return self.notes.push(problem);
        }
        let place = self.place(trail.path(), trail.element());
        self.notes.push(problem.at(place));
    }

    fn place(&mut self, path: String, element: Element<'_>) -> Place {
        let position = element.offset().map(|offset| {
            let place = self.lines.place(offset);
            (place.line, place.column)
        });
        path::place(path, position)
    }

    /// An element of a layout, with all that is inside.
    pub(super) fn one(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) {
        match layouts {
            Some(layouts) => self.child(trail, layouts, &mut Seen::default()),
            None => self.inside(trail, None),
        }
    }

    /// An element and all that is inside. Without layouts, inside what is unknown,
    /// only the XML itself is looked at.
    fn inside(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) {
        let filled = self.among(trail, layouts);
        let Some(layouts) = layouts else {
            return;
        };
        for (place, layout) in layouts.iter().enumerate() {
            if layout.occurs() == Occurs::One && !filled.has(place) {
                self.missing(trail, layout);
            }
        }
    }

    /// The same, but for what is missing inside: which elements are there and hold
    /// something.
    pub(super) fn among(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) -> Places {
        let parent = trail.element();
        if self.tree.had_attributes(parent) {
            self.note(Problem::note(ATTRIBUTES), trail);
        }
        let mut seen = Seen::default();
        for child in parent.children() {
            if child.name() == TEXT_BETWEEN {
                self.note(Problem::warning(TEXT_BETWEEN_ELEMENTS), trail);
                continue;
            }
            let child = trail.down(child);
            match layouts {
                Some(layouts) => self.child(&child, layouts, &mut seen),
                None => self.inside(&child, None),
            }
        }
        seen.filled
    }

    fn child(&mut self, trail: &Trail<'_, '_>, layouts: Elements<'_>, seen: &mut Seen) {
        let Some((place, layout)) = layouts.of_element(trail.element()) else {
            self.note(Problem::note(UNKNOWN_ELEMENT), trail);
            return self.inside(trail, None);
        };
        if !seen.there.add(place) && layout.occurs() != Occurs::Many {
            self.note(Problem::warning(REPEATED_ELEMENT), trail);
        }
        if layout.kind().holds_elements() || trail.element().as_text() != Some("") {
            seen.filled.add(place);
        }
        self.element(trail, layout);
    }

    fn element(&mut self, trail: &Trail<'_, '_>, layout: ElementLayout<'_>) {
        let holds_elements = layout.kind().holds_elements();
        match trail.element().as_text() {
            None if holds_elements => self.inside(trail, Some(layout.elements())),
            None => {
                self.note(Problem::warning(ELEMENTS_FOR_TEXT), trail);
                self.inside(trail, None);
            }
            Some(text) if holds_elements && text.chars().all(is_space) => {
                self.inside(trail, Some(layout.elements()));
            }
            Some(text) => {
                self.inside(trail, None);
                if holds_elements {
                    self.note(Problem::warning(TEXT_FOR_ELEMENTS), trail);
                } else {
                    self.value(text, trail, layout);
                }
            }
        }
    }

    fn value(&mut self, text: &str, trail: &Trail<'_, '_>, layout: ElementLayout<'_>) {
        for problem in value::problems(text, layout).into_iter().flatten() {
            self.note(problem, trail);
        }
    }

    fn missing(&mut self, trail: &Trail<'_, '_>, layout: ElementLayout<'_>) {
        let problem = Problem::warning(MISSING_ELEMENT);
        if self.notes.is_full() {
            return self.notes.push(problem);
        }
        let place = self.place(trail.path_of(layout.name()), trail.element());
        let problem = problem.detail(layout.name(), layout.ja());
        self.notes.push(problem.at(place));
    }
}

/// Which elements of a layout were there, and which of these held something.
#[derive(Default)]
struct Seen {
    there: Places,
    filled: Places,
}

/// Some of the elements of a layout.
#[derive(Default)]
pub(super) struct Places([u64; supplied::MOST_INSIDE / 64]);

impl Places {
    fn word(place: usize) -> (usize, u64) {
        let bit = u32::try_from(place % 64).unwrap_or_default();
        (place / 64, 1_u64.wrapping_shl(bit))
    }

    fn has(&self, place: usize) -> bool {
        let (at, bit) = Self::word(place);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }

    /// Whether this one is new.
    fn add(&mut self, place: usize) -> bool {
        let (at, bit) = Self::word(place);
        let Some(word) = self.0.get_mut(at) else {
            return false;
        };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}
