//! A message held against its layout: what is unknown, missing, repeated or not of
//! the form it should have. Nothing is changed or refused, and what is found is told
//! to whoever asked.

use crate::codes::Table;
use crate::cp932::is_private;
use crate::form;
use crate::layout::{ElementLayout, Elements, Kind, MOST_INSIDE, Occurs};
use crate::trail::Trail;
use crate::tree::TEXT_BETWEEN;
use crate::xml::is_space;

/// What is not as the layout has it.
#[derive(Clone, Copy, Debug)]
pub enum Finding<'l> {
    /// An element the layout does not have.
    Unknown,
    /// An element the layout requires is absent inside this one, or empty.
    Missing(ElementLayout<'l>),
    /// An element more often than the layout has it.
    Repeated,
    /// Elements where the layout has text.
    ElementsForText,
    /// Text where the layout has elements.
    TextForElements,
    /// Text between the elements inside.
    TextBetween,
    /// Attributes, which are not kept.
    Attributes,
    /// A value of more characters than this.
    TooLong(u16),
    /// A value with a character of private use (外字).
    PrivateUse,
    /// A value that has not the form of its kind.
    WrongForm(Kind),
    /// A value that is no code of its table.
    UnknownCode(&'l Table),
}

/// Who is told of what is found, in the order of the message, and where.
pub trait Findings {
    /// What was found at the end of a trail.
    fn found(&mut self, finding: Finding<'_>, at: &Trail<'_, '_>);
    /// A 保険者番号, which is for whoever is told to look at: it has rules of its own.
    fn insurer_number(&mut self, number: &str, at: &Trail<'_, '_>);
}

/// An element of a layout, with all that is inside.
pub fn one(trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>, findings: &mut dyn Findings) {
    let mut check = Check(findings);
    match layouts {
        Some(layouts) => check.child(trail, layouts, &mut Seen::default()),
        None => check.inside(trail, None),
    }
}

/// All that is inside an element. Without layouts, inside what is unknown, only the
/// XML itself is looked at.
pub fn inside(trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>, findings: &mut dyn Findings) {
    Check(findings).inside(trail, layouts);
}

/// The same, but for what is missing.
pub fn among(trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>, findings: &mut dyn Findings) {
    Check(findings).among(trail, layouts);
}

struct Check<'f>(&'f mut dyn Findings);

impl Check<'_> {
    fn found(&mut self, finding: Finding<'_>, at: &Trail<'_, '_>) {
        self.0.found(finding, at);
    }

    fn inside(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) {
        let filled = self.among(trail, layouts);
        let Some(layouts) = layouts else {
            return;
        };
        for (place, layout) in layouts.iter().enumerate() {
            if layout.occurs() == Occurs::One && !filled.has(place) {
                self.found(Finding::Missing(layout), trail);
            }
        }
    }

    /// Which elements are there and hold something.
    fn among(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) -> Places {
        let parent = trail.element();
        if parent.tree().had_attributes(parent) {
            self.found(Finding::Attributes, trail);
        }
        let mut seen = Seen::default();
        for child in parent.children() {
            if child.name() == TEXT_BETWEEN {
                self.found(Finding::TextBetween, trail);
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
            self.found(Finding::Unknown, trail);
            return self.inside(trail, None);
        };
        if !seen.there.add(place) && layout.occurs() != Occurs::Many {
            self.found(Finding::Repeated, trail);
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
                self.found(Finding::ElementsForText, trail);
                self.inside(trail, None);
            }
            Some(text) if holds_elements && text.chars().all(is_space) => {
                self.inside(trail, Some(layout.elements()));
            }
            Some(text) => {
                self.attributes(trail);
                if holds_elements {
                    self.found(Finding::TextForElements, trail);
                } else {
                    self.value(text, trail, layout);
                }
            }
        }
    }

    fn attributes(&mut self, trail: &Trail<'_, '_>) {
        let element = trail.element();
        if element.tree().had_attributes(element) {
            self.found(Finding::Attributes, trail);
        }
    }

    /// The length and the form of a value. An empty one is as good as none.
    fn value(&mut self, text: &str, trail: &Trail<'_, '_>, layout: ElementLayout<'_>) {
        if text.is_empty() {
            return;
        }
        if let Some(max) = layout.max_length().filter(|max| is_longer(text, *max)) {
            self.found(Finding::TooLong(max), trail);
        }
        if has_private(text) {
            self.found(Finding::PrivateUse, trail);
        }
        if layout.kind() == Kind::InsurerNumber {
            self.0.insurer_number(text, trail);
        } else if let Some(finding) = form::missed(text, layout) {
            self.found(finding, trail);
        }
    }
}

fn has_private(text: &str) -> bool {
    // In UTF-8 each of them begins with one of these bytes, and nearly no value has any.
    let highest = text.bytes().fold(0, u8::max);
    highest >= 0xEE && text.contains(is_private)
}

fn is_longer(text: &str, max: u16) -> bool {
    let max = usize::from(max);
    text.len() > max && text.chars().count() > max
}

/// Which elements of a layout were there, and which of these held something.
#[derive(Default)]
struct Seen {
    there: Places,
    filled: Places,
}

/// Some of the elements of a layout.
#[derive(Default)]
struct Places([u64; MOST_INSIDE / 64]);

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
