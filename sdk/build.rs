//! Turns the data files of `layouts/`, `profiles/` and `variants/` and the Shift_JIS
//! mapping into what the core carries of them, and fails on a layout that
//! contradicts itself or another.

use core::error::Error;
use std::path::PathBuf;
use std::{env, fs};

#[path = "build/cp932.rs"]
mod cp932;
#[path = "build/layouts.rs"]
mod layouts;
#[path = "build/profiles.rs"]
mod profiles;
#[path = "build/variants.rs"]
mod variants;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build", "layouts", "profiles", "variants"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let files = layouts::Files::in_folder(&root.join("layouts"))?;
    fs::write(out.join("layouts.rs"), layouts::tables(&files)?)?;
    fs::write(out.join("cp932.bin"), cp932::packed())?;
    let classes = fs::read_to_string(root.join("variants/classes.txt"))?;
    fs::write(out.join("variants.bin"), variants::packed(&classes))?;
    for (name, text) in profiles::in_folder(&root.join("profiles"))? {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}
