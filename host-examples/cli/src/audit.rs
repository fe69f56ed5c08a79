//! `onshi audit`: whether an audit trail is as it was written.

use crate::arguments::{once, required};
use crate::{Ending, Failure, open, read_file, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::Problem;
use onshi_host::audit::Verification;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let mut what = None;
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(value) if what.is_none() => what = Some(value.string()?),
            Arg::Value(value) => once(&mut arguments.file, "FILE", value.into())?,
            Arg::Long("key-file") => {
                once(&mut arguments.key, "key-file", parser.value()?.into())?;
            }
            Arg::Long("head") => arguments.option("head", parser.value()?.string()?)?,
            Arg::Long("after") => arguments.option("after", parser.value()?.string()?)?,
            Arg::Long("json") => arguments.json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    match required(what, "verify")?.as_str() {
        "verify" => verify(arguments),
        other => Err(Failure::Misuse(format!(
            "no `onshi audit {other}`; there is `onshi audit verify`"
        ))),
    }
}

#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    key: Option<PathBuf>,
    /// What the lines are held against.
    options: Map<String, Value>,
    json: bool,
}

impl Arguments {
    fn option(&mut self, name: &str, head: String) -> Result<(), Failure> {
        match self.options.insert(name.to_owned(), head.into()) {
            None => Ok(()),
            Some(_) => Err(Failure::Misuse(format!("--{name} stands twice"))),
        }
    }
}

fn verify(arguments: Arguments) -> Result<Ending, Failure> {
    let path = required(arguments.file, "FILE")?;
    let key = key(&required(arguments.key, "--key-file")?)?;
    let options = Value::from(arguments.options).to_string();
    let onshi = open()?;
    let mut pieces = Pieces::of(&path)?;
    let mut findings = Vec::new();
    let mut verification = onshi.verify_audit(&key, &[], "", &options)?;
    while let Some(piece) = pieces.next()? {
        verification = onshi.verify_audit(&key, &piece, &verification.progress, &options)?;
        let more = core::mem::take(&mut verification.findings);
        findings.extend(
            more.into_iter()
                .take(MOST_SHOWN.saturating_sub(findings.len())),
        );
    }
    if arguments.json {
        println!("{:#}", as_json(&verification, &findings));
    } else {
        show(&verification, &findings);
    }
    let good = ["audit.intact", "audit.beyond-head"].contains(&&*verification.state.code);
    Ok(if good { Ending::Good } else { Ending::NotGood })
}

const MOST_SHOWN: usize = 1000;

/// The key: octets as they are, or as hexadecimal digits.
fn key(path: &Path) -> Result<Vec<u8>, Failure> {
    read_key(read_file(path)?, path)
}

pub(crate) fn read_key(octets: Vec<u8>, path: &Path) -> Result<Vec<u8>, Failure> {
    let text = octets.trim_ascii();
    let is_text = text.len() >= 64 && text.iter().all(u8::is_ascii_hexdigit);
    if !is_text {
        return Ok(octets);
    }
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let pairs = text.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
        _ => None,
    });
    pairs.collect::<Option<_>>().ok_or_else(|| {
        Failure::Misuse(format!(
            "{}: 16進数の桁数が奇数です / an odd number of digits",
            path.display()
        ))
    })
}

/// A file in pieces that end where lines end.
pub(crate) struct Pieces<F> {
    file: BufReader<F>,
    path: PathBuf,
}

impl Pieces<File> {
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path)
            .map_err(|error| Failure::Misuse(format!("{}: {error}", path.display())))?;
        Ok(Self::from(file, path))
    }
}

impl<F: Read> Pieces<F> {
    const SIZE: usize = 256 << 10;
    /// Longer than any line. What goes on beyond it is cut, and then is no line at all.
    const LONGEST: u64 = 64 << 10;

    /// From where the file stands.
    pub(crate) fn from(file: F, path: &Path) -> Self {
        Self {
            file: BufReader::new(file),
            path: path.to_owned(),
        }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut piece = Vec::new();
        while piece.len() < Self::SIZE {
            let mut line = self.file.by_ref().take(Self::LONGEST);
            let read = line.read_until(b'\n', &mut piece);
            let read =
                read.map_err(|error| Failure::Misuse(format!("{}: {error}", self.path.display())))?;
            if read == 0 || !piece.ends_with(b"\n") {
                break;
            }
        }
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }
}

fn show(verification: &Verification, findings: &[Problem]) {
    screen::heading("監査記録の検証");
    let state = &verification.state;
    println!("  {} [{}]", state.message_ja, state.code);
    println!("  {}", state.message);
    println!("  行数: {}", verification.lines);
    let head = verification.head.as_deref().unwrap_or("なし");
    println!("  末尾の印: {head}");
    if let Some(missing @ 1..) = verification.missing_at_end {
        println!("  末尾で欠けている記録: {missing}件");
    }
    screen::notes(findings);
    if findings.len() >= MOST_SHOWN || verification.more_findings > 0 {
        println!("  (所見が多いため、以降は省略しました)");
    }
}

fn as_json(verification: &Verification, findings: &[Problem]) -> Value {
    let finding = |one: &Problem| {
        json!({
            "code": one.code,
            "line": one.place.line,
            "message": one.message,
            "messageJa": one.message_ja,
        })
    };
    let findings: Vec<_> = findings.iter().map(finding).collect();
    json!({
        "state": verification.state.code,
        "message": verification.state.message,
        "messageJa": verification.state.message_ja,
        "lines": verification.lines,
        "head": verification.head,
        "missingAtEnd": verification.missing_at_end,
        "findings": findings,
    })
}
