//! Installing Debian packages, where that is possible without asking.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run;

/// Whether packages can be installed here: Debian's tools, and root.
pub(crate) fn usable() -> bool {
    Path::new("/usr/bin/apt-get").exists()
        && run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs packages, fetching the package lists if they are not there yet.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !usable() {
        bail!(
            "only root on a Debian system can install {}",
            packages.join(" ")
        );
    }
    eprintln!("installing with apt-get: {}", packages.join(" "));
    let install = || {
        run::run(
            apt_get()
                .args(["install", "--no-install-recommends"])
                .args(packages),
        )
    };
    install().or_else(|_| {
        run::run(apt_get().arg("update"))?;
        install()
    })
}

fn apt_get() -> Command {
    let mut apt_get = Command::new("apt-get");
    apt_get
        .args(["-qq", "-y"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    apt_get
}
