//! Population and registrations in an SQLite file, so that they outlast a simulator.
//!
//! Everything is read at the start and answered from memory; what is registered
//! later is written by [`Store::keep`]. A file keeps the population it was made with.
//! Drugs and checkups are not in it: they follow from seed and person. Nor is what
//! lasts for hours: consents at the reader, and bulk requests.

mod people;
mod registration;
mod row;

use crate::centre::{Centre, Registration};
use crate::population::Population;
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};

/// The file.
#[derive(Debug)]
pub struct Store {
    database: Connection,
    news: Option<Receiver<Registration>>,
}

impl Store {
    /// Opens the file, and makes a population in it where it has none.
    ///
    /// # Errors
    /// Where it cannot be opened, or is not such a file.
    pub fn open(path: &Path, seed: u64, at: i64, size: u32) -> rusqlite::Result<Self> {
        let mut database = Connection::open(path)?;
        // Made again in seconds: not worth waiting for the disk.
        database.pragma_update(None, "synchronous", "OFF")?;
        database.execute_batch(include_str!("store/tables.sql"))?;
        // A file from before consents were given kind by kind: everything was given.
        if !database.column_exists(None, "agreement", "kinds")? {
            let added = "ALTER TABLE agreement ADD COLUMN kinds INTEGER NOT NULL DEFAULT 31";
            database.execute_batch(added)?;
        }
        let made: Option<i64> = database
            .query_row("SELECT seed FROM made", [], |row| row.get(0))
            .optional()?;
        if made.is_none() {
            let population = Population::generate(seed, at, size);
            let transaction = database.transaction()?;
            transaction.execute(
                "INSERT INTO made (seed, at) VALUES (?1, ?2)",
                params![seed.cast_signed(), at],
            )?;
            for patient in population.patients() {
                people::write(&transaction, patient)?;
            }
            transaction.commit()?;
        }
        Ok(Self {
            database,
            news: None,
        })
    }

    /// The population.
    ///
    /// # Errors
    /// Where a table cannot be read.
    pub fn population(&self) -> rusqlite::Result<Population> {
        let made = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?));
        let (seed, at) = self
            .database
            .query_row("SELECT seed, at FROM made", [], made)?;
        let patients = people::read(&self.database)?;
        Ok(Population::of(seed.cast_unsigned(), at, patients))
    }

    /// The system with its population and registrations. What is registered with it
    /// from now on is for [`keep`](Self::keep) to write.
    ///
    /// # Errors
    /// As [`population`](Self::population).
    pub fn centre(&mut self) -> rusqlite::Result<Centre> {
        let mut centre = Centre::new(self.population()?);
        let registry = centre.registry_mut();
        for registration in registration::read(&self.database)? {
            registry.apply(registration);
        }
        let (listener, news) = mpsc::channel();
        registry.tell(listener);
        self.news = Some(news);
        Ok(centre)
    }

    /// Writes what was registered since, and says how much that was.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(&mut self) -> rusqlite::Result<usize> {
        let mut kept = 0;
        for registration in self.news.iter().flat_map(Receiver::try_iter) {
            registration::write(&self.database, &registration)?;
            kept += 1;
        }
        Ok(kept)
    }
}
