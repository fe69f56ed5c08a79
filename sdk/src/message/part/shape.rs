//! What makes a message readable by parts: what is in a part means the same whatever
//! comes later. Where that is not so, the message is to be read whole.

use super::{BODY, HEADER, Progress, inside};
use crate::message::layout::{Elements, Interface, Occurs};
use crate::message::read::{NAME_AND_CONTENT_DIFFER, ReadOptions, Reading, has};
use crate::message::{Element, Tree};
use crate::problem::{Code, Place, Problem};
use alloc::borrow::ToOwned;
use alloc::string::String;
use onshi_wire::xml::{Progress as Within, is_space};

/// A message of which no part means anything before the end has come.
pub const READ_WHOLE: Code = code!(
    "message.read-whole",
    "what has come means something else by what comes later: read the message whole",
    "先に読んだ部分の意味が後の部分で変わるため、分割せずに全体を読み込んでください",
);

/// Different names directly inside the body.
const MOST_NAMES: usize = 64;

impl Progress {
    /// One header, then one body, and nothing else inside the root; in the body, what the
    /// layout has once comes once.
    ///
    /// # Errors
    /// [`READ_WHOLE`].
    pub(super) fn fits(&self, tree: &Tree, layout: Elements<'_>) -> Result<(), Problem> {
        let root = tree.root();
        let of = |name: &'static str| root.children_named(name).count();
        let reopened = usize::from(self.within == Within::InBody);
        let headers = of(HEADER).saturating_add(usize::from(self.header.is_some()));
        let bodies = match self.has_body {
            true => of(BODY).saturating_add(1).saturating_sub(reopened),
            false => of(BODY),
        };
        let is_known = |child: Element<'_>| matches!(child.name(), HEADER | BODY);
        let holds_text = |one: Element<'_>| {
            one.as_text()
                .is_some_and(|text| !text.chars().all(is_space))
        };
        let is_one = headers <= 1 && bodies <= 1 && root.children().all(is_known);
        let has_text = holds_text(root) || root.children_named(BODY).any(holds_text);
        let known = inside(layout, BODY);
        let is_again = |child: Element<'_>| {
            let is_once = known
                .of_element(child)
                .is_some_and(|(_, known)| known.occurs() != Occurs::Many);
            (is_once || self.alone.iter().any(|name| name == child.name()))
                && self.has_come(child.name())
        };
        let mut inside_body = root.children_named(BODY).flat_map(Element::children);
        if is_one && !has_text && !inside_body.any(is_again) && self.counts.len() <= MOST_NAMES {
            return Ok(());
        }
        Err(read_whole())
    }

    /// Whether an element of this name came in an earlier part of the body.
    pub(super) fn has_come(&self, name: &str) -> bool {
        let counted = self.counts.iter().find(|(counted, _)| counted == name);
        counted.is_some_and(|(_, count)| *count > 0)
    }

    /// The interface is told once, and what there is to note of that noted then. What
    /// comes later must not tell another one.
    ///
    /// # Errors
    /// [`READ_WHOLE`], and an interface of the caller's that there is not.
    pub(super) fn begin<'l>(
        &mut self,
        options: &ReadOptions<'l>,
        tree: &Tree,
    ) -> Result<Reading<'l>, Problem> {
        let root = tree.root();
        for path in options.interfaces().flat_map(Interface::paths) {
            let mut names = path.split('/').skip(1);
            let has_come = names.next().is_some_and(|name| self.has_come(name));
            if !has_come && !self.seen.iter().any(|seen| seen == path) && has(root, path) {
                self.seen.push(path.to_owned());
            }
        }
        let sees = |path: &str| self.seen.iter().any(|seen| seen == path);
        let reading = Reading::begin(options, &sees)?;
        let (interface, recognized_by) = reading.told();
        let interface = interface.map(|interface| interface.id().to_owned());
        let differs = reading.notes.has(NAME_AND_CONTENT_DIFFER);
        if self.recognized_by.is_none() {
            self.interface = interface;
            self.recognized_by = Some(recognized_by);
            self.differs = differs;
            return Ok(reading);
        }
        let is_same = self.interface == interface
            && self.recognized_by == Some(recognized_by)
            && self.differs == differs;
        if !is_same {
            return Err(read_whole());
        }
        let interface = self.interface.as_deref();
        Ok(Reading::begin_as(options, interface, recognized_by))
    }

    /// Remembers which names were alone in their part and had something to note: in a
    /// message that is read whole, the path of that has a number if more of them come.
    pub(super) fn remember_alone(&mut self, tree: &Tree, reading: &Reading<'_>) {
        for body in tree.root().children_named(BODY) {
            for child in body.children() {
                let name = child.name();
                let path = [BODY, "/", name].concat();
                let is_its = |place: &Place| {
                    let rest = place
                        .path
                        .as_deref()
                        .and_then(|noted| noted.strip_prefix(&*path));
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                if reading.notes.any_at(&is_its) && !self.alone.iter().any(|known| known == name) {
                    self.alone.push(name.into());
                }
            }
        }
    }
}

pub(super) fn read_whole() -> Problem {
    Problem::error(READ_WHOLE)
}

/// The names of a list, each once.
pub(super) fn count(counts: &mut alloc::vec::Vec<(String, u32)>, name: &str) {
    match counts.iter_mut().find(|(counted, _)| counted == name) {
        Some((_, count)) => *count = count.saturating_add(1),
        None => counts.push((name.to_owned(), 1)),
    }
}
