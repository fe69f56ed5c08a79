//! What is common to the arguments of every command.

use crate::{Failure, read_file};
use lexopt::{Arg, Parser, ValueExt as _};
use serde_json::Value;
use std::path::Path;

/// The command's name, or none where help is wanted.
pub(crate) fn command(arguments: &mut Parser) -> Result<Option<String>, Failure> {
    match arguments.next()? {
        None | Some(Arg::Long("help") | Arg::Short('h')) => Ok(None),
        Some(Arg::Value(name)) => {
            let name = name.string()?;
            Ok((name != "help").then_some(name))
        }
        Some(Arg::Long("version") | Arg::Short('V')) => {
            println!("onshi {}", env!("CARGO_PKG_VERSION"));
            std::process::exit(0)
        }
        Some(other) => Err(other.unexpected().into()),
    }
}

/// The value of an option that may be given once.
pub(crate) fn once<T>(slot: &mut Option<T>, name: &str, value: T) -> Result<(), Failure> {
    if slot.replace(value).is_some() {
        return Err(Failure::Misuse(format!("--{name} stands twice")));
    }
    Ok(())
}

/// A value that has to be there.
pub(crate) fn required<T>(slot: Option<T>, name: &str) -> Result<T, Failure> {
    slot.ok_or_else(|| Failure::Misuse(format!("{name} is missing; see `onshi --help`")))
}

/// A JSON file: a layout of the caller's own, or a chart.
pub(crate) fn json_file(file: impl AsRef<Path>) -> Result<Value, Failure> {
    let file = file.as_ref();
    serde_json::from_slice(&read_file(file)?)
        .map_err(|error| Failure::Misuse(format!("{}: {error}", file.display())))
}
