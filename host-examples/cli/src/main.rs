//! The `onshi` command. It does the I/O; everything it says about messages and
//! certificates comes from the component, what it explains from the layout table.

mod arguments;
mod audit;
mod clock;
mod counter;
mod demo;
mod explain;
mod read;
mod request;
mod schema;
mod screen;
mod simulate;
mod verify;

use core::fmt;
use onshi_host::{Error, Limits, Onshi};
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = include_str!("help.txt");

/// How a command ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Done; for `verify`: valid.
    Good,
    /// Done, and the answer is no.
    NotGood,
}

/// Why a command can't be done.
enum Failure {
    /// Said wrongly, or naming what isn't there.
    Misuse(String),
    /// The input is not what it should be, as the core says.
    Problems(Vec<onshi_host::Problem>),
    /// The same, printed already for a program.
    Told,
}

fn main() -> ExitCode {
    match run() {
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::NotGood) => ExitCode::from(1),
        Err(Failure::Misuse(why)) => {
            eprintln!("onshi: {why}");
            ExitCode::from(2)
        }
        Err(Failure::Problems(problems)) => {
            screen::problems(&problems);
            ExitCode::from(2)
        }
        Err(Failure::Told) => ExitCode::from(2),
    }
}

fn run() -> Result<Ending, Failure> {
    let mut arguments = lexopt::Parser::from_env();
    let Some(command) = arguments::command(&mut arguments)? else {
        print!("{HELP}");
        return Ok(Ending::Good);
    };
    match command.as_str() {
        "read" => read::run(arguments),
        "request" => request::run(arguments),
        "verify" => verify::run(arguments),
        "audit" => audit::run(arguments),
        "schema" => schema::run(arguments),
        "explain" => explain::run(arguments),
        "counter" => counter::run(arguments),
        "demo" => demo::run(arguments),
        "simulate" => simulate::run(arguments),
        other => Err(Failure::Misuse(format!(
            "no command {other}; `onshi --help` lists them"
        ))),
    }
}

/// The component: `ONSHI_DIST`, beside the command, or `dist/` here.
fn open() -> Result<Onshi, Failure> {
    open_within(Limits::default())
}

fn open_within(limits: Limits) -> Result<Onshi, Failure> {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.parent()?.to_owned()));
    let folders = [
        std::env::var_os("ONSHI_DIST").map(PathBuf::from),
        beside,
        Some("dist".into()),
    ];
    let folder = folders
        .into_iter()
        .flatten()
        .find(|folder| {
            folder.join("onshi.wasm").is_file() || folder.join("onshi-wide.wasm").is_file()
        })
        .ok_or_else(|| {
            Failure::Misuse(
                "no component: run `cargo xtask build`, or name its folder in ONSHI_DIST"
                    .to_owned(),
            )
        })?;
    Ok(Onshi::open_within(limits, folder)?)
}

fn read_file(path: &std::path::Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Misuse(format!("{}: {error}", path.display())))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Problems(problems) => Self::Problems(problems),
            other => Self::Misuse(other.to_string()),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Misuse(error.to_string())
    }
}

impl fmt::Debug for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Good => "good",
            Self::NotGood => "not good",
        })
    }
}
