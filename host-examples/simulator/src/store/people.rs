//! People, to and from their tables.

use super::registration::{agreement, write_agreement};
use super::row::{date, named, optional_date, unknown};
use crate::calendar::wire_date;
use crate::centre::Care;
use crate::person::{Coverage, Family, Person, Sex, Share};
use crate::population::{Assistance, CardState, Entrusted, Patient, Standing};
use crate::results::{Disease, Limit};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use time::Date;

pub(super) fn write(database: &Connection, patient: &Patient) -> Result<()> {
    let Patient { id, person, .. } = patient;
    database
        .prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?
        .execute(params![
            id,
            patient.household,
            person.name,
            person.kana,
            person.name_on_card,
            person.sex.code(),
            wire_date(person.birthdate),
            person.post_number,
            person.address,
            patient.standing.name(),
            patient.card.name(),
        ])?;
    for (place, coverage) in person.coverages.iter().enumerate() {
        write_coverage(database, *id, i64::try_from(place).unwrap_or(0), coverage)?;
    }
    if let Some(limit) = &patient.limit {
        let (from, until) = (wire_date(limit.from), limit.until.map(wire_date));
        database
            .prepare_cached("INSERT INTO limit_certificate VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                id,
                limit.classification,
                limit.category,
                from,
                until
            ])?;
    }
    for disease in &patient.diseases {
        database
            .prepare_cached("INSERT INTO disease VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                id,
                disease.category,
                wire_date(disease.from),
                disease.self_pay
            ])?;
    }
    if let Some(assistance) = &patient.assistance {
        let entrusted = assistance.entrusted.name();
        database
            .prepare_cached("INSERT INTO assistance VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                id,
                entrusted,
                assistance.from_day,
                assistance.self_pay
            ])?;
    }
    for (care, agreement) in [
        (Care::Home, &patient.home_care),
        (Care::Online, &patient.online_care),
    ] {
        if let Some(agreement) = agreement {
            write_agreement(database, care, "", *id, agreement)?;
        }
    }
    Ok(())
}

fn write_coverage(database: &Connection, person: u32, place: i64, of: &Coverage) -> Result<()> {
    let date = |date: Date| wire_date(date);
    let (lost, reason) = of
        .lost
        .as_ref()
        .map(|(on, reason)| (date(*on), reason))
        .unzip();
    let (share, dates, percent) = match &of.share {
        Share::NotStated => ("not-stated", None, None),
        Share::Preschool => ("preschool", None, None),
        Share::LateStage(percent) => ("late-stage", None, Some(percent)),
        Share::ElderlyRecipient(from, until, percent) => (
            "elderly-recipient",
            Some((date(*from), date(*until))),
            Some(percent),
        ),
    };
    let (share_from, share_until) = dates.unzip();
    let family = match of.family {
        Family::Insured => "1",
        Family::Dependant => "2",
    };
    database
        .prepare_cached(
            "INSERT INTO coverage VALUES \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            person,
            place,
            of.classification,
            of.insurer_number,
            of.insurer_name,
            of.symbol,
            of.number,
            of.branch,
            family,
            date(of.valid_from),
            of.valid_until.map(date),
            lost,
            reason,
            share,
            share_from,
            share_until,
            percent,
        ])?;
    Ok(())
}

pub(super) fn read(database: &Connection) -> Result<Vec<Patient>> {
    let mut people = database.prepare("SELECT * FROM person ORDER BY id")?;
    let mut patients: Vec<_> = people.query_map([], person)?.collect::<Result<_>>()?;
    for patient in &mut patients {
        belongings(database, patient)?;
    }
    Ok(patients)
}

fn person(row: &Row<'_>) -> Result<Patient> {
    Ok(Patient {
        id: row.get("id")?,
        household: row.get("household")?,
        standing: named(row, "standing", &Standing::ALL, Standing::name)?,
        card: named(row, "card", &CardState::ALL, CardState::name)?,
        limit: None,
        diseases: Vec::new(),
        assistance: None,
        home_care: None,
        online_care: None,
        person: Person {
            name: row.get("name")?,
            kana: row.get("kana")?,
            name_on_card: row.get("name_on_card")?,
            sex: named(
                row,
                "sex",
                &[Sex::Male, Sex::Female, Sex::NotSet],
                Sex::code,
            )?,
            birthdate: date(row, "birthdate")?,
            post_number: row.get("post_number")?,
            address: row.get("address")?,
            coverages: Vec::new(),
        },
    })
}

/// What stands in the other tables about somebody.
fn belongings(database: &Connection, patient: &mut Patient) -> Result<()> {
    let id = patient.id;
    let all = |table: &str, order: &str| format!("SELECT * FROM {table} WHERE person = ?1{order}");
    let mut coverages = database.prepare_cached(&all("coverage", " ORDER BY place"))?;
    patient.person.coverages = coverages
        .query_map([id], coverage)?
        .collect::<Result<_>>()?;
    let mut limits = database.prepare_cached(&all("limit_certificate", ""))?;
    patient.limit = limits.query_row([id], limit).optional()?;
    let mut diseases = database.prepare_cached(&all("disease", ""))?;
    patient.diseases = diseases.query_map([id], disease)?.collect::<Result<_>>()?;
    let mut assistances = database.prepare_cached(&all("assistance", ""))?;
    patient.assistance = assistances.query_row([id], assistance).optional()?;
    let of_care = " AND institution = '' AND care = ?2";
    let mut agreements = database.prepare_cached(&all("agreement", of_care))?;
    let mut agreed = |care: Care| {
        agreements
            .query_row(params![id, care.code()], agreement)
            .optional()
    };
    patient.home_care = agreed(Care::Home)?;
    patient.online_care = agreed(Care::Online)?;
    Ok(())
}

fn coverage(row: &Row<'_>) -> Result<Coverage> {
    let lost = optional_date(row, "lost")?;
    let reason: Option<String> = row.get("reason")?;
    let percent = || row.get("percent");
    Ok(Coverage {
        classification: row.get("classification")?,
        insurer_number: row.get("insurer_number")?,
        insurer_name: row.get("insurer_name")?,
        symbol: row.get("symbol")?,
        number: row.get("number")?,
        branch: row.get("branch")?,
        family: match row.get::<_, String>("family")?.as_str() {
            "1" => Family::Insured,
            "2" => Family::Dependant,
            _ => return Err(unknown("family")),
        },
        valid_from: date(row, "valid_from")?,
        valid_until: optional_date(row, "valid_until")?,
        lost: lost.zip(reason),
        share: match row.get::<_, String>("share")?.as_str() {
            "not-stated" => Share::NotStated,
            "preschool" => Share::Preschool,
            "late-stage" => Share::LateStage(percent()?),
            "elderly-recipient" => Share::ElderlyRecipient(
                date(row, "share_from")?,
                date(row, "share_until")?,
                percent()?,
            ),
            _ => return Err(unknown("share")),
        },
    })
}

fn limit(row: &Row<'_>) -> Result<Limit> {
    Ok(Limit {
        classification: row.get("classification")?,
        category: row.get("category")?,
        from: date(row, "valid_from")?,
        until: optional_date(row, "valid_until")?,
    })
}

fn disease(row: &Row<'_>) -> Result<Disease> {
    Ok(Disease {
        category: row.get("category")?,
        from: date(row, "valid_from")?,
        self_pay: row.get("self_pay")?,
    })
}

fn assistance(row: &Row<'_>) -> Result<Assistance> {
    Ok(Assistance {
        entrusted: named(row, "entrusted", &Entrusted::ALL, Entrusted::name)?,
        from_day: row.get("from_day")?,
        self_pay: row.get("self_pay")?,
    })
}
