//! What the core does with texts in many places, once.

use alloc::string::String;

/// The line with this number, counted from 0; empty where there is none.
///
/// The tables keep several texts in one, a line each: they hold hundreds of them,
/// and a pointer to every single one would take more room than many of the texts.
pub(crate) fn line(lines: &str, number: usize) -> &str {
    let mut rest = lines;
    for _ in 0..number {
        rest = split_line(rest).1;
    }
    split_line(rest).0
}

/// The first line, and the others. These are short: no search is made for them.
fn split_line(lines: &str) -> (&str, &str) {
    let end = lines.bytes().position(|byte| byte == b'\n');
    let after = end.and_then(|end| lines.get(end.saturating_add(1)..));
    let line = end.and_then(|end| lines.get(..end));
    (line.unwrap_or(lines), after.unwrap_or_default())
}

/// What is before and after a mark where it stands first. As `str::split_once`,
/// whose search is made for long texts and takes much room.
pub(crate) fn split_once<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let first = *mark.as_bytes().first()?;
    let bytes = text.as_bytes();
    let at = (0..bytes.len()).find(|&at| {
        bytes.get(at) == Some(&first)
            && bytes
                .get(at..)
                .is_some_and(|rest| rest.starts_with(mark.as_bytes()))
    })?;
    let after = text.get(at..)?.strip_prefix(mark)?;
    Some((text.get(..at)?, after))
}

/// A sentence with `{}`, wherever it stands, filled in.
pub(crate) fn filled(sentence: &str, detail: &str) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = split_once(rest, "{}") {
        filled.push_str(before);
        filled.push_str(detail);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_the_first() {
        assert_eq!(line("a\n\nc", 2), "c");
        assert_eq!(line("a\n\nc", 3), "");
    }

    #[test]
    fn a_text_is_split_at_the_first_mark() {
        for (text, mark) in [
            ("https://a://b", "://"),
            ("::/:://", "://"),
            ("日本:本日", "本"),
            ("aab", "ab"),
            ("abc", "abc"),
            ("ab", "abc"),
            ("", "a"),
        ] {
            assert_eq!(
                split_once(text, mark),
                text.split_once(mark),
                "{text} {mark}"
            );
        }
    }

    #[test]
    fn every_brace_of_a_sentence_is_filled() {
        assert_eq!(filled("{}は{}です", "甲"), "甲は甲です");
        assert_eq!(filled("{}", "{}"), "{}");
        assert_eq!(filled("{ }", "x"), "{ }");
        assert_eq!(filled("", "x"), "");
    }
}
