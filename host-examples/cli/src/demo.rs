//! `onshi demo`: a morning at a clinic and one at a pharmacy, with made-up people, against
//! the simulator: the component's flows over shared folders, and a day sheet at the end.

mod card_reader;
mod clinic;
mod held;
mod people;
mod pharmacy;
mod place;

use crate::arguments::once;
use crate::{Ending, Failure, clock, open};
use core::time::Duration;
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::Onshi;
use onshi_simulator::centre::Centre;
use onshi_simulator::population::Population;
use people::People;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Whom the simulated system knows: enough that everybody the mornings need is there.
const POPULATION: u32 = 4000;

/// What the mornings share.
struct Demo<'a> {
    onshi: &'a Onshi,
    seed: u64,
    /// When it is played, RFC 3339 and in seconds since 1970.
    at: String,
    at_unix: i64,
    /// Where its files lie.
    folder: &'a Path,
    people: People,
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
    let seed = seed.unwrap_or(1);
    let demo = Demo {
        onshi: &onshi,
        seed,
        at,
        at_unix,
        folder: &folder,
        people: People::of(Population::generate(seed, at_unix, POPULATION)),
    };
    let played = play(&demo);
    if keep.is_none() {
        std::fs::remove_dir_all(&folder).map_err(said)?;
    }
    played?;
    if let Some(folder) = keep {
        println!("\n作ったファイル: {}", folder.display());
    }
    Ok(Ending::Good)
}

fn play(demo: &Demo<'_>) -> Result<(), Failure> {
    let centre = Centre::new(demo.people.population.clone()).shared();
    clinic::play(demo, &centre)?;
    pharmacy::play(demo, &centre)
}

impl Demo<'_> {
    fn now(&self) -> SystemTime {
        let since = u64::try_from(self.at_unix).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_secs(since)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(said)
}

fn said(error: std::io::Error) -> Failure {
    Failure::Misuse(error.to_string())
}
