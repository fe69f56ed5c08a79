//! Writing a message: in the layout's order, in an encoding, and only with
//! characters that this encoding and XML can carry.

use super::text::is_character;
use crate::message::encoding::Encoder;
use crate::message::layout::ElementLayout;
use crate::message::path::{Path, numbered};
use crate::message::{Content, Element, Encoding};
use crate::problem::{Code, Problem, Problems};
use alloc::string::ToString;
use alloc::vec::Vec;

/// A character that Shift_JIS does not have.
pub const NOT_IN_SHIFT_JIS: Code = code!(
    "message.not-in-shift-jis",
    "character {} of the text does not exist in Shift_JIS",
    "{}文字目はShift_JISにない文字です。別の文字に直すか、UTF-8で出力してください",
);

/// A character that XML does not allow.
pub const NOT_IN_XML: Code = code!(
    "message.not-in-xml",
    "character {} of the text is not allowed in XML",
    "{}文字目はXMLで使えない文字(制御文字など)です",
);

/// The document, with the declaration messages have.
///
/// # Errors
/// [`NOT_IN_SHIFT_JIS`] and [`NOT_IN_XML`], all of them, with their paths.
pub(in crate::message) fn document(
    root: &Element,
    layouts: &[ElementLayout],
    encoding: Encoding,
) -> Result<Vec<u8>, Problems> {
    let mut writer = Writer {
        encoder: encoding.encoder(),
        bytes: Vec::new(),
        path: Path::default(),
        problems: Vec::new(),
    };
    writer.markup("<?xml version=\"1.0\" encoding=\"");
    writer.markup(encoding.name());
    writer.markup("\" standalone=\"no\"?>\n");
    writer.element(root, layouts, 0);
    if writer.problems.is_empty() {
        Ok(writer.bytes)
    } else {
        Err(writer.problems)
    }
}

struct Writer {
    encoder: Encoder,
    bytes: Vec<u8>,
    path: Path,
    problems: Problems,
}

impl Writer {
    fn element(&mut self, element: &Element, layouts: &[ElementLayout], level: usize) {
        self.indent(level);
        self.tag("<", &element.name);
        match &element.content {
            Content::Text(text) => self.text(text, element.position),
            Content::Children(children) => {
                self.markup("\n");
                self.children(children, layouts, level.saturating_add(1));
                self.indent(level);
            }
        }
        self.tag("</", &element.name);
        self.markup("\n");
    }

    fn children(&mut self, children: &[Element], layouts: &[ElementLayout], level: usize) {
        let numbered = numbered(children);
        for layout in layouts {
            for (child, nth) in numbered
                .iter()
                .filter(|(child, _)| child.name == layout.name())
            {
                let before = self.path.enter(layout.name(), *nth);
                self.element(child, layout.elements, level);
                self.path.leave(before);
            }
        }
    }

    fn indent(&mut self, level: usize) {
        for _ in 0..level {
            self.markup("  ");
        }
    }

    fn tag(&mut self, bracket: &str, name: &str) {
        self.markup(bracket);
        self.markup(name);
        self.markup(">");
    }

    /// Names and brackets: ASCII, the same in both encodings.
    fn markup(&mut self, markup: &str) {
        self.bytes.extend_from_slice(markup.as_bytes());
    }

    fn text(&mut self, text: &str, position: Option<(u32, u32)>) {
        for (index, character) in text.chars().enumerate() {
            match character {
                '&' => self.markup("&amp;"),
                '<' => self.markup("&lt;"),
                '>' => self.markup("&gt;"),
                // A bare one would be read back as a line feed.
                '\r' => self.markup("&#13;"),
                _ if !is_character(character) => self.refuse(NOT_IN_XML, index, position),
                _ => {
                    if self.encoder.encode(character, &mut self.bytes).is_none() {
                        self.refuse(NOT_IN_SHIFT_JIS, index, position);
                    }
                }
            }
        }
    }

    fn refuse(&mut self, code: Code, index: usize, position: Option<(u32, u32)>) {
        let nth = index.saturating_add(1).to_string();
        let place = self.path.place(position);
        self.problems
            .push(Problem::error(code).detail(&nth, &nth).at(place));
    }
}
