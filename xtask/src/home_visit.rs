//! `cargo xtask home-visit`: the home-visit page with its server and the simulator.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::workspace::{MEMBERS, Workspace};
use crate::{build, hosts, run};

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
    let folder = workspace.root.join("host-examples/home-visit-web");
    let package = workspace.dist.join("web/package.json");
    ensure!(
        package.exists(),
        "the web package is not built: {}",
        package.display()
    );
    run::step("home-visit page", || {
        hosts::node()?;
        run::run(npm(workspace, &folder).args(["ci", "--silent", "--ignore-scripts"]))?;
        run::run(npm(workspace, &folder).args(["run", "--silent", "build"]))
    })?;
    Ok(folder.join("dist"))
}

fn npm(workspace: &Workspace, folder: &Path) -> std::process::Command {
    let mut npm = workspace.command("npm");
    npm.current_dir(folder);
    npm
}
