//! `onshi request`: a request file under its right name.

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::BuildOptions;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The options that stand for elements of a 資格確認要求, and where they go.
const HEADER: &[(&str, &str)] = &[
    ("date", "QualificationConfirmationDate"),
    ("institution", "MedicalInstitutionCode"),
    ("file-id", "ArbitraryFileIdentifier"),
];
const SEARCH: &[(&str, &str)] = &[
    ("insurer", "InsurerNumber"),
    ("symbol", "InsuredCardSymbol"),
    ("number", "InsuredIdentificationNumber"),
    ("branch", "InsuredBranchNumber"),
    ("birthdate", "Birthdate"),
    ("limit-consent", "LimitApplicationCertificateRelatedConsFlg"),
    ("id", "ArbitraryIdentifier"),
];

#[derive(Default)]
struct Arguments {
    kind: Option<String>,
    content: Option<PathBuf>,
    header: Map<String, Value>,
    search: Map<String, Value>,
    suffix: Option<String>,
    options: BuildOptions,
    out: Option<PathBuf>,
    json: bool,
}

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let mut arguments = parse(parser)?;
    let kind = required(arguments.kind.take(), "KIND")?;
    let interface = match kind.as_str() {
        "eligibility" => "OQS-IF-001",
        other => other,
    };
    let content = arguments.content()?;
    let folder = arguments.out.unwrap_or_else(|| ".".into());
    let onshi = open()?;
    let mut options = arguments.options;
    let today = clock::wire_date(&clock::now());
    let serials = match arguments.suffix {
        Some(suffix) => vec![suffix],
        None => (1..=9999)
            .map(|serial| format!("{today}{serial:04}"))
            .collect(),
    };
    for suffix in serials {
        options.suffix = suffix;
        let file = onshi.build(interface, &content, &options)?;
        let path = folder.join(&file.name);
        match publish(&path, &file.bytes) {
            Ok(()) => {
                report(&path, &file.notes, arguments.json);
                return Ok(Ending::Good);
            }
            // Another request of today: the next serial number.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Failure::Misuse(format!("{}: {error}", path.display()))),
        }
    }
    Err(Failure::Misuse(format!(
        "{}: the name is taken",
        folder.display()
    )))
}

fn parse(mut parser: Parser) -> Result<Arguments, Failure> {
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("content") => {
                once(&mut arguments.content, "content", parser.value()?.into())?;
            }
            Arg::Long("encoding") => {
                once(
                    &mut arguments.options.encoding,
                    "encoding",
                    parser.value()?.string()?,
                )?;
            }
            Arg::Long("zero-padding") => arguments.options.padding = Some("zeros".to_owned()),
            Arg::Long("suffix") => {
                once(&mut arguments.suffix, "suffix", parser.value()?.string()?)?;
            }
            Arg::Long("override") => arguments.options.overrides.push(parser.value()?.string()?),
            Arg::Long("out") => once(&mut arguments.out, "out", parser.value()?.into())?,
            Arg::Long("json") => arguments.json = true,
            Arg::Long("help") => {
                print!("{}", crate::HELP);
                std::process::exit(0)
            }
            Arg::Long(name) => {
                let name = name.to_owned();
                arguments.element(&name, parser.value()?.string()?)?;
            }
            Arg::Value(kind) => once(&mut arguments.kind, "KIND", kind.string()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(arguments)
}

impl Arguments {
    fn element(&mut self, name: &str, value: String) -> Result<(), Failure> {
        for (elements, into) in [(HEADER, &mut self.header), (SEARCH, &mut self.search)] {
            if let Some((_, element)) = elements.iter().find(|(option, _)| *option == name) {
                let mut slot = into.remove(*element);
                once(&mut slot, name, Value::String(value))?;
                into.extend(slot.map(|value| ((*element).to_owned(), value)));
                return Ok(());
            }
        }
        Err(Failure::Misuse(format!(
            "no option --{name}; see `onshi --help`"
        )))
    }

    /// The content as JSON text: the caller's own, or from the options.
    fn content(&mut self) -> Result<String, Failure> {
        let given = !(self.header.is_empty() && self.search.is_empty());
        match &self.content {
            Some(_) if given => Err(Failure::Misuse(
                "--content and the options for single elements exclude each other".to_owned(),
            )),
            Some(path) => read_text(path),
            None => {
                self.header
                    .entry("QualificationConfirmationDate")
                    .or_insert_with(|| clock::wire_date(&clock::now()).into());
                Ok(json!({ "XmlMsg": {
                    "MessageHeader": self.header,
                    "MessageBody": { "QualificationConfirmSearchInfo": self.search },
                } })
                .to_string())
            }
        }
    }
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Misuse(error.to_string()))?;
    } else {
        bytes = read_file(path)?;
    }
    String::from_utf8(bytes).map_err(|_| Failure::Misuse(format!("{}: not UTF-8", path.display())))
}

/// Writes the file whole or not at all: a connector takes what it finds.
fn publish(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension("xml.part");
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    // A hard link refuses to replace a file, which a rename would not.
    let published = std::fs::hard_link(&unfinished, path);
    std::fs::remove_file(&unfinished)?;
    published
}

fn report(path: &Path, notes: &[onshi_host::Problem], json: bool) {
    if json {
        let codes: Vec<&str> = notes.iter().map(|note| note.code.as_str()).collect();
        println!(
            "{}",
            json!({ "file": path.display().to_string(), "notes": codes })
        );
    } else {
        println!("{}", path.display());
        screen::notes(notes);
    }
}
