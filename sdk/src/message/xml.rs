//! Reading XML into a tree of elements, and writing it.
//!
//! The reader takes the XML that messages are: a declaration, elements, text,
//! character references, CDATA, comments. It knows no DTD, so it has no entities
//! to expand, and it keeps a stack of its own instead of recursing, so depth costs
//! memory that the limits bound. Tests compare it with `roxmltree`.

mod cursor;
mod text;
pub(super) mod write;

use super::limits::{
    Limits, TEXT_TOO_LONG, TOO_DEEP, TOO_MANY_ATTRIBUTES, TOO_MANY_ELEMENTS, as_usize,
};
use super::{Content, Element};
use crate::problem::{Code, Problem};
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::mem;
use cursor::Cursor;
use text::Fault;
pub(super) use text::is_space;
pub use write::{NOT_IN_SHIFT_JIS, NOT_IN_XML};

/// XML that is not well-formed.
pub const NOT_WELL_FORMED: Code = code!(
    "message.not-well-formed",
    "not well-formed XML: {}",
    "XMLとして正しくありません({})",
);

/// A document type declaration, which messages don't have and attacks do.
pub const DTD: Code = code!(
    "message.dtd",
    "a document type declaration (DTD) is not allowed",
    "文書型宣言(DTD)は使えません",
);

/// The name under which text between elements is kept.
pub(super) const TEXT_BETWEEN: &str = "#text";

/// What a document held.
pub(super) struct Parsed {
    pub(super) root: Element,
    /// The positions of elements that had attributes.
    pub(super) with_attributes: Vec<(u32, u32)>,
}

/// Reads a document. Comments and processing instructions are left out.
///
/// # Errors
/// [`NOT_WELL_FORMED`], [`DTD`] or an exceeded limit, with its line and column.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Parsed, Problem> {
    let mut reader = Reader {
        cursor: Cursor::new(text),
        limits,
        open: Vec::new(),
        root: None,
        elements: 0,
        attributes: 0,
        with_attributes: Vec::new(),
    };
    reader.cursor.skip_declaration()?;
    while !reader.cursor.at_end() {
        reader.step()?;
    }
    match reader.root {
        Some(root) if reader.open.is_empty() => Ok(Parsed {
            root,
            with_attributes: reader.with_attributes,
        }),
        _ => Err(reader
            .cursor
            .fault("it ends too early", "途中で終わっています")),
    }
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    limits: &'a Limits,
    open: Vec<Open<'a>>,
    root: Option<Element>,
    elements: u32,
    attributes: u32,
    with_attributes: Vec<(u32, u32)>,
}

/// An element whose end tag has not come yet.
struct Open<'a> {
    name: &'a str,
    position: (u32, u32),
    text: String,
    children: Vec<Element>,
}

impl<'a> Reader<'a> {
    /// Reads one piece of text, tag or other markup.
    fn step(&mut self) -> Result<(), Problem> {
        if !self.cursor.starts_with("<") {
            self.text(true)
        } else if self.cursor.skip("<!--") {
            self.cursor.skip_comment()
        } else if self.cursor.skip("<![CDATA[") {
            self.text(false)
        } else if self.cursor.skip("<?") {
            self.cursor.skip_instruction()
        } else if self.cursor.starts_with("<!DOCTYPE") {
            Err(self.cursor.problem(DTD))
        } else if self.cursor.skip("</") {
            self.end_tag()
        } else {
            self.start_tag()
        }
    }

    /// Text up to the next tag, or to the end of a CDATA section.
    fn text(&mut self, is_markup: bool) -> Result<(), Problem> {
        let start = self.cursor.clone();
        let raw = if is_markup {
            self.cursor.take_until_tag()
        } else {
            self.cursor.take_past("]]>")?
        };
        let Some(open) = self.open.last_mut() else {
            let outside = if is_markup {
                raw.find(|character| !is_space(character))
            } else {
                Some(0)
            };
            let fault = |offset| Fault {
                offset,
                en: "text outside the root element",
                ja: "最上位の要素の外に文字があります",
            };
            return outside.map_or(Ok(()), |offset| Err(start.after(raw, fault(offset))));
        };
        text::append(raw, is_markup, &mut open.text).map_err(|fault| start.after(raw, fault))?;
        if open.text.len() > as_usize(self.limits.text) {
            return Err(exceeded(&start, TEXT_TOO_LONG, self.limits.text));
        }
        Ok(())
    }

    fn start_tag(&mut self) -> Result<(), Problem> {
        if self.root.is_some() {
            let (en, ja) = (
                "more than one root element",
                "最上位の要素が2つ以上あります",
            );
            return Err(self.cursor.fault(en, ja));
        }
        if self.open.len() >= self.limits.levels() {
            let levels = self.limits.depth.min(Limits::DEEPEST);
            return Err(exceeded(&self.cursor, TOO_DEEP, levels));
        }
        self.elements = self.elements.saturating_add(1);
        if self.elements > self.limits.elements {
            return Err(exceeded(
                &self.cursor,
                TOO_MANY_ELEMENTS,
                self.limits.elements,
            ));
        }
        let position = self.cursor.position();
        self.cursor.skip("<");
        let name = self.cursor.take_name()?;
        self.attributes(position)?;
        let is_empty = self.cursor.skip("/");
        self.cursor.expect(">")?;
        if let Some(parent) = self.open.last_mut() {
            parent.keep_text_between();
        }
        self.open.push(Open {
            name,
            position,
            text: String::new(),
            children: Vec::new(),
        });
        if is_empty {
            self.close();
        }
        Ok(())
    }

    fn attributes(&mut self, position: (u32, u32)) -> Result<(), Problem> {
        let mut names: Vec<&str> = Vec::new();
        loop {
            let spaced = self.cursor.skip_spaces();
            if self.cursor.starts_with("/") || self.cursor.starts_with(">") {
                break;
            }
            if !spaced {
                return Err(self
                    .cursor
                    .fault("a tag that does not end", "タグが閉じていません"));
            }
            self.attributes = self.attributes.saturating_add(1);
            if self.attributes > self.limits.attributes {
                return Err(exceeded(
                    &self.cursor,
                    TOO_MANY_ATTRIBUTES,
                    self.limits.attributes,
                ));
            }
            let start = self.cursor.clone();
            let name = self.cursor.take_attribute()?;
            if names.contains(&name) {
                return Err(start.fault("an attribute twice", "同じ属性が2つあります"));
            }
            names.push(name);
        }
        if !names.is_empty() {
            self.with_attributes.push(position);
        }
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), Problem> {
        let start = self.cursor.clone();
        let name = self.cursor.take_name()?;
        self.cursor.skip_spaces();
        self.cursor.expect(">")?;
        if self.open.last().is_none_or(|open| open.name != name) {
            let (en, ja) = (
                "an end tag that matches no start tag",
                "開始タグと終了タグが対応していません",
            );
            return Err(start.fault(en, ja));
        }
        self.close();
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut closed) = self.open.pop() else {
            return;
        };
        let content = if closed.children.is_empty() {
            Content::Text(closed.text)
        } else {
            closed.keep_text_between();
            Content::Children(closed.children)
        };
        let element = Element {
            name: closed.name.to_owned(),
            content,
            position: Some(closed.position),
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }
}

impl Open<'_> {
    /// Space between elements is layout; any other text there is kept in its place.
    fn keep_text_between(&mut self) {
        let text = mem::take(&mut self.text);
        if !text.chars().all(is_space) {
            self.children.push(Element {
                position: Some(self.position),
                ..Element::text(TEXT_BETWEEN, text)
            });
        }
    }
}

fn exceeded(cursor: &Cursor<'_>, code: Code, limit: u32) -> Problem {
    let limit = limit.to_string();
    let problem = cursor.problem(code);
    let place = problem.place.clone();
    problem.detail(&limit, &limit).at(place)
}

#[cfg(test)]
mod tests;
