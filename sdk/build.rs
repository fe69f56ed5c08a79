//! Turns the data files of `layouts/` and the Shift_JIS mapping into compact
//! static tables, and fails on a data file that contradicts itself or another.

use core::error::Error;
use std::path::PathBuf;
use std::{env, fs};

#[path = "build/cp932.rs"]
mod cp932;
#[path = "build/layouts.rs"]
mod layouts;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build", "layouts"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let files = layouts::Files::in_folder(&root.join("layouts"))?;
    fs::write(out.join("layouts.rs"), layouts::tables(&files)?)?;
    fs::write(out.join("cp932.bin"), cp932::packed())?;
    Ok(())
}
