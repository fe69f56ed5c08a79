//! Reading a message a part at a time, for those that are too large for memory: a
//! 一括照会 result of any size.
//!
//! [`read_part`] takes what came next of the file and gives what of the message is
//! whole by then: a message of its own, with the header and those elements of the
//! body that were not given before. What is left over is in the [`Progress`] that the
//! host keeps and hands back with the next piece. That holds a patient's data as the
//! file does, so it belongs in memory and nowhere else.

mod kept;

use super::check::{Check, MISSING_ELEMENT};
use super::encoding::Encoding;
use super::layout::{DICTIONARY, ElementLayout, Elements, Occurs};
use super::limits::{TOO_LARGE, as_usize};
use super::path::Trail;
use super::read::{ReadOptions, Reading, encodings_differ, has, is_message};
use super::{Document, Element, RecognizedBy, Tree, json, xml};
use crate::problem::{Place, Problem, Problems};
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
pub use kept::NO_PROGRESS;
use onshi_wire::xml::Progress as Within;

const HEADER: &str = "MessageHeader";
const BODY: &str = "MessageBody";

/// How far reading has come, as a value: begin with the default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Progress {
    within: Within,
    /// None before the XML declaration was seen.
    encoding: Option<Encoding>,
    line: u32,
    column: u32,
    /// Bytes of the file before [`Self::bytes`].
    passed: u32,
    /// The interface, once it is told, and how that was.
    interface: Option<String>,
    recognized_by: Option<RecognizedBy>,
    /// The header as JSON, once it is whole.
    header: Option<String>,
    /// Whether the body has begun.
    has_body: bool,
    /// How many of each known element of the body have come.
    counts: Vec<(String, u32)>,
    /// What comes again with the next part: characters, …
    text: String,
    /// … and bytes that are no whole characters yet.
    bytes: Vec<u8>,
}

/// What of a message is whole by now.
#[derive(Clone)]
pub struct Part<'l> {
    /// A message with the header, where that has come, and the elements of the body
    /// that no earlier part had.
    pub document: Document<'l>,
    /// The same as JSON, with the header also where it came earlier.
    pub content: String,
    /// What to hand back with the next piece; none at the end.
    pub progress: Option<Progress>,
}

/// Reads the next piece of a message in XML: as many bytes as the caller likes, cut
/// anywhere. A piece without any bytes is the end, and what is missing is noted then.
/// The options are the same for every piece.
///
/// # Errors
/// As [`read`](super::read()), where they apply; a message that broke off is not
/// well-formed at its end. [`TOO_LARGE`] where one element of the body is larger than
/// [`Limits::part`](super::Limits::part).
pub fn read_part<'l>(
    progress: Progress,
    piece: &[u8],
    options: &ReadOptions<'l>,
) -> Result<Part<'l>, Problems> {
    let mut progress = progress;
    let is_last = piece.is_empty();
    let text = progress.take_text(piece, options)?;
    let start = progress.start();
    let limits = &options.limits;
    let part = onshi_wire::xml::read_part(
        text,
        (progress.within, start),
        is_last,
        ["XmlMsg", BODY],
        &xml::bounds(limits),
        &DICTIONARY,
    );
    let part = part.map_err(|fault| xml::problem(fault, limits))?;
    if progress.within == Within::Before && part.progress != Within::Before {
        is_message(&part.tree)?;
    }
    let has_body = part
        .tree
        .root()
        .child(BODY)
        .is_some_and(Element::has_children);
    if progress.recognized_by.is_none() && !has_body && !is_last {
        // What it holds may yet tell the interface: nothing is read by no layout.
        let (source, _) = part.tree.source();
        progress.text = source.to_owned();
        return Ok(Part {
            document: nothing(options),
            content: "{\"XmlMsg\":{}}".to_owned(),
            progress: Some(progress),
        });
    }
    let mut reading = progress.begin(options, &part.tree)?;
    let layout = reading.layout();
    progress.number_from_the_first(layout);
    progress.check(&part.tree, layout, &mut reading);
    progress.count(&part.tree, layout);
    if let Some(header) = part.tree.root().child(HEADER) {
        progress.header = Some(json::write_group(header, inside(layout, HEADER)));
        let differ = encodings_differ(part.tree.root(), progress.encoding.unwrap_or_default());
        if let Some(problem) = differ {
            reading.notes.push(problem);
        }
    }
    if is_last {
        progress.missing(layout, &mut reading);
    }
    let header = progress.header.as_deref().unwrap_or_default();
    let content = json::write_part(&part.tree, layout, header);
    let (source, _) = part.tree.source();
    progress.text = source.get(part.rest..).unwrap_or_default().to_owned();
    progress.within = part.progress;
    (progress.line, progress.column) = (part.place.line, part.place.column);
    Ok(Part {
        document: reading.end(part.tree, progress.encoding),
        content,
        progress: (!is_last).then_some(progress),
    })
}

/// What is inside one of the two elements of every message.
fn inside<'l>(layout: Elements<'l>, name: &str) -> Elements<'l> {
    layout
        .named(name)
        .map_or(Elements::NONE, ElementLayout::elements)
}

fn missing(element: ElementLayout<'_>, path: &str) -> Problem {
    let problem = Problem::warning(MISSING_ELEMENT).detail(element.name(), element.ja());
    problem.at(Place::path(path))
}

/// A part before anything is known.
fn nothing<'l>(options: &ReadOptions<'l>) -> Document<'l> {
    let tree = onshi_wire::Builder::new(&DICTIONARY).finish();
    Reading::begin_as(options, None, RecognizedBy::Nothing).end(tree, None)
}

impl Progress {
    fn start(&self) -> onshi_wire::Place {
        onshi_wire::Place {
            line: self.line.max(1),
            column: self.column.max(1),
        }
    }

    /// The characters to read next, as far as they are whole tags.
    fn take_text(&mut self, piece: &[u8], options: &ReadOptions<'_>) -> Result<String, Problem> {
        let limit = options.limits.part;
        if self.text.len().saturating_add(self.bytes.len()) > as_usize(limit) {
            let limit = limit.to_string();
            return Err(Problem::error(TOO_LARGE).detail(&limit, &limit));
        }
        let mut bytes = core::mem::take(&mut self.bytes);
        bytes.extend_from_slice(piece);
        let mut text = core::mem::take(&mut self.text);
        // No byte of a character of either encoding is a `>` but that one.
        let is_last = piece.is_empty();
        let whole = bytes.iter().rposition(|byte| *byte == b'>');
        let end = match whole {
            _ if is_last => bytes.len(),
            Some(end) => end.saturating_add(1),
            None => 0,
        };
        let (now, later) = bytes.split_at_checked(end).unwrap_or_default();
        if !now.is_empty() || is_last {
            let (encoding, content) = match self.encoding {
                Some(encoding) => (encoding, now),
                None => Encoding::of_xml(now)?,
            };
            let before = now.len().saturating_sub(content.len());
            let before = before.saturating_add(as_usize(self.passed));
            let decoded = encoding.decode(content, before);
            text.push_str(&decoded.map_err(|problem| self.shifted(problem, &text))?);
            self.encoding = Some(encoding);
            let passed = u32::try_from(now.len()).unwrap_or(u32::MAX);
            self.passed = self.passed.saturating_add(passed);
        }
        self.bytes = later.to_vec();
        Ok(text)
    }

    /// The problem at its place in the file, not after the text that came before.
    fn shifted(&self, problem: Problem, text: &str) -> Problem {
        let start = self.start().after(text);
        let mut place = problem.place.clone();
        if let (Some(line), Some(column)) = (place.line, place.column) {
            let column = if line == 1 {
                column.saturating_add(start.column).saturating_sub(1)
            } else {
                column
            };
            let line = line.saturating_add(start.line).saturating_sub(1);
            place = place.at_line(line, column);
        }
        problem.at(place)
    }

    /// The interface is told once, and what there is to note of that noted then.
    fn begin<'l>(
        &mut self,
        options: &ReadOptions<'l>,
        tree: &Tree,
    ) -> Result<Reading<'l>, Problem> {
        let root = tree.root();
        let Some(recognized_by) = self.recognized_by else {
            let reading = Reading::begin(options, &|path| has(root, path))?;
            let (interface, recognized_by) = reading.told();
            self.interface = interface.map(|interface| interface.id().to_owned());
            self.recognized_by = Some(recognized_by);
            return Ok(reading);
        };
        let interface = self.interface.as_deref();
        Ok(Reading::begin_as(options, interface, recognized_by))
    }

    /// Elements of which there may be more to come are numbered in paths even where one
    /// is alone in its part.
    fn number_from_the_first(&mut self, layout: Elements<'_>) {
        for element in inside(layout, BODY).iter() {
            let name = element.name();
            let is_counted = self.counts.iter().any(|(counted, _)| counted == name);
            if element.occurs() == Occurs::Many && !is_counted {
                self.counts.push((name.to_owned(), 0));
            }
        }
    }

    /// As a whole message is checked, but for what may come in another part.
    fn check(&self, tree: &Tree, layout: Elements<'_>, reading: &mut Reading<'_>) {
        let mut check = Check::new(tree, &mut reading.notes);
        let known = (!layout.is_empty()).then_some(layout);
        let root = Trail::top(tree.root());
        for child in tree.root().children() {
            let trail = root.down(child);
            if child.name() == BODY {
                check.among(
                    &trail.after(&self.counts),
                    known.map(|_| inside(layout, BODY)),
                );
            } else {
                check.one(&trail, known);
            }
        }
    }

    /// What no part had, at the end.
    fn missing(&self, layout: Elements<'_>, reading: &mut Reading<'_>) {
        let has_header = self.header.is_some();
        for (name, has_come) in [(HEADER, has_header), (BODY, self.has_body)] {
            if let Some(element) = layout.named(name).filter(|_| !has_come) {
                reading.notes.push(missing(element, name));
            }
        }
        for element in inside(layout, BODY).iter() {
            let has_come = self
                .counts
                .iter()
                .any(|(name, count)| name == element.name() && *count > 0);
            if element.occurs() == Occurs::One && !has_come {
                let path = [BODY, element.name()].join("/");
                reading.notes.push(missing(element, &path));
            }
        }
    }

    /// Unknown elements are not counted: there may be any number of names.
    fn count(&mut self, tree: &Tree, layout: Elements<'_>) {
        let known = inside(layout, BODY);
        for body in tree.root().children_named(BODY) {
            self.has_body = true;
            for child in body.children() {
                let Some((_, element)) = known.of_element(child) else {
                    continue;
                };
                let name = element.name();
                match self.counts.iter_mut().find(|(counted, _)| counted == name) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => self.counts.push((name.to_owned(), 1)),
                }
            }
        }
    }
}

/// Without the content, which is a patient's.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({:?}, {:?})", self.document, self.progress)
    }
}

/// How far it is alone: the rest is a patient's.
impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Progress({:?})", self.within)
    }
}

#[cfg(test)]
mod tests;
