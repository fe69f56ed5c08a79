//! The example pages, as Vite builds them from the web package.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::workspace::Workspace;
use crate::{browsers, run};

/// Builds `host-examples/<name>`, and says where it is then. The web package is there.
pub(crate) fn build(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let package = workspace.dist.join("web/package.json");
    ensure!(
        package.exists(),
        "the web package is not built: {}",
        package.display()
    );
    run::step(&format!("page {name}"), || {
        browsers::node()?;
        run::run(npm(workspace, name).args(["ci", "--silent", "--ignore-scripts"]))?;
        run::run(npm(workspace, name).args(["run", "--silent", "build"]))
    })?;
    Ok(folder(workspace, name).join("dist"))
}

/// The tests of a page's parts that need no browser. The page is built.
pub(crate) fn unit_tests(workspace: &Workspace, name: &str) -> Command {
    let mut npm = npm(workspace, name);
    // In its plain words, wherever it runs: they are counted.
    npm.args(["test", "--silent", "--", "--reporter=default"])
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR");
    npm
}

/// npm in the folder of a page.
pub(crate) fn npm(workspace: &Workspace, name: &str) -> Command {
    let mut npm = workspace.command("npm");
    npm.current_dir(folder(workspace, name));
    npm
}

fn folder(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.root.join("host-examples").join(name)
}
