//! `cargo xtask demo`: from a fresh clone to three receptions.

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, run};

pub(crate) fn demo(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build_wide(workspace)?;
    // Built apart from being run, so that the first build says what it is doing
    // and the demo starts on a quiet screen.
    run::step(
        "onshi command (the first time, wasmtime: some minutes)",
        || run::run(workspace.cargo().args(["build", "--package", "onshi-cli"])),
    )?;
    let status = run::status(
        workspace
            .cargo()
            .args(["run", "--quiet", "--package", "onshi-cli", "--", "demo"])
            .args(arguments),
    )?;
    Ok(run::exit_code(status))
}
