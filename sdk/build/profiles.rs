//! The data files of `profiles/` without what is there for readers.

use serde_json::Value;
use std::path::Path;
use std::{fs, io};

/// Members that programs don't read.
const FOR_READERS: [&str; 3] = ["title", "titleJa", "provenance"];

/// Each profile by its file's name, as compact JSON.
pub(crate) fn in_folder(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut profiles = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") {
            let mut profile = serde_json::from_slice(&fs::read(entry.path())?)?;
            leave_out(&mut profile);
            profiles.push((name, profile.to_string()));
        }
    }
    Ok(profiles)
}

fn leave_out(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !FOR_READERS.contains(&name.as_str()));
            members.values_mut().for_each(leave_out);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out),
        _ => {}
    }
}
