//! Writing a message in an encoding, and only with characters that this encoding
//! and XML can carry.

use crate::message::encoding::Encoder;
use crate::message::path::Trail;
use crate::message::{Element, Encoding, Tree};
use crate::problem::{Code, Problem, Problems};
use alloc::string::ToString;
use alloc::vec::Vec;
use onshi_wire::xml::is_character;

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

/// The document, with the declaration messages have, in the tree's order, and of the
/// elements inside others only those asked for.
///
/// # Errors
/// [`NOT_IN_SHIFT_JIS`] and [`NOT_IN_XML`], all of them, with their paths.
pub(in crate::message) fn document(
    tree: &Tree,
    encoding: Encoding,
    is_wanted: &dyn Fn(Element<'_>) -> bool,
) -> Result<Vec<u8>, Problems> {
    let mut writer = Writer {
        is_wanted,
        encoder: encoding.encoder(),
        bytes: Vec::new(),
        problems: Vec::new(),
    };
    writer.markup("<?xml version=\"1.0\" encoding=\"");
    writer.markup(encoding.name());
    writer.markup("\" standalone=\"no\"?>\n");
    writer.element(&Trail::top(tree.root()), 0);
    if writer.problems.is_empty() {
        Ok(writer.bytes)
    } else {
        Err(writer.problems)
    }
}

struct Writer<'w> {
    is_wanted: &'w dyn Fn(Element<'_>) -> bool,
    encoder: Encoder,
    bytes: Vec<u8>,
    problems: Problems,
}

impl Writer<'_> {
    fn element(&mut self, trail: &Trail<'_, '_>, level: usize) {
        let element = trail.element();
        self.indent(level);
        self.tag("<", element);
        match element.as_text() {
            Some(text) => self.text(text, trail),
            None => {
                self.markup("\n");
                let wanted = element.children().filter(|child| (self.is_wanted)(*child));
                for child in wanted {
                    self.element(&trail.down(child), level.saturating_add(1));
                }
                self.indent(level);
            }
        }
        self.tag("</", element);
        self.markup("\n");
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
                _ => {
                    if self.encoder.encode(character, &mut self.bytes).is_none() {
                        self.refuse(NOT_IN_SHIFT_JIS, index, trail);
                    }
                }
            }
        }
    }

    fn refuse(&mut self, code: Code, index: usize, trail: &Trail<'_, '_>) {
        let nth = index.saturating_add(1).to_string();
        self.problems
            .push(Problem::error(code).detail(&nth, &nth).at(trail.place()));
    }
}
