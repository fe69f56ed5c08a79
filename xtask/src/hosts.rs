//! The foreign hosts the tests run the component in: Python and Node.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{apt, run};

/// A Python with what the example requires.
pub(crate) fn python(workspace: &Workspace) -> Result<PathBuf> {
    environment(workspace, "python", "host-examples/python/requirements.txt")
}

/// A Python with what the benchmark compares with.
pub(crate) fn peers_python(workspace: &Workspace) -> Result<PathBuf> {
    environment(workspace, "peers-python", "tests/peers/requirements.txt")
}

/// A folder of Node packages with what the benchmark compares with.
pub(crate) fn peers_node(workspace: &Workspace) -> Result<PathBuf> {
    node_packages(workspace, "peers-node", "tests/peers/package.json")
}

/// A folder of Node packages under the target folder. Filled again when the list
/// changes.
pub(crate) fn node_packages(workspace: &Workspace, name: &str, list: &str) -> Result<PathBuf> {
    let wanted = fs::read_to_string(workspace.root.join(list)).with_context(|| list.to_owned())?;
    let folder = workspace.target.join(name);
    // Written last, so that what was broken off is tried again.
    let stamp = folder.join("installed.json");
    if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), &wanted)?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--silent",
        "--ignore-scripts",
        "--no-package-lock",
    ]);
    // Browsers are Debian's.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::run(npm.arg("--prefix").arg(&folder))?;
    fs::write(&stamp, &wanted)?;
    Ok(folder)
}

/// A virtual environment under the target folder. Made again when the
/// requirements change.
fn environment(workspace: &Workspace, name: &str, requirements: &str) -> Result<PathBuf> {
    let wanted = fs::read_to_string(workspace.root.join(requirements))
        .with_context(|| requirements.to_owned())?;
    let requirements = workspace.root.join(requirements);
    let folder = workspace.target.join(name);
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    let fresh = fs::read_to_string(&stamp).is_ok_and(|there| there == wanted);
    if fresh && run::output(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }

    // Debian keeps half of venv in a package of its own.
    let has_venv = || run::output(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if has_venv().is_err() {
        if !apt::usable() {
            bail!("Python 3 with venv is missing: install python3 and python3-venv");
        }
        apt::install(&["python3", "python3-venv"])?;
    }
    run::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    run::run(
        Command::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(&requirements),
    )?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

/// Node, new enough for the example.
pub(crate) fn node() -> Result<PathBuf> {
    const OLDEST: u32 = 18;
    let version = || run::output(Command::new("node").arg("--version"));
    if version().is_err() {
        if !apt::usable() {
            bail!("Node is missing: install version {OLDEST} or later");
        }
        apt::install(&["nodejs"])?;
    }
    let version = version()?;
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(PathBuf::from("node")),
        _ => bail!("Node {} is too old: {OLDEST} is needed", version.trim()),
    }
}

/// The first number of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_version_is_read() {
        assert_eq!(major("v20.11.1\n"), Some(20));
        assert_eq!(major("20.11.1"), None);
        assert_eq!(major("vnext"), None);
    }
}
