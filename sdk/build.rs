//! Turns the data files of `layouts/` and `profiles/` and the Shift_JIS mapping
//! into what the core carries of them, and fails on a layout that contradicts
//! itself or another.

use core::error::Error;
use onshi_layouts::Layouts;
use std::path::PathBuf;
use std::{env, fs};

#[path = "build/cp932.rs"]
mod cp932;
#[path = "build/layouts.rs"]
mod layouts;
#[path = "build/profiles.rs"]
mod profiles;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build", "profiles"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(
        out.join("layouts.rs"),
        layouts::tables(&Layouts::embedded()),
    )?;
    fs::write(out.join("cp932.bin"), cp932::packed())?;
    for (name, text) in profiles::in_folder(&root.join("profiles"))? {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}
