//! What stands beside the component in `dist/`: schemas, reference, types and
//! explanations, made from the layout table.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use onshi_layouts::{Language, Layouts};

/// Each file's path in `dist/`, and its text.
pub(crate) fn all() -> Result<Vec<(String, String)>> {
    let layouts = Layouts::embedded();
    let mut files = Vec::new();
    for interface in &layouts.interfaces {
        if let Some(schema) = layouts.schema(&interface.id) {
            files.push((
                format!("schemas/{}.json", interface.id),
                format!("{schema:#}\n"),
            ));
        }
    }
    for language in [Language::English, Language::Japanese] {
        files.push((
            format!("reference/messages.{}.md", language.code()),
            layouts.reference(language),
        ));
    }
    files.push(("types/onshi-messages.d.ts".to_owned(), layouts.typescript()));
    files.push(("types/onshi_messages.py".to_owned(), layouts.python()));
    files.push(("types/onshi_messages.rs".to_owned(), layouts.rust()));
    let explanations = serde_json::to_string_pretty(&layouts.explanations())?;
    files.push(("explain.json".to_owned(), explanations + "\n"));
    Ok(files)
}

/// Writes them all.
pub(crate) fn write(dist: &Path) -> Result<()> {
    for (name, text) in all()? {
        let path = dist.join(&name);
        let folder = path.parent().context("a path without a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_twice_gives_the_same_files() {
        let once = all().expect("documents");
        assert_eq!(once, all().expect("documents"));
        let has = |name: &str| once.iter().any(|(known, _)| known == name);
        assert!(has("schemas/OQS-IF-002.json") && has("reference/messages.ja.md"));
        assert!(!has("schemas/OQS-IF-056.json"));
    }
}
