//! `onshi simulate`: the national system, played for development.

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock};
use core::sync::atomic::AtomicBool;
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_simulator::connector::{Fault, Packing, Settings, USUAL_DELAY};
use onshi_simulator::results::Encoding;
use onshi_simulator::server::{Config, Server};
use std::path::PathBuf;

const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 8315);
const PATIENTS: u32 = 10_000;

/// What was asked for, before it is put together.
#[derive(Default)]
struct Asked {
    terminals: Vec<(PathBuf, Option<String>)>,
    listen: Option<String>,
    seed: Option<u64>,
    patients: Option<u32>,
    database: Option<PathBuf>,
    at: Option<i64>,
    no_delay: bool,
    encoding: Option<Encoding>,
    zip: bool,
    faults: Vec<(Fault, u32)>,
    record: Option<PathBuf>,
}

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let asked = Asked::read(parser)?;
    let faults = asked.faults.clone();
    let config = asked.into_config()?;
    let told = |error: std::io::Error| {
        Failure::Misuse(format!(
            "シミュレーターを動かせません / cannot simulate: {error}"
        ))
    };
    let folders: Vec<_> = config
        .terminals
        .iter()
        .map(|terminal| terminal.folder.display().to_string())
        .collect();
    let server = Server::bind(config).map_err(told)?;
    for (fault, rate) in faults {
        server.set_fault(fault, rate);
    }
    println!("操作画面 / control page: http://{}/", server.address());
    println!("フォルダー / folders: {}", folders.join(", "));
    println!("終了は Ctrl+C / Ctrl+C ends it");
    server.run(&AtomicBool::new(false)).map_err(told)?;
    Ok(Ending::Good)
}

impl Asked {
    fn read(mut parser: Parser) -> Result<Self, Failure> {
        let mut asked = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("folder") => asked.terminals.push((parser.value()?.into(), None)),
                Arg::Long("institution") => {
                    let last = asked.terminals.last_mut();
                    let (_, code) = required(last, "--folder")?;
                    once(code, "institution", parser.value()?.string()?)?;
                }
                Arg::Long("listen") => {
                    once(&mut asked.listen, "listen", parser.value()?.string()?)?;
                }
                Arg::Long("seed") => once(&mut asked.seed, "seed", parser.value()?.parse()?)?,
                Arg::Long("patients") => {
                    once(&mut asked.patients, "patients", parser.value()?.parse()?)?;
                }
                Arg::Long("database") => {
                    once(&mut asked.database, "database", parser.value()?.into())?;
                }
                Arg::Long("at") => once(&mut asked.at, "at", time(&parser.value()?.string()?)?)?,
                Arg::Long("no-delay") => asked.no_delay = true,
                Arg::Long("encoding") => {
                    once(
                        &mut asked.encoding,
                        "encoding",
                        encoding(&parser.value()?.string()?)?,
                    )?;
                }
                Arg::Long("zip") => asked.zip = true,
                Arg::Long("fault") => asked.faults.push(fault(&parser.value()?.string()?)?),
                Arg::Long("record") => once(&mut asked.record, "record", parser.value()?.into())?,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(asked)
    }

    fn into_config(self) -> Result<Config, Failure> {
        let listen = match &self.listen {
            Some(text) => text.parse().map_err(|_| misuse("--listen", text))?,
            None => LISTEN.into(),
        };
        if self.terminals.is_empty() {
            return required(None, "--folder");
        }
        let seed = self.seed.unwrap_or(1);
        let terminals = self
            .terminals
            .into_iter()
            .enumerate()
            .map(|(place, (folder, code))| {
                let usual = Settings::at(&folder);
                Settings {
                    institution: code.unwrap_or_else(|| usual.institution.clone()),
                    encoding: self.encoding.unwrap_or(Encoding::Utf8),
                    delay: if self.no_delay { 0..0 } else { USUAL_DELAY },
                    packing: if self.zip {
                        Packing::Zip
                    } else {
                        Packing::Plain
                    },
                    seed,
                    // One record, at the first terminal's path; the others beside it.
                    record: self.record.as_ref().map(|path| match place {
                        0 => path.clone(),
                        _ => path.with_extension(format!("{place}.tsv")),
                    }),
                    ..usual
                }
            });
        Ok(Config {
            seed,
            size: self.patients.unwrap_or(PATIENTS),
            at: self.at,
            terminals: terminals.collect(),
            database: self.database,
            listen,
        })
    }
}

fn misuse(option: &str, text: &str) -> Failure {
    Failure::Misuse(format!("{option} {text}: 使えません / not understood"))
}

fn time(text: &str) -> Result<i64, Failure> {
    let now = clock::now();
    let text = if text == "now" { &now } else { text };
    clock::unix_seconds(text).ok_or_else(|| misuse("--at", text))
}

fn encoding(name: &str) -> Result<Encoding, Failure> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" => Ok(Encoding::Utf8),
        "shift_jis" | "shift-jis" => Ok(Encoding::ShiftJis),
        _ => Err(misuse("--encoding", name)),
    }
}

fn fault(text: &str) -> Result<(Fault, u32), Failure> {
    let read = text.split_once('=').and_then(|(name, rate)| {
        let rate = rate.parse().ok().filter(|rate| *rate <= 1000)?;
        Some((Fault::named(name)?, rate))
    });
    read.ok_or_else(|| misuse("--fault", text))
}
