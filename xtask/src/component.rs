//! Compiling the core's WebAssembly modules, so that they say nothing of the
//! machine they were compiled on.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run;
use crate::toolchain::{TARGET, Toolchain};
use crate::workspace::{Workspace, cargo_home, forms};

/// The package of the component's core module.
pub(crate) const COMPONENT: &str = "onshi-component";

/// How a source is built: for every engine, and for those with wide arithmetic, where
/// signatures verify some three times faster.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Flavour {
    /// For every engine, browsers among them.
    Baseline,
    /// For servers whose engine has wide arithmetic: as fast as can be.
    Wide,
    /// For browsers that have it: no larger than what the others load.
    WidePage,
}

impl Flavour {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Wide => "wide",
            Self::WidePage => "wide-page",
        }
    }

    /// The size of a big number's limbs follows what the engine multiplies well. Loops
    /// that are compiled for speed are written out up to a length, which is shorter
    /// where browsers load the result: it is what P-256 gains most by.
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Baseline => &[
                "--cfg",
                "cpubits=\"32\"",
                "-Cllvm-args=-unroll-threshold=700",
            ],
            Self::Wide => &[
                "--cfg",
                "cpubits=\"64\"",
                "-Ctarget-feature=+wide-arithmetic",
                "-Cllvm-args=-unroll-threshold=1500",
                "-Cllvm-args=-inlinehint-threshold=1000",
            ],
            Self::WidePage => &[
                "--cfg",
                "cpubits=\"64\"",
                "-Ctarget-feature=+wide-arithmetic",
                "-Cllvm-args=-unroll-threshold=700",
            ],
        }
    }

    /// What differs from the profile in the manifest: servers would rather have the core
    /// a little faster than smaller.
    fn profile(self) -> &'static [&'static str] {
        match self {
            Self::Baseline | Self::WidePage => &[],
            Self::Wide => &[
                "--config",
                "profile.wasm.package.onshi.opt-level=\"s\"",
                "--config",
                "profile.wasm.package.crypto-bigint.opt-level=3",
                "--config",
                "profile.wasm.package.primefield.opt-level=3",
                "--config",
                "profile.wasm.package.primeorder.opt-level=3",
            ],
        }
    }
}

/// A folder of this machine, and what the module calls it instead.
#[derive(Clone, Debug)]
pub(crate) struct Remap {
    from: PathBuf,
    to: &'static str,
}

/// Whether cargo's progress belongs on the screen, or in a file until it fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Progress {
    Shown,
    Kept,
}

/// The folders to rename, general ones first: the last that matches counts.
pub(crate) fn remaps(workspace: &Workspace, toolchain: &Toolchain) -> Result<Vec<Remap>> {
    let mut folders = vec![(toolchain.library_source()?, "/rust")];
    if let Some(home) = cargo_home() {
        // Named after the registry they came from, which may be a mirror.
        let registries: Vec<PathBuf> = fs::read_dir(home.join("registry/src"))
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        folders.push((home, "/cargo"));
        folders.extend(registries.into_iter().map(|folder| (folder, "/crates")));
    }
    folders.push((workspace.root.clone(), "/onshi"));
    folders.push((workspace.target.clone(), "/target"));
    Ok(folders
        .iter()
        .flat_map(|(folder, to)| forms(folder).into_iter().map(|from| Remap { from, to }))
        .collect())
}

/// Compiles one build and returns its module.
pub(crate) fn compile(
    workspace: &Workspace,
    toolchain: &Toolchain,
    package: &str,
    flavour: Flavour,
    remaps: &[Remap],
    progress: Progress,
) -> Result<Vec<u8>> {
    // A folder for each: cargo leaves flags out of its file names as soon as
    // one of them renames paths, so the two builds would overwrite each other.
    let folder =
        workspace
            .target
            .join("component")
            .join(format!("{}-{}", toolchain.name(), flavour.name()));
    fs::create_dir_all(&folder)?;
    // The folder is in every path cargo makes up; it is not the module's business.
    let mut remaps = remaps.to_vec();
    remaps.extend(forms(&folder).into_iter().map(|from| Remap {
        from,
        to: "/target",
    }));

    let log = folder.join(format!("{package}.log"));
    let mut cargo = toolchain.apply(workspace.cargo());
    if matches!(progress, Progress::Kept) {
        cargo.stderr(Stdio::from(File::create(&log)?));
    }
    arguments(&mut cargo, package, &folder, &flags(flavour, &remaps));
    cargo.args(flavour.profile());

    let mut module = None;
    let status = run::each_line(&mut cargo, |line| {
        if let Ok(message) = serde_json::from_str::<Value>(line) {
            if let Some(text) = diagnostic(&message) {
                eprint!("{text}");
            }
            module = artifact(&message, package).or(module.take());
        }
    })?;
    if !status.success() {
        if matches!(progress, Progress::Kept) {
            eprint!("{}", fs::read_to_string(&log).unwrap_or_default());
        }
        bail!("{package} ({}) does not compile", flavour.name());
    }
    let module = module.with_context(|| format!("{package} is no cdylib: cargo left no module"))?;
    let bytes = fs::read(&module).with_context(|| module.display().to_string())?;
    match leak(&bytes, &remaps) {
        None => Ok(bytes),
        Some(path) => bail!(
            "{package} ({}) names a folder of this machine, {}: it would differ elsewhere",
            flavour.name(),
            path.display()
        ),
    }
}

fn arguments(cargo: &mut Command, package: &str, folder: &Path, flags: &[String]) {
    cargo
        .args(["build", "--package", package, "--profile", "wasm"])
        .args(["--target", TARGET, "--message-format", "json"])
        .arg("--target-dir")
        .arg(folder)
        // Takes precedence over every other way to give flags.
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env_remove("RUSTFLAGS")
        .env("CARGO_INCREMENTAL", "0");
}

fn flags(flavour: Flavour, remaps: &[Remap]) -> Vec<String> {
    let common = [
        // Randomness comes through the contract's one import, in the binding.
        "--cfg",
        "getrandom_backend=\"custom\"",
        // Rounds in a loop, not written out one by one.
        "--cfg",
        "sha2_backend_soft=\"compact\"",
        // Numbers that the linker fills in take the octets they need, not five.
        "-Clink-arg=--compress-relocations",
    ];
    let remaps = remaps
        .iter()
        .map(|remap| format!("--remap-path-prefix={}={}", remap.from.display(), remap.to));
    common
        .iter()
        .chain(flavour.flags())
        .map(|&flag| flag.to_owned())
        .chain(remaps)
        .collect()
}

/// What the compiler has to say, without its standing remark that wide
/// arithmetic is not stable yet: that is why there are two builds.
fn diagnostic(message: &Value) -> Option<&str> {
    let message = message.get("message")?;
    let text = message.get("message")?.as_str()?;
    if text.contains("unstable feature specified for `-Ctarget-feature`: `wide-arithmetic`") {
        return None;
    }
    // The closing count would count that remark.
    if text.ends_with("warning emitted") || text.ends_with("warnings emitted") {
        return None;
    }
    message.get("rendered")?.as_str()
}

/// The module, when the message is that cargo made it or found it fresh.
fn artifact(message: &Value, package: &str) -> Option<PathBuf> {
    if message.get("reason")? != "compiler-artifact"
        || message.pointer("/target/name")? != &package.replace('-', "_")
    {
        return None;
    }
    let files = message.get("filenames")?.as_array()?;
    let names = files.iter().filter_map(Value::as_str);
    names.map(PathBuf::from).find(|file| {
        file.extension()
            .is_some_and(|extension| extension == "wasm")
    })
}

/// A renamed folder that is still in the module under its own name.
fn leak<'a>(module: &[u8], remaps: &'a [Remap]) -> Option<&'a Path> {
    remaps
        .iter()
        .map(|remap| remap.from.as_path())
        .find(|from| {
            let name = from.as_os_str().as_encoded_bytes();
            // The root folder is in every path.
            name.len() > 1 && module.windows(name.len()).any(|window| window == name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remap(from: &str, to: &'static str) -> Remap {
        Remap {
            from: PathBuf::from(from),
            to,
        }
    }

    #[test]
    fn the_builds_differ_in_limbs_wide_arithmetic_and_unrolling_alone() {
        let baseline = flags(Flavour::Baseline, &[]);
        let wide = flags(Flavour::Wide, &[]);
        assert_eq!(
            baseline,
            [
                "--cfg",
                "getrandom_backend=\"custom\"",
                "--cfg",
                "sha2_backend_soft=\"compact\"",
                "-Clink-arg=--compress-relocations",
                "--cfg",
                "cpubits=\"32\"",
                "-Cllvm-args=-unroll-threshold=700"
            ]
        );
        assert_eq!(
            wide,
            [
                "--cfg",
                "getrandom_backend=\"custom\"",
                "--cfg",
                "sha2_backend_soft=\"compact\"",
                "-Clink-arg=--compress-relocations",
                "--cfg",
                "cpubits=\"64\"",
                "-Ctarget-feature=+wide-arithmetic",
                "-Cllvm-args=-unroll-threshold=1500",
                "-Cllvm-args=-inlinehint-threshold=1000"
            ]
        );
        let page = flags(Flavour::WidePage, &[]);
        assert_eq!(
            page[..8],
            wide[..8],
            "limbs and instructions of any wide build"
        );
        assert_eq!(
            page[8..],
            baseline[7..],
            "no more written out than elsewhere"
        );
    }

    #[test]
    fn folders_with_spaces_stay_one_flag() {
        let flags = flags(Flavour::Baseline, &[remap("/home/a b/onshi", "/onshi")]);
        assert_eq!(
            flags.last().map(String::as_str),
            Some("--remap-path-prefix=/home/a b/onshi=/onshi")
        );
    }

    #[test]
    fn a_folder_left_in_the_module_is_found() {
        let remaps = [remap("/", "/x"), remap("/home/a", "/onshi")];
        assert_eq!(leak(b"\0asm /onshi/sdk/src/lib.rs", &remaps), None);
        assert_eq!(
            leak(b"\0asm /home/a/sdk/src/lib.rs", &remaps),
            Some(Path::new("/home/a"))
        );
    }

    #[test]
    fn the_module_is_recognised_among_cargos_messages() {
        let message = serde_json::json!({
            "reason": "compiler-artifact",
            "target": { "name": "onshi_component" },
            "filenames": ["/t/onshi_component.d", "/t/onshi_component.wasm"],
        });
        assert_eq!(
            artifact(&message, COMPONENT),
            Some(PathBuf::from("/t/onshi_component.wasm"))
        );
        let other = serde_json::json!({
            "reason": "compiler-artifact",
            "target": { "name": "onshi" },
            "filenames": ["/t/libonshi.rlib"],
        });
        assert_eq!(artifact(&other, COMPONENT), None);
    }

    #[test]
    fn only_the_standing_remark_is_left_out() {
        let said = |text: &str| {
            serde_json::json!({
                "reason": "compiler-message",
                "message": { "message": text, "rendered": text },
            })
        };
        let remark = said("unstable feature specified for `-Ctarget-feature`: `wide-arithmetic`");
        assert_eq!(diagnostic(&remark), None);
        assert_eq!(diagnostic(&said("1 warning emitted")), None);
        assert_eq!(diagnostic(&said("unused import")), Some("unused import"));
    }
}
