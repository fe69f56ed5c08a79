//! `cargo xtask playground`: the page on which vendors try the SDK, and its tests.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::browsers::Browsers;
use crate::workspace::Workspace;
use crate::{build, pages, run, web};

const PAGE: &str = "playground";

/// The folder of its tests.
const TESTS: &str = "tests/playground";

/// Builds what is needed and serves the page on this machine.
pub(crate) fn playground(workspace: &Workspace) -> Result<ExitCode> {
    build::build(workspace)?;
    web::web(workspace)?;
    let folder = page(workspace)?;
    println!("to publish, as they are: the files in {}", folder.display());
    let status = run::status(pages::npm(workspace, PAGE).args(["run", "--silent", "preview"]))?;
    Ok(run::exit_code(status))
}

/// The page's files, made of what stands in `dist/`.
pub(crate) fn page(workspace: &Workspace) -> Result<PathBuf> {
    pages::build(workspace, PAGE)
}

/// Its tests over the page in `folder`, or those of them that have one of the names.
pub(crate) fn suite(
    workspace: &Workspace,
    browsers: &Browsers,
    folder: PathBuf,
    names: &[String],
) -> Result<Command> {
    let mut node = browsers.suite(workspace, TESTS, names)?;
    node.env("ONSHI_PLAYGROUND", folder);
    Ok(node)
}
