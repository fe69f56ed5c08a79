//! A bulk result read and judged part by part: it may be larger than memory.

use super::Reading;
use crate::{Ending, Failure, screen};
use onshi_host::Problem;
use std::fs::File;

/// Notes that are shown of a file; how many more there are is said.
const NOTES: usize = 50;

impl Reading {
    pub(super) fn by_parts(&self) -> Result<Ending, Failure> {
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
                    screen::units(&judged, &part.content, persons);
                    persons += judged.units.len();
                    notes.add(&judged.notes);
                    last = Some(Ok(judged));
                }
                // Before the header has come there is nothing to judge.
                Err(error) if !matches!(last, Some(Ok(_))) => last = Some(Err(error)),
                Err(error) => return Err(error.into()),
            }
        }
        match last {
            Some(Ok(judged)) => screen::whole(&judged, persons),
            Some(Err(error)) => return Err(error.into()),
            None => {}
        }
        notes.show();
        Ok(Ending::Good)
    }
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
