//! Line and column of places in a text.

/// Where something stands: line and column, in characters, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl Place {
    /// The beginning of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// Where a text ends that begins here.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        let Self {
            mut line,
            mut column,
        } = self;
        for byte in text.bytes() {
            if byte == b'\n' {
                line = line.saturating_add(1);
                column = 1;
            } else if byte & 0xC0 != 0x80 {
                column = column.saturating_add(1);
            }
        }
        Self { line, column }
    }
}

/// Tells line and column of one place after the other: going forward costs what lies
/// between them.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    start: Place,
    passed: usize,
    there: Place,
}

impl<'a> Lines<'a> {
    /// Of a text that begins at a place of its file.
    #[must_use]
    pub fn new(text: &'a str, start: Place) -> Self {
        Self {
            text,
            start,
            passed: 0,
            there: start,
        }
    }

    /// The place at a byte offset in the text. Going back begins anew.
    pub fn place(&mut self, offset: usize) -> Place {
        if offset < self.passed {
            (self.passed, self.there) = (0, self.start);
        }
        if let Some(between) = self.text.get(self.passed..offset) {
            self.there = self.there.after(between);
            self.passed = offset;
        }
        self.there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let mut lines = Lines::new("a\n診b\n", Place::START);
        let at = |line, column| Place { line, column };
        assert_eq!(lines.place(1), at(1, 2));
        assert_eq!(lines.place(5), at(2, 2));
        assert_eq!(lines.place(7), at(3, 1));
        assert_eq!(lines.place(0), at(1, 1));
        let mut lines = Lines::new("b\nc", at(4, 7));
        assert_eq!(lines.place(1), at(4, 8));
        assert_eq!(lines.place(2), at(5, 1));
    }
}
