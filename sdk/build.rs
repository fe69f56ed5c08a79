//! Turns the layout table and the data files of `profiles/` and `variants/` into what
//! the core carries of them.

use core::error::Error;
use onshi_layouts::Layouts;
use std::path::PathBuf;
use std::{env, fs};

#[path = "build/layouts.rs"]
mod layouts;
#[path = "build/profiles.rs"]
mod profiles;
#[path = "build/variants.rs"]
mod variants;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build", "profiles", "variants"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let tables = layouts::tables(&Layouts::embedded());
    fs::write(out.join("layouts.rs"), tables)?;
    let classes = fs::read_to_string(root.join("variants/classes.txt"))?;
    fs::write(out.join("variants.bin"), variants::packed(&classes))?;
    for (name, text) in profiles::in_folder(&root.join("profiles"))? {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}
