//! Running programs, and saying how long each step took.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Runs one named step and prints its time, whether it went well or not.
pub(crate) fn step<T>(name: &str, body: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {name}");
    let start = Instant::now();
    let outcome = body();
    let verdict = if outcome.is_ok() { "done" } else { "failed" };
    eprintln!(
        "── {name}: {verdict} in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    outcome
}

/// Runs to the end; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs to the end with the terminal's own input and output.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    command
        .status()
        .with_context(|| format!("{} cannot be started", shown(command)))
}

/// The same status for whoever called us; a program that was killed failed.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// What a program prints, when it succeeds.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{} cannot be started", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{} failed ({}): {}",
            shown(command),
            output.status,
            said.trim()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something other than UTF-8", shown(command)))
}

/// Hands over each line of standard output as it comes.
pub(crate) fn each_line(command: &mut Command, mut line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", shown(command)))?;
    let stdout = child.stdout.take().context("no standard output")?;
    let mut reader = BufReader::new(stdout);
    let mut bytes = Vec::new();
    // Lines need not be UTF-8: a test may print what it was given.
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        line(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']));
        bytes.clear();
    }
    Ok(child.wait()?)
}

/// A command as a reader would type it, without its environment.
fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy(),
    ];
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy()),
    );
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let problem = output(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"]))
            .expect_err("exit 3 is a failure");
        let text = format!("{problem:#}");
        assert!(text.contains("`sh -c"), "{text}");
        assert!(text.contains("no such thing"), "{text}");
    }

    #[test]
    fn lines_arrive_whole_even_when_they_are_not_utf_8() {
        let mut lines = Vec::new();
        let status = each_line(
            Command::new("printf").arg("one\\ntwo \\377\\nlast"),
            |line| lines.push(line.to_owned()),
        )
        .expect("printf runs");
        assert!(status.success());
        assert_eq!(lines, ["one", "two \u{fffd}", "last"]);
    }
}
