//! `onshi request`: request files under their right names.

mod arguments;
mod content;
mod kind;
mod publish;
mod suffix;

use crate::{Ending, Failure, open_within, screen};
use arguments::Arguments;
use kind::Kind;
use lexopt::Parser;
use onshi_host::{BuildOptions, Limits, Onshi};
use publish::{Publishing, publish};
use serde_json::json;
use std::path::{Path, PathBuf};

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let arguments = Arguments::parse(parser)?;
    let kind = Kind::called(&arguments.kind, &arguments.options.layouts);
    let content = content::of(&arguments, &kind)?;
    let options = BuildOptions {
        limits: Some(json!({ "bytes": content.len(), "elements": content.len() })),
        ..arguments.options.clone()
    };
    let folder = arguments.out.unwrap_or_else(|| ".".into());
    let request = Request {
        onshi: open_within(limits(&content))?,
        interface: kind.id,
        content,
        per_file: arguments.per_file,
    };
    // One that is free in the folder is not enough: the connector empties it, and the
    // answer to an earlier request may still come.
    let suffix = arguments.suffix.map_or_else(suffix::fresh, Ok)?;
    let built = request.build(&suffix, &options)?;
    match publish(&folder, &built.files)? {
        Publishing::Done(paths) => {
            report(&paths, &built.notes, arguments.json);
            Ok(Ending::Good)
        }
        Publishing::Taken(nth) => {
            let name = built.files.get(nth).map(|(name, _)| name.as_str());
            let path = folder.join(name.unwrap_or_default());
            let why = format!("{}: the name is taken", path.display());
            Err(Failure::Misuse(why))
        }
    }
}

/// All patients of a request are looked at in one call, so that their problems are told at
/// once: what it may take grows with them.
fn limits(content: &str) -> Limits {
    let usual = Limits::default();
    Limits {
        memory_bytes: usual.memory_bytes + content.len().saturating_mul(48),
        ..usual
    }
}

/// What is to be asked.
struct Request {
    onshi: Onshi,
    interface: String,
    content: String,
    per_file: Option<u32>,
}

struct Built {
    /// Names and bytes.
    files: Vec<(String, Vec<u8>)>,
    notes: Vec<onshi_host::Problem>,
}

impl Request {
    fn build(&self, suffix: &str, options: &BuildOptions) -> Result<Built, Failure> {
        let options = BuildOptions {
            suffix: suffix.to_owned(),
            ..options.clone()
        };
        let (onshi, interface, content) = (&self.onshi, &*self.interface, &*self.content);
        let files = match self.per_file {
            Some(most) => onshi
                .build_batch(interface, content, most, &options)?
                .into_inner(),
            None => vec![onshi.build(interface, content, &options)?.into_inner()],
        };
        let mut built = Built {
            files: Vec::new(),
            notes: Vec::new(),
        };
        for file in files {
            built.files.push((file.name, file.bytes));
            built.notes.extend(file.notes);
        }
        Ok(built)
    }
}

fn report(paths: &[PathBuf], notes: &[onshi_host::Problem], json: bool) {
    let shown = |path: &PathBuf| Path::display(path).to_string();
    let paths: Vec<_> = paths.iter().map(shown).collect();
    if json {
        let codes: Vec<&str> = notes.iter().map(|note| note.code.as_str()).collect();
        println!("{}", json!({ "files": paths, "notes": codes }));
    } else {
        for path in &paths {
            println!("{path}");
        }
        screen::notes(notes);
    }
}
