//! A place in the text of a document, moving forward.

use super::text::{self, Fault};
use super::{NOT_WELL_FORMED, is_space};
use crate::problem::{Code, Place, Problem};
use alloc::string::String;

#[derive(Clone)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
    /// Where `counted` begins: line and column from 1.
    line: u32,
    column: u32,
    /// What is already passed but not yet counted into line and column.
    counted: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            line: 1,
            column: 1,
            counted: text,
        }
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn starts_with(&self, what: &str) -> bool {
        self.rest.starts_with(what)
    }

    /// Passes `what` if it is next.
    pub(super) fn skip(&mut self, what: &str) -> bool {
        let after = self.rest.strip_prefix(what);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Passes spaces; whether there were any.
    pub(super) fn skip_spaces(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start_matches(is_space);
        self.rest.len() < before
    }

    pub(super) fn expect(&mut self, what: &str) -> Result<(), Problem> {
        if self.skip(what) {
            Ok(())
        } else {
            Err(self.fault("a tag that does not end", "タグが閉じていません"))
        }
    }

    /// Line and column, from 1, of what is next.
    pub(super) fn position(&mut self) -> (u32, u32) {
        let passed = self.counted.len().saturating_sub(self.rest.len());
        for character in self.counted.get(..passed).unwrap_or_default().chars() {
            if character == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.counted = self.rest;
        (self.line, self.column)
    }

    pub(super) fn take_until_tag(&mut self) -> &'a str {
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        self.take(end)
    }

    /// What comes before `end`; `end` itself is passed too.
    pub(super) fn take_past(&mut self, end: &str) -> Result<&'a str, Problem> {
        match self.rest.split_once(end) {
            Some((before, after)) => {
                self.rest = after;
                Ok(before)
            }
            None => Err(self.fault("it ends too early", "途中で終わっています")),
        }
    }

    pub(super) fn take_name(&mut self) -> Result<&'a str, Problem> {
        let end = self.rest.find(|character| !text::is_name_part(character));
        let start = self.clone();
        let name = self.take(end.unwrap_or(self.rest.len()));
        if name.starts_with(text::is_name_start) {
            Ok(name)
        } else {
            Err(start.fault("a name that is none", "要素名や属性名が正しくありません"))
        }
    }

    /// An attribute: its name. The value is only checked: no message has any.
    pub(super) fn take_attribute(&mut self) -> Result<&'a str, Problem> {
        let name = self.take_name()?;
        self.skip_spaces();
        if !self.skip("=") {
            return Err(self.fault("an attribute without a value", "属性に値がありません"));
        }
        self.skip_spaces();
        let start = self.clone();
        let quote = if self.skip("'") {
            "'"
        } else if self.skip("\"") {
            "\""
        } else {
            return Err(self.fault("an attribute without a value", "属性に値がありません"));
        };
        let inside = self.clone();
        let raw = self.take_past(quote)?;
        if raw.contains('<') {
            return Err(start.fault("< in an attribute", "属性の値に<があります"));
        }
        text::append_value(raw, &mut String::new()).map_err(|fault| inside.after(raw, fault))?;
        Ok(name)
    }

    pub(super) fn skip_comment(&mut self) -> Result<(), Problem> {
        let start = self.clone();
        let comment = self.take_past("--")?;
        text::check(comment).map_err(|fault| start.after(comment, fault))?;
        if self.skip(">") {
            Ok(())
        } else {
            Err(self.fault("-- in a comment", "コメントの中に--があります"))
        }
    }

    pub(super) fn skip_instruction(&mut self) -> Result<(), Problem> {
        let start = self.clone();
        let target = self.take_name()?;
        if target.eq_ignore_ascii_case("xml") {
            let (en, ja) = (
                "an XML declaration that is not at the start",
                "XML宣言が先頭にありません",
            );
            return Err(start.fault(en, ja));
        }
        if !self.starts_with("?>") && !self.skip_spaces() {
            return Err(self.fault("a name that is none", "要素名や属性名が正しくありません"));
        }
        let start = self.clone();
        let content = self.take_past("?>")?;
        text::check(content).map_err(|fault| start.after(content, fault))
    }

    /// The XML declaration, if there is one: `version`, then `encoding` and
    /// `standalone`, both optional.
    pub(super) fn skip_declaration(&mut self) -> Result<(), Problem> {
        let declared = self
            .rest
            .strip_prefix("<?xml")
            .is_some_and(|rest| rest.starts_with(is_space));
        if !declared {
            return Ok(());
        }
        self.skip("<?xml");
        for (name, is_required) in [
            ("version", true),
            ("encoding", false),
            ("standalone", false),
        ] {
            let before = self.clone();
            let spaced = self.skip_spaces();
            if spaced && self.starts_with(name) {
                if self.take_attribute()? != name {
                    return Err(before.declaration_fault());
                }
            } else if is_required {
                return Err(self.declaration_fault());
            } else {
                *self = before;
            }
        }
        self.skip_spaces();
        if self.skip("?>") {
            Ok(())
        } else {
            Err(self.declaration_fault())
        }
    }

    fn declaration_fault(&self) -> Problem {
        self.fault(
            "an XML declaration that is none",
            "XML宣言が正しくありません",
        )
    }

    /// A problem at what is next.
    pub(super) fn problem(&self, code: Code) -> Problem {
        let (line, column) = self.clone().position();
        Problem::error(code).at(Place::nowhere().at_line(line, column))
    }

    /// What is not well-formed at what is next.
    pub(super) fn fault(&self, en: &str, ja: &str) -> Problem {
        let problem = self.problem(NOT_WELL_FORMED);
        let place = problem.place.clone();
        problem.detail(en, ja).at(place)
    }

    /// What is wrong in `raw`, which begins here.
    pub(super) fn after(&self, raw: &str, fault: Fault) -> Problem {
        let mut there = self.clone();
        there.take(fault.offset.min(raw.len()));
        there.fault(fault.en, fault.ja)
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}
