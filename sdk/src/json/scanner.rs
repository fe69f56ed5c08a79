//! The parts of JSON text, one after the other. `None` is where it is not JSON.

use alloc::string::String;
use alloc::vec::Vec;

/// A text, and how far it has been read.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    /// Line and column of what comes next, both from 1.
    pub(super) fn position(&self) -> (u32, u32) {
        let read = self.text.len().saturating_sub(self.rest.len());
        let read = self.text.get(..read).unwrap_or_default();
        let line = read.rsplit('\n').next().unwrap_or_default();
        let lines = read.bytes().filter(|byte| *byte == b'\n').count();
        let number =
            |before: usize| u32::try_from(before).map_or(u32::MAX, |n| n.saturating_add(1));
        (number(lines), number(line.chars().count()))
    }

    /// The byte after white space, which stays where it is.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.first() {
            self.skip(1);
        }
        self.first()
    }

    /// Whether that byte is this one, which is then read.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.skip(1);
        }
        found
    }

    /// Reads a word such as `true`, if it comes next.
    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    /// A text, after its opening quote.
    pub(super) fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = |byte| matches!(byte, b'"' | b'\\' | 0x00..=0x1F);
            let run = self.rest.get(..self.rest.bytes().position(end)?)?;
            text.push_str(run);
            self.skip(run.len());
            match self.byte()? {
                b'"' => return Some(text),
                b'\\' => text.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    /// A number, as it is written.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        let before = self.rest;
        self.one_of(b"-");
        if !self.one_of(b"0") {
            self.digits()?;
        }
        if self.one_of(b".") {
            self.digits()?;
        }
        if self.one_of(b"eE") {
            self.one_of(b"+-");
            self.digits()?;
        }
        before.get(..before.len().saturating_sub(self.rest.len()))
    }

    /// The name of a member, with the colon after it.
    pub(super) fn name(&mut self) -> Option<String> {
        self.take(b'"').then_some(())?;
        let name = self.text()?;
        self.take(b':').then_some(name)
    }

    /// A value as it is written, however deep it is.
    pub(super) fn raw(&mut self) -> Option<&'a str> {
        self.peek();
        let before = self.rest;
        let mut open = Vec::new();
        loop {
            let close = match self.peek()? {
                b'{' => Some(b'}'),
                b'[' => Some(b']'),
                _ => None,
            };
            match close {
                Some(close) => {
                    self.skip(1);
                    if !self.take(close) {
                        open.push(close);
                        self.name_in(close)?;
                        continue;
                    }
                }
                None => self.scalar()?,
            }
            while let Some(&close) = open.last() {
                if self.take(b',') {
                    self.name_in(close)?;
                    break;
                }
                self.take(close).then_some(())?;
                open.pop();
            }
            if open.is_empty() {
                return before.get(..before.len().saturating_sub(self.rest.len()));
            }
        }
    }

    /// In an object a name comes before the value.
    fn name_in(&mut self, close: u8) -> Option<()> {
        if close == b'}' {
            self.name()?;
        }
        Some(())
    }

    fn scalar(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => {
                self.skip(1);
                self.text().map(|_| ())
            }
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            _ => self.number().map(|_| ()),
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.byte()? {
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit_or_pair(),
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    /// A UTF-16 unit, or two that are one character.
    fn unit_or_pair(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !matches!(unit, 0xD800..=0xDBFF) {
            return char::from_u32(unit);
        }
        self.word("\\u")?;
        let low = self.unit()?;
        matches!(low, 0xDC00..=0xDFFF).then_some(())?;
        char::from_u32(0x1_0000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = (unit << 4) | char::from(self.byte()?).to_digit(16)?;
        }
        Some(unit)
    }

    fn digits(&mut self) -> Option<()> {
        self.one_of(b"0123456789").then_some(())?;
        while self.one_of(b"0123456789") {}
        Some(())
    }

    fn one_of(&mut self, bytes: &[u8]) -> bool {
        let found = self.first().is_some_and(|first| bytes.contains(&first));
        if found {
            self.skip(1);
        }
        found
    }

    fn first(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    /// The next byte, which is read where it is ASCII.
    fn byte(&mut self) -> Option<u8> {
        let byte = self.first().filter(u8::is_ascii)?;
        self.skip(1);
        Some(byte)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "-0",
        "12.50e+3",
        "1E-7",
        "\"\"",
        r#""a\"\\\/\b\f\n\r\tあ\u3042\ud842\udfb7""#,
        "[]",
        "{}",
        "[[],{},[1,\"]\"]]",
        "{ \"a\" : [ { \"b\" : null } , 2 ] , \"a\" : {} }",
    ];

    const BAD: &[&str] = &[
        "",
        "nul",
        "True",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "-",
        "NaN",
        "'a'",
        "\"a",
        "\"\n\"",
        r#""\x""#,
        r#""\u12g4""#,
        r#""\ud842""#,
        r#""\udfb7""#,
        r#""\ud842\u0041""#,
        "[",
        "[1,]",
        "[1 2]",
        "[1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "1 2",
        "\u{A0}1",
    ];

    #[test]
    fn passes_over_what_serde_json_reads_and_nothing_else() {
        for text in GOOD {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
            assert_eq!(Scanner::new(text).raw(), Some(*text));
        }
        for text in BAD {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err());
            let mut scanner = Scanner::new(text);
            let read = scanner.raw();
            assert!(read.is_none() || scanner.peek().is_some(), "{text}");
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(Scanner::new(&deep).raw(), Some(deep.as_str()));
    }

    #[test]
    fn unescapes_like_serde_json() {
        for text in GOOD.iter().filter(|text| text.starts_with('"')) {
            let mut scanner = Scanner::new(text);
            assert!(scanner.take(b'"'));
            let expected: String = serde_json::from_str(text).unwrap();
            assert_eq!(scanner.text(), Some(expected));
        }
    }

    #[test]
    fn counts_lines_and_characters() {
        let mut scanner = Scanner::new("[\n \"あ\" x");
        assert!(scanner.take(b'[') && scanner.take(b'"'));
        assert_eq!(scanner.text().as_deref(), Some("あ"));
        assert_eq!(scanner.peek(), Some(b'x'));
        assert_eq!(scanner.position(), (2, 6));
    }
}
