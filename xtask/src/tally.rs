//! Adding up what the test runners say of themselves.

use core::fmt;
use core::ops::AddAssign;

/// How many tests went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// The closing line of a Rust test runner or of Vitest, or one of those of Node's.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        Self::of_rust(line)
            .or_else(|| Self::of_node(line))
            .or_else(|| Self::of_vitest(line))
    }

    /// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; …`.
    fn of_rust(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |name: &str| {
            counts
                .split("; ")
                .find_map(|part| part.strip_suffix(name)?.trim().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
            skipped: count("ignored").unwrap_or(0),
        })
    }

    /// `ℹ pass 5`, in the words of its reporter `spec`: a line for each count.
    fn of_node(line: &str) -> Option<Self> {
        let (name, count) = line.strip_prefix("ℹ ")?.split_once(' ')?;
        let count = count.parse().ok()?;
        let mut tally = Self::default();
        match name {
            "pass" => tally.passed = count,
            "fail" | "cancelled" => tally.failed = count,
            "skipped" | "todo" => tally.skipped = count,
            _ => return None,
        }
        Some(tally)
    }

    /// `      Tests  1 failed | 5 passed | 1 skipped (7)`, without colours. Files are
    /// counted on a line of their own.
    fn of_vitest(line: &str) -> Option<Self> {
        let (counts, _) = line
            .trim_start()
            .strip_prefix("Tests  ")?
            .rsplit_once(" (")?;
        let mut tally = Self::default();
        for part in counts.split(" | ") {
            let (count, name) = part.split_once(' ')?;
            let count = count.parse::<u64>().ok()?;
            match name {
                "passed" => tally.passed += count,
                "failed" => tally.failed += count,
                "skipped" | "todo" => tally.skipped += count,
                _ => return None,
            }
        }
        Some(tally)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runners_are_added_up() {
        let output = "running 3 tests\n\
            test time::tests::a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
            finished in 0.00s\n\
            test result: FAILED. 4 passed; 3 failed; 0 ignored; 0 measured; 9 filtered out; \
            finished in 1.20s\n";
        let mut sum = Tally::default();
        for tally in output.lines().filter_map(Tally::of_line) {
            sum += tally;
        }
        assert_eq!(sum.to_string(), "6 passed, 3 failed, 1 skipped");
    }

    #[test]
    fn nodes_runner_is_added_up() {
        let output = "✔ is loaded by a script tag (1891.2 ms)\n\
            ℹ tests 12\n\
            ℹ suites 1\n\
            ℹ pass 7\n\
            ℹ fail 2\n\
            ℹ cancelled 1\n\
            ℹ skipped 2\n\
            ℹ todo 0\n\
            ℹ duration_ms 8667.2\n";
        let mut sum = Tally::default();
        for tally in output.lines().filter_map(Tally::of_line) {
            sum += tally;
        }
        assert_eq!(sum.to_string(), "7 passed, 3 failed, 2 skipped");
    }

    #[test]
    fn vitest_is_added_up_and_its_files_are_not() {
        let output = " Test Files  1 failed | 3 passed (4)\n\
            \x20     Tests  1 failed | 5 passed | 2 skipped | 1 todo (9)\n\
            \x20  Start at  09:00:00\n\
            \x20     Tests  4 passed (4)\n";
        let mut sum = Tally::default();
        for tally in output.lines().filter_map(Tally::of_line) {
            sum += tally;
        }
        assert_eq!(sum.to_string(), "9 passed, 1 failed, 3 skipped");
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Tally::of_line("test result ... ok"), None);
        assert_eq!(
            Tally::of_line("    test result: ok. 5 passed; 0 failed"),
            None
        );
        assert_eq!(
            Tally::of_line("test result: ok. many passed; 0 failed"),
            None
        );
    }
}
