//! Results as XML.

use super::record::{Record, Value};
use super::shape::Shape;
use crate::results::Encoding;

/// The whole file.
pub(super) fn document(shapes: &[Shape], message: &Record, encoding: Encoding) -> Vec<u8> {
    let mut xml = String::with_capacity(4096);
    xml.push_str("<?xml version=\"1.0\" encoding=\"");
    xml.push_str(encoding.name());
    xml.push_str("\" standalone=\"no\"?>\n<XmlMsg>\n");
    let message = declared(shapes, message, encoding);
    elements(shapes, &message, 1, &mut xml);
    xml.push_str("</XmlMsg>\n");
    encoding.encode(xml)
}

/// With 文字コード識別, which is written where the layout has it.
fn declared(shapes: &[Shape], message: &Record, encoding: Encoding) -> Record {
    let header = shapes.iter().find(|shape| shape.name == "MessageHeader");
    let mut inside = header.iter().flat_map(|header| &header.inside);
    if !inside.any(|shape| shape.name == "CharacterCodeIdentifier") {
        return message.clone();
    }
    let header = message
        .get_group("MessageHeader")
        .cloned()
        .unwrap_or_default();
    let header = header.text("CharacterCodeIdentifier", encoding.code());
    let mut message = message.clone();
    message.put("MessageHeader", Value::Record(header));
    message
}

fn elements(shapes: &[Shape], record: &Record, depth: usize, xml: &mut String) {
    debug_assert!(
        record
            .names()
            .all(|name| shapes.iter().any(|shape| shape.name == name)),
        "an element the layout has not",
    );
    for shape in shapes {
        match record.get(&shape.name) {
            None => {}
            Some(Value::Text(text)) => element(shape, text, depth, xml),
            Some(Value::Texts(texts)) => {
                for text in texts {
                    element(shape, text, depth, xml);
                }
            }
            Some(Value::Record(record)) => group(shape, record, depth, xml),
            Some(Value::Records(records)) => {
                for record in records {
                    group(shape, record, depth, xml);
                }
            }
        }
    }
}

fn group(shape: &Shape, record: &Record, depth: usize, xml: &mut String) {
    open(&shape.name, depth, xml);
    xml.push('\n');
    elements(&shape.inside, record, depth + 1, xml);
    indent(depth, xml);
    close(&shape.name, xml);
}

fn element(shape: &Shape, text: &str, depth: usize, xml: &mut String) {
    open(&shape.name, depth, xml);
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            _ => xml.push(character),
        }
    }
    close(&shape.name, xml);
}

fn open(name: &str, depth: usize, xml: &mut String) {
    indent(depth, xml);
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
}

fn close(name: &str, xml: &mut String) {
    xml.push_str("</");
    xml.push_str(name);
    xml.push_str(">\n");
}

fn indent(depth: usize, xml: &mut String) {
    for _ in 0..depth {
        xml.push_str("    ");
    }
}
