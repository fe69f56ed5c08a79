//! A 顔認証付きカードリーダー: a result arrives as a file, is read and judged.
//! Nothing is verified here: the reader and the national system did that.

use super::{Desk, Reception, title, write};
use crate::{Failure, screen};
use onshi_host::ReadOptions;
use onshi_simulator::person::Person;
use onshi_simulator::results::{FaceResult, Limit};

pub(crate) fn play(desk: &Desk<'_>) -> Result<Reception, Failure> {
    title(1, "顔認証付きカードリーダー");
    let patient = Person::pensioner(desk.at_unix);
    let arrived = FaceResult {
        seed: desk.seed,
        limit: Some(Limit::low_income(desk.at_unix)),
        ..FaceResult::new(patient, desk.at_unix)
    }
    .file();
    let path = desk.folder.join("face").join(&arrived.name);
    write(&path, &arrived.bytes)?;
    println!("face フォルダーに届きました: {}", arrived.name);

    let bytes = crate::read_file(&path)?;
    let document = desk.onshi.read(&bytes, &ReadOptions::named(arrived.name))?;
    let judgement = desk.onshi.judge(&document.content, &desk.at)?;
    let people = screen::Person::all(&document.content);
    screen::judgement(&judgement, &people);
    screen::notes(&document.notes);
    Ok(Reception {
        way: "顔認証付きカードリーダー",
        patient: people
            .first()
            .map(screen::Person::label)
            .unwrap_or_default(),
        outcome: judgement.state.message_ja.clone(),
        verified_by: judgement.assurance.message_ja.clone(),
    })
}
