//! Messages by the layout table: requests read and insisted on, results written.
//!
//! What is in a message, how long it may be and which codes there are comes from
//! `onshi-layouts`, so that a result here cannot have an element or a code that the
//! table has not. The order of a result's elements follows from their names and a
//! seed, as if they had been kept in a hash table, which is how real results look.

mod json;
mod reader;
mod record;
mod shape;
mod writer;

pub use reader::Malformed;
pub use record::{Record, Value};

use crate::results::Encoding;
use onshi_layouts::{Direction, Layouts};
use shape::Shape;
use std::collections::HashMap;

/// The layouts of all interfaces, ready to read and write by.
#[derive(Clone, Debug)]
pub struct Tables {
    shapes: HashMap<String, Vec<Shape>>,
    pairs: HashMap<String, Pair>,
}

/// The two interfaces that begin their files alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The request's interface, such as `OQS-IF-001`.
    pub request: String,
    /// The result's.
    pub result: String,
}

impl Tables {
    /// All layouts, with results in the order of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let layouts = Layouts::embedded();
        let mut shapes = HashMap::new();
        let mut pairs: HashMap<_, Pair> = HashMap::new();
        for interface in &layouts.interfaces {
            let Some(layout) = &interface.layout else {
                continue;
            };
            let read = Shape::all(&layouts, &layout.elements, seed);
            shapes.insert(interface.id.clone(), read);
            let Some(prefix) = &interface.prefix else {
                continue;
            };
            let pair = pairs.entry(prefix.clone()).or_default();
            match interface.direction {
                Some(Direction::Request) => pair.request.clone_from(&interface.id),
                Some(Direction::Result) => pair.result.clone_from(&interface.id),
                None => {}
            }
        }
        Self { shapes, pairs }
    }

    /// The interfaces whose files begin so, such as `OQSsiquc01`.
    #[must_use]
    pub fn pair(&self, prefix: &str) -> Option<&Pair> {
        let known = |pair: &&Pair| !pair.request.is_empty() && !pair.result.is_empty();
        self.pairs.get(prefix).filter(known)
    }

    /// Every beginning of files with a request and a result, sorted.
    #[must_use]
    pub fn prefixes(&self) -> Vec<&str> {
        let mut prefixes: Vec<_> = self.pairs.keys().map(String::as_str).collect();
        prefixes.retain(|prefix| self.pair(prefix).is_some());
        prefixes.sort_unstable();
        prefixes
    }

    /// What a message says, most often a request.
    ///
    /// # Errors
    /// [`Malformed`] where it is not XML, or not what the table says of it.
    pub fn read(&self, interface: &str, bytes: &[u8]) -> Result<Record, Malformed> {
        reader::read(self.shapes(interface)?, bytes)
    }

    /// The same from the Web API's JSON.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_json(
        &self,
        interface: &str,
        message: &serde_json::Value,
    ) -> Result<Record, Malformed> {
        json::read(self.shapes(interface)?, message)
    }

    /// The file of a result.
    #[must_use]
    pub fn write(&self, interface: &str, message: &Record, encoding: Encoding) -> Vec<u8> {
        let shapes = self.shapes(interface).unwrap_or_default();
        writer::document(shapes, message, encoding)
    }

    /// The same as the Web API's JSON.
    #[must_use]
    pub fn write_json(&self, interface: &str, message: &Record) -> serde_json::Value {
        json::write(self.shapes(interface).unwrap_or_default(), message)
    }

    fn shapes(&self, interface: &str) -> Result<&[Shape], Malformed> {
        let shapes = self.shapes.get(interface).map(Vec::as_slice);
        shapes.ok_or(Malformed::NoLayout)
    }
}
