//! Readers in other processes, which are told what to run and say how long it took.

use super::data::File;
use super::{Row, rows_of};
use core::cell::RefCell;
use core::time::Duration;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// None where it cannot be started.
    fn start(command: &mut Command) -> Option<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = child.stdin.take()?;
        let output = BufReader::new(child.stdout.take()?).lines();
        Some(Self {
            child,
            input,
            output,
        })
    }

    /// One measurement: none where the process has no such reader.
    fn run(&mut self, reader: &str, file: usize, readings: usize) -> Option<Duration> {
        writeln!(self.input, "{reader} {file} {readings}").ok()?;
        let nanoseconds = self.output.next()?.ok()?.parse().ok()?;
        Some(Duration::from_nanos(nanoseconds))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The messages as files, for as long as they are read.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn of(files: &[File]) -> Self {
        let folder = std::env::temp_dir().join(format!("onshi-messages-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (number, file) in files.iter().enumerate() {
            fs::write(folder.join(number.to_string()), &file.bytes).expect("a file");
        }
        Self(folder)
    }

    /// What each file is: its number is its name, and a line of this list.
    pub(crate) fn list(&self, files: &[File]) -> PathBuf {
        let list = files.iter().map(|file| {
            serde_json::json!({
                "fileName": file.name,
                "encoding": file.encoding,
                "persons": file.persons,
            })
        });
        let list = list.collect::<serde_json::Value>().to_string();
        let path = self.0.join("list.json");
        fs::write(&path, list).expect("a list");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Node: the baseline's core module, and fast-xml-parser where it is installed.
pub(crate) fn node<'a>(core: &Path, files: &'a [File], list: &Path, rows: &mut Vec<Row<'a>>) {
    let node = std::env::var_os("ONSHI_NODE").unwrap_or_else(|| "node".into());
    let script = onshi_tests::folder().join("benches/messages.mjs");
    let packages = std::env::var_os("ONSHI_NODE_PACKAGES").unwrap_or_default();
    let mut command = Command::new(node);
    command
        .arg(script)
        .arg(core)
        .arg(list)
        .env("ONSHI_NODE_PACKAGES", packages);
    let readers = ["baseline in V8", "fast-xml-parser"];
    measured(&mut command, "Node", &readers, files, rows);
}

/// Python: lxml, where it is installed.
pub(crate) fn python<'a>(files: &'a [File], list: &Path, rows: &mut Vec<Row<'a>>) {
    let python =
        std::env::var_os("ONSHI_PEERS_PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let script = onshi_tests::folder().join("benches/messages.py");
    let mut command = Command::new(python);
    command.arg(script).arg(list);
    measured(&mut command, "Python", &["lxml"], files, rows);
}

fn measured<'a>(
    command: &mut Command,
    host: &str,
    readers: &[&'static str],
    files: &'a [File],
    rows: &mut Vec<Row<'a>>,
) {
    let Some(process) = Process::start(command) else {
        println!("{host}: not measured, it cannot be started");
        return;
    };
    let process = Rc::new(RefCell::new(process));
    for reader in readers {
        // The first answer is there once the process has read the files.
        if process.borrow_mut().run(reader, 0, 1).is_none() {
            println!("{reader}: not measured, {host} has it not");
            return;
        }
        rows_of(files, reader, rows, |number, file| {
            let process = Rc::clone(&process);
            let reader = *reader;
            let readings = file.readings();
            Box::new(move || {
                let time = process.borrow_mut().run(reader, number, readings);
                time.expect("a time")
            })
        });
    }
}
