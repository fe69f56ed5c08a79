//! What is found where a message is held against its layout: what is unknown, missing,
//! repeated or not of the form it should have. Nothing is changed or refused here;
//! reading notes what is found, building makes errors of it.

mod value;

use super::layout::Elements;
use super::limits::{Limits, as_usize};
use super::path::{self, Trail};
use super::{Element, Tree};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use onshi_wire::Lines;
use onshi_wire::check::{self, Finding, Findings};
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

/// 外字: a character that only the machine it was made for can show.
pub const PRIVATE_USE: Code = code!(
    "message.private-use",
    "a character of private use: what it looks like depends on the machine",
    "外字があります(パソコンによって表示が異なるか、表示されません)",
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
        if self.is_full() {
            self.push_more();
        } else {
            self.list.push(note);
        }
    }

    /// That there is more, once.
    fn push_more(&mut self) {
        if self.list.len() == as_usize(self.limit) {
            let limit = self.limit.to_string();
            self.list
                .push(Problem::note(MORE_NOTES).detail(&limit, &limit));
        }
    }

    pub(super) fn has(&self, code: Code) -> bool {
        self.list.iter().any(|note| note.code == code)
    }

    /// Whether there is one at such a place.
    pub(super) fn any_at(&self, is_such: &dyn Fn(&Place) -> bool) -> bool {
        self.list.iter().any(|note| is_such(&note.place))
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.list
    }
}

/// Holds a whole message against its layout; without any, only what every message
/// has in common is looked at.
pub(super) fn message(tree: &Tree, layout: Elements<'_>, notes: &mut Notes) {
    let mut check = Check::new(tree, notes);
    let layouts = (!layout.is_empty()).then_some(layout);
    check::inside(&Trail::top(tree.root()), layouts, &mut check);
}

/// Notes what is found, with its place.
pub(super) struct Check<'c> {
    lines: Lines<'c>,
    /// An element that began before the source, by its place in the tree, and where.
    began: Option<(u32, onshi_wire::Place)>,
    notes: &'c mut Notes,
}

impl<'c> Check<'c> {
    pub(super) fn new(tree: &'c Tree, notes: &'c mut Notes) -> Self {
        let (source, start) = tree.source();
        Self {
            lines: Lines::new(source, start),
            began: None,
            notes,
        }
    }

    /// The same where an element began in an earlier part.
    pub(super) fn began(self, element: Element<'_>, place: onshi_wire::Place) -> Self {
        let began = Some((element.index(), place));
        Self { began, ..self }
    }

    /// An element of a layout, with all that is inside.
    pub(super) fn one(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) {
        check::one(trail, layouts, self);
    }

    /// All that is inside an element, but for what is missing.
    pub(super) fn among(&mut self, trail: &Trail<'_, '_>, layouts: Option<Elements<'_>>) {
        check::among(trail, layouts, self);
    }

    fn note(&mut self, problem: Problem, path: String, element: Element<'_>) {
        let position = element.offset().map(|offset| {
            let place = match self.began {
                Some((index, place)) if index == element.index() => place,
                _ => self.lines.place(offset),
            };
            (place.line, place.column)
        });
        self.notes.push(problem.at(path::place(path, position)));
    }
}

impl Findings for Check<'_> {
    fn found(&mut self, finding: Finding<'_>, at: &Trail<'_, '_>) {
        // Where nothing more is listed, nobody asks what and where.
        if self.notes.is_full() {
            return self.notes.push_more();
        }
        let path = match finding {
            Finding::Missing(absent) => at.path_of(absent.name()),
            _ => at.path(),
        };
        self.note(problem(finding), path, at.element());
    }

    fn insurer_number(&mut self, number: &str, at: &Trail<'_, '_>) {
        match value::insurer_number(number) {
            Some(_) if self.notes.is_full() => self.notes.push_more(),
            Some(problem) => self.note(problem, at.path(), at.element()),
            None => {}
        }
    }
}

fn problem(finding: Finding<'_>) -> Problem {
    match finding {
        Finding::Unknown => Problem::note(UNKNOWN_ELEMENT),
        Finding::Missing(absent) => {
            Problem::warning(MISSING_ELEMENT).detail(absent.name(), absent.ja())
        }
        Finding::Repeated => Problem::warning(REPEATED_ELEMENT),
        Finding::ElementsForText => Problem::warning(ELEMENTS_FOR_TEXT),
        Finding::TextForElements => Problem::warning(TEXT_FOR_ELEMENTS),
        Finding::TextBetween => Problem::warning(TEXT_BETWEEN_ELEMENTS),
        Finding::Attributes => Problem::note(ATTRIBUTES),
        Finding::PrivateUse => Problem::note(PRIVATE_USE),
        Finding::TooLong(max) => value::too_long(max),
        Finding::WrongForm(kind) => value::wrong_form(kind),
        Finding::UnknownCode(table) => value::unknown_code(table),
    }
}
