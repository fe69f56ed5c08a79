//! `cargo xtask build`: the component in its two builds, the baseline's core
//! module, their sizes and their checksums.

use core::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use wasmparser::{Parser, Payload};
use wit_component::ComponentEncoder;

use crate::arrange::arrange;
use crate::component::{COMPONENT, Flavour, Progress, Remap, compile, remaps};
use crate::documents;
use crate::run::step;
use crate::toolchain::{self, Toolchain};
use crate::wide;
use crate::workspace::Workspace;

/// A file of `dist/`.
struct Artefact {
    name: &'static str,
    bytes: Vec<u8>,
    note: &'static str,
}

const BASELINE: &str = "onshi.wasm";
const WIDE: &str = "onshi-wide.wasm";
const CORE: &str = "onshi.core.wasm";
const CHECKSUMS: &str = "SHA256SUMS";

/// What the baseline component may be, gzipped. Browser pages have the web package, whose
/// own budget is in `tests/web/package.test.mjs`.
#[cfg(test)]
const BUDGET: usize = 400_000;

/// Everything `build` leaves in `dist/`.
pub(crate) const FILES: [&str; 4] = [BASELINE, WIDE, CORE, CHECKSUMS];

/// Both components and the core module, of which no file is touched that has not
/// changed; and the documents beside them.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let artefacts = step("component", || both(workspace))?;
    for artefact in &artefacts {
        println!("{}", size(artefact)?);
    }
    documents::write(&workspace.dist)
}

/// The wide component alone, in half the time: all that the command needs.
pub(crate) fn build_wide(workspace: &Workspace) -> Result<()> {
    step("component", || {
        let (toolchain, remaps) = prepare(workspace)?;
        let module = compile(
            workspace,
            &toolchain,
            COMPONENT,
            Flavour::Wide,
            &remaps,
            Progress::Shown,
        )?;
        let bytes = wrap(&arrange(&module)?)?;
        if write(&workspace.dist.join(WIDE), &bytes)? {
            // What lay beside it was made of other sources.
            for stale in FILES.iter().filter(|&&file| file != WIDE) {
                fs::remove_file(workspace.dist.join(stale)).or_else(absent)?;
            }
        }
        Ok(())
    })
}

fn both(workspace: &Workspace) -> Result<Vec<Artefact>> {
    let (toolchain, remaps) = prepare(workspace)?;
    let make = |flavour, progress| {
        let module = compile(workspace, &toolchain, COMPONENT, flavour, &remaps, progress)?;
        let module = arrange(&module)?;
        let component = wrap(&module)?;
        Ok::<_, anyhow::Error>((module, component))
    };
    // Each build ends in a long link on one core: side by side they take
    // little longer than one.
    let (baseline, wide) = thread::scope(|scope| {
        let wide = scope.spawn(|| make(Flavour::Wide, Progress::Kept));
        (make(Flavour::Baseline, Progress::Shown), wide.join())
    });
    let (core, baseline) = baseline?;
    let (_, wide) = wide.map_err(|_| anyhow!("making the wide component panicked"))??;

    let artefacts = vec![
        Artefact {
            name: BASELINE,
            bytes: baseline,
            note: "component, for every engine",
        },
        Artefact {
            name: WIDE,
            bytes: wide,
            note: "component, for engines with wide arithmetic",
        },
        Artefact {
            name: CORE,
            bytes: core,
            note: "core module, for engines without components",
        },
    ];
    for artefact in &artefacts {
        write(&workspace.dist.join(artefact.name), &artefact.bytes)?;
    }
    write(
        &workspace.dist.join(CHECKSUMS),
        checksums(&artefacts)?.as_bytes(),
    )?;
    Ok(artefacts)
}

pub(crate) fn prepare(workspace: &Workspace) -> Result<(Toolchain, Vec<Remap>)> {
    let toolchain = toolchain::provide()?;
    eprintln!("compiling with {}", toolchain.described()?);
    let remaps = remaps(workspace, &toolchain)?;
    fs::create_dir_all(&workspace.dist)?;
    Ok((toolchain, remaps))
}

/// Makes a component of a core module. The module keeps its description of the
/// contract, so that anyone can wrap it again and compare.
fn wrap(module: &[u8]) -> Result<Vec<u8>> {
    wide::check(module)?;
    let component = ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(|mut encoder| encoder.encode())
        .context("the core module does not make a component")?;
    without_names(&component)
}

/// Without the names of what is inside, which are for debuggers alone.
fn without_names(component: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(component.len());
    let mut at = 0;
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload?;
        match &payload {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CustomSection(section) if depth == 0 && section.name() == "component-name" => {
                // Before its contents are its kind and its length, seven bits an octet.
                let contents = section.range();
                let bits = usize::BITS - contents.len().leading_zeros();
                let start = contents.start - 1 - usize::try_from(bits.div_ceil(7))?;
                kept.extend_from_slice(component.get(at..start).unwrap_or_default());
                at = contents.end;
            }
            _ => {}
        }
    }
    kept.extend_from_slice(component.get(at..).unwrap_or_default());
    Ok(kept)
}

/// Leaves an unchanged file alone, so that what depends on it is still fresh;
/// says whether it wrote.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    fs::write(path, bytes).with_context(|| path.display().to_string())?;
    Ok(true)
}

/// A file to be removed may be gone already.
fn absent(problem: io::Error) -> io::Result<()> {
    if problem.kind() == io::ErrorKind::NotFound {
        return Ok(());
    }
    Err(problem)
}

/// As `sha256sum -c` reads it.
fn checksums(artefacts: &[Artefact]) -> Result<String> {
    let mut text = String::new();
    for artefact in artefacts {
        for byte in Sha256::digest(&artefact.bytes) {
            write!(text, "{byte:02x}")?;
        }
        writeln!(text, "  {}", artefact.name)?;
    }
    Ok(text)
}

fn size(artefact: &Artefact) -> Result<String> {
    Ok(format!(
        "{:<16} {:>9} bytes {:>9} gzipped   {}",
        artefact.name,
        thousands(artefact.bytes.len()),
        thousands(gzip(&artefact.bytes)?.len()),
        artefact.note
    ))
}

/// Compresses as hard as it goes, without a name or a time of its own.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo xtask test` builds it first.
    #[test]
    fn the_component_is_within_its_budget() {
        let component = Workspace::find().expect("a workspace").dist.join(BASELINE);
        let component = fs::read(component).expect("cargo xtask build has been run");
        let size = gzip(&component).expect("compresses").len();
        let said = format!(
            "{BASELINE} is {} bytes gzipped, of {}",
            thousands(size),
            thousands(BUDGET)
        );
        println!("{said}");
        assert!(size <= BUDGET, "{said}");
    }

    #[test]
    fn sizes_are_grouped_by_thousands() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }

    #[test]
    fn checksums_are_in_the_form_sha256sum_reads() {
        let artefact = Artefact {
            name: "abc.wasm",
            bytes: b"abc".to_vec(),
            note: "",
        };
        assert_eq!(
            checksums(&[artefact]).expect("formats"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc.wasm\n"
        );
    }

    #[test]
    fn compressing_twice_gives_the_same_bytes() {
        let once = gzip(&[7; 4096]).expect("compresses");
        assert!(once.len() < 200);
        assert_eq!(once, gzip(&[7; 4096]).expect("compresses"));
    }

    #[test]
    fn a_module_without_a_contract_still_has_to_be_wasm() {
        assert!(wrap(b"not wasm").is_err());
    }
}
