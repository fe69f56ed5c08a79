//! `cargo xtask test`, and its slower sisters `suites`, `soak` and `bench`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::browsers::Browsers;
use crate::tally::Tally;
use crate::workspace::{MEMBERS, MEMBERS_AND_PEERS, Workspace};
use crate::{apt, build, home_visit, hosts, playground, run, web};

/// The number of inputs for `soak`, unless the environment says otherwise.
const SOAK_INPUTS: &str = "1000000";

/// The folder of the web package's tests.
const WEB: &str = "tests/web";

/// Builds the component and the web package, and runs every test.
pub(crate) fn test(workspace: &Workspace) -> Result<ExitCode> {
    build::build(workspace)?;
    web::web(workspace)?;
    let mut own = workspace.cargo();
    own.args(["test", "--profile", "xtask", "--package", "xtask"]);
    let mut members = workspace.cargo();
    members.arg("test").args(MEMBERS).arg("--no-fail-fast");
    let mut skipped = provide_hosts(workspace, &mut members)?;
    let browsers = or_skipped("browser", browsers(workspace), &mut skipped)?;
    if let Some(browsers) = &browsers {
        browsers.tell(&mut members);
    }

    let own = run::step("tests of the xtask", || counted(&mut own))?;
    let members = run::step("tests of the SDK", || counted(&mut members))?;
    let mut outcome = own.and(members);
    if let Some(browsers) = browsers {
        let mut suite = browsers.suite(workspace, WEB, &[])?;
        outcome = outcome.and(run::step("tests of the web package", || {
            counted(&mut suite)
        })?);
        let page = playground::page(workspace)?;
        outcome = outcome.and(of_playground(workspace, &browsers, page, &[])?);
        outcome = outcome.and(of_home_visit(workspace, &browsers, &[])?);
    }
    outcome.tally.skipped += skipped;
    outcome.close()
}

/// Builds the web package and runs its tests alone, or those of them that are named:
/// `vectors`, or a file of `tests/web` without its `.test.mjs`.
pub(crate) fn web_test(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    web::web(workspace)?;
    let browsers = browsers(workspace)?;
    let (vectors, files): (Vec<_>, Vec<_>) = names.iter().cloned().partition(|it| it == "vectors");
    let mut outcome = Outcome::default();
    if names.is_empty() || !vectors.is_empty() {
        let mut cargo = workspace.cargo();
        cargo
            .arg("test")
            .args(MEMBERS)
            .args(["--test", "web_package"]);
        browsers.tell(&mut cargo);
        let ran = run::step("vectors through the web package", || counted(&mut cargo))?;
        outcome = outcome.and(ran);
    }
    if names.is_empty() || !files.is_empty() {
        let mut suite = browsers.suite(workspace, WEB, &files)?;
        let ran = run::step("tests of the web package", || counted(&mut suite))?;
        outcome = outcome.and(ran);
    }
    outcome.close()
}

/// Builds the playground and runs its tests alone, or those of them that are named: a
/// file of `tests/playground` without its `.test.mjs`.
pub(crate) fn playground_test(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    web::web(workspace)?;
    let browsers = browsers(workspace)?;
    let page = playground::page(workspace)?;
    of_playground(workspace, &browsers, page, names)?.close()
}

fn of_playground(
    workspace: &Workspace,
    browsers: &Browsers,
    page: PathBuf,
    names: &[String],
) -> Result<Outcome> {
    let mut suite = playground::suite(workspace, browsers, page, names)?;
    run::step("tests of the playground", || counted(&mut suite))
}

/// Builds the home-visit page with its server and runs their tests alone, or those in a
/// browser that are named: a file of `tests/home-visit` without its `.test.mjs`.
pub(crate) fn home_visit_test(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    web::web(workspace)?;
    let browsers = browsers(workspace)?;
    of_home_visit(workspace, &browsers, names)?.close()
}

fn of_home_visit(workspace: &Workspace, browsers: &Browsers, names: &[String]) -> Result<Outcome> {
    let mut suite = home_visit::suite(workspace, browsers, names)?;
    let mut outcome = Outcome::default();
    if names.is_empty() {
        let mut units = home_visit::unit_tests(workspace);
        let ran = run::step("unit tests of the home-visit page", || counted(&mut units))?;
        outcome = outcome.and(ran);
    }
    let ran = run::step("tests of the home-visit page", || counted(&mut suite))?;
    outcome = outcome.and(ran);
    let pictures = home_visit::pictures(workspace);
    println!("pictures of its screens: {}", pictures.display());
    Ok(outcome)
}

fn browsers(workspace: &Workspace) -> Result<Browsers> {
    run::step("browser", || Browsers::provide(workspace))
}

/// Compares verdicts with other validators, which take minutes to compile.
pub(crate) fn suites(workspace: &Workspace) -> Result<ExitCode> {
    build::build(workspace)?;
    provide_openssl()?;
    let mut cargo = workspace.cargo();
    cargo
        .arg("test")
        .args(MEMBERS)
        .args(["--features", "onshi-suites/oracles"])
        .args(["--test", "differential", "--", "--nocapture"]);
    run::step("suites with other validators", || counted(&mut cargo))?.close()
}

/// Runs the robustness tests, with far more inputs than the ordinary run has: built as
/// benchmarks are, because forging a chain takes longer than judging it otherwise.
pub(crate) fn soak(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    let inputs = env::var("ONSHI_SOAK_INPUTS").unwrap_or_else(|_| SOAK_INPUTS.to_owned());
    let mut cargo = workspace.cargo();
    cargo
        .arg("test")
        .args(["--config", "tests/benches/profile.toml"])
        .args(MEMBERS)
        .args(["--test", "robustness", "--", "--nocapture"])
        .args(arguments)
        .env("ONSHI_SOAK_INPUTS", &inputs);
    run::step(&format!("soak, {inputs} inputs"), || counted(&mut cargo))?.close()
}

/// Ten thousand receptions with a hundred kills, or as many as the environment says.
pub(crate) fn receptions(workspace: &Workspace) -> Result<ExitCode> {
    build::build(workspace)?;
    let of = |variable: &str, usual: &str| env::var(variable).unwrap_or_else(|_| usual.to_owned());
    let mut cargo = workspace.cargo();
    // The command is built with its tests.
    cargo
        .arg("test")
        .args(MEMBERS)
        .args(["--bins", "--test", "receptions", "--", "--nocapture"])
        .args(["every_reception_ends_once_whatever_is_killed"])
        .env("ONSHI_RECEPTIONS", of("ONSHI_RECEPTIONS", "10000"))
        .env("ONSHI_KILLS", of("ONSHI_KILLS", "100"));
    run::step("receptions with faults and kills", || counted(&mut cargo))?.close()
}

/// Runs the benchmarks, in the tests' profile but for the core itself and its
/// peers: wasmtime is then not built again.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    build::build(workspace)?;
    web::web(workspace)?;
    provide_openssl()?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["bench", "--profile", "dev"])
        .args(["--config", "tests/benches/profile.toml"])
        .args(MEMBERS_AND_PEERS)
        // Named by a pattern: having none is then an error.
        .args(["--bench", "*", "--"])
        .args(arguments);
    provide_peers(workspace, &mut cargo);
    run::step("benchmarks", || run::run(&mut cargo))
}

/// Measures the web package in a browser, and nothing else.
pub(crate) fn web_bench(workspace: &Workspace) -> Result<()> {
    build::build(workspace)?;
    web::web(workspace)?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["bench", "--profile", "dev"])
        .args(MEMBERS)
        .args(["--bench", "web"]);
    provide_peers(workspace, &mut cargo);
    run::step("benchmark of the web package", || run::run(&mut cargo))
}

/// Tells the benchmarks where the readers of other languages are. What is not to
/// be had is not measured, which they say.
fn provide_peers(workspace: &Workspace, cargo: &mut Command) {
    let peers = [
        ("ONSHI_NODE_PACKAGES", hosts::peers_node(workspace)),
        ("ONSHI_PEERS_PYTHON", hosts::peers_python(workspace)),
    ];
    for (variable, peer) in peers {
        match peer {
            Ok(path) => {
                cargo.env(variable, path);
            }
            Err(problem) => eprintln!("without {variable}: {problem:#}"),
        }
    }
    match Browsers::provide(workspace) {
        Ok(browsers) => browsers.tell(cargo),
        Err(problem) => eprintln!("without a browser: {problem:#}"),
    }
}

/// OpenSSL's headers, which nothing but benchmarks is built with.
fn provide_openssl() -> Result<()> {
    let there = Path::new("/usr/include/openssl/ssl.h").exists();
    if there || !apt::usable() {
        // Where it is elsewhere, openssl-sys finds it or says how to tell it.
        return Ok(());
    }
    run::step("OpenSSL", || apt::install(&["libssl-dev", "pkg-config"]))
}

/// Tells the tests where Python and Node are, and how many of them are not to be had.
fn provide_hosts(workspace: &Workspace, cargo: &mut Command) -> Result<u64> {
    let hosts = [
        (
            "Python",
            "ONSHI_PYTHON",
            run::step("Python host", || hosts::python(workspace)),
        ),
        ("Node", "ONSHI_NODE", run::step("Node host", hosts::node)),
    ];
    let mut skipped = 0;
    for (name, variable, host) in hosts {
        if let Some(path) = or_skipped(name, host, &mut skipped)? {
            cargo.env(variable, path);
        }
    }
    Ok(skipped)
}

/// What is not to be had is one skipped suite more, or fails where every suite is
/// required.
fn or_skipped<T>(name: &str, provided: Result<T>, skipped: &mut u64) -> Result<Option<T>> {
    match provided {
        Ok(provided) => Ok(Some(provided)),
        Err(problem) if env::var("ONSHI_REQUIRE_SUITES").is_ok_and(|value| value == "1") => {
            Err(problem)
        }
        Err(problem) => {
            eprintln!("skipped: the tests under {name} ({problem:#})");
            *skipped += 1;
            Ok(None)
        }
    }
}

/// How one or several runs of tests went.
#[derive(Debug)]
struct Outcome {
    succeeded: bool,
    tally: Tally,
}

/// Runs tests on the screen, and adds up what their runners say.
fn counted(cargo: &mut Command) -> Result<Outcome> {
    let mut tally = Tally::default();
    let status = run::each_line(cargo, |line| {
        println!("{line}");
        if let Some(counts) = Tally::of_line(line) {
            tally += counts;
        }
    })?;
    Ok(Outcome {
        succeeded: status.success(),
        tally,
    })
}

impl Default for Outcome {
    /// Of nothing yet.
    fn default() -> Self {
        Self {
            succeeded: true,
            tally: Tally::default(),
        }
    }
}

impl Outcome {
    fn and(mut self, other: Self) -> Self {
        self.succeeded &= other.succeeded;
        self.tally += other.tally;
        self
    }

    /// Prints the closing line. A run that found no test, or did not get to
    /// its end, is no success, whatever the line says.
    fn close(self) -> Result<ExitCode> {
        println!("{}", self.tally);
        match self {
            Self {
                succeeded: true,
                tally,
            } if tally.passed == 0 => bail!("there was no test to run"),
            Self {
                succeeded: false,
                tally,
            } if tally.failed == 0 => {
                bail!("the tests did not run to their end")
            }
            Self {
                succeeded: true,
                tally,
            } if tally.failed == 0 => Ok(ExitCode::SUCCESS),
            _ => Ok(ExitCode::FAILURE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(succeeded: bool, passed: u64, failed: u64) -> Outcome {
        let skipped = 0;
        Outcome {
            succeeded,
            tally: Tally {
                passed,
                failed,
                skipped,
            },
        }
    }

    #[test]
    fn only_a_run_that_passed_something_and_failed_nothing_succeeds() {
        assert_eq!(outcome(true, 3, 0).close().expect("ran"), ExitCode::SUCCESS);
        assert_eq!(
            outcome(false, 3, 1).close().expect("ran"),
            ExitCode::FAILURE
        );
        assert_eq!(outcome(true, 3, 1).close().expect("ran"), ExitCode::FAILURE);
    }

    #[test]
    fn a_run_without_tests_or_cut_short_is_an_error() {
        assert!(outcome(true, 0, 0).close().is_err());
        assert!(outcome(false, 3, 0).close().is_err());
    }

    #[test]
    fn one_failing_run_fails_them_all() {
        let both = outcome(false, 1, 1).and(outcome(true, 5, 0));
        assert!(!both.succeeded);
        assert_eq!(both.tally.passed, 6);
    }
}
