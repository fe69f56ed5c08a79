//! The XML of messages, in either of the two encodings.

use crate::seed::Stream;
use encoding_rs::SHIFT_JIS;

/// How a terminal is set to write (OQSCD005).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Shift_JIS as Windows has it. What it cannot write becomes 「●」.
    ShiftJis,
}

impl Encoding {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "0",
            Self::ShiftJis => "1",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::ShiftJis => "Shift_JIS",
        }
    }

    pub(crate) fn encode(self, text: String) -> Vec<u8> {
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::ShiftJis => {
                let text: String = text.chars().map(writable).collect();
                SHIFT_JIS.encode(&text).0.into_owned()
            }
        }
    }
}

/// The character, or 「●」 where Shift_JIS has none.
fn writable(character: char) -> char {
    let unmappable = SHIFT_JIS.encode(character.encode_utf8(&mut [0; 4])).2;
    if unmappable { '●' } else { character }
}

pub(super) struct Element {
    name: String,
    content: Content,
}

enum Content {
    Text(String),
    Elements(Vec<Element>),
}

impl Element {
    pub(super) fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            content: Content::Text(text.into()),
        }
    }

    pub(super) fn group(name: &str, elements: impl IntoIterator<Item = Self>) -> Self {
        Self {
            name: name.into(),
            content: Content::Elements(elements.into_iter().collect()),
        }
    }

    /// With the elements at every level in an order that follows from their names
    /// and the seed, as if they had been kept in a hash table. Elements of one
    /// name stay in order.
    pub(super) fn in_order_of(self, seed: u64) -> Self {
        let content = match self.content {
            Content::Text(text) => Content::Text(text),
            Content::Elements(elements) => {
                let mut elements: Vec<_> = elements
                    .into_iter()
                    .map(|element| element.in_order_of(seed))
                    .collect();
                elements.sort_by_cached_key(|element| {
                    Stream::new(seed, &format!("order/{}", element.name)).below(u64::MAX)
                });
                Content::Elements(elements)
            }
        };
        Self {
            name: self.name,
            content,
        }
    }

    /// The whole file with this element as its root.
    pub(super) fn document(&self, encoding: Encoding) -> Vec<u8> {
        let name = encoding.name();
        let mut xml = format!("<?xml version=\"1.0\" encoding=\"{name}\" standalone=\"no\"?>\n");
        self.write(0, &mut xml);
        encoding.encode(xml)
    }

    fn write(&self, depth: usize, xml: &mut String) {
        let indent = "    ".repeat(depth);
        let name = &self.name;
        xml.push_str(&format!("{indent}<{name}>"));
        match &self.content {
            Content::Text(text) => xml.push_str(&escaped(text)),
            Content::Elements(elements) => {
                xml.push('\n');
                for element in elements {
                    element.write(depth + 1, xml);
                }
                xml.push_str(&indent);
            }
        }
        xml.push_str(&format!("</{name}>\n"));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
