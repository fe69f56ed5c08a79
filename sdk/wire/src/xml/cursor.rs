//! A place in the text of a document, moving forward.

use super::text::{self, Flaw};
use super::{Fault, FaultKind, is_space};
use crate::place::Place;
use alloc::string::String;

/// The bytes of which names usually are.
static USUAL: [bool; 256] = usual();

#[expect(
    clippy::indexing_slicing,
    reason = "a byte is less than 256, and the compiler looks itself"
)]
const fn usual() -> [bool; 256] {
    let mut usual = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        usual[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':');
        byte += 1;
    }
    usual
}

/// One attribute of a start tag.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    /// Of a namespace declaration alone: nothing else is kept.
    pub(super) value: String,
    pub(super) start: Cursor<'a>,
}

/// The most bytes of an XML declaration. One as messages have it is of sixty.
pub const LONGEST_DECLARATION: usize = 1024;

#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Where the text begins in its file.
    start: Place,
    /// What is next, as an offset …
    at: usize,
    /// … and from there on.
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, start: Place) -> Self {
        Self {
            text,
            start,
            at: 0,
            rest: text,
        }
    }

    /// At the beginning of the same text.
    pub(super) fn restarted(&self) -> Self {
        Self::new(self.text, self.start)
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.rest.as_bytes()
    }

    pub(super) fn starts_with(&self, what: &str) -> bool {
        self.rest.starts_with(what)
    }

    /// Passes `what` if it is next.
    pub(super) fn skip(&mut self, what: &str) -> bool {
        let is_next = self.rest.starts_with(what);
        if is_next {
            self.take(what.len());
        }
        is_next
    }

    /// Passes spaces; whether there were any.
    pub(super) fn skip_spaces(&mut self) -> bool {
        let after = self.rest.trim_start_matches(is_space);
        !self
            .take(self.rest.len().saturating_sub(after.len()))
            .is_empty()
    }

    pub(super) fn expect(&mut self, what: &str) -> Result<(), Fault> {
        if self.skip(what) {
            Ok(())
        } else {
            Err(self.unless_ended("a tag that does not end", "タグが閉じていません"))
        }
    }

    pub(super) fn take_until_tag(&mut self) -> &'a str {
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        self.take(end)
    }

    /// What comes before `end`; `end` itself is passed too.
    pub(super) fn take_past(&mut self, end: &str) -> Result<&'a str, Fault> {
        match self.rest.find(end) {
            Some(length) => {
                let before = self.take(length);
                self.take(end.len());
                Ok(before)
            }
            None => Err(self.ended()),
        }
    }

    /// A name with at most one colon, between two names (QName).
    pub(super) fn take_qualified_name(&mut self) -> Result<&'a str, Fault> {
        let start = self.clone();
        let name = self.take_name()?;
        match name.split_once(':') {
            Some((prefix, local)) if !is_plain_name(prefix) || !is_plain_name(local) => {
                let (en, ja) = ("a name that is none", "要素名や属性名が正しくありません");
                Err(start.fault(en, ja))
            }
            _ => Ok(name),
        }
    }

    pub(super) fn take_name(&mut self) -> Result<&'a str, Fault> {
        let is_usual = |byte: u8| USUAL.get(usize::from(byte)).copied().unwrap_or_default();
        let bytes = self.bytes();
        let usual = bytes.iter().take_while(|byte| is_usual(**byte)).count();
        let end = if bytes.get(usual).is_some_and(|byte| !byte.is_ascii()) {
            self.rest
                .find(|character| !text::is_name_part(character))
                .unwrap_or(self.rest.len())
        } else {
            usual
        };
        if self.rest.starts_with(text::is_name_start) {
            Ok(self.take(end))
        } else {
            Err(self.unless_ended("a name that is none", "要素名や属性名が正しくありません"))
        }
    }

    /// An attribute. The value of most is only checked: no message has any.
    pub(super) fn take_attribute(&mut self) -> Result<Attribute<'a>, Fault> {
        let first = self.clone();
        let no_value =
            |here: &Self| here.unless_ended("an attribute without a value", "属性に値がありません");
        let name = self.take_qualified_name()?;
        self.skip_spaces();
        if !self.skip("=") {
            return Err(no_value(self));
        }
        self.skip_spaces();
        let start = self.clone();
        let quote = if self.skip("'") {
            "'"
        } else if self.skip("\"") {
            "\""
        } else {
            return Err(no_value(self));
        };
        let inside = self.clone();
        let raw = self.take_past(quote)?;
        if raw.contains('<') {
            return Err(start.fault("< in an attribute", "属性の値に<があります"));
        }
        let mut value = String::new();
        let is_declaration = name == "xmlns" || name.starts_with("xmlns:");
        let read = if is_declaration {
            // Line ends and tabs are spaces in attributes.
            let raw = raw.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
            text::append_value(&raw, &mut value)
        } else {
            text::append_value(raw, &mut String::new())
        };
        read.map_err(|flaw| inside.after(&flaw))?;
        Ok(Attribute {
            name,
            value,
            start: first,
        })
    }

    pub(super) fn skip_comment(&mut self) -> Result<(), Fault> {
        let start = self.clone();
        let comment = self.take_past("--")?;
        text::check(comment).map_err(|flaw| start.after(&flaw))?;
        if self.skip(">") {
            Ok(())
        } else {
            Err(self.unless_ended("-- in a comment", "コメントの中に--があります"))
        }
    }

    pub(super) fn skip_instruction(&mut self) -> Result<(), Fault> {
        let start = self.clone();
        let target = self.take_name()?;
        if target.eq_ignore_ascii_case("xml") {
            let (en, ja) = (
                "an XML declaration that is not at the start",
                "XML宣言が先頭にありません",
            );
            return Err(start.fault(en, ja));
        }
        let (en, ja) = ("a name that is none", "要素名や属性名が正しくありません");
        if target.contains(':') {
            return Err(start.fault(en, ja));
        }
        if !self.starts_with("?>") && !self.skip_spaces() {
            return Err(self.unless_ended(en, ja));
        }
        let start = self.clone();
        let content = self.take_past("?>")?;
        text::check(content).map_err(|flaw| start.after(&flaw))
    }

    /// The XML declaration, if there is one: `version`, then `encoding` and
    /// `standalone`, both optional. The encoding it names.
    pub(super) fn take_declaration(&mut self) -> Result<Option<&'a str>, Fault> {
        let begin = self.clone();
        let mut encoding = None;
        let declared = self
            .rest
            .strip_prefix("<?xml")
            .is_some_and(|rest| rest.starts_with(is_space));
        if !declared {
            return Ok(None);
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
                let value = self.take_stated(name, &before)?;
                if name == "encoding" {
                    encoding = Some(value);
                }
            } else if is_required {
                return Err(self.declaration_fault());
            } else {
                *self = before;
            }
        }
        self.skip_spaces();
        if !self.skip("?>") {
            return Err(self.declaration_fault());
        }
        if self.at.saturating_sub(begin.at) > LONGEST_DECLARATION {
            return Err(begin.declaration_fault());
        }
        Ok(encoding)
    }

    /// What the declaration states under this name; references are none there.
    fn take_stated(&mut self, name: &str, before: &Self) -> Result<&'a str, Fault> {
        let attribute = self.take_attribute()?;
        let taken = before.at.max(attribute.start.at)..self.at;
        let raw = self.text.get(taken).unwrap_or_default();
        let quote = raw.find(['"', '\'']).unwrap_or_default();
        let inside = quote.saturating_add(1)..raw.len().saturating_sub(1);
        let value = raw.get(inside).unwrap_or_default();
        let holds = match name {
            "version" => value.strip_prefix("1.").is_some_and(|minor| {
                !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())
            }),
            "encoding" => is_encoding_name(value),
            _ => matches!(value, "yes" | "no"),
        };
        if attribute.name == name && holds {
            Ok(value)
        } else {
            Err(before.declaration_fault())
        }
    }

    fn declaration_fault(&self) -> Fault {
        let (en, ja) = (
            "an XML declaration that is none",
            "XML宣言が正しくありません",
        );
        self.unless_ended(en, ja)
    }

    pub(super) fn twice(&self) -> Fault {
        self.fault("an attribute twice", "同じ属性が2つあります")
    }

    /// A fault at what is next.
    pub(super) fn stop(&self, kind: FaultKind) -> Fault {
        let before = self.text.get(..self.at).unwrap_or_default();
        Fault {
            kind,
            place: self.start.after(before),
        }
    }

    /// What is not well-formed at what is next.
    pub(super) fn fault(&self, en: &'static str, ja: &'static str) -> Fault {
        self.stop(FaultKind::NotWellFormed(en, ja))
    }

    /// The same, but where nothing is next, more may be to come.
    fn unless_ended(&self, en: &'static str, ja: &'static str) -> Fault {
        if self.at_end() {
            self.ended()
        } else {
            self.fault(en, ja)
        }
    }

    pub(super) fn ended(&self) -> Fault {
        self.stop(FaultKind::Ended)
    }

    /// What is wrong in the text that begins here.
    pub(super) fn after(&self, flaw: &Flaw) -> Fault {
        let mut there = self.clone();
        there.take(flaw.offset);
        there.fault(flaw.en, flaw.ja)
    }

    pub(super) fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.at = self.at.saturating_add(taken.len());
        self.rest = rest;
        taken
    }
}

/// A name without a colon (NCName), of the characters of names.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(text::is_name_start) && !name.contains(':')
}

/// EncName.
fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}
