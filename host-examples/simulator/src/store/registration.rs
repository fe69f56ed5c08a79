//! What was registered since the population was made.

use super::row::unknown;
use crate::centre::{Care, Registration};
use crate::population::{Agreement, Kinds};
use rusqlite::{Connection, Result, Row, params};

pub(super) fn write(database: &Connection, registration: &Registration) -> Result<()> {
    match registration {
        Registration::ReferenceNumber(institution, person, number) => {
            database
                .prepare_cached("INSERT OR REPLACE INTO reference_number VALUES (?1, ?2, ?3)")?
                .execute(params![institution, person, number])?;
        }
        Registration::Agreement(care, institution, person, agreement) => {
            write_agreement(database, *care, institution, *person, agreement)?;
        }
        Registration::Card(person) => {
            database
                .prepare_cached("INSERT OR REPLACE INTO registered_card VALUES (?1)")?
                .execute([person])?;
        }
    }
    Ok(())
}

pub(super) fn write_agreement(
    database: &Connection,
    care: Care,
    institution: &str,
    person: u32,
    agreement: &Agreement,
) -> Result<()> {
    let Agreement {
        at,
        visit,
        kinds,
        ended,
    } = agreement;
    let (ended, reason) = ended.as_ref().map(|(at, reason)| (at, reason)).unzip();
    database
        .prepare_cached("INSERT OR REPLACE INTO agreement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            care.code(),
            institution,
            person,
            at,
            visit,
            ended,
            reason,
            kinds.bits()
        ])?;
    Ok(())
}

pub(super) fn agreement(row: &Row<'_>) -> Result<Agreement> {
    let ended: Option<i64> = row.get("ended")?;
    let reason: Option<String> = row.get("reason")?;
    Ok(Agreement {
        at: row.get("at")?,
        visit: row.get("visit")?,
        kinds: Kinds::of_bits(row.get("kinds")?),
        ended: ended.zip(reason),
    })
}

pub(super) fn read(database: &Connection) -> Result<Vec<Registration>> {
    let mut numbers = database.prepare("SELECT * FROM reference_number")?;
    let numbers = numbers.query_map([], |row| {
        let [institution, number] = [row.get("institution")?, row.get("number")?];
        Ok(Registration::ReferenceNumber(
            institution,
            row.get("person")?,
            number,
        ))
    })?;
    let mut agreements = database.prepare("SELECT * FROM agreement WHERE institution <> ''")?;
    let agreements = agreements.query_map([], |row| {
        let care = Care::of_code(&row.get::<_, String>("care")?).ok_or_else(|| unknown("care"))?;
        let institution = row.get("institution")?;
        Ok(Registration::Agreement(
            care,
            institution,
            row.get("person")?,
            agreement(row)?,
        ))
    })?;
    let mut cards = database.prepare("SELECT person FROM registered_card")?;
    let cards = cards.query_map([], |row| Ok(Registration::Card(row.get(0)?)))?;
    numbers.chain(agreements).chain(cards).collect()
}
