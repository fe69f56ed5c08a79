//! Files on their way to the folders, in the order in which they are due.

use super::folder::{Folders, Place};
use std::collections::BTreeMap;
use std::io;

/// Into how many steps a growing file is cut, and how far apart they are.
const STEPS: usize = 4;
const STEP_MS: u64 = 40;

/// What is due when, in milliseconds since 1970.
#[derive(Clone, Debug, Default)]
pub(super) struct Deliveries {
    due: BTreeMap<(u64, u64), Delivery>,
    serial: u64,
    sessions: usize,
}

/// One file, or one part of it.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) part: Part,
    /// Whether a request is answered with it, so that its session ends.
    pub(super) ends_session: bool,
}

/// Which part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    First,
    Next,
}

impl Deliveries {
    /// Has a file appear at a time.
    pub(super) fn at(&mut self, due: u64, delivery: Delivery) {
        self.sessions += usize::from(delivery.ends_session);
        self.serial += 1;
        self.due.insert((due, self.serial), delivery);
    }

    /// Has it grow from then on.
    pub(super) fn grow(&mut self, due: u64, whole: Delivery) {
        let length = whole.bytes.len().div_ceil(STEPS).max(1);
        let parts: Vec<_> = whole.bytes.chunks(length).map(<[u8]>::to_vec).collect();
        let last = parts.len().saturating_sub(1);
        for (step, bytes) in parts.into_iter().enumerate() {
            let part = Delivery {
                bytes,
                part: if step == 0 { Part::First } else { Part::Next },
                ends_session: whole.ends_session && step == last,
                name: whole.name.clone(),
                place: whole.place,
            };
            self.at(due + STEP_MS * step as u64, part);
        }
    }

    /// How many requests are being answered.
    pub(super) const fn sessions(&self) -> usize {
        self.sessions
    }

    /// When something is due next.
    pub(super) fn next(&self) -> Option<u64> {
        self.due.first_key_value().map(|(&(due, _), _)| due)
    }

    /// Writes everything that is due, and says how many files were completed.
    pub(super) fn write(&mut self, now: u64, folders: &mut Folders) -> io::Result<usize> {
        let mut written = 0;
        while let Some(first) = self.due.first_entry() {
            if first.key().0 > now {
                break;
            }
            let delivery = first.remove();
            let Delivery {
                place, name, bytes, ..
            } = &delivery;
            match delivery.part {
                Part::Whole => folders.put(*place, name, bytes)?,
                part => folders.append(*place, name, bytes, part == Part::First)?,
            }
            self.sessions -= usize::from(delivery.ends_session);
            written += usize::from(delivery.part != Part::First);
        }
        Ok(written)
    }
}
