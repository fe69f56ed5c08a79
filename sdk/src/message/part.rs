//! Reading a message a part at a time, for those that are too large for memory: a
//! 一括照会 result of any size.
//!
//! [`read_part`] takes what came next of the file and gives what of the message is
//! whole by then: a message of its own, with the header and those elements of the
//! body that were not given before. What is left over is in the [`Progress`] that the
//! host keeps and hands back with the next piece. That holds a patient's data as the
//! file does, so it belongs in memory and nowhere else.
//!
//! Read by parts, a message has the values and notes that it has when it is read whole,
//! or it is refused. Nothing is final before the last part has come: what follows may
//! be malformed, and then the message is none, as if it had been read whole.

mod kept;
mod shape;

use super::check::{Check, MISSING_ELEMENT};
use super::encoding::Encoding;
use super::layout::{DICTIONARY, ElementLayout, Elements, Occurs};
use super::limits::{TOO_LARGE, as_usize};
use super::path::Trail;
use super::read::{ReadOptions, Reading, encodings_differ, is_message};
use super::{Document, Element, RecognizedBy, Tree, json, xml};
use crate::problem::{Place, Problem, Problems};
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
pub use kept::NO_PROGRESS;
use onshi_wire::check::Finding;
use onshi_wire::check::Findings as _;
use onshi_wire::xml::{Begin, Binding, Progress as Within};
pub use shape::READ_WHOLE;
use shape::{count, read_whole};

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
    /// Whether the name of the file says something else than what has come.
    differs: bool,
    /// What has come of what tells interfaces apart.
    seen: Vec<String>,
    /// Where the body began, by line and column.
    body_at: (u32, u32),
    /// How many elements of each name have come in the body, …
    counts: Vec<(String, u32)>,
    /// … which of these held something, …
    filled: Vec<String>,
    /// … and which were alone in their part and had something to note.
    alone: Vec<String>,
    /// The prefixes that are declared around what comes next.
    namespaces: Vec<Binding>,
    /// How much has been held back for want of the header.
    waiting: u32,
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
/// The options are the same for every piece. Where the header comes after the body, the
/// body is held back until it has come.
///
/// Nothing is final before the end: after an error nothing that came before counts.
///
/// # Errors
/// As [`read`](super::read()), where they apply; a message that broke off is not
/// well-formed at its end. [`TOO_LARGE`] where one element of the body is larger than
/// [`Limits::part`](super::Limits::part). [`READ_WHOLE`] where what has come means
/// something else by what comes later: a second header or body, anything else beside
/// them, once-only elements of the body again, or a header that comes too late.
pub fn read_part<'l>(
    progress: Progress,
    piece: &[u8],
    options: &ReadOptions<'l>,
) -> Result<Part<'l>, Problems> {
    let mut progress = progress;
    let is_last = piece.is_empty();
    let text = progress.take_text(piece, options)?;
    if progress.recognized_by.is_none() && !is_last && progress.waits_on(&text) {
        progress.text = text;
        return Ok(held_back(progress, options));
    }
    let limits = &options.limits;
    let begin = Begin {
        progress: progress.within,
        place: progress.start(),
        namespaces: progress.namespaces.clone(),
        body_held: !progress.counts.iter().all(|(_, count)| *count == 0),
    };
    let part = onshi_wire::xml::read_part(
        text,
        begin,
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
    let has_header = progress.header.is_some() || part.tree.root().child(HEADER).is_some();
    if progress.recognized_by.is_none() && !(has_body && has_header) && !is_last {
        // What the body holds may yet tell the interface, and what it means depends on
        // the header: nothing is read by no layout.
        let (source, _) = part.tree.source();
        progress.text = source.to_owned();
        let waits = has_body && !has_header;
        let length = u32::try_from(source.len()).unwrap_or(u32::MAX);
        progress.waiting = if waits { length } else { 0 };
        return Ok(held_back(progress, options));
    }
    progress.waiting = 0;
    let mut reading = progress.begin(options, &part.tree)?;
    let layout = reading.layout();
    progress.fits(&part.tree, layout)?;
    progress.number_from_the_first(layout);
    progress.check(&part.tree, layout, &mut reading);
    progress.remember_alone(&part.tree, &reading);
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
    progress.namespaces = part.namespaces;
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
fn held_back<'l>(progress: Progress, options: &ReadOptions<'l>) -> Part<'l> {
    let tree = onshi_wire::Builder::new(&DICTIONARY).finish();
    Part {
        document: Reading::begin_as(options, None, RecognizedBy::Nothing).end(tree, None),
        content: "{\"XmlMsg\":{}}".to_owned(),
        progress: Some(progress),
    }
}

impl Progress {
    fn start(&self) -> onshi_wire::Place {
        onshi_wire::Place {
            line: self.line.max(1),
            column: self.column.max(1),
        }
    }

    /// Whether the text is not worth looking at yet: it was looked at, the header was not
    /// in it, and it is not twice as long by now.
    fn waits_on(&self, text: &str) -> bool {
        let before = as_usize(self.waiting);
        let new = text.get(before..).unwrap_or_default();
        before > 0 && text.len() / 2 < before && !new.contains(HEADER)
    }

    /// The characters to read next, as far as they are whole tags.
    fn take_text(&mut self, piece: &[u8], options: &ReadOptions<'_>) -> Result<String, Problem> {
        let limit = options.limits.part;
        if self.text.len().saturating_add(self.bytes.len()) > as_usize(limit) {
            if self.waiting > 0 {
                return Err(read_whole());
            }
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
    fn check(&mut self, tree: &Tree, layout: Elements<'_>, reading: &mut Reading<'_>) {
        let mut check = Check::new(tree, &mut reading.notes);
        let known = (!layout.is_empty()).then_some(layout);
        let root = Trail::top(tree.root());
        if tree.had_attributes(tree.root()) {
            check.found(Finding::Attributes, &root);
        }
        for child in tree.root().children() {
            let trail = root.down(child);
            if child.name() != BODY {
                check.one(&trail, known);
                continue;
            }
            if self.within == Within::InBody {
                let (line, column) = self.body_at;
                check = check.began(child, onshi_wire::Place { line, column });
            } else {
                self.body_at = child.position().unwrap_or_default();
            }
            let inside_body = known.map(|_| inside(layout, BODY));
            check.among(&trail.after(&self.counts), inside_body);
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
        for element in inside(layout, BODY).iter().filter(|_| self.has_body) {
            let has_come = self.filled.iter().any(|name| name == element.name());
            if element.occurs() == Occurs::One && !has_come {
                let path = [BODY, element.name()].join("/");
                let (line, column) = self.body_at;
                let problem = missing(element, &path);
                let place = problem.place.clone().at_line(line, column);
                reading.notes.push(problem.at(place));
            }
        }
    }

    fn count(&mut self, tree: &Tree, layout: Elements<'_>) {
        let known = inside(layout, BODY);
        for body in tree.root().children_named(BODY) {
            self.has_body = true;
            for child in body.children() {
                let name = child.name();
                count(&mut self.counts, name);
                let layout = known.of_element(child).map(|(_, layout)| layout);
                let is_filled = layout.is_some_and(|layout| {
                    layout.occurs() == Occurs::One
                        && (layout.kind().holds_elements() || child.as_text() != Some(""))
                });
                if is_filled {
                    self.filled.push(name.to_owned());
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
