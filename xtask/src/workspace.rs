//! Where things are, and `cargo` as every step calls it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

/// Everything but the component's own crate, which is compiled and tested from
/// outside, and the xtask, which has a profile of its own: what benchmarks select.
pub(crate) const MEMBERS_AND_PEERS: [&str; 5] = [
    "--workspace",
    "--exclude",
    "onshi-component",
    "--exclude",
    "xtask",
];

/// The same without the peers, whose OpenSSL and ring only benchmarks need.
///
/// One selection for the demo and the tests: cargo picks the features of shared
/// crates by what is selected, and other features mean another wasmtime.
pub(crate) const MEMBERS: [&str; 7] = [
    "--workspace",
    "--exclude",
    "onshi-component",
    "--exclude",
    "xtask",
    "--exclude",
    "onshi-peers",
];

/// The folders every step works in.
pub(crate) struct Workspace {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's build output, wherever `CARGO_TARGET_DIR` puts it.
    pub(crate) target: PathBuf,
    /// What `build` leaves: the component in its two builds.
    pub(crate) dist: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        let metadata = crate::run::output(Command::new(cargo_program()).args([
            "metadata",
            "--no-deps",
            "--format-version=1",
        ]))?;
        let metadata: Value =
            serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
        let folder = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata names no {key}"))
        };
        let root = folder("workspace_root")?;
        Ok(Self {
            dist: root.join("dist"),
            target: folder("target_directory")?,
            root,
        })
    }

    /// The cargo that runs this xtask, without what `cargo run` added to the
    /// environment: build scripts watch some of those variables, and would run
    /// again whenever somebody changes between `cargo xtask` and plain `cargo`.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = self.command(cargo_program());
        cargo.env("ONSHI_DIST", &self.dist);
        cargo
    }

    /// The `onshi` command, where cargo leaves it.
    pub(crate) fn onshi(&self, profile: &str) -> PathBuf {
        let name = format!("onshi{}", env::consts::EXE_SUFFIX);
        self.target.join(profile).join(name)
    }

    /// Any program, run at the top of the workspace.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(set_by_cargo_run) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// Where cargo keeps what it downloads.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// A path in the forms a compiler may have seen it: as given, and without links.
pub(crate) fn forms(path: &Path) -> Vec<PathBuf> {
    let mut forms = vec![path.to_owned()];
    if let Ok(real) = path.canonicalize()
        && real != path
    {
        forms.push(real);
    }
    forms
}

fn cargo_program() -> std::ffi::OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn set_by_cargo_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cargo_run_added_is_taken_away() {
        assert!(set_by_cargo_run("CARGO_PKG_VERSION"));
        assert!(set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(!set_by_cargo_run("CARGO_HOME"));
        assert!(!set_by_cargo_run("CARGO_TARGET_DIR"));
        assert!(!set_by_cargo_run("RUSTUP_TOOLCHAIN"));
    }
}
