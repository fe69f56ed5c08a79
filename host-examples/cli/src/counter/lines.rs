//! A file that lines are added to, durable a batch at a time, and private.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

pub(super) struct Lines {
    file: File,
    /// What is not in the file yet.
    waiting: Vec<u8>,
}

impl Lines {
    /// Goes on where the file ends. A line that a crash cut off was not durable, so that
    /// what it was about comes again: it is taken away.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = private().read(true).append(true).open(path)?;
        let whole = end_of_whole_lines(&mut file)?;
        if whole < file.metadata()?.len() {
            file.set_len(whole)?;
            file.sync_data()?;
        }
        Ok(Self {
            file,
            waiting: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, line: &str) {
        self.waiting.extend_from_slice(line.as_bytes());
        self.waiting.push(b'\n');
    }

    /// Makes durable what was added.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.file.write_all(&self.waiting)?;
        self.waiting.clear();
        self.file.sync_data()
    }
}

/// Looked for from the end: the file may hold years.
fn end_of_whole_lines(file: &mut File) -> io::Result<u64> {
    const BLOCK: u64 = 64 << 10;
    let mut end = file.metadata()?.len();
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        file.seek(SeekFrom::Start(start))?;
        let mut block = vec![0; usize::try_from(end - start).unwrap_or_default()];
        file.read_exact(&mut block)?;
        if let Some(last) = block.iter().rposition(|octet| *octet == b'\n') {
            return Ok(start + u64::try_from(last).unwrap_or_default() + 1);
        }
        end = start;
    }
    Ok(0)
}

/// What nobody but this user may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_is_taken_away_wherever_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        let long = "長".repeat(60_000);
        for (left, kept) in [
            (b"".to_vec(), ""),
            (b"half".to_vec(), ""),
            (b"a\nb\n".to_vec(), "a\nb\n"),
            // In the middle of a character.
            (b"a\n\xe8\xa6".to_vec(), "a\n"),
            ([b"a\n", long.as_bytes()].concat(), "a\n"),
        ] {
            std::fs::write(&path, left).unwrap();
            let mut lines = Lines::open(&path).unwrap();
            lines.add("next");
            lines.flush().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(text, [kept, "next\n"].concat());
        }
    }
}
