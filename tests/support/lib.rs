//! Vectors are data files; here is how they are read, run and compared.
//!
//! A vector names an operation of the facade, its input, and what must come
//! out. The same file runs natively, through the component under wasmtime, and
//! through every binding, because all of them offer `invoke`.

pub mod clock;
pub mod conformance;
pub mod material;
pub mod target;
pub mod vector;

use std::path::PathBuf;

/// The folder of this package. Asked for at run time: build output may outlive
/// the clone it was made in.
///
/// # Panics
/// Where the tests are not run by cargo.
#[must_use]
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .expect("cargo names the package's folder")
}

/// The top of the workspace, whichever package's tests are running.
///
/// # Panics
/// Where the tests are not run by cargo.
#[must_use]
pub fn root() -> PathBuf {
    let folder = folder();
    let root = folder
        .ancestors()
        .find(|it| it.join("Cargo.lock").is_file());
    root.expect("a package of the workspace").to_owned()
}

/// Where `cargo xtask build` left the components.
///
/// # Panics
/// Where they are missing: the tests need them, so run `cargo xtask test`.
#[must_use]
pub fn dist() -> PathBuf {
    let folder = std::env::var_os("ONSHI_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    assert!(
        folder.join("onshi.wasm").is_file(),
        "no component in {}: run `cargo xtask build` first",
        folder.display()
    );
    folder
}

/// The interpreter that a variable names, which `cargo xtask test` sets.
///
/// # Panics
/// Where there is none and every suite must run.
#[must_use]
pub fn interpreter(variable: &str) -> Option<PathBuf> {
    let program = std::env::var_os(variable).map(PathBuf::from);
    if program.is_none() {
        assert!(!suites_are_required(), "{variable} is not set");
        println!("not run: {variable} is not set; `cargo xtask test` sets it");
    }
    program
}

/// Whether a suite that is not in the registries must be there.
#[must_use]
pub fn suites_are_required() -> bool {
    std::env::var("ONSHI_REQUIRE_SUITES").is_ok_and(|value| value == "1")
}
