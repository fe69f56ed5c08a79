//! Bytes that vectors name instead of holding: certificates from packages of
//! the registries and from suites that may lie beside the project.
//!
//! `@package/<name>/<path>` is a file in the package of a dependency,
//! `@suite/<path>` one of the suites folder. Each becomes base64 in the input.
//! `#flip=<n>` behind it flips the lowest bit of byte `n`, counted from the end
//! if negative; `#append=<n>` appends a byte.

use base64ct::{Base64, Encoding as _};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A suite that is not on this machine.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing(pub String);

/// The input with every `@name` replaced by its bytes in base64.
///
/// # Errors
/// [`Missing`] where a suite is not here and not required.
///
/// # Panics
/// Where a package's file is missing, or a required suite's.
pub fn fill(input: &Value) -> Result<Value, Missing> {
    Ok(match input {
        Value::String(name) if name.starts_with('@') => {
            Value::String(Base64::encode_string(&bytes(name)?))
        }
        Value::Array(items) => items.iter().map(fill).collect::<Result<_, _>>()?,
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| Ok((name.clone(), fill(value)?)))
            .collect::<Result<_, _>>()?,
        other => other.clone(),
    })
}

/// The bytes that a name stands for.
///
/// # Errors
/// [`Missing`] where a suite is not here and not required.
///
/// # Panics
/// Where a package's file is missing, or a required suite's.
pub fn bytes(name: &str) -> Result<Vec<u8>, Missing> {
    let (name, change) = name.split_once('#').unwrap_or((name, ""));
    let path = if let Some(rest) = name.strip_prefix("@package/") {
        let (package, file) = rest.split_once('/').expect("@package/<name>/<path>");
        package_folder(package).join(file)
    } else if let Some(file) = name.strip_prefix("@suite/") {
        let path = suites_folder().join(file);
        if !path.is_file() && !crate::suites_are_required() {
            return Err(Missing(name.to_owned()));
        }
        path
    } else {
        panic!("{name}: neither @package/ nor @suite/")
    };
    let mut bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    change_as_told(&mut bytes, change);
    Ok(bytes)
}

fn change_as_told(bytes: &mut Vec<u8>, change: &str) {
    let Some((kind, number)) = change.split_once('=') else {
        assert!(change.is_empty(), "{change}: no change of bytes");
        return;
    };
    let number: isize = number.parse().expect("a number");
    match kind {
        "flip" if number < 0 => {
            let place = bytes.len() - number.unsigned_abs();
            bytes[place] ^= 1;
        }
        "flip" => bytes[number.unsigned_abs()] ^= 1,
        "append" => bytes.push(u8::try_from(number).expect("a byte")),
        _ => panic!("{change}: no change of bytes"),
    }
}

/// Where suites lie that no registry carries.
fn suites_folder() -> PathBuf {
    std::env::var_os("ONSHI_SUITES")
        .map_or_else(|| crate::root().join("../shared/vectors"), PathBuf::from)
}

/// Where cargo unpacked a dependency.
fn package_folder(name: &str) -> &'static Path {
    static FOLDERS: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    FOLDERS
        .get_or_init(package_folders)
        .get(name)
        .unwrap_or_else(|| panic!("{name} is no dependency of the workspace"))
}

fn package_folders() -> HashMap<String, PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        // Packages of which only the data is wanted stand behind a feature.
        .arg("--all-features")
        .current_dir(crate::folder())
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "cargo metadata failed");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata in JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages
        .iter()
        .filter_map(|package| {
            let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
            Some((package["name"].as_str()?.to_owned(), folder.to_owned()))
        })
        .collect()
}
