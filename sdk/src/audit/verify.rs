//! Whether a trail is as it was written.

use super::line::{Fault, Head, Line, digits};
use super::{
    ALTERED, BEYOND_HEAD, BROKEN, CUT_OFF, DOES_NOT_FOLLOW, EMPTY, END_NOT_CHECKED, HALF_LINE,
    HEAD_DIFFERS, HEAD_NOT_FOUND, INTACT, Key, NOT_A_LINE, NOT_PROGRESS, OUT_OF_PLACE, REMOVED,
    STARTED_ANEW, TIME_GOES_BACK, UNFINISHED,
};
use crate::json::Members;
use crate::problem::{Code, Coded, Place, Problem, Problems};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString as _};
use serde::Serialize;

/// What the lines are held against.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `head`: where the trail ends, or a place in it, as a day sheet printed it.
    pub head: Option<Head>,
    /// `after`: the head of the line before the first of these, where earlier lines
    /// were put away.
    pub after: Option<Head>,
}

impl Options {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        Self {
            head: members.choice("head", Head::read),
            after: members.choice("after", Head::read),
        }
    }
}

/// What was found of the lines so far.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// The verdict over all pieces so far, one of the module's codes: of a whole
    /// trail, the one with its last piece.
    pub state: Coded,
    /// How many lines were read so far.
    pub lines: u32,
    /// The head of the last line that holds; none before the first.
    pub head: Option<String>,
    /// How many lines are missing at the end; none where no head says so.
    pub missing_at_end: Option<u32>,
    /// What is wrong in this piece, each with its line, counted over all pieces.
    pub findings: Problems,
    /// How many more there are than those.
    pub more_findings: u32,
    /// What to hand back with the next piece.
    pub progress: String,
}

redacted!(Verification);

/// More than anybody reads; the rest is counted.
const MOST_FINDINGS: usize = 100;

/// Checks lines: all of a trail, or a piece of it that ends where a line ends, line feed
/// included, with the progress that the piece before it gave (empty with the first).
///
/// Each line is checked by itself and against the one before it, so that what was
/// altered, taken out, moved or put in is told apart and found at its line. Nothing
/// is kept but the last line that holds: memory does not grow with the trail.
///
/// A line is one once its line feed ends it. What follows the last of them is no line,
/// whatever its seal says: the trail is not intact, and no head leads there.
///
/// # Errors
/// [`NOT_PROGRESS`]. What is wrong with the lines is in the verdict.
pub fn verify(
    key: &Key,
    lines: &[u8],
    progress: &str,
    options: &Options,
) -> Result<Verification, Problem> {
    let start = options.after.unwrap_or(Head::START);
    let mut pass = Pass::begin(start, progress, options)?;
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            // A copy made as text may end its lines in the Windows manner.
            Some(line) => pass.line(key, line.strip_suffix(b"\r").unwrap_or(line)),
            None => pass.unfinished(),
        }
    }
    Ok(pass.verdict())
}

/// What progress ends with after a piece that ended in the middle of a line.
const UNFINISHED_PIECE: &str = "unfinished";

/// A walk along the lines.
struct Pass {
    /// The last line that holds, or what the first is to follow.
    last: Head,
    /// Its time.
    at: String,
    lines: u32,
    /// How many unreadable lines stand since.
    doubtful: u32,
    is_broken: bool,
    /// Whether what was read ended in the middle of a line.
    is_unfinished: bool,
    expected: Option<Head>,
    is_met: bool,
    findings: Problems,
    more_findings: u32,
}

impl Pass {
    fn begin(start: Head, progress: &str, options: &Options) -> Result<Self, Problem> {
        let mut pass = Self {
            last: start,
            at: String::new(),
            lines: 0,
            doubtful: 0,
            is_broken: false,
            is_unfinished: false,
            expected: options.head,
            is_met: options.head == Some(start),
            findings: Problems::new(),
            more_findings: 0,
        };
        if progress.is_empty() {
            return Ok(pass);
        }
        match pass.resume(progress) {
            Some(()) => Ok(pass),
            None => Err(Problem::error(NOT_PROGRESS).at(Place::path("progress"))),
        }
    }

    fn resume(&mut self, progress: &str) -> Option<()> {
        let mut parts = progress.split(' ');
        let mut number = || digits(parts.next()?.as_bytes());
        let [lines, doubtful, broken, met] = [number()?, number()?, number()?, number()?];
        let (last, at) = (parts.next()?, parts.next()?);
        // The last stands only where the piece before ended in the middle of a line.
        self.is_unfinished = match parts.next() {
            None => false,
            Some(last) => (last == UNFINISHED_PIECE).then_some(true)?,
        };
        (parts.next().is_none() && broken < 2 && met < 2 && at.len() <= 20).then_some(())?;
        self.lines = lines;
        self.doubtful = doubtful;
        self.is_broken = broken == 1;
        self.is_met = met == 1;
        self.last = Head::read(last)?;
        at.clone_into(&mut self.at);
        Some(())
    }

    fn progress(&self) -> String {
        let [broken, met] = [self.is_broken, self.is_met].map(u8::from);
        let (lines, doubtful, last, at) = (self.lines, self.doubtful, self.last, &self.at);
        let mut progress = format!("{lines} {doubtful} {broken} {met} {last} {at}");
        if self.is_unfinished {
            progress.push(' ');
            progress.push_str(UNFINISHED_PIECE);
        }
        progress
    }

    /// One more, and none may stand before it that was not ended: a crash leaves such a
    /// one at the end alone.
    fn count(&mut self) {
        if core::mem::take(&mut self.is_unfinished) {
            self.doubtful = self.doubtful.saturating_add(1);
            self.wrong(NOT_A_LINE);
        }
        self.lines = self.lines.saturating_add(1);
    }

    /// What stands there without a line feed is not read: it may be half of a line, or
    /// one that somebody altered.
    fn unfinished(&mut self) {
        self.count();
        self.is_unfinished = true;
        self.find(Problem::warning(HALF_LINE));
    }

    fn line(&mut self, key: &Key, text: &[u8]) {
        self.count();
        match Line::read(text, key) {
            Ok(line) => self.sealed(&line),
            Err(fault) => {
                self.doubtful = self.doubtful.saturating_add(1);
                self.wrong(match fault {
                    Fault::NotALine => NOT_A_LINE,
                    Fault::Altered => ALTERED,
                });
            }
        }
    }

    /// A line whose seal holds: is it in its place?
    fn sealed(&mut self, line: &Line<'_>) {
        let expected = self.last.number.saturating_add(1);
        let follows = line.previous == self.last.seal;
        if line.number > expected {
            self.gap(line.number.saturating_sub(expected));
        } else if line.number == 1 && line.previous == Head::START.seal && self.last.number > 0 {
            if line.seal == self.last.seal {
                return self.wrong(OUT_OF_PLACE);
            }
            self.wrong(STARTED_ANEW);
        } else if line.number < expected {
            return self.wrong(OUT_OF_PLACE);
        } else if !follows {
            self.wrong(DOES_NOT_FOLLOW);
        }
        let at = core::str::from_utf8(line.at).unwrap_or_default();
        if *at < *self.at {
            self.find(Problem::warning(TIME_GOES_BACK));
        }
        at.clone_into(&mut self.at);
        self.doubtful = 0;
        self.last = Head {
            number: line.number,
            seal: line.seal,
        };
        if let Some(head) = self.expected.filter(|head| head.number == line.number) {
            self.is_met |= head == self.last;
            if head != self.last {
                self.wrong(HEAD_DIFFERS);
            }
        }
    }

    /// So many numbers are skipped, some of them perhaps by lines that are there and
    /// could not be read.
    fn gap(&mut self, skipped: u32) {
        let missing = skipped.saturating_sub(self.doubtful);
        if missing > 0 {
            self.is_broken = true;
            let lines = if missing == 1 {
                "1 line is".to_owned()
            } else {
                format!("{missing} lines are")
            };
            let problem = Problem::error(REMOVED).detail(&lines, &format!("{missing}件"));
            self.find(problem);
        }
    }

    fn wrong(&mut self, code: Code) {
        self.is_broken = true;
        self.find(Problem::error(code));
    }

    fn find(&mut self, problem: Problem) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings
                .push(problem.at(Place::nowhere().at_line(self.lines, 1)));
        } else {
            self.more_findings = self.more_findings.saturating_add(1);
        }
    }

    fn missing_at_end(&self) -> Option<u32> {
        let there = self.last.number.saturating_add(self.doubtful);
        self.expected.map(|head| head.number.saturating_sub(there))
    }

    fn state(&self) -> Code {
        let Some(head) = self.expected else {
            return match () {
                () if self.is_broken => BROKEN,
                () if self.lines == 0 => EMPTY,
                () => END_NOT_CHECKED,
            };
        };
        match () {
            () if self.is_broken => BROKEN,
            () if self.is_met && self.is_unfinished => UNFINISHED,
            () if self.is_met && self.last == head => INTACT,
            () if self.is_met => BEYOND_HEAD,
            () if self.missing_at_end() > Some(0) => CUT_OFF,
            () => HEAD_NOT_FOUND,
        }
    }

    fn verdict(self) -> Verification {
        Verification {
            state: self.state().into(),
            lines: self.lines,
            head: (self.last.number > 0).then(|| self.last.to_string()),
            missing_at_end: self.missing_at_end(),
            progress: self.progress(),
            findings: self.findings,
            more_findings: self.more_findings,
        }
    }
}
