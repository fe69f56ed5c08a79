//! Writing a message in an encoding, and only with characters that this encoding
//! and XML can carry.

use crate::message::encoding::Encoder;
use crate::message::layout::is_wire_name;
use crate::message::path::{self, Trail};
use crate::message::{Element, Encoding, Tree};
use crate::problem::{Code, Problem, Problems};
use alloc::string::ToString;
use alloc::vec::Vec;
use onshi_wire::cp932::by_microsoft;
use onshi_wire::xml::is_character;

/// A character that Shift_JIS does not have.
pub const NOT_IN_SHIFT_JIS: Code = code!(
    "message.not-in-shift-jis",
    "character {} of the text does not exist in Shift_JIS",
    "{}文字目はShift_JISにない文字です。別の文字に直すか、UTF-8で出力してください",
);

/// A character that Shift_JIS has by the JIS tables, where CP932 has another one.
pub const WRITTEN_AS_CP932: Code = code!(
    "message.written-as-cp932",
    "character {} of the text was written as the one that CP932 has at its code (〜 as ～)",
    "{}文字目は、CP932で同じ文字コードの文字(〜なら～)として出力しました",
);

/// A character that XML does not allow.
pub const NOT_IN_XML: Code = code!(
    "message.not-in-xml",
    "character {} of the text is not allowed in XML",
    "{}文字目はXMLで使えない文字(制御文字など)です",
);

/// An element whose name no message can have.
pub const NOT_A_NAME: Code = code!(
    "message.not-a-name",
    "not the name of an element: a half-width letter, then letters, digits or _",
    "要素名は、半角英字で始まる半角英数字と_だけにしてください",
);

/// A document, and where some of its elements stand in it.
pub(in crate::message) struct Written {
    pub(in crate::message) bytes: Vec<u8>,
    /// Where each of the elements asked for begins, and where the last of them ends.
    pub(in crate::message) marks: Vec<usize>,
    /// What was written as another character.
    pub(in crate::message) notes: Problems,
}

/// The document, with the declaration messages have, in the tree's order. `units` are
/// the elements to mark, siblings that stand side by side.
///
/// # Errors
/// [`NOT_IN_SHIFT_JIS`], [`NOT_IN_XML`] and [`NOT_A_NAME`], all of them, with their
/// paths.
pub(in crate::message) fn document(
    tree: &Tree,
    encoding: Encoding,
    units: &[u32],
) -> Result<Written, Problems> {
    let mut writer = Writer {
        units,
        marks: Vec::new(),
        encoder: encoding.encoder(),
        bytes: Vec::new(),
        problems: Vec::new(),
        notes: Vec::new(),
    };
    writer.markup("<?xml version=\"1.0\" encoding=\"");
    writer.markup(encoding.name());
    writer.markup("\" standalone=\"no\"?>\n");
    writer.element(&Trail::top(tree.root()), 0);
    if writer.problems.is_empty() {
        Ok(Written {
            bytes: writer.bytes,
            marks: writer.marks,
            notes: writer.notes,
        })
    } else {
        Err(writer.problems)
    }
}

struct Writer<'w> {
    units: &'w [u32],
    marks: Vec<usize>,
    encoder: Encoder,
    bytes: Vec<u8>,
    problems: Problems,
    notes: Problems,
}

impl Writer<'_> {
    fn element(&mut self, trail: &Trail<'_, '_>, level: usize) {
        let element = trail.element();
        // What the dictionary does not have may be anything that JSON can carry.
        if element.number().is_none() && !is_wire_name(element.name()) {
            self.problems
                .push(Problem::error(NOT_A_NAME).at(path::of(trail)));
        }
        let is_unit = self.units.binary_search(&element.index()).is_ok();
        if is_unit && self.marks.is_empty() {
            self.marks.push(self.bytes.len());
        }
        self.indent(level);
        self.tag("<", element);
        match element.as_text() {
            Some(text) => self.text(text, trail),
            None => {
                self.markup("\n");
                for child in element.children() {
                    self.element(&trail.down(child), level.saturating_add(1));
                }
                self.indent(level);
            }
        }
        self.tag("</", element);
        self.markup("\n");
        // The end of one is the beginning of the next.
        if is_unit {
            self.marks.push(self.bytes.len());
        }
    }

    fn indent(&mut self, level: usize) {
        for _ in 0..level {
            self.markup("  ");
        }
    }

    fn tag(&mut self, bracket: &str, element: Element<'_>) {
        self.markup(bracket);
        self.markup(element.name());
        self.markup(">");
    }

    /// Names and brackets: ASCII, the same in both encodings.
    fn markup(&mut self, markup: &str) {
        self.bytes.extend_from_slice(markup.as_bytes());
    }

    fn text(&mut self, text: &str, trail: &Trail<'_, '_>) {
        for (index, character) in text.chars().enumerate() {
            match character {
                '&' => self.markup("&amp;"),
                '<' => self.markup("&lt;"),
                '>' => self.markup("&gt;"),
                // A bare one would be read back as a line feed.
                '\r' => self.markup("&#13;"),
                _ if !is_character(character) => self.refuse(NOT_IN_XML, index, trail),
                _ if self.encode(character) => {}
                _ if self.encode(by_microsoft(character)) => {
                    let note = Problem::note(WRITTEN_AS_CP932);
                    self.notes.push(at_character(note, index, trail));
                }
                _ => self.refuse(NOT_IN_SHIFT_JIS, index, trail),
            }
        }
    }

    fn encode(&mut self, character: char) -> bool {
        self.encoder.encode(character, &mut self.bytes).is_some()
    }

    fn refuse(&mut self, code: Code, index: usize, trail: &Trail<'_, '_>) {
        self.problems
            .push(at_character(Problem::error(code), index, trail));
    }
}

fn at_character(problem: Problem, index: usize, trail: &Trail<'_, '_>) -> Problem {
    let nth = index.saturating_add(1).to_string();
    problem.detail(&nth, &nth).at(path::of(trail))
}
