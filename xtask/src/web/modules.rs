//! The package's WebAssembly modules, and the glue that wasm-bindgen makes for them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::arrange::arrange;
use crate::build::prepare;
use crate::component::{Flavour, Progress, compile};
use crate::wide;
use crate::workspace::Workspace;

/// What can be imported from the package.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// What its module is called, without what tells the builds apart.
    pub(crate) stem: &'static str,
    package: &'static str,
}

/// Everything, and what certificates need alone.
pub(crate) const ENTRIES: [Entry; 2] = [
    Entry {
        stem: "onshi",
        package: "onshi-web",
    },
    Entry {
        stem: "certificates",
        package: "onshi-web-certificates",
    },
];

/// An entry's module in its two builds, which share their glue.
#[derive(Debug)]
pub(crate) struct Modules {
    pub(crate) entry: Entry,
    pub(crate) baseline: Vec<u8>,
    pub(crate) wide: Vec<u8>,
    pub(crate) glue: String,
}

/// Makes the modules of every entry.
pub(crate) fn modules(workspace: &Workspace) -> Result<Vec<Modules>> {
    let (toolchain, remaps) = prepare(workspace)?;
    let make = |flavour, progress| {
        let one = |entry: Entry| {
            let module = compile(
                workspace,
                &toolchain,
                entry.package,
                flavour,
                &remaps,
                progress,
            )?;
            let folder = workspace.target.join("web-glue").join(flavour.name());
            bind(entry.stem, &folder, module)
        };
        ENTRIES.map(one).into_iter().collect::<Result<Vec<_>>>()
    };
    // As of the component: side by side they take little longer than one.
    let (baseline, wide) = thread::scope(|scope| {
        let wide = scope.spawn(|| make(Flavour::WidePage, Progress::Kept));
        (make(Flavour::Baseline, Progress::Shown), wide.join())
    });
    let wide = wide.map_err(|_| anyhow!("making the wide modules panicked"))??;
    let both = baseline?.into_iter().zip(wide).zip(ENTRIES);
    both.map(|(((baseline, glue), (wide, other)), entry)| {
        ensure!(
            glue == other,
            "the builds of {} differ in their glue",
            entry.stem
        );
        Ok(Modules {
            entry,
            baseline,
            wide,
            glue,
        })
    })
    .collect()
}

/// A custom section that names no feature of the engine, in place of the one that the
/// linker left out. Without any, wasm-bindgen puts in a table for objects of the host's,
/// of which none ever comes in.
const NO_FEATURES: &[u8] = b"\0\x11\x0ftarget_features\0";

/// Takes the descriptions out of a module that wasm-bindgen made of our exports, and
/// makes of them the glue that calls it.
fn bind(stem: &str, folder: &Path, mut module: Vec<u8>) -> Result<(Vec<u8>, String)> {
    module.extend(NO_FEATURES);
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(stem, module)
        // The form whose glue neither loads nor fetches: that is the package's own part.
        .bundler(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    // It reports what is in its way as a warning, on the screen.
    bindgen.generate(folder).context("wasm-bindgen failed")?;
    let read = |name: String| fs::read(folder.join(&name)).with_context(|| name);
    let module = arrange(&read(format!("{stem}_bg.wasm"))?)?;
    wide::check(&module)?;
    alone(&module)?;
    let glue = String::from_utf8(read(format!("{stem}_bg.js"))?)?;
    Ok((module, glue))
}

/// The import list is the security policy: randomness, and nothing else.
fn alone(module: &[u8]) -> Result<()> {
    let mut names = BTreeSet::new();
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        if let wasmparser::Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                names.insert(import?.name);
            }
        }
    }
    let of_randomness = |name: &&str| name.starts_with("__wbg_random_");
    ensure!(
        names.len() == 1 && names.iter().all(of_randomness),
        "the module imports {names:?}: it may import randomness alone"
    );
    Ok(())
}
