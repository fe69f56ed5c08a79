//! The package as it is published: its files in `dist/web/`, and the tarball.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64ct::{Base64, Encoding};
use onshi_layouts::Layouts;
use sha2::{Digest, Sha384};

use super::contract::{Contract, camel};
use super::modules::Modules;
use super::{declarations, functions, gzip, thousands};
use crate::workspace::Workspace;
use crate::{documents, run};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const SOURCES: &str = "bindings/web/package";

/// What each entry has, by the stem of its module.
const INTERFACES: [(&str, &str, Option<&str>); 2] = [
    ("onshi", "index", None),
    ("certificates", "certificates", Some("certificate")),
];

/// How an entry finds its module, by the condition of the exports map.
const PLACES: [&str; 4] = ["", ".node", ".workerd", ".edge-light"];

/// Files of the checkout that go along.
const DOCUMENTS: [(&str, &str); 4] = [
    ("bindings/web/README.md", "README.md"),
    ("bindings/web/README.ja.md", "README.ja.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

/// Files of the package, by their paths in it.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn add(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), bytes.into());
    }
}

/// Writes the package, and its tarball beside it.
pub(crate) fn package(workspace: &Workspace, modules: &[Modules]) -> Result<PathBuf> {
    let contract = Contract::read(&workspace.root.join("wit"))?;
    let mut files = Files::default();
    for (stem, entry, only) in INTERFACES {
        let all = contract.with_functions().map(|it| it.name.as_str());
        let interfaces: Vec<_> = match only {
            Some(one) => vec![one],
            None => all.collect(),
        };
        javascript(workspace, &mut files, &contract, (stem, entry), &interfaces)?;
        files.add(
            format!("{entry}.d.ts"),
            declarations::entry(&contract, &interfaces),
        );
    }
    let mut hashes = BTreeMap::new();
    for modules in modules {
        let stem = modules.entry.stem;
        let both = [("", &modules.baseline), ("-wide", &modules.wide)];
        for (build, module) in both {
            let name = format!("{stem}{build}.wasm");
            let hash = Base64::encode_string(&Sha384::digest(module));
            hashes.insert(name.clone(), format!("sha384-{hash}"));
            files.add(name, module.clone());
        }
        files.add(format!("lib/{stem}_bg.js"), modules.glue.clone());
    }
    files.add(
        "integrity.json",
        serde_json::to_string_pretty(&hashes)? + "\n",
    );
    files.add("problem.d.ts", declarations::problems(&contract));
    files.add(
        "messages.d.ts",
        declarations::messages(&Layouts::embedded()),
    );
    for (name, text) in documents::all()? {
        if name.starts_with("schemas/") {
            files.add(name, text);
        }
    }
    for name in ["package.json", "options.d.ts", "loading.d.ts"] {
        files.add(name, source(workspace, name)?);
    }
    for (from, name) in DOCUMENTS {
        let path = workspace.root.join(from);
        files.add(name, fs::read(&path).with_context(|| from)?);
    }
    write(&folder(workspace), &files)?;
    pack(workspace)
}

/// What an entry runs, and its way to its module for each kind of host.
fn javascript(
    workspace: &Workspace,
    files: &mut Files,
    contract: &Contract,
    (stem, entry): (&str, &str),
    interfaces: &[&str],
) -> Result<()> {
    let groups: Vec<_> = interfaces.iter().map(|name| camel(name)).collect();
    let of_entry = |text: String| {
        text.replace("STEM", stem)
            .replace("GROUPS", &groups.join(", "))
    };
    for place in PLACES {
        let text = of_entry(source(workspace, &format!("entry{place}.js"))?);
        files.add(format!("{entry}{place}.js"), text);
    }
    files.add(
        format!("lib/{stem}.js"),
        of_entry(source(workspace, "lib/open.js")?),
    );
    files.add(
        format!("lib/{stem}.functions.js"),
        functions::functions(contract, interfaces),
    );
    for name in ["engine", "error", "octets", "random"] {
        let name = format!("lib/{name}.js");
        let text = source(workspace, &name)?;
        files.add(name, text);
    }
    Ok(())
}

/// A source of the package, with the version in the place of the one it has none of.
fn source(workspace: &Workspace, name: &str) -> Result<String> {
    let path = workspace.root.join(SOURCES).join(name);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(text.replace("\"0.0.0\"", &format!("{VERSION:?}")))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.dist.join("web")
}

/// Exactly these files.
fn write(folder: &Path, files: &Files) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (name, bytes) in &files.0 {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().context("a path without a folder")?)?;
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder(workspace));
    npm.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]);
    let name = run::output(npm.arg(&workspace.dist))?;
    let tarball = workspace.dist.join(name.trim());
    ensure!(tarball.exists(), "npm pack left no tarball");
    Ok(tarball)
}

/// What a page loads of an entry in one build, compressed file by file.
#[derive(Debug)]
struct Load {
    name: String,
    module: usize,
    compressed_module: usize,
    /// The JavaScript, compressed.
    glue: usize,
}

impl Load {
    fn of(workspace: &Workspace, stem: &str, entry: &str, build: &str) -> Result<Self> {
        let read = |name: &str| {
            let path = folder(workspace).join(name);
            fs::read(&path).with_context(|| path.display().to_string())
        };
        let name = format!("{stem}{build}.wasm");
        let module = read(&name)?;
        let mut glue = gzip(&read(&format!("{entry}.js"))?)?.len();
        let own = ["", "_bg", ".functions"].map(|part| format!("lib/{stem}{part}.js"));
        let shared = ["engine", "error", "octets", "random"].map(|part| format!("lib/{part}.js"));
        for part in own.iter().chain(&shared) {
            glue += gzip(&read(part)?)?.len();
        }
        Ok(Self {
            name,
            module: module.len(),
            compressed_module: gzip(&module)?.len(),
            glue,
        })
    }

    fn compressed(&self) -> usize {
        self.compressed_module + self.glue
    }
}

fn loads(workspace: &Workspace) -> Result<Vec<Load>> {
    let both = INTERFACES.into_iter().flat_map(|(stem, entry, _)| {
        ["", "-wide"].map(|build| Load::of(workspace, stem, entry, build))
    });
    both.collect()
}

/// The sizes, for people.
pub(crate) fn sizes(workspace: &Workspace) -> Result<Vec<String>> {
    let line = |load: &Load| {
        format!(
            "{:<24} {:>9} bytes {:>9} gzipped, with glue {:>9}",
            load.name,
            thousands(load.module),
            thousands(load.compressed_module),
            thousands(load.compressed())
        )
    };
    Ok(loads(workspace)?.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page may load, wasm and glue of one build, gzipped.
    const BUDGETS: [(&str, usize); 4] = [
        ("onshi.wasm", 380_000),
        ("onshi-wide.wasm", 380_000),
        ("certificates.wasm", 180_000),
        ("certificates-wide.wasm", 180_000),
    ];

    /// `cargo xtask test` builds it first.
    #[test]
    fn what_a_page_loads_is_within_its_budget() {
        let workspace = Workspace::find().expect("a workspace");
        let loads = loads(&workspace).expect("cargo xtask web has been run");
        for (name, budget) in BUDGETS {
            let load = loads.iter().find(|load| load.name == name).expect("built");
            let said = format!(
                "{name} with its glue is {} bytes gzipped, of {}",
                thousands(load.compressed()),
                thousands(budget)
            );
            println!("{said}");
            assert!(load.compressed() < budget, "{said}");
        }
    }

    #[test]
    fn entries_and_modules_go_by_the_same_stems() {
        let stems = INTERFACES.map(|(stem, ..)| stem);
        assert_eq!(
            stems,
            super::super::modules::ENTRIES.map(|entry| entry.stem)
        );
    }
}
