//! The text since the last tag.

use super::text::{self, Flaw, is_space};
use crate::builder::Builder;
use crate::tree::Span;

/// Where it is a piece of the source as it stands, nothing is copied.
#[derive(Debug, Default)]
pub(super) struct Pending(Option<Span>);

impl Pending {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn length(&self) -> usize {
        self.0.map_or(0, Span::length)
    }

    /// A piece of the source that stands for itself.
    pub(super) fn push_plain(
        &mut self,
        start: usize,
        raw: &str,
        builder: &mut Builder,
        source: &str,
    ) {
        if raw.is_empty() {
            return;
        }
        if self.0.is_none() {
            self.0 = Some(Span::of_source(start, start.saturating_add(raw.len())));
        } else {
            let begin = self.moved(builder, source);
            builder.tree.own.push_str(raw);
            self.0 = Some(Span::of_own(begin, builder.tree.own.len()));
        }
    }

    /// A piece with references or line ends, or of a CDATA section.
    pub(super) fn push_raw(
        &mut self,
        raw: &str,
        is_markup: bool,
        builder: &mut Builder,
        source: &str,
    ) -> Result<(), Flaw> {
        let begin = self.moved(builder, source);
        text::append(raw, is_markup, &mut builder.tree.own)?;
        self.0 = Some(Span::of_own(begin, builder.tree.own.len()));
        Ok(())
    }

    /// Makes it end where the own texts do; where it begins in them.
    fn moved(&mut self, builder: &mut Builder, source: &str) -> usize {
        let length = self.length();
        if let Some(span) = self.0
            && !span.is_own()
        {
            builder.tree.own.push_str(span.of(source));
        }
        builder.tree.own.len().saturating_sub(length)
    }

    /// What there is, as the text of an element that holds nothing else.
    pub(super) fn take(&mut self) -> Span {
        self.0.take().unwrap_or_default()
    }

    /// What there is between elements, where that is more than space.
    pub(super) fn take_between(&mut self, builder: &Builder, source: &str) -> Option<Span> {
        let span = self.0.take()?;
        let is_layout = builder.piece(span, source).chars().all(is_space);
        (!is_layout).then_some(span)
    }
}
