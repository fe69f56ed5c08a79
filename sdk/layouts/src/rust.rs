//! Types for Rust.

use crate::model::{Layouts, Table};
use crate::types::{Field, Message, Record, Shape, messages};
use core::fmt::Write as _;

const HEAD: &str = "\
//! The messages of オンライン資格確認 in their JSON form, made from the layout table, for
//! serde (with `derive`).
//!
//! Codes are texts: a code of a result may be one no table has. None of the types is
//! `Debug`, so that no patient's data comes into a log by itself.

#![allow(missing_docs, missing_debug_implementations)]

use serde::{Deserialize, Serialize};
";

/// Names that Rust keeps for itself.
const KEYWORDS: [&str; 5] = ["type", "use", "ref", "move", "where"];

impl Layouts {
    /// A module of records, one for every request and result and what is in them.
    #[must_use]
    pub fn rust(&self) -> String {
        let mut text = HEAD.to_owned();
        for message in messages(self) {
            for record in &message.records {
                self.rust_record(&message, record, &mut text);
            }
            if let Some(whole) = message.records.last() {
                let (name, id) = (&whole.name, &message.interface.id);
                let _ = write!(
                    text,
                    "\nimpl {name} {{\n    /// Which message it is.\n    \
                     pub const INTERFACE: &'static str = {id:?};\n}}\n"
                );
            }
        }
        text
    }

    fn rust_record(&self, message: &Message<'_>, record: &Record<'_>, text: &mut String) {
        let interface = message.interface;
        let about = match record.element {
            Some(element) => [element.ja.clone(), element.en.clone()],
            None => [
                format!("{} {}", interface.id, interface.ja),
                interface.en.clone(),
            ],
        };
        text.push('\n');
        comment("", &about, text);
        text.push_str("#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]\n");
        let _ = writeln!(text, "pub struct {} {{", record.name);
        for field in &record.fields {
            self.rust_field(field, text);
        }
        text.push_str("}\n");
    }

    fn rust_field(&self, field: &Field<'_>, text: &mut String) {
        let mut about = Vec::new();
        if let Some(element) = field.element {
            about.extend([element.ja.clone(), element.en.clone()]);
        }
        let mut shape = match &field.shape {
            Shape::Text => "String".to_owned(),
            Shape::Code(id) => {
                let table = self.tables.iter().find(|table| table.id == *id);
                about.extend(table.map(Table::title));
                "String".to_owned()
            }
            Shape::Record(name) => name.clone(),
        };
        comment("    ", &about, text);
        let mut attributes = format!("rename = {:?}", field.name);
        let mut absent = "Option::is_none";
        if field.many {
            (shape, absent) = (format!("Vec<{shape}>"), "Vec::is_empty");
        } else if !field.required {
            shape = format!("Option<{shape}>");
        }
        if !field.required {
            let _ = write!(attributes, ", default, skip_serializing_if = {absent:?}");
        }
        let _ = writeln!(text, "    #[serde({attributes})]");
        let _ = writeln!(text, "    pub {}: {shape},", snake_case(field.name));
    }
}

/// `NameOfOtherKana` as Rust names what a record holds.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut before = '_';
    for character in name.chars() {
        if character.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || before.is_ascii_digit())
        {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
        before = character;
    }
    if KEYWORDS.contains(&snake.as_str()) {
        snake.push('_');
    }
    snake
}

fn comment(indent: &str, lines: &[String], text: &mut String) {
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            let _ = writeln!(text, "{indent}///");
        }
        // Brackets would be links.
        let line = line.replace('[', "\\[").replace(']', "\\]");
        let _ = writeln!(text, "{indent}/// {line}");
    }
}
