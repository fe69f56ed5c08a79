//! The structure of DER as indented text: an element that holds one other is
//! followed by it (`>`), one that holds only values shows them in braces.

use core::fmt::Write;
use der::oid::ObjectIdentifier;

/// The outline of what is encoded, with the values of extensions opened.
pub(crate) fn outline(der: &[u8]) -> String {
    let mut text = String::new();
    for element in elements(der, false) {
        element.write(0, &mut text);
    }
    text
}

struct Element {
    tag: u8,
    content: Content,
}

enum Content {
    Value(String),
    Elements(Vec<Element>),
}

fn elements(mut der: &[u8], inside_octets: bool) -> Vec<Element> {
    let mut elements = Vec::new();
    while let [tag, rest @ ..] = der {
        let (length, rest) = length(rest);
        let (content, rest) = rest.split_at(length);
        // The value of an extension is DER again; a string inside it is not.
        let opened = *tag == 0x04 && !inside_octets;
        elements.push(Element {
            tag: *tag,
            content: if opened || tag & 0x20 != 0 {
                Content::Elements(self::elements(content, inside_octets || opened))
            } else {
                Content::Value(value(*tag, content))
            },
        });
        der = rest;
    }
    elements
}

fn length(der: &[u8]) -> (usize, &[u8]) {
    match der[0] {
        short @ 0..0x80 => (short.into(), &der[1..]),
        long => {
            let (bytes, rest) = der[1..].split_at((long & 0x7f).into());
            let length = bytes
                .iter()
                .fold(0, |length, byte| length * 256 + usize::from(*byte));
            (length, rest)
        }
    }
}

fn value(tag: u8, content: &[u8]) -> String {
    match (tag, content) {
        (0x06, oid) => ObjectIdentifier::from_bytes(oid).unwrap().to_string(),
        (0x05, []) => String::new(),
        (0x0c | 0x13 | 0x16 | 0x17 | 0x18 | 0x86, text) => String::from_utf8(text.into()).unwrap(),
        (0x01..=0x03, short) if short.len() <= 2 => short
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}")),
        (_, bytes) => format!("({} bytes)", bytes.len()),
    }
}

impl Element {
    fn kind(&self) -> String {
        match self.tag {
            0x01 => "BOOLEAN".into(),
            0x02 => "INTEGER".into(),
            0x03 => "BIT STRING".into(),
            0x04 => "OCTET STRING".into(),
            0x05 => "NULL".into(),
            0x06 => "OID".into(),
            0x0c => "UTF8String".into(),
            0x13 => "PrintableString".into(),
            0x16 => "IA5String".into(),
            0x17 => "UTCTime".into(),
            0x18 => "GeneralizedTime".into(),
            0x30 => "SEQUENCE".into(),
            0x31 => "SET".into(),
            tag if tag & 0xc0 == 0x80 => format!("[{}]", tag & 0x1f),
            tag => panic!("tag {tag:#04x}"),
        }
    }

    fn value(&self) -> Option<String> {
        match &self.content {
            Content::Value(value) => Some(format!("{} {value}", self.kind()).trim_end().into()),
            Content::Elements(_) => None,
        }
    }

    fn write(&self, depth: usize, text: &mut String) {
        text.push_str(&"  ".repeat(depth));
        self.write_inline(depth, text);
    }

    fn write_inline(&self, depth: usize, text: &mut String) {
        let Content::Elements(elements) = &self.content else {
            writeln!(text, "{}", self.value().unwrap()).unwrap();
            return;
        };
        write!(text, "{}", self.kind()).unwrap();
        let values: Option<Vec<_>> = elements.iter().map(Self::value).collect();
        match (elements.as_slice(), values) {
            (_, Some(values)) => writeln!(text, " {{ {} }}", values.join(", ")).unwrap(),
            ([one], None) => {
                text.push_str(" > ");
                one.write_inline(depth, text);
            }
            (several, None) => {
                text.push('\n');
                for element in several {
                    element.write(depth + 1, text);
                }
            }
        }
    }
}
