//! The two encodings of messages, told by the XML declaration.

use super::xml;
use crate::problem::{Code, Place, Problem};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use onshi_wire::cp932;
use onshi_wire::xml::LONGEST_DECLARATION;
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

/// Two encodings at once.
pub const MARK_AND_DECLARATION: Code = code!(
    "message.mark-and-declaration-differ",
    "the byte order mark says UTF-8, the declaration another encoding",
    "BOM(UTF-8)とXML宣言の文字コードが一致しません",
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

    /// From a name in an XML declaration, in any case: those that IANA and the WHATWG
    /// have, and `cp932`.
    fn named(name: &str) -> Option<Self> {
        const UTF_8: [&str; 7] = [
            "utf-8",
            "utf8",
            "csutf8",
            "unicode-1-1-utf-8",
            "unicode11utf8",
            "unicode20utf8",
            "x-unicode20utf8",
        ];
        const SHIFT_JIS: [&str; 10] = [
            "shift_jis",
            "shift-jis",
            "sjis",
            "x-sjis",
            "windows-31j",
            "cswindows31j",
            "ms932",
            "cp932",
            "ms_kanji",
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
    /// [`UNKNOWN_ENCODING`]: also for UTF-16. [`MARK_AND_DECLARATION`]. A declaration
    /// that is none: what it says is not to be guessed.
    pub(super) fn of_xml(bytes: &[u8]) -> Result<(Self, &[u8]), Problem> {
        let (marked, text) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) => (true, text),
            None => (false, bytes),
        };
        let refused = |code| Problem::error(code).at(Place::nowhere().at_line(1, 1));
        let unknown = || refused(UNKNOWN_ENCODING);
        if text.starts_with(b"\xFE\xFF") || text.starts_with(b"\xFF\xFE") {
            return Err(unknown());
        }
        let declaration = declaration(text);
        if declaration.len() >= LONGEST_DECLARATION && !declaration.ends_with('>') {
            let (en, ja) = ("an XML declaration that is too long", "XML宣言が長すぎます");
            let place = Place::nowhere().at_line(1, 1);
            return Err(xml::not_well_formed(en, ja).at(place));
        }
        let declared = match xml::declared_encoding(declaration)? {
            Some(name) => Self::named(name).ok_or_else(unknown)?,
            None => Self::Utf8,
        };
        if marked && declared != Self::Utf8 {
            return Err(refused(MARK_AND_DECLARATION));
        }
        Ok((declared, text))
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

/// The XML declaration, if the document begins with one. Both encodings write it in
/// ASCII, so it can be looked at before decoding. It ends with the first `>`: none of
/// its values has one.
fn declaration(bytes: &[u8]) -> &str {
    let most = bytes.len().min(LONGEST_DECLARATION);
    let head = bytes.get(..most).unwrap_or_default();
    let end = head.iter().position(|byte| *byte == b'>');
    let end = end.map_or(most, |end| end.saturating_add(1));
    let head = head.get(..end).unwrap_or_default();
    match head.utf8_chunks().next() {
        Some(chunk) if head.starts_with(b"<?xml") => chunk.valid(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::NOT_WELL_FORMED;
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
            ("MS_Kanji", Encoding::ShiftJis),
            ("csWindows31J", Encoding::ShiftJis),
            ("x-sjis", Encoding::ShiftJis),
            ("csUTF8", Encoding::Utf8),
            ("Unicode-1-1-UTF-8", Encoding::Utf8),
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
    fn a_byte_order_mark_means_utf_8_and_nothing_says_otherwise() {
        let text = "\u{FEFF}<?xml version='1.0' encoding='utf8'?><X/>";
        let (encoding, rest) = Encoding::of_xml(text.as_bytes()).unwrap();
        assert_eq!(encoding, Encoding::Utf8);
        assert!(rest.starts_with(b"<?xml"));
        let text = text.replace("utf8", "Shift_JIS");
        let problem = Encoding::of_xml(text.as_bytes()).unwrap_err();
        assert_eq!(problem.code, MARK_AND_DECLARATION);
    }

    #[test]
    fn a_declaration_is_read_whole_or_not_at_all() {
        let with = |spaces: usize, rest: &str| {
            format!("<?xml version='1.0'{}{rest}?><X/>", " ".repeat(spaces))
        };
        for spaces in [1, 240, 256, 900] {
            let text = with(spaces, "encoding='Shift_JIS'");
            assert_eq!(of(&text), Ok(Encoding::ShiftJis), "{spaces}");
        }
        for text in [
            with(1024, "encoding='Shift_JIS'"),
            with(1 << 20, "encoding='Shift_JIS'"),
            with(1, "encoding='UTF-8' encoding='Shift_JIS'"),
            with(1, "standalone='no' encoding='Shift_JIS'"),
            with(1, "standalone='>' encoding='Shift_JIS'"),
            with(1, "encoding='Shift_JIS"),
            with(1, "encoding='Shift_JIS\""),
            with(1, "encoding='診'"),
            with(1, "encoding=''"),
            with(0, "encoding='Shift_JIS'"),
        ] {
            assert_eq!(of(&text).unwrap_err().code, NOT_WELL_FORMED);
        }
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
