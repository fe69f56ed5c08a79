//! The baseline's core module in V8: a Node that is told what to run, and says
//! how long it took.

use super::desk::Login;
use super::{ROUNDS, Row, Signed};
use core::cell::RefCell;
use core::time::Duration;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

struct Node {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Node {
    /// None where there is no Node.
    fn start(module: &Path, operations: &Path) -> Option<Self> {
        let script = onshi_tests::folder().join("benches/v8.mjs");
        let node = std::env::var_os("ONSHI_NODE").unwrap_or_else(|| "node".into());
        let mut process = Command::new(node)
            .args([&script, module, operations])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = process.stdin.take()?;
        let output = BufReader::new(process.stdout.take()?).lines();
        Some(Self {
            process,
            input,
            output,
        })
    }

    fn run(&mut self, operation: usize) -> Duration {
        writeln!(self.input, "{operation}").expect("Node listens");
        let line = self.output.next().expect("Node answers");
        let nanoseconds = line.ok().and_then(|line| line.parse().ok());
        Duration::from_nanos(nanoseconds.expect("a time"))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn rows(
    module: &Path,
    signed: &[Signed],
    logins: &[(&'static str, Login)],
    rows: &mut Vec<Row<'_>>,
) {
    let mut operations: Vec<(&'static str, Value)> = Vec::new();
    for it in signed {
        let operation = json!({
            "key": it.key,
            "algorithm": it.algorithm,
            "message": it.message,
            "signature": it.signature,
        });
        operations.push((it.subject, operation));
    }
    for (subject, login) in logins {
        operations.push((subject, json!({ "input": login.to_json().to_string() })));
    }
    let list: Vec<_> = operations.iter().map(|(_, operation)| operation).collect();
    let file = std::env::temp_dir().join(format!("onshi-peers-{}.json", std::process::id()));
    std::fs::write(&file, json!(list).to_string()).expect("a file for Node");
    let Some(node) = Node::start(module, &file) else {
        println!("V8: not measured, there is no Node");
        return;
    };
    let node = Rc::new(RefCell::new(node));
    for (number, (subject, _)) in operations.into_iter().enumerate() {
        let node = Rc::clone(&node);
        // The first answer is there once Node has read the file.
        node.borrow_mut().run(number);
        rows.push(Row {
            subject,
            place: "baseline in V8",
            run: Box::new(move || node.borrow_mut().run(number)),
            times: Vec::with_capacity(ROUNDS),
        });
    }
    let _ = std::fs::remove_file(file);
}
