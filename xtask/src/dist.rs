//! `cargo xtask dist`: what a release consists of, in one archive.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::tar::Tar;
use crate::workspace::Workspace;
use crate::{build, documents, run, toolchain, web};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Files of the checkout that go along.
const DOCUMENTS: [&str; 7] = [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.ja.md",
    "README.md",
    "SECURITY.md",
    // The licence of data that the component carries.
    "sdk/variants/README.md",
];

pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    build::build(workspace)?;
    let web = web::web(workspace)?;
    run::step("onshi command, optimised", || {
        run::run(
            workspace
                .cargo()
                .args(["build", "--release", "--package", "onshi-cli"]),
        )
    })?;
    run::step("archive", || archive(workspace, &web))
}

fn archive(workspace: &Workspace, web: &Path) -> Result<()> {
    let version = run::output(Command::new("rustc").arg("-vV"))?;
    let host = toolchain::field(&version, "host").context("rustc names no host")?;
    let name = format!("onshi-{VERSION}-{host}");

    let mut tar = Tar::default();
    let mut add = |path: &Path, as_name: &str, executable: bool| -> Result<()> {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        tar.add(&format!("{name}/{as_name}"), &bytes, executable)
    };
    add(&workspace.onshi("release"), "onshi", true)?;
    for file in build::FILES {
        add(&workspace.dist.join(file), file, false)?;
    }
    let package = web.file_name().context("the npm package has no name")?;
    add(web, &package.to_string_lossy(), false)?;
    for (file, _) in documents::all()? {
        add(&workspace.dist.join(&file), &file, false)?;
    }
    for file in DOCUMENTS {
        add(&workspace.root.join(file), file, false)?;
    }
    for file in files_under(&workspace.root, "wit")? {
        add(&workspace.root.join(&file), &file, false)?;
    }

    let archive = workspace.dist.join(format!("{name}.tar.gz"));
    fs::write(&archive, build::gzip(&tar.finish())?)?;
    println!("{}", archive.display());
    Ok(())
}

/// The files below a folder, sorted, each with its path from `root`.
fn files_under(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        for entry in fs::read_dir(&path).with_context(|| path.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_str().context("a file name that is not UTF-8")?;
            let path = format!("{folder}/{name}");
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
