//! `cargo xtask home-visit`: the home-visit page with its server and the simulator, and
//! the tests of the three.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::browsers::Browsers;
use crate::workspace::{MEMBERS, Workspace};
use crate::{build, pages, run, web};

const PAGE: &str = "home-visit-web";

/// The folder of its tests.
const TESTS: &str = "tests/home-visit";

/// Starts the page, its server and the simulator on this machine.
pub(crate) fn home_visit(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build_wide(workspace)?;
    web::web(workspace)?;
    let server = server(workspace)?;
    let page = page(workspace)?;
    let status = run::status(
        workspace
            .command(server)
            .arg("--page")
            .arg(page)
            // Whose cards are made up.
            .arg("--accept-test-hierarchy")
            .args(arguments)
            .env("ONSHI_DIST", &workspace.dist),
    )?;
    Ok(run::exit_code(status))
}

/// The server with the simulator in it. The component that both need is in `dist/`.
fn server(workspace: &Workspace) -> Result<PathBuf> {
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
fn page(workspace: &Workspace) -> Result<PathBuf> {
    pages::build(workspace, PAGE)
}

/// The tests of its parts that need no browser. The page is built.
pub(crate) fn unit_tests(workspace: &Workspace) -> Command {
    pages::unit_tests(workspace, PAGE)
}

/// Its tests in a browser, or those of them that have one of the names. Component and
/// web package are in `dist/`.
pub(crate) fn suite(
    workspace: &Workspace,
    browsers: &Browsers,
    names: &[String],
) -> Result<Command> {
    let server = server(workspace)?;
    let page = page(workspace)?;
    let mut node = browsers.suite(workspace, TESTS, names)?;
    node.env("ONSHI_DIST", &workspace.dist)
        .env("ONSHI_HOME_VISIT", server)
        .env("ONSHI_HOME_VISIT_PAGE", page)
        .env("ONSHI_HOME_VISIT_PICTURES", pictures(workspace));
    Ok(node)
}

/// Where they leave a picture of every screen.
pub(crate) fn pictures(workspace: &Workspace) -> PathBuf {
    workspace.target.join("home-visit-screens")
}
