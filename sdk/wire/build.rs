//! Turns the Shift_JIS mapping into the table that is carried.

use core::error::Error;
use std::path::PathBuf;
use std::{env, fs};

#[path = "build/cp932.rs"]
mod cp932;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("cp932.rs"), cp932::characters())?;
    Ok(())
}
