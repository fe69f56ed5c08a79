//! What is said to `onshi request`.

use crate::Failure;
use crate::arguments::{json_file, once, required};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::BuildOptions;
use std::path::PathBuf;

/// Options for single elements, and what these are called on the wire: 薬剤情報等 and
/// 特定健診情報 have other names than the rest.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("date", &["QualificationConfirmationDate"]),
    ("institution", &["MedicalInstitutionCode"]),
    ("file-id", &["ArbitraryFileIdentifier"]),
    ("insurer", &["InsurerNumber"]),
    ("symbol", &["InsuredCardSymbol", "InsuranceCardSymbol"]),
    (
        "number",
        &[
            "InsuredIdentificationNumber",
            "InsuredPersonIdentificationNumber",
        ],
    ),
    ("branch", &["InsuredBranchNumber", "BranchNumber"]),
    ("birthdate", &["Birthdate"]),
    (
        "limit-consent",
        &["LimitApplicationCertificateRelatedConsFlg"],
    ),
    ("id", &["ArbitraryIdentifier"]),
];

#[derive(Default)]
pub(super) struct Arguments {
    pub(super) kind: String,
    pub(super) content: Option<PathBuf>,
    /// The options for single elements: name, what it is called on the wire, value.
    pub(super) named: Vec<(&'static str, &'static [&'static str], String)>,
    /// `--set`: path and value.
    pub(super) set: Vec<(String, String)>,
    pub(super) suffix: Option<String>,
    pub(super) per_file: Option<u32>,
    pub(super) options: BuildOptions,
    pub(super) out: Option<PathBuf>,
    pub(super) json: bool,
}

impl Arguments {
    pub(super) fn parse(mut parser: Parser) -> Result<Self, Failure> {
        let mut arguments = Self::default();
        let mut kind = None;
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Value(value) => once(&mut kind, "KIND", value.string()?)?,
                Arg::Long("json") => arguments.json = true,
                Arg::Long("zero-padding") => {
                    arguments.options.padding = Some("zeros".to_owned());
                }
                Arg::Long("help") => {
                    print!("{}", crate::HELP);
                    std::process::exit(0)
                }
                Arg::Long(name) => {
                    let name = name.to_owned();
                    arguments.option(&name, &mut parser)?;
                }
                other => return Err(other.unexpected().into()),
            }
        }
        arguments.kind = required(kind, "KIND")?;
        Ok(arguments)
    }

    /// An option with a value.
    fn option(&mut self, name: &str, parser: &mut Parser) -> Result<(), Failure> {
        if let Some((option, names)) = ELEMENTS.iter().find(|(option, _)| *option == name) {
            if self.named.iter().any(|(before, ..)| before == option) {
                return Err(Failure::Misuse(format!("--{name} stands twice")));
            }
            self.named.push((option, names, parser.value()?.string()?));
            return Ok(());
        }
        match name {
            "content" => once(&mut self.content, name, parser.value()?.into())?,
            "set" => self.set.push(assignment(&parser.value()?.string()?)?),
            "encoding" => once(&mut self.options.encoding, name, parser.value()?.string()?)?,
            "suffix" => once(&mut self.suffix, name, parser.value()?.string()?)?,
            "per-file" => once(&mut self.per_file, name, at_least_one(parser)?)?,
            "layout" => self.options.layouts.push(json_file(parser.value()?)?),
            "override" => self.options.overrides.push(parser.value()?.string()?),
            "out" => once(&mut self.out, name, parser.value()?.into())?,
            _ => {
                let why = format!("no option --{name}; see `onshi --help`");
                return Err(Failure::Misuse(why));
            }
        }
        Ok(())
    }
}

/// `PATH=VALUE`; the value may hold `=` too. What is wrong is not shown: it may be a
/// patient's.
fn assignment(text: &str) -> Result<(String, String), Failure> {
    let (path, value) = text.split_once('=').ok_or_else(|| {
        Failure::Misuse("--set takes PATH=VALUE, such as MessageBody/FileCategory=2".to_owned())
    })?;
    Ok((path.to_owned(), value.to_owned()))
}

fn at_least_one(parser: &mut Parser) -> Result<u32, Failure> {
    let many: u32 = parser.value()?.parse()?;
    if many == 0 {
        return Err(Failure::Misuse("--per-file begins at 1".to_owned()));
    }
    Ok(many)
}
