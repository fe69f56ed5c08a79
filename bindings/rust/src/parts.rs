//! A message read from a file or a connection, part by part.

use crate::message::Document;
use crate::{Error, Onshi, Private, ReadOptions};
use std::io::{ErrorKind, Read};

/// Bytes read at a time: large enough that what is held back between two pieces is
/// little beside them, small enough for the memory of an instance that is kept.
const PIECE: usize = 256 << 10;

impl Onshi {
    /// Reads a message of any size, such as a 一括照会 result: what is whole so far, as
    /// a message of its own with the header and some of the persons, then the next.
    pub fn read_parts<'o, R: Read>(&'o self, from: R, options: &'o ReadOptions) -> Parts<'o, R> {
        Parts {
            onshi: self,
            from,
            options,
            progress: Some(String::new()),
            piece: vec![0; PIECE],
        }
    }
}

/// The parts of a message, in order. After an error there are no more.
pub struct Parts<'o, R> {
    onshi: &'o Onshi,
    from: R,
    options: &'o ReadOptions,
    /// None where the message has ended.
    progress: Option<String>,
    piece: Vec<u8>,
}

impl<R> core::fmt::Debug for Parts<'_, R> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Parts(ended: {})", self.progress.is_none())
    }
}

impl<R> Parts<'_, R> {
    /// Whether the part that came last was the last of all.
    pub const fn is_done(&self) -> bool {
        self.progress.is_none()
    }
}

impl<R: Read> Iterator for Parts<'_, R> {
    type Item = Result<Private<Document>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let progress = self.progress.take()?;
        Some(self.part(&progress))
    }
}

impl<R: Read> Parts<'_, R> {
    fn part(&mut self, progress: &str) -> Result<Private<Document>, Error> {
        let length = fill(&mut self.from, &mut self.piece).map_err(Error::Input)?;
        let piece = &self.piece[..length];
        let part = self.onshi.read_part(progress, piece, self.options)?;
        let part = part.into_inner();
        self.progress = part.progress;
        Ok(Private::new(part.document))
    }
}

/// As many bytes as there is room for, or all that are left.
fn fill(from: &mut impl Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < piece.len() {
        match from.read(&mut piece[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
