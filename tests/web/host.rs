//! A program that has the package loaded, and answers line by line.

use base64ct::{Base64, Encoding as _};
use onshi_tests::target::Target;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Where the package runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    Node,
    Chromium,
    /// With its switch for wide arithmetic.
    WideChromium,
}

/// The package in an engine.
pub(crate) struct Host {
    child: Child,
    line: Mutex<Line>,
    loaded: Vec<String>,
}

struct Line {
    /// None once there are no more.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Host {
    /// Starts it with an entry of the package. None where there is no tarball and none
    /// is required.
    pub(crate) fn start(engine: Engine, entry: &str) -> Option<Self> {
        let Some(node) = std::env::var_os("ONSHI_NODE") else {
            return not_run("ONSHI_NODE");
        };
        if std::env::var_os("ONSHI_WEB_TOOLS").is_none() {
            return not_run("ONSHI_WEB_TOOLS");
        }
        let mut child = Command::new(node)
            .arg(onshi_tests::folder().join("web/vectors/host.mjs"))
            .args([format!("{engine:?}"), entry.to_owned()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node runs");
        let questions = Some(child.stdin.take().expect("piped"));
        let answers = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = Line { questions, answers };
        let loaded = serde_json::from_value(line.read()).expect("the modules it loaded");
        let line = Mutex::new(line);
        Some(Self {
            child,
            line,
            loaded,
        })
    }

    /// The modules that were loaded, by their file names.
    pub(crate) fn loaded(&self) -> &[String] {
        &self.loaded
    }

    /// Asks one question, and gives the answer or the problems.
    pub(crate) fn ask(&self, question: &Value) -> Result<Result<Value, Value>, String> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let questions = line.questions.as_mut().expect("not ended");
        writeln!(questions, "{question}").expect("the host listens");
        let mut answer = line.read();
        let mut member = |name: &str| answer.get_mut(name).map(Value::take);
        match (member("answer"), member("problems")) {
            (Some(answer), None) => Ok(Ok(answer)),
            (None, Some(problems)) => Ok(Err(problems)),
            _ => Err(answer.to_string()),
        }
    }

    /// Ends it: it fails where the page did what a page must not.
    pub(crate) fn end(mut self) {
        let line = self.line.get_mut().unwrap_or_else(PoisonError::into_inner);
        line.questions = None;
        let status = self.child.wait().expect("an end");
        assert!(status.success(), "the host ended with {status}");
    }
}

impl Line {
    fn read(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the host speaks");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("the host ended: {line}"))
    }
}

impl Target for Host {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        let input: Value = serde_json::from_str(input).expect("an input in JSON");
        let payload = Base64::encode_string(payload);
        self.ask(&json!({ "operation": operation, "input": input, "payload": payload }))
    }
}

impl Drop for Host {
    /// Where a test failed before its end; it may have ended already.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn not_run(variable: &str) -> Option<Host> {
    assert!(!onshi_tests::suites_are_required(), "{variable} is not set");
    println!("not run: {variable} is not set; `cargo xtask test` sets it");
    None
}
