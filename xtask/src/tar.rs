//! A tar archive that is the same bytes wherever it is made.

use anyhow::{Result, bail};

const BLOCK: usize = 512;

/// 1980-01-01, which every archiver and file system accepts.
const MODIFIED: u64 = 315_532_800;

/// An archive in the ustar format; entries keep the order they are added in.
#[derive(Debug, Default)]
pub(crate) struct Tar {
    bytes: Vec<u8>,
}

impl Tar {
    /// Adds a file, owned by nobody in particular.
    pub(crate) fn add(&mut self, path: &str, contents: &[u8], executable: bool) -> Result<()> {
        let mode = if executable { 0o755 } else { 0o644 };
        self.bytes.extend(header(path, contents.len(), mode)?);
        self.bytes.extend(contents);
        self.pad();
        Ok(())
    }

    /// The archive, with the two empty blocks that end it.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend([0; 2 * BLOCK]);
        self.bytes
    }

    fn pad(&mut self) {
        self.bytes
            .resize(self.bytes.len().next_multiple_of(BLOCK), 0);
    }
}

/// POSIX.1-1988 ustar: fixed fields, numbers in octal.
fn header(path: &str, size: usize, mode: u32) -> Result<[u8; BLOCK]> {
    if path.len() > 100 {
        bail!("{path} is too long a name for the archive");
    }
    let mut block = [0; BLOCK];
    block[..path.len()].copy_from_slice(path.as_bytes());
    put(
        &mut block[100..],
        &format!("{mode:07o}\0{0:07o}\0{0:07o}\0", 0),
    );
    put(
        &mut block[124..],
        &format!("{size:011o}\0{MODIFIED:011o}\0"),
    );
    // The checksum is taken with its own field blank.
    put(&mut block[148..], "        0");
    put(&mut block[257..], "ustar\x0000");
    let sum: u32 = block.iter().copied().map(u32::from).sum();
    put(&mut block[148..], &format!("{sum:06o}\0 "));
    Ok(block)
}

fn put(field: &mut [u8], text: &str) {
    field[..text.len()].copy_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    #[test]
    fn tar_reads_it_back() {
        let mut tar = Tar::default();
        tar.add("onshi/run", b"#!/bin/sh\n", true).expect("fits");
        tar.add("onshi/wit/世界.wit", b"world", false)
            .expect("fits");
        let mut child = Command::new("tar")
            .args(["--list", "--verbose", "--utc"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("tar runs");
        let mut input = child.stdin.take().expect("piped");
        input.write_all(&tar.finish()).expect("tar reads");
        drop(input);
        let output = child.wait_with_output().expect("tar ends");
        assert!(output.status.success());
        let list = String::from_utf8(output.stdout).expect("UTF-8");
        let lines: Vec<&str> = list.lines().collect();
        assert_eq!(lines.len(), 2, "{list}");
        assert!(lines[0].starts_with("-rwxr-xr-x 0/0") && lines[0].ends_with("onshi/run"));
        assert!(lines[0].contains(" 10 1980-01-01 00:00 "), "{list}");
        assert!(lines[1].starts_with("-rw-r--r--"), "{list}");
    }

    #[test]
    fn a_name_that_does_not_fit_is_refused() {
        assert!(Tar::default().add(&"a".repeat(101), b"", false).is_err());
    }
}
