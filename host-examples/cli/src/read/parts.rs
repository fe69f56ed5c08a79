//! A bulk result read and judged part by part: it may be larger than memory.

use super::Reading;
use crate::{Failure, screen};
use onshi_host::Problem;
use onshi_host::eligibility::BulkJudgement;
use std::fs::File;

/// Notes that are shown of a file; how many more there are is said.
const NOTES: usize = 50;

impl Reading {
    /// Shows it by parts; false where it has to be read whole. It is read twice: what breaks
    /// off, or says something else of itself further on, is known before anybody is shown.
    pub(super) fn by_parts(&self) -> Result<bool, Failure> {
        if !self.can_be_read_again() {
            return Ok(false);
        }
        match self.each_part(|_, _, _| {}) {
            Err(Failure::Problems(problems)) if says_read_whole(&problems) => return Ok(false),
            read => read?,
        };
        let (last, notes) = self.each_part(|judged, content, persons| {
            screen::units(judged, content, persons);
        })?;
        if let Some((judged, persons)) = last {
            screen::whole(&judged, persons);
        }
        notes.show();
        Ok(true)
    }

    /// Whether the file is the same when it is read a second time; a pipe is not.
    pub(super) fn can_be_read_again(&self) -> bool {
        self.file.metadata().is_ok_and(|file| file.is_file())
    }

    /// Each part judged, with how many persons came before; the last one and how many came in
    /// all, and what is to note.
    fn each_part(
        &self,
        mut each: impl FnMut(&BulkJudgement, &str, usize),
    ) -> Result<(Option<(BulkJudgement, usize)>, Notes), Failure> {
        let from = File::open(&self.file)
            .map_err(|error| Failure::Misuse(format!("{}: {error}", self.file.display())))?;
        let (mut persons, mut notes, mut last) = (0, Notes::default(), None);
        for part in self.onshi.read_parts(from, &self.options) {
            let part = part?;
            notes.add(&part.notes);
            let at = self.moment(&part.content);
            let interface = part.interface_id.as_deref();
            match self
                .onshi
                .judge_units(interface, &part.content, self.asked_on(), &at)
            {
                Ok(judged) => {
                    each(&judged, &part.content, persons);
                    persons += judged.units.len();
                    notes.add(&judged.notes);
                    last = Some(Ok(judged.into_inner()));
                }
                // Before the header has come there is nothing to judge.
                Err(error) if !matches!(last, Some(Ok(_))) => last = Some(Err(error)),
                Err(error) => return Err(error.into()),
            }
        }
        let last = last.transpose()?;
        Ok((last.map(|judged| (judged, persons)), notes))
    }
}

/// What the core says of a file that means something only as a whole.
pub(super) const READ_WHOLE: &str = "message.read-whole";

fn says_read_whole(problems: &[Problem]) -> bool {
    problems.iter().any(|it| it.code == READ_WHOLE)
}

/// What is worth knowing of a file, which may be very much.
#[derive(Default)]
struct Notes {
    first: Vec<Problem>,
    more: usize,
}

impl Notes {
    /// What every part says again, because it has the header, is one note.
    fn add(&mut self, notes: &[Problem]) {
        for note in notes {
            let is_same = |it: &Problem| it.code == note.code && it.place.path == note.place.path;
            if self.first.iter().any(is_same) {
                continue;
            }
            if self.first.len() < NOTES {
                self.first.push(note.clone());
            } else {
                self.more += 1;
            }
        }
    }

    fn show(&self) {
        screen::notes(&self.first);
        if self.more > 0 {
            println!("  ほか{}件", self.more);
        }
    }
}
