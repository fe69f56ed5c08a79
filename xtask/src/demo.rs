//! `cargo xtask demo`: from a fresh clone to a morning at a clinic and one
//! at a pharmacy.

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::{MEMBERS, Workspace};
use crate::{build, run};

pub(crate) fn demo(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build_wide(workspace)?;
    let onshi = workspace.onshi("debug");
    run::step("onshi command", || {
        if !onshi.exists() {
            eprintln!("the first time this compiles wasmtime, and takes some minutes");
        }
        // There are no examples: asking for them lets cargo count the features
        // that tests need, so that the tests find wasmtime compiled.
        run::run(workspace.cargo().arg("build").args(MEMBERS).args([
            "--bin",
            "onshi",
            "--examples",
        ]))
    })?;
    let status = run::status(
        workspace
            .command(onshi)
            .arg("demo")
            .args(arguments)
            .env("ONSHI_DIST", &workspace.dist),
    )?;
    Ok(run::exit_code(status))
}
