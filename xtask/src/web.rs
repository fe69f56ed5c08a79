//! `cargo xtask web`: the npm package `@onshi/web`, in `dist/web/` and as a tarball.

mod contract;
mod declarations;
mod functions;
mod known;
mod modules;
mod package;

use std::path::PathBuf;

use anyhow::Result;

use crate::build::{gzip, thousands};
use crate::run::step;
use crate::workspace::Workspace;

/// Makes the package, and says where its tarball is.
pub(crate) fn web(workspace: &Workspace) -> Result<PathBuf> {
    let modules = step("web modules", || modules::modules(workspace))?;
    let tarball = step("web package", || package::package(workspace, &modules))?;
    for size in package::sizes(workspace)? {
        println!("{size}");
    }
    println!("{}", tarball.display());
    Ok(tarball)
}
