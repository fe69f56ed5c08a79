//! Messages as JSON, and texts as JSON has them (RFC 8259, section 7).

mod write;

use alloc::string::String;
pub use write::{write, write_group, write_part};

/// Appends a text as a JSON string with its quotes: what has to be escaped is, and
/// nothing else.
pub fn push_text(text: &str, to: &mut String) {
    to.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(is_escaped) {
        let (plain, from_here) = rest.split_at_checked(place).unwrap_or_default();
        to.push_str(plain);
        let mut characters = from_here.chars();
        escape(characters.next().unwrap_or_default(), to);
        rest = characters.as_str();
    }
    to.push_str(rest);
    to.push('"');
}

/// Appends the name of a member, which is nothing but letters and digits, after what
/// stands before it.
pub fn push_name(before: &str, name: &str, to: &mut String) {
    to.push_str(before);
    to.push('"');
    to.push_str(name);
    to.push_str("\":");
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(character: char, to: &mut String) {
    let short = match character {
        '"' => '"',
        '\\' => '\\',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{C}' => 'f',
        '\r' => 'r',
        _ => {
            let code = u32::from(character);
            to.push_str("\\u00");
            for digit in [code >> 4, code & 15] {
                to.push(char::from_digit(digit, 16).unwrap_or('0'));
            }
            return;
        }
    };
    to.push('\\');
    to.push(short);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_must_be() {
        let mut json = String::new();
        push_text("診\"\\/\u{1}\n\u{1F}é", &mut json);
        assert_eq!(json, r#""診\"\\/\u0001\n\u001fé""#);
    }
}
