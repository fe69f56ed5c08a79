//! Requests as XML.
//!
//! The simulator insists on the table: what it does not know it does not take. What
//! the real system tolerates beyond that is not publicly known.

use super::record::{Record, Value};
use super::shape::Shape;
use core::fmt;
use encoding_rs::SHIFT_JIS;
use roxmltree::{Document, Node};

/// Why a request cannot be read. Says where, never what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Its bytes are not in the encoding that it declares.
    Encoding,
    /// It is not well-formed.
    NotXml,
    /// Its root is not `XmlMsg`.
    Root,
    /// What such a message holds is not publicly known.
    NoLayout,
    /// An element the layout has not, or one too many.
    Unexpected(String),
    /// An element that has to be there is not.
    Missing(String),
    /// A text of the wrong form, length or code table.
    Form(String),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => f.write_str("文字コードが宣言と一致しません"),
            Self::NotXml => f.write_str("XMLとして読めません"),
            Self::Root => f.write_str("ルート要素がXmlMsgではありません"),
            Self::NoLayout => f.write_str("このインターフェイスのレイアウトは公開されていません"),
            Self::Unexpected(name) => write!(f, "{name}はこの要求にない要素です"),
            Self::Missing(name) => write!(f, "{name}がありません"),
            Self::Form(name) => write!(f, "{name}の形式が正しくありません"),
        }
    }
}

impl core::error::Error for Malformed {}

pub(super) fn read(shapes: &[Shape], bytes: &[u8]) -> Result<Record, Malformed> {
    let text = decoded(bytes)?;
    let document = Document::parse(&text).map_err(|_| Malformed::NotXml)?;
    let root = document.root_element();
    if !root.has_tag_name("XmlMsg") {
        return Err(Malformed::Root);
    }
    elements(shapes, root)
}

fn decoded(bytes: &[u8]) -> Result<String, Malformed> {
    let declaration = &bytes[..bytes.len().min(100)];
    let declaration = String::from_utf8_lossy(declaration);
    let declaration = declaration
        .split_once("?>")
        .map_or("", |(before, _)| before);
    if declaration.to_ascii_lowercase().contains("shift_jis") {
        let (text, _, broken) = SHIFT_JIS.decode(bytes);
        return if broken {
            Err(Malformed::Encoding)
        } else {
            Ok(text.into_owned())
        };
    }
    let text = core::str::from_utf8(bytes).map_err(|_| Malformed::Encoding)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn elements(shapes: &[Shape], parent: Node<'_, '_>) -> Result<Record, Malformed> {
    let mut record = Record::new();
    for node in parent.children().filter(Node::is_element) {
        let name = node.tag_name().name();
        let shape = shapes.iter().find(|shape| shape.name == name);
        let shape = shape.ok_or_else(|| Malformed::Unexpected(name.to_owned()))?;
        if shape.inside.is_empty() {
            text(shape, node.text().unwrap_or_default(), &mut record)?;
        } else {
            insert(shape, elements(&shape.inside, node)?, &mut record)?;
        }
    }
    complete(shapes, record)
}

/// Adds a text that the shape admits. An element without text is none.
pub(super) fn text(shape: &Shape, text: &str, record: &mut Record) -> Result<(), Malformed> {
    if text.is_empty() {
        return Ok(());
    }
    if !shape.admits(text) {
        return Err(Malformed::Form(shape.name.clone()));
    }
    if record.get(&shape.name).is_some() {
        return Err(Malformed::Unexpected(shape.name.clone()));
    }
    record.put(&shape.name, Value::Text(text.to_owned()));
    Ok(())
}

/// Adds elements, once or as often as the shape admits.
pub(super) fn insert(shape: &Shape, inside: Record, record: &mut Record) -> Result<(), Malformed> {
    let known = record.0.iter_mut().find(|(name, _)| *name == shape.name);
    match known {
        None if shape.many => record.put(&shape.name, Value::Records(vec![inside])),
        None => record.put(&shape.name, Value::Record(inside)),
        Some((_, Value::Records(records))) => records.push(inside),
        Some(_) => return Err(Malformed::Unexpected(shape.name.clone())),
    }
    Ok(())
}

/// The record, where nothing is missing.
pub(super) fn complete(shapes: &[Shape], record: Record) -> Result<Record, Malformed> {
    let missing = shapes
        .iter()
        .find(|shape| shape.required && record.get(&shape.name).is_none());
    match missing {
        Some(shape) => Err(Malformed::Missing(shape.name.clone())),
        None => Ok(record),
    }
}
