//! Writes down the Rust types of messages, as they stand in `dist/types`, for a test that
//! reads messages into them.

use onshi_layouts::Layouts;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let text = Layouts::embedded().rust();
    // What is included has no place for what is said of a module.
    let items = text
        .lines()
        .filter(|line| !line.starts_with("//!") && !line.starts_with("#!"));
    let messages = text
        .lines()
        .filter_map(|line| line.strip_prefix("impl ")?.strip_suffix(" {"));
    let arms = messages.map(|name| {
        format!("        {name}::INTERFACE => Some(super::again::<{name}>(message)),\n")
    });
    let code = format!(
        "{}\n\npub(crate) fn again(interface: &str, message: &Value) -> Option<Value> {{\n    \
         match interface {{\n{}        _ => None,\n    }}\n}}\n",
        items.collect::<Vec<_>>().join("\n"),
        arms.collect::<String>()
    );
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    fs::write(folder.join("messages.rs"), code).expect("a file");
}
