//! What compiles the component: the active Rust toolchain when it has, or can
//! be given, the wasm target; otherwise Debian's rustc with the standard
//! library built from source.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{apt, run};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

const FORCED_BY: &str = "ONSHI_WASM_TOOLCHAIN";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// A toolchain that can compile the component.
#[derive(Debug)]
pub(crate) enum Toolchain {
    /// The active toolchain, with its own `core` and `alloc` for wasm.
    Rustup,
    /// Debian's `rustc-web`, building `core` and `alloc`.
    Debian {
        /// An LLVM linker: the Debian package brings none.
        linker: PathBuf,
    },
}

/// One way to come by a toolchain; they are tried in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    ActiveToolchain,
    AddRustupTarget,
    DebianInstalled,
    InstallDebian,
}

/// What this machine has.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    target_installed: bool,
    rustup: bool,
    debian: bool,
    apt: bool,
}

/// Finds a toolchain, or installs one.
pub(crate) fn provide() -> Result<Toolchain> {
    let forced = env::var(FORCED_BY).ok();
    let ways = ways(Facts::gather(), forced.as_deref())?;
    let mut failures = String::new();
    for way in ways {
        match take(way) {
            Ok(toolchain) => return Ok(toolchain),
            Err(problem) => failures = format!("{failures}\n  {problem:#}"),
        }
    }
    bail!(
        "nothing here compiles for {TARGET}: run `rustup target add {TARGET}`, or on Debian, \
         as root, `apt-get install {}`{failures}",
        DEBIAN_PACKAGES.join(" ")
    )
}

impl Facts {
    fn gather() -> Self {
        Self {
            target_installed: target_installed(),
            rustup: run::output(Command::new("rustup").arg("--version")).is_ok(),
            debian: [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_SOURCE]
                .iter()
                .all(|path| Path::new(path).exists()),
            apt: apt::usable(),
        }
    }
}

fn ways(facts: Facts, forced: Option<&str>) -> Result<Vec<Way>> {
    let rustup = [
        (facts.target_installed, Way::ActiveToolchain),
        (
            !facts.target_installed && facts.rustup,
            Way::AddRustupTarget,
        ),
    ];
    let debian = [
        (facts.debian, Way::DebianInstalled),
        (!facts.debian && facts.apt, Way::InstallDebian),
    ];
    let considered = match forced {
        None => [rustup, debian].concat(),
        Some("rustup") => rustup.to_vec(),
        Some("debian") => debian.to_vec(),
        Some(other) => bail!("{FORCED_BY} is rustup or debian, not {other:?}"),
    };
    Ok(considered
        .into_iter()
        .filter_map(|(possible, way)| possible.then_some(way))
        .collect())
}

fn take(way: Way) -> Result<Toolchain> {
    match way {
        Way::ActiveToolchain => Ok(Toolchain::Rustup),
        Way::AddRustupTarget => {
            eprintln!("adding {TARGET} with rustup");
            run::output(
                Command::new("rustup")
                    .args(["target", "add", TARGET])
                    .env_remove("RUST_BACKTRACE"),
            )?;
            Ok(Toolchain::Rustup)
        }
        Way::DebianInstalled => debian(),
        Way::InstallDebian => {
            apt::install(&DEBIAN_PACKAGES)?;
            debian()
        }
    }
}

/// Whether the active toolchain carries the target's standard library. Asked
/// of rustc, so that toolchains without rustup count too.
fn target_installed() -> bool {
    run::output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).exists())
}

/// Debian's toolchain, with rustup's linker where there is one and otherwise
/// the `lld` of the LLVM that rustc was built with.
fn debian() -> Result<Toolchain> {
    if let Some(linker) = rustup_linker() {
        return Ok(Toolchain::Debian { linker });
    }
    let version = run::output(Command::new(DEBIAN_RUSTC).arg("-vV"))?;
    let Some(llvm) = llvm_major(&version) else {
        bail!("{DEBIAN_RUSTC} does not say which LLVM it uses");
    };
    let linker = PathBuf::from(format!("/usr/bin/wasm-ld-{llvm}"));
    if !linker.exists() {
        apt::install(&[&format!("lld-{llvm}")])?;
    }
    Ok(Toolchain::Debian { linker })
}

fn rustup_linker() -> Option<PathBuf> {
    let sysroot = run::output(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    let version = run::output(Command::new("rustc").arg("-vV")).ok()?;
    let linker = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(field(&version, "host")?)
        .join("bin/rust-lld");
    linker.exists().then_some(linker)
}

fn llvm_major(version: &str) -> Option<&str> {
    field(version, "LLVM version")?.split('.').next()
}

/// A field of what `rustc -vV` prints.
pub(crate) fn field<'a>(version: &'a str, name: &str) -> Option<&'a str> {
    version
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

impl Toolchain {
    /// A short name, for a folder.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Rustup => "rustup",
            Self::Debian { .. } => "debian",
        }
    }

    /// What it is, for people: which compiler, and whose standard library.
    pub(crate) fn described(&self) -> Result<String> {
        let (rustc, library) = match self {
            Self::Rustup => ("rustc", "the active toolchain and its wasm target"),
            Self::Debian { .. } => (DEBIAN_RUSTC, "Debian's, core and alloc built from source"),
        };
        let version = run::output(Command::new(rustc).arg("--version"))?;
        Ok(format!("{} ({library})", version.trim()))
    }

    /// Turns the workspace's cargo into one that compiles with this toolchain.
    pub(crate) fn apply(&self, cargo: Command) -> Command {
        let Self::Debian { linker } = self else {
            return cargo;
        };
        let mut debian = Command::new(DEBIAN_CARGO);
        if let Some(folder) = cargo.get_current_dir() {
            debian.current_dir(folder);
        }
        for (name, value) in cargo.get_envs() {
            match value {
                Some(value) => debian.env(name, value),
                None => debian.env_remove(name),
            };
        }
        debian
            .env("RUSTC", DEBIAN_RUSTC)
            // -Zbuild-std is unstable; Debian has no nightly.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            // `cargo run` points this at the other toolchain's libraries.
            .env_remove("LD_LIBRARY_PATH")
            .arg("-Zbuild-std=core,alloc");
        debian
    }

    /// Where the sources of its standard library may lie.
    pub(crate) fn library_source(&self) -> Result<PathBuf> {
        match self {
            Self::Rustup => {
                let sysroot = run::output(Command::new("rustc").args(["--print", "sysroot"]))?;
                Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"))
            }
            Self::Debian { .. } => Ok(PathBuf::from(DEBIAN_SOURCE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Facts = Facts {
        target_installed: false,
        rustup: false,
        debian: false,
        apt: false,
    };

    #[test]
    fn an_installed_target_is_used_and_nothing_is_installed() {
        let facts = Facts {
            target_installed: true,
            rustup: true,
            debian: true,
            apt: true,
        };
        let ways = ways(facts, None).expect("lawful");
        assert_eq!(ways, [Way::ActiveToolchain, Way::DebianInstalled]);
    }

    #[test]
    fn adding_the_target_comes_before_debian() {
        let facts = Facts {
            rustup: true,
            apt: true,
            ..NOTHING
        };
        let ways = ways(facts, None).expect("lawful");
        assert_eq!(ways, [Way::AddRustupTarget, Way::InstallDebian]);
    }

    #[test]
    fn forcing_one_leaves_the_other_alone() {
        let facts = Facts {
            target_installed: true,
            rustup: true,
            debian: true,
            apt: true,
        };
        assert_eq!(
            ways(facts, Some("debian")).expect("lawful"),
            [Way::DebianInstalled]
        );
        assert_eq!(
            ways(facts, Some("rustup")).expect("lawful"),
            [Way::ActiveToolchain]
        );
        assert!(ways(facts, Some("gcc")).is_err());
    }

    #[test]
    fn a_machine_with_nothing_has_no_way() {
        assert!(ways(NOTHING, None).expect("lawful").is_empty());
    }

    #[test]
    fn fields_are_read_from_the_verbose_version() {
        let version = "rustc 1.96.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\n\
                       release: 1.96.0\nLLVM version: 22.1.8\n";
        assert_eq!(field(version, "host"), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(llvm_major(version), Some("22"));
        assert_eq!(llvm_major("rustc 1.96.0\n"), None);
    }
}
