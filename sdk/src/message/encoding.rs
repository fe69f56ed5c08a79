//! The two encodings of messages, told by the XML declaration.

use crate::problem::{Code, Place, Problem};
use crate::text::split_once;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use onshi_wire::cp932;
use serde::Serialize;

/// Bytes that are no characters in the declared encoding.
pub const UNDECODABLE: Code = code!(
    "message.undecodable",
    "bytes that are no character in {}",
    "{}として読めないバイト列があります",
);

/// An encoding that messages don't use.
pub const UNKNOWN_ENCODING: Code = code!(
    "message.unknown-encoding",
    "the declared encoding is neither UTF-8 nor Shift_JIS",
    "XML宣言の文字コードがUTF-8でもShift_JISでもありません",
);

/// How a message's characters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Shift_JIS as Windows has it (CP932).
    #[serde(rename = "shift-jis")]
    ShiftJis,
}

impl Encoding {
    /// From its name in the options of an operation.
    pub(crate) fn chosen(name: &str) -> Option<Self> {
        match name {
            "utf-8" => Some(Self::Utf8),
            "shift-jis" => Some(Self::ShiftJis),
            _ => None,
        }
    }

    /// Its name in the XML declaration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::ShiftJis => "Shift_JIS",
        }
    }

    /// Its code in CharacterCodeIdentifier (OQSCD005).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "0",
            Self::ShiftJis => "1",
        }
    }

    /// From a name in an XML declaration, in any case.
    fn named(name: &str) -> Option<Self> {
        const UTF_8: [&str; 2] = ["utf-8", "utf8"];
        const SHIFT_JIS: [&str; 8] = [
            "shift_jis",
            "shift-jis",
            "sjis",
            "x-sjis",
            "windows-31j",
            "ms932",
            "cp932",
            "csshiftjis",
        ];
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        if UTF_8.iter().any(is) {
            Some(Self::Utf8)
        } else if SHIFT_JIS.iter().any(is) {
            Some(Self::ShiftJis)
        } else {
            None
        }
    }

    /// The encoding of an XML document, and the document without its byte order
    /// mark. Without mark and declaration it is UTF-8, as XML has it.
    ///
    /// # Errors
    /// [`UNKNOWN_ENCODING`]: also for UTF-16.
    pub(super) fn of_xml(bytes: &[u8]) -> Result<(Self, &[u8]), Problem> {
        let (marked, text) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) => (true, text),
            None => (false, bytes),
        };
        let unknown = || Problem::error(UNKNOWN_ENCODING).at(Place::nowhere().at_line(1, 1));
        if text.starts_with(b"\xFE\xFF") || text.starts_with(b"\xFF\xFE") {
            return Err(unknown());
        }
        let declared = match declared_encoding(text) {
            Some(name) => Self::named(name).ok_or_else(unknown)?,
            None => Self::Utf8,
        };
        // A mark is the stronger evidence: it is part of the bytes themselves.
        Ok((if marked { Self::Utf8 } else { declared }, text))
    }

    /// The characters. `before` is how many bytes of the input precede these.
    ///
    /// # Errors
    /// [`UNDECODABLE`], at the first byte that is no character.
    pub(super) fn decode(self, bytes: &[u8], before: usize) -> Result<Cow<'_, str>, Problem> {
        let decoded = match self {
            Self::Utf8 => core::str::from_utf8(bytes)
                .map(Cow::Borrowed)
                .map_err(|error| error.valid_up_to()),
            Self::ShiftJis => cp932::decode(bytes).map(Cow::Owned),
        };
        decoded.map_err(|offset| self.undecodable(bytes, offset, before))
    }

    fn undecodable(self, bytes: &[u8], offset: usize, before: usize) -> Problem {
        let readable = bytes.get(..offset).unwrap_or_default();
        let readable = match self {
            Self::Utf8 => String::from_utf8_lossy(readable),
            Self::ShiftJis => Cow::Owned(cp932::decode(readable).unwrap_or_default()),
        };
        let line = readable.matches('\n').count().saturating_add(1);
        let column = readable
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Problem::error(UNDECODABLE)
            .detail(self.name(), self.name())
            .at(Place::nowhere()
                .at_line(number(line), number(column.saturating_add(1)))
                .at_offset(number(offset.saturating_add(before))))
    }

    /// What writes in this encoding.
    pub(super) fn encoder(self) -> Encoder {
        match self {
            Self::Utf8 => Encoder::Utf8,
            Self::ShiftJis => Encoder::ShiftJis(cp932::Encoder::new()),
        }
    }
}

/// An encoding with what is needed to write in it.
#[derive(Debug)]
pub(super) enum Encoder {
    Utf8,
    ShiftJis(cp932::Encoder),
}

impl Encoder {
    /// The bytes of one character, or none where the encoding has no such
    /// character. What is encoded reads back the same: nothing is replaced.
    pub(super) fn encode(&self, character: char, bytes: &mut Vec<u8>) -> Option<()> {
        match self {
            Self::Utf8 => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                Some(())
            }
            Self::ShiftJis(table) => table.encode(character, bytes),
        }
    }
}

/// The encoding named in the XML declaration. Both encodings write the
/// declaration in ASCII, so it can be looked at before decoding.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    const LONGEST: usize = 256;
    let head = bytes.get(..LONGEST.min(bytes.len()))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|two| two == b"?>")?;
    let declaration = core::str::from_utf8(head.get(..end)?).ok()?;
    let (_, after) = split_once(declaration, "encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    value
        .strip_prefix(quote)?
        .split_once(quote)
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn of(text: &str) -> Result<Encoding, Problem> {
        Encoding::of_xml(text.as_bytes()).map(|(encoding, _)| encoding)
    }

    #[test]
    fn the_declaration_tells() {
        for (name, encoding) in [
            ("UTF-8", Encoding::Utf8),
            ("utf-8", Encoding::Utf8),
            ("Shift_JIS", Encoding::ShiftJis),
            ("SHIFT_JIS", Encoding::ShiftJis),
            ("Windows-31J", Encoding::ShiftJis),
        ] {
            for quote in ['"', '\''] {
                let text = format!(
                    "<?xml version={quote}1.0{quote} encoding = {quote}{name}{quote}?><X/>"
                );
                assert_eq!(of(&text), Ok(encoding), "{text}");
            }
        }
        assert_eq!(of("<X/>"), Ok(Encoding::Utf8));
        assert_eq!(
            of("<?xml version='1.0'?><X encoding='Shift_JIS'/>"),
            Ok(Encoding::Utf8)
        );
        assert_eq!(of(""), Ok(Encoding::Utf8));
    }

    #[test]
    fn a_byte_order_mark_means_utf_8() {
        let text = "\u{FEFF}<?xml version='1.0' encoding='Shift_JIS'?><X/>";
        let (encoding, rest) = Encoding::of_xml(text.as_bytes()).unwrap();
        assert_eq!(encoding, Encoding::Utf8);
        assert!(rest.starts_with(b"<?xml"));
    }

    #[test]
    fn other_encodings_are_refused() {
        let text = "<?xml version='1.0' encoding='EUC-JP'?><X/>";
        assert_eq!(of(text).unwrap_err().code, UNKNOWN_ENCODING);
        let utf_16 = Encoding::of_xml(b"\xFF\xFE<\0?\0");
        assert_eq!(utf_16.unwrap_err().code, UNKNOWN_ENCODING);
    }

    #[test]
    fn tells_where_the_bytes_are_no_characters() {
        // 診 in Shift_JIS is 90 66; FF is no character of it.
        let problem = Encoding::ShiftJis
            .decode(b"<X>\n\x90\x66\xFF", 0)
            .unwrap_err();
        assert_eq!(problem.code, UNDECODABLE);
        assert_eq!(problem.place, Place::nowhere().at_line(2, 2).at_offset(6));
        let problem = Encoding::Utf8.decode(b"abc\xE8\xA8", 3).unwrap_err();
        assert_eq!(problem.place, Place::nowhere().at_line(1, 4).at_offset(6));
        assert_eq!(problem.message, "bytes that are no character in UTF-8");
    }
}
