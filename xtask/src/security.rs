//! `SECURITY.md` names the test behind each of its promises; here it is held to that.

use crate::workspace::Workspace;
use std::fs;
use std::path::Path;

/// Folders with tests in them.
const FOLDERS: [&str; 4] = ["sdk", "bindings", "host-examples", "tests"];

/// What is fetched or built there.
const NOT_OURS: [&str; 3] = ["node_modules", "target", "dist"];

#[test]
fn every_test_that_security_md_names_is_there() {
    let workspace = Workspace::find().expect("a workspace");
    let said = fs::read_to_string(workspace.root.join("SECURITY.md")).expect("SECURITY.md");
    let named: Vec<_> = said.lines().flat_map(named).collect();
    assert!(named.len() > 40, "{} tests are named", named.len());
    let mut sources = String::new();
    for folder in FOLDERS {
        read(&workspace.root.join(folder), &mut sources);
    }
    for name in named {
        let is_there = [format!("fn {name}()"), format!("it(\"{name}\"")]
            .iter()
            .any(|written| sources.contains(written.as_str()));
        assert!(
            is_there,
            "SECURITY.md names a test that is not there: {name}"
        );
    }
}

/// The tests in the last column of a table's line.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let cell = line
        .strip_suffix('|')
        .and_then(|line| line.rsplit('|').next());
    let cell = cell.filter(|_| line.starts_with('|')).unwrap_or_default();
    cell.split('`').skip(1).step_by(2)
}

/// The texts of all tests in a folder.
fn read(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                read(&path, into);
            }
        } else if [".rs", ".mjs"].iter().any(|end| name.ends_with(end)) {
            into.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}
