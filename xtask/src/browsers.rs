//! What tests in a browser need: Chromium, and tools from npm.

use core::num::NonZero;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::Workspace;
use crate::{apt, hosts, run};

/// Where Debian puts it.
const CHROMIUM: &str = "/usr/bin/chromium";
/// A font for Japanese, without which screenshots show boxes.
const FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
/// The oldest Node that the tools run in.
const NODE: (u32, u32) = (20, 19);

/// The tools, provided.
pub(crate) struct Browsers {
    node: PathBuf,
    tools: PathBuf,
    chromium: PathBuf,
    tarball: PathBuf,
}

impl Browsers {
    /// Installs what is missing.
    pub(crate) fn provide(workspace: &Workspace) -> Result<Self> {
        let tarball = format!("onshi-web-{}.tgz", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            node: node()?,
            chromium: chromium()?,
            tools: hosts::node_packages(workspace, "web-tests", "tests/web/package.json")?,
            tarball: workspace.dist.join(tarball),
        })
    }

    /// Tells a program where they are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("ONSHI_NODE", &self.node)
            .env("ONSHI_WEB_TOOLS", &self.tools)
            .env("ONSHI_WEB_TARBALL", &self.tarball)
            .env("ONSHI_CHROMIUM", &self.chromium);
    }

    /// Node's test runner over a folder's `*.test.mjs`, or those of them that have one
    /// of the names.
    pub(crate) fn suite(
        &self,
        workspace: &Workspace,
        folder: &str,
        names: &[String],
    ) -> Result<Command> {
        let mut files = test_files(&workspace.root.join(folder))?;
        files.retain(|file| names.is_empty() || names.iter().any(|name| is_named(file, name)));
        ensure!(!files.is_empty(), "there is no such test in {folder}");
        let mut node = workspace.command(&self.node);
        // Node itself would leave one processor out.
        node.args(["--test", "--test-reporter=spec"])
            .arg(format!("--test-concurrency={}", parallelism()))
            .args(files);
        self.tell(&mut node);
        Ok(node)
    }
}

fn parallelism() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// `loading` for `loading.test.mjs`.
fn is_named(file: &Path, name: &str) -> bool {
    let file = file.file_name().and_then(|file| file.to_str());
    file.and_then(|file| file.strip_suffix(".test.mjs")) == Some(name)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Node, new enough for the tools, with npm.
pub(crate) fn node() -> Result<PathBuf> {
    let node = hosts::node()?;
    let version = run::output(Command::new(&node).arg("--version"))?;
    let (major, minor) = NODE;
    if version_of(&version).is_none_or(|there| there < NODE) {
        bail!(
            "Node {} is too old for the tests of the web package: {major}.{minor} is needed",
            version.trim()
        );
    }
    if run::output(Command::new("npm").arg("--version")).is_err() {
        apt::install(&["npm"])?;
    }
    Ok(node)
}

/// The first two numbers of `v20.19.5`.
fn version_of(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.');
    let mut number = || numbers.next()?.parse().ok();
    Some((number()?, number()?))
}

fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("ONSHI_CHROMIUM") {
        return Ok(chosen.into());
    }
    let there = |path: &str| Path::new(path).exists();
    if !there(CHROMIUM) || (apt::usable() && !there(FONT)) {
        apt::install(&["chromium", "fonts-noto-cjk"])?;
    }
    Ok(CHROMIUM.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_compared_by_their_numbers() {
        assert_eq!(version_of("v20.19.5\n"), Some((20, 19)));
        assert!(version_of("v22.3.0").is_some_and(|there| there >= NODE));
        assert!(version_of("v20.9.0").is_some_and(|there| there < NODE));
        assert_eq!(version_of("20.19.5"), None);
    }

    #[test]
    fn a_test_is_chosen_by_its_name() {
        let file = Path::new("tests/web/loading.test.mjs");
        assert!(is_named(file, "loading"));
        assert!(!is_named(file, "load"));
    }
}
