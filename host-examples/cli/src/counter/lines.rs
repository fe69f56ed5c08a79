//! A file that lines are added to, durable a batch at a time, private, and one program's.

use onshi_host::exchange::plain;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

pub(super) struct Lines {
    file: File,
    path: PathBuf,
    /// Where the file ends.
    end: u64,
    /// What is not in the file yet.
    waiting: Vec<u8>,
}

impl Lines {
    /// As it is; nothing is written.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = plain::to_keep_alone(path)?;
        let end = file.metadata()?.len();
        Ok(Self {
            file,
            path: path.to_owned(),
            end,
            waiting: Vec::new(),
        })
    }

    /// From its beginning.
    pub(super) fn read(&self) -> io::Result<impl io::Read + '_> {
        let mut file = &self.file;
        file.rewind()?;
        Ok(file)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.end == 0
    }

    /// What follows the last whole line.
    pub(super) fn unfinished(&self) -> io::Result<Vec<u8>> {
        let whole = end_of_whole_lines(&self.file, self.end)?;
        let mut file = &self.file;
        file.seek(SeekFrom::Start(whole))?;
        let mut unfinished = Vec::new();
        file.take(self.end.saturating_sub(whole))
            .read_to_end(&mut unfinished)?;
        Ok(unfinished)
    }

    /// Takes that away.
    pub(super) fn cut_unfinished(&mut self) -> io::Result<()> {
        let whole = end_of_whole_lines(&self.file, self.end)?;
        if whole < self.end {
            self.file.set_len(whole)?;
            self.file.sync_data()?;
            self.end = whole;
        }
        Ok(())
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
        let named = |error: io::Error| {
            io::Error::new(error.kind(), format!("{}: {error}", self.path.display()))
        };
        if !plain::is_at(&self.file, &self.path) || self.file.metadata()?.len() != self.end {
            let changed = "別のプログラムに変更または削除されました / changed or removed meanwhile";
            return Err(named(io::Error::other(changed)));
        }
        let written = self.file.write_all(&self.waiting);
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            // Part of a line, on a full disk: nothing was told that it is there.
            let _ = self.file.set_len(self.end);
            return Err(named(error));
        }
        let written = u64::try_from(self.waiting.len()).unwrap_or_default();
        self.end = self.end.saturating_add(written);
        self.waiting.clear();
        Ok(())
    }
}

/// Looked for from the end: the file may hold years.
fn end_of_whole_lines(mut file: &File, mut end: u64) -> io::Result<u64> {
    const BLOCK: u64 = 64 << 10;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_is_found_and_taken_away_wherever_it_was_cut() {
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
            std::fs::write(&path, &left).unwrap();
            let mut lines = Lines::open(&path).unwrap();
            let unfinished = lines.unfinished().unwrap();
            assert_eq!([kept.as_bytes(), &unfinished].concat(), left);
            assert_eq!(
                std::fs::read(&path).unwrap(),
                left,
                "nothing is written yet"
            );
            lines.cut_unfinished().unwrap();
            lines.add("next");
            lines.flush().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(text, [kept, "next\n"].concat());
        }
    }

    #[test]
    fn a_file_that_another_writes_to_or_removes_takes_no_more_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        let change: [&dyn Fn(); 3] = [
            &|| std::fs::write(&path, "another's").unwrap(),
            &|| std::fs::remove_file(&path).unwrap(),
            &|| {
                std::fs::remove_file(&path).unwrap();
                std::fs::write(&path, "a\n").unwrap();
            },
        ];
        for change in change {
            std::fs::write(&path, "a\n").unwrap();
            let mut lines = Lines::open(&path).unwrap();
            change();
            lines.add("b");
            let error = lines.flush().unwrap_err();
            assert!(error.to_string().contains("lines"), "it is named");
            let left = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(!left.contains('b'));
        }
    }

    #[test]
    fn two_programs_do_not_have_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        let first = Lines::open(&path).unwrap();
        let second = Lines::open(&path).map(drop).unwrap_err();
        assert_eq!(second.kind(), io::ErrorKind::ResourceBusy);
        drop(first);
        Lines::open(&path).unwrap();
    }
}
