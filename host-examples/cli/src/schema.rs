//! `onshi schema`: the JSON Schema of a message.

use crate::arguments::{once, required};
use crate::{Ending, Failure};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_layouts::Layouts;

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let mut kind = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(value) => once(&mut kind, "KIND", value.string()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let kind = required(kind, "KIND")?;
    let layouts = Layouts::embedded();
    let Some(interface) = layouts.interface(&kind) else {
        return Err(Failure::Misuse(format!(
            "{kind}: このインターフェースはありません / no interface has this number or name"
        )));
    };
    let Some(schema) = layouts.schema(&kind) else {
        return Err(Failure::Misuse(format!(
            "{}: レイアウトは公開されていません / its layout is not publicly known",
            interface.id
        )));
    };
    println!("{schema:#}");
    Ok(Ending::Good)
}
