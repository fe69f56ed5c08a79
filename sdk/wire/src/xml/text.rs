//! The characters of XML, and text with its references.

use alloc::string::String;

/// Something not well-formed in a piece of text, at a byte offset in it.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) offset: usize,
    pub(super) en: &'static str,
    pub(super) ja: &'static str,
}

/// Space as XML has it (S).
#[must_use]
pub fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// A character XML can carry (Char).
#[must_use]
pub fn is_character(character: char) -> bool {
    match character {
        '\u{0}'..='\u{1F}' => is_space(character),
        '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

/// NameStartChar, but for U+FEFF, which the fourth edition does not have either.
pub(super) fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | 'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar.
pub(super) fn is_name_part(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// How long the text at the beginning is that stands for itself: no markup, no
/// reference, no line end to change and nothing that has to be looked at.
pub(super) fn plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        let is_plain = match byte {
            b'<' | b'&' | b']' => false,
            b' '..=0xEE | 0xF0.. | b'\t' | b'\n' => true,
            // Of these U+FFFE and U+FFFF are no characters of XML.
            0xEF => !matches!(after, [0xBF, 0xBE | 0xBF, ..]),
            _ => false,
        };
        if !is_plain {
            break;
        }
        rest = after;
    }
    bytes.len().saturating_sub(rest.len())
}

/// Whether every character is one of XML's.
pub(super) fn check(raw: &str) -> Result<(), Flaw> {
    let mut characters = raw.char_indices();
    match characters.find(|&(_, character)| !is_character(character)) {
        Some((offset, _)) => Err(Flaw {
            offset,
            en: "a character XML does not allow",
            ja: "XMLで使えない文字があります",
        }),
        None => Ok(()),
    }
}

/// Appends the text between tags, with its references resolved, or that of a CDATA
/// section, which has none. Line ends become `\n`, as XML has it.
pub(super) fn append(raw: &str, is_markup: bool, text: &mut String) -> Result<(), Flaw> {
    if !is_markup {
        check(raw)?;
        append_lines(raw, text);
        return Ok(());
    }
    if let Some(offset) = raw.find("]]>") {
        let (en, ja) = ("]]> in text", "文字列の中に]]>があります");
        return Err(Flaw { offset, en, ja });
    }
    append_value(raw, text)
}

/// The same for the value of an attribute, where `]]>` is nothing special.
pub(super) fn append_value(raw: &str, text: &mut String) -> Result<(), Flaw> {
    check(raw)?;
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        append_lines(before, text);
        let flaw = || Flaw {
            offset: raw.len().saturating_sub(after.len().saturating_add(1)),
            en: "a reference to something unknown",
            ja: "文字参照が正しくありません",
        };
        let (name, after) = after.split_once(';').ok_or_else(flaw)?;
        text.push(referenced(name).ok_or_else(flaw)?);
        rest = after;
    }
    append_lines(rest, text);
    Ok(())
}

fn append_lines(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\r') {
        text.push_str(before);
        text.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    text.push_str(rest);
}

fn referenced(name: &str) -> Option<char> {
    let number = match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "apos" => return Some('\''),
        "quot" => return Some('"'),
        _ => name.strip_prefix('#')?,
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // from_str_radix takes a sign, XML does not.
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    char::from_u32(code).filter(|&character| is_character(character))
}
