//! `onshi demo`: three receptions with made-up people, through the component.

mod by_number;
mod card_reader;
mod face_reader;

use crate::arguments::once;
use crate::{Ending, Failure, clock, open, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::Onshi;
use std::path::{Path, PathBuf};

/// Who comes, in the summary's words.
struct Reception {
    way: &'static str,
    patient: String,
    outcome: String,
    verified_by: String,
}

/// What the receptions share.
struct Desk<'a> {
    onshi: &'a Onshi,
    seed: u64,
    /// When it is played, RFC 3339 and in seconds since 1970.
    at: String,
    at_unix: i64,
    /// Where the files of the demo lie.
    folder: &'a Path,
}

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let (mut seed, mut keep, mut at) = (None, None::<PathBuf>, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("seed") => once(&mut seed, "seed", parser.value()?.parse()?)?,
            Arg::Long("keep") => once(&mut keep, "keep", parser.value()?.into())?,
            Arg::Long("at") => once(&mut at, "at", parser.value()?.string()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let at = at.unwrap_or_else(clock::now);
    let at_unix = clock::unix_seconds(&at)
        .ok_or_else(|| Failure::Misuse(format!("{at}: not an RFC 3339 time")))?;
    println!("Onshi デモ — 登場する患者・カード・医療機関はすべて架空です");
    let onshi = open()?;
    let folder = match &keep {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("onshi-demo-{}", std::process::id())),
    };
    for part in ["face", "req", "card"] {
        std::fs::create_dir_all(folder.join(part)).map_err(said)?;
    }
    let desk = Desk {
        onshi: &onshi,
        seed: seed.unwrap_or(1),
        at,
        at_unix,
        folder: &folder,
    };
    let receptions = play(&desk);
    if keep.is_none() {
        std::fs::remove_dir_all(&folder).map_err(said)?;
    }
    summary(&receptions?);
    if let Some(folder) = keep {
        println!("\n作ったファイル: {}", folder.display());
    }
    Ok(Ending::Good)
}

fn play(desk: &Desk<'_>) -> Result<Vec<Reception>, Failure> {
    Ok(vec![
        face_reader::play(desk)?,
        card_reader::play(desk)?,
        by_number::play(desk)?,
    ])
}

fn summary(receptions: &[Reception]) {
    screen::heading("まとめ");
    for (index, reception) in receptions.iter().enumerate() {
        println!("  {}. {} — {}", index + 1, reception.way, reception.patient);
        println!("     結果: {}", reception.outcome);
        println!("     確認した者: {}", reception.verified_by);
    }
}

fn title(number: usize, text: &str) {
    println!("\n━━ {number}人目 {text} ━━");
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(said)
}

fn said(error: std::io::Error) -> Failure {
    Failure::Misuse(error.to_string())
}
