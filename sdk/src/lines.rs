//! Several texts in one, a line each: the core's tables hold hundreds of them, and
//! a pointer to every single one would take more room than many of the texts.

/// The line with this number, counted from 0; empty where there is none.
#[inline(never)]
pub(crate) fn line(lines: &'static str, number: usize) -> &'static str {
    lines.split('\n').nth(number).unwrap_or_default()
}

/// The same, nothing where it is empty.
#[inline(never)]
pub(crate) fn optional(lines: &'static str, number: usize) -> Option<&'static str> {
    Some(line(lines, number)).filter(|line| !line.is_empty())
}
