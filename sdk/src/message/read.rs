//! Reading a message: bytes or JSON in, the exact tree and notes out.

use super::check::{self, Notes};
use super::document::{Document, RecognizedBy};
use super::encoding::Encoding;
use super::layout::{Elements, Interface, interfaces};
use super::limits::{Limits, TOO_LARGE, as_usize};
use super::{Element, FileName, Tree, json, xml};
use crate::problem::{Code, Place, Problem, Problems};
use alloc::string::ToString;

/// XML or JSON that is something else than a message.
pub const NOT_A_MESSAGE: Code = code!(
    "message.not-a-message",
    "not a message: its root is not XmlMsg",
    "オンライン資格確認の電文ではありません(最上位の要素がXmlMsgではありません)",
);

/// An interface that is not in the table.
pub const UNKNOWN_INTERFACE: Code = code!(
    "message.unknown-interface",
    "no interface has this number or name",
    "この番号や名前のインターフェースはありません",
);

/// A message whose interface could not be told.
pub const NOT_RECOGNIZED: Code = code!(
    "message.not-recognized",
    "which interface the message belongs to could not be told; it was read without checks",
    "どのインターフェースの電文か判別できないため、内容の確認をせずに読み込みました",
);

/// An interface whose layout is not public.
pub const NO_LAYOUT: Code = code!(
    "message.no-layout",
    "the layout of {} is not publicly known",
    "{}のレイアウトは公開されていません",
);

/// A file name that is none of this family.
pub const OTHER_FILE_NAME: Code = code!(
    "message.other-file-name",
    "the file name is none of the system's; the contents were looked at instead",
    "ファイル名がオンライン資格確認のものではないため、内容から判別しました",
);

/// A file name that says request where the contents are a result, or the reverse.
pub const NAME_AND_CONTENT_DIFFER: Code = code!(
    "message.name-and-content-differ",
    "the file name and the contents disagree on whether this is a request or a result",
    "ファイル名と内容で、要求か結果かが一致しません",
);

/// CharacterCodeIdentifier that says another encoding than the message has.
pub const ENCODINGS_DIFFER: Code = code!(
    "message.encodings-differ",
    "CharacterCodeIdentifier says another encoding than the XML declaration; the declaration was followed",
    "文字コード識別(CharacterCodeIdentifier)とXML宣言の文字コードが一致しません。XML宣言に従いました",
);

/// What is known of a message before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// The name of its file: it tells the interface. Folders before it are left out.
    pub file_name: Option<&'a str>,
    /// Its interface by number or alias, where the caller knows better: an answer
    /// of the Web API has no file name.
    pub interface: Option<&'a str>,
    /// Layouts of the caller's own, which come before those of the table.
    pub layouts: &'a [Interface],
    /// How much it may ask for.
    pub limits: Limits,
}

impl<'a> ReadOptions<'a> {
    /// Every interface there is to choose from.
    pub(super) fn interfaces(&self) -> impl Iterator<Item = &'a Interface> + use<'a> {
        self.layouts.iter().chain(interfaces())
    }
}

/// Reads a message in XML, UTF-8 or Shift_JIS by its declaration, or in the Web API's JSON
/// ([`read_json`]), its elements in any order. Everything in it is kept exactly; what the layout does not have, or has
/// otherwise, is noted. A message that is too large for memory is for
/// [`read_part`](super::read_part).
///
/// # Errors
/// Where there is no message to give: undecodable bytes, XML that is not
/// well-formed, another root, an exceeded limit, an unknown interface named by the
/// caller.
pub fn read<'l>(bytes: &[u8], options: &ReadOptions<'l>) -> Result<Document<'l>, Problems> {
    within_size(bytes, &options.limits)?;
    let (encoding, text) = Encoding::of_xml(bytes)?;
    let text = encoding.decode(text, bytes.len().saturating_sub(text.len()))?;
    // No XML begins so.
    if text.trim_start().starts_with('{') {
        return read_json(&text, options);
    }
    let tree = xml::read(text.into_owned(), &options.limits)?;
    is_message(&tree)?;
    let mut reading = Reading::begin(options, &|path| has(tree.root(), path))?;
    reading.check(&tree);
    reading.compare_encoding(&tree, encoding);
    Ok(reading.end(tree, Some(encoding)))
}

pub(super) fn is_message(tree: &Tree) -> Result<(), Problem> {
    let root = tree.root();
    if root.name() == "XmlMsg" {
        return Ok(());
    }
    let (line, column) = root.position().unwrap_or((1, 1));
    let place = Place::nowhere().at_line(line, column);
    Err(Problem::error(NOT_A_MESSAGE).at(place))
}

/// Reads a message in the JSON form of [`Document::to_json`], with or without
/// `XmlMsg` around it. A list may also be an object with an array inside, as XML
/// converters give it. `null` is the same as absent.
///
/// # Errors
/// Where there is no message to give: text that is not JSON, other values than
/// strings, objects and arrays, names twice in an object, an exceeded limit, an
/// unknown interface named by the caller.
pub fn read_json<'l>(text: &str, options: &ReadOptions<'l>) -> Result<Document<'l>, Problems> {
    within_size(text.as_bytes(), &options.limits)?;
    let message = json::Message::parse(text, &options.limits)?;
    let mut reading = Reading::begin(options, &|path| message.has(path))?;
    let tree = message.into_tree(reading.layout(), &options.limits)?;
    reading.check(&tree);
    Ok(reading.end(tree, None))
}

fn within_size(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    if bytes.len() > as_usize(limits.bytes) {
        let limit = limits.bytes.to_string();
        return Err(Problem::error(TOO_LARGE).detail(&limit, &limit));
    }
    Ok(())
}

pub(super) fn has(root: Element<'_>, path: &str) -> bool {
    let mut found = Some(root);
    for name in path.split('/') {
        found = found.and_then(|element| element.child(name));
    }
    found.is_some()
}

/// A message of which the interface is told.
pub(super) struct Reading<'l> {
    interface: Option<&'l Interface>,
    recognized_by: RecognizedBy,
    file: Option<FileName>,
    pub(super) notes: Notes,
}

impl<'l> Reading<'l> {
    pub(super) fn begin(
        options: &ReadOptions<'l>,
        has: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let file = options.file_name.and_then(FileName::read);
        let is_named = |known: &&Interface| file.as_ref().is_some_and(|file| file.is_of(known));
        let by_content = || options.interfaces().find(|known| known.looks_like(has));
        let mut notes = Notes::new(&options.limits);
        let (interface, recognized_by) = if let Some(wanted) = options.interface {
            let unknown = || Problem::error(UNKNOWN_INTERFACE).at(Place::path("interface"));
            let called = options.interfaces().find(|known| known.is_called(wanted));
            (Some(called.ok_or_else(unknown)?), RecognizedBy::Caller)
        } else if let Some(named) = options.interfaces().find(is_named) {
            (Some(named), RecognizedBy::FileName)
        } else if let Some(seen) = by_content() {
            (Some(seen), RecognizedBy::Content)
        } else {
            (None, RecognizedBy::Nothing)
        };
        if options.file_name.is_some() && file.is_none() {
            notes.push(Problem::note(OTHER_FILE_NAME).at(Place::path("fileName")));
        }
        let differs = |told: &Interface| {
            !told.looks_like(has)
                && by_content().is_some_and(|seen| seen.direction != told.direction)
        };
        match interface {
            None => notes.push(Problem::note(NOT_RECOGNIZED)),
            Some(told) if !told.has_layout() => {
                notes.push(Problem::note(NO_LAYOUT).detail(told.id(), told.ja()));
            }
            Some(told) if differs(told) => {
                notes.push(Problem::warning(NAME_AND_CONTENT_DIFFER));
            }
            Some(_) => {}
        }
        Ok(Self {
            interface,
            recognized_by,
            file,
            notes,
        })
    }

    /// Where the interface, or that there is none, was told before.
    pub(super) fn begin_as(
        options: &ReadOptions<'l>,
        interface: Option<&str>,
        recognized_by: RecognizedBy,
    ) -> Self {
        let is_it = |known: &&Interface| Some(known.id()) == interface;
        Self {
            interface: options.interfaces().find(is_it),
            recognized_by,
            file: options.file_name.and_then(FileName::read),
            notes: Notes::new(&options.limits),
        }
    }

    pub(super) fn told(&self) -> (Option<&'l Interface>, RecognizedBy) {
        (self.interface, self.recognized_by)
    }

    pub(super) fn layout(&self) -> Elements<'l> {
        self.interface.map_or(Elements::NONE, Interface::elements)
    }

    fn check(&mut self, tree: &Tree) {
        check::message(tree, self.layout(), &mut self.notes);
    }

    fn compare_encoding(&mut self, tree: &Tree, encoding: Encoding) {
        if let Some(problem) = encodings_differ(tree.root(), encoding) {
            self.notes.push(problem);
        }
    }

    pub(super) fn end(self, tree: Tree, encoding: Option<Encoding>) -> Document<'l> {
        Document {
            interface: self.interface,
            recognized_by: self.recognized_by,
            tree,
            encoding,
            file: self.file,
            notes: self.notes.into_list(),
        }
    }
}

/// Whether the header names another encoding (OQSCD005); a code that is none is
/// noted with the other values.
pub(super) fn encodings_differ(root: Element<'_>, encoding: Encoding) -> Option<Problem> {
    let header = root.child("MessageHeader")?;
    let stated = header.child("CharacterCodeIdentifier")?;
    let other = match encoding {
        Encoding::Utf8 => Encoding::ShiftJis,
        Encoding::ShiftJis => Encoding::Utf8,
    };
    let mut place = Place::path("MessageHeader/CharacterCodeIdentifier");
    if let Some((line, column)) = stated.position() {
        place = place.at_line(line, column);
    }
    (stated.as_text() == Some(other.code())).then(|| Problem::warning(ENCODINGS_DIFFER).at(place))
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
