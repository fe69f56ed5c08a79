//! `cargo xtask home-visit`: the home-visit page with its server and the simulator.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::{MEMBERS, Workspace};
use crate::{build, pages, run};

/// Starts the page, its server and the simulator on this machine.
pub(crate) fn home_visit(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let server = server(workspace)?;
    let page = page(workspace)?;
    let status = run::status(
        workspace
            .command(server)
            .arg("--page")
            .arg(page)
            .args(arguments)
            .env("ONSHI_DIST", &workspace.dist),
    )?;
    Ok(run::exit_code(status))
}

/// The server with the simulator in it, and the component that both need.
pub(crate) fn server(workspace: &Workspace) -> Result<PathBuf> {
    build::build_wide(workspace)?;
    run::step("home-visit server", || {
        // As the demo does: with the features that tests need.
        run::run(workspace.cargo().arg("build").args(MEMBERS).args([
            "--bin",
            "onshi-home-visit",
            "--examples",
        ]))
    })?;
    let name = format!("onshi-home-visit{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace.target.join("debug").join(name))
}

/// The page, as Vite builds it from the web package.
pub(crate) fn page(workspace: &Workspace) -> Result<PathBuf> {
    pages::build(workspace, "home-visit-web")
}
