//! The table of kanji variants, made anew from the package that carries it.

use std::process::Command;

use anyhow::Result;

use crate::run;
use crate::workspace::Workspace;

const PACKAGE: &str = "@mandel59/mojidata@1.8.1";

/// Writes `sdk/variants/classes.txt`. Not a part of any build.
pub(crate) fn variants(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target.join("variants");
    std::fs::create_dir_all(&folder)?;
    run::run(
        Command::new("npm")
            .args(["install", "--silent", "--ignore-scripts", "--no-save"])
            .arg("--prefix")
            .arg(&folder)
            .arg(PACKAGE),
    )?;
    run::run(
        workspace
            .command("python3")
            .arg("xtask/src/variants.py")
            .arg(folder.join("node_modules/@mandel59/mojidata/dist/moji.db"))
            .arg("sdk/variants/classes.txt"),
    )
}
