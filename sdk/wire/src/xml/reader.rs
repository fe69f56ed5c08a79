//! From tag to tag through a document.

use super::cursor::{Attribute, Cursor};
use super::namespaces::Namespaces;
use super::pending::Pending;
use super::text::{self, Flaw, is_space};
use super::{Bounds, Fault, FaultKind};
use crate::builder::Builder;
use crate::dictionary::{Dictionary, same};
use crate::place::Place;
use crate::tree::{Span, TEXT_BETWEEN};
use alloc::vec::Vec;

#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    source: &'a str,
    bounds: &'a Bounds,
    pub(super) builder: Builder,
    /// The names of the elements that are open, and where their start tags stand.
    pub(super) open: Vec<(&'a str, u32)>,
    pub(super) has_root: bool,
    pub(super) namespaces: Namespaces,
    /// The levels that held elements before what is read here began.
    pub(super) held: usize,
    pending: Pending,
    elements: u32,
    attributes: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        source: &'a str,
        start: Place,
        bounds: &'a Bounds,
        dictionary: &'static Dictionary,
    ) -> Self {
        Self {
            cursor: Cursor::new(source, start),
            source,
            bounds,
            builder: Builder::new(dictionary),
            open: Vec::new(),
            has_root: false,
            namespaces: Namespaces::default(),
            held: 0,
            pending: Pending::default(),
            elements: 0,
            attributes: 0,
        }
    }

    pub(super) fn declaration(&mut self) -> Result<(), Fault> {
        self.cursor.take_declaration().map(|_| ())
    }

    /// Reads to the end.
    pub(super) fn rest(&mut self) -> Result<(), Fault> {
        while !self.cursor.at_end() {
            self.step()?;
        }
        Ok(())
    }

    /// Opens an element whose start tag was read before.
    pub(super) fn reopen(&mut self, name: &'static str) {
        let number = self.builder.tree.dictionary.number(name);
        if let Some(number) = number {
            self.builder.begin(number.into(), 0);
        } else {
            self.builder.open(name);
        }
        self.open.push((name, 0));
        self.has_root = true;
    }

    pub(super) fn has_pending_text(&self) -> bool {
        !self.pending.is_empty()
    }

    /// What was read, where that is a whole document.
    pub(super) fn whole(self) -> Result<Builder, Fault> {
        if self.has_root && self.open.is_empty() {
            Ok(self.builder)
        } else {
            Err(self.cursor.ended())
        }
    }

    /// Reads one piece of text, tag or other markup.
    pub(super) fn step(&mut self) -> Result<(), Fault> {
        match self.cursor.bytes() {
            [b'<', b'/', ..] => {
                self.cursor.take(2);
                self.end_tag()
            }
            [b'<', b'!' | b'?', ..] => self.other_markup(),
            [b'<', ..] => self.start_tag(),
            _ => self.text(),
        }
    }

    fn other_markup(&mut self) -> Result<(), Fault> {
        if self.cursor.skip("<!--") {
            self.cursor.skip_comment()
        } else if self.cursor.skip("<![CDATA[") {
            let start = self.cursor.clone();
            let raw = self.cursor.take_past("]]>")?;
            self.raw_text(&start, raw, false)
        } else if self.cursor.skip("<?") {
            self.cursor.skip_instruction()
        } else if self.cursor.starts_with("<!DOCTYPE") {
            Err(self.cursor.stop(FaultKind::Dtd))
        } else {
            self.start_tag()
        }
    }

    /// Text up to the next tag.
    fn text(&mut self) -> Result<(), Fault> {
        let bytes = self.cursor.bytes();
        let plain = text::plain(bytes);
        let is_plain = matches!(bytes.get(plain), None | Some(b'<'));
        if self.open.is_empty() || !is_plain {
            let start = self.cursor.clone();
            let raw = self.cursor.take_until_tag();
            return self.raw_text(&start, raw, true);
        }
        let start = self.cursor.at();
        let raw = self.cursor.take(plain);
        self.pending
            .push_plain(start, raw, &mut self.builder, self.source);
        self.within_bounds(start)
    }

    /// Text with something in it that does not stand for itself.
    fn raw_text(&mut self, start: &Cursor<'a>, raw: &str, is_markup: bool) -> Result<(), Fault> {
        if self.open.is_empty() {
            let outside = if is_markup {
                raw.find(|character| !is_space(character))
            } else {
                Some(0)
            };
            let (en, ja) = (
                "text outside the root element",
                "最上位の要素の外に文字があります",
            );
            let fault = |offset| start.after(&Flaw { offset, en, ja });
            return outside.map_or(Ok(()), |offset| Err(fault(offset)));
        }
        self.pending
            .push_raw(raw, is_markup, &mut self.builder, self.source)
            .map_err(|flaw| start.after(&flaw))?;
        self.within_bounds(start.at())
    }

    fn within_bounds(&self, start: usize) -> Result<(), Fault> {
        if self.pending.length() <= self.bounds.text {
            return Ok(());
        }
        let mut there = self.cursor.restarted();
        there.take(start);
        Err(there.stop(FaultKind::TextTooLong))
    }

    fn start_tag(&mut self) -> Result<(), Fault> {
        if self.has_root && self.open.is_empty() {
            let (en, ja) = (
                "more than one root element",
                "最上位の要素が2つ以上あります",
            );
            return Err(self.cursor.fault(en, ja));
        }
        if self.open.len() >= self.bounds.depth {
            return Err(self.cursor.stop(FaultKind::TooDeep));
        }
        self.elements = self.elements.saturating_add(1);
        if self.elements > self.bounds.elements {
            return Err(self.cursor.stop(FaultKind::TooManyElements));
        }
        let start = self.cursor.at();
        self.cursor.take(1);
        let at_name = self.cursor.clone();
        let name = self.cursor.take_qualified_name()?;
        let is_plain = self.cursor.bytes().first() == Some(&b'>');
        let has_attributes = !is_plain && self.attributes()?;
        let is_empty = !is_plain && self.cursor.skip("/");
        self.cursor.expect(">")?;
        self.text_between();
        let number = self.number(name, &at_name)?;
        if has_attributes {
            let index = self.builder.next();
            self.builder.tree.with_attributes.push(index);
        }
        let at = u32::try_from(start).unwrap_or_default();
        self.builder.begin(number, at);
        self.open.push((name, at));
        self.has_root = true;
        if is_empty {
            self.close();
        }
        Ok(())
    }

    /// The number of an element's name.
    fn number(&mut self, name: &str, at: &Cursor<'_>) -> Result<u32, Fault> {
        // Nearly every name is one of ours, and nearly no message has a namespace.
        let is_ours = self.namespaces.0.is_empty();
        if is_ours && let Some(number) = self.builder.tree.dictionary.number(name) {
            return Ok(number.into());
        }
        if let Some(foreign) = self.namespaces.foreign(name, at)? {
            let name = self.builder.own(&foreign);
            return Ok(self.builder.other(name));
        }
        Ok(match self.builder.tree.dictionary.number(name) {
            Some(number) => number.into(),
            None => {
                let end = at.at().saturating_add(name.len());
                self.builder.other(Span::of_source(at.at(), end))
            }
        })
    }

    /// Passes attributes; whether there were any.
    fn attributes(&mut self) -> Result<bool, Fault> {
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        loop {
            let spaced = self.cursor.skip_spaces();
            if matches!(self.cursor.bytes().first(), Some(b'/' | b'>')) {
                let level = self.open.len().saturating_add(1);
                self.namespaces.declare(level, &attributes)?;
                return Ok(!attributes.is_empty());
            }
            if !spaced {
                self.cursor.expect(">")?;
            }
            self.attributes = self.attributes.saturating_add(1);
            if self.attributes > self.bounds.attributes {
                return Err(self.cursor.stop(FaultKind::TooManyAttributes));
            }
            let attribute = self.cursor.take_attribute()?;
            if attributes.iter().any(|other| other.name == attribute.name) {
                return Err(attribute.start.twice());
            }
            attributes.push(attribute);
        }
    }

    fn end_tag(&mut self) -> Result<(), Fault> {
        if let Some((name, _)) = self.open.last()
            && let Some((tag, after)) = self.cursor.bytes().split_at_checked(name.len())
            && after.first() == Some(&b'>')
            && same(tag, name.as_bytes())
        {
            self.cursor.take(name.len().saturating_add(1));
            self.close();
            return Ok(());
        }
        let start = self.cursor.clone();
        let name = self.cursor.take_name()?;
        self.cursor.skip_spaces();
        self.cursor.expect(">")?;
        if self.open.last().is_none_or(|(open, _)| *open != name) {
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
        let text = if self.builder.holds_elements() || self.open.len() <= self.held {
            self.text_between();
            Span::default()
        } else {
            self.pending.take()
        };
        self.builder.end(text);
        self.open.pop();
        self.held = self.held.min(self.open.len());
        self.namespaces.close(self.open.len());
    }

    /// Space between elements is layout; any other text there is kept in its place,
    /// as an element that stands where the one around it does.
    fn text_between(&mut self) {
        if let Some(text) = self.pending.take_between(&self.builder, self.source)
            && let Some((_, at)) = self.open.last()
        {
            let name = self.builder.own(TEXT_BETWEEN);
            let name = self.builder.other(name);
            self.builder.begin(name, *at);
            self.builder.end(text);
        }
    }
}
