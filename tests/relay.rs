//! A reception that one host begins, others go on with: every vector of several calls,
//! each call by another host. Rust has the component under wasmtime, Node the core module
//! in V8, Python the component under its own wasmtime; none knows more of a reception than
//! the state that the one before it handed on.

use base64ct::{Base64, Encoding as _};
use core::cell::{Cell, RefCell};
use onshi_host::Onshi;
use onshi_tests::target::Target;
use onshi_tests::vector::{self, Outcome, Vector};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Every flow there is.
const FLOWS: [&str; 12] = [
    "bulk",
    "by-number",
    "face-reader",
    "home-visit",
    "home-visit-pharmacy",
    "limited",
    "medical-aid",
    "medical-information",
    "online-care",
    "online-pharmacy",
    "own-reader",
    "reference-number",
];

/// A host in another language, asked line by line.
struct Peer {
    process: Child,
    pipes: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Peer {
    /// None where there is no interpreter and none is required.
    fn start(interpreter: &str, script: &str) -> Option<Self> {
        let mut process = Command::new(onshi_tests::interpreter(interpreter)?)
            .arg(onshi_tests::folder().join("relay").join(script))
            .arg(onshi_tests::dist())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the interpreter runs");
        let pipes = (process.stdin.take(), process.stdout.take());
        let (Some(to), Some(from)) = pipes else {
            panic!("a process without pipes");
        };
        Some(Self {
            process,
            pipes: RefCell::new((to, BufReader::new(from))),
        })
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Target for Peer {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        let input: Value = serde_json::from_str(input).map_err(|error| error.to_string())?;
        let payload = Base64::encode_string(payload);
        let asked = json!({ "operation": operation, "input": input, "payload": payload });
        let (to, from) = &mut *self.pipes.borrow_mut();
        let mut line = String::new();
        writeln!(to, "{asked}")
            .and_then(|()| from.read_line(&mut line))
            .map_err(|error| error.to_string())?;
        let mut said: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        Ok(match said["problems"].take() {
            Value::Null => Ok(said["answer"].take()),
            problems => Err(problems),
        })
    }
}

/// Hosts that take turns.
struct Relay<'t> {
    hosts: Vec<&'t dyn Target>,
    turn: Cell<usize>,
}

impl Target for Relay<'_> {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        let turn = self.turn.get();
        self.turn.set(turn + 1);
        self.hosts[turn % self.hosts.len()].invoke(operation, input, payload)
    }
}

fn as_target(peer: &Peer) -> &dyn Target {
    peer
}

/// The flow that a vector begins.
fn flow(vector: &Vector) -> Option<&str> {
    vector.calls[0].input["flow"].as_str()
}

#[test]
fn every_flow_goes_on_in_another_host_wherever_it_stands() {
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let node = Peer::start("ONSHI_NODE", "relay.mjs");
    let python = Peer::start("ONSHI_PYTHON", "relay.py");
    let mut hosts: Vec<&dyn Target> = vec![&onshi];
    hosts.extend(node.iter().map(as_target));
    hosts.extend(python.iter().map(as_target));
    let folder = onshi_tests::folder().join("vectors");
    let (mut handed, mut seen, mut failures) = (0, BTreeSet::new(), Vec::new());
    let suites = vector::load(&folder);
    for (suite, vectors) in &suites {
        let several = vectors.vectors.iter().filter(|it| it.calls.len() > 1);
        // Whoever begins one is another host than whoever began the one before.
        for (vector, first) in several.zip(0..) {
            let relay = Relay {
                hosts: hosts.clone(),
                turn: Cell::new(first),
            };
            if let Outcome::Failed(how) = vector.run(&folder, &relay) {
                failures.push(format!("{suite}/{}: {how}", vector.id));
            }
            handed += vector.calls.len() - 1;
            seen.extend(flow(vector));
        }
    }
    println!(
        "{handed} states were handed on between {} hosts",
        hosts.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(FLOWS.iter().all(|flow| seen.contains(flow)), "{seen:?}");
}
